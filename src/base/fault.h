/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which signals a program gets by a fault of its own. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <signal.h>

/* The elements of an array of signal numbers. A thread that blocks one of them is killed without
 * a handler. */
#define FAULT_SIGNALS SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS

#endif
