/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a file below somebody's home cannot be used, in the reader's language. */
#ifndef REPORT_SENTENCE_FILE_H
#define REPORT_SENTENCE_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Part of a sentence, without a stop. fault: -errno, or enum own_file_fault; owner: the UID whose
 * the file or its directory is (own_file_has_owner), -1: the user's. Returns buf. */
char *sentence_file_reason(int fault, int64_t owner, char *buf, size_t size);

#endif
