#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/test-install.sh [--bin-dir DIR]
#
# Installs and uninstalls below scratch folders, in both scopes. Prints a line a promise, `ok` or `not ok`.
#
#   --bin-dir DIR   where the programs are (.build/debug)
#
# Exit status: 0 all held, 1 one did not, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source-path=SCRIPTDIR source=promises.sh
. "$root/scripts/promises.sh"

bin_dir=$root/.build/debug
while [ $# -gt 0 ]; do
    case $1 in
        --bin-dir) need_value "$1" $# && bin_dir=$(absolute "$2") && shift ;;
        -h | --help) usage && exit ;;
        *) fail 2 "unknown argument: $1; see --help" ;;
    esac
    shift
done

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# A name with what shells, unit files and YAML have a meaning for.
home="$scratch/O'Brien & 100% \"co\""
mkdir -p "$home" "$scratch/articles of 'mine'" "$scratch/bin"

# No systemd is to be found, so that that of the machine is left alone.
run=(env -i "HOME=$home" "PATH=$PATH" "TMPDIR=${TMPDIR:-/tmp}" XDG_RUNTIME_DIR=/nonexistent LANG=C.UTF-8)
install() { "${run[@]}" "$root/scripts/install.sh" --bin-dir "$bin_dir" "$@" >"$scratch/log" 2>&1; }
uninstall() { "${run[@]}" "$root/scripts/uninstall.sh" "$@" >"$scratch/log" 2>&1; }
files_below() { (cd "$1" && find . -type f -printf '%P %m\n' | LC_ALL=C sort); }
nothing_below() { [ -z "$(find "$1" -mindepth 1 -print -quit)" ]; }

package=$scratch/package
manifest=$package/usr/share/crisis-search/installed-files
in_package() { [ -f "$package$1" ]; }

promise "a package for /usr is made" install --system --prefix /usr --destdir "$package"
promise "it has the programs" eval '[ -x "$package/usr/bin/crisis-search" ] && [ -x "$package/usr/bin/crisis-searchd" ]'
promise "and the reader, which nobody is to call" test -x "$package/usr/libexec/crisis-search/crisis-search-reader"
promise "it has units of both kinds" eval \
    'in_package /usr/lib/systemd/system/crisis-searchd.socket && in_package /usr/lib/systemd/user/crisis-searchd.service'
promise "the units start the installed program" grep --quiet '^ExecStart="/usr/bin/crisis-searchd" --config /etc/' \
    "$package/usr/lib/systemd/system/crisis-searchd.service"
promise "it has manual pages that can be unpacked" gzip --test "$package"/usr/share/man/man[1578]/*.gz
promise "the query language among them" in_package /usr/share/man/man7/crisis-search-query.7.gz
promise "it has its user and its folder" eval \
    'in_package /usr/lib/sysusers.d/crisis-search.conf && in_package /usr/lib/tmpfiles.d/crisis-search.conf'
promise "no mark is left in any unit" eval '! grep -r --quiet "@[a-z]*@" "$package/usr/lib/systemd"'
promise "its list of files is true" eval \
    '[ "$(grep -v "/$" "$manifest" | sed "s|^/||")" = "$(files_below "$package" | sed "s/ [0-9]*$//" | grep -v ^etc/)" ]'

files_below "$package" >"$scratch/before"
promise "done again, it changes nothing" eval \
    'install --system --prefix /usr --destdir "$package" && files_below "$package" | cmp - "$scratch/before"'

echo 'corpus: [/srv/mine]' >"$package/etc/crisis-search/crisis-search.yaml"
echo '# Mine' >>"$package/etc/crisis-search/synonyms.txt"
echo /usr/share/crisis-search/of-old >>"$manifest"
touch "$package/usr/share/crisis-search/of-old" "$package/usr/share/man/man1/other.1"
install --system --prefix /usr --destdir "$package"
promise "an upgrade keeps the configuration" grep --quiet --fixed-strings '[/srv/mine]' \
    "$package/etc/crisis-search/crisis-search.yaml"
promise "and the synonyms" grep --quiet --line-regexp '# Mine' "$package/etc/crisis-search/synonyms.txt"
promise "and the names of outlets are there" test -s "$package/etc/crisis-search/outlets.yaml"
promise "and removes what the new version has not" eval '! in_package /usr/share/crisis-search/of-old'

uninstall --system --prefix /usr --destdir "$package"
promise "uninstalled, the configuration and what is not its own stay" eval \
    '[ "$(files_below "$package" | cut -d " " -f 1 | paste -s -d " ")" = \
        "etc/crisis-search/crisis-search.yaml etc/crisis-search/outlets.yaml etc/crisis-search/synonyms.txt usr/share/man/man1/other.1" ]'
promise "uninstalled again, it says that nothing is there" eval \
    'uninstall --system --prefix /usr --destdir "$package" && grep --quiet "nothing is installed" "$scratch/log"'

install --system --prefix /opt/news --destdir "$package"
promise "for a prefix where systemd does not look, the units are in /etc" eval \
    'in_package /etc/systemd/system/crisis-searchd.service && in_package /opt/news/bin/crisis-search'
uninstall --system --prefix /opt/news --destdir "$package"

promise "a user's home may have an odd name" install --user --corpus "$scratch/articles of 'mine'"
promise "and the unit file tells that name rightly" eval \
    '! command -v systemd-analyze >/dev/null ||
        [ -z "$(systemd-analyze --user verify "$home/.local/share/systemd/user/crisis-searchd.service" 2>&1 |
            grep crisis-searchd)" ]'
promise "the configuration names the folder given" grep --quiet --fixed-strings \
    "  - '$scratch/articles of ''mine'''" "$home/.config/crisis-search/crisis-search.yaml"
promise "the installed programs run" eval \
    '"$home/.local/bin/crisis-search" --version && "$home/.local/bin/crisis-searchd" --version'
mkdir -p "$scratch/pages"
echo '<html><title>Ferry talks</title><p>The ferry left the harbour at noon.</p></html>' >"$scratch/pages/a.html"
promise "and the installed daemon finds its reader" eval \
    '"$home/.local/bin/crisis-searchd" extract "$scratch/pages" | grep --quiet "The ferry left"'
promise "purged, the home is as it was" eval 'uninstall --user --purge && nothing_below "$home"'

promise "a folder of articles that is not there is refused with status 2" eval \
    'install --user --corpus "$scratch/none"; [ $? -eq 2 ] && nothing_below "$home"'
promise "an unknown argument is refused with status 2" eval 'install --sytem; [ $? -eq 2 ]'
conclude
