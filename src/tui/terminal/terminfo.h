/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions to the terminal database. Alone, because <term.h> takes common words for macros. */
#ifndef TUI_TERMINAL_TERMINFO_H
#define TUI_TERMINAL_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the terminal behind fd (by TERM) is known and can place its cursor. Before newterm. */
bool terminfo_can_place(int fd);

/* Appends the bytes of a capability ("rmcup") to *length bytes in buf (size in all), without
 * padding, as much as fits; nothing when the terminal has none of that name. After newterm. */
void terminfo_append(const char *capability, char *buf, size_t size, size_t *length);

/* Appends what makes the terminal stop reporting its mouse, if it has one. */
void terminfo_append_mouse_off(char *buf, size_t size, size_t *length);

#endif
