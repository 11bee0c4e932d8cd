/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who sits at a terminal, as those who let users in have written it down. */
#ifndef MODEL_LOGIN_H
#define MODEL_LOGIN_H

#include <stdint.h>

/* What is not known is "" or -1. Texts are raw bytes. */
struct login {
	char user[64]; /* who logged in: not who the processes run as after su */
	char from[256]; /* the other machine */
	int64_t since; /* seconds since the epoch */
	int64_t idle; /* seconds since anything was typed or read at the terminal */
};

#endif
