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

/* Below so many columns of text a member's owner is left out. */
#define NARROW 56

/* Digits of the largest PGID, with the NUL. */
#define TYPED_MAX 11

struct plan_screen {
	struct screen screen;
	struct aim *aim; /* owned share */
	struct plan *plan; /* owned */
	bool members; /* the members are listed */
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
	page_wrap(page, ROLE_TEXT, sentence_counts(self->plan, 0, text, sizeof(text)));
	put_marked(page, ROLE_DANGER, sentence_reason(self->plan, 0, text, sizeof(text)));
	for (uint32_t i = 0; i < target->warning_count; i++)
		put_marked(page, ROLE_WARNING,
			sentence_warning(
				self->plan, 0, &target->warnings[i], text, sizeof(text)));
	page_wrap(page, ROLE_GOOD, sentence_guarantee(target->guarantee));
}

/* PID, state, owner, name, and what it will do, each in its field. */
static void put_member(struct page *page, const struct plan_screen *self, uint32_t index)
{
	const struct plan_member *member = &self->plan->members[index];
	const char *owner = snapshot_user_name(self->plan->snapshot, member->uid);
	int y = page_next(page);
	/* What it will do matters more than its owner and its whole name. */
	bool narrow = page->width < NARROW;
	int x = 12;
	char text[128];

	if (y < 0)
		return;
	draw_format(page->screen, y, 2, 10, ROLE_TEXT, "%7d %c", (int)member->id.pid,
		member->state);
	if (!narrow) {
		draw_field(page->screen, y, x, 10, ALIGN_LEFT, ROLE_TEXT,
			name_text(owner, strlen(owner), text, sizeof(text)));
		x += 11;
	}
	draw_field(page->screen, y, x, narrow ? 8 : 16, ALIGN_LEFT, ROLE_TEXT,
		name_text(member->name, strlen(member->name), text, sizeof(text)));
	x += narrow ? 9 : 17;
	draw_text(page->screen, y, x, page->width + 2 - x, ROLE_TEXT,
		sentence_expectation(member->expected, self->plan->signal));
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

struct effect plan_send(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;
	CLEANUP(delivery_freep) struct delivery *delivery = NULL;
	struct screen *outcome;
	char result[SENTENCE_MAX];

	if (!is_confirmed(self)) {
		app_say(screen->app, _("Nothing was sent: type %d and press Enter."),
			(int)self->plan->targets[0].id.pgid);
		return effect_redraw();
	}
	if (delivery_new(self->plan, &delivery) < 0) {
		app_say(screen->app, "%s", _("Nothing was sent: there is not enough memory."));
		return effect_redraw();
	}
	deliver(delivery, screen->app->kernel, self->aim->pins, wants_typing(self));
	sentence_result(delivery, 0, result, sizeof(result));
	outcome = outcome_screen_new(screen->app, TAKE(self->plan), TAKE(delivery));
	if (outcome)
		return effect_replace(outcome);
	/* It was sent, and there is no memory to watch what becomes of it: say so much at least. */
	app_say(screen->app, "%s", result);
	return effect_pop_to_list();
}

struct screen *plan_screen_new(struct app *app, struct aim *aim, int signal)
{
	struct plan_screen *self = screen_new(&plan_class, app, sizeof(*self));

	if (!self)
		return NULL;
	self->aim = aim_ref(aim);
	if (aim_plan(aim, signal, &self->plan) < 0) {
		screen_free(&self->screen);
		return NULL;
	}
	return &self->screen;
}
