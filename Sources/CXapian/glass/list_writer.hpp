// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_LIST_WRITER_HPP
#define CX_GLASS_LIST_WRITER_HPP

#include <string>
#include <string_view>
#include <vector>

#include "encoding.hpp"
#include "table_writer.hpp"

namespace glass {

// Writes lists of postings, in chunks: for each document its number, as the distance from the one before less 1, and
// how often the term stands in it. The list of the documents' lengths is of the same kind.
class ListWriter {
  public:
    explicit ListWriter(TableWriter &table) : table(table) {}

    // Documents have to come in the order of their numbers.
    void append(uint32_t id, uint32_t frequency) {
        open(id, 0);
        append_number(bodies, frequency);
        chunks.back().last = id;
    }

    // Several documents, as they stand in a chunk behind its head.
    void append(uint32_t first, uint32_t last, std::string_view body) {
        open(first, body.size());
        bodies += body;
        chunks.back().last = last;
    }

    // Writes the list, and begins another.
    //
    // `key` is the term's in the table; `tail` what comes between it and a document's number in the keys of all chunks
    // but the first. `documents` and `occurrences` are those of the whole list.
    void finish(std::string_view key, std::string_view tail, uint64_t documents, uint64_t occurrences) {
        for (size_t i = 0; i < chunks.size(); ++i) {
            const Chunk &chunk = chunks[i];
            const size_t end = i + 1 < chunks.size() ? chunks[i + 1].begin : bodies.size();
            tag.clear();
            chunk_key.assign(key);
            if (i == 0) {
                append_number(tag, documents);
                append_number(tag, occurrences);
                append_number(tag, chunk.first - 1);
            } else {
                chunk_key += tail;
                append_sortable_number(chunk_key, chunk.first);
            }
            tag += i + 1 == chunks.size() ? '1' : '0';
            append_number(tag, chunk.last - chunk.first);
            tag.append(bodies, chunk.begin, end - chunk.begin);
            table.add(chunk_key, tag);
        }
        chunks.clear();
        bodies.clear();
    }

  private:
    struct Chunk {
        uint32_t first, last;
        size_t begin;
    };

    // Bytes of a chunk, more or less: the library's choice.
    static constexpr size_t enough = 2000;

    // Begins a chunk if the last one is full, or would be too long.
    void open(uint32_t id, size_t more) {
        const size_t length = chunks.empty() ? 0 : bodies.size() - chunks.back().begin;
        if (chunks.empty() || length >= enough || (more > 0 && length + more > enough)) {
            chunks.push_back({id, id, bodies.size()});
        } else {
            append_number(bodies, id - chunks.back().last - 1);
        }
    }

    TableWriter &table;
    std::vector<Chunk> chunks;
    std::string bodies, tag, chunk_key;
};

}  // namespace glass

#endif
