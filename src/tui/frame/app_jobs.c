/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen's thread has done for it, because it may wait. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/worker.h"
#include "history/history.h"
#include "report/sentence_history.h"
#include "tui/frame/app.h"

void app_do(struct app *app, struct job *job)
{
	if (!app->worker) {
		worker_do(job, app);
		return;
	}
	job->result = worker_add(app->worker, job);
	if (job->result < 0) {
		job->finish(job, app);
		job->done(job);
	}
}

/* ---- A send for the history ---- */

struct keeping {
	struct job job;
	struct history_entry entry;
};

static void keep(struct job *job)
{
	history_entry_write(&((struct keeping *)job)->entry);
}

static void tell(struct app *app, const struct history_entry *entry)
{
	char text[SENTENCE_MAX];
	int r = history_note(app->history, entry);

	if (r < 0)
		app_say(app, "%s", sentence_history_fault(r, text, sizeof(text)));
}

static void finish(struct job *job, void *context)
{
	struct keeping *keeping = (struct keeping *)job;

	if (job->result < 0)
		keeping->entry.fault = job->result;
	tell(context, &keeping->entry);
}

static void done(struct job *job)
{
	history_entry_done(&((struct keeping *)job)->entry);
	free(job);
}

/* Takes the entry. */
static void do_keep(struct app *app, struct history_entry *entry)
{
	struct keeping *keeping = malloc(sizeof(*keeping));

	if (!keeping) {
		history_entry_done(entry);
		entry->fault = -ENOMEM;
		tell(app, entry);
		return;
	}
	*keeping = (struct keeping){
		.job = {.work = keep, .finish = finish, .done = done},
		.entry = *entry,
	};
	app_do(app, &keeping->job);
}

void app_keep(struct app *app, const struct step *step, bool watched)
{
	struct history_entry entry;

	if (app->history && history_entry_init(&entry, step, watched))
		do_keep(app, &entry);
}

void app_log(struct app *app, const struct step *step)
{
	struct history_entry entry;

	if (app->history && history_entry_init_log(&entry, app->history, step))
		do_keep(app, &entry);
}
