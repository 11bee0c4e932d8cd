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
#include "report/sentence.h"
#include "tui/draw.h"
#include "tui/key.h"
#include "tui/outcome_screen.h"
#include "tui/scroll.h"

#define PLAN_WIDTH 76

/* Digits of the largest PGID, with the NUL. */
#define TYPED_MAX 11

struct plan_screen {
	struct screen screen;
	const struct strike *strike; /* the menu's, below */
	struct plan *plan; /* owned */
	bool members; /* the members are listed */
	struct scroll scroll; /* of the members */
	char typed[TYPED_MAX]; /* of a protected target's PGID */
};

static void done(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	plan_free(self->plan);
	free(self);
}

static bool wants_typing(const struct plan_screen *self)
{
	return self->plan->targets[0].standing == PLAN_PROTECTED;
}

/* Where lines go: draws them, or only counts them. */
struct page {
	struct screen *screen; /* NULL: only count */
	int y;
	enum role role;
};

static void put(struct page *page, enum role role, const char *text)
{
	if (text[0] == '\0')
		return;
	if (page->screen)
		draw_text(page->screen, page->y, 2, getmaxx(page->screen->window) - 4, role, text);
	page->y++;
}

static void put_wrapped_line(void *context, int number, const char *text)
{
	struct page *page = context;

	(void)number;
	put(page, page->role, text);
}

static void put_wrapped(struct page *page, enum role role, const char *text)
{
	int width = page->screen ? getmaxx(page->screen->window) - 4 : PLAN_WIDTH - 4;

	page->role = role;
	draw_wrap(text, width, put_wrapped_line, page);
}

/* "deploy   session 1423   pts/0, foreground" */
static void put_place(struct page *page, const struct plan_screen *self)
{
	const struct plan_target *target = &self->plan->targets[0];
	char line[SENTENCE_MAX];
	const char *tty = target->tty_name[0] ? target->tty_name : _("no terminal");

	snprintf(line, sizeof(line),
		target->foreground ? _("%s   session %d   %s, foreground") : _("%s   session %d   %s"),
		snapshot_user_name(self->plan->snapshot, target->owner), (int)target->id.sid, tty);
	put(page, ROLE_TEXT, line);
}

static void put_summary(struct page *page, const struct plan_screen *self)
{
	const struct plan_target *target = &self->plan->targets[0];
	char text[SENTENCE_MAX];

	if (target->command)
		sentence_name(target->command, target->command_len, text, sizeof(text));
	else
		sentence_name(target->name, strlen(target->name), text, sizeof(text));
	put(page, ROLE_TITLE, text);
	put_place(page, self);
	put_wrapped(page, ROLE_TEXT, sentence_counts(self->plan, 0, text, sizeof(text)));
	put_wrapped(page, ROLE_DANGER, sentence_reason(self->plan, 0, text, sizeof(text)));
	for (uint32_t i = 0; i < target->warning_count; i++)
		put_wrapped(page, ROLE_WARNING,
			sentence_warning(self->plan, 0, &target->warnings[i], text, sizeof(text)));
	put_wrapped(page, ROLE_GOOD, sentence_guarantee(target->guarantee));
	if (wants_typing(self)) {
		snprintf(text, sizeof(text), _("Type %d to send it anyway: %s_"),
			(int)target->id.pgid, self->typed);
		put(page, ROLE_DANGER, text);
	}
}

static void draw_member(struct screen *screen, int y, const struct plan_screen *self, size_t index)
{
	const struct plan_member *member = &self->plan->members[index];
	char name[128];

	sentence_name(member->name, strlen(member->name), name, sizeof(name));
	draw_format(screen, y, 2, getmaxx(screen->window) - 4, ROLE_TEXT, "%7d %c %-12s %s  %s",
		(int)member->id.pid, member->state,
		snapshot_user_name(self->plan->snapshot, member->uid),
		sentence_expectation(member->expected, self->plan->signal), name);
}

static struct rect place(const struct screen *screen, int lines, int columns)
{
	const struct plan_screen *self = (const struct plan_screen *)screen;
	struct page page = {.screen = NULL};
	int height;

	put_summary(&page, self);
	height = page.y + 3;
	if (self->members)
		height = (int)self->plan->member_count + 3;
	return screen_centered(height, PLAN_WIDTH, lines, columns);
}

static void resized(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;

	scroll_set_height(&self->scroll, getmaxy(screen->window) - 3);
}

static void draw(struct screen *screen)
{
	struct plan_screen *self = (struct plan_screen *)screen;
	struct page page = {.screen = screen, .y = 1};
	char name[SIGNAL_NAME_MAX];
	char title[128];

	snprintf(title, sizeof(title), _("SIG%s to group %d"),
		sigtable_name(self->plan->signal, name), (int)self->plan->targets[0].id.pgid);
	draw_frame(screen, title, NULL);
	if (self->members) {
		for (size_t i = 0; i < self->scroll.height &&
			self->scroll.top + i < self->plan->member_count; i++)
			draw_member(screen, 1 + (int)i, self, self->scroll.top + i);
	} else {
		put_summary(&page, self);
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
	} else if (key == KEY_OF(KEY_BACKSPACE) && length > 0) {
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

	if (!is_confirmed(self)) {
		app_say(screen->app, _("Nothing was sent: type %d and press Enter."),
			(int)self->plan->targets[0].id.pgid);
		return effect_redraw();
	}
	if (delivery_new(self->plan, &delivery) < 0) {
		app_say(screen->app, "%s", _("Nothing was sent: there is not enough memory."));
		return effect_redraw();
	}
	deliver(delivery, screen->app->kernel, &self->strike->pin, wants_typing(self));
	return effect_replace(
		outcome_screen_new(screen->app, TAKE(self->plan), TAKE(delivery)));
}

struct screen *plan_screen_new(struct app *app, const struct strike *strike, int signal)
{
	struct plan_screen *self = screen_new(&plan_class, app, sizeof(*self));

	if (!self)
		return NULL;
	self->strike = strike;
	if (strike_plan(strike, signal, &self->plan) < 0) {
		free(self);
		return NULL;
	}
	scroll_set_count(&self->scroll, self->plan->member_count);
	return &self->screen;
}
