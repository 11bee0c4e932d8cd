/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be wrong with the history, beside what errno and enum own_file_fault can say. */
#ifndef HISTORY_HISTORY_FAULT_H
#define HISTORY_HISTORY_FAULT_H

enum history_fault {
	HISTORY_NO_HOME = -10000, /* neither of the two variables holds an absolute path */
	HISTORY_LOG_STUCK, /* root, and nobody reads the system's log */
};

#endif
