// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_VALUE_STATISTICS_HPP
#define CX_GLASS_VALUE_STATISTICS_HPP

#include <string>
#include <string_view>

#include "encoding.hpp"

namespace glass {

// What is kept of all values of a slot.
struct ValueStatistics {
    uint64_t documents = 0;
    std::string least, greatest;

    void count(std::string_view value) { add(1, value, value); }

    void add(uint64_t more, std::string_view their_least, std::string_view their_greatest) {
        if (documents == 0 || their_least < least) least = their_least;
        if (documents == 0 || their_greatest > greatest) greatest = their_greatest;
        documents += more;
    }

    // As it stands in the table of postings.
    std::string tag() const {
        std::string tag;
        append_number(tag, documents);
        append_string(tag, least);
        if (least != greatest) tag += greatest;
        return tag;
    }

    void add(std::string_view tag) {
        Decoder decoder(tag);
        const uint64_t more = decoder.number();
        const std::string_view their_least = decoder.string();
        add(more, their_least, decoder.at_end() ? their_least : decoder.rest());
    }
};

}  // namespace glass

#endif
