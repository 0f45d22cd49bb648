#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/sanitize.sh [address | thread] [ARGUMENT]...
#
# Runs every test under the address sanitizer, then under the thread sanitizer, or under one of them. Each has a build
# folder of its own (.build-address, .build-thread). Arguments go to `swift test`.
#
# Exit status: 0 all tests passed and nothing was found, else 1.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

sanitizers=(address thread)
case ${1-} in
    address | thread) sanitizers=("$1") && shift ;;
    -h | --help) usage && exit ;;
esac

"$root/scripts/dependencies.sh"
cd "$root"

# What is found must fail the run, in the programs that the tests start as well.
# Leaks are not looked for: the test runner itself keeps some memory to its end.
export ASAN_OPTIONS=detect_leaks=0:halt_on_error=1:exitcode=99:${ASAN_OPTIONS-}
export TSAN_OPTIONS=halt_on_error=1:exitcode=99:second_deadlock_stack=1:${TSAN_OPTIONS-}

found=()
for sanitizer in "${sanitizers[@]}"; do
    folder=.build-$sanitizer
    mkdir -p "$folder"
    test=(swift test --sanitize "$sanitizer" --scratch-path "$folder" --disable-xctest "$@")
    say "$sanitizer: building and testing (some minutes)"
    log=$folder/test.log
    "${test[@]}" 2>&1 | tee "$log" | grep -E --line-buffered '✘|ERROR: |WARNING: ThreadSanitizer' || true
    # The pipe hides the status of the tests; the last line tells it, and a report of the sanitizer is no other.
    if grep --quiet -E 'Test run with .* passed' "$log" && ! grep --quiet -E '(ERROR|WARNING): [A-Za-z]+Sanitizer' "$log"; then
        say "$sanitizer: $(grep -E 'Test run with' "$log" | tail -n 1)"
    else
        found+=("$sanitizer")
        say "$sanitizer: failed; all of its output is in $folder/test.log"
    fi
done
[ ${#found[@]} -eq 0 ]
