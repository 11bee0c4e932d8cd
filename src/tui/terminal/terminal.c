/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/terminal/terminal.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/array.h"
#include "base/gettext.h"
#include "tui/terminal/crash.h"
#include "tui/terminal/terminfo.h"

/* Milliseconds to wait for the rest of a function key after an ESC. */
#define ESCAPE_WAIT 25

/* No terminal is larger; a wrong answer to "how large?" must not cost gigabytes. */
#define LINES_MAX   1000
#define COLUMNS_MAX 2000

/* All that would end the view, or stop it, by default; and a new size. Real-time ones follow. */
static const int terminal_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM,
	SIGVTALRM, SIGPROF, SIGXCPU, SIGIO, SIGPWR, SIGSTKFLT, SIGTSTP, SIGCONT, SIGWINCH};
#define TERMINAL_SIGNALS COUNT(terminal_signals)

const char *terminal_complaint(void)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return _("The interactive view needs a terminal; try 'posse list'.");
	if (!terminfo_can_place(STDOUT_FILENO))
		return _("The interactive view cannot run on this kind of terminal (TERM); try "
			 "'posse list'.");
	return NULL;
}

int terminal_init(struct terminal *ret_terminal)
{
	struct terminal terminal = {.signals = -1};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		sigaddset(&set, terminal_signals[i]);
	for (int number = SIGRTMIN; number <= SIGRTMAX; number++)
		sigaddset(&set, number);
	terminal.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (terminal.signals < 0)
		return -errno;
	sigprocmask(SIG_BLOCK, &set, &terminal.old_mask);
	*ret_terminal = terminal;
	return 0;
}

static int open_input(struct terminal *terminal)
{
	terminal->input = newpad(1, 1);
	if (!terminal->input)
		return -ENOMEM;
	keypad(terminal->input, TRUE);
	nodelay(terminal->input, TRUE);
	return 0;
}

int terminal_open(struct terminal *terminal)
{
	struct termios modes;

	if (tcgetattr(STDIN_FILENO, &modes) < 0)
		return -ENOTTY;
	use_tioctl(TRUE);
	terminal->screen = newterm(NULL, stdout, stdin);
	if (!terminal->screen)
		return -ENOTTY;
	crash_arm(STDOUT_FILENO, &modes);
	set_escdelay(ESCAPE_WAIT);
	cbreak();
	noecho();
	nonl();
	curs_set(0);
	/* Keys typed ahead must not keep the screen from being drawn: they may answer it. */
	typeahead(-1);
	return open_input(terminal);
}

void terminal_close(struct terminal *terminal)
{
	if (!terminal->screen)
		return;
	if (terminal->input)
		delwin(terminal->input);
	/* No delscreen: it would lose what the panel library holds, and the process ends anyway. */
	endwin();
	terminal->input = NULL;
	terminal->screen = NULL;
	crash_disarm();
}

void terminal_done(struct terminal *terminal)
{
	terminal_close(terminal);
	if (terminal->signals < 0)
		return;
	close(terminal->signals);
	terminal->signals = -1;
	sigprocmask(SIG_SETMASK, &terminal->old_mask, NULL);
}

bool terminal_has_input(void)
{
	int bytes = 0;

	return ioctl(STDIN_FILENO, FIONREAD, &bytes) == 0 && bytes > 0;
}

int terminal_next_signal(struct terminal *terminal)
{
	struct signalfd_siginfo info;
	ssize_t length = read(terminal->signals, &info, sizeof(info));

	return length == (ssize_t)sizeof(info) ? crash_asked_by((int)info.ssi_signo) : 0;
}

/* Blocks the signal again should that not be the end. */
void terminal_raise(int number)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	struct sigaction old;
	sigset_t set;
	sigset_t old_mask;

	sigemptyset(&action.sa_mask);
	sigemptyset(&set);
	sigaddset(&set, number);
	sigaction(number, &action, &old);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, &old_mask);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	sigaction(number, &old, NULL);
}

void terminal_suspend(void)
{
	endwin();
	terminal_raise(SIGTSTP);
	/* The user may have changed the modes meanwhile, and wants them so in the end; but in the
	 * background they are those of the shell's own line editor. */
	if (tcgetpgrp(STDIN_FILENO) == getpgrp())
		def_shell_mode();
	terminal_resume();
}

void terminal_resume(void)
{
	reset_prog_mode();
	clearok(curscr, TRUE);
}

static int limit(int size, int otherwise, int max)
{
	if (size <= 0)
		return otherwise;
	return size > max ? max : size;
}

bool terminal_resize(void)
{
	struct winsize size = {0};
	int lines;
	int columns;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
		return false;
	lines = limit(size.ws_row, LINES, LINES_MAX);
	columns = limit(size.ws_col, COLS, COLUMNS_MAX);
	if (!is_term_resized(lines, columns))
		return false;
	return resizeterm(lines, columns) == OK;
}
