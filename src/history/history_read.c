/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "history/history_file.h"

void history_sends_done(struct history_sends *sends)
{
	for (size_t i = 0; i < sends->count; i++)
		history_send_done(&sends->sends[i]);
	free(sends->sends);
	*sends = (struct history_sends){.sends = NULL};
}

static int take_line(struct history_sends *sends, const char *line, size_t len)
{
	int r = vec_reserve(&sends->sends, &sends->capacity, sends->count + 1,
		sizeof(*sends->sends));

	if (r == 0)
		r = history_record_read(line, len, &sends->sends[sends->count]);
	if (r == 0)
		sends->count++;
	else if (r == -EINVAL)
		sends->unread++;
	return r == -EINVAL ? 0 : r;
}

/* The first line may have lost its beginning. Returns the length of the others. */
static size_t drop_first_line(char *text, size_t len)
{
	const char *newline = memchr(text, '\n', len);
	size_t first = newline ? (size_t)(newline - text) + 1 : len;

	memmove(text, text + first, len - first + 1);
	return len - first;
}

/* The end of the file, with a NUL behind it: at most HISTORY_BYTES_MAX, from the beginning of a
 * line. The caller frees. Returns 0 or -errno. */
static int read_end(int fd, struct history_sends *sends, char **ret_text, size_t *ret_len)
{
	CLEANUP_FREE char *text = NULL;
	struct stat status;
	off_t begin;
	size_t size;
	size_t len = 0;
	ssize_t got;

	if (fstat(fd, &status) < 0)
		return -errno;
	begin = status.st_size > HISTORY_BYTES_MAX ? status.st_size - HISTORY_BYTES_MAX : 0;
	size = (size_t)(status.st_size - begin);
	text = malloc(size + 1);
	if (!text)
		return -ENOMEM;
	while (len < size && (got = pread(fd, text + len, size - len, begin + (off_t)len)) != 0) {
		if (got < 0)
			return -errno;
		len += (size_t)got;
	}
	text[len] = '\0';
	sends->cut = begin > 0;
	*ret_len = sends->cut ? drop_first_line(text, len) : len;
	*ret_text = TAKE(text);
	return 0;
}

/* From the last line to the first. */
static int take_lines(struct history_sends *sends, const char *text, size_t len)
{
	int r = 0;

	while (len > 0 && r == 0) {
		size_t end = text[len - 1] == '\n' ? len - 1 : len;
		const char *newline = end > 0 ? memrchr(text, '\n', end) : NULL;
		size_t begin = newline ? (size_t)(newline - text) + 1 : 0;

		if (sends->count == HISTORY_SENDS_MAX) {
			sends->cut = true;
			break;
		}
		if (end > begin)
			r = take_line(sends, text + begin, end - begin);
		len = begin;
	}
	return r;
}

int history_read(const char *path, bool strict, struct history_sends *ret_sends)
{
	CLEANUP_FREE char *text = NULL;
	CLEANUP_CLOSE int fd = history_file_open_to_read(path, strict);
	size_t len = 0;
	int r;

	*ret_sends = (struct history_sends){.sends = NULL};
	if (fd == -ENOENT)
		return 0;
	if (fd < 0)
		return fd;
	r = read_end(fd, ret_sends, &text, &len);
	return r == 0 ? take_lines(ret_sends, text, len) : r;
}
