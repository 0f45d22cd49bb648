// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import SearchDaemon

/// Copies the index, while a daemon serves it or while none does.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the index to a new folder.",
        discussion: """
            A daemon may run: it goes on answering, and brings changes in when the copying is done, which is a matter of \
            seconds. The folder has its name when the copy is complete and verified, and not before. Exit status: 0 \
            done, 1 a failure, 65 the index is damaged, 66 there is none, 75 another backup to this folder goes on.
            """
    )

    @OptionGroup var options: SharedOptions

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var folder: String

    @Flag(help: "Print what was copied as one JSON object.")
    var json = false

    func run() async throws {
        let (folder, isJSON) = (folder, json)
        await options.perform { configuration, _, log in
            let destination = try BackupFolder(absolute(folder))
            let description = try Backup(configuration: configuration, log: log).run(to: destination)
            try Self.show(description, "copied to \(destination.path)", asJSON: isJSON)
            return 0
        }
    }

    static func show(_ description: BackupDescription, _ deed: String, asJSON: Bool) throws {
        if asJSON {
            FileHandle.standardOutput.write(try OneLineJSON.encode(description))
            return
        }
        print(
            "\(description.articles) articles, \(description.bytes) bytes, as of \(description.committed ?? "its beginning"), "
                + oneLine(deed))
    }
}

/// Puts a copy in the place of the index.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the index.",
        discussion: """
            Only while no daemon runs. The copy is verified first, and the index that is there is kept until the other one \
            is complete. What has changed in the folders since the backup is brought in when the daemon starts. Exit \
            status: 0 done, 1 a failure, 65 the backup is damaged or of another version, 66 there is none, 75 a daemon has \
            the index.
            """
    )

    @OptionGroup var options: SharedOptions

    @Argument(help: ArgumentHelp("The folder that backup made.", valueName: "dir"))
    var folder: String

    @Flag(help: "Verify the backup, and change nothing.")
    var dryRun = false

    @Flag(help: "Print what was restored as one JSON object.")
    var json = false

    func run() async throws {
        let (folder, isJSON, isDry) = (folder, json, dryRun)
        await options.perform { configuration, _, log in
            let source = try BackupFolder(absolute(folder))
            let restore = Restore(configuration: configuration, log: log)
            let description = isDry ? try restore.verify(source) : try restore.run(from: source)
            try BackupCommand.show(description, isDry ? "verified" : "restored from \(source.path)", asJSON: isJSON)
            return 0
        }
    }
}

private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}
