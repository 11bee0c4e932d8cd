/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The filter as it is typed: what is read can be matched, says where it is wrong, and comes back
 * the same from its text.
 */
#include <config.h>

#include <string.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"
#include "target.h"
#include "view/filter/filter.h"
#include "view/filter/filter_text.h"

/* Longer regular expressions take regcomp for ever, and the prompt has room for fewer bytes. */
#define TEXT_MAX 300

static const struct snapshot *machine(void)
{
	static const struct snapshot *snapshot;

	if (!snapshot)
		snapshot = SNAPSHOT_OF({.pid = 1, .name = "systemd"},
			{.pid = 10, .name = "make", .euid = USER_DEPLOY, .tty_name = "pts/0"},
			{.pid = 11, .pgid = 10, .sid = 10, .name = "cc\033[1m", .state = 'R'},
			{.pid = 12, .pgid = 9, .sid = 9, .name = "lost", .state = 'Z'},
			{.pid = 2, .name = "kthreadd", .kernel_thread = true});
	return snapshot;
}

static void match_all(const struct filter *filter)
{
	const struct snapshot *snapshot = machine();
	struct row row = {.kind = ROW_SESSION, .snapshot = snapshot};

	for (row.index = 0; row.index < snapshot->session_count; row.index++)
		filter_matches(filter, &row);
	row.kind = ROW_GROUP;
	for (row.index = 0; row.index < snapshot->group_count; row.index++)
		filter_matches(filter, &row);
	row.kind = ROW_PROCESS;
	for (row.index = 0; row.index < snapshot->process_count; row.index++)
		filter_matches(filter, &row);
}

/* The lines of the text are words of a command line: joined, they are the same filter. */
static void try_words(char *text)
{
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP(filter_freep) struct filter *again = NULL;
	CLEANUP_FREE char *joined = NULL;
	const char *words[16];
	struct filter_fault fault;
	struct filter_span span;
	size_t count = 0;
	int r;

	for (char *word = strsep(&text, "\n"); word && count < 16; word = strsep(&text, "\n"))
		if (word[0] != '\0')
			words[count++] = word;
	r = filter_parse(words, count, &filter, &fault);
	joined = filter_text_join(words, count);
	TARGET_CHECK(joined);
	TARGET_CHECK(r == filter_text_parse(joined, &again, &fault, &span));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP_FREE char *changed = NULL;
	struct filter_fault fault;
	struct filter_span span = {0, 0};
	char text[TEXT_MAX + 1];
	int r;

	if (size > TEXT_MAX || memchr(data, '\0', size))
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	r = filter_text_parse(text, &filter, &fault, &span);
	TARGET_CHECK(r == 0 || r == -22);
	TARGET_CHECK(span.at + span.len <= size);
	if (r == 0)
		match_all(filter);
	filter_text_is_open(text);
	changed = filter_text_set(text, "user", "root");
	TARGET_CHECK(changed);
	try_words(text);
	return 0;
}
