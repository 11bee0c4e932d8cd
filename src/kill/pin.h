/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A target held so that it cannot become another: by a pidfd of the group's leader, opened and then
 * checked, or, where that cannot be, by witnesses: processes that were members when the target was
 * chosen, one of which must still be in the group when it is signalled.
 */
#ifndef KILL_PIN_H
#define KILL_PIN_H

#include "kill/kernel.h"
#include "model/snapshot.h"

enum pin_guarantee {
	PIN_EXACT, /* the call cannot reach any other group */
	PIN_VERIFIED, /* identity checked again just before the call */
};

struct pin {
	struct group_id id;
	enum pin_guarantee guarantee;
	int pidfd; /* of the leader; -1 unless exact */
	struct pid_mark mark; /* of before the witnesses were seen */
	uint64_t key; /* the group's lineage; 0: there was no snapshot */
	struct process_id holder; /* who had the PGID as PID when pinned; pid 0: nobody */
	struct process_id *witnesses; /* the members when pinned, leader first; owned */
	size_t witness_count;
};

/*
 * A descriptor of exactly that process: it is checked once it is open, because the number may be
 * another's by now. ret_stat (NULL: not wanted) gets what the check read. Returns it, -ESRCH (the
 * process has ended) or -errno of the opening or the check.
 */
int pin_open_process(const struct kernel *kernel, struct process_id id,
	struct process_stat *ret_stat);

/*
 * Pins a group of the snapshot. Returns 0, -ESRCH (it has ended), -ESTALE (its number is another
 * group's by now), -EINVAL (PGID <= 0) or -ENOMEM. Where no descriptor can be had or spared the
 * pin is a verified one. Done with pin_done.
 */
int pin_init(struct pin *ret_pin, const struct kernel *kernel, const struct snapshot *snapshot,
	const struct group *group);

/*
 * Pins the group that a child of the caller leads, without a snapshot. For as long as the caller
 * has not reaped the child, the number can become no other group's, and a verified pin is as good
 * as an exact one. Returns 0, -ESRCH (no such process), -ESTALE (it leads no group), -EINVAL, or
 * -errno of the look or of the allocation. Done with pin_done.
 */
int pin_init_child(struct pin *ret_pin, const struct kernel *kernel, pid_t pid);

/* Closes and frees what the pin holds; a zeroed pin with pidfd -1 is fine. */
void pin_done(struct pin *pin, const struct kernel *kernel);

/*
 * Is the group still the one that was pinned? 0, -ESRCH (ended) or -ESTALE (changed). An exact pin
 * needs no witness; a verified one does, or that the kernel cannot have handed the number out since
 * the last of them was seen; and nobody may have come to the number.
 */
int pin_verify(const struct pin *pin, const struct kernel *kernel);

/*
 * Whether that group of a newer snapshot of the same series is the one that was pinned; witnessed:
 * somebody is in it who is known to have been a member. Returns 0, -ESTALE (nothing proves it), or
 * -ESRCH where the descriptor says that the group has ended by now.
 */
int pin_recognize(const struct pin *pin, const struct kernel *kernel,
	const struct snapshot *snapshot, const struct group *group, bool witnessed);

/*
 * Lets the members that the group has in a newer snapshot bear witness instead of those from when
 * it was pinned: in a group that lives on by forking, the old ones end. Returns 0, -ENOMEM, or as
 * pin_recognize; the pin is as it was then.
 */
int pin_renew(struct pin *pin, const struct kernel *kernel, const struct snapshot *snapshot,
	const struct group *group);

/* Verifies, then makes the one group call: 0 or -errno as above or from the call itself. */
int pin_send(const struct pin *pin, const struct kernel *kernel, int signal);

#endif
