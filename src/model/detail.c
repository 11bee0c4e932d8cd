/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/detail.h"

#include <stdlib.h>

const struct detail *detail_set_find(const struct detail_set *set, struct process_id id)
{
	size_t low = 0;
	size_t high = set ? set->count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = process_id_compare(id, set->items[middle].id);

		if (order == 0)
			return &set->items[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct detail detail_take(struct detail *detail)
{
	struct detail taken = *detail;

	detail->command = NULL;
	detail->command_len = 0;
	detail->cgroup = NULL;
	detail->login = NULL;
	return taken;
}

void detail_set_free(struct detail_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++) {
		free(set->items[i].command);
		free(set->items[i].cgroup);
		free(set->items[i].login);
	}
	free(set->items);
	free(set);
}
