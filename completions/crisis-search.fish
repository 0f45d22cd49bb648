# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for crisis-search and crisis-searchd in fish.

# The command that was typed: search if none was.
function __crisis_search_command_is
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l command search
    if contains -- "$words[2]" quotes show timeline stories similar values status reindex
        set command $words[2]
    end
    contains -- $command $argv
end

# Words of a query: fields, and what can stand behind their colons.
function __crisis_search_words
    set -l token (commandline --current-token --cut-at-cursor)
    set -l parts (string match --regex '^([-+=(]*)([a-z]*)(:?)(.*)$' -- $token)
    or return
    if test -z "$parts[4]"
        test -n "$parts[3]"
        and printf "$parts[2]%s:\n" title by outlet url path lang ext quote speaker story date
        return
    end
    set -l field
    switch $parts[3]
        case date day published
            printf "$parts[2]$parts[3]:%s\n" today yesterday this-week last-week this-month last-month this-year last-year 7d
            return
        case outlet source site
            set field outlet
        case by author byline
            set field by
        case lang language
            set field lang
        case speaker
            set field speaker
        case '*'
            return
    end
    for value in (__crisis_search_values $field "$parts[5]")
        echo "$parts[2]$parts[3]:$value"
    end
end

# Values of a field, from the daemon: __crisis_search_values FIELD BEGINNING
function __crisis_search_values
    set -l socket
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    if set -l place (contains --index -- --socket $words)
        set socket --socket $words[(math $place + 1)]
    end
    crisis-search values $argv $socket 2>/dev/null
end

# Those who are quoted.
function __crisis_search_speakers
    __crisis_search_values speaker (commandline --current-token --cut-at-cursor | string replace --regex '^--[a-z]+=' '')
end

# The names of a list with commas, the next one completed: __crisis_search_list NAME...
function __crisis_search_list
    set -l token (commandline --current-token --cut-at-cursor | string replace --regex '^--[a-z]+=' '')
    set -l begun (string match --regex '^.*,' -- $token)
    printf "$begun%s\n" $argv
end

set -l days 'today yesterday this-week last-week this-month last-month this-year last-year 7d'

complete -c crisis-search -f
complete -c crisis-search -n __fish_use_subcommand -a search -d 'Find articles; the word may be left out'
complete -c crisis-search -n __fish_use_subcommand -a quotes -d 'What was said, by whom, and who carried it'
complete -c crisis-search -n __fish_use_subcommand -a show -d 'Print one article, a query lit in it'
complete -c crisis-search -n __fish_use_subcommand -a timeline -d 'How many articles there are when'
complete -c crisis-search -n __fish_use_subcommand -a stories -d 'What several outlets have, and who had it first'
complete -c crisis-search -n __fish_use_subcommand -a similar -d 'What is near an article, and why'
complete -c crisis-search -n __fish_use_subcommand -a values -d 'Outlets and the like'
complete -c crisis-search -n __fish_use_subcommand -a status -d 'What the daemon does, and what it could not read'
complete -c crisis-search -n __fish_use_subcommand -a reindex -d 'Compare the folders with the index now'

complete -c crisis-search -l socket -r -F -d 'Socket of the daemon'
complete -c crisis-search -l color -x -a 'auto always never' -d 'When to use colour'
complete -c crisis-search -l json -d 'Print one line of JSON'
complete -c crisis-search -s h -l help -d 'Print a summary'
complete -c crisis-search -l version -d 'Print the version'

complete -c crisis-search -n '__crisis_search_command_is search stories' -l limit -x -a all -d 'Show at most so many (10)'
complete -c crisis-search -n '__crisis_search_command_is quotes similar values' -l limit -x -d 'Show at most so many'
complete -c crisis-search -n '__crisis_search_command_is search quotes stories' -l offset -x -d 'Leave out the first ones'
complete -c crisis-search -n '__crisis_search_command_is search' -l sort -x -a 'relevance newest oldest' -d Order
complete -c crisis-search -n '__crisis_search_command_is show' -l diff -d 'What only one of two copies has'
complete -c crisis-search -n '__crisis_search_command_is stories' -l sort -x -a 'largest newest oldest' -d Order
complete -c crisis-search -n '__crisis_search_command_is stories' -l min -x -d 'Only stories of so many articles or more (2)'
complete -c crisis-search -n '__crisis_search_command_is search quotes timeline stories show' -l any -d 'One of the words is enough'
complete -c crisis-search -n '__crisis_search_command_is search quotes timeline stories' -l since -x -a "$days" -d 'Published then or later'
complete -c crisis-search -n '__crisis_search_command_is quotes' -l speaker -x -a '(__crisis_search_speakers)' -d 'Said by this one'
complete -c crisis-search -n '__crisis_search_command_is search quotes timeline stories' -l until -x -a "$days" -d 'Published then or earlier'
complete -c crisis-search -n '__crisis_search_command_is search' -l all-copies -d 'Show every copy of a story'
complete -c crisis-search -n '__crisis_search_command_is search' -l facets -d 'Count by outlet, month and so on'
complete -c crisis-search -n '__crisis_search_command_is search' -l explain -d 'How the query was read and the scores came about'
complete -c crisis-search -n '__crisis_search_command_is search similar' -l paths -d 'Print only paths'
complete -c crisis-search -n '__crisis_search_command_is search similar' -l paths0 -d 'Print only paths, NUL after each'
complete -c crisis-search -n '__crisis_search_command_is search' -l fields -x -d 'Print these fields, tabs between' \
    -a '(__crisis_search_list id path part title opening outlet url published byline score snippet story copies)'
complete -c crisis-search -n '__crisis_search_command_is search quotes' -l count -d 'Print only how many there are'
complete -c crisis-search -n '__crisis_search_command_is search quotes show timeline similar' -l pager -d 'Long output through a pager'
complete -c crisis-search -n '__crisis_search_command_is timeline' -l by -x -a 'day week month year' -d 'Length of a bar'
complete -c crisis-search -n '__crisis_search_command_is timeline' -l csv -d 'Print start,articles, a line a bar'
complete -c crisis-search -n '__crisis_search_command_is show' -l context -x -d 'Only what matches, and sentences around'
complete -c crisis-search -n '__crisis_search_command_is search quotes timeline' -a '(__crisis_search_words)'
complete -c crisis-search -n '__crisis_search_command_is values' -a 'outlet lang speaker by'
complete -c crisis-search -n '__crisis_search_command_is show similar reindex' -F
complete -c crisis-search -n '__crisis_search_command_is reindex' -l full -d 'Build a new index, then swap'
complete -c crisis-search -n '__crisis_search_command_is reindex' -l wait -d 'Answer when the work is done'

complete -c crisis-searchd -f
complete -c crisis-searchd -n __fish_use_subcommand -a serve -d 'Watch the folders and answer queries'
complete -c crisis-searchd -n __fish_use_subcommand -a index -d 'Bring the index up to date'
complete -c crisis-searchd -n __fish_use_subcommand -a extract -d 'Print what is read from files'
complete -c crisis-searchd -n __fish_use_subcommand -a check -d 'Verify the index against itself and the folders'
complete -c crisis-searchd -n __fish_use_subcommand -a backup -d 'Copy the index to a new folder'
complete -c crisis-searchd -n __fish_use_subcommand -a restore -d 'Put a backup in the place of the index'
complete -c crisis-searchd -n '__fish_seen_subcommand_from extract' -F
complete -c crisis-searchd -n '__fish_seen_subcommand_from backup restore' -a '(__fish_complete_directories)'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index' -l once -d 'And end'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index' -l full -d 'Build a new index from nothing'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index check backup restore' -l json -d 'Print what was done or found as JSON'
complete -c crisis-searchd -n '__fish_seen_subcommand_from check' -l thorough -d 'Read every file again, and compare'
complete -c crisis-searchd -n '__fish_seen_subcommand_from restore' -l dry-run -d 'Verify the backup, and change nothing'
complete -c crisis-searchd -l config -r -F -d Configuration
complete -c crisis-searchd -l corpus -x -a '(__fish_complete_directories)' -d 'Folder of articles'
complete -c crisis-searchd -l index -x -a '(__fish_complete_directories)' -d 'Folder of the index'
complete -c crisis-searchd -l socket -r -F -d 'Where to listen'
complete -c crisis-searchd -l log-level -x -a 'trace debug info notice warning error critical' -d 'What is logged'
complete -c crisis-searchd -l help -d 'Print a summary'
complete -c crisis-searchd -l version -d 'Print the version'
