/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whatever processes there are, whatever they call themselves, and whatever is pressed: the screens
 * stand, at any size. Nobody can be signalled here: the kernel is a fake one, with nobody in it.
 *
 * The bytes: size of the terminal and locale, keys, then one record for each process, with its name
 * behind it.
 */
#include <config.h>

#include <curses.h>
#include <locale.h>
#include <string.h>

#include "../lib/memory/fake_kernel.h"
#include "../lib/memory/snapshot_fixture.h"
#include "target.h"
#include "tui/actions.h"
#include "tui/frame/mouse.h"
#include "tui/list/list_screen.h"
#include "tui/tui.h"

enum {
	PROCESSES_MAX = 24,
	KEYS_MAX = 24,
	NAME_MAX_BYTES = 24,
};

struct reader {
	const uint8_t *data;
	size_t left;
};

static uint8_t next(struct reader *reader)
{
	if (reader->left == 0)
		return 0;
	reader->left--;
	return *reader->data++;
}

/* Curses is started once: it could not be ended without a leak. */
static void start_curses(void)
{
	static SCREEN *screen;

	if (screen)
		return;
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	setlocale(LC_ALL, "C.UTF-8");
	screen = newterm("xterm-256color", fopen("/dev/null", "we"), fopen("/dev/null", "re"));
	TARGET_CHECK(screen);
}

static void read_process(struct reader *reader, size_t index, struct process *ret_process,
	char name[NAME_MAX_BYTES + 1])
{
	static const char states[] = "RSDTtZXIWP?";
	static const char *const terminals[] = {NULL, "pts/0", "tty1"};
	uint8_t group = next(reader);
	size_t length = next(reader) % (NAME_MAX_BYTES + 1);

	*ret_process = (struct process){
		.pid = (pid_t)(index + 1),
		/* A group that is there, one of its own, none, or one that nobody leads. */
		.pgid = group % 40 < PROCESSES_MAX ? group % 40 + 1 : REAL_ZERO,
		.sid = group / 40 + 1,
		.ppid = next(reader) % 32,
		.state = states[next(reader) % (sizeof(states) - 1)],
		.threads = next(reader),
		.tty_name = terminals[next(reader) % 3],
		.tpgid = next(reader) % 32 - 1,
		.euid = next(reader) * 1000u,
		.start = next(reader) * 40000u,
		.cpu = next(reader) * 100u,
		.rss = (uint64_t)next(reader) << next(reader) % 56,
		.nice = (int8_t)(next(reader) % 40 - 20),
		.kernel_thread = next(reader) % 8 == 0,
	};
	for (size_t i = 0; i < length; i++)
		name[i] = (char)next(reader);
	name[length] = '\0';
	ret_process->name = name;
}

static const struct snapshot *read_machine(struct reader *reader, const struct snapshot *before)
{
	static char names[PROCESSES_MAX][NAME_MAX_BYTES + 1];
	struct process rows[PROCESSES_MAX];
	size_t count = 1;

	do
		read_process(reader, count - 1, &rows[count - 1], names[count - 1]);
	while (reader->left > 0 && count++ < PROCESSES_MAX);
	return snapshot_fixture(before, rows, count < PROCESSES_MAX ? count : PROCESSES_MAX);
}

/* Keys that are no characters, and a click. */
static struct input read_input(struct reader *reader)
{
	static const int special[] = {KEYPAD_UP, KEYPAD_DOWN, KEYPAD_PAGE_UP, KEYPAD_PAGE_DOWN,
		KEYPAD_HOME, KEYPAD_END, KEYPAD_CLICK, KEYPAD_WHEEL_DOWN, KEY_ERASE, KEYPAD_F(2)};
	uint8_t byte = next(reader);

	if (byte < 0x80)
		return (struct input){.key = byte};
	return (struct input){special[byte % (sizeof(special) / sizeof(special[0]))], next(reader),
		next(reader)};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader reader = {data, size};
	struct tui_options options;
	struct fake_kernel fake;
	struct input inputs[KEYS_MAX];
	struct app app;
	size_t count;
	int lines = next(&reader) % 60 + 1;
	int columns = next(&reader) % 200 + 1;

	start_curses();
	resizeterm(lines, columns);
	tui_options_init(&options);
	fake_kernel_init(&fake);
	app_init(&app, &fake.table, actions(), &options);
	app.charset = next(&reader) % 2 ? TEXT_UTF8 : TEXT_ASCII;
	app.settings.colours = (enum colours)(next(&reader) % COLOURS_COUNT);
	app_settings_changed(&app);
	app_start(&app, list_screen_new(&app));
	count = next(&reader) % KEYS_MAX;
	for (size_t i = 0; i < count; i++)
		inputs[i] = read_input(&reader);
	app_take_snapshot(&app, read_machine(&reader, NULL));
	app_draw(&app);
	for (size_t i = 0; i < count && !app.quit; i++) {
		fake.now += 300000000;
		dispatch_input(&app, &inputs[i]);
		if (i == count / 2)
			app_take_snapshot(&app, read_machine(&reader, app.snapshot));
		app_tick(&app, 0);
		app_draw(&app);
	}
	TARGET_CHECK(fake.send_count == 0);
	app_done(&app);
	return 0;
}
