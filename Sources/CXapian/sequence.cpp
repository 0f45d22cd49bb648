// SPDX-License-Identifier: GPL-3.0-or-later

#include "sequence.hpp"

namespace sequence {

namespace {

void append(std::string &value, uint32_t number) {
    for (; number >= 0x80; number >>= 7) value += char(number | 0x80);
    value += char(number);
}

// Reads numbers off the start of a value.
class Numbers {
  public:
    explicit Numbers(const std::string &value)
        : at(reinterpret_cast<const unsigned char *>(value.data())), end(at + value.size()) {}

    uint32_t next() {
        uint32_t number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at == end) break;
            number |= uint32_t(*at & 0x7f) << shift;
            if (!(*at++ & 0x80)) return number;
        }
        throw broken();
    }

    // How many things follow, each of which takes a byte or more.
    uint32_t next_count() {
        const uint32_t count = next();
        if (count > size_t(end - at)) throw broken();
        return count;
    }

    const unsigned char *rest() const { return at; }
    size_t rest_length() const { return size_t(end - at); }

    static Xapian::DatabaseCorruptError broken() {
        return Xapian::DatabaseCorruptError("the order of a document's words is damaged");
    }

  private:
    const unsigned char *at;
    const unsigned char *const end;
};

}  // namespace

Code code(std::string_view word) {
    // FNV-1a, its upper bits mixed in: of what is kept, a word's last letters have to count as much as the first.
    uint64_t hash = 0xcbf29ce484222325;
    for (const unsigned char byte : word) hash = (hash ^ byte) * 0x100000001b3;
    hash ^= hash >> 32;
    return Code(hash * 0x9e3779b97f4a7c15 >> 40);
}

void Encoder::add(std::string_view word, const uint32_t *positions, size_t count) {
    const Code code = sequence::code(word);
    for (size_t i = 0; i < count; ++i) words.emplace_back(positions[i], code);
}

std::string Encoder::value() const {
    if (words.empty()) return {};
    uint32_t last = 0;
    for (const auto &word : words) last = std::max(last, word.first);
    // Between two fields a hundred positions are free, between two quotations one.
    if (last / 8 > words.size() + 1024) throw Xapian::InvalidArgumentError("words are too far from one another");
    enum : unsigned char { is_word = 1, begins_section = 2, is_quoted = 4 };
    std::vector<unsigned char> marks(size_t(last) + 1);
    std::vector<Code> codes(size_t(last) + 1);
    for (const auto &[position, code] : words) {
        if (position == 0 || marks[position] != 0) throw Xapian::InvalidArgumentError("two words at one position");
        codes[position] = code;
        marks[position] = is_word;
    }
    const auto mark = [&](const std::vector<uint32_t> &positions, unsigned char sign) {
        for (const uint32_t position : positions) {
            if (position <= last) marks[position] |= sign;
        }
    };
    mark(sections, begins_section);
    mark(quoted, is_quoted);

    // Each number of words is counted from the one before.
    std::string holes, starts, quotations, lowers, uppers;
    uint32_t hole_count = 0, start_count = 0, quotation_count = 0;
    uint32_t hole_place = 0, start_place = 0, quotation_place = 0;
    uint32_t word = 0, free = 0;
    bool is_open = false;
    for (uint32_t position = 1; position <= last; ++position) {
        if (!(marks[position] & is_word)) {
            ++free;
            continue;
        }
        if (free > 0) {
            append(holes, word - std::exchange(hole_place, word));
            append(holes, std::exchange(free, 0));
            ++hole_count;
        }
        if (marks[position] & begins_section) {
            append(starts, word - std::exchange(start_place, word));
            ++start_count;
        }
        if (bool(marks[position] & is_quoted) != is_open) {
            append(quotations, word - std::exchange(quotation_place, word));
            is_open = !is_open;
            if (is_open) ++quotation_count;
        }
        const uint16_t lower = uint16_t(codes[position]);
        lowers.append(reinterpret_cast<const char *>(&lower), sizeof lower);
        uppers += char(codes[position] >> 16);
        ++word;
    }
    if (is_open) append(quotations, word - quotation_place);

    std::string value;
    value.reserve(holes.size() + starts.size() + quotations.size() + lowers.size() + uppers.size() + 20);
    append(value, word);
    append(value, title_length);
    append(value, hole_count);
    value += holes;
    append(value, start_count);
    value += starts;
    append(value, quotation_count);
    value += quotations;
    return value += lowers += uppers;
}

Lookup::Lookup(std::vector<std::pair<Code, size_t>> unordered) : words(std::move(unordered)) {
    std::sort(words.begin(), words.end());
    if (words.size() <= few) return;
    filter.resize((1 << 16) / 64);
    for (const auto &[code, number] : words) filter[uint16_t(code) / 64] |= uint64_t(1) << (code % 64);
}

Reader::Reader(const std::string &value) {
    if (value.empty()) return;
    Numbers numbers(value);
    count = numbers.next();
    title = numbers.next();
    uint32_t place = 0;
    for (uint32_t left = numbers.next_count(); left > 0; --left) {
        place += numbers.next();
        const uint32_t length = numbers.next();
        holes.emplace_back(place, length);
    }
    place = 0;
    for (uint32_t left = numbers.next_count(); left > 0; --left) sections.push_back(place += numbers.next());
    place = 0;
    for (uint32_t left = numbers.next_count(); left > 0; --left) {
        const uint32_t first = place += numbers.next();
        quotations.emplace_back(first, place += numbers.next());
    }
    if (numbers.rest_length() != size_t(count) * 3) throw Numbers::broken();
    lowers = reinterpret_cast<const char *>(numbers.rest());
    uppers = numbers.rest() + size_t(count) * 2;
}

}  // namespace sequence
