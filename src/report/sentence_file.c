/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_file.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/own_file.h"

char *sentence_file_reason(int fault, int64_t owner, char *buf, size_t size)
{
	if (fault == OWN_FILE_LINKED)
		snprintf(buf, size, "%s",
			_("there is a symbolic link in the path, and root does not follow it"));
	else if (fault == OWN_FILE_NOT_REGULAR)
		snprintf(buf, size, "%s", _("it is not a regular file"));
	else if (fault == OWN_FILE_NOT_OWN && owner >= 0)
		snprintf(buf, size,
			_("it or its directory belongs to UID %u, and root uses only files of its "
			  "own"),
			(unsigned)owner);
	else if (fault == OWN_FILE_NOT_OWN)
		snprintf(buf, size, "%s",
			_("it has a second name, and root uses only files that have one"));
	else
		snprintf(buf, size, "%s", strerror(-fault));
	return buf;
}
