#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse kill and groups that do not hold still: numbers that change hands, and forks without end. In
# a PID namespace of their own.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

if [ "${1-}" != inside ]; then
  [ "$(id -u)" = 0 ] && unshare -pf --mount-proc true 2>/dev/null ||
    { echo "a PID namespace in which numbers can be chosen takes root"; exit 77; }
  # No exec: what process-fixture.sh has made here is removed at the end of this shell.
  unshare -pf --mount-proc setsid -w sh "$0" inside
  exit
fi

# --- A number that changes hands (scenario 8) -----------------------------------------------------

fixture_start 1 group default default
job=$(fixture_pgid 1)
id=$(id_of "$job")
fixture_end 1
is_free() {
  ! kill -0 "-$job" 2>/dev/null
}
[ "$job" -gt 1 ] && wait_for 30 is_free || fail "the group is still there"
# Start times are told in hundredths of a second.
"$group_helper" tick 20
echo $((job - 1)) >/proc/sys/kernel/ns_last_pid || { echo "PIDs cannot be chosen"; exit 77; }
setsid sleep 300 &
stranger=$!
[ "$stranger" = "$job" ] || fail "the stranger has the number $stranger and not $job"
leads() {
  [ "$(awk '{ sub(/.*\) /, ""); print $3 }' "/proc/$stranger/stat")" = "$stranger" ]
}
wait_for 30 leads || fail "the stranger leads no group"
run "$posse" kill -y "$id"
complains "Group $job is not the one you chose"
alive "$stranger" || fail "the stranger was hit"
expect 1 "a number that has changed hands: the identity hits no stranger"
run "$posse" kill -y --json "$id"
says '"result": "changed"'
expect 1 "a number that has changed hands: in the document, too"
run "$posse" kill -y --wait 20 "$(id_of "$job")"
expect 0 "a number that has changed hands: the stranger's own identity does"
wait "$stranger" 2>/dev/null

# --- Forks without end (scenario 9) ---------------------------------------------------------------

for signal in TERM KILL; do
  fixture_start 1 group fork-relay:12:20
  job=$(fixture_pgid 1)
  run "$posse" kill -y -s "$signal" --wait 10 "$job"
  is_free || wait_for 10 is_free || fail "somebody is left"
  expect 0 "a group that forks as fast as it can: one $signal ends it"
  fixture_end 1
done
