#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/reindex.sh [--full] [--json] [--quiet] [--config FILE] [PATH]...
#
# Brings the index up to date and waits until it is: for cron, for timers, after a large copy. Asks the running daemon
# to do it; without one, does the work itself. What changed goes to standard output, the course of things with its
# time to standard error.
#
#   PATH           compare these files and folders only (all of the corpus)
#   --full         build a new index and swap it in; queries are answered throughout
#   --json         print what changed as JSON
#   --quiet        print nothing unless something fails: cron then sends no mail
#   --config FILE  the configuration to use without a daemon (as crisis-searchd finds it)
#
# CRISIS_SEARCH_SOCKET names the socket of the daemon, if it is not in its usual place.
#
# Exit status: 0 the index equals the corpus; 1 some files could not be read, each is named; 2 wrong usage;
# 75 the daemon is busy, or another one holds the index: try again; 78 wrong configuration; else the work failed.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# The programs beside this script, installed or just built; else those in PATH, which under cron is short.
program() {
    local folder
    for folder in "$root/../../bin" "$root/.build/release"; do
        [ ! -x "$folder/$1" ] || { printf '%s\n' "$folder/$1" && return; }
    done
    command -v "$1" || fail 1 "$1 is neither installed nor in PATH: scripts/install.sh installs it"
}

note() {
    [ $quiet = yes ] || printf '%s reindex: %s\n' "$(date --iso-8601=seconds)" "$*" >&2
}

quiet=no
full=()
json=()
config=()
paths=()
while [ $# -gt 0 ]; do
    case $1 in
        --full) full=(--full) ;;
        --json) json=(--json) ;;
        --quiet) quiet=yes ;;
        --config) need_value "$1" $# && config=(--config "$2") && shift ;;
        -h | --help) usage && exit ;;
        --) shift && paths+=("$@") && break ;;
        -*) fail 2 "unknown argument: $1; see --help" ;;
        *) paths+=("$1") ;;
    esac
    shift
done

[ ${#full[@]} -eq 0 ] || [ ${#paths[@]} -eq 0 ] || fail 2 "--full rebuilds everything: leave out the paths, or --full"

client=$(program crisis-search)
daemon=$(program crisis-searchd)
report=$(mktemp)
complaint=$(mktemp)
trap 'rm -f -- "$report" "$complaint"' EXIT

# attempt COMMAND...: leaves its report in $report, its complaints on standard error, its exit status in $status.
attempt() {
    note "${1##*/} ${*:2}"
    status=0
    "$@" >"$report" || status=$?
}

arguments=(reindex --wait "${full[@]}" "${json[@]}")
[ ${#paths[@]} -eq 0 ] || arguments+=(-- "${paths[@]}")
# The complaint that no daemon is there is not shown: there is a way without.
attempt "$client" "${arguments[@]}" 2>"$complaint"
if [ $status -eq 75 ]; then
    # A daemon that is there but busy holds the index, so that this attempt ends in 75 as well, and harms nothing.
    note "no daemon answers; doing the work here"
    [ $quiet = no ] || config+=(--log-level warning)
    attempt "$daemon" index --once "${full[@]}" "${json[@]}" "${config[@]}"
else
    cat -- "$complaint" >&2
fi

if [ $quiet = no ] || [ $status -ne 0 ]; then cat -- "$report"; fi
case $status in
    0) note "done" ;;
    1) note "done, but some files could not be read" ;;
    75) note "not done: the index is in use; try again later" ;;
    *) note "not done: exit status $status" ;;
esac
exit $status
