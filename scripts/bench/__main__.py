# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of all measurements; scripts/bench.sh prepares what it needs, and has the documentation."""
import argparse
import json
import os
import shutil
import sys
import tempfile
import time

from bench import corpus, freshness, machine, processes, queries
from bench.daemon import Daemon
from bench.figures import summary
from bench.limit import Limit
from bench.peers import Embedded, Omega, Recoll, asked
from bench.questions import questions
from bench.report import report

PARTS = ["build", "queries", "compare", "processes", "freshness", "load", "service"]


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Run:
    def __init__(self, options):
        self.options = options
        self.scratch = options.scratch
        self.folder = options.folder
        if not self.folder:
            self.folder = os.path.join(self.scratch, "generated")
            say(f"{options.articles} articles in {self.folder}")
            corpus.generate(options.articles, self.folder)
        paths = list(corpus.files(self.folder))
        self.found = {
            "machine": machine.machine(options.root),
            "corpus": self.folder if options.folder else "generated",
            "articles": len(paths),
            "text_mb": sum(os.path.getsize(path) for path in paths) / 2**20,
        }
        self.daemon_program = os.path.join(options.programs, "crisis-searchd")
        self.client = os.path.join(options.programs, "crisis-search")
        self.index = os.path.join(self.scratch, "crisis-search")
        # Not in the scratch folder, whose name may be too long for a socket's (107 bytes).
        self.sockets = tempfile.mkdtemp(prefix="bench.", dir="/tmp")
        self.peers = self._peers()

    def _peers(self):
        peers = [Omega(self.scratch), Recoll(self.scratch), Embedded(self.scratch, "SQLite FTS5", "fts5.py")]
        if self.options.tantivy:
            peers.append(Embedded(self.scratch, "Tantivy", "tantivy_index.py", self.options.tantivy))
        return [peer for peer in peers if peer.name.split()[0].lower() not in self.options.without
                and (not peer.packages or all(shutil.which(name) for name in peer.name.split(" / ")))]

    def wants(self, part):
        return part not in self.options.skip

    def all(self):
        self.found["versions"] = {peer.name: peer.version() for peer in self.peers}
        if self.wants("build"):
            self.build()
        self.questions = questions(self.folder)
        daemon = Daemon(self.daemon_program, self.client, self.folder, self.index, os.path.join(self.sockets, "socket"))
        try:
            self.serve(daemon)
        finally:
            daemon.stop()
            shutil.rmtree(self.sockets)
        return self.found

    def build(self):
        found = self.found["building"] = {}
        say("building: crisis-search")
        shutil.rmtree(self.index, ignore_errors=True)
        ours = [self.daemon_program, "index", "--once", "--corpus", self.folder, "--index", self.index]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_SEARCH_")}
        processes.settle(self.folder)
        found["crisis-search"] = processes.measure(ours, os.path.join(self.scratch, "build.log"), environment)
        found["crisis-search"]["mb"] = processes.size(self.index)
        for peer in self.peers:
            say(f"building: {peer.name}")
            processes.settle(self.folder)
            found[peer.name] = peer.build(self.folder, os.path.join(self.scratch, "build.log"))
        if "bare" not in self.options.without:
            limit = Limit(self.options.root, self.scratch)
            say(f"building: {limit.name}")
            processes.settle(self.folder)
            built = limit.build(self.index)
            if built:
                found[limit.name] = built

    def serve(self, daemon):
        say("starting the daemon")
        daemon.start()
        daemon.stop()
        answered, ready = daemon.start()
        service = {"restart: seconds until it answers": answered, "until the corpus is compared": ready}
        idle, _ = daemon.memory()
        connection = daemon.connection()
        if self.wants("queries"):
            self.ask(connection)
        if self.wants("compare"):
            self.compare(connection)
        if self.wants("processes"):
            self.processes(daemon)
        if self.wants("freshness"):
            say("freshness")
            # The daemon ends connections on which nothing was asked for a while.
            self.found["freshness"] = freshness.measure(daemon.connection(), self.folder, self.options.rounds)
        if self.wants("load"):
            say("many clients")
            targets = [question.target for question in self.questions if question.words]
            self.found["load"] = queries.under_load(daemon.socket, targets, self.folder, 16, self.options.seconds)
        if self.wants("service"):
            time.sleep(2)
            before = daemon.cpu()
            time.sleep(5)
            service["CPU at rest, seconds in 5"] = daemon.cpu() - before
            service["resident after the start, MB"] = idle
            service["resident after all of this, MB"], service["at most, MB"] = daemon.memory()
            service["client, MB"] = os.path.getsize(self.client) / 2**20
            self.found["service"] = service

    def ask(self, connection):
        say("queries of each kind")
        targets = {question.kind: question.target for question in self.questions}
        figures = queries.measure(connection, targets, self.options.rounds)
        self.found["queries"] = {
            question.kind: {"query": question.text or question.target, "figures": figures[question.kind]}
            for question in self.questions
        }

    def compare(self, connection):
        say("queries beside embedded libraries")
        servers = {peer.name: peer.serve() for peer in self.peers if isinstance(peer, Embedded)}
        common = [question for question in self.questions if question.words]
        times = {question.kind: {name: [] for name in ["ours", *servers]} for question in common}
        for _ in range(self.options.rounds):
            for question in common:
                row = times[question.kind]
                row["ours"].append(queries.ask(connection, question.target)[0])
                for name, server in servers.items():
                    row[name].append(asked(server, question))
        for server in servers.values():
            server.stdin.close()
            server.wait()
        self.found["compared"] = {
            kind: {"ours": summary(row.pop("ours")), "others": {name: summary(values) for name, values in row.items()}}
            for kind, row in times.items()
        }

    def processes(self, daemon):
        say("programs as processes")
        os.environ["CRISIS_SEARCH_SOCKET"] = daemon.socket
        others = [peer for peer in self.peers if isinstance(peer, (Omega, Recoll))]
        self.found["processes"] = {}
        for question in self.questions:
            if question.kind not in ("rare word", "rare phrase", "common phrase", "three common words"):
                continue
            names = ["crisis-search", "crisis-search --json"] + [peer.name.split(" / ")[1] for peer in others]
            commands = [[self.client, "search", *question.arguments], [self.client, "search", "--json", *question.arguments]]
            commands += [peer.command(question) for peer in others]
            commands.append([shutil.which("true")])
            times = processes.in_turns(self.options.rounds, commands)
            self.found["processes"][f"{question.kind} `{question.text}`"] = dict(zip(names + ["true"], times))


def main():
    parser = argparse.ArgumentParser(prog="bench.sh")
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--root", required=True)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--scratch", required=True)
    parser.add_argument("--tantivy", help="a Python that has the package")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--skip", action="append", default=[], choices=PARTS)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--json", required=True)
    options = parser.parse_args()
    if options.folder:
        options.folder = os.path.abspath(options.folder)
    found = Run(options).all()
    with open(options.json, "w", encoding="utf8") as out:
        json.dump(found, out, indent=1)
    print(report(found))
    say(f"all figures are in {options.json}")


if __name__ == "__main__":
    main()
