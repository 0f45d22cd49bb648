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
        let configuration: Configuration
        do {
            configuration = try Configuration.read(file: config, environment: ProcessInfo.processInfo.environment)
        } catch {
            FileHandle.standardError.write(Data("crisis-searchd: \(error)\n".utf8))
            Foundation.exit(SharedOptions.status(of: error))
        }
        let extraction = Extraction(configuration: configuration) { FileHandle.standardOutput.write(Data($0)) }
        Foundation.exit(extraction.run(files) ? 0 : 1)
    }
}
