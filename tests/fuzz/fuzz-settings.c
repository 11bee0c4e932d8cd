/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A settings file of any bytes: it is read, what is wrong is told of, and changing one setting
 * changes that one alone.
 */
#include <config.h>

#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "settings/settings.h"
#include "target.h"

/* One file for all runs. */
static const char *path(void)
{
	static char name[] = "/tmp/posse-fuzz.XXXXXX";
	static int fd = -1;

	if (fd < 0) {
		fd = mkstemp(name);
		TARGET_CHECK(fd >= 0);
	}
	return name;
}

static void write_file(const uint8_t *data, size_t size)
{
	CLEANUP_FCLOSE FILE *file = fopen(path(), "we");

	TARGET_CHECK(file);
	TARGET_CHECK(fwrite(data, 1, size, file) == size);
}

/* Everything but the sort order. */
static void expect_same(const struct settings *before, const struct settings *after)
{
	char old[512];
	char new[512];

	for (enum setting_id id = 0; id < SETTING_COUNT; id++) {
		if (id == SETTING_SORT)
			continue;
		settings_text(before, id, old, sizeof(old));
		settings_text(after, id, new, sizeof(new));
		TARGET_CHECK(strcmp(old, new) == 0);
	}
	TARGET_CHECK(before->bindings.count == after->bindings.count);
	for (size_t i = 0; i < before->bindings.count; i++)
		TARGET_CHECK(memcmp(before->bindings.rows[i].keys, after->bindings.rows[i].keys,
				     sizeof(before->bindings.rows[i].keys)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(settings_done) struct settings_file before = {.path = NULL};
	CLEANUP(settings_done) struct settings_file after = {.path = NULL};

	write_file(data, size);
	TARGET_CHECK(settings_load(path(), true, &before) == 0);
	if (settings_save(path(), SETTING_SORT, "rss") < 0) {
		unlink(path());
		return 0;
	}
	TARGET_CHECK(settings_load(path(), true, &after) == 0);
	TARGET_CHECK(after.settings.order.column == COLUMN_RSS);
	expect_same(&before.settings, &after.settings);
	unlink(path());
	return 0;
}
