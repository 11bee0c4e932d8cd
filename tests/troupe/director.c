/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "troupe.h"

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

/* A member as the director sees it. */
struct cast {
	pid_t child; /* a child of the director: the member itself or its nanny */
	pid_t pid;
	pid_t pgid; /* the group it was made for */
	int control;
	enum settle settle;
	bool obeys;
	bool kept; /* a zombie that waits for "reap" */
	bool reaped;
};

struct director {
	int commands;
	int life_read;
	int life_write;
	int ended_fd;
	bool members_follow;
	bool hold; /* nobody is reaped */

	struct cast *casts;
	size_t count;
	size_t capacity;

	int *fds; /* what no member may keep open */
	size_t fd_count;
	size_t fd_capacity;

	char line[COMMAND_MAX];
	size_t line_len;
};

/* What the new process needs to become a member. */
struct part {
	struct self self;
	const char *role;
	bool needs_nanny;
};

static void *director_room(void *items, size_t *capacity, size_t need, size_t item_size)
{
	if (vec_reserve(items, capacity, need, item_size) < 0) {
		errno = ENOMEM;
		fail("memory");
	}
	return items;
}

static void director_own_fd(struct director *d, int fd)
{
	director_room(&d->fds, &d->fd_capacity, d->fd_count + 1, sizeof(*d->fds));
	d->fds[d->fd_count++] = fd;
}

struct director *director_new(int commands, int life_read, int life_write, bool members_follow)
{
	struct director *d = calloc(1, sizeof(*d));
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
	director_own_fd(d, commands);
	director_own_fd(d, life_write);
	director_own_fd(d, d->ended_fd);
	return d;
}

int director_take_stdin(int fd)
{
	int commands = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	if (commands < 0 || fd < 0 || dup2(fd, STDIN_FILENO) < 0)
		fail("stdin");
	close(fd);
	return commands;
}

size_t director_group_words(char **words, size_t count)
{
	size_t n = 0;

	while (n < count && strcmp(words[n], "--") != 0)
		n++;
	return n;
}

void director_check(char **words, size_t count, bool in_session)
{
	for (size_t i = 0; i < count; i++) {
		enum settle settle;
		bool needs_root;
		bool has_children;

		if (strcmp(words[i], "--") == 0)
			continue;
		if (!role_check(words[i], &settle, &needs_root, &has_children) ||
		        (has_children && (in_session || settle == SETTLE_STOPPED))) {
			say("failed role: \"%s\" is none, or cannot be played here", words[i]);
			exit(TROUPE_EXIT_USAGE);
		}
		if (needs_root && geteuid() != 0) {
			say("skip \"%s\" needs root", words[i]);
			exit(TROUPE_EXIT_SKIP);
		}
	}
}

/* --- making a group ----------------------------------------------------------------------- */

static void part_play(void *context)
{
	struct part *part = context;

	if (part->needs_nanny)
		part->self.parent = getppid();
	member_begin(&part->self);
	role_play(&part->self, part->role);
}

/* In the new process. The nanny stays in the director's group, the member does not. */
static _Noreturn void part_start(struct part *part)
{
	if (part->self.parent) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != part->self.parent)
			_exit(1);
	}
	for (size_t i = 0; i < part->self.inherited_count; i++)
		if (part->self.inherited[i] >= 0)
			close(part->self.inherited[i]);
	part->self.inherited_count = 0;

	if (part->needs_nanny)
		_exit(nanny_run(part->self.life, -1, part_play, part));
	part_play(part);
	_exit(1);
}

/* The next report through that control, or the end of everything. */
static struct report director_read_report(int control)
{
	struct pollfd fds = {.fd = control, .events = POLLIN};
	struct report report;

	if (poll(&fds, 1, TROUPE_PATIENCE_MS) != 1 ||
	        recv(control, &report, sizeof(report), 0) != (ssize_t)sizeof(report))
		fail("member: no report");
	return report;
}

static struct cast *director_add(struct director *d, struct cast cast)
{
	director_room(&d->casts, &d->capacity, d->count + 1, sizeof(*d->casts));
	d->casts[d->count] = cast;
	return &d->casts[d->count++];
}

static struct cast *director_start(struct director *d, const char *role, pid_t pgid)
{
	struct cast cast = {.pgid = pgid};
	struct part part = {.role = role};
	struct report report;
	bool needs_root;
	int control[2];

	role_check(role, &cast.settle, &needs_root, &part.needs_nanny);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
		fail("socketpair");
	director_own_fd(d, control[0]);
	part.self = (struct self){
	        .control = control[1],
	        .life = d->life_read,
	        .parent = d->members_follow ? getpid() : 0,
	        .pgid = pgid,
	        .inherited = d->fds,
	        .inherited_count = d->fd_count,
	};

	cast.child = fork();
	if (cast.child < 0)
		fail("fork");
	if (cast.child == 0)
		part_start(&part);
	close(control[1]);
	report = director_read_report(control[0]);
	cast.control = control[0];
	cast.pid = report.pid;
	cast.pgid = pgid ? pgid : report.pid;
	cast.obeys = report.obeys;
	return director_add(d, cast);
}

/* Waits until a child has ended or stopped, without taking that news from anybody. */
static void director_await_child(pid_t pid, int news)
{
	siginfo_t info;

	while (waitid(P_PID, (id_t)pid, &info, news | WNOWAIT) < 0)
		if (errno != EINTR)
			fail("waitid");
}

/* Waits until the member is what its role says, and says so. */
static void director_settle(struct cast *cast, const char *role)
{
	bool settled = true;
	pid_t vforked = 0;

	switch (cast->settle) {
	case SETTLE_REPORTED:
		break;
	case SETTLE_STOPPED:
		director_await_child(cast->pid, WSTOPPED);
		break;
	case SETTLE_ZOMBIE:
	case SETTLE_GONE:
		director_await_child(cast->pid, WEXITED);
		cast->kept = true;
		break;
	case SETTLE_HALF_DEAD:
		settled = await_state(cast->pid, 'Z');
		break;
	case SETTLE_IN_VFORK:
		vforked = director_read_report(cast->control).pid;
		settled = await_state(cast->pid, 'D');
		break;
	}
	if (!settled)
		fail("state");
	say("member %d %s", (int)cast->pid, role);
	if (vforked)
		say("member %d vforked", (int)vforked);
}

static void director_reap(struct cast *cast)
{
	int status;

	if (waitpid(cast->child, &status, 0) != cast->child)
		fail("waitpid");
	cast->reaped = true;
	cast->kept = false;
	if (cast->child == cast->pid)
		say_ended(cast->pid, status);
}

pid_t director_make_group(struct director *d, char **roles, size_t count)
{
	size_t first = d->count;
	pid_t pgid = 0;

	for (size_t i = 0; i < count; i++) {
		struct cast *cast = director_start(d, roles[i], pgid);

		if (i == 0) {
			pgid = cast->pid;
			say("pgid %d", (int)pgid);
		}
		director_settle(cast, roles[i]);
	}
	for (size_t i = first; i < d->count; i++)
		if (d->casts[i].settle == SETTLE_GONE)
			director_reap(&d->casts[i]);
	return pgid;
}

/* --- commands ----------------------------------------------------------------------------- */

static bool command_fork(struct director *d)
{
	for (size_t i = 0; i < d->count; i++) {
		struct cast *cast = &d->casts[i];
		struct cast born = {.pgid = cast->pgid, .control = -1};

		if (!cast->obeys || cast->kept || cast->reaped)
			continue;
		if (send(cast->control, "f", 1, MSG_NOSIGNAL) != 1)
			continue;
		born.pid = born.child = director_read_report(cast->control).pid;
		director_add(d, born);
		say("member %d newborn", (int)born.pid);
		say("done fork %d", (int)born.pid);
		return true;
	}
	say("failed fork: nobody is there to do it");
	return true;
}

static bool command_exit_leader(struct director *d)
{
	struct cast *leader = &d->casts[0];

	if (d->count == 0 || !leader->obeys || leader->kept || leader->reaped ||
	        send(leader->control, "x", 1, MSG_NOSIGNAL) != 1) {
		say("failed exit-leader: it takes no commands");
		return true;
	}
	director_await_child(leader->pid, WEXITED);
	leader->kept = true;
	say("done exit-leader %d", (int)leader->pid);
	return true;
}

static void director_reap_ended(struct director *d)
{
	for (size_t i = 0; i < d->count; i++) {
		struct cast *cast = &d->casts[i];
		siginfo_t info = {0};

		if (cast->reaped || cast->kept || d->hold)
			continue;
		if (waitid(P_PID, (id_t)cast->child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		        info.si_pid == cast->child)
			director_reap(cast);
	}
}

static bool command_reap(struct director *d)
{
	unsigned count = 0;

	for (size_t i = 0; i < d->count; i++)
		if (d->casts[i].kept) {
			director_reap(&d->casts[i]);
			count++;
		}
	d->hold = false;
	director_reap_ended(d);
	say("done reap %u", count);
	return true;
}

static bool command_hold(struct director *d)
{
	d->hold = true;
	say("done hold");
	return true;
}

static bool command_quit(struct director *d)
{
	(void)d;
	say("done quit");
	return false;
}

static const struct {
	const char *name;
	bool (*run)(struct director *d); /* false: that was the last one */
} commands[] = {
        {"fork", command_fork}, /* a member forks one more */
        {"exit-leader", command_exit_leader}, /* the first leader exits, and stays a zombie */
        {"hold", command_hold}, /* from now on nobody is reaped */
        {"reap", command_reap}, /* all zombies are reaped, and so are later ones */
        {"quit", command_quit},
};

static bool director_obey(struct director *d, const char *line)
{
	for (size_t i = 0; i < TROUPE_COUNT(commands); i++)
		if (strcmp(line, commands[i].name) == 0)
			return commands[i].run(d);
	say("failed command: %s", line);
	return true;
}

/* Takes what has come and obeys the lines that are whole. False at the end. */
static bool director_read(struct director *d)
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
		if (!director_obey(d, d->line))
			return false;
		d->line_len -= (size_t)(end + 1 - d->line);
		memmove(d->line, end + 1, d->line_len + 1);
	}
	return true;
}

/* --- the end ------------------------------------------------------------------------------ */

/* A child that is not reaped holds its PID, and with it the number of the group it is in. */
static void director_kill(const struct cast *cast)
{
	if (cast->child != cast->pid)
		return; /* its nanny does it, as soon as life hangs up */
	if (getpgid(cast->pid) == cast->pgid && cast->pgid != getpgrp())
		signal_group(cast->pgid, SIGKILL);
	signal_process(cast->pid, SIGKILL);
}

static void director_end(struct director *d)
{
	if (d->life_write >= 0)
		close(d->life_write);
	for (size_t i = 0; i < d->count; i++)
		if (!d->casts[i].reaped)
			director_kill(&d->casts[i]);
	for (size_t i = 0; i < d->count; i++)
		if (!d->casts[i].reaped)
			waitpid(d->casts[i].child, NULL, 0);
}

static bool director_has_children(const struct director *d)
{
	for (size_t i = 0; i < d->count; i++)
		if (!d->casts[i].reaped)
			return true;
	return false;
}

int director_run(struct director *d)
{
	bool going = true;

	say("ready");
	while (going && director_has_children(d)) {
		struct signalfd_siginfo news;
		struct pollfd fds[] = {
		        {.fd = d->commands, .events = POLLIN},
		        {.fd = d->ended_fd, .events = POLLIN},
		};

		if (poll(fds, TROUPE_COUNT(fds), -1) < 0)
			continue;
		(void)!read(d->ended_fd, &news, sizeof(news));
		director_reap_ended(d);
		if (fds[0].revents)
			going = director_read(d);
	}
	director_end(d);
	close(d->ended_fd);
	free(d->casts);
	free(d->fds);
	free(d);
	return 0;
}
