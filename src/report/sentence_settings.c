/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "report/sentence.h"

char *sentence_settings_fault(const struct settings_fault *fault, char *buf, size_t size)
{
	char word[sizeof(fault->word)];

	text_clean(fault->word, strlen(fault->word), text_charset_of_locale(), word, sizeof(word));
	switch (fault->kind) {
	case SETTINGS_UNREADABLE:
		snprintf(buf, size, _("The settings could not be read: %s."),
			strerror(-fault->error));
		break;
	case SETTINGS_NO_LINE:
		snprintf(buf, size, "%s",
			_("This is neither a setting, such as 'wait = 5', nor a comment."));
		break;
	case SETTINGS_NO_SETTING:
		snprintf(buf, size,
			_("There is no setting '%s': there are interval, readonly and wait."),
			word);
		break;
	case SETTINGS_IN_SECTION:
		snprintf(buf, size, _("'%s' stands in a section, where no setting is looked for."),
			word);
		break;
	case SETTINGS_NO_BOOLEAN:
		snprintf(buf, size, _("'%s' is neither yes nor no; it is taken for yes."), word);
		break;
	case SETTINGS_NO_INTERVAL:
		snprintf(buf, size,
			_("'%s' is not an interval: give 0.1 seconds or more, such as 2 or 0.5."),
			word);
		break;
	case SETTINGS_NO_WAIT:
		snprintf(buf, size, _("'%s' is no time to wait: give seconds, such as 5 or 0.5."),
			word);
	}
	return buf;
}
