/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the view is started with. Names no curses. */
#ifndef TUI_FRAME_OPTIONS_H
#define TUI_FRAME_OPTIONS_H

#include "settings/settings.h"

struct tui_options {
	struct settings settings;
	const char *config_path; /* where changed settings are saved; NULL: nowhere; not owned */
	const char *notice; /* what the last line says at first; NULL: nothing; not owned */
	const char
		*filter; /* of the list at first, see view/filter_text.h; NULL: none; not owned */
};

#endif
