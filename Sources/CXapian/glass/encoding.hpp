// SPDX-License-Identifier: GPL-3.0-or-later

// How numbers, strings and keys are written in the library's format of a database on the disk, which it calls glass.
// The format is that of its versions 1.4, and does not change while they last: they read one another's databases.

#ifndef CX_GLASS_ENCODING_HPP
#define CX_GLASS_ENCODING_HPP

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>

#if XAPIAN_MAJOR_VERSION != 1 || XAPIAN_MINOR_VERSION != 4
#error "another series of the library has another format"
#endif

namespace glass {

// Seven bits a byte, the lowest first.
inline void append_number(std::string &to, uint64_t number) {
    for (; number >= 0x80; number >>= 7) to += char(number | 0x80);
    to += char(number);
}

inline void append_string(std::string &to, std::string_view string) {
    append_number(to, string.size());
    to += string;
}

// A number behind which nothing comes.
inline void append_last_number(std::string &to, uint32_t number) {
    for (; number > 0; number >>= 8) to += char(number);
}

// In byte order as in the order of numbers. No such number begins with the byte 0xff.
inline void append_sortable_number(std::string &to, uint32_t number) {
    if (number < 0x8000) {
        to += char(number >> 8);
        to += char(number);
        return;
    }
    const unsigned length = unsigned(32 + 5 - __builtin_clz(number)) / 7;
    // The first byte says the length with that many set bits, less one.
    const auto first = uint64_t(number) >> 8 * (length - 1) | (0xffu << (10 - length) & 0xff);
    to += char(first);
    for (unsigned left = length - 1; left > 0; --left) to += char(number >> 8 * (left - 1));
}

// In byte order as strings are. Each NUL is followed by 0xff; a NUL of its own ends the string unless it is the last.
inline void append_sortable_string(std::string &to, std::string_view string, bool is_last) {
    for (size_t start = 0; start < string.size();) {
        const size_t nul = string.find('\0', start);
        const size_t end = nul == std::string_view::npos ? string.size() : nul + 1;
        to.append(string.substr(start, end - start));
        if (nul != std::string_view::npos) to += '\xff';
        start = end;
    }
    if (!is_last) to += '\0';
}

// Reads what is written by the functions above. Throws DatabaseCorruptError where it is nothing of the kind.
class Decoder {
  public:
    explicit Decoder(std::string_view bytes) : left(bytes) {}

    bool at_end() const { return left.empty(); }
    std::string_view rest() const { return left; }

    uint8_t byte() {
        if (left.empty()) throw broken();
        const auto first = uint8_t(left.front());
        left.remove_prefix(1);
        return first;
    }

    uint64_t number() {
        uint64_t number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const uint8_t next = byte();
            number |= uint64_t(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }
        throw broken();
    }

    std::string_view string() {
        const uint64_t length = number();
        if (length > left.size()) throw broken();
        const std::string_view string = left.substr(0, length);
        left.remove_prefix(length);
        return string;
    }

    uint32_t sortable_number() {
        const uint8_t first = byte();
        if (first < 0x80) return uint32_t(first) << 8 | byte();
        unsigned more = 2;
        for (unsigned bit = 0x40; first & bit; bit >>= 1) ++more;
        if (more > 4) throw broken();
        uint64_t number = first & (0xffu >> (more));
        for (; more > 0; --more) number = number << 8 | byte();
        if (number > UINT32_MAX) throw broken();
        return uint32_t(number);
    }

    // Passes over a sortable string. Returns its bytes as they are written, without the NUL that ends it.
    std::string_view sortable_string() {
        size_t at = 0;
        while (true) {
            at = left.find('\0', at);
            if (at == std::string_view::npos) {
                const std::string_view all = left;
                left = {};
                return all;
            }
            if (at + 1 == left.size() || left[at + 1] != '\xff') {
                const std::string_view string = left.substr(0, at);
                left.remove_prefix(at + 1);
                return string;
            }
            at += 2;
        }
    }

    static Xapian::DatabaseCorruptError broken() {
        return Xapian::DatabaseCorruptError("a table holds what no table can hold");
    }

  private:
    std::string_view left;
};

// Keys of the table of postings, in their order: first what belongs to the database and to values, then terms.
namespace key {

using namespace std::string_view_literals;

inline constexpr std::string_view metadata = "\0\xc0"sv, value_statistics = "\0\xd0"sv, value_chunk = "\0\xd8"sv,
                                  lengths = "\0\xe0"sv;

inline bool has_prefix(std::string_view key, std::string_view prefix) { return key.substr(0, prefix.size()) == prefix; }

// A document's, in the tables that have one entry for each.
inline std::string document(uint32_t id) {
    std::string key;
    append_sortable_number(key, id);
    return key;
}

}  // namespace key

}  // namespace glass

#endif
