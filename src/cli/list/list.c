/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/list/list.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "base/number.h"
#include "cli/common/message.h"
#include "cli/common/option_setting.h"
#include "cli/list/list_text.h"
#include "document/json_list.h"
#include "report/clean_name.h"
#include "scan/inspect.h"
#include "scan/scanner.h"
#include "view/filter/filter.h"
#include "view/listing/listing.h"

#define NAME "list"

/* What rows stand by unless told otherwise: their numbers. */
static const enum column_id numbers[] = {
	[ARRANGE_GROUPS] = COLUMN_PGID,
	[ARRANGE_SESSIONS] = COLUMN_SID,
	[ARRANGE_PROCESSES] = COLUMN_PID,
};
static_assert(COUNT(numbers) == ARRANGEMENT_COUNT, "a column for each arrangement");

struct list {
	struct settings settings; /* arrangement, order and columns, none of them the file's */
	const enum column_id *ids; /* not owned; NULL with JSON */
	size_t id_count;
	uint64_t sample; /* nanoseconds; 0: none */
	bool no_headings;
	bool json;
	struct filter *filter; /* owned */
};

static void list_done(struct list *list)
{
	filter_free(list->filter);
}

/* ---- What the user wrote ---- */

static int take_by(void *context, const char *argument)
{
	struct list *list = context;

	return option_setting_take(NAME, &list->settings, SETTING_BY, argument);
}

static int take_sort(void *context, const char *argument)
{
	struct list *list = context;

	return option_setting_take(NAME, &list->settings, SETTING_SORT, argument);
}

static int take_columns(void *context, const char *argument)
{
	struct list *list = context;

	return option_setting_take(NAME, &list->settings, SETTING_COLUMNS, argument);
}

static int take_sample(void *context, const char *text)
{
	struct list *list = context;
	char word[MESSAGE_WORD_MAX];

	if (number_parse_seconds(text, &list->sample) == 0 && list->sample > 0)
		return CLI_OK;
	return message_usage(NAME,
		_("'%s' is not a sampling time: give seconds above 0, such as 2 or 0.5."),
		clean_name(text, word, sizeof(word)));
}

static const struct option_row options_table[] = {
	{'\0', "by", N_("KIND"), N_("list by group (the default), session or process"),
		.take = take_by},
	{'\0', "sort", N_("KEY[,asc|desc]"), N_("sort by this column (default: the number)"),
		.take = take_sort},
	{'\0', "columns", N_("A,B,..."), N_("show these columns, in this order"),
		.take = take_columns},
	{'\0', "sample", N_("SECONDS"),
		/* xgettext:no-c-format */
		N_("measure CPU % over this time (default: since the start)"), .take = take_sample},
	{'\0', "no-headings", NULL, N_("do not print the headings"),
		.place = offsetof(struct list, no_headings)},
	{'\0', "json", NULL, N_("print one JSON document instead of text"),
		.place = offsetof(struct list, json)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {
	{0, N_("something was listed")},
	{1, N_("nothing was listed, or reading or writing failed")},
	{2, N_("usage error; nothing was done")},
};

/* The arrangement is known by now, so it can be said which columns it has. */
static int settle_order(struct list *list)
{
	struct settings *settings = &list->settings;

	if (!option_setting_is_given(settings, SETTING_SORT))
		settings->order = (struct sort_order){.column = numbers[settings->arrangement]};
	if (!settings_order_fits(settings))
		return option_setting_foreign(NAME, settings, settings->order.column);
	return CLI_OK;
}

static int settle_columns(struct list *list)
{
	const struct settings *settings = &list->settings;
	bool given = option_setting_is_given(settings, SETTING_COLUMNS);

	if (list->json && (given || list->no_headings))
		return message_usage(NAME,
			_("--columns and --no-headings are for text; --json always has every "
			  "field."));
	if (list->json)
		return CLI_OK;
	list->ids = settings->columns;
	list->id_count = settings->column_count;
	if (list->id_count == 0)
		list->ids = column_defaults(settings->arrangement, &list->id_count);
	for (size_t i = 0; i < list->id_count; i++)
		if (!column_has(list->ids[i], arrangement_kind(settings->arrangement)))
			return option_setting_foreign(NAME, settings, list->ids[i]);
	return CLI_OK;
}

/* Returns CLI_OK, or the exit status of what was said. */
static int settle(struct list *list, const struct operands *operands)
{
	struct filter_fault fault;
	int r = filter_parse((const char *const *)operands->words, operands->count, &list->filter,
		&fault);
	int status;

	if (r == -ENOMEM)
		return message_failed(NAME, "%s.", strerror(ENOMEM));
	if (r < 0)
		return message_filter(NAME, &fault);
	status = settle_order(list);
	return status == CLI_OK ? settle_columns(list) : status;
}

/* ---- What there is ---- */

static void wait_for_sample(uint64_t nanoseconds)
{
	uint64_t time = clock_now(CLOCK_MONOTONIC);
	uint64_t end = time + nanoseconds;

	for (; time < end; time = clock_now(CLOCK_MONOTONIC)) {
		/* The interval that the user chose to measure over. */
		poll(NULL, 0, (int)((end - time) / CLOCK_MILLISECOND) + 1);
	}
}

/* What the scan has to read besides. */
static unsigned wanted(const struct list *list)
{
	unsigned want = column_row(list->settings.order.column)->want;

	if (list->json || filter_wants_commands(list->filter))
		want |= DETAIL_COMMAND;
	for (size_t i = 0; i < list->id_count; i++)
		want |= column_row(list->ids[i])->want;
	return want;
}

static int scan(const struct list *list, const struct snapshot **ret_snapshot)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	CLEANUP(snapshot_unrefp) const struct snapshot *first = NULL;
	int r = scanner_new(&scanner);

	if (r == 0 && list->sample > 0) {
		r = scanner_scan(scanner, NULL, &first);
		if (r == 0)
			wait_for_sample(list->sample);
	}
	if (r < 0)
		return r;
	scanner_want(scanner, wanted(list));
	return scanner_scan(scanner, first, ret_snapshot);
}

static bool shows_commands(const struct list *list)
{
	for (size_t i = 0; i < list->id_count; i++)
		if (list->ids[i] == COLUMN_COMMAND)
			return true;
	return false;
}

/* The command lines of what is listed, unless the scan has read those of all. */
static int inspect(const struct list *list, const struct listing *listing,
	struct detail_set **ret_details)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	size_t count = 0;

	if (!shows_commands(list) || filter_wants_commands(list->filter))
		return 0;
	ids = calloc(listing->count + 1, sizeof(*ids));
	if (!ids)
		return -ENOMEM;
	for (size_t i = 0; i < listing->count; i++)
		if (!row_process(&listing->rows[i])->kernel_thread)
			ids[count++] = process_identity(row_process(&listing->rows[i]));
	return inspect_processes(ids, count, DETAIL_COMMAND, ret_details);
}

/* What makes the list less than it seems; that it is partial, a program reads in the document. */
static void say_limits(const struct list *list, const struct machine *machine)
{
	if (machine->foreign)
		message_failed(NAME,
			_("/proc shows a different PID namespace, or cannot be trusted: look, but "
			  "do not signal by these numbers."));
	if (machine->partial && !list->json)
		message_failed(NAME,
			_("This is a partial view: /proc hides processes of other users."));
}

/* ---- The list ---- */

static int print(const struct list *list, const struct snapshot *snapshot,
	const struct listing *listing, const struct detail_set *details)
{
	const struct json_list document = {
		.snapshot = snapshot,
		.arrangement = list->settings.arrangement,
		.listing = listing,
	};
	const struct list_text text = {
		.listing = listing,
		.ids = list->ids,
		.id_count = list->id_count,
		.details = details,
		.headings = !list->no_headings,
	};

	return list->json ? json_list_write(&document, stdout) : list_text_print(&text, stdout);
}

static void free_details(struct detail_set **details)
{
	detail_set_free(*details);
}

static int show(const struct list *list)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;
	CLEANUP(listing_done) struct listing listing = {0};
	CLEANUP(free_details) struct detail_set *details = NULL;
	const struct listing_query query = {
		.arrangement = list->settings.arrangement,
		.order = list->settings.order,
		.filter = list->filter,
	};
	int r = scan(list, &snapshot);

	if (r < 0)
		return message_failed(NAME, _("The processes could not be read: %s."),
			strerror(-r));
	r = listing_make(&listing, snapshot, &query);
	if (r == 0)
		r = inspect(list, &listing, &details);
	if (r == 0)
		r = print(list, snapshot, &listing, details);
	if (r < 0)
		return message_failed(NAME, _("The list could not be produced: %s."), strerror(-r));
	say_limits(list, &snapshot->machine);
	return message_finish(NAME, listing.count > 0 ? CLI_OK : CLI_FAILED);
}

static int list_run(int argc, char **argv)
{
	CLEANUP(list_done) struct list list = {.sample = 0};
	struct operands operands;
	int status;

	settings_init(&list.settings);
	status = options_read(&list_subcommand, argc, argv, &list, &operands);
	if (status != OPTIONS_END)
		return status;
	status = settle(&list, &operands);
	return status == CLI_OK ? show(&list) : status;
}

static void print_more_help(void)
{
	size_t count;
	const struct filter_help *rows = filter_help_rows(&count);

	printf("\n%s\n", _("Filters; only what matches all of them is listed:"));
	for (size_t i = 0; i < count; i++)
		printf("  %-16s  %s\n", rows[i].form, _(rows[i].meaning));

	printf("\n%s\n", _("Columns, for --columns and --sort:"));
	for (unsigned i = 0; i < COLUMN_COUNT; i++) {
		const struct column *column = column_row((enum column_id)i);

		printf("  %-8s  %s\n", column->name, _(column->help));
	}
}

const struct subcommand list_subcommand = {
	.name = NAME,
	.operands = N_("[FILTER]..."),
	.summary = N_("List process groups, sessions or processes, as text or as JSON."),
	.options = options_table,
	.option_count = COUNT(options_table),
	.exits = exits,
	.exit_count = COUNT(exits),
	.more_help = print_more_help,
	.run = list_run,
};
