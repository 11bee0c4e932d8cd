#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What may happen between a key and its effect: numbers that change hands, groups that fork as fast
# as they can, members that each take a signal in their own way; and the history of it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/groups.sh"

XDG_STATE_HOME=$(cd "$dir" && pwd -P)/state
export XDG_STATE_HOME
open_pane

# Scenario 8: while the plan is read, the group ends and a stranger gets its number.
mkfifo "$dir/reuse"
prelude=$dir/reuse.sh
cat >"$prelude" <<END
(
  read -r _ <"$dir/reuse"
  number=\$(awk '\$1 == "pgid" { print \$2; exit }' "$dir/out1")
  [ "\$number" -gt 1 ] || exit 1
  kill -KILL "-\$number"
  while kill -0 "-\$number" 2>/dev/null; do
    "$group_helper" tick 20
  done
  # Start times are told in hundredths of a second.
  "$group_helper" tick 20
  echo \$((number - 1)) >/proc/sys/kernel/ns_last_pid
  setsid sleep 300 &
  echo "\$!" >"$dir/stranger"
  read -r _ <"$dir/reuse"
  kill -0 "\$!" && echo lives >>"$dir/stranger"
  kill -KILL "\$!"
) &
END
start_groups "$posse" "group default default" "group default"
choose "$one"
keys k Enter
wait_for "SIGTERM to group $one"
wait_for '2 members: 2 end at once'
echo go >"$dir/reuse"
until_true "a stranger has started" test -s "$dir/stranger"
[ "$(cat "$dir/stranger")" = "$one" ] || fail "the stranger has the number $one"
keys Enter
wait_for "Nothing was sent: the number $one now belongs to another group."
keys Escape Escape
until_true "both boxes are gone" hides "to group $one"
echo go >"$dir/reuse"
until_true "the stranger lives" grep -q '^lives' "$dir/stranger"
end_groups
[ ! -e "$XDG_STATE_HOME/posse/history.jsonl" ] || fail "what was not sent is in the history"
ok "a number that changes hands while the plan is read: the stranger is not hit"
prelude=/dev/null

# Scenario 9: it forks as fast as it can.
start_groups "$posse" "group fork-relay:12:20" "group default"
choose "$one"
keys k 9
wait_for '> 9 KILL'
keys Enter
wait_for "SIGKILL to group $one"
wait_for 'Enter send'
keys Enter
wait_for 'No member that was signalled is alive'
until_true "nobody is left of the relay" grep -q "^ended $one signal 9" "$dir/out1"
keys Enter
wait_for 'k signal.*q quit'
ok "a group that forks as fast as it can is ended by one KILL"

# What was sent is in the history.
keys H
wait_for 'History .*history.jsonl'
wait_for 'SIGKILL by root'
wait_for "$one@"
keys Escape
wait_for 'k signal.*q quit'
end_groups
grep -q '"signal":"KILL".*"survivors":\[\]' "$XDG_STATE_HOME/posse/history.jsonl" ||
  fail "the history has no survivors"
ok "what was sent is in the history, and H shows it"

# Scenario 6: each signal meets something else, and the plan has foretold it.
start_groups "$posse" "group mixed:HUP=catch,INT=ign,USR1=block,TERM=end" "group default"
member=$(awk '$1 == "member" { print $2; exit }' "$dir/out1")
choose "$one"
keys k 1
wait_for '> 1 HUP'
keys Enter
wait_for '1 member: 1 catches it'
keys Enter
wait_for '1 member was signalled'
until_true "HUP is caught" grep -q "^caught $member 1" "$dir/out1"
keys Enter
wait_for 'k signal.*q quit'
keys k 2
wait_for '> 2 INT'
keys Enter
wait_for '1 member: 1 ignores it'
keys Escape
wait_for '> 2 INT'
keys Escape
until_true "the menu is gone" hides 'Signal to group'
keys k 1 0
wait_for '>10 USR1'
keys Enter
wait_for '1 member: 1 blocks it'
keys Enter
wait_for 'alive: blocks SIGUSR1'
keys Enter
wait_for 'k signal.*q quit'
keys k Enter
wait_for '1 member: 1 catches it'
keys Enter
until_true "TERM is caught" grep -q "^cleaned $member" "$dir/out1"
wait_for '1 member ended'
keys Enter
end_groups
ok "HUP, INT, USR1 and TERM do what the plan foretold"

# Scenario 7: what posse run has started leads a session, and is signalled apart from posse.
prelude=$dir/run.sh
cat >"$prelude" <<END
("$posse" run "$group_helper" group default <"$dir/commands3" >"$dir/out3"
  echo "status \$?" >"$dir/run") &
exec 9>"$dir/commands3"
END
mkfifo "$dir/commands3"
start_groups "$posse" "group default" "group default"
until_true "the command has started" grep -q '^ready' "$dir/out3"
three=$(awk '$1 == "pgid" { print $2; exit }' "$dir/out3")
[ "$three" -gt 1 ] || fail "the group has its number"
choose "$three"
keys k Enter
wait_for "SIGTERM to group $three"
wait_for 'Enter send'
keys Enter
wait_for 'No member that was signalled is alive'
until_true "the member has ended" grep -q "^ended $three signal 15" "$dir/out3"
keys Enter
wait_for 'k signal.*q quit'
until_true "posse run has ended, too" test -s "$dir/run"
end_groups
ok "a group of a session that posse run has started is signalled apart"

# Scenario 5: somebody else's.
prelude=/dev/null
as_nobody="env -u XDG_STATE_HOME -u XDG_CONFIG_HOME HOME=/ \
setpriv --reuid 65534 --regid 65534 --clear-groups"
start_groups "$as_nobody $posse" "group default" "group default"
choose "$one"
keys k Enter
wait_for '1 member: 1 not permitted'
keys Enter
wait_for "You are not permitted to signal group $one: it belongs to root."
wait_for 'sudo posse kill -s TERM'
keys Enter
end_groups
grep -q '^ended' "$dir/out1" && fail "it has ended"
ok "somebody else's group: it is not signalled, and who may is told how"

# Whatever ends the view while the outcome is still open: what was sent is in the history.
view_pid() {
  ps -o pid=,comm= -t "$(tmux display-message -p -t t '#{pane_tty}')" |
    awk '$1 > 1 && $2 == "posse" { print $1; exit }'
}
for signal in QUIT USR1 ALRM XCPU RTMIN TERM ABRT SEGV SYS; do
  rm -f "$XDG_STATE_HOME/posse/history.jsonl" "$dir/commands1" "$dir/commands2"
  mkfifo "$dir/commands1" "$dir/commands2"
  start_groups "$posse" "group ignore" "group default"
  choose "$one"
  keys k Enter
  wait_for "SIGTERM to group $one"
  wait_for '1 member: 1 ignores it'
  keys Enter
  wait_for '1 member was signalled'
  pid=$(view_pid)
  [ "$pid" -gt 1 ] || fail "the view has a number"
  kill -s "$signal" "$pid"
  until_true "the view has ended" has_ended "$pid"
  wait_for_prompt
  grep -q '"signal":"TERM".*"outcome":"s' "$XDG_STATE_HOME/posse/history.jsonl" ||
    fail "$signal left no record of what was sent"
done
ok "what was sent is in the history, whatever signal ends the view"
