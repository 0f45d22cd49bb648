// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import SearchDaemon

/// Shows what would be indexed of a file.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Print what is read from files, as one JSON object an article.",
        discussion: """
            Neither a daemon nor an index is needed: this is how to find out why an article is not found, or not as \
            expected. Exit status: 0 done, 1 done, but some files could not be read (their objects have an error), \
            78 the configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("Read this configuration file.", valueName: "file"))
    var config: String?

    @Argument(help: ArgumentHelp("Files, or folders for all files in them.", valueName: "file"))
    var files: [String]

    func run() throws {
        let extraction: Extraction
        do {
            let configuration = try Configuration.read(
                file: config, environment: ProcessInfo.processInfo.environment)
            extraction = try Extraction(
                configuration: configuration,
                warn: { Self.tell("\($0)") },
                write: { FileHandle.standardOutput.write(Data($0)) })
        } catch {
            Self.tell("\(error)")
            Foundation.exit(SharedOptions.status(of: error))
        }
        Foundation.exit(extraction.run(files) ? 0 : 1)
    }

    private static func tell(_ message: String) {
        FileHandle.standardError.write(Data("crisis-searchd: \(message)\n".utf8))
    }
}
