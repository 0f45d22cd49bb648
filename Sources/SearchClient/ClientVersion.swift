// SPDX-License-Identifier: GPL-3.0-or-later

/// The version of this program, as `--version` prints it.
package let clientVersion = "0.1.0"
