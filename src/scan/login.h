/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logins, from systemd's login manager where it runs and from utmp where that is kept. */
#ifndef SCAN_LOGIN_H
#define SCAN_LOGIN_H

#include <sys/types.h>

#include "model/login.h"

/*
 * Who sits where the process belongs: by its session of the login manager, and by its terminal
 * ("pts/0", below /dev; NULL: it has none). Reads files, and may be called by one thread at a time.
 */
void login_find(pid_t pid, const char *tty_name, struct login *ret_login);

#endif
