/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a user's own files are, by the XDG base directory specification. */
#ifndef BASE_XDG_H
#define BASE_XDG_H

/*
 * The path of name below the directory that variable holds or, where that is no absolute path,
 * below this subdirectory of $HOME. The caller frees it. Returns 0, -ENOENT (no home either) or
 * -ENOMEM.
 */
int xdg_path(const char *variable, const char *subdirectory, const char *name, char **ret_path);

#endif
