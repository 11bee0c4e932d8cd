/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/thread.h"

/* Jobs in their order. */
struct queue {
	struct job *first;
	struct job *last; /* good if first is */
	size_t count;
};

struct worker {
	int fd;
	pthread_t thread;
	pthread_cond_t wake; /* there is a job, or it is time to stop */
	pthread_cond_t idle; /* all are done */

	pthread_mutex_t lock; /* for everything below */
	bool stopping;
	const struct job *current; /* that is being done, or NULL */
	bool left; /* by its owner: the thread is the last to have it */
	struct queue waiting;
	struct queue finished;
};

static void put(struct queue *queue, struct job *job)
{
	job->next = NULL;
	if (queue->first)
		queue->last->next = job;
	else
		queue->first = job;
	queue->last = job;
	queue->count++;
}

static struct job *take(struct queue *queue)
{
	struct job *job = queue->first;

	if (job) {
		queue->first = job->next;
		queue->count--;
	}
	return job;
}

static void discard(struct queue *queue)
{
	struct job *job;

	while ((job = take(queue)))
		job->done(job);
}

/* Frees all, when nobody else has it any more. */
static void discard_worker(struct worker *worker)
{
	discard(&worker->waiting);
	discard(&worker->finished);
	pthread_cond_destroy(&worker->wake);
	pthread_cond_destroy(&worker->idle);
	pthread_mutex_destroy(&worker->lock);
	cleanup_close(&worker->fd);
	free(worker);
}

/* ---- The thread ---- */

/* Waits, with the lock held, for the next job; NULL: until the end. */
static struct job *next_job(struct worker *worker)
{
	while (!worker->stopping && !worker->waiting.first) {
		pthread_cond_signal(&worker->idle);
		pthread_cond_wait(&worker->wake, &worker->lock);
	}
	return worker->stopping ? NULL : take(&worker->waiting);
}

static void *work_main(void *context)
{
	struct worker *worker = context;
	struct job *job;
	bool left;

	pthread_mutex_lock(&worker->lock);
	while ((job = next_job(worker))) {
		worker->current = job;
		pthread_mutex_unlock(&worker->lock);
		job->work(job);
		pthread_mutex_lock(&worker->lock);
		worker->current = NULL;
		put(&worker->finished, job);
		eventfd_write(worker->fd, 1);
	}
	left = worker->left;
	pthread_mutex_unlock(&worker->lock);
	if (left)
		discard_worker(worker);
	return NULL;
}

/* ---- Birth and end ---- */

int worker_new(struct worker **ret_worker)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	int r;

	if (!worker)
		return -ENOMEM;
	pthread_mutex_init(&worker->lock, NULL);
	thread_init_condition(&worker->wake);
	thread_init_condition(&worker->idle);
	worker->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	r = worker->fd < 0 ? -errno : thread_start(&worker->thread, work_main, worker);
	if (r < 0)
		discard_worker(worker);
	else
		*ret_worker = worker;
	return r;
}

void worker_free(struct worker *worker)
{
	pthread_t thread;
	bool left;

	if (!worker)
		return;
	thread = worker->thread;
	pthread_mutex_lock(&worker->lock);
	worker->stopping = true;
	worker->left = left = worker->current != NULL;
	pthread_cond_signal(&worker->wake);
	pthread_mutex_unlock(&worker->lock);
	if (left) {
		pthread_detach(thread);
	} else {
		pthread_join(thread, NULL);
		discard_worker(worker);
	}
}

/* ---- For the owner ---- */

int worker_add(struct worker *worker, struct job *job)
{
	int r = 0;

	pthread_mutex_lock(&worker->lock);
	if (worker->waiting.count < WORKER_JOBS_MAX) {
		put(&worker->waiting, job);
		pthread_cond_signal(&worker->wake);
	} else {
		r = -EBUSY;
	}
	pthread_mutex_unlock(&worker->lock);
	return r;
}

int worker_fd(const struct worker *worker)
{
	return worker->fd;
}

void worker_finish(struct worker *worker, void *context)
{
	struct queue finished;
	struct job *job;
	eventfd_t rings;

	eventfd_read(worker->fd, &rings);
	pthread_mutex_lock(&worker->lock);
	finished = worker->finished;
	worker->finished = (struct queue){.first = NULL};
	pthread_mutex_unlock(&worker->lock);
	while ((job = take(&finished))) {
		job->finish(job, context);
		job->done(job);
	}
}

/* With the lock held. */
static bool would_lose(const struct worker *worker)
{
	bool loss = worker->current && worker->current->writes;

	for (const struct job *job = worker->waiting.first; job; job = job->next)
		loss |= job->writes;
	return loss;
}

bool worker_wait(struct worker *worker, uint64_t nanoseconds)
{
	uint64_t until = clock_now(CLOCK_MONOTONIC) + nanoseconds;
	struct timespec deadline = {(time_t)(until / CLOCK_SECOND), (long)(until % CLOCK_SECOND)};
	bool loss;
	int r = 0;

	pthread_mutex_lock(&worker->lock);
	while ((worker->current || worker->waiting.first) && r == 0)
		r = pthread_cond_timedwait(&worker->idle, &worker->lock, &deadline);
	loss = would_lose(worker);
	pthread_mutex_unlock(&worker->lock);
	return !loss;
}

void worker_do(struct job *job, void *context)
{
	job->work(job);
	job->finish(job, context);
	job->done(job);
}
