/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How screens wait for their targets: they are chosen at once, by what the list shows; then a newer
 * snapshot and the members' details are waited for, with the keys held back, so that a plan is
 * never made from an old list or from nothing.
 */
#ifndef TUI_SEND_TARGET_WAIT_H
#define TUI_SEND_TARGET_WAIT_H

#include "kill/send.h"
#include "tui/frame/app.h"

/* How long keys are held back at most, nanoseconds; what has not come by then is unknown. */
#define TARGET_WAIT_MAX UINT64_C(500000000)

struct target_wait {
	struct targets *targets; /* share */
	struct send *send; /* of which they are left, not owned; NULL: before the first plan */
	bool awaits_snapshot; /* one newer than that of the list was asked for */
	uint64_t deadline; /* SCREEN_NEVER once all that was asked for has come, or has not */
};

/* Whether anything in it can be signalled at all; else app_say has said why not. */
bool target_wait_is_possible(struct app *app, const struct targets *targets);

/* Takes the targets over and asks for what is missing, in the screen's name. */
void target_wait_begin(struct target_wait *ret_wait, struct screen *screen,
	struct targets *targets);

/* The same for who is left of a send, which has to outlive the wait: what was known of them before
 * it is forgotten, because it is no longer true. */
void target_wait_begin_after(struct target_wait *ret_wait, struct screen *screen,
	struct send *send);

/* Gives the share back. */
void target_wait_done(struct target_wait *wait);

/* For the screen's functions of these names. The latter two return true when the targets were
 * settled by them; target_wait_snapshot takes a newer one in and asks anew: 0, or -ENOMEM when it
 * has said that there is not enough memory. */
int target_wait_snapshot(struct target_wait *wait, struct screen *screen);
bool target_wait_details(struct target_wait *wait, struct detail_set **set);
bool target_wait_tick(struct target_wait *wait, uint64_t now);

#endif
