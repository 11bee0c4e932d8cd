/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures by lineage: who comes, who goes, and what is the newest. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/clock.h"
#include "model/chronicle.h"

static void add(struct chronicle *chronicle, struct chronicle_figure *figures, size_t count)
{
	assert_int_equal(chronicle_add(chronicle, figures, count, CLOCK_SECOND), 0);
}

static void test_who_comes_and_goes(void **state)
{
	struct chronicle chronicle = {.entries = NULL};
	struct chronicle_figure first[] = {{7, 50, 4096}, {3, 10, 8192}};
	struct chronicle_figure second[] = {{9, 1, 0}, {7, 60, 5120}, {5, 2, 0}};
	const struct chronicle_entry *entry;

	(void)state;
	add(&chronicle, first, COUNT(first));
	add(&chronicle, second, COUNT(second));
	assert_int_equal(chronicle.count, 3);
	assert_null(chronicle_find(&chronicle, 3));
	assert_null(chronicle_find(&chronicle, 8));
	entry = chronicle_find(&chronicle, 7);
	assert_non_null(entry);
	assert_int_equal(entry->count, 2);
	assert_int_equal(chronicle_sample(entry, 0).cpu_percent, 60);
	assert_int_equal(chronicle_sample(entry, 0).rss, 5);
	assert_int_equal(chronicle_sample(entry, 1).cpu_percent, 50);
	/* Between and behind those there were. */
	assert_int_equal(chronicle_find(&chronicle, 5)->count, 1);
	assert_int_equal(chronicle_find(&chronicle, 9)->count, 1);
	add(&chronicle, NULL, 0);
	assert_int_equal(chronicle.count, 0);
	chronicle_done(&chronicle);
}

static void test_the_oldest_go(void **state)
{
	struct chronicle_entry entry = {.key = 1};

	(void)state;
	for (int i = 0; i < CHRONICLE_SAMPLES + 5; i++)
		chronicle_put(&entry, (float)i, 0, 3 * CLOCK_SECOND / 2);
	assert_int_equal(entry.count, CHRONICLE_SAMPLES);
	assert_int_equal(chronicle_sample(&entry, 0).cpu_percent, CHRONICLE_SAMPLES + 4);
	assert_int_equal(chronicle_sample(&entry, CHRONICLE_SAMPLES - 1).cpu_percent, 5);
	assert_int_equal(chronicle_span(&entry, 10), 15 * CLOCK_SECOND);
	assert_int_equal(chronicle_span(&entry, 1000), CHRONICLE_SAMPLES * 3 * CLOCK_SECOND / 2);
}

static void test_extremes(void **state)
{
	struct chronicle_entry entry = {.key = 1};

	(void)state;
	chronicle_put(&entry, 1e9f, UINT64_MAX, UINT64_MAX / 2);
	assert_int_equal(chronicle_sample(&entry, 0).cpu_percent, UINT16_MAX);
	assert_int_equal(chronicle_sample(&entry, 0).rss, UINT32_MAX);
	chronicle_put(&entry, -1, 1023, 0);
	assert_int_equal(chronicle_sample(&entry, 0).cpu_percent, 0);
	assert_int_equal(chronicle_sample(&entry, 0).rss, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_comes_and_goes),
		cmocka_unit_test(test_the_oldest_go),
		cmocka_unit_test(test_extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
