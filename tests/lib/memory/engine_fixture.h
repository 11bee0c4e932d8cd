/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A send on a fake kernel, from its plan to its end. For cmocka programs. */
#ifndef TESTS_LIB_MEMORY_ENGINE_FIXTURE_H
#define TESTS_LIB_MEMORY_ENGINE_FIXTURE_H

#include "fake_kernel.h"
#include "kill/send_status.h"

enum {
	SENDER = 50,
	SESSION = 90,
	GROUP = 100,
	OTHER = 200,
	NEWBORN = 300,
	KEPT_MAX = 16,
};

/* One step, as it was kept. */
struct kept {
	int signal;
	size_t survivors; /* of all its targets */
	bool watched;
};

/* A session of three groups: of the leader, of three, and of one; and a sender elsewhere. */
struct fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct targets *targets;
	struct send *send;
	struct kept kept[KEPT_MAX];
	size_t kept_count;
};

/* For cmocka: *state is the fixture. */
int engine_set_up(void **state);
int engine_tear_down(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, engine_set_up, engine_tear_down)

/* Chooses a group, or the whole session, as a target. */
void choose(struct fixture *fixture, pid_t pgid);
void choose_session(struct fixture *fixture);

/* Plans that signal as usual; or for who is left. */
const struct plan *plan(struct fixture *fixture, int signal);
const struct plan *plan_for_the_rest(struct fixture *fixture, int signal);

/* Plans and sends. */
void plan_and_go(struct fixture *fixture, int signal);

/* What the kernel has by now; the fixture has the share. */
const struct snapshot *scan(struct fixture *fixture);
void scan_and_absorb(struct fixture *fixture);

/* A process of the session is born. */
void bear(struct fixture *fixture, pid_t pid, pid_t pgid);

/* Ends and reaps all of GROUP. */
void end_group(struct fixture *fixture);

/* The group call that was made last. */
const struct fake_send *last_call(const struct fixture *fixture);

/* Lets time pass, and looks. */
void pass(struct fixture *fixture, uint64_t nanoseconds);

#endif
