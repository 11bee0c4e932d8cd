/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said of settings that are wrong. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "report/sentence_settings.h"

/* One whole sentence each, with the user's word as it is, and in any buffer. */
static void says_what_is_wrong_with_settings(void **state)
{
	char text[SENTENCE_MAX];
	char small[8];

	(void)state;
	for (enum settings_fault_kind kind = SETTINGS_RIGHT + 1; kind < SETTINGS_FAULT_COUNT;
		kind++) {
		struct settings_fault fault = {.kind = kind, .error = -ENOENT, .word = "100%s"};

		sentence_settings_fault(&fault, text, sizeof(text));
		assert_int_equal(text[strlen(text) - 1], '.');
		if (kind == SETTINGS_MISSING || kind == SETTINGS_UNREADABLE)
			assert_non_null(strstr(text, strerror(ENOENT)));
		else if (kind != SETTINGS_NO_LINE)
			assert_non_null(strstr(text, "'100%s'"));
		sentence_settings_fault(&fault, small, sizeof(small));
		assert_memory_equal(small, text, sizeof(small) - 1);
		assert_int_equal(small[sizeof(small) - 1], '\0');
	}
	sentence_settings_fault(&(struct settings_fault){.kind = SETTINGS_NO_SETTING}, text,
		sizeof(text));
	assert_non_null(strstr(text, "the settings are by, colours, columns, "));
	assert_string_equal(
		sentence_settings_fault(&(struct settings_fault){.kind = SETTINGS_RIGHT}, text,
			sizeof(text)),
		"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_is_wrong_with_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
