/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/plan_text.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "report/clean_name.h"
#include "report/sentence_plan.h"
#include "report/sentence_warning.h"
#include "tui/frame/draw.h"

/* Below so many columns of text there is no room for fields. */
#define NARROW 56

/* ---- Targets ---- */

static void put_command(struct page *page, const struct plan *plan, uint32_t index)
{
	char command[SENTENCE_MAX];
	char text[SENTENCE_MAX + 32];

	sentence_command(plan, index, command, sizeof(command));
	if (plan->target_count > 1)
		snprintf(text, sizeof(text), "%d  %s", (int)plan->targets[index].id.pgid, command);
	page_put(page, ROLE_TITLE, plan->target_count > 1 ? text : command);
}

/* "deploy   session 1423   pts/0, foreground" */
static void put_place(struct page *page, const struct plan *plan, const struct plan_target *target)
{
	const char *owner = snapshot_user_name(plan->snapshot, target->owner);
	const char *tty = target->tty_name[0] ? target->tty_name : _("no terminal");
	char user[128];
	char line[SENTENCE_MAX];

	clean_name(owner, strlen(owner), user, sizeof(user));
	if (target->foreground)
		snprintf(line, sizeof(line), _("%s   session %d   %s, foreground"), user,
			(int)target->id.sid, tty);
	else
		snprintf(line, sizeof(line), _("%s   session %d   %s"), user, (int)target->id.sid,
			tty);
	page_put(page, ROLE_TEXT, line);
}

/* What must not be overlooked has a sign, too: colour alone says nothing. */
static void put_marked(struct page *page, enum role role, const char *sentence)
{
	char text[SENTENCE_MAX + 2];

	if (!sentence[0])
		return;
	snprintf(text, sizeof(text), "! %s", sentence);
	page_wrap(page, role, text);
}

/* One sentence at the end will do where it is the same for all that will be sent. */
static bool has_one_guarantee(const struct plan *plan)
{
	bool has[PIN_VERIFIED + 1] = {false};

	for (uint32_t i = 0; i < plan->target_count; i++)
		has[plan->targets[i].guarantee] |= plan_target_is_open(&plan->targets[i]);
	return !(has[PIN_EXACT] && has[PIN_VERIFIED]);
}

static void put_target(struct page *page, const struct plan *plan, uint32_t index,
	bool with_guarantee)
{
	const struct plan_target *target = &plan->targets[index];
	char text[SENTENCE_MAX];

	if (target->member_count > 0) {
		put_command(page, plan, index);
		put_place(page, plan, target);
		page_wrap(page, ROLE_TEXT,
			sentence_counts(target->counts, plan->signal, text, sizeof(text)));
	}
	put_marked(page, ROLE_DANGER, sentence_reason(plan, index, text, sizeof(text)));
	if (!plan_target_is_open(target))
		return;
	for (uint32_t i = 0; i < target->warning_count; i++)
		put_marked(page, ROLE_WARNING,
			sentence_warning(plan, index, &target->warnings[i], text, sizeof(text)));
	if (with_guarantee)
		page_wrap(page, ROLE_GOOD, sentence_guarantee(target->guarantee));
}

static void put_common_guarantee(struct page *page, const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->target_count; i++) {
		if (!plan_target_is_open(&plan->targets[i]))
			continue;
		page_wrap(page, ROLE_GOOD, sentence_guarantee(plan->targets[i].guarantee));
		return;
	}
}

static bool has_stopped(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->member_count; i++)
		if (plan->members[i].notes & NOTE_STOPPED)
			return true;
	return false;
}

void plan_text_put(struct page *page, const struct plan *plan)
{
	bool common = has_one_guarantee(plan);

	for (uint32_t i = 0; i < plan->target_count; i++)
		put_target(page, plan, i, !common);
	if (has_stopped(plan))
		page_wrap(page, ROLE_TEXT, _("c lets SIGCONT follow, or not."));
	if (plan->target_count > 0 && plan->targets[0].session > 0)
		page_wrap(page, ROLE_TEXT, sentence_session());
	if (common)
		put_common_guarantee(page, plan);
}

/* ---- Members ---- */

/* Where there is no room for fields, in as many lines as it takes: "2210 make: catches it". */
static void put_narrow(struct page *page, const struct plan *plan, uint32_t index)
{
	const struct plan_member *member = &plan->members[index];
	char name[64];
	char what[SENTENCE_MAX];
	char text[SENTENCE_MAX + 128];

	snprintf(text, sizeof(text), "%d %s: %s", (int)member->id.pid,
		clean_name(member->name, strlen(member->name), name, sizeof(name)),
		sentence_member(plan, index, what, sizeof(what)));
	page_wrap(page, ROLE_TEXT, text);
}

/* PID, state, owner, name, and what it will do, each in its field. */
static void put_member(struct page *page, const struct plan *plan, uint32_t index)
{
	const struct plan_member *member = &plan->members[index];
	const char *owner = snapshot_user_name(plan->snapshot, member->uid);
	char text[SENTENCE_MAX];
	int y;

	if (page->width < NARROW) {
		put_narrow(page, plan, index);
		return;
	}
	y = page_next(page);
	if (y < 0)
		return;
	draw_format(page->screen, y, 2, 10, ROLE_TEXT, "%7d %c", (int)member->id.pid,
		member->state);
	draw_field(page->screen, y, 12, 10, ALIGN_LEFT, ROLE_TEXT,
		clean_name(owner, strlen(owner), text, sizeof(text)));
	draw_field(page->screen, y, 23, 16, ALIGN_LEFT, ROLE_TEXT,
		clean_name(member->name, strlen(member->name), text, sizeof(text)));
	draw_text(page->screen, y, 40, page->width - 38, ROLE_TEXT,
		sentence_member(plan, index, text, sizeof(text)));
}

void plan_text_put_members(struct page *page, const struct plan *plan)
{
	for (uint32_t t = 0; t < plan->target_count; t++) {
		const struct plan_target *target = &plan->targets[t];

		if (plan->target_count > 1 && target->member_count > 0)
			put_command(page, plan, t);
		for (uint32_t i = 0; i < target->member_count; i++)
			put_member(page, plan, target->member_first + i);
	}
}
