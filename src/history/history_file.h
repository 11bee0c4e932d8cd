/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the history is: $XDG_STATE_HOME/posse/history.jsonl, or the same below ~/.local/state. Root
 * opens it only by a way on which nobody else could have laid a trap.
 */
#ifndef HISTORY_HISTORY_FILE_H
#define HISTORY_HISTORY_FILE_H

#include <stdbool.h>

#include "history/history_fault.h"

/* The file's path; the caller frees it. Returns 0, HISTORY_NO_HOME or -ENOMEM. */
int history_file_path(char **ret_path);

/* Opens it to read it. strict: as root does it. Returns a descriptor; -ENOENT where nothing was
 * ever recorded; -errno or enum own_file_fault. */
int history_file_open_to_read(const char *path, bool strict);

/* Appends a line, which has its newline; makes the file, only for the user, with the directories on
 * the way. strict as above. Returns 0, -errno or enum own_file_fault. */
int history_file_append(const char *path, bool strict, const char *line);

#endif
