/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locale, then the view or a subcommand; the rest is the front ends'. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/descriptors.h"
#include "base/gettext.h"
#include "base/text.h"
#include "cli/common/message.h"
#include "cli/common/option_setting.h"
#include "cli/subcommand.h"
#include "report/clean_name.h"
#include "report/sentence_settings.h"
#include "settings/settings.h"
#include "tui/tui.h"
#include "view/filter/filter_text.h"

static void init_locale(void)
{
	setlocale(LC_ALL, "");
	bindtextdomain(PACKAGE, LOCALEDIR);
	textdomain(PACKAGE);
}

/*
 * Snapshots are large, alike, and freed by another thread than made them. From the first of them
 * glibc would learn to keep such blocks in its heap (mallopt(3)), where they fall to pieces over
 * hours; told a threshold, be it the usual one, it gives them back to the system.
 */
static void give_memory_back(void)
{
#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

/* Whoever installs a program that signals processes as setuid gives everybody that power. */
static bool has_borrowed_privileges(void)
{
	return getauxval(AT_SECURE) != 0 || getuid() != geteuid() || getgid() != getegid();
}

/* Options win over the file: CLI_OK, or CLI_USAGE where one of them is wrong. */
static int apply_options(const struct view_options *view, struct settings *settings)
{
	const char *const values[SETTING_COUNT] = {
		[SETTING_BY] = view->by,
		[SETTING_COLUMNS] = view->columns,
		[SETTING_INTERVAL] = view->interval,
		[SETTING_SORT] = view->sort,
		[SETTING_LIMIT] = view->no_limit ? "no" : NULL,
		[SETTING_MOUSE] = view->no_mouse ? "no" : NULL,
		[SETTING_READONLY] = view->readonly ? "yes" : NULL,
	};
	int status = CLI_OK;

	for (enum setting_id id = 0; id < SETTING_COUNT && status == CLI_OK; id++)
		if (values[id])
			status = option_setting_take(NULL, settings, id, values[id]);
	return status;
}

/* An order that does not fit is wrong on the command line; in the file it is told of. */
static int check_order(struct settings *settings, struct settings_file *file)
{
	enum column_id column = settings->order.column;

	if (settings_order_fits(settings))
		return CLI_OK;
	if (option_setting_is_given(settings, SETTING_SORT))
		return option_setting_foreign(NULL, settings, column);
	settings->order = (struct sort_order){.column = COLUMN_CPU};
	if (settings->sources[SETTING_SORT] == SOURCE_FILE &&
		settings_add_fault(file, SETTINGS_FOREIGN_ORDER, settings->lines[SETTING_SORT],
			column_row(column)->name) < 0)
		return message_failed(NULL, "%s.", strerror(ENOMEM));
	return CLI_OK;
}

static int load_settings(const struct view_options *view, struct settings_file *ret_file)
{
	int r = 0;

	if (view->no_config)
		settings_load_none(ret_file);
	else
		r = settings_load(view->config, true, ret_file);
	return r < 0 ? message_failed(NULL, "%s.", strerror(-r)) : CLI_OK;
}

/* What is wrong with the file is said where the user looks while the view is there, too. */
static char *first_fault(const struct settings_file *file, char *buf, size_t size)
{
	char sentence[SENTENCE_MAX];

	if (file->fault_count == 0)
		return NULL;
	sentence_settings_fault(&file->faults[0], sentence, sizeof(sentence));
	if (file->faults[0].line > 0)
		snprintf(buf, size, _("Line %u of the settings: %s"), file->faults[0].line,
			sentence);
	else
		snprintf(buf, size, "%s", sentence);
	return buf;
}

static int run_with_settings(struct settings_file *file, const struct view_options *view,
	const char *filter)
{
	char notice[2 * SENTENCE_MAX];
	struct tui_options options;
	int status;

	descriptors_raise();
	tui_options_init(&options);
	options.settings = file->settings;
	status = apply_options(view, &options.settings);
	if (status == CLI_OK)
		status = check_order(&options.settings, file);
	if (status != CLI_OK)
		return status;
	message_faults(NULL, file);
	options.notice = first_fault(file, notice, sizeof(notice));
	options.config_path = file->path;
	options.filter = filter;
	return tui_run(&options);
}

/* The view with what was set once and for all; options win. filters: what is to be listed. */
static int run_view(const struct view_options *view, char **filters, size_t count)
{
	CLEANUP(settings_done) struct settings_file file = {.path = NULL};
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP_FREE char *text = NULL;
	struct filter_fault fault;
	int r = filter_parse((const char *const *)filters, count, &filter, &fault);
	int status;

	if (r == -EINVAL)
		return message_filter(NULL, &fault);
	text = r == 0 ? filter_text_join((const char *const *)filters, count) : NULL;
	if (!text)
		return message_failed(NULL, "%s.", strerror(ENOMEM));
	status = load_settings(view, &file);
	return status == CLI_OK ? run_with_settings(&file, view, count > 0 ? text : NULL) : status;
}

static int run_subcommand(const struct subcommand *subcommand, int argc, char **argv,
	bool with_options)
{
	if (with_options)
		return message_usage(NULL,
			_("Options before '%s' are for the view; those of a command come "
			  "after it."),
			subcommand->name);
	return subcommand->run(argc, argv);
}

static int say_late_option(const char *text)
{
	char word[MESSAGE_WORD_MAX];

	return message_usage(NULL,
		_("Options of the view must come before its filters, but '%s' does not."),
		clean_name(text, word, sizeof(word)));
}

static int run(int argc, char **argv)
{
	const struct subcommand *subcommand = NULL;
	struct view_options view = {.config = NULL};
	struct operands operands;
	int status = options_read(subcommand_view(), argc, argv, &view, &operands);
	char **words;

	if (status != OPTIONS_END)
		return status;
	words = operands.words;
	if (operands.count > 0 && !operands.ended)
		subcommand = subcommand_find(words[0]);
	if (subcommand)
		return run_subcommand(subcommand, (int)operands.count, words, words > argv + 1);
	for (size_t i = 0; i < operands.count && !operands.ended; i++)
		if (words[i][0] == '-')
			return say_late_option(words[i]);
	return run_view(&view, words, operands.count);
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
	give_memory_back();
	init_locale();
	if (has_borrowed_privileges())
		return message_failed(NULL,
			_("This program refuses to run setuid or setgid, because it would "
			  "send signals with privileges that its user does not have."));
	survive_failed_writes();
	return run(argc, argv);
}
