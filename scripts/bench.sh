#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/bench.sh [OPTION...] [DIR]
#
# Measures crisis-search beside the programs that people use today, on the same files, in one run: time, memory and size
# to index; queries of many kinds; the client as a process; how soon changes are found; many clients at once; start-up.
# Prints tables in Markdown, with ratios, and writes every figure as JSON. Before each build all files are read once, so
# that nobody pays for the disk.
#
#   DIR   the articles to measure on; without it, articles that are made up, the same ones each time. While it runs, a
#         folder of test files comes and goes in DIR.
#
#   --articles N     how many articles to make up (20000)
#   --rounds N       how often to ask each query, and to make each change (200)
#   --seconds N      how long many clients ask at once (20)
#   --skip PART      leave a part out: build, queries, compare, processes, freshness, load, service. Without build, the
#                    indexes of the run before are used. May be given several times.
#   --without NAME   leave a program out: omindex, recollindex, sqlite, tantivy, bare
#   --scratch DIR    where indexes and made-up articles are kept (/var/tmp/crisis-search-bench)
#   --json FILE      where the figures go (bench.json in the scratch folder)
#   --programs DIR   where crisis-search and crisis-searchd are, instead of building them
#
# Installs what it needs beside what the project needs: Debian packages (Omega, the Xapian tools, Recoll, a C++ compiler for the limit) and, in an
# environment of its own in the scratch folder, Tantivy from PyPI. What cannot be installed is left out.
#
# Milliseconds of two runs cannot be compared, and mean little on a busy machine. Everything that is compared is asked in
# turns, so that ratios of one run mean something. No test and no check of changes runs this.
#
# Exit status: 0 measured, 1 something failed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

scratch=/var/tmp/crisis-search-bench
json=
programs=
pass=()
without=
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage && exit ;;
        --scratch | --json | --programs | --articles | --rounds | --seconds | --skip | --without)
            need_value "$1" $#
            case $1 in
                --scratch) scratch=$(absolute "$2") ;;
                --json) json=$(absolute "$2") ;;
                --programs) programs=$(absolute "$2") ;;
                --without) without="$without $2 " && pass+=("$1" "$2") ;;
                *) pass+=("$1" "$2") ;;
            esac
            shift
            ;;
        -*) fail 2 "unknown argument: $1; see --help" ;;
        *)
            [ -d "$1" ] || fail 2 "there is no folder $1"
            pass+=("$(absolute "$1")")
            ;;
    esac
    shift
done

mkdir -p "$scratch"
if [ -z "$programs" ]; then
    "$root/scripts/dependencies.sh"
    programs=$("$root/scripts/build-release.sh")
fi

packages=(xapian-omega xapian-tools recoll python3-venv g++ libjemalloc-dev)
missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$scratch/apt.log" 2>&1 ||
        say "not all of ${missing[*]} can be installed (see $scratch/apt.log): what is not there is left out"
fi

python=$scratch/venv/bin/python3
if [[ $without != *" tantivy "* ]] && ! "$python" -c 'import tantivy' 2>/dev/null; then
    say "installing Tantivy"
    { python3 -m venv "$scratch/venv" && "$scratch/venv/bin/pip" install --quiet tantivy; } >"$scratch/pip.log" 2>&1 ||
        say "Tantivy cannot be installed (see $scratch/pip.log): it is left out"
fi
if "$python" -c 'import tantivy' 2>/dev/null; then pass+=(--tantivy "$python"); fi

# The programs of this package find one another from this folder.
cd "$root/scripts"
exec python3 -m bench --root "$root" --programs "$programs" --scratch "$scratch" \
    --json "${json:-$scratch/bench.json}" "${pass[@]}"
