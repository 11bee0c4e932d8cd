#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# posse run on real processes: who leads what, which signals arrive where, who is named, waited for
# and ended, and with which status it ends. What it does at a terminal is in tests/terminal.
set -u
. "$srcdir/tests/lib/process/process-fixture.sh"
. "$srcdir/tests/lib/process/cli.sh"

facts=$fixture_dir/facts
mkdir "$facts"
chmod 755 "$fixture_dir"
chmod 777 "$facts"

# A member: tells which signals it got, and ends when the file NAME.stop or all.stop is there.
cat >"$fixture_dir/member" <<'END'
name=$1
for signal in HUP INT QUIT USR1 USR2 CONT ${2-TERM}; do
  trap "echo $signal >>'$facts/$name.got'" $signal
done
echo $$ >"$facts/$name.pid"
until [ -e "$facts/$name.stop" ] || [ -e "$facts/all.stop" ]; do
  "$group_helper" tick 20 # the interval
done
END
# A shell has its background ignore INT and QUIT.
member="env --default-signal=INT,QUIT sh $fixture_dir/member"
export facts group_helper member posse

# The end of whatever a test has left.
finish() {
  : >"$facts/all.stop"
  for file in "$facts"/*.pid; do
    [ -s "$file" ] || continue
    read -r pid <"$file"
    [ "$pid" -gt 1 ] && kill -KILL "$pid" 2>/dev/null
  done
  fixture_end_all
  rm -rf "$fixture_dir"
}
trap finish EXIT

afresh() {
  rm -f "$facts"/*
}

is_up() {
  [ -s "$facts/$1.pid" ]
}

# The PID of a member, once it is there.
pid_of() {
  wait_for 30 is_up "$1" || fail "$1 is not there"
  cat "$facts/$1.pid"
}

got() {
  grep -qx "$2" "$facts/$1.got" 2>/dev/null
}

# start [WORD...]: posse run in the background, behind the words of $under; its PID in $runner.
under=
start() {
  # shellcheck disable=SC2086
  env --default-signal=INT,QUIT $under "$posse" run "$@" >"$fixture_dir/out" 2>"$fixture_dir/err" &
  runner=$!
}

# Waits for its end, as run does.
await() {
  wait "$runner"
  status=$?
  out=$(cat "$fixture_dir/out")
  err=$(cat "$fixture_dir/err")
}

has_complained() {
  grep -qF -e "$1" "$fixture_dir/err"
}

# Field N of /proc/PID/stat, from the state (3) on.
field() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f $(($2 - 2))
}

field_is() {
  [ "$(field "$1" "$2")" = "$3" ]
}

# --- Who leads what -------------------------------------------------------------------------------

run "$posse" run sh -c 'echo $$; sed "s/.*) //" /proc/$$/stat'
set -- $(echo "$out" | tr '\n' ' ')
[ "$1 $1" = "$4 $5" ] || fail "the command leads its group and its session: $out"
[ -z "$err" ] || fail "something is said: $err"
expect 0 "a command leads a session of its own"

run "$posse" run --group sh -c 'echo $$; sed "s/.*) //" /proc/$$/stat'
set -- $(echo "$out" | tr '\n' ' ')
[ "$1" = "$4" ] || fail "the command leads its group: $out"
[ "$5" = "$(field $$ 6)" ] || fail "the session is the same: $out"
expect 0 "with --group a group only, in the same session"

for words in '' --group; do
  # shellcheck disable=SC2086
  run "$posse" run --verbose $words sh -c 'sed "s/.*) //" /proc/$$/stat; echo mine >&2'
  set -- $(echo "$out")
  [ "$err" = "posse run: The command leads group $3@${20} in session $4.
mine" ] || fail "the identity comes first: $err"
  point "--verbose tells identity and session${words:+ with }$words"
done

# --- What is passed on untouched ------------------------------------------------------------------

out=$(printf 'a\nb' | "$posse" run sh -c 'cat; echo wrong >&2' 2>"$fixture_dir/err")
err=$(cat "$fixture_dir/err")
[ "$out" = 'a
b' ] && [ "$err" = wrong ] || fail "input, output and errors: $out, $err"
point "input, output and errors are the command's"

# Prints what a program finds: descriptors, ignored and blocked signals.
cat >"$fixture_dir/heritage" <<'END'
ls /proc/self/fd | wc -l
grep -E '^Sig(Blk|Ign)' /proc/self/status
END
for under in --default-signal --ignore-signal=PIPE --ignore-signal=CHLD --block-signal=TERM,CHLD \
  --ignore-signal=HUP,INT,QUIT --ignore-signal=TSTP,TTOU,USR1 --block-signal=PIPE,TTOU; do
  for words in '' --group; do
    env $under sh "$fixture_dir/heritage" >"$fixture_dir/plain"
    # shellcheck disable=SC2086
    env $under "$posse" run $words sh "$fixture_dir/heritage" >"$fixture_dir/run"
    cmp -s "$fixture_dir/plain" "$fixture_dir/run" ||
      fail "$words, $under: $(cat "$fixture_dir/plain" "$fixture_dir/run")"
  done
done
under=
point "descriptors, masks and ignored signals are as without posse"

run "$posse" run echo --verbose -x -- --group
[ "$out" = '--verbose -x -- --group' ] || fail "words of the command: $out"
run "$posse" run -- echo -v
[ "$out" = -v ] || fail "words of the command behind two dashes: $out"
point "options end at the command"

# --- Exit statuses --------------------------------------------------------------------------------

for words in '' --group; do
  for number in 0 1 3 64 255; do
    # shellcheck disable=SC2086
    run "$posse" run $words sh -c "exit $number"
    [ "$status" = "$number" ] || fail "$number became $status"
  done
  for number in 1 2 9 10 15; do
    # shellcheck disable=SC2086
    run env --default-signal=INT,QUIT "$posse" run $words sh -c "ulimit -c 0; kill -$number \$\$"
    [ "$status" = $((128 + number)) ] || fail "signal $number became $status"
  done
  [ -z "$out$err" ] || fail "something is said: $out$err"
  point "the status is the command's${words:+ with }$words"
done

echo 'echo here' >"$fixture_dir/plain"
for words in "$fixture_dir/plain" "$fixture_dir" "$fixture_dir/plain/x"; do
  run "$posse" run -v --group "$words"
  complains "posse run: '$words' could not be executed: "
  expect 126 "what cannot be executed"
done
run "$posse" run "$fixture_dir/missing"
[ "$err" = "posse run: '$fixture_dir/missing' was not found." ] || fail "not that line: $err"
expect 127 "what is not there"
run env PATH=/usr/bin:/bin "$posse" run posse-no-such-command 1 2
complains "'posse-no-such-command' was not found."
expect 127 "what is not in PATH"
chmod 755 "$fixture_dir/plain"
run "$posse" run "$fixture_dir/plain"
[ "$out" = here ] || fail "a script without a first line: $out$err"
point "a script without a first line is executed"
run env --ignore-signal=CHLD "$posse" run sh -c "exit 3"
expect 3 "the status is known even if ended children are of no interest"
# Enough descriptors for its libraries, too few for its work.
for limit in 4 5 6 7 8 9 10 11; do
  run sh -c 'ulimit -n "$1"; exec "$posse" run true' sh $limit
  [ "$status" -eq 127 ] || break
done
complains "posse run: The command was not started: "
[ "$(echo "$err" | wc -l)" -eq 1 ] || fail "not one line: $err"
expect 125 "posse itself fails"

for words in '' '--verbose' '--end-after' '--end-after 0 true' '--end-after -1 true' \
  '-v -e 1s true' '--end-after 1e3 true' '--end-after 99999999 true' '--end-after= true' \
  '--wait-group=1 true' '--nothing true' '-9 true'; do
  # shellcheck disable=SC2086
  run "$posse" run $words
  [ -z "$out" ] || fail "run $words: there is output: $out"
  [ "$(echo "$err" | wc -l)" -eq 1 ] || fail "run $words: not one line: $err"
  complains "posse run: "
  expect 2 "run $words is refused"
done

# --- Signals --------------------------------------------------------------------------------------

both_got() {
  got one "$1" && got two "$1"
}

for words in '' --group; do
  afresh
  # shellcheck disable=SC2086
  start $words sh -c 'setsid $member apart & $member two & exec $member one'
  one=$(pid_of one)
  two=$(pid_of two)
  apart=$(pid_of apart)
  for signal in HUP INT QUIT TERM USR1 USR2 CONT; do
    kill -s "$signal" "$runner"
    wait_for 30 both_got "$signal" || fail "$signal has not come to both"
  done
  [ -e "$facts/apart.got" ] && fail "another session was signalled: $(cat "$facts/apart.got")"
  alive "$runner" || fail "posse has ended"
  : >"$facts/all.stop"
  await
  expect 0 "HUP to CONT go to the whole group and nobody else${words:+ with }$words"
  wait_for 30 ended "$apart" || fail "apart has not ended"
done

afresh
start sh -c 'exec $member one HUP'
one=$(pid_of one)
kill -s TERM "$runner"
await
ended "$one" || fail "the command has not ended"
expect 143 "who is ended by what posse received"

# TSTP stops both; without a terminal the command's group is stopped hard, and posse with it unless
# its own group is orphaned.
state_is() {
  [ "$(field "$1" 3)" = "$2" ]
}
afresh
"$posse" run --group sh -c 'exec "$posse" run sh -c "exec \$member one"' &
outer=$!
one=$(pid_of one)
runner=$(field "$one" 4)
[ "$runner" -gt 1 ] && kill -s TSTP "$runner"
wait_for 30 state_is "$one" T || fail "the command was not stopped"
wait_for 30 state_is "$runner" T || fail "posse was not stopped"
kill -s CONT "$runner"
wait_for 30 got one CONT || fail "the command was not continued"
point "TSTP stops the command and posse, CONT continues both"
: >"$facts/one.stop"
wait "$outer" || fail "the command has ended well"

# Ignored from the start, as nohup(1) does it.
afresh
(
  trap '' HUP
  exec "$posse" run env --default-signal=HUP sh -c 'exec $member one'
) &
runner=$!
one=$(pid_of one)
kill -s HUP "$runner"
kill -s USR1 "$runner"
wait_for 30 got one USR1 || fail "USR1 has not come"
got one HUP && fail "HUP was passed on though it is ignored"
: >"$facts/one.stop"
wait "$runner"
point "what posse was told to ignore is not passed on"

# --- Two groups of its session (scenario 7 of what must work) -------------------------------------

afresh
start sh -c '"$posse" run --group $member one HUP & "$posse" run --group $member two HUP &
  exec $member lead'
lead=$(pid_of lead)
one=$(pid_of one)
two=$(pid_of two)
[ "$(field "$one" 6)" = "$lead" ] && [ "$(field "$two" 6)" = "$lead" ] || fail "one session"
[ "$(field "$one" 5)" = "$one" ] && [ "$(field "$two" 5)" = "$two" ] || fail "two groups"
for pid in $(field "$one" 4) $(field "$two" 4); do
  [ "$pid" -gt 1 ] && kill -KILL "$pid"
  wait_for 30 ended "$pid" || fail "KILL has not ended posse"
done
all_run() {
  alive "$one" && ! ended "$one" && alive "$two" && ! ended "$two"
}
all_run || fail "KILL of posse has ended its command"
point "a command outlives posse"
run "$posse" kill -y "$one"
expect 0 "a group of the command's session is signalled"
wait_for 30 ended "$one" || fail "it has not ended"
kill -s USR1 "$runner"
wait_for 30 got lead USR1 || fail "USR1 has not come"
alive "$two" && ! ended "$two" || fail "the other group was hit"
[ -e "$facts/two.got" ] && fail "the other group has noticed: $(cat "$facts/two.got")"
point "its other groups do not notice"
: >"$facts/lead.stop"
await
complains "of the command's session $lead live"
complains "$two sh (group $two)"
expect 0 "and are named when it ends"
: >"$facts/two.stop"
wait_for 30 ended "$two" || fail "two has not ended"

# --- Who lives on ---------------------------------------------------------------------------------

run "$posse" run sh -c '(exit 0) & wait'
[ -z "$err" ] || fail "nobody lives on: $err"
point "where nobody lives on, nothing is said"

# A name that a terminal would act on.
hostile=$fixture_dir/$(printf 'a\033[31mb')
ln -s "$(command -v tail)" "$hostile"
afresh
export hostile
run "$posse" run sh -c '"$hostile" -f /dev/null & echo $! >"$facts/tail.pid"
  until [ "$(cat "/proc/$!/comm")" != sh ]; do :; done; echo $$'
[ "$err" = "posse run: 1 member of the command's group $out lives on: $(pid_of tail) a?[31mb." ] ||
  fail "not that line: $err"
expect 0 "who lives on is named, in clean words"
kill -KILL "$(pid_of tail)"

afresh
run "$posse" run --group sh -c 'for n in 01 02 03 04 05 06 07 08 09 10 11 12 13; do
    tail -f /dev/null & echo $! >"$facts/$n.pid"
  done; exit 7'
complains "13 members of the command's group "
complains " and 3 more."
[ "$(echo "$err" | wc -l)" -eq 1 ] || fail "other groups of the old session are named: $err"
expect 7 "ten of many are named, and the status is the command's"
for n in 01 02 03 04 05 06 07 08 09 10 11 12 13; do
  kill -KILL "$(pid_of $n)"
done

# --- --wait-group ---------------------------------------------------------------------------------

# The last of them is born when the others end.
afresh
start -w sh -c '(setsid $member away & $member one; $member two) & $member three & exit 3'
three=$(pid_of three)
wait_for 30 has_complained "members of the command's group " || fail "nobody is named"
wait_for 30 has_complained "Waiting until the whole group has ended." || fail "it does not say so"
leader=$(field "$three" 5)
state_is "$leader" Z || fail "the leader was reaped, and its number may become another's"
: >"$facts/three.stop"
one=$(pid_of one)
wait_for 30 ended "$three" || fail "three has not ended"
: >"$facts/one.stop"
two=$(pid_of two)
kill -s USR1 "$runner"
wait_for 30 got two USR1 || fail "USR1 has not come to who lives on"
alive "$runner" || fail "posse has not waited"
: >"$facts/two.stop"
await
ended "$two" || fail "the last has not ended"
alive "$(pid_of away)" || fail "away has ended"
expect 3 "--wait-group waits for the last, wherever he came from"
: >"$facts/away.stop"
wait_for 30 ended "$(pid_of away)" || fail "away has not ended"

# --- Children that are not its own ----------------------------------------------------------------

# posse gets orphans where it is a container's first process, or a child subreaper. Only it can reap
# them, while the command runs and when it has ended.
is_reaped() {
  [ ! -e "/proc/$1" ]
}
cat >"$fixture_dir/orphans" <<'END'
sh -c '$member one & $member two & exit 0'
$member three &
exec $member lead
END
afresh
under="$group_helper subreaper"
start -w sh "$fixture_dir/orphans"
under=
for name in one two three lead; do
  pid_of $name >/dev/null
done
one=$(pid_of one)
two=$(pid_of two)
wait_for 30 field_is "$one" 4 "$runner" || fail "posse has not got the orphan"
: >"$facts/one.stop"
wait_for 30 is_reaped "$one" || fail "an orphan was not reaped"
point "an orphan is reaped while the command runs"
: >"$facts/lead.stop"
wait_for 30 has_complained "Waiting until" || fail "it does not wait"
: >"$facts/two.stop"
wait_for 30 is_reaped "$two" || fail "an orphan was not reaped after the command's end"
[ "$(field "$(pid_of lead)" 3)" = Z ] || fail "the command was reaped"
point "and when the command has ended, which itself is not reaped"
: >"$facts/three.stop"
await
expect 0 "the status is the command's, not that of an orphan"

# More members than descriptors, one of whom leaves.
afresh
cat >"$fixture_dir/many" <<'END'
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  $member m$n &
done
(until [ -e "$facts/leave" ]; do
    "$group_helper" tick 20 # the interval
  done; exec setsid $member left) &
exit 4
END
(
  ulimit -n 16
  exec "$posse" run --wait-group sh "$fixture_dir/many" >"$fixture_dir/out" 2>"$fixture_dir/err"
) &
runner=$!
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  pid_of m$n >/dev/null
done
wait_for 30 has_complained "Waiting until" || fail "it does not wait"
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  : >"$facts/m$n.stop"
done
wait_for 30 ended "$(pid_of m20)" || fail "m20 has not ended"
alive "$runner" || fail "posse has not waited"
: >"$facts/leave"
left=$(pid_of left)
await
alive "$left" || fail "who left has ended"
expect 4 "with few descriptors, and one who leaves the group"
: >"$facts/left.stop"
wait_for 30 ended "$left" || fail "left has not ended"

# --- --end-after ----------------------------------------------------------------------------------

run "$posse" run --end-after 20 sh -c 'exit 5'
[ -z "$err" ] || fail "something is said: $err"
expect 5 "who is faster than --end-after"

afresh
start --end-after 0.5 sh -c '$member two HUP & exec $member one HUP'
await
complains "Time is up: sending TERM to group "
for name in one two; do
  ended "$(pid_of $name)" || fail "$name has not ended"
done
[ "$(echo "$err" | wc -l)" -eq 1 ] || fail "too much is said: $err"
expect 124 "--end-after ends the whole group with TERM"

afresh
start -e 0.3 sh -c 'echo $$ >"$facts/one.pid"; kill -STOP $$'
await
ended "$(pid_of one)" || fail "the command has not ended"
[ "$(echo "$err" | wc -l)" -eq 1 ] || fail "TERM was not enough: $err"
expect 124 "and who is stopped, too"

# The leader takes TERM; a member of the group, and one of another group, do not.
afresh
start -e 0.5 sh -c 'setsid $member apart & "$posse" run --group $member other &
  $member two & exec $member one HUP'
two=$(pid_of two)
other=$(pid_of other)
await
complains "did not end within 5 seconds of TERM: sending KILL."
complains "$other sh (group $other)"
got two TERM || fail "two has not got TERM"
ended "$two" || fail "two has not ended"
ended "$other" && fail "the other group was hit"
expect 124 "who does not take TERM is sent KILL"
: >"$facts/all.stop"
wait_for 30 ended "$other" || fail "the other group has not ended"
wait_for 30 ended "$(pid_of apart)" || fail "apart has not ended"

afresh
start -w -e 1 sh -c '$member two HUP & exit 3'
await
ended "$(pid_of two)" || fail "two has not ended"
complains "Waiting until"
expect 124 "with --wait-group who lives on is ended, too"

# --- Without pidfds -------------------------------------------------------------------------------

if "$group_helper" old-kernel pidfds true; then
  under="$group_helper old-kernel pidfds"
  afresh
  start --wait-group sh -c '$member two & $member three & exec $member one HUP'
  one=$(pid_of one)
  two=$(pid_of two)
  three=$(pid_of three)
  kill -s USR1 "$runner"
  wait_for 30 both_got USR1 || fail "USR1 has not come to both"
  : >"$facts/one.stop"
  wait_for 30 has_complained "Waiting until" || fail "it does not wait"
  kill -s USR2 "$runner"
  wait_for 30 got two USR2 || fail "USR2 has not come"
  : >"$facts/three.stop"
  wait_for 30 ended "$three" || fail "three has not ended"
  alive "$runner" || fail "posse has not waited"
  : >"$facts/two.stop"
  await
  expect 0 "without pidfds signals are passed on, and the last is waited for"
  afresh
  start --end-after 0.5 sh -c '$member two HUP & exec $member one HUP'
  await
  ended "$(pid_of two)" || fail "two has not ended"
  expect 124 "and --end-after ends the group"
  under=
else
  skip "without pidfds (no filter can be set here)"
fi

# --- Who may not be signalled ---------------------------------------------------------------------

if ! is_root; then
  skip "a command that becomes somebody else (this takes root)"
  exit 0
fi
cp "$(command -v setpriv)" "$fixture_dir/become" && chmod 4755 "$fixture_dir/become"
export become="$fixture_dir/become"
afresh
as_user "$posse" run --end-after 0.5 sh -c '
  exec "$become" --reuid 0 --regid 0 --clear-groups sh -c "exec $member one"'
case $err in
*"SIGTERM could not be sent to group"*) ;;
*)
  findmnt -no OPTIONS -T "$fixture_dir" | grep -q nosuid || fail "root was signalled: $err"
  skip "a command that becomes somebody else (files here cannot be setuid)"
  exit 0
  ;;
esac
one=$(pid_of one)
complains "did not end within 5 seconds of KILL."
complains "of the command's group $one live"
complains " on: $one sh"
alive "$one" || fail "it has ended"
expect 124 "who may not be signalled is named in the end"
