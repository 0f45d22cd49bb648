// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_VOCABULARY_HPP
#define CX_GLASS_VOCABULARY_HPP

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace glass {

// Numbers terms, from 0, in the order in which they come. They lie in one piece of memory, and are found through an
// open-addressing table: no term costs an allocation.
class Vocabulary {
  public:
    Vocabulary() : slots(1 << 12) {}

    // What a term is looked for by. The table is larger than the processor's nearest caches: it is worth while to
    // find out the hashes of many terms first, which fetches where they are, and then their numbers.
    uint32_t hash(std::string_view term) const {
        const uint32_t hash = hash_of(term);
        __builtin_prefetch(&slots[hash & (slots.size() - 1)]);
        return hash;
    }

    uint32_t number(std::string_view term, uint32_t hash) {
        for (size_t at = hash & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
            const Slot &slot = slots[at];
            if (slot.number == 0) return insert(at, hash, term);
            if (slot.hash == hash && (*this)[slot.number - 1] == term) return slot.number - 1;
        }
    }

    std::string_view operator[](uint32_t number) const {
        return {letters.data() + ends[number], ends[number + 1] - ends[number]};
    }

    uint32_t size() const { return uint32_t(ends.size() - 1); }
    size_t memory() const {
        return letters.capacity() + ends.capacity() * sizeof(size_t) + slots.size() * sizeof(Slot);
    }

    // The numbers of all terms in the order of the terms.
    std::vector<uint32_t> sorted() const {
        // Most comparisons are decided by the first eight bytes.
        struct Entry {
            uint64_t start;
            uint32_t number;
        };
        std::vector<Entry> entries(size());
        for (uint32_t number = 0; number < size(); ++number) entries[number] = {start((*this)[number]), number};
        std::sort(entries.begin(), entries.end(), [this](const Entry &a, const Entry &b) {
            return a.start != b.start ? a.start < b.start : (*this)[a.number] < (*this)[b.number];
        });
        std::vector<uint32_t> numbers(entries.size());
        std::transform(entries.begin(), entries.end(), numbers.begin(),
                       [](const Entry &entry) { return entry.number; });
        return numbers;
    }

  private:
    struct Slot {
        uint32_t hash = 0;
        // Plus 1; 0 is free.
        uint32_t number = 0;
    };

    uint32_t insert(size_t at, uint32_t hash, std::string_view term) {
        letters.append(term);
        ends.push_back(letters.size());
        slots[at] = {hash, size()};
        if (size() * size_t(2) > slots.size()) grow();
        return size() - 1;
    }

    void grow() {
        std::vector<Slot> larger(slots.size() * 2);
        for (const Slot &slot : slots) {
            if (slot.number == 0) continue;
            size_t at = slot.hash & (larger.size() - 1);
            while (larger[at].number != 0) at = (at + 1) & (larger.size() - 1);
            larger[at] = slot;
        }
        slots = std::move(larger);
    }

    // Multiplies and folds eight bytes at a time. It is never seen from outside.
    static uint32_t hash_of(std::string_view term) {
        uint64_t hash = 0x9e3779b97f4a7c15 ^ term.size();
        for (; term.size() >= 8; term.remove_prefix(8)) hash = fold(hash ^ load(term.data(), 8));
        hash = fold(hash ^ load(term.data(), term.size()));
        return uint32_t(hash ^ hash >> 32);
    }

    static uint64_t load(const char *from, size_t count) {
        uint64_t bytes = 0;
        std::memcpy(&bytes, from, count);
        return bytes;
    }

    static uint64_t fold(uint64_t number) {
        const auto product = static_cast<unsigned __int128>(number) * 0xd6e8feb86659fd93;
        return uint64_t(product) ^ uint64_t(product >> 64);
    }

    static uint64_t start(std::string_view term) {
        return __builtin_bswap64(load(term.data(), std::min<size_t>(term.size(), 8)));
    }

    std::string letters;
    std::vector<size_t> ends{0};
    // A power of two, at most half full.
    std::vector<Slot> slots;
};

}  // namespace glass

#endif
