/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a member will do with a signal, by its masks and its state. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "kill/expectation.h"

static enum expectation expect_with_notes(const struct process *process,
	const struct detail *detail, int permission, int signal, unsigned *ret_notes)
{
	const struct expectation_subject subject = {
		.process = process, .detail = detail, .permission = permission};

	return expectation_of(&subject, signal, ret_notes);
}

static enum expectation expect_known(const struct process *process, const struct detail *detail,
	int signal)
{
	return expect_with_notes(process, detail, 0, signal, NULL);
}

static enum expectation expect_of(pid_t pid, char state, uint32_t threads, int permission,
	const struct signal_masks *masks, int signal)
{
	struct process process = {.pid = pid, .pgid = pid, .state = state, .threads = threads};
	struct detail detail = {
		.id = process_identity(&process),
		.alive = true,
		.masks_known = masks != NULL,
		.stat = {.pid = pid, .pgid = pid, .state = state, .threads = threads},
		.masks = masks ? *masks : (struct signal_masks){0},
	};

	return expect_with_notes(&process, &detail, permission, signal, NULL);
}

/* A living member that may be signalled, with the signal in these masks. */
static enum expectation with_masks(unsigned blocked, unsigned ignored, unsigned caught, int signal)
{
	struct signal_masks masks = {
		.blocked = blocked ? SIGNAL_BIT(signal) : 0,
		.ignored = ignored ? SIGNAL_BIT(signal) : 0,
		.caught = caught ? SIGNAL_BIT(signal) : 0,
	};

	return expect_of(100, 'S', 1, 0, &masks, signal);
}

static void test_every_combination_of_masks(void **state)
{
	static const int ordinary[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGTSTP, 34, 64};
	/* By blocked, ignored, caught as bits 2, 1, 0. */
	static const enum expectation expected[] = {EXPECT_DEFAULT, EXPECT_CAUGHT, EXPECT_IGNORED,
		EXPECT_IGNORED, EXPECT_BLOCKED, EXPECT_BLOCKED, EXPECT_BLOCKED, EXPECT_BLOCKED};

	(void)state;
	for (size_t i = 0; i < COUNT(ordinary); i++)
		for (unsigned bits = 0; bits < 8; bits++)
			assert_int_equal(
				with_masks(bits & 4, bits & 2, bits & 1, ordinary[i]),
				expected[bits]);
}

static void test_kill_and_stop_cannot_be_held_off(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 8; bits++) {
		assert_int_equal(with_masks(bits & 4, bits & 2, bits & 1, SIGKILL), EXPECT_DEFAULT);
		assert_int_equal(with_masks(bits & 4, bits & 2, bits & 1, SIGSTOP), EXPECT_DEFAULT);
	}
	/* Not even unknown masks make a difference. */
	assert_int_equal(expect_of(100, 'S', 1, 0, NULL, SIGKILL), EXPECT_DEFAULT);
	assert_int_equal(expect_of(100, 'S', 1, 0, NULL, SIGSTOP), EXPECT_DEFAULT);
}

static void test_continue_continues_who_ignores_it(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 8; bits++)
		assert_int_equal(with_masks(bits & 4, bits & 2, bits & 1, SIGCONT),
			bits & 1 ? EXPECT_CAUGHT : EXPECT_DEFAULT);
}

static void test_other_signals_do_not_matter(void **state)
{
	struct signal_masks all_but = {
		.blocked = ~SIGNAL_BIT(SIGTERM),
		.ignored = ~SIGNAL_BIT(SIGTERM),
		.caught = ~SIGNAL_BIT(SIGTERM),
		.pending = UINT64_MAX,
	};

	(void)state;
	assert_int_equal(expect_of(100, 'S', 1, 0, &all_but, SIGTERM), EXPECT_DEFAULT);
}

static void test_init_of_a_namespace(void **state)
{
	struct signal_masks none = {0};
	struct signal_masks handler = {.caught = SIGNAL_BIT(SIGTERM)};

	(void)state;
	assert_int_equal(expect_of(1, 'S', 1, 0, &none, SIGTERM), EXPECT_IGNORED);
	assert_int_equal(expect_of(1, 'S', 1, 0, &none, SIGKILL), EXPECT_IGNORED);
	assert_int_equal(expect_of(1, 'S', 1, 0, &none, SIGSTOP), EXPECT_IGNORED);
	assert_int_equal(expect_of(1, 'S', 1, 0, &handler, SIGTERM), EXPECT_CAUGHT);
	assert_int_equal(expect_of(1, 'S', 1, 0, &handler, SIGINT), EXPECT_IGNORED);
	/* Nothing is promised of an init whose masks are unknown. */
	assert_int_equal(expect_of(1, 'S', 1, 0, NULL, SIGKILL), EXPECT_UNKNOWN);
}

static void test_zombies(void **state)
{
	struct signal_masks none = {0};

	(void)state;
	assert_int_equal(expect_of(100, 'Z', 0, 0, &none, SIGKILL), EXPECT_ZOMBIE);
	assert_int_equal(expect_of(100, 'Z', 1, 0, &none, SIGTERM), EXPECT_ZOMBIE);
	assert_int_equal(expect_of(100, 'X', 0, 0, &none, SIGTERM), EXPECT_ZOMBIE);
	/* Who may not signal it need not know: it has ended. */
	assert_int_equal(expect_of(100, 'Z', 0, -EPERM, &none, SIGTERM), EXPECT_ZOMBIE);
	/* The main thread has exited, others run: it lives and takes signals. */
	assert_int_equal(expect_of(100, 'Z', 2, 0, &none, SIGTERM), EXPECT_DEFAULT);
	assert_int_equal(expect_of(100, 'Z', 9, 0, &none, SIGKILL), EXPECT_DEFAULT);
}

/* The look at the details is the later one. */
static void test_zombie_since_the_scan(void **state)
{
	struct process process = {.pid = 100, .pgid = 100, .state = 'S', .threads = 1};
	struct detail detail = {.alive = true, .masks_known = true,
		.stat = {.pid = 100, .pgid = 100, .state = 'Z', .threads = 1}};

	(void)state;
	assert_int_equal(expect_known(&process, &detail, SIGTERM), EXPECT_ZOMBIE);
}

static void test_denied(void **state)
{
	struct signal_masks ignores = {.ignored = SIGNAL_BIT(SIGTERM)};

	(void)state;
	assert_int_equal(expect_of(100, 'S', 1, -EPERM, &ignores, SIGTERM), EXPECT_DENIED);
	assert_int_equal(expect_of(100, 'S', 1, -EPERM, NULL, SIGKILL), EXPECT_DENIED);
}

static void test_unknown_masks(void **state)
{
	struct process process = {.pid = 100, .pgid = 100, .state = 'S', .threads = 1};

	(void)state;
	assert_int_equal(expect_of(100, 'S', 1, 0, NULL, SIGTERM), EXPECT_UNKNOWN);
	assert_int_equal(expect_known(&process, NULL, SIGTERM), EXPECT_UNKNOWN);
	assert_int_equal(expect_known(&process, NULL, SIGCONT), EXPECT_UNKNOWN);
	assert_int_equal(expect_known(&process, NULL, SIGKILL), EXPECT_DEFAULT);
}

/* ---- What is said beside it ---- */

/* A member in that state with these masks, in a group that is orphaned or not. */
static enum expectation note(char state, bool is_init, bool orphaned, struct signal_masks masks,
	int signal, unsigned *ret_notes)
{
	struct process process = {.pid = 100, .pgid = 100, .state = state, .threads = 1};
	struct detail detail = {.id = process_identity(&process), .alive = true,
		.masks_known = true, .is_init = is_init, .masks = masks,
		.stat = {.pid = 100, .pgid = 100, .state = state, .threads = 1}};
	const struct expectation_subject subject = {
		.process = &process, .detail = &detail, .orphaned = orphaned};

	return expectation_of(&subject, signal, ret_notes);
}

static void test_nothing_beside_it(void **state)
{
	struct signal_masks none = {0};
	unsigned notes = 99;

	(void)state;
	assert_int_equal(note('S', false, false, none, SIGTERM, &notes), EXPECT_DEFAULT);
	assert_int_equal(notes, 0);
}

static void test_pending(void **state)
{
	struct signal_masks masks = {
		.blocked = SIGNAL_BIT(SIGTERM), .pending = SIGNAL_BIT(SIGTERM)};
	unsigned notes;

	(void)state;
	assert_int_equal(note('S', false, false, masks, SIGTERM, &notes), EXPECT_BLOCKED);
	assert_int_equal(notes, NOTE_PENDING);
	note('S', false, false, masks, SIGHUP, &notes);
	assert_int_equal(notes, 0);
}

static void test_stopped(void **state)
{
	static const int at_once[] = {SIGKILL, SIGCONT, SIGSTOP};
	struct signal_masks none = {0};
	unsigned notes;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		note("Tt"[i], false, false, none, SIGTERM, &notes);
		assert_int_equal(notes, NOTE_STOPPED);
	}
	for (size_t i = 0; i < 3; i++) {
		note('T', false, false, none, at_once[i], &notes);
		assert_int_equal(notes, 0);
	}
}

static void test_uninterruptible(void **state)
{
	struct signal_masks none = {0};
	unsigned notes;

	(void)state;
	assert_int_equal(note('D', false, false, none, SIGKILL, &notes), EXPECT_DEFAULT);
	assert_int_equal(notes, NOTE_DISK);
}

/* The init of a container, seen from outside: only KILL and STOP are sure to reach it. */
static void test_init_of_an_inner_namespace(void **state)
{
	struct signal_masks none = {0};
	struct signal_masks handler = {.caught = SIGNAL_BIT(SIGTERM)};
	unsigned notes;

	(void)state;
	assert_int_equal(note('S', true, false, none, SIGTERM, &notes), EXPECT_IGNORED);
	assert_int_equal(notes, NOTE_INIT);
	assert_int_equal(note('S', true, false, handler, SIGTERM, &notes), EXPECT_CAUGHT);
	assert_int_equal(notes, 0);
	assert_int_equal(note('S', true, false, none, SIGKILL, &notes), EXPECT_DEFAULT);
	assert_int_equal(note('S', true, false, none, SIGSTOP, &notes), EXPECT_DEFAULT);
	assert_int_equal(note('T', true, false, none, SIGCONT, &notes), EXPECT_DEFAULT);
}

/* The kernel throws the default action of these away in an orphaned group; a handler still runs. */
static void test_stop_signals_to_an_orphaned_group(void **state)
{
	static const int discarded[] = {SIGTSTP, SIGTTIN, SIGTTOU};
	unsigned notes;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct signal_masks none = {0};
		struct signal_masks handler = {.caught = SIGNAL_BIT(discarded[i])};

		assert_int_equal(
			note('S', false, true, none, discarded[i], &notes), EXPECT_IGNORED);
		assert_int_equal(notes, NOTE_DISCARDED);
		assert_int_equal(
			note('S', false, false, none, discarded[i], &notes), EXPECT_DEFAULT);
		assert_int_equal(
			note('S', false, true, handler, discarded[i], &notes), EXPECT_CAUGHT);
		assert_int_equal(notes, 0);
	}
	assert_int_equal(note('S', false, true, (struct signal_masks){0}, SIGSTOP, &notes),
		EXPECT_DEFAULT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_combination_of_masks),
		cmocka_unit_test(test_kill_and_stop_cannot_be_held_off),
		cmocka_unit_test(test_continue_continues_who_ignores_it),
		cmocka_unit_test(test_other_signals_do_not_matter),
		cmocka_unit_test(test_init_of_a_namespace),
		cmocka_unit_test(test_zombies),
		cmocka_unit_test(test_zombie_since_the_scan),
		cmocka_unit_test(test_denied),
		cmocka_unit_test(test_unknown_masks),
		cmocka_unit_test(test_nothing_beside_it),
		cmocka_unit_test(test_pending),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_uninterruptible),
		cmocka_unit_test(test_init_of_an_inner_namespace),
		cmocka_unit_test(test_stop_signals_to_an_orphaned_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
