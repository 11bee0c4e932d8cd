/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A member of a plan, alike in all documents. For this folder only, as json.h. */
#ifndef DOCUMENT_JSON_MEMBER_H
#define DOCUMENT_JSON_MEMBER_H

#include "document/json.h"
#include "kill/deliver.h"

/* The member of that index, with this outcome; NULL when there is not enough memory. */
json_t *json_member(const struct plan *plan, uint32_t index, enum outcome outcome);

#endif
