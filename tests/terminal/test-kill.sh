#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse kill asks at a terminal, and takes nothing but a yes for a yes; posse list fits into it.
. "$(dirname "$0")/lib.sh"

# Starts a job in the pane's shell and leaves its PGID in $job.
start_job() {
  type_line "clear; tail -f /dev/null & echo \$! >$dir/job"
  until_true "a job" test -s "$dir/job"
  job=$(cat "$dir/job")
  rm -f "$dir/job"
  [ "$job" -gt 1 ] || fail "a job was started"
  # Until then it is the shell's copy, with the shell's handlers.
  until_true "the job's program" grep -qs '^tail' "/proc/$job/cmdline"
}

# Asks for the job's end, in other words than only its number where some are given.
ask() {
  # What is typed before the screen is cleared would be echoed beside the answer.
  asked=$((asked + 1))
  type_line "clear; echo cleared $asked"
  wait_for "^cleared $asked\$"
  type_line "$posse kill ${1-} $job; echo \"ended \$?\""
  wait_for 'to this group? \[y/N\]'
  shows "^SIGTERM to group $job: tail -f /dev/null" || fail "the plan names the target"
  shows '1 member: 1 ends at once' || fail "the plan counts the members"
  shows 'exact: \|verified: ' || fail "the plan says what the guarantee is"
}

# It takes STOP, so nothing that would have ended it was sent before.
check_unhit() {
  [ "$job" -gt 1 ] && kill -STOP "$job"
  until_true "the job is stopped" grep -qs '^State:[[:space:]]*T' "/proc/$job/status"
  kill -CONT "$job"
}

asked=0
open_pane
start_job
for answer in "" n no yo yess; do
  ask
  type_line "$answer"
  wait_for '^ended 1$'
  shows 'Nothing was sent: cancelled' || fail "'$answer': it says that nothing was sent"
  check_unhit
done
ok "nothing is sent without a yes"

ask
keys C-d
wait_for 'ended 1$'
check_unhit
ok "nor at the end of input"

ask
keys C-c
wait_for_prompt
check_unhit
ok "nor at an interrupt"

ask
type_line y
wait_for '^ended 0$'
shows "$job@[0-9]*: 1 member was signalled" || fail "it says what was done"
until_true "the job's end" has_ended "$job"
ok "y sends"

# While the question stands, the member forks and ends: who is in the group now is signalled, and
# told of.
group_helper=${GROUP_HELPER:-$top_builddir/tests/group-helper/group-helper}
mkfifo "$dir/commands"
"$group_helper" group default <"$dir/commands" >"$dir/out" &
exec 7>"$dir/commands"
until_true "the group helper is ready" grep -q '^ready' "$dir/out"
job=$(awk '$1 == "pgid" { print $2; exit }' "$dir/out")
[ "$job" -gt 1 ] || fail "the group has its number"
type_line clear
type_line "$posse kill $job; echo \"ended \$?\""
wait_for 'to this group? \[y/N\]'
echo fork >&7
until_true "a member is born" grep -q '^done fork' "$dir/out"
echo exit-leader >&7
until_true "the leader has ended" grep -q '^done exit-leader' "$dir/out"
newborn=$(awk '$1 == "done" && $2 == "fork" { print $3 }' "$dir/out")
[ "$newborn" -gt 1 ] || fail "the newborn has its number"
type_line y
wait_for '^ended 0$'
shows '1 member was signalled. 1 more had ended already.' || fail "it says who was reached"
until_true "the newborn's end" has_ended "$newborn"
exec 7>&-
ok "a member born while the question stood is signalled and told of"

# The document is all that goes to standard output; the question is not in it.
start_job
ask "--json >$dir/document"
type_line YES
wait_for '^ended 0$'
[ "$(head -n 1 "$dir/document")" = "{" ] || fail "there is more than the document"
grep -q '"result": "signalled"' "$dir/document" || fail "the document tells the result"
until_true "the job's end" has_ended "$job"
ok "the question stays out of the document"

type_line "clear; $posse list; echo \"ended \$?\""
wait_for '^ended 0$'
tmux capture-pane -p -J -t t >"$dir/screen"
[ "$(wc -L <"$dir/screen")" -le 80 ] || fail "a line is longer than the terminal"
ok "a list is cut to the terminal"
