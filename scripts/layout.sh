# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034  # the variables are for the scripts that read this file
# Where an installation lies: shared by install.sh and uninstall.sh, so that they agree.

# set_layout SCOPE PREFIX: SCOPE is user or system; an empty PREFIX is the scope's own. Sets the variables below.
set_layout() {
    prefix=$2
    if [ "$1" = user ]; then
        [ -n "${HOME-}" ] || fail 2 "HOME is not set: installing for a user needs it"
        prefix=${prefix:-$HOME/.local}
        local data=${XDG_DATA_HOME:-$HOME/.local/share}
        config=${XDG_CONFIG_HOME:-$HOME/.config}/crisis-search/crisis-search.yaml
        # Folders in which systemd and the shells look for what a user has installed, whatever the prefix.
        user_units=$data/systemd/user
        bash_completions=$data/bash-completion/completions
        fish_completions=$data/fish/vendor_completions.d
        default_corpus=$HOME/articles
        systemctl='systemctl --user'
        journal='journalctl --user -u crisis-searchd'
        state=${XDG_STATE_HOME:-$HOME/.local/state}/crisis-search
        start_command='systemctl --user enable --now crisis-searchd.socket crisis-searchd.service'
        access_command=
    else
        prefix=${prefix:-/usr/local}
        config=/etc/crisis-search/crisis-search.yaml
        # systemd looks below /usr and /usr/local, else only in /etc.
        local lib=/etc
        case $prefix in /usr | /usr/local) lib=$prefix/lib ;; esac
        system_units=$lib/systemd/system
        user_units=$lib/systemd/user
        sysusers=$lib/sysusers.d
        tmpfiles=$lib/tmpfiles.d
        bash_completions=$prefix/share/bash-completion/completions
        fish_completions=$prefix/share/fish/vendor_completions.d
        default_corpus=/srv/crisis-search
        systemctl=systemctl
        journal='journalctl -u crisis-searchd'
        state=/var/lib/crisis-search
        start_command='sudo systemctl enable --now crisis-searchd.socket crisis-searchd.service'
        access_command='sudo adduser NAME crisis-search    (who may ask; from the next login)'
    fi
    case $prefix$user_units$config in
        *$'\n'*) fail 2 "a folder with a line break in its name is not supported" ;;
    esac
    synonyms=${config%/*}/synonyms.txt
    outlets=${config%/*}/outlets.yaml
    bindir=$prefix/bin
    # Where the daemon looks for the reader, from its own folder: ../libexec/crisis-search.
    libexecdir=$prefix/libexec/crisis-search
    datadir=$prefix/share
    mandir=$datadir/man
    zsh_completions=$datadir/zsh/site-functions
    # The files of this installation, one a line, the configuration not among them.
    manifest=$datadir/crisis-search/installed-files
}

# choose_root PATH...: sets as_root to sudo if one of the paths, or the folder it would be made in, is not writable.
choose_root() {
    local path
    as_root=
    [ "$(id -u)" -ne 0 ] || return 0
    for path in "$@"; do
        while [ ! -e "$path" ]; do path=$(dirname -- "$path"); done
        [ -w "$path" ] || as_root=sudo
    done
    [ -z "$as_root" ] || {
        command -v sudo >/dev/null || fail 1 "$path is not yours to write and there is no sudo: run this as root"
        [ "$systemctl" != systemctl ] || systemctl='sudo systemctl'
        say "sudo is needed to write there"
    }
}

# manager_is_there: whether systemd runs, and answers in this scope.
manager_is_there() {
    command -v systemctl >/dev/null && $systemctl show --property=Version >/dev/null 2>&1
}

# unit_path PATH: as unit files write the path of a program, inside double quotes.
unit_path() {
    local path=${1//\\/\\\\}
    path=${path//\"/\\\"}
    printf '%s\n' "${path//%/%%}"
}
