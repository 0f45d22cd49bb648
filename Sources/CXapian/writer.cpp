// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_writer.h"

#include <memory>

#include "document.hpp"
#include "guard.hpp"
#include "handles.hpp"

// A transaction is always open. Outside of one the library commits by itself, after so many documents and when a handle
// goes away: half a batch would be seen, and a batch could not be dropped.

extern "C" {

cx_status cx_writer_open(const char *path, unsigned flags, cx_writer **writer, cx_error **error) {
    *writer = nullptr;
    return guarded(error, [&] {
        int options = Xapian::DB_BACKEND_GLASS;
        options |= (flags & CX_WRITER_MUST_EXIST) ? Xapian::DB_OPEN : Xapian::DB_CREATE_OR_OPEN;
        if (flags & CX_WRITER_NO_SYNC) options |= Xapian::DB_NO_SYNC;
        if (flags & CX_WRITER_DANGEROUS) options |= Xapian::DB_DANGEROUS;
        auto opened = std::make_unique<cx_writer>(cx_writer{Xapian::WritableDatabase(path, options)});
        opened->database.begin_transaction();
        *writer = opened.release();
    });
}

cx_status cx_writer_close(cx_writer *writer, bool discard, cx_error **error) {
    cx_status status = CX_OK;
    if (!discard) status = guarded(error, [&] { writer->database.commit_transaction(); });
    // Whatever became of that: a database that is not closed keeps its lock as long as a view of it lives. A commit
    // that failed is not tried again, as the library would without a transaction.
    const auto close = [&] {
        try {
            writer->database.begin_transaction(false);
        } catch (const Xapian::InvalidOperationError &) {
            // One is open.
        }
        writer->database.close();
    };
    if (status == CX_OK) {
        status = guarded(error, close);
    } else {
        (void)guarded(nullptr, close);
    }
    delete writer;
    return status;
}

cx_status cx_writer_replace(cx_writer *writer, cx_bytes unique_term, const cx_document *document, uint32_t *id,
                            cx_error **error) {
    return guarded(error,
                   [&] { *id = writer->database.replace_document(to_string(unique_term), make_document(*document)); });
}

cx_status cx_writer_add(cx_writer *writer, const cx_document *document, uint32_t *id, cx_error **error) {
    return guarded(error, [&] { *id = writer->database.add_document(make_document(*document)); });
}

cx_status cx_writer_amend(cx_writer *writer, uint32_t id, const cx_amendment *amendment, cx_error **error) {
    return guarded(error, [&] {
        // The library writes only what differs if it gets the very document back that it gave out last.
        Xapian::Document document = writer->database.get_document(id);
        document.add_value(amendment->slot, to_string(amendment->value));
        std::string term;
        for (size_t i = 0; i < amendment->removed_count; ++i) {
            term = to_string(amendment->removed[i]);
            auto it = document.termlist_begin();
            it.skip_to(term);
            if (it != document.termlist_end() && *it == term) document.remove_term(term);
        }
        for (size_t i = 0; i < amendment->added_count; ++i) {
            term = to_string(amendment->added[i]);
            if (is_too_long(term)) throw Xapian::InvalidArgumentError("a term is longer than 245 bytes");
            document.add_boolean_term(term);
        }
        writer->database.replace_document(id, document);
    });
}

cx_status cx_writer_delete(cx_writer *writer, cx_bytes term, cx_error **error) {
    return guarded(error, [&] { writer->database.delete_document(to_string(term)); });
}

cx_status cx_writer_set_metadata(cx_writer *writer, cx_bytes key, cx_bytes value, cx_error **error) {
    return guarded(error, [&] { writer->database.set_metadata(to_string(key), to_string(value)); });
}

cx_status cx_writer_commit(cx_writer *writer, cx_error **error) {
    return guarded(error, [&] {
        writer->database.commit_transaction();
        writer->database.begin_transaction();
    });
}

cx_status cx_writer_view(cx_writer *writer, cx_reader **reader, cx_error **error) {
    *reader = nullptr;
    return guarded(error, [&] {
        const Xapian::Database view(writer->database);
        *reader = new cx_reader(view);
    });
}

}  // extern "C"
