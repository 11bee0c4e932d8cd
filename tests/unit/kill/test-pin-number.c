/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A group is held by its number alone, for as long as the kernel cannot have handed that out. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/fake_kernel.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "kill/pin.h"

enum {
	SESSION = 90,
	STRANGER_START = 5000000,
};

/* All members are others than those of the snapshot. The number was not handed out, or may have
 * been. */
static void test_members_too_fast_to_name(void **state)
{
	struct fake_kernel kernel;
	struct machine machine = snapshot_fixture_machine();
	const struct process row = {.pid = 501, .pgid = 500, .sid = SESSION};
	const struct snapshot *snapshot;
	struct pin pin;

	(void)state;
	fake_kernel_init(&kernel);
	machine.pids_before = (struct pid_mark){510, 32768, 1000};
	snapshot = snapshot_fixture_on(&machine, NULL, &row, 1);
	fake_kernel_add(&kernel, snapshot);
	kernel.mark = (struct pid_mark){600, 32768, 1090};
	assert_int_equal(pin_init(&pin, &kernel.table, snapshot, snapshot_group(snapshot, 500)), 0);
	fake_kernel_reap(&kernel, 501);
	assert_int_equal(pin_send(&pin, &kernel.table, SIGTERM), -ESRCH);
	fake_kernel_start(&kernel,
		(struct process_stat){.pid = 590,
			.pgid = 500,
			.sid = SESSION,
			.state = 'S',
			.start = STRANGER_START});
	assert_int_equal(pin_send(&pin, &kernel.table, SIGTERM), 0);
	assert_int_equal(kernel.sends[0].reached, 1);
	/* It has passed the number, or gone round. */
	kernel.mark = (struct pid_mark){505, 32768, 1090};
	assert_int_equal(pin_send(&pin, &kernel.table, SIGTERM), -ESTALE);
	kernel.mark = (struct pid_mark){600, 32768, 100000};
	assert_int_equal(pin_send(&pin, &kernel.table, SIGTERM), -ESTALE);
	/* Whoever has the number got it in a way that was not counted. */
	kernel.mark = (struct pid_mark){600, 32768, 1090};
	fake_kernel_start(&kernel,
		(struct process_stat){.pid = 500,
			.pgid = 500,
			.sid = SESSION,
			.state = 'S',
			.start = STRANGER_START});
	assert_int_equal(pin_send(&pin, &kernel.table, SIGTERM), -ESTALE);
	assert_int_equal(kernel.send_count, 1);
	pin_done(&pin, &kernel.table);
	snapshot_unref(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_too_fast_to_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
