/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line says on standard error, and how it ends. */
#ifndef CLI_COMMON_MESSAGE_H
#define CLI_COMMON_MESSAGE_H

#include <stddef.h>

#include "settings/settings.h"
#include "view/filter/filter.h"

/* Exit statuses of every subcommand; those of kill are enum send_status. */
enum cli_status {
	CLI_OK = 0,
	CLI_FAILED = 1,
	CLI_USAGE = 2,
};

/* Room for a word of the user's in a message. */
#define MESSAGE_WORD_MAX 128

/*
 * Says one sentence on standard error, "posse kill: " in front of it (name NULL: "posse: ").
 * Returns CLI_FAILED.
 */
int message_failed(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for what the user wrote wrong. Returns CLI_USAGE. */
int message_usage(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a filter. */
int message_filter(const char *name, const struct filter_fault *fault);

/* Says on standard error what is wrong with the settings of that file. */
void message_faults(const char *name, const struct settings_file *file);

/* Reads the user's settings, keys aside, and says on standard error what is wrong with them. */
void message_settings(const char *name, struct settings *ret_settings);

/*
 * Writes out what standard output still holds. Returns status, or CLI_FAILED with a sentence when
 * any of it could not be written; a reader that has gone away is not worth a sentence.
 */
int message_finish(const char *name, int status);

#endif
