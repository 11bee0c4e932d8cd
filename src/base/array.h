/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every array has. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

/* Elements of an array, which a pointer is not. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
