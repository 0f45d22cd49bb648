// SPDX-License-Identifier: GPL-3.0-or-later

// A handful of documents as a part of a query, for looking at these and no others.

#ifndef CX_CANDIDATES_HPP
#define CX_CANDIDATES_HPP

#include <xapian.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

class Candidates : public Xapian::PostingSource {
  public:
    // `documents` are numbered as in `database`, which may be several read as one.
    Candidates(const Xapian::Database &database, std::vector<Xapian::docid> documents)
        : all(std::move(documents)), shards(split(database.get_uuid())) {
        std::sort(all.begin(), all.end());
    }

    // The library makes a copy for each database, and hands that database to the copy's `init`.
    Candidates *clone() const override { return new Candidates(all, shards); }

    void init(const Xapian::Database &database) override {
        const auto found = std::find(shards.begin(), shards.end(), database.get_uuid());
        // Documents of several databases are numbered in turns.
        const Xapian::docid count = shards.size(), shard = found - shards.begin();
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

  private:
    Candidates(std::vector<Xapian::docid> all, std::vector<std::string> shards)
        : all(std::move(all)), shards(std::move(shards)) {}

    std::vector<Xapian::docid> all;
    std::vector<std::string> shards;
    // Those of `all` that the database has, numbered as it numbers them.
    std::vector<Xapian::docid> here;
    // The current document's index plus one: a source begins before its first.
    size_t next_index = 0;

    static std::vector<std::string> split(const std::string &joined) {
        std::vector<std::string> parts;
        std::istringstream stream(joined);
        for (std::string part; std::getline(stream, part, ':');) parts.push_back(part);
        return parts;
    }
};

#endif
