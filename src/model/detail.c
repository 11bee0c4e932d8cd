/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/detail.h"

#include <stdlib.h>

#include "base/cleanup.h"
#include "base/vec.h"

static int compare_with_detail(const void *id, const void *detail)
{
	return process_id_compare(*(const struct process_id *)id,
		((const struct detail *)detail)->id);
}

static int compare_details(const void *left, const void *right)
{
	return process_id_compare(((const struct detail *)left)->id,
		((const struct detail *)right)->id);
}

struct detail_set *detail_set_new(const struct process_id *ids, size_t count)
{
	struct detail_set *set = calloc(1, sizeof(*set));

	if (!set)
		return NULL;
	set->items = calloc(count + 1, sizeof(*set->items));
	if (!set->items) {
		free(set);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		set->items[i].id = ids[i];
	qsort(set->items, count, sizeof(*set->items), compare_details);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare_details(&set->items[i], &set->items[set->count - 1]) != 0)
			set->items[set->count++] = set->items[i];
	return set;
}

const struct detail *detail_set_find(const struct detail_set *set, struct process_id id)
{
	if (!set)
		return NULL;
	return vec_find(&id, set->items, set->count, sizeof(*set->items), compare_with_detail);
}

struct detail detail_take(struct detail *detail)
{
	struct detail taken = *detail;

	detail->command = NULL;
	detail->cgroup = NULL;
	detail->login = NULL;
	return taken;
}

void detail_done(struct detail *detail)
{
	free(TAKE(detail->command));
	free(TAKE(detail->cgroup));
	free(TAKE(detail->login));
}

void detail_set_free(struct detail_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++)
		detail_done(&set->items[i]);
	free(set->items);
	free(set);
}
