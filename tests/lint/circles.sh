#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# No modules that include or call each other round a circle, and no folders that do. A module is x.c
# and x.h, with x_private.h if there is one. A folder and one in it are two. To name a function or a
# variable of another module is to call it.
. "$(dirname "$0")/lib.sh"

code=$(mktemp)
trap 'rm -f "$code"' EXIT
c_code src >"$code"

# "file<TAB>line<TAB>what<TAB>name", the includes among them.
{
  awk -F '\t' '
    $3 ~ /# *include *"/ {
      sub(/^[^"]*"/, "", $3)
      sub(/".*/, "", $3)
      print $1 "\t" $2 "\tinclude\t" $3
    }' "$code"
  awk -f "$lint/names.awk" "$code"
} | awk -F '\t' '
  function module(path) {
    sub(/^src\//, "", path)
    sub(/\.[ch]$/, "", path)
    sub(/_private$/, "", path)
    return path
  }
  function folder(path) {
    sub(/^src\//, "", path)
    return sub(/\/[^\/]*$/, "", path) ? path : "src"
  }
  # In graph: from leads to to, as the line at says.
  function link(graph, from, to, at) {
    if (from == to || ((graph, from, to) in seen_at))
      return
    seen_at[graph, from, to] = at
    if (!((graph, from) in next_of))
      nodes[graph] = nodes[graph] " " from
    next_of[graph, from] = next_of[graph, from] " " to
  }
  function link_both(what, from, to, at) {
    link("a circle of " what, module(from), module(to), at)
    link("a circle of " what " between folders", folder(from), folder(to), at)
  }

  # Walks from start, nearest first, notes what it reaches, and returns the shortest way back to
  # start: "start a b start", or "".
  function walk(graph, start,  queue, head, tail, came, node, n, i, list, way) {
    queue[tail = 1] = start
    for (head = 1; head <= tail; head++) {
      n = split(next_of[graph, queue[head]], list, " ")
      for (i = 1; i <= n; i++)
        if (!(list[i] in came)) {
          came[list[i]] = queue[head]
          reaches[graph, start, list[i]]
          if (list[i] != start)
            queue[++tail] = list[i]
        }
    }
    if (!(start in came))
      return ""
    way = start
    node = start
    do {
      node = came[node]
      way = node " " way
    } while (node != start)
    return way
  }

  # Says the shortest circle among members, which all reach each other, and who else they are.
  function tell(graph, members, way,  n, list, i, text) {
    n = split(way, list, " ")
    text = list[1]
    for (i = 2; i <= n; i++)
      text = text " -> " list[i]
    print seen_at[graph, list[1], list[2]] ": " graph ": " text rest_of(members, way)
  }
  function rest_of(members, way,  n, list, i, others) {
    n = split(members, list, " ")
    for (i = 1; i <= n; i++)
      if (index(" " way " ", " " list[i] " ") == 0)
        others = others " " list[i]
    return others == "" ? "" : " (and round others, with" others ")"
  }
  function find(graph,  n, list, i, j, way, members, best, told, part) {
    n = split(nodes[graph], list, " ")
    for (i = 1; i <= n; i++)
      way[i] = walk(graph, list[i])
    for (i = 1; i <= n; i++) {
      if (way[i] == "" || (i in told))
        continue
      members = ""
      best = way[i]
      for (j = i; j <= n; j++)
        if (((graph, list[i], list[j]) in reaches) && ((graph, list[j], list[i]) in reaches)) {
          told[j]
          members = members " " list[j]
          if (split(way[j], part, " ") < split(best, part, " "))
            best = way[j]
        }
      tell(graph, members, best)
    }
  }

  $3 == "include" { link_both("includes", $1, "src/" $4, $1 ":" $2) }
  # A variable that a header only declares is that of the file with its value.
  $3 == "function" && $4 != "main" { home[$4] = $1 }
  $3 == "object" && $1 ~ /\.c$/ { home[$4] = $1 }
  $3 == "private" { own[$1, $4] }
  $3 == "use" || $3 == "begin" {
    used[++uses] = $4
    used_in[uses] = $1
    used_at[uses] = $1 ":" $2
    begins[uses] = $3 == "begin"
  }
  END {
    for (i = 1; i <= uses; i++) {
      name = used[i]
      if (begins[i]) {
        for (other in home)
          if (index(other, name) == 1)
            link_both("calls", used_in[i], home[other], used_at[i])
      } else if ((name in home) && !((used_in[i], name) in own))
        link_both("calls", used_in[i], home[name], used_at[i])
    }
    for (graph in nodes)
      find(graph)
  }
' | LC_ALL=C sort | verdict
