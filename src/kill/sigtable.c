/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/sigtable.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/gettext.h"
#include "base/number.h"

#define ROW(name_, action_, meaning_, caution_) \
	{ \
		SIG##name_, #name_, action_, meaning_, caution_ \
	}

/* Numbers and default actions: signal(7); the order is that of x86 and ARM. A caution goes on from
 * "not for". */
/* clang-format off */
static const struct signal_row rows[] = {
	ROW(HUP, SIGNAL_TERMINATES,
		N_("the terminal is gone; daemons reload their settings"),
		N_("ending daemons: many only reload their settings")),
	ROW(INT, SIGNAL_TERMINATES,
		N_("interrupt (Ctrl-C)"),
		N_("background jobs: shells often make them ignore it")),
	ROW(QUIT, SIGNAL_DUMPS_CORE,
		N_("quit with a core dump (Ctrl-\\)"),
		N_("programs whose memory must stay private")),
	ROW(ILL, SIGNAL_DUMPS_CORE,
		N_("an illegal instruction"),
		N_("use by hand: programs take it for their own fault")),
	ROW(TRAP, SIGNAL_DUMPS_CORE,
		N_("a debugger's breakpoint"),
		N_("use by hand: only a debugger expects it")),
	ROW(ABRT, SIGNAL_DUMPS_CORE,
		N_("abort with a core dump, to see where it hangs"),
		N_("a clean exit: nothing is tidied up")),
	ROW(BUS, SIGNAL_DUMPS_CORE,
		N_("a bad memory access"),
		N_("use by hand: programs take it for their own fault")),
	ROW(FPE, SIGNAL_DUMPS_CORE,
		N_("an arithmetic error"),
		N_("use by hand: programs take it for their own fault")),
	ROW(KILL, SIGNAL_TERMINATES,
		N_("end at once, with no chance to clean up"),
		N_("a first try: files and locks are left behind")),
	ROW(USR1, SIGNAL_TERMINATES,
		N_("defined by the program"),
		N_("programs you do not know: without a handler they end")),
	ROW(SEGV, SIGNAL_DUMPS_CORE,
		N_("an invalid memory reference"),
		N_("use by hand: programs take it for their own fault")),
	ROW(USR2, SIGNAL_TERMINATES,
		N_("defined by the program"),
		N_("programs you do not know: without a handler they end")),
	ROW(PIPE, SIGNAL_TERMINATES,
		N_("the pipe no longer has a reader"),
		N_("use by hand: many programs ignore it")),
	ROW(ALRM, SIGNAL_TERMINATES,
		N_("a timer of the program expired"),
		N_("programs you do not know: without a handler they end")),
	ROW(TERM, SIGNAL_TERMINATES,
		N_("please end: clean up and exit"),
		N_("stopped members: they act on it only when continued")),
#ifdef SIGSTKFLT
	ROW(STKFLT, SIGNAL_TERMINATES,
		N_("unused on Linux"),
		N_("anything")),
#endif
	ROW(CHLD, SIGNAL_IS_IGNORED,
		N_("a child has ended or stopped; some parents then reap it"),
		N_("removing zombies: only their parents can")),
	ROW(CONT, SIGNAL_CONTINUES,
		N_("continue if stopped"),
		N_("restarting what has ended")),
	ROW(STOP, SIGNAL_STOPS,
		N_("stop; cannot be caught or ignored"),
		N_("anything others wait for: its locks stay held")),
	ROW(TSTP, SIGNAL_STOPS,
		N_("stop (Ctrl-Z); programs may tidy up first"),
		N_("orphaned groups: it is discarded there")),
	ROW(TTIN, SIGNAL_STOPS,
		N_("a background job tried to read the terminal"),
		N_("orphaned groups: it is discarded there")),
	ROW(TTOU, SIGNAL_STOPS,
		N_("a background job tried to write to the terminal"),
		N_("orphaned groups: it is discarded there")),
	ROW(URG, SIGNAL_IS_IGNORED,
		N_("urgent data on a socket"),
		N_("use by hand: some runtimes use it internally")),
	ROW(XCPU, SIGNAL_DUMPS_CORE,
		N_("the CPU time limit is reached"),
		N_("use by hand: it belongs to setrlimit(2)")),
	ROW(XFSZ, SIGNAL_DUMPS_CORE,
		N_("the file size limit is exceeded"),
		N_("use by hand: it belongs to setrlimit(2)")),
	ROW(VTALRM, SIGNAL_TERMINATES,
		N_("a timer of CPU time expired"),
		N_("use by hand: some runtimes use it internally")),
	ROW(PROF, SIGNAL_TERMINATES,
		N_("a profiler's timer expired"),
		N_("programs that are not being profiled: they end")),
	ROW(WINCH, SIGNAL_IS_IGNORED,
		N_("the terminal size has changed; many programs redraw"),
		N_("changing that size: it only reports it")),
	ROW(IO, SIGNAL_TERMINATES,
		N_("input or output is now possible"),
		N_("use by hand: without a handler programs end")),
	ROW(PWR, SIGNAL_TERMINATES,
		N_("the power supply is failing"),
		N_("use by hand: init may shut the machine down")),
	ROW(SYS, SIGNAL_DUMPS_CORE,
		N_("a bad system call"),
		N_("use by hand: programs take it for their own fault")),
};
/* clang-format on */

static const struct signal_row real_time = {0, "RTMIN", SIGNAL_TERMINATES,
	N_("a program's own real-time signal"),
	N_("programs you do not know: without a handler they end")};

static const char *const action_names[] = {
	[SIGNAL_TERMINATES] = N_("terminate"),
	[SIGNAL_DUMPS_CORE] = N_("core dump"),
	[SIGNAL_STOPS] = N_("stop"),
	[SIGNAL_CONTINUES] = N_("continue"),
	[SIGNAL_IS_IGNORED] = N_("ignore"),
};
static_assert(COUNT(action_names) == SIGNAL_ACTION_COUNT, "one name for each action");

#define ROW_COUNT COUNT(rows)

const struct signal_row *sigtable_rows(size_t *ret_count)
{
	*ret_count = ROW_COUNT;
	return rows;
}

size_t sigtable_count(void)
{
	return ROW_COUNT + (size_t)(SIGRTMAX - SIGRTMIN + 1);
}

int sigtable_number(size_t position)
{
	return position < ROW_COUNT ? rows[position].number
				    : SIGRTMIN + (int)(position - ROW_COUNT);
}

const char *sigtable_action_name(enum signal_action action)
{
	return action_names[action];
}

static bool is_real_time(int number)
{
	return number >= SIGRTMIN && number <= SIGRTMAX;
}

const struct signal_row *sigtable_row(int number)
{
	if (is_real_time(number))
		return &real_time;
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (rows[i].number == number)
			return &rows[i];
	return NULL;
}

enum signal_action sigtable_action(int number)
{
	const struct signal_row *row = sigtable_row(number);

	return row ? row->action : SIGNAL_TERMINATES;
}

char *sigtable_name(int number, char buf[SIGNAL_NAME_MAX])
{
	const struct signal_row *row = sigtable_row(number);

	if (!row)
		snprintf(buf, SIGNAL_NAME_MAX, "%d", number);
	else if (row != &real_time)
		snprintf(buf, SIGNAL_NAME_MAX, "%s", row->name);
	else if (number == SIGRTMIN)
		snprintf(buf, SIGNAL_NAME_MAX, "RTMIN");
	else
		snprintf(buf, SIGNAL_NAME_MAX, "RTMIN+%d", number - SIGRTMIN);
	return buf;
}

/* "RTMIN", "RTMIN+3", "RTMAX", "RTMAX-1". */
static int parse_real_time(const char *text, int *ret_number)
{
	bool from_top = ascii_begins(text, "RTMAX");
	uint64_t offset = 0;
	int number;

	if (!from_top && !ascii_begins(text, "RTMIN"))
		return -EINVAL;
	text += 5;
	if (*text != '\0') {
		if (*text != (from_top ? '-' : '+') || number_parse(text + 1, 64, &offset) < 0)
			return -EINVAL;
	}
	number = from_top ? SIGRTMAX - (int)offset : SIGRTMIN + (int)offset;
	if (!is_real_time(number))
		return -EINVAL;
	*ret_number = number;
	return 0;
}

/* Other names of the same signals: signal(7), "Signal numbering". */
static const struct {
	const char *name;
	int number;
} synonyms[] = {{"IOT", SIGABRT}, {"CLD", SIGCHLD}, {"POLL", SIGIO}};

int sigtable_parse(const char *text, int *ret_number)
{
	uint64_t number;

	if (number_parse(text, INT32_MAX, &number) == 0) {
		if (!sigtable_row((int)number))
			return -EINVAL;
		*ret_number = (int)number;
		return 0;
	}
	if (ascii_begins(text, "SIG"))
		text += 3;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (ascii_is(text, rows[i].name)) {
			*ret_number = rows[i].number;
			return 0;
		}
	}
	for (size_t i = 0; i < COUNT(synonyms); i++) {
		if (ascii_is(text, synonyms[i].name)) {
			*ret_number = synonyms[i].number;
			return 0;
		}
	}
	return parse_real_time(text, ret_number);
}
