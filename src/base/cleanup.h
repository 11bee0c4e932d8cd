/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cleanup at the end of a scope, so that an early return leaks nothing. */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* CLEANUP(f) before a variable: f(&variable) runs when its scope ends. */
#define CLEANUP(function) __attribute__((cleanup(function)))
#define CLEANUP_FREE      CLEANUP(cleanup_free)
#define CLEANUP_CLOSE     CLEANUP(cleanup_close)
#define CLEANUP_FCLOSE    CLEANUP(cleanup_fclose)

static inline void cleanup_free(void *pointer)
{
	free(*(void **)pointer);
}

static inline void cleanup_close(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_fclose(FILE **stream)
{
	if (*stream)
		fclose(*stream);
}

static inline void cleanup_closedir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

/* Gives the descriptor away: the caller owns it, *fd becomes -1. */
static inline int take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

/* Gives the pointer away: the caller owns it, the variable becomes NULL. */
#define TAKE(pointer) \
	({ \
		__typeof__(pointer) take_taken_ = (pointer); \
		(pointer) = NULL; \
		take_taken_; \
	})

#endif
