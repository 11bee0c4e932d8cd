/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"

enum {
	COMMAND_MAX = 128,
};

/* A member as the controller sees it. */
struct slot {
	pid_t child; /* a child of the controller: the member itself or its reaper */
	pid_t pid;
	pid_t pgid; /* the group it was made for */
	int control;
	enum settle settle;
	bool obeys;
	bool kept; /* a zombie that waits for "reap" */
	bool reaped;
};

struct controller {
	int commands;
	int life_read;
	int life_write;
	int ended_fd;
	bool members_follow;
	bool hold; /* nobody is reaped */

	struct slot *slots;
	size_t count;
	size_t capacity;

	int *fds; /* what no member may keep open */
	size_t fd_count;
	size_t fd_capacity;

	char line[COMMAND_MAX];
	size_t line_len;
};

/* What the new process needs to become a member. */
struct member_start {
	struct self self;
	const char *behaviour;
	bool needs_reaper;
};

static void *controller_room(void *items, size_t *capacity, size_t need, size_t item_size)
{
	if (vec_reserve(items, capacity, need, item_size) < 0) {
		errno = ENOMEM;
		fail("memory");
	}
	return items;
}

static void controller_own_fd(struct controller *d, int fd)
{
	controller_room(&d->fds, &d->fd_capacity, d->fd_count + 1, sizeof(*d->fds));
	d->fds[d->fd_count++] = fd;
}

struct controller *controller_new(int commands, int life_read, int life_write, bool members_follow)
{
	struct controller *d = calloc(1, sizeof(*d));
	sigset_t ended;

	if (!d)
		fail("memory");
	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ended, NULL);

	d->commands = commands;
	d->life_read = life_read;
	d->life_write = life_write;
	d->members_follow = members_follow;
	d->ended_fd = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
	if (d->ended_fd < 0)
		fail("signalfd");
	controller_own_fd(d, commands);
	controller_own_fd(d, life_write);
	controller_own_fd(d, d->ended_fd);
	return d;
}

int controller_take_stdin(int fd)
{
	int commands = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	if (commands < 0 || fd < 0 || dup2(fd, STDIN_FILENO) < 0)
		fail("stdin");
	close(fd);
	return commands;
}

size_t controller_group_words(char **words, size_t count)
{
	size_t n = 0;

	while (n < count && strcmp(words[n], "--") != 0)
		n++;
	return n;
}

void controller_check(char **words, size_t count, bool in_session)
{
	for (size_t i = 0; i < count; i++) {
		enum settle settle;
		bool needs_root;
		bool has_children;

		if (strcmp(words[i], "--") == 0)
			continue;
		if (!behaviour_check(words[i], &settle, &needs_root, &has_children) ||
		        (has_children && (in_session || settle == SETTLE_STOPPED))) {
			say("failed behaviour: \"%s\" is none, or cannot be run here", words[i]);
			exit(HELPER_EXIT_USAGE);
		}
		if (needs_root && geteuid() != 0) {
			say("skip \"%s\" needs root", words[i]);
			exit(HELPER_EXIT_SKIP);
		}
	}
}

/* --- making a group ----------------------------------------------------------------------- */

static void become_member(void *context)
{
	struct member_start *start = context;

	if (start->needs_reaper)
		start->self.parent = getppid();
	member_begin(&start->self);
	behaviour_run(&start->self, start->behaviour);
}

/* In the new process. The reaper stays in the controller's group, the member does not. */
static _Noreturn void start_process(struct member_start *start)
{
	if (start->self.parent) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != start->self.parent)
			_exit(1);
	}
	for (size_t i = 0; i < start->self.inherited_count; i++)
		if (start->self.inherited[i] >= 0)
			close(start->self.inherited[i]);
	start->self.inherited_count = 0;

	if (start->needs_reaper)
		_exit(reaper_run(start->self.life, -1, become_member, start));
	become_member(start);
	_exit(1);
}

/* The next report through that control, or the end of everything. */
static struct report controller_read_report(int control)
{
	struct pollfd fds = {.fd = control, .events = POLLIN};
	struct report report;

	if (poll(&fds, 1, HELPER_PATIENCE_MS) != 1 ||
	        recv(control, &report, sizeof(report), 0) != (ssize_t)sizeof(report))
		fail("member: no report");
	return report;
}

static struct slot *controller_add(struct controller *d, struct slot slot)
{
	controller_room(&d->slots, &d->capacity, d->count + 1, sizeof(*d->slots));
	d->slots[d->count] = slot;
	return &d->slots[d->count++];
}

static struct slot *controller_start(struct controller *d, const char *behaviour, pid_t pgid)
{
	struct slot slot = {.pgid = pgid};
	struct member_start start = {.behaviour = behaviour};
	struct report report;
	bool needs_root;
	int control[2];

	behaviour_check(behaviour, &slot.settle, &needs_root, &start.needs_reaper);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
		fail("socketpair");
	controller_own_fd(d, control[0]);
	start.self = (struct self){
	        .control = control[1],
	        .life = d->life_read,
	        .parent = d->members_follow ? getpid() : 0,
	        .pgid = pgid,
	        .inherited = d->fds,
	        .inherited_count = d->fd_count,
	};

	slot.child = fork();
	if (slot.child < 0)
		fail("fork");
	if (slot.child == 0)
		start_process(&start);
	close(control[1]);
	report = controller_read_report(control[0]);
	slot.control = control[0];
	slot.pid = report.pid;
	slot.pgid = pgid ? pgid : report.pid;
	slot.obeys = report.obeys;
	return controller_add(d, slot);
}

/* Waits until a child has ended or stopped, without taking that news from anybody. */
static void controller_await_child(pid_t pid, int news)
{
	siginfo_t info;

	while (waitid(P_PID, (id_t)pid, &info, news | WNOWAIT) < 0)
		if (errno != EINTR)
			fail("waitid");
}

/* Waits until the member is what its behaviour says, and says so. */
static void controller_settle(struct slot *slot, const char *behaviour)
{
	bool settled = true;
	pid_t vforked = 0;

	switch (slot->settle) {
	case SETTLE_REPORTED:
		break;
	case SETTLE_STOPPED:
		controller_await_child(slot->pid, WSTOPPED);
		break;
	case SETTLE_ZOMBIE:
	case SETTLE_GONE:
		controller_await_child(slot->pid, WEXITED);
		slot->kept = true;
		break;
	case SETTLE_HALF_DEAD:
		settled = await_state(slot->pid, 'Z');
		break;
	case SETTLE_IN_VFORK:
		vforked = controller_read_report(slot->control).pid;
		settled = await_state(slot->pid, 'D');
		break;
	}
	if (!settled)
		fail("state");
	say("member %d %s", (int)slot->pid, behaviour);
	if (vforked)
		say("member %d vforked", (int)vforked);
}

static void controller_reap(struct slot *slot)
{
	int status;

	if (waitpid(slot->child, &status, 0) != slot->child)
		fail("waitpid");
	slot->reaped = true;
	slot->kept = false;
	if (slot->child == slot->pid)
		say_ended(slot->pid, status);
}

pid_t controller_make_group(struct controller *d, char **behaviours, size_t count)
{
	size_t first = d->count;
	pid_t pgid = 0;

	for (size_t i = 0; i < count; i++) {
		struct slot *slot = controller_start(d, behaviours[i], pgid);

		if (i == 0) {
			pgid = slot->pid;
			say("pgid %d", (int)pgid);
		}
		controller_settle(slot, behaviours[i]);
	}
	for (size_t i = first; i < d->count; i++)
		if (d->slots[i].settle == SETTLE_GONE)
			controller_reap(&d->slots[i]);
	return pgid;
}

/* --- commands ----------------------------------------------------------------------------- */

static bool command_fork(struct controller *d)
{
	for (size_t i = 0; i < d->count; i++) {
		struct slot *slot = &d->slots[i];
		struct slot born = {.pgid = slot->pgid, .control = -1};

		if (!slot->obeys || slot->kept || slot->reaped)
			continue;
		if (send(slot->control, "f", 1, MSG_NOSIGNAL) != 1)
			continue;
		born.pid = born.child = controller_read_report(slot->control).pid;
		controller_add(d, born);
		say("member %d newborn", (int)born.pid);
		say("done fork %d", (int)born.pid);
		return true;
	}
	say("failed fork: nobody is there to do it");
	return true;
}

static bool command_exit_leader(struct controller *d)
{
	struct slot *leader = &d->slots[0];

	if (d->count == 0 || !leader->obeys || leader->kept || leader->reaped ||
	        send(leader->control, "x", 1, MSG_NOSIGNAL) != 1) {
		say("failed exit-leader: it takes no commands");
		return true;
	}
	controller_await_child(leader->pid, WEXITED);
	leader->kept = true;
	say("done exit-leader %d", (int)leader->pid);
	return true;
}

static void controller_reap_ended(struct controller *d)
{
	for (size_t i = 0; i < d->count; i++) {
		struct slot *slot = &d->slots[i];
		siginfo_t info = {0};

		if (slot->reaped || slot->kept || d->hold)
			continue;
		if (waitid(P_PID, (id_t)slot->child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		        info.si_pid == slot->child)
			controller_reap(slot);
	}
}

static bool command_reap(struct controller *d)
{
	unsigned count = 0;

	for (size_t i = 0; i < d->count; i++)
		if (d->slots[i].kept) {
			controller_reap(&d->slots[i]);
			count++;
		}
	d->hold = false;
	controller_reap_ended(d);
	say("done reap %u", count);
	return true;
}

static bool command_hold(struct controller *d)
{
	d->hold = true;
	say("done hold");
	return true;
}

static bool command_quit(struct controller *d)
{
	(void)d;
	say("done quit");
	return false;
}

static const struct {
	const char *name;
	bool (*run)(struct controller *d); /* false: that was the last one */
} commands[] = {
        {"fork", command_fork}, /* a member forks one more */
        {"exit-leader", command_exit_leader}, /* the first leader exits, and stays a zombie */
        {"hold", command_hold}, /* from now on nobody is reaped */
        {"reap", command_reap}, /* all zombies are reaped, and so are later ones */
        {"quit", command_quit},
};

static bool controller_obey(struct controller *d, const char *line)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(line, commands[i].name) == 0)
			return commands[i].run(d);
	say("failed command: %s", line);
	return true;
}

/* Takes what has come and obeys the lines that are whole. False at the end. */
static bool controller_read(struct controller *d)
{
	ssize_t n = read(d->commands, d->line + d->line_len, sizeof(d->line) - 1 - d->line_len);
	char *end;

	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0)
		return false;
	d->line_len += (size_t)n;
	d->line[d->line_len] = '\0';

	while ((end = strchr(d->line, '\n'))) {
		*end = '\0';
		if (!controller_obey(d, d->line))
			return false;
		d->line_len -= (size_t)(end + 1 - d->line);
		memmove(d->line, end + 1, d->line_len + 1);
	}
	return true;
}

/* --- the end ------------------------------------------------------------------------------ */

/* A child that is not reaped holds its PID, and with it the number of the group it is in. */
static void controller_kill(const struct slot *slot)
{
	if (slot->child != slot->pid)
		return; /* its reaper does it, as soon as life hangs up */
	if (getpgid(slot->pid) == slot->pgid && slot->pgid != getpgrp())
		signal_group(slot->pgid, SIGKILL);
	signal_process(slot->pid, SIGKILL);
}

static void controller_end(struct controller *d)
{
	if (d->life_write >= 0)
		close(d->life_write);
	for (size_t i = 0; i < d->count; i++)
		if (!d->slots[i].reaped)
			controller_kill(&d->slots[i]);
	for (size_t i = 0; i < d->count; i++)
		if (!d->slots[i].reaped)
			waitpid(d->slots[i].child, NULL, 0);
}

static bool controller_has_children(const struct controller *d)
{
	for (size_t i = 0; i < d->count; i++)
		if (!d->slots[i].reaped)
			return true;
	return false;
}

int controller_run(struct controller *d)
{
	bool going = true;

	say("ready");
	while (going && controller_has_children(d)) {
		struct signalfd_siginfo news;
		struct pollfd fds[] = {
		        {.fd = d->commands, .events = POLLIN},
		        {.fd = d->ended_fd, .events = POLLIN},
		};

		if (poll(fds, COUNT(fds), -1) < 0)
			continue;
		(void)!read(d->ended_fd, &news, sizeof(news));
		controller_reap_ended(d);
		if (fds[0].revents)
			going = controller_read(d);
	}
	controller_end(d);
	close(d->ended_fd);
	free(d->slots);
	free(d->fds);
	free(d);
	return 0;
}
