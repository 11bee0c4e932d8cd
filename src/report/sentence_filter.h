/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with a filter, in the reader's language: clean text, as in sentence_plan.h. */
#ifndef REPORT_SENTENCE_FILTER_H
#define REPORT_SENTENCE_FILTER_H

#include <stddef.h>

#include "view/filter/filter.h"

/* What is wrong with a word of a filter. */
char *sentence_filter_fault(const struct filter_fault *fault, char *buf, size_t size);

#endif
