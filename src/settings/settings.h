/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user can set, once for the file, the command line and the setup screen: one row of a
 * table each. A line of the file that is wrong is told of, and all others count.
 */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "keymap/keymap.h"
#include "view/listing/listing.h"

enum setting_id {
	SETTING_BY,
	SETTING_COLOURS,
	SETTING_COLUMNS,
	SETTING_INTERVAL,
	SETTING_LIMIT,
	SETTING_MOUSE,
	SETTING_READONLY,
	SETTING_SORT,
	SETTING_VI,
	SETTING_WAIT,
	SETTING_COUNT,
};

enum colours {
	COLOURS_DEFAULT,
	COLOURS_MONO,
	COLOURS_CONTRAST,
	COLOURS_BLIND, /* told apart by eyes that do not see all hues */
	COLOURS_COUNT,
};

/* Where a value comes from. */
enum setting_source {
	SOURCE_DEFAULT,
	SOURCE_ENVIRONMENT, /* NO_COLOR */
	SOURCE_FILE,
	SOURCE_DOUBT, /* of readonly: there may be a file that says so, and it could not be read */
	SOURCE_OPTION,
	SOURCE_VIEW, /* changed on the setup screen */
};

struct settings {
	enum arrangement arrangement; /* of the list at first */
	enum colours colours;
	enum column_id columns[COLUMN_COUNT]; /* of the list */
	size_t column_count; /* 0: the usual ones */
	uint64_t interval; /* nanoseconds between scans */
	bool limit; /* the interval is stretched where scans cost too much */
	bool mouse;
	bool readonly; /* nothing may be sent */
	struct sort_order order; /* how the list is sorted at first */
	bool vi; /* h j k l g G move */
	uint64_t wait; /* nanoseconds from TERM to the offer of KILL */
	struct key_bindings bindings;

	enum setting_source sources[SETTING_COUNT];
	unsigned lines[SETTING_COUNT]; /* of SOURCE_FILE, from 1 */
};

struct setting_row {
	const char *name; /* in the file, and of the option that sets it */
	const char *help; /* one line, an msgid */
	const char *const *choices; /* every value there is, NULL at the end; NULL: any text */
};

/* The table, indexed by enum setting_id. */
const struct setting_row *setting_row(enum setting_id id);

enum settings_fault_kind {
	SETTINGS_RIGHT, /* nothing is wrong */
	SETTINGS_MISSING, /* a file that was named, or its whole place, somebody else's */
	SETTINGS_UNREADABLE, /* the whole file, and so readonly */
	SETTINGS_NO_LINE, /* neither a setting nor a comment */
	SETTINGS_NO_SETTING, /* no setting has that name */
	SETTINGS_NO_SECTION, /* no section has that name */
	SETTINGS_NO_BOOLEAN, /* neither yes nor no; where it says readonly, taken for yes */
	SETTINGS_NO_READONLY,
	SETTINGS_LOST_READONLY, /* below a section, where it counts all the same, or misspelt */
	SETTINGS_NO_INTERVAL,
	SETTINGS_NO_WAIT,
	SETTINGS_NO_ARRANGEMENT,
	SETTINGS_NO_COLOURS,
	SETTINGS_NO_COLUMN,
	SETTINGS_COLUMN_TWICE,
	SETTINGS_NO_ORDER,
	SETTINGS_FOREIGN_ORDER, /* no column of the arrangement at first */
	SETTINGS_NO_ACTION, /* [keys]: no action has that name */
	SETTINGS_FIXED_ACTION, /* it has, and its keys cannot be changed */
	SETTINGS_NO_KEY, /* no key is called so */
	SETTINGS_KEY_TAKEN, /* another line gave that key to another action */
	SETTINGS_TOO_MANY, /* keys of one action */
	SETTINGS_OUT_OF_MEMORY,
	SETTINGS_FAULT_COUNT,
};

#define SETTINGS_WORD_MAX 64

struct settings_fault {
	enum settings_fault_kind kind;
	unsigned line; /* from 1; 0: not about a line */
	int error; /* of SETTINGS_MISSING and SETTINGS_UNREADABLE: -errno or enum own_file_fault */
	int64_t owner; /* of these: the UID whose the file is; -1: the user's */
	char word[SETTINGS_WORD_MAX]; /* what was wrong: bytes of the user's, perhaps cut */
};

/* Everything as it is when nothing is set. */
void settings_init(struct settings *ret_settings);

/*
 * Takes a value as the file and the command line have it; one that is wrong changes nothing, except
 * for readonly. bad gets the word that is wrong. The source is the caller's to set.
 */
enum settings_fault_kind settings_take(struct settings *settings, enum setting_id id,
	const char *value, char bad[SETTINGS_WORD_MAX]);

/* Whether the arrangement at first has the column to sort by: the two may come from two places. */
bool settings_order_fits(const struct settings *settings);

/* The value as the file has it. Returns buf. */
char *settings_text(const struct settings *settings, enum setting_id id, char *buf, size_t size);

/* Gives the actions of that name the keys of that text, such as "k F9"; "" is no key at all. Faults
 * as above. */
enum settings_fault_kind settings_bind(struct settings *settings, const char *name,
	const char *keys, char bad[SETTINGS_WORD_MAX]);

struct settings_file {
	char *path; /* NULL: the user has no home to put it in, or wants none */
	bool missing; /* there is no such file */
	struct settings settings;
	struct settings_fault *faults;
	size_t fault_count;
	size_t fault_capacity;
};

/*
 * The settings in force before any option: of the file, of NO_COLOR, and else as they are by
 * themselves. path NULL is posse/config below $XDG_CONFIG_HOME, or below ~/.config where that is no
 * absolute path. Without with_keys the section [keys] is left alone: it is the view's. What could
 * not be read, for want of memory or else, may have said readonly: then that is set. Returns 0 or
 * -ENOMEM; settings_done in either case.
 */
int settings_load(const char *path, bool with_keys, struct settings_file *ret_file);

/* The same without any file. */
void settings_load_none(struct settings_file *ret_file);

/* Adds what is wrong in that line: 0 or -ENOMEM. */
int settings_add_fault(struct settings_file *file, enum settings_fault_kind kind, unsigned line,
	const char *word);

void settings_done(struct settings_file *file);

/*
 * Writes the value of one setting (see settings_text) into that file. Waits for the disk, and looks
 * at nothing but its arguments: any thread may call it. Root goes the way strictly. Returns as
 * config_file_set.
 */
int settings_save(const char *path, enum setting_id id, const char *value);

/* The same for the keys (see keymap_text) of the actions of that name; keys NULL takes their line
 * away. */
int settings_save_keys(const char *path, const char *name, const char *keys);

#endif
