/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/recorder.h"

#include <errno.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/worker.h"
#include "history/history.h"
#include "report/sentence_history.h"

struct recording {
	struct job job;
	struct history_entry entry;
};

static void write_entry(struct job *job)
{
	history_entry_write(&((struct recording *)job)->entry);
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
	struct recording *recording = (struct recording *)job;

	if (job->result < 0)
		recording->entry.fault = job->result;
	tell(context, &recording->entry);
}

static void done(struct job *job)
{
	history_entry_done(&((struct recording *)job)->entry);
	free(job);
}

/* Takes the entry. */
static void write_later(struct app *app, struct history_entry *entry)
{
	struct recording *recording = malloc(sizeof(*recording));

	if (!recording) {
		history_entry_done(entry);
		entry->fault = -ENOMEM;
		tell(app, entry);
		return;
	}
	*recording = (struct recording){
		.job = {.work = write_entry, .finish = finish, .done = done, .writes = true},
		.entry = *entry,
	};
	app_do(app, &recording->job);
}

static void record(void *context, const struct step *step, bool watched)
{
	struct app *app = context;
	struct history_entry entry;

	if (app->history && history_entry_init(&entry, step, watched))
		write_later(app, &entry);
}

/* Where the user is root. */
static void note(void *context, const struct step *step)
{
	struct app *app = context;
	struct history_entry entry;

	if (app->history && history_entry_init_log(&entry, app->history, step))
		write_later(app, &entry);
}

struct send_recorder recorder_of(struct app *app)
{
	return (struct send_recorder){record, app, note};
}
