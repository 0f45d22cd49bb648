// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import SearchDaemon

/// Verifies the index.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verify the index against itself and against the folders.",
        discussion: """
            It changes nothing, and a daemon may run meanwhile. Exit status: 0 all is well, 1 the index is sound but \
            differs from the folders, 65 it is damaged, 66 there is none, 75 it changes too quickly to tell, \
            78 the configuration is wrong.
            """
    )

    @OptionGroup var options: SharedOptions

    @Flag(help: "Read every file again, and compare what is in it with what the index has.")
    var thorough = false

    @Flag(help: "Print what was found as one JSON object.")
    var json = false

    @Flag(help: .hidden)
    var here = false

    func run() async throws {
        let (isThorough, isJSON, isHere) = (thorough, json, here)
        await options.perform { configuration, _, log in
            // What is damaged may end the process that reads it: that is told by another one.
            guard isHere else { return try Self.runInSeparateProcess(configuration, asJSON: isJSON) }
            SeparateProcess.endWithParent()
            let report = try await IndexCheck(configuration: configuration, isThorough: isThorough, log: log).run()
            try Self.show(report, asJSON: isJSON)
            return report.exitStatus
        }
    }

    private static func runInSeparateProcess(_ configuration: Configuration, asJSON: Bool) throws -> Int32 {
        let arguments = Array(CommandLine.arguments.dropFirst()) + ["--here"]
        switch try SeparateProcess(arguments, inheritsOutput: true).run() {
        case .exited(let status, _): return status
        case .cancelled: return EXIT_FAILURE
        case .died(let signal):
            var report = CheckReport(index: configuration.index, corpus: configuration.corpus)
            report.noteDeath(signal)
            try show(report, asJSON: asJSON)
            return report.exitStatus
        }
    }

    private static func show(_ report: CheckReport, asJSON: Bool) throws {
        if asJSON {
            FileHandle.standardOutput.write(try OneLineJSON.encode(report))
            return
        }
        print("index: \(report.index) (\(report.databases.joined(separator: ", ")))")
        switch report.verdict {
        case .sound: print("It is sound, and equals the folders.")
        case .different: print("It is sound, and differs from the folders:")
        case .damaged: print("It is damaged:")
        case .absent: print("There is no index.")
        case .unsettled: print("It changed whenever it was looked at; nothing can be said.")
        }
        for fault in report.faults { print("  \(oneLine(fault.kind)): \(oneLine(fault.message))") }
        if report.unlistedFaults > 0 { print("  and \(report.unlistedFaults) more") }
        for difference in report.differences.prefix(20) { print("  \(difference.kind): \(oneLine(difference.path))") }
        let more = max(report.differences.count - 20, 0) + report.unlistedDifferences
        if more > 0 { print("  and \(more) more") }
        if report.verdict == .sound || report.verdict == .different {
            print(
                "\(report.articles) articles in \(report.files) files, \(report.unreadable) of them unreadable; "
                    + "\(report.stories) stories")
        }
        for sentence in report.advice { print(sentence) }
    }
}

/// Looks for damage on behalf of the daemon, which would not outlive all that it may find.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Look for damage, for the daemon.", shouldDisplay: false)

    @Argument
    var folder: String

    @Flag
    var database = false

    func run() throws {
        let (status, words) = IndexInspector().inspect(folder, isDatabase: database)
        FileHandle.standardOutput.write(Data(words.utf8))
        throw ExitCode(status)
    }
}
