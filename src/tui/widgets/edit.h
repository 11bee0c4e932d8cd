/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of text that is being typed. Knows no screen. */
#ifndef TUI_WIDGETS_EDIT_H
#define TUI_WIDGETS_EDIT_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the text with its NUL. */
#define EDIT_MAX 512

struct edit {
	char text[EDIT_MAX]; /* in the locale's charset */
	size_t length; /* bytes */
	size_t position; /* bytes in front of the cursor; never inside a character */
};

/* Begins with this text, cut between two characters where it has EDIT_MAX bytes or more, and the
 * cursor behind it. */
void edit_init(struct edit *ret_edit, const char *text);

/*
 * A key, see base/key.h: characters are inserted; Backspace, Del, Left, Right, Home, End, and
 * Ctrl-A, E, U, K, W as in shells. False: the key means nothing here. *ret_changed: the text is
 * another one.
 */
bool edit_key(struct edit *edit, int key, bool *ret_changed);

#endif
