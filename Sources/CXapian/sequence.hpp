// SPDX-License-Identifier: GPL-3.0-or-later

// The words of a document in the order in which they stand, as one value of it.
//
// The library keeps for each term of each document a list of positions under a key of its own, 17 bytes for a text's
// average word, which stands there once or twice. In the order of the text a word takes three bytes, and a phrase is
// looked for by one read of the document, however many words and forms of words it has.
//
// A value has, in LEB128: the number of words; the number of positions of the title, whose words come first; the free
// positions, the sections and the quotations, each as their number and then pairs or numbers of words from one to the
// next
// (`Encoder::value` says it exactly). Then the codes of all words: first the lower 16 bits of each, then the upper 8,
// so that a word is looked for eight at a time.
//
// A code is a hash of 24 bits. A word is taken for another only if both have the same code, the document has both, and
// the other one would do where this one stands: of two words in a row this is expected once in some hundred thousand
// questions.

#ifndef CX_SEQUENCE_HPP
#define CX_SEQUENCE_HPP

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sequence {

// Stands for a word: 24 bits.
using Code = uint32_t;

Code code(std::string_view word);

// Puts the words of one document in order.
class Encoder {
  public:
    void add(std::string_view word, const uint32_t *positions, size_t count);
    // The title's words stand first, up to this position.
    void extend_title(uint32_t position) { title_length = std::max(title_length, position); }
    void mark_quoted(uint32_t position) { quoted.push_back(position); }
    void mark_section(uint32_t position) { sections.push_back(position); }

    // Empty if there is no word. Two words at one position, or far more positions than words, are refused.
    std::string value() const;

  private:
    std::vector<std::pair<uint32_t, Code>> words;
    std::vector<uint32_t> quoted, sections;
    uint32_t title_length = 0;
};

// Words to look for, each with a number of the caller's.
class Lookup {
  public:
    Lookup() = default;
    explicit Lookup(std::vector<std::pair<Code, size_t>> words);

    bool empty() const { return words.empty(); }

  private:
    friend class Reader;
    // Ascending.
    std::vector<std::pair<Code, size_t>> words;
    // A bit for each lower half of a code, set for those of `words`; empty if there are few of them.
    std::vector<uint64_t> filter;

    // More are looked for together, by the filter.
    static constexpr size_t few = 12;

    bool may_have(uint16_t lower) const { return filter[lower / 64] >> (lower % 64) & 1; }

    template <typename Body>
    void for_each(Code code, Body body) const {
        auto at = std::lower_bound(words.begin(), words.end(), std::pair<Code, size_t>(code, 0));
        for (; at != words.end() && at->first == code; ++at) body(at->second);
    }
};

// Reads a value, which has to outlive it.
class Reader {
  public:
    // Throws DatabaseCorruptError for what is no value of an encoder.
    explicit Reader(const std::string &value);

    // How many words there are. They are numbered from 0.
    uint32_t size() const { return count; }
    uint32_t title_length() const { return title; }

    uint32_t position(uint32_t word) const {
        uint32_t position = word + 1;
        for (const auto &[place, length] : holes) {
            if (place > word) break;
            position += length;
        }
        return position;
    }

    bool is_quoted(uint32_t word) const {
        const auto next = std::upper_bound(quotations.begin(), quotations.end(), std::pair(word, UINT32_MAX));
        return next != quotations.begin() && word < std::prev(next)->second;
    }

    // Positions of the first words of all sections.
    std::vector<uint32_t> section_starts() const {
        std::vector<uint32_t> starts;
        starts.reserve(sections.size());
        for (const uint32_t word : sections) starts.push_back(position(word));
        return starts;
    }

    // Calls `body` with the number of each word looked for and that of each place where it stands; for each of them,
    // places ascend.
    template <typename Body>
    void find(const Lookup &lookup, Body body) const {
        if (lookup.filter.empty()) {
            for (const auto &[code, number] : lookup.words) {
                each_equal(uint16_t(code), [&, code = code, number = number](uint32_t word) {
                    if (uppers[word] == code >> 16) body(number, word);
                });
            }
            return;
        }
        for (uint32_t word = 0; word < count; ++word) {
            const uint16_t lower = this->lower(word);
            if (!lookup.may_have(lower)) continue;
            lookup.for_each(Code(uppers[word]) << 16 | lower, [&](size_t number) { body(number, word); });
        }
    }

  private:
    uint32_t count = 0;
    uint32_t title = 0;
    // Free positions: before which word, and how many.
    std::vector<std::pair<uint32_t, uint32_t>> holes;
    // First words of sections.
    std::vector<uint32_t> sections;
    // Quoted words, from one up to another.
    std::vector<std::pair<uint32_t, uint32_t>> quotations;
    // The codes: two bytes of each, then one of each.
    const char *lowers = nullptr;
    const unsigned char *uppers = nullptr;

    uint16_t lower(uint32_t word) const {
        uint16_t lower;
        std::memcpy(&lower, lowers + 2 * size_t(word), sizeof lower);
        return lower;
    }

    template <typename Body>
    void each_equal(uint16_t wanted, Body body) const {
        constexpr uint32_t block = 32;
        uint32_t word = 0;
        for (; word + block <= count; word += block) {
            uint16_t some[block];
            std::memcpy(some, lowers + 2 * size_t(word), sizeof some);
            // Without a branch, for the compiler to compare eight or more at once.
            uint16_t is_there = 0;
            for (const uint16_t lower : some) is_there |= lower == wanted ? 1 : 0;
            if (!is_there) continue;
            for (uint32_t i = 0; i < block; ++i) {
                if (some[i] == wanted) body(word + i);
            }
        }
        for (; word < count; ++word) {
            if (lower(word) == wanted) body(word);
        }
    }
};

}  // namespace sequence

#endif
