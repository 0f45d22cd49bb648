// SPDX-License-Identifier: GPL-3.0-or-later

/// The version of client and daemon.
public enum Version {
    public static let current = "0.1.0"
}
