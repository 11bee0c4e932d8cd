/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/filter/filter_term.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "model/snapshot.h"
#include "view/filter/regex_weight.h"

/* What the value of a key is. */
enum value {
	VALUE_NONE, /* the key stands alone */
	VALUE_TEXT,
	VALUE_STATES,
	VALUE_IDS,
	VALUE_NUMBER,
	VALUE_SIZE,
	VALUE_AGE,
};

struct key_row {
	const char *name; /* NULL: written in another way */
	enum value value;
};

static const struct key_row keys[] = {
	[FILTER_USER] = {"user", VALUE_TEXT},
	[FILTER_TTY] = {"tty", VALUE_TEXT},
	[FILTER_STATE] = {"state", VALUE_STATES},
	[FILTER_CPU] = {"cpu", VALUE_NUMBER},
	[FILTER_RSS] = {"rss", VALUE_SIZE},
	[FILTER_MEMBERS] = {"members", VALUE_NUMBER},
	[FILTER_AGE] = {"age", VALUE_AGE},
	[FILTER_SID] = {"sid", VALUE_IDS},
	[FILTER_PGID] = {"pgid", VALUE_IDS},
	[FILTER_PID] = {"pid", VALUE_IDS},
	[FILTER_FOREGROUND] = {"fg", VALUE_NONE},
	[FILTER_LEADERLESS] = {"leaderless", VALUE_NONE},
	[FILTER_ORPHANED] = {"orphaned", VALUE_NONE},
	[FILTER_REGEX] = {NULL, VALUE_NONE},
	[FILTER_WORD] = {NULL, VALUE_NONE},
};
static_assert(COUNT(keys) == FILTER_COUNT, "a row for each key");

static int fault(struct filter_fault *ret_fault, enum filter_fault_kind kind, const char *part,
	size_t len)
{
	*ret_fault = (struct filter_fault){.kind = kind};
	snprintf(ret_fault->part, sizeof(ret_fault->part), "%.*s", (int)len, part);
	return -EINVAL;
}

/* ---- Values ---- */

/* Digits, and digits behind a point if there is one, all of text: 0 or -EINVAL. */
static int parse_decimal(const char *text, size_t len, double *ret_number)
{
	size_t whole = strspn(text, "0123456789");
	size_t rest =
		whole < len && text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	char buf[32];

	if (whole == 0 || len >= sizeof(buf) || whole + (rest > 0 ? rest + 1 : 0) != len)
		return -EINVAL;
	memcpy(buf, text, len);
	buf[len] = '\0';
	/* Not by strtod alone, whose point is that of the locale. */
	*ret_number = 0;
	for (size_t i = 0; i < whole; i++)
		*ret_number = *ret_number * 10 + (buf[i] - '0');
	for (double place = 0.1; rest > 0; rest--, place /= 10)
		*ret_number += place * (buf[len - rest] - '0');
	return 0;
}

/* A number with a unit's letter behind it, or without: 0 or -EINVAL. */
static int parse_with_unit(const char *text, const char *letters, const double *factors,
	double *ret_number)
{
	size_t len = strlen(text);
	const char *letter = len > 0 ? strchr(letters, text[len - 1]) : NULL;
	int r = parse_decimal(text, letter ? len - 1 : len, ret_number);

	if (r == 0 && letter)
		*ret_number *= factors[letter - letters];
	return r;
}

static int parse_size(const char *text, double *ret_bytes)
{
	static const double factors[] = {0x1p10, 0x1p20, 0x1p30, 0x1p40};

	return parse_with_unit(text, "KMGT", factors, ret_bytes);
}

static int parse_age(const char *text, double *ret_seconds)
{
	static const double factors[] = {1, 60, 3600, 86400, 7 * 86400};

	return parse_with_unit(text, "smhdw", factors, ret_seconds);
}

/* Whether each part between the commas is as it should be. */
static bool all_parts(const char *list, bool (*is_right)(const char *part))
{
	CLEANUP_FREE char *copy = strdup(list);
	char *rest = copy;
	char *part;

	while (rest && (part = strsep(&rest, ",")))
		if (!is_right(part))
			return false;
	return copy != NULL;
}

static bool is_state(const char *part)
{
	return part[0] && !part[1] && part[0] != '?' && strchr(SNAPSHOT_STATES, part[0]);
}

static bool is_id(const char *part)
{
	pid_t pid;

	return number_parse_pid(part, &pid) == 0;
}

static int take_value(struct filter_term *term, const char *value, struct filter_fault *ret_fault)
{
	size_t len = strlen(value);

	switch (keys[term->key].value) {
	case VALUE_NONE:
		break;
	case VALUE_STATES:
		if (!all_parts(value, is_state))
			return fault(ret_fault, FILTER_NO_STATE, value, len);
		break;
	case VALUE_IDS:
		if (!all_parts(value, is_id))
			return fault(ret_fault, FILTER_NO_IDS, value, len);
		break;
	case VALUE_NUMBER:
		if (parse_decimal(value, len, &term->number) < 0)
			return fault(ret_fault, FILTER_NO_NUMBER, value, len);
		return 0;
	case VALUE_SIZE:
		return parse_size(value, &term->number) < 0
			? fault(ret_fault, FILTER_NO_SIZE, value, len)
			: 0;
	case VALUE_AGE:
		return parse_age(value, &term->number) < 0
			? fault(ret_fault, FILTER_NO_AGE, value, len)
			: 0;
	case VALUE_TEXT:
		break;
	}
	term->text = strdup(value);
	return term->text ? 0 : -ENOMEM;
}

/* ---- Words ---- */

static int take_regex(struct filter_term *term, const char *word, struct filter_fault *ret_fault)
{
	size_t len = strlen(word);
	CLEANUP_FREE char *pattern = NULL;
	int error;

	if (len < 3 || word[len - 1] != '/')
		return fault(ret_fault, FILTER_EMPTY, word, len);
	pattern = strndup(word + 1, len - 2);
	if (!pattern)
		return -ENOMEM;
	if (regex_weight(pattern) > REGEX_WEIGHT_MAX)
		return fault(ret_fault, FILTER_LARGE_REGEX, pattern, strlen(pattern));
	term->key = FILTER_REGEX;
	error = regcomp(&term->regex, pattern, REG_EXTENDED | REG_NOSUB);
	if (error == 0) {
		term->has_regex = true;
		return 0;
	}
	fault(ret_fault, FILTER_NO_REGEX, pattern, strlen(pattern));
	regerror(error, &term->regex, ret_fault->reason, sizeof(ret_fault->reason));
	return error == REG_ESPACE ? -ENOMEM : -EINVAL;
}

static enum filter_key find_key(const char *name, size_t len)
{
	for (enum filter_key key = 0; key < FILTER_COUNT; key++)
		if (keys[key].name && strlen(keys[key].name) == len &&
			memcmp(keys[key].name, name, len) == 0)
			return key;
	return FILTER_COUNT;
}

bool filter_term_is_start_of_key(const char *text)
{
	for (enum filter_key key = 0; key < FILTER_COUNT; key++)
		if (keys[key].name && keys[key].value != VALUE_NONE &&
			strncmp(keys[key].name, text, strlen(text)) == 0)
			return true;
	return false;
}

/* ">=50": the comparison, and in *ret_value what stands behind it. */
static enum filter_comparison take_comparison(const char *text, const char **ret_value)
{
	bool or_equal = text[0] != '=' && text[1] == '=';

	*ret_value = text + 1 + or_equal;
	if (text[0] == '<')
		return or_equal ? COMPARE_LESS_OR_EQUAL : COMPARE_LESS;
	if (text[0] == '>')
		return or_equal ? COMPARE_GREATER_OR_EQUAL : COMPARE_GREATER;
	return COMPARE_EQUAL;
}

static bool is_compared(enum filter_key key)
{
	return keys[key].value == VALUE_NUMBER || keys[key].value == VALUE_SIZE ||
		keys[key].value == VALUE_AGE;
}

static int take_pair(struct filter_term *term, const char *word, size_t len,
	struct filter_fault *ret_fault)
{
	const char *value;

	term->key = find_key(word, len);
	if (term->key == FILTER_COUNT || keys[term->key].value == VALUE_NONE)
		return fault(ret_fault, FILTER_NO_KEY, word, len);
	term->comparison = take_comparison(word + len, &value);
	if (term->comparison != COMPARE_EQUAL && !is_compared(term->key))
		return fault(ret_fault, FILTER_NO_COMPARISON, word, len);
	if (!value[0])
		return fault(ret_fault, FILTER_NO_VALUE, word, len);
	return take_value(term, value, ret_fault);
}

int filter_term_parse(const char *word, struct filter_term *ret_term,
	struct filter_fault *ret_fault)
{
	struct filter_term *term = ret_term;
	size_t len;

	*term = (struct filter_term){.key = FILTER_WORD, .negated = word[0] == '!'};
	word += term->negated;
	if (!word[0])
		return fault(ret_fault, FILTER_EMPTY, "!", term->negated);
	if (word[0] == '/')
		return take_regex(term, word, ret_fault);
	len = strcspn(word, "=<>");
	if (word[len])
		return take_pair(term, word, len, ret_fault);
	if (find_key(word, len) != FILTER_COUNT) {
		term->key = find_key(word, len);
		if (keys[term->key].value == VALUE_NONE)
			return 0;
		term->key = FILTER_WORD;
	}
	term->text = strdup(word);
	return term->text ? 0 : -ENOMEM;
}

void filter_term_done(struct filter_term *term)
{
	free(term->text);
	if (term->has_regex)
		regfree(&term->regex);
	*term = (struct filter_term){.key = FILTER_WORD};
}
