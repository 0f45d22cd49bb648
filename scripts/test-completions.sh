#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: scripts/test-completions.sh [--bin-dir DIR]
#
# Completes in shells of its own what a person would. fish and zsh are tested if they are installed. Prints a line a
# promise, `ok` or `not ok`.
#
#   --bin-dir DIR   where the programs are: every option that they document must be completed (.build/debug)
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
mkdir -p "$scratch/here/articles"
touch "$scratch/here/ferry strike.txt"
# What the daemon would say: completion asks the program, and must bear its silence.
mkdir "$scratch/bin"
cat >"$scratch/bin/crisis-search" <<'END'
#!/bin/sh
echo "$*" >>"$0.asked"
case "$*" in
    'values outlet '*) [ ! -e "$0.silent" ] && printf 'Kalmar-Courier\nkalmar.example\n' ;;
    'values speaker '*) echo Odile-Brandt ;;
    *) exit 75 ;;
esac
END
chmod +x "$scratch/bin/crisis-search"
export PATH="$scratch/bin:$PATH"
cd "$scratch/here"

# bash_completes WORD...: what bash offers for the last word, sorted, on one line.
bash_completes() {
    bash --norc --noprofile -c '
        . "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMP_POINT=${#COMP_LINE}
        case $1 in crisis-searchd) function=_crisis_searchd ;; *) function=_crisis_search ;; esac
        "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}" | sort | paste -s -d " "' "$root/completions/crisis-search.bash" "$@"
}

# line_completes LINE: the same for a line as it is typed, which bash splits at `:`, `=` and `(` as well.
line_completes() {
    bash --norc --noprofile -c '
        . "$0"
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=()
        rest=$1
        while [ -n "$rest" ]; do
            case $rest in
                " "*) rest=${rest# } && continue ;;
                [:=\(]*) word=${rest:0:1} ;;
                *) word=${rest%%[ :=\(]*} ;;
            esac
            COMP_WORDS+=("$word") rest=${rest#"$word"}
        done
        case $1 in *[:\ ]) COMP_WORDS+=("") ;; esac
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _crisis_search crisis-search "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}" | sort | paste -s -d " "' "$root/completions/crisis-search.bash" "$1"
}

# What is offered for `outlet:` where COMP_WORDBREAKS has no colon.
colon_completes() {
    bash --norc --noprofile -c '
        . "$0"
        COMP_WORDBREAKS=${COMP_WORDBREAKS//:/}
        COMP_WORDS=(crisis-search outlet:) COMP_CWORD=1 COMP_LINE="crisis-search outlet:" COMP_POINT=21
        _crisis_search crisis-search outlet: crisis-search
        printf "%s\n" "${COMPREPLY[@]}" | sort | paste -s -d " "' "$root/completions/crisis-search.bash"
}

fish_completes() {
    HOME=$scratch fish --no-config -c '
        source $argv[1]
        complete --do-complete $argv[2]' "$root/completions/crisis-search.fish" "$1" | cut -f 1 | sort | paste -s -d ' '
}

# A zsh that completes, and that shows its line when Control-T is pressed.
cat >"$scratch/zsh-setup" <<END
fpath=('$root/completions' \$fpath)
autoload -Uz compinit && compinit -D -u
show() { print -r -- "<\$BUFFER>" }
zle -N show && bindkey '^T' show
print is-ready
END
cat >"$scratch/zsh-driver" <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $1"
zpty -r -m shell seen '*is-ready*' || exit 1
zpty -n -w shell "$2"$'\t\x14'
zpty -r -m shell seen '*<*>*' || exit 1
seen=${seen##*<}
print -r -- "${${seen%%>*}% }"
END

# zsh_fills_in LINE EXPECTED: whether zsh makes of a line and a tabulator what is expected.
zsh_fills_in() {
    local made
    made=$(timeout 60 zsh -f "$scratch/zsh-driver" "$scratch/zsh-setup" "$1")
    [ "$made" = "$2" ] || { echo "# made: $made" && return 1; }
}

# offers SHELL EXPECTED WORD...: whether the shell offers exactly that.
offers() {
    local shell=$1 expected=$2 offered
    shift 2
    offered=$("${shell}_completes" "$@")
    [ "$offered" = "$expected" ] || { echo "# offered: $offered" && return 1; }
}

# Every option in the help of a program is offered by bash, for one command or another.
no_option_is_missing() {
    local program=$1 option missing='' known documented
    shift
    known=$(for command; do
        # shellcheck disable=SC2086  # a command may be none
        bash_completes "$program" $command --
    done)
    documented=$(for command in '' index check backup restore; do
        # shellcheck disable=SC2086  # a command may be none
        "$bin_dir/$program" $command --help
    done 2>/dev/null |
        grep -oE '^ +(-., )?--[a-z][a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u)
    [ -n "$documented" ] || { echo "# $program --help names no option" && return 1; }
    for option in $documented; do
        [[ " ${known//$'\n'/ } " == *" $option "* ]] || missing+=" $option"
    done
    [ -z "$missing" ] || { echo "# missing:$missing" && return 1; }
}

promise "bash: the commands" offers bash 'show' crisis-search sh
promise "bash: a field" offers bash 'title:' crisis-search ferry ti
promise "bash: the orders" offers bash 'newest oldest relevance' crisis-search ferry --sort ''
promise "bash: an option of search" offers bash '--paths --paths0' crisis-search ferry --pat
promise "bash: no option of another command" offers bash '' crisis-search ferry --wai
promise "bash: an option of reindex" offers bash '--wait' crisis-search reindex --wai
promise "bash: a file to show" offers bash 'ferry strike.txt' crisis-search show fer
promise "bash: an option before the command" offers bash '--full' crisis-search --socket s reindex --fu
promise "bash: after a word that is no command, words" offers bash '' crisis-search ferry show fer
promise "bash: folders for the daemon" offers bash 'articles' crisis-searchd --corpus ''
promise "bash: the daemon's command" offers bash 'index' crisis-searchd in
promise "bash: the option of that command" offers bash '--once' crisis-searchd index --on
promise "bash: the folder of a backup" offers bash 'articles' crisis-searchd restore art
promise "bash: the option of verifying" offers bash '--thorough' crisis-searchd check --th
promise "bash: the fields to print, one after the other" offers bash 'id,title' crisis-search ferry --fields id,ti
promise "bash: every hit" offers bash 'all' crisis-search ferry --limit a
promise "bash: the periods" offers bash 'month' crisis-search timeline ferry --by m
promise "bash: an option with a sign of equality" offers line 'newest' 'crisis-search ferry --sort=new'
promise "bash: the facets behind it" offers line 'outlet,month' 'crisis-search ferry --facets=outlet,mo'
promise "bash: the values of a field" offers line 'Kalmar-Courier kalmar.example' 'crisis-search ferry outlet:kal'
promise "bash: as soon as the colon is there" offers line 'Kalmar-Courier kalmar.example' 'crisis-search ferry outlet:'
promise "bash: of a field that is excluded" offers line 'Odile-Brandt' 'crisis-search -speaker:O'
promise "bash: asked for with what is typed" grep --quiet '^values outlet kal$' "$scratch/bin/crisis-search.asked"
promise "bash: from the daemon that is named" eval 'line_completes "crisis-search --socket /s outlet:x" >/dev/null &&
    grep --quiet "^values outlet x --socket /s$" "$scratch/bin/crisis-search.asked"'
promise "bash: where colons split no words, the field with the value" offers colon 'outlet:Kalmar-Courier outlet:kalmar.example'
promise "bash: a field that is excluded" offers line '-title:' 'crisis-search ferry -ti'
promise "bash: those who are quoted" offers line 'Odile-Brandt' 'crisis-search quotes ferry --speaker O'
promise "bash: days" offers line 'yesterday' 'crisis-search date:ye'
promise "bash: nothing where nothing is known" offers line '' 'crisis-search url:k'
touch "$scratch/bin/crisis-search.silent"
promise "bash: nothing from a daemon that is silent" offers line '' 'crisis-search outlet:'
rm "$scratch/bin/crisis-search.silent"
promise "bash: every option that crisis-search documents" \
    no_option_is_missing crisis-search '' quotes show timeline stories similar values status reindex
promise "bash: every option that crisis-searchd documents" no_option_is_missing crisis-searchd '' index check backup restore

if command -v fish >/dev/null; then
    promise "fish: the commands" offers fish 'show' 'crisis-search sh'
    promise "fish: the orders" offers fish 'newest oldest relevance' 'crisis-search ferry --sort '
    promise "fish: no option of another command" offers fish '' 'crisis-search ferry --wai'
    promise "fish: an option of reindex" offers fish '--wait' 'crisis-search reindex --wai'
    promise "fish: a field" offers fish 'title:' 'crisis-search ferry ti'
    promise "fish: the values of a field" offers fish 'outlet:Kalmar-Courier outlet:kalmar.example' 'crisis-search ferry outlet:ka'
    promise "fish: those who are quoted" offers fish 'Odile-Brandt' 'crisis-search quotes ferry --speaker O'
    promise "fish: the fields to print, one after the other" offers fish 'id,title' 'crisis-search ferry --fields id,ti'
    promise "fish: folders for the daemon" offers fish 'articles/' 'crisis-searchd --corpus art'
fi
if command -v zsh >/dev/null; then
    promise "zsh: the file is understood" zsh --no-rcs -n "$root/completions/_crisis-search"
    promise "zsh: the commands" zsh_fills_in 'crisis-search sim' 'crisis-search similar'
    promise "zsh: a field" zsh_fills_in 'crisis-search ferry ti' 'crisis-search ferry title:'
    promise "zsh: the values of a field" \
        zsh_fills_in 'crisis-search ferry outlet:kalmar-' 'crisis-search ferry outlet:Kalmar-Courier'
    promise "zsh: days" zsh_fills_in 'crisis-search -date:yest' 'crisis-search -date:yesterday'
    promise "zsh: the fields to print, one after the other" \
        zsh_fills_in 'crisis-search ferry --fields id,ti' 'crisis-search ferry --fields id,title,'
    promise "zsh: those who are quoted" zsh_fills_in 'crisis-search quotes --speaker Od' 'crisis-search quotes --speaker Odile-Brandt'
    promise "zsh: the periods" zsh_fills_in 'crisis-search timeline ferry --by mo' 'crisis-search timeline ferry --by month'
fi
conclude
