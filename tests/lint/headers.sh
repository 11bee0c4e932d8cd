#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every header can be included alone, after nothing but <config.h>, and more than once.
. "$(dirname "$0")/lib.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
[ -e "${top_builddir:-.}/config.h" ] || : >"$dir/config.h"
: >"$dir/wrong"

# What a header says wrong, the first line of it.
check() {
  printf '#include <config.h>\n#include "%s"\n#include "%s"\n' "$PWD/$1" "$PWD/$1" >"$dir/$2.c"
  ${CC:-cc} -std=gnu17 -fsyntax-only -Wall -I"$dir" -I"${top_builddir:-.}" -Isrc \
    ${lint_cppflags-} -Werror "$dir/$2.c" >"$dir/$2.log" 2>&1 ||
    echo "$1:1: cannot be included alone: $(grep -m 1 'error' "$dir/$2.log")" >>"$dir/wrong"
}

# Two at a time.
number=0
for header in $(find src tests -name '*.h' | LC_ALL=C sort); do
  number=$((number + 1))
  check "$header" $number &
  [ $((number % 2)) -eq 1 ] || wait
done
wait
verdict <"$dir/wrong"
