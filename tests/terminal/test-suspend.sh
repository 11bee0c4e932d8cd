#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Ctrl-Z gives the terminal to the shell, fg takes it again.
. "$(dirname "$0")/lib.sh"

# Continues the view, in another size, and sees that it draws and listens.
continue_view() {
  tmux resize-window -t t -x 90 -y 20
  # Ctrl-J, because after a STOP the terminal does not make a line's end of Enter.
  keys fg C-j
  wait_for 'PGID .*COMMAND'
  wait_for 'k signal.*q quit'
  until_true "the shell's words are gone" hides '\[1\] +'
  keys '?'
  wait_for '^ General'
  keys q
  wait_for 'PGID .*COMMAND'
  keys q
  check_restored 0
  tmux resize-window -t t -x 80 -y 24
}

open_pane
start_view
keys C-z
check_given_back
continue_view
ok "Ctrl-Z and fg"

start_view
kill -s TSTP "$pid"
check_given_back
continue_view
ok "TSTP and fg"

# Stopped hard: nobody has told the view, and the shell set modes of its own.
start_view
wait_for 'k signal.*q quit'
kill -s STOP "$pid"
# Its words stand somewhere in the half of a screen, so they are no sign.
until_true "the shell has the terminal" pane_is '#{pane_current_command}' sh
continue_view
ok "STOP and fg"
