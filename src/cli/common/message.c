/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/common/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "report/clean_name.h"
#include "report/sentence_filter.h"
#include "report/sentence_settings.h"

__attribute__((format(printf, 2, 0))) static void say(const char *name, const char *format,
	va_list arguments)
{
	if (name)
		fprintf(stderr, "posse %s: ", name);
	else
		fputs("posse: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
}

int message_failed(const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(name, format, arguments);
	va_end(arguments);
	return CLI_FAILED;
}

int message_usage(const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(name, format, arguments);
	va_end(arguments);
	return CLI_USAGE;
}

void message_faults(const char *name, const struct settings_file *file)
{
	char text[SENTENCE_MAX];
	char path[512];

	for (size_t i = 0; i < file->fault_count; i++) {
		const struct settings_fault *fault = &file->faults[i];

		clean_name(file->path, path, sizeof(path));
		sentence_settings_fault(fault, text, sizeof(text));
		if (fault->line > 0)
			message_failed(name, "%s:%u: %s", path, fault->line, text);
		else
			message_failed(name, "%s: %s", path, text);
	}
}

void message_settings(const char *name, struct settings *ret_settings)
{
	CLEANUP(settings_done) struct settings_file file;
	int r = settings_load(NULL, false, &file);

	*ret_settings = file.settings;
	if (r < 0)
		message_failed(name,
			_("The settings could not be read: %s. They may say readonly, so nothing "
			  "is sent."),
			strerror(-r));
	message_faults(name, &file);
}

int message_finish(const char *name, int status)
{
	bool failed = ferror(stdout) != 0;

	errno = 0;
	if (fflush(stdout) == 0 && !failed)
		return status;
	/* An earlier write may have failed, and nothing says any more why. */
	if (errno == 0)
		return message_failed(name, _("Not all of the output could be written."));
	if (errno != EPIPE)
		message_failed(name, _("The output could not be written: %s."), strerror(errno));
	return CLI_FAILED;
}

int message_filter(const char *name, const struct filter_fault *fault)
{
	char text[SENTENCE_MAX];

	return message_usage(name, "%s", sentence_filter_fault(fault, text, sizeof(text)));
}
