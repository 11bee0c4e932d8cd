/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/history_screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "base/worker.h"
#include "history/history_file.h"
#include "history/history_read.h"
#include "report/sentence_history.h"
#include "tui/frame/draw.h"
#include "tui/pages/history_text.h"

struct history_screen {
	struct screen screen;
	char path[512]; /* clean */
	struct reading *reading; /* on its way; NULL: all that there is has been read */
	struct history_sends sends;
	int fault; /* why nothing could be read; 0 */
	struct scroll scroll;
};

/* The file is read where one may wait for it. */
struct reading {
	struct job job;
	struct history_screen *screen; /* NULL: has gone; for the screen's thread only */
	char *path; /* owned */
	struct history_sends sends;
};

static struct history_screen *history_of(struct screen *screen)
{
	return (struct history_screen *)screen;
}

static void done(struct screen *screen)
{
	if (history_of(screen)->reading)
		history_of(screen)->reading->screen = NULL;
	history_sends_done(&history_of(screen)->sends);
	free(screen);
}

static void put_lines(struct page *page, const struct history_screen *self)
{
	char text[SENTENCE_MAX];

	if (self->reading)
		page_wrap(page, ROLE_DIM, _("Reading the history ..."));
	else if (self->fault < 0)
		page_wrap(page, ROLE_DANGER,
			sentence_history_fault(self->fault, text, sizeof(text)));
	else
		history_text_put(page, &self->sends, self->screen.app->charset);
}

/* Title, text, last line; only the text where there is no room for three. */
static bool has_frame(const struct screen *screen)
{
	return getmaxy(screen->window) >= 3;
}

static void resized(struct screen *screen)
{
	struct history_screen *self = history_of(screen);
	struct page page;

	page_count(&page, getmaxx(screen->window));
	put_lines(&page, self);
	scroll_set_count(&self->scroll, page.count);
	scroll_set_height(&self->scroll, getmaxy(screen->window) - (has_frame(screen) ? 2 : 0));
}

static void draw_title(struct history_screen *self)
{
	struct screen *screen = &self->screen;
	int width = getmaxx(screen->window);
	int end;

	draw_paint(screen, 0, 0, width, ROLE_HEADING);
	end = draw_text(screen, 0, 1, width - 1, ROLE_HEADING, _("History"));
	end = draw_text(screen, 0, end + 2, width - end - 2, ROLE_HEADING, self->path);
	scroll_draw_position(&self->scroll, screen, 0, end + 2, ROLE_HEADING);
}

static void draw(struct screen *screen)
{
	struct history_screen *self = history_of(screen);
	struct page page;

	if (has_frame(screen)) {
		draw_title(self);
		draw_last_line(screen);
	}
	page_draw(&page, screen, &self->scroll);
	page.first = has_frame(screen) ? 1 : 0;
	put_lines(&page, self);
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&history_of(screen)->scroll, move);
	return effect_redraw();
}

static const struct screen_class history_class = {
	.id = SCREEN_HISTORY,
	.name = N_("History"),
	.done = done,
	.draw = draw,
	.resized = resized,
	.go = go,
};

/* As the user would write it, with "~" for the home. */
static void name_path(struct history_screen *self, const char *path)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	bool below = len > 1 && strncmp(path, home, len) == 0 && path[len] == '/';

	text_clean(path + (below ? len : 0), strlen(path) - (below ? len : 0),
		self->screen.app->charset, self->path + below, sizeof(self->path) - below);
	if (below)
		self->path[0] = '~';
}

/* ---- Reading ---- */

static void read_file(struct job *job)
{
	struct reading *reading = (struct reading *)job;

	job->result = history_read(reading->path, geteuid() == 0, &reading->sends);
}

static void take(struct job *job, void *context)
{
	struct reading *reading = (struct reading *)job;
	struct history_screen *self = reading->screen;

	(void)context;
	if (!self)
		return;
	self->reading = NULL;
	self->fault = job->result;
	self->sends = reading->sends;
	reading->sends = (struct history_sends){.sends = NULL};
	/* The text has another length now. */
	self->screen.misplaced = true;
}

static void forget(struct job *job)
{
	struct reading *reading = (struct reading *)job;

	history_sends_done(&reading->sends);
	free(reading->path);
	free(reading);
}

/* Begins to read the file at that path, which is taken over. */
static void begin_to_read(struct history_screen *self, char *path)
{
	struct reading *reading = path ? malloc(sizeof(*reading)) : NULL;

	if (!reading) {
		free(path);
		self->fault = -ENOMEM;
		return;
	}
	*reading = (struct reading){
		.job = {.work = read_file, .finish = take, .done = forget},
		.screen = self,
		.path = path,
	};
	self->reading = reading;
	app_do(self->screen.app, &reading->job);
}

struct screen *history_screen_new_of(struct app *app, const char *path)
{
	struct history_screen *self = app_screen_new(&history_class, app, sizeof(*self));

	if (!self)
		return NULL;
	name_path(self, path);
	begin_to_read(self, strdup(path));
	return &self->screen;
}

struct screen *history_screen_new(struct app *app)
{
	CLEANUP_FREE char *path = NULL;
	struct screen *screen;
	int r = history_file_path(&path);

	if (r == 0)
		return history_screen_new_of(app, path);
	screen = app_screen_new(&history_class, app, sizeof(struct history_screen));
	if (screen)
		history_of(screen)->fault = r;
	return screen;
}
