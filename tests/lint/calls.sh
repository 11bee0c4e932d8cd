#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Calls that are forbidden, or allowed in one place only; waits by the clock; unfinished work.
. "$(dirname "$0")/lib.sh"

c_calls() {
  c_code src tests man | awk -F '\t' '
    BEGIN {
      n = split("atoi atol atoll atof strtok sprintf vsprintf strcpy strcat strncpy strncat gets " \
        "system popen tmpnam tempnam mktemp alloca signal vfork scanf sscanf fscanf", list, " ")
      for (i = 1; i <= n; i++)
        forbidden[list[i]]
      n = split("kill killpg tgkill tkill sigqueue pidfd_send_signal", list, " ")
      for (i = 1; i <= n; i++)
        signals[list[i]]
      n = split("strcasecmp strncasecmp strcasestr strcoll toupper tolower isalpha isalnum " \
        "isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit " \
        "towupper towlower iswalpha iswalnum iswprint iswspace wcscasecmp", list, " ")
      for (i = 1; i <= n; i++)
        locale[list[i]]
      n = split("sleep usleep nanosleep clock_nanosleep thrd_sleep napms", list, " ")
      for (i = 1; i <= n; i++)
        sleeps[list[i]]
    }
    function say(text) { print $1 ":" $2 ": " text }

    # Every word that is followed by "(" and is no member of a struct.
    {
      interval = / @interval$/
      code = $3
      while (match(code, /[A-Za-z_][A-Za-z_0-9]* *\(/)) {
        name = substr(code, RSTART, RLENGTH - 1)
        before = substr(code, 1, RSTART - 1)
        code = substr(code, RSTART + RLENGTH)
        sub(/ *$/, "", name)
        if (before ~ /(\.|->) *$/)
          continue
        if (name in forbidden)
          say(name "() is forbidden")
        if (name in locale && $1 ~ /^src\//)
          say(name "() asks the locale: words are ASCII, see src/base/ascii.h")
        if (name in sleeps)
          say(name "() is a fixed sleep: wait for a condition, with a deadline")
        if (name == "poll" && code ~ /^ *NULL *,/ && !interval)
          say("poll() on nothing is a fixed sleep unless a comment says whose interval it is")
        if (name in signals && $1 ~ /^src\// && $1 != "src/kill/kernel.c")
          say(name "() belongs to src/kill/kernel.c only")
        if (name == "syscall" && code ~ /(kill|send_signal|sigqueue)/ && $1 ~ /^src\// &&
            $1 != "src/kill/kernel.c")
          say("system calls that signal belong to src/kill/kernel.c only")
      }
    }'
}

# In a script, `sleep` may be somebody the test started (an argument, or in the background), or the
# interval of a wait with a deadline, and then a comment says so.
sh_sleeps() {
  find tests man bootstrap .ci -type f \( -name '*.sh' -o -name run -o -name bootstrap \) |
    LC_ALL=C sort |
    while read -r file; do
      awk '
        BEGIN {
          begins = "(^|[;|({&!]|then|else|do|while|until|if)[ \t]*(command |exec )?"
          sleeps = begins "(/bin/)?u?sleep[ \t]"
        }
        { code = $0 }
        code ~ /^[ \t]*#/ { next }
        code ~ /#.*interval/ { next }
        code !~ sleeps { next }
        code ~ /[^&]&[ \t]*(#.*)?$/ || code ~ /[^&]&[ \t]*[})"]/ { next }
        { print FILENAME ":" FNR ": a fixed sleep: wait for a condition, with a deadline" }
      ' "$file"
    done
}

unfinished() {
  find src tests man po/Makevars m4/posse.m4 configure.ac Makefile.am bootstrap .ci -type f \
    ! -path 'tests/lint/*' ! -path '*/.deps/*' ! -name '*.log' ! -name '*.trs' 2>/dev/null |
    LC_ALL=C sort |
    xargs grep -InEw 'TO''DO|FIX''ME|XX''X|[Ss]tubs?' /dev/null |
    sed 's/^\([^:]*:[^:]*\):.*/\1: a word of unfinished work/'
}

{
  c_calls
  sh_sleeps
  unfinished
} | verdict
