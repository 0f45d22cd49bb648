# SPDX-License-Identifier: GPL-3.0-or-later
"""The articles to measure on: any folder, or one that is made up here."""
import itertools
import os
import random
import re

HEADS = "b d f g k l m n p r s t v z br dr gr kr tr st sk".split()
VOWELS = "a e i o u ai ei or an en il".split()
FUNCTION = "the of to and in a that is was for on with by at from as it said has have been were be not but".split()
PHRASES = ["red line", "cease fire talks", "border crossing", "trade deficit", "grain convoy"]
SURNAMES = "Tarvenko Marsk Oldane Verriker Sollund Quaide Brannoch Iverse Dalmere Kostrel".split()


def _word(rng):
    return "".join(rng.choice(HEADS) + rng.choice(VOWELS) for _ in range(rng.choice([1, 2, 2, 3, 3])))


class Writer:
    """Writes articles of made-up words that are as unevenly frequent as those of a language."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.words = list(dict.fromkeys(_word(self.rng) for _ in range(60_000)))
        # Zipf's law, less steep than for a language as a whole: function words are apart.
        self.weights = list(itertools.accumulate(1 / (rank + 8) ** 0.9 for rank in range(len(self.words))))

    def phrase(self, count):
        words = self.rng.choices(self.words, cum_weights=self.weights, k=count)
        for place in range(1, count, 3):
            words[place] = self.rng.choice(FUNCTION)
        if self.rng.random() < 0.01:
            words[self.rng.randrange(count)] = self.rng.choice(PHRASES)
        return " ".join(words)

    def sentence(self):
        text = self.phrase(max(5, int(self.rng.gauss(18, 6))))
        if self.rng.random() < 0.08:
            return f'"{text.capitalize()}," {self.rng.choice(SURNAMES)} told reporters.'
        return text.capitalize() + "."

    def article(self, number):
        rng = self.rng
        day = f"{rng.randint(2006, 2025)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        paragraphs = [" ".join(self.sentence() for _ in range(rng.randint(1, 4)))
                      for _ in range(max(3, int(rng.lognormvariate(2.3, 0.6))))]
        head = f"{self.phrase(7).title()}\n{day}\nhttps://outlet{rng.randint(1, 60)}.example/news/{number}\n"
        return day, head + "\n\n".join(paragraphs) + "\n"


def generate(count, folder, seed=1):
    """Makes `count` articles below `folder`, the same ones each time; does nothing if they are there."""
    mark = os.path.join(folder, ".generated")
    if os.path.exists(mark) and open(mark).read() == f"{count} {seed}":
        return
    writer = Writer(seed)
    for number in range(count):
        day, text = writer.article(number)
        place = os.path.join(folder, day[:6])
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, f"{number:08d}.txt"), "w", encoding="utf8") as out:
            out.write(text)
    with open(mark, "w") as out:
        out.write(f"{count} {seed}")


def files(folder):
    """The files of a corpus, those with a name that begins with a dot left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(place, name)


def text(path):
    with open(path, encoding="utf8", errors="replace") as lines:
        return lines.read()


def words(content):
    return re.findall(r"[^\W\d_]+", content.lower())
