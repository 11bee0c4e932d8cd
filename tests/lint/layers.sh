#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may include whom: the layers of HACKING.md, and the libraries each of them may know.
. "$(dirname "$0")/lib.sh"

c_code src | awk -F '\t' '
  BEGIN {
    may["base"] = "base"
    may["model"] = "base model"
    may["scan"] = "base model scan"
    may["kill"] = "base model kill"
    may["view/rows"] = "base model view/rows"
    may["view/columns"] = may["view/rows"] " view/columns"
    may["view/filter"] = may["view/rows"] " view/filter"
    may["view/listing"] = may["view/columns"] " view/filter view/listing"
    view = may["view/listing"]
    may["config"] = "base model config"
    may["settings"] = view " scan config settings"
    may["document"] = view " kill document"
    may["history"] = may["document"] " history"
    may["report"] = may["history"] " scan config settings report"
    may["cli/common"] = may["report"] " cli/common"
    may["cli/list"] = may["cli/common"] " cli/list"
    may["cli/kill"] = may["cli/common"] " cli/kill"
    may["cli/run"] = may["cli/common"] " cli/run"
    may["cli"] = may["cli/common"] " cli/list cli/kill cli/run cli"
    may["tui/terminal"] = may["report"] " tui/terminal"
    may["tui/frame"] = may["tui/terminal"] " tui/frame"
    may["tui/widgets"] = may["tui/frame"] " tui/widgets"
    may["tui/send"] = may["tui/widgets"] " tui/send"
    may["tui/pages"] = may["tui/widgets"] " tui/pages"
    may["tui/details"] = may["tui/send"] " tui/details"
    may["tui/list"] = may["tui/details"] " tui/list"
    may["tui"] = may["tui/list"] " tui/pages tui"
    may["main"] = may["report"] " cli/common cli tui/frame tui main"

    # The only place of a library, as the beginning of a path.
    place["curses"] = place["panel"] = place["term"] = "src/tui/"
    place["libproc2"] = "src/scan/scanner.c"
    place["systemd"] = "src/scan/login.c"
    place["jansson"] = "src/document/"
    place["ini"] = "src/config/"
    place["libintl"] = "src/base/gettext.h"
  }
  function say(text) { print $1 ":" $2 ": " text }

  $1 ~ /\.c$/ && $1 != previous && $3 ~ /# *include/ {
    previous = $1
    if ($3 !~ /<config\.h>/)
      say("the first include is not <config.h>")
  }
  $3 !~ /# *include/ { next }
  $3 ~ /"/ {
    split($1, path, "/")
    layer = path[3] == "" ? "main" : path[4] == "" ? path[2] : path[2] "/" path[3]
    if (path[2] ~ /^main.*\.[ch]$/)
      layer = "main"
    name = $3
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    other = name ~ /^main.*\.h$/ ? "main" : name
    sub(/\/[^\/]*$/, "", other)
    if (!(layer in may))
      say("no layer is called " layer)
    else if (index(" " may[layer] " ", " " other " ") == 0)
      say(layer " must not include " name)
  }
  $3 ~ /</ {
    name = $3
    sub(/^[^<]*</, "", name)
    sub(/>.*/, "", name)
    library = name
    sub(/\.h$/, "", library)
    sub(/^ncurses(w)?\//, "", library)
    sub(/^n?curses$/, "curses", library)
    sub(/^libproc2\/.*/, "libproc2", library)
    sub(/^systemd\/.*/, "systemd", library)
    if (library in place && index($1, place[library]) != 1)
      say("<" name "> belongs to " place[library] " only")
  }
' | verdict
