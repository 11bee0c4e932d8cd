/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "canvas.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "../lib/memory/fake_kernel.h"
#include "../lib/memory/snapshot_fixture.h"
#include "base/clock.h"
#include "tui/actions.h"
#include "tui/frame/mouse.h"
#include "tui/list/list_screen.h"
#include "tui/tui.h"

#define LINE_BYTES 8192

static void *must(void *memory)
{
	assert_non_null(memory);
	return memory;
}

static void set_size(int lines, int columns)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", lines);
	setenv("LINES", text, 1);
	snprintf(text, sizeof(text), "%d", columns);
	setenv("COLUMNS", text, 1);
}

void canvas_open(struct canvas *canvas, const char *locale, int lines, int columns, bool colour)
{
	struct tui_options options;

	must(setlocale(LC_ALL, locale));
	setenv("TZ", "UTC", 1);
	setenv("TERM", "xterm-256color", 1);
	set_size(lines, columns);
	memset(canvas, 0, sizeof(*canvas));
	canvas->null = must(fopen("/dev/null", "r+"));
	canvas->curses = must(newterm("xterm-256color", canvas->null, canvas->null));
	assert_int_equal(LINES, lines);
	assert_int_equal(COLS, columns);
	tui_options_init(&options);
	fake_kernel_init(&canvas->fake);
	options.settings.colours = colour ? COLOURS_DEFAULT : COLOURS_MONO;
	app_init(&canvas->app, &canvas->fake.table, actions(), &options);
	app_settings_changed(&canvas->app);
}

void canvas_close(struct canvas *canvas)
{
	/* No delscreen: it would lose what the panel library holds for the terminal. */
	app_done(&canvas->app);
	endwin();
	fclose(canvas->null);
}

void canvas_push(struct canvas *canvas, struct screen *screen)
{
	app_start(&canvas->app, must(screen));
	app_draw(&canvas->app);
}

void canvas_open_list(struct canvas *canvas, const char *locale, int lines, int columns,
	bool colour)
{
	canvas_open(canvas, locale, lines, columns, colour);
	canvas_push(canvas, list_screen_new(&canvas->app));
}

void canvas_open_machine(struct canvas *canvas, const char *locale, int lines, int columns,
	bool colour)
{
	const struct snapshot *first = SNAPSHOT_OF(CANVAS_MACHINE(0));
	const struct snapshot *second = SNAPSHOT_AFTER(first, CANVAS_MACHINE(95));

	canvas_open_list(canvas, locale, lines, columns, colour);
	canvas_show(canvas, first);
	canvas_show(canvas, second);
	canvas_answer(canvas, app_top(&canvas->app),
		DETAILS_OF(second, {.pid = 1, .command = "/sbin/init splash"},
			{.pid = 1423, .command = "-bash"},
			{.pid = 2210, .command = "make -j16 all"},
			{.pid = 2290, .command = "vim notes.txt"},
			{.pid = 3380, .command = "python3 train.py --epochs 300"}));
	snapshot_unref(first);
	snapshot_unref(second);
}

void canvas_keys(struct canvas *canvas, const int *keys)
{
	for (; *keys; keys++) {
		app_key(&canvas->app, *keys);
		app_draw(&canvas->app);
	}
}

void canvas_type(struct canvas *canvas, const char *text)
{
	for (; *text; text++)
		CANVAS_KEYS(canvas, *text);
}

void canvas_mouse_again(struct canvas *canvas, int key, int y, int x)
{
	const struct input input = {key, y, x};

	dispatch_input(&canvas->app, &input);
	app_draw(&canvas->app);
}

void canvas_mouse(struct canvas *canvas, int key, int y, int x)
{
	struct fake_kernel *fake = canvas->app.kernel->context;

	fake->now += CLOCK_SECOND;
	canvas_mouse_again(canvas, key, y, x);
}

void canvas_show(struct canvas *canvas, const struct snapshot *snapshot)
{
	app_take_snapshot(&canvas->app, snapshot_ref(snapshot));
	app_draw(&canvas->app);
}

void canvas_answer(struct canvas *canvas, const struct screen *screen, struct detail_set *set)
{
	app_take_details(&canvas->app, set, app_inspect_serial(screen, 1));
	app_draw(&canvas->app);
}

void canvas_resize(struct canvas *canvas, int lines, int columns)
{
	set_size(lines, columns);
	assert_int_equal(resizeterm(lines, columns), OK);
	app_resize(&canvas->app, lines, columns);
	app_draw(&canvas->app);
}

/* Appends the characters of one cell; returns the columns it takes. */
static int append_cell(char *line, size_t *length, int y, int x)
{
	wchar_t characters[CCHARW_MAX + 1] = L"";
	cchar_t cell;
	attr_t attributes;
	short pair;
	size_t added;

	mvwin_wch(curscr, y, x, &cell);
	getcchar(&cell, characters, &attributes, &pair, NULL);
	added = wcstombs(line + *length, characters, LINE_BYTES - *length);
	if (added == (size_t)-1 || added == 0) {
		line[*length] = added == 0 ? ' ' : '?';
		added = 1;
	}
	*length += added;
	return wcwidth(characters[0]) == 2 ? 2 : 1;
}

const char *canvas_line(struct canvas *canvas, int y)
{
	static char line[LINE_BYTES];
	size_t length = 0;

	for (int x = 0; x < canvas->app.columns && length < LINE_BYTES - 64;)
		x += append_cell(line, &length, y, x);
	while (length > 0 && line[length - 1] == ' ')
		length--;
	line[length] = '\0';
	return line;
}

int canvas_find(struct canvas *canvas, const char *text)
{
	for (int y = 0; y < canvas->app.lines; y++)
		if (strstr(canvas_line(canvas, y), text))
			return y;
	return -1;
}

static char look_of(int y, int x)
{
	wchar_t characters[CCHARW_MAX + 1];
	cchar_t cell;
	attr_t attributes;
	short pair;

	mvwin_wch(curscr, y, x, &cell);
	getcchar(&cell, characters, &attributes, &pair, NULL);
	if (attributes & A_REVERSE)
		return 'r';
	if (pair > 0)
		return (char)('A' + pair - 1);
	if (attributes & A_UNDERLINE)
		return 'u';
	if (attributes & A_BOLD)
		return 'b';
	return attributes & A_DIM ? 'd' : '.';
}

void canvas_print_text(struct canvas *canvas, FILE *file)
{
	for (int y = 0; y < canvas->app.lines; y++)
		fprintf(file, "%s\n", canvas_line(canvas, y));
}

void canvas_print_looks(struct canvas *canvas, FILE *file)
{
	for (int y = 0; y < canvas->app.lines; y++) {
		for (int x = 0; x < canvas->app.columns; x++)
			fputc(look_of(y, x), file);
		fputc('\n', file);
	}
}

void canvas_print_pairs(struct canvas *canvas, FILE *file)
{
	short last = 0;

	for (enum role role = 0; role < ROLE_COUNT; role++)
		if (canvas->app.theme.pairs[role] > last)
			last = canvas->app.theme.pairs[role];
	for (short pair = 1; pair <= last; pair++) {
		short foreground = -1;
		short background = -1;

		pair_content(pair, &foreground, &background);
		fprintf(file, "%c: %d on %d\n", 'A' + pair - 1, foreground, background);
	}
}

static char *read_all(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	ssize_t length;

	if (!file)
		return must(strdup(""));
	length = getdelim(&text, &size, '\0', file);
	fclose(file);
	if (length > 0)
		return text;
	free(text);
	return must(strdup(""));
}

static void print_difference(const char *wanted, const char *got)
{
	while (*wanted || *got) {
		int wanted_length = (int)strcspn(wanted, "\n");
		int got_length = (int)strcspn(got, "\n");
		bool same = wanted_length == got_length && !!*wanted == !!*got &&
			memcmp(wanted, got, (size_t)got_length) == 0;

		if (same) {
			print_message("       |%.*s\n", got_length, got);
		} else {
			print_message("wanted |%.*s\n", wanted_length, wanted);
			print_message("   got |%.*s\n", got_length, got);
		}
		wanted += wanted_length + (wanted[wanted_length] == '\n');
		got += got_length + (got[got_length] == '\n');
	}
}

static void rewrite(const char *path, const char *text)
{
	FILE *file = must(fopen(path, "w"));

	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

void canvas_compare(const char *text, const char *path)
{
	const char *top = getenv("top_srcdir");
	char full[4096];
	char *wanted;

	snprintf(full, sizeof(full), "%s/%s", top ? top : ".", path);
	if (getenv("POSSE_GOLDEN_REWRITE"))
		rewrite(full, text);
	wanted = read_all(full);
	if (strcmp(wanted, text) != 0) {
		print_difference(wanted, text);
		fail_msg("the screen is not as in %s", full);
	}
	free(wanted);
}

void canvas_golden(struct canvas *canvas, const char *name, bool looks)
{
	char path[128];
	char *text = NULL;
	size_t size = 0;
	FILE *file = must(open_memstream(&text, &size));

	canvas_print_text(canvas, file);
	if (looks) {
		fputs("---- looks ----\n", file);
		canvas_print_looks(canvas, file);
	}
	assert_int_equal(fclose(file), 0);
	snprintf(path, sizeof(path), "tests/screen/golden/%s.txt", name);
	canvas_compare(text, path);
	free(text);
}
