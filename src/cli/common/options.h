/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options as tables: one row for each option feeds the reading of the command line, --help and the
 * manual page.
 */
#ifndef CLI_COMMON_OPTIONS_H
#define CLI_COMMON_OPTIONS_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

/* Options of one subcommand, at most. */
#define OPTIONS_MAX 24

struct option_row {
	char letter; /* '\0': none */
	const char *name;
	const char *argument; /* what stands for the argument in the help, an msgid; NULL: none */
	const char *help; /* one line, an msgid */
};

/* The row that ends every table. */
#define OPTION_HELP_ROW \
	{ \
		'h', "help", NULL, N_("show this help and exit") \
	}

struct exit_row {
	int status;
	const char *meaning; /* one line, an msgid */
};

/* One row for each thing that the program can be told to do. */
struct subcommand {
	const char *name; /* "kill"; NULL: posse itself */
	const char *operands; /* what follows the options, an msgid; "" for nothing */
	bool options_first; /* options end at the first operand: what follows is not for posse */
	const char *summary; /* one sentence, an msgid */
	const struct option_row *options;
	size_t option_count;
	const struct exit_row *exits;
	size_t exit_count;
	void (*more_help)(void); /* prints what else its help says; NULL: nothing */
	/* argv[0] is the subcommand's name. Returns the exit status. NULL for posse itself alone:
	 * that is main's. */
	int (*run)(int argc, char **argv);
};

/* The command line of one subcommand, on its way to being read. */
struct options {
	const struct subcommand *subcommand;
	int argc;
	char **argv;
	struct option names[OPTIONS_MAX + 1]; /* for getopt_long */
	char letters[2 * OPTIONS_MAX + 3];
};

/* What options_next returns beside the position of a row. */
enum {
	OPTIONS_END = -1, /* options_operands has what is left */
	OPTIONS_WRONG = -2, /* and a sentence on standard error said what */
};

/* Begins with argv[1]. Options and operands may stand in any order unless options_first says
 * otherwise. One command line at a time. */
void options_init(struct options *ret_options, const struct subcommand *subcommand, int argc,
	char **argv);

/* The position of the next option's row in the table, with its argument (NULL: it takes none). */
int options_next(struct options *options, const char **ret_argument);

/*
 * Reads all options and hands each to take, which returns CLI_OK or the status to end with; the
 * last row of the table is OPTION_HELP_ROW's, and shows the help. Returns OPTIONS_END, or the exit
 * status when that was all there is to do.
 */
int options_take(struct options *options,
	int (*take)(void *context, int option, const char *argument), void *context);

/* The operands, after OPTIONS_END: *ret_count words. */
char **options_operands(const struct options *options, size_t *ret_count);

/* Whether "--" stood in front of the operands: they are then nothing but operands. */
bool options_were_ended(const struct options *options);

/* Prints the help and returns the exit status. */
int options_help(const struct subcommand *subcommand);

#endif
