#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The view's own command line: what is wrong with it is told of before any terminal is touched.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

# refuses SENTENCE ARGUMENT...: one line, status 2.
refuses() {
  sentence=$1
  shift
  run "$posse" "$@"
  complains "$sentence"
  [ "$(printf '%s\n' "$err" | wc -l)" = 1 ] || fail "more than one line: $err"
  [ -z "$out" ] || fail "standard output has something: $out"
  expect 2 "$*"
}

refuses "The list can be by group, session or process, not by 'user'." --by user
refuses "'nix' is not a column" --columns pgid,nix
refuses "The column 'cpu' is given twice." --columns cpu,cpu
refuses "'0.01' is not an interval" --interval 0.01
refuses "'up' is not a sort order" --sort up
refuses "'ppid' is not a column of a list by group" --sort ppid
refuses "'much' is not a number" 'cpu>much'
refuses "Options of the view must come before its filters, but '--sort' does not." make --sort cpu
refuses "Options before 'list' are for the view" --readonly list

XDG_CONFIG_HOME=$fixture_dir/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/posse"
printf 'sort = ppid\ninterval = never\n' >"$XDG_CONFIG_HOME/posse/config"
run "$posse" </dev/null
complains "posse/config:2: 'never' is not an interval"
complains "posse: "
expect 1 "without a terminal the view does not begin, and settings are told of"
