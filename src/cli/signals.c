/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/signals.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "cli/message.h"
#include "cli/table.h"
#include "kill/sigtable.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum signals_option {
	SIGNALS_NO_HEADINGS,
	SIGNALS_HELP,
	SIGNALS_OPTION_COUNT,
};

static const struct option_row options_table[] = {
	[SIGNALS_NO_HEADINGS] = {'\0', "no-headings", NULL, N_("leave the line of headings out")},
	[SIGNALS_HELP] = OPTION_HELP_ROW,
};
static_assert(COUNT(options_table) == SIGNALS_OPTION_COUNT, "a row for each option");

static const struct exit_row exits[] = {
	{0, N_("the table was printed")},
	{1, N_("it could not be printed")},
	{2, N_("the command line was wrong; nothing was done")},
};

enum {
	CELL_MAX = 512,
};

enum signals_column {
	SIGNALS_NUMBER,
	SIGNALS_NAME,
	SIGNALS_ACTION,
	SIGNALS_MEANING,
	SIGNALS_COLUMN_COUNT,
};

struct signals_table {
	const struct signal_row *rows;
	size_t count; /* the real-time signals follow as one row more */
};

static void put_realtime(size_t column, char *buf)
{
	const struct signal_row *row = sigtable_row(SIGRTMIN);

	switch ((enum signals_column)column) {
	case SIGNALS_NUMBER:
		snprintf(buf, CELL_MAX, "%d-%d", SIGRTMIN, SIGRTMAX);
		break;
	case SIGNALS_NAME:
		snprintf(buf, CELL_MAX, "RTMIN...RTMAX");
		break;
	case SIGNALS_ACTION:
		snprintf(buf, CELL_MAX, "%s", row ? _(sigtable_action_name(row->action)) : "");
		break;
	case SIGNALS_MEANING:
		snprintf(buf, CELL_MAX, "%s", row ? _(row->meaning) : "");
		break;
	case SIGNALS_COLUMN_COUNT:
		break;
	}
}

static void put_signal(void *context, size_t index, size_t column, size_t room, char *buf)
{
	const struct signals_table *table = context;
	const struct signal_row *row = &table->rows[index];

	(void)room;
	buf[0] = '\0';
	if (index == table->count) {
		put_realtime(column, buf);
		return;
	}
	switch ((enum signals_column)column) {
	case SIGNALS_NUMBER:
		snprintf(buf, CELL_MAX, "%d", row->number);
		break;
	case SIGNALS_NAME:
		snprintf(buf, CELL_MAX, "%s", row->name);
		break;
	case SIGNALS_ACTION:
		snprintf(buf, CELL_MAX, "%s", _(sigtable_action_name(row->action)));
		break;
	case SIGNALS_MEANING:
		snprintf(buf, CELL_MAX, "%s", _(row->meaning));
		break;
	case SIGNALS_COLUMN_COUNT:
		break;
	}
}

static int print_signals(bool headings)
{
	const struct table_column columns[] = {
		[SIGNALS_NUMBER] = {_("NUMBER"), true},
		[SIGNALS_NAME] = {_("NAME"), false},
		[SIGNALS_ACTION] = {_("DEFAULT"), false},
		[SIGNALS_MEANING] = {_("MEANING"), false},
	};
	struct signals_table signals;
	struct table table = {
		.columns = columns,
		.column_count = SIGNALS_COLUMN_COUNT,
		.headings = headings,
		.limit = table_terminal_width(stdout),
		.cell_max = CELL_MAX,
		.context = &signals,
		.cell = put_signal,
	};
	int r;

	signals.rows = sigtable_rows(&signals.count);
	table.row_count = signals.count + 1;
	r = table_print(&table, stdout);
	if (r < 0)
		return message_failed("signals", "%s.", strerror(-r));
	return message_finish("signals", CLI_OK);
}

static int signals_run(int argc, char **argv)
{
	struct options options;
	const char *argument;
	char word[MESSAGE_WORD_MAX];
	char **operands;
	size_t count;
	bool headings = true;
	int option;

	options_init(&options, &signals_subcommand, argc, argv);
	while ((option = options_next(&options, &argument)) >= 0) {
		if (option == SIGNALS_HELP)
			return options_help(&signals_subcommand);
		headings = false;
	}
	if (option == OPTIONS_WRONG)
		return CLI_USAGE;
	operands = options_operands(&options, &count);
	if (count > 0)
		return message_usage("signals",
			_("'%s' is one word too many: 'posse signals' takes only options."),
			message_word(operands[0], word, sizeof(word)));
	return print_signals(headings);
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
