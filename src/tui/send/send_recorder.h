/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the view sends goes into the history, in the worker's time. */
#ifndef TUI_SEND_SEND_RECORDER_H
#define TUI_SEND_SEND_RECORDER_H

#include "kill/send.h"
#include "tui/frame/app.h"

/* Who keeps the steps of a send in the app's history, where it has one, and says it when that could
 * not be done. The app has to outlive the send. */
struct send_keeper send_recorder(struct app *app);

#endif
