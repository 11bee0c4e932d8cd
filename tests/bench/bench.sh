#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Figures, as ratios, for the maintainer to look at; `make bench` calls it. Not part of the tests: a
# busy machine must not fail them.
#
# bench.sh [PROCESSES [GROUPS]]

set -eu
build=${top_builddir:-.}
processes=${1:-10000}
groups=${2:-400}

echo "# posse: figures on $(uname -sr), $(nproc) processors"
echo "# scan"
"$build/tests/bench/scan-ratio" "$build/tests/troupe/troupe" "$processes" "$groups"
