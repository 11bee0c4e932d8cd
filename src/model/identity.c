/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/identity.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

bool process_id_equal(struct process_id a, struct process_id b)
{
	return a.pid == b.pid && a.start == b.start;
}

int process_id_compare(struct process_id a, struct process_id b)
{
	if (a.pid != b.pid)
		return a.pid < b.pid ? -1 : 1;
	return number_compare(a.start, b.start);
}

bool group_id_is_leaderless(const struct group_id *id)
{
	return id->anchor.pid != id->pgid;
}

bool group_number_is_kept(struct process_id then, struct process_id now)
{
	return now.pid == 0 || process_id_equal(then, now);
}

char *group_id_format(const struct group_id *id, char buf[GROUP_ID_TEXT_MAX])
{
	if (id->anchor.pid <= 0)
		snprintf(buf, GROUP_ID_TEXT_MAX, "%d", (int)id->pgid);
	else if (group_id_is_leaderless(id))
		snprintf(buf, GROUP_ID_TEXT_MAX, "%d@%d:%" PRIu64, (int)id->pgid,
			(int)id->anchor.pid, id->anchor.start);
	else
		snprintf(buf, GROUP_ID_TEXT_MAX, "%d@%" PRIu64, (int)id->pgid, id->anchor.start);
	return buf;
}

/* "START" or "PID:START", what stands behind the @. */
static int anchor_parse(char *text, pid_t pgid, struct process_id *ret_anchor)
{
	struct process_id anchor = {.pid = pgid};
	char *colon = strchr(text, ':');
	char *start = text;
	int r;

	if (colon) {
		*colon = '\0';
		start = colon + 1;
		r = number_parse_pid(text, &anchor.pid);
		if (r < 0)
			return r;
	}
	r = number_parse(start, UINT64_MAX, &anchor.start);
	if (r < 0)
		return r;
	if (anchor.pid <= 0)
		return -EINVAL;
	*ret_anchor = anchor;
	return 0;
}

int group_id_parse(const char *text, struct group_id *ret_id)
{
	char copy[GROUP_ID_TEXT_MAX];
	struct group_id id = {.sid = -1};
	char *at;
	int r;

	if (strlen(text) >= sizeof(copy))
		return -EINVAL;
	memcpy(copy, text, strlen(text) + 1);
	at = strchr(copy, '@');
	if (at)
		*at = '\0';
	r = number_parse_pid(copy, &id.pgid);
	if (r < 0)
		return r;
	if (at) {
		r = anchor_parse(at + 1, id.pgid, &id.anchor);
		if (r < 0)
			return r;
	}
	*ret_id = id;
	return 0;
}
