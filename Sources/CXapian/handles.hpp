// SPDX-License-Identifier: GPL-3.0-or-later

// What the opaque handles of the public headers hold. Seen by this target only.

#ifndef CX_HANDLES_HPP
#define CX_HANDLES_HPP

#include <xapian.h>

#include <deque>
#include <string>
#include <vector>

#include "cx_query.h"
#include "cx_reader.h"
#include "cx_vocabulary.h"
#include "cx_writer.h"

struct cx_error {
    cx_status status;
    std::string message;
};

struct cx_buffer {
    std::string bytes;
};

struct cx_writer {
    Xapian::WritableDatabase database;
};

struct cx_reader {
    // One of the databases of which a reader is made, and its folder's version file as it was just before.
    struct Source {
        std::string folder;
        std::string version;

        // Whether somebody has committed since.
        bool is_behind() const;
    };

    Xapian::Database database;
    // What `database` is made of, in its order; they share their state with it.
    std::vector<Xapian::Database> shards;
    // In the same order; none for what a writer has open.
    std::vector<Source> sources;

    cx_reader() = default;
    // What a writer has open.
    explicit cx_reader(const Xapian::Database &view) : database(view), shards{view} {}

    void add(const std::string &folder);
    // Whether there is a newer revision than the one that this reader has open.
    bool is_behind() const;
};

struct cx_query {
    Xapian::Query query;
};

struct cx_stemmer {
    Xapian::Stem stem;
};

struct cx_page {
    std::vector<cx_hit> hits;
    // A deque never moves what it holds, so the hits may point into it.
    std::deque<std::string> strings;
    std::deque<std::vector<cx_bytes>> rows;
    cx_match_count matches{};

    cx_bytes keep(std::string bytes) {
        if (bytes.empty()) return {nullptr, 0};
        strings.push_back(std::move(bytes));
        return {reinterpret_cast<const uint8_t *>(strings.back().data()), strings.back().size()};
    }

    const cx_bytes *keep(std::vector<cx_bytes> row) {
        rows.push_back(std::move(row));
        return rows.back().data();
    }

    // What `columns` ask for of a document; the rest of the hit is zero.
    cx_hit keep(const Xapian::Document &document, const cx_columns &columns) {
        std::vector<cx_bytes> row(columns.slot_count);
        for (size_t i = 0; i < row.size(); ++i) row[i] = keep(document.get_value(columns.slots[i]));
        cx_hit hit{};
        if (columns.data) hit.data = keep(document.get_data());
        hit.values = keep(std::move(row));
        return hit;
    }
};

struct cx_terms {
    std::vector<cx_term> list;
    std::deque<std::string> strings;
    bool truncated = false;
};

inline std::string to_string(cx_bytes bytes) {
    return bytes.length ? std::string(reinterpret_cast<const char *>(bytes.data), bytes.length) : std::string();
}

#endif
