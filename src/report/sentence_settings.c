/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_settings.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"

/* "by, colours, columns": every setting there is. */
static char *names_of_settings(char *buf, size_t size)
{
	size_t length = 0;

	for (enum setting_id id = 0; id < SETTING_COUNT && length < size; id++)
		length += (size_t)snprintf(buf + length, size - length, "%s%s", id > 0 ? ", " : "",
			setting_row(id)->name);
	return buf;
}

static void say_of_keys(enum settings_fault_kind kind, const char *word, char *buf, size_t size)
{
	if (kind == SETTINGS_NO_ACTION)
		snprintf(buf, size,
			_("There is no command '%s' that has keys; 'posse settings' shows those "
			  "there are."),
			word);
	else if (kind == SETTINGS_FIXED_ACTION)
		snprintf(buf, size,
			_("The keys of '%s' cannot be changed, because they answer a question."),
			word);
	else if (kind == SETTINGS_NO_KEY)
		snprintf(buf, size,
			_("'%s' is no key: give keys such as k, F9, Ctrl-R, PgUp or Space."), word);
	else
		snprintf(buf, size, _("The key '%s' has been given to another command."), word);
}

char *sentence_settings_fault(const struct settings_fault *fault, char *buf, size_t size)
{
	char word[sizeof(fault->word)];
	char names[256];

	text_clean(fault->word, strlen(fault->word), text_charset_of_locale(), word, sizeof(word));
	switch (fault->kind) {
	case SETTINGS_RIGHT:
		buf[0] = '\0';
		break;
	case SETTINGS_UNREADABLE:
		snprintf(buf, size, _("The settings could not be read: %s."),
			strerror(-fault->error));
		break;
	case SETTINGS_NO_SETTING:
		snprintf(buf, size, _("There is no setting '%s': there are %s."), word,
			names_of_settings(names, sizeof(names)));
		break;
	case SETTINGS_NO_LINE:
		snprintf(buf, size, "%s",
			_("This is neither a setting, such as 'wait = 5', nor a comment."));
		break;
	case SETTINGS_NO_SECTION:
		snprintf(buf, size,
			_("There is no section '%s': there is [keys], and settings stand in front "
			  "of it."),
			word);
		break;
	case SETTINGS_NO_BOOLEAN:
		snprintf(buf, size, _("'%s' is neither yes nor no."), word);
		break;
	case SETTINGS_NO_READONLY:
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
		break;
	case SETTINGS_NO_ARRANGEMENT:
		snprintf(buf, size, _("The list is by group, session or process, not by '%s'."),
			word);
		break;
	case SETTINGS_NO_COLOURS:
		snprintf(buf, size,
			_("'%s' are no colours: there are default, mono, contrast and "
			  "colour-blind."),
			word);
		break;
	case SETTINGS_NO_COLUMN:
		snprintf(buf, size,
			_("'%s' is not a column; 'posse list --help' shows those there are."),
			word);
		break;
	case SETTINGS_COLUMN_TWICE:
		snprintf(buf, size, _("The column '%s' is there twice."), word);
		break;
	case SETTINGS_NO_ORDER:
		snprintf(buf, size,
			_("'%s' is no sort order: give a column, and ,asc or ,desc behind it where "
			  "you want."),
			word);
		break;
	case SETTINGS_FOREIGN_ORDER:
		snprintf(buf, size,
			_("'%s' is not a column of the list as it is arranged at first."), word);
		break;
	case SETTINGS_NO_ACTION:
	case SETTINGS_FIXED_ACTION:
	case SETTINGS_NO_KEY:
	case SETTINGS_KEY_TAKEN:
		say_of_keys(fault->kind, word, buf, size);
		break;
	case SETTINGS_TOO_MANY:
		snprintf(buf, size, _("'%s' is one too many."), word);
		break;
	case SETTINGS_OUT_OF_MEMORY:
		snprintf(buf, size, _("There is not enough memory for '%s'."), word);
		break;
	}
	return buf;
}

char *sentence_settings_kept(int error, const char *path, char *buf, size_t size)
{
	char clean[256];

	text_clean(path, strlen(path), text_charset_of_locale(), clean, sizeof(clean));
	if (error < 0)
		snprintf(buf, size,
			_("This holds until posse ends, because %s could not be "
			  "changed: %s."),
			clean, strerror(-error));
	else
		snprintf(buf, size, _("Kept in %s."), clean);
	return buf;
}
