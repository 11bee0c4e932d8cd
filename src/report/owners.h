/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The users of a target's members, for a sentence. */
#ifndef REPORT_OWNERS_H
#define REPORT_OWNERS_H

#include <stdbool.h>
#include <stddef.h>

#include "kill/plan.h"

enum {
	OWNERS_NAMED = 3, /* in one sentence; the others are dots */
	OWNER_NAME_MAX = 64, /* bytes of one name with its NUL */
	OWNERS_MAX = OWNERS_NAMED * (OWNER_NAME_MAX + 2) + 8, /* room for owners_name */
};

/* Whose users are to be named. */
typedef bool owners_choose_fn(const struct plan *plan, const struct plan_member *member);

/* Members of other users than the sender. */
bool owners_other(const struct plan *plan, const struct plan_member *member);

/* Members that may not be signalled. */
bool owners_denied(const struct plan *plan, const struct plan_member *member);

/* Writes "root, www-data", the users of the chosen members, each once; "" for nobody. Returns
 * buf. */
char *owners_name(const struct plan *plan, const struct plan_target *target,
	owners_choose_fn *chooses, char *buf, size_t size);

#endif
