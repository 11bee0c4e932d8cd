/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/outcome_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "kill/sigtable.h"
#include "kill/watch.h"
#include "report/name.h"
#include "report/sentence.h"
#include "tui/draw.h"
#include "tui/page.h"

#define OUTCOME_WIDTH 76

/* Below so many columns of text there is no room for fields. */
#define NARROW 56

#define NAME_WIDTH 16

/* Lines of the box that are not the text's: two borders and the hints. */
#define LINES_AROUND 3

/* More descriptors than this would cost more than they tell: any one of them wakes the screen. */
#define PIDFDS_MAX 512

/* Members without a descriptor are looked at this often, nanoseconds. */
#define LOOK_INTERVAL UINT64_C(200000000)

struct outcome_screen {
	struct screen screen;
	struct plan *plan; /* owned, as all four */
	struct delivery *delivery;
	struct watch *watch;
	struct aim *aim; /* share */
	struct scroll scroll;
	uint64_t next_look; /* SCREEN_NEVER: nobody is left to watch */
};

static void done(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;

	watch_free(self->watch);
	delivery_free(self->delivery);
	plan_free(self->plan);
	aim_unref(self->aim);
	free(self);
}

/* Members that the user has to hear of: all but those that ended. */
static bool is_told(const struct watch_member *member)
{
	return member->fate != WATCH_ENDED;
}

/* "9 members ended, the last after 0.3 s.": who is gone for good. */
static void put_ended(struct page *page, const struct outcome_screen *self)
{
	const struct target_report *report = &self->delivery->targets[0];
	size_t ended = watch_count_ended(self->watch, 0);
	char seconds[AMOUNT_MAX];
	char text[SENTENCE_MAX];

	if (ended == 0 || self->watch->last_end <= report->sent_at)
		return;
	amount_seconds(self->watch->last_end - report->sent_at, seconds);
	snprintf(text, sizeof(text),
		ngettext("%zu member ended, after %s s.",
			"%zu members ended, the last after %s s.", ended),
		ended, seconds);
	page_wrap(page, ROLE_GOOD, text);
}

static void put_tally(struct page *page, const struct outcome_screen *self)
{
	size_t living = watch_count(self->watch, 0, WATCH_LIVING);
	size_t left = watch_count(self->watch, 0, WATCH_LEFT);
	char text[SENTENCE_MAX];

	if (self->delivery->targets[0].error < 0)
		return;
	put_ended(page, self);
	if (living > 0) {
		snprintf(text, sizeof(text),
			ngettext("%zu member is still there.", "%zu members are still there.",
				living),
			living);
		page_wrap(page, ROLE_WARNING, text);
	}
	if (self->watch->sights[0] == WATCH_UNSURE)
		page_wrap(page, ROLE_WARNING,
			_("A group with this number lives; nothing proves that it is the same."));
	else if (living + left == 0 && self->delivery->targets[0].counts[OUTCOME_SIGNALLED] > 0)
		page_wrap(page, ROLE_GOOD, _("Nobody who was signalled is alive."));
}

static void say_fate(const struct outcome_screen *self, const struct watch_member *member,
	char *buf, size_t size)
{
	if (member->fate == WATCH_NOT_SENT && member->member != UINT32_MAX)
		sentence_outcome(self->delivery, member->member, buf, size);
	else
		sentence_fate(self->watch, member, buf, size);
}

/* Where there is no room for fields, in as many lines as it takes: "2210 make: still there ...". */
static void put_narrow(struct page *page, const struct outcome_screen *self,
	const struct watch_member *member)
{
	char name[64];
	char fate[SENTENCE_MAX];
	char text[SENTENCE_MAX + 128];

	say_fate(self, member, fate, sizeof(fate));
	snprintf(text, sizeof(text), "%d %s: %s", (int)member->id.pid,
		name_text(member->name, strlen(member->name), name, sizeof(name)), fate);
	page_wrap(page, ROLE_TEXT, text);
}

/* PID, state and name, and behind them what became of it, each in its field. */
static void put_member(struct page *page, const struct outcome_screen *self,
	const struct watch_member *member)
{
	char text[SENTENCE_MAX];
	int y;

	if (page->width < NARROW) {
		put_narrow(page, self, member);
		return;
	}
	y = page_next(page);
	if (y < 0)
		return;
	draw_format(page->screen, y, 2, 10, ROLE_TEXT, "%7d %c", (int)member->id.pid,
		member->state);
	draw_field(page->screen, y, 12, NAME_WIDTH, ALIGN_LEFT, ROLE_TEXT,
		name_text(member->name, strlen(member->name), text, sizeof(text)));
	say_fate(self, member, text, sizeof(text));
	draw_text(page->screen, y, 13 + NAME_WIDTH, page->width - 11 - NAME_WIDTH, ROLE_TEXT, text);
}

static void put_lines(struct page *page, const struct outcome_screen *self)
{
	char text[SENTENCE_MAX];

	page_wrap(page, ROLE_TITLE, sentence_result(self->delivery, 0, text, sizeof(text)));
	put_tally(page, self);
	page_wrap(page, ROLE_WARNING, sentence_sudo(self->delivery, 0, text, sizeof(text)));
	for (size_t i = 0; i < self->watch->count; i++)
		if (is_told(&self->watch->members[i]))
			put_member(page, self, &self->watch->members[i]);
}

static size_t count_lines(const struct outcome_screen *self, int box_width)
{
	struct page page;

	page_count(&page, box_width);
	put_lines(&page, self);
	return page.count;
}

static struct rect place(const struct screen *screen, int lines, int columns)
{
	const struct outcome_screen *self = (const struct outcome_screen *)screen;
	size_t count = count_lines(self, columns < OUTCOME_WIDTH ? columns : OUTCOME_WIDTH);
	int height = count < (size_t)lines ? (int)count : lines;

	return screen_centered(height + LINES_AROUND, OUTCOME_WIDTH, lines, columns);
}

static void resized(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;

	scroll_set_count(&self->scroll, count_lines(self, getmaxx(screen->window)));
	scroll_set_height(&self->scroll, getmaxy(screen->window) - LINES_AROUND);
}

/* "0.4 s": since the send, to the end of the last or to now. */
static void elapsed(const struct outcome_screen *self, char *buf, size_t size)
{
	uint64_t sent = self->delivery->targets[0].sent_at;
	uint64_t end = self->watch->last_end;
	char seconds[AMOUNT_MAX];

	buf[0] = '\0';
	if (sent == 0)
		return;
	if (end < sent || watch_count(self->watch, 0, WATCH_LIVING) > 0)
		end = app_now(self->screen.app);
	snprintf(buf, size, _("%s s"), amount_seconds(end > sent ? end - sent : 0, seconds));
}

static void draw(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;
	struct page page;
	char name[SIGNAL_NAME_MAX];
	char title[128];
	char note[32];

	snprintf(title, sizeof(title), _("SIG%s to group %d"),
		sigtable_name(self->plan->signal, name), (int)self->plan->targets[0].id.pgid);
	elapsed(self, note, sizeof(note));
	draw_frame(screen, title, note[0] ? note : NULL);
	page_draw(&page, screen, &self->scroll);
	put_lines(&page, self);
	draw_box_line(screen);
}

static struct effect look(struct outcome_screen *self, uint64_t now)
{
	bool left = watch_look(self->watch) + watch_count(self->watch, 0, WATCH_ZOMBIE) > 0;

	self->next_look = left ? now + LOOK_INTERVAL : SCREEN_NEVER;
	/* Fewer or more members are told of now. */
	self->screen.misplaced = true;
	return effect_redraw();
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	return look((struct outcome_screen *)screen, now);
}

static struct effect snapshot(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;

	if (screen->app->snapshot && watch_absorb(self->watch, screen->app->snapshot) < 0)
		return effect_none();
	return look(self, app_now(screen->app));
}

static uint64_t deadline(const struct screen *screen)
{
	return ((const struct outcome_screen *)screen)->next_look;
}

static size_t fill(const struct screen *screen, struct pollfd *fds, size_t max)
{
	return watch_fill(((const struct outcome_screen *)screen)->watch, fds, max);
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&((struct outcome_screen *)screen)->scroll, move);
	return effect_redraw();
}

static const struct screen_class outcome_class = {
	.id = SCREEN_OUTCOME,
	.name = N_("Outcome"),
	.done = done,
	.draw = draw,
	.place = place,
	.resized = resized,
	.go = go,
	.snapshot = snapshot,
	.deadline = deadline,
	.fill = fill,
	.tick = tick,
};

struct effect outcome_close(struct screen *screen)
{
	(void)screen;
	return effect_pop_to_list();
}

/* At most half of what may be opened: the rest of the program needs some, too. */
static size_t pidfd_cap(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur / 2 > PIDFDS_MAX)
		return PIDFDS_MAX;
	return limit.rlim_cur / 2;
}

struct screen *outcome_screen_new(struct app *app, struct aim *aim, struct plan *plan,
	struct delivery *delivery)
{
	struct outcome_screen *self = screen_new(&outcome_class, app, sizeof(*self));

	if (!self) {
		delivery_free(delivery);
		plan_free(plan);
		return NULL;
	}
	self->aim = aim_ref(aim);
	self->plan = plan;
	self->delivery = delivery;
	if (watch_new(delivery, app->kernel, aim->pins, pidfd_cap(), &self->watch) < 0) {
		screen_free(&self->screen);
		return NULL;
	}
	self->next_look = app_now(app);
	/* Who was born between the last scan and the send is to be seen soon. */
	app_scan_now(app);
	return &self->screen;
}
