// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import SearchDaemon

/// The daemon's command line. All work is in `SearchDaemon`.
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

            Exit status: 0 stopped when asked to, 1 a failure, 2 a usage error, 75 another daemon has this index, \
            78 the configuration is wrong.
            """,
        version: "crisis-searchd \(programVersion)",
        subcommands: [ServeCommand.self, IndexCommand.self],
        defaultSubcommand: ServeCommand.self
    )
}

/// Serves. The default.
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

    @Flag(help: "Exit when the index equals the folders. (Required: serving is what crisis-searchd does without index.)")
    var once = false

    @Flag(help: "Build a new index from nothing and put it in the place of the old one.")
    var full = false

    func validate() throws {
        guard once else { throw ValidationError("index takes --once; to go on watching, run crisis-searchd without index") }
    }

    func run() async throws {
        let isFull = full
        await options.perform { configuration, _, log in
            let report = try await IndexOnce(configuration: configuration, isFull: isFull, log: log).run()
            print(
                "added \(report.added), updated \(report.updated), removed \(report.removed), "
                    + "unchanged \(report.unchanged), failed \(report.failed.count)")
            for (path, reason) in report.failed.sorted(by: { $0.key < $1.key }) { print("  \(path): \(reason)") }
            return report.failed.isEmpty ? 0 : 1
        }
    }
}
