// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension IndexFolder {
    /// Merges databases that have no file in common into a new one, which is complete and compact.
    ///
    /// Takes as much of the disk as the databases take.
    ///
    /// - Parameters:
    ///   - threads: how many may work at it, 1 or more; more than two do not help.
    ///   - proceed: asked now and then whether to go on, by any of them.
    /// - Returns: the new database's name, or nil if it was told not to go on. If it is to be searched, it has to be
    ///   ``synchronize(_:)``d.
    /// - Throws: what keeps it from being completed; nothing of it is left then.
    package func merge(
        _ databases: [String],
        threads: Int = 1,
        _ proceed: @escaping @Sendable () -> Bool = { true }
    ) throws(IndexError) -> String? {
        let name = nextName()
        do throws(IndexError) {
            if try Self.merge(databases.map(folder(of:)), into: folder(of: name), threads, proceed) { return name }
        } catch {
            remove(name)
            throw error
        }
        remove(name)
        return nil
    }

    private final class Question: Sendable {
        let proceed: @Sendable () -> Bool
        init(_ proceed: @escaping @Sendable () -> Bool) { self.proceed = proceed }
    }

    private static func merge(
        _ sources: [String],
        into target: String,
        _ threads: Int,
        _ proceed: @escaping @Sendable () -> Bool
    ) throws(IndexError) -> Bool {
        let names = sources.map { Array($0.utf8CString) }
        let joined = names.flatMap(\.self)
        let question = Question(proceed)
        defer { withExtendedLifetime(question) {} }
        var options = cx_merge_options(
            threads: UInt32(clamping: threads),
            proceed: { context in
                guard let context else { return true }
                return Unmanaged<Question>.fromOpaque(context).takeUnretainedValue().proceed()
            },
            context: Unmanaged.passUnretained(question).toOpaque())
        var isComplete = false
        try joined.withUnsafeBufferPointer { (buffer) throws(IndexError) in
            var start = 0
            let pointers = names.map { name in
                defer { start += name.count }
                return buffer.baseAddress.map { $0 + start }
            }
            try shim { cx_merge(pointers, pointers.count, target, &options, &isComplete, $0) }
        }
        return isComplete
    }
}
