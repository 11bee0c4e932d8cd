/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "config/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"
#include "base/vec.h"
#include "base/xdg.h"

/* What --interval takes, too. */
#define INTERVAL_MIN (CLOCK_SECOND / 10)

struct reading {
	struct settings_file *file;
	FILE *stream;
	unsigned line; /* that inih has got last, from 1 */
	bool out_of_memory;
};

static void add_fault(struct reading *reading, enum settings_fault_kind kind, unsigned line,
	const char *word)
{
	struct settings_file *file = reading->file;
	struct settings_fault *fault;

	if (vec_reserve(&file->faults, &file->fault_capacity, file->fault_count + 1,
		    sizeof(*file->faults)) < 0) {
		reading->out_of_memory = true;
		return;
	}
	fault = &file->faults[file->fault_count++];
	*fault = (struct settings_fault){.kind = kind, .line = line};
	snprintf(fault->word, sizeof(fault->word), "%s", word);
}

/* ---- Values ---- */

static bool take_readonly(struct settings *settings, const char *value)
{
	static const char *const no[] = {"no", "false", "off", "0"};
	static const char *const yes[] = {"yes", "true", "on", "1"};

	settings->readonly = false;
	for (size_t i = 0; i < COUNT(no); i++)
		if (strcmp(value, no[i]) == 0)
			return true;
	settings->readonly = true;
	for (size_t i = 0; i < COUNT(yes); i++)
		if (strcmp(value, yes[i]) == 0)
			return true;
	return false;
}

static bool take_interval(struct settings *settings, const char *value)
{
	uint64_t interval;

	if (number_parse_seconds(value, &interval) < 0 || interval < INTERVAL_MIN)
		return false;
	settings->interval = interval;
	return true;
}

static bool take_wait(struct settings *settings, const char *value)
{
	uint64_t wait;

	if (number_parse_seconds(value, &wait) < 0 || wait == 0)
		return false;
	settings->wait = wait;
	return true;
}

static const struct row {
	const char *name;
	bool (*take)(struct settings *settings, const char *value); /* false: it is wrong */
	enum settings_fault_kind fault;
} rows[] = {
	{"interval", take_interval, SETTINGS_NO_INTERVAL},
	{"readonly", take_readonly, SETTINGS_NO_BOOLEAN},
	{"wait", take_wait, SETTINGS_NO_WAIT},
};

/* ---- The file ---- */

/* Lines are counted here, because inih says of one only that it is wrong; and they are moved to
 * the margin, because an indented line were more of the one before. */
static char *next_line(char *buf, int size, void *context)
{
	struct reading *reading = context;
	char *line = fgets(buf, size, reading->stream);

	if (!line)
		return NULL;
	reading->line++;
	line += strspn(line, " \t");
	memmove(buf, line, strlen(line) + 1);
	return buf;
}

static int take_line(void *context, const char *section, const char *name, const char *value)
{
	struct reading *reading = context;

	if (section[0]) {
		add_fault(reading, SETTINGS_IN_SECTION, reading->line, name);
		return 1;
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(name, rows[i].name) != 0)
			continue;
		if (!rows[i].take(&reading->file->settings, value))
			add_fault(reading, rows[i].fault, reading->line, value);
		return 1;
	}
	add_fault(reading, SETTINGS_NO_SETTING, reading->line, name);
	return 1;
}

static void fail(struct reading *reading, int error)
{
	add_fault(reading, SETTINGS_UNREADABLE, 0, "");
	if (!reading->out_of_memory)
		reading->file->faults[reading->file->fault_count - 1].error = error;
}

/* Opens a file, and nothing that one could wait for; NULL with errno. */
static FILE *open_file(const char *path)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *stream;
	struct stat status;

	if (fd < 0 || fstat(fd, &status) < 0)
		return NULL;
	if (!S_ISREG(status.st_mode)) {
		errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		return NULL;
	}
	stream = fdopen(fd, "r");
	if (stream)
		take_fd(&fd);
	return stream;
}

static void read_lines(struct reading *reading)
{
	int wrong = ini_parse_stream(next_line, reading, take_line, reading);

	if (wrong < 0)
		reading->out_of_memory = true;
	else if (wrong > 0)
		add_fault(reading, SETTINGS_NO_LINE, (unsigned)wrong, "");
	if (ferror(reading->stream))
		fail(reading, -EIO);
}

int settings_read(const char *path, struct settings_file *ret_file)
{
	struct reading reading = {.file = ret_file};

	*ret_file = (struct settings_file){.path = strdup(path)};
	if (!ret_file->path)
		return -ENOMEM;
	reading.stream = open_file(path);
	if (reading.stream) {
		read_lines(&reading);
		fclose(reading.stream);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		fail(&reading, -errno);
	}
	return reading.out_of_memory ? -ENOMEM : 0;
}

int settings_load(struct settings_file *ret_file)
{
	CLEANUP_FREE char *path = NULL;
	int r = xdg_path("XDG_CONFIG_HOME", ".config", "posse/config", &path);

	*ret_file = (struct settings_file){.path = NULL};
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return settings_read(path, ret_file);
}

void settings_done(struct settings_file *file)
{
	free(file->path);
	free(file->faults);
	*file = (struct settings_file){.path = NULL};
}
