/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growable arrays: a pointer and a capacity that the owner keeps beside its own count. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

/*
 * Makes room for at least need items of item_size bytes. items is the address of the array's
 * pointer (which may hold NULL, with *capacity 0). Capacity doubles, so that adding one by one is
 * linear. Returns 0, or -ENOMEM (also when the size would overflow) with the array untouched.
 */
int vec_reserve(void *items, size_t *capacity, size_t need, size_t item_size);

/*
 * Where key belongs among count items of item_size bytes that are in order: the position of the
 * first that is not below it, or count. compare as for bsearch(3).
 */
size_t vec_place(const void *key, const void *items, size_t count, size_t item_size,
	int (*compare)(const void *key, const void *item));

/* The item among them that compares equal to key, the first of these; NULL: there is none. */
void *vec_find(const void *key, const void *items, size_t count, size_t item_size,
	int (*compare)(const void *key, const void *item));

/*
 * Makes room for one item more at place, before which and behind which all stay in their order, and
 * counts it. items and capacity as for vec_reserve. Returns the item, which is to be filled, or
 * NULL when memory is out.
 */
void *vec_insert(void *items, size_t *capacity, size_t *count, size_t item_size, size_t place);

/* Takes the item at place out; array is the first item. */
void vec_remove(void *array, size_t *count, size_t item_size, size_t place);

#endif
