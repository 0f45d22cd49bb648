# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs that embed a library share: their commands, and the articles as title and body."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from bench import corpus  # noqa: E402


def articles(folder):
    """The path, the first line and the whole text of each article."""
    for path in corpus.files(folder):
        content = corpus.text(path)
        yield path, content.split("\n", 1)[0], content


def serve(search):
    """Answers each line of the input with the microseconds that `search` took for it."""
    for line in sys.stdin:
        kind, words = line.rstrip("\n").split("\t")
        begin = time.perf_counter()
        search(words.split(), kind == "p")
        print(int((time.perf_counter() - begin) * 1e6), flush=True)


def main(version, build, open_search):
    command, *places = sys.argv[1:]
    if command == "version":
        print(version())
    elif command == "build":
        build(*places)
    else:
        serve(open_search(*places))
