#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Scenario 5: numbers that the kernel would read as something else than one group. None of them may
# reach a call that signals, whichever way it comes in. In a PID namespace, where only a bystander
# could be hit.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

if [ "${1-}" != inside ]; then
  in_namespace="unshare -pf --mount-proc"
  [ "$(id -u)" = 0 ] || in_namespace="unshare -Urpf --mount-proc"
  if ! $in_namespace true 2>/dev/null; then
    echo "this user may not make PID namespaces"
    exit 77
  fi
  # With a group 1 (PID 1 leads a session) and without one.
  $in_namespace setsid sh "$0" inside "group 1 exists" || exit 1
  $in_namespace sh "$0" inside "there is no group 1" || exit 1
  exit 0
fi
[ $$ -eq 1 ] || fail "this is no PID namespace"

has_strace=
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
  has_strace=yes
fi

# Runs posse and looks at every call that signals; signal 0 is a question.
watched() {
  if [ -z "$has_strace" ]; then
    run "$posse" "$@"
    return
  fi
  # A leak cannot be looked for under strace.
  ASAN_OPTIONS=detect_leaks=0 run strace -f -qq -e signal=none \
    -e trace=kill,tkill,tgkill,rt_sigqueueinfo,rt_tgsigqueueinfo,pidfd_send_signal \
    -o "$fixture_dir/calls" "$posse" "$@"
  if grep '(' "$fixture_dir/calls" |
    grep -vE ' (kill|pidfd_send_signal)\(-?[0-9]+(<[^>]*>)?, 0[,)]' >"$fixture_dir/signals"; then
    sed 's/^/# /' "$fixture_dir/signals"
    fail "kill $*: a signal was sent"
  fi
}

sleep 300 &
bystander=$!
fixture_start 1 group default catch

for word in 0 1 -1 -5 2147483648 4294967295 4294967297 18446744073709551615 "" 1x " 7" +7 07 0x2 \
  1@1 1@1:1 0@0 -1@1 1.0; do
  for way in "-y" "-y --" "-n" "-n --" "-y --json --" "-y -s KILL --"; do
    # shellcheck disable=SC2086
    watched kill $way "$word"
    case $status in
    1 | 2) ;;
    *)
      show
      fail "kill $way '$word': status $status"
      ;;
    esac
    alive "$bystander" || fail "kill $way '$word' has hit the bystander"
  done
  if [ -n "$has_strace" ]; then
    point "$2: '$word' reaches no call that signals"
  else
    skip "$2: '$word' reaches no call that signals (strace is missing)"
  fi
done
alive "$(fixture_member 1 catch)" || fail "somebody has hit the group"
fixture_said 1 cleaned && fail "somebody has signalled the group"

# The test can fail: what does signal is seen.
if [ -n "$has_strace" ]; then
  (watched kill -y "$(fixture_pgid 1)") >"$fixture_dir/said" 2>&1 &&
    fail "a real signal was not seen"
  grep -q "a signal was sent" "$fixture_dir/said" || fail "a real signal was not seen"
  point "$2: a real signal is seen by the same means"
else
  skip "$2: system calls were not looked at (strace is missing)"
fi
kill "$bystander"
