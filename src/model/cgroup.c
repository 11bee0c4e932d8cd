/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/cgroup.h"

#include <string.h>

#include "base/array.h"

enum {
	ID_DIGITS = 64, /* of a container */
	SHORT_DIGITS = 12, /* that "docker ps" shows */
};

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

static bool take_start(struct part *part, const char *word)
{
	size_t len = strlen(word);

	if (part->len <= len || memcmp(part->bytes, word, len) != 0)
		return false;
	part->bytes += len;
	part->len -= len;
	return true;
}

static bool take_end(struct part *part, const char *word)
{
	size_t len = strlen(word);

	if (part->len <= len || memcmp(part->bytes + part->len - len, word, len) != 0)
		return false;
	part->len -= len;
	return true;
}

static bool ends_with(struct part part, const char *word)
{
	return take_end(&part, word);
}

/* "0::/a/b", or on older systems "1:name=systemd:/a/b", which then is the one that counts. */
const char *cgroup_path(const char *text, size_t len, size_t *ret_len)
{
	struct part lines = {text, len};
	struct part found = {NULL, 0};

	while (lines.len > 0) {
		struct part path = take_part(&lines, '\n');
		struct part number = take_part(&path, ':');
		struct part controllers = take_part(&path, ':');
		bool is_systemd = is(controllers, "name=systemd");

		if (is_systemd || (is(number, "0") && controllers.len == 0))
			found = path;
		if (is_systemd)
			break;
	}
	*ret_len = found.len;
	return found.bytes;
}

const char *cgroup_unit(const char *path, size_t *ret_len)
{
	struct part rest = {path, strlen(path)};
	struct part unit = {NULL, 0};
	struct part slice = {NULL, 0};

	while (rest.len > 0) {
		struct part part = take_part(&rest, '/');

		if (ends_with(part, ".service") || ends_with(part, ".scope"))
			unit = part;
		else if (ends_with(part, ".slice"))
			slice = part;
	}
	if (!unit.bytes)
		unit = slice;
	*ret_len = unit.len;
	return unit.bytes;
}

static bool is_id(struct part part)
{
	return part.len == ID_DIGITS && strspn(part.bytes, "0123456789abcdef") >= ID_DIGITS;
}

/* What one component of the path says of a container; false: nothing. */
static bool take_container(struct part part, struct part *ret_name)
{
	static const char *const engines[] = {"docker-", "libpod-", "crio-", "cri-containerd-"};
	static const char *const machines[] = {"lxc.payload.", "systemd-nspawn@", "machine-"};

	if (!take_end(&part, ".scope"))
		take_end(&part, ".service");
	for (size_t i = 0; i < COUNT(machines); i++) {
		*ret_name = part;
		if (take_start(ret_name, machines[i]))
			return true;
	}
	for (size_t i = 0; i < COUNT(engines); i++)
		take_start(&part, engines[i]);
	*ret_name = (struct part){part.bytes, SHORT_DIGITS};
	return is_id(part);
}

const char *cgroup_container(const char *path, size_t *ret_len)
{
	struct part rest = {path, strlen(path)};
	struct part found = {NULL, 0};

	while (rest.len > 0) {
		struct part part = take_part(&rest, '/');
		struct part name;

		/* "machine-qemu.scope" is one, "machine.slice" and "machine-x.slice" are not. */
		if (!ends_with(part, ".slice") && take_container(part, &name))
			found = name;
	}
	*ret_len = found.len;
	return found.bytes;
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

static bool set_service(struct part name, bool of_user, struct cgroup_service *ret_service)
{
	/* systemd puts '_' before a name that the kernel could take for one of its own files. */
	take_start(&name, "_");
	if (!ends_with(name, ".service") || name.len >= sizeof(ret_service->name))
		return false;
	memcpy(ret_service->name, name.bytes, name.len);
	ret_service->name[name.len] = '\0';
	ret_service->of_user = of_user;
	return true;
}

bool cgroup_service(const char *path, struct cgroup_service *ret_service)
{
	struct part rest = {path, strlen(path)};
	struct part unit = next_unit(&rest);
	struct part manager = unit;
	struct part inner;

	*ret_service = (struct cgroup_service){.of_user = false};
	if (!take_start(&manager, "user@"))
		return set_service(unit, false, ret_service);
	/* Below a user's manager are that user's units; the manager itself is in init.scope. */
	inner = next_unit(&rest);
	if (inner.len == 0 || is(inner, "init.scope"))
		return set_service(unit, false, ret_service);
	return set_service(inner, true, ret_service);
}
