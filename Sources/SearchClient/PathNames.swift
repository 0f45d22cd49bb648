// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// How the command line names an article.
package enum ArticleReference: Hashable, Sendable {
    /// An id or the beginning of one.
    case id(String)
    /// An absolute path and which article of the file.
    case path(String, part: Int)

    /// What has a slash or a dot, or is the name of a file here, is a path; `PATH#2` is the article 2 of a file.
    package init(_ text: String, workingDirectory: String) {
        let absolute = absolutePath(text, workingDirectory: workingDirectory)
        if !text.contains("/"), !text.contains("."), !exists(absolute) {
            self = .id(text)
        } else if !exists(absolute), let mark = text.lastIndex(of: "#"),
            let part = Int(text[text.index(after: mark)...]),
            part >= 0
        {
            self = .path(absolutePath(String(text[..<mark]), workingDirectory: workingDirectory), part: part)
        } else {
            self = .path(absolute, part: 0)
        }
    }
}

/// `path` as the daemon knows it: absolute, without `.` and `..`, folders by their real names.
///
/// The last component is left as it is, link or not, and what does not exist is resolved by its spelling alone: a file
/// that is gone can still be asked for.
package func absolutePath(_ path: String, workingDirectory: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
    var components = whole.split(separator: "/").filter { $0 != "." }.map(String.init)
    // `folder/` and `folder/.` mean what is inside, wherever a link of that name leads.
    let namesInside = path.isEmpty || path.hasSuffix("/") || path == "." || path.hasSuffix("/.")
    guard !namesInside, let name = components.last, name != ".." else { return realPath(of: components) }
    components.removeLast()
    let folder = realPath(of: components)
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
}

/// The real path of the longest beginning that exists, the rest resolved by spelling.
private func realPath(of components: [String]) -> String {
    var existing = components
    var rest: [String] = []
    while !existing.isEmpty {
        if let real = realpath("/" + existing.joined(separator: "/"), nil) {
            defer { free(real) }
            return joined(String(cString: real), rest)
        }
        rest.insert(existing.removeLast(), at: 0)
    }
    return joined("/", rest)
}

private func joined(_ base: String, _ components: [String]) -> String {
    var result = base.split(separator: "/").map(String.init)
    for component in components {
        if component != ".." {
            result.append(component)
        } else if !result.isEmpty {
            result.removeLast()
        }
    }
    return "/" + result.joined(separator: "/")
}

private func exists(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
}

/// `path` as seen from `folder` if that is shorter, else as it is.
///
/// Both absolute.
func shorterPath(_ path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: base.count - shared)
    let relative = (up + target[shared...]).joined(separator: "/")
    return !relative.isEmpty && relative.utf8.count < path.utf8.count ? relative : path
}
