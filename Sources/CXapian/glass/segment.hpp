// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_SEGMENT_HPP
#define CX_GLASS_SEGMENT_HPP

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cx_writer.h"
#include "table_writer.hpp"
#include "value_statistics.hpp"
#include "version_file.hpp"
#include "vocabulary.hpp"

namespace glass {

// Makes a database of documents that are all new: it takes them in one by one, and writes each table once, from its
// first entry to its last.
//
// The library's own writer, which can change anything at any time, keeps a map of maps of what is new, and looks for
// the place of each of its entries in the tables: it takes five times as long. What is written is what a library's
// database of the same documents has, entry by entry, but for how the tags are deflated and which blocks they are in.
//
// Postings stay in memory until the end, 16 bytes each with what is needed to sort them; texts do not.
class Segment {
  public:
    // Makes the folder.
    explicit Segment(const std::string &folder);

    // Takes a document in, which gets the next number, from 1. Throws InvalidArgumentError for what no document can
    // have; then nothing of it is kept. After another error the segment is of no more use.
    void add(const cx_document &document);
    void set_metadata(std::string_view key, std::string_view value);

    uint32_t documents() const { return version.documents; }
    // Bytes that it takes in memory, and will at the end.
    size_t memory() const;

    // Completes the database. Nothing else may be done after that.
    void finish();

  private:
    // The values of all documents in a slot, in the chunks in which they are written.
    struct Column {
        struct Chunk {
            uint32_t first;
            size_t begin;
        };
        std::vector<Chunk> chunks;
        std::string bytes;
        uint32_t last = 0;
        ValueStatistics statistics;

        void append(uint32_t id, std::string_view value);
    };

    // The positions of a term in a document, encoded.
    struct Places {
        // Which of all postings.
        size_t posting;
        size_t begin;
    };

    // A term in a document. `key` is a document's number, or the rank of a term.
    struct Posting {
        uint32_t key;
        uint32_t frequency;
    };

    // Postings sorted by term: the terms in their order, the rank of each, and where the postings of each rank begin.
    struct Lists {
        std::vector<uint32_t> terms;
        std::vector<uint32_t> ranks;
        std::vector<size_t> begins;
        std::vector<Posting> postings;
    };

    // Finds the numbers of a document's terms. Throws InvalidArgumentError for what no document can have.
    void check(const cx_document &document);
    void add_values(uint32_t id, std::vector<std::pair<uint32_t, std::string_view>> values);
    Lists sort() const;
    void write_postings(const Lists &lists);
    void write_terms(const Lists &lists);
    void write_places(const Lists &lists);
    void write_term_list(std::string &tag, const Lists &lists, const Posting *postings, size_t count) const;

    const std::string folder;
    TableWriter records;
    VersionFile version;
    std::map<std::string, std::string, std::less<>> metadata;
    std::map<uint32_t, Column> columns;

    Vocabulary vocabulary;
    // Of each term the last document that has it.
    std::vector<uint32_t> last_documents;
    // Of all postings, document by document.
    std::vector<uint32_t> terms, frequencies;
    // Where the postings of each document begin.
    std::vector<size_t> begins;
    std::vector<uint32_t> lengths;
    // Which slots each document has values in, as it is written.
    std::vector<std::string> slots;
    std::vector<Places> places;
    std::string place_bytes;

    // The numbers of the terms of the document that is being added.
    std::vector<uint32_t> added;
};

}  // namespace glass

#endif
