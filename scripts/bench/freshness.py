# SPDX-License-Identifier: GPL-3.0-or-later
"""How long after a change to a file do queries show it?"""
import os
import shutil
import time
import urllib.parse

from bench.daemon import articles, ask
from bench.figures import summary


def _count(connection, word):
    return articles(ask(connection, "/v1/search?limit=1&q=" + urllib.parse.quote("=" + word))[2])


def _wait_for(connection, word, count, since):
    while _count(connection, word) != count:
        if time.perf_counter() - since > 20:
            raise RuntimeError(f"{word}: not {count} articles after 20 s")
    return (time.perf_counter() - since) * 1000


def _text(word):
    body = "The pilots of the Narrows met the harbour master again, and nothing was decided. " * 12
    return f"Pilots meet harbour master {word}\n20250304\nhttps://courier.example/{word}\n{body}\n"


def _write(path, content):
    """Writes a file; returns the time just before it is closed."""
    out = open(path, "w", encoding="utf8")
    out.write(content)
    out.flush()
    now = time.perf_counter()
    out.close()
    return now


def measure(connection, corpus, count, pause=0):
    """
    The times of `count` changes of each kind, each from just before the system call that ends it (close, rename, unlink)
    to the answer of the first query for a word that only the changed file has. What it makes below `corpus` it removes.

    pause: seconds between two changes; without one, most wait for the commit of the change before.
    """
    folder = os.path.join(corpus, "measure-freshness")
    outside = os.path.join(os.path.dirname(os.path.abspath(corpus)), ".measure-freshness")
    os.makedirs(folder)
    os.makedirs(outside, exist_ok=True)
    times = {"written": [], "renamed in": [], "rewritten": [], "deleted": []}
    try:
        for n in range(count):
            name, first, second = os.path.join(folder, f"{n}.txt"), f"first{n}measured", f"second{n}measured"
            time.sleep(pause)
            times["written"].append(_wait_for(connection, first, 1, _write(name, _text(first))))
            time.sleep(pause)
            times["rewritten"].append(_wait_for(connection, second, 1, _write(name, _text(second))))
            time.sleep(pause)
            now = time.perf_counter()
            os.unlink(name)
            times["deleted"].append(_wait_for(connection, second, 0, now))
            moved = os.path.join(outside, f"{n}.txt")
            _write(moved, _text(first))
            time.sleep(pause)
            now = time.perf_counter()
            os.rename(moved, name)
            times["renamed in"].append(_wait_for(connection, first, 1, now))
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(outside)
    return {kind: summary(values) for kind, values in times.items()}
