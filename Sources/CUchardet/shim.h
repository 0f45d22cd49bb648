// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CRISIS_SEARCH_CUCHARDET_H
#define CRISIS_SEARCH_CUCHARDET_H

#include <uchardet/uchardet.h>

#endif
