/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run_wait.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "cli/common/message.h"
#include "cli/run/run_leftovers.h"
#include "cli/run/run_status.h"
#include "kill/sigtable.h"

/* From TERM to KILL, and from KILL to giving up. */
#define PATIENCE_S 5
#define PATIENCE   (PATIENCE_S * CLOCK_SECOND)

/* From TSTP, which a program may want to prepare for, to STOP. */
#define STOP_DELAY (50 * CLOCK_MILLISECOND)
/* So long somebody else may take to stop a posse that cannot stop itself. */
#define RESUME_DELAY (300 * CLOCK_MILLISECOND)

/* How far --end-after has come. */
enum ending {
	ENDING_NOT,
	ENDING_BY_TERM,
	ENDING_BY_KILL,
	ENDING_GIVEN_UP,
};

struct run_wait {
	const struct run_job *job;
	struct run_leftovers leftovers; /* who lives on, once the command has ended */
	enum ending ending;
	uint64_t deadline; /* CLOCK_MONOTONIC in nanoseconds: of the next step of ending; 0: none */
	uint64_t next_look; /* the same: at the rest */
	uint64_t stop_at; /* the same: STOP follows TSTP; 0: it does not */
	uint64_t resume_at; /* the same: posse was not stopped, and the command goes on; 0 */
	siginfo_t end; /* how the command ended; si_pid 0: it runs */
	bool failed; /* nobody can tell any more who lives on */
	bool told_of_trace; /* that the command waits for a tracer */
};

static uint64_t now(const struct run_wait *wait)
{
	return kernel_now(wait->job->kernel);
}

static bool has_ended(const struct run_wait *wait)
{
	return wait->end.si_pid != 0;
}

/* One group call. A group that has just ended needs no word: its end is told in any case. */
static void send_group(struct run_wait *wait, int signal)
{
	int r = pin_send(&wait->job->child->pin, wait->job->kernel, signal);
	char name[SIGNAL_NAME_MAX];

	if (r < 0 && r != -ESRCH)
		message_failed(RUN_NAME, _("SIG%s could not be sent to group %d: %s."),
			sigtable_name(signal, name), (int)wait->job->child->pid, strerror(-r));
}

/* ---- Stops ---- */

/* Has the terminal again, if it is posse's to give, and runs again. */
static void resume(struct run_wait *wait)
{
	wait->stop_at = 0;
	wait->resume_at = 0;
	run_terminal_give(wait->job->terminal, wait->job->child->pid);
	send_group(wait, SIGCONT);
}

/*
 * TSTP has come. In a group of this session the command takes it itself, and posse follows when it
 * has stopped. In its own session it does not hear the terminal, and TSTP is lost on it unless it
 * is handled, because its group is orphaned: STOP follows. A posse that leads a session itself is
 * orphaned, too: who can stop it is another one around it, which does so in a moment.
 */
static void suspend(struct run_wait *wait)
{
	send_group(wait, SIGTSTP);
	if (wait->job->session)
		wait->stop_at = now(wait) + (getsid(0) == getpid() ? 0 : STOP_DELAY);
}

static void stop_session(struct run_wait *wait)
{
	wait->stop_at = 0;
	send_group(wait, SIGSTOP);
	run_terminal_take(wait->job->terminal);
	if (!run_signals_stop(wait->job->kernel, SIGTSTP, false))
		wait->resume_at = now(wait) + RESUME_DELAY;
}

/*
 * The command was stopped: so is posse with its whole group, as the terminal does it with a job,
 * for the shell to see. Where that does nothing, because nobody would continue posse, neither does
 * the key that was to stop the command; and who was stopped for want of the foreground goes on if
 * it can have that. STOP is obeyed.
 */
static void follow_stop(struct run_wait *wait, int signal)
{
	const struct run_job *job = wait->job;
	bool given;

	if (job->terminal->fd < 0 || wait->ending != ENDING_NOT)
		return;
	run_terminal_take(job->terminal);
	/* When it was continued, CONT has yet to be read, and everything else is done then. */
	if (run_signals_stop(job->kernel, signal == SIGSTOP ? SIGTSTP : signal, true))
		return;
	given = run_terminal_give(job->terminal, job->child->pid);
	if (signal == SIGTSTP || (given && signal != SIGSTOP))
		send_group(wait, SIGCONT);
}

/* ---- Signals ---- */

static void take_signal(struct run_wait *wait, int signal)
{
	switch (signal) {
	case SIGCHLD:
		break;
	case SIGTSTP:
		suspend(wait);
		break;
	case SIGCONT:
		resume(wait);
		break;
	default:
		send_group(wait, signal);
	}
}

static void take_signals(struct run_wait *wait)
{
	int signal;

	while ((signal = run_signals_next(wait->job->signals)) > 0)
		take_signal(wait, signal);
}

/* ---- The command's end, and the rest of its group ---- */

static void look_at_rest(struct run_wait *wait)
{
	int r = run_leftovers_look(&wait->leftovers);

	wait->next_look =
		now(wait) + (uint64_t)run_leftovers_interval(&wait->leftovers) * CLOCK_MILLISECOND;
	run_leftovers_reap(&wait->leftovers, wait->job->child->pid);
	if (r == 0)
		return;
	wait->failed = true;
	message_failed(RUN_NAME,
		_("posse cannot tell what lives on: the processes could not be read: %s."),
		strerror(-r));
}

static bool waits_for_rest(const struct run_wait *wait)
{
	return wait->job->wait_group || wait->ending != ENDING_NOT;
}

/* Looks without reaping: the group's number must stay its own. */
static void take_end(struct run_wait *wait)
{
	if (waitid(P_PID, (id_t)wait->job->child->pid, &wait->end, WEXITED | WNOHANG | WNOWAIT) < 0)
		wait->end.si_pid = 0;
	if (!has_ended(wait))
		return;
	look_at_rest(wait);
	if (wait->job->wait_group && wait->ending == ENDING_NOT && wait->leftovers.members > 0) {
		run_leftovers_say(&wait->leftovers);
		message_failed(RUN_NAME, _("Waiting until the whole group has ended."));
	}
}

/* A command that asks to be traced (ptrace(2)) makes posse its tracer unasked, and every signal to
 * it a stop that it reports. That is nothing to follow: it might be any signal. */
static void say_traced(struct run_wait *wait)
{
	if (wait->told_of_trace)
		return;
	wait->told_of_trace = true;
	message_failed(RUN_NAME,
		_("The command stands still: it has asked to be traced by whoever started it, "
		  "and posse traces nobody. KILL ends it."));
}

static void take_stop(struct run_wait *wait)
{
	siginfo_t stop = {0};

	if (waitid(P_PID, (id_t)wait->job->child->pid, &stop, WSTOPPED | WNOHANG) < 0 ||
		stop.si_pid == 0)
		return;
	if (stop.si_code == CLD_TRAPPED)
		say_traced(wait);
	else if (stop.si_code == CLD_STOPPED && !wait->job->session)
		follow_stop(wait, stop.si_status);
}

static void take_news(struct run_wait *wait)
{
	if (has_ended(wait)) {
		if (!run_leftovers_is_outdated(&wait->leftovers) && now(wait) < wait->next_look)
			return;
		look_at_rest(wait);
		/* They are not posse's children: that the key has stopped them, it can only see. */
		if (!wait->job->session && wait->leftovers.members > 0 &&
			wait->leftovers.stopped == wait->leftovers.members)
			follow_stop(wait, SIGTSTP);
		return;
	}
	run_child_reap_others(wait->job->child);
	take_stop(wait);
	take_end(wait);
}

/* ---- --end-after ---- */

static void end_group(struct run_wait *wait)
{
	int pgid = (int)wait->job->child->pid;

	wait->deadline = now(wait) + PATIENCE;
	switch (wait->ending) {
	case ENDING_NOT:
		wait->ending = ENDING_BY_TERM;
		message_failed(RUN_NAME, _("Time is up: sending TERM to group %d."), pgid);
		send_group(wait, SIGTERM);
		/* Who is stopped takes it only now. */
		send_group(wait, SIGCONT);
		break;
	case ENDING_BY_TERM:
		wait->ending = ENDING_BY_KILL;
		message_failed(RUN_NAME,
			_("Group %d did not end within %d seconds of TERM: sending KILL."), pgid,
			PATIENCE_S);
		send_group(wait, SIGKILL);
		break;
	case ENDING_BY_KILL:
	case ENDING_GIVEN_UP:
		wait->ending = ENDING_GIVEN_UP;
		message_failed(RUN_NAME, _("Group %d did not end within %d seconds of KILL."), pgid,
			PATIENCE_S);
	}
}

/* ---- The loop ---- */

static bool is_over(const struct run_wait *wait)
{
	if (wait->failed || wait->ending == ENDING_GIVEN_UP)
		return true;
	return has_ended(wait) && (!waits_for_rest(wait) || wait->leftovers.members == 0);
}

static bool is_due(const struct run_wait *wait, uint64_t moment)
{
	return moment > 0 && now(wait) >= moment;
}

static void take_moments(struct run_wait *wait)
{
	if (is_due(wait, wait->stop_at))
		stop_session(wait);
	if (is_due(wait, wait->resume_at))
		resume(wait);
	if (is_due(wait, wait->deadline))
		end_group(wait);
}

/* Milliseconds, rounded up, until the next thing that needs no news; -1: there is none. */
static int timeout(const struct run_wait *wait)
{
	const uint64_t moments[] = {wait->deadline, wait->stop_at, wait->resume_at,
		has_ended(wait) ? wait->next_look : 0};
	uint64_t next = UINT64_MAX;
	uint64_t moment = now(wait);
	uint64_t left;

	for (size_t i = 0; i < COUNT(moments); i++)
		if (moments[i] > 0 && moments[i] < next)
			next = moments[i];
	if (next == UINT64_MAX)
		return -1;
	left = next > moment ? (next - moment + CLOCK_MILLISECOND - 1) / CLOCK_MILLISECOND : 0;
	return left < INT_MAX ? (int)left : INT_MAX;
}

static void await_news(struct run_wait *wait)
{
	struct pollfd fds[1 + RUN_LEFTOVERS_HELD] = {{wait->job->signals->fd, POLLIN, 0}};

	poll(fds, 1 + run_leftovers_fill(&wait->leftovers, fds + 1), timeout(wait));
}

/* What is left to say, and the status. */
static int conclude(struct run_wait *wait)
{
	const siginfo_t *end = &wait->end;

	run_terminal_end(wait->job->terminal, has_ended(wait) && end->si_code != CLD_EXITED);
	if (wait->ending == ENDING_GIVEN_UP && !has_ended(wait))
		look_at_rest(wait);
	/* With --wait-group they have been named when the command ended. */
	if (!wait->failed && (wait->ending != ENDING_NOT || !wait->job->wait_group))
		run_leftovers_say(&wait->leftovers);
	if (wait->ending != ENDING_NOT)
		return RUN_TIMED_OUT;
	if (wait->failed && wait->job->wait_group)
		return RUN_FAILED;
	if (end->si_code == CLD_EXITED)
		return end->si_status;
	return end->si_status == SIGINT ? RUN_INTERRUPTED : RUN_SIGNALLED + end->si_status;
}

static void run_wait_done(struct run_wait *wait)
{
	run_leftovers_done(&wait->leftovers);
}

int run_wait(const struct run_job *job)
{
	CLEANUP(run_wait_done) struct run_wait wait = {.job = job};

	run_leftovers_init(&wait.leftovers, job->kernel, &job->child->pin.id, job->session);
	if (job->end_after > 0)
		wait.deadline = now(&wait) + job->end_after;
	while (!is_over(&wait)) {
		await_news(&wait);
		take_signals(&wait);
		take_news(&wait);
		if (!is_over(&wait))
			take_moments(&wait);
	}
	return conclude(&wait);
}
