/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/clean_name.h"

#include "base/text.h"

char *clean_name(const char *bytes, size_t len, char *buf, size_t size)
{
	text_clean(bytes, len, text_charset_of_locale(), buf, size);
	return buf;
}
