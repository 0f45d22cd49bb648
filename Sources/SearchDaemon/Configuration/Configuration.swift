// SPDX-License-Identifier: GPL-3.0-or-later

package import Logging

/// What the daemon was told to do.
///
/// Defaults, then the file, then the environment, then flags; a later one wins.
package struct Configuration: Hashable, Sendable {
    /// The folders that are watched, as they were named.
    package var corpus: [String] = []
    /// The folder of the index.
    package var index: String
    /// Where to listen.
    ///
    /// A socket that systemd hands over takes its place.
    package var socket: String
    /// Permissions of the socket.
    package var socketMode: UInt32 = 0o600
    /// Patterns of names that are left out, besides the ones that always are.
    package var ignore: [String] = []
    /// Whether names that begin with a dot are part of the corpus.
    package var includeHidden = false
    /// Whether symbolic links in the corpus are followed.
    package var followSymlinks = false
    /// Larger files are not read.
    ///
    /// Bytes, at most 256 MiB.
    package var maxFileSize = 16 << 20
    /// Larger files of many articles are not read.
    ///
    /// Bytes, unpacked, at most 1 TiB.
    package var maxContainerSize = 4 << 30
    /// What reading one file of a foreign format may take, for each 16 MiB of it.
    ///
    /// Seconds, 1 to 3600.
    package var readerTime = 20
    /// Memory that a process that reads such files may have.
    ///
    /// Bytes, 32 MiB to 64 GiB.
    package var readerMemory = 512 << 20
    /// Programs that make text or HTML of files that are read by nothing else, with their arguments, by the ending of the
    /// file's name in lower case, such as `.doc`.
    package var filters: [String: [String]] = [:]
    /// Threads that answer queries: 1 to 64.
    package var searchThreads = 2
    /// Threads that read files where there are many to read: 0 to 64; 0: one for each core.
    package var indexingThreads = 0
    /// What they may have in memory.
    ///
    /// Bytes, more or less.
    package var indexingMemory = 400 << 20
    /// Whether they let other programs go first.
    package var indexingPriority = IndexingPriority.low
    /// From so many new files on they are called in.
    package var bulkThreshold = 1000
    /// Whether they wait while the machine runs on its battery.
    package var pauseOnBattery = true
    /// Where the kernel tells of batteries.
    package var powerSupplies = "/sys/class/power_supply"
    /// Languages in Latin script whose inflected forms are known, by their English names in lower case.
    package var languages = ["english"]
    /// Compare everything from time to time, in case a change made no event (network file systems do that).
    ///
    /// Seconds; 0: never.
    package var rescanInterval = 3600
    /// How often to compare where folders can't be watched.
    ///
    /// Seconds, 1 or more.
    package var pollInterval = 30
    /// The file of names that stand for the same thing, if one is named; it must exist.
    package var synonyms: String?
    /// The file that takes its place if none is named; it need not exist.
    package internal(set) var defaultSynonyms: String?
    /// The file of outlets' names by their hosts, if one is named; it must exist.
    package var outlets: String?
    /// The file that takes its place if none is named; it need not exist.
    package internal(set) var defaultOutlets: String?
    /// Questions that hold a search thread for longer are told of in the log.
    ///
    /// Milliseconds; 0: never.
    package var slowQuery = 250
    package var logLevel = Logger.Level.info
    /// Where each key got its value: `crisis-search.yaml:12`, `CRISIS_SEARCH_INDEX`, `--index`.
    private var places: [String: String] = [:]

    /// The defaults for this process: XDG folders for a person, systemd's for a service.
    ///
    /// - Parameter environment: the process's.
    package init(environment: [String: String]) {
        let home = environment["HOME"] ?? "/"
        func absolute(_ name: String) -> String? {
            // XDG: a relative path in these variables is to be ignored.
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        // systemd may give several folders, colons between them.
        let state = environment["STATE_DIRECTORY"].flatMap { $0.split(separator: ":").first.map(String.init) }
        index =
            state.map { $0 + "/index" }
            ?? (absolute("XDG_STATE_HOME") ?? home + "/.local/state") + "/crisis-search/index"
        let runtime = environment["RUNTIME_DIRECTORY"].flatMap { $0.split(separator: ":").first.map(String.init) }
        socket =
            runtime.map { $0 + "/socket" }
            ?? absolute("XDG_RUNTIME_DIR").map { $0 + "/crisis-search/socket" }
            ?? "/run/crisis-search/socket"
    }
}

/// How the threads that read many files stand towards other programs.
package enum IndexingPriority: String, CaseIterable, Sendable {
    /// They take what nobody else wants.
    case low
    /// As all programs do.
    case normal
}

/// What is wrong with the configuration, where it stands, and what to do about it.
///
/// The daemon refuses to start.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `crisis-search.yaml:12`, `CRISIS_SEARCH_INDEX`, `--corpus`.
    package var place: String
    package var message: String

    package init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}

extension Configuration {
    /// Notes where a key got its value, for errors.
    package mutating func note(_ key: String, from place: String) {
        places[key] = place
    }

    /// An error in the value of a key.
    func error(in key: String, _ message: String) -> ConfigurationError {
        guard let place = places[key] else {
            return ConfigurationError(place: "`\(key)`, by default", message: message)
        }
        return ConfigurationError(place: place, message: "`\(key)`: \(message)")
    }

    /// Makes every path absolute, `~` included.
    package mutating func makePathsAbsolute(home: String?, currentFolder: String) {
        func absolute(_ path: String) -> String {
            if let home, path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
            return path.hasPrefix("/") ? path : currentFolder + "/" + path
        }
        corpus = corpus.map(absolute)
        index = absolute(index)
        socket = absolute(socket)
        synonyms = synonyms.map(absolute)
        defaultSynonyms = defaultSynonyms.map(absolute)
        outlets = outlets.map(absolute)
        defaultOutlets = defaultOutlets.map(absolute)
    }
}
