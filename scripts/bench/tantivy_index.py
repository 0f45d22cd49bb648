# SPDX-License-Identifier: GPL-3.0-or-later
"""Tantivy by its Python package, in this process: stored text, English stems, positions, BM25, its own snippets."""
import importlib.metadata

import embedding
import tantivy


def _schema():
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("path", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    return builder.build()


def build(folder, source):
    index = tantivy.Index(_schema(), path=folder)
    # As many threads as cores, as its own default; the bound on memory is that of crisis-search's bulk.
    writer = index.writer(heap_size=500_000_000, num_threads=0)
    for path, title, body in embedding.articles(source):
        writer.add_document(tantivy.Document(path=path, title=title, body=body))
    writer.commit()
    writer.wait_merging_threads()


def open_search(folder):
    schema = _schema()
    index = tantivy.Index(schema, path=folder)
    index.reload()
    searcher = index.searcher()

    def search(words, is_phrase):
        text = '"' + " ".join(words) + '"' if is_phrase else " AND ".join(words)
        query = index.parse_query(text, ["title", "body"])
        snippets = tantivy.SnippetGenerator.create(searcher, query, schema, "body")
        found = []
        for score, address in searcher.search(query, 10).hits:
            document = searcher.doc(address)
            found.append((score, document["path"], snippets.snippet_from_doc(document).to_html()))
        return found

    return search


if __name__ == "__main__":
    embedding.main(lambda: f"tantivy {importlib.metadata.version('tantivy')} (PyPI)", build, open_search)
