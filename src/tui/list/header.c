/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list/header.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "tui/frame/draw.h"
#include "view/columns/glyphs.h"

#define PARTS_MAX 12
#define PART_TEXT 128
#define GAP       2

/* Bars grow with what is left of the line. */
#define BAR_LEAST 6
#define BAR_MOST  24

/* From so many columns on there is room for all counts. */
#define WIDE 120

/* From this share on a meter is marked. */
#define METER_HIGH 0.9

struct part {
	char text[PART_TEXT];
	enum role role;
	int rank; /* 0 goes last */
	bool shown;
	bool has_bar;
	double share; /* of the bar; NAN: unknown */
	char after[PART_TEXT]; /* behind the bar */
};

struct line {
	struct part parts[PARTS_MAX];
	size_t count;
	int width; /* of the parts that are shown, with the gap behind each, their bars aside */
	int bars; /* of these parts, how many have one */
	int bar; /* columns of each bar */
};

__attribute__((format(printf, 4, 5))) static struct part *add_part(struct line *line, int rank,
	enum role role, const char *format, ...)
{
	struct part *part = &line->parts[line->count];
	va_list arguments;

	if (line->count < PARTS_MAX - 1)
		line->count++;
	*part = (struct part){.rank = rank, .role = role};
	va_start(arguments, format);
	vsnprintf(part->text, sizeof(part->text), format, arguments);
	va_end(arguments);
	return part;
}

/* Shows the part if it has room, its bar at its least, behind those that are shown already. */
static void fit_part(struct line *line, struct part *part, int width)
{
	int own = (int)text_width(part->text) + GAP;
	int bars = line->bars + part->has_bar;

	if (part->has_bar)
		own += 2 + (int)text_width(part->after);
	if (!part->text[0] || line->width + own - GAP + bars * BAR_LEAST > width)
		return;
	part->shown = true;
	line->width += own;
	line->bars = bars;
}

/* Shows the parts by rank and gives what is left to the bars. */
static void fit(struct line *line, int width)
{
	for (int rank = 0; rank < PARTS_MAX; rank++)
		for (size_t i = 0; i < line->count; i++)
			if (line->parts[i].rank == rank)
				fit_part(line, &line->parts[i], width);
	if (line->bars > 0)
		line->bar = (width - line->width + GAP) / line->bars;
	if (line->bar > BAR_MOST)
		line->bar = BAR_MOST;
}

static int draw_meter(struct screen *screen, int y, int x, const struct part *part, int columns)
{
	char bar[BAR_MOST * 4 + 1];
	enum role role = part->share >= METER_HIGH ? ROLE_METER_HIGH : ROLE_METER;

	glyph_bar(part->share, (size_t)columns, screen->app->charset, bar, sizeof(bar));
	x = draw_text(screen, y, x + 1, columns, role, bar);
	return draw_text(screen, y, x + 1, PART_TEXT, ROLE_FIGURE, part->after);
}

/* Returns the column behind the last part. */
static int draw_line(struct screen *screen, int y, struct line *line)
{
	int width = getmaxx(screen->window) - 1;
	int x = 1;

	fit(line, width);
	for (size_t i = 0; i < line->count; i++) {
		const struct part *part = &line->parts[i];

		if (!part->shown)
			continue;
		x = draw_text(screen, y, x, width, part->role, part->text);
		if (part->has_bar)
			x = draw_meter(screen, y, x, part, line->bar);
		x += GAP;
	}
	return x > 1 ? x - GAP : x;
}

/* ---- The first line: host, up, load, meters ---- */

static void add_host(struct line *line, const struct machine *machine, enum text_charset charset)
{
	char host[PART_TEXT];

	text_clean(machine->host, strlen(machine->host), charset, host, sizeof(host));
	add_part(line, 1, ROLE_TITLE, "%s", host);
}

static void add_uptime(struct line *line, const struct machine *machine)
{
	char age[AMOUNT_MAX];

	add_part(line, 4, ROLE_LABEL, _("up %s"), amount_age(machine->uptime / CLOCK_SECOND, age));
}

static void add_load(struct line *line, const struct machine *machine)
{
	if (!isnan(machine->load[0]))
		add_part(line, 3, ROLE_LABEL, _("load %.2f %.2f %.2f"), machine->load[0],
			machine->load[1], machine->load[2]);
}

static void add_cpu(struct line *line, const struct machine *machine)
{
	struct part *part = add_part(line, 0, ROLE_LABEL, "%s", _("CPU"));

	part->has_bar = true;
	part->share = (double)machine->cpu_percent / 100;
	if (isnan(machine->cpu_percent))
		snprintf(part->after, sizeof(part->after), "-");
	else
		snprintf(part->after, sizeof(part->after), _("%.0f %%"),
			(double)machine->cpu_percent);
}

static void add_memory(struct line *line, const struct machine *machine)
{
	struct part *part;
	char total[AMOUNT_MAX];

	if (machine->memory_total == 0)
		return;
	part = add_part(line, 2, ROLE_LABEL, "%s", _("memory"));
	part->has_bar = true;
	part->share = (double)machine->memory_used / (double)machine->memory_total;
	snprintf(part->after, sizeof(part->after), _("%.0f %% of %s"), part->share * 100,
		amount_bytes(machine->memory_total, total));
}

static void draw_machine(struct screen *screen, int y)
{
	const struct machine *machine = &screen->app->snapshot->machine;
	struct line line = {.count = 0};

	add_host(&line, machine, screen->app->charset);
	add_uptime(&line, machine);
	add_load(&line, machine);
	add_cpu(&line, machine);
	add_memory(&line, machine);
	draw_line(screen, y, &line);
}

/* ---- The second line: counts and remarks ---- */

static uint32_t count_state(const struct snapshot *snapshot, char state)
{
	unsigned index = snapshot_state_index(state);
	uint32_t count = 0;

	for (uint32_t i = 0; i < snapshot->group_count; i++)
		count += snapshot->groups[i].states[index];
	return count;
}

/* What is less often wanted than the interval, which is at the right end. */
static void add_more_counts(struct line *line, const struct snapshot *snapshot)
{
	uint32_t running = count_state(snapshot, 'R');
	uint32_t sleeping = count_state(snapshot, 'S') + count_state(snapshot, 'I');

	add_part(line, 7, ROLE_LABEL, ngettext("%u running", "%u running", running), running);
	add_part(line, 8, ROLE_LABEL, ngettext("%u sleeping", "%u sleeping", sleeping), sleeping);
}

static void add_counts(struct line *line, const struct snapshot *snapshot, bool wide)
{
	uint32_t waiting = count_state(snapshot, 'D');
	uint32_t sessions = snapshot->session_count;
	uint32_t groups = snapshot->group_count;
	uint32_t processes = snapshot->process_count;
	uint32_t stopped = snapshot->stopped;
	uint32_t zombies = snapshot->zombies;

	add_part(line, 6, ROLE_LABEL, ngettext("%u session", "%u sessions", sessions), sessions);
	add_part(line, 2, ROLE_LABEL, ngettext("%u group", "%u groups", groups), groups);
	add_part(line, 3, ROLE_LABEL, ngettext("%u process", "%u processes", processes), processes);
	if (wide)
		add_more_counts(line, snapshot);
	/* Nothing can be done with these until the device answers; they are worth a word. */
	if (waiting > 0)
		add_part(line, 5, ROLE_WARNING, ngettext("%u in D", "%u in D", waiting), waiting);
	add_part(line, 5, stopped ? ROLE_WARNING : ROLE_LABEL,
		ngettext("%u stopped", "%u stopped", stopped), stopped);
	add_part(line, 4, zombies ? ROLE_WARNING : ROLE_LABEL,
		ngettext("%u zombie", "%u zombies", zombies), zombies);
}

static void add_remarks(struct line *line, const struct app *app)
{
	const struct snapshot *snapshot = app->snapshot;

	if (app->scan_error)
		add_part(line, 0, ROLE_NOTICE, "%s", _("the processes cannot be read now"));
	if (snapshot->machine.foreign)
		add_part(line, 0, ROLE_NOTICE, "%s",
			_("view only: /proc is not of this PID namespace"));
	if (snapshot->machine.partial)
		add_part(line, 1, ROLE_NOTICE, "%s", _("partial view"));
	if (app->settings.readonly)
		add_part(line, 1, ROLE_NOTICE, "%s", _("read-only"));
}

/* By more than can be seen. */
static bool is_stretched(const struct app *app)
{
	return app->stretched > app->settings.interval + app->settings.interval / 20;
}

/* How often, and what the CPU figures mean, which is the more important of the two. */
static void draw_refresh(struct screen *screen, int y, int left)
{
	const struct app *app = screen->app;
	char every[PART_TEXT];
	char both[2 * PART_TEXT];

	if (is_stretched(app))
		snprintf(every, sizeof(every), _("every %g s %s %.1f s"),
			(double)app->settings.interval / 1e9, glyph(GLYPH_BECOMES, app->charset),
			(double)app->stretched / 1e9);
	else
		snprintf(every, sizeof(every), _("every %g s"),
			(double)app->settings.interval / 1e9);
	if (app->snapshot->rates) {
		draw_right(screen, y, left + GAP, ROLE_DIM, every);
		return;
	}
	snprintf(both, sizeof(both), "%s  %s", _("CPU%: averages"), every);
	if (!draw_right(screen, y, left + GAP, ROLE_DIM, both))
		draw_right(screen, y, left + GAP, ROLE_DIM, _("CPU%: averages"));
}

static void draw_counts(struct screen *screen, int y)
{
	struct line line = {.count = 0};

	add_counts(&line, screen->app->snapshot, getmaxx(screen->window) >= WIDE);
	add_remarks(&line, screen->app);
	draw_refresh(screen, y, draw_line(screen, y, &line));
}

void header_draw(struct screen *screen, int y, int count)
{
	if (!screen->app->snapshot)
		return;
	if (count > 0)
		draw_machine(screen, y);
	if (count > 1)
		draw_counts(screen, y + 1);
}
