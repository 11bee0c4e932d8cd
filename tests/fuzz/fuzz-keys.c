/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes from a terminal, as keys: each has a place in the tables, and the bytes come to an end. */
#include <config.h>

#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "keymap/keymap.h"
#include "target.h"
#include "tui/terminal/input.h"
#include "tui/widgets/edit.h"

/* Fewer bytes than a pipe holds. */
#define BYTES_MAX 4096

struct keyboard {
	int input; /* where bytes are written that the terminal is to say */
	WINDOW *window;
	struct keymap keymap;
};

static struct keyboard *plug_in(void)
{
	static struct keyboard keyboard;
	int ends[2];

	if (keyboard.window)
		return &keyboard;
	setlocale(LC_ALL, "C.UTF-8");
	setenv("TERM", "xterm-256color", 1);
	TARGET_CHECK(pipe2(ends, O_CLOEXEC) == 0);
	TARGET_CHECK(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	keyboard.input = ends[1];
	TARGET_CHECK(newterm("xterm-256color", fopen("/dev/null", "we"), stdin));
	set_escdelay(0);
	input_use_mouse(true);
	keyboard.window = newpad(1, 1);
	keypad(keyboard.window, TRUE);
	nodelay(keyboard.window, TRUE);
	keymap_make(&keyboard.keymap, &(struct key_bindings){.count = 0}, true);
	return &keyboard;
}

static void take(const struct keyboard *keyboard, struct edit *edit, const struct input *input)
{
	char name[KEY_NAME_MAX];
	bool changed;

	key_text(input->key, name);
	TARGET_CHECK(name[0]);
	for (enum screen_id screen = 0; screen < SCREEN_COUNT; screen++)
		keymap_find(&keyboard->keymap, screen, input->key);
	edit_key(edit, input->key, &changed);
	TARGET_CHECK(edit->length < EDIT_MAX && edit->position <= edit->length);
	TARGET_CHECK(edit->text[edit->length] == '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keyboard *keys = plug_in();
	struct input input;
	struct edit edit;
	size_t reads = 0;

	if (size > BYTES_MAX)
		return 0;
	edit_init(&edit, "");
	fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
	TARGET_CHECK(write(keys->input, data, size) == (ssize_t)size);
	/* Half a character may be followed by nothing: a few empty reads are no end. */
	for (size_t empty = 0; empty < 8;) {
		input = input_read(keys->window);
		if (input.key == KEY_NONE)
			empty++;
		else
			take(keys, &edit, &input);
		TARGET_CHECK(++reads < 4 * BYTES_MAX);
	}
	return 0;
}
