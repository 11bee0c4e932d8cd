/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/cleanup.h"
#include "base/vec.h"

static void test_keeps_what_it_holds(void **state)
{
	CLEANUP_FREE int *items = NULL;
	size_t capacity = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		assert_int_equal(vec_reserve(&items, &capacity, (size_t)i + 1, sizeof(*items)), 0);
		assert_true(capacity > (size_t)i);
		items[i] = i;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(items[i], i);
}

static void test_grows_by_doubling(void **state)
{
	CLEANUP_FREE char *items = NULL;
	size_t capacity = 0;
	size_t moves = 0;

	(void)state;
	for (size_t i = 1; i <= 100000; i++) {
		size_t before = capacity;

		assert_int_equal(vec_reserve(&items, &capacity, i, 1), 0);
		moves += capacity != before;
	}
	assert_true(moves < 20);
}

static void test_nothing_to_do(void **state)
{
	CLEANUP_FREE char *items = NULL;
	size_t capacity = 0;
	char *before;

	(void)state;
	assert_int_equal(vec_reserve(&items, &capacity, 0, 8), 0);
	assert_null(items);
	assert_int_equal(vec_reserve(&items, &capacity, 1000, 1), 0);
	before = items;
	assert_int_equal(vec_reserve(&items, &capacity, 1000, 1), 0);
	assert_ptr_equal(items, before);
}

static void test_too_large_leaves_it_alone(void **state)
{
	CLEANUP_FREE int *items = NULL;
	size_t capacity = 0;
	int *before;

	(void)state;
	assert_int_equal(vec_reserve(&items, &capacity, 3, sizeof(*items)), 0);
	items[2] = 42;
	before = items;
	assert_int_equal(vec_reserve(&items, &capacity, SIZE_MAX, sizeof(*items)), -ENOMEM);
	assert_int_equal(vec_reserve(&items, &capacity, SIZE_MAX / 4 + 1, sizeof(*items)), -ENOMEM);
	assert_ptr_equal(items, before);
	assert_int_equal(items[2], 42);
	assert_true(capacity >= 3 && capacity < 1000);
}

static int compare(const void *key, const void *item)
{
	return *(const int *)key - *(const int *)item;
}

static void test_place(void **state)
{
	static const int items[] = {10, 20, 20, 30};
	static const struct {
		int key;
		size_t place;
	} rows[] = {{5, 0}, {10, 0}, {11, 1}, {20, 1}, {25, 3}, {30, 3}, {31, 4}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(vec_place(&rows[i].key, items, 4, sizeof(items[0]), compare),
			rows[i].place);
	assert_int_equal(vec_place(&items[0], items, 0, sizeof(items[0]), compare), 0);
}

static void test_find(void **state)
{
	static const int items[] = {10, 20, 20, 30};
	const int twenty = 20;
	const int none[] = {5, 25, 31};

	(void)state;
	assert_ptr_equal(vec_find(&twenty, items, 4, sizeof(items[0]), compare), &items[1]);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_null(vec_find(&none[i], items, 4, sizeof(items[0]), compare));
	assert_null(vec_find(&twenty, NULL, 0, sizeof(items[0]), compare));
}

/* What is in order stays so, at both ends and between, beyond the first capacity. */
static void test_insert_and_remove(void **state)
{
	CLEANUP_FREE int *items = NULL;
	size_t capacity = 0;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		int key = i * 37 % 100;
		size_t place = vec_place(&key, items, count, sizeof(key), compare);
		int *item = vec_insert(&items, &capacity, &count, sizeof(key), place);

		assert_non_null(item);
		*item = key;
	}
	assert_int_equal(count, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(items[i], i);
	vec_remove(items, &count, sizeof(*items), 99);
	vec_remove(items, &count, sizeof(*items), 50);
	vec_remove(items, &count, sizeof(*items), 0);
	assert_int_equal(count, 97);
	for (int i = 0; i < 97; i++)
		assert_int_equal(items[i], i + 1 + (i >= 49));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keeps_what_it_holds),
		cmocka_unit_test(test_grows_by_doubling),
		cmocka_unit_test(test_nothing_to_do),
		cmocka_unit_test(test_too_large_leaves_it_alone),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_insert_and_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
