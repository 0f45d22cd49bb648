#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/test.sh [--no-scripts] [ARGUMENT]...
#
# Installs what Debian must bring, builds, and runs every test: those written as scripts first, then `swift test`,
# whose closing line is the last. Arguments go to `swift test`, such as --filter QueryLanguage.
#
#   --no-scripts   only `swift test`
#
# Exit status: 0 all passed, 1 something failed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

scripts=(test-install test-completions test-systemd)
arguments=()
for argument; do
    case $argument in
        -h | --help) usage && exit ;;
        --no-scripts) scripts=() ;;
        *) arguments+=("$argument") ;;
    esac
done

"$root/scripts/dependencies.sh"
cd "$root"
mkdir -p .build
quietly .build/test-build.log "building (some minutes the first time)" swift build --build-tests
bin_dir=$(swift build --show-bin-path)

broken=()
for script in "${scripts[@]}"; do
    say "$script"
    status=0
    "$root/scripts/$script.sh" --bin-dir "$bin_dir" || status=$?
    case $status in
        0 | 77) ;;
        *) broken+=("$script") ;;
    esac
done

# Where the tests that try to break promises at random begin.
export CRISIS_SEARCH_TEST_SEED=${CRISIS_SEARCH_TEST_SEED:-$((RANDOM * 32768 + RANDOM))}
say "swift test, with the seed $CRISIS_SEARCH_TEST_SEED"
passed=yes
summary=

# swift_test NAME ARGUMENT...: the test runner of old is left out: every test is a Swift Testing test, and it would report
# that it ran none.
swift_test() {
    local output=.build/$1.log
    shift
    swift test --skip-build --disable-xctest --parallel "$@" 2>&1 | tee "$output" || passed=no
    summary=$(grep -E 'Test run with [0-9]+ test' "$output" | tail -n 1) ||
        fail 1 "swift test said nothing of a test run; see $output"
}

if [ ${#arguments[@]} -eq 0 ]; then
    # By themselves: they wait for processes of their own, on the few threads that all tests share.
    swift_test reader-test --filter ReaderTests
    swift_test test --skip ReaderTests
else
    swift_test test "${arguments[@]}"
fi

[ ${#broken[@]} -eq 0 ] || say "failed: ${broken[*]}"
[ $passed = yes ] || say "to repeat it: CRISIS_SEARCH_TEST_SEED=$CRISIS_SEARCH_TEST_SEED scripts/test.sh --no-scripts --filter NAME"
printf '%s\n' "$summary"
[ $passed = yes ] && [ ${#broken[@]} -eq 0 ]
