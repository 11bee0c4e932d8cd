#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: man.sh [PAGE]: the manual page (the one that was built) knows every command, option, key,
# column, signal and exit status that the program has, and is sound roff.
set -eu
page=${1:-$top_builddir/man/posse.1}
posse=$top_builddir/src/posse
LC_ALL=C
export LC_ALL

fail() {
  echo "$page: $1"
  exit 1
}

# The page as text that can be searched: no escapes but what they stand for.
plain=$(sed "s/\\\\f[BIR]//g; s/\\\\-/-/g; s/\\\\(aq/'/g" "$page" |
  sed 's/\\(ha/^/g; s/\\(ti/~/g; s/\\&//g; s/\\e/\\/g')

holds() {
  case $plain in
  *"$1"*) ;;
  *) fail "does not tell of: $1" ;;
  esac
}

# each WHAT TEXT-BEFORE TEXT-BEHIND: every line of the input stands so in the page. An empty input
# means that this script no longer finds what it is to look for.
each() {
  none=yes
  while IFS= read -r word; do
    holds "$2$word$3"
    none=no
  done
  [ "$none" = no ] || fail "$1: there is nothing to look for"
}

line='
'

if printf '%s\n' "$plain" | grep -n '^@'; then
  fail "has tables that were not filled in"
fi

commands=$("$posse" --help | sed -n 's/^  posse \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "posse --help names no commands"
for command in '' $commands; do
  holds "posse${command:+ $command} [OPTION]..."
  "$posse" $command --help | sed -n 's/^  \(-.,\|   \) \(--[a-z-]*\).*/\2/p' |
    each "options of posse $command" '' ''
  "$posse" $command --help | sed -n '/^Exit status/,$s/^ *[0-9][0-9]*  *//p' |
    each "exit statuses of posse $command" "$line" "$line"
done
"$posse" signals --no-headings | awk '$2 !~ /RTM/ { print $2 }' | each signals "$line" ' ('
"$posse" list --help | sed -n '/^Columns/,/^$/s/^  \([a-z]*\) .*/\1/p' | each columns "$line" ' ('
# What a key does is the last sentence of its row.
sed -n 's/.*N_("\([A-Z].*\.\)").*/\1/p' "$top_srcdir/src/keymap/action.c" |
  each keys "$line" "$line"

# Two makers of pages, where they are installed.
if command -v groff >/dev/null; then
  complaints=$(groff -ww -man -Tutf8 -z "$page" 2>&1)
  [ -z "$complaints" ] || fail "$complaints"
fi
if command -v mandoc >/dev/null; then
  complaints=$(mandoc -T lint -W warning "$page" 2>&1) || fail "$complaints"
fi
