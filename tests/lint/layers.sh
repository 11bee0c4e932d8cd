#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may include whom: the layers of HACKING.md, and the libraries each of them may know. A layer
# is a folder of src, sub-folders being layers of their own; "main" is what lies in src itself.
. "$(dirname "$0")/lib.sh"

c_code src | awk -F '\t' '
  BEGIN {
    # What a layer stands on: it may include these and all that they may.
    on["base"] = ""
    on["model"] = "base"
    on["scan"] = on["kill"] = "model"
    on["config"] = on["keymap"] = "base"
    on["view/rows"] = "model"
    on["view/columns"] = on["view/filter"] = "view/rows"
    on["view/listing"] = "view/columns view/filter"
    on["settings"] = "view/listing config keymap"
    on["document"] = "kill view/listing"
    on["history"] = "document"
    on["report"] = "settings history"
    on["cli/common"] = "report"
    on["cli/list"] = on["cli/kill"] = on["cli/run"] = "cli/common scan"
    on["cli"] = "cli/list cli/kill cli/run"
    on["tui/terminal"] = "report"
    on["tui/frame"] = "tui/terminal scan"
    on["tui/widgets"] = "tui/frame"
    on["tui/send"] = on["tui/pages"] = "tui/widgets"
    on["tui/details"] = "tui/send"
    on["tui/list"] = "tui/details"
    on["tui"] = "tui/list tui/pages"
    on["main"] = "report"
    # And these, but not what is below them.
    knows["main"] = "cli cli/common tui"

    # The only place of a library, as the beginning of a path. No file elsewhere reaches it, by
    # any chain of includes; but where the place is one header, that one is there for all.
    place["curses"] = place["panel"] = place["term"] = "src/tui/"
    place["libproc2"] = "src/scan/scanner.c"
    place["systemd"] = "src/scan/login.c"
    place["jansson"] = "src/document/"
    place["libintl"] = "src/base/gettext.h"

    for (layer in on)
      add(layer, layer)
    for (layer in knows) {
      n = split(knows[layer], names, " ")
      for (i = 1; i <= n; i++)
        may[layer, names[i]]
    }
  }
  function add(layer, other,  i, n, names) {
    may[layer, other]
    n = split(on[other], names, " ")
    for (i = 1; i <= n; i++)
      add(layer, names[i])
  }
  function say(text) { print $1 ":" $2 ": " text }
  function folder(path) {
    return sub(/\/[^\/]*$/, "", path) ? path : "main"
  }
  function is_outside(file, library) {
    return index(file, place[library]) != 1
  }

  # The file can reach the library, and so can all that include it.
  function reach(file, library,  i, n, names) {
    if ((file, library) in reaches)
      return
    reaches[file, library]
    n = split(includers[file], names, " ")
    for (i = 1; i <= n; i++)
      reach(names[i], library)
  }

  $1 ~ /\.c$/ && $1 != previous && $3 ~ /# *include/ {
    previous = $1
    if ($3 !~ /<config\.h>/)
      say("the first include is not <config.h>")
  }
  $3 !~ /# *include/ { next }
  $3 ~ /"/ {
    layer = folder(substr($1, 5))
    name = $3
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    if (!(layer in on))
      say("no layer is called " layer)
    else if (!((layer, folder(name)) in may))
      say(layer " must not include " name)
    edge[++edges] = $1 "\t" $2 "\t" name
    includers["src/" name] = includers["src/" name] " " $1
  }
  $3 ~ /</ {
    name = $3
    sub(/^[^<]*</, "", name)
    sub(/>.*/, "", name)
    library = name
    sub(/\.h$/, "", library)
    sub(/^ncurses(w)?\//, "", library)
    sub(/^n?curses$/, "curses", library)
    sub(/\/.*/, "", library)
    if (!(library in place))
      next
    if (is_outside($1, library))
      say("<" name "> belongs to " place[library] " only")
    if (place[library] !~ /\.h$/) {
      direct[$1, library]
      known[library]
    }
  }
  END {
    for (pair in direct) {
      split(pair, part, SUBSEP)
      reach(part[1], part[2])
    }
    for (i = 1; i <= edges; i++) {
      split(edge[i], part, "\t")
      # Chains are told of where they leave the place, not again at each link outside.
      for (library in known)
        if (is_outside(part[1], library) && !is_outside("src/" part[3], library) &&
            ("src/" part[3], library) in reaches)
          print part[1] ":" part[2] ": " library " belongs to " place[library] \
            " only, and " part[3] " leads to it"
    }
  }
' | verdict
