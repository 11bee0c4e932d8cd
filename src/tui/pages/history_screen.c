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
#include "tui/pages/history_text.h"
#include "tui/widgets/full_page.h"

struct history_screen {
	struct full_page page; /* its note: the file's path */
	struct reading *reading; /* on its way; NULL: all that there is has been read */
	struct history_sends sends;
	int fault; /* why nothing could be read; 0 */
};

/* The file is read where one may wait for it. */
struct reading {
	struct job job;
	struct history_screen *screen; /* NULL: has gone; for the screen's thread only */
	char *path; /* owned */
	struct history_sends sends;
};

static void done(struct screen *screen)
{
	struct history_screen *self = (struct history_screen *)screen;

	if (self->reading)
		self->reading->screen = NULL;
	history_sends_done(&self->sends);
	full_page_done(screen);
}

static void write_text(struct full_page *page)
{
	const struct history_screen *self = (const struct history_screen *)page;
	char text[SENTENCE_MAX];

	if (self->reading)
		text_view_wrap(&page->text, ROLE_DIM, _("Reading the history ..."));
	else if (self->fault < 0)
		text_view_wrap(&page->text, ROLE_DANGER,
			sentence_history_fault(self->fault, text, sizeof(text)));
	else
		history_text_put(&page->text, &self->sends);
}

static const struct full_page_class history_class = {
	.screen =
		{
			.id = SCREEN_HISTORY,
			.name = N_("History"),
			.done = done,
			.draw = full_page_draw,
			.resized = full_page_resized,
			.go = full_page_go,
		},
	.margin = 2,
	.write = write_text,
};

/* As the user would write it, with "~" for the home. */
static void name_path(struct full_page *page, const char *path)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	bool below = len > 1 && strncmp(path, home, len) == 0 && path[len] == '/';

	text_clean(path + (below ? len : 0), strlen(path) - (below ? len : 0),
		page->screen.app->charset, page->note + below, sizeof(page->note) - below);
	if (below)
		page->note[0] = '~';
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
	if (self->page.screen.window)
		full_page_rewrite(&self->page);
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
	app_do(self->page.screen.app, &reading->job);
}

struct screen *history_screen_new_of(struct app *app, const char *path)
{
	struct history_screen *self = full_page_new(&history_class, app, sizeof(*self));

	if (!self)
		return NULL;
	name_path(&self->page, path);
	begin_to_read(self, strdup(path));
	return &self->page.screen;
}

struct screen *history_screen_new(struct app *app)
{
	CLEANUP_FREE char *path = NULL;
	struct history_screen *self;
	int r = history_file_path(&path);

	if (r == 0)
		return history_screen_new_of(app, path);
	self = full_page_new(&history_class, app, sizeof(*self));
	if (!self)
		return NULL;
	self->fault = r;
	return &self->page.screen;
}
