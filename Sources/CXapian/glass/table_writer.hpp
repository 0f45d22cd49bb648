// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_TABLE_WRITER_HPP
#define CX_GLASS_TABLE_WRITER_HPP

#include <libdeflate.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "file.hpp"
#include "table_format.hpp"

namespace glass {

// Deflates tags as the library would. For one thread.
class Deflater {
  public:
    Deflater();
    // Empty if it would be no shorter. What is returned lives until the next call.
    std::string_view deflate(std::string_view tag);

  private:
    struct Free {
        void operator()(libdeflate_compressor *compressor) const { libdeflate_free_compressor(compressor); }
    };
    std::unique_ptr<libdeflate_compressor, Free> compressor;
    std::string output;
};

// Writes a table from its first entry to its last: blocks one behind the other, each of them full, and once.
//
// The library puts entries anywhere, and looks for the place of each.
class TableWriter {
  public:
    // The file is made when there is something to be written. `deflates`: whether tags are.
    TableWriter(std::string path, bool deflates);

    // Keys have to ascend, and have 1 to 255 bytes.
    void add(std::string_view key, std::string_view tag);
    // A tag that is as it has to stand in the table.
    void add_as_is(std::string_view key, std::string_view tag, bool is_deflated);

    // Writes what is left, and closes the file. Nothing may be added after that.
    //
    // `is_needed`: whether there has to be a file if there are no entries.
    Root finish(bool is_needed = false);

  private:
    // A block that is being filled.
    struct Block {
        std::array<uint8_t, block_size> bytes{};
        uint32_t number = 0;
        size_t directory_end = directory_at;
        size_t items_begin = block_size;

        void begin(uint32_t number, unsigned level);
        size_t free() const { return items_begin - directory_end; }
        // Room for an item.
        uint8_t *append(size_t length);
        void close();
    };

    void begin();
    void add_item(std::string_view key, unsigned part, std::string_view bytes, unsigned marks);
    // Says in the branch of this level that `block` begins with this key and part; `before` is the block before it.
    void add_separator(size_t level, uint32_t before, std::string_view key, unsigned part, uint32_t block);
    static void add_branch_item(Block &block, std::string_view key, unsigned part, uint32_t child);
    uint32_t next_block();
    // Writes the block of this level, which is full, and begins another. Returns the number of the full one.
    uint32_t replace(size_t level);
    void write(Block &block);
    void flush(size_t count);

    const std::string path;
    const bool deflates;
    File file;
    Deflater deflater;
    // One a level, the leaf first.
    std::vector<std::unique_ptr<Block>> open;
    std::string last_key;
    uint64_t entries = 0;
    uint32_t blocks = 0;
    // Blocks from `window_begin` on that are not written yet.
    std::vector<uint8_t> window;
    uint32_t window_begin = 0;
};

}  // namespace glass

#endif
