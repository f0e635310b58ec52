import Foundation
import Starseal
import Testing

/// The test vectors and their verdicts. JSON.swift, Values.swift and GreyPNG.swift are links to files of bindings/swift.
enum Vectors {
    static let project: URL = {
        // This file is bindings/examples/ios/Tests/ScannerModelTests/Vectors.swift.
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 1...6 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// All names `vectors/NAME` and `stories/NAME`. There must be at least one: an empty test could not fail.
    static let labels = names(in: "vectors") { $0["kind"] != "trust-list" }
    static let stories = names(in: "stories") { _ in true }

    static func json(_ name: String) throws -> JSON {
        let file = project.appendingPathComponent("test-vectors/\(name).json")
        return try JSONDecoder().decode(JSON.self, from: try Data(contentsOf: file))
    }

    static func verifier(_ trust: String) throws -> Verifier {
        try Verifier(anchor: try bytes(try json("trust/\(trust)")["hex"]))
    }

    /// A camera frame: an image of the vectors with padded rows. A spoilt image is dark, with a painted band between the finder
    /// patterns.
    static func frame(
        _ name: String, _ verifier: Verifier, at now: Date, asOf day: JSON = nil, isSpoilt: Bool = false
    ) throws -> ImageVerdicts {
        let png = try GreyPNG(try Data(contentsOf: project.appendingPathComponent("test-vectors/images/\(name).png")))
        let bytesPerRow = png.width + 64
        var luma = Data()
        for row in 0..<png.height {
            luma += png.pixels.dropFirst(row * png.width).prefix(png.width) + Data(count: 64)
        }
        if isSpoilt {
            for place in luma.indices {
                let isPaint = (57..<199).contains(place % bytesPerRow) && (57..<171).contains(place / bytesPerRow)
                luma[place] = isPaint ? 6 : luma[place] / 16
            }
        }
        let at = try when(now, or: day)
        return try verifier.checkImage(luma, width: png.width, height: png.height, bytesPerRow: bytesPerRow, at: at)
    }

    /// Returns every verdict of a label, an image or a story, with its name. The steps of a story are counted from 1.
    static func verdicts(_ name: String) throws -> [(name: String, verdict: Verdict)] {
        let vector = try json(name)
        guard vector["kind"] != "story" else { return try story(name, vector) }
        let verifier = try verifier(try #require(vector["trust"].string))
        let now = try time(vector["now"])
        if let image = vector["input"]["image"].string {
            let file = try #require(image.split(separator: "/").last?.dropLast(4))
            return try frame(String(file), verifier, at: now, asOf: vector["as_of"]).labels.map { (name, $0.verdict) }
        }
        let text = try #require(vector["input"]["text"].string)
        let isTyped = vector["input"]["wedge"] == .bool(true)
        return [(name, try check(text, by: verifier, at: now, asOf: vector["as_of"], isTyped: isTyped))]
    }

    /// Runs all steps of a story. The tests of the library check the result of each step.
    private static func story(_ name: String, _ story: JSON) throws -> [(name: String, verdict: Verdict)] {
        let verifier = try Verifier(anchor: try bytes(story["anchor"]))
        var verdicts: [(String, Verdict)] = []
        for (number, step) in try #require(story["steps"].array).enumerated() {
            switch step["do"] {
            case "check":
                let text = try #require(step["text"].string)
                let verdict = try check(text, by: verifier, at: try time(step["now"]), asOf: step["as_of"])
                try #require(verdict.code.rawValue == step["expect"].string, "step \(number + 1)")
                verdicts.append(("\(name)/\(number + 1)", verdict))
            case "add-authority": _ = try? verifier.addAuthority(try bytes(step["hex"]))
            case "update-trust": _ = try? verifier.updateTrust(try bytes(step["hex"]), now: try time(step["now"]))
            case "update-status": _ = try? verifier.updateStatus(try bytes(step["hex"]), now: try time(step["now"]))
            case "object": _ = try? verifier.updateObject(try bytes(step["hex"]))
            case "apply-bundle": _ = try? verifier.apply(try bytes(step["hex"]), now: try time(step["now"]))
            case "restore": _ = try? verifier.restore(try bytes(step["hex"]))
            case "restart": try verifier.setPolicy(Policy())
            case "policy": try verifier.setPolicy(try policy(step["policy"]))
            default: Issue.record("unknown step \(step["do"])")
            }
        }
        return verdicts
    }

    private static func check(
        _ text: String, by verifier: Verifier, at now: Date, asOf day: JSON, isTyped: Bool = false
    ) throws -> Verdict {
        let at = try when(now, or: day)
        return isTyped ? try verifier.checkTyped(text, at: at) : try verifier.check(text, at: at)
    }

    /// Returns the time that a vector asks about: its day if it has one, otherwise its clock.
    private static func when(_ now: Date, or day: JSON) throws -> When {
        try day.string.map { .on(try #require(CalendarDate($0))) } ?? .now(now)
    }

    private static func policy(_ asked: JSON) throws -> Policy {
        let known: Set<String> = [
            "minimum_level", "minimum_level_of_category", "accepted_criteria", "minimum_days_left", "assessment",
            "accept_deferral",
            "trust_list", "status_list", "require_plausible_clock",
        ]
        try #require(known.isSuperset(of: (asked.object ?? [:]).keys))
        var policy = Policy()
        policy.minimumLevel = asked["minimum_level"].number.map { UInt8($0) }
        for (category, least) in asked["minimum_level_of_category"].object ?? [:] {
            policy.minimumLevelOfCategory[try #require(UInt16(category))] = try UInt8(#require(least.number))
        }
        policy.acceptedCriteria = try (asked["accepted_criteria"].array ?? []).map { try #require($0.string) }
        policy.minimumDaysLeft = UInt32(asked["minimum_days_left"].number ?? 0)
        policy.assessment = try asked["assessment"].string.map { try #require(Assessment(rawValue: $0)) }
        policy.acceptDeferral = asked["accept_deferral"] == .bool(true)
        policy.requirePlausibleClock = asked["require_plausible_clock"] == .bool(true)
        policy.trustList = try freshness(asked["trust_list"]) ?? policy.trustList
        policy.statusList = try freshness(asked["status_list"]) ?? policy.statusList
        return policy
    }

    private static func freshness(_ asked: JSON) throws -> Freshness? {
        guard asked != nil else { return nil }
        return Freshness(
            ageingAfterDays: UInt32(try #require(asked["ageing_after_days"].number)),
            staleAfterDays: UInt32(try #require(asked["stale_after_days"].number)),
            acceptStale: asked["accept_stale"] == .bool(true))
    }

    static func time(_ value: JSON) throws -> Date {
        try #require(Date(json: value))
    }

    static func bytes(_ hex: JSON) throws -> Data {
        try #require(Data(hex: hex))
    }

    private static func names(in folder: String, _ isWanted: (JSON) -> Bool) -> [String] {
        let path = project.appendingPathComponent("test-vectors/\(folder)").path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let names = files.filter { $0.hasSuffix(".json") }.map { "\(folder)/\($0.dropLast(5))" }.sorted()
        let wanted = names.filter { (try? json($0)).map(isWanted) ?? true }
        precondition(!wanted.isEmpty, "there are no test vectors in \(path)")
        return wanted
    }
}
