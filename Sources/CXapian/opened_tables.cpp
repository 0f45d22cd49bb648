// SPDX-License-Identifier: GPL-3.0-or-later

#include "opened_tables.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "glass/version_file.hpp"

namespace {

// Whether the table of positions, of records or of terms has anything for a document. Of one that is not open it has
// not.
bool shows(glass::Table table, const Xapian::Database &database, Xapian::docid id) {
    switch (table) {
        case glass::positions:
            // Of all documents.
            return database.has_positions();
        case glass::records: return !database.get_document(id).get_data().empty();
        default: try { return database.termlist_begin(id) != database.termlist_end(id);
            } catch (const Xapian::FeatureUnavailableError &) {
                return false;
            }
    }
}

bool is_opened(glass::Table table, const Xapian::Database &database, Xapian::docid id, const std::string &folder) {
    if (shows(table, database, id)) return true;
    const auto version = glass::VersionFile::read(folder);
    if (version.revision != database.get_revision()) return false;
    if (version.roots[table].entries == 0) return true;
    const std::string path = glass::path(folder, table);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) throw Xapian::DatabaseCorruptError(path + " is missing");
    if (descriptor < 0) throw Xapian::DatabaseOpeningError("cannot open " + path, errno);
    ::close(descriptor);
    // Others may have some, and this document none.
    return !shows(table, Xapian::Database(folder), id);
}

}  // namespace

bool has_opened_tables(const Xapian::Database &database, const std::string &folder) {
    const auto first = database.postlist_begin({});
    if (first == database.postlist_end({})) return true;
    for (const auto table : {glass::positions, glass::records, glass::terms}) {
        if (!is_opened(table, database, *first, folder)) return false;
    }
    return true;
}
