/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends of the past in lines. */
#ifndef TUI_HISTORY_TEXT_H
#define TUI_HISTORY_TEXT_H

#include "base/text.h"
#include "history/past.h"
#include "tui/widgets/page.h"

/* All of them, the newest first. */
void history_text_put(struct page *page, const struct past *past, enum text_charset charset);

#endif
