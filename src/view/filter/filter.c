/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/filter/filter.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "view/filter/filter_term.h"

struct filter {
	struct filter_term *terms; /* owned */
	size_t count;
};

/* ---- Values ---- */

static bool is_in_list(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *part = list; part; part = strchr(part, ',')) {
		part += *part == ',';
		if (strcspn(part, ",") == len && memcmp(part, word, len) == 0)
			return true;
	}
	return false;
}

static bool is_number_in_list(const char *list, long long number)
{
	char word[24];

	snprintf(word, sizeof(word), "%lld", number);
	return is_in_list(list, word);
}

static bool compare(const struct filter_term *term, double value)
{
	switch (term->comparison) {
	case COMPARE_EQUAL:
		return value >= term->number && value <= term->number;
	case COMPARE_LESS:
		return value < term->number;
	case COMPARE_LESS_OR_EQUAL:
		return value <= term->number;
	case COMPARE_GREATER:
		return value > term->number;
	case COMPARE_GREATER_OR_EQUAL:
		return value >= term->number;
	}
	return false;
}

/* ---- Of a row, and one of the processes in it ---- */

static bool has_user(const struct filter_term *term, const struct snapshot *snapshot, uid_t uid)
{
	return is_in_list(term->text, snapshot_user_name(snapshot, uid)) ||
		is_number_in_list(term->text, uid);
}

/* posse's own command line has in it what is looked for, and nobody looks for that. */
static const char *command_of(const struct process *process)
{
	bool told = process->command && process->command[0] && process->pid != getpid();

	return told ? process->command : process->name;
}

static bool is_true_of(const struct filter_term *term, const struct row *row,
	const struct row_figures *figures, const struct process *process)
{
	const char state[] = {process->state, '\0'};

	switch (term->key) {
	case FILTER_USER:
		return has_user(term, row->snapshot, process->euid);
	case FILTER_TTY:
		return fnmatch(term->text, process->tty_name ? process->tty_name : "-", 0) == 0;
	case FILTER_STATE:
		return is_in_list(term->text, state);
	case FILTER_CPU:
		return compare(term, (double)figures->cpu_percent);
	case FILTER_RSS:
		return compare(term, (double)figures->rss);
	case FILTER_MEMBERS:
		return compare(term, row_group(row)->count);
	case FILTER_AGE:
		return compare(term, (double)snapshot_age(row->snapshot, figures->start));
	case FILTER_SID:
		return is_number_in_list(term->text, process->sid);
	case FILTER_PGID:
		return is_number_in_list(term->text, process->pgid);
	case FILTER_PID:
		return is_number_in_list(term->text, process->pid);
	case FILTER_FOREGROUND:
		return row_group(row)->foreground;
	case FILTER_LEADERLESS:
		return row_group(row)->leader == SNAPSHOT_NONE;
	case FILTER_ORPHANED:
		return row_group(row)->orphaned;
	case FILTER_REGEX:
		return regexec(&term->regex, command_of(process), 0, NULL, 0) == 0;
	case FILTER_WORD:
		return ascii_contains(command_of(process), term->text);
	case FILTER_COUNT:
		break;
	}
	return false;
}

/* One of those in it will do. */
static bool is_true(const struct filter_term *term, const struct row *row)
{
	struct row_figures figures = row_figures(row);

	for (uint32_t i = figures.first; i < figures.first + figures.count; i++)
		if (is_true_of(term, row, &figures, &row->snapshot->processes[i]))
			return true;
	return false;
}

static bool all_true(const struct filter *filter, const struct row *row)
{
	for (size_t i = 0; i < filter->count; i++)
		if (is_true(&filter->terms[i], row) == filter->terms[i].negated)
			return false;
	return true;
}

bool filter_matches(const struct filter *filter, const struct row *row)
{
	struct row group = {.kind = ROW_GROUP, .snapshot = row->snapshot};
	const struct session *session;

	if (row->kind != ROW_SESSION)
		return all_true(filter, row);
	session = row_session(row);
	for (uint32_t i = 0; i < session->group_count; i++) {
		group.index = session->group_first + i;
		if (all_true(filter, &group))
			return true;
	}
	return false;
}

/* ---- What can be written ---- */

static const struct filter_help help[] = {
	{"user=deploy,1000", N_("a member belongs to one of these users")},
	{"tty=pts/*", N_("the terminal matches this pattern; - stands for none")},
	{"state=T,Z", N_("a member is in one of these states")},
	{"cpu>50", N_("CPU in percent of one processor; also <, <=, >= and =")},
	{"rss>=1.5G", N_("resident memory, in bytes or with K, M, G or T")},
	{"members>10", N_("how many members the group has")},
	{"age>1h", N_("seconds since the oldest started, or with m, h, d or w")},
	{"sid=1423", N_("the session; likewise pgid and pid; commas separate several")},
	{"fg", N_("the foreground job of a terminal")},
	{"leaderless", N_("the leader has ended")},
	{"orphaned", N_("no shell looks after it")},
	{"/^make .*all/", N_("a member's command line matches this regular expression")},
	{"word", N_("a member's command line contains this, ignoring case")},
	{"!user=root", N_("what follows ! does not match")},
};

const struct filter_help *filter_help_rows(size_t *ret_count)
{
	*ret_count = COUNT(help);
	return help;
}

/* ---- Birth and death ---- */

int filter_parse(const char *const *words, size_t count, struct filter **ret_filter,
	struct filter_fault *ret_fault)
{
	CLEANUP(filter_freep) struct filter *filter = calloc(1, sizeof(*filter));

	if (!filter)
		return -ENOMEM;
	filter->terms = calloc(count + 1, sizeof(*filter->terms));
	if (!filter->terms)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		int r = filter_term_parse(words[i], &filter->terms[filter->count++], ret_fault);

		ret_fault->word = i;
		if (r < 0)
			return r;
	}
	*ret_filter = TAKE(filter);
	return 0;
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	for (size_t i = 0; i < filter->count; i++)
		filter_term_done(&filter->terms[i]);
	free(filter->terms);
	free(filter);
}

void filter_freep(struct filter **filter)
{
	filter_free(*filter);
}

bool filter_wants_commands(const struct filter *filter)
{
	for (size_t i = 0; i < filter->count; i++)
		if (filter->terms[i].key == FILTER_REGEX || filter->terms[i].key == FILTER_WORD)
			return true;
	return false;
}
