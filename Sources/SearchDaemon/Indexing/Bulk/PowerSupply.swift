// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where the machine has its power from, as the kernel tells it.
struct PowerSupply: Sendable {
    /// `/sys/class/power_supply`: a folder for each supply.
    let path: String

    /// Whether the machine runs on a battery of its own: one is being discharged, and no other supply is connected.
    var isBattery: Bool {
        let supplies = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var isDischarging = false
        for supply in supplies {
            switch attribute("type", of: supply) {
            // The battery of a mouse is none of the machine's.
            case "Battery" where attribute("scope", of: supply) != "Device":
                isDischarging = isDischarging || attribute("status", of: supply) == "Discharging"
            case "Mains", "USB":
                if attribute("online", of: supply) == "1" { return false }
            default: break
            }
        }
        return isDischarging
    }

    private func attribute(_ name: String, of supply: String) -> String? {
        let text = try? String(contentsOfFile: "\(path)/\(supply)/\(name)", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
