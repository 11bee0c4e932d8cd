/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan and its delivery on a fake kernel, for the tests of both. For cmocka programs. */
#ifndef TESTS_LIB_DELIVERY_SCENE_H
#define TESTS_LIB_DELIVERY_SCENE_H

#include "fake_kernel.h"
#include "kill/deliver.h"
#include "made_up.h"

enum {
	SENDER = 50,
	GROUP = 100,
	OTHER = 200,
	SESSION = 90,
	TARGETS_MAX = 3,
};

/* Two groups of three and two, and a sender in a session of its own. */
struct scene {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct pin pins[TARGETS_MAX];
	struct plan *plan;
	struct delivery *delivery;
};

/* For cmocka: *state is the scene. */
int set_up(void **state);
int tear_down(void **state);

/* The snapshot of now, as the user would have it when asking for the plan. */
void look_again(struct scene *scene);

/* Pins and plans these groups. */
void plan_groups(struct scene *scene, int signal, const pid_t *pgids, size_t count);
#define PLAN(scene, signal, ...)                                                                   \
	plan_groups(scene, signal, (const pid_t[]){__VA_ARGS__},                                   \
		sizeof((const pid_t[]){__VA_ARGS__}) / sizeof(pid_t))

/* Delivers the plan, without what is protected. */
void deliver_plan(struct scene *scene);
#define PLAN_AND_SEND(scene, ...) (PLAN(scene, __VA_ARGS__), deliver_plan(scene))

enum outcome outcome_of(const struct scene *scene, pid_t pid);
int error_of(const struct scene *scene, pid_t pid);
enum target_result result_of(const struct scene *scene, uint32_t target);

/* The exit status of posse kill if that were all it has done. */
int status_of(const struct scene *scene);

/* The sender may no longer signal that process. */
void deny(struct scene *scene, pid_t pid);

/* Ends and reaps all of GROUP. */
void reap_group(struct fake_kernel *kernel);

#endif
