/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/owners.h"

#include <stdio.h>
#include <string.h>

#include "report/clean_name.h"

bool owners_other(const struct plan *plan, const struct plan_member *member)
{
	return member->uid != plan->sender;
}

bool owners_denied(const struct plan *plan, const struct plan_member *member)
{
	(void)plan;
	return member->expected == EXPECT_DENIED;
}

static bool is_first_of_user(const struct plan *plan, const struct plan_member *members,
	uint32_t index, owners_choose_fn *chooses)
{
	for (uint32_t i = 0; i < index; i++)
		if (members[i].uid == members[index].uid && chooses(plan, &members[i]))
			return false;
	return true;
}

char *owners_name(const struct plan *plan, const struct plan_target *target,
	owners_choose_fn *chooses, char *buf, size_t size)
{
	const struct plan_member *members = &plan->members[target->member_first];
	unsigned named = 0;
	size_t end = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; i < target->member_count; i++) {
		char name[OWNER_NAME_MAX];

		if (!chooses(plan, &members[i]) || !is_first_of_user(plan, members, i, chooses))
			continue;
		if (++named > OWNERS_NAMED) {
			snprintf(buf + end, size - end, ", ...");
			break;
		}
		clean_name(snapshot_user_name(plan->snapshot, members[i].uid), name, sizeof(name));
		snprintf(buf + end, size - end, "%s%s", named > 1 ? ", " : "", name);
		end += strlen(buf + end);
	}
	return buf;
}
