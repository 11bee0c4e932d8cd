/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locale and options; the rest is the front ends'. */
#include <config.h>

#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/gettext.h"
#include "tui/tui.h"

enum exit_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,
};

static void init_locale(void)
{
	setlocale(LC_ALL, "");
	bindtextdomain(PACKAGE, LOCALEDIR);
	textdomain(PACKAGE);
}

/* Output that could not be written (a full disk, a closed pipe) must not end in success. */
static int finish_stdout(void)
{
	return fflush(stdout) == 0 && !ferror(stdout) ? STATUS_OK : STATUS_FAILED;
}

static int print_help(void)
{
	puts(_("Usage: posse [OPTION]..."));
	puts(_("See the process groups of this machine and signal a whole group at once."));
	putchar('\n');
	printf("  -h, --help     %s\n", _("show this help and exit"));
	printf("      --version  %s\n", _("show the version and exit"));
	return finish_stdout();
}

static int print_version(void)
{
	puts(PACKAGE_STRING);
	return finish_stdout();
}

static int run_view(void)
{
	struct tui_options options;

	tui_options_init(&options);
	return tui_run(&options);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{NULL, 0, NULL, 0},
	};

	init_locale();
	switch (getopt_long(argc, argv, "h", options, NULL)) {
	case 'h':
		return print_help();
	case 'V':
		return print_version();
	case -1:
		if (optind == argc)
			return run_view();
		fprintf(stderr, _("posse: there is no command '%s'.\n"), argv[optind]);
		return STATUS_USAGE;
	}
	fputs(_("Try 'posse --help' for more information."), stderr);
	fputc('\n', stderr);
	return STATUS_USAGE;
}
