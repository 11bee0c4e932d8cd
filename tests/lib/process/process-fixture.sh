# SPDX-License-Identifier: GPL-2.0-or-later
# Real process groups for a script: what process_fixture.h is for a program. To be read with ".".
#
#   fixture_start 1 group default catch  starts helper 1 (of 1 to 3); ready when it returns. Ends
#                                        the script with 77 where this machine or user cannot
#                                        have it
#   fixture_pgid 1 [N]                   prints the PGID of its N-th group (from 1)
#   fixture_member 1 BEHAVIOUR [N]       prints the PID of its N-th member (from 1) that does so
#   fixture_fact 1 WORD                  prints what is behind WORD ("tty", "session", "foreground")
#   fixture_said 1 LINE                  has it said LINE, or a line that begins with "LINE "?
#   fixture_ask 1 fork                   sends a command, waits for its answer, prints what is in it
#   fixture_state PID                    prints the letter of its state, or nothing
#   fixture_end 1                        ends everybody in it
#   wait_for SECONDS COMMAND...          waits until COMMAND is true; 1 when the time is over
#   fail TEXT...                         says why, and ends the script with 1
#
# Whatever becomes of the script, its group helpers end with it.

group_helper=${GROUP_HELPER:-${top_builddir:-.}/tests/group-helper/group-helper}
fixture_dir=$(mktemp -d "${TMPDIR:-/tmp}/posse-fixture.XXXXXX") || exit 99
trap 'fixture_end_all; rm -rf "$fixture_dir"' EXIT
trap 'exit 99' HUP INT TERM

fail() {
  echo "$*" >&2
  exit 1
}

wait_for() {
  # Looks are counted, not seconds: the clock of the day may jump.
  fixture_looks=$(($1 * 50))
  shift
  until "$@"; do
    [ "$fixture_looks" -gt 0 ] || return 1
    fixture_looks=$((fixture_looks - 1))
    "$group_helper" tick 20 # the interval
  done
}

# The descriptor that a group helper's commands are written to: POSIX knows those of one digit only.
fixture_fd() {
  case $1 in
  [1-3]) echo $((6 + $1)) ;;
  *) fail "fixture: there are 1, 2 and 3, not $1" ;;
  esac
}

fixture_said() {
  awk -v line="$2" '$0 == line || index($0, line " ") == 1 { found = 1 } END { exit !found }' \
    "$fixture_dir/$1.out"
}

fixture_fact() {
  awk -v word="$2" '$1 == word { sub(/^[^ ]* /, ""); print; exit }' "$fixture_dir/$1.out"
}

fixture_pgid() {
  awk -v n="${2:-1}" '$1 == "pgid" && --n == 0 { print $2; exit }' "$fixture_dir/$1.out"
}

fixture_member() {
  awk -v behaviour="$2" -v n="${3:-1}" '
    $1 == "member" && $3 == behaviour && --n == 0 { print $2; exit }' \
    "$fixture_dir/$1.out"
}

fixture_state() {
  sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null
}

fixture_is_up_or_over() {
  fixture_said "$1" ready || fixture_said "$1" failed || fixture_said "$1" skip
}

fixture_start() {
  fixture=$1
  shift
  fd=$(fixture_fd "$fixture") || exit 1
  rm -f "$fixture_dir/$fixture.in"
  : >"$fixture_dir/$fixture.out"
  mkfifo "$fixture_dir/$fixture.in" || exit 99
  "$group_helper" "$@" <"$fixture_dir/$fixture.in" >>"$fixture_dir/$fixture.out" &
  echo $! >"$fixture_dir/$fixture.pid"
  eval "exec $fd>\"\$fixture_dir/\$fixture.in\""

  wait_for 30 fixture_is_up_or_over "$fixture" ||
    fail "fixture $fixture: the group helper is not ready"
  if fixture_said "$fixture" skip; then
    fixture_fact "$fixture" skip
    exit 77
  fi
  fixture_said "$fixture" ready || fail "fixture $fixture: $(fixture_fact "$fixture" failed)"
}

# How many answers there are by now.
fixture_answers() {
  awk '$1 == "done" || $1 == "failed" { n++ } END { print n + 0 }' "$fixture_dir/$1.out"
}

fixture_has_answered() {
  [ "$(fixture_answers "$1")" -gt "$2" ]
}

fixture_ask() {
  fd=$(fixture_fd "$1") || exit 1
  before=$(fixture_answers "$1")
  eval "echo \"\$2\" >&$fd"
  wait_for 30 fixture_has_answered "$1" "$before" || fail "fixture $1: no answer to $2"
  awk -v n="$((before + 1))" '
    ($1 == "done" || $1 == "failed") && --n == 0 {
      failed = $1 == "failed"
      sub(/^[^ ]* [^ ]* ?/, "")
      print
      exit failed
    }' "$fixture_dir/$1.out"
}

fixture_end() {
  [ -e "$fixture_dir/$1.pid" ] || return 0
  fd=$(fixture_fd "$1") || exit 1
  eval "exec $fd>&-"
  wait "$(cat "$fixture_dir/$1.pid")"
  fixture_status=$?
  rm -f "$fixture_dir/$1.pid"
  return "$fixture_status"
}

fixture_end_all() {
  for fixture in 1 2 3; do
    fixture_end "$fixture" || :
  done
}
