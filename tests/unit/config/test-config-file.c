/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lines of a settings file say; one of them is changed, and all else stays as it was. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/own_file.h"
#include "config/config_file.h"
#include "config/config_line.h"

/* ---- One line ---- */

static void expect_line(const char *text, enum config_line_kind kind, const char *name,
	const char *value, const char *comment)
{
	char bytes[128];
	struct config_line line;

	snprintf(bytes, sizeof(bytes), "%s", text);
	config_line_parse(bytes, strlen(bytes), &line);
	assert_int_equal(line.kind, kind);
	assert_true(config_part_is(&line.name, name));
	assert_true(config_part_is(&line.value, value));
	assert_true(config_part_is(&line.comment, comment));
}

static void test_lines(void **state)
{
	(void)state;
	expect_line("", CONFIG_NOTHING, "", "", "");
	expect_line(" \t\r", CONFIG_NOTHING, "", "", "");
	expect_line("  # a = b", CONFIG_NOTHING, "", "", "");
	expect_line("; [a]", CONFIG_NOTHING, "", "", "");
	expect_line("[keys]", CONFIG_SECTION, "keys", "", "");
	expect_line("\t[keys] = x", CONFIG_SECTION, "keys", "", "");
	expect_line("[ a b ]", CONFIG_SECTION, " a b ", "", "");
	expect_line("[keys", CONFIG_WRONG, "", "", "");
	expect_line("[keys ;]", CONFIG_WRONG, "", "", "");
	expect_line("a = b c\r", CONFIG_SETTING, "a", "b c", "");
	expect_line(" a b:c=d ", CONFIG_SETTING, "a b", "c=d", "");
	expect_line("a=b:c", CONFIG_SETTING, "a", "b:c", "");
	expect_line("a =", CONFIG_SETTING, "a", "", "");
	expect_line("= b", CONFIG_SETTING, "", "b", "");
	expect_line("a = b ; c", CONFIG_SETTING, "a", "b", " ; c");
	expect_line("a = ; c", CONFIG_SETTING, "a", "", " ; c");
	expect_line("a: \t; c", CONFIG_SETTING, "a", "", " \t; c");
	/* A semicolon may be a key. */
	expect_line("a =;", CONFIG_SETTING, "a", ";", "");
	expect_line("a = b;c #d", CONFIG_SETTING, "a", "b;c #d", "");
	expect_line("a ; = b", CONFIG_WRONG, "", "", "");
	expect_line("a b", CONFIG_WRONG, "", "", "");
}

/* NULs spoil a line, and what is left of it can be told of. */
static void test_lines_with_nuls(void **state)
{
	char spoilt[] = "a\0 = b\0";
	char comment[] = "\0# a";
	struct config_line line;

	(void)state;
	config_line_parse(spoilt, sizeof(spoilt) - 1, &line);
	assert_int_equal(line.kind, CONFIG_WRONG);
	assert_true(config_part_is(&line.all, "a = b"));
	config_line_parse(comment, sizeof(comment) - 1, &line);
	assert_int_equal(line.kind, CONFIG_NOTHING);
	comment[0] = '\0';
	config_line_parse(comment, 1, &line);
	assert_int_equal(line.kind, CONFIG_WRONG);
}

/* ---- The file ---- */

struct fixture {
	char dir[64];
	char path[80];
	char link[80];
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	snprintf(fixture->dir, sizeof(fixture->dir), "/tmp/posse-config.XXXXXX");
	assert_non_null(mkdtemp(fixture->dir));
	snprintf(fixture->path, sizeof(fixture->path), "%s/config", fixture->dir);
	snprintf(fixture->link, sizeof(fixture->link), "%s/link", fixture->dir);
	*state = fixture;
	return 0;
}

/* The directory is empty then: nothing was left beside the file. */
static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	remove(fixture->path);
	remove(fixture->link);
	assert_int_equal(rmdir(fixture->dir), 0);
	free(fixture);
	return 0;
}

static void write_text(const struct fixture *fixture, const char *text)
{
	FILE *file = fopen(fixture->path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void expect_text(const struct fixture *fixture, const char *text)
{
	char buf[4096];
	FILE *file = fopen(fixture->path, "r");
	size_t length;

	assert_non_null(file);
	length = fread(buf, 1, sizeof(buf) - 1, file);
	buf[length] = '\0';
	assert_int_equal(fclose(file), 0);
	assert_string_equal(buf, text);
}

static void change(const struct fixture *fixture, const char *before, const char *section,
	const char *name, const char *value, const char *after)
{
	write_text(fixture, before);
	assert_int_equal(config_file_set(fixture->path, false, section, name, value), 0);
	expect_text(fixture, after);
}

static void test_a_line_is_changed(void **state)
{
	const struct fixture *fixture = *state;

	change(fixture, "# mine\n\n  sort : cpu ; why\nodd = 1\n", "", "sort", "rss",
		"# mine\n\n  sort = rss ; why\nodd = 1\n");
	change(fixture, "sort=cpu", "", "sort", "rss", "sort = rss\n");
	change(fixture, "sort = ; why\n", "", "sort", "rss", "sort = rss ; why\n");
	change(fixture, "sort = ; why\n", "", "sort", "", "sort =  ; why\n");
	change(fixture, "sort = a\nsort = b\n", "", "sort", "c", "sort = a\nsort = c\n");
	change(fixture, "sorted = a\n#sort = a\nsort = b\n[keys]\nsort = d\n", "", "sort", "c",
		"sorted = a\n#sort = a\nsort = c\n[keys]\nsort = d\n");
	change(fixture, "sort = b\n[keys]\nsort = d\n[x]\nsort = e\n", "keys", "sort", "c",
		"sort = b\n[keys]\nsort = c\n[x]\nsort = e\n");
}

/* A line that is too long to be read is none that could be changed, and none becomes so. */
static void test_long_lines(void **state)
{
	const struct fixture *fixture = *state;
	char before[512];
	char after[1024];

	snprintf(before, sizeof(before), "sort = a ; %0200d\nvi = no\n", 0);
	snprintf(after, sizeof(after), "%ssort = rss\n", before);
	change(fixture, before, "", "sort", "rss", after);
	snprintf(before, sizeof(before), "  sort=a ; %0185d\nvi = no\n", 0);
	snprintf(after, sizeof(after), "  sort = b ; %0185d\nvi = no\n", 0);
	change(fixture, before, "", "sort", "b", after);
	snprintf(after, sizeof(after), "  ; %0185d\nsort = bb\nvi = no\n", 0);
	change(fixture, before, "", "sort", "bb", after);
	/* Nor is one that is far to the right. */
	snprintf(before, sizeof(before), "%190ssort=a\n", "");
	change(fixture, before, "", "sort", "rss", "sort = rss\n");
}

/* What is read as a blank is one when the line is looked for, too; and so is a byte order mark. */
static void test_blanks_are_those_of_the_reader(void **state)
{
	const struct fixture *fixture = *state;

	change(fixture, "\v[keys]\n\rsort\f=\va\v; why\r\n", "", "sort", "rss",
		"sort = rss\n\v[keys]\n\rsort\f=\va\v; why\r\n");
	change(fixture, "\v[keys]\n\rsort\f=\va\v; why\r\n", "keys", "sort", "b",
		"\v[keys]\n\rsort = b\v; why\r\n");
	change(fixture, "\xef\xbb\xbfsort = a\n", "", "sort", "b", "\xef\xbb\xbfsort = b\n");
	change(fixture, "\xef\xbb\xbf[keys]\nsort = a\n", "", "sort", "b",
		"\xef\xbb\xbf\nsort = b\n[keys]\nsort = a\n");
	change(fixture, "\xef\xbb\xbf[keys]\nsort = a\n", "keys", "sort", "b",
		"\xef\xbb\xbf[keys]\nsort = b\n");
}

static void test_a_line_is_added(void **state)
{
	const struct fixture *fixture = *state;

	change(fixture, "", "", "sort", "rss", "sort = rss\n");
	change(fixture, "# mine\n", "", "sort", "rss", "# mine\nsort = rss\n");
	change(fixture, "vi = yes\n\n# of keys\n[keys]\nend = K\n", "", "sort", "rss",
		"vi = yes\nsort = rss\n\n# of keys\n[keys]\nend = K\n");
	change(fixture, "[keys]\nend = K\n", "", "sort", "rss",
		"sort = rss\n[keys]\nend = K\n");
	change(fixture, "vi = yes", "keys", "end", "X", "vi = yes\n\n[keys]\nend = X\n");
	change(fixture, "[keys]\n[x]\n", "keys", "end", "X", "[keys]\nend = X\n[x]\n");
	change(fixture, "nonsense\n[keys\n\n[x]\n", "", "sort", "rss",
		"nonsense\n[keys\nsort = rss\n\n[x]\n");
	change(fixture, "[keys]\na = b\n\n[x]\n", "keys", "end", "X",
		"[keys]\na = b\nend = X\n\n[x]\n");
}

static void test_lines_are_removed(void **state)
{
	const struct fixture *fixture = *state;

	change(fixture, "a = 1\n sort = a\nsort = b\nz = 2", "", "sort", NULL, "a = 1\nz = 2");
	change(fixture, "a = 1\n[keys]\na = 2\n", "keys", "a", NULL, "a = 1\n[keys]\n");
	change(fixture, "a = 1\n", "keys", "a", NULL, "a = 1\n");
}

static void test_a_file_is_made(void **state)
{
	struct fixture *fixture = *state;
	char path[128];
	struct stat status;

	snprintf(path, sizeof(path), "%s/a/b/config", fixture->dir);
	assert_int_equal(config_file_set(path, false, "keys", "end", "X"), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(remove(path), 0);
	*strrchr(path, '/') = '\0';
	assert_int_equal(rmdir(path), 0);
	*strrchr(path, '/') = '\0';
	assert_int_equal(rmdir(path), 0);
}

/* Whoever keeps such files elsewhere, and links to them, keeps the link. */
static void test_a_link_stays(void **state)
{
	const struct fixture *fixture = *state;
	struct stat status;

	write_text(fixture, "sort = cpu\n");
	assert_int_equal(chmod(fixture->path, 0640), 0);
	assert_int_equal(symlink("config", fixture->link), 0);
	assert_int_equal(config_file_set(fixture->link, false, "", "sort", "rss"), 0);
	expect_text(fixture, "sort = rss\n");
	assert_int_equal(lstat(fixture->link, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(stat(fixture->link, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_int_equal(remove(fixture->path), 0);
	assert_int_equal(config_file_set(fixture->link, false, "", "sort", "rss"), -ENOENT);
	assert_int_equal(lstat(fixture->link, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

static void test_what_cannot_be_read_is_left_alone(void **state)
{
	const struct fixture *fixture = *state;
	FILE *file;

	assert_int_equal(mkdir(fixture->path, 0700), 0);
	assert_int_equal(config_file_set(fixture->path, false, "", "sort", "rss"), -EISDIR);
	assert_int_equal(rmdir(fixture->path), 0);
	file = fopen(fixture->path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite("a\0b\n", 1, 4, file), 4);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(config_file_set(fixture->path, false, "", "sort", "rss"), -EINVAL);
	assert_int_equal(truncate(fixture->path, 1024 * 1024), 0);
	assert_int_equal(config_file_set(fixture->path, false, "", "sort", "rss"), -EFBIG);
	if (geteuid() == 0)
		return;
	assert_int_equal(chmod(fixture->path, 0), 0);
	assert_int_equal(config_file_set(fixture->path, false, "", "sort", "rss"), -EACCES);
}

/* ---- As root does it ---- */

static void take_nothing(void *context, unsigned line, const char *section, const char *name,
	const char *value)
{
	(void)context;
	(void)line;
	(void)section;
	(void)name;
	(void)value;
}

static int read_strictly(const char *path)
{
	return config_file_read(path, true, take_nothing, NULL);
}

static int set_strictly(const char *path)
{
	return config_file_set(path, true, "", "sort", "rss");
}

/* Not even a link of one's own is followed to the file, or to its directory. */
static void test_strictly_no_link(void **state)
{
	const struct fixture *fixture = *state;
	char way[256];
	char path[300];

	write_text(fixture, "sort = cpu\n");
	assert_int_equal(symlink("config", fixture->link), 0);
	assert_int_equal(read_strictly(fixture->link), OWN_FILE_LINKED);
	assert_int_equal(set_strictly(fixture->link), OWN_FILE_LINKED);
	assert_int_equal(unlink(fixture->link), 0);
	assert_int_equal(symlink(".", fixture->link), 0);
	snprintf(path, sizeof(path), "%s/config", fixture->link);
	assert_int_equal(read_strictly(path), OWN_FILE_LINKED);
	assert_int_equal(set_strictly(path), OWN_FILE_LINKED);
	expect_text(fixture, "sort = cpu\n");
	/* What is above may be a link of one's own, as /root is one on some systems. */
	snprintf(way, sizeof(way), "%s/posse", fixture->dir);
	assert_int_equal(mkdir(way, 0700), 0);
	snprintf(path, sizeof(path), "%s/posse/config", fixture->link);
	assert_int_equal(set_strictly(path), 0);
	assert_int_equal(read_strictly(path), 0);
	/* But no other's. */
	if (geteuid() == 0) {
		assert_int_equal(lchown(fixture->link, 65534, 65534), 0);
		assert_int_equal(read_strictly(path), OWN_FILE_LINKED);
		assert_int_equal(set_strictly(path), OWN_FILE_LINKED);
	}
	snprintf(path, sizeof(path), "%s/config", way);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(way), 0);
}

static void test_strictly_own(void **state)
{
	const struct fixture *fixture = *state;

	write_text(fixture, "sort = cpu\n");
	assert_int_equal(link(fixture->path, fixture->link), 0);
	assert_int_equal(read_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(set_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(unlink(fixture->link), 0);
	assert_int_equal(set_strictly(fixture->path), 0);
	expect_text(fixture, "sort = rss\n");
	if (geteuid() != 0)
		return;
	assert_int_equal(chown(fixture->path, 65534, 65534), 0);
	assert_int_equal(read_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(set_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(chown(fixture->path, 0, 0), 0);
	assert_int_equal(chown(fixture->dir, 65534, 65534), 0);
	assert_int_equal(read_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(set_strictly(fixture->path), OWN_FILE_NOT_OWN);
	expect_text(fixture, "sort = rss\n");
	/* Where there is none, there is nothing to be refused, and none is made. */
	assert_int_equal(unlink(fixture->path), 0);
	assert_int_equal(read_strictly(fixture->path), -ENOENT);
	assert_int_equal(set_strictly(fixture->path), OWN_FILE_NOT_OWN);
	assert_int_equal(access(fixture->path, F_OK), -1);
}

/* It is not known what the file says that a broken link leads to. */
static void test_broken_link(void **state)
{
	const struct fixture *fixture = *state;
	char path[300];

	assert_int_equal(config_file_read(fixture->path, false, take_nothing, NULL), -ENOENT);
	assert_int_equal(symlink("none", fixture->link), 0);
	assert_int_equal(config_file_read(fixture->link, false, take_nothing, NULL), -ENOLINK);
	snprintf(path, sizeof(path), "%s/posse/config", fixture->link);
	assert_int_equal(config_file_read(path, false, take_nothing, NULL), -ENOLINK);
	snprintf(path, sizeof(path), "%s/", fixture->dir);
	assert_int_equal(config_file_read(path, false, take_nothing, NULL), -EISDIR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_lines_with_nuls),
		cmocka_unit_test_setup_teardown(test_a_line_is_changed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_blanks_are_those_of_the_reader, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_long_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_line_is_added, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lines_are_removed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_file_is_made, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_link_stays, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_read_is_left_alone, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_strictly_no_link, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strictly_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_link, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
