#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The view on a real terminal: it starts, follows the terminal's size, and leaves no trace.
. "$(dirname "$0")/lib.sh"

open_pane
start_view
wait_for 'load .*CPU .*memory'
wait_for 'sessions.*groups.*processes'
wait_for 'k signal.*q quit'
ok "the first screen has the machine, the groups and the keys"

keys q
check_restored 0
ok "q gives the terminal back"

start_view
keys F1
wait_for '^ Moving'
keys Escape
wait_for 'PGID .*COMMAND'
keys Enter
wait_for '^ identity'
keys q
wait_for 'PGID .*COMMAND'
ok "function keys, Esc and Enter arrive"

for size in 160:50 40:10 20:5 1:1 3:2 80:24; do
  tmux resize-window -t t -x "${size%:*}" -y "${size#*:}"
done
wait_for 'k signal.*q quit'
i=0
while [ "$i" -lt 100 ]; do
  tmux resize-window -t t -x $((1 + i * 13 % 171)) -y $((1 + i * 7 % 53))
  i=$((i + 1))
done
tmux resize-window -t t -x 100 -y 30
until_true "the last line is where it belongs" sh -c "
  TMUX_TMPDIR='$dir' tmux -u -L posse capture-pane -p -t t | sed -n 30p | grep -q 'q quit'"
ok "a hundred sizes do no harm"

# Somebody else writes into the terminal: what is there is drawn again only when that is asked for.
tty=$(tmux display-message -p -t t '#{pane_tty}')
printf '\033[10;10Hscribble' >"$tty"
wait_for scribble
keys C-l
until_true "the scribble is gone" hides scribble
ok "Ctrl-L draws everything again"

# Bytes that make no key: NUL, what is no UTF-8, half a character.
i=0
while [ "$i" -lt 20 ]; do
  tmux send-keys -t t -H 00 ff e4 c3
  i=$((i + 1))
done
keys '?'
wait_for '^ Moving'
keys q
wait_for 'PGID .*COMMAND'
ok "bytes that are no keys do no harm"

keys F10
check_restored 0
ok "F10 gives the terminal back"

# One row that stays: the group of the shell in which the view was started.
start_view "$posse pgid=$(tmux display-message -p -t t '#{pane_pid}')"
# As a terminal reports it, in the way it was asked for: button 0 pressed and released at column 2
# of the fifth line.
pane_is '#{mouse_standard_flag}' 1 || fail "the mouse is asked for"
if pane_is '#{mouse_sgr_flag}' 1; then
  tmux send-keys -t t -l "$(printf '\033[<0;2;5M\033[<0;2;5m')"
else
  tmux send-keys -t t -l "$(printf '\033[M "%%\033[M#"%%')"
fi
wait_for '^>▾'
ok "a click on a row's sign unfolds it"

keys q
check_restored 0

start_view "$posse --no-mouse"
pane_is '#{mouse_any_flag}' 0 || fail "the mouse is not asked for"
keys q
check_restored 0
ok "--no-mouse leaves the mouse to the terminal"

mkdir -p "$dir/config/posse"
printf 'readonly = yes\ncolour = blue\n' >"$dir/config/posse/config"
start_view "XDG_CONFIG_HOME=$dir/config $posse"
wait_for 'read-only'
hides 'k signal' || fail "nothing can be sent"
keys q
wait_for 'config:2: There is'
check_restored 0
ok "settings hold, and the view's end shows what is wrong with them"

start_view "NO_COLOR=1 $posse"
esc=$(printf '\033')
! tmux capture-pane -e -p -t t | grep -qE "$esc\[([0-9]+;)*[34][0-8][0-9;]*m" ||
  fail "NO_COLOR shows no colours"
keys q
check_restored 0
ok "NO_COLOR shows no colours"

start_view "LC_ALL=C $posse"
! screen | LC_ALL=C grep -q '[^ -~]' || fail "the C locale shows ASCII only"
keys q
check_restored 0
ok "the C locale shows ASCII only"
