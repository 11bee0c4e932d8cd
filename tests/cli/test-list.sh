#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse list on real groups.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

# The cells of the row of that number in the first column.
row() {
  echo "$out" | awk -v number="$1" '$1 == number { $1 = ""; sub(/^ /, ""); print; exit }'
}

fixture_start 1 group default catch stopped zombie -- gone default
fixture_start 2 session default -- default
first=$(fixture_pgid 1)
leaderless=$(fixture_pgid 1 2)
session=$(fixture_fact 2 session)
tty=$(fixture_fact 2 tty)

run "$posse" list --columns pgid,members,states,leader
expect 0 "groups are listed"
[ "$(row "$first")" = "4 S2 T1 Z1 $first" ] || fail "the states of $first: $(row "$first")"
[ "$(row "$leaderless")" = "1 S1 -" ] || fail "the leaderless group: $(row "$leaderless")"
point "members and states are counted"

run "$posse" list --columns pgid,command
case $(row "$first") in
*"group-helper group default catch stopped"*) point "the command line is whole" ;;
*) fail "the command: $(row "$first")" ;;
esac
case $(row "$leaderless") in
*"(leaderless)") point "a leaderless group says so" ;;
*) fail "the command: $(row "$leaderless")" ;;
esac

run "$posse" list --by session --columns sid,groups,tty
# Its leader's group, the one in the foreground and one in the background.
[ "$(row "$session")" = "3 ${tty#/dev/}" ] || fail "the session: $(row "$session")"
point "sessions are listed"

run "$posse" list --by process --columns pid,pgid,sid,states
member=$(fixture_member 1 catch)
case $(row "$member") in
"$first "*" S") point "processes are listed" ;;
*) fail "the process $member: $(row "$member")" ;;
esac

run "$posse" list --columns pgid,id
case $(row "$first") in
"$first@"[1-9]*) ;;
*) fail "the identity of $first: $(row "$first")" ;;
esac
case $(row "$leaderless") in
"$leaderless@$(fixture_member 1 default 2):"[1-9]*) point "identities are shown" ;;
*) fail "the identity of $leaderless: $(row "$leaderless")" ;;
esac

run "$posse" list --sort pgid,desc --columns pgid --no-headings
[ "$out" = "$(echo "$out" | sort -rn)" ] || fail "not sorted: $out"
expect 0 "the list is sorted as it was asked for"

run "$posse" list
case $(echo "$out" | head -1) in
*PGID*SID*COMMAND) ;;
*) fail "the headings: $(echo "$out" | head -1)" ;;
esac
run "$posse" list --no-headings
case $(echo "$out" | head -1) in
*PGID*) fail "headings are left" ;;
esac
point "headings are there or not, as wished"

# It was busy and is not any more: the average since its start tells of that, a sample does not.
cat >"$fixture_dir/was-busy" <<'END'
i=0
while [ "$i" -lt 300000 ]; do i=$((i + 1)); done
: >"$1"
exec tail -f /dev/null
END
setsid sh "$fixture_dir/was-busy" "$fixture_dir/idle" &
was_busy=$!
trap 'kill "$was_busy"; fixture_end_all; rm -rf "$fixture_dir"' EXIT
wait_for 60 test -e "$fixture_dir/idle" || fail "it is busy for ever"
run "$posse" list --columns pgid,cpu
[ "$(row "$was_busy")" != 0.0 ] || fail "the average: $(row "$was_busy")"
run "$posse" list --sample 0.3 --columns pgid,cpu
[ "$(row "$was_busy")" = 0.0 ] || fail "the sample: $(row "$was_busy")"
expect 0 "processor time is measured for a while"

run "$posse" list --by session
case $(echo "$out" | head -1) in
*" FG "*) fail "sessions have no foreground mark" ;;
esac
point "no column is there for nothing"

# The document, by the few things that a shell can see of it; the unit tests read it whole.
run "$posse" list --json
expect 0 "the document is written"
says '"schema": 1,'
says "\"pgid\": $first,"
says '"groups": ['
LC_ALL=C run "$posse" list --json
[ -z "$(printf %s "$out" | LC_ALL=C tr -d '\n -~')" ] || fail "the document is not ASCII"
point "the document is ASCII"

for words in "foo=bar" "--by nothing" "--sort nothing" "--sort pgid,up" "--columns pgid,nothing" \
  "--columns pgid,pgid" "--by process --columns members" "--by session --sort pgid" "--sample 0" \
  "--sample -1" "--sample" "--json --columns pgid" "--json=1" "-9" "--nothing"; do
  # shellcheck disable=SC2086
  run "$posse" list $words
  [ -z "$out" ] || fail "list $words: there is output"
  [ "$(echo "$err" | wc -l)" -eq 1 ] || fail "list $words: not one line: $err"
  complains "posse list: "
  expect 2 "list $words is refused"
done
if [ -w /dev/full ]; then
  "$posse" list >/dev/full 2>"$fixture_dir/err"
  status=$? err=$(cat "$fixture_dir/err")
  complains "No space left on device"
  expect 1 "a full disk is reported"
fi
# Headings and more than a pipe holds, for a reader that does not read.
{
  "$posse" list --json 2>"$fixture_dir/err"
  echo $? >"$fixture_dir/status"
} | :
status=$(cat "$fixture_dir/status") err=$(cat "$fixture_dir/err")
[ -z "$err" ] || fail "a closed pipe is no news: $err"
case $status in
0 | 1) point "a closed pipe ends it quietly" ;;
*) fail "a closed pipe: status $status" ;;
esac

fixture_start 3 group "name:1b5b324a:default" "name:c29b316d:default" "argv:200000"
for locale in C C.UTF-8; do
  LC_ALL=$locale run "$posse" list --by process --columns pid,command
  expect 0 "hostile names are listed in the locale $locale"
  if printf %s "$out" | LC_ALL=C tr -d '\n -~\200-\377' | grep -q .; then
    fail "a control character came through"
  fi
  if printf %s "$out" | LC_ALL=C grep -q "$(printf '\302\233')"; then
    fail "a C1 control came through"
  fi
done
point "nothing comes through that a terminal acts on"

# --- Filters --------------------------------------------------------------------------------------

fixture_start 1 group default stopped -- ignore
first=$(fixture_pgid 1)
second=$(fixture_pgid 1 2)
lists() {
  run "$posse" list --columns pgid --no-headings "$@"
  echo "$out" | tr -d ' '
}
[ "$(lists state=T "pgid=$first,$second")" = "$first" ] || fail "not the stopped one: $out"
[ "$(lists '!state=T' "pgid=$first,$second")" = "$second" ] || fail "not the other one: $out"
[ "$(lists 'members>1' "pgid=$first,$second")" = "$first" ] || fail "not the larger one: $out"
[ "$(lists "pid=$(fixture_member 1 ignore)")" = "$second" ] || fail "not that of the member: $out"
[ "$(lists '/group-helper group default stopped/' "pgid=$first,$second" | tr '\n' ' ')" = \
  "$first $second " ] || fail "not both by their command line: $out"
point "only what all filters want is listed"
run "$posse" list --by session --columns sid --no-headings "pgid=$second"
[ "$(echo "$out" | wc -l)" = 1 ] || fail "not the one session: $out"
says "$(awk '{ sub(/.*\) /, ""); print $4 }' "/proc/$second/stat")"
expect 0 "a session is listed for one of its groups"
run "$posse" list --json "pgid=$first" state=T
[ "$(echo "$out" | grep -c '"pgid"')" = 3 ] || fail "not one group with its two members: $out"
expect 0 "filters choose for the document, too"
run "$posse" list no-such-command-anywhere-at-all
[ "$(echo "$out" | wc -l)" -le 1 ] || fail "something is listed: $out"
expect 1 "where nothing fits, nothing is listed"
run "$posse" list 'cpu>much'
complains "'much' is not a number, such as 10 or 0.5."
expect 2 "a filter that cannot be read is told of"
fixture_end 1
