#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The group helper as scripts use it (tests/lib/process/process-fixture.sh).
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"

gone() {
  ! kill -0 "$1" 2>/dev/null
}

state_is() {
  [ "$(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null)" = "$2" ]
}

fixture_start 1 group default catch stopped -- default
fixture_start 2 session -- default
one=$(fixture_pgid 1)
two=$(fixture_pgid 1 2)
catcher=$(fixture_member 1 catch)
[ "$one" -gt 1 ] && [ "$two" -gt 1 ] && [ "$one" -ne "$two" ] || fail "two groups: $one and $two"
state_is "$(fixture_member 1 stopped)" T || fail "nobody is stopped"
[ "$(fixture_fact 2 session)" = "$(fixture_pgid 2)" ] || fail "the session is not its leader's"
case $(fixture_fact 2 tty) in
/dev/pts/*) ;;
*) fail "no terminal" ;;
esac

born=$(fixture_ask 1 fork) || fail "no newborn"
wait_for 30 state_is "$born" S || fail "the newborn $born is not there"
fixture_ask 1 dance >/dev/null && fail "a command that does not exist was done"

kill -s TERM "$catcher"
wait_for 30 fixture_said 1 "cleaned $catcher" || fail "the handler said nothing"
wait_for 30 fixture_said 1 "ended $catcher exit 0" || fail "the end of $catcher was not said"

wait_for 1 false && fail "a condition that is never true was waited for"
outsider=$(fixture_member 2 default)
fixture_end 1 || fail "the group helper ended with $?"
for pid in "$one" "$two" "$born"; do
  gone "$pid" || fail "$pid is left"
done
wait_for 30 state_is "$outsider" S || fail "the other group helper noticed"
fixture_end 2 || fail "the session ended with $?"
gone "$outsider" || fail "$outsider is left"

# A script that is killed has no time to end anything.
sh -c '
  . "$srcdir/tests/lib/process/process-fixture.sh"
  fixture_start 1 group default ignore stopped
  fixture_start 2 group busy
  echo "$fixture_dir $(fixture_pgid 1) $(fixture_member 1 stopped) $(fixture_pgid 2)" >"$1"
  kill -s KILL $$' killed "$fixture_dir/killed"
read -r left_dir left <"$fixture_dir/killed" || fail "the inner script said nothing"
rm -rf "$left_dir"
for pid in $left; do
  [ "$pid" -gt 1 ] || fail "$pid is no PID"
  wait_for 30 gone "$pid" || fail "$pid outlived its script"
done
