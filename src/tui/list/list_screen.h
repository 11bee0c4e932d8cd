/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen: the groups of the machine. */
#ifndef TUI_LIST_LIST_SCREEN_H
#define TUI_LIST_LIST_SCREEN_H

#include "tui/frame/app.h"

/* NULL when memory is out. */
struct screen *list_screen_new(struct app *app);

/* What follows are the actions of this screen; their arguments are those of enum action_id. Those
 * that send are about what is marked, or else about the row under the cursor. */

/* Shows everything that is known of the row under the cursor. */
struct effect list_details(struct screen *screen);

/* Asks which signal to send. */
struct effect list_signal(struct screen *screen);

/* Asks whether to send that signal; with SIGTERM also what does not heed it is to end. */
struct effect list_plan(struct screen *screen, int signal);

/* Marks the row under the cursor, or unmarks it, and goes on to the next. */
struct effect list_mark(struct screen *screen);

/* Takes all marks away, and forgets those that have ended. */
struct effect list_unmark_all(struct screen *screen);

/* Groups, sessions, processes, in turn. */
struct effect list_next_arrangement(struct screen *screen);

/* Folds the group or session under the cursor, or unfolds it. */
struct effect list_fold(struct screen *screen, int unfolded);

/* Unfolds everything, or folds it again. */
struct effect list_unfold_all(struct screen *screen);

/* Sorts by a column that has a key of its own, in its usual direction. */
struct effect list_sort_by(struct screen *screen, int choice);

/* Sorts by the column beside the one that it is sorted by. */
struct effect list_sort_step(struct screen *screen, int direction);

/* Turns the order round. */
struct effect list_sort_reverse(struct screen *screen);

/* Asks which column to sort by. */
struct effect list_sort_menu(struct screen *screen);

/* Asks for the interval. */
struct effect list_interval(struct screen *screen);

/* Keeps what is shown, or goes on to the newest snapshot. */
struct effect list_pause(struct screen *screen);

/* Keeps the row under the cursor in its line while others move, or not. */
struct effect list_follow(struct screen *screen);

/* Asks for a filter, which holds while it is typed. */
struct effect list_filter(struct screen *screen);

/* Lists everything again. */
struct effect list_filter_drop(struct screen *screen);

/* Asks for a user, and adds that to the filter. */
struct effect list_users(struct screen *screen);

/* Asks what to search for, and goes there while it is typed. */
struct effect list_search(struct screen *screen);

/* Goes to the next row that was searched for, or to the one before. */
struct effect list_search_on(struct screen *screen, int direction);

#endif
