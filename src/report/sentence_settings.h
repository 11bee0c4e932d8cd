/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What there is to say of settings, in the reader's language: clean text, as in sentence_plan.h. */
#ifndef REPORT_SENTENCE_SETTINGS_H
#define REPORT_SENTENCE_SETTINGS_H

#include <stddef.h>

#include "settings/settings.h"

/* What is wrong with a line of the settings, or with all of them. */
char *sentence_settings_fault(const struct settings_fault *fault, char *buf, size_t size);

/* What came of saving a setting in that file: error is 0, -errno or enum own_file_fault. */
char *sentence_settings_saved(int error, const char *path, char *buf, size_t size);

#endif
