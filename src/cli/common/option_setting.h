/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings on a command line: options that mean what the lines of that name in the file mean. */
#ifndef CLI_COMMON_OPTION_SETTING_H
#define CLI_COMMON_OPTION_SETTING_H

#include "settings/settings.h"

/* Takes the argument of an option as the value of that setting. Returns CLI_OK, or CLI_USAGE after
 * saying what is wrong with it; name as in message_usage. */
int option_setting_take(const char *name, struct settings *settings, enum setting_id id,
	const char *argument);

/* Whether an option has set it. */
bool option_setting_is_given(const struct settings *settings, enum setting_id id);

/* Says that the list as it is arranged has no such column; returns CLI_USAGE. */
int option_setting_foreign(const char *name, const struct settings *settings,
	enum column_id column);

#endif
