/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/expectation.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>

#include "base/array.h"

static const char *const words[] = {
	[EXPECT_DEFAULT] = "default",
	[EXPECT_CAUGHT] = "caught",
	[EXPECT_IGNORED] = "ignored",
	[EXPECT_BLOCKED] = "blocked",
	[EXPECT_DENIED] = "denied",
	[EXPECT_ZOMBIE] = "zombie",
	[EXPECT_UNKNOWN] = "unknown",
};
static_assert(COUNT(words) == EXPECTATION_COUNT, "one word for each expectation");

static const char *const note_words[] = {"pending", "stopped", "init", "discarded",
	"uninterruptible"};
static_assert(COUNT(note_words) == EXPECTATION_NOTES, "one word each");

const char *expectation_word(enum expectation expectation)
{
	return words[expectation];
}

const char *expectation_note_word(unsigned bit)
{
	return note_words[bit];
}

static bool has(uint64_t mask, int signal)
{
	return (mask >> (signal - 1)) & 1;
}

/* Nobody but an init can hold these off. */
static bool is_forced(int signal)
{
	return signal == SIGKILL || signal == SIGSTOP;
}

/*
 * An init takes nothing that it has no handler for (SIGNAL_UNKILLABLE in kernel/signal.c). KILL and
 * STOP from an outer namespace it must take: a PID other than 1 shows that posse is in one.
 */
static bool is_beyond_reach(pid_t pid, const struct detail *detail, int signal)
{
	if (has(detail->masks.caught, signal))
		return false;
	return pid == 1 || (detail->is_init && !is_forced(signal) && signal != SIGCONT);
}

/* The default action of these is thrown away where no shell is left to continue the group. */
static bool is_discarded(bool orphaned, int signal)
{
	return orphaned && (signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU);
}

static enum expectation by_masks(const struct signal_masks *masks, int signal)
{
	if (is_forced(signal))
		return EXPECT_DEFAULT;
	/* CONT continues even who ignores or blocks it. */
	if (signal == SIGCONT)
		return has(masks->caught, signal) ? EXPECT_CAUGHT : EXPECT_DEFAULT;
	/* The kernel keeps a blocked signal even when it would be ignored: the disposition may
	 * have changed by the time it is unblocked. */
	if (has(masks->blocked, signal))
		return EXPECT_BLOCKED;
	if (has(masks->ignored, signal))
		return EXPECT_IGNORED;
	return has(masks->caught, signal) ? EXPECT_CAUGHT : EXPECT_DEFAULT;
}

/* For a member that lives, may be signalled, and whose masks are known. */
static enum expectation expect(const struct expectation_subject *subject, int signal,
	unsigned *notes)
{
	const struct detail *detail = subject->detail;
	enum expectation expected;

	if (has(detail->masks.pending, signal))
		*notes |= NOTE_PENDING;
	if (is_beyond_reach(subject->process->pid, detail, signal)) {
		*notes |= NOTE_INIT;
		return EXPECT_IGNORED;
	}
	expected = by_masks(&detail->masks, signal);
	if (expected != EXPECT_DEFAULT || !is_discarded(subject->orphaned, signal))
		return expected;
	*notes |= NOTE_DISCARDED;
	return EXPECT_IGNORED;
}

static unsigned notes_of_state(char state, int signal)
{
	bool stopped = state == 'T' || state == 't';

	if (stopped && !is_forced(signal) && signal != SIGCONT)
		return NOTE_STOPPED;
	return state == 'D' ? NOTE_DISK : 0;
}

enum expectation expectation_of(const struct expectation_subject *subject, int signal,
	unsigned *ret_notes)
{
	const struct process *process = subject->process;
	const struct detail *detail = subject->detail;
	bool fresh = detail && detail->alive;
	char state = fresh ? detail->stat.state : process->state;
	unsigned ignored;
	unsigned *notes = ret_notes ? ret_notes : &ignored;

	*notes = 0;
	if (process_state_is_dead(state, fresh ? detail->stat.threads : process->threads))
		return EXPECT_ZOMBIE;
	if (subject->permission == -EPERM)
		return EXPECT_DENIED;
	*notes = notes_of_state(state, signal);
	if (fresh && detail->masks_known)
		return expect(subject, signal, notes);
	if (process->pid != 1 && is_forced(signal) && (!detail || detail->alive))
		return EXPECT_DEFAULT;
	return EXPECT_UNKNOWN;
}
