/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/step.h"

#include <fcntl.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/descriptors.h"
#include "kill/newborn.h"

/* As many as front ends poll, and some to spare. */
#define STEP_PIDFDS_MAX 900

int step_init(struct step *ret_step, const struct targets *targets,
	const struct plan_options *options)
{
	struct step step = {.options = *options};
	int r = targets_plan(targets, options, &step.plan);

	if (r == 0)
		r = delivery_new(step.plan, &step.delivery);
	if (r == 0)
		r = newborn_prepare(step.delivery);
	if (r == 0)
		*ret_step = step;
	else
		step_done(&step);
	return r;
}

void step_done(struct step *step)
{
	watch_free(step->watch);
	delivery_free(step->delivery);
	plan_free(step->plan);
	*step = (struct step){.plan = NULL};
}

int step_send(struct step *step, const struct kernel *kernel, bool include_protected,
	size_t max_pidfds)
{
	int r;

	deliver(step->delivery, kernel, include_protected);
	newborn_begin(step->delivery, kernel);
	r = watch_new(step->delivery, kernel, max_pidfds, &step->watch);
	return r == 0 ? watch_take_newborn(step->watch) : r;
}

void step_look_for_newborn(struct step *step, const struct kernel *kernel)
{
	newborn_look(step->delivery, kernel);
	/* Without memory they are watched from a later look on. */
	if (step->watch)
		(void)watch_take_newborn(step->watch);
}

/* The lowest number that is free: about as many are in use. */
static size_t count_descriptors(void)
{
	CLEANUP_CLOSE int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	return fd < 0 ? SIZE_MAX : (size_t)fd;
}

size_t step_pidfds(const struct step *step)
{
	size_t wanted = STEP_PIDFDS_MAX - delivery_count_held(step->delivery);
	size_t used = count_descriptors();
	size_t most = descriptors_limit() / 4 * 3;

	if (used >= most)
		return 0;
	return most - used < wanted ? most - used : wanted;
}

uint32_t step_open_targets(const struct step *step)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < step->plan->target_count; i++)
		count += plan_target_is_open(&step->plan->targets[i]);
	return count;
}

bool step_find(const struct step *step, uint32_t number, struct step_target *ret_target)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		if (step->plan->targets[i].number != number)
			continue;
		*ret_target = (struct step_target){step, i};
		return true;
	}
	return false;
}
