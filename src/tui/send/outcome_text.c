/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/gettext.h"
#include "base/text.h"
#include "kill/watch_end.h"
#include "report/sentence_outcome.h"
#include "tui/send/send_text.h"

/* ---- Targets ---- */

/* "2210  All 4 members were signalled.": with its number where there are several. */
static void put_result(struct text_view *view, const struct step *step, uint32_t target)
{
	char result[SENTENCE_MAX];

	sentence_result(step->delivery, target, result, sizeof(result));
	if (step->plan->target_count > 1)
		text_view_print(view, ROLE_TITLE, "%d  %s",
			(int)step->plan->targets[target].id.pgid, result);
	else
		text_view_wrap(view, ROLE_TITLE, result);
}

static void put_still_there(struct text_view *view, const struct step *step, uint32_t target)
{
	size_t living = watch_count(step->watch, target, WATCH_LIVING);

	if (living > 0)
		text_view_print(view, ROLE_WARNING,
			ngettext("%zu member is still alive.", "%zu members are still alive.",
				living),
			living);
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

static void put_tally(struct text_view *view, const struct step *step, uint32_t target)
{
	char text[SENTENCE_MAX];

	if (step->delivery->targets[target].error < 0)
		return;
	text_view_wrap(view, ROLE_GOOD, sentence_ended(step->watch, target, text, sizeof(text)));
	put_still_there(view, step, target);
	text_view_wrap(view, role_of(watch_end_of(step->watch, target)),
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

static void put_member(struct text_view *view, const struct step *step,
	const struct watch_member *member)
{
	char fate[SENTENCE_MAX];
	const struct member_line line = {
		.pid = member->id.pid,
		.state = member->state,
		.name = member->name,
		.what = fate,
	};

	say_fate(step, member, fate, sizeof(fate));
	member_line_add(view, &line);
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

void outcome_text_put(struct text_view *view, const struct step *step)
{
	char text[SENTENCE_MAX];

	for (uint32_t t = 0; t < step->plan->target_count; t++) {
		put_result(view, step, t);
		if (step->watch)
			put_tally(view, step, t);
		text_view_wrap(view, ROLE_WARNING,
			sentence_sudo(step->delivery, t, text, sizeof(text)));
		for (size_t i = 0; step->watch && i < step->watch->count; i++)
			if (step->watch->members[i].target == t &&
				is_told(step, &step->watch->members[i]))
				put_member(view, step, &step->watch->members[i]);
	}
}
