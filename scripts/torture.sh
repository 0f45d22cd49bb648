#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/torture.sh MINUTES [--seed N] [--only SUITE] [--effort N]
#
# Runs the tests that try to break a promise again and again, each time with other random numbers and for longer than
# scripts/test.sh does: random changes of the folder, with dropped events and without watches; kill -9 in single updates, first
# runs, rebuilds and swaps; damaged index files; disks that are full, read-only or fail; crowds, overload, backups. No round is begun
# when MINUTES are over. At the end it says what was tried.
#
#   --seed N       the number of the first round; the next has N + 1 (by default some number, which is printed)
#   --only SUITE   only the tests whose name contains this, as --filter of swift test has it
#   --effort N     how many times as much each test does (2)
#
# What fails is said with the command that repeats it. Exit status: 0 all promises were kept, 1 one was broken, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

minutes=
seed=$((RANDOM * 32768 + RANDOM))
suites='RandomChangesTests|KillTests|CorruptionTests|FaultTests|FullDiskTests|BulkTests|CrowdTests|OverloadTests|BackupTests|CheckTests|NeutralityTests|OutsideTests'
effort=2
while [ $# -gt 0 ]; do
    case $1 in
        --seed) need_value "$1" $# && seed=$2 && shift ;;
        --only) need_value "$1" $# && suites=$2 && shift ;;
        --effort) need_value "$1" $# && effort=$2 && shift ;;
        -h | --help) usage && exit ;;
        *) minutes=$1 ;;
    esac
    shift
done
[[ $minutes =~ ^[0-9]+$ && $seed =~ ^[0-9]+$ && $effort =~ ^[0-9]+$ ]] || fail 2 "MINUTES, and all other values, are numbers; see --help"

"$root/scripts/dependencies.sh"
cd "$root"
mkdir -p .build
quietly .build/torture-build.log "building" swift build --build-tests
log=.build/torture.log
: >"$log"
end=$((SECONDS + minutes * 60))
say "the first seed is $seed"
round=$seed
export CRISIS_SEARCH_TEST_EFFORT=$effort
while :; do
    began=$SECONDS
    if ! CRISIS_SEARCH_TEST_SEED=$round swift test --skip-build --disable-xctest --parallel --filter "$suites" \
        >.build/torture-round.log 2>&1; then
        mv .build/torture-round.log ".build/torture-$round.log"
        grep -E '✘ |↳ |Fatal error|error:' ".build/torture-$round.log" | head -n 40 >&2
        say "a promise was broken with the seed $round; all that was said is in .build/torture-$round.log"
        say "to repeat it: scripts/torture.sh 1 --seed $round --effort $effort --only '$suites'"
        exit 1
    fi
    cat .build/torture-round.log >>"$log"
    say "round with the seed $round: $(grep -E 'Test run with' .build/torture-round.log | tail -n 1), $((SECONDS - began)) s"
    [ "$SECONDS" -lt "$end" ] || break
    round=$((round + 1))
done

# What was tried, in all rounds: numbers before the same words are added up.
say "tried, in $((round - seed + 1)) rounds:"
grep -hoE '^torture: seed [0-9]+: .*' "$log" | sed -E 's/^torture: seed [0-9]+: //' |
    awk -F': ' '{
        name = $1; rest = $2
        count[name]++
        if (match(rest, /^[0-9]+/)) total[name] += substr(rest, RSTART, RLENGTH)
        sub(/^[0-9]+ /, "", rest); sub(/[,;].*/, "", rest); unit[name] = rest
    } END { for (name in count) printf "  %s: %d times, %d %s\n", name, count[name], total[name], unit[name] }' | sort
say "all promises were kept; the seeds were $seed to $round"
