/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The threads that read /proc, so that the screen's thread never does: one scans at an interval,
 * one inspects chosen processes without waiting for the scan. Both leave what they found in a slot
 * and ring the same eventfd. All functions are for the one thread that owns the sampler.
 */
#ifndef SCAN_SAMPLER_H
#define SCAN_SAMPLER_H

#include <stdint.h>

#include "model/detail.h"
#include "model/snapshot.h"

struct sampler;

/*
 * Starts both threads, with all signals but those of base/fault.h blocked in them. The first scan
 * starts at once, the second 500 ms after the first is done (rates come early), later ones at the
 * interval (nanoseconds from one start to the next), or later when scanning takes long; see
 * scan/pace.h. Returns 0 or -errno.
 */
int sampler_new(uint64_t interval, struct sampler **ret_sampler);

/* Ends the threads, waits for them and frees all; NULL is fine. */
void sampler_free(struct sampler *sampler);

/* Readable when something is in a slot. The sampler owns the descriptor. */
int sampler_fd(const struct sampler *sampler);

/* Empties the eventfd; call before taking from the slots. */
void sampler_acknowledge(struct sampler *sampler);

/*
 * The newest snapshot not yet taken (the caller owns its share), or NULL with *ret_error 0 or, when
 * the last scan failed, its -errno.
 */
const struct snapshot *sampler_take(struct sampler *sampler, int *ret_error);

/*
 * Asks for details of these processes; a newer request replaces one that was not begun. serial
 * comes back with the answer. Returns 0 or -ENOMEM.
 */
int sampler_inspect(struct sampler *sampler, const struct process_id *ids, size_t count,
	unsigned want, uint64_t serial);

/*
 * The newest answer not yet taken, with the serial of its request (the caller owns it), or NULL. An
 * answer that could not be read has no items: all its processes are unknown.
 */
struct detail_set *sampler_take_details(struct sampler *sampler, uint64_t *ret_serial);

/* Scans now; the interval begins anew. */
void sampler_scan_now(struct sampler *sampler);

/* What snapshots have besides, of DETAIL_COMMAND and DETAIL_CGROUP; when it is more than before, a
 * scan is due. */
void sampler_want(struct sampler *sampler, unsigned want);

/* Changes the interval (nanoseconds), the wait under way included. */
void sampler_set_interval(struct sampler *sampler, uint64_t interval);

/* Whether the interval is stretched so that scans take no more than a tenth of one processor, as it
 * is at first. */
void sampler_set_limit(struct sampler *sampler, bool limit);

/* The interval in force, nanoseconds: as asked for, or stretched. */
uint64_t sampler_interval(struct sampler *sampler);

#endif
