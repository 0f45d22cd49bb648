# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for crisis-search and crisis-searchd in fish.

# The command that was typed: search if none was.
function __crisis_search_command_is
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l command search
    if contains -- "$words[2]" show status reindex
        set command $words[2]
    end
    contains -- $command $argv
end

set -l days 'today yesterday this-week last-week this-month last-month this-year last-year 7d'

complete -c crisis-search -f
complete -c crisis-search -n __fish_use_subcommand -a search -d 'Find articles; the word may be left out'
complete -c crisis-search -n __fish_use_subcommand -a show -d 'Print one article'
complete -c crisis-search -n __fish_use_subcommand -a status -d 'What the daemon does, and what it could not read'
complete -c crisis-search -n __fish_use_subcommand -a reindex -d 'Compare the folders with the index now'

complete -c crisis-search -l socket -r -F -d 'Socket of the daemon'
complete -c crisis-search -l color -x -a 'auto always never' -d 'When to use colour'
complete -c crisis-search -l json -d 'Print one line of JSON'
complete -c crisis-search -s h -l help -d 'Print a summary'
complete -c crisis-search -l version -d 'Print the version'

complete -c crisis-search -n '__crisis_search_command_is search' -l limit -x -d 'Show at most so many articles (10)'
complete -c crisis-search -n '__crisis_search_command_is search' -l offset -x -d 'Leave out the first ones'
complete -c crisis-search -n '__crisis_search_command_is search' -l sort -x -a 'relevance newest oldest' -d Order
complete -c crisis-search -n '__crisis_search_command_is search' -l any -d 'One of the words is enough'
complete -c crisis-search -n '__crisis_search_command_is search' -l since -x -a "$days" -d 'Published then or later'
complete -c crisis-search -n '__crisis_search_command_is search' -l until -x -a "$days" -d 'Published then or earlier'
complete -c crisis-search -n '__crisis_search_command_is search' -l all-copies -d 'Show every copy of a story'
complete -c crisis-search -n '__crisis_search_command_is search' -l paths -d 'Print only paths'
complete -c crisis-search -n '__crisis_search_command_is search' -l count -d 'Print only the number of articles'
complete -c crisis-search -n '__crisis_search_command_is search show' -l pager -d 'Long output through a pager'
complete -c crisis-search -n '__crisis_search_command_is show reindex' -F
complete -c crisis-search -n '__crisis_search_command_is reindex' -l full -d 'Build a new index, then swap'
complete -c crisis-search -n '__crisis_search_command_is reindex' -l wait -d 'Answer when the work is done'

complete -c crisis-searchd -f
complete -c crisis-searchd -n __fish_use_subcommand -a serve -d 'Watch the folders and answer queries'
complete -c crisis-searchd -n __fish_use_subcommand -a index -d 'Bring the index up to date'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index' -l once -d 'And end'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index' -l full -d 'Build a new index from nothing'
complete -c crisis-searchd -n '__fish_seen_subcommand_from index' -l json -d 'Print what changed as JSON'
complete -c crisis-searchd -l config -r -F -d Configuration
complete -c crisis-searchd -l corpus -x -a '(__fish_complete_directories)' -d 'Folder of articles'
complete -c crisis-searchd -l index -x -a '(__fish_complete_directories)' -d 'Folder of the index'
complete -c crisis-searchd -l socket -r -F -d 'Where to listen'
complete -c crisis-searchd -l log-level -x -a 'trace debug info notice warning error critical' -d 'What is logged'
complete -c crisis-searchd -l help -d 'Print a summary'
complete -c crisis-searchd -l version -d 'Print the version'
