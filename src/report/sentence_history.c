/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_history.h"

#include <stdio.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/own_file.h"
#include "base/text.h"
#include "history/history_fault.h"
#include "history/history_file.h"
#include "report/clean_name.h"
#include "report/sentence_file.h"

/* Room for as much of a path as fits into a sentence. */
#define PATH_ROOM 256

char *sentence_history_fault(int fault, char *buf, size_t size)
{
	CLEANUP_FREE char *raw = NULL;
	char path[PATH_ROOM] = "";
	char reason[SENTENCE_MAX];
	int64_t owner = -1;
	uid_t uid;

	if (history_file_path(&raw) == 0)
		clean_name(raw, path, sizeof(path));
	switch (fault) {
	case HISTORY_NO_HOME:
		snprintf(buf, size, "%s",
			_("The history cannot be used: neither XDG_STATE_HOME nor HOME says where "
			  "it is."));
		break;
	case HISTORY_LOG_STUCK:
		snprintf(buf, size, "%s",
			_("The system's log takes nothing: what was sent is only in the history."));
		break;
	default:
		if (raw && own_file_has_owner(raw, &uid))
			owner = uid;
		snprintf(buf, size, _("The history %s cannot be used: %s."), path,
			sentence_file_reason(fault, owner, reason, sizeof(reason)));
	}
	return buf;
}
