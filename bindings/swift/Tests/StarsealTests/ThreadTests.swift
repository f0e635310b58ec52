import Foundation
import Testing

@testable import Starseal

/// Many threads use one verifier at the same time.
@Suite("threads")
struct ThreadTests {
    @Test func readersDuringUpdates() async throws {
        let story = try Files.json("stories/extended-after-printing.json")
        let steps = try #require(story["steps"].array)
        let anchor = try #require(Data(hex: story["anchor"]))
        let now = try #require(Date(json: steps[0]["now"]))
        let trust = try #require(Data(hex: steps[0]["hex"]))
        let status = try #require(Data(hex: steps[1]["hex"]))
        let inForce = try #require(Data(hex: steps[2]["hex"]))
        let text = try #require(steps[4]["text"].string)

        // The verdicts that a reader may see: those before each update, and after the last.
        let slow = try Verifier(anchor: anchor)
        var stages = [try slow.check(text, at: .now(now))]
        try slow.updateTrust(trust, now: now)
        stages.append(try slow.check(text, at: .now(now)))
        try slow.updateStatus(status, now: now)
        stages.append(try slow.check(text, at: .now(now)))
        try slow.updateObject(inForce)
        stages.append(try slow.check(text, at: .now(now)))
        let (seen, state) = (stages, try slow.exportState())
        try #require(seen[0].code != seen[3].code)

        let verifier = try Verifier(anchor: anchor)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var stage = 0
                    while stage < 3 {
                        let verdict = try verifier.check(text, at: .now(now))
                        // A reader never sees an earlier stage after a later one.
                        let found = seen[stage...].firstIndex(of: verdict)
                        stage = try #require(found, "the verdict belongs to no stage, or to an earlier one")
                        _ = (try verifier.policy, try verifier.authorities)
                        await Task.yield()
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        try verifier.updateTrust(trust, now: now)
                        try verifier.updateStatus(status, now: now)
                        try verifier.updateObject(inForce)
                        try verifier.setPolicy(Policy())
                        let lists = try verifier.restore(verifier.exportState())
                        #expect(!lists.contains(.taken), "\(lists)")
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try verifier.exportState() == state)
        #expect(try verifier.check(text, at: .now(now)) == seen[3])
    }

    @Test func verdictsOutliveTheirVerifier() throws {
        let vector = try Files.json("vectors/example-of-the-specification.json")
        let text = try #require(vector["input"]["text"].string)
        let now = try #require(Date(json: vector["now"]))
        var verifier: Verifier? = try Verifier(anchor: try Files.trustList(try #require(vector["trust"].string)))
        weak var released = verifier
        let verdict = try #require(try verifier?.check(text, at: .now(now)))
        verifier = nil
        #expect(released == nil, "a verdict holds its verifier")
        #expect(verdict.stands && verdict.label?.productID == "SS-2026-000123")
    }
}
