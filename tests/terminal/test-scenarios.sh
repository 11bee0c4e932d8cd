#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# From a group in the list to what happened to it, by keys, on real groups.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/groups.sh"

open_pane

# Scenarios 1 and 4: all of one group end; the other never notices.
start_groups "$posse" "group default default default default" "group catch catch"
choose "$one"
keys k Enter
wait_for "SIGTERM to group $one"
wait_for 'Enter send'
keys Enter
wait_for 'All 4 members were signalled'
wait_for '4 members ended, the last after [0-9.]* s'
wait_for 'No member that was signalled is alive'
keys Enter
wait_for 'k signal.*q quit'
! grep -q '^cleaned' "$dir/out2" || fail "the other group was not signalled"
ok "TERM by k Enter Enter ends a parent and its children, and nobody else"

# The group ended under the cursor: a struck row, which refuses.
wait_for 'ended'
keys k
wait_for "Group $one has ended"
ok "a group that has ended stays under the cursor and refuses"

# Scenario 2 and Esc: nothing is sent before the plan was answered; handlers run.
choose "$two"
keys k
wait_for "Signal to group $two"
wait_for '>15 TERM'
keys Enter
wait_for '2 catch it'
keys m
wait_for 'catches it'
keys Escape
wait_for "Signal to group $two"
keys Escape
until_true "both boxes are gone" hides 'group'" $two"
# Who forks now has not met a signal before.
echo fork >"$dir/commands2"
until_true "a member forks" grep -q '^done fork' "$dir/out2"
! grep -q '^cleaned' "$dir/out2" || fail "Esc sends nothing"
ok "Esc goes back step by step and sends nothing"
keys k Enter
wait_for "SIGTERM to group $two"
wait_for 'Enter send'
keys Enter
wait_for '3 members ended, the last after'
until_true "all have cleaned up" sh -c "[ \$(grep -c '^cleaned' '$dir/out2') = 3 ]"
keys Enter
ok "members with handlers clean up, and the screen says when they ended"

# Scenario 5: group 1 is the init's, and through its descriptor it could be reached: protected.
choose 1
keys k Enter
wait_for 'protected: process 1 runs in it'
keys Enter
wait_for 'Nothing was sent: type 1'
keys Escape Escape
until_true "both boxes are gone" hides 'group 1'
ok "group 1 is protected"
end_groups

# Whose leader is outside of the namespace has no group that could be named here.
job_control=:
start_groups "$posse" "group default" "group default"
choose 0
keys k
wait_for 'Group 0 '
until_true "no menu opens for group 0" hides 'Signal to group'
ok "group 0 is refused in words"
end_groups
job_control='set -m'

# Scenario 3: who ignores it is named, and KILL ends who is left.
start_groups "$posse" "group default ignore" "group default"
choose "$one"
keys k Enter
wait_for '1 ends at once, 1 ignores it'
keys Enter
wait_for 'All 2 members were signalled'
wait_for '1 member is still alive'
wait_for 'alive: ignores SIGTERM'
keys Enter
ok "who ignores the signal is foretold and named"

# K: TERM, a wait, and KILL for who is left; each after its plan.
wait_for 'k signal.*q quit'
choose "$one"
keys K
wait_for "SIGTERM to group $one"
wait_for 'Then posse waits 5.0 s'
keys Enter
wait_for 's more; Esc stops waiting'
wait_for 'alive: ignores SIGTERM, waits in'
keys Escape
wait_for '1 is left: K ends it with SIGKILL'
keys K
wait_for "SIGKILL to group $one"
wait_for 'Enter send'
keys Enter
wait_for '1 member was signalled'
wait_for 'No member that was signalled is alive'
keys Enter
ok "K ends a group in two steps, each with its plan"

# The view's own group is protected: its number has to be typed.
wait_for 'k signal.*q quit'
own=$(screen | sed -n 's/^[^0-9]*\([0-9][0-9]*\) .* pts[^ ]* + .*/\1/p')
[ "${own:-0}" -gt 1 ] || fail "the view is in its own list"
choose "$own"
keys k Enter
wait_for 'protected'
keys Enter
wait_for "Nothing was sent: type $own"
keys 9 9 9 9 9 9 Enter
wait_for "Nothing was sent: type $own"
keys Escape
wait_for "Signal to group $own"
keys Escape
until_true "both boxes are gone" hides "to group $own"
ok "a protected group wants its number, and a wrong one sends nothing"
end_groups

# Zombies whom nobody reaps: what follows is planned from what is there after the send, in the view
# and on the command line.
what_follows="$posse kill -n -s KILL \$(awk '\$1 == \"pgid\" { print \$2; exit }' $dir/out1)"
start_groups "$posse; $what_follows >$dir/rest" \
  "group default default default ignore" "group default"
echo hold >"$dir/commands1"
until_true "nobody is reaped" grep -q '^done hold' "$dir/out1"
choose "$one"
keys K
wait_for '4 members: 3 end at once, 1 ignores it'
keys Enter
wait_for '3 members ended, the last after'
wait_for 'alive: ignores SIGTERM, waits in'
keys Escape
wait_for '1 is left: K ends it with SIGKILL'
keys K
wait_for '4 members: 1 ends at once, 3 zombies'
keys Escape
wait_for '1 is left: K ends it with SIGKILL'
keys Enter
until_true "the outcome is gone" hides "SIGTERM to group"
end_groups
grep -q '4 members: 1 ends at once, 3 zombies' "$dir/rest" || fail "posse kill plans otherwise"
ok "what K plans after a send is what posse kill plans"

# Marks: two groups by one plan. Stop and continue, both with theirs.
start_groups "$posse" "group default default" "group default"
choose "$one"
keys Space
wait_for '1 marked'
choose "$two"
keys Space
wait_for '2 marked'
keys s
wait_for 'SIGSTOP to 2 groups'
wait_for 'Enter send'
keys Enter
wait_for 'All 2 members were signalled'
keys Enter
wait_for "$one\\* .* T2"
keys c
wait_for 'SIGCONT to 2 groups'
wait_for 'Enter send'
keys Enter
wait_for '1 member was signalled'
keys Enter
keys k Enter
wait_for 'SIGTERM to 2 groups'
wait_for 'Enter send'
keys Enter
wait_for "$one  All 2 members were signalled"
wait_for "$two  1 member was signalled"
keys Enter
ok "marked groups are stopped, continued and ended together"
end_groups

# A whole session, by its row.
start_groups "$posse" "session default -- default -- default" "group default"
session=$(awk '$1 == "session" { print $2; exit }' "$dir/out1")
[ "$session" -gt 1 ] || fail "the session has its number"
keys Tab
wait_for 'sessions by'
choose "$session"
keys k
wait_for "Signal to session $session"
keys Enter
wait_for "SIGTERM to session $session"
wait_for 'A session cannot be signalled in one call'
keys Enter
wait_for 'The session took'
until_true "the whole session has ended" grep -q "^ended" "$dir/out1"
keys Enter
ok "a session is ended group by group"
end_groups

# Scenario 10: half of it is somebody else's.
start_groups "env -u XDG_CONFIG_HOME HOME=/ \
setpriv --reuid 65534 --regid 65534 --clear-groups $posse" \
  "group uid:65534:default uid:65534:default default" "group default"
choose "$one"
keys k Enter
wait_for 'You are not permitted to signal 1 member: it belongs to root'
keys Enter
wait_for '2 of 3 members were signalled'
wait_for 'not permitted (root)'
wait_for 'sudo posse kill -s TERM'
line=$(screen | sed -n 's/.*sudo \(posse kill -s TERM [0-9@:]*\).*/\1/p')
[ -n "$line" ] || fail "the line that finishes the job is whole"
keys Enter
ok "a group owned half by root: who was reached, who was not, and what finishes it"
end_groups
