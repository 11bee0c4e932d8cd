/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/kill_text.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"
#include "report/sentence_outcome.h"
#include "report/sentence_plan.h"
#include "report/sentence_warning.h"

enum {
	COMMAND_MAX = 256,
	USER_WIDTH = 8, /* columns */
	ZOMBIES_NAMED = 3, /* more of them are only counted */
};

/* ---- The plan ---- */

static void print_title(const struct plan *plan, uint32_t index, FILE *out)
{
	const struct plan_target *target = &plan->targets[index];
	char signal[SIGNAL_NAME_MAX];
	char command[COMMAND_MAX];

	/* A session that is not there has no groups to be told of. */
	fprintf(out,
		sentence_is_missing_session(target) ? _("SIG%s to session %d")
						    : _("SIG%s to group %d"),
		sigtable_name(plan->signal, signal), (int)target->id.pgid);
	sentence_command(plan, index, command, sizeof(command));
	if (command[0])
		fprintf(out, ": %s", command);
	fputc('\n', out);
}

/* "2210@918273, deploy, session 1423, pts/0, foreground" */
static void print_place(const struct plan *plan, const struct plan_target *target, FILE *out)
{
	char id[GROUP_ID_TEXT_MAX];
	char name[COMMAND_MAX];

	fprintf(out, "  %s, %s, ", group_id_format(&target->id, id),
		clean_name(snapshot_user_name(plan->snapshot, target->owner), name, sizeof(name)));
	fprintf(out, _("session %d"), (int)target->id.sid);
	fprintf(out, ", %s", target->tty_name[0] ? target->tty_name : _("no terminal"));
	if (target->foreground)
		fprintf(out, ", %s", _("foreground"));
	fputc('\n', out);
}

static void print_members(const struct plan *plan, const struct plan_target *target, FILE *out)
{
	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct plan_member *member = &plan->members[target->member_first + i];
		char owner[COMMAND_MAX];
		char name[COMMAND_MAX];
		char text[SENTENCE_MAX];
		size_t width;

		clean_name(snapshot_user_name(plan->snapshot, member->uid), owner, sizeof(owner));
		width = text_width(owner);
		fprintf(out, "    %7d  %c  %s%*s  %s: %s\n", (int)member->id.pid, member->state,
			owner, width < USER_WIDTH ? (int)(USER_WIDTH - width) : 0, "",
			clean_name(member->name, name, sizeof(name)),
			sentence_member(plan, target->member_first + i, text, sizeof(text)));
	}
}

static void print_target(const struct send *send, uint32_t index, bool members, FILE *out)
{
	const struct plan *plan = send->steps[0].plan;
	const struct plan_target *target = &plan->targets[index];
	char text[SENTENCE_MAX];

	print_title(plan, index, out);
	if (target->member_count > 0) {
		print_place(plan, target, out);
		fprintf(out, "  %s\n",
			sentence_counts(target->counts, plan->signal, text, sizeof(text)));
	}
	if (members)
		print_members(plan, target, out);
	if (target->standing != PLAN_READY)
		fprintf(out, "  ! %s\n", sentence_reason(plan, index, text, sizeof(text)));
	if (!send_is_open(send, index)) {
		if (target->standing == PLAN_PROTECTED)
			fprintf(out, "  %s\n",
				_("Nothing will be sent without --include-protected."));
		return;
	}
	for (uint32_t i = 0; i < target->warning_count; i++)
		fprintf(out, "  ! %s\n",
			sentence_warning(plan, index, &target->warnings[i], text, sizeof(text)));
	fprintf(out, "  %s\n", sentence_guarantee(target->guarantee));
}

void kill_text_plan(const struct send *send, bool members, FILE *out)
{
	for (uint32_t i = 0; i < send->steps[0].plan->target_count; i++)
		print_target(send, i, members, out);
	if (send->targets->session_count > 0)
		fprintf(out, "%s\n", sentence_session());
}

/* ---- The question ---- */

static bool is_yes(char *line)
{
	line[strcspn(line, "\n")] = '\0';
	return ascii_is(line, "y") || ascii_is(line, "yes") ||
		/* What a person answers to the question above, in the language it was asked in. */
		ascii_is(line, _("y")) || ascii_is(line, _("yes"));
}

bool kill_text_ask(const struct send *send)
{
	CLEANUP_FREE char *line = NULL;
	uint32_t count = send_count_open(send);
	char signal[SIGNAL_NAME_MAX];
	size_t size = 0;

	fflush(stdout);
	/* What was typed before the question was asked is no answer to it. */
	tcflush(STDIN_FILENO, TCIFLUSH);
	fprintf(stderr,
		ngettext("Send SIG%s to this group? [y/N] ",
			"Send SIG%s to these %u groups? [y/N] ", count),
		sigtable_name(send->steps[0].plan->signal, signal), count);
	if (getline(&line, &size, stdin) > 0)
		return is_yes(line);
	/* The end of input leaves the cursor behind the question. */
	fputc('\n', stderr);
	return false;
}

/* ---- What happened ---- */

static void print_unreached(const struct delivery *delivery, uint32_t index, FILE *out)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	uint32_t zombies = delivery->targets[index].counts[OUTCOME_ZOMBIE];

	for (uint32_t i = 0; i < target->member_count; i++) {
		uint32_t m = target->member_first + i;
		const struct plan_member *member = &delivery->plan->members[m];
		enum outcome outcome = delivery->members[m].outcome;
		char name[COMMAND_MAX];
		char text[SENTENCE_MAX];

		if (outcome == OUTCOME_SIGNALLED || outcome == OUTCOME_SURVIVED ||
			outcome == OUTCOME_NONE ||
			(outcome == OUTCOME_ZOMBIE && zombies > ZOMBIES_NAMED))
			continue;
		fprintf(out, "  %d %s: %s\n", (int)member->id.pid,
			clean_name(member->name, name, sizeof(name)),
			sentence_outcome(delivery, m, text, sizeof(text)));
	}
	if (zombies > ZOMBIES_NAMED)
		fprintf(out,
			ngettext("  %u zombie that its parent has not reaped\n",
				"  %u zombies that their parents have not reaped\n", zombies),
			zombies);
}

static bool is_reached(enum target_result result)
{
	return result == RESULT_SIGNALLED || result == RESULT_PARTIAL;
}

/* Which signal it was, where there were several. */
static void print_signal(const struct send *send, const struct plan *plan, FILE *out)
{
	char name[SIGNAL_NAME_MAX];

	if (send->steps[send->count - 1].plan->signal != send->steps[0].plan->signal)
		fprintf(out, "SIG%s: ", sigtable_name(plan->signal, name));
}

static void print_reached(const struct send *send, const struct step_target *target)
{
	const struct step *step = target->step;
	char id[GROUP_ID_TEXT_MAX];
	char text[SENTENCE_MAX];

	printf("%s: ", group_id_format(&step->plan->targets[target->index].id, id));
	print_signal(send, step->plan, stdout);
	printf("%s\n", sentence_result(step->delivery, target->index, text, sizeof(text)));
	if (!send->waited || !step->watch)
		return;
	sentence_ended(step->watch, target->index, text, sizeof(text));
	if (text[0])
		printf("  %s\n", text);
	sentence_end(step->watch, target->index, text, sizeof(text));
	/* What followed has changed how it ended. */
	if (text[0] && step >= send->steps + send->current)
		printf("  %s\n", text);
}

static void print_failed(const struct send *send, const struct step_target *target)
{
	const struct delivery *delivery = target->step->delivery;
	bool is_protected = delivery->plan->targets[target->index].standing == PLAN_PROTECTED &&
		delivery->targets[target->index].error == 0;
	char text[SENTENCE_MAX];

	fputs("posse kill: ", stderr);
	print_signal(send, delivery->plan, stderr);
	fputs(sentence_result(delivery, target->index, text, sizeof(text)), stderr);
	if (is_protected)
		fprintf(stderr, " %s", _("Use --include-protected to signal it anyway."));
	fputc('\n', stderr);
}

static void print_sudo(const struct delivery *delivery, uint32_t index, FILE *out)
{
	char text[SENTENCE_MAX];

	sentence_sudo(delivery, index, text, sizeof(text));
	if (text[0])
		fprintf(out, "  %s %s\n", _("To signal the rest:"), text);
}

/* Who is alive after the wait, and why, one line each. */
static void print_survivors(const struct send *send, uint32_t number)
{
	struct step_target target = send_find(send, number);
	const struct watch *watch = target.step ? target.step->watch : NULL;

	if (!send->waited || !watch)
		return;
	for (size_t i = 0; i < watch->count; i++) {
		const struct watch_member *member = &watch->members[i];
		char name[COMMAND_MAX];
		char text[SENTENCE_MAX];

		if (member->target != target.index || !watch_member_survives(member))
			continue;
		fprintf(stderr, "posse kill: %d %s: %s\n", (int)member->id.pid,
			clean_name(member->name, name, sizeof(name)),
			sentence_fate(watch, member, text, sizeof(text)));
	}
}

static void print_target_of(const struct send *send, uint32_t number)
{
	for (size_t i = 0; i < send->count; i++) {
		struct step_target target;
		enum target_result result;

		if (!step_find(&send->steps[i], number, &target))
			continue;
		result = target.step->delivery->targets[target.index].result;
		if (is_reached(result))
			print_reached(send, &target);
		else
			print_failed(send, &target);
		print_unreached(target.step->delivery, target.index,
			is_reached(result) ? stdout : stderr);
		print_sudo(target.step->delivery, target.index,
			is_reached(result) ? stdout : stderr);
	}
	print_survivors(send, number);
}

void kill_text_outcome(const struct send *send)
{
	const struct delivery *first = send->steps[0].delivery;
	bool cancelled = false;

	for (uint32_t i = 0; i < first->plan->target_count; i++)
		cancelled |= first->targets[i].result == RESULT_CANCELLED;
	/* One no is the answer to all of them. */
	if (cancelled) {
		fprintf(stderr, "posse kill: %s\n", _("Nothing was sent: cancelled."));
		return;
	}
	for (uint32_t number = 0; number < send->targets->count; number++)
		print_target_of(send, number);
	if (send->targets->session_count > 0)
		printf(ngettext("The session took %u round: its groups cannot be "
				"signalled in one call.\n",
			       "The session took %u rounds: its groups cannot be signalled "
			       "in one call.\n",
			       send_rounds(send)),
			send_rounds(send));
}
