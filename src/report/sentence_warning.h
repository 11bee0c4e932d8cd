/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What has to be known before sending, in the reader's language: as in sentence_plan.h. */
#ifndef REPORT_SENTENCE_WARNING_H
#define REPORT_SENTENCE_WARNING_H

#include <stddef.h>

#include "kill/plan.h"

/* One warning as one sentence with its reason. */
char *sentence_warning(const struct plan *plan, uint32_t target, const struct warning *warning,
	char *buf, size_t size);

#endif
