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

void require(glass::Table table, const Xapian::Database &database, Xapian::docid id, const std::string &folder) {
    if (shows(table, database, id)) return;
    const auto version = glass::VersionFile::read(folder);
    if (version.revision != database.get_revision()) throw Xapian::DatabaseModifiedError("a newer revision");
    if (version.roots[table].entries == 0) return;
    const std::string path = glass::path(folder, table);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) throw Xapian::DatabaseCorruptError(path + " is missing");
    if (descriptor < 0) throw Xapian::DatabaseOpeningError("cannot open " + path, errno);
    ::close(descriptor);
    // Others may have some, and this document none.
    if (shows(table, Xapian::Database(folder), id)) {
        throw Xapian::DatabaseModifiedError(path + " could not be opened before, and can be now");
    }
}

}  // namespace

void require_opened_tables(const Xapian::Database &database, const std::string &folder) {
    const auto first = database.postlist_begin({});
    if (first == database.postlist_end({})) return;
    for (const auto table : {glass::positions, glass::records, glass::terms}) {
        require(table, database, *first, folder);
    }
}
