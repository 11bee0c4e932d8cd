/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/subcommand.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/gettext.h"
#include "cli/common/message.h"
#include "cli/kill/kill.h"
#include "cli/list/list.h"
#include "cli/run/run.h"
#include "cli/settings.h"
#include "cli/signals.h"

static int print_version(const struct subcommand *subcommand)
{
	puts(PACKAGE_STRING);
	return message_finish(subcommand->name, CLI_OK);
}

static const struct option_row view_options[] = {
	{'\0', "by", N_("KIND"), N_("list by group (the default), session or process"),
		.place = offsetof(struct view_options, by)},
	{'\0', "columns", N_("A,B,..."), N_("show these columns; 'posse list --help' lists them"),
		.place = offsetof(struct view_options, columns)},
	{'\0', "config", N_("FILE"), N_("read the settings from this file"),
		.place = offsetof(struct view_options, config)},
	{'\0', "interval", N_("SECONDS"), N_("time between scans (default: 1.5)"),
		.place = offsetof(struct view_options, interval)},
	{'\0', "sort", N_("KEY[,asc|desc]"), N_("initially sort by this column (default: cpu)"),
		.place = offsetof(struct view_options, sort)},
	{'\0', "no-config", NULL, N_("neither read nor save settings"),
		.place = offsetof(struct view_options, no_config)},
	{'\0', "no-limit", NULL, N_("scan as often as asked, however much CPU time it takes"),
		.place = offsetof(struct view_options, no_limit)},
	{'\0', "no-mouse", NULL, N_("leave the mouse to the terminal"),
		.place = offsetof(struct view_options, no_mouse)},
	{'\0', "readonly", NULL, N_("view only: no signals can be sent"),
		.place = offsetof(struct view_options, readonly)},
	{'\0', "version", NULL, N_("show the version and exit"), .show = print_version},
	OPTION_HELP_ROW,
};

static const struct exit_row view_exits[] = {
	{0, N_("the user quit")},
	{1, N_("the view could not run")},
	{2, N_("usage error; nothing was done")},
};

static void print_subcommands(void);

static const struct subcommand view = {
	.name = NULL,
	.operands = N_("[FILTER]... | COMMAND [ARGUMENT]..."),
	.options_first = true,
	.summary = N_("See the process groups of this machine and signal a whole group at once."),
	.options = view_options,
	.option_count = COUNT(view_options),
	.exits = view_exits,
	.exit_count = COUNT(view_exits),
	.more_help = print_subcommands,
};

static const struct subcommand *const rows[] = {
	&view,
	&list_subcommand,
	&kill_subcommand,
	&run_subcommand,
	&settings_subcommand,
	&signals_subcommand,
};

const struct subcommand *subcommand_find(const char *name)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i]->name && strcmp(rows[i]->name, name) == 0)
			return rows[i];
	return NULL;
}

const struct subcommand *subcommand_view(void)
{
	return &view;
}

static void print_subcommands(void)
{
	printf("\n%s\n", _("Commands; without one, the interactive view:"));
	for (size_t i = 1; i < COUNT(rows); i++)
		printf("  posse %-8s  %s\n", rows[i]->name, _(rows[i]->summary));
}
