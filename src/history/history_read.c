/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history_read.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/json.h"
#include "base/vec.h"
#include "history/history_file.h"

static void send_done(struct history_send *send)
{
	for (size_t i = 0; i < send->target_count; i++) {
		free(send->targets[i].id);
		free(send->targets[i].command);
		free(send->targets[i].guarantee);
		free(send->targets[i].result);
	}
	free(send->targets);
	free(send->time);
	free(send->user);
	free(send->tty);
	free(send->signal);
}

void history_sends_done(struct history_sends *sends)
{
	for (size_t i = 0; i < sends->count; i++)
		send_done(&sends->sends[i]);
	free(sends->sends);
	*sends = (struct history_sends){.sends = NULL};
}

/* ---- One record ---- */

/* "" for what is not there; NULL when there is not enough memory. */
static char *text_at(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return strdup(text ? text : "");
}

static int64_t integer_at(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

static void count_outcomes(const json_t *members, uint32_t counts[OUTCOME_COUNT])
{
	for (size_t i = 0; i < json_array_size(members); i++) {
		const json_t *member = json_array_get(members, i);
		const char *word = json_string_value(json_object_get(member, "outcome"));
		enum outcome outcome = OUTCOME_NONE;

		for (enum outcome other = 0; word && other < OUTCOME_COUNT; other++)
			if (outcome_word(other) && strcmp(word, outcome_word(other)) == 0)
				outcome = other;
		counts[outcome]++;
	}
}

static void take_survivors(struct history_target *target, const json_t *survivors)
{
	target->watched = json_is_array(survivors);
	target->survivor_count = (uint32_t)json_array_size(survivors);
	for (size_t i = 0; i < HISTORY_SURVIVORS_MAX && i < target->survivor_count; i++)
		target->survivors[i] = json_integer_value(json_array_get(survivors, i));
}

static int take_target(struct history_target *target, const json_t *object)
{
	const json_t *seconds = json_object_get(object, "seconds");

	target->id = text_at(object, "id");
	target->command = text_at(object, "command");
	target->guarantee = text_at(object, "guarantee");
	target->result = text_at(object, "result");
	target->continued = json_is_true(json_object_get(object, "continued"));
	target->seconds = json_is_number(seconds) ? json_number_value(seconds) : NAN;
	count_outcomes(json_object_get(object, "members"), target->counts);
	take_survivors(target, json_object_get(object, "survivors"));
	return target->id && target->command && target->guarantee && target->result ? 0 : -ENOMEM;
}

static int take_send(struct history_send *send, const json_t *record)
{
	const json_t *targets = json_object_get(record, "targets");
	size_t count = json_array_size(targets);
	int r = 0;

	send->time = text_at(record, "time");
	send->user = text_at(record, "user");
	send->uid = integer_at(record, "uid", -1);
	send->sudo_uid = integer_at(record, "sudo_uid", -1);
	send->tty = text_at(record, "tty");
	send->signal = text_at(record, "signal");
	send->targets = calloc(count + 1, sizeof(*send->targets));
	if (!send->time || !send->user || !send->tty || !send->signal || !send->targets)
		return -ENOMEM;
	send->target_count = count;
	for (size_t i = 0; i < count && r == 0; i++)
		r = take_target(&send->targets[i], json_array_get(targets, i));
	return r;
}

static bool is_record(const json_t *value)
{
	return json_is_array(json_object_get(value, "targets")) &&
		json_is_string(json_object_get(value, "signal")) &&
		json_is_string(json_object_get(value, "time"));
}

static int take_line(struct history_sends *sends, const char *line, size_t len)
{
	json_t *record = json_loadb(line, len, 0, NULL);
	int r = 0;

	if (!is_record(record)) {
		sends->unread++;
	} else {
		r = vec_reserve(&sends->sends, &sends->capacity, sends->count + 1,
			sizeof(*sends->sends));
		if (r == 0) {
			sends->sends[sends->count] = (struct history_send){.time = NULL};
			r = take_send(&sends->sends[sends->count++], record);
		}
	}
	json_decref(record);
	return r;
}

/* ---- The file ---- */

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
	if (sends->cut) {
		const char *newline = memchr(text, '\n', len);
		size_t first = newline ? (size_t)(newline - text) + 1 : len;

		len -= first;
		memmove(text, text + first, len + 1);
	}
	*ret_text = TAKE(text);
	*ret_len = len;
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
