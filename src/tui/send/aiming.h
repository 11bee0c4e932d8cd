/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How screens take aim: an aim is taken at once, by what the list shows; then a newer snapshot and
 * the members' details are waited for, with the keys held back, so that a plan is never made from
 * an old list or from nothing.
 */
#ifndef TUI_AIMING_H
#define TUI_AIMING_H

#include "kill/aim.h"
#include "tui/frame/app.h"

/* How long keys are held back at most, nanoseconds; what has not come by then is unknown. */
#define AIMING_PATIENCE UINT64_C(500000000)

struct aiming {
	struct aim *aim; /* share */
	bool awaits_snapshot; /* one newer than that of the list was asked for */
	uint64_t deadline; /* SCREEN_NEVER once all that was asked for has come, or has not */
};

/* Whether anything in it can be signalled at all; else app_say has said why not. */
bool aiming_is_possible(struct app *app, const struct aim *aim);

/* Takes the aim over and asks for what is missing, in the screen's name. */
void aiming_begin(struct aiming *ret_aiming, struct screen *screen, struct aim *aim);

/* Another share of an aim of which all is known. */
void aiming_share(struct aiming *ret_aiming, struct aim *aim);

void aiming_done(struct aiming *aiming);

/* All has come that was asked for. */
bool aiming_is_settled(const struct aiming *aiming);

/* For the screen's functions of these names. The latter two return true when the aim was settled by
 * them; aiming_snapshot takes a newer one in and asks anew: 0 or -ENOMEM. */
int aiming_snapshot(struct aiming *aiming, struct screen *screen);
bool aiming_details(struct aiming *aiming, struct detail_set **set);
bool aiming_tick(struct aiming *aiming, uint64_t now);

#endif
