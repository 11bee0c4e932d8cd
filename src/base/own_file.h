/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files below somebody's home. Root opens them only by a way on which nobody else could have laid a
 * trap, and only if they are its own: that is to go the way strictly.
 */
#ifndef BASE_OWN_FILE_H
#define BASE_OWN_FILE_H

#include <stdbool.h>
#include <sys/types.h>

/* What can be wrong with such a file, beside what errno can say. */
enum own_file_fault {
	OWN_FILE_LINKED = -11000, /* strictly: a symbolic link is on the way */
	OWN_FILE_NOT_OWN, /* strictly: the directory or the file is somebody else's, too */
	OWN_FILE_NOT_REGULAR, /* what is there is no ordinary file */
};

/* How the way is gone. */
struct own_file_way {
	bool makes; /* directories that are not there */
	bool strict;
	bool own_links; /* if strict: root's links, in directories of root's, are followed to any
			   directory but the last */
};

/* Goes to the directory that path is in, whether or not there is such a file. Returns a descriptor
 * that can be used for that only, and in *ret_name where in path its name begins; -errno or enum
 * own_file_fault. */
int own_file_place(const char *path, const struct own_file_way *way, const char **ret_name);

/* Opens the file with that name there, and waits for nothing. Returns a descriptor, -errno or enum
 * own_file_fault. */
int own_file_open_at(int directory, const char *name, bool strict, int flags);

/* Both in one. */
int own_file_open(const char *path, const struct own_file_way *way, int flags);

/* Whose the file is, or else its directory, if not the user's: for telling; false: the user's. */
bool own_file_has_owner(const char *path, uid_t *ret_uid);

#endif
