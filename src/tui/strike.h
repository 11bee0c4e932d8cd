/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is about to be signalled, from the key that chose it to the plan: the pinned group, the
 * moment it was seen in, and what is known of its members by now. */
#ifndef TUI_STRIKE_H
#define TUI_STRIKE_H

#include "kill/deliver.h"
#include "tui/app.h"
#include "view/row.h"

struct strike {
	const struct kernel *kernel;
	struct self self;
	const struct snapshot *snapshot; /* owned share */
	const struct group *group; /* of the snapshot */
	struct pin pin; /* owned */
	bool pinned;
	int error; /* why it is not pinned: of pin_init */
	struct detail_set *details; /* owned; NULL until they have come */
	const struct detail **member_details; /* of each member, in the group's order; owned */
};

/* Chooses the row's group and pins it. A group that cannot be pinned makes a strike all the same,
 * whose plan says why. NULL: memory is out. */
struct strike *strike_new(const struct app *app, const struct row *row);

void strike_free(struct strike *strike);

/* The plan for this signal, as things are known now: 0 or -ENOMEM. */
int strike_plan(const struct strike *strike, int signal, struct plan **ret_plan);

/* What its masks let each member do with the signal, summed up; permission is not asked here. */
void strike_count(const struct strike *strike, int signal, uint32_t counts[EXPECTATION_COUNT]);

/* Takes the details over: the answer to strike_inspect. */
void strike_take_details(struct strike *strike, struct detail_set *details);

/* Asks for the details of all members in the screen's name: 0 or -ENOMEM. */
int strike_inspect(const struct strike *strike, struct screen *screen);

#endif
