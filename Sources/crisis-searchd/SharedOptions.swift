// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Logging
import SearchAPI
import SearchDaemon
import SearchIndex

let programVersion = Version.current

/// What every subcommand takes, and how each ends.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read this configuration file.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Watch this folder; may be given several times.", valueName: "dir"))
    var corpus: [String] = []

    @Option(help: ArgumentHelp("Keep the index in this folder.", valueName: "dir"))
    var index: String?

    @Option(help: ArgumentHelp("Listen on this Unix socket.", valueName: "path"))
    var socket: String?

    @Option(
        help: ArgumentHelp("Log trace, debug, info, notice, warning, error or critical.", valueName: "level"),
        transform: Self.logLevel)
    var logLevel: Logger.Level?

    private static func logLevel(_ name: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: name) else { throw ValidationError("“\(name)” is no log level") }
        return level
    }

    /// The configuration of this process, flags included.
    private func configuration(_ environment: [String: String]) throws -> Configuration {
        var configuration = try Configuration.read(file: config, environment: environment)
        if !corpus.isEmpty {
            configuration.corpus = corpus
            configuration.note("corpus", from: "--corpus")
        }
        if let index {
            configuration.index = index
            configuration.note("index", from: "--index")
        }
        if let socket { configuration.socket = socket }
        if let logLevel { configuration.logLevel = logLevel }
        configuration.makePathsAbsolute(
            home: environment["HOME"], currentFolder: FileManager.default.currentDirectoryPath)
        return configuration
    }

    /// Runs a subcommand and ends the process with its status; a failure is one line on standard error.
    func perform(
        _ body: (Configuration, [String: String], Logger) async throws -> Int32
    ) async -> Never {
        let environment = ProcessInfo.processInfo.environment
        do {
            let configuration = try configuration(environment)
            var log = Logger(label: "crisis-searchd") { _ in JournalLogHandler(environment: environment) }
            log.logLevel = configuration.logLevel
            Self.end(try await body(configuration, environment, log))
        } catch {
            FileHandle.standardError.write(Data("crisis-searchd: \(error)\n".utf8))
            Self.end(Self.status(of: error))
        }
    }

    private static func end(_ status: Int32) -> Never {
        guard AbandonedWork.exists else { Foundation.exit(status) }
        fflush(nil)
        _exit(status)
    }

    /// The status with which the process ends after a failure.
    static func status(of error: any Error) -> Int32 {
        switch error {
        case is ConfigurationError: EX_CONFIG
        case let failure as IndexError where failure.kind == .locked: EX_TEMPFAIL
        case let failure as IndexError where failure.kind == .corrupt || failure.kind == .incompatible: EX_DATAERR
        case let failure as IndexError where failure.kind == .notFound: EX_NOINPUT
        case let failure as BackupFailure: status(of: failure)
        case let failure as ListeningSocket.Failure: failure.kind == .taken ? EX_TEMPFAIL : EX_CONFIG
        default: 1
        }
    }

    private static func status(of failure: BackupFailure) -> Int32 {
        switch failure.kind {
        case .absent: EX_NOINPUT
        case .damaged: EX_DATAERR
        case .busy: EX_TEMPFAIL
        case .other: 1
        }
    }
}
