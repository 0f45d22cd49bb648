// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Yams

/// A file of outlets' names, `outlets.yaml`: a host and a name a line.
///
/// What cannot be read of it is told with its line, and the rest counts.
struct OutletFile {
    /// A line that says nothing, and why.
    struct Problem: Hashable, CustomStringConvertible {
        /// From 1.
        var line: Int
        var message: String

        var description: String { "line \(line): \(message)" }
    }

    private(set) var names = OutletNames()
    private(set) var problems: [Problem] = []

    /// A larger file is none of names.
    static let byteLimit = 4 << 20

    /// A longer name is a slip of the pen; in bytes.
    private static let longestName = 200

    /// Reads a file's text.
    init(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else {
            problems.append(Problem(line: 1, message: "there are more than \(Self.byteLimit) bytes: it is not read"))
            return
        }
        do {
            guard let root = try Yams.compose(yaml: text) else { return }
            read(root)
        } catch let error as YamlError {
            problems.append(
                Problem(line: error.line ?? 1, message: "this is no YAML, and nothing is read: \(error.reason)"))
        } catch {
            problems.append(Problem(line: 1, message: "this is no YAML, and nothing is read: \(error)"))
        }
    }

    private mutating func read(_ root: Node) {
        guard let mapping = root.mapping else {
            // A file of comments only is an empty scalar.
            if root.scalar?.string.isEmpty != true {
                problems.append(
                    Problem(line: root.mark?.line ?? 1, message: "it must hold lines like `example.org: Name`"))
            }
            return
        }
        for (key, value) in mapping {
            let line = key.mark?.line ?? value.mark?.line ?? 1
            let host = key.scalar?.string ?? ""
            guard let name = value.scalar?.string, !name.isEmpty, name.utf8.count <= Self.longestName else {
                problems.append(
                    Problem(line: line, message: "`\(host)` takes one name, of at most \(Self.longestName) bytes"))
                continue
            }
            guard names.add(name, for: host) else {
                problems.append(
                    Problem(line: line, message: "“\(host)” is no host: write `example.org`, without https:// and path")
                )
                continue
            }
        }
    }
}
