# SPDX-License-Identifier: GPL-2.0-or-later
# What every test of the real terminal begins with: a tmux server of its own with one pane, in which
# a shell runs with the prompt "ready>".

set -eu
posse=$top_builddir/src/posse
command -v tmux >/dev/null || { echo "tmux is not installed"; exit 77; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/posse-terminal.XXXXXX")
TMUX_TMPDIR=$dir
export TMUX_TMPDIR
unset TMUX ENV
# tmux starts the command below with this shell; that of the account may refuse to log in.
SHELL=/bin/sh
export SHELL
point=0

tmux() {
  command tmux -u -L posse -f /dev/null "$@"
}

finish() {
  status=$?
  trap - EXIT
  tmux kill-server 2>/dev/null || :
  rm -rf "$dir"
  [ "$status" -ne 0 ] || echo "1..$point"
  exit "$status"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

open_pane() {
  tmux new-session -d -x 80 -y 24 -s t "ulimit -c 0; exec env PS1='ready> ' /bin/sh -i"
  wait_for_prompt
}

screen() {
  tmux capture-pane -p -t t
}

# Types words as tmux names the keys.
keys() {
  tmux send-keys -t t "$@"
}

# Types one line.
type_line() {
  tmux send-keys -t t -l "$1"
  tmux send-keys -t t Enter
}

fail() {
  echo "not ok - $1"
  screen 2>/dev/null | sed 's/^/# |/' || :
  exit 1
}

ok() {
  point=$((point + 1))
  echo "ok $point - $1"
}

# until_true WHAT COMMAND...: waits for the command to succeed.
until_true() {
  what=$1
  shift
  # Looks are counted, not seconds: the clock of the day may jump.
  looks=1200
  until "$@"; do
    [ "$looks" -gt 0 ] || fail "waited in vain: $what"
    looks=$((looks - 1))
    sleep 0.05 # the interval of a wait with a deadline
  done
}

shows() {
  screen | grep -q -e "$1"
}

hides() {
  ! shows "$1"
}

# Waits for a line of the screen that the expression matches.
wait_for() {
  until_true "the screen shows: $1" shows "$1"
}

has_prompt() {
  [ "$(screen | sed '/^ *$/d' | tail -n 1)" = 'ready>' ]
}

# Waits until the shell asks for the next command.
wait_for_prompt() {
  until_true "the shell's prompt" has_prompt
}

pane_is() {
  [ "$(tmux display-message -p -t t "$1")" = "$2" ]
}

# The process that runs in the pane's shell.
child_of_pane() {
  ps -o pid= --ppid "$(tmux display-message -p -t t '#{pane_pid}')" |
    awk '$1 > 1 { print $1; exit }'
}

# Starts the view and leaves its PID in $pid. The modes of the terminal from before are kept.
start_view() {
  type_line "clear; stty -g >$dir/before"
  until_true "the modes are told" test -s "$dir/before"
  type_line "${1:-$posse}"
  wait_for 'PGID .*COMMAND'
  wait_for '^>'
  pid=$(child_of_pane)
  [ "$pid" -gt 1 ] || fail "the view runs"
}

# The shell has the terminal, in the modes from before.
check_given_back() {
  wait_for_prompt
  pane_is '#{alternate_on}' 0 || fail "the alternate screen was left"
  pane_is '#{cursor_flag}' 1 || fail "the cursor is visible"
  pane_is '#{mouse_any_flag}' 0 || fail "the mouse was left to the terminal"
  pane_is '#{keypad_cursor_flag}' 0 || fail "the keypad's mode was left"
  type_line "stty -g >$dir/after"
  until_true "the modes are told" test -s "$dir/after"
  cmp -s "$dir/before" "$dir/after" || fail "the modes of the terminal are as before"
  rm -f "$dir/after"
}

# The view ended with that status and left no trace.
check_restored() {
  wait_for_prompt
  type_line 'echo ended $?'
  wait_for "^ended $1\$"
  check_given_back
  rm -f "$dir/before"
}

# Whether a process has ended; a zombie that nobody has reaped yet has, too.
has_ended() {
  ! grep -qs '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status"
}
