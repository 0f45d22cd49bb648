#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/fuzz.sh [MINUTES] [FUZZER]...
#
# Builds the fuzzers of Fuzzing/ with libFuzzer and the address sanitizer, and runs each for so many minutes (1).
# FUZZER is one of query, headers (text files), pages (HTML), formats (all others that are read without a library), and http,
# which tries a daemon (scripts/fuzz-http.sh); by default all are run. Formats that need libraries are damaged by MutationTests.
# What is found stands in .build-fuzzing/found, to be given to the program again as its argument; keep it as a test. Inputs
# worth keeping are gathered in .build-fuzzing/corpus, so that the next run begins where this one ended.
#
# Exit status: 0 nothing was found, else 1.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

case ${1-} in -h | --help) usage && exit ;; esac
minutes=${1:-1}
[[ $minutes =~ ^[1-9][0-9]*$ ]] || fail 2 "$minutes is no number of minutes; see --help"
shift $(($# > 0 ? 1 : 0))
fuzzers=("$@")
[ $# -gt 0 ] || fuzzers=(query headers pages formats http)

"$root/scripts/dependencies.sh"
cd "$root/Fuzzing"
# A trap is the fuzzer's to report; the runtime's own report would wait for a debugger.
export SWIFT_BACKTRACE=enable=no
build=$root/.build-fuzzing
found=()
for fuzzer in "${fuzzers[@]}"; do
    if [ "$fuzzer" = http ]; then
        say "building crisis-searchd"
        (cd "$root" && swift build --quiet)
        "$root/scripts/fuzz-http.sh" "$minutes" || found+=(http)
        continue
    fi
    product=Fuzz${fuzzer^}
    say "building $product"
    # The other linker cannot link what both instrumentations make.
    swift build --quiet --product "$product" --scratch-path "$build" \
        -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld -Xswiftc -O
    mkdir -p "$build/corpus/$fuzzer" "$build/found"
    say "$fuzzer: $minutes minutes"
    log=$build/$fuzzer.log
    if "$build/debug/$product" "$build/corpus/$fuzzer" "Seeds/$fuzzer" -dict="Dictionaries/$fuzzer.dict" \
        -max_len="$([ "$fuzzer" = query ] && echo 400 || echo 4096)" -timeout=20 -max_total_time=$((minutes * 60)) -artifact_prefix="$build/found/$fuzzer-" >"$log" 2>&1; then
        say "$fuzzer: $(tail -n 1 "$log"), nothing found"
    else
        found+=("$fuzzer")
        tail -n 20 "$log" >&2
        say "$fuzzer: found something; see $build/found and $log"
    fi
done
[ ${#found[@]} -eq 0 ]
