#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse kill on real groups: who is signalled, who is not, and what is said about it.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

all_ended() {
  for pid in "$@"; do
    ended "$pid" || return 1
  done
}

all_alive() {
  for pid in "$@"; do
    alive "$pid" && ! ended "$pid" || return 1
  done
}

# PIDs of all members of a group helper.
members_of() {
  awk '$1 == "member" { print $2 }' "$fixture_dir/$1.out"
}

# --- A parent and three children; another group must not notice (scenarios 1 and 4) ---------------

fixture_start 1 group default default default default
fixture_start 2 group catch default
job=$(fixture_pgid 1)
bystander=$(fixture_pgid 2)

run "$posse" kill "$job"
complains "no terminal to ask on"
expect 2 "nothing is sent unasked"
run "$posse" kill -n "$job"
says "4 members: 4 end at once"
expect 0 "the plan foretells the end of all four"
# A question that only living members answer, and an answer that comes after any signal.
fixture_ask 1 fork >/dev/null || fail "the job has noticed the dry run"
all_alive $(members_of 1) || fail "the dry run has hit somebody"
point "a dry run sends nothing"

run "$posse" kill -y "$job"
says "members were signalled."
expect 0 "a job is signalled"
wait_for 30 all_ended $(members_of 1) || fail "not all of the job have ended"
point "all of the job end"
all_alive $(members_of 2) || fail "the other group was hit"
fixture_said 2 cleaned && fail "the other group has noticed"
point "the other group does not notice"
fixture_end 1

# --- Who cleans up first, who catches what (scenario 2) -------------------------------------------

run "$posse" kill -y -s usr2 -n "$bystander"
says "SIGUSR2 to group $bystander"
expect 0 "a signal is named in small letters"
run "$posse" kill -y "$bystander"
expect 0 "members that catch TERM are signalled"
wait_for 30 fixture_said 2 cleaned || fail "the handler has not run"
wait_for 30 all_ended $(members_of 2) || fail "not all have ended"
point "members with a handler clean up and end"
fixture_end 2

fixture_start 1 group mixed:USR1=catch mixed:USR1=ign mixed:USR1=block
job=$(fixture_pgid 1)
run "$posse" kill -n -s USR1 "$job"
says "3 members: 1 catches it, 1 ignores it, 1 blocks it"
point "the plan foretells what each member does"
run "$posse" kill -y -s SIGUSR1 "$job" "$job" "$(id_of "$job")"
[ "$(echo "$out" | wc -l)" -eq 1 ] || fail "one group is reported more than once: $out"
expect 0 "a group named three times is one target"
wait_for 30 fixture_said 1 "caught $job" || fail "nobody has caught USR1"
fixture_ask 1 fork >/dev/null
[ "$(grep -c "^caught $job " "$fixture_dir/1.out")" -eq 1 ] || fail "USR1 came more than once"
point "and is signalled once"

# --- Identities -----------------------------------------------------------------------------------

id=$(id_of "$job")
run "$posse" kill -y -s 0 "$job"
expect 2 "0 is no signal"
run "$posse" kill -y "$job@${id#*@}0"
complains "not the one you chose"
expect 1 "a group that started at another time is not signalled"
run "$posse" kill -y -s CONT "$id"
expect 0 "a group is signalled by its identity"
all_alive $(members_of 1) || fail "somebody was hit"
fixture_end 1
run "$posse" kill -y "$id"
complains "group $job"
expect 1 "a group that has ended is not signalled"

fixture_start 1 group gone default ignore
job=$(fixture_pgid 1)
id=$(id_of "$job")
case $id in
"$job@"*:*) ;;
*) fail "the identity of a leaderless group: $id" ;;
esac
run "$posse" kill -y --json "$id"
says '"guarantee": "verified"'
says '"result": "signalled"'
says '"outcome": "signalled"'
expect 0 "a leaderless group is signalled by its identity"
wait_for 30 ended "$(fixture_member 1 default)" || fail "the member is still there"
alive "$(fixture_member 1 ignore)" || fail "who ignores TERM has ended"
fixture_end 1

# --- Clear answers, nothing sent (scenario 5) -----------------------------------------------------

# Groups 0 and 1 are for cli-numbers.sh, in a namespace.
missing=4194303
run "$posse" kill -y "$missing"
complains "There is no group $missing."
expect 1 "a group that does not exist is no group"
[ -z "$out" ] || fail "that is no output: $out"
run "$posse" kill -n --json "$missing"
says '"result": "gone"'
expect 1 "nor in the document"

fixture_start 1 group default
job=$(fixture_pgid 1)
for words in "" "-9 $job" "-TERM $job" "-1" "-y -s NOSIGNAL $job" "-y -s 65 $job" "-y -s" \
  "-y $job 1x" "-y session:0" "-y session:" "-y --then KILL $job" "-y --wait -1 $job" \
  "-y --wait 1 --then FOO $job" "-y --nothing $job" "-y --json=1 $job" "-y -- -$job" \
  "-y $job@" "-y $job@1:" "-y $job@x"; do
  # shellcheck disable=SC2086
  run "$posse" kill $words
  [ -z "$out" ] || fail "kill $words: there is output"
  [ "$(echo "$err" | wc -l)" -eq 1 ] || fail "kill $words: not one line: $err"
  complains "posse kill: "
  expect 2 "kill $words is refused"
done
alive "$job" || fail "one of these has hit the group"
point "and nothing was sent"

run "$posse" kill -y "$job" "$missing"
says "1 member was signalled."
complains "There is no group $missing."
expect 64 "some targets only"
wait_for 30 ended "$job" || fail "the group is still there"
fixture_end 1

# --- A report that cannot be written --------------------------------------------------------------

# Sent is sent, whatever becomes of what is said about it.
if [ -w /dev/full ]; then
  for way in "-y" "-y --json"; do
    fixture_start 1 group default
    job=$(fixture_pgid 1)
    # shellcheck disable=SC2086
    "$posse" kill $way "$job" >/dev/full 2>"$fixture_dir/err"
    status=$? err=$(cat "$fixture_dir/err")
    complains "No space left on device"
    expect 0 "kill $way: the status is that of the signal, not that of the report"
    wait_for 30 ended "$job" || fail "the group is still there"
    fixture_end 1
  done
  "$posse" kill -n "$missing" >/dev/full 2>/dev/null
  status=$?
  expect 1 "where nothing was sent, that fails"
fi
fixture_start 1 group default
job=$(fixture_pgid 1)
"$posse" kill -y "$job" >&- 2>"$fixture_dir/err"
status=$? err=$(cat "$fixture_dir/err")
[ -z "$err" ] || fail "a closed standard output: $err"
expect 0 "a closed standard output does no harm"
wait_for 30 ended "$job" || fail "the group is still there"
fixture_end 1

# --- Stopped members ------------------------------------------------------------------------------

fixture_start 1 group stopped stopped:catch
job=$(fixture_pgid 1)
run "$posse" kill -n "$job"
says "2 members are stopped: SIGCONT follows"
point "the plan says that TERM continues stopped members"
run "$posse" kill -n -s HUP "$job"
says "2 members are stopped: SIGHUP waits until they are continued."
point "other signals do not"
run "$posse" kill -y "$job"
expect 0 "TERM to stopped members"
wait_for 30 all_ended $(members_of 1) || fail "stopped members have not taken TERM"
point "ends them"
fixture_end 1

# --- Zombies --------------------------------------------------------------------------------------

fixture_start 1 group zombie
job=$(fixture_pgid 1)
run "$posse" kill -y "$job"
complains "Only zombies"
expect 1 "zombies cannot be signalled"
fixture_end 1

# --- The own group --------------------------------------------------------------------------------

run setsid -w sh -c '"$0" kill -y $$; echo "status $?"' "$posse"
complains "is protected"
complains "--include-protected"
says "status 1"
point "the own group is protected"
run setsid -w sh -c '"$0" kill -y --include-protected $$; echo survived' "$posse"
case $out in
*survived*) fail "--include-protected has not included it" ;;
esac
point "unless the user says so twice"

# --- Hostile names --------------------------------------------------------------------------------

fixture_start 1 group "name:1b5b324a0a6f6b:default" "name:c29b316d:default" "argv:200000"
job=$(fixture_pgid 1)
for words in "-n" "-n --json" "-y" "-y --json"; do
  # shellcheck disable=SC2086
  run "$posse" kill $words -s WINCH "$job"
  if printf %s "$out$err" | LC_ALL=C tr -d '\n -~\200-\377' | grep -q .; then
    fail "a control character came through with $words"
  fi
  expect 0 "hostile names do no harm with $words"
done
fixture_end 1

# --- Each signal in its own way (scenario 6) -----------------------------------------------------

fixture_start 1 group mixed:HUP=catch,INT=ign,USR1=block,TERM=end mixed:HUP=ign,INT=catch default
job=$(fixture_pgid 1)
first=$(fixture_member 1 mixed:HUP=catch,INT=ign,USR1=block,TERM=end)
second=$(fixture_member 1 mixed:HUP=ign,INT=catch)
third=$(fixture_member 1 default)
while read -r signal foretold; do
  run "$posse" kill -n -s "$signal" "$job"
  says "3 members: $foretold"
done <<'END'
HUP 1 ends at once, 1 catches it, 1 ignores it
INT 1 ends at once, 1 catches it, 1 ignores it
USR1 2 end at once, 1 blocks it
TERM 2 end at once, 1 catches it
END
point "HUP, INT, USR1 and TERM: the plan foretells what each member does with each"
run "$posse" kill -y -s HUP "$job"
wait_for 30 fixture_said 1 "caught $first 1" || fail "HUP was not caught"
wait_for 30 ended "$third" || fail "HUP has not ended who takes the default"
alive "$second" || fail "HUP has ended who ignores it"
run "$posse" kill -y -s INT "$job"
wait_for 30 fixture_said 1 "caught $second 2" || fail "INT was not caught"
run "$posse" kill -y -s USR1 "$job"
wait_for 30 ended "$second" || fail "USR1 has not ended who takes the default"
alive "$first" || fail "USR1 has ended who blocks it"
run "$posse" kill -y --wait 20 "$job"
fixture_said 1 "cleaned $first" || fail "the handler of TERM has not run"
expect 0 "and so it comes"
fixture_end 1

# --- What posse run has started (scenario 7) -----------------------------------------------------

mkfifo "$fixture_dir/run.in"
"$posse" run "$group_helper" group default -- default \
  <"$fixture_dir/run.in" >"$fixture_dir/run.out" 2>/dev/null &
runner=$!
exec 6>"$fixture_dir/run.in"
is_up() {
  grep -q '^ready' "$fixture_dir/run.out"
}
wait_for 30 is_up || fail "the command is not up"
one=$(awk '$1 == "pgid" { print $2; exit }' "$fixture_dir/run.out")
two=$(awk '$1 == "pgid" && n++ { print $2; exit }' "$fixture_dir/run.out")
session=$(awk '{ sub(/.*\) /, ""); print $4 }' "/proc/$one/stat")
[ "$(awk '{ sub(/.*\) /, ""); print $2 }' "/proc/$session/stat")" = "$runner" ] ||
  fail "posse run has not started the leader of the session"
run "$posse" kill -y --wait 20 "$one"
expect 0 "a group of a session that posse run has started is signalled"
ended "$one" || fail "it has not ended"
alive "$two" && alive "$session" && alive "$runner" || fail "others were hit"
point "and no other group of that session"
exec 6>&-
wait "$runner"

# --- Other users (scenario 5) ---------------------------------------------------------------------

if ! is_root; then
  skip "groups of other users (this takes root)"
  exit 0
fi

fixture_start 1 group default default
job=$(fixture_pgid 1)
as_user "$posse" kill -y "$job"
complains "You are not permitted to signal group $job: it belongs to root."
complains "sudo posse kill -s TERM $(id_of "$job")"
expect 1 "somebody else's group is denied"
as_user "$posse" kill -y --json "$job"
says '"result": "denied"'
says '"expected": "denied"'
says '"outcome": "denied"'
expect 1 "in the document, too"
all_alive $(members_of 1) || fail "somebody was hit"
fixture_end 1

# Scenario 10, half of it root's: who was reached, who was not, and how to finish.
fixture_start 1 group uid:65534 default uid:65534 default
job=$(fixture_pgid 1)
as_user "$posse" kill -n "$job"
says "4 members: 2 end at once, 2 not permitted"
says "You are not permitted to signal 2 members: they belong to root."
says "exact: "
expect 64 "the plan foretells who will not be reached"
as_user "$posse" kill -y "$job"
says "2 of 4 members were signalled."
says "not permitted (root)"
expect 64 "half of the group is reached"
wait_for 30 all_ended "$(fixture_member 1 uid:65534)" "$(fixture_member 1 uid:65534 2)" ||
  fail "the user's members are still there"
all_alive "$(fixture_member 1 default)" "$(fixture_member 1 default 2)" || fail "root's were hit"
point "the user's half ends, root's does not"
rest=$(echo "$out" | sed -n 's/.*sudo posse kill //p')
[ -n "$rest" ] || fail "no line to finish the job: $out"
# shellcheck disable=SC2086
run "$posse" kill -y $rest
expect 0 "the line to finish the job works"
wait_for 30 all_ended $(members_of 1) || fail "somebody is left"
point "and nobody is left"

# --- Borrowed rights ------------------------------------------------------------------------------

chmod 755 "$fixture_dir"
cp "$posse" "$fixture_dir/posse" && chmod 4755 "$fixture_dir/posse"
as_user env -i LC_ALL=C.UTF-8 "$fixture_dir/posse" kill -n 1
case $status:$err in
*"refuses to run setuid"*) expect 1 "setuid it does nothing" ;;
*)
  # Where nothing is setuid, there are no rights to borrow.
  findmnt -no OPTIONS -T "$fixture_dir" | grep -q nosuid || fail "it runs setuid: $err"
  skip "setuid it does nothing (files here cannot be setuid)"
  ;;
esac
