/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system's log, written so that one that nobody reads holds nobody up as syslog(3) would. */
#ifndef HISTORY_SYSTEM_LOG_H
#define HISTORY_SYSTEM_LOG_H

/* Writes one line of clean text to the log of authorisations, and waits a moment at most: 0;
 * -EAGAIN when the log takes nothing; -errno when there is no log. */
int system_log_write(const char *text);

#endif
