/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/unit.h"

#include <string.h>

#include "model/cgroup.h"

/* A piece of text. */
struct part {
	const char *bytes;
	size_t len;
};

/* The part up to the next separator; moves text on behind that. */
static struct part take_part(struct part *text, char separator)
{
	const char *end = memchr(text->bytes, separator, text->len);
	struct part part = {text->bytes, end ? (size_t)(end - text->bytes) : text->len};
	size_t used = part.len + (end != NULL);

	text->bytes += used;
	text->len -= used;
	return part;
}

static bool is(struct part part, const char *word)
{
	return part.len == strlen(word) && memcmp(part.bytes, word, part.len) == 0;
}

static bool begins_with(struct part part, const char *word)
{
	return part.len >= strlen(word) && memcmp(part.bytes, word, strlen(word)) == 0;
}

static bool ends_with(struct part part, const char *word)
{
	size_t len = strlen(word);

	return part.len > len && memcmp(part.bytes + part.len - len, word, len) == 0;
}

/* The next component that is no slice: slices only sort the units. */
static struct part next_unit(struct part *path)
{
	while (path->len > 0) {
		struct part part = take_part(path, '/');

		if (part.len > 0 && !ends_with(part, ".slice"))
			return part;
	}
	return (struct part){NULL, 0};
}

static bool set_unit(struct part name, bool of_user, struct unit *ret_unit)
{
	/* systemd puts '_' before a name that the kernel could take for one of its own files. */
	if (name.len > 0 && name.bytes[0] == '_') {
		name.bytes++;
		name.len--;
	}
	if (!ends_with(name, ".service") || name.len >= sizeof(ret_unit->name))
		return false;
	memcpy(ret_unit->name, name.bytes, name.len);
	ret_unit->name[name.len] = '\0';
	ret_unit->of_user = of_user;
	return true;
}

bool unit_of_cgroup(const char *text, size_t len, struct unit *ret_unit)
{
	struct part path = {NULL, 0};
	struct part unit;
	struct part inner;

	*ret_unit = (struct unit){.of_user = false};
	path.bytes = cgroup_path(text, len, &path.len);
	unit = next_unit(&path);
	if (!begins_with(unit, "user@"))
		return set_unit(unit, false, ret_unit);
	/* Below a user's manager are that user's units; the manager itself is in init.scope. */
	inner = next_unit(&path);
	if (inner.len == 0 || is(inner, "init.scope"))
		return set_unit(unit, false, ret_unit);
	return set_unit(inner, true, ret_unit);
}
