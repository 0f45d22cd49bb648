# SPDX-License-Identifier: GPL-3.0-or-later
"""Which queries to ask of a corpus: of each kind one, made of words that are as frequent in it as the kind says."""
import collections
import urllib.parse

from bench import corpus

SAMPLE = 8000


def _nearest(counts, share, total, keep=lambda item: True):
    """The item that is in about that share of the sample; of equal ones the first in the alphabet."""
    wanted = max(2, share * total)
    known = sorted((item for item in counts if keep(item)), key=lambda item: (abs(counts[item] - wanted), item))
    return known[0] if known else None


def _search(query, **options):
    return "/v1/search?" + urllib.parse.urlencode({**options, "q": query})


class Question:
    """A query of one kind: as the daemon is asked, as the client is, and as words for those who have no such kind."""

    def __init__(self, kind, target, arguments, words=None, phrase=False):
        self.kind, self.target, self.arguments = kind, target, arguments
        self.words, self.is_phrase = words, phrase

    @property
    def text(self):
        return " ".join(self.arguments)


def questions(folder):
    """The questions for a folder of articles, by a sample of it."""
    paths = list(corpus.files(folder))
    sample = paths[:: max(1, len(paths) // SAMPLE)]
    single, pairs, days = collections.Counter(), collections.Counter(), collections.Counter()
    for path in sample:
        content = corpus.text(path)
        words = corpus.words(content)
        single.update(set(words))
        pairs.update(set(zip(words, words[1:])))
        days.update(part[:6] for part in content.split()[:30] if len(part) == 8 and part.isdigit())
    total = len(sample)

    def long(word):
        return len(word) > 3 and word.isascii()

    rare, common = _nearest(single, 0.001, total, long), _nearest(single, 0.5, total, long)
    middle = [_nearest(single, share, total, long) for share in (0.3, 0.25, 0.2)]
    telling = _nearest(single, 0.05, total, lambda word: long(word) and word not in middle)
    rare_pair = _nearest(pairs, 0.0005, total, lambda pair: all(map(long, pair)))
    common_pair = _nearest(pairs, 0.01, total, lambda pair: all(map(long, pair)))
    stem = _nearest(single, 0.01, total, lambda word: long(word) and len(word) > 6)
    typo = stem[:2] + stem[3] + stem[2] + stem[4:]
    year = sorted(days)[len(days) // 2][:4] if days else "2020"

    def bare(kind, words):
        return Question(kind, _search(" ".join(words)), list(words), list(words))

    def phrase(kind, words):
        quoted = '"' + " ".join(words) + '"'
        return Question(kind, _search(quoted), [quoted], list(words), phrase=True)

    return [
        bare("rare word", [rare]),
        bare("common word", [common]),
        bare("two words", [rare, common]),
        bare("three common words", middle),
        Question("any of three words", _search(" ".join(middle), any="true"), ["--any", *middle]),
        phrase("rare phrase", rare_pair),
        phrase("common phrase", common_pair),
        Question("inflected phrase", _search(f'"{" ".join(common_pair)}"~'), [f'"{" ".join(common_pair)}"~']),
        Question("same sentence", _search(f"{telling} SAME {middle[0]}"), [telling, "SAME", middle[0]]),
        Question("prefix", _search(stem[:5] + "*"), [stem[:5] + "*"]),
        Question("fuzzy", _search(typo + "~2"), [typo + "~2"]),
        Question("date range", _search(f"{middle[0]} date:{year}"), [middle[0], f"date:{year}"]),
        Question("newest first", _search(common, sort="newest"), ["--sort=newest", common]),
        Question("excluded word", _search(f"{middle[0]} -{middle[1]}"), [middle[0], "-" + middle[1]]),
        Question("word that is nowhere", _search("qqxyzzyq"), ["qqxyzzyq"]),
        Question("facets", _search(common, facets="outlet,month"), ["--facets=outlet,month", common]),
        Question("timeline", "/v1/timeline?" + urllib.parse.urlencode({"by": "month", "q": common}), []),
        Question("inside quotations", _search(f"quote:{telling}"), [f"quote:{telling}"]),
        Question("quotations", "/v1/quotes?" + urllib.parse.urlencode({"q": telling}), []),
    ]
