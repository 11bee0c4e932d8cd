/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_settings.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include "base/array.h"
#include "base/gettext.h"
#include "base/own_file.h"
#include "base/text.h"
#include "report/clean_name.h"
#include "report/sentence_file.h"

/* "by, colours, columns": every setting there is. */
static char *names_of_settings(char *buf, size_t size)
{
	size_t length = 0;

	for (enum setting_id id = 0; id < SETTING_COUNT && length < size; id++)
		length += (size_t)snprintf(buf + length, size - length, "%s%s", id > 0 ? ", " : "",
			setting_row(id)->name);
	return buf;
}

/* What is said, with the word where it has its %s. */
static const char *const sentences[] = {
	[SETTINGS_RIGHT] = "",
	[SETTINGS_MISSING] = N_("The settings could not be read: %s."),
	[SETTINGS_UNREADABLE] = N_(
		"The settings could not be read: %s. They may say readonly, so nothing is sent."),
	[SETTINGS_NO_LINE] = N_("This is neither a setting, such as 'wait = 5', nor a comment."),
	[SETTINGS_NO_SETTING] = N_("There is no setting '%s'; the settings are %s."),
	[SETTINGS_NO_SECTION] =
		N_("There is no section '%s': the only one is [keys], and settings go before it."),
	[SETTINGS_NO_BOOLEAN] = N_("'%s' is neither yes nor no."),
	[SETTINGS_NO_READONLY] = N_("'%s' is neither yes nor no; it is taken as yes."),
	[SETTINGS_LOST_READONLY] =
		N_("'%s' is no setting here, but is taken as readonly = yes, so nothing is sent."),
	[SETTINGS_NO_INTERVAL] =
		N_("'%s' is not an interval: give 0.1 seconds or more, such as 2 or 0.5."),
	[SETTINGS_NO_WAIT] = N_("'%s' is not a time to wait: give seconds, such as 5 or 0.5."),
	[SETTINGS_NO_ARRANGEMENT] =
		N_("The list can be by group, session or process, not by '%s'."),
	[SETTINGS_NO_COLOURS] =
		N_("'%s' is not a colour theme: use default, mono, contrast or colour-blind."),
	[SETTINGS_NO_COLUMN] = N_("'%s' is not a column; 'posse list --help' lists the columns."),
	[SETTINGS_COLUMN_TWICE] = N_("The column '%s' is given twice."),
	[SETTINGS_NO_ORDER] =
		N_("'%s' is not a sort order: give a column, optionally followed by ,asc "
		   "or ,desc."),
	[SETTINGS_FOREIGN_ORDER] = N_("'%s' is not a column of the list as initially arranged."),
	[SETTINGS_NO_ACTION] =
		N_("There is no command '%s' with keys; 'posse settings' lists the commands."),
	[SETTINGS_FIXED_ACTION] =
		N_("The keys of '%s' cannot be changed, because they answer a question."),
	[SETTINGS_NO_KEY] =
		N_("'%s' is not a key: give keys such as k, F9, Ctrl-R, PgUp or Space."),
	[SETTINGS_KEY_TAKEN] = N_("The key '%s' is already taken by another command."),
	[SETTINGS_TOO_MANY] = N_("'%s' is one over the limit."),
	[SETTINGS_OUT_OF_MEMORY] = N_("There is not enough memory for '%s'."),
};
static_assert(COUNT(sentences) == SETTINGS_FAULT_COUNT, "one for each");

/* Puts the words where the sentence has its %s, one after the other. */
static void put_words(const char *sentence, const char *const *words, char *buf, size_t size)
{
	size_t length = 0;
	const char *place;

	while ((place = strstr(sentence, "%s")) && length < size) {
		length += (size_t)snprintf(buf + length, size - length, "%.*s%s",
			(int)(place - sentence), sentence, *words++);
		sentence = place + 2;
	}
	if (length < size)
		snprintf(buf + length, size - length, "%s", sentence);
}

char *sentence_settings_fault(const struct settings_fault *fault, char *buf, size_t size)
{
	char word[sizeof(fault->word)];
	char names[256];
	char reason[SENTENCE_MAX];
	const char *words[] = {word, names_of_settings(names, sizeof(names))};

	clean_name(fault->word, word, sizeof(word));
	if (fault->kind == SETTINGS_MISSING || fault->kind == SETTINGS_UNREADABLE)
		words[0] = sentence_file_reason(fault->error, fault->owner, reason, sizeof(reason));
	put_words(fault->kind == SETTINGS_RIGHT ? "" : _(sentences[fault->kind]), words, buf, size);
	return buf;
}

char *sentence_settings_saved(int error, const char *path, char *buf, size_t size)
{
	char clean[256];
	char reason[SENTENCE_MAX];
	uid_t uid;
	int64_t owner = own_file_has_owner(path, &uid) ? (int64_t)uid : -1;

	clean_name(path, clean, sizeof(clean));
	if (error < 0)
		snprintf(buf, size,
			_("This applies until posse ends, because %s could not be changed: %s."),
			clean, sentence_file_reason(error, owner, reason, sizeof(reason)));
	else
		snprintf(buf, size, _("Saved in %s."), clean);
	return buf;
}
