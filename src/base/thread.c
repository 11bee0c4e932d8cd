/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/thread.h"

#include <signal.h>

#include "base/array.h"
#include "base/fault.h"

int thread_start(pthread_t *ret_thread, void *(*run)(void *context), void *context)
{
	static const int faults[] = {FAULT_SIGNALS};
	sigset_t set;
	sigset_t before;
	int r;

	/* The thread inherits the mask: the signals of the program are for its one loop. But a
	 * fault that is blocked kills without the handler that gives the terminal back. */
	sigfillset(&set);
	for (size_t i = 0; i < COUNT(faults); i++)
		sigdelset(&set, faults[i]);
	pthread_sigmask(SIG_SETMASK, &set, &before);
	r = pthread_create(ret_thread, NULL, run, context);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -r;
}

void thread_init_condition(pthread_cond_t *ret_condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(ret_condition, &attributes);
	pthread_condattr_destroy(&attributes);
}
