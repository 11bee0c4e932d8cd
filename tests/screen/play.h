/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list with a group that may be signalled, on a kernel that is played. */
#ifndef TESTS_SCREEN_PLAY_H
#define TESTS_SCREEN_PLAY_H

#include "../lib/fake_kernel.h"
#include "canvas.h"

struct play {
	struct canvas canvas;
	struct fake_kernel fake;
	const struct snapshot *snapshot;
};

/* The list with the cursor on group 2210 of four, one of whose members may not be signalled. */
void play_open(struct play *play, const char *locale, int lines, int columns);
void play_close(struct play *play);

/* k, and the answer about the members. */
void play_menu(struct play *play);

/* The members of group 2210. */
extern const int play_members[4];

#endif
