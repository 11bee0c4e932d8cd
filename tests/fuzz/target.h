/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A fuzz target: one function that takes any bytes and must neither crash nor break a rule that it
 * checks itself (abort). libFuzzer calls it (configure --enable-fuzzing, then `make fuzz`), and so
 * does replay.c with every file of the corpus, as an ordinary test.
 */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Its name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where a rule is broken. */
#define TARGET_CHECK(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

#endif
