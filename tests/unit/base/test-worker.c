/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The thread for what may wait: the order of jobs, who is told where, and a job that never ends. */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/worker.h"

enum {
	PATIENCE_MS = 20000, /* far above what a busy machine needs */
	MANY = 40,
};

/* What the jobs did, and where. */
struct log {
	int told[MANY]; /* numbers of jobs, in the order in which they were told of */
	int count;
	int worked; /* so many jobs were begun */
	int freed;
	int tells_freed; /* a descriptor that gets a byte for each; 0: none */
	pthread_t worked_on; /* the thread of the last job */
	pthread_t told_on;
	sigset_t mask; /* of the thread of the last job */
};

struct test_job {
	struct job job;
	struct log *log;
	int number;
	int waits_for; /* a descriptor to be readable; -1: nothing */
	int tells_begun; /* a descriptor that gets a byte; 0: none */
	pid_t sleeper; /* a thread that is to sleep before the job ends; 0: none */
};

/* Until the thread waits for something. */
static void wait_until_asleep(pid_t thread)
{
	char path[64];
	char line[512] = "";

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", thread);
	while (!strstr(line, ") S ")) {
		FILE *file = fopen(path, "r");

		assert_non_null(file);
		assert_non_null(fgets(line, sizeof(line), file));
		fclose(file);
		sched_yield();
	}
}

static void work(struct job *job)
{
	struct test_job *self = (struct test_job *)job;
	char byte;

	self->log->worked++;
	if (self->tells_begun > 0)
		assert_int_equal(write(self->tells_begun, "x", 1), 1);
	if (self->waits_for >= 0)
		assert_int_equal(read(self->waits_for, &byte, 1), 1);
	if (self->sleeper > 0)
		wait_until_asleep(self->sleeper);
	self->log->worked_on = pthread_self();
	pthread_sigmask(SIG_SETMASK, NULL, &self->log->mask);
	job->result = -self->number;
}

static void finish(struct job *job, void *context)
{
	struct log *log = context;

	assert_ptr_equal(context, ((struct test_job *)job)->log);
	log->told[log->count++] = -job->result;
	log->told_on = pthread_self();
}

static void done(struct job *job)
{
	struct log *log = ((struct test_job *)job)->log;

	free(job);
	log->freed++;
	if (log->tells_freed > 0)
		assert_int_equal(write(log->tells_freed, "x", 1), 1);
}

static struct job *job_new(struct log *log, int number, int waits_for)
{
	struct test_job *job = calloc(1, sizeof(*job));

	assert_non_null(job);
	*job = (struct test_job){
		.job = {.work = work, .finish = finish, .done = done, .writes = true},
		.log = log,
		.number = number,
		.waits_for = waits_for,
	};
	return &job->job;
}

static struct worker *start(void)
{
	struct worker *worker = NULL;

	assert_int_equal(worker_new(&worker), 0);
	return worker;
}

/* Until so many have been told of. */
static void wait_for(struct worker *worker, struct log *log, int count)
{
	struct pollfd bell = {.fd = worker_fd(worker), .events = POLLIN};

	while (log->count < count) {
		assert_int_equal(poll(&bell, 1, PATIENCE_MS), 1);
		worker_finish(worker, log);
	}
}

static void test_one_after_another(void **state)
{
	struct worker *worker = start();
	struct log log = {.count = 0};

	(void)state;
	for (int i = 0; i < MANY; i++)
		assert_int_equal(worker_add(worker, job_new(&log, i, -1)), 0);
	wait_for(worker, &log, MANY);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(log.told[i], i);
	assert_int_equal(log.freed, MANY);
	worker_free(worker);
}

/* Work is done elsewhere; what came of it is told here. */
static void test_whose_thread(void **state)
{
	struct worker *worker = start();
	struct log log = {.count = 0};

	(void)state;
	assert_int_equal(worker_add(worker, job_new(&log, 1, -1)), 0);
	wait_for(worker, &log, 1);
	assert_false(pthread_equal(log.worked_on, pthread_self()));
	assert_true(pthread_equal(log.told_on, pthread_self()));
	assert_true(sigismember(&log.mask, SIGTERM));
	assert_true(sigismember(&log.mask, SIGWINCH));
	assert_false(sigismember(&log.mask, SIGSEGV));
	worker_free(worker);
}

/* A job that waits holds up those behind it, and nobody else. */
static void test_job_that_waits(void **state)
{
	struct worker *worker = start();
	struct log log = {.count = 0};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(worker_add(worker, job_new(&log, 1, ends[0])), 0);
	assert_int_equal(worker_add(worker, job_new(&log, 2, -1)), 0);
	assert_false(worker_wait(worker, 0));
	worker_finish(worker, &log);
	assert_int_equal(log.count, 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_true(worker_wait(worker, PATIENCE_MS * CLOCK_MILLISECOND));
	worker_finish(worker, &log);
	assert_int_equal(log.count, 2);
	worker_free(worker);
	close(ends[0]);
	close(ends[1]);
}

/* A job that is being done until a byte comes. */
struct held_job {
	struct test_job *test;
	int ends[2];
	int begun[2];
};

static void hold(struct worker *worker, struct log *log, bool writes, struct held_job *held)
{
	struct job *job;
	char byte;

	assert_int_equal(pipe(held->ends), 0);
	assert_int_equal(pipe(held->begun), 0);
	job = job_new(log, 1, held->ends[0]);
	job->writes = writes;
	held->test = (struct test_job *)job;
	held->test->tells_begun = held->begun[1];
	assert_int_equal(worker_add(worker, job), 0);
	assert_int_equal(read(held->begun[0], &byte, 1), 1);
}

static void let_go(struct held_job *held)
{
	assert_int_equal(write(held->ends[1], "x", 1), 1);
}

static void close_held(struct held_job *held)
{
	for (int i = 0; i < 2; i++) {
		close(held->ends[i]);
		close(held->begun[i]);
	}
}

/* Whoever waits is woken when all is done, and not by the end of their patience. */
static void test_wakes_who_waits(void **state)
{
	uint64_t deadline = clock_now(CLOCK_MONOTONIC) + PATIENCE_MS * CLOCK_MILLISECOND;
	struct worker *worker = start();
	struct log log = {.count = 0};
	struct held_job held;

	(void)state;
	hold(worker, &log, true, &held);
	held.test->sleeper = gettid();
	let_go(&held);
	assert_true(worker_wait(worker, PATIENCE_MS * CLOCK_MILLISECOND));
	assert_true(clock_now(CLOCK_MONOTONIC) < deadline);
	worker_free(worker);
	assert_int_equal(log.worked, 1);
	close_held(&held);
}

static void add(struct worker *worker, struct log *log, int number, bool writes)
{
	struct job *job = job_new(log, number, -1);

	job->writes = writes;
	assert_int_equal(worker_add(worker, job), 0);
}

/* It is no loss when what only reads is not done; neither the job under way nor those behind it. */
static void test_what_would_be_lost(void **state)
{
	(void)state;
	for (int writes = 0; writes < 2; writes++) {
		struct worker *worker = start();
		struct log log = {.count = 0};
		struct held_job held;

		hold(worker, &log, writes, &held);
		assert_int_equal(worker_wait(worker, CLOCK_MILLISECOND), !writes);
		add(worker, &log, 2, false);
		assert_int_equal(worker_wait(worker, CLOCK_MILLISECOND), !writes);
		add(worker, &log, 3, true);
		assert_false(worker_wait(worker, CLOCK_MILLISECOND));
		let_go(&held);
		wait_for(worker, &log, 3);
		worker_free(worker);
		close_held(&held);
	}
}

/* What cannot be done is refused, and stays the caller's. */
static void test_too_many(void **state)
{
	struct worker *worker = start();
	struct log log = {.count = 0};
	struct job *job;
	int ends[2];
	int taken = 0;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(worker_add(worker, job_new(&log, 0, ends[0])), 0);
	while (worker_add(worker, job = job_new(&log, 1, -1)) == 0)
		taken++;
	assert_int_equal(worker_add(worker, job), -EBUSY);
	assert_in_range(taken, WORKER_JOBS_MAX - 1, WORKER_JOBS_MAX);
	job->done(job);
	assert_int_equal(log.freed, 1);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_true(worker_wait(worker, PATIENCE_MS * CLOCK_MILLISECOND));
	/* What is done and was not told of is freed, too. */
	worker_free(worker);
	assert_int_equal(log.freed, 1 + 1 + taken);
	close(ends[0]);
	close(ends[1]);
}

/* Until this thread is the only one. */
static void wait_for_the_end(void)
{
	uint64_t deadline = clock_now(CLOCK_MONOTONIC) + PATIENCE_MS * CLOCK_MILLISECOND;
	struct stat status;

	do {
		assert_true(clock_now(CLOCK_MONOTONIC) < deadline);
		sched_yield();
		assert_int_equal(stat("/proc/self/task", &status), 0);
	} while (status.st_nlink > 3); /* one, "." and ".." */
}

/* Whoever leaves does not wait for a job that goes on; nobody is told of it, and all is freed. */
static void test_left_to_itself(void **state)
{
	struct worker *worker = start();
	struct log log = {.count = 0};
	struct pollfd bell = {.fd = worker_fd(worker), .events = POLLIN};
	struct pollfd freed;
	int ends[2];
	int freeings[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(pipe(freeings), 0);
	assert_int_equal(worker_add(worker, job_new(&log, 1, -1)), 0);
	assert_int_equal(worker_add(worker, job_new(&log, 2, ends[0])), 0);
	assert_int_equal(poll(&bell, 1, PATIENCE_MS), 1);
	assert_int_equal(worker_add(worker, job_new(&log, 3, -1)), 0);
	assert_false(worker_wait(worker, CLOCK_MILLISECOND));
	worker_finish(worker, &log);
	assert_int_equal(log.count, 1);
	log.tells_freed = freeings[1];
	worker_free(worker);
	assert_int_equal(log.count, 1);
	assert_int_equal(write(ends[1], "x", 1), 1);
	freed = (struct pollfd){.fd = freeings[0], .events = POLLIN};
	for (char byte, left = 2; left > 0; left--) {
		assert_int_equal(poll(&freed, 1, PATIENCE_MS), 1);
		assert_int_equal(read(freeings[0], &byte, 1), 1);
	}
	wait_for_the_end();
	assert_int_equal(log.count, 1);
	assert_int_equal(log.worked, 2);
	for (int i = 0; i < 2; i++) {
		close(ends[i]);
		close(freeings[i]);
	}
}

static void test_without_a_thread(void **state)
{
	struct log log = {.count = 0};

	(void)state;
	worker_do(job_new(&log, 7, -1), &log);
	assert_int_equal(log.told[0], 7);
	assert_int_equal(log.freed, 1);
	assert_true(pthread_equal(log.worked_on, pthread_self()));
	worker_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_after_another),
		cmocka_unit_test(test_whose_thread),
		cmocka_unit_test(test_job_that_waits),
		cmocka_unit_test(test_wakes_who_waits),
		cmocka_unit_test(test_what_would_be_lost),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_left_to_itself),
		cmocka_unit_test(test_without_a_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
