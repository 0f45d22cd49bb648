# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# The little that the tests written as scripts share: a line for each promise, and a verdict at the end.

promises=0
failed=

# promise WORDS COMMAND...: the promise is kept if the command succeeds.
promise() {
    local words=$1
    shift
    promises=$((promises + 1))
    if "$@"; then
        echo "ok $promises - $words"
    else
        echo "not ok $promises - $words"
        failed=1
    fi
}

# Says how many promises there were; fails if one was broken.
conclude() {
    echo "1..$promises"
    [ -z "$failed" ]
}

# skip REASON: ends the test as one that cannot be done here.
skip() {
    echo "1..0 # SKIP $*"
    exit 77
}
