#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long do queries of each kind take, in the daemon and as a process?

usage: measure-queries.py SOCKET CLIENT [ROUNDS] [--queries FILE] [--json FILE]

SOCKET   where a daemon listens
CLIENT   the crisis-search program
ROUNDS   how often each query is asked (200); a tenth of it as a process

Queries are asked in turns, in an order that changes from round to round, so that a busy machine is busy for all of them.
Prints for each the hits, p50 and p99 of the time that the daemon says it took (ten hits with their snippets included), of
the round trip over one connection, and the median of the whole process, in ms.

FILE of --queries has a line for each query: a name, a tab, and the path of the API with its parameters, or the words of
the query alone. Those that come with this script suit the Reuters articles of 1987 and what is made of them.
"""
import argparse
import json
import os
import random
import urllib.parse

from bench.daemon import UnixConnection, articles, ask, target
from bench.figures import percentile
from bench.processes import run

QUERIES = [
    ("rare word", "yttrium"),
    ("common word", "market"),
    ("word in most articles", "said"),
    ("word that is nowhere", "qqxyzzy"),
    ("two words", "opec quota"),
    ("three common words", "oil price rise"),
    ("any of three", "/v1/search?any=true&q=oil+price+rise"),
    ("exact word", "=prices"),
    ("rare phrase", '"red line"'),
    ("common phrase", '"trade deficit"'),
    ("phrase of common words", '"the end of the"'),
    ("inflected phrase", '"interest rate"~'),
    ("near", "tanker NEAR/5 attack"),
    ("same sentence", "opec SAME quota"),
    ("prefix", "escalat*"),
    ("suffix", "*ification"),
    ("fuzzy", "venezeula~2"),
    ("misspelt, with a suggestion", "venezeula"),
    ("every word", "w*"),
    ("three wide prefixes", "a* b* c*"),
    ("phrase of wildcards", '"a* b* c*"'),
    ("title", "title:opec"),
    ("date range", "oil date:2015-01..2015-06"),
    ("newest first", "/v1/search?sort=newest&q=market"),
    ("oldest first, all articles", "/v1/search?sort=oldest&q=-qqxyzzy"),
    ("excluded word", "oil -opec"),
    ("question", "what did the minister say about oil prices?"),
    ("count", "/v1/search?limit=0&q=market"),
    ("facets", "/v1/search?facets=outlet,month,language,speaker&q=market"),
    ("timeline", "/v1/timeline?by=month&q=market"),
]


def arguments(client, path, query):
    """The client's command for what `path` asks; None where the client has none."""
    parts = urllib.parse.urlsplit(path)
    options = {name: values[0] for name, values in urllib.parse.parse_qs(parts.query).items()}
    words = options.pop("q")
    commands = {"/v1/search": [client, "search"], "/v1/timeline": [client, "timeline"]}
    if parts.path not in commands:
        return None
    command = commands[parts.path]
    for name, value in options.items():
        command.append("--" + name if value == "true" else f"--{name}={value}")
    # One argument of several words would be a phrase to the client.
    return command + ["--", *words.split(" ")]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("socket")
    parser.add_argument("client")
    parser.add_argument("rounds", type=int, nargs="?", default=200)
    parser.add_argument("--queries")
    parser.add_argument("--json")
    options = parser.parse_args()

    queries = QUERIES
    if options.queries:
        with open(options.queries, encoding="utf8") as lines:
            queries = [tuple(line.rstrip("\n").split("\t", 1)) for line in lines if "\t" in line]
    os.environ["CRISIS_SEARCH_SOCKET"] = options.socket
    connection = UnixConnection(options.socket)
    rows = {name: {"query": query, "took": [], "trip": [], "process": [], "hits": 0} for name, query in queries}
    left_out = {name for name, query in queries if ask(connection, target(query)) is None}
    order = [(name, query) for name, query in queries if name not in left_out]
    for turn in range(options.rounds):
        random.Random(turn).shuffle(order)
        for name, query in order:
            took, trip, answer = ask(connection, target(query))
            rows[name]["took"].append(took)
            rows[name]["trip"].append(trip)
            rows[name]["hits"] = articles(answer)
    for turn in range(max(options.rounds // 10, 1)):
        for name, query in order:
            command = arguments(options.client, target(query), query)
            if command:
                rows[name]["process"].append(run(command))

    print("| Kind | Query | articles | daemon p50 | p99 | round trip p50 | p99 | process p50 |")
    print("|---|---|---|---|---|---|---|---|")
    for name, query in queries:
        row = rows[name]
        if name in left_out:
            print(f"| {name} | `{query}` | not served | | | | | |")
            continue
        figures = [percentile(row["took"], 0.5), percentile(row["took"], 0.99)]
        figures += [percentile(row["trip"], 0.5), percentile(row["trip"], 0.99)]
        figures += [percentile(row["process"], 0.5)] if row["process"] else []
        cells = " | ".join(f"{value:.2f}" for value in figures)
        print(f"| {name} | `{query}` | {row['hits']} | {cells} |")
    if options.json:
        with open(options.json, "w", encoding="utf8") as out:
            json.dump(rows, out)


if __name__ == "__main__":
    main()
