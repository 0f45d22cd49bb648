// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles

/// Hints gathered from one read of events, each needed only once.
struct HintBatch: Sendable {
    private struct Needs: OptionSet {
        let rawValue: UInt8
        static let check = Needs(rawValue: 1)
        static let folder = Needs(rawValue: 2)
        static let reading = Needs(rawValue: 4)
    }

    private var paths: [CorpusPath] = []
    private var needs: [CorpusPath: Needs] = [:]
    private var rescan: RescanReason?

    mutating func add(_ hint: CorpusHint) {
        switch hint {
        case .written(let path): add(path, .reading)
        case .check(let path): add(path, .check)
        case .folder(let path): add(path, .folder)
        case .everything(let reason):
            // An overflow asks for more than a mere comparison; the earliest for the most.
            if case .overflow = rescan { return }
            rescan = reason
        }
    }

    private mutating func add(_ path: CorpusPath, _ need: Needs) {
        if needs[path] == nil { paths.append(path) }
        needs[path, default: []].insert(need)
    }

    /// Takes the hints out, in the order of their paths' first mention, without those that others make needless.
    mutating func take() -> [CorpusHint] {
        defer { self = HintBatch() }
        guard !paths.isEmpty || rescan != nil else { return [] }
        var hints: [CorpusHint] = rescan.map { [.everything($0)] } ?? []
        let hasFolders = needs.values.contains { $0.contains(.folder) }
        for path in paths {
            guard let needs = needs[path] else { continue }
            if needs.contains(.reading) { hints.append(.written(path)) }
            guard rescan == nil, !(hasFolders && isBelowHintedFolder(path)) else { continue }
            if needs.contains(.folder) {
                hints.append(.folder(path))
            } else if needs == .check {
                hints.append(.check(path))
            }
        }
        return hints
    }

    private func isBelowHintedFolder(_ path: CorpusPath) -> Bool {
        var ancestor = path.parent
        while let folder = ancestor {
            if needs[folder]?.contains(.folder) == true { return true }
            ancestor = folder.parent
        }
        return false
    }
}
