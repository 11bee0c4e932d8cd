#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What every file that people read has in common: lines of at most 100 columns (a tab is 8), no
# space at their ends, an end of line at the end, and, where something is programmed, the licence.
. "$(dirname "$0")/lib.sh"

# Paths of all. Golden screens and translations are as wide as they have to be.
text_files() {
  find src tests man m4/posse.m4 bootstrap .ci configure.ac Makefile.am HACKING.md NEWS README.md \
    -type f \
    ! -path '*/golden/*' ! -name '*.o' ! -name '*.log' ! -name '*.trs' \
    \( -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' -o -name '*.py' -o -name '*.in' \
    -o -name '*.md' -o -name '*.m4' -o -name '*.ac' -o -name '*.am' -o -name '*.supp' \
    -o -name run -o -name bootstrap -o -name NEWS \) 2>/dev/null |
    LC_ALL=C sort
}

lines() {
  LC_ALL=C awk '
    function say(text) { print FILENAME ":" FNR ": " text }

    {
      line = $0
      # Bytes inside a character of UTF-8 have no width of their own.
      gsub(/[\200-\277]/, "", line)
      width = 0
      while ((tab = index(line, "\t"))) {
        width += tab - 1
        width += 8 - width % 8
        line = substr(line, tab + 1)
      }
      width += length(line)
      if (width > 100)
        say(width " columns; a line has at most 100")
      if (/[ \t\r]$/)
        say("space at the end of the line")
    }' "$@"
}

# A file that does not end with a newline.
ends() {
  for file in "$@"; do
    [ -z "$(tail -c 1 "$file")" ] || echo "$file: no end of line at the end"
  done
}

licences() {
  for file in "$@"; do
    case $file in
    *.md | NEWS) continue ;;
    esac
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' ||
      echo "$file:1: no SPDX-License-Identifier in the first three lines"
  done
}

files=$(text_files)
[ -n "$files" ] || exit 0
{
  lines $files
  ends $files
  licences $files
} | verdict
