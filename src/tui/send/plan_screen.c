/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/plan_screen.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "base/key.h"
#include "base/number.h"
#include "base/text.h"
#include "report/sentence_outcome.h"
#include "report/sentence_plan.h"
#include "tui/frame/draw.h"
#include "tui/send/recorder.h"
#include "tui/send/send_text.h"
#include "tui/send/target_wait.h"
#include "tui/widgets/text_view.h"

#define PLAN_WIDTH 76

/* Digits of the largest PGID, with the NUL. */
#define TYPED_MAX 11

struct plan_screen {
	struct screen screen;
	struct target_wait wait;
	struct plan_options options;
	enum plan_purpose purpose;
	struct send *send; /* share; nothing is planned before the targets are settled */
	bool members; /* the members are listed */
	bool read; /* all that is said of the targets has been on the screen */
	struct text_view text; /* of the members, or what is said of the targets */
	char typed[TYPED_MAX]; /* of a protected target's PGID */
};

static struct plan_screen *plan_of(struct screen *screen)
{
	return (struct plan_screen *)screen;
}

static void done(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);

	if (self->send)
		send_unplan(self->send);
	send_unref(self->send);
	text_view_done(&self->text);
	target_wait_done(&self->wait);
}

/* What was planned; NULL before the targets are settled. */
static const struct plan *the_plan(const struct plan_screen *self)
{
	const struct step *step = send_planned(self->send);

	return step ? step->plan : NULL;
}

/* ---- What is asked for ---- */

/* What was typed stays typed, whatever other targets have come or gone. */
static struct target *target_of(const struct plan_screen *self, const struct plan_target *planned)
{
	return &self->send->targets->items[planned->number];
}

/* The next protected target whose number has to be typed; NULL: none (any more). */
static const struct plan_target *to_be_typed(const struct plan_screen *self)
{
	const struct plan *plan = the_plan(self);

	for (uint32_t i = 0; plan && i < plan->target_count; i++)
		if (plan->targets[i].standing == PLAN_PROTECTED &&
			!target_of(self, &plan->targets[i])->confirmed)
			return &plan->targets[i];
	return NULL;
}

/* What was typed has to be the number itself; anything else is no answer. */
static bool take_typed(struct plan_screen *self, const struct plan_target *target)
{
	pid_t typed;
	bool right = number_parse_pid(self->typed, &typed) == 0 && typed == target->id.pgid;

	if (right) {
		target_of(self, target)->confirmed = true;
		self->typed[0] = '\0';
	}
	return right;
}

/* ---- Lines ---- */

static void put_purpose(struct plan_screen *self)
{
	char seconds[AMOUNT_MAX];

	if (self->purpose == PLAN_TO_END)
		text_view_print(&self->text, ROLE_TEXT,
			_("Then posse waits %s s for them to end; survivors can be sent SIGKILL."),
			amount_seconds(self->screen.app->settings.wait, seconds));
}

static void put_lines(struct plan_screen *self)
{
	const struct plan *plan = the_plan(self);

	if (!plan) {
		text_view_line(&self->text, ROLE_TEXT, _("Looking at the members ..."));
		return;
	}
	if (self->members) {
		plan_text_put_members(&self->text, plan);
		return;
	}
	plan_text_put(&self->text, plan);
	put_purpose(self);
}

/* Lines of the box that are not the text's: two borders, the hints, and what is typed. */
static int lines_around(const struct plan_screen *self)
{
	return to_be_typed(self) ? 4 : 3;
}

static struct rect place(struct screen *screen, int lines, int columns)
{
	struct plan_screen *self = plan_of(screen);

	text_view_begin_box(&self->text, PLAN_WIDTH, columns);
	put_lines(self);
	return text_view_box(&self->text, lines_around(self), lines, columns);
}

static void resized(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);

	scroll_set_height(&self->text.scroll, getmaxy(screen->window) - lines_around(self));
}

static void draw_question(struct plan_screen *self, int width)
{
	const struct plan_target *target = to_be_typed(self);
	struct screen *screen = &self->screen;
	char text[128];

	if (!target || getmaxy(screen->window) <= 3)
		return;
	snprintf(text, sizeof(text), _("Type %d to send it anyway: %s_"), (int)target->id.pgid,
		self->typed);
	/* What is typed must be seen where the sentence has no room. */
	if ((int)text_width(text) > width)
		snprintf(text, sizeof(text), _("Type %d: %s_"), (int)target->id.pgid, self->typed);
	draw_field(screen, getmaxy(screen->window) - 3, 2, width, ALIGN_LEFT, ROLE_DANGER, text);
}

static void draw(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);
	const struct plan *plan = the_plan(self);
	char title[SENTENCE_MAX] = "";

	if (plan)
		sentence_title(plan, title, sizeof(title));
	draw_frame(screen, title, "");
	scroll_draw_position(&self->text.scroll, screen, 0, (int)text_width(title) + 4, ROLE_FRAME);
	text_view_draw_box(&self->text, screen);
	self->read |= plan && !self->members && text_view_is_at_end(&self->text);
	draw_question(self, self->text.width);
	draw_box_line(screen);
}

/* ---- Freezing the plan ---- */

/* Makes the plan from what is known now, for somebody to read: 0 or -ENOMEM, and then the old one
 * stays. */
static int make_plan(struct plan_screen *self)
{
	int r = send_plan(self->send, &self->options);

	if (r < 0)
		return r;
	send_hold(self->send);
	self->screen.misplaced = true;
	return 0;
}

static struct effect freeze(struct plan_screen *self)
{
	if (make_plan(self) == 0)
		return effect_redraw;
	app_say(self->screen.app, "%s", _("There is not enough memory."));
	return effect_pop;
}

static struct effect snapshot(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);

	if (!the_plan(self) && target_wait_snapshot(&self->wait, screen) < 0)
		return effect_pop;
	return effect_none;
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	struct plan_screen *self = plan_of(screen);

	if (the_plan(self) || !target_wait_details(&self->wait, set))
		return effect_none;
	return freeze(self);
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	struct plan_screen *self = plan_of(screen);

	return target_wait_tick(&self->wait, now) && !the_plan(self) ? freeze(self) : effect_none;
}

static uint64_t deadline(const struct screen *screen)
{
	return ((const struct plan_screen *)screen)->wait.deadline;
}

/* ---- Keys ---- */

static struct effect go(struct screen *screen, enum move move)
{
	return scroll_go(&plan_of(screen)->text.scroll, move);
}

/* The PGID of a protected target is typed digit by digit. */
static struct effect key(struct screen *screen, int key)
{
	struct plan_screen *self = plan_of(screen);
	size_t length = strlen(self->typed);

	if (!to_be_typed(self))
		return effect_none;
	if (key >= '0' && key <= '9' && length < TYPED_MAX - 1) {
		self->typed[length] = (char)key;
		self->typed[length + 1] = '\0';
	} else if (key == KEY_ERASE && length > 0) {
		self->typed[length - 1] = '\0';
	}
	return effect_redraw;
}

static const struct screen_class plan_class = {
	.id = SCREEN_PLAN,
	.asks = true,
	.waits = true,
	.done = done,
	.draw = draw,
	.place = place,
	.resized = resized,
	.key = key,
	.go = go,
	.snapshot = snapshot,
	.details = details,
	.deadline = deadline,
	.tick = tick,
};

struct effect plan_members(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);

	self->members = !self->members;
	self->text.scroll.top = 0;
	screen->misplaced = true;
	return effect_redraw;
}

struct effect plan_continue(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);
	int signal = self->options.signal;

	/* These do it by themselves, or would be undone by it. */
	if (signal == SIGKILL || signal == SIGCONT || signal == SIGSTOP)
		return app_say(screen->app, "%s", _("SIGCONT is of no use after this signal."));
	self->options.continues =
		self->options.continues == CONTINUE_NEVER ? CONTINUE_STOPPED : CONTINUE_NEVER;
	/* What is said has changed, and is to be read again. */
	self->read = false;
	return freeze(self);
}

/* ---- Birth ---- */

/* For a send of these targets, or, where one is given, for what follows in it. */
static struct plan_screen *new_screen(struct app *app, struct targets *targets, struct send *send,
	const struct plan_options *options)
{
	const struct send_recorder recorder = recorder_of(app);
	struct plan_screen *self = app_screen_new(&plan_class, app, sizeof(*self));

	if (!self)
		return NULL;
	self->options = *options;
	if (send)
		self->send = send_ref(send);
	else
		send_new(targets, &recorder, &self->send);
	if (!self->send) {
		screen_free(&self->screen);
		return NULL;
	}
	for (size_t i = 0; i < self->send->targets->count; i++)
		self->send->targets->items[i].confirmed = false;
	self->wait.deadline = SCREEN_NEVER;
	return self;
}

/* The plan of another signal to who is left of a send: made when it is known who that is. */
static struct screen *new_screen_after(struct app *app, struct send *send,
	const struct plan_options *options)
{
	struct plan_screen *self = new_screen(app, NULL, send, options);

	if (!self)
		return NULL;
	target_wait_begin_after(&self->wait, &self->screen, send);
	return &self->screen;
}

struct screen *plan_screen_new(struct app *app, struct targets *targets,
	const struct plan_options *options)
{
	struct plan_screen *self = new_screen(app, targets, NULL, options);

	if (!self)
		return NULL;
	if (make_plan(self) == 0)
		return &self->screen;
	screen_free(&self->screen);
	return NULL;
}

struct screen *plan_screen_new_unsettled(struct app *app, struct targets *targets,
	const struct plan_options *options, enum plan_purpose purpose)
{
	struct plan_screen *self = target_wait_is_possible(app, targets)
		? new_screen(app, targets, NULL, options)
		: NULL;

	if (!self) {
		targets_unref(targets);
		return NULL;
	}
	self->purpose = purpose;
	target_wait_begin(&self->wait, &self->screen, targets);
	return &self->screen;
}

/* ---- Sending ---- */

static struct effect say_nobody(struct plan_screen *self)
{
	app_say(self->screen.app, "%s", _("Nothing was sent: the plan has no member to signal."));
	return effect_pop;
}

/* It was sent, and there is no memory to watch what becomes of it: says so much at least. */
static struct effect say_sent(struct plan_screen *self)
{
	const struct step *step = &self->send->steps[self->send->count - 1];
	char result[SENTENCE_MAX];

	app_say(self->screen.app, "%s", sentence_result(step->delivery, 0, result, sizeof(result)));
	return effect_pop_to_list;
}

/*
 * Sends, and shows what becomes of it. The plan stays as it was read; but who was born or has ended
 * since then is to be told of afterwards, so what is sent is brought up to date.
 */
static struct effect carry_out(struct plan_screen *self)
{
	struct app *app = self->screen.app;
	struct screen *outcome = NULL;
	int r;

	if (send_renew(self->send, app->snapshot) < 0)
		return app_say(app, "%s", _("Nothing was sent: there is not enough memory."));
	/* All who were left have ended. */
	if (the_plan(self)->target_count == 0)
		return say_nobody(self);
	/* One that has become protected since it was read was not typed, and none is sent to. */
	self->send->include_protected = to_be_typed(self) == NULL;
	r = send_go(self->send);
	self->send->include_protected = false;
	if (r == 0)
		outcome = outcome_screen_new(app, self->send, self->purpose, new_screen_after);
	return outcome ? effect_replace(outcome) : say_sent(self);
}

struct effect plan_send(struct screen *screen)
{
	struct plan_screen *self = plan_of(screen);
	const struct plan_target *target = to_be_typed(self);

	if (!the_plan(self))
		return effect_none;
	/* What was not on the screen was not read, and cannot have been agreed to. */
	if (!self->read) {
		scroll_go(&self->text.scroll, MOVE_PAGE_DOWN);
		return app_say(screen->app, "%s",
			_("Not sent yet: read the rest of the plan first."));
	}
	if (step_open_targets(send_planned(self->send)) == 0)
		return say_nobody(self);
	if (target && !take_typed(self, target))
		return app_say(screen->app, _("Nothing was sent: type %d and press Enter."),
			(int)target->id.pgid);
	target = to_be_typed(self);
	if (!target)
		return carry_out(self);
	return app_say(screen->app, _("Not sent yet: now type %d and press Enter."),
		(int)target->id.pgid);
}
