// SPDX-License-Identifier: GPL-3.0-or-later

#include "table_writer.hpp"

#include <xapian.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace glass {

namespace {

// What is written at once.
constexpr size_t window_blocks = 64;

// The shortest beginning of `key` that comes after `previous`.
size_t separator_length(std::string_view previous, std::string_view key) {
    const size_t shorter = std::min(previous.size(), key.size());
    size_t same = 0;
    while (same < shorter && previous[same] == key[same]) ++same;
    return std::min(same + 1, key.size());
}

}  // namespace

// The fastest level: of tags of two kilobytes it makes less than a hundredth more than the slowest that is of use here.
Deflater::Deflater() : compressor(libdeflate_alloc_compressor(1)) {
    if (!compressor) throw std::bad_alloc();
}

std::string_view Deflater::deflate(std::string_view tag) {
    if (output.size() < tag.size()) output.resize(std::max<size_t>(tag.size(), 16 << 10));
    const size_t length =
        libdeflate_deflate_compress(compressor.get(), tag.data(), tag.size(), output.data(), tag.size() - 1);
    return {output.data(), length};
}

void TableWriter::Block::begin(uint32_t number, unsigned level) {
    bytes.fill(0);
    this->number = number;
    directory_end = directory_at;
    items_begin = block_size;
    write4(bytes.data(), revision);
    bytes[level_at] = uint8_t(level);
}

uint8_t *TableWriter::Block::append(size_t length) {
    items_begin -= length;
    write2(bytes.data() + directory_end, items_begin);
    directory_end += offset_size;
    return bytes.data() + items_begin;
}

void TableWriter::Block::close() {
    write2(bytes.data() + contiguous_free_at, free());
    write2(bytes.data() + total_free_at, free());
    write2(bytes.data() + directory_end_at, directory_end);
}

TableWriter::TableWriter(std::string path, bool deflates) : path(std::move(path)), deflates(deflates) {}

void TableWriter::begin() {
    file = File::make(path);
    window.resize(window_blocks * block_size);
    open.push_back(std::make_unique<Block>());
    open[0]->begin(next_block(), 0);
    write2(open[0]->append(leaf_head), first_mark | last_mark);
}

void TableWriter::add(std::string_view key, std::string_view tag) {
    if (deflates && tag.size() > least_deflated) {
        if (const std::string_view deflated = deflater.deflate(tag); !deflated.empty()) {
            return add_as_is(key, deflated, true);
        }
    }
    add_as_is(key, tag, false);
}

void TableWriter::add_as_is(std::string_view key, std::string_view tag, bool is_deflated) {
    if (key.empty() || key.size() > 255) throw Xapian::InvalidArgumentError("a key is longer than 255 bytes");
    if (open.empty()) begin();
    ++entries;
    const unsigned deflated = is_deflated ? deflated_mark : 0;
    const size_t head = leaf_head + key.size();
    if (head + tag.size() <= longest_item) {
        add_item(key, 1, tag, deflated | first_mark | last_mark);
    } else {
        // The first part fills the block if that makes for no part more.
        const size_t most = longest_item - head - part_size;
        size_t first = most + part_size;
        const size_t room = open[0]->free() % (longest_item + offset_size), needed = offset_size + head + part_size;
        if (room > needed && room - needed >= (tag.size() - part_size) % most) first = room - needed + part_size;
        const size_t parts = (tag.size() - first + most - 1) / most + 1;
        if (parts > UINT16_MAX) throw Xapian::InvalidArgumentError("an entry is too large for a table");
        for (size_t part = 1; part <= parts; ++part) {
            const std::string_view bytes = tag.substr(0, part == 1 ? first : most);
            tag.remove_prefix(bytes.size());
            add_item(key, unsigned(part), bytes,
                     deflated | (part == 1 ? first_mark : 0) | (part == parts ? last_mark : 0));
        }
    }
    last_key.assign(key);
}

void TableWriter::add_item(std::string_view key, unsigned part, std::string_view bytes, unsigned marks) {
    const size_t length = leaf_head + key.size() + (part > 1 ? part_size : 0) + bytes.size();
    if (open[0]->free() < length + offset_size) {
        const uint32_t full = replace(0);
        const std::string_view previous = part > 1 ? key : std::string_view(last_key);
        add_separator(1, full, key.substr(0, separator_length(previous, key)), part, open[0]->number);
    }
    uint8_t *at = open[0]->append(length);
    write2(at, (length - leaf_head) | marks);
    at[2] = uint8_t(key.size());
    at += leaf_head;
    std::memcpy(at, key.data(), key.size());
    at += key.size();
    if (part > 1) {
        write2(at, part);
        at += part_size;
    }
    if (!bytes.empty()) std::memcpy(at, bytes.data(), bytes.size());
}

void TableWriter::add_separator(size_t level, uint32_t before, std::string_view key, unsigned part, uint32_t block) {
    if (level == open.size()) {
        if (level == most_levels) throw Xapian::DatabaseError("a table has too many levels");
        open.push_back(std::make_unique<Block>());
        open[level]->begin(next_block(), unsigned(level));
        add_branch_item(*open[level], {}, 0, before);
    }
    if (open[level]->free() < branch_head + key.size() + part_size + offset_size) {
        const uint32_t full = replace(level);
        add_separator(level + 1, full, key, part, open[level]->number);
        // The branch above says where this one begins.
        key = {};
        part = 0;
    }
    add_branch_item(*open[level], key, part, block);
}

void TableWriter::add_branch_item(Block &block, std::string_view key, unsigned part, uint32_t child) {
    uint8_t *at = block.append(branch_head + key.size() + part_size);
    write4(at, child);
    at[pointer_size] = uint8_t(key.size());
    if (!key.empty()) std::memcpy(at + branch_head, key.data(), key.size());
    write2(at + branch_head + key.size(), part);
}

uint32_t TableWriter::next_block() {
    if (blocks == UINT32_MAX) throw Xapian::DatabaseError("a table has too many blocks");
    return blocks++;
}

uint32_t TableWriter::replace(size_t level) {
    const uint32_t full = open[level]->number;
    write(*open[level]);
    open[level]->begin(next_block(), unsigned(level));
    return full;
}

void TableWriter::write(Block &block) {
    block.close();
    // Branches are complete long after the leaves around them.
    if (block.number < window_begin) {
        return file.write(block.bytes.data(), block_size, uint64_t(block.number) * block_size);
    }
    while (block.number - window_begin >= window_blocks) flush(window_blocks);
    std::memcpy(window.data() + (block.number - window_begin) * block_size, block.bytes.data(), block_size);
}

void TableWriter::flush(size_t count) {
    file.write(window.data(), count * block_size, uint64_t(window_begin) * block_size);
    std::fill(window.begin(), window.end(), 0);
    window_begin += uint32_t(count);
}

Root TableWriter::finish(bool is_needed) {
    Root root;
    root.deflated_from = deflates ? least_deflated : 0;
    if (open.empty()) {
        if (!is_needed) return root;
        begin();
    }
    for (const auto &block : open) write(*block);
    while (blocks - window_begin > window_blocks) flush(window_blocks);
    flush(blocks - window_begin);
    file.close();
    root.block = open.back()->number;
    root.level = uint32_t(open.size() - 1);
    root.is_empty = false;
    root.entries = entries;
    root.blocks = blocks;
    return root;
}

}  // namespace glass
