/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines as people write them, right and wrong, and the help made from the same tables. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "cli/common/message.h"
#include "cli/common/options.h"
#include "cli/subcommand.h"

enum {
	TEXT_MAX = 16384,
	WORDS_MAX = 16,
	STATUS_BAD = 7, /* what the option --signal ends with for "BAD" */
};

/* A command line, read to its end. */
struct reading {
	char *words[WORDS_MAX]; /* getopt_long reorders them */
	const char *signals[WORDS_MAX]; /* in the order in which they were taken */
	size_t signal_count;
	const char *file;
	bool yes;
	bool json;
	int status; /* OPTIONS_END, or the exit status */
	struct operands operands;
	char said[TEXT_MAX]; /* on standard error */
};

static int take_signal(void *context, const char *argument)
{
	struct reading *reading = context;

	if (strcmp(argument, "BAD") == 0)
		return STATUS_BAD;
	reading->signals[reading->signal_count++] = argument;
	return 0;
}

static const struct option_row rows[] = {
	{'s', "signal", N_("SIGNAL"), N_("which one"), .take = take_signal},
	{'f', "file", N_("FILE"), N_("where"), .place = offsetof(struct reading, file)},
	{'y', "yes", NULL, N_("do not ask"), .place = offsetof(struct reading, yes)},
	{'\0', "json", NULL, N_("for programs"), .place = offsetof(struct reading, json)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {{0, N_("all is well")}, {64, N_("some of it is")}};

static const struct subcommand example = {
	.name = "example",
	.operands = N_("TARGET..."),
	.summary = N_("Try things."),
	.options = rows,
	.option_count = COUNT(rows),
	.exits = exits,
	.exit_count = COUNT(exits),
};

/* What a stream was given between catch_begin and catch_end. */
struct catcher {
	FILE *stream;
	FILE *caught;
	int kept;
};

static struct catcher catch_begin(FILE *stream)
{
	struct catcher catcher = {.stream = stream, .caught = tmpfile()};

	assert_non_null(catcher.caught);
	fflush(stream);
	catcher.kept = dup(fileno(stream));
	dup2(fileno(catcher.caught), fileno(stream));
	return catcher;
}

static void catch_end(struct catcher *catcher, char text[TEXT_MAX])
{
	fflush(catcher->stream);
	dup2(catcher->kept, fileno(catcher->stream));
	close(catcher->kept);
	rewind(catcher->caught);
	text[fread(text, 1, TEXT_MAX - 1, catcher->caught)] = '\0';
	fclose(catcher->caught);
}

static void read_words(struct reading *reading, const struct subcommand *subcommand,
	const char *const *words)
{
	struct catcher catcher;
	int argc = 0;

	*reading = (struct reading){0};
	for (; words[argc]; argc++)
		reading->words[argc] = (char *)(uintptr_t)words[argc];
	catcher = catch_begin(stderr);
	reading->status =
		options_read(subcommand, argc, reading->words, reading, &reading->operands);
	catch_end(&catcher, reading->said);
}

#define READ(reading, subcommand, ...)                                                             \
	read_words(reading, subcommand, (const char *const[]){"example", __VA_ARGS__, NULL})

static void reads_options_and_operands_in_any_order(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "10", "-y", "-s", "HUP", "11", "--json", "--signal=KILL",
		"--signal", "INT", "-sUSR1", "-f", "one", "--file=other");
	assert_int_equal(reading.status, OPTIONS_END);
	assert_true(reading.yes && reading.json);
	assert_int_equal(reading.signal_count, 4);
	assert_string_equal(reading.signals[0], "HUP");
	assert_string_equal(reading.signals[1], "KILL");
	assert_string_equal(reading.signals[2], "INT");
	assert_string_equal(reading.signals[3], "USR1");
	assert_string_equal(reading.file, "other");
	assert_int_equal(reading.operands.count, 2);
	assert_string_equal(reading.operands.words[0], "10");
	assert_string_equal(reading.operands.words[1], "11");
	assert_false(reading.operands.ended);
	assert_string_equal(reading.said, "");
}

static void leaves_alone_what_is_not_given(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "10");
	assert_int_equal(reading.status, OPTIONS_END);
	assert_false(reading.yes || reading.json);
	assert_int_equal(reading.signal_count, 0);
	assert_null(reading.file);
}

static void ends_with_what_an_option_says(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "-y", "-s", "BAD", "--json");
	assert_int_equal(reading.status, STATUS_BAD);
	assert_true(reading.yes);
	assert_false(reading.json);
}

static void refuses_operands_where_none_are_taken(void **state)
{
	struct subcommand lonely = example;
	struct reading reading;

	(void)state;
	lonely.operands = "";
	READ(&reading, &lonely, "-y", "\033many");
	assert_int_equal(reading.status, CLI_USAGE);
	assert_non_null(strstr(reading.said, "many': 'posse example' takes only options."));
	assert_null(strchr(reading.said, '\033'));
	READ(&reading, &lonely, "-y");
	assert_int_equal(reading.status, OPTIONS_END);
}

static void takes_everything_behind_two_dashes_as_operands(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "-y", "--", "-5", "--json");
	assert_true(reading.yes);
	assert_false(reading.json);
	assert_true(reading.operands.ended);
	assert_int_equal(reading.operands.count, 2);
	assert_string_equal(reading.operands.words[0], "-5");
}

/* What a subcommand starts has options of its own. */
static void stops_at_the_first_operand_where_it_shall(void **state)
{
	struct subcommand starter = example;
	struct reading reading;

	(void)state;
	starter.options_first = true;
	READ(&reading, &starter, "-y", "--signal", "HUP", "make", "--json", "-y", "--", "-x");
	assert_int_equal(reading.status, OPTIONS_END);
	assert_true(reading.yes);
	assert_false(reading.json);
	assert_int_equal(reading.signal_count, 1);
	assert_false(reading.operands.ended);
	assert_int_equal(reading.operands.count, 5);
	assert_string_equal(reading.operands.words[0], "make");
	assert_string_equal(reading.operands.words[1], "--json");
	assert_string_equal(reading.operands.words[3], "--");
	READ(&reading, &starter, "-y", "--", "--json", "-y");
	assert_false(reading.json);
	assert_true(reading.operands.ended);
	assert_int_equal(reading.operands.count, 2);
	assert_string_equal(reading.operands.words[0], "--json");
}

static void reads_a_second_command_line_afresh(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "-yx");
	assert_int_equal(reading.status, CLI_USAGE);
	READ(&reading, &example, "-y", "10");
	assert_int_equal(reading.status, OPTIONS_END);
	assert_true(reading.yes);
	assert_string_equal(reading.operands.words[0], "10");
}

static void leaves_what_follows_a_subcommand_to_it(void **state)
{
	char posse[] = "posse";
	char readonly[] = "--readonly";
	char kill[] = "kill";
	char letter[] = "-s";
	char *words[] = {posse, readonly, kill, letter, NULL};
	struct view_options view = {.config = NULL};
	struct operands operands;

	(void)state;
	assert_int_equal(options_read(subcommand_view(), 4, words, &view, &operands), OPTIONS_END);
	assert_true(view.readonly);
	assert_int_equal(operands.count, 2);
	assert_string_equal(operands.words[0], "kill");
}

/* One line that begins with who speaks and holds both words. */
static void assert_said(const struct reading *reading, const char *one, const char *other)
{
	assert_int_equal(reading->status, CLI_USAGE);
	assert_int_equal(strncmp(reading->said, "posse example: ", 15), 0);
	assert_non_null(strstr(reading->said, one));
	assert_non_null(strstr(reading->said, other));
	assert_ptr_equal(strchr(reading->said, '\n'), reading->said + strlen(reading->said) - 1);
}

static void says_what_is_wrong_and_what_would_be_right(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "--foo");
	assert_said(&reading, "--foo is not an option", "posse example --help");
	READ(&reading, &example, "-yx");
	assert_said(&reading, "-yx is not an option", "--help");
	READ(&reading, &example, "--signal");
	assert_said(&reading, "--signal needs an argument", "--signal SIGNAL");
	READ(&reading, &example, "-s");
	assert_said(&reading, "--signal needs an argument", "--signal SIGNAL");
	READ(&reading, &example, "--json=yes");
	assert_said(&reading, "--json takes no argument", "--json");
}

static void explains_how_a_signal_is_chosen(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "-9", "1234");
	assert_said(&reading, "-9 is not an option", "-s KILL");
	READ(&reading, &example, "-15", "-y");
	assert_said(&reading, "-15 is not an option", "-s TERM");
	READ(&reading, &example, "1234", "-HUP");
	assert_said(&reading, "-HUP is not an option", "-s HUP");
	READ(&reading, &example, "-1");
	assert_said(&reading, "-1 is not an option", "a number above 0");
	READ(&reading, &example, "-123456");
	assert_said(&reading, "-123456 is not an option", "--help");
}

static void shows_nothing_that_a_terminal_acts_on(void **state)
{
	struct reading reading;

	(void)state;
	READ(&reading, &example, "--\033[31m");
	assert_int_equal(reading.status, CLI_USAGE);
	assert_null(strchr(reading.said, '\033'));
}

/* The column at which the help of the option begins, or -1. */
static int help_column(const char *help, const char *name, const char *text)
{
	const char *line = strstr(help, name);
	const char *start = line ? strstr(line, text) : NULL;

	while (line && line > help && line[-1] != '\n')
		line--;
	return start ? (int)(start - line) : -1;
}

static void helps_with_every_option_in_line(void **state)
{
	struct catcher catcher = catch_begin(stdout);
	char help[TEXT_MAX];
	int status = options_help(&example);

	(void)state;
	catch_end(&catcher, help);
	assert_int_equal(status, 0);
	assert_non_null(strstr(help, "Usage: posse example [OPTION]... TARGET...\nTry things.\n"));
	assert_non_null(strstr(help, "  -s, --signal SIGNAL  which one\n"));
	assert_int_equal(help_column(help, "--yes", "do not ask"),
		help_column(help, "--signal", "which one"));
	assert_int_equal(help_column(help, "--json", "for programs"),
		help_column(help, "--signal", "which one"));
	assert_non_null(strstr(help, "   0  all is well\n  64  some of it is\n"));
}

static void check_table(const struct subcommand *subcommand)
{
	assert_in_range(subcommand->option_count, 1, OPTIONS_MAX);
	for (size_t i = 0; i < subcommand->option_count; i++) {
		const struct option_row *row = &subcommand->options[i];

		assert_non_null(row->name);
		assert_non_null(row->help);
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(row->name, subcommand->options[k].name);
			if (row->letter)
				assert_int_not_equal(row->letter, subcommand->options[k].letter);
		}
	}
	assert_string_equal(subcommand->options[subcommand->option_count - 1].name, "help");
	assert_in_range(subcommand->exit_count, 1, 8);
	assert_true(strlen(subcommand->summary) > 0);
}

static void check_subcommand(const struct subcommand *subcommand, char help[TEXT_MAX])
{
	struct catcher catcher;

	assert_non_null(subcommand);
	check_table(subcommand);
	catcher = catch_begin(stdout);
	options_help(subcommand);
	catch_end(&catcher, help);
	for (const char *line = help; *line; line += strcspn(line, "\n") + 1) {
		char copy[256];

		snprintf(copy, sizeof(copy), "%.*s", (int)strcspn(line, "\n"), line);
		assert_in_range(text_width(copy), 0, 90);
	}
}

/* The help of the view names all others. */
static void has_sound_tables_and_keeps_lines_of_help_short(void **state)
{
	static const char before[] = "\n  posse ";
	char all[TEXT_MAX];
	char help[TEXT_MAX];
	size_t count = 0;

	(void)state;
	check_subcommand(subcommand_view(), all);
	for (const char *at = all; (at = strstr(at, before)); count++) {
		char name[32];

		at += strlen(before);
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(at, " "), at);
		assert_non_null(subcommand_find(name)->run);
		check_subcommand(subcommand_find(name), help);
	}
	assert_in_range(count, 5, 20);
}

static void finds_subcommands_by_their_whole_name(void **state)
{
	(void)state;
	assert_string_equal(subcommand_find("kill")->name, "kill");
	assert_string_equal(subcommand_find("list")->name, "list");
	assert_string_equal(subcommand_find("run")->name, "run");
	assert_string_equal(subcommand_find("signals")->name, "signals");
	assert_null(subcommand_find("kil"));
	assert_null(subcommand_find(""));
	assert_null(subcommand_view()->run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_options_and_operands_in_any_order),
		cmocka_unit_test(leaves_alone_what_is_not_given),
		cmocka_unit_test(ends_with_what_an_option_says),
		cmocka_unit_test(refuses_operands_where_none_are_taken),
		cmocka_unit_test(takes_everything_behind_two_dashes_as_operands),
		cmocka_unit_test(stops_at_the_first_operand_where_it_shall),
		cmocka_unit_test(reads_a_second_command_line_afresh),
		cmocka_unit_test(leaves_what_follows_a_subcommand_to_it),
		cmocka_unit_test(says_what_is_wrong_and_what_would_be_right),
		cmocka_unit_test(explains_how_a_signal_is_chosen),
		cmocka_unit_test(shows_nothing_that_a_terminal_acts_on),
		cmocka_unit_test(helps_with_every_option_in_line),
		cmocka_unit_test(has_sound_tables_and_keeps_lines_of_help_short),
		cmocka_unit_test(finds_subcommands_by_their_whole_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
