/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a running program costs. */
#ifndef TESTS_BENCH_COST_H
#define TESTS_BENCH_COST_H

#include <stddef.h>
#include <sys/types.h>

/* Processor time so far, in milliseconds. */
double cost_cpu(pid_t pid);

/* Resident memory, in MiB. */
double cost_resident(pid_t pid);

/* Open descriptors. */
size_t cost_descriptors(pid_t pid);

#endif
