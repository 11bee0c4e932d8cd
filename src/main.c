/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locale, then the view or a subcommand; the rest is the front ends'. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/number.h"
#include "cli/message.h"
#include "cli/subcommand.h"
#include "scan/sampler.h"
#include "tui/tui.h"
#include "view/filter_text.h"

static void init_locale(void)
{
	setlocale(LC_ALL, "");
	bindtextdomain(PACKAGE, LOCALEDIR);
	textdomain(PACKAGE);
}

/* Whoever installs a program that signals processes as setuid gives everybody that power. */
static bool has_borrowed_privileges(void)
{
	return getauxval(AT_SECURE) != 0 || getuid() != geteuid() || getgid() != getegid();
}

static int print_version(void)
{
	puts(PACKAGE_STRING);
	return message_finish(NULL, CLI_OK);
}

static int take_interval(struct tui_options *view, const char *text)
{
	char word[MESSAGE_WORD_MAX];

	if (number_parse_seconds(text, &view->interval) == 0 &&
		view->interval >= SAMPLER_INTERVAL_MIN)
		return CLI_OK;
	return message_usage(NULL,
		_("'%s' is not an interval: give 0.1 seconds or more, such as 2 or 0.5."),
		message_word(text, word, sizeof(word)));
}

static int take_order(struct tui_options *view, const char *text)
{
	char word[MESSAGE_WORD_MAX];

	if (sort_order_parse(text, &view->order) == 0)
		return CLI_OK;
	return message_usage(NULL,
		_("'%s' is no sort order: give a column, and ,asc or ,desc behind it "
		  "where you want."),
		message_word(text, word, sizeof(word)));
}

static int take_arrangement(struct tui_options *view, const char *text)
{
	char word[MESSAGE_WORD_MAX];

	if (arrangement_parse(text, &view->arrangement) == 0)
		return CLI_OK;
	return message_usage(NULL, _("--by takes group, session or process, not '%s'."),
		message_word(text, word, sizeof(word)));
}

static int take_columns(struct tui_options *view, const char *text)
{
	CLEANUP_FREE enum column_id *ids = NULL;
	char bad[MESSAGE_WORD_MAX];
	char word[MESSAGE_WORD_MAX];
	int r = column_parse_list(text, bad, sizeof(bad), &ids, &view->column_count);

	if (r == -EINVAL && column_find(bad))
		return message_usage(NULL, _("The column '%s' is there twice."), bad);
	if (r == -EINVAL)
		return message_usage(NULL,
			_("'%s' is not a column; 'posse list --help' shows those there are."),
			message_word(bad, word, sizeof(word)));
	if (r < 0)
		return message_failed(NULL, "%s.", strerror(-r));
	memcpy(view->columns, ids, view->column_count * sizeof(*ids));
	return CLI_OK;
}

static int take_option(struct tui_options *view, enum view_option option, const char *argument)
{
	switch (option) {
	case VIEW_BY:
		return take_arrangement(view, argument);
	case VIEW_COLUMNS:
		return take_columns(view, argument);
	case VIEW_INTERVAL:
		return take_interval(view, argument);
	case VIEW_SORT:
		return take_order(view, argument);
	case VIEW_NO_LIMIT:
		view->no_limit = true;
		break;
	case VIEW_READONLY:
		view->readonly = true;
		break;
	case VIEW_VERSION:
	case VIEW_HELP:
	case VIEW_OPTION_COUNT:
		break;
	}
	return CLI_OK;
}

/* The arrangement may stand behind the order. */
static int check_order(const struct tui_options *view)
{
	if (column_has(view->order.column, arrangement_kind(view->arrangement)))
		return CLI_OK;
	return message_usage(NULL,
		_("'%s' is not a column of a list by %s; 'posse list --help' shows the columns."),
		column_row(view->order.column)->name, arrangement_name(view->arrangement));
}

/* The view with what was set once and for all; options win. words: what is to be listed. */
static int run_view(struct tui_options *view, char **words, size_t count)
{
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP_FREE char *text = NULL;
	struct filter_fault fault;
	struct settings settings;
	int status = check_order(view);
	int r;

	if (status != CLI_OK)
		return status;
	r = filter_parse((const char *const *)words, count, &filter, &fault);
	if (r == -EINVAL)
		return message_filter(NULL, &fault);
	text = r == 0 ? filter_text_join((const char *const *)words, count) : NULL;
	if (!text)
		return message_failed(NULL, "%s.", strerror(ENOMEM));
	message_settings(NULL, &settings);
	view->filter = count > 0 ? text : NULL;
	view->readonly |= settings.readonly;
	if (view->interval == 0)
		view->interval = settings.interval;
	if (settings.wait > 0)
		view->wait = settings.wait;
	return tui_run(view);
}

static int run_subcommand(const struct subcommand *subcommand, int argc, char **argv,
	bool with_options)
{
	if (with_options)
		return message_usage(NULL,
			_("Options in front of '%s' are for the view; those of a command follow "
			  "it."),
			subcommand->name);
	return subcommand->run(argc, argv);
}

static int say_late_option(const char *text)
{
	char word[MESSAGE_WORD_MAX];

	return message_usage(NULL,
		_("The options of the view go in front of its filters, as '%s' does not."),
		message_word(text, word, sizeof(word)));
}

static int run(int argc, char **argv)
{
	const struct subcommand *subcommand = NULL;
	struct tui_options view;
	struct options options;
	const char *argument;
	bool with_options = false;
	char **words;
	size_t count;
	int option;

	tui_options_init(&view);
	view.interval = 0; /* not given: the settings may have it */
	options_init(&options, subcommand_view(), argc, argv);
	while ((option = options_next(&options, &argument)) >= 0) {
		int status = take_option(&view, (enum view_option)option, argument);

		if (option == VIEW_VERSION)
			return print_version();
		if (option == VIEW_HELP)
			return options_help(subcommand_view());
		if (status != CLI_OK)
			return status;
		with_options = true;
	}
	if (option == OPTIONS_WRONG)
		return CLI_USAGE;
	words = options_operands(&options, &count);
	if (count > 0 && !options_were_ended(&options))
		subcommand = subcommand_find(words[0]);
	if (subcommand)
		return run_subcommand(subcommand, (int)count, words, with_options);
	for (size_t i = 0; i < count && !options_were_ended(&options); i++)
		if (words[i][0] == '-')
			return say_late_option(words[i]);
	return run_view(&view, words, count);
}

/* Whoever closed one of these must not have a pidfd or a socket in its place, which output would
 * then be written to. */
static void open_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

static void do_nothing(int signal)
{
	(void)signal;
}

/* A reader that went away, or a file that may not grow, must not end posse halfway through; the
 * write says EPIPE or EFBIG. Not by ignoring the signal: that a command of 'posse run' would
 * inherit. */
static void survive_failed_writes(void)
{
	static const int signals[] = {SIGPIPE, SIGXFSZ};
	struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};
	struct sigaction old;

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < COUNT(signals); i++)
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
}

int main(int argc, char **argv)
{
	open_standard_streams();
	init_locale();
	if (has_borrowed_privileges())
		return message_failed(NULL,
			_("This program refuses to run setuid or setgid, because it would signal "
			  "with rights that its user does not have."));
	survive_failed_writes();
	return run(argc, argv);
}
