/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/vec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	VEC_FIRST_CAPACITY = 16,
};

int vec_reserve(void *items, size_t *capacity, size_t need, size_t item_size)
{
	size_t grown = *capacity ? *capacity : VEC_FIRST_CAPACITY;
	size_t bytes;
	void *array;

	if (need <= *capacity)
		return 0;

	while (grown < need)
		if (__builtin_mul_overflow(grown, (size_t)2, &grown))
			grown = need;
	if (__builtin_mul_overflow(grown, item_size, &bytes))
		return -ENOMEM;

	/* The owner's pointer has a type that is not known here: only its bytes may be touched. */
	memcpy(&array, items, sizeof(array));
	array = realloc(array, bytes);
	if (!array)
		return -ENOMEM;
	memcpy(items, &array, sizeof(array));
	*capacity = grown;
	return 0;
}

size_t vec_place(const void *key, const void *items, size_t count, size_t item_size,
	int (*compare)(const void *key, const void *item))
{
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(key, (const char *)items + middle * item_size) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void *vec_find(const void *key, const void *items, size_t count, size_t item_size,
	int (*compare)(const void *key, const void *item))
{
	size_t place = vec_place(key, items, count, item_size, compare);
	char *item;

	if (place == count)
		return NULL;
	item = (char *)items + place * item_size;
	return compare(key, item) == 0 ? item : NULL;
}

void *vec_insert(void *items, size_t *capacity, size_t *count, size_t item_size, size_t place)
{
	char *array;
	char *item;

	if (vec_reserve(items, capacity, *count + 1, item_size) < 0)
		return NULL;
	memcpy(&array, items, sizeof(array));
	item = array + place * item_size;
	memmove(item + item_size, item, (*count - place) * item_size);
	(*count)++;
	return item;
}

void vec_remove(void *array, size_t *count, size_t item_size, size_t place)
{
	char *item = (char *)array + place * item_size;

	(*count)--;
	memmove(item, item + item_size, (*count - place) * item_size);
}
