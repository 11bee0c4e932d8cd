/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "document/json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cleanup.h"
#include "base/text.h"

enum {
	GROWTH = 3, /* an invalid byte becomes the three of U+FFFD */
	INDENT = 2,
	PRECISION = 15, /* digits: 12.3 is written as that and not as 12.300000000000001 */
};

void json_put(struct json_maker *object, const char *key, json_t *value)
{
	if (json_object_set_new(object->value, key, value) < 0)
		object->failed = true;
}

void json_add(struct json_maker *array, json_t *value)
{
	if (json_array_append_new(array->value, value) < 0)
		array->failed = true;
}

void json_put_integer(struct json_maker *object, const char *key, json_int_t value)
{
	json_put(object, key, json_integer(value));
}

void json_put_percent(struct json_maker *object, const char *key, double value)
{
	json_put(object, key, isfinite(value) ? json_real(round(value * 10) / 10) : json_null());
}

static json_t *text_value(const char *bytes, size_t len)
{
	size_t size = len * GROWTH + 1;
	CLEANUP_FREE char *text = malloc(size);

	if (!text)
		return NULL;
	return json_stringn(text, text_to_utf8(bytes, len, text, size));
}

json_t *json_time(int64_t seconds)
{
	time_t time = (time_t)seconds;
	struct tm parts;
	char text[32];

	if (!gmtime_r(&time, &parts) ||
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
		return json_null();
	return json_string(text);
}

json_t *json_text(const char *bytes)
{
	return bytes ? text_value(bytes, strlen(bytes)) : json_null();
}

void json_put_text(struct json_maker *object, const char *key, const char *bytes)
{
	json_put(object, key, json_text(bytes));
}

json_t *json_made(struct json_maker *maker)
{
	if (maker->value && !maker->failed)
		return TAKE(maker->value);
	json_decref(maker->value);
	maker->value = NULL;
	return NULL;
}

/* In ASCII, so that no terminal or locale can be confused by what a process calls itself. */
#define FLAGS (JSON_REAL_PRECISION(PRECISION) | JSON_ENSURE_ASCII | JSON_PRESERVE_ORDER)

static int write_bytes(const char *bytes, size_t len, void *out)
{
	/* What cannot be written is remembered by the stream. */
	fwrite(bytes, 1, len, out);
	return 0;
}

int json_write(json_t *document, FILE *out)
{
	int r = document
		? json_dump_callback(document, write_bytes, out, JSON_INDENT(INDENT) | FLAGS)
		: -1;

	json_decref(document);
	if (r < 0)
		return -ENOMEM;
	fputc('\n', out);
	return 0;
}

int json_line(json_t *document, char **ret_line)
{
	CLEANUP_FREE char *text = document ? json_dumps(document, JSON_COMPACT | FLAGS) : NULL;
	int length;

	json_decref(document);
	length = text ? asprintf(ret_line, "%s\n", text) : -1;
	return length < 0 ? -ENOMEM : 0;
}
