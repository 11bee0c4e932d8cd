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
#include "report/sentence.h"
#include "tui/draw.h"
#include "tui/scroll.h"

#define OUTCOME_WIDTH 76

/* Members without a descriptor are looked at this often, nanoseconds. */
#define LOOK_INTERVAL UINT64_C(200000000)

struct outcome_screen {
	struct screen screen;
	struct plan *plan; /* owned, as all three */
	struct delivery *delivery;
	struct watch *watch;
	struct scroll scroll; /* of the members that did not simply end */
	uint64_t next_look; /* SCREEN_NEVER: nobody is left to watch */
};

static void done(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;

	watch_free(self->watch);
	delivery_free(self->delivery);
	plan_free(self->plan);
	free(self);
}

/* Members that the user has to hear of: all but those that ended. */
static bool is_told(const struct watch_member *member)
{
	return member->fate != WATCH_ENDED;
}

static size_t count_told(const struct watch *watch)
{
	size_t count = 0;

	for (size_t i = 0; i < watch->count; i++)
		count += is_told(&watch->members[i]);
	return count;
}

/* Where the lines above the members go: drawn, or with screen NULL only counted. */
struct page {
	struct screen *screen;
	int y;
};

static void put(struct page *page, enum role role, const char *text)
{
	if (text[0] == '\0')
		return;
	if (page->screen)
		draw_text(page->screen, page->y, 2, getmaxx(page->screen->window) - 4, role, text);
	page->y++;
}

/* "9 members ended, the last after 0.3 s.": who is gone for good. */
static void put_ended(struct page *page, const struct outcome_screen *self)
{
	const struct target_report *report = &self->delivery->targets[0];
	size_t over = watch_count(self->watch, 0, WATCH_ENDED);
	/* Who had ended before the signal came did not end of it. */
	size_t ended = over > report->counts[OUTCOME_GONE] ? over - report->counts[OUTCOME_GONE] : 0;
	char seconds[AMOUNT_MAX];
	char text[SENTENCE_MAX];

	if (ended == 0 || self->watch->last_end <= report->sent_at)
		return;
	amount_seconds(self->watch->last_end - report->sent_at, seconds);
	snprintf(text, sizeof(text),
		ngettext("%zu member ended, after %s s.",
			"%zu members ended, the last after %s s.", ended),
		ended, seconds);
	put(page, ROLE_GOOD, text);
}

static void put_tally(struct page *page, const struct outcome_screen *self)
{
	size_t living = watch_count(self->watch, 0, WATCH_LIVING);
	char text[SENTENCE_MAX];

	if (self->delivery->targets[0].error < 0)
		return;
	put_ended(page, self);
	if (living > 0) {
		snprintf(text, sizeof(text),
			ngettext("%zu member is still there.", "%zu members are still there.",
				living),
			living);
		put(page, ROLE_WARNING, text);
	} else if (self->delivery->targets[0].counts[OUTCOME_SIGNALLED] > 0) {
		put(page, ROLE_GOOD, _("Nobody who was signalled is alive."));
	}
}

static void put_summary(struct page *page, const struct outcome_screen *self)
{
	char text[SENTENCE_MAX];

	put(page, ROLE_TITLE, sentence_result(self->delivery, 0, text, sizeof(text)));
	put_tally(page, self);
	put(page, ROLE_WARNING, sentence_sudo(self->delivery, 0, text, sizeof(text)));
}

static struct rect place(const struct screen *screen, int lines, int columns)
{
	const struct outcome_screen *self = (const struct outcome_screen *)screen;
	struct page page = {.screen = NULL};
	size_t told = count_told(self->watch);
	int members = told < (size_t)lines ? (int)told : lines;

	put_summary(&page, self);
	return screen_centered(page.y + members + 3, OUTCOME_WIDTH, lines, columns);
}

static void draw_member(struct screen *screen, int y, const struct outcome_screen *self,
	const struct watch_member *member)
{
	char name[128];
	char fate[SENTENCE_MAX];

	sentence_name(member->name, strlen(member->name), name, sizeof(name));
	if (member->fate == WATCH_NOT_SENT && member->member != UINT32_MAX)
		sentence_outcome(self->delivery, member->member, fate, sizeof(fate));
	else
		sentence_fate(self->watch, member, fate, sizeof(fate));
	draw_format(screen, y, 2, getmaxx(screen->window) - 4, ROLE_TEXT, "%7d %c %-15s  %s",
		(int)member->id.pid, member->state, name, fate);
}

static void draw_members(struct screen *screen, struct outcome_screen *self, int y)
{
	int rows = getmaxy(screen->window) - 2 - y;
	size_t told = 0;

	scroll_set_count(&self->scroll, count_told(self->watch));
	scroll_set_height(&self->scroll, rows > 0 ? rows : 0);
	for (size_t i = 0; i < self->watch->count && rows > 0; i++) {
		if (!is_told(&self->watch->members[i]) || told++ < self->scroll.top)
			continue;
		draw_member(screen, y++, self, &self->watch->members[i]);
		rows--;
	}
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
	struct page page = {.screen = screen, .y = 1};
	char name[SIGNAL_NAME_MAX];
	char title[128];
	char note[32];

	snprintf(title, sizeof(title), _("SIG%s to group %d"),
		sigtable_name(self->plan->signal, name), (int)self->plan->targets[0].id.pgid);
	elapsed(self, note, sizeof(note));
	draw_frame(screen, title, note);
	put_summary(&page, self);
	draw_members(screen, self, page.y);
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

/* Half of what may be opened: the rest of the program needs some, too. */
static size_t pidfd_cap(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY)
		return 512;
	return limit.rlim_cur / 2;
}

struct screen *outcome_screen_new(struct app *app, struct plan *plan, struct delivery *delivery)
{
	struct outcome_screen *self = screen_new(&outcome_class, app, sizeof(*self));

	if (!self || watch_new(delivery, app->kernel, pidfd_cap(), &self->watch) < 0) {
		delivery_free(delivery);
		plan_free(plan);
		free(self);
		return NULL;
	}
	self->plan = plan;
	self->delivery = delivery;
	self->next_look = app_now(app);
	return &self->screen;
}
