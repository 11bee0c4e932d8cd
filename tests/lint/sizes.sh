#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Functions of at most 100 lines (a note from 60 on), files of fewer than 500.
. "$(dirname "$0")/lib.sh"

files=$(c_files src tests man)
[ -n "$files" ] || exit 0
awk '
  function finish() {
    if (lines >= 500)
      print file ": " lines " lines; a file has fewer than 500"
  }
  FNR == 1 { finish(); file = FILENAME; start = 0 }
  { lines = FNR }
  /^[A-Za-z_].*\(/ { head = $0 }
  /^\{/ { start = FNR; name = head; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
  /^\}/ && start {
    size = FNR - start + 1
    if (size > 100)
      print FILENAME ":" start ": " name "() has " size " lines; a function has at most 100"
    else if (size > 60)
      print "# note: " FILENAME ":" start ": " name "() has " size " lines" | "cat >&2"
    start = 0
  }
  END { finish() }
' $files | verdict
