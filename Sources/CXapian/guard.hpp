// SPDX-License-Identifier: GPL-3.0-or-later

// No exception leaves the shim: each entry point runs its body inside `guarded`.

#ifndef CX_GUARD_HPP
#define CX_GUARD_HPP

#include "cx_status.h"

// Turns the exception in flight into a status, and into an error if `error` is not NULL.
cx_status translate_current_exception(cx_error **error) noexcept;

template <typename Body>
cx_status guarded(cx_error **error, Body body) noexcept {
    if (error) *error = nullptr;
    try {
        body();
        return CX_OK;
    } catch (...) {
        return translate_current_exception(error);
    }
}

#endif
