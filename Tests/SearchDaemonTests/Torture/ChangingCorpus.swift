// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc
import TestSupport

/// Does random things to the folder `corpus` of a scratch folder, all that people and programs do to saved articles.
///
/// It keeps no account of what should be there: what is on the disk says that (``DiskTruth``). What cannot be done just now,
/// because there is no such file, say, is left.
struct ChangingCorpus {
    private let corpus: CorpusPath
    private let outside: CorpusPath
    private(set) var random: SeededGenerator
    /// Words that were written at some time, each once.
    private(set) var words = 0
    private var names = 0
    /// What was done how often, by name.
    private(set) var counts: [String: Int] = [:]

    /// - Parameter scratch: has the folders `corpus` and `outside`.
    init(_ scratch: Scratch, seed: UInt64) throws {
        corpus = try CorpusPath(resolving: scratch["corpus"])
        outside = try CorpusPath(resolving: scratch["outside"])
        random = SeededGenerator(seed: seed)
    }

    /// The word with a number: no two words are alike in their stems, and all have one length.
    static func word(_ number: Int) -> String {
        var digits = String(number).map {
            Character(String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0.wholeNumberValue ?? 0))))
        }
        while digits.count < 6 { digits.insert("a", at: 0) }
        return "zq" + String(digits) + "kx"
    }

    private mutating func newWord() -> String {
        words += 1
        return Self.word(words)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    // MARK: Operations

    /// Does one thing.
    mutating func change() {
        let operations: [(weight: Int, name: String, body: (inout Self) -> Void)] = [
            (20, "write", { $0.write($0.newFile()) }),
            (8, "append", { corpus in corpus.someFile().map { corpus.append($0) } }),
            (12, "rewrite", { corpus in corpus.someFile().map { corpus.write($0) } }),
            (6, "rewrite within a tick", { $0.rewriteWithinTick() }),
            (8, "replace from outside", { corpus in corpus.someFile().map { corpus.replace($0) } }),
            (6, "rename within the folder", { $0.renameWithin() }),
            (
                6, "rename across folders",
                { corpus in corpus.someFile().map { corpus.rename($0, to: corpus.newFile()) } }
            ),
            (3, "rename over another", { $0.renameOver() }),
            (4, "move in from outside", { $0.replace($0.newFile()) }),
            (2, "move out", { $0.moveOut() }),
            (10, "delete", { corpus in corpus.someFile().map { corpus.remove($0) } }),
            (3, "truncate", { corpus in corpus.someFile().map { _ = $0.withCString { truncate($0, 0) } } }),
            (2, "a folder in a file's place", { $0.folderForFile() }),
            (2, "a file in a folder's place", { $0.fileForFolder() }),
            (4, "chmod", { corpus in corpus.someFile().map { path in _ = path.withCString { chmod($0, 0o600) } } }),
            (3, "symlink", { $0.symlink() }),
            (3, "hard link", { $0.hardLink() }),
            (3, "mtime set back", { $0.setBack() }),
            (3, "rsync -a", { $0.synchronize() }),
            (4, "make a folder", { $0.makeFolder() }),
            (3, "rename a folder", { $0.renameFolder() }),
            (2, "remove a folder", { corpus in corpus.someFolder().map { removeTree($0) } }),
            (2, "move a folder in", { $0.moveFolderIn() }),
            (1, "move a folder out", { $0.moveFolderOut() }),
            (3, "save as editors do", { $0.saveAsEditors() }),
            (1, "make a pipe", { corpus in _ = corpus.newFile().withCString { mkfifo($0, 0o600) } }),
            (1, "make a deep path", { $0.makeDeep() }),
        ]
        var left = Int.random(in: 0..<operations.reduce(0) { $0 + $1.weight }, using: &random)
        for operation in operations {
            left -= operation.weight
            guard left < 0 else { continue }
            counts[operation.name, default: 0] += 1
            operation.body(&self)
            return
        }
    }

    private mutating func rewriteWithinTick() {
        guard let file = someFile() else { return }
        // Of one length, so that size tells nothing: only an event or the content can.
        write(file)
        write(file)
        write(file)
    }

    private mutating func renameWithin() {
        guard let file = someFile(), let folder = file.parent else { return }
        rename(file, to: folder.appending(newName()))
    }

    private mutating func renameOver() {
        guard let file = someFile(), let other = someFile(), file != other else { return }
        rename(file, to: other)
    }

    private mutating func moveOut() {
        guard let file = someFile() else { return }
        names += 1
        rename(file, to: outside.appending("out\(names)"))
    }

    private mutating func folderForFile() {
        guard let file = someFile() else { return }
        remove(file)
        _ = file.withCString { mkdir($0, 0o755) }
        write(file.appending(newName()))
    }

    private mutating func fileForFolder() {
        guard let folder = someFolder() else { return }
        removeTree(folder)
        write(folder)
    }

    private mutating func symlink() {
        guard let file = someFile() else { return }
        let name = newFile()
        let target = chance(2) ? file : outside
        _ = target.withCString { target in name.withCString { Glibc.symlink(target, $0) } }
    }

    private mutating func hardLink() {
        guard let file = someFile() else { return }
        let name = newFile()
        _ = file.withCString { file in name.withCString { link(file, $0) } }
    }

    private mutating func setBack() {
        guard let file = someFile() else { return }
        write(file)
        touch(file)
    }

    /// As rsync does: a hidden file beside, with the times of its source, then renamed.
    private mutating func synchronize() {
        let target = chance(2) ? newFile() : someFile() ?? newFile()
        guard let folder = target.parent else { return }
        names += 1
        let temporary = folder.appending(".\(names).Xa7Kd2")
        write(temporary)
        touch(temporary)
        rename(temporary, to: target)
    }

    private mutating func makeFolder() {
        let folder = someFolder() ?? corpus
        _ = folder.appending(newName(ending: "")).withCString { mkdir($0, 0o755) }
    }

    private mutating func renameFolder() {
        guard let folder = someFolder() else { return }
        let parent = chance(2) ? corpus : someFolder() ?? corpus
        // Into itself is refused by the kernel.
        rename(folder, to: parent.appending(newName(ending: "")))
    }

    private mutating func moveFolderIn() {
        names += 1
        let folder = outside.appending("in\(names)")
        let inner = folder.appending(newName(ending: ""))
        for folder in [folder, inner] { _ = folder.withCString { mkdir($0, 0o755) } }
        for place in [folder, folder, inner] { write(place.appending(newName())) }
        rename(folder, to: (someFolder() ?? corpus).appending(newName(ending: "")))
    }

    private mutating func moveFolderOut() {
        guard let folder = someFolder() else { return }
        names += 1
        rename(folder, to: outside.appending("gone\(names)"))
    }

    private mutating func saveAsEditors() {
        let target = someFile() ?? newFile()
        guard let folder = target.parent else { return }
        names += 1
        let backup = folder.appending("saved\(names)~")
        rename(target, to: backup)
        write(target)
        remove(backup)
    }

    private mutating func makeDeep() {
        var folder = corpus
        for _ in 0..<12 {
            folder = folder.appending([UInt8](repeating: UInt8(ascii: "d"), count: 90))
            _ = folder.withCString { mkdir($0, 0o755) }
        }
        write(folder.appending(newName()))
    }

    // MARK: Names

    private mutating func newFile() -> CorpusPath {
        let folder = chance(3) ? corpus : someFolder() ?? corpus
        return folder.appending(newName())
    }

    /// A name that is not in use; some of them are unusual.
    private mutating func newName(ending: String = ".txt") -> [UInt8] {
        names += 1
        let plain = Array("n\(names)\(ending)".utf8)
        switch Int.random(in: 0..<24, using: &random) {
        case 0: return Array("two\nlines ".utf8) + plain
        case 1: return [0xff, 0xfe, 0xe9] + plain
        case 2: return [UInt8](repeating: UInt8(ascii: "l"), count: 255 - plain.count) + plain
        case 3: return Array("-rf \"quoted\" $(x) ".utf8) + plain
        case 4: return Array("Газета № ".utf8) + plain
        case 5: return Array("e\u{301}\u{1F4F0}%20&?#".utf8) + plain
        case 6: return Array("\u{1b}[31m\u{202e}".utf8) + plain
        default: return plain
        }
    }

    private mutating func someFile() -> CorpusPath? { pick(all().files) }

    private mutating func someFolder() -> CorpusPath? { pick(all().folders) }

    /// What is there, in an order that depends on the names alone, so that a seed means the same run.
    private func all() -> (files: [CorpusPath], folders: [CorpusPath]) {
        var found: (files: [CorpusPath], folders: [CorpusPath]) = ([], [])
        walk(corpus) { path, kind in
            if kind == .file { found.files.append(path) }
            if kind == .folder { found.folders.append(path) }
        }
        return (found.files.sorted(), found.folders.sorted())
    }

    // MARK: The disk

    private mutating func write(_ path: CorpusPath) { store(article(newWord()), path, O_TRUNC) }

    private mutating func append(_ path: CorpusPath) {
        store("A porter wrote \(newWord()) below it.\n", path, O_APPEND)
    }

    private func store(_ text: String, _ path: CorpusPath, _ flags: Int32) {
        let file = path.withCString {
            open($0, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0o644)
        }
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(text.utf8)
        _ = Glibc.write(file, bytes, bytes.count)
    }

    private mutating func replace(_ path: CorpusPath) {
        names += 1
        let new = outside.appending("new\(names)")
        write(new)
        rename(new, to: path)
    }

    private func rename(_ from: CorpusPath, to other: CorpusPath) {
        _ = from.withCString { from in other.withCString { Glibc.rename(from, $0) } }
    }

    private func remove(_ path: CorpusPath) { _ = path.withCString { unlink($0) } }

    private func touch(_ path: CorpusPath) { _ = setModificationTime(of: path, 1_000_000_000) }
}

/// Goes through what is below a folder, links not followed, by code that is not the daemon's.
///
/// - Parameter visit: the path, and what it is.
func walk(_ folder: CorpusPath, _ visit: (CorpusPath, FileKind) -> Void) {
    guard let stream = folder.withCString({ opendir($0) }) else { return }
    var entries: [(name: [UInt8], kind: FileKind)] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name == [0x2e] || name == [0x2e, 0x2e] { continue }
        entries.append((name, FileKind(rawValue: entry.pointee.d_type) ?? .other))
    }
    closedir(stream)
    for entry in entries {
        let path = folder.appending(entry.name)
        visit(path, entry.kind)
        if entry.kind == .folder { walk(path, visit) }
    }
}

/// What is in a folder, by the numbers of readdir(3).
enum FileKind: UInt8 {
    case other = 0
    case folder = 4
    case file = 8
}

/// Removes a folder and all that is in it.
private func removeTree(_ folder: CorpusPath) {
    var folders: [CorpusPath] = [folder]
    walk(folder) { path, kind in
        if kind == .folder { folders.append(path) } else { _ = path.withCString { unlink($0) } }
    }
    for folder in folders.reversed() { _ = folder.withCString { rmdir($0) } }
}
