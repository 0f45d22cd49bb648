// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import Glibc
import Testing
import TestSupport

/// Does random things to a corpus in few places, so that they meet: the same names again and again, files and folders in
/// each other's place, moves in and out.
private struct RandomChanges {
    let scratch: ScratchFolder
    var generator: SeededGenerator

    private mutating func name() -> String {
        var name = Int.random(in: 0..<8, using: &generator) == 0 ? "outside" : "corpus"
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            name += "/\(["a", "b", "c"][Int.random(in: 0..<3, using: &generator)])"
        }
        return name
    }

    /// Few different contents, most alike in size.
    private mutating func content() -> String {
        "text \(Int.random(in: 0..<30, using: &generator))"
    }

    /// One change; what cannot be done (there is no such file, say) is left.
    mutating func change() {
        let (one, other, content) = (name(), name(), content())
        switch Int.random(in: 0..<24, using: &generator) {
        case 0..<6: write(one, content)
        case 6, 7: if isInCorpus(one) { try? scratch.append(one, content) }
        case 8, 9: try? scratch.makeFolder(one)
        case 10, 11:
            try? scratch.makeFolder(one)
            write("\(one)/a", content)
        case 12..<16: try? scratch.rename(one, other)
        case 16: try? scratch.link(one, other)
        case 17: try? scratch.setMode(one, 0o755)
        case 18: try? scratch.setModified(one, 1_000_000)
        case 19: try? scratch.symlink(scratch[other].description, one)
        case 20: removeAll(scratch[one])
        case 21:
            removeAll(scratch[one])
            write(one, content)
        default: try? scratch.remove(one)
        }
    }

    private func isInCorpus(_ name: String) -> Bool {
        name.hasPrefix("corpus")
    }

    /// Outside, always another file: the kernel is silent when a file of the corpus is written by a name outside of it.
    private func write(_ name: String, _ content: String) {
        if !isInCorpus(name) { try? scratch.remove(name) }
        try? scratch.write(name, content)
    }

    private func removeAll(_ path: CorpusPath) {
        var status = stat()
        if lstat(path.description, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            for name in ["a", "b", "c"] { removeAll(path.appending(name)) }
        }
        _ = path.withCString { Glibc.remove($0) }
    }
}

@Suite("Random changes")
struct RandomChangesTests {
    @Test("whatever happens, the hints lead to what is on the disk", arguments: 0..<4)
    func mirrorsTheDisk(run: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        let scratch = try ScratchFolder()
        try scratch.makeFolder("corpus")
        try scratch.makeFolder("outside")
        let mirror = Mirror(Corpus(roots: [scratch["corpus"]]), pollInterval: .milliseconds(300))
        var changes = RandomChanges(scratch: scratch, generator: SeededGenerator(seed: seed))
        for number in 1...3000 {
            changes.change()
            if number.isMultiple(of: 250) {
                mirror.expectEqualToDisk(within: 20, "seed \(seed), after \(number) changes")
            }
        }
    }
}
