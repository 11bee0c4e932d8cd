#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The checks of the source find what they are to find: each is given small trees with one thing
# wrong, and has to fail and name the file; and one with nothing wrong, and has to be content.
set -eu
lint=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
# No settings of the real build.
unset top_srcdir top_builddir lint_cppflags
points=0
failed=0

point() {
  points=$((points + 1))
  if [ "$1" -ne 0 ]; then
    failed=1
    printf 'not '
  fi
  echo "ok $points - $2"
}

spdx='/* SPDX-License-Identifier: GPL-2.0-or-later */'

# A tree that every check is content with.
plant() {
  rm -rf "$tree"
  mkdir -p "$tree/src/base" "$tree/src/kill" "$tree/src/cli" "$tree/tests" "$tree/po" "$tree/man"
  file src/base/number.h '#ifndef BASE_NUMBER_H' '#define BASE_NUMBER_H' \
    '#include <stddef.h>' 'size_t number(void);' '#endif'
  file src/base/number.c '#include <config.h>' '' '#include "base/number.h"' '' \
    'size_t number(void)' '{' '	return 1; /* not kill(1, 2) */' '}'
  file src/cli/list.c '#include <config.h>' '' '#include "base/number.h"' '' \
    'const char *list_say(void)' '{' '	return _("No group.") + number();' '}'
  file src/main.c '#include <config.h>' '' 'int main(void)' '{' '	return !list_say();' '}'
  echo src/cli/list.c >"$tree/po/POTFILES.in"
  echo 'XGETTEXT_OPTIONS = --keyword=_ --from-code=UTF-8' >"$tree/po/Makevars"
  echo de >"$tree/po/LINGUAS"
  german 'msgid "No group."' 'msgstr "Keine Gruppe."'
}

# file PATH LINE...: a source file below the licence.
file() {
  path=$tree/$1
  shift
  printf '%s\n' "$spdx" "$@" >"$path"
}

german() {
  printf '%s\n' 'msgid ""' 'msgstr "Content-Type: text/plain; charset=UTF-8\n"' '' "$@" \
    >"$tree/po/de.po"
}

# finds CHECK FILE WHAT: the check fails, names the file and says something like WHAT.
finds() {
  good=0
  said=$(sh "$lint/$1.sh" "$tree" 2>&1) && good=1
  printf '%s\n' "$said" | grep -q "^$2:.*$3" || good=1
  [ $good -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
  point $good "$1 finds: $3"
  plant
}

content() {
  good=0
  said=$(sh "$lint/$1.sh" "$tree" 2>&1) || good=1
  [ $good -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
  point $good "$1 is content with what is good"
}

# repeated COUNT LINE
repeated() {
  awk -v count="$1" -v line="$2" 'BEGIN { while (count-- > 0) print line }'
}

plant
checks='calls circles headers layers sizes text unused'
! command -v msgmerge >/dev/null || checks="$checks catalog"
for check in $checks; do
  content "$check"
done

# --- Calls ----------------------------------------------------------------------------------------

for name in atoi strtok sprintf system popen; do
  file src/cli/bad.c '#include <config.h>' "int x(void) { return $name(\"1\"); }"
  finds calls src/cli/bad.c:3 "$name() is forbidden"
done
for name in kill killpg pidfd_send_signal; do
  file src/cli/bad.c '#include <config.h>' "int x(void) { return $name(2, 15); }"
  finds calls src/cli/bad.c:3 "$name() belongs to src/kill/kernel.c"
done
for name in strcasecmp strncasecmp strcasestr toupper isalpha isspace; do
  file src/cli/bad.c '#include <config.h>' "int x(void) { return $name('i'); }"
  finds calls src/cli/bad.c:3 "$name() asks the locale"
done
file src/cli/bad.c '#include <config.h>' 'int x(void) { return syscall(SYS_kill, 2, 15); }'
finds calls src/cli/bad.c:3 'system calls that signal'
file tests/bad.c 'void x(void) { usleep(1000); }'
finds calls tests/bad.c:2 'usleep() is a fixed sleep'
file tests/bad.c 'void x(void) { poll(NULL, 0, 100); }'
finds calls tests/bad.c:2 'poll() on nothing'
printf '# %s\n' "$spdx" 'true' >"$tree/tests/bad.sh"
echo '  sleep 1' >>"$tree/tests/bad.sh"
finds calls tests/bad.sh:3 'a fixed sleep'
file src/cli/bad.c '#include <config.h>' '/* TO''DO: more */'
finds calls src/cli/bad.c:3 'unfinished work'

# --- Layers ---------------------------------------------------------------------------------------

file src/base/bad.c '#include <config.h>' '#include "cli/list.h"'
finds layers src/base/bad.c:3 'base must not include cli/list.h'
file src/kill/bad.c '#include <config.h>' '#include "view/row.h"'
finds layers src/kill/bad.c:3 'kill must not include view/row.h'
file src/kill/bad.c '#include <config.h>' '#include <curses.h>'
finds layers src/kill/bad.c:3 'belongs to src/tui/'
file src/cli/bad.c '#include <libproc2/pids.h>' 'int x;'
finds layers src/cli/bad.c:2 'the first include is not <config.h>'
file src/cli/bad.c '#include <config.h>' '#include <libproc2/pids.h>'
finds layers src/cli/bad.c:3 'belongs to src/scan/scanner.c'
file src/base/bad.h '#include <jansson.h>'
finds layers src/base/bad.h:2 '<jansson.h> belongs to src/document/'
file src/cli/bad.c '#include <config.h>' '#include "cli/other/list.h"'
finds layers src/cli/bad.c:3 'cli must not include cli/other/list.h'
mkdir "$tree/src/cli/other"
file src/cli/other/bad.c '#include <config.h>' '#include "cli/list.h"'
finds layers src/cli/other/bad.c:3 'no layer is called cli/other'
# A library at the end of a chain, which leaves the folder that may know it.
mkdir -p "$tree/src/tui/frame"
file src/tui/frame/draw.h '#include <curses.h>'
file src/tui/tui.h '#include "tui/frame/draw.h"'
content layers
file src/main.c '#include <config.h>' '#include "tui/tui.h"'
finds layers src/main.c:3 'curses belongs to src/tui/ only, and tui/tui.h leads to it'
# But a place that is one header is there for all.
file src/base/gettext.h '#include <libintl.h>'
file src/cli/good.c '#include <config.h>' '#include "base/gettext.h"'
content layers
plant

# --- Circles --------------------------------------------------------------------------------------

file src/base/a.h '#include "base/b.h"'
file src/base/b.h '#include "base/a.h"'
finds circles src/base/a.h:2 'a circle of includes: base/a -> base/b -> base/a$'
# Three, by way of what is in the .c.
file src/base/a.c '#include <config.h>' '#include "base/b.h"'
file src/base/b.h '#include "base/c.h"'
file src/base/c.c '#include <config.h>' '#include "base/a.h"'
finds circles src/base/a.c:3 'a circle of includes: base/a -> base/b -> base/c -> base/a$'
# The shortest of several circles, and who else is in them.
file src/base/a.h '#include "base/b.h"'
file src/base/b.h '#include "base/c.h"'
file src/base/c.h '#include "base/a.h"' '#include "base/d.h"'
file src/base/d.h '#include "base/c.h"'
finds circles src/base/c.h:3 'base/c -> base/d -> base/c (and round others, with base/a base/b)$'
# What is private is a part of its module, but not what merely begins like it.
file src/base/a.h '#include "base/number.h"'
file src/base/a.c '#include <config.h>' '#include "base/a_private.h"'
file src/base/a_private.h '#include "base/a.h"'
file src/base/a_more.c '#include <config.h>' '#include "base/a_private.h"'
content circles
file src/base/a_private.h '#include "base/a_more.h"'
file src/base/a_more.c '#include <config.h>' '#include "base/a.h"'
finds circles src/base/a_private.h:2 'a circle of includes: base/a -> base/a_more -> base/a$'

# Folders, though no module is in a circle; a folder and one in it are two.
mkdir -p "$tree/src/tui/frame" "$tree/src/tui/send"
file src/tui/frame/draw.h '#include "tui/send/plan.h"'
file src/tui/send/menu.h '#include "tui/frame/app.h"'
finds circles src/tui/frame/draw.h:2 'between folders: tui/frame -> tui/send -> tui/frame$'
mkdir -p "$tree/src/tui/frame"
file src/tui/frame/draw.h '#include "tui/theme.h"'
file src/tui/tui.h '#include "tui/frame/app.h"'
finds circles src/tui/frame/draw.h:2 'between folders: tui/frame -> tui -> tui/frame$'

# Calls, whatever is included; giving an address is one, and so is what a header does inline.
file src/base/a.c 'int a_go(void)' '{' '	return b_go();' '}'
file src/base/b.c 'int b_go(void)' '{' '	return run(a_go);' '}'
finds circles src/base/a.c:4 'a circle of calls: base/a -> base/b -> base/a$'
file src/base/a.h 'static inline int a_go(void)' '{' '	return b_go();' '}'
file src/base/b.c 'int b_go(void)' '{' '	return a_go();' '}'
finds circles src/base/a.h:4 'a circle of calls: base/a -> base/b -> base/a$'
file src/base/a.c 'int a_go(void)' '{' '	return c_row.go();' '}'
file src/base/b.c 'int b_go(void)' '{' '	return a_go();' '}'
file src/base/c.c 'const struct row c_row = {' '	.go = b_go,' '};'
finds circles src/base/a.c:4 'a circle of calls: base/a -> base/c -> base/b -> base/a$'
file src/kill/a.c 'int a_go(void)' '{' '	return b_go();' '}'
file src/base/b.c 'int b_go(void)' '{' '	return c_go();' '}'
file src/kill/c.c 'int c_go(void)' '{' '	return 0;' '}'
finds circles src/base/b.c:4 'a circle of calls between folders: base -> kill -> base$'
# No calls: a declaration, a member, a variable, a function of the same name that is the file's own.
file src/base/a.c 'int a_go(void)' '{' '	return b_go();' '}' \
  'int other(void)' '{' '	return 0;' '}'
file src/base/b.h 'int a_go(int other);'
file src/base/b.c 'static int other(int x)' '{' '	return x;' '}' 'int b_go(void)' '{' \
  '	int a_go = x.a_go;' '	return other(a_go); /* a_go() */' '}'
content circles
plant

# --- Unused ---------------------------------------------------------------------------------------

# bad WHAT LINE...: with these lines in a file of its own, unused says so of their line 3.
bad() {
  what=$1
  shift
  file src/cli/bad.c '#include <config.h>' "$@"
  finds unused src/cli/bad.c:3 "$what"
}

bad 'the function bad_go is not used' 'int bad_go(void)' '{' '	return bad_go();' '}'
bad 'the function bad_go is used in this file only, and not static' 'int bad_go(void)' '{' \
  '	return 1;' '}' 'static int x(void)' '{' '	return bad_go();' '}'
bad 'the function bad_go is not used' 'struct bad *bad_go(const struct bad *bad,' '	int x)' \
  '{' '	return NULL; /* bad_go() */' '}'
bad 'the object bad_rows is not used' 'const int bad_rows[] = {1, 2};'
bad 'the macro BAD is not used' '#define BAD 1'
bad 'the macro BAD is not used' '#define BAD(x) \' '	(x + 1)' 'static int BAD_NOT = 1; /* BAD */'
bad 'the enumerator BAD_ONE is not used' 'enum bad { BAD_ONE, BAD_TWO = 1 };' \
  'static int x = BAD_TWO;'
file src/cli/bad.h '#ifndef BAD_H' '#define BAD_H' 'int bad_go(void);' '#endif'
finds unused src/cli/bad.h:4 'the function bad_go is not used'
file src/cli/bad.h '#ifndef BAD_H' '#define BAD_H' 'static inline int bad_go(void)' '{' '}' \
  '#endif'
finds unused src/cli/bad.h:4 'the function bad_go is not used'
file tests/test-bad.c 'int main(void)' '{' '	return bad_go();' '}'
bad 'the function bad_go is not used' 'int bad_go(void)' '{' '}'

field='the field bad.one is never read'
bad "$field" 'struct bad { int one; };'
bad "$field" 'struct bad { struct row *one[2]; };' 'static struct bad x = {.one = {NULL}};'
bad "$field" 'struct bad { int (*one)(struct row *row); };' 'static void x(struct bad *bad)' '{' \
  '	bad->one = y;' '}'
bad "$field" 'struct bad { int one; };' 'static void x(struct bad *bad)' '{' '	bad->one += 2;' '}'
bad "$field" 'struct bad { int one[2]; };' 'static void x(struct bad *bad)' '{' \
  '	bad->one[y(1)] = 2;' '}'
bad "$field" 'struct bad { union { int one; }; };' 'static int x(struct bad *one)' '{' \
  '	return one == NULL; /* bad->one */' '}'
# Copied to its like, it is not read.
bad "$field" 'struct bad { int one; };' 'static void x(struct bad *a, struct bad *b)' '{' \
  '	a->one = b->one;' '}'
# Another struct has one of the same name: by a variable, a field, a result, a cast.
bad "$field" 'struct bad { int one; };' 'struct good { int one; struct good *next; };' \
  'static int x(struct good *good)' '{' \
  '	return good->one + good->next[1].one + y()->one + ((const struct good *)z)->one;' '}' \
  'static struct good *y(void);'

file src/cli/good.h '#ifndef GOOD_H' '#define GOOD_H' 'enum { GOOD_SIZE = 3 };' '#define GOOD 1' \
  'struct good { int one, two[GOOD_SIZE]; struct { int deep; } in; };' \
  'struct other { bool three; struct good (*good)(void); };' 'extern const int good_rows[];' \
  'struct good *good_next(struct good *good, struct other *other);' '#endif'
file src/cli/good.c '#include <config.h>' 'const int good_rows[] = {1};' \
  'static struct good *last(void);' \
  'struct good *good_next(struct good *good, struct other *other)' '{' \
  '	other->three = good->one;' '	if (other->three)' '		return last();' \
  '	return other->good(good->in.deep, &good->two[GOOD]);' '}' \
  'static struct good *last(void)' '{' '	return NULL;' '}'
file man/tables.c 'int main(void)' '{' '	return good_next(NULL, NULL) + good_rows[0];' '}'
content unused
# A name that is put together; one that a library calls; one that is kept for tests.
file src/cli/good.c '#define GO(x) good_##x' 'int good_one(void)' '{' '}' \
  'const char *__lsan_default_options(void)' '{' '	return GO(one)();' '}' \
  'uint64_t app_inspect_serial(void)' '{' '}'
rm "$tree/src/cli/good.h" "$tree/man/tables.c"
content unused
plant
file src/cli/bad.c 'uint64_t app_inspect_serial(void)' '{' '}'
file man/tables.c 'int main(void)' '{' '	return app_inspect_serial();' '}'
finds unused src/cli/bad.c:2 'app_inspect_serial is used, and no seam'

# --- Sizes ----------------------------------------------------------------------------------------

file src/cli/bad.c 'int x(void)' '{' "$(repeated 99 '	y();')" '}'
finds sizes src/cli/bad.c:3 'x() has 101 lines'
file src/cli/bad.c "$(repeated 499 'int x;')"
finds sizes src/cli/bad.c '500 lines'

# --- Text -----------------------------------------------------------------------------------------

file src/cli/bad.c "$(printf '\t\t/* %080d */' 1)"
finds text src/cli/bad.c:2 '102 columns'
file src/cli/bad.c "$(printf '\t\t/* %078d */' 1)"
content text
plant
file src/cli/bad.c "$(printf '/* %95d */' 1)"
finds text src/cli/bad.c:2 'columns'
file src/cli/bad.c 'int x; '
finds text src/cli/bad.c:2 'space at the end'
echo 'int x;' >"$tree/src/cli/bad.c"
finds text src/cli/bad.c:1 'no SPDX-License-Identifier'
printf '%s\nint x;' "$spdx" >"$tree/src/cli/bad.c"
finds text src/cli/bad.c 'no end of line'

# --- Headers --------------------------------------------------------------------------------------

file src/cli/bad.h '#ifndef B' '#define B' 'size_t bad(void);' '#endif'
finds headers src/cli/bad.h:1 'cannot be included alone'
file src/cli/bad.h 'struct bad { int x; };'
finds headers src/cli/bad.h:1 'redefinition'
file src/cli/bad.h '#ifndef BASE_BAD_H' '#define BASE_BAD_H' '#endif'
finds headers src/cli/bad.h:1 'its guard is not CLI_BAD_H'
file tests/bad.h '#ifndef BAD_H' '#define BAD_H' '#endif'
finds headers tests/bad.h:1 'its guard is not TESTS_BAD_H'

# --- Texts and their translations -----------------------------------------------------------------

case $checks in
*catalog*)
  file src/cli/bad.c '#include <config.h>' 'const char *x(void) { return _("Bad."); }'
  finds catalog src/cli/bad.c:1 'not in po/POTFILES.in'
  echo src/base/number.c >>"$tree/po/POTFILES.in"
  finds catalog po/POTFILES.in 'src/base/number.c'
  german 'msgid "No group."' 'msgstr ""'
  finds catalog src/cli/list.c:8 'not translated in po/de.po'
  german 'msgid "Nothing."' 'msgstr "Nichts."'
  finds catalog src/cli/list.c:8 'not translated in po/de.po'
  german '#, fuzzy' 'msgid "No group."' 'msgstr "Keine Mitglieder."'
  finds catalog po/de.po 'only guessed'
  german 'msgid "No group."' 'msgstr "Keine Gruppe."' '' 'msgid "Old."' 'msgstr "Alt."'
  finds catalog po/de.po 'no longer used'
  german '#, c-format' 'msgid "No group."' 'msgstr "Keine Gruppe %d."'
  finds catalog po/de.po:6 'format'
  ;;
esac
echo "1..$points"
exit $failed
