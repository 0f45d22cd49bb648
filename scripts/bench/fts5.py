# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite's FTS5, in this process: stored text, Porter's stemmer, BM25, its own snippets."""
import os
import sqlite3

import embedding

QUERY = """select path, snippet(articles, 2, '[', ']', '…', 32), rank
           from articles where articles match ? order by rank limit 10"""


def _open(folder):
    return sqlite3.connect(os.path.join(folder, "articles.db"))


def build(folder, source):
    database = _open(folder)
    database.execute("create virtual table articles using fts5(path unindexed, title, body, tokenize='porter unicode61')")
    database.executemany("insert into articles values (?, ?, ?)", embedding.articles(source))
    database.execute("insert into articles(articles) values ('optimize')")
    database.commit()


def open_search(folder):
    database = _open(folder)

    def search(words, is_phrase):
        query = '"' + " ".join(words) + '"' if is_phrase else " AND ".join(f'"{word}"' for word in words)
        return database.execute(QUERY, (query,)).fetchall()

    return search


if __name__ == "__main__":
    embedding.main(lambda: f"SQLite {sqlite3.sqlite_version}", build, open_search)
