#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Nothing without a use in the program, or in what makes its manual page: no function or variable
# for other files, no macro, enumerator or field; and no function for other files that only its own
# file calls. Tests are no use. Nor is a field used that is written and never read, or read to be
# copied to its like.
. "$(dirname "$0")/lib.sh"

# What is there without such a use all the same, and why. A field is STRUCT.FIELD, STRUCT all of it.
seams='
app_inspect_serial: tests answer in the place of the sampler
directory_entry: the kernel says what is in it
history_log_line: tests read the line, and no log
history_screen_new_of: tests have a history of their own
self_init_as: tests say who posse is
WAY_NUMBER_START: the ways of a search are gone through by number
'

{
  printf '%s\n' "$seams" | awk '/:/ { sub(/:.*/, ""); print "seams\t0\tseam\t" $0 }'
  c_code src man | awk -f "$lint/names.awk"
} | awk -F '\t' '
  # The struct at the end of "STRUCT>field>field"; "" when it is not known.
  function struct_of(path,  i, n, part, struct) {
    n = split(path, part, ">")
    struct = part[1]
    if (struct ~ /\(\)$/)
      struct = type[struct]
    for (i = 2; i <= n; i++)
      struct = type[struct " " part[i]]
    return struct
  }
  # "STRUCT FIELD" of a path; " FIELD" when it is not known in which struct.
  function field_of(path,  name, full) {
    name = path
    sub(/.*>/, "", name)
    sub(/>[^>]*$/, "", path)
    full = struct_of(path) " " name
    return full in field ? full : " " name
  }
  function copy_of(pair,  path, from) {
    split(pair, path, " ")
    from = field_of(path[2])
    if (from ~ /^ / || from != field_of(path[1]))
      read[from]
  }
  # A field of a struct that is not known may be that of any.
  function is_read(name,  alone) {
    alone = name
    sub(/.* /, " ", alone)
    return (name in read) || (alone in read)
  }
  # The files that use it: "" for none, one file, or "several".
  function user_of(name,  i) {
    for (i = 1; i <= beginnings; i++)
      if (index(name, beginning[i]) == 1)
        return "several"
    return user[name]
  }
  function note(name, kind) {
    if (!((name, kind) in where)) {
      order[++count] = name SUBSEP kind
      where[name, kind] = $1 ":" $2
    }
  }
  function judge(name, kind,  shown, struct, fault) {
    shown = struct = name
    sub(/ /, ".", shown)
    sub(/^\.[0-9]+\./, "", shown) # of a struct without a name
    sub(/ .*/, "", struct)
    if (kind == "field")
      fault = is_read(name) ? "" : "is never read"
    else if (user_of(name) == "")
      fault = "is not used"
    else if (kind == "function" && user_of(name) == home[name])
      fault = "is used in this file only, and not static"
    if (!(shown in seam) && !(struct in seam))
      return fault == "" ? "" : "the " kind " " shown " " fault
    return fault == "" && shown in seam ? shown " is used, and no seam" : ""
  }

  $3 == "seam" { seam[$4] }
  $3 == "private" { own[$1, $4] }
  $3 == "use" && !(($1, $4) in own) {
    user[$4] = user[$4] == "" || user[$4] == $1 ? $1 : "several"
  }
  $3 == "begin" { beginning[++beginnings] = $4 }
  $3 == "read" { reads[$4] }
  $3 == "copy" { copies[$4] }
  $3 == "type" {
    name = result = $4
    sub(/.* /, "", result)
    sub(/ [^ ]*$/, "", name)
    type[name] = result
  }
  $3 == "field" { field[$4] }
  $3 == "function" && $1 ~ /\.c$/ { home[$4] = $1 }
  $3 ~ /^(macro|enumerator|field|object)$/ { note($4, $3) }
  # Names that begin so are those of a library that calls them.
  ($3 == "function" || $3 == "prototype") && $4 != "main" && $4 !~ /^__/ { note($4, "function") }
  END {
    for (path in reads)
      read[field_of(path)]
    for (pair in copies)
      copy_of(pair)
    for (i = 1; i <= count; i++) {
      split(order[i], part, SUBSEP)
      said = judge(part[1], part[2])
      if (said != "")
        print where[part[1], part[2]] ": " said
    }
  }
' | verdict
