#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long after a change to a file do queries show it?

usage: measure-freshness.py SOCKET CORPUS [COUNT]

SOCKET  where a daemon listens that watches CORPUS
COUNT   files for each kind of change (200)

Each change is made, and a query for a word that only the changed file has is asked over one connection until the answer
is right. The time is from just before the system call that ends the change (close, rename, unlink) to the answer. What
it makes below CORPUS it removes again.
"""
import http.client
import json
import os
import shutil
import socket
import statistics
import sys
import time
import urllib.parse


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)


def articles(connection, word):
    connection.request("GET", "/v1/search?limit=1&q=" + urllib.parse.quote("=" + word))
    return json.load(connection.getresponse())["total"]["articles"]


def wait_for(connection, word, count, since):
    while articles(connection, word) != count:
        if time.perf_counter() - since > 20:
            sys.exit(f"{word}: not {count} articles after 20 s")
    return (time.perf_counter() - since) * 1000


def text(word):
    body = "The pilots of the Narrows met the harbour master again, and nothing was decided. " * 12
    return f"Pilots meet harbour master {word}\n20250304\nhttps://courier.example/{word}\n{body}\n"


def write(path, content):
    """Writes a file; returns the time just before it is closed."""
    out = open(path, "w", encoding="utf8")
    out.write(content)
    out.flush()
    now = time.perf_counter()
    out.close()
    return now


def main(socket_path, corpus, count):
    connection = UnixConnection(socket_path)
    folder = os.path.join(corpus, "measure-freshness")
    outside = os.path.join(os.path.dirname(os.path.abspath(corpus)), ".measure-freshness")
    os.makedirs(folder)
    os.makedirs(outside, exist_ok=True)
    times = {"written": [], "renamed in": [], "rewritten": [], "deleted": []}
    try:
        for n in range(count):
            name, first, second = os.path.join(folder, f"{n}.txt"), f"first{n}measured", f"second{n}measured"
            times["written"].append(wait_for(connection, first, 1, write(name, text(first))))
            times["rewritten"].append(wait_for(connection, second, 1, write(name, text(second))))
            now = time.perf_counter()
            os.unlink(name)
            times["deleted"].append(wait_for(connection, second, 0, now))
            moved = os.path.join(outside, f"{n}.txt")
            write(moved, text(first))
            now = time.perf_counter()
            os.rename(moved, name)
            times["renamed in"].append(wait_for(connection, first, 1, now))
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(outside)
    print(f"{'change':12} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}   of {count} each")
    for kind, values in times.items():
        values.sort()
        print(f"{kind:12} {statistics.median(values):8.2f} {values[int(len(values) * .99) - 1]:8.2f} {values[-1]:8.2f}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 200)
