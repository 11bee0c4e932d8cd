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

static struct rect place(const struct screen *screen, int lines, int columns)
{
	(void)screen;
	return screen_centered(lines * 3 / 4, OUTCOME_WIDTH, lines, columns);
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

static uint32_t signalled(const struct outcome_screen *self)
{
	return self->delivery->targets[0].counts[OUTCOME_SIGNALLED];
}

/* "9 ended, the last after 0.3 s", "2 still there" */
static int draw_tally(struct screen *screen, const struct outcome_screen *self, int y)
{
	size_t living = watch_count(self->watch, 0, WATCH_LIVING);
	size_t ended = watch_count(self->watch, 0, WATCH_ENDED) -
		self->delivery->targets[0].counts[OUTCOME_GONE];
	uint64_t sent = self->delivery->targets[0].sent_at;
	int width = getmaxx(screen->window) - 4;
	char seconds[AMOUNT_MAX];

	if (self->delivery->targets[0].error < 0)
		return y;
	if (ended > 0 && self->watch->last_end > sent)
		draw_format(screen, y++, 2, width, ROLE_GOOD,
			ngettext("%zu member ended, after %s s.",
				"%zu members ended, the last after %s s.", ended),
			ended, amount_seconds(self->watch->last_end - sent, seconds));
	if (living > 0)
		draw_format(screen, y++, 2, width, ROLE_WARNING,
			ngettext("%zu member is still there.", "%zu members are still there.",
				living),
			living);
	else if (signalled(self) > 0)
		draw_text(screen, y++, 2, width, ROLE_GOOD, _("Nobody who was signalled is left."));
	return y;
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

static void draw(struct screen *screen)
{
	struct outcome_screen *self = (struct outcome_screen *)screen;
	int width = getmaxx(screen->window);
	char name[SIGNAL_NAME_MAX];
	char text[SENTENCE_MAX];
	int y = 1;

	snprintf(text, sizeof(text), _("SIG%s to group %d"),
		sigtable_name(self->plan->signal, name), (int)self->plan->targets[0].id.pgid);
	draw_frame(screen, text, NULL);
	draw_text(screen, y++, 2, width - 4, ROLE_TITLE,
		sentence_result(self->delivery, 0, text, sizeof(text)));
	y = draw_tally(screen, self, y);
	sentence_sudo(self->delivery, 0, text, sizeof(text));
	if (text[0] != '\0')
		draw_text(screen, y++, 2, width - 4, ROLE_WARNING, text);
	draw_members(screen, self, y);
	draw_hints(screen, getmaxy(screen->window) - 2, 2, width - 4);
}

static struct effect look(struct outcome_screen *self, uint64_t now)
{
	bool left = watch_look(self->watch) + watch_count(self->watch, 0, WATCH_ZOMBIE) > 0;

	self->next_look = left ? now + LOOK_INTERVAL : SCREEN_NEVER;
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
