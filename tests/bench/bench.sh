#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Figures, beside those of others in the same run, for the maintainer to look at; `make bench` calls
# it. Not part of the tests: a busy machine must not fail them. README.md quotes the tables of the
# view, which are also left in bench.md.
#
# bench.sh [TRIALS]

set -eu
build=${top_builddir:-.}
trials=${1:-20}
helper=$build/tests/group-helper/group-helper

# htop and btop write settings to their user's directory: a new one, so that nobody's are touched.
HOME=$(mktemp -d "${TMPDIR:-/tmp}/posse-bench.XXXXXX")
trap 'rm -rf "$HOME"' EXIT
trap 'exit 1' HUP INT TERM
XDG_CONFIG_HOME=$HOME
XDG_STATE_HOME=$HOME
TERM=xterm-256color
LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_STATE_HOME TERM LC_ALL
mkdir "$HOME/btop"
echo 'update_ms = 1500' >"$HOME/btop/btop.conf"

versions() {
  for peer in htop top btop; do
    case $peer in
    top) top -V ;;
    *) "$peer" --version ;;
    esac 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | head -n 1
  done
}

view() {
  "$build/tests/bench/peers" "$build/src/posse" "$helper" "$1" "$2"
}

{
  echo "$(uname -sr), $(nproc) processors, $(date +%F); a refresh every 1.5 s, 160x50; beside"
  versions | paste -s -d ';' | sed 's/;/; /g'
  echo
  view 100 20
  view 10000 400
  view 30000 1200
} | tee "$build/bench.md"

echo "# scan"
"$build/tests/bench/scan-ratio" "$helper" 10000 400

echo "# send"
"$build/tests/bench/latency" "$build/src/posse" "$helper" 10000 400 "$trials"
