// SPDX-License-Identifier: GPL-3.0-or-later

// A table is a B-tree of entries, a key and a tag each, in blocks of one size. In every block stand, in this order: its
// revision (4 bytes), its level (1), two counts of free bytes and the end of the directory (2 each), the directory with
// an offset for each item (2 each), free bytes, and the items. Numbers of several bytes have the highest first.
//
// An item of a leaf (level 0) has its length less 3 (2 bytes, the upper three bits of which are marks), the length of
// the key (1), the key, the part's number (2) unless it is a tag's first part, and the tag or a part of it. One of a
// branch has the number of a block (4), the length of the key (1), the key and the number of a part (2), and leads to
// all items from that one on. The first item of the first leaf has an empty key, and so has the first of a branch.

#ifndef CX_GLASS_TABLE_FORMAT_HPP
#define CX_GLASS_TABLE_FORMAT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace glass {

// The library's own choice for a new database.
inline constexpr size_t block_size = 8192;

inline constexpr size_t level_at = 4, contiguous_free_at = 5, total_free_at = 7, directory_end_at = 9,
                        directory_at = 11, offset_size = 2;
inline constexpr size_t leaf_head = 3, part_size = 2, pointer_size = 4, branch_head = pointer_size + 1;
inline constexpr unsigned deflated_mark = 0x8000, last_mark = 0x4000, first_mark = 0x2000, length_mask = 0x1fff;
// More levels than any table can have.
inline constexpr int most_levels = 10;
// Four items of this length fit into a block. A longer tag is cut into parts.
inline constexpr size_t longest_item = (block_size - directory_at - 4 * offset_size) / 4;
// Tags of more bytes are deflated in the tables that are, where that makes them shorter.
inline constexpr size_t least_deflated = 18;

inline unsigned read2(const uint8_t *at) { return unsigned(at[0]) << 8 | at[1]; }
inline uint32_t read4(const uint8_t *at) { return uint32_t(read2(at)) << 16 | read2(at + 2); }
inline void write2(uint8_t *at, size_t number) {
    at[0] = uint8_t(number >> 8);
    at[1] = uint8_t(number);
}
inline void write4(uint8_t *at, uint32_t number) {
    write2(at, number >> 16);
    write2(at + 2, number & 0xffff);
}

// The revision of what is written: the first.
inline constexpr uint32_t revision = 1;

// Where a table begins, and what has to be known to go on from there.
struct Root {
    uint32_t block = 0;
    uint32_t level = 0;
    // Whether blocks of leaves follow one another in the order of keys.
    bool is_sequential = true;
    // Whether there is no table: no entries, and no file.
    bool is_empty = true;
    uint64_t entries = 0;
    uint32_t block_size = glass::block_size;
    uint32_t deflated_from = 0;
    // Blocks of the file.
    uint32_t blocks = 0;
};

}  // namespace glass

#endif
