#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Members in states of their own: what the plan foretells of each comes true.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

all_ended() {
  for member in $(awk '$1 == "member" { print $2 }' "$fixture_dir/1.out"); do
    ended_whole "$member" || return 1
  done
}

# Ended, with all its threads: a main thread that ended alone leaves a Z, too.
ended_whole() {
  ended "$1" && [ "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 18)" -le 1 ] \
    2>/dev/null || [ ! -e "/proc/$1/stat" ]
}

# --- Z with living threads ------------------------------------------------------------------------

fixture_start 1 group threadzombie default
job=$(fixture_pgid 1)
[ "$(fixture_state "$(fixture_member 1 threadzombie)")" = Z ] || fail "its state is not Z"
run "$posse" kill -n "$job"
says "2 members: 2 end at once"
expect 0 "Z with living threads: it is no zombie"
run "$posse" kill -y --wait 20 "$job"
says "All 2 members were signalled."
says "2 members ended"
all_ended || fail "somebody is left"
expect 0 "Z with living threads: it is signalled, and its end is seen"
fixture_end 1

# --- A parent in vfork ----------------------------------------------------------------------------

fixture_start 1 group default vfork
job=$(fixture_pgid 1)
[ "$(fixture_state "$(fixture_member 1 vfork)")" = D ] || fail "its state is not D"
run "$posse" kill -n --json "$job"
says '"uninterruptible"'
run "$posse" kill -n "$job"
says "1 member waits in the kernel (state D)"
expect 0 "a parent in vfork: the plan says that it waits in the kernel"
run "$posse" kill -y --wait 20 "$job"
all_ended || fail "somebody is left"
expect 0 "a parent in vfork: TERM ends it with its child"
fixture_end 1

# --- Only zombies ---------------------------------------------------------------------------------

fixture_start 1 group zombie
job=$(fixture_pgid 1)
parent=$(awk '{ sub(/.*\) /, ""); print $2 }' "/proc/$job/stat")
run "$posse" kill -n "$job"
says "Only zombies are left"
run "$posse" kill -y --wait 1 "$job"
complains "Only zombies are left in group $job"
complains "zombie: its parent $parent has not reaped it"
expect 1 "only zombies: nobody is signalled, and the parent is named"
fixture_end 1

# --- Stopped members ------------------------------------------------------------------------------

fixture_start 1 group stopped stopped:ignore stopped:catch
job=$(fixture_pgid 1)
run "$posse" kill -n --json "$job"
says '"stopped"'
run "$posse" kill -y --wait 0.3 "$job"
complains "$(fixture_member 1 stopped:ignore) "
fixture_said 1 "cleaned $(fixture_member 1 stopped:catch)" || fail "the handler has not run"
expect 3 "stopped members: TERM and CONT end them, and who ignores TERM runs again and is named"
[ "$(fixture_state "$(fixture_member 1 stopped:ignore)")" != T ] || fail "it is stopped still"
fixture_end 1

fixture_start 1 group stopped stopped
job=$(fixture_pgid 1)
run "$posse" kill -y -s KILL --wait 20 "$job"
all_ended || fail "somebody is left"
expect 0 "stopped members: KILL needs no CONT"
fixture_end 1

# --- A session leader with a terminal -------------------------------------------------------------

fixture_start 1 session default -- default -- stopped -- ignore
leader=$(fixture_pgid 1)
front=$(fixture_pgid 1 2)
running=$(fixture_pgid 1 3)
stopped=$(fixture_pgid 1 4)
run "$posse" kill -n "$leader"
says "is hung up, and SIGHUP goes to these groups: $front, $stopped."
expect 0 "a session leader with a terminal: the plan says whom its end hangs up"
run "$posse" kill -y --wait 20 "$leader"
wait_for 30 ended "$front" || fail "the job in front has survived"
wait_for 30 ended "$stopped" || fail "the stopped job has survived"
alive "$running" || fail "the job in the background has ended, too"
expect 0 "a session leader with a terminal: they end, and the job in the background lives"
fixture_end 1

# --- Orphaned groups ------------------------------------------------------------------------------

# A job of a shell that is itself a job: stopped, and with nobody else to continue it.
if command -v bash >/dev/null; then
  # Nobody writes to it: whoever reads stays.
  mkfifo "$fixture_dir/never"
  cat >"$fixture_dir/shell" <<'END'
set -m
bash -c 'kill -STOP $$' &
echo $! >"$1/job.pid"
read -r _ <"$1/never"
END
  cat >"$fixture_dir/session" <<'END'
set -m
bash "$1/shell" "$1" &
echo $! >"$1/shell.pid"
echo $$ >"$1/session.pid"
read -r _ <"$1/never"
END
  setsid bash "$fixture_dir/session" "$fixture_dir" >/dev/null 2>&1 &
  is_stopped() {
    [ -s "$fixture_dir/job.pid" ] && [ "$(fixture_state "$(cat "$fixture_dir/job.pid")")" = T ]
  }
  wait_for 30 is_stopped || fail "the job is not stopped"
  job=$(cat "$fixture_dir/job.pid")
  shell=$(cat "$fixture_dir/shell.pid")
  session=$(cat "$fixture_dir/session.pid")
  run "$posse" kill -n "$shell"
  says "sends SIGHUP and SIGCONT to these: $job."
  expect 0 "a newly orphaned group with a stopped member: the plan names it"
  run "$posse" kill -y --wait 20 -s KILL "$shell"
  expect 0 "a newly orphaned group with a stopped member: its keeper is ended"
  wait_for 30 ended "$job" || fail "the stopped job has survived"
  point "a newly orphaned group with a stopped member: it is hung up"
  [ "$session" -gt 1 ] && kill -KILL "$session" 2>/dev/null
  wait
else
  skip "a newly orphaned group with a stopped member (bash is missing)"
fi

# Whose parent is in another session has nobody either.
fixture_start 1 session default
leader=$(fixture_pgid 1)
run "$posse" kill -n -s TSTP "$leader"
says "SIGTSTP is discarded"
run "$posse" kill -y -s TSTP "$leader"
[ "$(fixture_state "$leader")" != T ] || fail "it was stopped after all"
point "an orphaned group: TSTP is thrown away, as the plan says"
fixture_end 1
