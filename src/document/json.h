/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Helpers of the JSON writers, for this folder only: nobody else knows jansson. Values are owned
 * by who gets them; one that could not be made is NULL, and putting NULL anywhere makes the whole
 * fail, so that only the end need be checked.
 */
#ifndef DOCUMENT_JSON_H
#define DOCUMENT_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The version of every document. */
#define JSON_SCHEMA 1

/* An object or array under construction. */
struct json_maker {
	json_t *value;
	bool failed;
};

/* Puts value, taken over, under the key. */
void json_put(struct json_maker *object, const char *key, json_t *value);

/* Puts value, taken over, at the end of an array. */
void json_add(struct json_maker *array, json_t *value);

/* A whole number under the key. */
void json_put_integer(struct json_maker *object, const char *key, json_int_t value);

/* A number with one decimal under the key; null for NAN. */
void json_put_percent(struct json_maker *object, const char *key, double value);

/* A moment in seconds since the epoch, as RFC 3339 in UTC: "2026-01-31T12:00:00Z". */
json_t *json_time(int64_t seconds);

/* Any bytes, read as UTF-8; null for NULL. */
json_t *json_text(const char *bytes);

/* The same under the key. */
void json_put_text(struct json_maker *object, const char *key, const char *bytes);

/* What was made, or NULL after a failure. */
json_t *json_made(struct json_maker *maker);

/* Writes the document, taken over (NULL: it failed), and a newline. Returns 0 or -ENOMEM. */
int json_write(json_t *document, FILE *out);

/* The document, taken over likewise, as one line with its newline, which the caller frees. 0 or
 * -ENOMEM. */
int json_line(json_t *document, char **ret_line);

#endif
