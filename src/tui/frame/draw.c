/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/draw.h"

#include "base/gettext.h"
#include "tui/frame/app.h"
#include "view/columns/glyphs.h"

static void set_role(struct screen *screen, enum role role)
{
	const struct theme *theme = &screen->app->theme;

	wattr_set(screen->window, theme->attributes[role], theme->pairs[role], NULL);
}

/* The columns from x on that may be written, at most width. The lower right corner is no different:
 * curses scrolls only windows that asked for it. */
static int room(const struct screen *screen, int y, int x, int width)
{
	int left;

	if (y < 0 || y >= getmaxy(screen->window) || x < 0)
		return 0;
	left = getmaxx(screen->window) - x;
	if (width > left)
		width = left;
	return width > 0 ? width : 0;
}

int draw_text(struct screen *screen, int y, int x, int width, enum role role, const char *text)
{
	size_t taken;
	size_t bytes;

	width = room(screen, y, x, width);
	if (width == 0)
		return x;
	set_role(screen, role);
	bytes = text_fit(text, (size_t)width, &taken);
	if (!text[bytes]) {
		mvwaddnstr(screen->window, y, x, text, (int)bytes);
		return x + (int)taken;
	}
	bytes = text_fit(text, (size_t)width - 1, &taken);
	mvwaddnstr(screen->window, y, x, text, (int)bytes);
	mvwaddstr(screen->window, y, x + (int)taken, glyph(GLYPH_MORE, screen->app->charset));
	return x + (int)taken + 1;
}

bool draw_right(struct screen *screen, int y, int left, enum role role, const char *text)
{
	int width = (int)text_width(text);
	int x = getmaxx(screen->window) - 1 - width;

	if (x < left)
		return false;
	draw_text(screen, y, x, width, role, text);
	return true;
}

void draw_field(struct screen *screen, int y, int x, int width, enum align align, enum role role,
	const char *text)
{
	int columns = (int)text_width(text);
	int indent = 0;

	width = room(screen, y, x, width);
	if (width == 0)
		return;
	set_role(screen, role);
	mvwhline(screen->window, y, x, ' ', width);
	if (align == ALIGN_RIGHT && columns < width)
		indent = width - columns;
	draw_text(screen, y, x + indent, width - indent, role, text);
}

void draw_paint(struct screen *screen, int y, int x, int count, enum role role)
{
	const struct theme *theme = &screen->app->theme;

	count = room(screen, y, x, count);
	if (count > 0)
		mvwchgat(screen->window, y, x, count, theme->attributes[role], theme->pairs[role],
			NULL);
}

void draw_frame(struct screen *screen, const char *title, const char *note)
{
	int width = getmaxx(screen->window);
	int end = 1;

	/* ncurses writes beyond a window that has no room for both borders. */
	if (width < 2 || getmaxy(screen->window) < 2)
		return;
	set_role(screen, ROLE_FRAME);
	if (screen->app->charset == TEXT_UTF8)
		box(screen->window, 0, 0);
	else
		wborder(screen->window, '|', '|', '-', '-', '+', '+', '+', '+');
	if (title[0] && width > 4) {
		end = draw_text(screen, 0, 1, 1, ROLE_TITLE, " ");
		end = draw_text(screen, 0, end, width - 4, ROLE_TITLE, title);
		end = draw_text(screen, 0, end, width - 1 - end, ROLE_TITLE, " ");
	}
	if (!note[0] || (int)text_width(note) + 4 + end >= width)
		return;
	end = draw_text(screen, 0, width - 4 - (int)text_width(note), 1, ROLE_TITLE, " ");
	end = draw_text(screen, 0, end, width, ROLE_TITLE, note);
	draw_text(screen, 0, end, 1, ROLE_TITLE, " ");
}

/* The key that is told of. */
static int first_key(const struct screen *screen, const struct action *action)
{
	return keymap_keys(&screen->app->keymap, action)[0];
}

/* The columns that an action's hint takes, with the blanks behind it. */
static int hint_width(const struct screen *screen, const struct action *action)
{
	char name[KEY_NAME_MAX];

	return (int)(text_width(key_text(first_key(screen, action), name)) + 1 +
		text_width(_(action->label)) + 2);
}

/* Whether the screen's last line may tell of that action. */
static bool has_hint(const struct screen *screen, const struct action *action)
{
	return action->hint > 0 && first_key(screen, action) != KEY_NONE &&
		(action->screens & SCREEN_BIT(screen->class->id)) &&
		!(screen->app->settings.readonly && action_sends(action)) &&
		(!screen->class->offers || screen->class->offers(screen, action));
}

/* The largest hint number up to which all hints fit. */
static unsigned fitting_hint(const struct screen *screen, int width)
{
	for (unsigned hint = 1; hint <= UINT8_MAX; hint++) {
		for (size_t i = 0; i < action_count; i++)
			if (action_rows[i].hint == hint && has_hint(screen, &action_rows[i]))
				width -= hint_width(screen, &action_rows[i]);
		/* The blanks behind the last one may be cut. */
		if (width < -2)
			return hint - 1;
	}
	return UINT8_MAX;
}

void draw_hints(struct screen *screen, int y, int x, int width)
{
	char name[KEY_NAME_MAX];
	int end = x + room(screen, y, x, width);
	unsigned limit = fitting_hint(screen, end - x);
	int start;

	for (size_t i = 0; i < action_count; i++) {
		if (action_rows[i].hint > limit || !has_hint(screen, &action_rows[i]))
			continue;
		start = x;
		x = draw_text(screen, y, x, end - x, ROLE_KEY,
			key_text(first_key(screen, &action_rows[i]), name));
		x = draw_text(screen, y, x, end - x, ROLE_HINT, " ");
		x = draw_text(screen, y, x, end - x, ROLE_HINT, _(action_rows[i].label));
		if (screen->hint_count < SCREEN_HINTS)
			screen->hints[screen->hint_count++] =
				(struct hint_spot){&action_rows[i], y, start, x};
		x += 2;
	}
}

static void draw_notice_or_hints(struct screen *screen, int y, int x, int width)
{
	if (screen->app->notice[0])
		draw_field(screen, y, x, width, ALIGN_LEFT, ROLE_NOTICE, screen->app->notice);
	else
		draw_hints(screen, y, x, width);
}

void draw_last_line(struct screen *screen)
{
	draw_notice_or_hints(screen, getmaxy(screen->window) - 1, 1, getmaxx(screen->window) - 1);
}

void draw_box_line(struct screen *screen)
{
	int y = getmaxy(screen->window) - 2;
	int width = getmaxx(screen->window) - 4;

	if (y < 1 || width < 1)
		return;
	draw_field(screen, y, 2, width, ALIGN_LEFT, ROLE_TEXT, "");
	draw_notice_or_hints(screen, y, 2, width);
}
