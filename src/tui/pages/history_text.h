/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was sent so far, in lines. */
#ifndef TUI_PAGES_HISTORY_TEXT_H
#define TUI_PAGES_HISTORY_TEXT_H

#include "history/history_read.h"
#include "tui/widgets/text_view.h"

/* All of them, the newest first. */
void history_text_put(struct text_view *view, const struct history_sends *sends);

#endif
