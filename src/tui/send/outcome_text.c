/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/outcome_text.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "report/clean_name.h"
#include "report/sentence.h"
#include "tui/frame/draw.h"

/* Below so many columns of text there is no room for fields. */
#define NARROW 56

#define NAME_WIDTH 16

/* ---- Targets ---- */

/* "2210  All 4 members were signalled.": with its number where there are several. */
static void put_result(struct page *page, const struct step *step, uint32_t target)
{
	char result[SENTENCE_MAX];
	char text[SENTENCE_MAX + 32];

	sentence_result(step->delivery, target, result, sizeof(result));
	snprintf(text, sizeof(text), "%d  %s", (int)step->plan->targets[target].id.pgid, result);
	page_wrap(page, ROLE_TITLE, step->plan->target_count > 1 ? text : result);
}

static void put_still_there(struct page *page, const struct step *step, uint32_t target)
{
	size_t living = watch_count(step->watch, target, WATCH_LIVING);
	char text[SENTENCE_MAX];

	if (living == 0)
		return;
	snprintf(text, sizeof(text),
		ngettext("%zu member is still there.", "%zu members are still there.", living),
		living);
	page_wrap(page, ROLE_WARNING, text);
}

static enum role role_of(enum watch_end end)
{
	switch (end) {
	case WATCH_GONE:
		return ROLE_GOOD;
	case WATCH_LEFT_ZOMBIES:
	case WATCH_MOVED:
	case WATCH_DOUBTFUL:
		return ROLE_WARNING;
	case WATCH_NOTHING_SENT:
	case WATCH_GOES_ON:
	case WATCH_UNCONFIRMED:
		break;
	}
	return ROLE_TEXT;
}

static void put_tally(struct page *page, const struct step *step, uint32_t target)
{
	char text[SENTENCE_MAX];

	if (step->delivery->targets[target].error < 0)
		return;
	page_wrap(page, ROLE_GOOD, sentence_ended(step->watch, target, text, sizeof(text)));
	put_still_there(page, step, target);
	page_wrap(page, role_of(watch_end_of(step->watch, target)),
		sentence_end(step->watch, target, text, sizeof(text)));
}

/* ---- Members ---- */

static void say_fate(const struct step *step, const struct watch_member *member, char *buf,
	size_t size)
{
	if (member->fate == WATCH_NOT_SENT && member->member != UINT32_MAX)
		sentence_outcome(step->delivery, member->member, buf, size);
	else
		sentence_fate(step->watch, member, buf, size);
}

/* Where there is no room for fields, in as many lines as it takes: "2210 make: still there ...". */
static void put_narrow(struct page *page, const struct step *step,
	const struct watch_member *member)
{
	char name[64];
	char fate[SENTENCE_MAX];
	char text[SENTENCE_MAX + 128];

	say_fate(step, member, fate, sizeof(fate));
	snprintf(text, sizeof(text), "%d %s: %s", (int)member->id.pid,
		clean_name(member->name, strlen(member->name), name, sizeof(name)), fate);
	page_wrap(page, ROLE_TEXT, text);
}

/* PID, state and name, and behind them what became of it, each in its field. */
static void put_member(struct page *page, const struct step *step,
	const struct watch_member *member)
{
	char text[SENTENCE_MAX];
	int y;

	if (page->width < NARROW) {
		put_narrow(page, step, member);
		return;
	}
	y = page_next(page);
	if (y < 0)
		return;
	draw_format(page->screen, y, 2, 10, ROLE_TEXT, "%7d %c", (int)member->id.pid,
		member->state);
	draw_field(page->screen, y, 12, NAME_WIDTH, ALIGN_LEFT, ROLE_TEXT,
		clean_name(member->name, strlen(member->name), text, sizeof(text)));
	say_fate(step, member, text, sizeof(text));
	draw_text(page->screen, y, 13 + NAME_WIDTH, page->width - 11 - NAME_WIDTH, ROLE_TEXT, text);
}

/* Of members that ended, how many is enough. */
static bool is_told(const struct step *step, const struct watch_member *member)
{
	if (member->fate == WATCH_ENDED)
		return false;
	/* Of a target that was refused, nothing was done to anybody. */
	return member->fate != WATCH_NOT_SENT || member->member == UINT32_MAX ||
		step->delivery->members[member->member].outcome != OUTCOME_NONE;
}

void outcome_text_put(struct page *page, const struct step *step)
{
	char text[SENTENCE_MAX];

	for (uint32_t t = 0; t < step->plan->target_count; t++) {
		put_result(page, step, t);
		if (step->watch)
			put_tally(page, step, t);
		page_wrap(page, ROLE_WARNING, sentence_sudo(step->delivery, t, text, sizeof(text)));
		for (size_t i = 0; step->watch && i < step->watch->count; i++)
			if (step->watch->members[i].target == t &&
				is_told(step, &step->watch->members[i]))
				put_member(page, step, &step->watch->members[i]);
	}
}
