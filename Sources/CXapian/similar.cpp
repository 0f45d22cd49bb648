// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <memory>

#include "cx_vocabulary.h"
#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

namespace {

// The scalars of UTF-8 text, and where each ends. Terms are well-formed; a byte that is not counts as a scalar.
struct Letters {
    std::vector<uint32_t> scalars;
    std::vector<size_t> ends;

    void read(const std::string &text, size_t start) {
        scalars.clear();
        ends.clear();
        for (size_t at = start; at < text.size();) {
            const auto lead = static_cast<uint8_t>(text[at]);
            const size_t length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            uint32_t scalar = lead;
            const size_t end = std::min(at + length, text.size());
            for (++at; at < end; ++at) scalar = scalar << 8 | static_cast<uint8_t>(text[at]);
            scalars.push_back(scalar);
            ends.push_back(at);
        }
    }
};

// The table of edit distances (optimal string alignment) between a word and the beginnings of a term. Terms come in
// order, so the rows of what a term shares with the one before need not be made again.
class Distances {
  public:
    Distances(const std::string &text, uint32_t limit) : limit(limit) {
        word.read(text, 0);
        rows.emplace_back();
        for (size_t i = 0; i <= word.scalars.size(); ++i) rows[0].push_back(static_cast<uint32_t>(i));
    }

    enum class Verdict { near, far, hopeless };

    // Compares; if it is hopeless, `dead_end` is where the beginning ends with which no term can be near.
    Verdict compare(const std::string &term, size_t start, size_t &dead_end) {
        letters.read(term, start);
        size_t shared = 0;
        while (shared < known.size() && shared < letters.scalars.size() && known[shared] == letters.scalars[shared])
            ++shared;
        known.resize(shared);
        for (size_t i = shared; i < letters.scalars.size(); ++i) {
            known.push_back(letters.scalars[i]);
            if (make_row(i + 1) > limit) {
                dead_end = letters.ends[i];
                return Verdict::hopeless;
            }
        }
        return rows[letters.scalars.size()].back() <= limit ? Verdict::near : Verdict::far;
    }

  private:
    // Makes a row of the table, and gives its least distance.
    uint32_t make_row(size_t i) {
        if (rows.size() <= i) rows.resize(i + 1);
        const size_t columns = word.scalars.size() + 1;
        std::vector<uint32_t> &row = rows[i];
        row.resize(columns);
        row[0] = static_cast<uint32_t>(i);
        uint32_t least = row[0];
        for (size_t j = 1; j < columns; ++j) {
            const bool same = known[i - 1] == word.scalars[j - 1];
            uint32_t best = std::min({rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && known[i - 1] == word.scalars[j - 2] && known[i - 2] == word.scalars[j - 1])
                best = std::min(best, rows[i - 2][j - 2] + 1);
            row[j] = best;
            least = std::min(least, best);
        }
        return least;
    }

    uint32_t limit;
    Letters word;
    Letters letters;
    std::vector<uint32_t> known;
    std::vector<std::vector<uint32_t>> rows;
};

// Steps to take before the tree is searched for a place further on: a search costs about as much.
constexpr int patience = 4;

}  // namespace

extern "C" {

cx_status cx_reader_similar_terms(const cx_reader *reader, const cx_similar_range *range, cx_terms **terms,
                                  cx_error **error) {
    *terms = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto result = std::make_unique<cx_terms>();
        const std::string prefix = to_string(range->prefix);
        Distances distances(to_string(range->word), range->distance);
        auto it = reader->database.allterms_begin(prefix);
        const auto end = reader->database.allterms_end(prefix);
        for (uint32_t scanned = 0; it != end; ++scanned) {
            if (result->list.size() >= range->limit || scanned >= range->scan_limit) {
                result->truncated = true;
                break;
            }
            std::string term = *it;
            if (range->skip_capitals && term[prefix.size()] >= 'A' && term[prefix.size()] <= 'Z') {
                it.skip_to(prefix + "[");
                continue;
            }
            size_t dead_end = 0;
            switch (distances.compare(term, prefix.size(), dead_end)) {
                case Distances::Verdict::near: {
                    const uint32_t frequency = it.get_termfreq();
                    result->strings.push_back(std::move(term));
                    const std::string &kept = result->strings.back();
                    result->list.push_back({{reinterpret_cast<const uint8_t *>(kept.data()), kept.size()}, frequency});
                    ++it;
                    break;
                }
                case Distances::Verdict::far: ++it; break;
                case Distances::Verdict::hopeless: {
                    // The least string behind all that begin so; no byte of UTF-8 is the greatest there is.
                    std::string behind = term.substr(0, dead_end);
                    behind.back() = static_cast<char>(static_cast<uint8_t>(behind.back()) + 1);
                    int steps = 0;
                    do ++it;
                    while (it != end && *it < behind && ++steps < patience);
                    if (it != end && *it < behind) it.skip_to(behind);
                    break;
                }
            }
        }
        *terms = result.release();
    });
}

}  // extern "C"
