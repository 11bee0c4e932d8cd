/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/common/options.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "cli/common/message.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"

enum {
	LONG_BASE = 256, /* getopt_long's value of row 0; letters are below */
	HELP_FIELD_MAX = 128,
};

/* The command line of one subcommand, on its way to being read. */
struct options {
	const struct subcommand *subcommand;
	int argc;
	char **argv;
	struct option names[OPTIONS_MAX + 1]; /* for getopt_long */
	char letters[2 * OPTIONS_MAX + 3];
};

static void init(struct options *ret_options, const struct subcommand *subcommand, int argc,
	char **argv)
{
	struct options options = {.subcommand = subcommand, .argc = argc, .argv = argv};
	char *letters = options.letters;

	assert(subcommand->option_count <= OPTIONS_MAX);
	if (subcommand->options_first)
		*letters++ = '+';
	*letters++ = ':';
	for (size_t i = 0; i < subcommand->option_count; i++) {
		const struct option_row *row = &subcommand->options[i];

		options.names[i] = (struct option){
			.name = row->name,
			.has_arg = row->argument ? required_argument : no_argument,
			.val = LONG_BASE + (int)i,
		};
		if (!row->letter)
			continue;
		*letters++ = row->letter;
		if (row->argument)
			*letters++ = ':';
	}
	*ret_options = options;
	opterr = 0;
	/* 0 and not 1: getopt shall forget what it knows of an earlier command line. */
	optind = 0;
}

/* The row that getopt's value stands for, which is in the table. */
static const struct option_row *row_of(const struct subcommand *subcommand, int value)
{
	const struct option_row *row = subcommand->options;

	if (value >= LONG_BASE)
		return &row[value - LONG_BASE];
	while (row->letter != value)
		row++;
	return row;
}

/* The word that holds an unknown letter: getopt has passed it only if that was its last one. */
static const char *word_with_letter(const struct options *options)
{
	const char *before = options->argv[optind - 1];
	size_t len = strlen(before);

	if (before[0] == '-' && len > 1 && before[len - 1] == optopt)
		return before;
	return optind < options->argc ? options->argv[optind] : before;
}

static bool takes_signals(const struct subcommand *subcommand)
{
	for (size_t i = 0; i < subcommand->option_count; i++)
		if (strcmp(subcommand->options[i].name, "signal") == 0)
			return true;
	return false;
}

/* People who have kill(1) in their fingers write -9 and -HUP. */
static int say_unknown(const struct options *options, const char *word)
{
	const struct subcommand *subcommand = options->subcommand;
	char clean[MESSAGE_WORD_MAX];
	char name[SIGNAL_NAME_MAX];
	int signal;

	clean_name(word, clean, sizeof(clean));
	if (takes_signals(subcommand) && sigtable_parse(word + 1, &signal) == 0)
		return message_usage(subcommand->name,
			_("%s is not an option: use '-s %s' to choose a signal, and a "
			  "number above 0 to name a group."),
			clean, sigtable_name(signal, name));
	if (subcommand->name)
		return message_usage(subcommand->name,
			_("%s is not an option; 'posse %s --help' lists the options."), clean,
			subcommand->name);
	return message_usage(NULL, _("%s is not an option; 'posse --help' lists the options."),
		clean);
}

static int say_missing(const struct subcommand *subcommand)
{
	const struct option_row *row = row_of(subcommand, optopt);

	return message_usage(subcommand->name, _("--%s needs an argument: --%s %s."), row->name,
		row->name, _(row->argument));
}

static int say_wrong(const struct options *options)
{
	const struct subcommand *subcommand = options->subcommand;

	if (optopt >= LONG_BASE)
		return message_usage(subcommand->name, _("--%s takes no argument."),
			row_of(subcommand, optopt)->name);
	return say_unknown(options,
		optopt == 0 ? options->argv[optind - 1] : word_with_letter(options));
}

static int say_unexpected(const struct subcommand *subcommand, const char *operand)
{
	char word[MESSAGE_WORD_MAX];

	return message_usage(subcommand->name,
		_("Unexpected argument '%s': 'posse %s' takes only options."),
		clean_name(operand, word, sizeof(word)), subcommand->name);
}

/* Does with an option what its row says: OPTIONS_END, or the exit status to end with. */
static int take(const struct subcommand *subcommand, const struct option_row *row, void *context)
{
	char *place = (char *)context + row->place;
	int status = CLI_OK;

	if (row->show)
		return row->show(subcommand);
	if (row->take)
		status = row->take(context, optarg);
	else if (row->argument)
		*(const char **)(void *)place = optarg;
	else
		*(bool *)place = true;
	return status == CLI_OK ? OPTIONS_END : status;
}

int options_read(const struct subcommand *subcommand, int argc, char **argv, void *context,
	struct operands *ret_operands)
{
	struct options options;
	int value;

	init(&options, subcommand, argc, argv);
	while ((value = getopt_long(argc, argv, options.letters, options.names, NULL)) != -1) {
		int status;

		if (value == ':')
			return say_missing(subcommand);
		if (value == '?')
			return say_wrong(&options);
		status = take(subcommand, row_of(subcommand, value), context);
		if (status != OPTIONS_END)
			return status;
	}
	*ret_operands = (struct operands){
		.words = argv + optind,
		.count = (size_t)(argc - optind),
		.ended = optind > 1 && strcmp(argv[optind - 1], "--") == 0,
	};
	if (ret_operands->count > 0 && !subcommand->operands[0])
		return say_unexpected(subcommand, ret_operands->words[0]);
	return OPTIONS_END;
}

/* ---- Help ---- */

/* "posse kill [OPTION]... TARGET...", without a newline. */
static void print_usage(const struct subcommand *subcommand)
{
	fputs("posse", stdout);
	if (subcommand->name)
		printf(" %s", subcommand->name);
	printf(" %s", _("[OPTION]..."));
	if (subcommand->operands[0])
		printf(" %s", _(subcommand->operands));
}

/* "-s, --signal SIGNAL" */
static void write_option(const struct option_row *row, char *buf, size_t size)
{
	char letter[] = {'-', row->letter, ',', ' ', '\0'};

	snprintf(buf, size, "%s--%s%s%s", row->letter ? letter : "    ", row->name,
		row->argument ? " " : "", row->argument ? _(row->argument) : "");
}

static size_t widest_option(const struct subcommand *subcommand)
{
	size_t widest = 0;

	for (size_t i = 0; i < subcommand->option_count; i++) {
		char field[HELP_FIELD_MAX];
		size_t width;

		write_option(&subcommand->options[i], field, sizeof(field));
		width = text_width(field);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void print_options(const struct subcommand *subcommand)
{
	size_t widest = widest_option(subcommand);

	printf("\n%s\n", _("Options:"));
	for (size_t i = 0; i < subcommand->option_count; i++) {
		const struct option_row *row = &subcommand->options[i];
		char field[HELP_FIELD_MAX];

		write_option(row, field, sizeof(field));
		printf("  %s%*s  %s\n", field, (int)(widest - text_width(field)), "", _(row->help));
	}
}

static void print_exits(const struct subcommand *subcommand)
{
	int digits = 2;

	for (size_t i = 0; i < subcommand->exit_count; i++)
		digits = subcommand->exits[i].status > 99 ? 3 : digits;
	printf("\n%s\n", _("Exit status:"));
	for (size_t i = 0; i < subcommand->exit_count; i++)
		printf("  %*d  %s\n", digits, subcommand->exits[i].status,
			_(subcommand->exits[i].meaning));
}

int options_help(const struct subcommand *subcommand)
{
	printf("%s ", _("Usage:"));
	print_usage(subcommand);
	printf("\n%s\n", _(subcommand->summary));
	print_options(subcommand);
	if (subcommand->more_help)
		subcommand->more_help();
	print_exits(subcommand);
	return message_finish(subcommand->name, CLI_OK);
}
