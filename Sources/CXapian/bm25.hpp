// SPDX-License-Identifier: GPL-3.0-or-later

// The formula by which Xapian::BM25Weight weighs a term, for what weighs words by itself: both have to come to the
// same.

#ifndef CX_BM25_HPP
#define CX_BM25_HPP

#include <xapian.h>

#include <algorithm>
#include <cmath>

// What the weight of a word goes by besides the word: parameters, and what is known of the whole collection.
struct Bm25 {
    double k1, b, min_length;
    double documents, average_length;

    // What a word that is in `frequency` documents weighs at most: how often it occurs comes to count for nothing more.
    double ceiling(Xapian::doccount frequency) const {
        const double in = frequency, out = std::max(documents - in, 0.0);
        const double odds = (out + 0.5) / (in + 0.5);
        // The library's way out of negative weights.
        return (k1 + 1) * std::log(odds < 2 ? odds * 0.5 + 1 : odds);
    }

    // How many occurrences make half of the ceiling, in a document of `length` words.
    double half_way(double length) const {
        const double relative = average_length > 0 ? length / average_length : 0;
        return k1 * (std::max(relative, min_length) * b + (1 - b));
    }
};

#endif
