/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/full_page.h"

#include <stdio.h>

#include "base/gettext.h"
#include "tui/frame/draw.h"

static struct full_page *page_of(struct screen *screen)
{
	return (struct full_page *)screen;
}

static const struct full_page_class *class_of(const struct full_page *page)
{
	return (const struct full_page_class *)page->screen.class;
}

void *full_page_new(const struct full_page_class *class, struct app *app, size_t size)
{
	struct full_page *page = app_screen_new(&class->screen, app, size);

	if (!page)
		return NULL;
	if (class->screen.name)
		snprintf(page->title, sizeof(page->title), "%s", _(class->screen.name));
	page->note_role = ROLE_HEADING;
	return page;
}

void full_page_done(struct screen *screen)
{
	text_view_done(&page_of(screen)->text);
}

/* ---- The frame ---- */

/* Title, body, last line; only the body where there is no room for three. */
static bool has_frame(const struct screen *screen)
{
	return getmaxy(screen->window) >= 3;
}

int full_page_first_line(const struct screen *screen)
{
	return has_frame(screen) ? 1 : 0;
}

int full_page_height(const struct screen *screen)
{
	return getmaxy(screen->window) - (has_frame(screen) ? 2 : 0);
}

void full_page_draw_frame(struct screen *screen, const char *title, enum role note_role,
	const char *note, const struct scroll *scroll)
{
	int width = getmaxx(screen->window);
	int end;

	if (!has_frame(screen))
		return;
	draw_paint(screen, 0, 0, width, ROLE_HEADING);
	end = draw_text(screen, 0, 1, width - 1, ROLE_HEADING, title);
	if (note[0])
		end = draw_text(screen, 0, end + 2, width, note_role, note);
	scroll_draw_position(scroll, screen, 0, end + 2, ROLE_HEADING);
	draw_last_line(screen);
}

/* ---- The text ---- */

void full_page_resized(struct screen *screen)
{
	struct full_page *page = page_of(screen);
	const struct full_page_class *class = class_of(page);

	text_view_begin(&page->text, getmaxx(screen->window) - 2 * class->margin);
	class->write(page);
	scroll_set_height(&page->text.scroll, full_page_height(screen));
}

void full_page_rewrite(struct full_page *page)
{
	full_page_resized(&page->screen);
	page->screen.dirty = true;
}

void full_page_draw(struct screen *screen)
{
	struct full_page *page = page_of(screen);

	full_page_draw_frame(screen, page->title, page->note_role, page->note, &page->text.scroll);
	text_view_draw(&page->text, screen, full_page_first_line(screen), class_of(page)->margin);
}

struct effect full_page_go(struct screen *screen, enum move move)
{
	return scroll_go(&page_of(screen)->text.scroll, move);
}
