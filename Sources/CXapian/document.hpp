// SPDX-License-Identifier: GPL-3.0-or-later

// The library's documents, made of the shim's.

#ifndef CX_DOCUMENT_HPP
#define CX_DOCUMENT_HPP

#include <xapian.h>

#include <string>
#include <string_view>

#include "cx_writer.h"

// Whether the library would take a term now and fail with it at the commit.
bool is_too_long(std::string_view term);

// Throws InvalidArgumentError for what no document can have.
void check_posting(const cx_document &source, const cx_posting &posting);

// The order of a document's words, empty if it has none. Its postings have to have been checked. Throws
// InvalidArgumentError if there cannot be such an order.
std::string sequence_of(const cx_document &source);

// Throws InvalidArgumentError for what no document can have.
Xapian::Document make_document(const cx_document &source);

#endif
