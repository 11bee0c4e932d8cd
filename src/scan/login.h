/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logins, from systemd's login manager where it runs and from utmp where that is kept. */
#ifndef SCAN_LOGIN_H
#define SCAN_LOGIN_H

#include "model/login.h"
#include "model/process.h"

/*
 * Who sits where the process of that stat line belongs: by its session of the login manager, and by
 * its terminal ("pts/0", below /dev; NULL: it has none). A line of utmp counts if the process it
 * was written for lives and is of the session, or has given it its terminal. Reads files, and may
 * be called by one thread at a time.
 */
void login_find(const struct process_stat *stat, const char *tty_name, struct login *ret_login);

#endif
