# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion for crisis-search and crisis-searchd in bash, with or without the package bash-completion.

# Sets COMPREPLY to those of WORDS that begin with what is typed: _crisis_search_offer TYPED WORDS...
_crisis_search_offer() {
    local typed=$1
    shift
    mapfile -t COMPREPLY < <(compgen -W "$*" -- "$typed")
}

# The files, or with -d the folders, that begin with what is typed: _crisis_search_files TYPED [-d]
_crisis_search_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "${2:--f}" -- "$1")
}

_crisis_search() {
    local typed=$2 previous=$3 command=search i
    COMPREPLY=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --) [ "$command" = search ] || _crisis_search_files "$typed" && return ;;
            --limit | --offset | --sort | --since | --until | --color | --socket) ((i++)) ;;
            -*) ;;
            show | status | reindex) command=${COMP_WORDS[i]} && break ;;
            *) break ;;
        esac
    done

    case $previous in
        --sort) _crisis_search_offer "$typed" relevance newest oldest && return ;;
        --color) _crisis_search_offer "$typed" auto always never && return ;;
        --since | --until)
            _crisis_search_offer "$typed" today yesterday this-week last-week this-month last-month this-year last-year 7d
            return
            ;;
        --socket) _crisis_search_files "$typed" && return ;;
        --limit | --offset) return ;;
    esac

    if [[ $typed == -* ]]; then
        local options='--color --help --json --socket --version'
        case $command in
            search)
                options+=' --all-copies --any --count --limit --offset --pager --paths --since --sort --until'
                ;;
            show) options+=' --pager' ;;
            reindex) options+=' --full --wait' ;;
        esac
        # shellcheck disable=SC2086  # a word for each option
        _crisis_search_offer "$typed" $options
    elif [ "$command" = show ] || [ "$command" = reindex ]; then
        _crisis_search_files "$typed"
    elif [ "$command" = search ]; then
        local words='title: by: outlet: url: path: lang: ext: quote: speaker: story: date: OR AND NOT NEAR SAME'
        ((COMP_CWORD > 1)) || words+=' search show status reindex'
        # Anything may follow a word: nothing is offered until a letter is there.
        if [ -n "$typed" ] || ((COMP_CWORD == 1)); then
            # shellcheck disable=SC2086  # a word for each offer
            _crisis_search_offer "$typed" $words
        fi
        [[ ${COMPREPLY[*]} != *: ]] || compopt -o nospace 2>/dev/null
    fi
}

_crisis_searchd() {
    local typed=$2 previous=$3 options='--config --corpus --index --socket --log-level --help --version'
    COMPREPLY=()
    case $previous in
        --log-level) _crisis_search_offer "$typed" trace debug info notice warning error critical && return ;;
        --config | --socket) _crisis_search_files "$typed" && return ;;
        --corpus | --index) _crisis_search_files "$typed" -d && return ;;
    esac
    if ((COMP_CWORD == 1)) && [[ $typed != -* ]]; then
        _crisis_search_offer "$typed" serve index
        return
    fi
    [[ ${COMP_WORDS[1]} != index ]] || options+=' --once --full --json'
    # shellcheck disable=SC2086  # a word for each option
    _crisis_search_offer "$typed" $options
}

complete -F _crisis_search crisis-search
complete -F _crisis_searchd crisis-searchd
