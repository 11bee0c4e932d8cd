#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse speaks German where its user does: the catalogs are installed as make installs them, and the
# program that looks for them there is run in a German locale.
set -eu
posse=$top_builddir/tests/cli/posse
catalogs=$top_builddir/tests/cli/locale
dir=$(mktemp -d)
trap 'rm -rf "$dir" "$catalogs"' EXIT
points=0

fail() {
  echo "not ok $((points + 1)) - $1"
  [ -z "${out-}" ] || printf '%s\n' "$out" | sed 's/^/# /'
  exit 1
}

skip() {
  echo "$1"
  exit 77
}

point() {
  points=$((points + 1))
  echo "ok $points - $1"
}

# A German locale may have to be made first. C.UTF-8 will do only with C libraries of before 2.39.
speaks_german() {
  [ "$(env "$@" LANGUAGE=de TEXTDOMAINDIR="$catalogs" gettext posse Usage:)" = Aufruf: ]
}

find_locale() {
  localedef -i de_DE -f UTF-8 "$dir/de_DE.UTF-8" >/dev/null 2>&1 || :
  for locale in de_DE.UTF-8 en_US.UTF-8 C.UTF-8; do
    for path in '' "$dir"; do
      speaks_german ${path:+LOCPATH="$path"} LC_ALL=$locale || continue
      LC_ALL=$locale
      LANGUAGE=de
      [ -z "$path" ] || export LOCPATH="$path"
      export LC_ALL LANGUAGE
      return 0
    done
  done
  return 1
}

# run STATUS ARGUMENT...: leaves what was said in $out.
run() {
  wanted=$1
  shift
  status=0
  out=$("$posse" "$@" 2>&1 </dev/null) || status=$?
  [ $status -eq "$wanted" ] || fail "posse $* ends with $wanted, not $status"
}

says() {
  printf '%s\n' "$out" | grep -qF -e "$1" || fail "posse says: $1"
}

grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || skip "this posse speaks English only"
command -v gettext >/dev/null || skip "gettext is not installed"
unset MAKEFLAGS MFLAGS MAKELEVEL
${MAKE:-make} -C "$top_builddir/po" install-data localedir="$catalogs" DESTDIR= >"$dir/log" 2>&1 ||
  {
    cat "$dir/log"
    fail "the catalogs were installed"
  }
[ -s "$catalogs/de/LC_MESSAGES/posse.mo" ] || fail "there is a German catalog"
point "the German catalog was installed"
find_locale || skip "this system has no locale but C, and can make none"

run 0 --help
says 'Aufruf: posse [OPTION]...'
says 'Befehle; ohne einen die interaktive Ansicht:'
says 'diese Hilfe anzeigen und enden'
point "posse --help is German"

run 2 kill 0
says 'Es gibt kein Terminal für die Rückfrage'
run 1 kill -n 0
says 'Gruppe 0'
says 'kann kein Signal bekommen'
run 2 kill 1x
says "'1x' bezeichnet keine Gruppe"
says 'PGID@START'
point "what is refused is refused in German"

run 1 kill -n 999999999
says 'Es gibt keine Gruppe 999999999.'
point "a missing group is missing in German"

run 2 run
says 'Welcher Befehl?'
run 127 run ./posse-no-such-command
says "'./posse-no-such-command' wurde nicht gefunden."
point "posse run is German"

run 0 signals
says 'beenden'
says 'Größe'
point "posse signals is German, umlauts and all"

run 0 list --help
says 'Spalten für --columns und --sort:'
says 'Nummer der Prozessgruppe'
point "the columns are told of in German"

# Where the terminal has no umlauts, others have to do.
out=$(LC_ALL=C "$posse" signals | LC_ALL=C tr -d '\000-\177')
[ -z "$out" ] || fail "no byte above ASCII in the C locale"
point "the C locale stays ASCII"
echo "1..$points"
