#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may be signalled, and who can be seen: namespaces, users, capabilities, hidden processes. What
# the plan foretells of each comes true.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

is_root || { echo "becoming other users and making namespaces takes root"; exit 77; }
nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"

# --- PID namespaces -------------------------------------------------------------------------------

if unshare -pf --mount-proc true 2>/dev/null; then
  fixture_start 1 group catch
  # The namespace's first process leads group 1, and has a child in it and one beside it.
  cat >"$fixture_dir/init" <<'END'
sleep 300 &
inside=$!
setsid sleep 300 &
beside=$!
shift
until [ "$(awk '{ sub(/.*\) /, ""); print $3 }' "/proc/$beside/stat")" = "$beside" ]; do
  :
done
setsid -w "$@"
echo "status $?"
wait "$inside" 2>/dev/null
echo "the child in group 1 ended with $?"
kill -0 "$beside" && echo "the child beside it lives"
END
  run unshare -pf --mount-proc setsid -w sh "$fixture_dir/init" - \
    "$posse" kill -y --include-protected 1
  says "status 0"
  says "the child in group 1 ended with 143"
  says "the child beside it lives"
  fixture_said 1 cleaned && fail "a process outside of the namespace was signalled"
  alive "$(fixture_member 1 catch)" || fail "a process outside of the namespace has ended"
  expect 0 "PID 1's group in a namespace: the group is signalled, and nobody else"

  run unshare -pf --mount-proc sh -c '"$1" list; "$1" kill -y --include-protected 0' sh "$posse"
  says "   0   0 root"
  complains "Group 0 "
  expect 1 "PGID 0: it is shown, and not signalled"

  job=$(fixture_pgid 1)
  run unshare -pf sh -c '"$1" list --columns pgid && "$1" kill -y --include-protected "$2"' \
    sh "$posse" "$job"
  says "$job"
  complains "Group $job cannot be signalled: /proc shows a different PID namespace"
  fixture_said 1 cleaned && fail "the group was signalled"
  expect 1 "foreign /proc: it is shown, and nothing is signalled"
  fixture_end 1
  run unshare -pf "$posse" run true
  complains "The command was not started: /proc shows a different PID namespace"
  expect 125 "foreign /proc: run starts nothing"
else
  skip "PID namespaces (none can be made here)"
fi

# --- User namespaces ------------------------------------------------------------------------------

fixture_start 1 group default
job=$(fixture_pgid 1)
as_user unshare -Ur sh -c 'id -u'
if [ "$out" = 0 ]; then
  as_user unshare -Ur "$posse" kill -n "$job"
  says "1 member: 1 not permitted"
  as_user unshare -Ur "$posse" kill -y "$job"
  complains "permitted"
  alive "$(fixture_member 1 default)" || fail "it was signalled after all"
  expect 1 "a user namespace: UID 0 inside is not permitted outside, and that is foretold"
else
  skip "a user namespace (users may make none)"
fi

# --- Capabilities ---------------------------------------------------------------------------------

run $nobody --inh-caps +kill --ambient-caps +kill "$posse" kill -n "$job"
says "1 member: 1 ends at once"
run $nobody --inh-caps +kill --ambient-caps +kill "$posse" kill -y --wait 20 "$job"
says "1 member was signalled."
ended "$(fixture_member 1 default)" || fail "it has not ended"
expect 0 "CAP_KILL without UID 0: it is permitted, and that is foretold"
fixture_end 1

# --- SIGCONT --------------------------------------------------------------------------------------

if command -v bash >/dev/null; then
  cat >"$fixture_dir/session" <<'END'
set -m
sleep 300 &
job=$!
for signal in CONT TERM; do
  setpriv --reuid 65534 --regid 65534 --clear-groups "$1" kill -n -s "$signal" "$job"
  setpriv --reuid 65534 --regid 65534 --clear-groups "$1" kill -y -s "$signal" "$job"
  echo "SIG$signal: status $?"
done
kill -KILL "$job"
END
  run setsid -w bash "$fixture_dir/session" "$posse"
  says "SIGCONT: status 0"
  says "1 not permitted"
  says "SIGTERM: status 1"
  point "SIGCONT: it reaches other users' members of the own session, and TERM does not"
else
  skip "SIGCONT within a session (bash is missing)"
fi

# --- Mixed owners ---------------------------------------------------------------------------------

for behaviours in "default uid:65534:default" "uid:65534:default default"; do
  # shellcheck disable=SC2086
  fixture_start 1 group $behaviours
  job=$(fixture_pgid 1)
  mine=$(fixture_member 1 uid:65534:default)
  other=$(fixture_member 1 default)
  as_user "$posse" kill -n "$job"
  says "2 members: 1 ends at once, 1 not permitted"
  as_user "$posse" kill -y --wait 20 "$job"
  says "1 of 2 members were signalled"
  expect 64 "mixed owners ($behaviours): half of it is reached"
  ended "$mine" || fail "the user's member has not ended"
  alive "$other" || fail "root's member has ended"
  line=$(printf '%s\n%s\n' "$out" "$err" | sed -n 's/.*sudo posse kill \(-s TERM [0-9@:]*\).*/\1/p')
  # shellcheck disable=SC2086
  run "$posse" kill -y --wait 20 $line
  ended "$other" || fail "root's member has not ended"
  expect 0 "mixed owners ($behaviours): the line that is shown ends the rest"
  fixture_end 1
done

fixture_start 1 group default uid:65534:zombie
job=$(fixture_pgid 1)
as_user "$posse" kill -n "$job"
says "1 not permitted, 1 zombie"
as_user "$posse" kill -y "$job"
alive "$(fixture_member 1 default)" || fail "root's member has ended"
expect 1 "an own zombie and a denied member: nobody was reached, whatever the kernel says"
as_user "$posse" kill -y --json "$job"
says '"result": "denied"'
expect 1 "an own zombie and a denied member: in the document, too"
fixture_end 1

# --- Hidden processes -----------------------------------------------------------------------------

for level in 1 2; do
  fixture_start 1 group uid:65534:default uid:65534:ignore
  fixture_start 2 group default
  job=$(fixture_pgid 1)
  hidden=$(fixture_pgid 2)
  cat >"$fixture_dir/hide" <<'END'
mount -t proc -o "hidepid=$1" proc /proc || exit 77
shift
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
END
  run unshare -m sh "$fixture_dir/hide" "$level" "$posse" list --columns pgid
  if [ "$status" = 77 ]; then
    fixture_end 1
    fixture_end 2
    skip "hidepid=$level: /proc cannot be mounted"
    continue
  fi
  complains "This is a partial view"
  says "$job"
  expect 0 "hidepid=$level: the list says that it is partial"
  run unshare -m sh "$fixture_dir/hide" "$level" "$posse" list --json
  says '"partial": true'
  run unshare -m sh "$fixture_dir/hide" "$level" "$posse" kill -y "$hidden"
  alive "$(fixture_member 2 default)" || fail "the hidden group was signalled"
  expect 1 "hidepid=$level: somebody else's group is not signalled"
  run unshare -m sh "$fixture_dir/hide" "$level" "$posse" kill -y --wait 0.3 "$job"
  complains "This is a partial view"
  complains "$(fixture_member 1 uid:65534:ignore) "
  ended "$(fixture_member 1 uid:65534:default)" || fail "the own member has not ended"
  expect 3 "hidepid=$level: the own group is signalled, and who is left is named"
  fixture_end 1
  fixture_end 2
done
