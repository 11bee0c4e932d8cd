/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings that were changed in the view, on their way to the file, for which nobody waits. */
#ifndef TUI_PAGES_SETUP_SAVE_H
#define TUI_PAGES_SETUP_SAVE_H

#include "tui/frame/app.h"

/* Lets a setting hold that was changed in app->settings, and saves it in the file; says what came
 * of that once it is known. */
void setup_save_setting(struct app *app, enum setting_id id);

/* The same for the keys of that action of the table; keys NULL: the table's own again. */
void setup_save_keys(struct app *app, const char *action, const char *keys);

#endif
