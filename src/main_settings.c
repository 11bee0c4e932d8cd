/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The settings in force, each with where it comes from, in the form of a settings file: what is
 * printed can be kept as one.
 */
#include <config.h>

#include "main_settings.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "cli/common/message.h"
#include "cli/subcommand.h"
#include "settings/settings.h"
#include "tui/actions.h"
#include "tui/frame/keymap.h"

/* Where the remarks stand, if the values leave room. */
#define REMARK_COLUMN 34

#define VALUE_MAX 512

struct asked {
	const char *config; /* NULL: the usual file */
	bool no_config;
};

static int take(void *context, int option, const char *argument)
{
	struct asked *asked = context;

	switch ((enum settings_option)option) {
	case SETTINGS_CONFIG:
		asked->config = argument;
		break;
	case SETTINGS_NO_CONFIG:
		asked->no_config = true;
		break;
	case SETTINGS_HELP:
	case SETTINGS_OPTION_COUNT:
		break;
	}
	return CLI_OK;
}

/* "name = value            ; remark" */
static void print_line(const char *name, const char *value, const char *remark)
{
	int width = printf("%s = %s", name, value);

	printf("%*s ; %s\n", width < REMARK_COLUMN ? REMARK_COLUMN - width : 0, "", remark);
}

static void print_setting(const struct settings *settings, enum setting_id id)
{
	char value[VALUE_MAX];
	char remark[64] = "";

	switch (settings->sources[id]) {
	case SOURCE_DEFAULT:
	case SOURCE_OPTION:
	case SOURCE_VIEW:
		snprintf(remark, sizeof(remark), "%s", _("default"));
		break;
	case SOURCE_ENVIRONMENT:
		snprintf(remark, sizeof(remark), "%s", _("because of NO_COLOR"));
		break;
	case SOURCE_FILE:
		snprintf(remark, sizeof(remark), _("line %u"), settings->lines[id]);
		break;
	}
	print_line(setting_row(id)->name, settings_text(settings, id, value, sizeof(value)),
		remark);
}

/* The keys of one command; those of the file are told by its line. */
static void print_keys(const struct settings *settings, const struct keymap *keymap,
	const struct action *action)
{
	const struct key_binding *binding = settings_binding(settings, action->name);
	char keys[VALUE_MAX];
	char remark[64];

	if (binding)
		snprintf(remark, sizeof(remark), _("line %u"), binding->line);
	else
		snprintf(remark, sizeof(remark), "%s", _("default"));
	print_line(action->name, keymap_text(keymap_keys(keymap, action), keys, sizeof(keys)),
		remark);
}

static void print_file(const struct settings_file *file)
{
	const char *path = file->path ? file->path : "";
	char clean[VALUE_MAX];

	message_word(path, clean, sizeof(clean));
	if (!file->path)
		printf("# %s\n", _("No file."));
	else if (file->missing)
		printf("# %s (%s)\n", clean, _("there is no such file"));
	else
		printf("# %s\n", clean);
}

static void print_all(const struct settings_file *file)
{
	const struct action_table *table = actions();
	struct keymap keymap;

	keymap_make(&keymap, table, &file->settings);
	print_file(file);
	for (enum setting_id id = 0; id < SETTING_COUNT; id++)
		print_setting(&file->settings, id);
	puts("\n[keys]");
	for (size_t i = 0; i < table->count; i++)
		if (keymap_is_listed(table, &table->rows[i]))
			print_keys(&file->settings, &keymap, &table->rows[i]);
}

int main_settings_run(const struct subcommand *subcommand, int argc, char **argv)
{
	CLEANUP(settings_done) struct settings_file file = {.path = NULL};
	struct asked asked = {.config = NULL};
	struct settings_actions allowed = keymap_actions(actions());
	struct options options;
	char word[MESSAGE_WORD_MAX];
	char **operands;
	size_t count;
	int status;
	int r = 0;

	options_init(&options, subcommand, argc, argv);
	status = options_take(&options, take, &asked);
	if (status != OPTIONS_END)
		return status;
	operands = options_operands(&options, &count);
	if (count > 0)
		return message_usage(SETTINGS_NAME,
			_("'%s' is one word too many: 'posse settings' takes only options."),
			message_word(operands[0], word, sizeof(word)));
	if (asked.no_config)
		settings_load_none(&file);
	else
		r = settings_load(asked.config, &allowed, &file);
	if (r < 0)
		return message_failed(SETTINGS_NAME, "%s.", strerror(-r));
	message_faults(SETTINGS_NAME, &file);
	print_all(&file);
	return message_finish(SETTINGS_NAME, file.fault_count > 0 ? CLI_FAILED : CLI_OK);
}
