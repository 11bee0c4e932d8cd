/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/text.h"

#define BAD          "\xEF\xBF\xBD" /* U+FFFD */
#define ACUTE        "\xCC\x81"     /* U+0301, combining */
#define JI           "\xE5\xAD\x97" /* U+5B57, two columns */

struct row {
	const char *bytes;
	size_t len;
	const char *utf8;
	const char *ascii;
};

#define ROW(bytes, utf8, ascii) {bytes, sizeof(bytes) - 1, utf8, ascii}

static const struct row fit[] = {
	ROW("", "", ""),
	ROW("make -j16 all", "make -j16 all", "make -j16 all"),
	ROW("gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F", "gr??"),
	ROW(JI "x", JI "x", "?x"),
	ROW("\xF0\x9F\x92\xA9", "\xF0\x9F\x92\xA9", "?"),
	ROW("e" ACUTE "a", "e" ACUTE "a", "e?a"),
	ROW("a\tb\nc\rd", "a b c d", "a b c d"),
	ROW("50% $HOME `id` \\n", "50% $HOME `id` \\n", "50% $HOME `id` \\n"),
};

/* What a terminal would obey. */
static const struct row controls[] = {
	ROW("\x1b[2J", BAD "[2J", "?[2J"),
	ROW("\x1b]0;t\x07", BAD "]0;t" BAD, "?]0;t?"),
	ROW("a\0b", "a" BAD "b", "a?b"),
	ROW("a\x08\x7f", "a" BAD BAD, "a??"),
	ROW("\x0e\x0f", BAD BAD, "??"),
	ROW("\x9b" "2J", BAD "2J", "?2J"),         /* CSI as one raw byte */
	ROW("\xC2\x9b" "2J", BAD "2J", "?2J"),     /* and as U+009B */
	ROW("\xC2\x80\xC2\x85\xC2\x9F", BAD BAD BAD, "???"),
	ROW("\xC2\xA0", "\xC2\xA0", "?"),          /* the first behind them is fit */
};

/* What would mislead a reader. */
static const struct row deceivers[] = {
	ROW("\xE2\x80\xAE" "gpj.exe", BAD "gpj.exe", "?gpj.exe"), /* U+202E */
	ROW("\xE2\x81\xA6" "x", BAD "x", "?x"),                   /* U+2066 */
	ROW("\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C", BAD BAD BAD, "???"), /* LRM, RLM, ALM */
	ROW("sy\xE2\x80\x8Bstemd", "sy" BAD "stemd", "sy?stemd"), /* U+200B */
	ROW("\xE2\x80\x8D\xE2\x80\x8C", BAD BAD, "??"),           /* joiners */
	ROW("\xEF\xBB\xBFsh", BAD "sh", "?sh"),                   /* BOM */
	ROW("\xC2\xAD", BAD, "?"),                                /* soft hyphen */
	ROW("\xE2\x80\xA8\xE2\x80\xA9", BAD BAD, "??"),           /* line, paragraph */
	ROW("\xEF\xB8\x8F", BAD, "?"),                            /* variation selector */
	ROW("\xE3\x85\xA4\xE1\x85\x9F", BAD BAD, "??"),           /* Hangul fillers */
	ROW("\xF3\xA0\x81\x81", BAD, "?"),                        /* tag U+E0041 */
	ROW("\xEE\x80\x80\xF4\x8F\xBF\xBD", BAD BAD, "??"),       /* private use */
	ROW("\xEF\xBF\xBE\xEF\xB7\x90\xF0\x9F\xBF\xBF", BAD BAD BAD, "???"), /* noncharacters */
	ROW("\xF0\xBF\xBF\x80", BAD, "?"),                        /* not assigned */
	ROW(BAD, BAD, "?"),
};

static const struct row invalid[] = {
	ROW("\x80\xBF", BAD BAD, "??"),
	ROW("\xC0\x80", BAD BAD, "??"),                 /* overlong NUL */
	ROW("\xC1\x9B", BAD BAD, "??"),
	ROW("\xE0\x82\x9B", BAD BAD BAD, "???"),        /* overlong U+009B */
	ROW("\xE0\x9F\xBF", BAD BAD BAD, "???"),
	ROW("\xF0\x80\x82\x9B", BAD BAD BAD BAD, "????"),
	ROW("\xF0\x8F\xBF\xBF", BAD BAD BAD BAD, "????"),
	ROW("\xED\xA0\x80", BAD BAD BAD, "???"),        /* surrogates */
	ROW("\xED\xBF\xBF", BAD BAD BAD, "???"),
	ROW("\xF4\x90\x80\x80", BAD BAD BAD BAD, "????"), /* above U+10FFFF */
	ROW("\xF5\x80\x80\x80", BAD BAD BAD BAD, "????"),
	ROW("\xFE\xFF", BAD BAD, "??"),
	ROW("x\xC3", "x" BAD, "x?"),                    /* truncated at the end */
	ROW("x\xE5\xAD", "x" BAD, "x?"),
	ROW("x\xF0\x9F\x92", "x" BAD, "x?"),
	ROW("\xE5\xAD" "a", BAD "a", "?a"),             /* truncated in the middle */
	ROW("\xF0\x9F\x1b[", BAD BAD "[", "??["),
	ROW("\xE5" JI, BAD JI, "??"),
};

static void check_rows(const struct row *rows, size_t count)
{
	char buf[64];

	for (size_t i = 0; i < count; i++) {
		size_t n = text_clean(rows[i].bytes, rows[i].len, TEXT_UTF8, buf, sizeof(buf));

		assert_string_equal(buf, rows[i].utf8);
		assert_int_equal(n, strlen(rows[i].utf8));
		n = text_clean(rows[i].bytes, rows[i].len, TEXT_ASCII, buf, sizeof(buf));
		assert_string_equal(buf, rows[i].ascii);
		assert_int_equal(n, strlen(rows[i].ascii));
	}
}

static void test_fit(void **state)
{
	(void)state;
	check_rows(fit, COUNT(fit));
}

static void test_controls(void **state)
{
	(void)state;
	check_rows(controls, COUNT(controls));
}

static void test_deceivers(void **state)
{
	(void)state;
	check_rows(deceivers, COUNT(deceivers));
}

static void test_invalid(void **state)
{
	(void)state;
	check_rows(invalid, COUNT(invalid));
}

static void test_marks(void **state)
{
	static const struct row rows[] = {
		ROW("a" ACUTE ACUTE ACUTE ACUTE "b", "a" ACUTE ACUTE ACUTE ACUTE "b", "a????b"),
		ROW("a" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "b" ACUTE,
		    "a" ACUTE ACUTE ACUTE ACUTE "b" ACUTE, "a??????b?"),
		ROW(ACUTE "a", BAD "a", "?a"),
		ROW("\t" ACUTE, " " BAD, " ?"),
		ROW("\x1b" ACUTE, BAD BAD, "??"),
		ROW("\xED\x9F\xBB", BAD, "?"), /* a Hangul final without its syllable */
		ROW("\xE1\x84\x80\xE1\x85\xA1", "\xE1\x84\x80\xE1\x85\xA1", "??"),
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void test_flood_of_marks(void **state)
{
	enum { FLOOD = 50000 };
	CLEANUP_FREE char *bytes = malloc(1 + 2 * FLOOD);
	char buf[64];

	(void)state;
	assert_non_null(bytes);
	bytes[0] = 'a';
	for (size_t i = 0; i < FLOOD; i++)
		memcpy(bytes + 1 + 2 * i, ACUTE, 2);
	assert_int_equal(text_clean(bytes, 1 + 2 * FLOOD, TEXT_UTF8, buf, sizeof(buf)), 9);
	assert_int_equal(text_width(buf), 1);
}

/* Whatever goes in, nothing that a terminal could act on comes out, and it is valid UTF-8. */
static void test_any_bytes(void **state)
{
	char bytes[96];
	char buf[128];
	char again[256];
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t size = 1 + (size_t)round % sizeof(buf);
		size_t n;

		for (size_t i = 0; i < sizeof(bytes); i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = (char)(random >> (random >> 30 ? 24 : 26));
		}
		n = text_clean(bytes, sizeof(bytes), TEXT_UTF8, buf, size);
		assert_true(n < size && strlen(buf) == n);
		for (size_t i = 0; i < n; i++)
			assert_true((unsigned char)buf[i] >= 0x20 && buf[i] != 0x7f);
		assert_int_equal(text_clean(buf, n, TEXT_UTF8, again, sizeof(again)), n);
		assert_string_equal(again, buf);
		n = text_clean(bytes, sizeof(bytes), TEXT_ASCII, buf, size);
		for (size_t i = 0; i < n; i++)
			assert_true(buf[i] >= 0x20 && buf[i] < 0x7f);
	}
}

static void test_buffers_too_small(void **state)
{
	char buf[8] = "unused";

	(void)state;
	assert_int_equal(text_clean("abc", 3, TEXT_UTF8, buf, 1), 0);
	assert_string_equal(buf, "");
	assert_int_equal(buf[1], 'n');
	assert_int_equal(text_clean("abc", 3, TEXT_UTF8, buf, 3), 2);
	assert_string_equal(buf, "ab");
	assert_int_equal(text_clean(JI JI, 6, TEXT_UTF8, buf, 6), 3);
	assert_string_equal(buf, JI);
	assert_int_equal(text_clean(JI "a", 4, TEXT_UTF8, buf, 3), 0);
	assert_string_equal(buf, "");
	assert_int_equal(text_clean("\x1b" "a", 2, TEXT_UTF8, buf, 3), 0);
	assert_int_equal(text_to_utf8("abc", 3, buf, 1), 0);
	assert_string_equal(buf, "");
	assert_int_equal(text_to_utf8("a" JI, 4, buf, 4), 1);
	assert_string_equal(buf, "a");
}

static void test_for_programs(void **state)
{
	char buf[64];

	(void)state;
	assert_int_equal(text_to_utf8("a\x1b\t\xE2\x80\xAE\x7f", 7, buf, sizeof(buf)), 7);
	assert_string_equal(buf, "a\x1b\t\xE2\x80\xAE\x7f");
	text_to_utf8("\0x\x9b\xED\xA0\x80\xC3", 7, buf, sizeof(buf));
	assert_string_equal(buf, BAD "x" BAD BAD BAD BAD BAD);
	text_to_utf8("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", 10, buf, sizeof(buf));
	assert_string_equal(buf, "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF");
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("make"), 4);
	assert_int_equal(text_width("gr\xC3\xBC\xC3\x9F"), 4);
	assert_int_equal(text_width("e" ACUTE ACUTE "a"), 2);
	assert_int_equal(text_width(JI JI "x"), 5);
	assert_int_equal(text_width("\xF0\x9F\x92\xA9"), 2);
	assert_int_equal(text_width("\xEF\xBC\xA1\xEF\xBD\xB1"), 3); /* fullwidth, halfwidth */
	assert_int_equal(text_width(BAD), 1);
}

static void test_fitting(void **state)
{
	size_t width = 99;

	(void)state;
	assert_int_equal(text_fit("make", 2, &width), 2);
	assert_int_equal(width, 2);
	assert_int_equal(text_fit("make", 10, &width), 4);
	assert_int_equal(width, 4);
	assert_int_equal(text_fit("make", 0, &width), 0);
	assert_int_equal(text_fit("", 5, &width), 0);
	assert_int_equal(text_fit(JI "x", 1, &width), 0); /* half a character is none */
	assert_int_equal(width, 0);
	assert_int_equal(text_fit("a" JI "x", 2, &width), 1);
	assert_int_equal(width, 1);
	assert_int_equal(text_fit("a" JI "x", 3, &width), 4);
	assert_int_equal(text_fit("e" ACUTE ACUTE "a", 1, &width), 5);
	assert_int_equal(width, 1);
	assert_int_equal(text_fit("make", 2, NULL), 2);
}

/* curses measures with wcwidth: a disagreement would shift the columns of a row. */
static void test_width_is_the_terminals(void **state)
{
	static const wchar_t sample[] = {
		'a',    0xe9,   0x300,  0x36f,  0x483,  0x489,  0x5d0,  0x5b0,   0x627,   0x64b,
		0x903,  0x93c,  0xe01,  0xe31,  0x1100, 0x1161, 0x11a8, 0x2014,  0x20ac,  0x20dd,
		0x231a, 0x2500, 0x2581, 0x2588, 0x25b8, 0x2614, 0x26a1, 0x2800,  0x2e80,  0x3000,
		0x302a, 0x3042, 0x3099, 0x4dc0, 0x4e00, 0x9fff, 0xa000, 0xac00,  0xd7a3,  0xf900,
		0xfe30, 0xff01, 0xff61, 0xffe0, 0xfffd, 0x1f300, 0x1f600, 0x1f9e0, 0x20000, 0x30000,
	};
	char text[MB_LEN_MAX + 2];

	(void)state;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		skip();
	for (size_t i = 0; i < COUNT(sample); i++) {
		mbstate_t shift = {0};
		size_t n = wcrtomb(text, sample[i], &shift);

		assert_true(n != (size_t)-1);
		text[n] = '\0';
		assert_int_equal(text_width(text), wcwidth(sample[i]));
	}
	assert_int_equal(text_charset_of_locale(), TEXT_UTF8);
	setlocale(LC_ALL, "C");
	assert_int_equal(text_charset_of_locale(), TEXT_ASCII);
	assert_int_equal(text_width(JI), 2);
}

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A process can give itself a command line of 100 000 bytes; a row of the list has 16 ms. */
static void test_long_is_linear(void **state)
{
	enum { LONG = 100000, ROUNDS = 10 };
	CLEANUP_FREE char *bytes = malloc(LONG);
	CLEANUP_FREE char *clean = malloc(3 * LONG + 1);
	double before;

	(void)state;
	assert_non_null(bytes);
	assert_non_null(clean);
	for (size_t i = 0; i < LONG; i++)
		bytes[i] = (JI "\x1b" "a" ACUTE)[i % 7];
	before = cpu_seconds();
	for (int i = 0; i < ROUNDS; i++) {
		size_t n = text_clean(bytes, LONG, TEXT_UTF8, clean, 3 * LONG + 1);
		size_t width = text_width(clean);

		assert_true(n > LONG);
		assert_true(width > LONG / 2);
		assert_int_equal(text_fit(clean, width, NULL), n);
	}
	assert_true(cpu_seconds() - before < 5.0); /* milliseconds; minutes if it were quadratic */
}

static void test_arguments(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *text;
	} cases[] = {
		{"", 0, ""},
		{"\0\0", 2, ""},
		{"vim\0notes.txt\0", 14, "vim notes.txt"},
		{"nginx: worker\0\0\0\0", 17, "nginx: worker"},
		{"sh\0-c\0\0x", 8, "sh -c  x"},
		{"a\x1b\0\x9b", 4, "a\x1b \x9b"},
	};
	char buf[64];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		memset(buf, '#', sizeof(buf));
		memcpy(buf, cases[i].bytes, cases[i].len);
		assert_int_equal(text_join_arguments(buf, cases[i].len), strlen(cases[i].text));
		assert_memory_equal(buf, cases[i].text, strlen(cases[i].text));
		assert_int_equal(buf[cases[i].len], '#');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_deceivers),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_flood_of_marks),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_buffers_too_small),
		cmocka_unit_test(test_for_programs),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fitting),
		cmocka_unit_test(test_width_is_the_terminals),
		cmocka_unit_test(test_long_is_linear),
		cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
