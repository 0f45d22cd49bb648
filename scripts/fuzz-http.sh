#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/fuzz-http.sh [--bin-dir DIR] [--seed N] [MINUTES]
#
# Tries what a daemon serves, for so many minutes (1): first schemathesis with what docs/openapi.yaml describes and with what
# it does not, then raw bytes that are hardly HTTP any more. A daemon of its own serves the articles of data/, and must be well
# at the end. Raw bytes that found something are in .build-fuzzing/found: keep them in Fuzzing/Seeds/http.
#
#   --bin-dir DIR   where the programs are (.build/debug); built with --sanitize=address, they are watched by it
#   --seed N        where chance begins (what the last run printed)
#
# schemathesis comes from PyPI, into .build-fuzzing/venv; where it cannot be had, it is left out, and said.
# Exit status: 0 nothing was found, 1 something was, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

bin_dir=$root/.build/debug
seed=$((RANDOM * 32768 + RANDOM))
minutes=1
while [ $# -gt 0 ]; do
    case $1 in
        --bin-dir) need_value "$1" $# && bin_dir=$(absolute "$2") && shift ;;
        --seed) need_value "$1" $# && seed=$2 && shift ;;
        -h | --help) usage && exit ;;
        *) [[ $1 =~ ^[0-9]+$ ]] || fail 2 "unknown argument: $1; see --help" && minutes=$1 ;;
    esac
    shift
done
[ -x "$bin_dir/crisis-searchd" ] || fail 1 "there is no $bin_dir/crisis-searchd: build it, or name --bin-dir"

found=$root/.build-fuzzing/found
venv=$root/.build-fuzzing/venv
mkdir -p "$found"
scratch=$(mktemp -d)
mkdir "$scratch/corpus"
cp -r "$root/data/." "$scratch/corpus/"
daemon=
proxy=
finish() {
    local process
    for process in $proxy $daemon; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null; done || true
    rm -rf -- "$scratch"
}
trap finish EXIT

export ASAN_OPTIONS=detect_leaks=0:halt_on_error=1:exitcode=99:${ASAN_OPTIONS-}
HOME=$scratch "$bin_dir/crisis-searchd" --corpus "$scratch/corpus" --index "$scratch/index" --socket "$scratch/socket" \
    --log-level info >"$scratch/log" 2>&1 &
daemon=$!
is_serving() { curl --silent --fail --max-time 5 --unix-socket "$scratch/socket" http://localhost/v1/health >/dev/null; }
until_true 60 is_serving || { tail -n 20 "$scratch/log" >&2 && fail 1 "the daemon does not serve"; }

say "the seed is $seed"
broken=
seconds=$((minutes * 60))

if [ -x "$venv/bin/st" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet schemathesis; } >/dev/null 2>&1; then
    python3 "$root/Fuzzing/HTTP/proxy.py" "$scratch/socket" >"$scratch/port" &
    proxy=$!
    until_true 20 test -s "$scratch/port"
    say "schemathesis: $((seconds / 2)) s"
    # What is refused, and how, is described; which of the strings of a query language are refused is not, and cannot be.
    if ! (cd "$scratch" && "$venv/bin/st" --no-color run "$root/docs/openapi.yaml" --url "http://127.0.0.1:$(cat "$scratch/port")" \
        --seed "$seed" --max-time "$((seconds / 2))" --phases examples,coverage,fuzzing --suppress-health-check all \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
        --continue-on-failure --warnings off >"$scratch/schemathesis.log" 2>&1); then
        broken=schemathesis
        cp "$scratch/schemathesis.log" "$found/schemathesis-$seed.log"
        tail -n 60 "$scratch/schemathesis.log" >&2
    fi
    say "schemathesis: $(grep -E 'Generated|generated|passed|failed' "$scratch/schemathesis.log" | tail -n 2 | tr '\n' ' ')"
else
    say "schemathesis cannot be had from PyPI here; it is left out"
fi

python3 "$root/Fuzzing/HTTP/raw_bytes.py" "$scratch/socket" "$((seconds / 2))" "$seed" "$root/Fuzzing/Seeds/http" "$found" ||
    broken+=" raw bytes"
kill -0 "$daemon" 2>/dev/null || broken+=" the daemon died"
is_serving || broken+=" the daemon is not well"
grep -E 'Sanitizer|Fatal error|error: ' "$scratch/log" >&2 && broken+=" the log"
[ -z "$broken" ] || fail 1 "found something: $broken; repeat with --seed $seed"
say "nothing found"
