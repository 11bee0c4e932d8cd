#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the user has set holds on the command line, and what is wrong there is told of.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

XDG_CONFIG_HOME=$fixture_dir/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/posse"

set_to() {
  printf '%s\n' "$@" >"$XDG_CONFIG_HOME/posse/config"
}

fixture_start 1 group default
job=$(fixture_pgid 1)

set_to 'readonly = yes'
run "$posse" kill -y "$job"
complains "Nothing was sent: readonly is set"
expect 1 "kill sends nothing"
run "$posse" kill -n "$job"
says "1 member: 1 ends at once"
expect 0 "but shows its plan"
run "$posse" run touch "$fixture_dir/started"
complains "The command was not started: readonly is set"
expect 125 "run starts nothing"
[ ! -e "$fixture_dir/started" ] || fail "the command was started"
run "$posse" list
[ -z "$err" ] || fail "list says something of settings: $err"
expect 0 "list goes on as ever"

set_to '# mine' 'readonly = perhaps'
run "$posse" kill -y "$job"
complains "posse/config:2: 'perhaps' is neither yes nor no; it is taken as yes."
expect 1 "in doubt nothing is sent"
ended "$(fixture_member 1 default)" && fail "the member has ended"

# Whatever keeps posse from reading that it must not send. refuses WHY LINE
refuses() {
  run "$posse" kill -y "$job"
  complains "$2"
  complains "Nothing was sent: readonly is set"
  expect 1 "kill sends nothing: $1"
  run "$posse" run touch "$fixture_dir/started"
  complains "$2"
  expect 125 "run starts nothing: $1"
  [ ! -e "$fixture_dir/started" ] || fail "the command was started"
  run "$posse" kill -n "$job"
  expect 0 "but a plan is shown: $1"
}
config=$XDG_CONFIG_HOME/posse/config
rm "$config"
ln -s config "$config"
refuses "a link to itself" "posse/config: The settings could not be read: "
run "$posse" settings
says "; in doubt"
expect 1 "the doubt is told"
rm "$config"
mkdir "$config"
refuses "a directory" "posse/config: The settings could not be read: Is a directory. They may say"
rmdir "$config"
head -c 1048577 /dev/zero | tr '\0' '#' >"$config"
refuses "a file too large" "posse/config: The settings could not be read: File too large."
if is_root; then
  set_to 'vi = yes'
  chmod 755 "$fixture_dir" "$XDG_CONFIG_HOME" "$XDG_CONFIG_HOME/posse"
  chmod 600 "$config"
  as_user "$posse" run true
  complains "posse/config: The settings could not be read: Permission denied. They may say readonly"
  expect 125 "a file that may not be read"
  chmod 700 "$XDG_CONFIG_HOME/posse"
  as_user "$posse" run true
  expect 125 "a directory that may not be read"
  chmod 755 "$XDG_CONFIG_HOME/posse"
  chmod 700 "$fixture_dir"
  as_user "$posse" run true
  complains "posse/config: The settings could not be read: Permission denied."
  expect 0 "but what is somebody else's place has nothing of the user's"
  chmod 755 "$fixture_dir"
else
  skip "a file that may not be read"
fi
set_to 'Readonly = YES'
refuses "capital letters" "readonly is set"
set_to '[keys]' 'end = K' 'readonly = yes'
refuses "below [keys]" "posse/config:3: 'readonly' is no setting here, but is taken as readonly"
set_to 'read-only = yes'
refuses "another spelling" "posse/config:1: 'read-only' is no setting here"
rm "$config"
ln -s none "$config"
refuses "a link to nothing" "posse/config: The settings could not be read: "
rm "$config"

# Root in somebody else's home.
if is_root; then
  home=$fixture_dir/home
  mkdir -p "$home/.config/posse"
  echo 'vi = yes' >"$fixture_dir/victim"
  ln -s "$fixture_dir/victim" "$home/.config/posse/config"
  chown -Rh 65534:65534 "$home"
  XDG_CONFIG_HOME=$home/.config
  refuses "a link of somebody's" "there is a symbolic link in the path, and root does not follow it"
  rm "$home/.config/posse/config"
  echo 'sort = rss' >"$home/.config/posse/config"
  chown 65534 "$home/.config/posse/config"
  refuses "a file of somebody's" "it or its directory belongs to UID 65534, and root uses only"
  run "$posse" settings
  says "sort = cpu "
  expect 1 "and nothing of it counts"
  rm "$home/.config/posse/config"
  run "$posse" run true
  [ -z "$err" ] || fail "something is said: $err"
  expect 0 "where there is none, posse goes on"
  XDG_CONFIG_HOME=$fixture_dir/config
else
  skip "only root refuses what is somebody's"
fi
ended "$(fixture_member 1 default)" && fail "the member has ended"

set_to 'colour = blue' 'readonly = no'
run "$posse" kill -y "$job"
complains "posse/config:1: There is no setting 'colour'"
says "1 member was signalled."
expect 0 "what is wrong does not hold up what is right"
wait_for 30 ended "$(fixture_member 1 default)" || fail "the member is still there"

set_to "$(printf '\033]0;owned\007') = 1"
run "$posse" run true
case $err in
*"$(printf '\033')"*) fail "the terminal would obey the settings" ;;
esac
complains "There is no setting"
expect 0 "hostile names do no harm"

# ---- All of them, printed ----

value_of() {
  printf '%s\n' "$out" | sed -n "s/^$1 = //p"
}

set_to 'sort = rss' 'vi = yes' '[keys]' 'signal = y F9'
run "$posse" settings
[ "$(value_of sort)" = 'rss                         ; line 1' ] || fail "sort: $(value_of sort)"
[ "$(value_of down)" = 'j Down                      ; default' ] || fail "down: $(value_of down)"
[ "$(value_of signal)" = 'y F9                      ; line 4' ] || fail "$(value_of signal)"
says "# $XDG_CONFIG_HOME/posse/config"
expect 0 "settings are printed with their sources"

printf '%s\n' "$out" >"$fixture_dir/printed"
before=$(printf '%s\n' "$out" | sed 's/ *;.*//; 1d')
run "$posse" settings --config "$fixture_dir/printed"
[ "$(printf '%s\n' "$out" | sed 's/ *;.*//; 1d')" = "$before" ] || fail "something else came back"
[ -z "$err" ] || fail "what was printed cannot be read: $err"
expect 0 "what is printed can be read again"

run "$posse" settings --no-config
[ "$(value_of sort)" = 'cpu                         ; default' ] || fail "sort: $(value_of sort)"
expect 0 "and left alone"

run env NO_COLOR=1 "$posse" settings
says "; because of NO_COLOR"
expect 0 "NO_COLOR is told of"

set_to 'columns = pgid,nix' '[keys]' 'send = y' 'fly = f'
run "$posse" settings
complains "posse/config:1: 'nix' is not a column"
complains "posse/config:3: The keys of 'send' cannot be changed"
complains "posse/config:4: There is no command 'fly'"
expect 1 "what is wrong is told of, line by line"

run "$posse" settings --config "$fixture_dir/none"
complains "$fixture_dir/none: The settings could not be read: No such file or directory."
expect 1 "a file that was named is missed"

run "$posse" settings more
complains "Unexpected argument 'more'"
expect 2 "settings takes no words"
