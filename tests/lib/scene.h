/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stage in a cmocka test: what is wrong with it fails the test, what cannot be played skips
 * it. */
#ifndef TESTS_LIB_SCENE_H
#define TESTS_LIB_SCENE_H

#include "stage.h"

/* A stage as the state of a test; it is ended whatever becomes of the test. */
int scene_setup(void **state);
int scene_teardown(void **state);
#define SCENE_TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

/* Starts the troupe with these words. Only ever called from the test itself: it may skip it. */
void scene_start(struct stage *stage, const char *const words[]);
#define SCENE_START(stage, ...) scene_start(stage, (const char *const[]){__VA_ARGS__, NULL})

/* Ends the stage; nobody is left of it. */
void scene_end(struct stage *stage);

/* Waits for the line "WORD PID" with this behind it. */
void scene_says(struct stage *stage, const char *word, pid_t pid, const char *rest);

/* Wait until the process is dead (reaped or not), until it sleeps, until nobody is in the group. */
void scene_dies(pid_t pid);
void scene_sleeps(pid_t pid);
void scene_empties(pid_t pgid);

/* Is it dead, reaped or not? A main thread that ended before others is not. */
bool scene_is_dead(pid_t pid);

#endif
