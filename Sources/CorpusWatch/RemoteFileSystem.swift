// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// A file system that others change without this kernel knowing, so that inotify is silent about it.
struct RemoteFileSystem: Hashable, Sendable, CustomStringConvertible {
    let root: CorpusPath
    /// As in /proc/mounts: `nfs4`, `cifs`, `fuse.sshfs`.
    let type: String

    /// A sentence about what follows from it.
    var description: String {
        "\(root) is on a file system that others may change (\(type)), so such changes are noticed late"
    }

    /// The first of `roots` that is on such a file system.
    static func holding(_ roots: [CorpusPath]) -> RemoteFileSystem? {
        guard let mounts = contents(of: "/proc/self/mountinfo") else { return nil }
        for root in roots {
            if let type = type(of: root, mounts: mounts), isRemote(type) {
                return RemoteFileSystem(root: root, type: type)
            }
        }
        return nil
    }

    private static let remoteTypes: Set<String> = [
        "9p", "afs", "beegfs", "ceph", "cifs", "gfs2", "lustre", "nfs", "nfs4", "ocfs2", "smb3", "vboxsf",
    ]

    private static func isRemote(_ type: String) -> Bool {
        // Most of FUSE is remote or a program's invention; what of it is a local disk is only polled needlessly.
        remoteTypes.contains(type) || type == "fuse" || type.hasPrefix("fuse.")
    }

    /// The type of the file system that holds `path`, from the text of proc_pid_mountinfo(5).
    static func type(of path: CorpusPath, mounts: [UInt8]) -> String? {
        var best: (length: Int, type: String)?
        for line in mounts.split(separator: UInt8(ascii: "\n")) {
            // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
            let fields = line.split(separator: UInt8(ascii: " "))
            guard fields.count > 5, let dash = fields[5...].firstIndex(of: [UInt8(ascii: "-")]),
                fields.indices.contains(dash + 1),
                let point = CorpusPath(bytes: unescaped(fields[4])), path.isInside(point)
            else { continue }
            // The longest mount point that holds it, and of several there the last, which covers the others.
            if point.bytes.count >= best?.length ?? 0 {
                best = (point.bytes.count, String(decoding: fields[dash + 1], as: UTF8.self))
            }
        }
        return best?.type
    }

    /// Undoes `\040` and the like.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest.removeFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func contents(of file: StaticString) -> [UInt8]? {
        guard let stream = fopen("\(file)", "re") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
