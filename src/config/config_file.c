/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "config/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/own_file.h"
#include "config/config_line.h"

/* Some editors begin a file with it. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Bytes; what is larger is no settings file. */
#define FILE_MAX (1024 * 1024)

/* ---- The text, line by line ---- */

/* The text of the file, and a way through it. */
struct text {
	char *bytes; /* owned; a NUL behind them */
	size_t length;
	size_t start; /* of the line that next_line gave last */
	size_t next; /* behind its newline */
};

static void text_done(struct text *text)
{
	free(text->bytes);
}

/* Before the first line. */
static void rewind_text(struct text *text)
{
	text->start = text->next = strncmp(text->bytes, BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
}

/* False: there is none any more. */
static bool next_line(struct text *text, struct config_line *ret_line)
{
	char *bytes = text->bytes + text->next;
	size_t left = text->length - text->next;
	const char *newline = memchr(bytes, '\n', left);
	size_t length = newline ? (size_t)(newline - bytes) : left;

	text->start = text->next;
	if (left == 0)
		return false;
	config_line_parse(bytes, length, ret_line);
	text->next += length + (newline ? 1 : 0);
	return true;
}

static FILE *open_stream(int fd, const char *mode)
{
	FILE *stream = fdopen(fd, mode);

	if (!stream)
		close(fd);
	return stream;
}

/* Reads the whole file: 0, -EFBIG or -errno. */
static int load(FILE *stream, struct text *ret_text)
{
	ret_text->bytes = malloc(FILE_MAX + 1);
	if (!ret_text->bytes)
		return -ENOMEM;
	ret_text->length = fread(ret_text->bytes, 1, FILE_MAX, stream);
	ret_text->bytes[ret_text->length] = '\0';
	rewind_text(ret_text);
	if (ferror(stream))
		return -EIO;
	return ret_text->length == FILE_MAX ? -EFBIG : 0;
}

/* ---- Reading ---- */

static const char *cut(const struct config_part *part)
{
	part->text[part->length] = '\0';
	return part->text;
}

/* A link is there, and what it leads to is not: nobody can say what that has set. */
static bool is_broken(const char *path)
{
	CLEANUP_FREE char *copy = strdup(path);
	struct stat status;
	bool broken = false;

	for (char *end = copy; end && !broken; end = strchr(end + 1, '/')) {
		char byte = *end;

		*end = end == copy ? byte : '\0';
		broken = lstat(copy, &status) == 0 && S_ISLNK(status.st_mode) &&
			stat(copy, &status) < 0;
		*end = byte;
	}
	return !copy || broken;
}

/* A directory above the file's own is closed to the user, and is not the user's: nothing there was
 * set by or for him. */
static bool is_elsewhere(const char *path)
{
	CLEANUP_FREE char *copy = strdup(path);
	char *end = copy ? strrchr(copy, '/') : NULL;
	struct stat status;

	if (!end)
		return false;
	*end = '\0';
	for (end = strchr(copy + 1, '/'); end; end = strchr(end + 1, '/')) {
		bool closed;

		*end = '\0';
		closed = faccessat(AT_FDCWD, copy, X_OK, AT_EACCESS) < 0 && errno == EACCES;
		if (closed)
			return stat(copy, &status) == 0 && status.st_uid != geteuid();
		*end = '/';
	}
	return false;
}

/* What keeps the file from being read, as the callers have it. */
static int reason_of(const char *path, int r)
{
	struct stat status;

	if (r == OWN_FILE_NOT_REGULAR)
		return stat(path, &status) == 0 && S_ISDIR(status.st_mode) ? -EISDIR : -EINVAL;
	if (r == -ENOTDIR)
		return -ENOENT;
	if (r == -EACCES && is_elsewhere(path))
		return -EPERM;
	return r == -ENOENT && is_broken(path) ? -ENOLINK : r;
}

/* Asked first: where there is none, no descriptor is needed. */
static int open_to_read(const char *path, bool strict)
{
	const struct own_file_way way = {.strict = strict, .own_links = true};
	struct stat status;

	return lstat(path, &status) < 0 ? -errno : own_file_open(path, &way, O_RDONLY);
}

int config_file_read(const char *path, bool strict, config_file_line *take, void *context)
{
	int fd = open_to_read(path, strict);
	CLEANUP_FCLOSE FILE *stream = fd < 0 ? NULL : open_stream(fd, "r");
	CLEANUP(text_done) struct text text = {.bytes = NULL};
	struct config_line line;
	const char *section = "";
	int r;

	if (fd < 0)
		return reason_of(path, fd);
	if (!stream)
		return -ENOMEM;
	r = load(stream, &text);
	if (r < 0)
		return r;
	for (unsigned number = 1; next_line(&text, &line); number++) {
		switch (line.kind) {
		case CONFIG_NOTHING:
			break;
		case CONFIG_SECTION:
			section = cut(&line.name);
			break;
		case CONFIG_SETTING:
			take(context, number, section, cut(&line.name), cut(&line.value));
			break;
		case CONFIG_WRONG:
			take(context, number, NULL, cut(&line.all), NULL);
			break;
		}
	}
	return 0;
}

/* ---- Changing one line ---- */

struct change {
	const char *section;
	const char *name;
	const char *value; /* NULL: its lines are to go */
	/* Where it is to happen: from the beginning of a line to the beginning of another. */
	size_t from;
	size_t to;
	bool has_section; /* in the file */
	bool found; /* a line of that name; else from and to are where it is to be added */
	struct config_line line; /* the one that was found */
};

static void stand(struct change *change, size_t at)
{
	if (!change->found)
		change->from = change->to = at;
}

/* Whether the line is one of those; *inside: whether lines are of their section, here and on. */
static bool is_meant(const struct change *change, const struct config_line *line, bool *inside)
{
	if (line->kind == CONFIG_SECTION)
		*inside = config_part_is(&line->name, change->section);
	return *inside && line->kind == CONFIG_SETTING && config_part_is(&line->name, change->name);
}

/* Finds the last line of that name, or where it is to go: behind the last that sets anything, or
 * behind what is said at first. */
static void find_place(struct change *change, struct text *text)
{
	bool inside = change->section[0] == '\0';
	bool any = false;
	struct config_line line;

	change->has_section = inside;
	stand(change, text->next);
	while (next_line(text, &line)) {
		bool meant = is_meant(change, &line, &inside);

		if (!inside || (line.kind == CONFIG_NOTHING && (any || line.all.length == 0)))
			continue;
		change->has_section = true;
		any |= line.kind == CONFIG_SETTING || line.kind == CONFIG_WRONG;
		stand(change, text->next);
		if (!meant)
			continue;
		change->found = true;
		change->line = line;
		change->from = text->start;
		change->to = text->next;
	}
	if (!change->has_section)
		stand(change, text->length);
}

static void put(const struct config_part *part, FILE *stream)
{
	if (part->length > 0)
		fwrite(part->text, 1, part->length, stream);
}

/* "name = value", indented as it was, with the comment behind it, or above where there is no room
 * for both. */
static void write_line(const struct change *change, FILE *stream)
{
	const struct config_part *indentation = &change->line.indentation;
	struct config_part comment = change->line.comment;
	size_t length = strlen(change->name) + strlen(" = ") + strlen(change->value);
	bool fits = config_line_fits(indentation->length + length + comment.length);

	if (fits || comment.length > 0)
		put(indentation, stream);
	if (!fits && comment.length > 0) {
		char *start = memchr(comment.text, ';', comment.length);

		comment.length -= (size_t)(start - comment.text);
		comment.text = start;
		put(&comment, stream);
		fputc('\n', stream);
	}
	fprintf(stream, "%s = %s", change->name, change->value);
	if (fits)
		put(&comment, stream);
	fputc('\n', stream);
}

/* The text with the line changed or added. */
static void write_with(const struct change *change, const struct text *text, FILE *stream)
{
	fwrite(text->bytes, 1, change->from, stream);
	if (!change->found && change->from > 0 && text->bytes[change->from - 1] != '\n')
		fputc('\n', stream);
	if (!change->has_section)
		fprintf(stream, "%s[%s]\n", text->length > 0 ? "\n" : "", change->section);
	write_line(change, stream);
	fwrite(text->bytes + change->to, 1, text->length - change->to, stream);
}

/* The text without any line of that name. */
static void write_without(const struct change *change, struct text *text, FILE *stream)
{
	bool inside = change->section[0] == '\0';
	struct config_line line;

	rewind_text(text);
	fwrite(text->bytes, 1, text->next, stream);
	while (next_line(text, &line))
		if (!is_meant(change, &line, &inside))
			fwrite(text->bytes + text->start, 1, text->next - text->start, stream);
}

/* ---- The file as a whole ---- */

/* Where the file is, and how it gets there. */
struct place {
	int directory;
	const char *name;
	bool strict;
};

/* Reads the file that is to be changed: 0, also where there is none (the status is then what a new
 * one gets: mode, owner and group); -errno or enum own_file_fault. */
static int load_old(const struct place *place, struct text *ret_text, struct stat *ret_status)
{
	int fd = own_file_open_at(place->directory, place->name, place->strict, O_RDONLY);
	CLEANUP_FCLOSE FILE *stream = fd < 0 ? NULL : open_stream(fd, "r");
	int r;

	*ret_status = (struct stat){
		.st_mode = S_IRUSR | S_IWUSR,
		.st_uid = geteuid(),
		.st_gid = getegid(),
	};
	if (fd == -ENOENT) {
		ret_text->bytes = calloc(1, 1);
		return ret_text->bytes ? 0 : -ENOMEM;
	}
	if (fd < 0)
		return fd;
	if (!stream || fstat(fd, ret_status) < 0)
		return -errno;
	r = load(stream, ret_text);
	if (r < 0)
		return r;
	return memchr(ret_text->bytes, '\0', ret_text->length) ? -EINVAL : 0;
}

/* Owner before mode: giving a file away takes bits from it. */
static int give(int fd, const struct stat *status)
{
	mode_t mode = status->st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);

	if (fchown(fd, status->st_uid, status->st_gid) < 0) {
		if (status->st_uid != geteuid())
			return -errno;
		/* One's own, of a group that one is not in: then no group has a right to it. */
		mode &= ~(mode_t)S_IRWXG;
	}
	return fchmod(fd, mode) < 0 ? -errno : 0;
}

/* A new file beside that one: a descriptor and its name, which the caller frees, or -errno. */
static int make_beside(const struct place *place, char **ret_name)
{
	for (unsigned trial = 0; trial < 100; trial++) {
		CLEANUP_FREE char *name = NULL;
		unsigned bits = trial;
		int fd;

		if (getrandom(&bits, sizeof(bits), GRND_NONBLOCK) < 0)
			bits = trial;
		if (asprintf(&name, "%s.%08x", place->name, bits) < 0)
			return -ENOMEM;
		fd = openat(place->directory, name,
			O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
		if (fd >= 0)
			*ret_name = TAKE(name);
		if (fd >= 0 || errno != EEXIST)
			return fd < 0 ? -errno : fd;
	}
	return -EEXIST;
}

/* Writes all of it to the disk and closes the file. */
static int fill(int fd, const struct change *change, struct text *text, const struct stat *status)
{
	FILE *stream = open_stream(fd, "w");
	int r = 0;

	if (!stream)
		return -ENOMEM;
	if (change->value)
		write_with(change, text, stream);
	else
		write_without(change, text, stream);
	if (ferror(stream) || fflush(stream) != 0)
		r = errno > 0 ? -errno : -EIO;
	if (r == 0)
		r = give(fd, status);
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	if (fclose(stream) != 0 && r == 0)
		r = -errno;
	return r;
}

/* Writes the changed file beside the old one, with its owner and mode, and puts it into its
 * place. */
static int replace(const struct place *place, const struct change *change, struct text *text,
	const struct stat *status)
{
	CLEANUP_FREE char *beside = NULL;
	int fd = make_beside(place, &beside);
	int r;

	if (fd < 0)
		return fd;
	r = fill(fd, change, text, status);
	if (r == 0 && renameat(place->directory, beside, place->directory, place->name) < 0)
		r = -errno;
	if (r < 0)
		unlinkat(place->directory, beside, 0);
	return r;
}

static int change_file(const struct place *place, struct change *change)
{
	CLEANUP(text_done) struct text text = {.bytes = NULL};
	struct stat status;
	int r = load_old(place, &text, &status);

	if (r < 0)
		return r;
	find_place(change, &text);
	return change->value || change->found ? replace(place, change, &text, &status) : 0;
}

/* The directory in which the file is to be, all above it made: a descriptor, -errno or enum
 * own_file_fault. */
static int find_directory(const char *path, bool strict, const char **ret_name)
{
	const struct own_file_way way = {.makes = true, .strict = strict, .own_links = true};
	int fd = own_file_place(path, &way, ret_name);
	CLEANUP_CLOSE int place = fd;
	struct stat status;

	if (fd < 0 || !strict)
		return fd < 0 ? fd : take_fd(&place);
	if (fstat(fd, &status) < 0)
		return -errno;
	return status.st_uid == geteuid() ? take_fd(&place) : OWN_FILE_NOT_OWN;
}

int config_file_set(const char *path, bool strict, const char *section, const char *name,
	const char *value)
{
	CLEANUP_FREE char *real = strict ? NULL : realpath(path, NULL);
	struct change change = {.section = section, .name = name, .value = value};
	struct place place = {.strict = strict};
	CLEANUP_CLOSE int directory = -1;
	struct stat status;
	int r;

	if (!strict && !real && errno != ENOENT)
		return -errno;
	/* A link that leads nowhere would be replaced by the file. */
	if (!strict && !real && lstat(path, &status) == 0)
		return -ENOENT;
	directory = find_directory(real ? real : path, strict, &place.name);
	if (directory < 0)
		return directory;
	place.directory = directory;
	r = change_file(&place, &change);
	return r == OWN_FILE_NOT_REGULAR ? reason_of(path, r) : r;
}
