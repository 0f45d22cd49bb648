// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_status.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <new>

#include "guard.hpp"
#include "handles.hpp"

// The library has a class of errors for damage, but not for a table that ends before a block that it should hold.
static bool is_cut_off(const Xapian::DatabaseError &error) {
    return !error.get_error_string() && error.get_msg().find("EOF reading block") != std::string::npos;
}

// Xapian keeps the errno of a failed system call, but gives out only its text.
static bool is_caused_by(const Xapian::Error &error, std::initializer_list<int> codes) {
    const char *text = error.get_error_string();
    return text && std::any_of(codes.begin(), codes.end(),
                               [&](int code) { return std::strcmp(text, std::strerror(code)) == 0; });
}

static cx_status report(cx_error **error, cx_status status, const std::string &message) {
    if (error) *error = new (std::nothrow) cx_error{status, message};
    return status;
}

static cx_status report(cx_error **error, cx_status status, const Xapian::Error &failure) {
    if (is_caused_by(failure, {ENOSPC, EDQUOT})) status = CX_DISK_FULL;
    if (is_caused_by(failure, {EMFILE, ENFILE, ENOMEM})) status = CX_SHORTAGE;
    return report(error, status, failure.get_description());
}

// The catches go from the specific to the general, for the library's classes derive from one another.
cx_status translate_current_exception(cx_error **error) noexcept {
    try {
        try {
            throw;
        } catch (const Xapian::DatabaseLockError &failure) {
            return report(error, CX_LOCKED, failure);
        } catch (const Xapian::DatabaseModifiedError &failure) {
            return report(error, CX_MODIFIED, failure);
        } catch (const Xapian::DatabaseCorruptError &failure) {
            return report(error, CX_CORRUPT, failure);
        } catch (const Xapian::DatabaseVersionError &failure) {
            return report(error, CX_INCOMPATIBLE, failure);
        } catch (const Xapian::DatabaseNotFoundError &failure) {
            return report(error, CX_NOT_FOUND, failure);
        } catch (const Xapian::DocNotFoundError &failure) {
            return report(error, CX_NOT_FOUND, failure);
        } catch (const Xapian::NetworkError &failure) {
            return report(error, CX_NETWORK, failure);
        } catch (const Xapian::DatabaseError &failure) {
            return report(error, is_cut_off(failure) ? CX_CORRUPT : CX_OTHER, failure);
        } catch (const Xapian::LogicError &failure) {
            return report(error, CX_BAD_ARGUMENT, failure);
        } catch (const Xapian::Error &failure) {
            return report(error, CX_OTHER, failure);
        } catch (const std::bad_alloc &) {
            return report(error, CX_OUT_OF_MEMORY, "out of memory");
        } catch (const std::exception &failure) {
            return report(error, CX_OTHER, failure.what());
        } catch (...) {
            return report(error, CX_OTHER, "an exception of unknown type");
        }
    } catch (...) {
        // Even the report could not be made; the status alone must do.
        return CX_OUT_OF_MEMORY;
    }
}

extern "C" {

cx_status cx_error_status(const cx_error *error) { return error->status; }

const char *cx_error_message(const cx_error *error) { return error->message.c_str(); }

void cx_error_free(cx_error *error) { delete error; }

cx_bytes cx_buffer_bytes(const cx_buffer *buffer) {
    return {reinterpret_cast<const uint8_t *>(buffer->bytes.data()), buffer->bytes.size()};
}

void cx_buffer_free(cx_buffer *buffer) { delete buffer; }

}  // extern "C"
