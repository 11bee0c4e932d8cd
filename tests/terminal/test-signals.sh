#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# However the view ends, the terminal is given back, and the shell knows what it died of.
. "$(dirname "$0")/lib.sh"

open_pane
for signal in TERM:143 HUP:129 INT:130 QUIT:131 ABRT:134 USR1:138 ALRM:142 XCPU:152 RTMIN:162; do
  start_view
  kill -s "${signal%:*}" "$pid"
  check_restored "${signal#*:}"
  ok "${signal%:*} gives the terminal back"
done

start_view
keys C-c
check_restored 130
ok "Ctrl-C gives the terminal back"
