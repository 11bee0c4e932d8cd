/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/prompt_screen.h"

#include <string.h>

#include "base/gettext.h"
#include "tui/frame/draw.h"
#include "tui/widgets/edit.h"

/* The hints go where the text would be left less than this. */
#define TEXT_WANTED 30
#define HINTS_WIDTH 24

/* Where the list has fewer lines than this, what is wrong is not said in a line of its own. */
#define LINES_WANTED 4

struct prompt_screen {
	struct screen screen;
	const struct prompt *prompt; /* not owned */
	struct screen *owner; /* below this one on the stack */
	struct edit edit;
	struct prompt_fault fault;
};

static struct prompt_screen *prompt_of(struct screen *screen)
{
	return (struct prompt_screen *)screen;
}

/* ---- Drawing ---- */

static struct rect place(struct screen *screen, int lines, int columns)
{
	const struct prompt_screen *prompt = prompt_of(screen);
	int height = prompt->fault.sentence[0] && lines >= LINES_WANTED ? 2 : 1;

	return (struct rect){lines - height, 0, height, columns};
}

/* The columns that the first bytes of the text take once it is cleaned. */
static int columns_of(const struct prompt_screen *prompt, size_t bytes)
{
	char clean[EDIT_MAX * 4];

	text_clean(prompt->edit.text, bytes, prompt->screen.app->charset, clean, sizeof(clean));
	return (int)text_width(clean);
}

static void draw_edit(struct prompt_screen *prompt, int y, int x, int width)
{
	struct screen *screen = &prompt->screen;
	const struct prompt_fault *fault = &prompt->fault;
	char clean[EDIT_MAX * 4];
	int cursor = columns_of(prompt, prompt->edit.position);
	int hidden = cursor < width ? 0 : cursor - width + 1;
	size_t skipped;
	int start;

	text_clean(prompt->edit.text, prompt->edit.length, screen->app->charset, clean,
		sizeof(clean));
	skipped = text_fit(clean, (size_t)hidden, NULL);
	draw_text(screen, y, x, width, ROLE_TEXT, clean + skipped);
	if (fault->len > 0) {
		start = columns_of(prompt, fault->at) - hidden;
		if (start < 0)
			start = 0;
		draw_paint(screen, y, x + start,
			columns_of(prompt, fault->at + fault->len) - hidden - start, ROLE_DANGER);
	}
	draw_paint(screen, y, x + cursor - hidden, 1, ROLE_CURSOR);
}

static void draw(struct screen *screen)
{
	struct prompt_screen *prompt = prompt_of(screen);
	int y = getmaxy(screen->window) - 1;
	int width = getmaxx(screen->window);
	int x;

	if (y > 0)
		draw_field(screen, 0, 1, width - 1, ALIGN_LEFT, ROLE_NOTICE,
			prompt->fault.sentence);
	x = draw_text(screen, y, 1, width / 2, ROLE_KEY, _(prompt->prompt->label)) + 1;
	if (width - x - HINTS_WIDTH >= TEXT_WANTED) {
		width -= HINTS_WIDTH;
		draw_hints(screen, y, width, HINTS_WIDTH);
	}
	draw_edit(prompt, y, x, width - x - 1 > 1 ? width - x - 1 : 1);
}

/* ---- Keys ---- */

static void tell_changed(struct prompt_screen *prompt)
{
	bool was_wrong = prompt->fault.sentence[0];

	memset(&prompt->fault, 0, sizeof(prompt->fault));
	prompt->prompt->changed(prompt->owner, prompt->edit.text, &prompt->fault);
	prompt->screen.misplaced |= was_wrong != (prompt->fault.sentence[0] != '\0');
	prompt->screen.dirty = true;
	prompt->owner->dirty = true;
}

static struct effect key(struct screen *screen, int key)
{
	struct prompt_screen *prompt = prompt_of(screen);
	bool changed;

	if (!edit_key(&prompt->edit, key, &changed))
		return effect_none;
	if (changed)
		tell_changed(prompt);
	return effect_redraw;
}

/* What was wrong may not be so any more. */
static struct effect snapshot(struct screen *screen)
{
	struct prompt_screen *prompt = prompt_of(screen);

	if (prompt->fault.sentence[0])
		tell_changed(prompt);
	return effect_none;
}

/* Lines are the list's to move in. */
static struct effect go(struct screen *screen, enum move move)
{
	struct screen *owner = prompt_of(screen)->owner;

	if (owner->class->go)
		app_apply(screen->app, owner, owner->class->go(owner, move));
	return effect_none;
}

struct effect prompt_accept(struct screen *screen)
{
	struct prompt_screen *prompt = prompt_of(screen);

	if (prompt->fault.sentence[0] && !prompt->prompt->lenient)
		return effect_redraw;
	if (prompt->prompt->accepted)
		prompt->prompt->accepted(prompt->owner, prompt->edit.text);
	prompt->owner->dirty = true;
	return effect_pop;
}

struct effect prompt_cancel(struct screen *screen)
{
	struct prompt_screen *prompt = prompt_of(screen);

	if (prompt->prompt->cancelled)
		prompt->prompt->cancelled(prompt->owner);
	prompt->owner->dirty = true;
	return effect_pop;
}

static const struct screen_class prompt_class = {
	.id = SCREEN_PROMPT,
	.draw = draw,
	.place = place,
	.key = key,
	.go = go,
	.snapshot = snapshot,
};

struct screen *prompt_screen_new(struct app *app, const struct prompt *prompt, struct screen *owner,
	const char *text)
{
	struct prompt_screen *screen = app_screen_new(&prompt_class, app, sizeof(*screen));

	if (!screen)
		return NULL;
	screen->prompt = prompt;
	screen->owner = owner;
	edit_init(&screen->edit, text);
	return &screen->screen;
}
