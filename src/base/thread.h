/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The start of a thread beside the one that has the screen. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>

/* Starts run(context) in a thread of its own, with all signals but those of base/fault.h blocked in
 * it. 0 or -errno. */
int thread_start(pthread_t *ret_thread, void *(*run)(void *context), void *context);

/* A condition that is waited for by CLOCK_MONOTONIC: somebody who sets the clock stops nothing. */
void thread_init_condition(pthread_cond_t *ret_condition);

#endif
