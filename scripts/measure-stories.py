#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure how well stories are found, on copies made of articles that you name.

usage: scripts/measure-stories.py [--count N] [--seed S] [--keep DIR] [--bin DIR] CORPUS

Takes up to N articles (1500) of the folder CORPUS, text files of 60 words or more, and makes of each: a copy as outlets
make them (cut, retitled, reworded, shuffled, misread, ...), or an article that is none though it shares words with it (a
background, boilerplate, a form with other numbers, a follow-up). An index is made of all of them by crisis-searchd, and
`crisis-search stories` is asked. Printed: what part of each kind of copies was found in one story, how many of each kind
of others were, and precision and recall of all. The pairs are kept beside the files as pairs.tsv: label, file, file, kind.

What CORPUS has of copies of its own does not count: only the pairs that were made are looked at.
"""
import argparse
import collections
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BOILERPLATE = [
    "Sign up for our morning newsletter and never miss a story from the coast.",
    "Read also: five charts that explain the price of grain.",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission.",
    "Follow us for more, tell your friends, and write to the editors with tips, photographs and corrections.",
    "Photo: Mira Holt for the Continental Wire.",
]
LOCAL = [
    "At the town hall nobody would comment, but the mayor of Brennoy is expected to speak about it on Thursday evening.",
    "Residents of Havnik whom this newspaper asked were divided; most of them had other worries, the price of fuel first.",
    "The chamber of commerce of Arvena said that firms of the region had been told to prepare, without saying for what.",
]
MISREAD = {"e": "c", "c": "e", "h": "b", "b": "h", "l": "1", "i": "l", "o": "0", "m": "rn", "n": "u", "u": "n", "s": "a",
           "a": "s", "t": "f", "f": "t", "r": "v", "d": "cl"}


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?][\"”’']) +(?=[\"“A-Z])|(?<=[.!?]) +(?=[\"“A-Z])", " ".join(text.split())) if s]


def words(text):
    return len(text.split())


class Workshop:
    """Makes copies of articles, and articles that are none."""

    def __init__(self, articles, rng):
        self.articles, self.rng = articles, rng

    def other(self, own):
        while True:
            text = self.rng.choice(self.articles)
            if text is not own:
                return text

    # Copies.

    def shuffled(self, text):
        parts = sentences(text)
        self.rng.shuffle(parts)
        return " ".join(parts)

    def glued(self, text, part=0.08):
        return "".join(w + ("" if self.rng.random() < part else " ") for w in text.split())

    def cut(self, text, low=0.4, high=0.9):
        parts, wanted = sentences(text), words(text) * self.rng.uniform(low, high)
        kept = []
        while parts and (not kept or words(" ".join(kept)) < wanted):
            kept.append(parts.pop(0))
        return " ".join(kept)

    def third(self, text):
        return self.cut(text, 0.33, 0.4) if words(text) >= 150 else self.cut(text, 0.6, 0.8)

    def retitled(self, text):
        return " ".join(self.other(text).split()[:8]).title() + "\n\n" + text

    def dashes(self, text):
        table = {'"': "“", "'": "’", "-": "–"}
        return "".join(table.get(c, c) if self.rng.random() < 0.9 else "" if c in "'\"" else c for c in text).replace(", ", " – ")

    def reworded(self, text, part=0.08):
        pool = self.other(text).split()
        return " ".join(self.rng.choice(pool) if self.rng.random() < part else w for w in text.split())

    def new_lede(self, text):
        parts = sentences(text)
        if len(parts) < 4:
            return self.reworded(text)
        lede = self.reworded(" ".join(self.rng.sample(parts[0].split(), len(parts[0].split()))), 0.3)
        return " ".join([lede] + parts[1:])

    def local(self, text):
        parts = sentences(text)
        for _ in range(self.rng.randint(1, 2)):
            parts.insert(self.rng.randint(1, len(parts)), self.rng.choice(LOCAL))
        return " ".join(parts)

    def furnished(self, text):
        parts = sentences(text)
        for line in self.rng.sample(BOILERPLATE, 3):
            parts.insert(self.rng.randint(0, len(parts)), line)
        return " ".join(parts)

    def misread(self, text, part=0.02):
        read = []
        for c in text:
            roll = self.rng.random()
            if roll < part * 0.75 and c.lower() in MISREAD:
                read.append(MISREAD[c.lower()])
            elif roll < part * 0.85 and c.isalpha():
                continue
            elif roll < part and c == " ":
                continue
            elif roll < part * 1.15 and c.isalpha():
                read.append(c + ("- " if self.rng.random() < 0.5 else " "))
            else:
                read.append(c)
        return "".join(read)

    def badly_misread(self, text):
        return self.misread(text, 0.04)

    def edited(self, text):
        """As a regional newspaper does: cut by half, a lede of its own, a local paragraph, another headline."""
        return self.retitled(self.local(self.new_lede(self.cut(text, 0.45, 0.7))))

    def cut_and_misread(self, text):
        return self.misread(self.cut(text, 0.5, 0.9), 0.015)

    def scraped(self, text):
        return self.glued(self.dashes(self.shuffled(self.cut(text, 0.7, 0.95))), 0.05)

    COPIES = ["shuffled", "glued", "cut", "third", "retitled", "dashes", "reworded", "new_lede", "local", "furnished",
              "misread", "badly_misread", "edited", "cut_and_misread", "scraped"]

    # No copies.

    def same_background(self, text):
        """Another report that ends on the same background: a fifth to two fifths of it."""
        parts = sentences(text)
        tail = parts[-max(1, int(len(parts) * self.rng.uniform(0.2, 0.4))):]
        own = sentences(self.other(text))
        return " ".join(own + tail)

    def same_boilerplate(self, text):
        return " ".join([self.other(text)] + BOILERPLATE)

    def follow_up(self, text):
        """The next day's: new facts first, a third of yesterday's sentences, scattered, some reworded."""
        parts, own = sentences(text), sentences(self.other(text))
        kept = sorted(self.rng.sample(range(len(parts)), max(1, len(parts) // 3)))
        old = [parts[i] if self.rng.random() < 0.7 else self.reworded(parts[i], 0.3) for i in kept]
        need, new = 2 * words(" ".join(old)), []
        while words(" ".join(new)) < need:
            new += own
            own = sentences(self.other(text))
        return " ".join(new[:2] + old[:1] + new[2:] + old[1:])

    def other_day(self, text):
        """The same form with another day's numbers and a few other names, as of a market."""
        names = [w for w in self.other(text).split() if w[:1].isupper() and len(w) > 3] or ["Arvena"]

        def change(match):
            word = match[0]
            if word[0].isdigit():
                return "".join(str(self.rng.randint(1, 9)) if c.isdigit() else c for c in word)
            return self.rng.choice(names) if self.rng.random() < 0.6 else word

        return re.sub(r"\d[\d.,/]*|(?<=[a-z,] )[A-Z][a-z]{3,}", change, text)

    OTHERS = ["same_background", "same_boilerplate", "follow_up", "other_day"]


def read_corpus(folder, count, rng):
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    rng.shuffle(paths)
    articles = []
    for path in sorted(paths[: count * 4], key=lambda p: rng.random()):
        with open(path, encoding="utf8", errors="replace") as file:
            lines = file.read().split("\n")
        while lines and len(lines[0].split()) < 12:
            lines.pop(0)
        text = " ".join(" ".join(lines).split())
        if 60 <= words(text) <= 3000:
            articles.append(text)
        if len(articles) == count:
            break
    return articles


def make(articles, rng):
    """Yields label, kind, text, other text."""
    shop = Workshop(articles, rng)
    numeric = [a for a in articles if len(re.findall(r"\b\d[\d.,]+", a)) >= 6]
    copies, others = itertools.cycle(Workshop.COPIES), itertools.cycle(Workshop.OTHERS)
    for number, text in enumerate(articles):
        if number % 4 < 3:
            kind = next(copies)
            original = shop.misread(text) if kind in ("misread", "badly_misread", "cut_and_misread") else text
            yield 1, kind, original, getattr(shop, kind)(text)
        else:
            kind = next(others)
            source = rng.choice(numeric) if kind == "other_day" and numeric else text
            yield 0, kind, source, getattr(shop, kind)(source)


def table(results):
    print(f"{'kind':18} {'pairs':>6} {'joined':>7}")
    tp = fp = fn = 0
    for (label, kind), (joined, pairs) in sorted(results.items(), key=lambda r: (-r[0][0], r[0][1])):
        print(f"{kind:18} {pairs:6} {joined / pairs:7.3f}" + ("" if label else "  should be 0"))
        tp, fp, fn = (tp + joined, fp, fn + pairs - joined) if label else (tp, fp + joined, fn)
    print(f"precision {tp / max(1, tp + fp):.3f}, recall {tp / max(1, tp + fn):.3f}, false {fp}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus")
    options.add_argument("--count", type=int, default=1500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", help="where to leave the files")
    options.add_argument("--bin", default=os.path.join(ROOT, ".build/release"), help="where the two programs are")
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    articles = read_corpus(chosen.corpus, chosen.count, rng)
    if not articles:
        sys.exit(f"measure-stories: no text of 60 words or more in {chosen.corpus}")
    work = chosen.keep or tempfile.mkdtemp(prefix="measure-stories-")
    files, pairs = os.path.join(work, "files"), []
    os.makedirs(files, exist_ok=True)
    for number, (label, kind, one, other) in enumerate(make(articles, rng)):
        names = [f"{number:05}-{kind}-{side}.txt" for side in "ab"]
        for name, text in zip(names, (one, other)):
            with open(os.path.join(files, name), "w", encoding="utf8") as out:
                out.write(text + "\n")
        pairs.append((label, *names, kind))
    with open(os.path.join(work, "pairs.tsv"), "w", encoding="utf8") as out:
        out.writelines("\t".join(map(str, pair[:3])) + "\n" for pair in pairs)
    socket = os.path.join(work, "socket")
    daemon = subprocess.Popen(
        [os.path.join(chosen.bin, "crisis-searchd"), "--corpus", files, "--index", os.path.join(work, "index"),
         "--socket", socket, "--log-level", "error"])
    client = [os.path.join(chosen.bin, "crisis-search"), "--socket", socket]
    try:
        deadline = time.time() + 600
        while time.time() < deadline:
            status = subprocess.run(client + ["status", "--json"], capture_output=True, text=True)
            if status.returncode == 0:
                state = json.loads(status.stdout)
                if state["articles"] >= 2 * len(pairs) - len(state.get("failed", [])) and state["state"] == "ready":
                    break
            time.sleep(0.2)
        asked = subprocess.run(client + ["stories", "--json"], capture_output=True, text=True)
        stories = json.loads(asked.stdout)["stories"]
    finally:
        daemon.terminate()
        daemon.wait()
    story = {os.path.basename(a["path"]): s["story"] for s in stories for a in s["articles"]}
    results = collections.defaultdict(lambda: [0, 0])
    for label, one, other, kind in pairs:
        results[label, kind][0] += one in story and story[one] == story.get(other)
        results[label, kind][1] += 1
    table(results)
    if not chosen.keep:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
