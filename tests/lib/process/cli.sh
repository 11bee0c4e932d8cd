# SPDX-License-Identifier: GPL-2.0-or-later
# What every test of the command line begins with, after process-fixture.sh. To be read with ".".
#
#   run [COMMAND...]      runs it; what it wrote is in $out and $err, how it ended in $status
#   as_user COMMAND...    the same as an ordinary user (only where is_root says yes)
#   is_root               may this script become somebody else?
#   expect STATUS WHAT    one point: the last run ended with STATUS
#   says TEXT             is TEXT in what the last run wrote to standard output?
#   complains TEXT        and to standard error?
#   point WHAT            one point that was passed
#   skip WHAT             one point that this machine or user cannot try

posse=$top_builddir/src/posse
out=
err=
status=

run() {
  "$@" >"$fixture_dir/out" 2>"$fixture_dir/err"
  status=$?
  out=$(cat "$fixture_dir/out")
  err=$(cat "$fixture_dir/err")
}

is_root() {
  [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && setpriv --reuid 65534 --regid 65534 \
    --clear-groups test -x "$posse" 2>/dev/null
}

as_user() {
  run setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

show() {
  printf 'status %s\n%s\n%s\n' "$status" "$out" "$err" | sed 's/^/# /'
}

point() {
  echo "ok - $1"
}

skip() {
  echo "ok - $1 # SKIP"
}

says() {
  case $out in
  *"$1"*) ;;
  *)
    show
    fail "standard output does not say: $1"
    ;;
  esac
}

complains() {
  case $err in
  *"$1"*) ;;
  *)
    show
    fail "standard error does not say: $1"
    ;;
  esac
}

expect() {
  if [ "$status" -ne "$1" ]; then
    show
    fail "$2: the status is $status and not $1"
  fi
  point "$2"
}

alive() {
  [ "$1" -gt 1 ] && kill -0 "$1" 2>/dev/null
}

# Ended, whether its parent has reaped it or not.
ended() {
  case $(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null) in
  '' | Z | X) ;;
  *) return 1 ;;
  esac
}

# The identity, as posse shows it.
id_of() {
  "$posse" list --columns pgid,id --no-headings | awk -v pgid="$1" '$1 == pgid { print $2 }'
}
