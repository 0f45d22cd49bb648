// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// Who is at the other end of a Unix socket, by what the kernel says: at the moment at which it connected.
struct Peer: Hashable, Sendable {
    var process: Int32
    var user: UInt32
    /// The user's groups, the first one included; empty if the kernel does not tell.
    var groups: [UInt32]

    /// `SO_PEERGROUPS` of asm-generic/socket.h, which Swift does not see.
    private static let peerGroups: Int32 = 59
    /// A user can have 65,536 groups; more than these are not asked for.
    private static let groupLimit = 1024

    /// - Returns: nil for a socket that is no Unix socket.
    init?(ofSocket descriptor: Int32) {
        // `struct ucred` of sys/socket.h, which Swift does not see: process, user and group.
        var credentials: [UInt32] = [0, 0, 0]
        var length = socklen_t(credentials.count * MemoryLayout<UInt32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return nil }
        process = Int32(bitPattern: credentials[0])
        user = credentials[1]
        var list = [gid_t](repeating: 0, count: Self.groupLimit)
        length = socklen_t(list.count * MemoryLayout<gid_t>.size)
        let isKnown = getsockopt(descriptor, SOL_SOCKET, Self.peerGroups, &list, &length) == 0
        let count = isKnown ? Int(length) / MemoryLayout<gid_t>.size : 0
        groups = [credentials[2]] + list.prefix(count)
    }

    init(process: Int32, user: UInt32, groups: [UInt32]) {
        self.process = process
        self.user = user
        self.groups = groups
    }
}

/// Who may ask: those whom the socket's file lets in.
///
/// The kernel asks the file's permissions when somebody connects, and this asks the same of who has connected. The two
/// differ where a socket is reached in another way than by its file's name: through a descriptor that was handed on, or
/// a mode that was opened for a moment.
struct PeerPolicy: Hashable, Sendable {
    var mode: UInt32
    var owner: UInt32
    var group: UInt32
    /// The daemon's own user.
    var user: UInt32

    /// - Returns: nil if the file is not there: then there is nothing to go by.
    init?(socket path: String) {
        guard let status = FileStatus(of: path, followsLinks: true) else { return nil }
        mode = status.mode
        owner = status.owner
        group = status.group
        user = geteuid()
    }

    init(mode: UInt32, owner: UInt32, group: UInt32, user: UInt32) {
        self.mode = mode
        self.owner = owner
        self.group = group
        self.user = user
    }

    func admits(_ peer: Peer) -> Bool {
        if peer.user == 0 || peer.user == user { return true }
        // To connect is to write. As with any file, the owner's rights are the owner's, whatever others have.
        if peer.user == owner { return mode & 0o200 != 0 }
        if peer.groups.contains(group) { return mode & 0o020 != 0 }
        return mode & 0o002 != 0
    }
}
