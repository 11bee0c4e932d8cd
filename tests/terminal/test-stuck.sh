#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A slow disk or a log that nobody reads stops no key, and not the way out.
. "$(dirname "$0")/lib.sh"

gate=$dir/gate
slow=${GROUP_HELPER:-$top_builddir/tests/group-helper/group-helper}
XDG_STATE_HOME=$(cd "$dir" && pwd -P)/state
XDG_CONFIG_HOME=$dir/config
export XDG_STATE_HOME XDG_CONFIG_HOME
"$slow" slow-disk "$gate" true ||
  { echo "this kernel, or a sandbox, lets nobody hold system calls"; exit 77; }

shut() {
  : >"$gate"
}

held() {
  until_true "$1 waits for the disk" test -e "$gate-held"
}

# A key is answered: the help comes and goes.
check_keys() {
  keys '?'
  wait_for '^ General'
  keys Escape
  until_true "the help is gone" hides '^ General'
}

open_pane

# --- The settings ---------------------------------------------------------------------------------

start_view "$slow slow-disk $gate $posse"
keys S Down
wait_for '^> colours'
shut
keys Enter
held "the settings file"
keys Down Escape
wait_for 'k signal.*q quit'
check_keys
hides 'Saved in' || fail "it is said to be saved before it is"
rm "$gate"
wait_for "Saved in $dir/config/posse/config"
ok "no key waits for the settings to be kept"

keys S Down
wait_for '^> colours'
shut
keys Enter
held "the settings file"
keys Escape
wait_for 'k signal.*q quit'
keys q
wait_for_prompt
shows 'posse: The disk takes too long' || fail "it is not said that something may be lost"
check_restored 0
rm "$gate"
ok "nor does the way out, which says so"

# --- The history ----------------------------------------------------------------------------------

mkdir -p "$XDG_STATE_HOME/posse"
printf '%s\n' '{"time":"2026-11-25T05:13:22Z","signal":"USR2","user":"deploy","targets":[]}' \
  >"$XDG_STATE_HOME/posse/history.jsonl"
start_view "$slow slow-disk $gate $posse"
shut
keys H
held "the history"
wait_for 'Reading the history'
keys Escape
wait_for 'k signal.*q quit'
check_keys
keys H
wait_for 'Reading the history'
rm "$gate"
wait_for 'SIGUSR2 by deploy'
keys q
wait_for 'k signal.*q quit'
keys q
check_restored 0
ok "no key waits for the history to be read"

type_line clear
until_true "the screen is clear" hides 'The disk takes too long'
start_view "$slow slow-disk $gate $posse"
shut
keys H
held "the history"
keys q
wait_for 'k signal.*q quit'
keys q
wait_for_prompt
hides 'The disk takes too long' || fail "what is only read is said to be lost"
check_restored 0
rm "$gate"
ok "nor does the way out, where nothing is lost"

. "$(dirname "$0")/groups.sh"

start_groups "$slow slow-disk $gate $posse" "group default default" "group default"
choose "$one"
keys k Enter
wait_for "SIGTERM to group $one"
wait_for '2 members: 2 end at once'
shut
keys Enter
wait_for 'No member that was signalled is alive'
held "the history"
keys Enter
wait_for 'k signal.*q quit'
check_keys
! grep -q '"signal":"TERM"' "$XDG_STATE_HOME/posse/history.jsonl" || fail "nothing was held up"
rm "$gate"
until_true "the send is kept" grep -q '"signal":"TERM"' "$XDG_STATE_HOME/posse/history.jsonl"
end_groups
ok "no key waits for a send to be kept"

# --- The log --------------------------------------------------------------------------------------

mkfifo "$dir/deaf"
mkdir "$dir/dev"
prelude=$dir/deaf.sh
cat >"$prelude" <<END
mount --rbind /dev "$dir/dev" && mount -t tmpfs none /dev && mkdir /dev/pts &&
  mount --bind "$dir/dev/pts" /dev/pts || exit 1
for file in null zero tty urandom; do
  : >"/dev/\$file" && mount --bind "$dir/dev/\$file" "/dev/\$file" || exit 1
done
"$group_helper" deaf /dev/log <"$dir/deaf" >"$dir/deaf.out" &
exec 9>"$dir/deaf"
until grep -q '^ready' "$dir/deaf.out"; do
  "$group_helper" tick 20
done
END
start_groups "$posse; exec 9>&-" "group default default" "group default"
choose "$one"
keys k Enter
wait_for "SIGTERM to group $one"
wait_for '2 members: 2 end at once'
keys Enter
wait_for 'No member that was signalled is alive'
wait_for "The system's log takes nothing"
keys Enter
wait_for 'k signal.*q quit'
check_keys
keys H
wait_for "$one@"
keys Escape
wait_for 'k signal.*q quit'
end_groups
ok "no key waits for a log that nobody reads, and the history has the send"
