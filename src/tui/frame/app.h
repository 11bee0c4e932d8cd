/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The frame: what all screens share, and the stack of them. It knows neither poll nor terminal, so
 * that tests can run it on /dev/null with made-up snapshots.
 */
#ifndef TUI_FRAME_APP_H
#define TUI_FRAME_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "keymap/keymap.h"
#include "kill/kernel.h"
#include "kill/self.h"
#include "model/series.h"
#include "model/snapshot.h"
#include "scan/sampler.h"
#include "tui/frame/options.h"
#include "tui/frame/screen.h"
#include "tui/frame/theme.h"
#include "tui/terminal/input.h"

struct history;
struct job;
struct worker;

/* Screens on top of each other; the deepest way through them is half of it. */
#define APP_STACK_MAX 16

/* Room for what app_say says. */
#define APP_NOTICE_MAX 512

/* What makes two clicks one double click. */
struct click {
	uint64_t when; /* CLOCK_MONOTONIC nanoseconds; 0: never */
	uint64_t serial; /* of the screen */
	int y; /* on the terminal */
	int x;
	bool second; /* it was one of these already */
};

/* What an action does with the screen on which it was asked for: one of these. */
struct action_function {
	struct effect (*run)(struct screen *screen);
	struct effect (*run_with)(struct screen *screen, int argument); /* that of its row */
	struct screen *(*open)(struct app *app); /* the screen that comes on top */
	enum effect_kind effect; /* that needs no screen */
};

struct app {
	const struct kernel *kernel;
	const struct action_function *functions; /* by enum action_id; not owned */
	struct sampler *sampler; /* not owned; NULL in tests: nobody answers app_inspect */
	struct worker *worker; /* not owned; NULL in tests: what may wait is done at once */
	struct history *history; /* not owned; NULL in tests: nothing is recorded */
	const struct snapshot *snapshot; /* the newest, an owned share; NULL before the first */
	int scan_error; /* -errno of the last scan, 0 when it went well */
	struct series groups; /* their figures over the last minutes */
	struct series sessions;
	struct self self; /* as the newest snapshot shows it */
	enum text_charset charset;
	struct theme theme;
	uint64_t stretched; /* the interval in force, nanoseconds; 0: as the settings say */
	struct settings settings; /* as they are now */
	struct keymap keymap; /* the keys by these settings */
	const char *config_path; /* where settings are saved, not owned; NULL: nowhere */
	const char *filter; /* of the list at first, not owned; NULL: none */
	bool touched; /* the user has pressed a key */
	uint64_t pressed; /* when the last time, CLOCK_MONOTONIC nanoseconds */
	struct click last_click;
	bool quit; /* the loop is to end */
	int lines; /* size of the terminal */
	int columns;

	struct screen *stack[APP_STACK_MAX]; /* bottom first; owned */
	size_t depth;
	uint64_t next_serial; /* of screens */
	uint64_t inspections; /* requests for details so far */
	char notice[APP_NOTICE_MAX]; /* "" or what the last line says until the next key */
};

/* The functions are ACTION_COUNT, by enum action_id: the frame knows none of the screens that they
 * are of. The screen's size is what curses says (LINES, COLS). What the settings mean comes with
 * app_settings_changed, which has to follow. */
void app_init(struct app *ret_app, const struct kernel *kernel,
	const struct action_function *functions, const struct tui_options *options);

/* Allocates size bytes, zeroed, that begin with a struct screen; NULL when memory is out. */
void *app_screen_new(const struct screen_class *class, struct app *app, size_t size);

/* Puts the first screen on the stack; NULL, or no room for it, leaves the stack empty. */
void app_start(struct app *app, struct screen *screen);

/* Frees the screens and all else; before endwin. */
void app_done(struct app *app);

/* Nanoseconds of CLOCK_MONOTONIC, by the kernel table. */
uint64_t app_now(const struct app *app);

/* The screen on top, or NULL. */
struct screen *app_top(const struct app *app);

/* Carries out what a function of screen wants. */
void app_apply(struct app *app, struct screen *screen, struct effect effect);

/* One key for the screen on top. Takes the notice away first. */
void app_key(struct app *app, int key);

/* The user has done something: what was said last has been read. */
void app_touch(struct app *app);

/* Runs an action of the screen, unless it sends and the view is read-only. */
void app_run(struct app *app, struct screen *screen, const struct action *action);

/* A new snapshot, of which the app takes over the caller's share. */
void app_take_snapshot(struct app *app, const struct snapshot *snapshot);

/* The last scan failed. */
void app_take_error(struct app *app, int error);

/* The answer to the request with that serial; the app takes the set over. */
void app_take_details(struct app *app, struct detail_set *set, uint64_t serial);

/* Calls tick of the screens whose deadline has come; of the one with the serial ready (0: none) in
 * any case. */
void app_tick(struct app *app, uint64_t ready);

/* The earliest deadline of all screens, or SCREEN_NEVER. */
uint64_t app_deadline(const struct app *app);

/* Whether keys are to be left in the terminal until then. */
bool app_holds_keys(const struct app *app);

/* The terminal has a new size, and curses knows it. */
void app_resize(struct app *app, int lines, int columns);

/* Draws the dirty screens and sends the difference; nothing when none is dirty. */
void app_draw(struct app *app);

/* Everything is to be drawn again, and the terminal's contents not to be trusted. */
void app_redraw_all(struct app *app);

/*
 * Asks for details of these processes (enum detail_want) in the screen's name; the answer comes to
 * its class's details function. Whoever asks last is answered: a request that was not begun is
 * dropped for a newer one, so only the screen on top should ask. Returns 0 or -ENOMEM.
 */
int app_inspect(struct app *app, const struct screen *screen, const struct process_id *ids,
	size_t count, unsigned want);

/* The serial of that request of the screen, for tests that answer in the sampler's place. */
uint64_t app_inspect_serial(const struct screen *screen, uint64_t number);

/* Asks for a scan without waiting for the interval; false where nobody scans (in tests). */
bool app_scan_now(struct app *app);

/* The settings are others now, or are there at all: keys, colours, mouse, sampler and screens
 * follow. */
void app_settings_changed(struct app *app);

/* What snapshots from now on have of all processes besides, see sampler_want. */
void app_want(struct app *app, unsigned want);

/* Gives the worker a job to do, which it takes over. The job's finish function gets the app. */
void app_do(struct app *app, struct job *job);

/* Says one sentence in the last line, until the next key; a printf format. Returns effect_none,
 * for functions that do no more than say why not. */
struct effect app_say(struct app *app, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
