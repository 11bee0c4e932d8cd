/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/send_recorder.h"

#include <errno.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/worker.h"
#include "history/history.h"
#include "report/sentence_history.h"

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

static void keep_step(void *context, const struct step *step, bool watched)
{
	struct app *app = context;
	struct keeping *keeping;
	struct history_entry entry;

	if (!app->history || !history_entry_init(&entry, app->history, step, watched))
		return;
	keeping = malloc(sizeof(*keeping));
	if (!keeping) {
		history_entry_done(&entry);
		entry.fault = -ENOMEM;
		tell(app, &entry);
		return;
	}
	*keeping = (struct keeping){
		.job = {.work = keep, .finish = finish, .done = done},
		.entry = entry,
	};
	app_do(app, &keeping->job);
}

struct send_keeper send_recorder(struct app *app)
{
	return (struct send_keeper){keep_step, app};
}
