// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_MERGE_HPP
#define CX_GLASS_MERGE_HPP

#include <functional>
#include <string>
#include <vector>

namespace glass {

// Merges the databases in some folders, which nobody writes to, into one in a new folder. Their documents keep their
// order, and those of each come behind those of the one before; tables are read and written once, from the first entry
// to the last, and lists of postings that were in many pieces are in few.
//
// `threads`: one, or two for two parts of the work. `proceed` is asked now and then, by any of them, whether to go on.
//
// Returns false if it was told not to; then, and where it throws, the folder is of no use.
bool merge(const std::vector<std::string> &sources, const std::string &folder, unsigned threads,
           const std::function<bool()> &proceed);

}  // namespace glass

#endif
