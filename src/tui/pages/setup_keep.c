/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/setup_keep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "base/worker.h"
#include "report/sentence_settings.h"
#include "tui/widgets/edit.h"

/* One change on its way to the file. */
struct keeping {
	struct job job;
	char *path; /* owned */
	enum setting_id id; /* SETTING_COUNT: it is about keys */
	const char *action; /* whose keys; of the table */
	char *value; /* of the setting, or keys; owned; NULL: the keys of the table again */
};

static void keep(struct job *job)
{
	const struct keeping *keeping = (const struct keeping *)job;

	job->result = keeping->id == SETTING_COUNT
		? settings_keep_keys(keeping->path, keeping->action, keeping->value)
		: settings_keep(keeping->path, keeping->id, keeping->value);
}

static void say(struct app *app, int error, const char *path)
{
	char text[SENTENCE_MAX];

	app_say(app, "%s", sentence_settings_kept(error, path, text, sizeof(text)));
}

/* Whoever has left the view hears only what went wrong. */
static void finish(struct job *job, void *context)
{
	struct app *app = context;

	if (job->result < 0 || app_top(app))
		say(app, job->result, ((struct keeping *)job)->path);
}

static void done(struct job *job)
{
	struct keeping *keeping = (struct keeping *)job;

	free(keeping->path);
	free(keeping->value);
	free(keeping);
}

static struct job *keeping_new(const struct app *app, enum setting_id id, const char *action,
	const char *value)
{
	struct keeping *keeping = malloc(sizeof(*keeping));

	if (!keeping)
		return NULL;
	*keeping = (struct keeping){
		.job = {.work = keep, .finish = finish, .done = done, .writes = true},
		.path = strdup(app->config_path),
		.id = id,
		.action = action,
		.value = value ? strdup(value) : NULL,
	};
	if (keeping->path && (!value || keeping->value))
		return &keeping->job;
	done(&keeping->job);
	return NULL;
}

/* What was changed holds from now on, and is kept where there is a file. */
static void apply(struct app *app, enum setting_id id, const char *action,
	const char *value)
{
	struct job *job;

	app_settings_changed(app);
	if (!app->config_path) {
		app_say(app, "%s",
			_("This applies until posse ends, because there is no file to save "
			  "it in."));
		return;
	}
	job = keeping_new(app, id, action, value);
	if (job)
		app_do(app, job);
	else
		say(app, -ENOMEM, app->config_path);
}

void setup_keep_setting(struct app *app, enum setting_id id)
{
	char value[EDIT_MAX];

	app->settings.sources[id] = SOURCE_VIEW;
	apply(app, id, NULL, settings_text(&app->settings, id, value, sizeof(value)));
}

void setup_keep_keys(struct app *app, const char *action, const char *keys)
{
	apply(app, SETTING_COUNT, action, keys);
}
