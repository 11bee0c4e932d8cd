/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen as a picture. */
#ifndef TESTS_SCREEN_SVG_H
#define TESTS_SCREEN_SVG_H

#include <stdio.h>

#include "canvas.h"

/* Writes what is on the screen, in its colours, as an SVG document. title: for those who cannot see
 * it; plain ASCII without markup. */
void svg_write(struct canvas *canvas, const char *title, FILE *file);

#endif
