#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse run at a terminal: keys reach the command, the foreground and the modes go to and fro, and
# the shell sees a job that stops, continues and ends.
. "$(dirname "$0")/lib.sh"

group_helper=${GROUP_HELPER:-$top_builddir/tests/group-helper/group-helper}
export dir posse group_helper

# Tells its PID and stays, with the modes that it was told to set.
cat >"$dir/stay" <<'END'
[ -z "${1-}" ] || stty $1
echo $$ >"$dir/pid"
exec tail -f /dev/null
END

# Field N of /proc/PID/stat, from the state (3) on.
field() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f $(($2 - 2))
}

state_is() {
  [ "$(field "$1" 3)" = "$2" ]
}

# The terminal's foreground group is that one.
foreground_is() {
  [ "$(field "$shell" 8)" = "$1" ]
}

# The terminal's modes hold that word.
has_mode() {
  stty -a <"$terminal" | grep -q -e " $1[ ;]" -e " $1\$"
}

is_tail() {
  grep -qs '^tail' "/proc/$1/cmdline"
}

# start COMMAND-LINE: types it; the PID of what it starts, once that is up, is in $pid, that of
# posse in $runner.
start() {
  rm -f "$dir/pid"
  type_line "clear; $1; echo ended \$?"
  until_true "the command" test -s "$dir/pid"
  pid=$(cat "$dir/pid")
  [ "$pid" -gt 1 ] || fail "the command tells its number"
  until_true "the command's program" is_tail "$pid"
  runner=$(field "$pid" 4)
}

# The job was stopped: the shell has the terminal, with its own modes.
check_stopped() {
  wait_for_prompt
  until_true "the command is stopped" state_is "$pid" T
  until_true "posse is stopped" state_is "$runner" T
  foreground_is "$shell" || fail "the shell has the foreground"
  has_mode echo || fail "the shell has its modes"
  type_line jobs
  wait_for 'Stopped\|Suspended'
}

check_continued() {
  until_true "the command runs" state_is "$pid" S
  until_true "posse runs" state_is "$runner" S
}

# The shell tells of it when it is asked.
stops_for_input() {
  type_line jobs
  shows 'Stopped'
}

# It ended so, and the shell is as before.
check_ended() {
  wait_for "ended $1\$"
  wait_for_prompt
  until_true "the shell has the foreground" foreground_is "$shell"
  has_mode echo || fail "the modes are as before"
}

# Ctrl-C ended it, and with it the rest of the line, as it does without posse.
check_interrupted() {
  wait_for_prompt
  shows '^ended' && fail "the rest of the line was carried out"
  type_line 'echo ended $?'
  check_ended 130
}

open_pane
shell=$(tmux display-message -p -t t '#{pane_pid}')
terminal=$(tmux display-message -p -t t '#{pane_tty}')

# --- A session of its own -------------------------------------------------------------------------

type_line "clear; $posse run sh -c 'ps -o tty= -p \$\$; tty; stty size'; echo ended \$?"
wait_for '^ended 0$'
shows '^?' || fail "the command has no controlling terminal"
shows "^$terminal\$" || fail "its input is the terminal"
shows '^24 80$' || fail "whose size it can ask for"
ok "in its own session the command has no controlling terminal, but its files"

start "$posse run sh $dir/stay"
[ "$(field "$pid" 6)" = "$pid" ] || fail "the command leads a session"
keys C-c
check_interrupted
has_ended "$pid" || fail "the command has ended"
ok "Ctrl-C is passed on into the session"

start "$posse run sh $dir/stay -echo"
until_true "the command has set its modes" has_mode -echo
keys C-z
check_stopped
type_line 'clear; fg; echo ended $?'
check_continued
until_true "the command has its modes" has_mode -echo
keys C-z
check_stopped
type_line 'clear; bg'
check_continued
has_mode echo || fail "in the background its modes are not set"
type_line 'clear; fg; echo ended $?'
until_true "the job has the foreground" foreground_is "$runner"
type_line 'still heard'
keys C-c
check_interrupted
ok "Ctrl-Z, fg and bg stop and continue the session's group"

# --- A group of the shell's session ---------------------------------------------------------------

start "$posse run --group sh $dir/stay"
[ "$(field "$pid" 5)" = "$pid" ] || fail "the command leads a group"
[ "$(field "$pid" 6)" = "$shell" ] || fail "of the same session"
foreground_is "$pid" || fail "which has the foreground"
keys C-c
check_interrupted
ok "with --group the command has the foreground, and Ctrl-C ends it"

start "$posse run --group sh $dir/stay -echo"
until_true "the command has set its modes" has_mode -echo
keys C-z
check_stopped
type_line 'clear; fg; echo ended $?'
check_continued
until_true "the command has the foreground" foreground_is "$pid"
has_mode -echo || fail "the command has its modes"
keys C-z
check_stopped
type_line 'clear; bg'
check_continued
foreground_is "$shell" || fail "in the background it has no foreground"
has_mode echo || fail "nor its modes"
type_line 'clear; fg; echo ended $?'
until_true "the command has the foreground" foreground_is "$pid"
keys C-c
check_interrupted
ok "Ctrl-Z, fg and bg with --group"

# TSTP and STOP from elsewhere, to posse and to the command.
for signal in TSTP STOP; do
  start "$posse run --group sh $dir/stay"
  kill -s "$signal" "$pid"
  check_stopped
  type_line 'clear; fg; echo ended $?'
  check_continued
  until_true "the command has the foreground" foreground_is "$pid"
  kill -s "$signal" "$runner"
  until_true "posse is stopped" state_is "$runner" T
  wait_for_prompt
  type_line 'clear; fg; echo ended $?'
  check_continued
  until_true "the command has the foreground" foreground_is "$pid"
  keys C-c
  check_interrupted
done
ok "TSTP and STOP do as Ctrl-Z does"

type_line "clear; $posse run --group sh -c 'read word; echo heard \$word' &"
until_true "the job stops for input" stops_for_input
type_line 'clear; fg; echo ended $?'
until_true "the shell's line is gone" hides '^ready'
type_line hello
wait_for '^heard hello$'
check_ended 0
ok "who reads in the background is stopped, and reads after fg"

# A shell without job control between the user's and posse stops and continues with it.
start "sh -c '$posse run --group sh $dir/stay -echo; echo after'"
script=$(field "$runner" 4)
[ "$script" != "$shell" ] || fail "a script lies in between"
until_true "the command has set its modes" has_mode -echo
keys C-z
check_stopped
until_true "the script is stopped" state_is "$script" T
type_line 'clear; fg; echo ended $?'
check_continued
until_true "the command has the foreground" foreground_is "$pid"
keys C-c
wait_for "after\$"
check_ended 0
ok "a script that runs it stops and continues with it"

# A foreground group of the command's own.
start "$posse run --group sh -c '$posse run --group sh $dir/stay'"
foreground_is "$pid" || fail "the inner command has the foreground"
keys C-z
check_stopped
type_line 'clear; fg; echo ended $?'
check_continued
until_true "the inner command has the foreground" foreground_is "$pid"
keys C-c
check_interrupted
ok "one in another"

# A command that asks its parent to trace it reports every signal as a stop. None of them is one.
for signal in 15 9 2 20 5; do
  rm -f "$dir/said"
  type_line "clear; sh -c '$posse run --group $group_helper traced $signal >$dir/said; echo over'"
  if [ "$signal" != 9 ]; then
    until_true "the command is traced" grep -qs '^traced' "$dir/said"
    pid=$(sed -n 's/^traced //p' "$dir/said")
    [ "$pid" -gt 1 ] || fail "the command tells its number"
    until_true "the command stands still" state_is "$pid" t
    wait_for 'asked to be traced'
    runner=$(field "$pid" 4)
    state_is "$runner" S || fail "posse was stopped by signal $signal"
    alive=$(field "$runner" 4)
    state_is "$alive" S || fail "the script around it was hit by signal $signal"
    kill -s KILL "$pid"
  fi
  wait_for '^over$'
  wait_for_prompt
done
ok "what a traced command reports is no stop, and nobody is sent it"

# --- Ends -----------------------------------------------------------------------------------------

for words in '' --group; do
  start "$posse run $words sh $dir/stay -echo"
  until_true "the command has set its modes" has_mode -echo
  kill -s KILL "$pid"
  check_ended 137
  ok "who was killed leaves neither modes nor foreground behind${words:+ with }$words"
done

type_line "clear; $posse run --group sh -c 'stty -echo'; stty -a | grep -o -e '-echo '; stty echo"
wait_for '^-echo'
ok "who has ended by himself leaves the modes that he has set"
wait_for_prompt

start "$posse run --group --end-after 1 sh $dir/stay -echo"
wait_for 'Time is up: sending TERM to group'
check_ended 124
has_ended "$pid" || fail "the command has ended"
ok "--end-after gives the terminal back"

type_line "clear; $posse run --group $dir; echo ended \$?"
check_ended 126
ok "what cannot be executed gives it back, too"

start "$posse run --group sh $dir/stay -echo"
kill -s KILL "$runner"
wait_for 'ended 137$'
wait_for_prompt
until_true "the shell has the foreground" foreground_is "$shell"
has_ended "$pid" && fail "the command has ended with posse"
kill -s KILL "$pid"
type_line 'stty echo; clear'
wait_for_prompt
ok "KILL of posse leaves the terminal to the shell, and the command alone"

# Others of the group keep the terminal until they have ended.
echo "env --default-signal=INT sh $dir/stay & exit 3" >"$dir/leave"
type_line "clear; $posse run --group --wait-group sh $dir/leave; echo ended \$?"
wait_for 'Waiting until the whole group has ended'
until_true "the member" test -s "$dir/pid"
keys C-c
check_ended 3
ok "--wait-group leaves the foreground to who lives on"

# --- Ctrl-C around it -----------------------------------------------------------------------------

for words in '' --group; do
  rm -f "$dir/pid"
  type_line "clear; for round in 1 2 3; do $posse run $words sh $dir/stay; echo after \$round; done"
  until_true "the command" test -s "$dir/pid"
  pid=$(cat "$dir/pid")
  until_true "the command's program" is_tail "$pid"
  keys C-c
  until_true "the command's end" has_ended "$pid"
  wait_for_prompt
  shows '^after' && fail "the loop has gone on"
  ok "Ctrl-C ends the shell's loop as well${words:+ with }$words"
done

# --- One in another, each in a session -----------------------------------------------------------

start "$posse run $posse run sh $dir/stay"
keys C-z
wait_for_prompt
until_true "the command is stopped" state_is "$pid" T
until_true "the inner posse is stopped" state_is "$runner" T
type_line 'clear; fg; echo ended $?'
check_continued
keys C-c
check_interrupted
ok "Ctrl-Z and fg reach a command through two posses"

# --- The size of the terminal ---------------------------------------------------------------------

cat >"$dir/size" <<'END'
trap 'stty size >"$dir/said"' WINCH
echo $$ >"$dir/pid"
until [ -e "$dir/stop" ]; do
  "$group_helper" tick 20 # the interval
done
END
rm -f "$dir/pid"
type_line "clear; $posse run sh $dir/size; echo ended \$?"
until_true "the command" test -s "$dir/pid"
tmux resize-window -t t: -x 90 -y 20
until_true "the command hears of another size" grep -qs '^20 90$' "$dir/said"
: >"$dir/stop"
check_ended 0
rm "$dir/stop"
tmux resize-window -t t: -x 80 -y 24
ok "in its own session the command hears of another size of the terminal"

# --- Who lives on in a group that can be stopped --------------------------------------------------

# In a PID namespace whose first process is the shell, nobody is orphaned.
if [ "$(id -u)" = 0 ] && unshare -pf --mount-proc true 2>/dev/null; then
  rm -f "$dir/pid"
  type_line "clear; PS1='inner> ' unshare -pf --mount-proc sh -i"
  wait_for '^inner>'
  type_line "$posse run --group --wait-group sh $dir/leave; echo ended \$?"
  wait_for 'Waiting until the whole group has ended'
  until_true "the member" test -s "$dir/pid"
  keys C-z
  wait_for '^inner> *$'
  type_line 'jobs'
  wait_for 'Stopped'
  type_line 'clear; fg; echo ended $?'
  wait_for 'run --group'
  keys C-c
  wait_for 'ended 3$'
  type_line 'exit'
  wait_for_prompt
  ok "--wait-group stops with those who live on, and goes on with them"
else
  ok "--wait-group and those who live on # SKIP a PID namespace of its own needs root"
fi

# A window's name must not begin like the session's, or keys go there: tmux looks for it first.
tmux set-option -g automatic-rename off
tmux rename-window -t t: shell

# open_window COMMAND-LINE: in the place of a shell; the PID that it tells is in $pid, once it does.
open_window() {
  rm -f "$dir/pid"
  tmux new-window -t t: -n alone "exec $1"
  until_true "the command" test -s "$dir/pid"
  pid=$(cat "$dir/pid")
  [ "$pid" -gt 1 ] || fail "the command tells its number"
}

has_line() {
  [ -e "$2" ] && [ "$(wc -l <"$2")" -ge "$1" ]
}

# Nobody could continue a pane without a shell: there Ctrl-Z is lost, as without posse.
for words in '' --group; do
  open_window "$posse run $words sh $dir/stay"
  until_true "the command's program" is_tail "$pid"
  keys C-z
  keys C-c
  until_true "the command's end" has_ended "$pid"
  until_true "the window's end" pane_is '#{pane_pid}' "$shell"
  ok "where nobody could continue it, Ctrl-Z is lost${words:+ with }$words"
done

# Whoever sends STOP there can send CONT as well. Who hears CONT twice was continued by posse.
cat >"$dir/tell" <<'END'
trap 'echo >>"$dir/continued"' CONT
trap 'echo >>"$dir/heard"' USR1
echo $$ >"$dir/pid"
until [ -e "$dir/stop" ]; do
  "$group_helper" tick 20 # the interval
done
END
open_window "$posse run --group sh $dir/tell"
runner=$(field "$pid" 4)
kill -s STOP "$pid"
until_true "the command is stopped" state_is "$pid" T
kill -s USR1 "$runner"
kill -s CONT "$pid"
until_true "the command hears what was passed on" has_line 1 "$dir/heard"
until_true "the command was continued" has_line 1 "$dir/continued"
kill -s USR1 "$runner"
until_true "the command hears more" has_line 2 "$dir/heard"
[ "$(wc -l <"$dir/continued")" -eq 1 ] || fail "posse has continued it"
: >"$dir/stop"
until_true "the window's end" pane_is '#{pane_pid}' "$shell"
ok "but STOP is obeyed"
