/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/cleanup.h"
#include "base/own_file.h"
#include "base/vec.h"
#include "base/xdg.h"
#include "config/config_file.h"
#include "settings/settings.h"

struct reading {
	struct settings_file *file;
	bool with_keys;
	bool out_of_memory;
};

int settings_add_fault(struct settings_file *file, enum settings_fault_kind kind, unsigned line,
	const char *word)
{
	struct settings_fault *fault;
	int r = vec_reserve(&file->faults, &file->fault_capacity, file->fault_count + 1,
		sizeof(*file->faults));

	if (r < 0)
		return r;
	fault = &file->faults[file->fault_count++];
	*fault = (struct settings_fault){.kind = kind, .line = line};
	snprintf(fault->word, sizeof(fault->word), "%s", word);
	return 0;
}

static void add_fault(struct reading *reading, enum settings_fault_kind kind, unsigned line,
	const char *word)
{
	if (settings_add_fault(reading->file, kind, line, word) < 0)
		reading->out_of_memory = true;
}

/* ---- readonly, in doubt ---- */

/* "readonly", "Read-only yes". */
static bool begins_with_readonly(const char *text)
{
	const char *letter = setting_row(SETTING_READONLY)->name;

	for (; *letter; text++) {
		if (ascii_upper(*text) == ascii_upper(*letter))
			letter++;
		else if (!*text || !strchr(" \t-_", *text))
			return false;
	}
	return !ascii_is_letter(*text);
}

/* Has it as a word, as in "set readonly": whoever writes so does not want to send. */
static bool says_readonly(const char *text)
{
	for (const char *word = text; *word; word++)
		if ((word == text || !ascii_is_letter(word[-1])) && begins_with_readonly(word))
			return true;
	return false;
}

static void set_readonly(struct settings *settings, enum setting_source source, unsigned line)
{
	settings->readonly = true;
	settings->sources[SETTING_READONLY] = source;
	settings->lines[SETTING_READONLY] = line;
}

/* The line does not count as it stands, but it may mean readonly: false if it does not. */
static bool take_readonly(struct reading *reading, unsigned line, const char *name,
	const char *value)
{
	struct settings told;
	char bad[SETTINGS_WORD_MAX];

	settings_init(&told);
	if (!says_readonly(name))
		return false;
	if (value && settings_take(&told, SETTING_READONLY, value, bad) == SETTINGS_RIGHT &&
		!told.readonly)
		return false;
	set_readonly(&reading->file->settings, SOURCE_FILE, line);
	add_fault(reading, SETTINGS_LOST_READONLY, line, name);
	return true;
}

/* ---- Lines ---- */

static void take_setting(struct reading *reading, unsigned line, const char *name,
	const char *value)
{
	struct settings *settings = &reading->file->settings;
	enum settings_fault_kind kind = SETTINGS_NO_SETTING;
	char bad[SETTINGS_WORD_MAX];

	snprintf(bad, sizeof(bad), "%s", name);
	for (enum setting_id id = 0; id < SETTING_COUNT; id++) {
		if (!ascii_is(setting_row(id)->name, name))
			continue;
		kind = settings_take(settings, id, value, bad);
		if (kind == SETTINGS_RIGHT || kind == SETTINGS_NO_READONLY) {
			settings->sources[id] = SOURCE_FILE;
			settings->lines[id] = line;
		}
		break;
	}
	if (kind == SETTINGS_NO_SETTING && take_readonly(reading, line, name, value))
		return;
	/* A value that is wrong can be another line that has been lost in it. */
	if (kind != SETTINGS_RIGHT && take_readonly(reading, line, value, NULL))
		return;
	if (kind != SETTINGS_RIGHT)
		add_fault(reading, kind, line, bad);
}

static void take_keys(struct reading *reading, unsigned line, const char *name, const char *value)
{
	struct settings *settings = &reading->file->settings;
	char bad[SETTINGS_WORD_MAX];
	enum settings_fault_kind kind;

	if (!reading->with_keys)
		return;
	kind = settings_bind(settings, name, value, bad);
	if (kind == SETTINGS_RIGHT)
		settings->bindings.rows[settings->bindings.count - 1].line = line;
	else
		add_fault(reading, kind, line, bad);
}

static void take_wrong_line(struct reading *reading, unsigned line, const char *text)
{
	if (!take_readonly(reading, line, text, NULL))
		add_fault(reading, SETTINGS_NO_LINE, line, "");
}

static void take_line(void *context, unsigned line, const char *section, const char *name,
	const char *value)
{
	struct reading *reading = context;

	if (!section)
		take_wrong_line(reading, line, name);
	else if (section[0] == '\0')
		take_setting(reading, line, name, value);
	else if (take_readonly(reading, line, name, value))
		return;
	else if (ascii_is(section, "keys"))
		take_keys(reading, line, name, value);
	else
		add_fault(reading, SETTINGS_NO_SECTION, line, section);
}

static void take_environment(struct settings *settings)
{
	const char *no_color = getenv("NO_COLOR");

	if (!no_color || !*no_color || settings->sources[SETTING_COLOURS] != SOURCE_DEFAULT)
		return;
	settings->colours = COLOURS_MONO;
	settings->sources[SETTING_COLOURS] = SOURCE_ENVIRONMENT;
}

/* Of the last fault. */
static void tell_reason(struct settings_file *file, int error)
{
	struct settings_fault *fault = &file->faults[file->fault_count - 1];
	uid_t uid;

	fault->error = error == -EPERM ? -EACCES : error;
	fault->owner = own_file_has_owner(file->path, &uid) ? (int64_t)uid : -1;
}

/* explicit: the user has named this very file, so that one that is missing is a mistake. */
static int read_file(struct settings_file *file, bool with_keys, bool explicit)
{
	struct reading reading = {.file = file, .with_keys = with_keys};
	int r = config_file_read(file->path, geteuid() == 0, take_line, &reading);
	/* Also where the user has no place: it is somebody else's. */
	bool none = r == -ENOENT || r == -EPERM;

	file->missing = r == -ENOENT;
	if (r < 0 && (!file->missing || explicit)) {
		add_fault(&reading, none ? SETTINGS_MISSING : SETTINGS_UNREADABLE, 0, "");
		if (!reading.out_of_memory)
			tell_reason(file, r);
	}
	if (reading.out_of_memory || (r < 0 && !none))
		set_readonly(&file->settings, SOURCE_DOUBT, 0);
	return reading.out_of_memory || r == -ENOMEM ? -ENOMEM : 0;
}

int settings_load(const char *path, bool with_keys, struct settings_file *ret_file)
{
	int r = 0;

	*ret_file = (struct settings_file){.path = NULL};
	settings_init(&ret_file->settings);
	if (path)
		ret_file->path = strdup(path);
	else
		r = xdg_path("XDG_CONFIG_HOME", ".config", "posse/config", &ret_file->path);
	if (ret_file->path)
		r = read_file(ret_file, with_keys, path != NULL);
	else
		r = !path && r == -ENOENT ? 0 : -ENOMEM;
	if (r < 0)
		set_readonly(&ret_file->settings, SOURCE_DOUBT, 0);
	take_environment(&ret_file->settings);
	return r;
}

void settings_load_none(struct settings_file *ret_file)
{
	*ret_file = (struct settings_file){.path = NULL};
	settings_init(&ret_file->settings);
	take_environment(&ret_file->settings);
}

void settings_done(struct settings_file *file)
{
	free(file->path);
	free(file->faults);
	*file = (struct settings_file){.path = NULL};
}

int settings_save(const char *path, enum setting_id id, const char *value)
{
	return config_file_set(path, geteuid() == 0, "", setting_row(id)->name, value);
}

int settings_save_keys(const char *path, const char *name, const char *keys)
{
	return config_file_set(path, geteuid() == 0, "keys", name, keys);
}
