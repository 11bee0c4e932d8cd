#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In a Turkish locale "i" and "I" are no pair. Words of posse and of programs are ASCII there, too.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

localedef -i tr_TR -f UTF-8 "$fixture_dir/tr_TR.UTF-8" >/dev/null 2>&1
localedef -i tr_TR -f ISO-8859-9 "$fixture_dir/tr_TR" >/dev/null 2>&1
[ -d "$fixture_dir/tr_TR.UTF-8" ] && [ -d "$fixture_dir/tr_TR" ] || {
  echo "no Turkish locale can be made here"
  exit 77
}
XDG_CONFIG_HOME=$fixture_dir/config
LOCPATH=$fixture_dir
export XDG_CONFIG_HOME LOCPATH
mkdir -p "$XDG_CONFIG_HOME/posse"

fixture_start 1 group name:494e4954 default
job=$(fixture_pgid 1)

for LC_ALL in tr_TR.UTF-8 tr_TR; do
  export LC_ALL
  for name in int sigint SIGINT kill Pipe winch sigill rtmin RtMin+1 cld io; do
    run "$posse" kill -n -s "$name" "$job"
    expect 0 "$name is a signal in $LC_ALL"
  done

  printf '%s\n' '[keys]' 'signal = ctrl-i' 'quit = INS' 'help = DELETE' 'search = PGDN' \
    >"$XDG_CONFIG_HOME/posse/config"
  run "$posse" settings
  [ -z "$err" ] || fail "keys in $LC_ALL: $err"
  says "quit = Ins "
  says "search = PgDn "
  expect 0 "keys are called the same in $LC_ALL"

  run "$posse" list GROUP-HELPER "pgid=$job"
  says "$job"
  expect 0 "what is looked for is found in $LC_ALL"
  run "$posse" list --columns pgid 'GROUP name:494E4954' "pgid=$job"
  expect 0 "capital I finds i in $LC_ALL"
done
