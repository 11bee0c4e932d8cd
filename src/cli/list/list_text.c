/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/list/list_text.h"

#include "base/text.h"
#include "cli/common/table.h"

enum {
	GROWTH = 3, /* an unfit byte becomes the three of U+FFFD */
	CELL_MAX = DETAIL_COMMAND_MAX * GROWTH + COLUMN_CELL_MAX,
};

struct cells {
	const struct list_text *text;
	struct column_context context;
};

static void put_cell(void *context, size_t row, size_t column, size_t room, char *buf)
{
	struct cells *cells = context;
	enum column_id id = cells->text->ids[column];

	cells->context.command_columns = room;
	column_format(id, &cells->context, &cells->text->listing->rows[row], buf,
		id == COLUMN_COMMAND ? CELL_MAX : COLUMN_CELL_MAX);
}

int list_text_print(const struct list_text *text, FILE *out)
{
	struct cells cells = {
		.text = text,
		.context = {.charset = text_charset_of_locale(), .details = text->details},
	};
	struct table_column columns[COLUMN_COUNT];
	const struct table table = {
		.columns = columns,
		.column_count = text->id_count,
		.row_count = text->listing->count,
		.headings = text->headings,
		.limit = table_terminal_width(out),
		.cell_max = CELL_MAX,
		.context = &cells,
		.cell = put_cell,
	};

	for (size_t i = 0; i < text->id_count; i++)
		columns[i] = (struct table_column){column_row(text->ids[i])->heading,
			column_row(text->ids[i])->right};
	return table_print(&table, out);
}
