// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_PLACES_HPP
#define CX_GLASS_PLACES_HPP

#include <cstdint>
#include <string>

#include "encoding.hpp"

namespace glass {

// Appends the positions of a term in a document, which ascend: the last, and then, if there are more, the first, their
// number, and those between by halves, each in no more bits than the ones around it leave open (Moffat and Stuiver,
// Binary Interpolative Coding for Effective Index Compression, 2000).
class PlacesEncoder {
  public:
    explicit PlacesEncoder(std::string &to) : to(to) {}

    void append(const uint32_t *positions, size_t count) {
        const uint32_t last = positions[count - 1];
        append_number(to, last);
        if (count == 1) return;
        append(positions[0], last);
        append(uint32_t(count - 2), last - positions[0]);
        append_between(positions, 0, count - 1);
        if (held_bits > 0) to += char(held);
    }

  private:
    void append_between(const uint32_t *positions, size_t low, size_t high) {
        for (size_t middle; low + 1 < high; low = middle) {
            middle = (low + high) / 2;
            const auto least = uint32_t(positions[low] + (middle - low));
            const auto choices = uint32_t(positions[high] - (high - middle) - least + 1);
            append(positions[middle] - least, choices);
            append_between(positions, low, middle);
        }
    }

    // One number of `choices`; those in the middle take a bit less where the choices are no power of two.
    void append(uint32_t number, uint32_t choices) {
        unsigned bits = choices > 1 ? unsigned(32 - __builtin_clz(choices - 1)) : 0;
        uint64_t code = number;
        if (const uint64_t spare = (uint64_t(1) << bits) - choices; spare > 0) {
            const uint64_t middle = (choices - spare) / 2;
            if (number >= middle + spare) {
                code = (number - (middle + spare)) | uint64_t(1) << (bits - 1);
            } else if (number >= middle) {
                --bits;
            }
        }
        held |= code << held_bits;
        for (held_bits += bits; held_bits >= 8; held_bits -= 8) {
            to += char(held);
            held >>= 8;
        }
    }

    std::string &to;
    // Bits that make no byte yet, the first one lowest.
    uint64_t held = 0;
    unsigned held_bits = 0;
};

}  // namespace glass

#endif
