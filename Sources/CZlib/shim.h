// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CRISIS_SEARCH_CZLIB_H
#define CRISIS_SEARCH_CZLIB_H

#include <zlib.h>

#endif
