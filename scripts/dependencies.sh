#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/dependencies.sh [--check | --list]
#
# Installs what crisis-search needs besides Swift: Debian packages, named in this one place. Does nothing, and asks
# for no password, when all are there; else runs apt-get, through sudo unless root.
#
#   --check   only say what is missing; exit status 1 if anything is
#   --list    print the names of the packages, one a line
#
# Exit status: 0 all are there, 1 something is missing and could not be installed, 2 wrong usage.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

packages=(
    libxapian-dev      # the index
    libdeflate-dev     # deflating what is built in bulk
    libjemalloc-dev    # the allocator of the release build
    libmd-dev          # checksums of backups
    libuchardet-dev    # telling in which encoding an article was saved
    libgmime-3.0-dev   # mails, mailboxes and pages saved as MHTML
    libpoppler-cpp-dev # PDF documents
    poppler-data       # the East Asian encodings of such documents
    libarchive-dev     # office documents and EPUB, which are zip archives
    libxml2-dev        # and what is in them, and feeds
    zlib1g-dev         # gzip files, and pages that were sent packed
    pkg-config         # by which Swift's package manager finds the libraries
)

swift_needed=$(sed -n 's/.*swift-tools-version: *\([0-9.]*\).*/\1/p' "$root/Package.swift")

installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        installed "$package" || printf '%s\n' "$package"
    done
}

has_candidate() {
    [ -n "$(apt-cache --quiet=2 show --no-all-versions "$1" 2>/dev/null)" ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail 1 "no sudo here: as root, run: apt-get install ${missing[*]}"
    fi
}

check_swift() {
    local version
    command -v swift >/dev/null ||
        fail 1 "Swift is not installed, or not in PATH: install $swift_needed or later from https://swift.org/install"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
    [ "$(printf '%s\n%s\n' "$swift_needed" "$version" | sort -V | head -n 1)" = "$swift_needed" ] ||
        fail 1 "Swift $version is too old: install $swift_needed or later from https://swift.org/install"
}

mode=install
case ${1-} in
    '') ;;
    --check) mode=check ;;
    --list) mode=list ;;
    -h | --help) usage && exit ;;
    *) fail 2 "unknown argument: $1; see --help" ;;
esac

if [ $mode = list ]; then
    printf '%s\n' "${packages[@]}"
    exit
fi

command -v dpkg-query >/dev/null ||
    fail 1 "this is no Debian system: install the equivalents of: ${packages[*]}"
mapfile -t missing < <(missing_packages)

if [ $mode = check ]; then
    [ ${#missing[@]} -eq 0 ] || fail 1 "missing: ${missing[*]}; scripts/dependencies.sh installs them"
    check_swift
    exit
fi

if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    log=$(mktemp)
    # Lists of packages can be absent (fresh images) or old (the file has gone from the mirror): fetched when needed.
    has_candidate "${missing[0]}" || as_root apt-get update >"$log" 2>&1 || true
    install=(env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}")
    as_root "${install[@]}" >>"$log" 2>&1 ||
        { as_root apt-get update >>"$log" 2>&1 && as_root "${install[@]}" >>"$log" 2>&1; } ||
        { tail -n 20 "$log" >&2 && fail 1 "apt-get could not install ${missing[*]}; its output is in $log"; }
    rm -f -- "$log"
fi
check_swift
