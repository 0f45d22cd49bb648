#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/test-systemd.sh [--bin-dir DIR]
#
# Installs crisis-search for a user in a scratch home folder and drives it by a real systemd --user of its own, in a
# mount namespace: neither the machine's systemd nor its /run is touched. Prints a line a promise, `ok` or `not ok`.
#
#   --bin-dir DIR   where the programs are (.build/debug)
#
# Exit status: 0 all held, 1 one did not, 2 wrong usage, 77 skipped (no systemd here, or no right to a namespace).
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source-path=SCRIPTDIR source=promises.sh
. "$root/scripts/promises.sh"

bin_dir=$root/.build/debug
while [ $# -gt 0 ]; do
    case $1 in
        --bin-dir) need_value "$1" $# && bin_dir=$(absolute "$2") && shift ;;
        -h | --help) usage && exit ;;
        *) fail 2 "unknown argument: $1; see --help" ;;
    esac
    shift
done

# MARK: The namespace

systemd=$(PATH=/lib/systemd:/usr/lib/systemd:$PATH command -v systemd) || skip "there is no systemd on this machine"

if [ -z "${CRISIS_SEARCH_TEST_NAMESPACE-}" ]; then
    namespace=(unshare --mount --propagation private)
    [ "$(id -u)" -eq 0 ] || namespace+=(--user --map-root-user)
    "${namespace[@]}" mount -t tmpfs tmpfs /run 2>/dev/null || skip "making a mount namespace is not permitted here"
    CRISIS_SEARCH_TEST_NAMESPACE=$(id -un) exec "${namespace[@]}" "$0" --bin-dir "$bin_dir"
fi

mount -t tmpfs tmpfs /run
# sd_booted(3) is what tells systemctl that there is a systemd.
mkdir -p /run/systemd/system /run/user/0
chmod 700 /run/user/0

# Inside the private /run, so that it is gone with the namespace, and seen by units that have a /tmp of their own.
scratch=/run/scratch
home=$scratch/home
mkdir -p "$home" "$scratch/articles" "$scratch/units"
printf 'Ferry strike in its second day\n20310302\n\nThe harbour of Lissen stayed closed on Sunday.\n' \
    >"$scratch/articles/ferry.txt"

# Of the machine's units only these targets are seen: the manager must start nothing but what is tested.
for target in basic default sockets shutdown exit; do
    ln -s "/usr/lib/systemd/user/$target.target" "$scratch/units/"
done
ln -s /usr/lib/systemd/user/systemd-exit.service "$scratch/units/"
user_units=$home/.local/share/systemd/user

run=(env -i "HOME=$home" "PATH=$home/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    XDG_RUNTIME_DIR=/run/user/0 LANG=C.UTF-8)
with_units=("SYSTEMD_UNIT_PATH=$home/.config/systemd/user:$user_units:$scratch/units")

"${run[@]}" "${with_units[@]}" "$systemd" --user --unit=basic.target >"$scratch/manager.log" 2>&1 &
manager=$!
finish() {
    kill "$manager" 2>/dev/null || true
    wait "$manager" 2>/dev/null || true
    [ -z "$failed" ] || tail -n 60 "$scratch/manager.log" >&2
}
trap finish EXIT

# MARK: Steps

systemctl_user() { "${run[@]}" systemctl --quiet --user "$@" 2>>"$scratch/systemctl.log"; }
property() { systemctl_user show --value --property="$1" crisis-searchd.service; }
state_is() { [ "$(property ActiveState)" = "$1" ]; }
main_pid_is_not() { [ "$(property MainPID)" != "$1" ] && [ "$(property MainPID)" != 0 ] && state_is active; }
search() { "${run[@]}" timeout 20 crisis-search "$@" >/dev/null 2>>"$scratch/client.log"; }
finds() { search --count harbour; }
finds_within_a_second() { "${run[@]}" timeout 1 crisis-search --count harbour >/dev/null; }
configuration=$home/.config/crisis-search/crisis-search.yaml

# Asks without a pause until $scratch/enough is there; a line for each answer in $scratch/asked.N: yes or no.
keep_asking() {
    until [ -e "$scratch/enough" ]; do
        if finds; then echo yes; else echo no; fi
    done >"$scratch/asked.$1"
}

begin_asking() {
    rm -f "$scratch/enough" "$scratch/client.log"
    askers=()
    for asker in 1 2 3; do
        keep_asking $asker &
        askers+=($!)
    done
}

# Succeeds if at least MINIMUM were asked and every one was answered.
all_were_answered() {
    local asked unanswered
    touch "$scratch/enough"
    wait "${askers[@]}"
    asked=$(cat "$scratch"/asked.? | wc -l)
    unanswered=$(grep -c no <(cat "$scratch"/asked.?)) || true
    echo "# asked $asked times, $unanswered unanswered"
    [ "$unanswered" -eq 0 ] || sed 's/^/# /' "$scratch/client.log"
    [ "$unanswered" -eq 0 ] && [ "$asked" -ge "$1" ]
}

kill_and_wait() {
    local pid
    pid=$(property MainPID)
    kill -s "$1" "$pid"
    until_true 20 main_pid_is_not "$pid"
}

manager_runs() { systemctl_user show --property=Version >/dev/null 2>&1; }
until_true 20 manager_runs || { failed=1 && fail 1 "systemd --user did not come up:"; }

# MARK: Promises

installs() {
    "${run[@]}" "$root/scripts/install.sh" --user --bin-dir "$bin_dir" --corpus "$scratch/articles" \
        >"$scratch/install.log" 2>&1 || { cat "$scratch/install.log" >&2 && return 1; }
}
promise "it installs for a user, into an empty home" installs

promise "systemd looks for units where they were put" eval \
    '"${run[@]}" systemd-analyze --user unit-paths | grep --quiet --line-regexp "$user_units"'

units_verify() {
    local complaints
    complaints=$("${run[@]}" systemd-analyze --user verify crisis-searchd.service crisis-searchd.socket 2>&1 |
        grep crisis-searchd || true)
    [ -z "$complaints" ] || { printf '%s\n' "$complaints" >&2 && return 1; }
}
promise "systemd finds no fault in the user units" units_verify

promise "the socket starts without the daemon" eval \
    'systemctl_user start crisis-searchd.socket && state_is inactive && [ -S /run/user/0/crisis-search/socket ]'
promise "the socket is for its owner only" eval '[ "$(stat -c %a /run/user/0/crisis-search/socket)" = 600 ]'
# The very first answer may come before the article is in the index; it comes all the same.
promise "a query starts the daemon and is answered by it" eval '{ finds || [ $? = 1 ]; } && until_true 20 finds && state_is active'

systemctl_user stop crisis-searchd.service
promise "once it counts as started, it answers within a second" eval \
    'systemctl_user start crisis-searchd.service && state_is active && finds_within_a_second'
promise "its status line says something" eval '[ -n "$(property StatusText)" ]'
promise "the index is in the state folder" eval '[ -d "$home/.local/state/crisis-search/index" ]'

begin_asking
promise "killed, it is back" kill_and_wait KILL
promise "killed again and again, it is back" eval 'kill_and_wait KILL && kill_and_wait KILL && kill_and_wait KILL'
promise "restarted by hand, it is back" systemctl_user restart crisis-searchd.service
promise "no query sent meanwhile failed" all_were_answered 20

reloads() {
    local pid
    pid=$(property MainPID)
    systemctl_user reload crisis-searchd.service && until_true 10 state_is active &&
        [ "$(property MainPID)" = "$pid" ] && finds
}
promise "a reload keeps the daemon and its answers" reloads

mkdir -p "$home/.config/systemd/user/crisis-searchd.service.d"
printf '[Service]\nWatchdogSec=2s\n' >"$home/.config/systemd/user/crisis-searchd.service.d/test.conf"
systemctl_user daemon-reload
systemctl_user restart crisis-searchd.service
lives() {
    local pid
    pid=$(property MainPID)
    sleep 5
    [ "$(property MainPID)" = "$pid" ] && state_is active
}
promise "it keeps the watchdog content" lives
promise "hung, it is replaced by the watchdog" kill_and_wait STOP
rm -r "$home/.config/systemd/user/crisis-searchd.service.d"
systemctl_user daemon-reload
systemctl_user restart crisis-searchd.service

stops() {
    local began=$SECONDS
    systemctl_user stop crisis-searchd.service && [ $((SECONDS - began)) -le 5 ] && state_is inactive &&
        [ "$(property Result)" = success ] && [ "$(property ExecMainStatus)" = 0 ]
}
promise "it stops within five seconds, with success" stops
promise "stopped, it is started by the next query" eval 'finds && state_is active'

misconfigured() {
    systemctl_user stop crisis-searchd.service
    cp "$configuration" "$scratch/good.yaml"
    echo 'nonsense: 1' >>"$configuration"
    ! systemctl_user start crisis-searchd.service &&
        [ "$(property ExecMainStatus)" = 78 ] && [ "$(property NRestarts)" = 0 ]
}
promise "a wrong configuration is refused with status 78, and not tried again" misconfigured
promise "then a query is refused with status 75, and does not hang" eval 'search harbour; [ $? -eq 75 ]'
repaired() {
    cp "$scratch/good.yaml" "$configuration"
    systemctl_user reset-failed
    systemctl_user start crisis-searchd.service && finds
}
promise "with the configuration mended, it starts" repaired

# A page of a word that no other file has, which only the reader can find.
reads_pages() {
    echo "<html><title>Pier</title><p>Nobody came to the $1 but gulls.</p></html>" >"$scratch/articles/$1.html"
    until_true 10 search --count "$1"
}
promise "the reader of web pages works under the units' restrictions" reads_pages breakwater

restricted() {
    local drop_ins=$home/.config/systemd/user/crisis-searchd.service.d
    mkdir -p "$drop_ins" "$scratch/state"
    {
        echo '[Service]'
        sed -n '/^ProtectSystem=/,/^$/p' "$root/config/systemd/system/crisis-searchd.service"
        echo "ReadWritePaths=$scratch/state"
        echo "Environment=CRISIS_SEARCH_INDEX=$scratch/state/index STATE_DIRECTORY=$scratch/state"
    } >"$drop_ins/restricted.conf"
    systemctl_user daemon-reload
    systemctl_user restart crisis-searchd.service && finds && [ -d "$scratch/state/index" ] && reads_pages quayside
    local kept=$?
    rm -r "$drop_ins"
    systemctl_user daemon-reload
    systemctl_user restart crisis-searchd.service
    return $kept
}
if [ "$CRISIS_SEARCH_TEST_NAMESPACE" = root ]; then
    promise "it works under the restrictions of the system unit too" restricted
fi

exposure() {
    "${run[@]}" "$root/scripts/install.sh" --system --prefix /usr --destdir "$scratch/package" \
        --bin-dir "$bin_dir" >"$scratch/install.log" 2>&1 &&
        "${run[@]}" systemd-analyze security --offline=true --threshold=15 --root="$scratch/package" \
            crisis-searchd.service >"$scratch/security.log" 2>&1
    local kept=$?
    tail -n 1 "$scratch/security.log" | sed 's/^/# /'
    return $kept
}
promise "the exposure of the system unit is at most 1.5" exposure

user_exposure() {
    # A unit for users is looked at as if it were one for the system: the tool asks no user's manager offline.
    cp "$root/config/systemd/user/crisis-searchd.service" "$scratch/user-unit.service"
    sed -i "s|@bindir@|/bin|; s|^ExecStart=.*|ExecStart=/bin/true|" "$scratch/user-unit.service"
    "${run[@]}" systemd-analyze security --offline=true --threshold=15 "$scratch/user-unit.service" \
        >"$scratch/security.log" 2>&1
    local kept=$?
    tail -n 1 "$scratch/security.log" | sed 's/^/# /'
    return $kept
}
promise "so is that of the unit for a user" user_exposure

uninstalls() {
    "${run[@]}" "$root/scripts/uninstall.sh" --user >"$scratch/install.log" 2>&1 && state_is inactive &&
        [ ! -e /run/user/0/crisis-search/socket ] && [ -e "$configuration" ] && [ ! -e "$home/.local/bin" ]
}
promise "uninstalling stops it, and leaves the configuration" uninstalls

conclude
