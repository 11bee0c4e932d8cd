/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "snapshot_fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/number.h"
#include "model/builder.h"

#define TICKS 100
#define PROCESSORS UINT64_C(4)

static void *must(void *memory)
{
	if (!memory) {
		fputs("snapshot_fixture: out of memory\n", stderr);
		abort();
	}
	return memory;
}

struct machine snapshot_fixture_machine(void)
{
	return (struct machine){
		.host = "web1",
		.load = {8.12, 6.40, 3.01},
		.cpu_percent = NAN,
		.cpu_busy = 1000000,
		.cpu_total = PROCESSORS * FIRST_UPTIME * TICKS,
		.memory_total = UINT64_C(62) << 30,
		.memory_used = UINT64_C(19) << 30,
		.uptime = UINT64_C(1000000000) * FIRST_UPTIME,
		.time = 1700000000,
		.ticks_per_second = TICKS,
	};
}

static pid_t filled_number(pid_t given, pid_t otherwise)
{
	if (given == REAL_ZERO)
		return 0;
	return given != 0 ? given : otherwise;
}

static pid_t usual_parent(const struct process *row)
{
	if (row->kernel_thread)
		return row->pid == 2 ? 0 : 2;
	if (row->pid == 1)
		return 0;
	if (row->pgid != row->pid && row->pgid > 0)
		return row->pgid;
	if (row->sid != row->pid && row->sid > 0)
		return row->sid;
	return 1;
}

/* Device numbers as Linux has them: 136:N for pts/N, 4:N for ttyN, 5:1 for the rest. */
static uint32_t device_of(const char *tty_name)
{
	pid_t number;

	if (!tty_name)
		return 0;
	if (strncmp(tty_name, "pts/", 4) == 0 && number_parse_pid(tty_name + 4, &number) == 0)
		return 136u << 8 | (uint32_t)number;
	if (strncmp(tty_name, "tty", 3) == 0 && number_parse_pid(tty_name + 3, &number) == 0)
		return 4u << 8 | (uint32_t)number;
	return 5u << 8 | 1;
}

static struct process filled_row(const struct process *given)
{
	struct process row = *given;

	row.pgid = filled_number(row.pgid, row.kernel_thread ? 0 : row.pid);
	row.sid = filled_number(row.sid, row.pgid);
	row.ppid = filled_number(row.ppid, usual_parent(&row));
	if (row.start == 0)
		row.start = 1000000 + (uint64_t)row.pid;
	if (row.state == 0)
		row.state = row.kernel_thread ? 'I' : 'S';
	if (row.threads == 0 && row.state != 'Z' && row.state != 'X')
		row.threads = 1;
	if (!row.name)
		row.name = "idle";
	if (row.tty == 0)
		row.tty = device_of(row.tty_name);
	if (row.tpgid == 0)
		row.tpgid = -1;
	return row;
}

static const char *name_of_user(void *context, uid_t uid)
{
	(void)context;
	switch (uid) {
	case USER_ROOT:
		return "root";
	case USER_DEPLOY:
		return "deploy";
	case USER_BUILD:
		return "build";
	default:
		return NULL;
	}
}

const struct snapshot *snapshot_fixture_on(const struct machine *machine,
        const struct snapshot *previous, const struct process *rows, size_t count)
{
	struct builder *builder = must(builder_new(count));
	const struct snapshot *snapshot;

	for (size_t i = 0; i < count; i++) {
		struct process row = filled_row(&rows[i]);

		if (builder_add(builder, &row) < 0)
			must(NULL);
	}
	if (builder_build(builder, machine, previous, name_of_user, NULL, &snapshot) < 0)
		must(NULL);
	builder_free(builder);
	return snapshot;
}

const struct snapshot *snapshot_fixture(
        const struct snapshot *previous, const struct process *rows, size_t count)
{
	struct machine machine = snapshot_fixture_machine();

	if (previous) {
		machine = previous->machine;
		machine.uptime += 1000000000;
		machine.time++;
		machine.cpu_busy += PROCESSORS * TICKS / 2;
		machine.cpu_total += PROCESSORS * TICKS;
	}
	return snapshot_fixture_on(&machine, previous, rows, count);
}

static struct detail filled_detail(
        const struct snapshot *snapshot, const struct detail_fixture *row)
{
	const struct process *process = snapshot_process(snapshot, row->pid);
	struct detail detail = {.alive = !row->gone, .masks_known = !row->masks_unknown};

	if (!process) {
		fprintf(stderr, "snapshot_fixture: no process %d in the snapshot\n", (int)row->pid);
		abort();
	}
	detail.id = process_identity(process);
	detail.stat = (struct process_stat){process->pid, process->ppid, process->pgid,
	        process->sid, process->tty, process->threads, process->state, process->start};
	detail.masks = (struct signal_masks){row->blocked, row->ignored, row->caught, row->pending};
	if (row->command)
		detail.command = must(strdup(row->command));
	if (row->cgroup)
		detail.cgroup = must(strdup(row->cgroup));
	if (row->login) {
		detail.login = must(malloc(sizeof(*detail.login)));
		*detail.login = *row->login;
	}
	if (row->wchan)
		snprintf(detail.wchan, sizeof(detail.wchan), "%s", row->wchan);
	return detail;
}

static int compare_details(const void *a, const void *b)
{
	return process_id_compare(((const struct detail *)a)->id, ((const struct detail *)b)->id);
}

struct detail_set *detail_fixture_set(
        const struct snapshot *snapshot, const struct detail_fixture *rows, size_t count)
{
	struct detail_set *set = must(calloc(1, sizeof(*set)));

	set->items = must(calloc(count ? count : 1, sizeof(*set->items)));
	set->count = count;
	for (size_t i = 0; i < count; i++)
		set->items[i] = filled_detail(snapshot, &rows[i]);
	qsort(set->items, count, sizeof(*set->items), compare_details);
	return set;
}
