/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the first group call of a send to the last no memory is asked for: there is none, and all
 * real groups are signalled all the same.
 */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "../lib/process/reuse.h"
#include "base/array.h"
#include "kill/step.h"
#include "scan/scanner.h"

enum {
	GROUPS = 6,
};

/* Between the first call and the last: whoever asks for memory is refused, and counted. Volatile,
 * because the compiler knows of malloc that it changes nothing of the program's. */
static volatile struct {
	bool armed;
	unsigned asked;
	unsigned sends;
} shortage;

static bool is_refused(void)
{
	shortage.asked += shortage.armed;
	return shortage.armed;
}

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif

#ifdef HAS_ASAN
/* These calls are the sanitizer's, which tells of them but lets nobody refuse. */
int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void *, size_t),
	void (*free_hook)(const volatile void *));

static void hear_malloc(const volatile void *memory, size_t size)
{
	(void)memory;
	(void)size;
	is_refused();
}

static void hear_free(const volatile void *memory)
{
	(void)memory;
}

static void listen_to_malloc(void)
{
	assert_true(__sanitizer_install_malloc_and_free_hooks(hear_malloc, hear_free) > 0);
}
#else
/* glibc's own, which also its other functions reach by the names below. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static void *refuse(void)
{
	errno = ENOMEM;
	return NULL;
}

void *malloc(size_t size)
{
	return is_refused() ? refuse() : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return is_refused() ? refuse() : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	return is_refused() ? refuse() : __libc_realloc(memory, size);
}

static void listen_to_malloc(void)
{
}
#endif

/* Begins the shortage behind the first call, and ends it at the last. */
static int send(int (*call)(void *context, int whom, int signal), int whom, int signal)
{
	int r;

	if (signal == 0)
		return call(NULL, whom, signal);
	shortage.sends++;
	if (shortage.sends == GROUPS)
		shortage.armed = false;
	r = call(NULL, whom, signal);
	if (shortage.sends == 1)
		shortage.armed = true;
	return r;
}

static int send_through_pidfd(void *context, int pidfd, int signal)
{
	(void)context;
	return send(kernel_real()->pidfd_signal_group, pidfd, signal);
}

static int send_by_number(void *context, pid_t pgid, int signal)
{
	(void)context;
	return send(kernel_real()->killpg, pgid, signal);
}

static void start_groups(struct reuse_group *groups)
{
	for (size_t i = 0; i < GROUPS; i++) {
		reuse_start(&groups[i]);
		if (i % 2 == 0)
			continue;
		/* A leaderless one, whose witnesses are looked for. */
		child_end(groups[i].leader);
		groups[i].leader_reaped = true;
	}
}

static void aim_at(struct targets *targets, const struct reuse_group *groups)
{
	for (size_t i = 0; i < GROUPS; i++)
		assert_int_equal(targets_add_group(targets,
					 snapshot_group(targets->snapshot, groups[i].leader)),
			0);
}

static void test_no_memory_between_the_sends(void **state)
{
	struct kernel kernel = *kernel_real();
	struct plan_options options = plan_options_for(SIGTERM);
	struct reuse_group groups[GROUPS];
	const struct snapshot *snapshot;
	struct scanner *scanner;
	struct targets *targets;
	struct step step;
	struct self self;

	(void)state;
	kernel.pidfd_signal_group = send_through_pidfd;
	kernel.killpg = send_by_number;
	listen_to_malloc();
	start_groups(groups);
	assert_int_equal(scanner_new(&scanner), 0);
	assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	self_init(&self, snapshot);
	assert_int_equal(targets_new(&kernel, &self, snapshot, &targets), 0);
	aim_at(targets, groups);
	assert_int_equal(step_init(&step, targets, &options), 0);
	assert_int_equal(step_send(&step, &kernel, false, 0), 0);

	assert_int_equal(shortage.sends, GROUPS);
	assert_false(shortage.armed);
	assert_int_equal(shortage.asked, 0);
	for (uint32_t i = 0; i < GROUPS; i++)
		assert_int_equal(step.delivery->targets[i].result, RESULT_SIGNALLED);
	step_done(&step);
	targets_unref(targets);
	snapshot_unref(snapshot);
	scanner_free(scanner);
	for (size_t i = 0; i < GROUPS; i++)
		reuse_end(&groups[i]);
}

/* The test can fail: what asks then is seen, and refused where that is possible. */
static void test_the_shortage_is_real(void **state)
{
	void *volatile memory;

	(void)state;
	shortage.asked = 0;
	shortage.armed = true;
	memory = malloc(1);
	shortage.armed = false;
	free(memory);
	assert_int_equal(shortage.asked, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_memory_between_the_sends),
		cmocka_unit_test(test_the_shortage_is_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
