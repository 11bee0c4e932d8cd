/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process, a user or a file is called, or a word of the user's, fit for a sentence. */
#ifndef REPORT_CLEAN_NAME_H
#define REPORT_CLEAN_NAME_H

#include <stddef.h>

/* A name, or a command line with its arguments, as the locale can show it; cut at a whole character
 * where it does not fit. Returns buf. */
char *clean_name(const char *name, char *buf, size_t size);

#endif
