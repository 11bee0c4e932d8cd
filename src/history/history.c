/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"
#include "history/history_file.h"
#include "history/system_log.h"
#include "kill/sigtable.h"

/* A line of the log holds so much in any syslogd (RFC 3164 allows 1024 with the header). */
#define LOG_LINE_MAX 900

/* ---- The line of the log ---- */

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
	if (sender->login_uid >= 0)
		fprintf(out, " (login uid %u)", (uid_t)sender->login_uid);
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

/* ---- An entry ---- */

bool history_entry_init(struct history_entry *ret_entry, const struct step *step, bool watched)
{
	struct history_entry entry = {.path = NULL};
	struct history_sender sender;

	if (!history_record_is_due(step))
		return false;
	history_sender_init(&sender, step->plan->snapshot);
	entry.fault = history_file_path(&entry.path);
	if (entry.fault == 0)
		entry.fault = history_record_write(step, &sender, watched, &entry.line);
	*ret_entry = entry;
	return true;
}

bool history_entry_init_log(struct history_entry *ret_entry, const struct history *history,
	const struct step *step)
{
	struct history_sender sender;
	char log[LOG_LINE_MAX];

	if (geteuid() != 0 || history->log_is_stuck || !history_record_is_due(step))
		return false;
	history_sender_init(&sender, step->plan->snapshot);
	*ret_entry = (struct history_entry){
		.log = strdup(history_log_line(step, &sender, log, sizeof(log))),
	};
	ret_entry->fault = ret_entry->log ? 0 : -ENOMEM;
	return true;
}

void history_entry_done(struct history_entry *entry)
{
	free(entry->path);
	free(entry->line);
	free(entry->log);
	*entry = (struct history_entry){.path = NULL};
}

void history_entry_write(struct history_entry *entry)
{
	if (entry->fault == 0 && entry->line)
		entry->fault = history_file_append(entry->path, geteuid() == 0, entry->line);
	entry->log_is_stuck = entry->log && system_log_write(entry->log) == -EAGAIN;
	if (entry->log_is_stuck && entry->fault == 0)
		entry->fault = HISTORY_LOG_STUCK;
}

int history_note(struct history *history, const struct history_entry *entry)
{
	history->log_is_stuck |= entry->log_is_stuck;
	if (entry->fault == 0 || history->fault != 0)
		return 0;
	history->fault = entry->fault;
	return entry->fault;
}

int history_add(struct history *history, const struct step *step, bool watched)
{
	CLEANUP(history_entry_done) struct history_entry entry = {.path = NULL};

	if (!history_entry_init(&entry, step, watched))
		return 0;
	history_entry_write(&entry);
	return history_note(history, &entry);
}

int history_log(struct history *history, const struct step *step)
{
	CLEANUP(history_entry_done) struct history_entry entry = {.path = NULL};

	if (!history_entry_init_log(&entry, history, step))
		return 0;
	history_entry_write(&entry);
	return history_note(history, &entry);
}
