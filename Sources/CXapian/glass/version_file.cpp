// SPDX-License-Identifier: GPL-3.0-or-later

#include "version_file.hpp"

#include <sys/random.h>
#include <xapian.h>

#include <algorithm>

#include "encoding.hpp"
#include "file.hpp"
#include "table_writer.hpp"

namespace glass {

namespace {

using namespace std::string_view_literals;

// The name of the format, and the day of its version: years since 2014, month and day, in 7, 4 and 5 bits.
constexpr std::string_view magic = "\x0f\x0dXapian Glass\x04\x6e"sv;
constexpr size_t identifier_length = 16;
constexpr size_t longest = 4096;
constexpr unsigned empty_mark = 1, sequential_mark = 2, level_shift = 2, block_size_shift = 11;

void append(std::string &bytes, const Root &root) {
    append_number(bytes, root.block);
    append_number(bytes, root.level << level_shift | (root.is_sequential ? sequential_mark : 0u) |
                             (root.is_empty ? empty_mark : 0u));
    append_number(bytes, root.entries);
    append_number(bytes, root.block_size >> block_size_shift);
    append_number(bytes, root.deflated_from);
    // Which blocks are free: those behind the last.
    std::string free;
    if (!root.is_empty) {
        append_number(free, glass::revision);
        append_number(free, root.blocks);
        free.append(4, '\0');
    }
    append_string(bytes, free);
}

Root root(Decoder &decoder) {
    Root root;
    root.block = uint32_t(decoder.number());
    const uint64_t marks = decoder.number();
    root.level = uint32_t(marks >> level_shift);
    root.is_sequential = marks & sequential_mark;
    root.is_empty = marks & empty_mark;
    root.entries = decoder.number();
    root.block_size = uint32_t(decoder.number() << block_size_shift);
    root.deflated_from = uint32_t(decoder.number());
    decoder.string();
    return root;
}

}  // namespace

std::string path(const std::string &folder, Table table) {
    static constexpr const char *names[table_count] = {"postlist", "docdata",  "termlist",
                                                       "position", "spelling", "synonym"};
    return folder + "/" + names[table] + ".glass";
}

std::string VersionFile::bytes(const std::string &folder) {
    std::string bytes(longest, '\0');
    bytes.resize(File::open(folder + "/iamglass").read(bytes.data(), bytes.size(), 0));
    return bytes;
}

VersionFile VersionFile::read(const std::string &folder) {
    const std::string bytes = VersionFile::bytes(folder);
    if (bytes.size() < magic.size() + identifier_length) throw Decoder::broken();
    if (bytes.compare(0, magic.size(), magic) != 0) {
        throw Xapian::DatabaseVersionError("the database in " + folder + " has another format");
    }
    Decoder decoder(std::string_view(bytes).substr(magic.size() + identifier_length));
    VersionFile file;
    file.revision = decoder.number();
    for (Root &root : file.roots) root = glass::root(decoder);
    file.documents = uint32_t(decoder.number());
    file.last_id = uint32_t(file.documents + decoder.number());
    file.least_length = uint32_t(decoder.number());
    file.greatest_frequency = uint32_t(decoder.number());
    file.greatest_length = uint32_t(file.greatest_frequency + decoder.number());
    decoder.number();
    file.total_length = decoder.number();
    decoder.number();
    if (!decoder.at_end()) throw Decoder::broken();
    return file;
}

void VersionFile::write(const std::string &folder) const {
    std::string bytes(magic);
    char identifier[identifier_length];
    if (getrandom(identifier, sizeof identifier, 0) != sizeof identifier) {
        throw Xapian::DatabaseError("the system gives no random numbers", errno);
    }
    bytes.append(identifier, sizeof identifier);
    append_number(bytes, revision);
    for (const Root &root : roots) append(bytes, root);
    append_number(bytes, documents);
    append_number(bytes, last_id - documents);
    append_number(bytes, least_length);
    append_number(bytes, greatest_frequency);
    append_number(bytes, greatest_length - greatest_frequency);
    append_number(bytes, 0);
    append_number(bytes, total_length);
    append_number(bytes, 0);
    File file = File::make(folder + "/iamglass");
    file.write(bytes.data(), bytes.size(), 0);
    file.close();
}

void VersionFile::count(uint32_t length) {
    ++documents;
    ++last_id;
    if (length > 0 && (least_length == 0 || length < least_length)) least_length = length;
    greatest_length = std::max(greatest_length, length);
    total_length += length;
}

void VersionFile::add(const VersionFile &other) {
    documents += other.documents;
    last_id += other.last_id;
    if (other.least_length > 0 && (least_length == 0 || other.least_length < least_length)) {
        least_length = other.least_length;
    }
    greatest_length = std::max(greatest_length, other.greatest_length);
    greatest_frequency = std::max(greatest_frequency, other.greatest_frequency);
    total_length += other.total_length;
}

}  // namespace glass
