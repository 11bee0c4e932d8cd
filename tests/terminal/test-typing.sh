#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What comes from a terminal and is no key that somebody pressed: pastes and what was typed ahead,
# keys with Alt, answers that the terminal gives. Nothing of it may send anything.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/groups.sh"

open_pane
start_groups "$posse" "group default" "group default"
choose "$one"
# The plan and its answer, in one go; and a menu's choice, its plan and more.
keys K Enter Enter
wait_for 'Keys typed before this plan was shown do not count.'
keys Escape
until_true "the plan is gone" hides "to group $one"
keys k 9 Enter Enter Enter
wait_for "SIGKILL to group $one"
wait_for 'Keys typed before this plan was shown do not count.'
! grep -q '^ended' "$dir/out1" || fail "nothing was sent"
keys Enter
wait_for 'No member that was signalled is alive'
until_true "the group has ended" grep -q "^ended $one signal 9" "$dir/out1"
keys Enter
wait_for 'k signal.*q quit'
end_groups
ok "what was typed before a plan was shown does not answer it"

# Keys with Alt, what devices answer, a function key of nobody's, strings of the terminal: taken
# apart these would open a menu, drop the filter, sort and pause.
start_groups "$posse members\\>0" "group default" "group default"
wait_for 'filter: members>0'
for bytes in '1b 6b' '1b 4b' '1b 5b 3f 31 3b 32 63' '1b 4f 5a' '1b 5b 49' \
  '1b 5b 39 39 3b 39 7a' '1b 1b 4f 41' \
  '1b 5d 31 31 3b 6b 4b 5a 1b 5c' '1b 50 31 2b 72 4b 6b 1b 5c' '1b 5d 30 3b 4b 5a 07'; do
  # shellcheck disable=SC2086
  tmux send-keys -t t -H $bytes
  keys d
  wait_for 'Seconds between scans'
  keys Escape
  until_true "the prompt is gone" hides 'Seconds between scans'
  shows 'filter: members>0' || fail "the filter is still there after $bytes"
  shows 'by CPU% ▾' || fail "the order is what it was after $bytes"
  hides 'paused' || fail "the list goes on after $bytes"
done
end_groups
ok "sequences that are no keys do nothing"
