#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Members that /proc hides: a group call reaches whoever may be signalled, seen or not. Nothing that
# posse says of such a group claims more than it can see.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

is_root || { echo "hiding processes and becoming other users takes root"; exit 77; }

cat >"$fixture_dir/hide" <<'END'
mount -t proc -o "hidepid=$1" proc /proc || exit 77
shift
exec "$@"
END
user="setpriv --reuid 65534 --regid 65534 --clear-groups"
may_kill="$user --inh-caps +kill --ambient-caps +kill"
apart="a group may have members that are not shown"

# hidden LEVEL COMMAND...: runs it where /proc hides so much, in a mount namespace of its own.
hidden() {
  level=$1
  shift
  run env -u XDG_CONFIG_HOME -u XDG_STATE_HOME HOME=/ unshare -m \
    sh "$fixture_dir/hide" "$level" "$@"
}

# A group of nobody's and root's; both would end by TERM.
start_mixed() {
  fixture_start 1 group uid:65534:default default
  job=$(fixture_pgid 1)
  shown=$(fixture_member 1 uid:65534:default)
  unseen=$(fixture_member 1 default)
}

for level in 1 2; do
  hidden "$level" true
  if [ "$status" = 77 ]; then
    skip "hidepid=$level: /proc cannot be mounted"
    continue
  fi

  start_mixed
  hidden "$level" "$posse" list --json
  says '"partial": false'
  hidden "$level" "$posse" kill -n "$job"
  says "2 members: 2 end at once"
  case $err in
  *"partial view"*) fail "root sees everybody, and is told of a partial view: $err" ;;
  esac
  expect 0 "hidepid=$level: from root nothing is hidden, and nothing is said to be"

  # shellcheck disable=SC2086
  hidden "$level" $user "$posse" kill -n "$job"
  says "1 member: 1 ends at once"
  complains "$apart"
  # shellcheck disable=SC2086
  hidden "$level" $user "$posse" kill -y --wait 20 "$job"
  says "1 member was signalled."
  says "1 member ended"
  complains "$apart"
  ended "$shown" || fail "the user's own member has not ended"
  alive "$unseen" && ! ended "$unseen" || fail "root's member has ended"
  expect 0 "hidepid=$level: only who is seen is said to be signalled, and that others may be there"
  fixture_end 1

  start_mixed
  # shellcheck disable=SC2086
  hidden "$level" $may_kill "$posse" kill -n "$job"
  says "1 member: 1 ends at once"
  complains "$apart"
  # shellcheck disable=SC2086
  hidden "$level" $may_kill "$posse" kill -y --wait 20 "$job"
  complains "$apart"
  wait_for 30 ended "$unseen" || fail "the hidden member was not reached"
  expect 0 "hidepid=$level: a member that is hidden is reached, and the plan has warned of such"
  fixture_end 1
done

# over SOURCE TARGET COMMAND...: runs it where that file is mounted over the other.
over() {
  run env -u XDG_CONFIG_HOME -u XDG_STATE_HOME HOME=/ unshare -m \
    sh -c 'mount --bind "$1" "$2" || exit 77; shift 2; exec "$@"' sh "$@"
}

# A file that gives a group the leader that was chosen once, or a stranger as member.
fixture_start 1 group default
job=$(fixture_pgid 1)
sed 's/ [0-9]*/ 77/21' "/proc/$job/stat" >"$fixture_dir/forged"
over "$fixture_dir/forged" "/proc/$job/stat" "$posse" list --json "pgid=$job"
says "\"id\": \"$job@77\""
over "$fixture_dir/forged" "/proc/$job/stat" "$posse" kill -y "$job@77"
alive "$job" && ! ended "$job" || fail "a forged start time has had a group ended"
expect 1 "what is mounted over a file in /proc proves nothing"
fixture_end 1

# All of /proc in a file system that is not the kernel's.
cat >"$fixture_dir/imitate" <<'END'
copy=$(mktemp -d) && mount -t tmpfs none "$copy" || exit 77
for pid in "$$" "$1" 1; do
  mkdir "$copy/$pid"
  cat "/proc/$pid/stat" >"$copy/$pid/stat"
  cat "/proc/$pid/status" >"$copy/$pid/status"
done
ln -s "$$" "$copy/self"
mount --move "$copy" /proc || mount --bind "$copy" /proc || exit 77
shift
exec "$@"
END
fixture_start 1 group default
job=$(fixture_pgid 1)
run env -u XDG_CONFIG_HOME -u XDG_STATE_HOME HOME=/ unshare -m \
  sh "$fixture_dir/imitate" "$job" "$posse" kill -y "$job"
complains "cannot be trusted"
alive "$job" && ! ended "$job" || fail "a group was ended by what a copy of /proc says"
expect 1 "a /proc that is none is looked at, and nothing is sent"
fixture_end 1
