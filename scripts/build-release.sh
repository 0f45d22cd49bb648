#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/build-release.sh
#
# Builds all programs as they are installed: optimised, with Swift's runtime inside, so that they need no Swift where
# they run and start sooner. Prints the folder they are in; progress goes to standard error.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ $# -eq 0 ] || { usage >&2 && exit 2; }

build=(swift build --package-path "$root" --configuration release --static-swift-stdlib)
mkdir -p "$root/.build"
quietly "$root/.build/release-build.log" "building (some minutes the first time, seconds after that)" \
    "${build[@]}" --product crisis-searchd
quietly "$root/.build/release-build.log" "building the reader" "${build[@]}" --product crisis-search-reader
quietly "$root/.build/release-build.log" "building the client" "${build[@]}" --product crisis-search
"${build[@]}" --show-bin-path
