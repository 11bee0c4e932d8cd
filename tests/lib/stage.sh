# SPDX-License-Identifier: GPL-2.0-or-later
# Real process groups for a script: what stage.h is for a program. To be read with ".".
#
#   stage_start 1 group default catch   starts troupe 1 (of 1 to 3); ready when it returns. Ends the
#                                       script with 77 where this machine or user cannot play it
#   stage_pgid 1 [N]                    prints the PGID of its N-th group (from 1)
#   stage_member 1 ROLE [N]             prints the PID of the N-th member (from 1) of that role
#   stage_fact 1 WORD                   prints what is behind WORD ("tty", "session", "foreground")
#   stage_said 1 LINE                   has it said LINE, or a line that begins with "LINE "?
#   stage_ask 1 fork                    sends a command, waits for its answer, prints what is in it
#   stage_state PID                     prints the letter of its state, or nothing
#   stage_end 1                         ends everybody in it
#   wait_for SECONDS COMMAND...         waits until COMMAND is true; 1 when the time is over
#   fail TEXT...                        says why, and ends the script with 1
#
# Whatever becomes of the script, its troupes end with it.

troupe=${TROUPE:-${top_builddir:-.}/tests/troupe/troupe}
stage_dir=$(mktemp -d "${TMPDIR:-/tmp}/posse-stage.XXXXXX") || exit 99
trap 'stage_end_all; rm -rf "$stage_dir"' EXIT
trap 'exit 99' HUP INT TERM

fail() {
  echo "$*" >&2
  exit 1
}

wait_for() {
  # Looks are counted, not seconds: the clock of the day may jump.
  stage_looks=$(($1 * 50))
  shift
  until "$@"; do
    [ "$stage_looks" -gt 0 ] || return 1
    stage_looks=$((stage_looks - 1))
    "$troupe" tick 20 # the interval
  done
}

# The descriptor that a troupe's commands are written to: POSIX knows those of one digit only.
stage_fd() {
  case $1 in
  [1-3]) echo $((6 + $1)) ;;
  *) fail "stage: there are 1, 2 and 3, not $1" ;;
  esac
}

stage_said() {
  awk -v line="$2" '$0 == line || index($0, line " ") == 1 { found = 1 } END { exit !found }' \
    "$stage_dir/$1.out"
}

stage_fact() {
  awk -v word="$2" '$1 == word { sub(/^[^ ]* /, ""); print; exit }' "$stage_dir/$1.out"
}

stage_pgid() {
  awk -v n="${2:-1}" '$1 == "pgid" && --n == 0 { print $2; exit }' "$stage_dir/$1.out"
}

stage_member() {
  awk -v role="$2" -v n="${3:-1}" '$1 == "member" && $3 == role && --n == 0 { print $2; exit }' \
    "$stage_dir/$1.out"
}

stage_state() {
  sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null
}

stage_is_up_or_over() {
  stage_said "$1" ready || stage_said "$1" failed || stage_said "$1" skip
}

stage_start() {
  stage=$1
  shift
  fd=$(stage_fd "$stage") || exit 1
  rm -f "$stage_dir/$stage.in"
  : >"$stage_dir/$stage.out"
  mkfifo "$stage_dir/$stage.in" || exit 99
  "$troupe" "$@" <"$stage_dir/$stage.in" >>"$stage_dir/$stage.out" &
  echo $! >"$stage_dir/$stage.pid"
  eval "exec $fd>\"\$stage_dir/\$stage.in\""

  wait_for 30 stage_is_up_or_over "$stage" || fail "stage $stage: the troupe is not ready"
  if stage_said "$stage" skip; then
    stage_fact "$stage" skip
    exit 77
  fi
  stage_said "$stage" ready || fail "stage $stage: $(stage_fact "$stage" failed)"
}

# How many answers there are by now.
stage_answers() {
  awk '$1 == "done" || $1 == "failed" { n++ } END { print n + 0 }' "$stage_dir/$1.out"
}

stage_has_answered() {
  [ "$(stage_answers "$1")" -gt "$2" ]
}

stage_ask() {
  fd=$(stage_fd "$1") || exit 1
  before=$(stage_answers "$1")
  eval "echo \"\$2\" >&$fd"
  wait_for 30 stage_has_answered "$1" "$before" || fail "stage $1: no answer to $2"
  awk -v n="$((before + 1))" '
    ($1 == "done" || $1 == "failed") && --n == 0 {
      failed = $1 == "failed"
      sub(/^[^ ]* [^ ]* ?/, "")
      print
      exit failed
    }' "$stage_dir/$1.out"
}

stage_end() {
  [ -e "$stage_dir/$1.pid" ] || return 0
  fd=$(stage_fd "$1") || exit 1
  eval "exec $fd>&-"
  wait "$(cat "$stage_dir/$1.pid")"
  stage_status=$?
  rm -f "$stage_dir/$1.pid"
  return "$stage_status"
}

stage_end_all() {
  for stage in 1 2 3; do
    stage_end "$stage" || :
  done
}
