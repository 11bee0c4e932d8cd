/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waiting for the end of what was signalled. */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "cli/kill/kill_work.h"

/* Descriptors that are polled at most; who has none is seen at the next look. */
#define POLLED_MAX 1000

/* How often everybody is looked at, and how often the machine is scanned for members born since:
 * nanoseconds. */
#define LOOK_INTERVAL UINT64_C(100000000)
#define SCAN_INTERVAL CLOCK_SECOND

/* Looks at everybody; what it says of all targets together. */
struct standing {
	bool living; /* somebody lives */
	bool unconfirmed; /* nobody who is known lives, and a scan has to say whether that is all */
};

static struct standing look(const struct kill_work *work)
{
	struct standing standing = {.living = false};

	for (size_t i = work->current; i < work->count; i++) {
		struct watch *watch = work->steps[i].watch;

		if (!watch)
			continue;
		watch_look(watch);
		for (uint32_t t = 0; t < work->steps[i].plan->target_count; t++) {
			enum watch_end end = watch_end_of(watch, t);

			standing.living |= end == WATCH_GOES_ON;
			standing.unconfirmed |= end == WATCH_UNCONFIRMED;
		}
	}
	return standing;
}

/* Waits for the end of any member, at most so many nanoseconds: 0, -EINTR or -errno. */
static int wait_for_any(const struct kill_work *work, struct pollfd *fds, uint64_t most)
{
	size_t count = 1;
	int milliseconds = (int)((most + CLOCK_MILLISECOND - 1) / CLOCK_MILLISECOND);

	fds[0] = (struct pollfd){.fd = work->wake, .events = POLLIN};
	for (size_t i = work->current; i < work->count; i++)
		if (work->steps[i].watch)
			count += watch_fill(work->steps[i].watch, fds + count, POLLED_MAX - count);
	if (poll(fds, count, milliseconds) < 0 && errno != EINTR)
		return -errno;
	return fds[0].revents & POLLIN ? -EINTR : 0;
}

int kill_work_wait(struct kill_work *work, uint64_t nanoseconds)
{
	CLEANUP_FREE struct pollfd *fds = calloc(POLLED_MAX, sizeof(*fds));
	uint64_t now = kernel_now(work->kernel);
	uint64_t deadline = now + nanoseconds;
	uint64_t next_scan = now + SCAN_INTERVAL;

	work->waited = true;
	if (!fds)
		return -ENOMEM;
	for (;;) {
		struct standing standing = look(work);
		uint64_t left;
		int r = 0;

		now = kernel_now(work->kernel);
		if (!standing.living && !standing.unconfirmed)
			return 0;
		if (!standing.living || now >= next_scan) {
			next_scan = now + SCAN_INTERVAL;
			r = kill_work_look(work);
			if (r < 0)
				return r;
			standing = look(work);
		}
		now = kernel_now(work->kernel);
		if ((!standing.living && !standing.unconfirmed) || now >= deadline)
			return 0;
		left = deadline - now;
		r = wait_for_any(work, fds, left < LOOK_INTERVAL ? left : LOOK_INTERVAL);
		if (r < 0)
			return r;
	}
}
