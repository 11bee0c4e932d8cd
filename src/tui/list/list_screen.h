/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen: the groups of the machine. */
#ifndef TUI_LIST_LIST_SCREEN_H
#define TUI_LIST_LIST_SCREEN_H

#include "tui/frame/app.h"

/* NULL when memory is out. */
struct screen *list_screen_new(struct app *app);

/* The commands that only this screen has; for the table. */
struct effect list_details(struct screen *screen);
struct effect list_signal(struct screen *screen);
struct effect list_end(struct screen *screen);
struct effect list_stop(struct screen *screen);
struct effect list_continue(struct screen *screen);
struct effect list_mark(struct screen *screen);
struct effect list_unmark_all(struct screen *screen);
struct effect list_next_arrangement(struct screen *screen);
struct effect list_fold(struct screen *screen);
struct effect list_unfold(struct screen *screen);
struct effect list_unfold_all(struct screen *screen);
struct effect list_sort_cpu(struct screen *screen);
struct effect list_sort_memory(struct screen *screen);
struct effect list_sort_age(struct screen *screen);
struct effect list_sort_next(struct screen *screen);
struct effect list_sort_previous(struct screen *screen);
struct effect list_sort_reverse(struct screen *screen);
struct effect list_sort_menu(struct screen *screen);
struct effect list_interval(struct screen *screen);
struct effect list_pause(struct screen *screen);
struct effect list_follow(struct screen *screen);
struct effect list_filter(struct screen *screen);
struct effect list_filter_drop(struct screen *screen);
struct effect list_users(struct screen *screen);
struct effect list_search(struct screen *screen);
struct effect list_search_next(struct screen *screen);
struct effect list_search_previous(struct screen *screen);

#endif
