/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When the next scan is due. Milliseconds stand for nanoseconds times a million. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "scan/pace.h"

#define MS CLOCK_MILLISECOND

static void first_at_once_second_soon(void **state)
{
	struct pace pace = {0};

	(void)state;
	assert_int_equal(pace_due(&pace, 1500 * MS, true), 0);
	pace = (struct pace){.began = 1000 * MS, .ended = 1010 * MS, .cpu = 10 * MS, .scans = 1};
	assert_int_equal(pace_due(&pace, 1500 * MS, true), 1510 * MS);
	/* A short interval is shorter than soon. */
	assert_int_equal(pace_due(&pace, 200 * MS, true), 1200 * MS);
}

static void later_ones_at_the_interval(void **state)
{
	struct pace pace = {.began = 1000 * MS, .ended = 1010 * MS, .cpu = 10 * MS, .scans = 2};

	(void)state;
	assert_int_equal(pace_due(&pace, 1500 * MS, true), 2500 * MS);
}

static void stretched_to_a_tenth_of_a_processor(void **state)
{
	struct pace pace = {.began = 1000 * MS, .ended = 1310 * MS, .cpu = 300 * MS, .scans = 2};

	(void)state;
	assert_int_equal(pace_interval(&pace, 1500 * MS, true), 3000 * MS);
	assert_int_equal(pace_due(&pace, 1500 * MS, true), 4000 * MS);
	assert_int_equal(pace_interval(&pace, 5000 * MS, true), 5000 * MS);
	assert_int_equal(pace_interval(&pace, 1500 * MS, false), 1500 * MS);
	assert_int_equal(pace_due(&pace, 1500 * MS, false), 2500 * MS);
}

/* Even without the limit, half as long as a scan took is free. */
static void rests_between_long_scans(void **state)
{
	struct pace pace = {.began = 1000 * MS, .ended = 3000 * MS, .cpu = 10 * MS, .scans = 2};

	(void)state;
	assert_int_equal(pace_due(&pace, 1500 * MS, false), 4000 * MS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_at_once_second_soon),
		cmocka_unit_test(later_ones_at_the_interval),
		cmocka_unit_test(stretched_to_a_tenth_of_a_processor),
		cmocka_unit_test(rests_between_long_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
