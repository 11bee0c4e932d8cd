#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse kill sees it end: --wait, --then, --continue, and sessions in rounds.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

all_ended() {
  for member in "$@"; do
    ended "$member" || return 1
  done
}

# The members of fixture $1, whatever their group.
members_of() {
  awk '$1 == "member" { print $2 }' "$fixture_dir/$1.out"
}

# --- --wait (scenario 2) --------------------------------------------------------------------------

fixture_start 1 group default default default
job=$(fixture_pgid 1)
run "$posse" kill -y --wait 10 "$job"
says "All 3 members were signalled."
says "ended"
expect 0 "all have ended within the wait"
all_ended $(members_of 1) || fail "somebody is left after the wait"
fixture_end 1

fixture_start 1 group catchslow:300 default
job=$(fixture_pgid 1)
run "$posse" kill -y --wait 20 --json "$job"
says '"survivors": []'
expect 0 "who cleans up first is waited for"
case $out in
*'"seconds": null'*) fail "the time of the last end is not told: $out" ;;
esac
all_ended $(members_of 1) || fail "the wait was over before the end"
fixture_end 1

fixture_start 1 group ignore default
job=$(fixture_pgid 1)
survivor=$(fixture_member 1 ignore)
run "$posse" kill -y --wait 0.3 "$job"
says "All 2 members were signalled."
complains "$survivor "
complains "alive: ignores SIGTERM"
expect 3 "survivors are named"
run "$posse" kill -y --wait 0.1 "$job"
says " 1 member was signalled."
expect 3 "who survives was signalled"
run "$posse" kill -y --wait 0.1 --json "$job"
says '"outcome": "survived"'
says '"seconds": null'
echo "$out" | tr -d ' \n' | grep -q "\"survivors\":\[$survivor\]" || fail "no survivor: $out"
expect 3 "in the document, too"

# --- --then (scenario 3: who ignores TERM is named above, and ended here) -------------------------

run "$posse" kill -y --wait 0.2 --then HUP --then KILL "$job"
says "SIGHUP: "
says "SIGKILL: 1 member was signalled."
expect 0 "what follows ends the survivor"
wait_for 30 ended "$survivor" || fail "the survivor is still there"
fixture_end 1

# --- Members born since ---------------------------------------------------------------------------

# Its only member forks with TERM pending and blocked, and takes it then: the child is born without.
fixture_start 1 group late-fork
job=$(fixture_pgid 1)
run "$posse" kill -y --wait 10 "$job"
says "1 member was signalled. 1 more, born since, was signalled by itself."
says "2 members ended"
expect 0 "who was born since the call is signalled by itself"
fixture_end 1

fixture_start 1 group late-fork
job=$(fixture_pgid 1)
run "$posse" kill -y --json "$job"
says '"newborn": 1'
echo "$out" | tr -d ' \n' | grep -q '"notes":\["newborn"\],"outcome":"signalled"' ||
  fail "the document does not have it: $out"
tail -n 1 "$XDG_STATE_HOME/posse/history.jsonl" | grep -q '"newborn":1' ||
  fail "the history does not have it: $(tail -n 1 "$XDG_STATE_HOME/posse/history.jsonl")"
expect 0 "without a wait, too; document and history say so"
fixture_end 1

fixture_start 1 group default
job=$(fixture_pgid 1)
run "$posse" kill -y --wait 10 --then KILL --json "$job"
case $out in
*KILL*) fail "KILL was sent though nobody was left: $out" ;;
esac
expect 0 "nothing follows when nobody is left"
fixture_end 1

fixture_start 1 group ignore
job=$(fixture_pgid 1)
run "$posse" kill -y --wait 0.2 --then KILL --json "$job"
says '"survivors": []'
case $out in
*'"seconds": null'*) fail "all have ended, and it is not told when: $out" ;;
esac
expect 0 "the time of the last end is told, whatever signal made it"
fixture_end 1

# The group forks while it is waited for: the newborn is a survivor, too.
fixture_start 1 group ignore
job=$(fixture_pgid 1)
newborn=$(fixture_ask 1 fork)
run "$posse" kill -y --wait 0.2 --then KILL "$job"
expect 0 "members born before are ended as well"
wait_for 30 ended "$newborn" || fail "the newborn is still there"
fixture_end 1

run "$posse" kill -y --then KILL 4194303
complains "--then needs --wait SECONDS"
expect 2 "--then without --wait is refused"

# Who leaves the group when it is signalled, and lives, has survived as well.
fixture_start 1 group default setsid-later
job=$(fixture_pgid 1)
leaver=$(fixture_member 1 setsid-later)
run "$posse" kill -y -s USR1 --wait 0.5 --json "$job"
fixture_said 1 "left $leaver" || fail "the member has not left"
echo "$out" | tr -d ' \n' | grep -q "\"survivors\":\[$leaver\]" || fail "no survivor: $out"
says '"outcome": "survived"'
says '"seconds": null'
expect 3 "who was signalled and lives on in another group has survived"
fixture_end 1

# --- --continue -----------------------------------------------------------------------------------

fixture_start 1 group stopped:catch
job=$(fixture_pgid 1)
member=$(fixture_member 1 stopped:catch)
run "$posse" kill -y -s USR1 --continue --json "$job"
echo "$out" | tr -d ' \n' | grep -q '"signals":\["USR1","CONT"\]' || fail "no SIGCONT: $out"
expect 0 "SIGCONT follows any signal"
wait_for 30 ended "$member" || fail "USR1 has not reached the stopped member"
fixture_end 1

# --- Sessions -------------------------------------------------------------------------------------

fixture_start 1 session default -- default default -- ignore
session=$(fixture_fact 1 session)
run "$posse" kill -n "session:$session"
says "A session cannot be signalled in one call"
[ "$(echo "$out" | grep -c '^SIGTERM to group ')" -eq 4 ] || fail "not four groups: $out"
echo "$out" | grep '^SIGTERM to group ' | tail -n 1 | grep -q "group $session:" ||
  fail "the leader's group is not the last: $out"
expect 0 "the plan of a session has its groups, the leader's last"
run "$posse" kill -y --wait 0.5 --then KILL "session:$session"
says "The session took"
expect 0 "a session is ended"
wait_for 30 all_ended $(members_of 1) || fail "somebody is left of the session"
point "nobody is left of it"
fixture_end 1
run "$posse" kill -y "session:$session"
complains "There is no session $session."
expect 1 "a session that has ended is none"
run "$posse" kill -n "session:$session"
says "SIGTERM to session $session"
expect 1 "and is not called a group"
run "$posse" kill -y "session:$session@1"
expect 1 "nor by its identity"

# --- Ctrl-C ---------------------------------------------------------------------------------------

# A shell's background ignores INT, which env undoes.
fixture_start 1 group mixed:TERM=catch ignore
job=$(fixture_pgid 1)
caught="caught $(fixture_member 1 mixed:TERM=catch) 15"
env --default-signal=INT "$posse" kill -y --wait 60 --then KILL "$job" \
  >"$fixture_dir/out" 2>"$fixture_dir/err" &
waiting=$!
wait_for 30 fixture_said 1 "$caught" || fail "TERM has not come"
[ "$waiting" -gt 1 ] && kill -INT "$waiting"
wait "$waiting"
status=$?
out=$(cat "$fixture_dir/out")
err=$(cat "$fixture_dir/err")
complains "Interrupted: posse stops waiting, and sends nothing more."
says "All 2 members were signalled."
complains "$(fixture_member 1 ignore) "
alive "$(fixture_member 1 ignore)" || fail "KILL was sent after all"
tail -n 1 "$XDG_STATE_HOME/posse/history.jsonl" | grep -q '"signal":"TERM".*"outcome":"survived"' ||
  fail "what was sent is not in the history"
expect 130 "Ctrl-C ends the waiting, and what was sent is told"
fixture_end 1

# Whatever else would end posse by default, be it a fault that somebody else says it has.
# (The sanitizers would answer for it.)
ASAN_OPTIONS=${ASAN_OPTIONS:-}:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0
ASAN_OPTIONS=$ASAN_OPTIONS:handle_abort=0
export ASAN_OPTIONS
ulimit -c 0
for signal in QUIT:131 HUP:129 TERM:143 USR1:138 USR2:140 ALRM:142 VTALRM:154 PROF:155 XCPU:152 \
  IO:157 PWR:158 16:144 ABRT:134 SEGV:139 SYS:159 TRAP:133 RTMIN:162 RTMAX:192; do
  name=${signal%:*}
  fixture_start 1 group mixed:TERM=catch ignore
  job=$(fixture_pgid 1)
  caught="caught $(fixture_member 1 mixed:TERM=catch) 15"
  rm -f "$XDG_STATE_HOME/posse/history.jsonl"
  env --default-signal=INT,QUIT "$posse" kill -y --wait 60 --then KILL "$job" \
    >"$fixture_dir/out" 2>"$fixture_dir/err" &
  waiting=$!
  wait_for 30 fixture_said 1 "$caught" || fail "TERM has not come"
  [ "$waiting" -gt 1 ] && kill -"$name" "$waiting"
  wait "$waiting" 2>/dev/null
  status=$?
  out=$(cat "$fixture_dir/out")
  err=$(cat "$fixture_dir/err")
  says "All 2 members were signalled."
  alive "$(fixture_member 1 ignore)" || fail "KILL was sent after all"
  tail -n 1 "$XDG_STATE_HOME/posse/history.jsonl" | grep -q '"signal":"TERM"' ||
    fail "$name: what was sent is not in the history"
  expect "${signal#*:}" "$name ends the waiting, and what was sent is kept"
  fixture_end 1
done
