#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/install.sh [--user | --system] [--prefix DIR] [--destdir DIR] [--corpus DIR]... [--bin-dir DIR]
#                           [--enable]
#
# Builds crisis-search and installs it: programs, systemd units, manual pages, completion, configuration, synonyms and names
# of outlets. May be run again to upgrade; of the last three, what is there is never touched. scripts/uninstall.sh takes it
# all away.
#
#   --user         for yourself, in ~/.local (the default)
#   --system       for this machine, in /usr/local: a daemon of its own user, for the members of group crisis-search
#   --prefix DIR   install in DIR instead; also taken from PREFIX
#   --destdir DIR  put every file below DIR, and start nothing: to make a package; also taken from DESTDIR
#   --corpus DIR   a folder of articles, named in the new configuration; may be given again
#   --bin-dir DIR  install the programs found in DIR instead of building them
#   --enable       start the daemon now and at every login (--user) or boot (--system)
#
# The copying asks for sudo only where you may not write. Exit status: 0 done, 1 failed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source-path=SCRIPTDIR source=layout.sh
. "$root/scripts/layout.sh"

# MARK: Arguments

scope=user
prefix=${PREFIX:+$(absolute "$PREFIX")}
destdir=${DESTDIR:+$(absolute "$DESTDIR")}
bin_dir=
enable=no
corpora=()

while [ $# -gt 0 ]; do
    case $1 in
        --user) scope=user ;;
        --system) scope=system ;;
        --prefix | --destdir | --corpus | --bin-dir)
            need_value "$1" $#
            case $1 in
                --prefix) prefix=$(absolute "$2") ;;
                --destdir) destdir=$(absolute "$2") ;;
                --corpus) corpora+=("$(absolute "$2")") ;;
                --bin-dir) bin_dir=$(absolute "$2") ;;
            esac
            shift
            ;;
        --enable) enable=yes ;;
        -h | --help) usage && exit ;;
        *) fail 2 "unknown argument: $1; see --help" ;;
    esac
    shift
done

set_layout "$scope" "$prefix"
for corpus in "${corpora[@]}"; do
    [ -d "$corpus" ] || fail 2 "--corpus $corpus: there is no such folder"
done
[ $scope = system ] || [ -z "${SUDO_USER-}" ] || [ -n "$destdir" ] ||
    fail 2 "under sudo, this would install for root: run it as yourself, or with --system"
[ -z "$destdir" ] || [ $enable = no ] || fail 2 "--enable and --destdir exclude each other"

# MARK: Programs

if [ -z "$bin_dir" ]; then
    "$root/scripts/dependencies.sh"
    bin_dir=$("$root/scripts/build-release.sh")
fi
for program in crisis-search crisis-searchd crisis-search-reader; do
    [ -x "$bin_dir/$program" ] || fail 1 "$bin_dir/$program is not there: build it, or leave --bin-dir out"
done

# MARK: A tree of all files, under their final names

stage=$(mktemp -d)
trap 'rm -rf -- "$stage"' EXIT
chmod 755 "$stage"

# put MODE FILE TARGET: FILE (- is standard input) at the absolute path TARGET.
put() {
    mkdir -p -- "$stage${3%/*}"
    cat -- "$2" >"$stage$3"
    chmod "$1" -- "$stage$3"
}

# put_unit FILE TARGET: with the folder of the programs in this installation.
put_unit() {
    local text
    text=$(<"$1")
    printf '%s\n' "${text//@bindir@/"$(unit_path "$bindir")"}" | put 644 - "$2"
}

# The configuration, naming the corpus folders given, or the scope's own.
configuration() {
    local folder
    awk '/^corpus:/ { exit } { print }' "$root/config/crisis-search.yaml"
    echo 'corpus:'
    for folder in "${corpora[@]-$default_corpus}"; do
        printf "  - '%s'\n" "${folder//\'/\'\'}"
    done
    awk 'after { print } /^  - / { after = 1 }' "$root/config/crisis-search.yaml"
}

for program in "$bindir/crisis-search" "$bindir/crisis-searchd" "$libexecdir/crisis-search-reader"; do
    put 755 "$bin_dir/${program##*/}" "$program"
    # A quarter of it is for debuggers. The names of functions stay: a backtrace in the journal is of no use without.
    ! command -v strip >/dev/null || strip --strip-debug "$stage$program"
done
put 755 "$root/scripts/reindex.sh" "$datadir/crisis-search/scripts/reindex.sh"
put 644 "$root/scripts/common.sh" "$datadir/crisis-search/scripts/common.sh"
for unit in crisis-searchd.service crisis-searchd.socket; do
    put_unit "$root/config/systemd/user/$unit" "$user_units/$unit"
    [ $scope = user ] || put_unit "$root/config/systemd/system/$unit" "$system_units/$unit"
done
if [ $scope = system ]; then
    put 644 "$root/config/sysusers.d/crisis-search.conf" "$sysusers/crisis-search.conf"
    put 644 "$root/config/tmpfiles.d/crisis-search.conf" "$tmpfiles/crisis-search.conf"
fi
for page in crisis-search.1 crisis-searchd.8 crisis-search.yaml.5 crisis-search-query.7; do
    gzip --best --no-name --stdout "$root/man/$page" | put 644 - "$mandir/man${page##*.}/$page.gz"
done
put 644 "$root/completions/crisis-search.bash" "$bash_completions/crisis-search"
put 644 "$root/completions/crisis-search.bash" "$bash_completions/crisis-searchd"
put 644 "$root/completions/_crisis-search" "$zsh_completions/_crisis-search"
put 644 "$root/completions/crisis-search.fish" "$fish_completions/crisis-search.fish"
put 644 "$root/completions/crisis-search.fish" "$fish_completions/crisis-searchd.fish"
put 644 "$root/LICENSE" "$datadir/doc/crisis-search/copyright"
put 644 "$root/CHANGELOG.md" "$datadir/doc/crisis-search/CHANGELOG.md"
configuration | put 644 - "$datadir/doc/crisis-search/crisis-search.yaml"
put 644 "$root/config/synonyms.txt" "$datadir/doc/crisis-search/synonyms.txt"
put 644 "$root/config/outlets.yaml" "$datadir/doc/crisis-search/outlets.yaml"

# MARK: Copying

choose_root "$destdir$prefix" "$destdir$config"

mapfile -d '' -t files < <(cd "$stage" && find . -type f -printf '/%P\0' | sort -z)
installed_before=()
[ ! -e "$destdir$manifest" ] || mapfile -t installed_before <"$destdir$manifest"

# Folders that this installation brings, now or when it was first made: they go when they are empty, others never.
folders=()
for file in "${files[@]}" "$manifest" "$config"; do
    folder=${file%/*}
    while [ -n "$folder" ] && [ ! -d "$destdir$folder" ]; do
        folders+=("$folder/")
        folder=${folder%/*}
    done
done
for file in "${installed_before[@]}"; do
    [[ $file != */ ]] || folders+=("$file")
done
printf '%s\n' "${files[@]}" "$manifest" "${folders[@]}" | LC_ALL=C sort --unique | put 644 - "$manifest"

for file in "${installed_before[@]}"; do
    [[ $file == */ ]] || grep --quiet --line-regexp --fixed-strings -- "$file" "$stage$manifest" ||
        $as_root rm -f -- "$destdir$file"
done

# install_file FROM TO: a new file under the old name, so that a program that runs keeps the old one.
install_file() {
    $as_root mkdir -p -- "$destdir${2%/*}"
    $as_root cp --remove-destination -- "$stage$1" "$destdir$2"
}

for file in "${files[@]}" "$manifest"; do install_file "$file" "$file"; done
[ -e "$destdir$config" ] || install_file "$datadir/doc/crisis-search/crisis-search.yaml" "$config"
[ -e "$destdir$synonyms" ] || install_file "$datadir/doc/crisis-search/synonyms.txt" "$synonyms"
[ -e "$destdir$outlets" ] || install_file "$datadir/doc/crisis-search/outlets.yaml" "$outlets"
say "installed in $destdir$prefix; the files are listed in $destdir$manifest"

[ -z "$destdir" ] || exit 0

# MARK: Starting

if [ $scope = system ]; then
    $as_root systemd-sysusers "$sysusers/crisis-search.conf"
    $as_root systemd-tmpfiles --create "$tmpfiles/crisis-search.conf"
fi
if manager_is_there; then
    $systemctl daemon-reload
    $systemctl try-restart crisis-searchd.service
    if [ $enable = yes ]; then
        $systemctl enable --now crisis-searchd.socket crisis-searchd.service ||
            fail 1 "installed, but the daemon did not start; see: $journal"
        say "the daemon runs; see: ${systemctl#sudo } status crisis-searchd"
    fi
elif [ $enable = yes ]; then
    fail 1 "installed, but there is no systemd to enable the daemon in; start it by: $bindir/crisis-searchd"
fi

case :$PATH: in
    *:"$bindir":*) ;;
    *) say "note: $bindir is not in PATH" ;;
esac
{
    echo "Name your folders of articles under \"corpus:\" in $config"
    printf '%s\n' "$start_command" ${access_command:+"$access_command"} 'crisis-search "red line"'
} | awk 'BEGIN { print "\nNext:" } { print "  " NR ". " $0 }'
echo 'Manual: man crisis-search, man crisis-searchd, man crisis-search.yaml'
