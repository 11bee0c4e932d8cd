/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_filter.h"

#include <stdio.h>

#include "base/gettext.h"
#include "report/clean_name.h"

char *sentence_filter_fault(const struct filter_fault *fault, char *buf, size_t size)
{
	char part[sizeof(fault->part)];
	char reason[sizeof(fault->reason)];

	clean_name(fault->part, part, sizeof(part));
	clean_name(fault->reason, reason, sizeof(reason));
	switch (fault->kind) {
	case FILTER_EMPTY:
		snprintf(buf, size, _("'%s' is not a filter: there is nothing to look for."), part);
		break;
	case FILTER_NO_KEY:
		snprintf(buf, size,
			_("There is no filter '%s'; to look for that word, write /%s/."), part,
			part);
		break;
	case FILTER_NO_COMPARISON:
		snprintf(buf, size, _("'%s' can only be compared with =."), part);
		break;
	case FILTER_NO_VALUE:
		snprintf(buf, size, _("The filter '%s' has no value to compare with."), part);
		break;
	case FILTER_NO_NUMBER:
		snprintf(buf, size, _("'%s' is not a number, such as 10 or 0.5."), part);
		break;
	case FILTER_NO_SIZE:
		snprintf(buf, size, _("'%s' is not a size, such as 4096, 512K, 10M or 1.5G."),
			part);
		break;
	case FILTER_NO_AGE:
		snprintf(buf, size,
			_("'%s' is not an age, such as 90 (seconds), 5m, 2h, 1.5d or 1w."), part);
		break;
	case FILTER_NO_STATE:
		snprintf(buf, size,
			_("'%s' is not a state; the states are R, S, D, T, t, Z, X and I."), part);
		break;
	case FILTER_NO_IDS:
		snprintf(buf, size, _("'%s' is not the number of a process, a group or a session."),
			part);
		break;
	case FILTER_LARGE_REGEX:
		snprintf(buf, size,
			_("'%s' repeats too much, or refers back to itself: matching it "
			  "would take for ever."),
			part);
		break;
	case FILTER_NO_REGEX:
		snprintf(buf, size, _("'%s' is not a regular expression: %s."), part, reason);
	}
	return buf;
}
