#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# However the view ends, the terminal is given back, and the shell knows what it died of.
. "$(dirname "$0")/lib.sh"

# Where there are sanitizers they would end the program by themselves, and with a status of theirs.
ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0
export ASAN_OPTIONS

open_pane
for signal in TERM:143 HUP:129 INT:130 QUIT:131 \
  ABRT:134 SEGV:139 USR1:138 ALRM:142 XCPU:152 RTMIN:162; do
  start_view
  kill -s "${signal%:*}" "$pid"
  check_restored "${signal#*:}"
  ok "${signal%:*} gives the terminal back"
done

# A fault is the thread's that made it; those that read /proc, and files, block all other signals.
second_threads() {
  for task in "/proc/$pid/task/"*; do
    [ "${task##*/}" = "$pid" ] || echo "${task##*/}"
  done
}

for signal in SEGV:139 BUS:135 FPE:136 ILL:132 ABRT:134 TRAP:133 SYS:159; do
  for place in 1 2 3; do
    start_view
    thread=$(second_threads | sed -n "${place}p")
    [ "$thread" -gt 1 ] || fail "the view has a thread $place beside that of the screen"
    "$top_builddir/tests/group-helper/group-helper" fault "$pid" "$thread" "$((${signal#*:} - 128))"
    check_restored "${signal#*:}"
  done
  ok "${signal%:*} in any thread gives the terminal back"
done

start_view
keys C-c
check_restored 130
ok "Ctrl-C gives the terminal back"
