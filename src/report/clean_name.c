/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/clean_name.h"

#include <string.h>

#include "base/text.h"

char *clean_name(const char *name, char *buf, size_t size)
{
	text_clean(name, strlen(name), text_charset_of_locale(), buf, size);
	return buf;
}
