/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/terminal/crash.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include "base/array.h"
#include "base/fault.h"
#include "tui/terminal/terminfo.h"

static const int crash_signals[] = {FAULT_SIGNALS};
#define CRASH_SIGNALS COUNT(crash_signals)

/* A signal handler gets no context of ours, so what it needs must be static. It is written before
 * the handlers are set and only read after. */
static struct {
	int fd;
	struct termios modes;
	char bytes[256];
	size_t length;
	struct sigaction old[CRASH_SIGNALS];
	char stack[16384];
} crash;
static volatile sig_atomic_t crash_armed;
/* The signal by which somebody else has asked the view to end; 0: nobody has. */
static volatile sig_atomic_t crash_asked;

static void give_back(void)
{
	size_t done = 0;

	while (done < crash.length) {
		ssize_t written = write(crash.fd, crash.bytes + done, crash.length - done);

		if (written <= 0)
			break;
		done += (size_t)written;
	}
	tcsetattr(crash.fd, TCSANOW, &crash.modes);
}

/* kill(1) has sent it to the process, and the thread of the screen has it: that is no fault. */
static bool is_asked(const siginfo_t *info)
{
	return (info->si_code == SI_USER || info->si_code == SI_QUEUE) && !crash_asked &&
		crash_armed && gettid() == getpid();
}

static void on_crash(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (is_asked(info)) {
		crash_asked = number;
		raise(SIGTERM);
		return;
	}
	if (crash_armed) {
		crash_armed = 0;
		give_back();
	}
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		if (crash_signals[i] == number)
			sigaction(number, &crash.old[i], NULL);
	/* Blocked until this handler returns, then it meets the action from before. */
	raise(number);
}

void crash_arm(int fd, const struct termios *modes)
{
	static const char *const strings[] = {"sgr0", "rmkx", "rmcup", "cnorm"};
	struct sigaction action = {
		.sa_sigaction = on_crash,
		.sa_flags = SA_ONSTACK | SA_SIGINFO,
	};
	stack_t stack = {.ss_sp = crash.stack, .ss_size = sizeof(crash.stack)};

	crash.fd = fd;
	crash.modes = *modes;
	crash.length = 0;
	for (size_t i = 0; i < COUNT(strings); i++)
		terminfo_append(strings[i], crash.bytes, sizeof(crash.bytes), &crash.length);
	terminfo_append_mouse_off(crash.bytes, sizeof(crash.bytes), &crash.length);
	crash_armed = 1;
	/* A stack that has overflowed has no room for a handler. */
	sigaltstack(&stack, NULL);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &action, &crash.old[i]);
}

int crash_asked_by(int number)
{
	return number == SIGTERM && crash_asked ? crash_asked : number;
}

void crash_disarm(void)
{
	if (!crash_armed)
		return;
	crash_armed = 0;
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &crash.old[i], NULL);
}
