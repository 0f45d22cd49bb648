// SPDX-License-Identifier: GPL-3.0-or-later

// A handful of documents as a part of a query, for looking at these and no others.

#ifndef CX_CANDIDATES_HPP
#define CX_CANDIDATES_HPP

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

class Candidates : public Xapian::PostingSource {
  public:
    // `documents` are numbered as in `database`, which may be several read as one.
    Candidates(const Xapian::Database &database, std::vector<Xapian::docid> documents)
        : Candidates(std::move(documents), split(database.get_uuid())) {
        std::sort(all.begin(), all.end());
    }

    // The library makes a copy for each database, and hands that database to the copy's `init`.
    Candidates *clone() const override { return new Candidates(all, shards, values); }

    void init(const Xapian::Database &database) override {
        this->database = database;
        const auto found = std::find(shards.begin(), shards.end(), database.get_uuid());
        shard = found - shards.begin();
        // Documents of several databases are numbered in turns.
        const Xapian::docid count = shards.size();
        here.clear();
        for (Xapian::docid id : all)
            if ((id - 1) % count == shard) here.push_back((id - 1) / count + 1);
        next_index = 0;
    }

    Xapian::doccount get_termfreq_min() const override { return here.size(); }
    Xapian::doccount get_termfreq_est() const override { return here.size(); }
    Xapian::doccount get_termfreq_max() const override { return here.size(); }

    void next(double) override { ++next_index; }

    void skip_to(Xapian::docid id, double) override {
        const auto from = here.begin() + (next_index ? next_index - 1 : 0);
        next_index = std::lower_bound(from, here.end(), id) - here.begin() + 1;
    }

    bool at_end() const override { return next_index > here.size(); }
    Xapian::docid get_docid() const override { return here[next_index - 1]; }

    // The current document's value in `slot`, which has to be the same for a candidate and its copies: those read the
    // values of a database once. Null for a document whose value was too much to keep.
    const std::string *value(Xapian::valueno slot) {
        std::vector<std::string> &known = (*values)[shard];
        if (known.empty()) read(slot, known);
        return next_index <= known.size() ? &known[next_index - 1] : nullptr;
    }

  private:
    // Bytes of one database's values to keep.
    static constexpr size_t kept_size = size_t(4) << 20;

    // For each database, the values of the first of its documents that are candidates.
    using Values = std::vector<std::vector<std::string>>;

    Candidates(std::vector<Xapian::docid> all, std::vector<std::string> shards, std::shared_ptr<Values> values = {})
        : all(std::move(all)),
          shards(std::move(shards)),
          values(values ? std::move(values) : std::make_shared<Values>(this->shards.size())) {}

    std::vector<Xapian::docid> all;
    std::vector<std::string> shards;
    // Those of `all` that the database has, numbered as it numbers them.
    std::vector<Xapian::docid> here;
    // The current document's index plus one: a source begins before its first.
    size_t next_index = 0;
    Xapian::Database database;
    size_t shard = 0;
    // Shared by all copies.
    std::shared_ptr<Values> values;

    void read(Xapian::valueno slot, std::vector<std::string> &known) const {
        auto stream = database.valuestream_begin(slot);
        const auto end = database.valuestream_end(slot);
        size_t size = 0;
        for (const Xapian::docid id : here) {
            if (stream != end) stream.skip_to(id);
            const bool has_value = stream != end && stream.get_docid() == id;
            known.push_back(has_value ? *stream : std::string());
            size += known.back().size();
            if (size > kept_size) return;
        }
    }

    static std::vector<std::string> split(const std::string &joined) {
        std::vector<std::string> parts;
        std::istringstream stream(joined);
        for (std::string part; std::getline(stream, part, ':');) parts.push_back(part);
        return parts;
    }
};

#endif
