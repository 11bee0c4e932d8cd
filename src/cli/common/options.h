/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options as tables: one row for each option feeds the reading of the command line, --help and the
 * manual page.
 */
#ifndef CLI_COMMON_OPTIONS_H
#define CLI_COMMON_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Options of one subcommand, at most. */
#define OPTIONS_MAX 24

struct subcommand;

/* What is done with an option is in one of the last three; context is options_read's. */
struct option_row {
	char letter; /* '\0': none */
	const char *name;
	const char *argument; /* what stands for the argument in the help, an msgid; NULL: none */
	const char *help; /* one line, an msgid */
	/* Prints what was asked for, and that was all there is to do. Returns the exit status. */
	int (*show)(const struct subcommand *subcommand);
	/* Takes the argument (NULL: none). Returns CLI_OK, or the exit status to end with. */
	int (*take)(void *context, const char *argument);
	/* Without these: the offset in the context of what is set, a const char * to the argument,
	 * or to true a bool where there is none. */
	size_t place;
};

/* The row that ends every table. */
#define OPTION_HELP_ROW \
	{ \
		'h', "help", NULL, N_("show this help and exit"), .show = options_help \
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

/* What is left of a command line when its options have been read. */
struct operands {
	char **words; /* NULL behind the last */
	size_t count;
	bool ended; /* "--" stood in front of them: they are nothing but operands */
};

/* What options_read returns when there is more to do. */
enum {
	OPTIONS_END = -1,
};

/*
 * Reads all options of a command line, whose first word is the subcommand's own. Options and
 * operands may stand in any order unless options_first says otherwise. Returns OPTIONS_END, or the
 * exit status to end with: something was shown, or a sentence on standard error said what is wrong,
 * be it an operand where none is taken. One command line at a time.
 */
int options_read(const struct subcommand *subcommand, int argc, char **argv, void *context,
	struct operands *ret_operands);

/* Prints the help and returns the exit status. */
int options_help(const struct subcommand *subcommand);

#endif
