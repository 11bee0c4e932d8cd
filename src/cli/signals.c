/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/signals.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/gettext.h"
#include "cli/common/message.h"
#include "cli/common/table.h"
#include "kill/sigtable.h"

struct signals {
	bool no_headings;
};

static const struct option_row options_table[] = {
	{'\0', "no-headings", NULL, N_("do not print the headings"),
		.place = offsetof(struct signals, no_headings)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {
	{0, N_("the table was printed")},
	{1, N_("it could not be printed")},
	{2, N_("usage error; nothing was done")},
};

enum {
	CELL_MAX = 512,
};

enum signals_column {
	SIGNALS_NUMBER,
	SIGNALS_NAME,
	SIGNALS_ACTION,
	SIGNALS_MEANING,
	SIGNALS_CAUTION,
	SIGNALS_COLUMN_COUNT,
};

static void put_signal(void *context, size_t index, size_t column, size_t room, char *buf)
{
	int number = sigtable_number(index);
	const struct signal_row *row = sigtable_row(number);
	char name[SIGNAL_NAME_MAX];

	(void)context;
	(void)room;
	buf[0] = '\0';
	switch ((enum signals_column)column) {
	case SIGNALS_NUMBER:
		snprintf(buf, CELL_MAX, "%d", number);
		break;
	case SIGNALS_NAME:
		snprintf(buf, CELL_MAX, "%s", sigtable_name(number, name));
		break;
	case SIGNALS_ACTION:
		snprintf(buf, CELL_MAX, "%s", _(sigtable_action_name(row->action)));
		break;
	case SIGNALS_MEANING:
		snprintf(buf, CELL_MAX, "%s", _(row->meaning));
		break;
	case SIGNALS_CAUTION:
		snprintf(buf, CELL_MAX, "%s", _(row->caution));
		break;
	case SIGNALS_COLUMN_COUNT:
		break;
	}
}

static int print_signals(const struct signals *signals)
{
	const struct table_column columns[] = {
		[SIGNALS_NUMBER] = {_("NUMBER"), true},
		[SIGNALS_NAME] = {_("NAME"), false},
		[SIGNALS_ACTION] = {_("DEFAULT"), false},
		[SIGNALS_MEANING] = {_("MEANING"), false},
		[SIGNALS_CAUTION] = {_("NOT FOR"), false},
	};
	struct table table = {
		.columns = columns,
		.column_count = SIGNALS_COLUMN_COUNT,
		.row_count = sigtable_count(),
		.headings = !signals->no_headings,
		.limit = table_terminal_width(stdout),
		.cell_max = CELL_MAX,
		.cell = put_signal,
	};
	int r = table_print(&table, stdout);

	if (r < 0)
		return message_failed("signals", "%s.", strerror(-r));
	return message_finish("signals", CLI_OK);
}

static int signals_run(int argc, char **argv)
{
	struct signals signals = {.no_headings = false};
	struct operands operands;
	int status = options_read(&signals_subcommand, argc, argv, &signals, &operands);

	return status == OPTIONS_END ? print_signals(&signals) : status;
}

const struct subcommand signals_subcommand = {
	.name = "signals",
	.operands = "",
	.summary = N_("Show every signal, what it does by default and what it is for."),
	.options = options_table,
	.option_count = COUNT(options_table),
	.exits = exits,
	.exit_count = COUNT(exits),
	.run = signals_run,
};
