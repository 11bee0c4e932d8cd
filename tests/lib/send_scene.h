/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A send on a fake kernel, from its plan to its end. For cmocka programs. */
#ifndef TESTS_LIB_SEND_SCENE_H
#define TESTS_LIB_SEND_SCENE_H

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
struct scene {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct targets *targets;
	struct send *send;
	struct kept kept[KEPT_MAX];
	size_t kept_count;
};

/* For cmocka: *state is the scene. */
int set_up(void **state);
int tear_down(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Chooses a group, or the whole session, as a target. */
void choose(struct scene *scene, pid_t pgid);
void choose_session(struct scene *scene);

/* Plans that signal as usual; or for who is left. */
const struct plan *plan(struct scene *scene, int signal);
const struct plan *plan_for_the_rest(struct scene *scene, int signal);

/* Plans and sends. */
void plan_and_go(struct scene *scene, int signal);

/* What the kernel has by now; the scene has the share. */
const struct snapshot *scan(struct scene *scene);
void scan_and_absorb(struct scene *scene);

/* A process of the session is born. */
void bear(struct scene *scene, pid_t pid, pid_t pgid);

/* Ends and reaps all of GROUP. */
void end_group(struct scene *scene);

/* The group call that was made last. */
const struct fake_send *last_call(const struct scene *scene);

/* Lets time pass, and looks. */
void pass(struct scene *scene, uint64_t nanoseconds);

#endif
