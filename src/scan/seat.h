/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which pseudo-terminal a session has. Every container has a devpts of its own that counts from 0,
 * so that their numbers, which are all that /proc/PID/stat tells, are not terminals: device and
 * inode are.
 */
#ifndef SCAN_SEAT_H
#define SCAN_SEAT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	SEAT_MAJOR = 136, /* of pseudo-terminals */
};

/* The two halves of a device number as /proc/PID/stat has it. */
unsigned seat_major(uint32_t number);
unsigned seat_minor(uint32_t number);

/*
 * Whether the pseudo-terminal of that device number at which process pid of session sid (0:
 * unknown) is, is the one that /dev/pts has by that number. False in doubt. Asks the descriptors of
 * the session's leader; of whom these may not be seen, whose the terminal is.
 */
bool seat_is_here(pid_t pid, pid_t sid, uint32_t number);

#endif
