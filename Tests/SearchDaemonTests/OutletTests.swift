// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Foundation
import Glibc
import Testing

@testable import SearchDaemon

@Suite("The file of outlets' names")
struct OutletTests {
    private static let text =
        "Envoys Meet Again\nhttps://www.courier.example/2031/04/17/envoys\n\nThe envoys met in Kalmar.\n"

    @Test("what the file says counts for what is read, from the start and after SIGHUP")
    func reload() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": Self.text]) { scratch in
            try scratch.write("outlets.yaml", "courier.example: Kalmar Courier\nhttps://post.example: Post\n")
        }
        try await eventually("the name") { try await daemon.finds("outlet:kalmar") == ["a.txt"] }
        #expect(try await daemon.finds("outlet:courier.example") == ["a.txt"])
        #expect(daemon.log.contains("outlets.yaml: line 2: "))

        try daemon.scratch.write("outlets.yaml", "courier.example: Veldan Herald\n")
        try daemon.signal(SIGHUP)
        try await eventually("the names read again") { daemon.log.contains("names of outlets read") }
        try daemon.scratch.write("corpus/b.txt", Self.text)
        try await eventually("the new name") { try await daemon.finds("outlet:herald").contains("b.txt") }
    }

    @Test("a file that is named must be there")
    func named() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("settings.yaml", RunningDaemon.settings(scratch) + "outlets: \(scratch["none.yaml"])\n")
        let failed = try await ChildProcess(Built.daemon, ["--config", scratch["settings.yaml"]], in: scratch)
            .outcome(within: patience)
        #expect(failed.status == EX_CONFIG)
        #expect(failed.errors.contains("none.yaml") && failed.errors.contains("`outlets`"))
    }

    @Test(
        "each mistake is told with its line, and the other lines count",
        arguments: [
            ("courier.example: Courier\nno host: X\n", 1, 2), ("courier.example: Courier\n\npost.example:\n", 1, 3),
            ("courier.example: Courier\npost.example: [A, B]\n", 1, 2), ("- a\n- b\n", 0, 1), ("just words\n", 0, 1),
            ("courier.example: Courier\n  bad: : indent\n", 0, 2), ("a.example: A\na.example: B\n", 0, 1),
        ])
    func mistakes(text: String, names: Int, line: Int) {
        let file = OutletFile(text)
        #expect(file.names.count == names)
        #expect(file.problems.map(\.line) == [line])
    }

    @Test("a file of comments, or none at all, is none of names", arguments: ["", "# nothing\n", "---\n"])
    func empty(text: String) {
        #expect(OutletFile(text).names.count == 0)
        #expect(OutletFile(text).problems.isEmpty)
    }

    @Test("the file that is installed has no mistake")
    func shipped() throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = OutletFile(
            try String(contentsOf: project.appendingPathComponent("config/outlets.yaml"), encoding: .utf8))
        #expect(file.problems.isEmpty)
        #expect(file.names.count >= 500)
        #expect(file.names.name(of: "cnnespanol.cnn.com") != file.names.name(of: "edition.cnn.com"))
    }
}
