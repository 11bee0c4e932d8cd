#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What posse must foretell or refuse whatever it is told besides: a namespace's group 1, a foreign
# /proc, UID 0 of a user namespace, SIGCONT within a session.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

is_root || { echo "becoming other users and making namespaces takes root"; exit 77; }

# --- PID namespaces -------------------------------------------------------------------------------

if unshare -pf --mount-proc true 2>/dev/null; then
  # The answer comes from a process that any signal to group 1 would end.
  cat >"$fixture_dir/init" <<'END'
sleep 300 &
inside=$!
shift
setsid -w "$@"
echo "status $?"
kill -0 "$inside" && echo "the child in group 1 lives"
END
  for way in "-y" "-y --json" "-y -s KILL" "-y --wait 1 --then KILL"; do
    # shellcheck disable=SC2086
    run unshare -pf --mount-proc setsid -w sh "$fixture_dir/init" - "$posse" kill $way 1
    says "status 1"
    says "the child in group 1 lives"
    case $out$err in
    *"protected: process 1 runs in it"*) ;;
    *)
      show
      fail "kill $way 1: nobody says that it is protected, and why"
      ;;
    esac
    expect 0 "PID 1's group in a namespace: kill $way leaves it alone, for it is protected"
  done

  fixture_start 1 group catch
  job=$(fixture_pgid 1)
  id=$(id_of "$job")
  session=$(awk '{ sub(/.*\) /, ""); print $4 }' "/proc/$job/stat")
  [ -n "$id" ] && [ "$session" -gt 1 ] || fail "the group has its identity and its session"
  for words in "-n $job" "-y $job" "-y $id" "-y --json $job" "-y -s KILL $job" "-y -s CONT $job" \
    "-y --include-protected $job" "-y --wait 1 --then KILL $job" "-y --continue $job" \
    "-y session:$session" "-y --include-protected session:$session"; do
    # shellcheck disable=SC2086
    run unshare -pf "$posse" kill $words
    case $out$err in
    *"a different PID namespace"*) ;;
    *)
      show
      fail "foreign /proc: kill $words does not say why"
      ;;
    esac
    alive "$job" && ! ended "$job" || fail "foreign /proc: kill $words has ended the group"
    name=$(echo "$words" | sed "s/$id/PGID@START/; s/session:.*/session:SID/; s/ $job\$/ PGID/")
    expect 1 "foreign /proc: kill $name is refused in words"
  done
  # Any signal that came late would be answered before the next one.
  run "$posse" kill -y --wait 20 "$job"
  expect 0 "foreign /proc: from its own namespace the group is signalled"
  [ "$(grep -c '^cleaned' "$fixture_dir/1.out")" = 1 ] || fail "the group was signalled before"
  fixture_end 1
else
  skip "PID namespaces (none can be made here)"
fi

# --- User namespaces ------------------------------------------------------------------------------

fixture_start 1 group default
job=$(fixture_pgid 1)
as_user unshare -Ur sh -c 'id -u'
if [ "$out" = 0 ]; then
  as_user unshare -Ur "$posse" kill -y --json "$job"
  says '"result": "denied"'
  says '"expected": "denied"'
  says '"outcome": "denied"'
  alive "$job" && ! ended "$job" || fail "it was signalled after all"
  expect 1 "a user namespace: the document foretells that UID 0 is denied, and says that it was"
else
  skip "a user namespace (users may make none)"
fi
fixture_end 1

# --- SIGCONT --------------------------------------------------------------------------------------

# A job of root's that has stopped itself, and its session's shell, which becomes another user.
if command -v bash >/dev/null; then
  cat >"$fixture_dir/session" <<'END'
set -m
bash -c 'kill -STOP $$; exec sleep 300' &
job=$!
until [ "$(sed 's/.*) //; s/ .*//' "/proc/$job/stat")" = T ]; do
  "$2" tick 20
done
for way in -n -y; do
  setpriv --reuid 65534 --regid 65534 --clear-groups "$1" kill $way -s CONT --json "$job"
  echo "SIGCONT $way: status $?"
done
until [ "$(sed 's/.*) //; s/ .*//' "/proc/$job/stat")" != T ]; do
  "$2" tick 20
done
echo "it runs"
setpriv --reuid 65534 --regid 65534 --clear-groups setsid -w "$1" kill -n -s CONT "$job"
echo "from another session: status $?"
kill -KILL "$job"
END
  run timeout 60 setsid -w bash "$fixture_dir/session" "$posse" "$group_helper"
  says "SIGCONT -n: status 0"
  says "SIGCONT -y: status 0"
  says '"outcome": "signalled"'
  says "it runs"
  case $out in
  *'"expected": "denied"'*) fail "SIGCONT was foretold to be denied: $out" ;;
  esac
  says "1 not permitted"
  says "from another session: status 1"
  point "SIGCONT: within the session it is foretold to be permitted, and continues; else denied"
else
  skip "SIGCONT within a session (bash is missing)"
fi
