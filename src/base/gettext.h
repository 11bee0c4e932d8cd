/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text for people. _() translates, N_() only marks a string of a table that is translated where it
 * is shown. Without NLS all of it vanishes.
 */
#ifndef BASE_GETTEXT_H
#define BASE_GETTEXT_H

#ifdef ENABLE_NLS
#include <libintl.h>
#else
#define gettext(text)                 (text)
#define ngettext(singular, plural, n) ((n) == 1 ? (singular) : (plural))
#define textdomain(domain)            ((void)(domain))
#define bindtextdomain(domain, dir)   ((void)(domain), (void)(dir))
#endif

#define _(text)  gettext(text)
#define N_(text) text

#endif
