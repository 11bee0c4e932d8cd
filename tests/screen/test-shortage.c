/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where memory runs out while a snapshot is taken in, the screen goes and says why. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "send_fixture.h"

/* There is no memory for the witnesses of a group. */
static bool is_short;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *__wrap_calloc(size_t count, size_t size)
{
	return is_short && size == sizeof(struct process_id) ? NULL : __real_calloc(count, size);
}

static void test_says_why_it_goes(void **state)
{
	(void)state;
	for (const char *key = "kK"; *key; key++) {
		const struct snapshot *next;
		struct send_fixture fixture;

		send_fixture_open(&fixture, "C.UTF-8", 24, 80);
		CANVAS_KEYS(&fixture.canvas, *key);
		assert_int_equal(fixture.canvas.app.depth, 2);
		next = fake_kernel_snapshot(&fixture.fake, fixture.snapshot);
		is_short = true;
		canvas_show(&fixture.canvas, next);
		is_short = false;
		assert_int_equal(fixture.canvas.app.depth, 1);
		assert_true(canvas_find(&fixture.canvas, "There is not enough memory.") > 0);
		assert_int_equal(fixture.fake.open_count, 0);
		send_fixture_close(&fixture);
		snapshot_unref(next);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_says_why_it_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
