/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many idle processes for the figures, and how the programs that measure start others. */
#ifndef TESTS_BENCH_LOAD_H
#define TESTS_BENCH_LOAD_H

#include <stddef.h>
#include <sys/types.h>

struct load {
	pid_t controller;
	int commands; /* closing it ends them all */
};

/* Starts them through the group helper at that path, and waits until all are there. */
struct load load_start(const char *path, size_t processes, size_t groups);

/* Ends them, and waits for the end. */
void load_end(struct load *load);

/* Starts a program with these as its standard input and output; returns its PID. */
pid_t bench_spawn(char *const argv[], int input, int output);

/* Waits for its end; returns its wait status. */
int bench_await(pid_t pid);

/* Milliseconds of CLOCK_MONOTONIC. */
double bench_now(void);

/* The order of two doubles, for qsort. */
int bench_compare(const void *left, const void *right);

/* Says what failed, and ends the program with 1. */
_Noreturn void bench_give_up(const char *what, int error);

#endif
