#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A terminal that vanishes ends the view at once, also where nobody tells it by a signal.
. "$(dirname "$0")/lib.sh"

for command in "$posse" "trap '' HUP; $posse"; do
  open_pane
  start_view "$command"
  tmux kill-pane -t t
  until_true "the view has ended" has_ended "$pid"
  ok "the view ends with its terminal"
done
