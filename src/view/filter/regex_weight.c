/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/filter/regex_weight.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Groups within groups; deeper ones count as too heavy. */
#define DEPTH_MAX 64

struct weighing {
	uint64_t sums[DEPTH_MAX]; /* of each open group, up to its last atom */
	uint64_t last[DEPTH_MAX]; /* of that atom */
	size_t depth;
	bool repeated; /* what came last was a sign of repetition */
	bool endless;
};

static uint64_t add(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t multiply(uint64_t a, uint64_t b)
{
	return b > 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

static void begin_atom(struct weighing *weighing, uint64_t weight)
{
	size_t depth = weighing->depth;

	weighing->repeated = false;
	weighing->sums[depth] = add(weighing->sums[depth], weighing->last[depth]);
	weighing->last[depth] = weight;
}

static void open_group(struct weighing *weighing)
{
	begin_atom(weighing, 0);
	if (weighing->depth + 1 == DEPTH_MAX) {
		weighing->endless = true;
		return;
	}
	weighing->depth++;
	weighing->sums[weighing->depth] = weighing->last[weighing->depth] = 0;
}

static void close_group(struct weighing *weighing)
{
	uint64_t inner;

	if (weighing->depth == 0)
		return;
	inner = add(weighing->sums[weighing->depth], weighing->last[weighing->depth]);
	weighing->depth--;
	weighing->last[weighing->depth] = add(inner, 1);
	weighing->repeated = false;
}

static void repeat(struct weighing *weighing, uint64_t times)
{
	uint64_t *last = &weighing->last[weighing->depth];

	/* "a++": what that means is left open by POSIX, and glibc copies a copy. "a*?" is harmless,
	 * and in many fingers. */
	weighing->endless |= weighing->repeated && times > 1;
	weighing->repeated = true;
	*last = multiply(add(*last, 1), times);
}

/* "{n}", "{n,}", "{n,m}": the larger of both. Returns what follows it. */
static const char *take_interval(struct weighing *weighing, const char *at)
{
	char *end;
	uint64_t times = strtoul(at, &end, 10);

	if (*end == ',') {
		uint64_t most = strtoul(end + 1, &end, 10);

		times = most > times ? most : times;
	}
	repeat(weighing, times > 0 ? times : 1);
	return *end == '}' ? end + 1 : end;
}

/* "[...]", from behind the bracket on: returns what follows it. */
static const char *skip_set(const char *at)
{
	at += *at == '^';
	at += *at == ']';
	while (*at && *at != ']') {
		bool is_class = at[0] == '[' && at[1] && strchr(":.=", at[1]);
		const char *end = is_class ? strchr(at + 2, ']') : NULL;

		at = end ? end + 1 : at + 1;
	}
	return *at ? at + 1 : at;
}

/* Takes what begins with c, of which at is behind; returns what follows. */
static const char *take(struct weighing *weighing, char c, const char *at)
{
	switch (c) {
	case '\\':
		weighing->endless |= *at >= '1' && *at <= '9';
		begin_atom(weighing, 1);
		return *at ? at + 1 : at;
	case '[':
		begin_atom(weighing, 1);
		return skip_set(at);
	case '(':
		open_group(weighing);
		return at;
	case ')':
		close_group(weighing);
		return at;
	case '*':
	case '?':
		repeat(weighing, 1);
		return at;
	case '+':
		repeat(weighing, 2);
		return at;
	case '{':
		return take_interval(weighing, at);
	default:
		begin_atom(weighing, 1);
		return at;
	}
}

uint64_t regex_weight(const char *pattern)
{
	struct weighing weighing = {.depth = 0};

	while (*pattern && !weighing.endless)
		pattern = take(&weighing, *pattern, pattern + 1);
	while (weighing.depth > 0)
		close_group(&weighing);
	return weighing.endless ? UINT64_MAX : add(weighing.sums[0], weighing.last[0]);
}
