// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_maintenance.h"

#include <memory>
#include <sstream>

#include "glass/version_file.hpp"
#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

extern "C" {

cx_status cx_check(const char *path, size_t *faults, cx_buffer **report, cx_error **error) {
    *report = nullptr;
    return guarded(error, [&] {
        std::ostringstream words;
        const cx_reader::Source source{path, glass::VersionFile::bytes(path)};
        reading(source, [&] { *faults = Xapian::Database::check(path, 0, &words); });
        *report = new cx_buffer{words.str()};
    });
}

const char *cx_library_version(void) { return Xapian::version_string(); }

}  // extern "C"
