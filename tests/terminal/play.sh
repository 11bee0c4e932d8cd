# SPDX-License-Identifier: GPL-2.0-or-later
# Real groups and the view on them, in a PID namespace of their own, so that the list holds the
# groups of the test and nobody else can be hit. To be read with ".", behind lib.sh.

unshare -pf --mount-proc true 2>/dev/null ||
  { echo "a PID namespace of its own needs root"; exit 77; }

troupe=${TROUPE:-$top_builddir/tests/troupe/troupe}
script=$dir/play
mkfifo "$dir/stage1" "$dir/stage2"

# "set -m" gives everybody a group of the namespace; without, some are in groups from outside: 0.
job_control='set -m'

# A file of commands that run before, in the namespace.
prelude=/dev/null

# start_play COMMAND GROUP1 GROUP2: two troupes, and the view on both; PGIDs in $one and $two.
start_play() {
  cat >"$script" <<END
$job_control
. "$prelude"
"$troupe" $2 <"$dir/stage1" >"$dir/out1" &
"$troupe" $3 <"$dir/stage2" >"$dir/out2" &
exec 7>"$dir/stage1" 8>"$dir/stage2"
until grep -q '^ready' "$dir/out1" && grep -q '^ready' "$dir/out2"; do
  "$troupe" tick 20
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

end_play() {
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
    "$troupe" tick 20
  done
}
