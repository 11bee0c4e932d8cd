#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Text for people: every source file with some is in po/POTFILES.in, and every language of
# po/LINGUAS has a translation for each text there is, that is sound and not a guess.
. "$(dirname "$0")/lib.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

listed() {
  sed '/^[ \t]*#/d; /^[ \t]*$/d' po/POTFILES.in
}

with_text() {
  c_code src |
    awk -F '\t' '
      $1 != "src/base/gettext.h" && $3 ~ /(^|[^A-Za-z_0-9])(_|N_|n?gettext) *\(/ { print $1 }' |
    LC_ALL=C sort -u
}

files() {
  listed | LC_ALL=C sort -u >"$dir/listed"
  with_text >"$dir/with-text"
  LC_ALL=C comm -13 "$dir/listed" "$dir/with-text" |
    sed 's/$/:1: has text for people and is not in po\/POTFILES.in/'
  LC_ALL=C comm -23 "$dir/listed" "$dir/with-text" |
    sed 's/^/po\/POTFILES.in: no text for people is in /'
}

# The texts as they are now, with the options that po/Makevars gives.
texts() {
  options=$(sed -n 's/^XGETTEXT_OPTIONS = //p' po/Makevars)
  xgettext $options --add-location=full -o "$dir/posse.pot" $(listed | while read -r file; do
    [ ! -e "$file" ] || echo "$file"
  done)
  [ -e "$dir/posse.pot" ] || printf 'msgid ""\nmsgstr ""\n' >"$dir/posse.pot"
}

# For each text of a catalog: where it is in the source, what is wrong, and its first line.
tell() {
  awk -v po="$1" -v what="$2" '
    /^#: / { place = $2 }
    /^(#~ )?msgid / {
      text = $0
      sub(/^(#~ )?msgid /, "", text)
      long = text == "\"\""
    }
    long && /^"/ { text = $0; long = 0 }
    /^(#~ )?msgstr/ && text != "\"\"" { print (place ? place : po) ": " what " in " po ": " text }
    /^$/ { place = ""; text = "\"\"" }'
}

# msgfmt proves formats and plural forms.
language() {
  po=po/$1.po
  msgfmt --check-format --check-domain -o /dev/null "$po" 2>&1
  msgmerge -q --no-fuzzy-matching -o "$dir/merged.po" "$po" "$dir/posse.pot"
  msgattrib --untranslated "$dir/merged.po" | tell "$po" "not translated"
  msgattrib --only-fuzzy "$po" | tell "$po" "only guessed"
  msgattrib --only-obsolete "$dir/merged.po" | tell "$po" "no longer used"
}

command -v msgmerge >/dev/null || {
  echo "gettext is not installed"
  exit 77
}
{
  files
  texts
  for name in $(sed 's/#.*//' po/LINGUAS); do
    language "$name"
  done
} | verdict
