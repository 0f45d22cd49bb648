# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion for crisis-search and crisis-searchd in bash, with or without the package bash-completion.

# Sets COMPREPLY to those of WORDS that begin with what is typed: _crisis_search_offer TYPED WORDS...
_crisis_search_offer() {
    local typed=$1
    shift
    mapfile -t COMPREPLY < <(compgen -W "$*" -- "$typed")
}

# The same for the last name of a list with commas: _crisis_search_offer_list TYPED NAMES...
_crisis_search_offer_list() {
    local typed=$1 done=''
    shift
    [[ $typed != *,* ]] || done=${typed%,*},
    mapfile -t COMPREPLY < <(compgen -P "$done" -W "$*" -- "${typed##*,}")
    compopt -o nospace 2>/dev/null || true
}

# The files, or with -d the folders, that begin with what is typed: _crisis_search_files TYPED [-d]
_crisis_search_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "${2:--f}" -- "$1")
}

# What can stand behind the colon of FIELD and begins with TYPED, a line each: _crisis_search_values FIELD TYPED
_crisis_search_values() {
    local i socket=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        [ "${COMP_WORDS[i]}" != --socket ] || socket=(--socket "${COMP_WORDS[i + 1]}")
    done
    case $1 in
        date | day | published) compgen -W "$_crisis_search_days" -- "$2" ;;
        outlet | source | site) crisis-search values outlet "$2" "${socket[@]}" 2>/dev/null ;;
        by | author | byline) crisis-search values by "$2" "${socket[@]}" 2>/dev/null ;;
        lang | language) crisis-search values lang "$2" "${socket[@]}" 2>/dev/null ;;
        speaker) crisis-search values speaker "$2" "${socket[@]}" 2>/dev/null ;;
    esac
}

_crisis_search_days='today yesterday this-week last-week this-month last-month this-year last-year 7d'
_crisis_search_commands='search quotes show timeline similar values status reindex'
_crisis_search_words='title: by: outlet: url: path: lang: ext: quote: speaker: story: date: OR AND NOT NEAR SAME'

# A word of a query.
_crisis_search_word() {
    local line=${COMP_LINE:0:COMP_POINT} word lead
    # As it stands on the line: bash has split it at the colon.
    word=${line##*[[:space:]]}
    if [[ $word =~ ^([-+=\(]*)([a-z]+):([^:]*)$ ]]; then
        lead=${BASH_REMATCH[1]}${BASH_REMATCH[2]}:
        [[ $COMP_WORDBREAKS != *:* ]] || lead=''
        mapfile -t COMPREPLY < <(_crisis_search_values "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}")
        COMPREPLY=("${COMPREPLY[@]/#/$lead}")
        return
    fi
    local words=$_crisis_search_words
    ((COMP_CWORD > 1)) || words+=" $_crisis_search_commands"
    [[ $word =~ ^([-+=\(]*)(.*)$ ]]
    lead=${BASH_REMATCH[1]}
    # Bash has split it at the parenthesis and the equals sign, too.
    [[ $lead != *[=\(]* ]] || lead=${lead##*[=\(]}
    # Anything may follow a word: nothing is offered until a letter is there.
    if [ -n "${BASH_REMATCH[2]}" ] || ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -P "$lead" -W "$words" -- "${BASH_REMATCH[2]}")
    fi
    [[ ${COMPREPLY[*]} != *: ]] || compopt -o nospace 2>/dev/null
}

_crisis_search() {
    local typed=$2 previous=$3 command=search i
    COMPREPLY=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --) [ "$command" = search ] || _crisis_search_files "$typed" && return ;;
            --limit | --offset | --sort | --since | --until | --speaker | --fields | --by | --min | --context | --color | --socket | =)
                ((i++))
                [ "${COMP_WORDS[i]}" != = ] || ((i++))
                ;;
            -*) ;;
            quotes | show | timeline | stories | similar | values | status | reindex) command=${COMP_WORDS[i]} && break ;;
            *) break ;;
        esac
    done

    # `--sort=newest` is three words to bash.
    if [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    elif [ "$typed" = = ]; then
        typed=''
    fi
    case $previous in
        --sort)
            local best=relevance
            [ "$command" != stories ] || best=largest
            _crisis_search_offer "$typed" $best newest oldest
            return
            ;;
        --color) _crisis_search_offer "$typed" auto always never && return ;;
        --by) _crisis_search_offer "$typed" day week month year && return ;;
        --since | --until) _crisis_search_offer "$typed" "$_crisis_search_days" && return ;;
        --speaker)
            mapfile -t COMPREPLY < <(_crisis_search_values speaker "$typed")
            return
            ;;
        --facets) _crisis_search_offer_list "$typed" outlet month year language speaker && return ;;
        --fields)
            _crisis_search_offer_list "$typed" id path part title opening outlet url published byline score snippet story copies
            return
            ;;
        --socket) _crisis_search_files "$typed" && return ;;
        --limit) [[ $command != search && $command != stories ]] || _crisis_search_offer "$typed" all && return ;;
        --offset | --context | --min) return ;;
    esac

    if [[ $typed == --* || $typed == - ]]; then
        local options='--color --help --json --socket --version'
        case $command in
            search)
                options+=' --all-copies --any --count --explain --facets --fields --limit --offset --pager --paths'
                options+=' --paths0 --since --sort --until'
                ;;
            quotes) options+=' --any --count --limit --offset --pager --since --speaker --until' ;;
            show) options+=' --any --context --diff --pager' ;;
            timeline) options+=' --any --by --csv --pager --since --until' ;;
            stories) options+=' --any --limit --min --offset --pager --since --sort --until' ;;
            similar) options+=' --limit --pager --paths --paths0' ;;
            values) options+=' --limit' ;;
            reindex) options+=' --full --wait' ;;
        esac
        # shellcheck disable=SC2086  # a word for each option
        _crisis_search_offer "$typed" $options
        return
    fi
    case $command in
        search | quotes | timeline | stories) _crisis_search_word ;;
        values) _crisis_search_offer "$typed" outlet lang speaker by ;;
        show | similar | reindex) _crisis_search_files "$typed" ;;
    esac
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
        _crisis_search_offer "$typed" serve index extract check backup restore
        return
    fi
    if [[ ${COMP_WORDS[1]} == extract && $typed != -* ]]; then
        _crisis_search_files "$typed"
        return
    fi
    if [[ ${COMP_WORDS[1]} == @(backup|restore) && $typed != -* ]]; then
        _crisis_search_files "$typed" -d
        return
    fi
    case ${COMP_WORDS[1]} in
        extract) options='--config --help --version' ;;
        index) options+=' --once --full --json' ;;
        check) options+=' --thorough --json' ;;
        backup) options+=' --json' ;;
        restore) options+=' --dry-run --json' ;;
    esac
    # shellcheck disable=SC2086  # a word for each option
    _crisis_search_offer "$typed" $options
}

complete -F _crisis_search crisis-search
complete -F _crisis_searchd crisis-searchd
