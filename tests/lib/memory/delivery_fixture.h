/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan and its delivery on a fake kernel, for the tests of both. For cmocka programs. */
#ifndef TESTS_LIB_MEMORY_DELIVERY_FIXTURE_H
#define TESTS_LIB_MEMORY_DELIVERY_FIXTURE_H

#include "fake_kernel.h"
#include "kill/deliver.h"
#include "snapshot_fixture.h"

enum {
	SENDER = 50,
	GROUP = 100,
	OTHER = 200,
	SESSION = 90,
	TARGETS_MAX = 3,
};

/* Two groups of three and two, and a sender in a session of its own. */
struct delivery_fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct pin pins[TARGETS_MAX];
	struct plan *plan;
	struct delivery *delivery;
};

/* For cmocka: *state is the fixture. */
int set_up(void **state);
int tear_down(void **state);

/* The snapshot of now, as the user would have it when asking for the plan. */
void look_again(struct delivery_fixture *fixture);

/* Pins and plans these groups. */
void plan_groups(struct delivery_fixture *fixture, int signal, const pid_t *pgids, size_t count);
#define PLAN(fixture, signal, ...) \
	plan_groups(fixture, signal, (const pid_t[]){__VA_ARGS__}, \
		sizeof((const pid_t[]){__VA_ARGS__}) / sizeof(pid_t))

/* Delivers the plan, without what is protected. */
void deliver_plan(struct delivery_fixture *fixture);
#define PLAN_AND_SEND(fixture, ...) (PLAN(fixture, __VA_ARGS__), deliver_plan(fixture))

enum outcome outcome_of(const struct delivery_fixture *fixture, pid_t pid);
int error_of(const struct delivery_fixture *fixture, pid_t pid);
enum target_result result_of(const struct delivery_fixture *fixture, uint32_t target);

/* The exit status of posse kill if that were all it has done. */
int status_of(const struct delivery_fixture *fixture);

/* The sender may no longer signal that process. */
void deny(struct delivery_fixture *fixture, pid_t pid);

/* Ends and reaps all of GROUP. */
void reap_group(struct fake_kernel *kernel);

#endif
