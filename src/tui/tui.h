/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interactive view: the one entry point for main. Names no curses. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stdint.h>

#include "view/listing.h"

struct tui_options {
	uint64_t interval; /* nanoseconds between scans; 0: SAMPLER_INTERVAL_DEFAULT */
	uint64_t wait; /* nanoseconds from TERM to the offer of KILL */
	enum arrangement arrangement; /* of the list at first */
	struct sort_order order; /* how the list is sorted at first */
	enum column_id columns[COLUMN_COUNT]; /* of the list */
	size_t column_count; /* 0: the usual ones */
	const char
		*filter; /* of the list at first, see view/filter_text.h; NULL: none; not owned */
	bool unfolded; /* all groups show their members at first */
	bool no_limit; /* the interval is kept whatever scans cost */
	bool readonly; /* nothing can be sent */
};

/* By CPU, folded, at the default interval. */
void tui_options_init(struct tui_options *ret_options);

/*
 * Runs the view until the user leaves it and returns the exit status: 0, or 1 with one sentence on
 * stderr where it cannot run (no terminal, a dumb one, no /proc). A signal that ends it ends the
 * process, after the terminal was given back. The locale must be set.
 */
int tui_run(const struct tui_options *options);

#endif
