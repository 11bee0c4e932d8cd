dnl SPDX-License-Identifier: GPL-2.0-or-later
dnl What configure of posse asks more than once.

dnl POSSE_REQUIRE(PREFIX, MODULES, DEBIAN-PACKAGE)
dnl A library by its pkg-config name. What is missing is gathered, so that one run names it all.
AC_DEFUN([POSSE_REQUIRE], [
  PKG_CHECK_MODULES([$1], [$2], [], [
    AC_MSG_WARN([$2 was not found; on Debian and Ubuntu it is in the package $3])
    AS_IF([test -n "$posse_missing"], [posse_missing="$posse_missing, "])
    posse_missing="${posse_missing}$2 (package $3)"
  ])
])

dnl POSSE_REQUIRED: the end of the POSSE_REQUIRE calls.
AC_DEFUN([POSSE_REQUIRED], [
  AS_IF([test -n "$posse_missing"],
    [AC_MSG_ERROR([m4_normalize([not found: $posse_missing; the packages are those of Debian and
      Ubuntu, ./bootstrap installs them])])])
])

dnl POSSE_OPTIONAL(PREFIX, NAME, MODULES, WHAT-FOR)
dnl A library that is used where it is: HAVE_PREFIX is 1 or 0, $with_NAME yes or no. --with-NAME
dnl insists on it, --without-NAME does without.
AC_DEFUN([POSSE_OPTIONAL], [
  AC_ARG_WITH([$2], [AS_HELP_STRING([--with-$2], [$4 (where $3 is found)])],
    [], [with_$2=auto])
  AS_IF([test "$with_$2" != no], [
    PKG_CHECK_MODULES([$1], [$3], [with_$2=yes], [
      AS_IF([test "$with_$2" = yes], [AC_MSG_ERROR([$3 was not found])])
      with_$2=no
    ])
  ])
  AS_IF([test "$with_$2" = yes], [posse_have=1], [posse_have=0])
  AC_DEFINE_UNQUOTED([HAVE_$1], [$posse_have], [1 where $3 is used, else 0])
])

dnl POSSE_TRY_FLAG(VARIABLE, FLAG, [PROGRAM])
dnl Appends FLAG to VARIABLE when compiler and linker both take it without a warning. -Werror
dnl makes clang refuse what it would only warn about; at the end of the line, so that it wins.
AC_DEFUN([POSSE_TRY_FLAG], [
  AS_VAR_PUSHDEF([posse_var], [posse_cv_flag_$2])
  AC_CACHE_CHECK([whether the compiler takes $2], [posse_var], [
    posse_save_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS $2 -Werror"
    AC_LINK_IFELSE([m4_default([$3], [AC_LANG_PROGRAM()])],
      [AS_VAR_SET([posse_var], [yes])], [AS_VAR_SET([posse_var], [no])])
    CFLAGS=$posse_save_CFLAGS
  ])
  AS_VAR_IF([posse_var], [yes], [$1="$$1 $2"])
  AS_VAR_POPDEF([posse_var])
])

dnl POSSE_TRY_FLAGS(VARIABLE, FLAGS): each of the blank-separated FLAGS.
AC_DEFUN([POSSE_TRY_FLAGS], [
  m4_foreach_w([posse_flag], [$2], [POSSE_TRY_FLAG([$1], m4_defn([posse_flag]))])
])

dnl POSSE_FORTIFY(VARIABLE)
dnl The highest _FORTIFY_SOURCE that compiler and C library know, in builds that optimize (it is a
dnl warning in others) and where the user has not chosen one.
AC_DEFUN([POSSE_FORTIFY], [
  AC_CACHE_CHECK([for _FORTIFY_SOURCE], [posse_cv_fortify], [
    posse_cv_fortify=none
    AS_CASE(["$CPPFLAGS $CFLAGS"], [*_FORTIFY_SOURCE*], [posse_cv_fortify="the user's"], [
      posse_save_CFLAGS=$CFLAGS
      for posse_level in 3 2; do
        CFLAGS="$posse_save_CFLAGS -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$posse_level -Werror"
        AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#include <string.h>
#ifndef __OPTIMIZE__
#error "does not optimize"
#endif]])], [posse_cv_fortify=$posse_level; break])
      done
      CFLAGS=$posse_save_CFLAGS
    ])
  ])
  AS_CASE([$posse_cv_fortify], [2|3],
    [$1="$$1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$posse_cv_fortify"])
])
