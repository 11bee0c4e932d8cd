/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members of a plan and their end, alike in all documents. For this folder only, as json.h. */
#ifndef DOCUMENT_JSON_MEMBER_H
#define DOCUMENT_JSON_MEMBER_H

#include "document/json.h"
#include "kill/watch.h"

/* The member of that index, with this outcome; NULL when there is not enough memory. */
json_t *json_member(const struct plan *plan, uint32_t index, enum outcome outcome);

/* The same of one who was born since and got the signal by itself, or was denied it: of those only
 * who they are is known. */
json_t *json_newborn(const struct newborn *newborn);

/* PIDs of all who live in the target's group, those born since included; none without a watch. */
json_t *json_survivors(const struct watch *watch, uint32_t target);

/* Seconds from the signal to the end of the last member, both as CLOCK_MONOTONIC ns; null where
 * nothing was sent or nobody has ended since. */
json_t *json_seconds(uint64_t sent, uint64_t end);

#endif
