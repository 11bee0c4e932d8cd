#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# configure names what is missing and the Debian package that has it, takes its switches, and leaves
# the user's CFLAGS alone. The libraries are made up, so nothing depends on which are installed.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
points=0

[ ! -e "$top_srcdir/config.status" ] || {
  echo "the source directory itself is configured, so no other directory can be"
  exit 77
}
unset CFLAGS CPPFLAGS LDFLAGS LIBS PKG_CONFIG_PATH CONFIG_SITE MAKEFLAGS
modules='libproc2:4.0.2 ncursesw:6.1 panelw:6.1 jansson:2.9 cmocka:1.1.5'

point() {
  points=$((points + 1))
  echo "ok $points - $1"
}

fail() {
  echo "not ok $((points + 1)) - $1"
  sed 's/^/# /' "$dir/out"
  exit 1
}

# The modules of pkg-config that there are, and no others.
plant() {
  rm -rf "$dir/pc"
  mkdir "$dir/pc"
  for module in $modules; do
    printf 'Name: %s\nDescription: none\nVersion: %s\nLibs:\nCflags:\n' "${module%:*}" \
      "${module#*:}" >"$dir/pc/${module%:*}.pc"
  done
}

# run ARGUMENT...: what configure says is in out, its exit status in $status. What the first run has
# found out about the compiler saves the others most of their time.
run() {
  rm -rf "$dir/build"
  mkdir "$dir/build"
  if [ -e "$dir/cache" ]; then
    sed '/^ac_cv_env_/d; /^pkg_cv_/d; /fortify/d; /ac_cv_path_ac_pt_PKG/d; /PKG_CONFIG/d' \
      "$dir/cache" >"$dir/build/cache"
  fi
  status=0
  (cd "$dir/build" && PKG_CONFIG_LIBDIR="$dir/pc" "$top_srcdir/configure" --quiet \
    --cache-file=cache CC="${CC:-cc}" "$@") >"$dir/out" 2>&1 </dev/null || status=$?
  [ -e "$dir/cache" ] || cp "$dir/build/cache" "$dir/cache"
}

succeeds() {
  run "$@"
  [ "$status" -eq 0 ] || fail "configure $* works"
}

fails() {
  run
  [ "$status" -ne 0 ] || fail "configure fails"
}

says() {
  grep -q -e "$1" "$dir/out" || fail "configure says: $1"
}

# has VARIABLE WORD: in the Makefile that was made, and not the contrary with "lacks".
value() {
  sed -n "s/^$1 = //p" "$dir/build/Makefile"
}

has() {
  case " $(value "$1") " in
  *" $2 "*) ;;
  *) fail "$1 has $2, and not: $(value "$1")" ;;
  esac
}

lacks() {
  case " $(value "$1") " in
  *"$2"*) fail "$1 has no $2, and not: $(value "$1")" ;;
  esac
}

# Whether the compiler itself takes a flag: not all do on all machines.
takes() {
  echo 'int main(void) { return 0; }' >"$dir/flag.c"
  ${CC:-cc} "$1" -Werror -o "$dir/flag" "$dir/flag.c" 2>/dev/null
}

# --- What is missing ------------------------------------------------------------------------------

plant
succeeds
point "the libraries are all that is needed"
for pair in libproc2:libproc2-dev ncursesw:libncurses-dev panelw:libncurses-dev \
  jansson:libjansson-dev cmocka:libcmocka-dev; do
  plant
  rm "$dir/pc/${pair%:*}.pc"
  fails
  says "error: not found: ${pair%:*}.* (package ${pair#*:}); "
  point "without ${pair%:*} it names ${pair#*:}"
done
rm "$dir"/pc/*
fails
says 'libproc2-dev.*libncurses-dev.*libjansson-dev.*libcmocka-dev'
point "all that is missing is named at once"
plant
sed -i 's/^Version:.*/Version: 4.0.1/' "$dir/pc/libproc2.pc"
fails
says 'not found: libproc2 >= 4.0.2 (package libproc2-dev)'
point "a libproc2 that is too old is as good as none"

mkdir "$dir/bin"
(
  IFS=:
  for path in $PATH; do
    find "$path/" -maxdepth 1 ! -type d ! -name '*pkg-config*' ! -name 'pkgconf*' \
      -exec ln -s -t "$dir/bin" {} + 2>/dev/null || :
  done
)
plant
whole_path=$PATH
PATH=$dir/bin
fails
PATH=$whole_path
says 'error: pkg-config was not found.*package pkg-config'
point "without pkg-config it names that"

# --- Switches -------------------------------------------------------------------------------------

succeeds CFLAGS=-O1
[ "$(value CFLAGS)" = -O1 ] || fail "CFLAGS are the user's"
[ -z "$(value CPPFLAGS)$(value LDFLAGS)" ] || fail "CPPFLAGS and LDFLAGS are the user's"
has AM_CFLAGS -std=gnu17
has AM_CFLAGS -Wall
lacks AM_CFLAGS -Werror
lacks AM_CFLAGS -fsanitize
for flag in -fstack-protector-strong -fstack-clash-protection -fcf-protection; do
  ! takes $flag || has AM_CFLAGS $flag
done
for flag in -Wl,-z,relro -Wl,-z,now; do
  ! takes $flag || has AM_LDFLAGS $flag
done
point "hardening is on, and beside the user's flags"

succeeds --disable-hardening --enable-werror --disable-nls
has AM_CFLAGS -Werror
lacks AM_CFLAGS -fstack
lacks AM_LDFLAGS relro
has USE_NLS no
! grep -q '^#define ENABLE_NLS' "$dir/build/config.h" || fail "config.h knows of no NLS"
point "--disable-hardening, --enable-werror and --disable-nls"

if takes -fsanitize=address,undefined; then
  succeeds --enable-sanitizers
  has AM_CFLAGS -fsanitize=address,undefined
  case $(sed -n 's/^AM_CPPFLAGS = //p' "$dir/build/Makefile") in
  *FORTIFY*) fail "sanitizers go without _FORTIFY_SOURCE" ;;
  esac
  point "--enable-sanitizers"
fi
echo "1..$points"
