/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many files may be open at once. */
#ifndef BASE_DESCRIPTORS_H
#define BASE_DESCRIPTORS_H

#include <stddef.h>

/*
 * Raises the soft limit as far as the hard one allows and posse can use. What is started afterwards
 * inherits that, and might not expect it (select(2)): so this is for those who start nobody.
 */
void descriptors_raise(void);

/* How many there may be; 0 where that is not known. */
size_t descriptors_limit(void);

#endif
