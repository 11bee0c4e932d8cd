/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_warning.h"

#include <assert.h>
#include <stdio.h>

#include "base/array.h"
#include "base/gettext.h"
#include "kill/orphan.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"
#include "report/owners.h"

enum {
	GROUPS_NAMED = 4, /* groups in one sentence; the others are dots */
	UNIT_TEXT_MAX = 160,
};

/* Where a sentence is to go, and what all of them are about. */
struct saying {
	const struct plan *plan;
	const struct plan_target *target;
	unsigned count;
	char signal[SIGNAL_NAME_MAX];
	char *buf;
	size_t size;
};

static void say_foreground(const struct saying *say)
{
	snprintf(say->buf, say->size,
		say->target->own_terminal ? _("It is the foreground job of %s, your terminal.")
					  : _("It is the foreground job of the terminal %s."),
		say->target->tty_name);
}

/* The end of a session's leader sends SIGHUP to the job in the foreground and, because no shell is
 * left to continue them, to those that are stopped. */
static bool is_hung_up(const struct plan *plan, const struct plan_target *target,
	const struct group *group)
{
	(void)plan;
	return group->id.pgid != target->id.pgid && group->living > 0 &&
		(group->foreground || group->states[snapshot_state_index('T')] > 0);
}

/* The groups of the session that it is said of: "2210, 2290". */
static void name_groups(const struct saying *say,
	bool (*is_meant)(const struct plan *plan, const struct plan_target *target,
		const struct group *group),
	char *buf, size_t size)
{
	const struct snapshot *snapshot = say->plan->snapshot;
	const struct session *session = snapshot_session(snapshot, say->target->id.sid);
	unsigned named = 0;
	size_t end = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; session && i < session->group_count && end < size; i++) {
		const struct group *group = &snapshot->groups[session->group_first + i];

		if (!is_meant(say->plan, say->target, group))
			continue;
		if (++named > GROUPS_NAMED) {
			snprintf(buf + end, size - end, ", ...");
			break;
		}
		end += (size_t)snprintf(buf + end, size - end, "%s%d", named > 1 ? ", " : "",
			(int)group->id.pgid);
	}
}

static void say_hangup(const struct saying *say)
{
	char groups[128];

	name_groups(say, is_hung_up, groups, sizeof(groups));
	if (groups[0])
		snprintf(say->buf, say->size,
			_("The leader of session %d is in it: when that ends, %s is hung up, and "
			  "SIGHUP goes to these groups: %s."),
			(int)say->target->id.sid, say->target->tty_name, groups);
	else
		snprintf(say->buf, say->size,
			_("The leader of session %d is in it: when that ends, %s is hung up."),
			(int)say->target->id.sid, say->target->tty_name);
}

static void say_orphans(const struct saying *say)
{
	char groups[128];

	name_groups(say, orphan_is_made, groups, sizeof(groups));
	snprintf(say->buf, say->size,
		_("When it ends, no parent is left to continue stopped members of other "
		  "groups, and the kernel sends SIGHUP and SIGCONT to these: %s."),
		groups);
}

static void say_service(const struct saying *say)
{
	const struct cgroup_service *service = &say->target->service;
	char name[UNIT_TEXT_MAX];

	clean_name(service->name, name, sizeof(name));
	snprintf(say->buf, say->size,
		_("It belongs to %s and may be restarted; to stop that, use: %s %s"), name,
		service->of_user ? "systemctl --user stop" : "systemctl stop", name);
}

static void say_grew(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("It is growing: %u more member than when you chose it.",
			"It is growing: %u more members than when you chose it.", say->count),
		say->count);
}

static void say_other_users(const struct saying *say)
{
	char users[OWNERS_MAX];

	owners_name(say->plan, say->target, owners_other, users, sizeof(users));
	snprintf(say->buf, say->size,
		ngettext("%u member belongs to another user: %s.",
			"%u members belong to other users: %s.", say->count),
		say->count, users);
}

static void say_denied(const struct saying *say)
{
	char users[OWNERS_MAX];

	owners_name(say->plan, say->target, owners_denied, users, sizeof(users));
	snprintf(say->buf, say->size,
		ngettext("You are not permitted to signal %u member: it belongs to %s.",
			"You are not permitted to signal %u members: they belong to %s.",
			say->count),
		say->count, users);
}

static void say_ignored(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("%u member ignores SIG%s: nothing will happen to it.",
			"%u members ignore SIG%s: nothing will happen to them.", say->count),
		say->count, say->signal);
}

static void say_blocked(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("%u member blocks SIG%s: it stays pending until unblocked.",
			"%u members block SIG%s: it stays pending until unblocked.", say->count),
		say->count, say->signal);
}

static void say_pending(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("SIG%s is already pending for %u member: sending it again changes "
			 "nothing.",
			"SIG%s is already pending for %u members: sending it again changes "
			"nothing.",
			say->count),
		say->signal, say->count);
}

static void say_stopped(const struct saying *say)
{
	if (say->target->continues)
		snprintf(say->buf, say->size,
			ngettext("%u member is stopped: SIGCONT follows, so that it acts "
				 "on SIG%s; if it ignores that, it runs again.",
				"%u members are stopped: SIGCONT follows, so that they act "
				"on SIG%s; those that ignore it run again.",
				say->count),
			say->count, say->signal);
	else
		snprintf(say->buf, say->size,
			ngettext("%u member is stopped: SIG%s waits until it is continued.",
				"%u members are stopped: SIG%s waits until they are continued.",
				say->count),
			say->count, say->signal);
}

static void say_disk(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("%u member waits in the kernel (state D): it may act on SIG%s "
			 "only when that wait ends.",
			"%u members wait in the kernel (state D): they may act on SIG%s "
			"only when that wait ends.",
			say->count),
		say->count, say->signal);
}

static void say_discarded(const struct saying *say)
{
	snprintf(say->buf, say->size,
		_("No shell looks after this group (it is orphaned): SIG%s is discarded; "
		  "SIGSTOP stops it."),
		say->signal);
}

static void say_init(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("%u member is the first process of a PID namespace and has no handler for "
			 "SIG%s: nothing will happen to it.",
			"%u members are the first processes of PID namespaces and have no handler "
			"for SIG%s: nothing will happen to them.",
			say->count),
		say->count, say->signal);
}

static void say_unknown(const struct saying *say)
{
	snprintf(say->buf, say->size,
		ngettext("What %u member does with SIG%s could not be determined.",
			"What %u members do with SIG%s could not be determined.", say->count),
		say->count, say->signal);
}

static void say_only_zombies(const struct saying *say)
{
	snprintf(say->buf, say->size, "%s",
		_("Only zombies are left: they have ended, and no signal reaches them."));
}

static void (*const sayings[])(const struct saying *say) = {
	[WARN_FOREGROUND] = say_foreground,
	[WARN_HANGUP] = say_hangup,
	[WARN_ORPHANS] = say_orphans,
	[WARN_SERVICE] = say_service,
	[WARN_GREW] = say_grew,
	[WARN_OTHER_USERS] = say_other_users,
	[WARN_DENIED] = say_denied,
	[WARN_IGNORED] = say_ignored,
	[WARN_BLOCKED] = say_blocked,
	[WARN_PENDING] = say_pending,
	[WARN_STOPPED] = say_stopped,
	[WARN_DISK] = say_disk,
	[WARN_DISCARDED] = say_discarded,
	[WARN_INIT] = say_init,
	[WARN_UNKNOWN] = say_unknown,
	[WARN_ONLY_ZOMBIES] = say_only_zombies,
};
static_assert(COUNT(sayings) == WARN_KIND_COUNT, "a sentence for each warning");

char *sentence_warning(const struct plan *plan, uint32_t index, const struct warning *warning,
	char *buf, size_t size)
{
	struct saying say = {.plan = plan,
		.target = &plan->targets[index],
		.count = warning->count,
		.buf = buf,
		.size = size};

	sigtable_name(plan->signal, say.signal);
	buf[0] = '\0';
	sayings[warning->kind](&say);
	return buf;
}
