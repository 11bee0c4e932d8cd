/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was sent so far, in lines. */
#ifndef TUI_PAGES_HISTORY_TEXT_H
#define TUI_PAGES_HISTORY_TEXT_H

#include "base/text.h"
#include "history/history_read.h"
#include "tui/widgets/page.h"

/* All of them, the newest first. */
void history_text_put(struct page *page, const struct history_sends *sends,
	enum text_charset charset);

#endif
