#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Figures, as ratios, for the maintainer to look at; `make bench` calls it. Not part of the tests: a
# busy machine must not fail them.
#
# bench.sh [PROCESSES [GROUPS [TRIALS]]]

set -eu
build=${top_builddir:-.}
processes=${1:-10000}
groups=${2:-400}
trials=${3:-20}

# htop writes its settings to its user's directory: a new one, so that nobody's are touched.
HOME=$(mktemp -d "${TMPDIR:-/tmp}/posse-bench.XXXXXX")
trap 'rm -rf "$HOME"' EXIT
trap 'exit 1' HUP INT TERM
XDG_CONFIG_HOME=$HOME
XDG_STATE_HOME=$HOME
TERM=xterm-256color
LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_STATE_HOME TERM LC_ALL

echo "# posse: figures on $(uname -sr), $(nproc) processors, $(date +%F)"
echo "# scan"
"$build/tests/bench/scan-ratio" "$build/tests/troupe/troupe" "$processes" "$groups"

echo "# view"
"$build/tests/bench/peers" "$build/src/posse" "$build/tests/troupe/troupe" "$processes" "$groups"

echo "# send"
"$build/tests/bench/latency" "$build/src/posse" "$build/tests/troupe/troupe" "$processes" \
  "$groups" "$trials"
