// SPDX-License-Identifier: GPL-3.0-or-later

/// The format of what goes over the socket and of what `--json` prints.
///
/// Every JSON object at the top of an answer, and of a line of a streamed one, begins with `"format": 1`. Within a
/// format members are added, and never renamed, removed or given another meaning: who ignores members that he does not
/// know goes on working.
public enum WireFormat {
    public static let current = 1
    /// The name of the member that tells it.
    public static let key = "format"
}
