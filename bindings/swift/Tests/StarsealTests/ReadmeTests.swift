import Foundation
import Testing

@testable import Starseal

/// The README's example is also in this file, so the tests compile and run it.
@Suite("README")
struct ReadmeTests {
    @Test func theExampleRuns() throws {
        let story = try Files.json("stories/bundle-for-a-shop.json")
        let steps = try #require(story["steps"].array)
        let trustList = try #require(Data(hex: story["anchor"]))
        let bundle = try #require(Data(hex: steps[0]["hex"]))
        let carrier = try #require(steps[1]["text"].string)
        let stateFile = FileManager.default.temporaryDirectory.appendingPathComponent("starseal-\(UUID()).state")
        defer { try? FileManager.default.removeItem(at: stateFile) }

        let verifier = try Verifier(anchor: trustList)
        try verifier.apply(bundle)
        let verdict = try verifier.check(carrier)
        switch verdict.outcome {
        case .stands(let label, let lastDay): print("★\(label.level) \(label.model ?? label.productID), until \(lastDay)")
        case .doesNotStand(let label, _, let code): print("\(label.productID): authentic, and \(code)")
        case .refused(let code): print("\(code): \(code.sentence(in: .en))")
        }
        print(verdict.sentence(in: .ja))
        try verifier.exportState().write(to: stateFile, options: .atomic)

        let restored = try Verifier.restored(anchor: trustList, state: try Data(contentsOf: stateFile))
        #expect(!restored.lists.isEmpty && !restored.lists.contains { if case .refused = $0 { true } else { false } })
        #expect(try restored.verifier.authorities == verifier.authorities)
        #expect(verdict.isAuthentic)
    }

    @Test func theExampleIsTheReadmes() throws {
        let readme = try Files.text("bindings/swift/README.md")
        let start = try #require(readme.range(of: "```swift\n")).upperBound
        let end = try #require(readme.range(of: "\n```", range: start..<readme.endIndex)).lowerBound
        let here = try Files.text("bindings/swift/Tests/StarsealTests/ReadmeTests.swift").split(separator: "\n")
        let lines = Set(here.map { $0.trimmingCharacters(in: .whitespaces) })
        let shown = readme[start..<end].split(separator: "\n").map(String.init)
        #expect(shown.count >= 10)
        #expect(shown.filter { !lines.contains($0) } == [])
    }
}
