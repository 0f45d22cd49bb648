#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/uninstall.sh [--user | --system] [--prefix DIR] [--destdir DIR] [--purge]
#
# Stops the daemon and removes what scripts/install.sh installed with the same options, by its own list of files.
# The configuration and the index stay, unless purged. Articles are never touched.
#
#   --user, --system, --prefix DIR, --destdir DIR   as given to install.sh
#   --purge   remove the configuration and the index too
#
# Exit status: 0 done (or nothing was installed), 1 failed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source-path=SCRIPTDIR source=layout.sh
. "$root/scripts/layout.sh"

scope=user
prefix=${PREFIX:+$(absolute "$PREFIX")}
destdir=${DESTDIR:+$(absolute "$DESTDIR")}
purge=no

while [ $# -gt 0 ]; do
    case $1 in
        --user) scope=user ;;
        --system) scope=system ;;
        --prefix | --destdir)
            need_value "$1" $#
            case $1 in
                --prefix) prefix=$(absolute "$2") ;;
                --destdir) destdir=$(absolute "$2") ;;
            esac
            shift
            ;;
        --purge) purge=yes ;;
        -h | --help) usage && exit ;;
        *) fail 2 "unknown argument: $1; see --help" ;;
    esac
    shift
done

set_layout "$scope" "$prefix"
choose_root "$destdir$prefix" "$destdir$config"

if [ -z "$destdir" ] && manager_is_there; then
    # Of units that are not there, or not enabled, systemctl complains: nothing is lost.
    $systemctl disable --now crisis-searchd.service crisis-searchd.socket 2>/dev/null || true
fi

if [ -e "$destdir$manifest" ]; then
    mapfile -t installed < <(LC_ALL=C sort --reverse "$destdir$manifest")
    for file in "${installed[@]}"; do
        case $file in
            /*/ | /*crisis-search*) ;;
            *) fail 1 "$destdir$manifest holds a line that is no file of crisis-search: $file" ;;
        esac
    done
else
    installed=()
    say "nothing is installed there: no $destdir$manifest"
fi

for file in "${installed[@]}"; do
    [[ $file == */ ]] || $as_root rm -f -- "$destdir$file"
done
if [ $purge = yes ]; then
    $as_root rm -f -- "$destdir$config" "$destdir$synonyms" "$destdir$outlets"
    $as_root rm -rf -- "$destdir$state"
fi
# Folders below come first. Those that hold something of others stay.
for file in "${installed[@]}"; do
    [[ $file != */ ]] || $as_root rmdir --ignore-fail-on-non-empty -- "$destdir$file" 2>/dev/null || true
done

[ ${#installed[@]} -eq 0 ] || say "removed from $destdir$prefix"
for left in "$destdir$config" "$destdir$synonyms" "$destdir$outlets" "$destdir$state"; do
    [ ! -e "$left" ] || say "left in place (--purge removes it): $left"
done

[ -n "$destdir" ] || ! manager_is_there || $systemctl daemon-reload
