/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/scanner.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libproc2/meminfo.h>
#include <libproc2/pids.h>
#include <libproc2/stat.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"
#include "base/procfs.h"
#include "model/builder.h"
#include "scan/extra_fields.h"
#include "scan/ttys.h"
#include "scan/users.h"

struct scanner {
	struct pids_info *pids;
	struct stat_info *ticks; /* NULL: this /proc has no such file */
	struct meminfo_info *memory; /* NULL likewise */
	struct builder *builder; /* NULL after a scan that failed */
	struct users *users;
	struct ttys *ttys;
	unsigned want; /* see scanner_want */
	uint64_t page_size;
};

/*
 * What is read of every process. All of it is in /proc/PID/stat, but for the effective UID, which
 * is the owner of the directory: one more file for each process would cost half as much again.
 */
enum scan_item {
	ITEM_PID,
	ITEM_PPID,
	ITEM_PGRP,
	ITEM_SESSION,
	ITEM_TTY,
	ITEM_TPGID,
	ITEM_STATE,
	ITEM_FLAGS,
	ITEM_THREADS,
	ITEM_CPU,
	ITEM_START,
	ITEM_RSS,
	ITEM_COMMAND,
	ITEM_EUID,
	ITEM_STACK,
	ITEM_NICE,
	ITEM_COUNT,
};

static const enum pids_item scan_items[] = {
	[ITEM_PID] = PIDS_ID_PID,
	[ITEM_PPID] = PIDS_ID_PPID,
	[ITEM_PGRP] = PIDS_ID_PGRP,
	[ITEM_SESSION] = PIDS_ID_SESSION,
	[ITEM_TTY] = PIDS_TTY,
	[ITEM_TPGID] = PIDS_ID_TPGID,
	[ITEM_STATE] = PIDS_STATE,
	[ITEM_FLAGS] = PIDS_FLAGS,
	[ITEM_THREADS] = PIDS_NLWP,
	[ITEM_CPU] = PIDS_TICS_ALL,
	[ITEM_START] = PIDS_TICS_BEGAN,
	[ITEM_RSS] = PIDS_RSS,
	[ITEM_COMMAND] = PIDS_CMD,
	[ITEM_EUID] = PIDS_ID_EUID,
	[ITEM_STACK] = PIDS_ADDR_STACK_START,
	[ITEM_NICE] = PIDS_NICE,
};
static_assert(COUNT(scan_items) == ITEM_COUNT, "an item is missing");

enum {
	HINT_PROCESSES = 1024,
	FLAG_KERNEL_THREAD = 0x200000, /* PF_KTHREAD */
};

#ifdef __has_feature
#define HAS_FEATURE(feature) __has_feature(feature)
#else
#define HAS_FEATURE(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
/*
 * libproc2 keeps three buffers for each thread that scans and has no way to give them back when the
 * thread ends. The leak checker need not say so, nor that it kept quiet.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libproc2";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

/* Whether the file can be opened at all: 0 or -errno. */
static int check_readable(const char *path)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : 0;
}

/* libproc2 ends the program where there is no /proc; whoever calls it has asked here before. */
static int check_proc(void)
{
	return check_readable("/proc/self/stat");
}

void scanner_free(struct scanner *scanner)
{
	if (!scanner)
		return;
	if (scanner->pids)
		procps_pids_unref(&scanner->pids);
	if (scanner->ticks)
		procps_stat_unref(&scanner->ticks);
	if (scanner->memory)
		procps_meminfo_unref(&scanner->memory);
	builder_free(scanner->builder);
	users_free(scanner->users);
	ttys_free(scanner->ttys);
	free(scanner);
}

void scanner_freep(struct scanner **scanner)
{
	scanner_free(*scanner);
}

int scanner_new(struct scanner **ret_scanner)
{
	CLEANUP(scanner_freep) struct scanner *scanner = calloc(1, sizeof(*scanner));
	enum pids_item items[ITEM_COUNT];
	int r = check_proc();

	if (!scanner)
		return -ENOMEM;
	if (r < 0)
		return r;
	scanner->page_size = (uint64_t)sysconf(_SC_PAGESIZE);
	scanner->builder = builder_new(HINT_PROCESSES);
	scanner->users = users_new();
	scanner->ttys = ttys_new();
	if (!scanner->builder || !scanner->users || !scanner->ttys)
		return -ENOMEM;
	memcpy(items, scan_items, sizeof(items));
	r = procps_pids_new(&scanner->pids, items, ITEM_COUNT);
	if (r < 0)
		return r;
	/* A /proc mounted with subset=pid has processes only: those figures are then unknown. */
	if (procps_stat_new(&scanner->ticks) < 0)
		scanner->ticks = NULL;
	if (procps_meminfo_new(&scanner->memory) < 0)
		scanner->memory = NULL;
	*ret_scanner = TAKE(scanner);
	return 0;
}

static void read_ticks(struct scanner *scanner, struct machine *machine)
{
	enum stat_item items[] = {STAT_TIC_SUM_BUSY, STAT_TIC_SUM_TOTAL};
	struct stat_stack *stack;

	if (!scanner->ticks)
		return;
	/* Not procps_stat_get: that gives figures up to a second old. */
	stack = procps_stat_select(scanner->ticks, items, COUNT(items));
	if (!stack)
		return;
	machine->cpu_busy = stack->head[0].result.ull_int;
	machine->cpu_total = stack->head[1].result.ull_int;
}

static void read_memory(struct scanner *scanner, struct machine *machine)
{
	enum meminfo_item items[] = {MEMINFO_MEM_TOTAL, MEMINFO_MEM_AVAILABLE};
	struct meminfo_stack *stack;
	uint64_t total;
	uint64_t available;

	if (!scanner->memory)
		return;
	stack = procps_meminfo_select(scanner->memory, items, COUNT(items));
	if (!stack)
		return;
	total = stack->head[0].result.ul_int;
	available = stack->head[1].result.ul_int;
	machine->memory_total = total * 1024;
	/* Some containers say that more is available than there is. */
	machine->memory_used = available < total ? (total - available) * 1024 : 0;
}

/* Reads the beginning of a file of the kernel's, as text: its length, or -1, also where it comes
 * from elsewhere. */
static ssize_t read_own_file(const char *path, char *buf, size_t size)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd >= 0 && procfs_has(fd) ? read(fd, buf, size - 1) : -1;

	buf[len < 0 ? 0 : len] = '\0';
	return len;
}

/* Whether /proc/self is this process, as far as its number goes. */
static bool is_self_by_number(void)
{
	char target[24];
	pid_t self;
	ssize_t len = readlink("/proc/self", target, sizeof(target) - 1);

	if (len < 0)
		return false;
	target[len] = '\0';
	return number_parse_pid(target, &self) == 0 && self == getpid();
}

/* Whether it is in the same group and session, too. */
static bool is_self_by_group(void)
{
	char line[1024];
	struct process_stat stat;
	ssize_t len = read_own_file("/proc/self/stat", line, sizeof(line));

	return len > 0 && process_stat_parse(line, (size_t)len, &stat) == 0 &&
		stat.pid == getpid() && stat.pgid == getpgrp() && stat.sid == getsid(0);
}

/* Seen from a namespace further out a process has several numbers; a kernel without namespaces does
 * not say. */
static bool has_one_number(void)
{
	char text[4096];
	const char *numbers;

	if (read_own_file("/proc/self/status", text, sizeof(text)) < 0)
		return false;
	numbers = strstr(text, "\nNSpid:\t");
	if (!numbers)
		return true;
	numbers += strlen("\nNSpid:\t");
	return numbers[strcspn(numbers, "\t\n")] == '\n';
}

bool scanner_proc_is_foreign(void)
{
	return !is_self_by_number() || !is_self_by_group() || !has_one_number();
}

static struct pid_mark read_pid_mark(void)
{
	struct procfs_pids texts;
	struct pid_mark mark;

	procfs_read_pids(&texts);
	pid_mark_parse(texts.load, texts.max, texts.forks, &mark);
	return mark;
}

static void read_machine(struct scanner *scanner, struct machine *ret_machine)
{
	struct machine machine = {.cpu_percent = NAN};

	machine.uptime = clock_now(CLOCK_BOOTTIME);
	machine.time = time(NULL);
	machine.ticks_per_second = (uint32_t)sysconf(_SC_CLK_TCK);
	/* POSIX lets gethostname leave the NUL out of a cut name. */
	if (gethostname(machine.host, sizeof(machine.host) - 1) < 0)
		machine.host[0] = '\0';
	if (getloadavg(machine.load, 3) != 3)
		machine.load[0] = machine.load[1] = machine.load[2] = NAN;
	read_ticks(scanner, &machine);
	read_memory(scanner, &machine);
	/* There is always a process 1, and nearly always it is another user's. */
	machine.partial = check_readable("/proc/1/stat") < 0;
	machine.foreign = scanner_proc_is_foreign();
	machine.pids_before = read_pid_mark();
	*ret_machine = machine;
}

/* One reaped stack to one row. False: libproc2 could not read it; whoever ended before its stat
 * line was read is left out by libproc2 itself. */
static bool read_row(struct scanner *scanner, const struct pids_result *head,
	struct process *ret_row)
{
	*ret_row = (struct process){
		.pid = head[ITEM_PID].result.s_int,
		.ppid = head[ITEM_PPID].result.s_int,
		.pgid = head[ITEM_PGRP].result.s_int,
		.sid = head[ITEM_SESSION].result.s_int,
		.tpgid = head[ITEM_TPGID].result.s_int,
		.tty = (uint32_t)head[ITEM_TTY].result.s_int,
		.euid = head[ITEM_EUID].result.u_int,
		.threads = (uint32_t)head[ITEM_THREADS].result.s_int,
		.start = head[ITEM_START].result.ull_int,
		.cpu = head[ITEM_CPU].result.ull_int,
		.rss = head[ITEM_RSS].result.ul_int * scanner->page_size,
		.state = (char)head[ITEM_STATE].result.s_ch,
		.kernel_thread = head[ITEM_FLAGS].result.ul_int & FLAG_KERNEL_THREAD,
		/* Drawn anew by each exec; 0 for whoever may not trace the process. */
		.image = head[ITEM_STACK].result.ul_int,
		.nice = (int8_t)head[ITEM_NICE].result.s_int,
		.name = head[ITEM_COMMAND].result.str,
	};

	if (!ret_row->name)
		ret_row->name = "";
	return ret_row->state != '\0';
}

static const char *user_name(void *context, uid_t uid)
{
	return users_name(context, uid);
}

/* Adds one row for the builder, which drops those that tell of nobody. */
static int add_row(struct scanner *scanner, const struct pids_result *head,
	struct extra_fields *extra)
{
	struct process row;
	int r;

	if (!read_row(scanner, head, &row))
		return 0;
	row.tty_name = ttys_name(scanner->ttys, row.pid, row.sid, row.tty);
	r = extra ? extra_fields_fill(extra, &row) : 0;
	return r < 0 ? r : builder_add(scanner->builder, &row);
}

/* Adds all rows; extra: what is read of them beside the stat lines, or NULL. */
static int add_rows(struct scanner *scanner, struct extra_fields *extra)
{
	struct pids_fetch *fetch;
	int r = 0;

	ttys_begin(scanner->ttys);
	errno = 0;
	fetch = procps_pids_reap(scanner->pids, PIDS_FETCH_TASKS_ONLY);
	if (!fetch)
		return errno ? -errno : -EIO;
	for (struct pids_stack **stack = fetch->stacks; r == 0 && *stack; stack++)
		r = add_row(scanner, (*stack)->head, extra);
	return r;
}

static int add_rows_and_extra(struct scanner *scanner, const struct snapshot *previous)
{
	struct extra_fields extra;
	int r;

	if (!scanner->want)
		return add_rows(scanner, NULL);
	r = extra_fields_begin(&extra, scanner->want, previous);
	if (r == 0)
		r = add_rows(scanner, &extra);
	extra_fields_end(&extra);
	return r;
}

static int scan_into_builder(struct scanner *scanner, const struct snapshot *previous,
	const struct snapshot **ret_snapshot)
{
	struct machine machine;
	int r;

	if (!scanner->builder)
		scanner->builder = builder_new(HINT_PROCESSES);
	if (!scanner->builder)
		return -ENOMEM;
	read_machine(scanner, &machine);
	r = add_rows_and_extra(scanner, previous);
	if (r < 0)
		return r;
	machine.scanned = clock_now(CLOCK_BOOTTIME);
	machine.pids_after = read_pid_mark();
	return builder_build(scanner->builder, &machine, previous, user_name, scanner->users,
		ret_snapshot);
}

int scanner_scan(struct scanner *scanner, const struct snapshot *previous,
	const struct snapshot **ret_snapshot)
{
	int r = check_proc();

	if (r < 0)
		return r;
	r = scan_into_builder(scanner, previous, ret_snapshot);
	if (r < 0) {
		/* The rows of half a scan must not turn up in the next one. */
		builder_free(scanner->builder);
		scanner->builder = NULL;
	}
	return r;
}

void scanner_want(struct scanner *scanner, unsigned want)
{
	scanner->want = want;
}
