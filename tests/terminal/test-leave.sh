#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A member that leaves its group by setsid() between plan and send: the send does not reach it, and
# it is not among those who were signalled or have survived.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/groups.sh"

open_pane

# Whose number comes through this pipe leaves: it is a number of the view's namespace.
mkfifo "$dir/leave"
prelude=$dir/leave.sh
cat >"$prelude" <<END
(
  read -r number <"$dir/leave"
  [ "\$number" -gt 1 ] && kill -USR1 "\$number"
) &
END

# The members of the first group helper: who stays, and who is to leave.
find_members() {
  stays=$(awk '$1 == "member" && $3 == "default" { print $2; exit }' "$dir/out1")
  leaves=$(awk '$1 == "member" && $3 == "setsid-later" { print $2; exit }' "$dir/out1")
  [ "$stays" -gt 1 ] && [ "$leaves" -gt 1 ] || fail "the members have their numbers"
}

check_left() {
  until_true "it has left" grep -q "^left $leaves" "$dir/out1"
}

# TERM would have ended it, had it been reached.
check_who_was_hit() {
  until_true "who stayed has ended" grep -q "^ended $stays signal 15" "$dir/out1"
  ! grep -q "^ended $leaves " "$dir/out1" || fail "who had left was hit"
}

# In the view the plan on the screen still has it.
start_groups "$posse" "group default setsid-later" "group default"
find_members
choose "$one"
keys k Enter
wait_for "SIGTERM to group $one"
wait_for '2 members: 2 end at once'
echo "$leaves" >"$dir/leave"
check_left
keys Enter
wait_for '1 member was signalled. 1 more had left the group.'
wait_for '1 member ended, after'
# Reaped by now, or not yet: both are said to have ended.
wait_for 'No member that was signalled is alive\|All that were signalled have ended'
hides 'still alive' || fail "who had left is no survivor"
check_who_was_hit
keys Enter
wait_for 'k signal.*q quit'
end_groups
ok "a member that leaves while the plan is read is not reached, and said to have left"

# On the command line the plan is made once more when the question is answered: it has left.
rm -f "$dir/commands1" "$dir/out1"
mkfifo "$dir/commands1"
"$group_helper" group default setsid-later <"$dir/commands1" >"$dir/out1" &
exec 7>"$dir/commands1"
until_true "the group helper is ready" grep -q '^ready' "$dir/out1"
find_members
type_line clear
type_line "$posse kill --wait 5 $stays; echo \"ended \$?\""
wait_for '2 members: 2 end at once'
wait_for 'to this group? \[y/N\]'
kill -USR1 "$leaves"
check_left
type_line y
wait_for '^ended [0-9]'
shows '^ended 0$' || fail "who had left is no survivor"
shows ': 1 member was signalled\.' || fail "who had left is not among those who were signalled"
shows '^  1 member ended, after' || fail "who was signalled has ended"
check_who_was_hit
exec 7>&-
ok "a member that leaves while the question stands is not reached, and no survivor"
