/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/kill_work.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "scan/inspect.h"

/* Descriptors that are polled at most; who has none is seen at the next look. */
#define POLLED_MAX 1000

/* How often the machine is scanned for members born since, while somebody is waited for. */
#define SCAN_INTERVAL CLOCK_SECOND

/* ---- What the send cannot see by itself ---- */

/* The newest snapshot takes the place of the one there is. */
static int scan(struct kill_work *work)
{
	const struct snapshot *previous = work->snapshot;
	int r = work->scanner ? 0 : scanner_new(&work->scanner);

	if (r == 0)
		r = scanner_scan(work->scanner, previous, &work->snapshot);
	if (r == 0)
		snapshot_unref(previous);
	return r;
}

static int scan_for_send(struct kill_work *work)
{
	int r = scan(work);

	return r == 0 ? send_absorb(work->send, work->snapshot) : r;
}

static int take_details(struct targets *targets)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	struct detail_set *details = NULL;
	size_t count;
	int r = targets_members(targets, &ids, &count);

	if (r == 0)
		r = inspect_processes(ids, count, TARGETS_DETAILS, &details);
	return r == 0 ? targets_take_details(targets, details) : r;
}

/* ---- Planning ---- */

/* Plans that signal from what is there now: for all targets, or for those who are left. */
static int plan(struct kill_work *work, int signal, bool living)
{
	struct plan_options options = plan_options_for(signal);
	int r = scan_for_send(work);

	if (work->request.continues && signal != SIGKILL && signal != SIGCONT)
		options.continues = CONTINUE_ALWAYS;
	options.living = living;
	if (r == 0)
		r = take_details(work->send->targets);
	return r == 0 ? send_plan(work->send, &options) : r;
}

/* Chooses everything that was named; all is pinned before anything else is done with any of it. */
static int choose(struct kill_work *work, const struct send_recorder *recorder)
{
	struct targets *targets;
	struct self self;
	int r;

	self_init(&self, work->snapshot);
	r = targets_new(work->kernel, &self, work->snapshot, &targets);
	if (r < 0)
		return r;
	for (size_t i = 0; i < work->request.count && r == 0; i++)
		r = targets_add(targets, &work->request.targets[i]);
	if (r == 0)
		r = send_new(targets, recorder, &work->send);
	targets_unref(targets);
	return r;
}

int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct kill_request *request, const struct send_recorder *recorder)
{
	struct kill_work *work = ret_work;
	int r;

	*work = (struct kill_work){.kernel = kernel, .request = *request, .wake = -1};
	r = scan(work);
	if (r == 0)
		r = choose(work, recorder);
	if (r < 0)
		return r;
	work->send->include_protected = request->include_protected;
	/* Once more: a group that grows while one looks at it is to be warned of. */
	return kill_work_renew(work);
}

int kill_work_renew(struct kill_work *work)
{
	return plan(work, work->request.signal, false);
}

void kill_work_done(struct kill_work *work)
{
	send_unref(work->send);
	snapshot_unref(work->snapshot);
	scanner_free(work->scanner);
}

/* ---- Sending ---- */

/* Waits for the end of any member, or until the next look is due, with so many
 * descriptors: 0, -EINTR or -errno. */
static int wait_for_look(const struct kill_work *work, struct pollfd *fds, size_t max)
{
	uint64_t now = kernel_now(work->kernel);
	uint64_t until = work->send->next_look;
	uint64_t left = until > now ? until - now + CLOCK_MILLISECOND - 1 : 0;
	size_t count = 1 + send_fill(work->send, fds + 1, max - 1);

	fds[0] = (struct pollfd){.fd = work->wake, .events = POLLIN};
	if (poll(fds, count, (int)(left / CLOCK_MILLISECOND)) < 0 && errno != EINTR)
		return -errno;
	return fds[0].revents & POLLIN ? -EINTR : 0;
}

/* Until members born since the calls have been looked for; whoever interrupts it ends that. */
static int settle(const struct kill_work *work)
{
	int r = 0;

	while (r == 0 && !send_is_settled(work->send)) {
		struct pollfd wake;

		r = wait_for_look(work, &wake, 1);
		if (r == 0)
			send_look(work->send);
	}
	return r == -EINTR ? 0 : r;
}

int kill_work_send(struct kill_work *work)
{
	int r;

	send_hold(work->send);
	r = send_go(work->send);
	while (r == 0 && !work->send->rounds_over)
		r = scan_for_send(work);
	return r == 0 ? settle(work) : r;
}

int kill_work_follow(struct kill_work *work, int signal)
{
	int r = plan(work, signal, true);

	return r == 0 ? kill_work_send(work) : r;
}

/* ---- Waiting ---- */

int kill_work_wait(struct kill_work *work, uint64_t nanoseconds)
{
	CLEANUP_FREE struct pollfd *fds = calloc(POLLED_MAX, sizeof(*fds));
	uint64_t next_scan = kernel_now(work->kernel) + SCAN_INTERVAL;
	int r = fds ? 0 : -ENOMEM;

	send_wait(work->send, nanoseconds);
	while (r == 0) {
		send_look(work->send);
		if (send_is_over(work->send))
			break;
		if (send_wants_snapshot(work->send) || kernel_now(work->kernel) >= next_scan) {
			r = scan_for_send(work);
			next_scan = kernel_now(work->kernel) + SCAN_INTERVAL;
		}
		if (r < 0 || send_is_over(work->send) || !send_has_time(work->send))
			break;
		r = wait_for_look(work, fds, POLLED_MAX);
	}
	return r;
}

int kill_work_explain(struct kill_work *work)
{
	size_t most = send_count_living(work->send);
	CLEANUP_FREE struct process_id *ids = calloc(most + 1, sizeof(*ids));
	struct detail_set *details = NULL;
	int r;

	if (!ids)
		return -ENOMEM;
	r = inspect_processes(ids, send_living(work->send, ids, most), DETAIL_MASKS | DETAIL_WCHAN,
		&details);
	if (r < 0)
		return r;
	send_take_details(work->send, details);
	detail_set_free(details);
	return 0;
}
