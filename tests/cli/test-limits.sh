#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Large groups, and few descriptors.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

members=5000

# Does nobody live in that group?
is_empty() {
  cat /proc/[0-9]*/stat 2>/dev/null |
    awk -v pgid="$1" '{ sub(/.*\) /, "") } $3 == pgid && $1 !~ /[ZX]/ { n++ } END { exit n > 0 }'
}

# Runs posse with so many descriptors at most.
with_descriptors() {
  limit=$1
  shift
  # shellcheck disable=SC2016
  run sh -c 'ulimit -n "$1" && shift && exec "$@"' sh "$limit" "$posse" "$@"
}

# --- More members than descriptors ----------------------------------------------------------------

allowed=$(awk '/^Max processes/ { print $3 }' /proc/self/limits)
if [ "$allowed" != unlimited ] && [ "$allowed" -lt $((2 * members)) ]; then
  skip "$members members (this user may not have as many processes)"
else
  fixture_start 1 many "$members" 1
  job=$(fixture_pgid 1)
  with_descriptors 1024 kill -y --wait 60 "$job"
  says "All $members members were signalled."
  says "$members members ended, the last after "
  expect 0 "$members members end with 1024 descriptors, and all are seen to"
  is_empty "$job" || fail "somebody is left"
  fixture_end 1
fi

# --- Hardly any descriptors -----------------------------------------------------------------------

fixture_start 1 group default ignore default catch
job=$(fixture_pgid 1)
with_descriptors 16 list
says "$job"
expect 0 "list works with 16 descriptors"
with_descriptors 16 kill -y --wait 0.3 --then KILL --json "$job"
says '"survivors": []'
says '"outcome": "signalled"'
expect 0 "kill works with 16 descriptors, its wait and what follows included"
is_empty "$job" || fail "somebody is left"
fixture_end 1

fixture_start 1 group default
job=$(fixture_pgid 1)
for limit in 6 5; do
  with_descriptors "$limit" list
  complains "The processes could not be read: Too many open files."
  expect 1 "with $limit descriptors list says what is wrong"
  with_descriptors "$limit" kill -y "$job"
  complains "Nothing was sent: the processes could not be read: Too many open files."
  expect 1 "with $limit descriptors kill says what is wrong"
done
ended "$(fixture_member 1 default)" && fail "something was sent after all"
fixture_end 1

# --- Limits that are raised -----------------------------------------------------------------------

run sh -c 'ulimit -S -n 100; exec "$@"' sh "$posse" run sh -c 'ulimit -S -n'
[ "$out" = 100 ] || fail "a command of posse run has a limit of $out descriptors and not of 100"
expect 0 "commands of posse run have the limit of descriptors that posse was started with"
