/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "config/config_file.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"

/* What inih takes for a blank: more than a space and a tab. */
static bool is_blank(char byte)
{
	return byte != '\n' && isspace((unsigned char)byte);
}

static size_t count_blanks(const char *text)
{
	size_t count = 0;

	while (is_blank(text[count]))
		count++;
	return count;
}

/* Whether inih reads so many bytes, the newline among them, as one line. */
static bool fits(size_t length)
{
	return length < INI_MAX_LINE;
}

static bool begins_comment(const char *line)
{
	return line[0] == '#' || line[0] == ';';
}

/* Some editors begin a file with it; inih passes over it. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* The bytes of a line without its indentation up to a comment behind a blank, as inih finds one. */
static size_t until_comment(const char *line, size_t length)
{
	for (size_t i = 1; i < length; i++)
		if (line[i] == ';' && is_blank(line[i - 1]))
			return i;
	return length;
}

/* The length of the name in "[name]"; -1: there is no bracket, and the line names no section. */
static long section_length(const char *line, size_t length)
{
	const char *bracket = memchr(line, ']', until_comment(line, length));

	return bracket ? bracket - line - 1 : -1;
}

/* Whether inih finds a setting or a section in a line without its indentation. */
static bool says_something(const char *line, size_t length)
{
	size_t end = until_comment(line, length);

	if (line[0] == '[')
		return section_length(line, length) >= 0;
	return memchr(line, '=', end) || memchr(line, ':', end);
}

/* ---- Reading ---- */

struct reading {
	FILE *stream;
	unsigned line; /* that inih has got last, from 1 */
	config_file_line *take;
	void *context;
};

/* Reads a line with its newline, size bytes at most with a NUL: 0, 1 where it has no room or holds
 * a NUL itself, -1 at the end of the file. */
static int read_line(FILE *stream, char *buf, size_t size)
{
	size_t length = 0;
	int wrong = 0;
	int byte = getc(stream);

	if (byte == EOF)
		return -1;
	for (; byte != EOF; byte = getc(stream)) {
		if (byte != '\0' && length + 1 < size)
			buf[length++] = (char)byte;
		else
			wrong = 1;
		if (byte == '\n')
			break;
	}
	buf[length] = '\0';
	return wrong;
}

/* Lines are judged here, because inih says of the first only that it is wrong; and they are moved
 * to the margin, because an indented line were more of the one before. */
static char *next_line(char *buf, int size, void *context)
{
	struct reading *reading = context;
	int wrong =
		read_line(reading->stream, buf, size < INI_MAX_LINE ? (size_t)size : INI_MAX_LINE);
	char *line = buf;

	if (wrong < 0)
		return NULL;
	reading->line++;
	if (reading->line == 1 && strncmp(buf, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
		line += strlen(BYTE_ORDER_MARK);
	line += count_blanks(line);
	if (begins_comment(line) || *line == '\n' || (*line == '\0' && !wrong)) {
		*line = '\0';
	} else if (wrong || !says_something(line, strlen(line))) {
		reading->take(reading->context, reading->line, NULL, line, NULL);
		*line = '\0';
	}
	memmove(buf, line, strlen(line) + 1);
	return buf;
}

static int take_line(void *context, const char *section, const char *name, const char *value)
{
	const struct reading *reading = context;

	reading->take(reading->context, reading->line, section, name, value);
	return 1;
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

int config_file_read(const char *path, config_file_line *take, void *context)
{
	CLEANUP_FCLOSE FILE *stream = open_file(path);
	struct reading reading = {stream, 0, take, context};

	if (!stream)
		return errno == ENOTDIR ? -ENOENT : -errno;
	if (ini_parse_stream(next_line, &reading, take_line, &reading) < 0)
		return -ENOMEM;
	return ferror(stream) ? -EIO : 0;
}

/* ---- Changing one line ---- */

struct editing {
	const char *section;
	const char *name;
	char *text; /* of the file; owned */
	size_t length;
	/* What the changed file consists of: text up to from, the new line, text from to on. */
	size_t from;
	size_t to;
	size_t indentation; /* of the line that was found */
	bool found; /* a line of that name; else from and to are where it is to be added */
	bool in_section; /* while looking: the section is this one */
	bool any; /* while looking: a line of the section has set something */
	bool has_section; /* it is in the file */
};

/* The line is "name = ..." or "name: ...". */
static bool sets_name(const char *line, size_t length, const char *name)
{
	size_t name_length = strlen(name);
	size_t i = name_length;

	if (length < name_length || memcmp(line, name, name_length) != 0)
		return false;
	while (i < length && is_blank(line[i]))
		i++;
	return i < length && (line[i] == '=' || line[i] == ':');
}

static void enter_section(struct editing *editing, const char *line, long length, size_t end)
{
	size_t wanted = strlen(editing->section);

	editing->in_section =
		(size_t)length == wanted && memcmp(line + 1, editing->section, wanted) == 0;
	editing->has_section |= editing->in_section;
	if (editing->in_section && !editing->found)
		editing->from = editing->to = end;
}

/* A line without its indentation; start: where it begins in the file, end: behind its newline. What
 * is too long to be read says nothing. */
static void look_at_line(struct editing *editing, size_t start, size_t end)
{
	const char *line = editing->text + start;
	size_t length = end - start;
	size_t blanks = count_blanks(line);
	long section;

	line += blanks;
	length -= blanks;
	if (!fits(end - start))
		return;
	if (line[0] == '[') {
		section = section_length(line, length);
		if (section >= 0)
			enter_section(editing, line, section, end);
		return;
	}
	if (!editing->in_section || length == 0 || line[0] == '\n')
		return;
	/* A new line goes behind the last that sets anything, or behind what is said at first. */
	if (begins_comment(line)) {
		if (!editing->any)
			editing->from = editing->to = end;
		return;
	}
	editing->any = true;
	if (sets_name(line, length, editing->name)) {
		editing->found = true;
		editing->from = start + blanks;
		editing->indentation = blanks;
		editing->to = end;
	} else if (!editing->found) {
		editing->from = editing->to = end;
	}
}

/* Finds where the line is, or where it is to go. */
static void find_line(struct editing *editing)
{
	const char *mark = BYTE_ORDER_MARK;
	size_t start = strncmp(editing->text, mark, strlen(mark)) == 0 ? strlen(mark) : 0;

	editing->from = editing->to = start;
	editing->in_section = editing->has_section = editing->section[0] == '\0';
	editing->any = false;
	while (start < editing->length) {
		const char *newline = memchr(editing->text + start, '\n', editing->length - start);
		size_t end = newline ? (size_t)(newline - editing->text) + 1 : editing->length;

		look_at_line(editing, start, end);
		start = end;
	}
	if (!editing->has_section)
		editing->from = editing->to = editing->length;
}

/* A comment behind the value, with the blanks in front of it, as inih knows it: " ; ...". */
static const char *comment_of(const struct editing *editing, size_t *ret_length)
{
	const char *line = editing->text + editing->from;
	const char *end = editing->text + editing->to;
	const char *start = line + until_comment(line, editing->to - editing->from);

	*ret_length = 0;
	if (start == end)
		return end;
	while (is_blank(start[-1]))
		start--;
	*ret_length = (size_t)(end - start) - (end[-1] == '\n');
	return start;
}

/* "name = value", and the comment behind it, or above where there is no room for both. */
static void write_line(const struct editing *editing, const char *value, FILE *stream)
{
	size_t length = strlen(editing->name) + strlen(" = \n") + strlen(value);
	size_t comment_length = 0;
	const char *comment = editing->found ? comment_of(editing, &comment_length) : "";

	if (comment_length > 0 && !fits(editing->indentation + length + comment_length)) {
		size_t blanks = count_blanks(comment);

		fwrite(comment + blanks, 1, comment_length - blanks, stream);
		fputc('\n', stream);
		comment_length = 0;
	}
	fprintf(stream, "%s = %s", editing->name, value);
	fwrite(comment, 1, comment_length, stream);
	fputc('\n', stream);
}

static void write_changed(const struct editing *editing, const char *value, FILE *stream)
{
	fwrite(editing->text, 1, editing->from, stream);
	if (value && !editing->found && editing->from > 0 &&
		editing->text[editing->from - 1] != '\n')
		fputc('\n', stream);
	if (!editing->has_section)
		fprintf(stream, "%s[%s]\n", editing->length > 0 ? "\n" : "", editing->section);
	if (value)
		write_line(editing, value, stream);
	fwrite(editing->text + editing->to, 1, editing->length - editing->to, stream);
}

/* ---- The file as a whole ---- */

/* Bytes: larger files are left alone. */
#define FILE_MAX (1024 * 1024)

/* Reads the whole file: 0, also where there is none (the status is then what a new one gets: mode,
 * owner and group); -errno. */
static int load(const char *path, struct editing *editing, struct stat *ret_status)
{
	CLEANUP_FCLOSE FILE *stream = open_file(path);

	*ret_status = (struct stat){
		.st_mode = S_IRUSR | S_IWUSR,
		.st_uid = geteuid(),
		.st_gid = getegid(),
	};
	if (!stream && errno != ENOENT)
		return -errno;
	editing->text = malloc(FILE_MAX + 1);
	if (!editing->text)
		return -ENOMEM;
	editing->length = 0;
	if (stream) {
		if (fstat(fileno(stream), ret_status) < 0)
			return -errno;
		editing->length = fread(editing->text, 1, FILE_MAX, stream);
		if (ferror(stream))
			return -EIO;
		if (editing->length == FILE_MAX)
			return -EFBIG;
	}
	editing->text[editing->length] = '\0';
	return memchr(editing->text, '\0', editing->length) ? -EINVAL : 0;
}

/* Makes the directories in which the file is to be: 0 or -errno. */
static int make_directories(const char *path)
{
	CLEANUP_FREE char *copy = strdup(path);

	if (!copy)
		return -ENOMEM;
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, S_IRWXU) < 0 && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	return 0;
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

/* Writes the changed file beside the old one, with its owner and mode, and puts it into its
 * place. */
static int replace(const char *path, const struct editing *editing, const char *value,
	const struct stat *status)
{
	CLEANUP_FREE char *beside = NULL;
	FILE *stream;
	int fd;
	int r = 0;

	if (asprintf(&beside, "%s.XXXXXX", path) < 0)
		return -ENOMEM;
	fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	stream = fdopen(fd, "w");
	if (!stream) {
		r = -errno;
		close(fd);
		unlink(beside);
		return r;
	}
	write_changed(editing, value, stream);
	if (ferror(stream) || fflush(stream) != 0)
		r = errno > 0 ? -errno : -EIO;
	if (r == 0)
		r = give(fd, status);
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	if (fclose(stream) != 0 && r == 0)
		r = -errno;
	if (r == 0 && rename(beside, path) < 0)
		r = -errno;
	if (r < 0)
		unlink(beside);
	return r;
}

/* Until no line of that name is left. */
static int remove_lines(const char *path, struct editing *editing, const struct stat *status)
{
	while (editing->found) {
		size_t start = editing->from;

		while (start > 0 && editing->text[start - 1] != '\n')
			start--;
		memmove(editing->text + start, editing->text + editing->to,
			editing->length - editing->to + 1);
		editing->length -= editing->to - start;
		editing->found = false;
		find_line(editing);
	}
	editing->from = editing->to = editing->length;
	editing->has_section = true;
	return replace(path, editing, NULL, status);
}

int config_file_set(const char *path, const char *section, const char *name, const char *value)
{
	CLEANUP_FREE char *real = realpath(path, NULL);
	struct editing editing = {.section = section, .name = name};
	struct stat status;
	int r = 0;

	if (!real && errno != ENOENT)
		return -errno;
	/* A link that leads nowhere would be replaced by the file. */
	if (!real && lstat(path, &status) == 0)
		return -ENOENT;
	if (!real)
		r = make_directories(path);
	if (r == 0)
		r = load(real ? real : path, &editing, &status);
	if (r == 0) {
		find_line(&editing);
		if (value)
			r = replace(real ? real : path, &editing, value, &status);
		else if (editing.found)
			r = remove_lines(real ? real : path, &editing, &status);
	}
	free(editing.text);
	return r;
}
