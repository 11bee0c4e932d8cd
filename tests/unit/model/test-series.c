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
#include "model/series.h"

static void add(struct series *series, struct series_figure *figures, size_t count)
{
	assert_int_equal(series_add(series, figures, count, CLOCK_SECOND), 0);
}

static void test_who_comes_and_goes(void **state)
{
	struct series series = {.entries = NULL};
	struct series_figure first[] = {{7, 50, 4096}, {3, 10, 8192}};
	struct series_figure second[] = {{9, 1, 0}, {7, 60, 5120}, {5, 2, 0}};
	const struct series_entry *entry;

	(void)state;
	add(&series, first, COUNT(first));
	add(&series, second, COUNT(second));
	assert_int_equal(series.count, 3);
	assert_null(series_find(&series, 3));
	assert_null(series_find(&series, 8));
	entry = series_find(&series, 7);
	assert_non_null(entry);
	assert_int_equal(entry->count, 2);
	assert_int_equal(series_sample(entry, 0).cpu_percent, 60);
	assert_int_equal(series_sample(entry, 0).rss, 5);
	assert_int_equal(series_sample(entry, 1).cpu_percent, 50);
	/* Between and behind those there were. */
	assert_int_equal(series_find(&series, 5)->count, 1);
	assert_int_equal(series_find(&series, 9)->count, 1);
	add(&series, NULL, 0);
	assert_int_equal(series.count, 0);
	series_done(&series);
}

static void test_the_oldest_go(void **state)
{
	struct series_entry entry = {.key = 1};

	(void)state;
	for (int i = 0; i < SERIES_SAMPLES + 5; i++)
		series_put(&entry, (float)i, 0, 3 * CLOCK_SECOND / 2);
	assert_int_equal(entry.count, SERIES_SAMPLES);
	assert_int_equal(series_sample(&entry, 0).cpu_percent, SERIES_SAMPLES + 4);
	assert_int_equal(series_sample(&entry, SERIES_SAMPLES - 1).cpu_percent, 5);
	assert_int_equal(series_span(&entry, 10), 15 * CLOCK_SECOND);
	assert_int_equal(series_span(&entry, 1000), SERIES_SAMPLES * 3 * CLOCK_SECOND / 2);
}

static void test_extremes(void **state)
{
	struct series_entry entry = {.key = 1};

	(void)state;
	series_put(&entry, 1e9f, UINT64_MAX, UINT64_MAX / 2);
	assert_int_equal(series_sample(&entry, 0).cpu_percent, UINT16_MAX);
	assert_int_equal(series_sample(&entry, 0).rss, UINT32_MAX);
	series_put(&entry, -1, 1023, 0);
	assert_int_equal(series_sample(&entry, 0).cpu_percent, 0);
	assert_int_equal(series_sample(&entry, 0).rss, 0);
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
