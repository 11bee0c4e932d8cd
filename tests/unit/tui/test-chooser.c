/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A cursor in rows of which a window shows a part. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/widgets/chooser.h"

/* Rows 4 and 5 are a blank line and a heading. */
static bool can_stand(const struct screen *screen, size_t row)
{
	(void)screen;
	return row != 4 && row != 5;
}

static struct effect take(struct screen *screen)
{
	(void)screen;
	return effect_pop;
}

static const struct chooser_class plain_class = {.take = take};
static const struct chooser_class parted_class = {.can_stand = can_stand, .take = take};

/* One that no app knows. */
static struct chooser chooser_with(const struct chooser_class *class, size_t count)
{
	return (struct chooser){.screen = {.class = &class->screen}, .scroll = {.count = count}};
}

static void assert_at(const struct chooser *chooser, size_t chosen, size_t top)
{
	assert_int_equal(chooser->chosen, chosen);
	assert_int_equal(chooser->scroll.top, top);
}

static void moves_and_scrolls_along(void **state)
{
	struct chooser chooser = chooser_with(&plain_class, 10);

	(void)state;
	chooser_place(&chooser, 1, 4);
	chooser_go(&chooser.screen, MOVE_UP);
	assert_at(&chooser, 0, 0);
	chooser_go(&chooser.screen, MOVE_PAGE_DOWN);
	assert_at(&chooser, 4, 1);
	chooser_go(&chooser.screen, MOVE_END);
	assert_at(&chooser, 9, 6);
	chooser_go(&chooser.screen, MOVE_DOWN);
	assert_at(&chooser, 9, 6);
	chooser_go(&chooser.screen, MOVE_UP);
	assert_at(&chooser, 8, 6);
	chooser_go(&chooser.screen, MOVE_PAGE_UP);
	assert_at(&chooser, 4, 4);
	chooser_go(&chooser.screen, MOVE_HOME);
	assert_at(&chooser, 0, 0);
	chooser_stand_on(&chooser, 99);
	assert_at(&chooser, 9, 6);
}

static void keeps_the_cursor_in_sight(void **state)
{
	struct chooser chooser = chooser_with(&plain_class, 10);

	(void)state;
	chooser.chosen = 8;
	chooser_place(&chooser, 0, 4);
	assert_at(&chooser, 8, 5);
	chooser_place(&chooser, 0, 1);
	assert_at(&chooser, 8, 8);
	/* No line stays free below the last row. */
	chooser_place(&chooser, 0, 7);
	assert_at(&chooser, 8, 3);
	chooser_place(&chooser, 0, 20);
	assert_at(&chooser, 8, 0);
	chooser_place(&chooser, 0, -3);
	assert_at(&chooser, 8, 8);
}

static void leaps_over_what_is_no_choice(void **state)
{
	struct chooser chooser = chooser_with(&parted_class, 8);

	(void)state;
	chooser_place(&chooser, 1, 8);
	chooser_stand_on(&chooser, 3);
	chooser_go(&chooser.screen, MOVE_DOWN);
	assert_at(&chooser, 6, 0);
	chooser_go(&chooser.screen, MOVE_UP);
	assert_at(&chooser, 3, 0);
	assert_int_equal(chooser_click(&chooser.screen, 1 + 5, 0, false).kind, EFFECT_NONE);
	assert_int_equal(chooser_click(&chooser.screen, 1 + 5, 0, true).kind, EFFECT_NONE);
	assert_at(&chooser, 3, 0);
}

static void is_clicked(void **state)
{
	struct chooser chooser = chooser_with(&plain_class, 10);

	(void)state;
	chooser_place(&chooser, 2, 4);
	chooser_go(&chooser.screen, MOVE_END);
	assert_int_equal(chooser_click(&chooser.screen, 1, 0, false).kind, EFFECT_NONE);
	assert_int_equal(chooser_click(&chooser.screen, 6, 0, false).kind, EFFECT_NONE);
	assert_at(&chooser, 9, 6);
	assert_int_equal(chooser_click(&chooser.screen, 3, 0, false).kind, EFFECT_REDRAW);
	assert_at(&chooser, 7, 6);
	assert_int_equal(chooser_click(&chooser.screen, 3, 0, true).kind, EFFECT_POP);
	/* The row that is clicked is taken, wherever the cursor has gone between the clicks. */
	chooser_go(&chooser.screen, MOVE_DOWN);
	assert_int_equal(chooser_click(&chooser.screen, 3, 0, true).kind, EFFECT_POP);
	assert_at(&chooser, 7, 6);
	/* Lines below the last row are none. */
	chooser_place(&chooser, 2, 15);
	assert_int_equal(chooser_click(&chooser.screen, 13, 0, false).kind, EFFECT_NONE);
}

static void stands_nowhere_without_rows(void **state)
{
	struct chooser chooser = chooser_with(&plain_class, 0);

	(void)state;
	chooser_place(&chooser, 0, 4);
	chooser_go(&chooser.screen, MOVE_DOWN);
	chooser_go(&chooser.screen, MOVE_END);
	assert_int_equal(chooser_click(&chooser.screen, 0, 0, true).kind, EFFECT_NONE);
	assert_at(&chooser, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_and_scrolls_along),
		cmocka_unit_test(keeps_the_cursor_in_sight),
		cmocka_unit_test(leaps_over_what_is_no_choice),
		cmocka_unit_test(is_clicked),
		cmocka_unit_test(stands_nowhere_without_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
