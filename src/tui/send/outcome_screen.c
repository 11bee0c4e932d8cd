/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/outcome_screen.h"

#include <signal.h>
#include <stdio.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "base/text.h"
#include "report/sentence_plan.h"
#include "tui/frame/draw.h"
#include "tui/send/send_text.h"
#include "tui/widgets/text_view.h"

#define OUTCOME_WIDTH 76

/* Lines of the box that are not the text's: two borders and the hints. */
#define LINES_AROUND 3

/* Survivors about whom the reason is asked. */
#define ASKED_MAX 500

struct outcome_screen {
	struct screen screen;
	struct send *send; /* share */
	size_t first; /* step of the signal that it shows; when another one is sent, it is over */
	bool stale; /* the living are to be asked about */
	enum plan_purpose purpose;
	bool impatient; /* Esc: the wait for their end is no longer shown */
	plan_next_fn *next; /* for who is left */
	struct text_view text;
};

static struct outcome_screen *outcome_of(struct screen *screen)
{
	return (struct outcome_screen *)screen;
}

static void done(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);

	send_unref(self->send);
	text_view_done(&self->text);
}

/* Another signal was sent since, and has an outcome of its own. */
static bool is_past(const struct outcome_screen *self)
{
	return self->send->current != self->first;
}

/* How long they are still waited for, nanoseconds; 0: they are not (any more). */
static uint64_t time_left(const struct outcome_screen *self)
{
	uint64_t now = app_now(self->screen.app);

	if (self->purpose != PLAN_TO_END || self->impatient || now >= self->send->deadline)
		return 0;
	return self->send->deadline - now;
}

/* ---- What there is to say ---- */

static uint64_t sent_at(const struct outcome_screen *self)
{
	const struct step *first = &self->send->steps[self->first];

	for (uint32_t i = 0; i < first->plan->target_count; i++)
		if (first->delivery->targets[i].sent_at != 0)
			return first->delivery->targets[i].sent_at;
	return 0;
}

static void put_rounds(struct outcome_screen *self)
{
	size_t rounds = send_rounds(self->send);

	if (self->send->targets->session_count == 0)
		return;
	text_view_print(&self->text, ROLE_TEXT,
		ngettext("The session took %zu round: its groups cannot be signalled in one call.",
			"The session took %zu rounds: its groups cannot be signalled in one call.",
			rounds),
		rounds);
}

static void put_wait(struct outcome_screen *self)
{
	size_t living = send_count_living(self->send);
	uint64_t left = time_left(self);
	char seconds[AMOUNT_MAX];

	if (self->purpose != PLAN_TO_END || living == 0)
		return;
	if (left > 0)
		text_view_print(&self->text, ROLE_NOTICE,
			_("Waiting %s s more; Esc stops waiting."), amount_seconds(left, seconds));
	else
		text_view_print(&self->text, ROLE_NOTICE,
			ngettext("%zu is left: K ends it with SIGKILL.",
				"%zu are left: K ends them with SIGKILL.", living),
			living);
}

static void put_lines(struct outcome_screen *self)
{
	put_wait(self);
	put_rounds(self);
	for (size_t i = 0; i < send_rounds(self->send); i++)
		outcome_text_put(&self->text, &self->send->steps[self->first + i]);
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

	for (size_t i = 0; i < send_rounds(self->send); i++) {
		const struct watch *watch = self->send->steps[self->first + i].watch;

		if (watch && watch->last_end > last)
			last = watch->last_end;
	}
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
	if (end < sent || send_count_living(self->send) > 0)
		end = app_now(self->screen.app);
	snprintf(buf, size, _("%s s"), amount_seconds(end > sent ? end - sent : 0, seconds));
}

static void draw(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	char title[SENTENCE_MAX];
	char note[32];

	sentence_title(self->send->steps[self->first].plan, title, sizeof(title));
	elapsed(self, note, sizeof(note));
	draw_frame(screen, title, note);
	text_view_draw_box(&self->text, screen);
	draw_box_line(screen);
}

/* ---- Watching ---- */

/* After a look; wanted: a snapshot was wanted before it already. */
static struct effect show(struct outcome_screen *self, bool wanted)
{
	send_record(self->send);
	/* The last one that is known has ended: whether it was the last one, a scan will tell. */
	if (!wanted && send_wants_snapshot(self->send))
		app_scan_now(self->screen.app);
	/* Fewer or more members are told of now. */
	self->screen.misplaced = true;
	return effect_redraw;
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	struct outcome_screen *self = outcome_of(screen);
	bool wanted = send_wants_snapshot(self->send);

	(void)now;
	if (is_past(self))
		return effect_none;
	send_look(self->send);
	return show(self, wanted);
}

static struct effect snapshot(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);

	if (!screen->app->snapshot || is_past(self))
		return effect_none;
	if (send_absorb(self->send, screen->app->snapshot) < 0)
		app_say(screen->app, "%s", _("There is not enough memory."));
	self->stale = true;
	return show(self, false);
}

/* Why do those live who live? */
static void drawn(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	struct process_id ids[ASKED_MAX];
	size_t count;

	if (!self->stale || is_past(self))
		return;
	self->stale = false;
	count = send_living(self->send, ids, ASKED_MAX);
	if (count > 0)
		app_inspect(screen->app, screen, ids, count, DETAIL_MASKS | DETAIL_WCHAN);
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	send_take_details(outcome_of(screen)->send, *set);
	screen->misplaced = true;
	return effect_redraw;
}

static uint64_t deadline(const struct screen *screen)
{
	const struct outcome_screen *self = (const struct outcome_screen *)screen;

	return is_past(self) ? SCREEN_NEVER : self->send->next_look;
}

static size_t fill(const struct screen *screen, struct pollfd *fds, size_t max)
{
	const struct outcome_screen *self = (const struct outcome_screen *)screen;

	return is_past(self) ? 0 : send_fill(self->send, fds, max);
}

static struct effect go(struct screen *screen, enum move move)
{
	return scroll_go(&outcome_of(screen)->text.scroll, move);
}

/* Nobody can be ended where nobody is left. */
static bool offers(const struct screen *screen, const struct action *action)
{
	return action->id != ACTION_END_LEFT ||
		send_count_living(((const struct outcome_screen *)screen)->send) > 0;
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

/* ---- Actions ---- */

/* The first Esc stops the waiting, and never the group; the next one goes back. */
struct effect outcome_escape(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);

	if (time_left(self) == 0 || send_count_living(self->send) == 0)
		return effect_pop_to_list;
	self->impatient = true;
	screen->misplaced = true;
	return effect_redraw;
}

struct effect outcome_end(struct screen *screen)
{
	struct outcome_screen *self = outcome_of(screen);
	struct plan_options options = plan_options_for(SIGKILL);

	if (send_count_living(self->send) == 0)
		return app_say(screen->app, "%s", _("Nothing is left to end."));
	options.living = true;
	return effect_push(self->next(screen->app, self->send, &options));
}

struct screen *outcome_screen_new(struct app *app, struct send *send, enum plan_purpose purpose,
	plan_next_fn *next)
{
	struct outcome_screen *self = app_screen_new(&outcome_class, app, sizeof(*self));

	if (!self)
		return NULL;
	self->send = send_ref(send);
	self->first = send->current;
	self->purpose = purpose;
	self->next = next;
	send_wait(send, app->settings.wait);
	/* Who was born between the last scan and the send is to be seen soon. */
	app_scan_now(app);
	return &self->screen;
}
