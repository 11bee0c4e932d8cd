/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls the target with each file of its corpus, or with each FILE that it is given, as TAP. */
#include <config.h>

#include <errno.h>
#include <glob.h>
#include <string.h>

#include "base/cleanup.h"
#include "target.h"

/* No file of a corpus is longer. */
#define INPUT_MAX (1 << 20)

static void replay(const char *path)
{
	CLEANUP_FREE uint8_t *data = malloc(INPUT_MAX);
	CLEANUP_FCLOSE FILE *file = fopen(path, "re");
	size_t size;

	if (!data || !file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	size = fread(data, 1, INPUT_MAX, file);
	LLVMFuzzerTestOneInput(data, size);
}

/* "fuzz-filter" has its files in tests/fuzz/corpus/filter of the source. */
static void find_corpus(const char *program, glob_t *ret_files)
{
	const char *top = getenv("top_srcdir");
	const char *name = strrchr(program, '-');
	char pattern[4096];

	snprintf(pattern, sizeof(pattern), "%s/tests/fuzz/corpus/%s/*", top ? top : ".",
		name ? name + 1 : program);
	if (glob(pattern, 0, NULL, ret_files) != 0) {
		fprintf(stderr, "%s: no files\n", pattern);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	glob_t files = {.gl_pathc = (size_t)argc - 1, .gl_pathv = argv + 1};

	if (argc < 2)
		find_corpus(argv[0], &files);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		const char *slash = strrchr(files.gl_pathv[i], '/');

		replay(files.gl_pathv[i]);
		printf("ok %zu - %s\n", i + 1, slash ? slash + 1 : files.gl_pathv[i]);
	}
	/* What every target must stand, too. */
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	printf("ok %zu - nothing at all\n1..%zu\n", files.gl_pathc + 1, files.gl_pathc + 1);
	if (argc < 2)
		globfree(&files);
	return 0;
}
