#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/quickstart.sh [--keep] [FOLDER]
#
# From a fresh clone to an answer: installs what Debian must bring, builds, starts the daemon on the sample articles in
# data/articles, and asks it for "red line", for stories of several copies and for who said what. Leaves nothing running and
# nothing behind but the build.
#
#   FOLDER   use these articles instead of the sample
#   --keep   leave the daemon running, and say how to ask it more and how to stop it
#
# Exit status: 0 there was an answer, 1 something failed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

corpus=$root/data/articles
keep=no
while [ $# -gt 0 ]; do
    case $1 in
        --keep) keep=yes ;;
        -h | --help) usage && exit ;;
        -*) fail 2 "unknown argument: $1; see --help" ;;
        *) corpus=$(absolute "$1") ;;
    esac
    shift
done
[ -d "$corpus" ] || fail 2 "there is no folder $corpus"

"$root/scripts/dependencies.sh"
bin_dir=$("$root/scripts/build-release.sh")

# Not TMPDIR, whose name may be too long for a socket's (107 bytes).
scratch=$(mktemp -d /tmp/crisis-search.XXXXXX)
daemon=
finish() {
    [ -z "$daemon" ] || { kill "$daemon" && wait "$daemon"; } 2>/dev/null || true
    rm -rf -- "$scratch"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

export CRISIS_SEARCH_SOCKET=$scratch/socket
# A configuration of its own, so that one in the home folder has no say.
printf "corpus:\n  - '%s'\nindex: '%s'\nsocket: '%s'\n" \
    "${corpus//\'/\'\'}" "$scratch/index" "$CRISIS_SEARCH_SOCKET" >"$scratch/crisis-search.yaml"

say "starting the daemon on $corpus"
(
    unset "${!CRISIS_SEARCH_@}"
    exec "$bin_dir/crisis-searchd" --config "$scratch/crisis-search.yaml" </dev/null >"$scratch/log" 2>&1
) &
daemon=$!

ready() {
    kill -0 "$daemon" 2>/dev/null || fail 1 "the daemon stopped: $(tail -n 5 "$scratch/log")"
    [[ $("$bin_dir/crisis-search" status --json 2>/dev/null) == *'"state":"ready"'* ]]
}
until_true 120 ready || fail 1 "the daemon is not ready after two minutes: $(tail -n 5 "$scratch/log")"

printf '\n$ crisis-search "red line"\n\n'
found=0
"$bin_dir/crisis-search" search "red line" || found=$?

# Other articles may have no copies, and nobody who says this.
ask() {
    local status=0
    printf '\n$ crisis-search %s\n\n' "$1"
    shift
    "$bin_dir/crisis-search" "$@" || status=$?
    [ "$status" -le 1 ] || found=$status
}
ask 'stories --limit 3' stories --limit 3
ask 'quotes "red line" --speaker tarvenko --limit 3' quotes "red line" --speaker tarvenko --limit 3

cat <<NEXT

Your own articles, for good:
  scripts/install.sh --corpus FOLDER --enable
  crisis-search "red line"
Only a look:
  scripts/quickstart.sh --keep FOLDER
NEXT

if [ $keep = yes ]; then
    trap - EXIT
    cat <<KEPT

The daemon runs (process $daemon). To ask it more:
  export CRISIS_SEARCH_SOCKET=$CRISIS_SEARCH_SOCKET PATH="$bin_dir:\$PATH"
To stop it:
  kill $daemon; rm -r $scratch
KEPT
fi
[ "$found" -le 1 ] || fail 1 "the question failed (exit status $found): $(tail -n 5 "$scratch/log")"
exit "$found"
