// SPDX-License-Identifier: GPL-3.0-or-later

#include "table_reader.hpp"

#include <xapian.h>

#include <algorithm>
#include <cstring>

#include "encoding.hpp"

namespace glass {

namespace {

// Bytes that are read at once: mostly the next leaves follow.
constexpr size_t window_size = 512 << 10;

}  // namespace

TableReader::TableReader(const std::string &path, const Root &root) : root(root) {
    if (root.is_empty) return;
    const bool is_power = (root.block_size & (root.block_size - 1)) == 0;
    if (!is_power || root.block_size < 2048 || root.block_size > 65536 || root.level >= most_levels) {
        throw Decoder::broken();
    }
    file = File::open(path);
    blocks = file.size() / root.block_size;
    steps.resize(root.level + 1);
    for (Step &step : steps) step.bytes.resize(root.block_size);
    window.resize(std::max<size_t>(window_size, root.block_size));
}

bool TableReader::next() {
    if (root.is_empty) return false;
    Item item;
    if (!has_begun) {
        has_begun = true;
        descend(root.block, root.level);
        // The first item of all has an empty key, and is no entry.
        if (!next_item(item) || !item.key.empty()) throw Decoder::broken();
    }
    if (!next_item(item)) return false;
    if (!(item.marks & first_mark) || item.key.empty()) throw Decoder::broken();
    deflated = item.marks & deflated_mark;
    current_key = item.key;
    current_tag = item.bytes;
    if (item.marks & last_mark) return true;
    joined_key.assign(item.key);
    joined_tag.assign(item.bytes);
    do {
        if (!next_item(item) || item.marks & first_mark || item.key != joined_key) throw Decoder::broken();
        joined_tag += item.bytes;
    } while (!(item.marks & last_mark));
    current_key = joined_key;
    current_tag = joined_tag;
    return true;
}

bool TableReader::next_item(Item &item) {
    size_t level = 0;
    while (steps[level].at >= steps[level].directory_end) {
        if (++level == steps.size()) return false;
    }
    Step &step = steps[level];
    const size_t offset = read2(step.bytes.data() + step.at);
    step.at += offset_size;
    if (level > 0) {
        descend(child(step, offset), uint32_t(level - 1));
        return next_item(item);
    }
    item = leaf_item(step, offset);
    return true;
}

// Goes down to the first leaf below a block.
void TableReader::descend(uint32_t block, uint32_t level) {
    for (;; --level) {
        load(block, level);
        if (level == 0) return;
        Step &step = steps[level];
        block = child(step, read2(step.bytes.data() + step.at));
        step.at += offset_size;
    }
}

void TableReader::load(uint32_t block, uint32_t level) {
    const size_t size = root.block_size;
    const uint64_t begin = uint64_t(block) * size;
    if (begin < window_begin || begin + size > window_end) {
        window_begin = begin;
        window_end = begin + file.read(window.data(), window.size() / size * size, begin);
        if (begin + size > window_end) throw Decoder::broken();
    }
    if (++visited > blocks) throw Decoder::broken();
    Step &step = steps[level];
    std::memcpy(step.bytes.data(), window.data() + (begin - window_begin), size);
    step.directory_end = read2(step.bytes.data() + directory_end_at);
    step.at = directory_at;
    const size_t length = step.directory_end - directory_at;
    if (step.bytes[level_at] != level || step.directory_end <= directory_at || step.directory_end > size ||
        length % offset_size != 0) {
        throw Decoder::broken();
    }
}

TableReader::Item TableReader::leaf_item(const Step &step, size_t offset) const {
    const size_t size = root.block_size;
    if (offset < step.directory_end || offset + leaf_head > size) throw Decoder::broken();
    const uint8_t *at = step.bytes.data() + offset;
    const unsigned marks = read2(at);
    const size_t length = (marks & length_mask) + leaf_head, key_length = at[2];
    const size_t head = leaf_head + key_length + (marks & first_mark ? 0 : part_size);
    if (offset + length > size || head > length) throw Decoder::broken();
    const char *bytes = reinterpret_cast<const char *>(at);
    return {{bytes + leaf_head, key_length}, {bytes + head, length - head}, marks};
}

uint32_t TableReader::child(const Step &step, size_t offset) const {
    if (offset < step.directory_end || offset + branch_head > root.block_size) throw Decoder::broken();
    return read4(step.bytes.data() + offset);
}

}  // namespace glass
