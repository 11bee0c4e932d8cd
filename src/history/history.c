/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"
#include "history/history_file.h"
#include "kill/sigtable.h"

/* A line of the log holds so much in any syslogd (RFC 3164 allows 1024 with the header). */
#define LOG_LINE_MAX 900

/* ---- The file ---- */

/* Whether the last line has no end, because the disk was full when it was written. */
static bool is_broken_off(int fd)
{
	struct stat status;
	char last;

	return fstat(fd, &status) == 0 && status.st_size > 0 &&
		pread(fd, &last, 1, status.st_size - 1) == 1 && last != '\n';
}

/* All of it in one call, unless the disk is full: then the next one says so. */
static int write_line(int fd, const char *line)
{
	size_t left = strlen(line);

	while (left > 0) {
		ssize_t written = write(fd, line, left);

		if (written < 0 && errno != EINTR)
			return -errno;
		if (written > 0) {
			line += written;
			left -= (size_t)written;
		}
	}
	return 0;
}

int history_append(const char *path, bool strict, const char *line)
{
	CLEANUP_CLOSE int fd = history_file_open_to_write(path, strict);
	CLEANUP_FREE char *longer = NULL;

	if (fd < 0)
		return fd;
	if (is_broken_off(fd)) {
		if (asprintf(&longer, "\n%s", line) < 0)
			return -ENOMEM;
		line = longer;
	}
	return write_line(fd, line);
}

static int add_to_file(const struct step *step, const struct history_sender *sender, bool watched)
{
	CLEANUP_FREE char *line = NULL;
	CLEANUP_FREE char *path = NULL;
	int r = history_file_path(&path);

	if (r == 0)
		r = json_line(history_record_make(step, sender, watched), &line);
	return r == 0 ? history_append(path, geteuid() == 0, line) : r;
}

/* ---- The log ---- */

/* "2210@918273 (make -j16), exact: 11 signalled, 1 denied" */
static void put_target(FILE *out, const struct step *step, uint32_t index)
{
	const struct plan_target *target = &step->plan->targets[index];
	const struct target_report *report = &step->delivery->targets[index];
	const char *guarantee = history_record_guarantee(target);
	const char *name = target->command ? target->command : target->name;
	const char *separator = ": ";
	char id[GROUP_ID_TEXT_MAX];
	char command[128];

	text_clean(name, strlen(name), TEXT_ASCII, command, sizeof(command));
	fprintf(out, "%s (%s), %s", group_id_format(&target->id, id), command,
		guarantee ? guarantee : target_result_word(report->result));
	for (enum outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
		if (report->counts[outcome] == 0 || !outcome_word(outcome))
			continue;
		fprintf(out, "%s%u %s", separator, report->counts[outcome], outcome_word(outcome));
		separator = ", ";
	}
}

static void put_sender(FILE *out, const struct history_sender *sender)
{
	fprintf(out, "by uid %u", sender->uid);
	if (sender->sudo_uid >= 0)
		fprintf(out, " (sudo by uid %u)", (uid_t)sender->sudo_uid);
	fprintf(out, " at %s", sender->tty ? sender->tty : "no terminal");
}

char *history_log_line(const struct step *step, const struct history_sender *sender, char *buf,
	size_t size)
{
	char signal[SIGNAL_NAME_MAX];
	FILE *out = fmemopen(buf, size, "w");

	buf[0] = '\0';
	if (!out)
		return buf;
	/* Who comes first: at the end there may be too many targets. */
	fprintf(out, "SIG%s ", sigtable_name(step->plan->signal, signal));
	put_sender(out, sender);
	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		fputs(i == 0 ? " to " : "; ", out);
		put_target(out, step, i);
	}
	fclose(out);
	buf[size - 1] = '\0';
	return buf;
}

static void add_to_log(const struct step *step, const struct history_sender *sender)
{
	char line[LOG_LINE_MAX];

	openlog(PACKAGE, LOG_PID, LOG_AUTHPRIV);
	syslog(LOG_NOTICE, "%s", history_log_line(step, sender, line, sizeof(line)));
	closelog();
}

/* ---- Both ---- */

int history_add(struct history *history, const struct step *step, bool watched)
{
	struct history_sender sender;
	int r;

	if (!history_record_is_due(step))
		return 0;
	history_sender_init(&sender, step->plan->snapshot);
	if (geteuid() == 0)
		add_to_log(step, &sender);
	r = add_to_file(step, &sender, watched);
	if (r == 0 || history->fault != 0)
		return 0;
	history->fault = r;
	return r;
}
