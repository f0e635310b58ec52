import Foundation
import Testing

@testable import Starseal

/// Each file of test-vectors/stories is a test case with the file's name.
@Suite("test-vectors/stories")
struct StoryTests {
    static let names = Files.names(in: "stories")

    @Test("stories", arguments: names)
    func story(_ name: String) throws {
        let story = try Files.json("stories/\(name).json")
        let said = try #require(try VectorTests.sentences.get()["stories/\(name)"].array)
        let steps = try #require(story["steps"].array)
        try #require(said.count == steps.count)
        var told = try Told(anchor: try #require(Data(hex: story["anchor"])))
        for (number, (step, said)) in zip(steps, said).enumerated() {
            do {
                try same("the sentences", try told.take(step), said)
            } catch {
                Issue.record("step \(number + 1) (\(step["do"])): \(error)\n\(story["description"])\nby \(story["rules"])")
                return
            }
        }
    }
}

/// A verifier and the anchors that it was made with.
private struct Told {
    var verifier: Verifier
    var anchors: [Data]

    init(anchor: Data) throws {
        verifier = try Verifier(anchor: anchor)
        anchors = [anchor]
    }

    /// Runs a step and returns what sentences.json should have for it.
    mutating func take(_ step: JSON) throws -> JSON {
        switch step["do"] {
        case "add-authority":
            let anchor = try bytes(of: step)
            return try outcome(of: step) { verifier in
                try verifier.addAuthority(anchor)
                anchors.append(anchor)
                return .taken
            }
        case "update-trust":
            return try outcome(of: step) { try $0.updateTrust(try bytes(of: step), now: try now(of: step)) }
        case "update-status":
            return try outcome(of: step) { try $0.updateStatus(try bytes(of: step), now: try now(of: step)) }
        case "apply-bundle":
            return try lists(of: step) { try $0.apply(try bytes(of: step), now: try now(of: step)) }
        case "restore":
            return try lists(of: step) { try $0.restore(try bytes(of: step)) }
        case "restart":
            try restart()
            return .null
        case "policy":
            try verifier.setPolicy(try policy(step["policy"]))
            return .null
        case "check":
            return try check(step)
        default:
            throw Difference(description: "unknown step")
        }
    }

    private func bytes(of step: JSON) throws -> Data {
        try #require(Data(hex: step["hex"]))
    }

    private func now(of step: JSON) throws -> Date {
        try #require(Date(json: step["now"]))
    }

    private func outcome(of step: JSON, _ update: (Verifier) throws -> Update) throws -> JSON {
        do {
            switch try update(verifier) {
            case .taken: try same("the outcome", "accepted", step["expect"])
            case .known: try same("the outcome", "unchanged", step["expect"])
            }
            return .null
        } catch let refusal as StarsealError {
            try same("the outcome", Shape.of(refusal.code), step["expect"])
            return Shape.said(of: refusal.code)
        }
    }

    private func lists(of step: JSON, _ apply: (Verifier) throws -> [ListOutcome]) throws -> JSON {
        var lists: [ListOutcome] = []
        let said = try outcome(of: step) { verifier in
            lists = try apply(verifier)
            return .taken
        }
        let spelled = lists.map { list -> JSON in
            switch list {
            case .taken: "accepted"
            case .known: "unchanged"
            case .refused(let code, _): Shape.of(code)
            }
        }
        try same("each list's outcome", .array(spelled), step["lists"])
        let saidOfEach = lists.map { list -> JSON in
            guard case .refused(let code, let detail) = list else { return .null }
            #expect(!detail.isEmpty)
            return Shape.said(of: code)
        }
        return saidOfEach.allSatisfy { $0 == nil } ? said : ["lists": .array(saidOfEach)]
    }

    /// Restores the state in two ways: step by step, and in one call.
    private mutating func restart() throws {
        let state = try verifier.exportState()
        let restarted = try Verifier(anchor: anchors[0])
        try anchors.dropFirst().forEach(restarted.addAuthority)
        for case .refused(let code, let detail) in try restarted.restore(state) {
            throw Difference(description: "an exported state was refused: \(code): \(detail)")
        }
        #expect(try restarted.exportState() == state, "the restored state differs from the exported one")
        if anchors.count == 1 {
            let atOnce = try Verifier.restored(anchor: anchors[0], state: state)
            #expect(try atOnce.verifier.exportState() == state && atOnce.verifier.authorities == restarted.authorities)
            #expect(!atOnce.lists.contains { if case .refused = $0 { true } else { false } })
        }
        verifier = restarted
    }

    private func check(_ step: JSON) throws -> JSON {
        let text = try #require(step["text"].string)
        let verdict = try verifier.check(text, at: try #require(When(json: step)))
        try same("the verdict", Shape.of(verdict), Shape.expected(of: step))
        try same("whether it stands", .bool(verdict.stands), step["stands"])
        try same("the trust list's age", Shape.trustAgeDays(of: verdict), step["trust_age_days"])
        try same("the status list's age", Shape.statusAgeDays(of: verdict), step["status_age_days"])
        try same("the last day", JSON(verdict.lastDay?.description), step["last_day"])
        try same("the recognitions", Shape.recognized(by: verdict), .array(step["recognised"].array ?? []))
        try same("the broken rules", Shape.brokenRules(of: verdict), .array(step["policy"].array ?? []))
        try agreesWithItself(verdict, text)
        return Shape.said(of: verdict)
    }

    private func policy(_ asked: JSON) throws -> Policy {
        var policy = Policy()
        policy.minimumLevel = asked["minimum_level"].number.flatMap(UInt8.init(exactly:))
        for (category, least) in asked["minimum_level_of_category"].object ?? [:] {
            policy.minimumLevelOfCategory[try #require(UInt16(category))] = try #require(
                least.number.flatMap(UInt8.init(exactly:)))
        }
        policy.acceptedCriteria = try (asked["accepted_criteria"].array ?? []).map { try #require($0.string) }
        if asked["minimum_days_left"] != nil {
            policy.minimumDaysLeft = try days(asked["minimum_days_left"])
        }
        policy.assessment = try asked["assessment"].string.map { try #require(Assessment(rawValue: $0)) }
        policy.acceptDeferral = asked["accept_deferral"] == .bool(true)
        policy.requirePlausibleClock = asked["require_plausible_clock"] == .bool(true)
        policy.trustList = try freshness(asked["trust_list"]) ?? policy.trustList
        policy.statusList = try freshness(asked["status_list"]) ?? policy.statusList
        try verifier.setPolicy(policy)
        #expect(try verifier.policy == policy, "the verifier returns another policy")
        return policy
    }

    private func freshness(_ asked: JSON) throws -> Freshness? {
        guard asked != nil else { return nil }
        return Freshness(
            ageingAfterDays: try days(asked["ageing_after_days"]),
            staleAfterDays: try days(asked["stale_after_days"]),
            acceptStale: asked["accept_stale"] == .bool(true))
    }

    private func days(_ value: JSON) throws -> UInt32 {
        try #require(value.number.flatMap(UInt32.init(exactly:)))
    }
}
