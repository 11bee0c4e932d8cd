#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the user has set holds on the command line, and what is wrong there is told of.
set -u
. "$srcdir/tests/lib/stage.sh"
. "$srcdir/tests/lib/cli.sh"

XDG_CONFIG_HOME=$stage_dir/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/posse"

set_to() {
  printf '%s\n' "$@" >"$XDG_CONFIG_HOME/posse/config"
}

stage_start 1 group default
job=$(stage_pgid 1)

set_to 'readonly = yes'
run "$posse" kill -y "$job"
complains "Nothing was sent: the settings say readonly"
expect 1 "kill sends nothing"
run "$posse" kill -n "$job"
says "1 member: 1 ends at once"
expect 0 "but shows its plan"
run "$posse" run touch "$stage_dir/started"
complains "The command was not started: the settings say readonly"
expect 125 "run starts nothing"
[ ! -e "$stage_dir/started" ] || fail "the command was started"
run "$posse" list
[ -z "$err" ] || fail "list says something of settings: $err"
expect 0 "list goes on as ever"

set_to '# mine' 'readonly = perhaps'
run "$posse" kill -y "$job"
complains "posse/config:2: 'perhaps' is neither yes nor no; it is taken for yes."
expect 1 "in doubt nothing is sent"
ended "$(stage_member 1 default)" && fail "the member has ended"

set_to 'colour = blue' 'readonly = no'
run "$posse" kill -y "$job"
complains "posse/config:1: There is no setting 'colour'"
says "1 member was signalled."
expect 0 "what is wrong does not hold up what is right"
wait_for 30 ended "$(stage_member 1 default)" || fail "the member is still there"

set_to "$(printf '\033]0;owned\007') = 1"
run "$posse" run true
case $err in
*"$(printf '\033')"*) fail "the terminal would obey the settings" ;;
esac
complains "There is no setting"
expect 0 "hostile names do no harm"
