// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_OPENED_TABLES_HPP
#define CX_OPENED_TABLES_HPP

#include <xapian.h>

#include <string>

// Makes sure that the library has open what a database holds, after opening it.
//
// Tables of positions, records and terms are optional to the library: one that cannot be opened, for want of
// descriptors say, is to it one that there is not, and phrases are found nowhere.
//
// Returns false if this is to be asked again of the database opened anew: somebody has committed, or what could not be
// opened can be now. Throws DatabaseOpeningError with the reason, DatabaseCorruptError if the table's file is gone.
bool has_opened_tables(const Xapian::Database &database, const std::string &folder);

#endif
