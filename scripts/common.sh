# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the scripts beside this file share; each of them reads it first. Sets `root`, the folder of the project.

set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck disable=SC2034  # used by the scripts that read this file
readonly root

# A line of progress, on standard error.
say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# fail STATUS CAUSE...: says why and ends the script.
fail() {
    local status=$1
    shift
    say "$*"
    exit "$status"
}

# usage: prints the comment at the head of the calling script, which is its help.
usage() {
    awk 'NR == 1 || /SPDX-License/ { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"
}

# need_value OPTION COUNT: for an option whose value is missing at the end of the line.
need_value() {
    [ "$2" -ge 2 ] || fail 2 "$1 needs a value; see --help"
}

# absolute PATH: the path from the root folder, whether or not it exists.
absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$PWD/$1" ;;
    esac
}

# quietly LOG WHAT COMMAND...: runs a long command with its output in LOG, and shows the end of that when it fails.
quietly() {
    local log=$1 what=$2 began=$SECONDS
    shift 2
    say "$what"
    if ! "$@" >"$log" 2>&1; then
        # A compiler that goes on after an error says it far from the end.
        grep -m 20 -E '(^|[ :])error:' "$log" >&2 || true
        tail -n 20 "$log" >&2
        fail 1 "failed: $* (after $((SECONDS - began)) s; all of its output is in $log)"
    fi
}

# until_true SECONDS COMMAND...: tries until the command succeeds; fails when the time is over.
until_true() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.05
    done
}
