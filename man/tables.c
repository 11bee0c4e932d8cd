/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Usage: tables <posse.1.in >posse.1
 *
 * Fills the program's own tables into the manual page. A line of the template is copied, unless it
 * is one of these:
 *   @USAGE NAME@    usage lines; NAME as below
 *   @OPTIONS NAME@  options of a subcommand; "posse" for those of the view
 *   @EXITS NAME@    its exit statuses
 *   @COLUMNS@       columns of lists
 *   @FILTERS@       words of a filter
 *   @SIGNALS@       signals
 *   @KEYS@          keys of the view
 *   @SETTINGS@      settings
 * Anything else between two @ ends it with 1, so that a table that was renamed is noticed.
 */
#include <config.h>

#include <assert.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/key.h"
#include "cli/subcommand.h"
#include "keymap/keymap.h"
#include "kill/sigtable.h"
#include "settings/settings.h"
#include "view/columns/column.h"
#include "view/filter/filter.h"

/* Text as roff takes it: nothing in it is a request, a dash stays one. */
static void put_text(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		switch (*text) {
		case '\\':
			fputs("\\e", stdout);
			break;
		case '-':
			fputs("\\-", stdout);
			break;
		case '\'':
			fputs("\\(aq", stdout);
			break;
		case '^':
			fputs("\\(ha", stdout);
			break;
		case '~':
			fputs("\\(ti", stdout);
			break;
		default:
			putchar(*text);
		}
	}
}

static void put_font(char font, const char *text)
{
	printf("\\f%c", font);
	put_text(text);
	fputs("\\fR", stdout);
}

/* The subcommand of that name, "posse" for the view. */
static const struct subcommand *named(const char *name)
{
	return strcmp(name, "posse") == 0 ? subcommand_view() : subcommand_find(name);
}

/* ---- The tables ---- */

static bool put_usage(const char *name)
{
	const struct subcommand *subcommand = named(name);

	if (!subcommand)
		return false;
	put_font('B', "posse");
	if (subcommand->name) {
		putchar(' ');
		put_font('B', subcommand->name);
	}
	fputs(" [\\fIOPTION\\fR]...", stdout);
	/* The operands of the view are the subcommands, which have lines of their own. */
	if (subcommand->name && subcommand->operands[0]) {
		putchar(' ');
		put_font('I', subcommand->operands);
	}
	putchar('\n');
	return true;
}

static bool put_options(const char *name)
{
	const struct subcommand *subcommand = named(name);

	for (size_t i = 0; subcommand && i < subcommand->option_count; i++) {
		const struct option_row *row = &subcommand->options[i];
		const char letter[] = {'-', row->letter, '\0'};

		puts(".TP");
		if (row->letter) {
			put_font('B', letter);
			fputs(", ", stdout);
		}
		fputs("\\fB\\-\\-", stdout);
		put_text(row->name);
		fputs("\\fR", stdout);
		if (row->argument) {
			putchar(' ');
			put_font('I', row->argument);
		}
		putchar('\n');
		put_text(row->help);
		puts("");
	}
	return subcommand != NULL;
}

static bool put_exits(const char *name)
{
	const struct subcommand *subcommand = named(name);

	for (size_t i = 0; subcommand && i < subcommand->exit_count; i++) {
		printf(".TP\n\\fB%d\\fR\n", subcommand->exits[i].status);
		put_text(subcommand->exits[i].meaning);
		puts("");
	}
	return subcommand != NULL;
}

/* "groups, sessions" */
static void put_kinds(unsigned kinds)
{
	static const char *const names[] = {
		[ROW_SESSION] = "sessions",
		[ROW_GROUP] = "groups",
		[ROW_PROCESS] = "processes",
	};
	const char *separator = "";

	static_assert(COUNT(names) == ROW_KIND_COUNT, "a name for each kind of row");
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!(kinds & (1u << i)))
			continue;
		printf("%s%s", separator, names[i]);
		separator = ", ";
	}
}

static bool put_columns(const char *name)
{
	(void)name;
	for (unsigned i = 0; i < COLUMN_COUNT; i++) {
		const struct column *column = column_row((enum column_id)i);

		puts(".TP");
		put_font('B', column->name);
		fputs(" (", stdout);
		put_text(column->heading);
		fputs("; ", stdout);
		put_kinds(column->kinds);
		puts(")");
		put_text(column->help);
		puts("");
	}
	return true;
}

static bool put_filters(const char *name)
{
	size_t count;
	const struct filter_help *rows = filter_help_rows(&count);

	(void)name;
	for (size_t i = 0; i < count; i++) {
		puts(".TP");
		put_font('B', rows[i].form);
		puts("");
		put_text(rows[i].meaning);
		puts("");
	}
	return true;
}

static bool put_signals(const char *name)
{
	const struct signal_row *real_time = sigtable_row(SIGRTMIN);
	size_t count;
	const struct signal_row *rows = sigtable_rows(&count);

	(void)name;
	for (size_t i = 0; i < count; i++) {
		printf(".TP\n\\fB%s\\fR (%s)\n", rows[i].name,
			sigtable_action_name(rows[i].action));
		put_text(rows[i].meaning);
		fputs("; not for ", stdout);
		put_text(rows[i].caution);
		puts("");
	}
	puts(".TP\n\\fBRTMIN\\fR, \\fBRTMIN+\\fIn\\fR, \\fBRTMAX\\-\\fIn\\fR, \\fBRTMAX\\fR");
	printf("(%s)\n", sigtable_action_name(real_time->action));
	put_text(real_time->meaning);
	fputs("; not for ", stdout);
	put_text(real_time->caution);
	puts("");
	return true;
}

/* " (menu, plan)"; nothing where all screens have it. */
static void put_screens(unsigned screens)
{
	static const char *const names[] = {
		[SCREEN_LIST] = "list",
		[SCREEN_DETAILS] = "details",
		[SCREEN_HELP] = "help",
		[SCREEN_HISTORY] = "history",
		[SCREEN_SETUP] = "setup",
		[SCREEN_MENU] = "menu",
		[SCREEN_PLAN] = "plan",
		[SCREEN_OUTCOME] = "outcome",
		[SCREEN_PROMPT] = "prompt",
		[SCREEN_CHOICE] = "choice",
	};
	const char *separator = " (";
	unsigned others = SCREEN_ALL & ~screens;

	static_assert(COUNT(names) == SCREEN_COUNT, "a name for each screen");
	if (others == 0)
		return;
	/* All but one. */
	if ((others & (others - 1)) == 0) {
		separator = " (not ";
		screens = others;
	}
	for (unsigned i = 0; i < SCREEN_COUNT; i++) {
		if (!(screens & SCREEN_BIT(i)))
			continue;
		printf("%s%s", separator, names[i]);
		separator = ", ";
	}
	putchar(')');
}

static void put_action(const struct action *action)
{
	puts(".TP");
	for (size_t i = 0; i < ACTION_KEYS && action->keys[i] != KEY_NONE; i++) {
		char name[KEY_NAME_MAX];

		if (i > 0)
			fputs(", ", stdout);
		put_font('B', key_text(action->keys[i], name));
	}
	put_screens(action->screens);
	if (keymap_may_change(action)) {
		fputs(", ", stdout);
		put_font('I', action->name);
	}
	putchar('\n');
	put_text(action->help);
	putchar('\n');
}

static bool put_keys(const char *name)
{
	(void)name;
	for (unsigned group = 0; group < ACTION_GROUP_COUNT; group++) {
		printf(".SS ");
		put_text(action_group_name((enum action_group)group));
		putchar('\n');
		for (size_t i = 0; i < action_count; i++)
			if (action_rows[i].group == group)
				put_action(&action_rows[i]);
	}
	return true;
}

static bool put_settings(const char *name)
{
	(void)name;
	for (enum setting_id id = 0; id < SETTING_COUNT; id++) {
		const struct setting_row *row = setting_row(id);

		puts(".TP");
		put_font('B', row->name);
		for (size_t i = 0; row->choices && row->choices[i]; i++) {
			fputs(i == 0 ? " = " : ", ", stdout);
			put_font('B', row->choices[i]);
		}
		putchar('\n');
		put_text(row->help);
		putchar('\n');
	}
	return true;
}

/* ---- The template ---- */

static const struct {
	const char *word;
	bool (*put)(const char *name); /* false: there is no such name */
} tables[] = {
	{"USAGE", put_usage},
	{"OPTIONS", put_options},
	{"EXITS", put_exits},
	{"COLUMNS", put_columns},
	{"FILTERS", put_filters},
	{"SIGNALS", put_signals},
	{"KEYS", put_keys},
	{"SETTINGS", put_settings},
};

/* "@WORD NAME@" and the end of the line, which is cut into its words. */
static bool put_table(char *line)
{
	char *rest = line + 1;
	const char *word;
	const char *name;

	line[strlen(line) - 1] = '\0';
	word = strsep(&rest, " ");
	name = rest ? rest : "";
	for (size_t i = 0; i < COUNT(tables); i++)
		if (strcmp(tables[i].word, word) == 0)
			return tables[i].put(name);
	return false;
}

/* A line of text, with the version where it is asked for. */
static void put_line(const char *line)
{
	static const char mark[] = "@VERSION@";
	const char *found;

	while ((found = strstr(line, mark))) {
		fwrite(line, 1, (size_t)(found - line), stdout);
		fputs(PACKAGE_VERSION, stdout);
		line = found + sizeof(mark) - 1;
	}
	puts(line);
}

int main(void)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		if (line[len - 1] == '\n')
			line[--len] = '\0';
		if (len < 3 || line[0] != '@' || line[len - 1] != '@') {
			put_line(line);
		} else if (!put_table(line)) {
			fprintf(stderr, "tables: there is no table for the line: %s\n", line);
			return EXIT_FAILURE;
		}
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
