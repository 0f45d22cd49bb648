// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"
#include "sequence.hpp"

// The longest term, in bytes as they are stored, where a NUL takes two. When a term is added the library looks at the
// bytes alone; a term too long only fails at the commit, and takes the whole batch with it.
static constexpr size_t longest_term = 245;

bool is_too_long(std::string_view term) {
    return term.size() + size_t(std::count(term.begin(), term.end(), '\0')) > longest_term;
}

void check_posting(const cx_document &source, const cx_posting &posting) {
    if (size_t(posting.term_offset) + posting.term_length > source.terms.length ||
        size_t(posting.first_position) + posting.position_count > source.position_count) {
        throw Xapian::InvalidArgumentError("a posting reaches beyond its document's buffers");
    }
    if (posting.placement == CX_SECTION_START) return;
    if (posting.term_length == 0) throw Xapian::InvalidArgumentError("a term is empty");
    if (is_too_long({reinterpret_cast<const char *>(source.terms.data) + posting.term_offset, posting.term_length})) {
        throw Xapian::InvalidArgumentError("a term is longer than 245 bytes");
    }
}

std::string sequence_of(const cx_document &source) {
    const char *terms = reinterpret_cast<const char *>(source.terms.data);
    sequence::Encoder sequence;
    for (size_t i = 0; i < source.posting_count; ++i) {
        const cx_posting &posting = source.postings[i];
        const uint32_t *positions = source.positions + posting.first_position;
        switch (posting.placement) {
            case CX_OWN_PLACES: break;
            case CX_WORD:
                sequence.add({terms + posting.term_offset, posting.term_length}, positions, posting.position_count);
                break;
            case CX_TITLE_WORD:
                if (posting.position_count > 0) sequence.extend_title(positions[posting.position_count - 1]);
                break;
            case CX_QUOTED_WORD:
                for (uint32_t p = 0; p < posting.position_count; ++p) sequence.mark_quoted(positions[p]);
                break;
            case CX_SECTION_START:
                for (uint32_t p = 0; p < posting.position_count; ++p) sequence.mark_section(positions[p]);
                break;
        }
    }
    return sequence.value();
}

Xapian::Document make_document(const cx_document &source) {
    Xapian::Document document;
    document.set_data(to_string(source.data));
    for (size_t i = 0; i < source.value_count; ++i) {
        document.add_value(source.values[i].slot, to_string(source.values[i].value));
    }
    const char *terms = reinterpret_cast<const char *>(source.terms.data);
    std::string term;
    for (size_t i = 0; i < source.posting_count; ++i) {
        const cx_posting &posting = source.postings[i];
        check_posting(source, posting);
        if (posting.placement == CX_SECTION_START) continue;
        const size_t own_places = posting.placement == CX_OWN_PLACES ? posting.position_count : 0;
        term.assign(terms + posting.term_offset, posting.term_length);
        // Each call looks the term up: its frequency comes with its first position.
        for (size_t p = 0; p < own_places; ++p) {
            document.add_posting(term, source.positions[posting.first_position + p], p == 0 ? posting.frequency : 0);
        }
        if (own_places == 0) document.add_term(term, posting.frequency);
    }
    if (std::string value = sequence_of(source); !value.empty()) document.add_value(source.sequence_slot, value);
    return document;
}

namespace {

// The first term of which two documents do not say the same; empty if there is none.
std::string different_term(const Xapian::Document &one, const Xapian::Document &other, const std::string &ignored) {
    auto a = one.termlist_begin(), b = other.termlist_begin();
    const auto end_a = one.termlist_end(), end_b = other.termlist_end();
    const auto is_ignored = [&](const std::string &term) {
        return !ignored.empty() && term.compare(0, ignored.size(), ignored) == 0;
    };
    while (true) {
        while (a != end_a && is_ignored(*a)) ++a;
        while (b != end_b && is_ignored(*b)) ++b;
        if (a == end_a || b == end_b) return a != end_a ? *a : b != end_b ? *b : std::string();
        const std::string first = *a, second = *b;
        if (first != second) return std::min(first, second);
        if (a.get_wdf() != b.get_wdf()) return first;
        // `one` is in memory: only where it has positions, the other one's are looked for on the disk.
        if (a.positionlist_count() > 0 &&
            !std::equal(a.positionlist_begin(), a.positionlist_end(), b.positionlist_begin(), b.positionlist_end())) {
            return first;
        }
        ++a;
        ++b;
    }
}

// The first slot whose value two documents do not share; BAD_VALUENO if there is none.
Xapian::valueno different_slot(const Xapian::Document &one, const Xapian::Document &other) {
    auto a = one.values_begin(), b = other.values_begin();
    const auto end_a = one.values_end(), end_b = other.values_end();
    while (a != end_a && b != end_b) {
        if (a.get_valueno() != b.get_valueno()) return std::min(a.get_valueno(), b.get_valueno());
        if (*a != *b) return a.get_valueno();
        ++a;
        ++b;
    }
    return a != end_a ? a.get_valueno() : b != end_b ? b.get_valueno() : Xapian::BAD_VALUENO;
}

}  // namespace

extern "C" {

cx_status cx_reader_compare(const cx_reader *reader, uint32_t id, const cx_document *document, cx_bytes ignored_prefix,
                            cx_buffer **difference, cx_error **error) {
    *difference = nullptr;
    return guarded_reading(error, *reader, [&] {
        const Xapian::Document expected = make_document(*document), found = reader->database.get_document(id);
        auto named = std::make_unique<cx_buffer>();
        if (expected.get_data() != found.get_data()) {
            named->bytes = "record";
        } else if (const auto slot = different_slot(expected, found); slot != Xapian::BAD_VALUENO) {
            named->bytes = "value " + std::to_string(slot);
        } else if (const auto term = different_term(expected, found, to_string(ignored_prefix)); !term.empty()) {
            named->bytes = "term " + term;
        }
        *difference = named.release();
    });
}

}  // extern "C"
