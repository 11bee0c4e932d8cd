/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process fixture in a cmocka test: what is wrong with it fails the test, what cannot be had here
 * skips it.
 */
#ifndef TESTS_LIB_PROCESS_FIXTURE_TEST_H
#define TESTS_LIB_PROCESS_FIXTURE_TEST_H

#include "process_fixture.h"

/* A process fixture as the state of a test; it is ended whatever becomes of the test. */
int fixture_test_setup(void **state);
int fixture_test_teardown(void **state);
#define FIXTURE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_test_setup, fixture_test_teardown)

/* Starts the group helper with these words. Only ever called from the test itself: it may skip
 * it. */
void fixture_test_start(struct process_fixture *fixture, const char *const words[]);
#define FIXTURE_TEST_START(fixture, ...) \
	fixture_test_start(fixture, (const char *const[]){__VA_ARGS__, NULL})

/* Ends the fixture; nobody is left of it. */
void fixture_test_end(struct process_fixture *fixture);

/* Waits for the line "WORD PID" with this behind it. */
void assert_says(struct process_fixture *fixture, const char *word, pid_t pid, const char *rest);

/* Wait until the process is dead (reaped or not), until it sleeps, until nobody is in the group. */
void assert_dies(pid_t pid);
void assert_sleeps(pid_t pid);
void assert_empties(pid_t pgid);

/* Is it dead, reaped or not? A main thread that ended before others is not. */
bool fixture_is_dead(pid_t pid);

#endif
