// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_TABLE_READER_HPP
#define CX_GLASS_TABLE_READER_HPP

#include <string>
#include <string_view>
#include <vector>

#include "file.hpp"
#include "table_format.hpp"

namespace glass {

// Reads a table from its first entry to its last, whoever has written it.
//
// Throws DatabaseCorruptError for what is no table: no byte is read that is not there.
class TableReader {
  public:
    TableReader(const std::string &path, const Root &root);

    // Moves on to the next entry, at first to the first. Returns false if there is none. What was lent before is void.
    bool next();

    std::string_view key() const { return current_key; }
    // As it stands in the table.
    std::string_view tag() const { return current_tag; }
    bool is_deflated() const { return deflated; }

  private:
    // A block on the way from the root to a leaf.
    struct Step {
        std::vector<uint8_t> bytes;
        size_t directory_end = 0;
        // The place in the directory of the item that is next.
        size_t at = 0;
    };

    struct Item {
        std::string_view key, bytes;
        unsigned marks;
    };

    bool next_item(Item &item);
    void descend(uint32_t block, uint32_t level);
    void load(uint32_t block, uint32_t level);
    Item leaf_item(const Step &step, size_t offset) const;
    uint32_t child(const Step &step, size_t offset) const;

    const Root root;
    File file;
    // One a level, the leaf first.
    std::vector<Step> steps;
    bool has_begun = false;
    // Blocks that were read together.
    std::vector<uint8_t> window;
    uint64_t window_begin = 0, window_end = 0;
    // To no block lead two others: damage must not lead round for ever.
    uint64_t visited = 0, blocks = 0;

    std::string_view current_key, current_tag;
    bool deflated = false;
    // A key and a tag of several parts, put together.
    std::string joined_key, joined_tag;
};

}  // namespace glass

#endif
