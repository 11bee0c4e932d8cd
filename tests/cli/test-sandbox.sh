#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What older kernels and sandboxes do not have is not needed: every signal still goes to its group,
# with the lesser guarantee, and group 1 is refused.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

"$group_helper" old-kernel pidfds true || { echo "this user may not filter system calls"; exit 77; }

all_ended() {
  for member in $(awk '$1 == "member" { print $2 }' "$fixture_dir/$1.out"); do
    ended "$member" || return 1
  done
}

# In a PID namespace whose first process leads group 1, this prints what becomes of that group.
group_1() {
  in_namespace="unshare -pf --mount-proc"
  [ "$(id -u)" = 0 ] || in_namespace="unshare -Urpf --mount-proc"
  # shellcheck disable=SC2016
  $in_namespace setsid sh -c '
    sleep 300 &
    bystander=$!
    setsid -w "$@"
    echo "status $?"
    kill -0 "$bystander" && echo "the bystander lives"
    kill -KILL "$bystander"' sh "$@"
}
has_namespaces=
[ "$(group_1 true 2>/dev/null | head -n 1)" = "status 0" ] && has_namespaces=yes

for lack in pidfds pidfds-denied pidfd-open pidfd-send group-flag group-flag-denied; do
  fixture_start 1 group default catch default
  job=$(fixture_pgid 1)
  run "$group_helper" old-kernel "$lack" "$posse" kill -n "$job"
  says "verified: "
  expect 0 "$lack: the plan says verified"
  run "$group_helper" old-kernel "$lack" "$posse" kill -y --wait 20 --json "$job"
  says '"guarantee": "verified"'
  says '"survivors": []'
  expect 0 "$lack: the group is signalled, and its end is seen"
  all_ended 1 || fail "$lack: somebody is left"
  fixture_end 1

  if [ -z "$has_namespaces" ]; then
    skip "$lack: group 1 is refused (no PID namespace can be made)"
    continue
  fi
  run group_1 "$group_helper" old-kernel "$lack" "$posse" kill -y --include-protected -s USR1 1
  complains "Group 1 "
  says "status 1"
  says "the bystander lives"
  expect 0 "$lack: group 1 is refused"
done

# With all of it there, it is exact, and group 1 a matter of asking twice.
fixture_start 1 group default
run "$posse" kill -n "$(fixture_pgid 1)"
case $out in
*"exact: "*) exact=yes ;;
*) exact= ;;
esac
fixture_end 1
if [ -n "$exact" ] && [ -n "$has_namespaces" ]; then
  run group_1 "$posse" kill -n 1
  says "Group 1 is protected: "
  run group_1 "$posse" kill -n --include-protected 1
  says "exact: "
  point "nothing lacks: group 1 is protected, and its call exact"
else
  skip "nothing lacks: this kernel has no group flag, or no PID namespace can be made"
fi
