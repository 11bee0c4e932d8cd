#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every header can be included alone, after nothing but <config.h>, and more than once; its guard is
# called as its path is, for two of one name would shut each other out.
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

guard() {
  printf '%s\n' "${1#src/}" | tr 'a-z/.-' 'A-Z___'
}

# Two at a time.
number=0
for header in $(find src tests -name '*.h' | LC_ALL=C sort); do
  number=$((number + 1))
  grep -q "^#ifndef $(guard "$header")\$" "$header" ||
    echo "$header:1: its guard is not $(guard "$header")" >>"$dir/wrong"
  check "$header" $number &
  [ $((number % 2)) -eq 1 ] || wait
done
wait
verdict <"$dir/wrong"
