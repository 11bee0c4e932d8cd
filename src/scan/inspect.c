/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/inspect.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/text.h"
#include "base/vec.h"
#include "model/cgroup.h"
#include "scan/login.h"
#include "scan/ttys.h"

enum {
	FILE_FIRST = 4096,
	STATUS_MAX = 1 << 20, /* the masks stand behind a list of up to 65 536 groups */
	CGROUP_MAX = 1 << 16,
	MASK_DIGITS = 16,
};

/* Reads at most max bytes of dir/name: 0 or -errno. */
static int read_file(struct inspector *inspector, int dir, const char *name, size_t max)
{
	CLEANUP_CLOSE int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	inspector->len = 0;
	while (inspector->len < max) {
		size_t need = inspector->len + FILE_FIRST;
		size_t room;
		ssize_t got;

		if (vec_reserve(&inspector->bytes, &inspector->capacity, need, 1) < 0)
			return -ENOMEM;
		room = inspector->capacity - inspector->len;
		if (room > max - inspector->len)
			room = max - inspector->len;
		got = read(fd, inspector->bytes + inspector->len, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return 0;
		inspector->len += (size_t)got;
	}
	return 0;
}

/* The process was reaped meanwhile. */
static bool is_gone(int error)
{
	return error == -ENOENT || error == -ESRCH;
}

/* What a process keeps from others, or hidepid hides. */
static bool is_hidden(int error)
{
	return error == -EACCES || error == -EPERM;
}

/* The masks in the order in which the kernel writes them. */
enum mask {
	MASK_PENDING_THREAD,
	MASK_PENDING_PROCESS,
	MASK_BLOCKED,
	MASK_IGNORED,
	MASK_CAUGHT,
	MASK_COUNT,
};

static const char *const mask_labels[] = {
	[MASK_PENDING_THREAD] = "SigPnd:\t",
	[MASK_PENDING_PROCESS] = "ShdPnd:\t",
	[MASK_BLOCKED] = "SigBlk:\t",
	[MASK_IGNORED] = "SigIgn:\t",
	[MASK_CAUGHT] = "SigCgt:\t",
};
static_assert(COUNT(mask_labels) == MASK_COUNT, "a label is missing");

static int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

static bool parse_mask(const char *digits, size_t len, uint64_t *ret_mask)
{
	uint64_t mask = 0;

	if (len != MASK_DIGITS)
		return false;
	for (size_t i = 0; i < len; i++) {
		int digit = hex_digit(digits[i]);

		if (digit < 0)
			return false;
		mask = mask << 4 | (uint64_t)digit;
	}
	*ret_mask = mask;
	return true;
}

/* Takes the line if it is that of a mask. */
static void read_mask_line(const char *line, size_t len, uint64_t masks[], bool seen[])
{
	for (int mask = 0; mask < MASK_COUNT; mask++) {
		size_t label_len = strlen(mask_labels[mask]);

		if (len <= label_len || memcmp(line, mask_labels[mask], label_len) != 0)
			continue;
		seen[mask] = parse_mask(line + label_len, len - label_len, &masks[mask]);
		return;
	}
}

/* The kernel escapes newlines in the name that status begins with: no line here is made up. */
static bool parse_masks(const char *status, size_t len, struct signal_masks *ret_masks)
{
	const char *end = status + len;
	uint64_t masks[MASK_COUNT] = {0};
	bool seen[MASK_COUNT] = {false};

	for (const char *line = status; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		if (!stop)
			stop = end;
		read_mask_line(line, (size_t)(stop - line), masks, seen);
		line = stop + 1;
	}
	for (int mask = 0; mask < MASK_COUNT; mask++)
		if (!seen[mask])
			return false;
	*ret_masks = (struct signal_masks){
		.blocked = masks[MASK_BLOCKED],
		.ignored = masks[MASK_IGNORED],
		.caught = masks[MASK_CAUGHT],
		.pending = masks[MASK_PENDING_THREAD] | masks[MASK_PENDING_PROCESS],
	};
	return true;
}

/*
 * "NSpid:\t4711\t1": its PID in each namespace, from this one inwards. Who is 1 in the innermost
 * is the init there. A kernel without PID namespaces has no such line.
 */
static bool parse_is_init(const char *status, size_t len)
{
	static const char label[] = "\nNSpid:\t";
	const char *line = memmem(status, len, label, strlen(label));
	const char *end;

	if (!line)
		return false;
	line += strlen(label);
	end = memchr(line, '\n', len - (size_t)(line - status));
	return end && end[-1] == '1' && (end - 1 == line || end[-2] == '\t');
}

/* What the thread of that name does not block is taken out of the mask. */
static int narrow_blocked(struct inspector *inspector, int tasks, const char *thread,
	struct signal_masks *masks)
{
	char path[NAME_MAX + sizeof("/status")];
	struct signal_masks own;
	int r;

	snprintf(path, sizeof(path), "%s/status", thread);
	r = read_file(inspector, tasks, path, STATUS_MAX);
	/* A thread that has ended meanwhile blocks nothing and takes nothing. */
	if (is_gone(r))
		return 0;
	if (r < 0)
		return r;
	if (parse_masks(inspector->bytes, inspector->len, &own))
		masks->blocked &= own.blocked;
	return 0;
}

/*
 * A process takes a signal in any thread that does not block it, and /proc/PID/status tells only of
 * the first one. Many programs have one thread for all signals, which the others block.
 */
static int read_threads(struct inspector *inspector, int dir, struct detail *detail)
{
	CLEANUP_CLOSE int fd = -1;
	CLEANUP(cleanup_closedir) DIR *tasks = NULL;
	const struct dirent *entry;

	if (detail->stat.threads < 2 || detail->masks.blocked == 0)
		return 0;
	fd = openat(dir, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	tasks = fdopendir(fd);
	if (!tasks)
		return -errno;
	take_fd(&fd);
	while (detail->masks.blocked != 0 && (entry = readdir(tasks))) {
		int r = entry->d_name[0] == '.'
			? 0
			: narrow_blocked(inspector, dirfd(tasks), entry->d_name, &detail->masks);

		if (r < 0)
			return r;
	}
	return 0;
}

static int read_masks(struct inspector *inspector, int dir, struct detail *detail)
{
	int r = read_file(inspector, dir, "status", STATUS_MAX);

	if (r < 0)
		return r;
	detail->masks_known = parse_masks(inspector->bytes, inspector->len, &detail->masks);
	detail->is_init = parse_is_init(inspector->bytes, inspector->len);
	return detail->masks_known ? read_threads(inspector, dir, detail) : 0;
}

static int read_command(struct inspector *inspector, int dir, struct detail *detail)
{
	int r = read_file(inspector, dir, "cmdline", DETAIL_COMMAND_MAX);

	if (r < 0 || inspector->len == 0)
		return r;
	inspector->len = text_join_arguments(inspector->bytes, inspector->len);
	detail->command = strndup(inspector->bytes, inspector->len);
	return detail->command ? 0 : -ENOMEM;
}

static int read_wchan(struct inspector *inspector, int dir, struct detail *detail)
{
	int r = read_file(inspector, dir, "wchan", sizeof(detail->wchan) - 1);

	if (r == -ENOENT) /* not every kernel has it */
		return 0;
	if (r < 0)
		return r;
	/* "0" is both "waits for nothing" and "not for you to know". */
	if (inspector->len == 1 && inspector->bytes[0] == '0')
		return 0;
	memcpy(detail->wchan, inspector->bytes, inspector->len);
	detail->wchan[inspector->len] = '\0';
	return 0;
}

static int read_cgroup(struct inspector *inspector, int dir, struct detail *detail)
{
	int r = read_file(inspector, dir, "cgroup", CGROUP_MAX);
	const char *path;
	size_t len;

	if (r == -ENOENT) /* not every kernel has it */
		return 0;
	if (r < 0)
		return r;
	path = cgroup_path(inspector->bytes, inspector->len, &len);
	detail->cgroup = path ? strndup(path, len) : NULL;
	return path && !detail->cgroup ? -ENOMEM : 0;
}

static void ttys_freep(struct ttys **ttys)
{
	ttys_free(*ttys);
}

static int read_login(struct inspector *inspector, int dir, struct detail *detail)
{
	CLEANUP(ttys_freep) struct ttys *ttys = ttys_new();

	(void)inspector;
	detail->login = malloc(sizeof(*detail->login));
	if (!ttys || !detail->login)
		return -ENOMEM;
	login_find(&detail->stat,
		ttys_name(ttys, detail->stat.pid, detail->stat.sid, detail->stat.tty),
		detail->login);
	/* The login manager was asked by number: was it still this process's? */
	if (faccessat(dir, "stat", F_OK, 0) == 0)
		return 0;
	free(TAKE(detail->login));
	return -ESRCH;
}

static const struct {
	enum detail_want want;
	int (*read)(struct inspector *inspector, int dir, struct detail *detail);
} parts[] = {
	{DETAIL_MASKS, read_masks},
	{DETAIL_COMMAND, read_command},
	{DETAIL_WCHAN, read_wchan},
	{DETAIL_CGROUP, read_cgroup},
	{DETAIL_LOGIN, read_login},
};

static int read_parts(struct inspector *inspector, int dir, unsigned want, struct detail *detail)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		int r = want & parts[i].want ? parts[i].read(inspector, dir, detail) : 0;

		if (r < 0 && !is_hidden(r))
			return r;
	}
	return 0;
}

/*
 * Fills in the detail of detail->id. The directory stays bound to the process it was opened for:
 * once that is reaped, every file in it is gone, whoever has the number then. So the start time
 * needs to be looked at only once, and what is read behind it is the same process's.
 */
static int read_detail(struct inspector *inspector, unsigned want, struct detail *detail)
{
	char name[16];
	CLEANUP_CLOSE int dir = -1;
	struct process_id id;
	int r;

	if (detail->id.pid <= 0)
		return -ESRCH;
	snprintf(name, sizeof(name), "%d", (int)detail->id.pid);
	dir = openat(inspector->proc, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return -errno;
	r = read_file(inspector, dir, "stat", FILE_FIRST);
	if (r < 0)
		return r;
	r = process_stat_parse(inspector->bytes, inspector->len, &detail->stat);
	id = (struct process_id){detail->stat.pid, detail->stat.start};
	if (r < 0 || !process_id_equal(id, detail->id))
		return -ESRCH;
	detail->alive = true;
	return read_parts(inspector, dir, want, detail);
}

int inspector_open(struct inspector *ret_inspector)
{
	*ret_inspector =
		(struct inspector){.proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC)};
	return ret_inspector->proc < 0 ? -errno : 0;
}

void inspector_close(struct inspector *inspector)
{
	cleanup_close(&inspector->proc);
	free(inspector->bytes);
	*inspector = (struct inspector){.proc = -1};
}

int inspector_read(struct inspector *inspector, struct process_id id, unsigned want,
	struct detail *ret_detail)
{
	struct detail detail = {.id = id};
	int r = read_detail(inspector, want, &detail);

	if (r < 0)
		detail_done(&detail);
	if (is_gone(r) || is_hidden(r)) {
		detail = (struct detail){.id = id};
		r = 0;
	}
	if (r == 0)
		*ret_detail = detail;
	return r;
}

static void detail_set_freep(struct detail_set **set)
{
	detail_set_free(*set);
}

int inspect_processes(const struct process_id *ids, size_t count, unsigned want,
	struct detail_set **ret_set)
{
	CLEANUP(detail_set_freep) struct detail_set *set = detail_set_new(ids, count);
	CLEANUP(inspector_close) struct inspector inspector;
	int r = inspector_open(&inspector);

	if (!set)
		return -ENOMEM;
	for (size_t i = 0; r == 0 && i < set->count; i++) {
		struct detail *detail = &set->items[i];
		bool first = process_id_equal(detail->id, ids[0]);

		r = inspector_read(&inspector, detail->id,
			first ? want : want & ~(unsigned)DETAIL_LOGIN, detail);
	}
	if (r == 0)
		*ret_set = TAKE(set);
	return r;
}
