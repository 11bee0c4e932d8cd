/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/common/option_setting.h"

#include "base/gettext.h"
#include "cli/common/message.h"
#include "report/sentence_settings.h"

int option_setting_take(const char *name, struct settings *settings, enum setting_id id,
	const char *argument)
{
	struct settings_fault fault = {.line = 0};
	char text[SENTENCE_MAX];

	fault.kind = settings_take(settings, id, argument, fault.word);
	if (fault.kind != SETTINGS_RIGHT)
		return message_usage(name, "%s",
			sentence_settings_fault(&fault, text, sizeof(text)));
	settings->sources[id] = SOURCE_OPTION;
	return CLI_OK;
}

bool option_setting_is_given(const struct settings *settings, enum setting_id id)
{
	return settings->sources[id] == SOURCE_OPTION;
}

int option_setting_foreign(const char *name, const struct settings *settings, enum column_id column)
{
	return message_usage(name,
		_("'%s' is not a column of a list by %s; 'posse list --help' shows the columns."),
		column_row(column)->name, arrangement_name(settings->arrangement));
}
