/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_history.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "history/history_fault.h"
#include "history/history_file.h"
#include "report/clean_name.h"

/* Room for as much of a path as fits into a sentence. */
#define PATH_ROOM 256

char *sentence_history_fault(int fault, char *buf, size_t size)
{
	CLEANUP_FREE char *raw = NULL;
	char path[PATH_ROOM] = "";

	if (history_file_path(&raw) == 0)
		clean_name(raw, path, sizeof(path));
	switch (fault) {
	case HISTORY_NO_HOME:
		snprintf(buf, size, "%s",
			_("The history cannot be used: neither XDG_STATE_HOME nor HOME says where "
			  "it is."));
		break;
	case HISTORY_LINKED:
		snprintf(buf, size,
			_("The history cannot be used: there is a symbolic link in the "
			  "path %s, and root does not follow it."),
			path);
		break;
	case HISTORY_NOT_OWN:
		snprintf(buf, size,
			_("The history cannot be used: %s, or its directory, does not "
			  "belong to root alone."),
			path);
		break;
	case HISTORY_NOT_REGULAR:
		snprintf(buf, size, _("The history cannot be used: %s is not a regular file."),
			path);
		break;
	case HISTORY_LOG_STUCK:
		snprintf(buf, size, "%s",
			_("The system's log takes nothing: what was sent is only in the history."));
		break;
	default:
		snprintf(buf, size, _("The history %s cannot be used: %s."), path,
			strerror(-fault));
	}
	return buf;
}
