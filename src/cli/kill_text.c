/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill_text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "kill/sigtable.h"
#include "report/name.h"
#include "report/sentence.h"

enum {
	COMMAND_MAX = 256,
	USER_WIDTH = 8, /* columns */
	ZOMBIES_NAMED = 3, /* more of them are only counted */
};

/* ---- The plan ---- */

static void print_title(const struct plan *plan, const struct plan_target *target, FILE *out)
{
	const char *bytes = target->command ? target->command : target->name;
	size_t len = target->command ? target->command_len : strlen(target->name);
	char signal[SIGNAL_NAME_MAX];
	char command[COMMAND_MAX];

	fprintf(out, _("SIG%s to group %d"), sigtable_name(plan->signal, signal),
		(int)target->id.pgid);
	if (len > 0)
		fprintf(out, ": %s", name_text(bytes, len, command, sizeof(command)));
	fputc('\n', out);
}

/* "2210@918273, deploy, session 1423, pts/0, foreground" */
static void print_place(const struct plan *plan, const struct plan_target *target, FILE *out)
{
	const char *owner = snapshot_user_name(plan->snapshot, target->owner);
	char id[GROUP_ID_TEXT_MAX];
	char name[COMMAND_MAX];

	fprintf(out, "  %s, %s, ", group_id_format(&target->id, id),
		name_text(owner, strlen(owner), name, sizeof(name)));
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
		const char *user = snapshot_user_name(plan->snapshot, member->uid);
		char owner[COMMAND_MAX];
		char name[COMMAND_MAX];
		char text[SENTENCE_MAX];
		size_t width;

		name_text(user, strlen(user), owner, sizeof(owner));
		width = text_width(owner);
		fprintf(out, "    %7d  %c  %s%*s  %s: %s\n", (int)member->id.pid, member->state,
			owner, width < USER_WIDTH ? (int)(USER_WIDTH - width) : 0, "",
			name_text(member->name, strlen(member->name), name, sizeof(name)),
			sentence_member(plan, target->member_first + i, text, sizeof(text)));
	}
}

static void print_target(const struct kill_work *work, uint32_t index, bool members, FILE *out)
{
	const struct plan *plan = work->plan;
	const struct plan_target *target = &plan->targets[index];
	char text[SENTENCE_MAX];

	print_title(plan, target, out);
	if (target->member_count > 0) {
		print_place(plan, target, out);
		fprintf(out, "  %s\n",
			sentence_counts(target->counts, plan->signal, text, sizeof(text)));
	}
	if (members)
		print_members(plan, target, out);
	if (target->standing != PLAN_READY)
		fprintf(out, "  ! %s\n", sentence_reason(plan, index, text, sizeof(text)));
	if (!kill_work_is_sendable(work, index)) {
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

void kill_text_plan(const struct kill_work *work, bool members, FILE *out)
{
	for (uint32_t i = 0; i < work->plan->target_count; i++)
		print_target(work, i, members, out);
}

/* ---- The question ---- */

static bool is_yes(char *line)
{
	line[strcspn(line, "\n")] = '\0';
	return strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0 ||
		/* What a person answers to the question above, in the language it was asked in. */
		strcasecmp(line, _("y")) == 0 || strcasecmp(line, _("yes")) == 0;
}

bool kill_text_ask(const struct kill_work *work)
{
	CLEANUP_FREE char *line = NULL;
	uint32_t count = kill_work_sendable(work);
	char signal[SIGNAL_NAME_MAX];
	size_t size = 0;

	fflush(stdout);
	/* What was typed before the question was asked is no answer to it. */
	tcflush(STDIN_FILENO, TCIFLUSH);
	fprintf(stderr,
		ngettext("Send SIG%s to this group? [y/N] ",
			"Send SIG%s to these %u groups? [y/N] ", count),
		sigtable_name(work->plan->signal, signal), count);
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

		if (outcome == OUTCOME_SIGNALLED || outcome == OUTCOME_NONE ||
			(outcome == OUTCOME_ZOMBIE && zombies > ZOMBIES_NAMED))
			continue;
		fprintf(out, "  %d %s: %s\n", (int)member->id.pid,
			name_text(member->name, strlen(member->name), name, sizeof(name)),
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

static void print_reached(const struct delivery *delivery, uint32_t index)
{
	char id[GROUP_ID_TEXT_MAX];
	char text[SENTENCE_MAX];

	printf("%s: %s\n", group_id_format(&delivery->plan->targets[index].id, id),
		sentence_result(delivery, index, text, sizeof(text)));
}

static void print_failed(const struct delivery *delivery, uint32_t index)
{
	bool is_protected = delivery->plan->targets[index].standing == PLAN_PROTECTED &&
		delivery->targets[index].error == 0;
	char text[SENTENCE_MAX];

	fprintf(stderr, "posse kill: %s", sentence_result(delivery, index, text, sizeof(text)));
	if (is_protected)
		fprintf(stderr, " %s", _("With --include-protected it is signalled all the same."));
	fputc('\n', stderr);
}

static void print_sudo(const struct delivery *delivery, uint32_t index, FILE *out)
{
	char text[SENTENCE_MAX];

	sentence_sudo(delivery, index, text, sizeof(text));
	if (text[0])
		fprintf(out, "  %s %s\n", _("To signal the rest:"), text);
}

void kill_text_outcome(const struct kill_work *work)
{
	const struct delivery *delivery = work->delivery;
	bool cancelled = false;

	for (uint32_t i = 0; i < work->plan->target_count; i++) {
		enum target_result result = delivery->targets[i].result;

		/* One no is the answer to all of them. */
		if (result == RESULT_CANCELLED && cancelled)
			continue;
		cancelled |= result == RESULT_CANCELLED;
		if (is_reached(result))
			print_reached(delivery, i);
		else
			print_failed(delivery, i);
		print_unreached(delivery, i, is_reached(result) ? stdout : stderr);
		print_sudo(delivery, i, is_reached(result) ? stdout : stderr);
	}
}
