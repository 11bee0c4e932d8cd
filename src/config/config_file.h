/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file of lines "name = value" in sections (config/config_line.h): read, and changed one line at
 * a time so that everything else in it stays as it is. Knows nothing of what the lines mean.
 */
#ifndef CONFIG_CONFIG_FILE_H
#define CONFIG_CONFIG_FILE_H

#include <stdbool.h>

/* One line "name = value"; the strings are good for the call. line: from 1. section NULL: the line
 * is wrong, and name is all of it. */
typedef void config_file_line(void *context, unsigned line, const char *section, const char *name,
	const char *value);

/*
 * Calls take, in their order, for each line that sets something, and for each that is neither that
 * nor a comment nor the name of a section, is too long or has a NUL in it. Returns 0; -ENOENT where
 * there is no such file; -ENOLINK for a link to none; -EPERM below a directory above its own that
 * is somebody else's and closed to the user; -EISDIR, -EINVAL for what is no file; -EFBIG beyond 1
 * MiB; -errno. strict: as root does it, see base/own_file.h; also its faults then.
 */
int config_file_read(const char *path, bool strict, config_file_line *take, void *context);

/*
 * Sets the last line of that name in that section ("": before all sections) to value, or adds one;
 * value NULL takes all lines of that name away. The file is replaced as a whole or not at all, and
 * keeps its permissions; a symbolic link stays one. A file that cannot be read is not touched; one
 * that is missing is made, and so are the directories above it (0700). Waits for the disk; any
 * thread may call it. strict as above, and then no symbolic link is followed to the file. Returns
 * 0, -errno or enum own_file_fault.
 */
int config_file_set(const char *path, bool strict, const char *section, const char *name,
	const char *value);

#endif
