/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of text asked for at the bottom of the terminal, while the screen below follows it. */
#ifndef TUI_WIDGETS_PROMPT_SCREEN_H
#define TUI_WIDGETS_PROMPT_SCREEN_H

#include "base/text.h"
#include "tui/frame/app.h"

/* What is wrong with the text, if anything is. */
struct prompt_fault {
	char sentence[SENTENCE_MAX]; /* "": nothing */
	size_t at; /* the bytes of the text that are wrong; len 0: none in particular */
	size_t len;
};

/* What is asked. Each function gets the screen that asks, which stays below the prompt. */
struct prompt {
	const char *label; /* an msgid */
	/* The text is this now. */
	void (*changed)(struct screen *owner, const char *text, struct prompt_fault *ret_fault);
	bool lenient; /* Enter is accepted whatever is wrong */
	/* Enter was pressed, and nothing is wrong with the text; NULL: changed has done it all. */
	void (*accepted)(struct screen *owner, const char *text);
	/* Esc was pressed: what changed did is to be undone; NULL: it does nothing. */
	void (*cancelled)(struct screen *owner);
};

/* A prompt that begins with this text; NULL when memory is out. prompt must outlive it. */
struct screen *prompt_screen_new(struct app *app, const struct prompt *prompt, struct screen *owner,
	const char *text);

/* Actions: take the text, or leave it. */
struct effect prompt_accept(struct screen *screen);
struct effect prompt_cancel(struct screen *screen);

#endif
