/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with the history, in the reader's language: clean text, as in sentence_plan.h. */
#ifndef REPORT_SENTENCE_HISTORY_H
#define REPORT_SENTENCE_HISTORY_H

#include <stddef.h>

/* Why the history cannot be written or read: -errno, enum own_file_fault or history_fault. */
char *sentence_history_fault(int fault, char *buf, size_t size);

#endif
