// SPDX-License-Identifier: GPL-3.0-or-later

// The library's documents, made of the shim's.

#ifndef CX_DOCUMENT_HPP
#define CX_DOCUMENT_HPP

#include <xapian.h>

#include <string>

#include "cx_writer.h"

// Whether the library would take a term now and fail with it at the commit.
bool is_too_long(const std::string &term);

// Throws InvalidArgumentError for what no document can have.
Xapian::Document make_document(const cx_document &source);

#endif
