#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Without a terminal that can place text, one sentence and status 1.
. "$(dirname "$0")/lib.sh"

status=0
"$posse" </dev/null >"$dir/out" 2>"$dir/err" || status=$?
[ "$status" -eq 1 ] || fail "status 1 without a terminal (was $status)"
[ ! -s "$dir/out" ] || fail "nothing on stdout"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "one line on stderr"
grep -q 'needs a terminal' "$dir/err" || fail "the sentence says why"
ok "no terminal"

open_pane
for term in dumb no-such-terminal; do
  type_line "clear; TERM=$term $posse; echo ended \$?"
  wait_for '^ended 1$'
  wait_for 'cannot run on this kind of terminal'
  ok "TERM=$term"
done
