/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/outcome_screen.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "base/text.h"
#include "report/sentence_plan.h"
#include "tui/frame/draw.h"
#include "tui/send/outcome_text.h"
#include "tui/widgets/text_view.h"

#define OUTCOME_WIDTH 76

/* Lines of the box that are not the text's: two borders and the hints. */
#define LINES_AROUND 3

/* Members without a descriptor are looked at this often, nanoseconds; but so that looking takes no
 * more than a part of the time. */
#define LOOK_INTERVAL (50 * CLOCK_MILLISECOND)
#define LOOK_SHARE    8

/* Survivors about whom the reason is asked. */
#define ASKED_MAX 500

struct outcome_screen {
	struct screen screen;
	struct targets *targets; /* share */
	struct step steps[1 + STEP_ROUNDS_MAX]; /* the first, and the rounds over sessions */
	bool kept[1 + STEP_ROUNDS_MAX]; /* in the history */
	size_t step_count;
	bool rounds_over; /* a snapshot has shown no group that was born meanwhile */
	bool stale; /* the living are to be asked about */
	enum plan_purpose purpose;
	plan_next_fn *next; /* for who is left */
	uint64_t wait_until; /* CLOCK_MONOTONIC ns; 0: nobody waits (any more) */
	struct text_view text;
	uint64_t next_look; /* SCREEN_NEVER: nobody is left to watch */
};

static struct outcome_screen *outcome_of(struct screen *screen)
{
	return (struct outcome_screen *)screen;
}

static void keep(struct outcome_screen *self, size_t step)
{
	if (self->kept[step])
		return;
	self->kept[step] = true;
	/* Who ended since the last look is no survivor. */
	watch_look(self->steps[step].watch);
	app_keep(self->screen.app, &self->steps[step], true);
}

static void done(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);

	for (size_t i = 0; i < self->step_count; i++) {
		keep(self, i);
		step_done(&self->steps[i]);
	}
	targets_unref(self->targets);
	text_view_done(&self->text);
	free(self);
}

/* ---- What there is to say ---- */

static size_t count_living(const struct outcome_screen *self)
{
	size_t count = 0;

	for (size_t i = 0; i < self->step_count; i++)
		count += watch_count(self->steps[i].watch, UINT32_MAX, WATCH_LIVING);
	return count;
}

static uint64_t sent_at(const struct outcome_screen *self)
{
	const struct step *first = &self->steps[0];

	for (uint32_t i = 0; i < first->plan->target_count; i++)
		if (first->delivery->targets[i].sent_at != 0)
			return first->delivery->targets[i].sent_at;
	return 0;
}

static void put_rounds(struct outcome_screen *self)
{
	char text[SENTENCE_MAX];

	if (self->targets->session_count == 0)
		return;
	snprintf(text, sizeof(text),
		ngettext("%zu round over the session: its groups cannot be signalled in one call.",
			"%zu rounds over the session: its groups cannot be signalled in one call.",
			self->step_count),
		self->step_count);
	text_view_wrap(&self->text, ROLE_TEXT, text);
}

static void put_wait(struct outcome_screen *self)
{
	uint64_t now = app_now(self->screen.app);
	size_t living = count_living(self);
	char seconds[AMOUNT_MAX];
	char text[SENTENCE_MAX];

	if (self->purpose != PLAN_TO_END || living == 0)
		return;
	if (self->wait_until > now) {
		amount_seconds(self->wait_until - now, seconds);
		snprintf(text, sizeof(text), _("Waits %s s more; Esc stops the waiting."), seconds);
	} else {
		snprintf(text, sizeof(text),
			ngettext("%zu is left: K ends it with SIGKILL.",
				"%zu are left: K ends them with SIGKILL.", living),
			living);
	}
	text_view_wrap(&self->text, ROLE_NOTICE, text);
}

static void put_lines(struct outcome_screen *self)
{
	put_wait(self);
	put_rounds(self);
	for (size_t i = 0; i < self->step_count; i++)
		outcome_text_put(&self->text, &self->steps[i]);
}

static struct rect place(struct screen *screen, int lines, int columns)
{
	struct outcome_screen *self = outcome_of(screen);

	text_view_begin_box(&self->text, OUTCOME_WIDTH, columns);
	put_lines(self);
	return text_view_box(&self->text, LINES_AROUND, lines, columns);
}

static void resized(struct screen *screen)
{
	scroll_set_height(&outcome_of(screen)->text.scroll, getmaxy(screen->window) - LINES_AROUND);
}

static uint64_t last_end(const struct outcome_screen *self)
{
	uint64_t last = 0;

	for (size_t i = 0; i < self->step_count; i++)
		if (self->steps[i].watch->last_end > last)
			last = self->steps[i].watch->last_end;
	return last;
}

/* "0.4 s": since the send, to the end of the last or to now. */
static void elapsed(const struct outcome_screen *self, char *buf, size_t size)
{
	uint64_t sent = sent_at(self);
	uint64_t end = last_end(self);
	char seconds[AMOUNT_MAX];

	buf[0] = '\0';
	if (sent == 0)
		return;
	if (end < sent || count_living(self) > 0)
		end = app_now(self->screen.app);
	snprintf(buf, size, _("%s s"), amount_seconds(end > sent ? end - sent : 0, seconds));
}

static void draw(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	char title[SENTENCE_MAX];
	char note[32];

	sentence_title(self->steps[0].plan, title, sizeof(title));
	elapsed(self, note, sizeof(note));
	draw_frame(screen, title, note[0] ? note : NULL);
	text_view_draw_box(&self->text, screen);
	draw_box_line(screen);
}

/* ---- Watching ---- */

/* Somebody lives, or has ended and is still to be reaped, or to be proved to be the last. */
static bool is_watched(const struct step *step)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		switch (watch_end_of(step->watch, i)) {
		case WATCH_GOES_ON:
		case WATCH_UNCONFIRMED:
		case WATCH_LEFT_ZOMBIES:
		case WATCH_MOVED:
		case WATCH_DOUBTFUL:
			return true;
		case WATCH_NOTHING_SENT:
		case WATCH_GONE:
			break;
		}
	}
	return false;
}

/* Whether some target is at that end. */
static bool has_end(const struct step *step, enum watch_end end)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++)
		if (watch_end_of(step->watch, i) == end)
			return true;
	return false;
}

/* A send goes into the history when all have ended, or when the time to do so is over. */
static void keep_settled(struct outcome_screen *self, uint64_t now)
{
	bool over = now >= sent_at(self) + self->screen.app->settings.wait;

	for (size_t i = 0; i < self->step_count; i++)
		if (over ||
			!(has_end(&self->steps[i], WATCH_GOES_ON) ||
				has_end(&self->steps[i], WATCH_UNCONFIRMED)))
			keep(self, i);
}

/* Looks at everybody, if it is time to; else at those whose descriptors may have woken the loop. */
static void look_at_members(struct outcome_screen *self, uint64_t now)
{
	uint64_t spent;

	if (now < self->next_look) {
		for (size_t i = 0; i < self->step_count; i++)
			watch_look_at_held(self->steps[i].watch);
		return;
	}
	for (size_t i = 0; i < self->step_count; i++)
		watch_look(self->steps[i].watch);
	spent = app_now(self->screen.app) - now;
	self->next_look = now + LOOK_SHARE * spent;
	if (self->next_look < now + LOOK_INTERVAL)
		self->next_look = now + LOOK_INTERVAL;
}

static struct effect look(struct outcome_screen *self, uint64_t now)
{
	bool left = false;
	bool unconfirmed = false;
	size_t before = count_living(self);

	look_at_members(self, now);
	for (size_t i = 0; i < self->step_count; i++) {
		left |= is_watched(&self->steps[i]);
		unconfirmed |= has_end(&self->steps[i], WATCH_UNCONFIRMED);
	}
	/* The last one that is known has ended: whether it was the last one, a scan will tell. */
	if (unconfirmed && before > 0 && count_living(self) == 0)
		app_scan_now(self->screen.app);
	if (self->wait_until != 0 && now >= self->wait_until)
		self->wait_until = 0;
	keep_settled(self, now);
	if (!left)
		self->next_look = SCREEN_NEVER;
	/* Fewer or more members are told of now. */
	self->screen.misplaced = true;
	return effect_redraw();
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	return look(outcome_of(screen), now);
}

/* The groups that the chosen sessions have got since, as one round more. */
static int add_round(struct outcome_screen *self)
{
	struct plan_options options = {.signal = self->steps[0].plan->signal,
		.continues = plan_options_for(self->steps[0].plan->signal).continues,
		.first = self->targets->count};
	struct step *step = &self->steps[self->step_count];
	int added;
	int r;

	if (self->rounds_over || self->step_count > STEP_ROUNDS_MAX)
		return 0;
	added = targets_add_rest(self->targets);
	self->rounds_over = added == 0;
	if (added <= 0)
		return added;
	r = step_init(step, self->targets, &options);
	if (r == 0)
		r = step_send(step, self->screen.app->kernel, false, step_pidfds());
	if (r < 0) {
		app_keep(self->screen.app, step, false);
		step_done(step);
	} else {
		self->step_count++;
	}
	return r;
}

static struct effect snapshot(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	const struct snapshot *newest = screen->app->snapshot;

	if (!newest)
		return effect_none();
	for (size_t i = 0; i < self->step_count; i++)
		if (watch_absorb(self->steps[i].watch, newest) < 0)
			return effect_none();
	self->stale = true;
	if (newest != self->targets->snapshot && targets_renew(self->targets, newest) == 0 &&
		add_round(self) < 0)
		app_say(screen->app, "%s", _("There is not enough memory."));
	self->next_look = app_now(screen->app);
	return look(self, self->next_look);
}

/* Why do those live who live? */
static void drawn(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	struct process_id ids[ASKED_MAX];
	size_t count = 0;

	if (!self->stale)
		return;
	self->stale = false;
	for (size_t i = 0; i < self->step_count; i++)
		count += watch_living(self->steps[i].watch, ids + count, ASKED_MAX - count);
	if (count > 0)
		app_inspect(screen->app, screen, ids, count, DETAIL_MASKS | DETAIL_WCHAN);
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	struct outcome_screen *self = outcome_of(screen);

	for (size_t i = 0; i < self->step_count; i++)
		watch_take_details(self->steps[i].watch, *set);
	screen->misplaced = true;
	return effect_redraw();
}

static uint64_t deadline(const struct screen *screen)
{
	return ((const struct outcome_screen *)screen)->next_look;
}

static size_t fill(const struct screen *screen, struct pollfd *fds, size_t max)
{
	const struct outcome_screen *self = (const struct outcome_screen *)screen;
	size_t count = 0;

	for (size_t i = 0; i < self->step_count; i++)
		count += watch_fill(self->steps[i].watch, fds + count, max - count);
	return count;
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&outcome_of(screen)->text.scroll, move);
	return effect_redraw();
}

/* Nobody can be ended where nobody is left. */
static bool offers(const struct screen *screen, const struct action *action)
{
	return action->id != ACTION_END_LEFT ||
		count_living((const struct outcome_screen *)screen) > 0;
}

static const struct screen_class outcome_class = {
	.id = SCREEN_OUTCOME,
	.steps_aside = true,
	.done = done,
	.draw = draw,
	.place = place,
	.resized = resized,
	.go = go,
	.snapshot = snapshot,
	.details = details,
	.drawn = drawn,
	.deadline = deadline,
	.fill = fill,
	.tick = tick,
	.offers = offers,
};

/* ---- Commands ---- */

struct effect outcome_close(struct screen *screen)
{
	(void)screen;
	return effect_pop_to_list();
}

/* The first Esc stops the waiting, and never the group; the next one goes back. */
struct effect outcome_escape(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);

	if (self->wait_until == 0 || count_living(self) == 0)
		return effect_pop_to_list();
	self->wait_until = 0;
	screen->misplaced = true;
	return effect_redraw();
}

struct effect outcome_end(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	struct plan_options options = plan_options_for(SIGKILL);

	if (count_living(self) == 0) {
		app_say(screen->app, "%s", _("Nobody is left who could be ended."));
		return effect_redraw();
	}
	options.living = true;
	return effect_push(self->next(screen->app, self->targets, &options, PLAN_TO_SIGNAL));
}

struct screen *outcome_screen_new(struct app *app, struct targets *targets, struct step *step,
	enum plan_purpose purpose, plan_next_fn *next)
{
	struct outcome_screen *self =
		step->watch ? app_screen_new(&outcome_class, app, sizeof(*self)) : NULL;
	uint64_t now = app_now(app);

	if (!self) {
		app_keep(app, step, false);
		step_done(step);
		return NULL;
	}
	self->targets = targets_ref(targets);
	self->steps[0] = *step;
	*step = (struct step){.plan = NULL};
	self->step_count = 1;
	self->purpose = purpose;
	self->next = next;
	self->rounds_over = targets->session_count == 0;
	self->wait_until = purpose == PLAN_TO_END ? now + app->settings.wait : 0;
	self->next_look = now;
	/* Who was born between the last scan and the send is to be seen soon. */
	app_scan_now(app);
	return &self->screen;
}
