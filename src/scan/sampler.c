/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/sampler.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/thread.h"
#include "scan/inspect.h"
#include "scan/pace.h"
#include "scan/scanner.h"

/* What sampler_inspect asked for. */
struct request {
	struct process_id *ids; /* owned */
	size_t count;
	unsigned want;
	uint64_t serial;
};

struct sampler {
	struct scanner *scanner; /* the scan thread's alone */
	int fd;
	pthread_t scan_thread;
	pthread_t inspect_thread;
	pthread_cond_t scan_wake;
	pthread_cond_t inspect_wake;

	pthread_mutex_t lock; /* for everything below */
	bool stopping;
	uint64_t interval;
	uint64_t stretched; /* the interval that the last scan leaves room for */
	bool limit;
	bool scan_asked;
	unsigned want; /* see sampler_want */
	bool inspect_asked;
	struct request request; /* if inspect_asked */
	const struct snapshot *fresh; /* not yet taken, or NULL */
	int error; /* of the last scan */
	struct detail_set *answer; /* not yet taken, or NULL */
	uint64_t answer_serial;
};

/* ---- The scan thread ---- */

/* Waits, with the lock held, until it is time to scan; false: until the end. */
static bool wait_for_scan(struct sampler *sampler, const struct pace *pace)
{
	while (!sampler->stopping && !sampler->scan_asked) {
		uint64_t due = pace_due(pace, sampler->interval, sampler->limit);
		struct timespec until = {(time_t)(due / CLOCK_SECOND), (long)(due % CLOCK_SECOND)};

		if (due <= clock_now(CLOCK_MONOTONIC))
			break;
		pthread_cond_timedwait(&sampler->scan_wake, &sampler->lock, &until);
	}
	sampler->scan_asked = false;
	return !sampler->stopping;
}

/* Puts the snapshot, or the reason why there is none, into the slot; takes over the share. */
static void hand_over(struct sampler *sampler, const struct snapshot *snapshot, int error)
{
	const struct snapshot *old = NULL;

	pthread_mutex_lock(&sampler->lock);
	sampler->error = error;
	if (snapshot) {
		old = sampler->fresh;
		sampler->fresh = snapshot;
	}
	pthread_mutex_unlock(&sampler->lock);
	snapshot_unref(old);
	eventfd_write(sampler->fd, 1);
}

/* One scan; *previous is replaced by what it found. */
static void scan_once(struct sampler *sampler, const struct snapshot **previous)
{
	const struct snapshot *snapshot = NULL;
	int r = scanner_scan(sampler->scanner, *previous, &snapshot);

	if (r < 0) {
		hand_over(sampler, NULL, r);
		return;
	}
	snapshot_unref(*previous);
	*previous = snapshot_ref(snapshot);
	hand_over(sampler, snapshot, 0);
}

static void *scan_main(void *context)
{
	struct sampler *sampler = context;
	CLEANUP(snapshot_unrefp) const struct snapshot *previous = NULL;
	struct pace pace = {0};
	uint64_t cpu;

	pthread_mutex_lock(&sampler->lock);
	while (wait_for_scan(sampler, &pace)) {
		scanner_want(sampler->scanner, sampler->want);
		pthread_mutex_unlock(&sampler->lock);
		pace.began = clock_now(CLOCK_MONOTONIC);
		cpu = clock_now(CLOCK_THREAD_CPUTIME_ID);
		scan_once(sampler, &previous);
		pace.cpu = clock_now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		pace.ended = clock_now(CLOCK_MONOTONIC);
		if (pace.scans < 2)
			pace.scans++;
		pthread_mutex_lock(&sampler->lock);
		sampler->stretched = pace_interval(&pace, sampler->interval, sampler->limit);
	}
	pthread_mutex_unlock(&sampler->lock);
	return NULL;
}

/* ---- The inspect thread ---- */

static void answer(struct sampler *sampler, const struct request *request)
{
	struct detail_set *set = NULL;
	struct detail_set *old;

	if (inspect_processes(request->ids, request->count, request->want, &set) < 0)
		set = calloc(1, sizeof(*set));
	if (!set)
		return;
	pthread_mutex_lock(&sampler->lock);
	old = sampler->answer;
	sampler->answer = set;
	sampler->answer_serial = request->serial;
	pthread_mutex_unlock(&sampler->lock);
	detail_set_free(old);
	eventfd_write(sampler->fd, 1);
}

static void *inspect_main(void *context)
{
	struct sampler *sampler = context;

	pthread_mutex_lock(&sampler->lock);
	for (;;) {
		struct request request;

		while (!sampler->stopping && !sampler->inspect_asked)
			pthread_cond_wait(&sampler->inspect_wake, &sampler->lock);
		if (sampler->stopping)
			break;
		request = sampler->request;
		sampler->request = (struct request){0};
		sampler->inspect_asked = false;
		pthread_mutex_unlock(&sampler->lock);
		answer(sampler, &request);
		free(request.ids);
		pthread_mutex_lock(&sampler->lock);
	}
	pthread_mutex_unlock(&sampler->lock);
	return NULL;
}

/* ---- Birth and end ---- */

static void tell_to_stop(struct sampler *sampler)
{
	pthread_mutex_lock(&sampler->lock);
	sampler->stopping = true;
	pthread_cond_signal(&sampler->scan_wake);
	pthread_cond_signal(&sampler->inspect_wake);
	pthread_mutex_unlock(&sampler->lock);
}

static int start_threads(struct sampler *sampler)
{
	int r = thread_start(&sampler->scan_thread, scan_main, sampler);

	if (r < 0)
		return r;
	r = thread_start(&sampler->inspect_thread, inspect_main, sampler);
	if (r < 0) {
		tell_to_stop(sampler);
		pthread_join(sampler->scan_thread, NULL);
	}
	return r;
}

/* Frees what is left once no thread runs. */
static void sampler_discard(struct sampler *sampler)
{
	pthread_cond_destroy(&sampler->scan_wake);
	pthread_cond_destroy(&sampler->inspect_wake);
	pthread_mutex_destroy(&sampler->lock);
	snapshot_unref(sampler->fresh);
	detail_set_free(sampler->answer);
	free(sampler->request.ids);
	scanner_free(sampler->scanner);
	cleanup_close(&sampler->fd);
	free(sampler);
}

int sampler_new(uint64_t interval, struct sampler **ret_sampler)
{
	struct sampler *sampler = calloc(1, sizeof(*sampler));
	int r;

	if (!sampler)
		return -ENOMEM;
	pthread_mutex_init(&sampler->lock, NULL);
	thread_init_condition(&sampler->scan_wake);
	thread_init_condition(&sampler->inspect_wake);
	sampler->interval = interval;
	sampler->stretched = interval;
	sampler->limit = true;
	sampler->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	r = sampler->fd < 0 ? -errno : scanner_new(&sampler->scanner);
	if (r == 0)
		r = start_threads(sampler);
	if (r < 0) {
		sampler_discard(sampler);
		return r;
	}
	*ret_sampler = sampler;
	return 0;
}

void sampler_free(struct sampler *sampler)
{
	if (!sampler)
		return;
	tell_to_stop(sampler);
	pthread_join(sampler->scan_thread, NULL);
	pthread_join(sampler->inspect_thread, NULL);
	sampler_discard(sampler);
}

/* ---- For the owner ---- */

int sampler_fd(const struct sampler *sampler)
{
	return sampler->fd;
}

void sampler_acknowledge(struct sampler *sampler)
{
	eventfd_t rings;

	eventfd_read(sampler->fd, &rings);
}

const struct snapshot *sampler_take(struct sampler *sampler, int *ret_error)
{
	const struct snapshot *snapshot;

	pthread_mutex_lock(&sampler->lock);
	snapshot = TAKE(sampler->fresh);
	*ret_error = snapshot ? 0 : sampler->error;
	pthread_mutex_unlock(&sampler->lock);
	return snapshot;
}

int sampler_inspect(struct sampler *sampler, const struct process_id *ids, size_t count,
	unsigned want, uint64_t serial)
{
	struct request request = {.count = count, .want = want, .serial = serial};
	struct process_id *old;

	if (count > 0) {
		request.ids = calloc(count, sizeof(*ids));
		if (!request.ids)
			return -ENOMEM;
		memcpy(request.ids, ids, count * sizeof(*ids));
	}
	pthread_mutex_lock(&sampler->lock);
	old = sampler->request.ids;
	sampler->request = request;
	sampler->inspect_asked = true;
	pthread_cond_signal(&sampler->inspect_wake);
	pthread_mutex_unlock(&sampler->lock);
	free(old);
	return 0;
}

struct detail_set *sampler_take_details(struct sampler *sampler, uint64_t *ret_serial)
{
	struct detail_set *set;

	pthread_mutex_lock(&sampler->lock);
	set = TAKE(sampler->answer);
	if (set)
		*ret_serial = sampler->answer_serial;
	pthread_mutex_unlock(&sampler->lock);
	return set;
}

void sampler_scan_now(struct sampler *sampler)
{
	pthread_mutex_lock(&sampler->lock);
	sampler->scan_asked = true;
	pthread_cond_signal(&sampler->scan_wake);
	pthread_mutex_unlock(&sampler->lock);
}

void sampler_set_interval(struct sampler *sampler, uint64_t interval)
{
	pthread_mutex_lock(&sampler->lock);
	sampler->interval = interval;
	pthread_cond_signal(&sampler->scan_wake);
	pthread_mutex_unlock(&sampler->lock);
}

void sampler_want(struct sampler *sampler, unsigned want)
{
	pthread_mutex_lock(&sampler->lock);
	if (want & ~sampler->want) {
		sampler->scan_asked = true;
		pthread_cond_signal(&sampler->scan_wake);
	}
	sampler->want = want;
	pthread_mutex_unlock(&sampler->lock);
}

void sampler_set_limit(struct sampler *sampler, bool limit)
{
	pthread_mutex_lock(&sampler->lock);
	sampler->limit = limit;
	pthread_cond_signal(&sampler->scan_wake);
	pthread_mutex_unlock(&sampler->lock);
}

uint64_t sampler_interval(struct sampler *sampler)
{
	uint64_t interval;

	pthread_mutex_lock(&sampler->lock);
	interval = sampler->stretched > sampler->interval ? sampler->stretched : sampler->interval;
	pthread_mutex_unlock(&sampler->lock);
	return interval;
}
