// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CRISIS_SEARCH_CMESSAGEDIGEST_H
#define CRISIS_SEARCH_CMESSAGEDIGEST_H

#include <sha2.h>

#endif
