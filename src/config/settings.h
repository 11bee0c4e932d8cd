/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user has set: lines "name = value" of one file. A line that is wrong is told of, and all
 * others count.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct settings {
	bool readonly; /* nothing may be sent */
	uint64_t interval; /* nanoseconds between scans; 0: not set */
	uint64_t wait; /* nanoseconds from TERM to the offer of KILL; 0: not set */
};

enum settings_fault_kind {
	SETTINGS_UNREADABLE, /* the whole file */
	SETTINGS_NO_LINE, /* neither a setting nor a comment; the first such line */
	SETTINGS_NO_SETTING, /* no setting has that name */
	SETTINGS_IN_SECTION, /* no section has settings */
	SETTINGS_NO_BOOLEAN, /* neither yes nor no; taken for yes, which does no harm */
	SETTINGS_NO_INTERVAL,
	SETTINGS_NO_WAIT,
};

struct settings_fault {
	enum settings_fault_kind kind;
	unsigned line; /* from 1; 0: not about a line */
	int error; /* of SETTINGS_UNREADABLE: -errno */
	char word[64]; /* what was wrong: bytes of the user's, perhaps cut */
};

struct settings_file {
	char *path; /* NULL: the user has no such file, nor a home to put it in */
	struct settings settings;
	struct settings_fault *faults;
	size_t fault_count;
	size_t fault_capacity;
};

/*
 * Reads posse/config below $XDG_CONFIG_HOME, or below ~/.config where that is no absolute path. A
 * file that is not there sets nothing. Returns 0 or -ENOMEM; settings_done in either case.
 */
int settings_load(struct settings_file *ret_file);

/* The same from this path. */
int settings_read(const char *path, struct settings_file *ret_file);

void settings_done(struct settings_file *file);

#endif
