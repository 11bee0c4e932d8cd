/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list with a group that may be signalled, on a fake kernel. */
#ifndef TESTS_SCREEN_SEND_FIXTURE_H
#define TESTS_SCREEN_SEND_FIXTURE_H

#include "../lib/memory/fake_kernel.h"
#include "canvas.h"

struct send_fixture {
	struct canvas canvas;
	struct fake_kernel fake;
	const struct snapshot *snapshot;
};

/* The list with the cursor on group 2210 of four, one of whose members may not be signalled. */
void send_fixture_open(struct send_fixture *fixture, const char *locale, int lines, int columns);
void send_fixture_close(struct send_fixture *fixture);

/* k, and the answer about the members. */
void send_fixture_menu(struct send_fixture *fixture);

/* The members of group 2210. */
extern const int send_fixture_members[4];

#endif
