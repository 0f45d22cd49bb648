// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@Suite("Names of outlets")
struct OutletNameTests {
    private var names: OutletNames {
        var names = OutletNames()
        names.add("Kalmar Courier", for: "courier.example")
        names.add("Courier Sport", for: "WWW.sport.courier.example")
        return names
    }

    private func article(_ text: String) throws -> Article {
        try read(text, outlets: names)
    }

    @Test("the longest host counts, and a host without a name stands for itself")
    func hosts() {
        #expect(names.name(of: "courier.example") == "Kalmar Courier")
        #expect(names.name(of: "news.courier.example") == "Kalmar Courier")
        #expect(names.name(of: "sport.courier.example") == "Courier Sport")
        #expect(names.name(of: "a.b.sport.courier.example") == "Courier Sport")
        #expect(names.name(of: "recourier.example") == nil)
        #expect(names.name(of: "example") == nil)
    }

    @Test(
        "only a host has a name",
        arguments: ["", "courier", "https://courier.example", "courier.example/a", ".example"])
    func noHost(host: String) {
        var names = OutletNames()
        let isAdded = names.add("Kalmar Courier", for: host)
        #expect(!isAdded)
        #expect(names.count == 0)
    }

    @Test("the name of the address's host is the outlet, beside the host")
    func ofAddress() throws {
        let named = try article("Envoys meet again\nhttps://m.courier.example/a\n\nThe envoys met.")
        #expect(named.outlet == "Kalmar Courier" && named.outletHost == "courier.example")
        #expect(named.origins.outlet == .url)
        let other = try article("Envoys meet again\nhttps://post.example/a\n\nThe envoys met.")
        #expect(other.outlet == "post.example" && other.outletHost == "post.example")
    }

    @Test("a host that the header gives has its name too, and a name that it gives stays")
    func ofHeader() throws {
        let host = try article("Envoys meet again\n\nThe envoys met.\n\nSource: courier.example")
        #expect(host.outlet == "Kalmar Courier" && host.origins.outlet == .header)
        let name = try article("Title: Envoys\nSource: The Courier\nURL: https://courier.example/a\n\nThe envoys met.")
        #expect(name.outlet == "The Courier" && name.outletHost == "courier.example")
    }
}
