#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What posse kill has sent is kept, and nothing that is wrong with the history holds a send up.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

XDG_STATE_HOME=$(cd "$fixture_dir" && pwd -P)/state
export XDG_STATE_HOME
history=$XDG_STATE_HOME/posse/history.jsonl

lines() {
  awk 'END { print NR }' "$history" 2>/dev/null || echo 0
}

# Is TEXT in the last line?
kept() {
  case $(tail -n 1 "$history") in
  *"$1"*) ;;
  *) fail "the history's last line has no $1: $(tail -n 1 "$history")" ;;
  esac
}

# --- What is kept ---------------------------------------------------------------------------------

fixture_start 1 group default ignore default
job=$(fixture_pgid 1)
survivor=$(fixture_member 1 ignore)
id=$(id_of "$job")

run "$posse" kill -n "$job"
[ ! -e "$XDG_STATE_HOME" ] || fail "a plan alone is kept"
run "$posse" kill -y -s WINCH 4194303
[ ! -e "$XDG_STATE_HOME" ] || fail "what reached nobody is kept"
point "only a send is kept"

SUDO_UID=1234 run "$posse" kill -y --wait 0.2 --then HUP "$job"
expect 3 "TERM and HUP are sent"
[ "$(lines)" = 2 ] || fail "not one line for each send: $(lines)"
[ "$(stat -c %a "$history" "$XDG_STATE_HOME/posse" | tr '\n' ' ')" = "600 700 " ] ||
  fail "others may read the history"
kept '"signal":"HUP"'
kept "\"uid\":$(id -u),"
kept '"sudo_uid":1234,'
kept '"command":"'
kept '"guarantee":"'
kept "\"survivors\":[$survivor]"
kept '"outcome":"survived"'
head -n 1 "$history" | grep -q '"signal":"TERM"' || fail "TERM is not kept"
head -n 1 "$history" | grep -q "\"id\":\"$id\"" || fail "the identity is not kept"
head -n 1 "$history" | grep -q "\"time\":\"$(date -u +%Y-%m-%d)T" || fail "the time is not kept"
point "each send is one line, and says who, what, to whom, and who is left"

id=$(id_of "$job")
run "$posse" kill -y -s WINCH "$job"
kept '"survivors":null'
kept '"outcome":"signalled"'
point "where nobody waited, nobody is said to have survived"

# SUDO_UID is what somebody's environment says; the kernel knows who has logged in.
known=$(cat /proc/self/loginuid 2>/dev/null || echo 4294967295)
[ "$known" != 4294967295 ] || known=null
kept "\"login_uid\":$known,"
point "the login UID is what the kernel has"
as_login() {
  echo 4242 >/proc/self/loginuid && SUDO_UID=7 "$posse" kill -y -s WINCH "$job"
}
if (echo 4242 >/proc/self/loginuid) 2>/dev/null; then
  (as_login) >/dev/null 2>&1
  kept '"sudo_uid":7,"login_uid":4242,'
  point "whatever sudo is said to be"
else
  skip "a login UID of one's own needs the audit's permission"
fi

# --- What goes wrong ------------------------------------------------------------------------------

blocked=${XDG_STATE_HOME%/state}/blocked
mkdir "$blocked"
: >"$blocked/posse"
XDG_STATE_HOME=$blocked run "$posse" kill -y --wait 0.1 --then HUP "$job"
[ "$(echo "$err" | grep -c "The history $blocked/posse/history.jsonl cannot be used: Not")" = 1 ] ||
  fail "it is not said once: $err"
expect 3 "a history that cannot be written holds nothing up"

(
  unset XDG_STATE_HOME HOME
  run "$posse" kill -y -s WINCH "$job"
  complains "neither XDG_STATE_HOME nor HOME says where it is"
  expect 0 "nor does a user without a home"
) || exit 1

before=$(cat "$history")
err=$(ulimit -f 0 && "$posse" kill -y -s WINCH "$job" 2>&1)
status=$?
complains "cannot be used: File too large"
[ "$(cat "$history")" = "$before" ] || fail "the limit did not hold"
expect 0 "nor does a file that may not grow"

if [ "$(id -u)" = 0 ]; then
  mv "$XDG_STATE_HOME/posse" "$fixture_dir/elsewhere"
  ln -s "$fixture_dir/elsewhere" "$XDG_STATE_HOME/posse"
  before=$(cat "$history")
  run "$posse" kill -y -s WINCH "$job"
  complains "there is a symbolic link in the path"
  [ "$(cat "$history")" = "$before" ] || fail "root followed the link"
  expect 0 "root follows no symbolic link, and sends all the same"
  rm "$XDG_STATE_HOME/posse"
else
  skip "only root refuses symbolic links"
fi

# --- The system's log -----------------------------------------------------------------------------

# A /dev of its own, in which the group helper has the socket of the log: it listens, or is deaf.
log_script() {
  cat <<'END'
    mkdir -p "$1/dev" && mount --rbind /dev "$1/dev" && mount -t tmpfs none /dev || exit 77
    for file in null zero tty urandom; do
      : >"/dev/$file" && mount --bind "$1/dev/$file" "/dev/$file" || exit 77
    done
    "$2" "$5" /dev/log <"$1/listen.in" >"$1/listen.out" &
    exec 9>"$1/listen.in"
    until grep -q '^ready' "$1/listen.out"; do
      "$2" tick 20
    done
    if [ "$5" = deaf ] || [ "$6" = ended ]; then
      "$3" kill -y --wait 0.1 --then CONT -s WINCH "$4"
    else
      "$3" kill -y --wait 60 -s WINCH "$4" &
      waiting=$!
      false
    fi
    status=$?
    tries=0
    until [ "$5" = deaf ] || grep -q '^logged' "$1/listen.out" || [ "$tries" -eq 500 ]; do
      tries=$((tries + 1))
      "$2" tick 20
    done
    [ -z "${waiting-}" ] || kill -s KILL "$waiting"
    exec 9>&-
    wait
    exit "$status"
END
}

if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
  mkfifo "$fixture_dir/listen.in"
  run unshare -m sh -c "$(log_script)" sh "$fixture_dir" "$group_helper" "$posse" "$job" listen \
    ended
  [ "$status" != 77 ] || fail "the log's socket could not be made: $err"
  # 10 is LOG_AUTHPRIV and 5 LOG_NOTICE: 10 * 8 + 5.
  grep -q "^logged <85>.*posse\[[0-9]*\]: SIGWINCH by uid 0 at .* to $id (" \
    "$fixture_dir/listen.out" || fail "the log has: $(cat "$fixture_dir/listen.out")"
  point "root's sends are in the system's log"

  before=$(lines)
  run unshare -m sh -c "$(log_script)" sh "$fixture_dir" "$group_helper" "$posse" "$job" listen \
    waiting
  grep -q "^logged <85>.*posse\[[0-9]*\]: SIGWINCH by uid 0 at .* to $id (.*: [0-9]* sig" \
    "$fixture_dir/listen.out" || fail "the log has: $(cat "$fixture_dir/listen.out")"
  [ "$(lines)" = "$before" ] || fail "it was not in the log before it was in the history"
  point "they are there right after the calls, even if KILL ends posse then"

  before=$(lines)
  run unshare -m sh -c "$(log_script)" sh "$fixture_dir" "$group_helper" "$posse" "$job" deaf
  [ "$(echo "$err" | grep -c "The system's log takes nothing")" = 1 ] ||
    fail "it is not said once: $err"
  [ "$(lines)" = $((before + 2)) ] || fail "the history has $(lines) lines, not 2 more than $before"
  expect 3 "a log that nobody reads holds nothing up"
else
  skip "only root writes to the system's log, and a mount namespace is needed to look"
fi
fixture_end 1
