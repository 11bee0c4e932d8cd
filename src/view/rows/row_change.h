/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What has become of a row since an older snapshot. */
#ifndef VIEW_ROWS_ROW_CHANGE_H
#define VIEW_ROWS_ROW_CHANGE_H

#include "view/rows/row.h"

enum row_change {
	ROW_CHANGE_NONE,
	ROW_CHANGE_BORN, /* the older snapshot did not have it */
	ROW_CHANGE_STOPPED, /* now all that live in it are stopped */
	ROW_CHANGE_DEAD, /* only zombies are left of it now */
	ROW_CHANGE_ENDED,
};

/* What is new about the row since before; ROW_CHANGE_NONE where before is NULL. */
enum row_change row_change_of(const struct row *row, const struct snapshot *before);

#endif
