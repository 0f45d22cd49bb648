// SPDX-License-Identifier: GPL-3.0-or-later

// Where words stand in one document, and whether they stand as asked. Knows nothing of databases.

#ifndef CX_SPANS_HPP
#define CX_SPANS_HPP

#include <cstdint>
#include <vector>

using Positions = std::vector<uint32_t>;

// The places of an operand: positions of the first and the last of its words.
struct Span {
    uint32_t first;
    uint32_t last;

    bool operator<(const Span &other) const { return first != other.first ? first < other.first : last < other.last; }
    bool operator==(const Span &other) const { return first == other.first && last == other.last; }
};

// Ascending, each once.
using Spans = std::vector<Span>;

// Keeps the positions p in `starts` for which p + offset is in `positions`. Both ascend.
void keep_followed(Positions &starts, const Positions &positions, uint32_t offset);

// Sorts, and drops what is there twice.
void normalize(Spans &spans);

// Whether places can be chosen, one for each operand, so that each begins right behind the one before it.
bool stand_in_sequence(const std::vector<Spans> &operands);

// ... so that each is at most `distance` from the one before it in the list, on either side, without sharing a word.
bool stand_in_chain(const std::vector<Spans> &operands, uint32_t distance);

// ... so that no two are more than `distance` apart or share a word.
bool stand_in_cluster(const std::vector<Spans> &operands, uint32_t distance);

// ... so that all are in one section, and those beside each other in the list share no word. `starts` are the first
// positions of the sections, ascending; what stands before the first of them is a section too.
bool stand_in_section(const std::vector<Spans> &operands, const Positions &starts);

#endif
