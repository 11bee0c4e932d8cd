#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual page that was built: it knows every option, command, column and signal that the program
# has, and is sound roff.
set -eu
page=$top_builddir/man/posse.1
posse=$top_builddir/src/posse
LC_ALL=C
export LC_ALL

fail() {
  echo "$1"
  exit 1
}

# The page as text that can be searched: no escapes but what they stand for.
plain=$(sed 's/\\f[BIR]//g; s/\\-/-/g; s/\\(aq/'"'"'/g; s/\\e/\\/g' "$page")

holds() {
  case $plain in
  *"$1"*) ;;
  *) fail "posse.1 does not tell of: $1" ;;
  esac
}

if printf %s "$plain" | grep -n '^@'; then
  fail "posse.1 has tables that were not filled in"
fi

commands=$("$posse" --help | sed -n 's/^  posse \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "posse --help names no commands"
for command in '' $commands; do
  holds "posse${command:+ $command} [OPTION]..."
  options=$("$posse" $command --help | grep -o -e '--[a-z][a-z-]*' | sort -u)
  [ -n "$options" ] || fail "posse $command --help names no options"
  for option in $options; do
    holds "$option"
  done
done
for signal in $("$posse" signals --no-headings | awk '$2 !~ /RTM/ { print $2 }'); do
  holds "
$signal ("
done
for column in $("$posse" list --help | awk '/^Columns/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'); do
  holds "
$column ("
done

# Two makers of pages, where they are installed.
if command -v groff >/dev/null; then
  complaints=$(groff -ww -man -Tutf8 -z "$page" 2>&1)
  [ -z "$complaints" ] || fail "$complaints"
fi
if command -v mandoc >/dev/null; then
  complaints=$(mandoc -T lint -W warning "$page" 2>&1 | grep -v 'missing date' || :)
  [ -z "$complaints" ] || fail "$complaints"
fi
