// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Where the program runs: what it writes to, its environment and its folder.
package struct Console {
    private let output: Int32
    private let errors: Int32
    private let variable: (String) -> String?
    /// Absolute.
    let workingDirectory: String

    /// - Parameters:
    ///   - output, errors: open file descriptors; they stay the caller's.
    ///   - environment: looks up a variable.
    package init(
        output: Int32,
        errors: Int32,
        workingDirectory: String,
        environment: @escaping (String) -> String?
    ) {
        self.output = output
        self.errors = errors
        self.workingDirectory = workingDirectory
        variable = environment
    }

    /// The console of this process.
    package static var standard: Console {
        let folder = getcwd(nil, 0)
        defer { free(folder) }
        return Console(
            output: STDOUT_FILENO,
            errors: STDERR_FILENO,
            workingDirectory: folder.map { String(cString: $0) } ?? "/",
            environment: { name in getenv(name).map { String(cString: $0) } }
        )
    }

    func environment(_ name: String) -> String? { variable(name) }

    var outputIsTerminal: Bool { isatty(output) == 1 }
    var errorsAreTerminal: Bool { isatty(errors) == 1 }

    /// Columns of the terminal, or of `COLUMNS`, or the default.
    var columns: Int {
        for descriptor in [output, errors] {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
            if descriptor == output, let set = environment("COLUMNS").flatMap({ Int($0) }), set > 0 { return set }
        }
        return ViewContext.defaultColumns
    }

    /// Lines of the terminal that an answer goes to; nil if it goes elsewhere.
    var rows: Int? {
        var size = winsize()
        guard outputIsTerminal, ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }

    /// Whether the locale is one of UTF-8, by the variable that decides (POSIX, section 8.2).
    var isUnicode: Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let locale = names.lazy.compactMap { environment($0) }.first { !$0.isEmpty } ?? ""
        return ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
    }

    /// Writes an answer.
    func write(_ bytes: [UInt8]) throws(OutputFailure) {
        try writeAll(bytes, to: output)
    }

    /// Writes an answer.
    func write(_ text: String) throws(OutputFailure) {
        try write(Array(text.utf8))
    }

    /// Writes to the error output.
    ///
    /// There is no one to tell if that fails.
    func complain(_ text: String) {
        try? writeAll(Array(text.utf8), to: errors)
    }
}

/// Why output ended early.
enum OutputFailure: Error, Hashable {
    /// Whoever read it has had enough, as `head` has.
    case closed
    /// The system's error number.
    case failed(Int32)
}

/// Writes all of `bytes`.
///
/// SIGPIPE must be ignored.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(OutputFailure) {
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes {
            Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
        }
        if count >= 0 {
            written += count
            continue
        }
        switch errno {
        case EINTR: continue
        case EPIPE: throw .closed
        case EAGAIN:
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&request, 1, -1)
        case let reason: throw .failed(reason)
        }
    }
}
