/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was sent, on its way to the history, for which nobody waits. */
#ifndef TUI_SEND_RECORDER_H
#define TUI_SEND_RECORDER_H

#include "kill/send.h"
#include "tui/frame/app.h"

/* What records the steps of a send in the app's history, in the worker's time; the app says it when
 * that could not be done. */
struct send_recorder recorder_of(struct app *app);

#endif
