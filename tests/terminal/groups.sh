# SPDX-License-Identifier: GPL-2.0-or-later
# Real groups and the view on them, in a PID namespace of their own, so that the list holds the
# groups of the test and nobody else can be hit. To be read with ".", behind lib.sh.

unshare -pf --mount-proc true 2>/dev/null ||
  { echo "a PID namespace of its own needs root"; exit 77; }

group_helper=${GROUP_HELPER:-$top_builddir/tests/group-helper/group-helper}
script=$dir/script
mkfifo "$dir/commands1" "$dir/commands2"

# "set -m" gives everybody a group of the namespace; without, some are in groups from outside: 0.
job_control='set -m'

# A file of commands that run before, in the namespace.
prelude=/dev/null

# start_groups COMMAND GROUP1 GROUP2: two group helpers, and the view on both; PGIDs in $one and
# $two.
start_groups() {
  cat >"$script" <<END
$job_control
. "$prelude"
"$group_helper" $2 <"$dir/commands1" >"$dir/out1" &
"$group_helper" $3 <"$dir/commands2" >"$dir/out2" &
exec 7>"$dir/commands1" 8>"$dir/commands2"
until grep -q '^ready' "$dir/out1" && grep -q '^ready' "$dir/out2"; do
  "$group_helper" tick 20
done
$1
exec 7>&- 8>&-
wait
END
  rm -f "$dir/out1" "$dir/out2" "$dir/before"
  type_line "clear; unshare -pf --mount-proc sh $script"
  wait_for 'k signal.*q quit'
  one=$(awk '$1 == "pgid" { print $2; exit }' "$dir/out1")
  two=$(awk '$1 == "pgid" { print $2; exit }' "$dir/out2")
  [ "$one" -gt 1 ] && [ "$two" -gt 1 ] || fail "both groups have their numbers"
}

end_groups() {
  keys q
  wait_for_prompt
}

# Moves the cursor to the row of that group.
choose() {
  keys Home
  rows=0
  until shows "^>[^0-9]*$1 "; do
    [ "$rows" -lt 60 ] || fail "group $1 is in the list"
    rows=$((rows + 1))
    # Sorting may have moved the row past the cursor: from the top again, now and then.
    if [ $((rows % 12)) -eq 0 ]; then
      keys Home
    else
      keys Down
    fi
    # The key has been answered when the cursor's line has been drawn anew.
    "$group_helper" tick 20
  done
}
