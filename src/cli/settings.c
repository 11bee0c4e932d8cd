/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The settings in force, each with where it comes from, in the form of a settings file: what is
 * printed can be kept as one.
 */
#include <config.h>

#include "cli/settings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "cli/common/message.h"
#include "report/clean_name.h"
#include "settings/settings.h"

#define NAME "settings"

struct asked {
	const char *config; /* NULL: the usual file */
	bool no_config;
};

static const struct option_row options_table[] = {
	{'\0', "config", N_("FILE"), N_("read the settings from this file"),
		.place = offsetof(struct asked, config)},
	{'\0', "no-config", NULL, N_("read no settings"),
		.place = offsetof(struct asked, no_config)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {
	{0, N_("the settings were printed")},
	{1, N_("they were printed but contain errors, or could not be printed")},
	{2, N_("usage error; nothing was done")},
};

/* Where the remarks stand, if the values leave room. */
#define REMARK_COLUMN 34

#define VALUE_MAX 512

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
	case SOURCE_DOUBT:
		snprintf(remark, sizeof(remark), "%s", _("in doubt"));
		break;
	case SOURCE_FILE:
		snprintf(remark, sizeof(remark), _("line %u"), settings->lines[id]);
		break;
	}
	print_line(setting_row(id)->name, settings_text(settings, id, value, sizeof(value)),
		remark);
}

/* The keys of one action; those of the file are told by its line. */
static void print_keys(const struct settings *settings, const struct keymap *keymap,
	const struct action *action)
{
	const struct key_binding *binding = key_bindings_find(&settings->bindings, action->name);
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

	clean_name(path, clean, sizeof(clean));
	if (!file->path)
		printf("# %s\n", _("No file."));
	else if (file->missing)
		printf("# %s (%s)\n", clean, _("there is no such file"));
	else
		printf("# %s\n", clean);
}

static void print_all(const struct settings_file *file)
{
	const struct settings *settings = &file->settings;
	struct keymap keymap;

	keymap_make(&keymap, &settings->bindings, settings->vi);
	print_file(file);
	for (enum setting_id id = 0; id < SETTING_COUNT; id++)
		print_setting(settings, id);
	puts("\n[keys]");
	for (size_t i = 0; i < action_count; i++)
		if (keymap_is_listed(&action_rows[i]))
			print_keys(settings, &keymap, &action_rows[i]);
}

static int settings_run(int argc, char **argv)
{
	CLEANUP(settings_done) struct settings_file file = {.path = NULL};
	struct asked asked = {.config = NULL};
	struct operands operands;
	int status = options_read(&settings_subcommand, argc, argv, &asked, &operands);
	int r = 0;

	if (status != OPTIONS_END)
		return status;
	if (asked.no_config)
		settings_load_none(&file);
	else
		r = settings_load(asked.config, true, &file);
	if (r < 0)
		return message_failed(NAME, "%s.", strerror(-r));
	message_faults(NAME, &file);
	print_all(&file);
	return message_finish(NAME, file.fault_count > 0 ? CLI_FAILED : CLI_OK);
}

const struct subcommand settings_subcommand = {
	.name = NAME,
	.operands = "",
	.summary = N_("Print the settings of the view, and where each comes from."),
	.options = options_table,
	.option_count = COUNT(options_table),
	.exits = exits,
	.exit_count = COUNT(exits),
	.run = settings_run,
};
