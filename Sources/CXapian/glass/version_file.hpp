// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_VERSION_FILE_HPP
#define CX_GLASS_VERSION_FILE_HPP

#include <array>
#include <string>

#include "table_format.hpp"

namespace glass {

enum Table : size_t { postings, records, terms, positions, spellings, synonyms, table_count };

// Where a table of the database in a folder lies.
std::string path(const std::string &folder, Table table);

// Whether a table's tags are deflated.
constexpr bool deflates(Table table) { return table != postings && table != positions; }

// Says where the tables of a database begin, and what holds for all of its documents: the file by which a folder
// becomes a database, written last.
struct VersionFile {
    // Of the commit that wrote it.
    uint64_t revision = glass::revision;
    std::array<Root, table_count> roots;
    uint32_t documents = 0;
    uint32_t last_id = 0;
    // Of documents that have a length, 0 if none has.
    uint32_t least_length = 0;
    uint32_t greatest_length = 0;
    uint32_t greatest_frequency = 0;
    uint64_t total_length = 0;

    // Throws DatabaseNotFoundError, DatabaseError, DatabaseVersionError, DatabaseCorruptError.
    static VersionFile read(const std::string &folder);
    // The file as it is: each commit writes another. Throws DatabaseNotFoundError, DatabaseError.
    static std::string bytes(const std::string &folder);
    void write(const std::string &folder) const;

    // A document of this length.
    void count(uint32_t length);
    // All documents of another database, whose numbers come after those of this one.
    void add(const VersionFile &other);
};

}  // namespace glass

#endif
