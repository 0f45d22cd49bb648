// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import SearchAPI
import SearchDaemon

/// The daemon's command line.
///
/// All work is in `SearchDaemon`.
@main
struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crisis-searchd",
        abstract: "Watch folders of news articles, keep an index of them, and answer crisis-search.",
        discussion: """
            Without a subcommand it serves until it is told to stop by SIGTERM or SIGINT; SIGHUP makes it compare \
            everything with the index. Flags win over the environment (CRISIS_SEARCH_…), that wins over the \
            configuration file, and that over the defaults.

            Examples:
              crisis-searchd --corpus ~/news
              crisis-searchd index --once --corpus ~/news
              crisis-searchd extract ~/news/article.txt
              crisis-searchd check
              crisis-searchd backup /srv/backup/2031-03-04

            Exit status: 0 stopped when asked to, 1 a failure, 2 a usage error, 75 another daemon has this index or \
            socket, 78 the configuration is wrong.

            \(options)
            """,
        version: "crisis-searchd \(programVersion)",
        subcommands: [
            ServeCommand.self, IndexCommand.self, ExtractCommand.self, CheckCommand.self, BackupCommand.self,
            RestoreCommand.self, InspectCommand.self,
        ],
        defaultSubcommand: ServeCommand.self
    )

    /// What it takes without a subcommand: the library shows the options of the default subcommand in its own help only.
    private static var options: String {
        let help = SharedOptions.helpMessage(columns: 80)
        guard let start = help.firstRange(of: "OPTIONS:") else { return help }
        return help[start.lowerBound...].trimmingCharacters(in: .whitespacesAndNewlines)
            .replacing("OPTIONS:", with: "Options:")
    }

    /// As the library's, but that a usage error ends with status 2, as the client's does.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            exit(withError: ExitCode(2))
        }
    }
}

/// Serves.
///
/// The default.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Watch the folders and answer queries (the default).")

    @OptionGroup var options: SharedOptions

    func run() async throws {
        await options.perform { configuration, environment, log in
            try await Daemon(configuration: configuration, environment: environment, log: log).run()
            return 0
        }
    }
}

/// Builds or refreshes the index without serving.
struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Make the index equal to the folders, and exit.",
        discussion: """
            Only where no daemon has the index; a running one is asked with crisis-search reindex. Exit status: 0 done, \
            1 done, but some files could not be read, 75 another process has the index, 78 the configuration is wrong.
            """
    )

    @OptionGroup var options: SharedOptions

    @Flag(
        help: "Exit when the index equals the folders. (Required: serving is what crisis-searchd does without index.)")
    var once = false

    @Flag(help: "Build a new index from nothing and put it in the place of the old one.")
    var full = false

    @Flag(help: "Print what changed as one JSON object, the same that POST /v1/reindex answers with.")
    var json = false

    func validate() throws {
        guard once else {
            throw ValidationError("index takes --once; to go on watching, run crisis-searchd without index")
        }
    }

    func run() async throws {
        let isFull = full
        let isJSON = json
        await options.perform { configuration, _, log in
            let report = try await IndexOnce(configuration: configuration, isFull: isFull, log: log).run()
            try Self.show(report, asJSON: isJSON)
            return report.failed.isEmpty ? 0 : 1
        }
    }

    private static func show(_ report: ReindexResponse, asJSON: Bool) throws {
        if asJSON {
            FileHandle.standardOutput.write(try OneLineJSON.encode(report))
            return
        }
        print(
            "\(report.added) added, \(report.updated) updated, \(report.removed) removed, "
                + "\(report.unchanged) unchanged, \(report.failed.count) failed")
        for file in report.failed { print("  \(file.path): \(file.reason)") }
    }
}
