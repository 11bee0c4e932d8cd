/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/history_text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/amount.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "report/clean_name.h"

/* Room for one line before it is wrapped, and for one word of the file's in it: a line has four
 * words at most, so that no character is ever cut in two. */
#define LINE_MAX_BYTES 2048
#define WORD_MAX_BYTES 256

/* A line that grows; what does not fit is left out. */
struct line {
	char text[LINE_MAX_BYTES];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void put(struct line *line, const char *format, ...)
{
	size_t room = sizeof(line->text) - line->length;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line->text + line->length, room, format, arguments);
	va_end(arguments);
	if (length > 0)
		line->length += (size_t)length < room ? (size_t)length : room - 1;
}

static const char *clean(const char *text, char buf[WORD_MAX_BYTES])
{
	return clean_name(text, buf, WORD_MAX_BYTES);
}

/* "2026-11-25 05:13:22" where the reader lives; as the file has it where it is no time. */
static const char *local_time(const char *time, char buf[WORD_MAX_BYTES])
{
	struct tm parts = {.tm_sec = 0};
	const char *rest = strptime(time, "%Y-%m-%dT%H:%M:%SZ", &parts);
	time_t seconds = rest && *rest == '\0' ? timegm(&parts) : -1;

	if (seconds == -1 || !localtime_r(&seconds, &parts) ||
		strftime(buf, WORD_MAX_BYTES, "%Y-%m-%d %H:%M:%S", &parts) == 0)
		return clean(time, buf);
	return buf;
}

/* "2026-11-25 05:13:22  SIGTERM by root on pts/0" */
static void put_send(struct text_view *view, const struct history_send *send)
{
	struct line line = {.length = 0};
	char time[WORD_MAX_BYTES];
	char signal[WORD_MAX_BYTES];
	char user[WORD_MAX_BYTES];
	char tty[WORD_MAX_BYTES];

	clean(send->signal, signal);
	clean(send->user, user);
	clean(send->tty, tty);
	put(&line, "%s  ", local_time(send->time, time));
	if (send->sudo_uid >= 0)
		put(&line, _("SIG%s by %s, via sudo from UID %d"), signal, user,
			(int)send->sudo_uid);
	else
		put(&line, _("SIG%s by %s"), signal, user);
	/* What the environment says of sudo anybody can have put there. */
	if (send->login_uid >= 0 && send->login_uid != send->sudo_uid) {
		put(&line, ", ");
		put(&line, _("logged in as UID %u"), (unsigned)send->login_uid);
	}
	if (tty[0]) {
		put(&line, " ");
		put(&line, _("on %s"), tty);
	}
	text_view_wrap(view, ROLE_TITLE, line.text);
}

/* What there is to say of the outcomes, in the order of what matters. */
static void put_counts(struct line *line, const struct history_target *target)
{
	const uint32_t *counts = target->counts;
	uint32_t signalled = counts[OUTCOME_SIGNALLED] + counts[OUTCOME_SURVIVED];

	put(line, ngettext("%u signalled", "%u signalled", signalled), signalled);
	if (target->newborn > 0)
		put(line, _(" (%lld of them born since)"), (long long)target->newborn);
	if (counts[OUTCOME_DENIED] > 0) {
		put(line, ", ");
		put(line, ngettext("%u not permitted", "%u not permitted", counts[OUTCOME_DENIED]),
			counts[OUTCOME_DENIED]);
	}
	if (counts[OUTCOME_GONE] > 0) {
		put(line, ", ");
		put(line, ngettext("%u gone", "%u gone", counts[OUTCOME_GONE]),
			counts[OUTCOME_GONE]);
	}
	if (counts[OUTCOME_ZOMBIE] > 0) {
		put(line, ", ");
		put(line, ngettext("%u zombie", "%u zombies", counts[OUTCOME_ZOMBIE]),
			counts[OUTCOME_ZOMBIE]);
	}
	if (target->continued) {
		put(line, ", ");
		put(line, "%s", _("SIGCONT followed"));
	}
}

static void put_survivors(struct line *line, const struct history_target *target)
{
	uint32_t named = target->survivor_count < HISTORY_SURVIVORS_MAX ? target->survivor_count
									: HISTORY_SURVIVORS_MAX;

	put(line, "; ");
	put(line,
		ngettext("%u alive after the wait:", "%u alive after the wait:",
			target->survivor_count),
		target->survivor_count);
	for (uint32_t i = 0; i < named; i++)
		put(line, " %lld", (long long)target->survivors[i]);
	if (named < target->survivor_count)
		put(line, " ...");
}

static void put_end(struct line *line, const struct history_target *target)
{
	char seconds[AMOUNT_MAX];

	if (target->survivor_count > 0) {
		put_survivors(line, target);
	} else if (isfinite(target->seconds) && target->seconds >= 0) {
		amount_seconds((uint64_t)(target->seconds * CLOCK_SECOND), seconds);
		put(line, "; ");
		put(line, _("all ended, the last after %s s"), seconds);
	} else if (!target->watched) {
		put(line, "; %s", _("the end was not waited for"));
	}
}

/* A word of the file's, in the reader's language if it is one of posse's. */
static const char *translate(const char *word, char buf[WORD_MAX_BYTES])
{
	static const char *const words[] = {N_("exact"), N_("verified"), N_("gone"), N_("changed"),
		N_("refused")};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(word, words[i]) == 0)
			return _(words[i]);
	return clean(word, buf);
}

/* Whether there was a group call. */
static bool was_sent(const struct history_target *target)
{
	static const enum target_result sent[] = {RESULT_SIGNALLED, RESULT_PARTIAL, RESULT_DENIED};

	for (size_t i = 0; i < COUNT(sent); i++)
		if (strcmp(target->result, target_result_word(sent[i])) == 0)
			return true;
	return false;
}

static void put_target(struct text_view *view, const struct history_target *target)
{
	struct line line = {.length = 0};
	char id[WORD_MAX_BYTES];
	char command[WORD_MAX_BYTES];
	char word[WORD_MAX_BYTES];

	put(&line, "%s  %s", clean(target->id, id), clean(target->command, command));
	text_view_wrap(view, ROLE_TEXT, line.text);

	line.length = 0;
	if (was_sent(target)) {
		put(&line, "    %s: ", translate(target->guarantee, word));
		put_counts(&line, target);
		put_end(&line, target);
	} else {
		put(&line, "    %s: ", translate(target->result, word));
		put(&line, "%s", _("nothing was sent"));
	}
	text_view_wrap(view, ROLE_DIM, line.text);
}

void history_text_put(struct text_view *view, const struct history_sends *sends)
{
	if (sends->count == 0 && sends->unread == 0)
		text_view_wrap(view, ROLE_TEXT, _("Nothing has been sent yet."));
	for (size_t i = 0; i < sends->count; i++) {
		put_send(view, &sends->sends[i]);
		for (size_t t = 0; t < sends->sends[i].target_count; t++)
			put_target(view, &sends->sends[i].targets[t]);
	}
	if (sends->cut)
		text_view_wrap(view, ROLE_NOTICE, _("The file has older entries."));
	if (sends->unread > 0)
		text_view_print(view, ROLE_NOTICE,
			ngettext("%zu line of the file could not be read.",
				"%zu lines of the file could not be read.", sends->unread),
			sends->unread);
}
