/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen: the groups of the machine. */
#ifndef TUI_LIST_LIST_SCREEN_H
#define TUI_LIST_LIST_SCREEN_H

#include "tui/frame/app.h"

/* NULL when memory is out. */
struct screen *list_screen_new(struct app *app);

/* What actions of this screen do; the arguments are those of their rows (enum action_id). */
struct effect list_details(struct screen *screen);
struct effect list_signal(struct screen *screen);
struct effect list_plan(struct screen *screen, int signal);
struct effect list_mark(struct screen *screen);
struct effect list_unmark_all(struct screen *screen);
struct effect list_next_arrangement(struct screen *screen);
struct effect list_fold(struct screen *screen, int unfolded);
struct effect list_unfold_all(struct screen *screen);
struct effect list_sort_by(struct screen *screen, int choice);
struct effect list_sort_step(struct screen *screen, int direction);
struct effect list_sort_reverse(struct screen *screen);
struct effect list_sort_menu(struct screen *screen);
struct effect list_interval(struct screen *screen);
struct effect list_pause(struct screen *screen);
struct effect list_follow(struct screen *screen);
struct effect list_filter(struct screen *screen);
struct effect list_filter_drop(struct screen *screen);
struct effect list_users(struct screen *screen);
struct effect list_search(struct screen *screen);
struct effect list_search_on(struct screen *screen, int direction);

#endif
