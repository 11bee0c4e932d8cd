/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "report/clean_name.h"
#include "report/sentence_plan.h"
#include "report/sentence_warning.h"
#include "tui/send/send_text.h"

/* ---- Targets ---- */

/* "2210  make": with its number where there are several. */
static void put_command(struct text_view *view, const struct plan *plan, uint32_t index)
{
	char command[SENTENCE_MAX];
	char text[SENTENCE_MAX + 32];

	sentence_command(plan, index, command, sizeof(command));
	snprintf(text, sizeof(text), "%d  %s", (int)plan->targets[index].id.pgid, command);
	if (plan->target_count > 1)
		text_view_line(view, ROLE_TITLE, text);
	else if (command[0])
		text_view_line(view, ROLE_TITLE, command);
}

/* "deploy   session 1423   pts/0, foreground" */
static void put_place(struct text_view *view, const struct plan *plan,
	const struct plan_target *target)
{
	const char *owner = snapshot_user_name(plan->snapshot, target->owner);
	const char *tty = target->tty_name[0] ? target->tty_name : _("no terminal");
	char user[128];
	char line[SENTENCE_MAX];

	clean_name(owner, user, sizeof(user));
	if (target->foreground)
		snprintf(line, sizeof(line), _("%s   session %d   %s, foreground"), user,
			(int)target->id.sid, tty);
	else
		snprintf(line, sizeof(line), _("%s   session %d   %s"), user, (int)target->id.sid,
			tty);
	text_view_line(view, ROLE_TEXT, line);
}

/* What must not be overlooked has a sign, too: colour alone says nothing. */
static void put_marked(struct text_view *view, enum role role, const char *sentence)
{
	if (sentence[0])
		text_view_print(view, role, "! %s", sentence);
}

/* One sentence at the end will do where it is the same for all that will be sent. */
static bool has_one_guarantee(const struct plan *plan)
{
	bool has[PIN_VERIFIED + 1] = {false};

	for (uint32_t i = 0; i < plan->target_count; i++)
		has[plan->targets[i].guarantee] |= plan_target_is_open(&plan->targets[i]);
	return !(has[PIN_EXACT] && has[PIN_VERIFIED]);
}

static void put_target(struct text_view *view, const struct plan *plan, uint32_t index,
	bool with_guarantee)
{
	const struct plan_target *target = &plan->targets[index];
	char text[SENTENCE_MAX];

	if (target->member_count > 0) {
		put_command(view, plan, index);
		put_place(view, plan, target);
		text_view_wrap(view, ROLE_TEXT,
			sentence_counts(target->counts, plan->signal, text, sizeof(text)));
	}
	put_marked(view, ROLE_DANGER, sentence_reason(plan, index, text, sizeof(text)));
	if (!plan_target_is_open(target))
		return;
	for (uint32_t i = 0; i < target->warning_count; i++)
		put_marked(view, ROLE_WARNING,
			sentence_warning(plan, index, &target->warnings[i], text, sizeof(text)));
	if (with_guarantee)
		text_view_wrap(view, ROLE_GOOD, sentence_guarantee(target->guarantee));
}

static void put_common_guarantee(struct text_view *view, const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->target_count; i++) {
		if (!plan_target_is_open(&plan->targets[i]))
			continue;
		text_view_wrap(view, ROLE_GOOD, sentence_guarantee(plan->targets[i].guarantee));
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

void plan_text_put(struct text_view *view, const struct plan *plan)
{
	bool common = has_one_guarantee(plan);

	for (uint32_t i = 0; i < plan->target_count; i++)
		put_target(view, plan, i, !common);
	if (has_stopped(plan))
		text_view_wrap(view, ROLE_TEXT, _("c chooses whether SIGCONT follows."));
	if (plan->target_count > 0 && plan->targets[0].session > 0)
		text_view_wrap(view, ROLE_TEXT, sentence_session());
	if (common)
		put_common_guarantee(view, plan);
}

/* ---- Members ---- */

static void put_member(struct text_view *view, const struct plan *plan, uint32_t index)
{
	const struct plan_member *member = &plan->members[index];
	char what[SENTENCE_MAX];
	const struct member_line line = {
		.pid = member->id.pid,
		.state = member->state,
		.owner = snapshot_user_name(plan->snapshot, member->uid),
		.name = member->name,
		.what = sentence_member(plan, index, what, sizeof(what)),
	};

	member_line_add(view, &line);
}

void plan_text_put_members(struct text_view *view, const struct plan *plan)
{
	for (uint32_t t = 0; t < plan->target_count; t++) {
		const struct plan_target *target = &plan->targets[t];

		if (plan->target_count > 1 && target->member_count > 0)
			put_command(view, plan, t);
		for (uint32_t i = 0; i < target->member_count; i++)
			put_member(view, plan, target->member_first + i);
	}
}
