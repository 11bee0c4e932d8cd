/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/filter/filter_text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "view/filter/filter_term.h"

#define BLANKS " \t"

/* The words of a text. */
struct words {
	char **items; /* each owned, without its quotes */
	struct filter_span *spans;
	size_t count;
	size_t item_capacity;
	size_t span_capacity;
};

static void words_done(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	free(words->items);
	free(words->spans);
}

/* ---- From text to words ---- */

/* "/.../" ends at a slash before a blank or the end; without one, all that follows is part of it,
 * because it is still being typed. */
static size_t regex_len(const char *text)
{
	for (size_t i = 1; text[i]; i++)
		if (text[i] == '/' && (!text[i + 1] || strchr(BLANKS, text[i + 1])))
			return i + 1;
	return strlen(text);
}

/* Takes one word: its bytes without quotes into word (long enough for all of text); returns the
 * bytes of text that it took. */
static size_t take_word(const char *text, char *word)
{
	size_t negation = text[0] == '!';
	bool quoted = false;
	size_t end = 0;
	size_t i = 0;

	if (text[negation] == '/') {
		i = negation + regex_len(text + negation);
		memcpy(word, text, i);
		word[i] = '\0';
		return i;
	}
	for (; text[i] && (quoted || !strchr(BLANKS, text[i])); i++) {
		if (text[i] == '"')
			quoted = !quoted;
		else if (quoted && text[i] == '\\' && (text[i + 1] == '"' || text[i + 1] == '\\'))
			word[end++] = text[++i];
		else
			word[end++] = text[i];
	}
	word[end] = '\0';
	return i;
}

static int add_word(struct words *words, const char *word, struct filter_span span)
{
	size_t need = words->count + 1;
	char *copy;

	if (vec_reserve(&words->items, &words->item_capacity, need, sizeof(*words->items)) < 0 ||
		vec_reserve(&words->spans, &words->span_capacity, need, sizeof(*words->spans)) < 0)
		return -ENOMEM;
	copy = strdup(word);
	if (!copy)
		return -ENOMEM;
	words->items[words->count] = copy;
	words->spans[words->count++] = span;
	return 0;
}

static int split(const char *text, struct words *ret_words)
{
	CLEANUP_FREE char *word = malloc(strlen(text) + 1);
	size_t at = strspn(text, BLANKS);
	int r = word ? 0 : -ENOMEM;

	while (r == 0 && text[at]) {
		size_t len = take_word(text + at, word);

		r = add_word(ret_words, word, (struct filter_span){at, len});
		at += len;
		at += strspn(text + at, BLANKS);
	}
	return r;
}

int filter_text_parse(const char *text, struct filter **ret_filter, struct filter_fault *ret_fault,
	struct filter_span *ret_span)
{
	CLEANUP(words_done) struct words words = {0};
	int r = split(text, &words);

	if (r == 0)
		r = filter_parse((const char *const *)words.items, words.count, ret_filter,
			ret_fault);
	if (r == -EINVAL)
		*ret_span = words.spans[ret_fault->word];
	return r;
}

bool filter_text_is_open(const char *text)
{
	CLEANUP(words_done) struct words words = {0};
	const char *last;

	if (split(text, &words) < 0 || words.count == 0)
		return false;
	last = words.items[words.count - 1];
	last += last[0] == '!';
	return last[0] && !strchr(BLANKS, text[strlen(text) - 1]) &&
		filter_term_is_start_of_key(last);
}

/* ---- From words to text ---- */

/* Between slashes, of which none inside would end it. */
static bool is_regex(const char *word)
{
	size_t length = strlen(word);

	return length > 1 && word[0] == '/' && word[length - 1] == '/' && regex_len(word) == length;
}

static void write_quoted(FILE *out, const char *word)
{
	putc('"', out);
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			putc('\\', out);
		putc(*word, out);
	}
	putc('"', out);
}

static void write_word(FILE *out, const char *word)
{
	if (*word == '!') {
		putc('!', out);
		word++;
	}
	if (!is_regex(word) && (word[0] == '/' || strpbrk(word, BLANKS "\"")))
		write_quoted(out, word);
	else
		fputs(word, out);
}

/* Ends the stream: its text, or NULL when memory is out. */
static char *finish(FILE *out, char **text)
{
	bool failed = ferror(out) != 0;

	if (fclose(out) != 0 || failed) {
		free(*text);
		*text = NULL;
	}
	return *text;
}

char *filter_text_join(const char *const *words, size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			putc(' ', out);
		write_word(out, words[i]);
	}
	return finish(out, &text);
}

char *filter_text_set(const char *text, const char *key, const char *value)
{
	CLEANUP(words_done) struct words words = {0};
	size_t key_len = strlen(key);
	char *result = NULL;
	size_t size;
	FILE *out = split(text, &words) < 0 ? NULL : open_memstream(&result, &size);
	const char *gap = "";

	if (!out)
		return NULL;
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.items[i];

		if (strncmp(word, key, key_len) == 0 && word[key_len] == '=')
			continue;
		fputs(gap, out);
		write_word(out, word);
		gap = " ";
	}
	if (value) {
		fprintf(out, "%s%s=", gap, key);
		write_word(out, value);
	}
	return finish(out, &result);
}
