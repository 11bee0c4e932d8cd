/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/plan_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/number.h"
#include "kill/sigtable.h"
#include "report/name.h"
#include "report/sentence.h"
#include "tui/draw.h"
#include "tui/key.h"
#include "tui/outcome_screen.h"
#include "tui/page.h"

#define PLAN_WIDTH 76

/* Below so many columns of text there is no room for fields. */
#define NARROW 56

/* Digits of the largest PGID, with the NUL. */
#define TYPED_MAX 11

struct plan_screen {
	struct screen screen;
	struct aim *aim; /* owned share */
	struct plan *plan; /* owned */
	bool members; /* the members are listed */
	bool read; /* all that is said of the group has been on the screen */
	struct scroll scroll; /* of the members, or of what is said of the group */
	char typed[TYPED_MAX]; /* of a protected target's PGID */
};

static void done(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	plan_free(self->plan);
	aim_unref(self->aim);
	free(self);
}

static bool wants_typing(const struct plan_screen *self)
{
	return self->plan->targets[0].standing == PLAN_PROTECTED;
}

/* "deploy   session 1423   pts/0, foreground" */
static void put_place(struct page *page, const struct plan_screen *self)
{
	const struct plan_target *target = &self->plan->targets[0];
	const char *owner = snapshot_user_name(self->plan->snapshot, target->owner);
	const char *tty = target->tty_name[0] ? target->tty_name : _("no terminal");
	char user[128];
	char line[SENTENCE_MAX];

	name_text(owner, strlen(owner), user, sizeof(user));
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

static void put_summary(struct page *page, const struct plan_screen *self)
{
	const struct plan_target *target = &self->plan->targets[0];
	char text[SENTENCE_MAX];

	if (target->command)
		name_text(target->command, target->command_len, text, sizeof(text));
	else
		name_text(target->name, strlen(target->name), text, sizeof(text));
	page_put(page, ROLE_TITLE, text);
	put_place(page, self);
	page_wrap(page, ROLE_TEXT,
		sentence_counts(target->counts, self->plan->signal, text, sizeof(text)));
	put_marked(page, ROLE_DANGER, sentence_reason(self->plan, 0, text, sizeof(text)));
	for (uint32_t i = 0; i < target->warning_count; i++)
		put_marked(page, ROLE_WARNING,
			sentence_warning(
				self->plan, 0, &target->warnings[i], text, sizeof(text)));
	page_wrap(page, ROLE_GOOD, sentence_guarantee(target->guarantee));
}

/* Where there is no room for fields, in as many lines as it takes: "2210 make: catches it". */
static void put_narrow(struct page *page, const struct plan_screen *self, uint32_t index)
{
	const struct plan_member *member = &self->plan->members[index];
	char name[64];
	char what[SENTENCE_MAX];
	char text[SENTENCE_MAX + 128];

	snprintf(text, sizeof(text), "%d %s: %s", (int)member->id.pid,
		name_text(member->name, strlen(member->name), name, sizeof(name)),
		sentence_member(self->plan, index, what, sizeof(what)));
	page_wrap(page, ROLE_TEXT, text);
}

/* PID, state, owner, name, and what it will do, each in its field. */
static void put_member(struct page *page, const struct plan_screen *self, uint32_t index)
{
	const struct plan_member *member = &self->plan->members[index];
	const char *owner = snapshot_user_name(self->plan->snapshot, member->uid);
	char text[SENTENCE_MAX];
	int y;

	if (page->width < NARROW) {
		put_narrow(page, self, index);
		return;
	}
	y = page_next(page);
	if (y < 0)
		return;
	draw_format(page->screen, y, 2, 10, ROLE_TEXT, "%7d %c", (int)member->id.pid,
		member->state);
	draw_field(page->screen, y, 12, 10, ALIGN_LEFT, ROLE_TEXT,
		name_text(owner, strlen(owner), text, sizeof(text)));
	draw_field(page->screen, y, 23, 16, ALIGN_LEFT, ROLE_TEXT,
		name_text(member->name, strlen(member->name), text, sizeof(text)));
	draw_text(page->screen, y, 40, page->width - 38, ROLE_TEXT,
		sentence_member(self->plan, index, text, sizeof(text)));
}

static void put_lines(struct page *page, const struct plan_screen *self)
{
	if (!self->members) {
		put_summary(page, self);
		return;
	}
	for (uint32_t i = 0; i < self->plan->member_count; i++)
		put_member(page, self, i);
}

/* Lines of the box that are not the text's: two borders, the hints, and what is typed. */
static int lines_around(const struct plan_screen *self)
{
	return wants_typing(self) ? 4 : 3;
}

static size_t count_lines(const struct plan_screen *self, int box_width)
{
	struct page page;

	page_count(&page, box_width);
	put_lines(&page, self);
	return page.count;
}

static struct rect place(const struct screen *screen, int lines, int columns)
{
	const struct plan_screen *self = (const struct plan_screen *)screen;
	size_t count = count_lines(self, columns < PLAN_WIDTH ? columns : PLAN_WIDTH);
	int height = count < (size_t)lines ? (int)count : lines;

	return screen_centered(height + lines_around(self), PLAN_WIDTH, lines, columns);
}

static void resized(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	scroll_set_count(&self->scroll, count_lines(self, getmaxx(screen->window)));
	scroll_set_height(&self->scroll, getmaxy(screen->window) - lines_around(self));
}

static void draw(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;
	struct page page;
	char name[SIGNAL_NAME_MAX];
	char text[128];

	snprintf(text, sizeof(text), _("SIG%s to group %d"),
		sigtable_name(self->plan->signal, name), (int)self->plan->targets[0].id.pgid);
	draw_frame(screen, text, NULL);
	scroll_draw_position(&self->scroll, screen, 0, (int)text_width(text) + 4, ROLE_FRAME);
	page_draw(&page, screen, &self->scroll);
	put_lines(&page, self);
	self->read |= !self->members &&
		self->scroll.top + self->scroll.height >= self->scroll.count;
	if (wants_typing(self) && getmaxy(screen->window) > 3) {
		snprintf(text, sizeof(text), _("Type %d to send it all the same: %s_"),
			(int)self->plan->targets[0].id.pgid, self->typed);
		draw_field(screen, getmaxy(screen->window) - 3, 2, page.width, ALIGN_LEFT,
			ROLE_DANGER, text);
	}
	draw_box_line(screen);
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&((struct plan_screen *)screen)->scroll, move);
	return effect_redraw();
}

/* The PGID of a protected target is typed digit by digit. */
static struct effect key(struct screen *screen, int key)
{
	struct plan_screen *self = (struct plan_screen *)screen;
	size_t length = strlen(self->typed);

	if (!wants_typing(self))
		return effect_none();
	if (key >= '0' && key <= '9' && length < TYPED_MAX - 1) {
		self->typed[length] = (char)key;
		self->typed[length + 1] = '\0';
	} else if (key == KEY_ERASE && length > 0) {
		self->typed[length - 1] = '\0';
	}
	return effect_redraw();
}

static const struct screen_class plan_class = {
	.id = SCREEN_PLAN,
	.name = N_("Plan"),
	.done = done,
	.draw = draw,
	.place = place,
	.resized = resized,
	.key = key,
	.go = go,
};

struct effect plan_members(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	self->members = !self->members;
	self->scroll.top = 0;
	screen->misplaced = true;
	return effect_redraw();
}

/* What was typed has to be the number itself; anything else is no answer. */
static bool is_confirmed(const struct plan_screen *self)
{
	pid_t typed;

	if (!wants_typing(self))
		return self->plan->targets[0].standing == PLAN_READY;
	return number_parse_pid(self->typed, &typed) == 0 &&
		typed == self->plan->targets[0].id.pgid;
}

/*
 * The plan stays as it was read; but who was born or has ended since then is to be told of
 * afterwards, so what is delivered is made from the newest snapshot. Its targets are the same.
 * -ENOMEM: the plan is the old one.
 */
static int bring_up_to_date(struct plan_screen *self)
{
	struct plan *plan;
	int r;

	if (self->screen.app->snapshot == self->aim->snapshot)
		return 0;
	r = aim_renew(self->aim, self->screen.app->snapshot);
	if (r == 0)
		r = aim_plan(self->aim, self->plan->signal,
			aim_usual_continue(self->plan->signal), &plan);
	if (r < 0)
		return r;
	plan_free(self->plan);
	self->plan = plan;
	return 0;
}

/* Sends, and shows what becomes of it. */
static struct effect carry_out(struct plan_screen *self, bool include_protected)
{
	struct app *app = self->screen.app;
	CLEANUP(delivery_freep) struct delivery *delivery = NULL;
	struct screen *outcome;
	char result[SENTENCE_MAX];

	if (bring_up_to_date(self) < 0 || delivery_new(self->plan, &delivery) < 0) {
		app_say(app, "%s", _("Nothing was sent: there is not enough memory."));
		return effect_redraw();
	}
	deliver(delivery, app->kernel, self->aim->pins, include_protected);
	sentence_result(delivery, 0, result, sizeof(result));
	outcome = outcome_screen_new(app, self->aim, TAKE(self->plan), TAKE(delivery));
	if (outcome)
		return effect_replace(outcome);
	/* It was sent, and there is no memory to watch what becomes of it: say so much at least. */
	app_say(app, "%s", result);
	return effect_pop_to_list();
}

struct effect plan_send(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	/* What was not on the screen was not read, and cannot have been agreed to. */
	if (!self->read) {
		scroll_go(&self->scroll, MOVE_PAGE_DOWN);
		app_say(screen->app, "%s", _("Not sent yet: first, the rest of the plan."));
		return effect_redraw();
	}
	if (!is_confirmed(self)) {
		app_say(screen->app, _("Nothing was sent: type %d and press Enter."),
			(int)self->plan->targets[0].id.pgid);
		return effect_redraw();
	}
	return carry_out(self, wants_typing(self));
}

struct screen *plan_screen_new(struct app *app, struct aim *aim, int signal)
{
	struct plan_screen *self = screen_new(&plan_class, app, sizeof(*self));

	if (!self)
		return NULL;
	self->aim = aim_ref(aim);
	if (aim_plan(aim, signal, aim_usual_continue(signal), &self->plan) < 0) {
		screen_free(&self->screen);
		return NULL;
	}
	return &self->screen;
}
