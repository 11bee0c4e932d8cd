/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What has become of a row since an older snapshot. */
#ifndef VIEW_NEWS_H
#define VIEW_NEWS_H

#include "view/row.h"

enum news {
	NEWS_NONE,
	NEWS_BORN, /* the older snapshot did not have it */
	NEWS_STOPPED, /* now all that live in it are stopped */
	NEWS_DEAD, /* only zombies are left of it now */
	NEWS_ENDED,
};

/* What is new about the row since before; NEWS_NONE where before is NULL. */
enum news news_of(const struct row *row, const struct snapshot *before);

#endif
