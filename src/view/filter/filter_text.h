/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A filter as one line of text, as it is typed: words with blanks between them. A blank inside of a
 * word stands in double quotes, where \" and \\ are the signs themselves, or between the slashes of
 * a regular expression.
 */
#ifndef VIEW_FILTER_FILTER_TEXT_H
#define VIEW_FILTER_FILTER_TEXT_H

#include "view/filter/filter.h"

/* Where a word stands in the text, bytes, its quotes included. */
struct filter_span {
	size_t at;
	size_t len;
};

/*
 * Reads the text: an empty one wants everything. Returns 0, -EINVAL with *ret_fault and, in
 * *ret_span, the place of the word that is wrong, or -ENOMEM.
 */
int filter_text_parse(const char *text, struct filter **ret_filter, struct filter_fault *ret_fault,
	struct filter_span *ret_span);

/* Whether the last word may be on its way to a comparison, as "cp" is to "cpu>50": until that is
 * seen, nobody means a command. */
bool filter_text_is_open(const char *text);

/* The text of which these are the words; NULL when memory is out. The caller frees it. */
char *filter_text_join(const char *const *words, size_t count);

/* The text with all its words "key=..." replaced by one with that value, or by none where value is
 * NULL; NULL when memory is out. The caller frees it. */
char *filter_text_set(const char *text, const char *key, const char *value);

#endif
