/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/setup_save.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "base/worker.h"
#include "report/sentence_settings.h"
#include "tui/widgets/edit.h"

/* One change on its way to the file. */
struct saving {
	struct job job;
	char *path; /* owned */
	enum setting_id id; /* SETTING_COUNT: it is about keys */
	const char *action; /* whose keys; of the table */
	char *value; /* of the setting, or keys; owned; NULL: the keys of the table again */
};

static void save(struct job *job)
{
	const struct saving *saving = (const struct saving *)job;

	job->result = saving->id == SETTING_COUNT
		? settings_save_keys(saving->path, saving->action, saving->value)
		: settings_save(saving->path, saving->id, saving->value);
}

static void say(struct app *app, int error, const char *path)
{
	char text[SENTENCE_MAX];

	app_say(app, "%s", sentence_settings_saved(error, path, text, sizeof(text)));
}

/* Whoever has left the view hears only what went wrong. */
static void finish(struct job *job, void *context)
{
	struct app *app = context;

	if (job->result < 0 || app_top(app))
		say(app, job->result, ((struct saving *)job)->path);
}

static void done(struct job *job)
{
	struct saving *saving = (struct saving *)job;

	free(saving->path);
	free(saving->value);
	free(saving);
}

static struct job *saving_new(const struct app *app, enum setting_id id, const char *action,
	const char *value)
{
	struct saving *saving = malloc(sizeof(*saving));

	if (!saving)
		return NULL;
	*saving = (struct saving){
		.job = {.work = save, .finish = finish, .done = done, .writes = true},
		.path = strdup(app->config_path),
		.id = id,
		.action = action,
		.value = value ? strdup(value) : NULL,
	};
	if (saving->path && (!value || saving->value))
		return &saving->job;
	done(&saving->job);
	return NULL;
}

/* What was changed holds from now on, and is saved where there is a file. */
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
	job = saving_new(app, id, action, value);
	if (job)
		app_do(app, job);
	else
		say(app, -ENOMEM, app->config_path);
}

void setup_save_setting(struct app *app, enum setting_id id)
{
	char value[EDIT_MAX];

	app->settings.sources[id] = SOURCE_VIEW;
	apply(app, id, NULL, settings_text(&app->settings, id, value, sizeof(value)));
}

void setup_save_keys(struct app *app, const char *action, const char *keys)
{
	apply(app, SETTING_COUNT, action, keys);
}
