# SPDX-License-Identifier: GPL-2.0-or-later
# What every check of the source begins with. Each one is called with the root of a tree (this one
# unless given), prints "file:line: what is wrong" and ends with 1 when there was any.

set -eu
lint=$(cd "$(dirname "$0")" && pwd)
root=${1:-${top_srcdir:-$(dirname "$0")/../..}}
cd "$root"

# C files below the given directories.
c_files() {
  find "$@" -name '*.[ch]' 2>/dev/null | LC_ALL=C sort
}

# Their code, comments and literals taken out (code.awk).
c_code() {
  files=$(c_files "$@")
  [ -z "$files" ] || awk -f "$lint/code.awk" $files
}

# Passes complaints on; the end of a check.
verdict() {
  if grep . >&2; then
    exit 1
  fi
  exit 0
}
