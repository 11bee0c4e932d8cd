/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that is scrolled: its lines, their pieces, and how many there are. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <limits.h>
#include <locale.h>

#include "base/text.h"
#include "tui/widgets/text_view.h"

/* The lines as they were written, each with | behind it; pieces stand where they begin. */
static const char *written(const struct text_view *view)
{
	static char shown[1024];
	size_t line = 0;
	size_t start = 0;

	shown[0] = '\0';
	for (size_t i = 0; i < view->part_count; i++) {
		const struct text_part *part = &view->parts[i];
		size_t end = strlen(shown);

		for (; line < part->line; line++, end++, start = end)
			shown[end] = '|';
		while (text_width(shown + start) < (size_t)part->x && end + 1 < sizeof(shown))
			shown[end++] = ' ', shown[end] = '\0';
		snprintf(shown + end, sizeof(shown) - end, "%s", view->bytes + part->start);
	}
	snprintf(shown + strlen(shown), sizeof(shown) - strlen(shown), "|");
	return shown;
}

static void wraps_at_spaces(void **state)
{
	struct text_view view = {.width = 0};

	(void)state;
	text_view_begin(&view, 10);
	text_view_wrap(&view, ROLE_TEXT, "one two three four");
	assert_string_equal(written(&view), "one two|three four|");
	text_view_begin(&view, 4);
	text_view_wrap(&view, ROLE_TEXT, "abcdefghi 日日日");
	assert_string_equal(written(&view), "abcd|efgh|i|日日|日|");
	assert_int_equal(view.scroll.count, 5);
	text_view_begin(&view, -2);
	text_view_wrap(&view, ROLE_TEXT, "日b");
	assert_string_equal(written(&view), "日|b|");
	text_view_begin(&view, 10);
	text_view_wrap(&view, ROLE_TEXT, "");
	assert_int_equal(view.scroll.count, 0);
	text_view_done(&view);
}

static void stands_behind_a_label(void **state)
{
	struct text_view view = {.width = 0};

	(void)state;
	text_view_begin(&view, 30);
	text_view_wrap_behind(&view, ROLE_TEXT, " users", 8, "deploy (3), build (12), root (4)");
	assert_string_equal(written(&view), " users  deploy (3), build|        (12), root (4)|");
	/* Where little room is left, lines are longer than the window. */
	text_view_begin(&view, 12);
	text_view_wrap_behind(&view, ROLE_TEXT, "a", 8, "one two three four five");
	assert_string_equal(written(&view), "a       one two three four|        five|");
	text_view_done(&view);
}

static void has_pieces(void **state)
{
	struct text_view view = {.width = 0};

	(void)state;
	text_view_begin(&view, 40);
	text_view_row(&view, ROLE_TEXT);
	text_view_put(&view, 4, "ab");
	text_view_put_right(&view, 4, "12");
	text_view_put_right(&view, 1, "345");
	text_view_put_field(&view, ROLE_KEY, 6, "é");
	text_view_put(&view, 0, "end");
	text_view_line(&view, ROLE_DIM, "");
	text_view_line(&view, ROLE_DIM, "last");
	assert_string_equal(written(&view), "ab    12345é     end||last|");
	assert_int_equal(view.part_count, 5);
	assert_int_equal(view.parts[0].role, ROLE_TEXT);
	assert_int_equal(view.parts[1].role, ROLE_KEY);
	assert_int_equal(view.parts[1].x, 11);
	/* One column less, so that what follows keeps its distance. */
	assert_int_equal(view.parts[1].width, 5);
	assert_int_equal(view.parts[2].role, ROLE_TEXT);
	assert_int_equal(view.parts[2].width, INT_MAX);
	text_view_paint(&view, ROLE_STRUCK);
	for (size_t i = 0; i < view.part_count; i++)
		assert_int_equal(view.parts[i].role, ROLE_STRUCK);
	text_view_done(&view);
	assert_int_equal(view.part_count, 0);
}

static void measures_its_box(void **state)
{
	struct text_view view = {.width = 0};
	struct rect rect;

	(void)state;
	text_view_begin_box(&view, 76, 80);
	assert_int_equal(view.width, 72);
	for (int i = 0; i < 5; i++)
		text_view_line(&view, ROLE_TEXT, "line");
	rect = text_view_box(&view, 3, 24, 80);
	assert_int_equal(rect.height, 8);
	assert_int_equal(rect.width, 76);
	assert_int_equal(rect.y, 8);
	assert_int_equal(rect.x, 2);
	rect = text_view_box(&view, 3, 6, 80);
	assert_int_equal(rect.height, 6);
	text_view_begin_box(&view, 76, 20);
	assert_int_equal(view.width, 16);
	assert_int_equal(text_view_box(&view, 3, 24, 20).width, 20);
	text_view_done(&view);
}

static void knows_whether_all_was_seen(void **state)
{
	struct text_view view = {.width = 0};

	(void)state;
	text_view_begin(&view, 10);
	for (int i = 0; i < 5; i++)
		text_view_line(&view, ROLE_TEXT, "line");
	scroll_set_height(&view.scroll, 3);
	assert_false(text_view_is_at_end(&view));
	scroll_go(&view.scroll, MOVE_END);
	assert_int_equal(view.scroll.top, 2);
	assert_true(text_view_is_at_end(&view));
	/* Nobody has read what there was no memory for. */
	view.error = -1;
	assert_false(text_view_is_at_end(&view));
	text_view_line(&view, ROLE_TEXT, "lost");
	assert_int_equal(view.part_count, 5);
	/* Shorter by now, it is still in the window. */
	text_view_begin(&view, 10);
	text_view_line(&view, ROLE_TEXT, "line");
	scroll_set_height(&view.scroll, 3);
	assert_int_equal(view.scroll.top, 0);
	assert_true(text_view_is_at_end(&view));
	text_view_done(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wraps_at_spaces),
		cmocka_unit_test(stands_behind_a_label),
		cmocka_unit_test(has_pieces),
		cmocka_unit_test(measures_its_box),
		cmocka_unit_test(knows_whether_all_was_seen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
