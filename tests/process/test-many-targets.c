/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More groups are chosen at once than there are descriptors. Real processes. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "../lib/process/process_fixture.h"
#include "base/cleanup.h"
#include "base/descriptors.h"
#include "kill/step.h"
#include "scan/scanner.h"

enum {
	GROUPS = 200,
	DESCRIPTORS = 128,
	HARD_LIMIT = 160,
};

static void lead_blocking(void *context)
{
	sigset_t set;

	(void)context;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	if (setpgid(0, 0) < 0 || sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		_exit(1);
}

static const struct snapshot *scan(const struct snapshot *previous)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *snapshot = NULL;

	EXPECT(scanner_new(&scanner) == 0);
	EXPECT(scanner_scan(scanner, previous, &snapshot) == 0);
	return snapshot;
}

/* Chooses them all: returns how many are held by a descriptor. */
static size_t choose(struct targets *targets, const pid_t pids[GROUPS])
{
	size_t exact = 0;

	for (size_t i = 0; i < GROUPS; i++) {
		const struct group *group = snapshot_group(targets->snapshot, pids[i]);

		EXPECT(group && targets_add_group(targets, group) == 0);
		EXPECT(targets->items[i].pin && targets->items[i].error == 0);
		exact += targets->items[i].pin->guarantee == PIN_EXACT;
	}
	return exact;
}

/* Scans, and sends TERM, which all members block. */
static void send_to_all(struct targets *targets, const pid_t pids[GROUPS])
{
	CLEANUP(step_done) struct step step = {.plan = NULL};
	const struct plan_options options = plan_options_for(SIGTERM);
	const struct snapshot *next = scan(targets->snapshot);

	EXPECT(targets_renew(targets, next) == 0);
	snapshot_unref(next);
	EXPECT(step_init(&step, targets, &options) == 0);
	EXPECT(step_open_targets(&step) == GROUPS);
	delivery_hold(step.delivery, kernel_real(), step_pidfds(&step));
	EXPECT(step_send(&step, kernel_real(), false, step_pidfds(&step)) == 0);
	for (size_t i = 0; i < GROUPS; i++) {
		EXPECT(step.delivery->targets[i].result == RESULT_SIGNALLED);
		EXPECT(fixture_has(pids[i], "ShdPnd", SIGTERM));
	}
}

static void more_targets_than_descriptors(void)
{
	const struct rlimit limit = {DESCRIPTORS, DESCRIPTORS};
	const struct snapshot *snapshot;
	struct targets *targets;
	struct self self;
	pid_t pids[GROUPS];
	size_t exact;

	for (size_t i = 0; i < GROUPS; i++)
		pids[i] = child_start(lead_blocking, NULL);
	EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	snapshot = scan(NULL);
	self_init(&self, snapshot);
	EXPECT(targets_new(kernel_real(), &self, snapshot, &targets) == 0);
	exact = choose(targets, pids);
	if (kernel_has_group_flag(kernel_real()))
		EXPECT(exact > DESCRIPTORS / 4 && exact <= DESCRIPTORS / 2);
	send_to_all(targets, pids);
	targets_unref(targets);
	snapshot_unref(snapshot);
	for (size_t i = 0; i < GROUPS; i++)
		child_end(pids[i]);
}

static void test_more_targets_than_descriptors(void **state)
{
	(void)state;
	assert_int_equal(child_run(more_targets_than_descriptors), 0);
}

static void raise_the_limit(void)
{
	const struct rlimit limit = {DESCRIPTORS, HARD_LIMIT};

	EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	EXPECT(descriptors_limit() == DESCRIPTORS);
	descriptors_raise();
	EXPECT(descriptors_limit() == HARD_LIMIT);
}

static void test_raises_the_limit(void **state)
{
	(void)state;
	assert_int_equal(child_run(raise_the_limit), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_more_targets_than_descriptors),
		cmocka_unit_test(test_raises_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
