import Foundation
import Testing

@testable import Starseal

/// Each file of test-vectors/vectors is a test case with the file's name.
@Suite("test-vectors/vectors")
struct VectorTests {
    static let names = Files.names(in: "vectors")
    static let sentences = Result { try Files.json("sentences.json") }
    static let records = Result { try Files.json("records.json") }

    @Test("vectors", arguments: names)
    func vector(_ name: String) throws {
        let vector = try Files.json("vectors/\(name).json")
        let said = try Self.sentences.get()["vectors/\(name)"]
        do {
            switch vector["kind"] {
            case "label": try label(vector, said)
            case "image": try image(vector, said)
            case "trust-list": try trustList(vector, said)
            default: throw Difference(description: "unknown kind \(vector["kind"])")
            }
        } catch {
            Issue.record("\(error)\n\(vector["description"])\nby \(vector["rules"])")
        }
    }

    private func label(_ vector: JSON, _ said: JSON) throws {
        let verifier = try verifier(of: vector)
        let at = try #require(When(json: vector))
        let text = try #require(vector["input"]["text"].string)
        let isTyped = vector["input"]["wedge"] == .bool(true)
        let verdict = isTyped ? try verifier.checkTyped(text, at: at) : try verifier.check(text, at: at)
        #expect(try isTyped || verifier.checkMany([text], at: at) == [verdict])
        try same("the verdict", Shape.of(verdict), Shape.expected(of: vector))
        try same("the record", .string(verdict.json), Self.records.get()[try #require(vector["name"].string)])
        try same("the trust list's age", Shape.trustAgeDays(of: verdict), vector["trust_age_days"])
        try same("the sentences", Shape.said(of: verdict), said)
        try agreesWithItself(verdict, text)
    }

    private func image(_ vector: JSON, _ said: JSON) throws {
        let verifier = try verifier(of: vector)
        let at = try #require(When(json: vector))
        let name = try #require(vector["input"]["image"].string)
        let image = try GreyPNG(try Data(contentsOf: Files.vectors.appendingPathComponent(name)))
        let (pixels, width, height) = (image.pixels, image.width, image.height)
        let verdicts = try verifier.checkImage(pixels, width: width, height: height, bytesPerRow: width, at: at)
        let lent = try pixels.withUnsafeBytes {
            try verifier.checkImage($0, width: width, height: height, bytesPerRow: width, at: at)
        }
        #expect(lent == verdicts, "borrowed memory and Data have different results")
        let count = try #require(vector["input"]["labels"].number)
        if count == 0 {
            let code = try #require(verdicts.code)
            try same("the code", Shape.of(code), vector["expect"])
            return try same("the sentences", [Shape.said(of: code)], said)
        }
        let each = vector["each"].array ?? [vector]
        let saidOfEach = try #require(said.array)
        try #require(saidOfEach.count == each.count)
        // The order is not compared, because a vector does not state where labels are in a picture.
        let sorted = { (found: [JSON]) in JSON.array(found.sorted { $0.description < $1.description }) }
        let found = verdicts.labels.map { sighting -> JSON in
            ["is": Shape.of(sighting.verdict), "carrier": .string(sighting.carrier), "said": Shape.said(of: sighting.verdict)]
        }
        let wanted = try zip(each, saidOfEach).map { each, said -> JSON in
            // A carrier that cannot be decoded has no form. It must be refused for that reason, and its text is not
            // compared.
            let carrier = each["forms"]["carrier"]
            let first = try #require(verdicts.labels.first)
            return [
                "is": Shape.expected(of: each), "carrier": carrier == nil ? .string(first.carrier) : carrier, "said": said,
            ]
        }
        try same("the labels found", sorted(found), sorted(wanted))
        #expect(each.count > 1 || verdicts.labels.count == count)
        for sighting in verdicts.labels {
            #expect(sighting.corners.count == 4)
            try agreesWithItself(sighting.verdict, sighting.carrier)
        }
    }

    private func trustList(_ vector: JSON, _ said: JSON) throws {
        let bytes = try #require(Data(hex: vector["input"]["hex"]))
        do {
            let verifier = try Verifier(anchor: bytes)
            try same("the outcome", "accepted", vector["expect"])
            try same("the sentences", nil, said)
            #expect(try verifier.authorities.count == 1)
        } catch let refusal as StarsealError {
            guard case .trustList = refusal else { throw Difference(description: "\(refusal) is not an error of a trust list") }
            try same("the code", Shape.of(refusal.code), vector["expect"])
            try same("the sentences", Shape.said(of: refusal.code), said)
        }
    }

    private func verifier(of vector: JSON) throws -> Verifier {
        try Verifier(anchor: try Files.trustList(vector["trust"].string ?? ""))
    }
}

/// Each entry of sentences.json belongs to a vector or a story, and each of those has an entry, except accepted trust
/// lists.
@Test func everySentenceHasAFile() throws {
    let spokenOf = try VectorTests.names.filter { try Files.json("vectors/\($0).json")["expect"] != "accepted" }
    let names = spokenOf.map { "vectors/\($0)" } + StoryTests.names.map { "stories/\($0)" }
    let entries = try #require(try VectorTests.sentences.get().object)
    #expect(Set(entries.keys) == Set(names))
    print("\(VectorTests.names.count) vectors and \(StoryTests.names.count) stories, each a test case")
}

/// Asserts that the redundant parts of a verdict agree.
func agreesWithItself(_ verdict: Verdict, _ text: String) throws {
    switch verdict.outcome {
    case .stands(let label, let lastDay):
        #expect(verdict.stands && verdict.isAuthentic && verdict.label == label && verdict.lastDay == lastDay)
        #expect(verdict.mark == .check && verdict.color == .green)
    case .doesNotStand(let label, let lastDay, let code):
        #expect(!verdict.stands && verdict.isAuthentic && verdict.label == label && verdict.lastDay == lastDay)
        #expect(verdict.code == code && verdict.mark != .check)
    case .refused(let code):
        #expect(!verdict.stands && !verdict.isAuthentic && verdict.label == nil && verdict.lastDay == nil)
        #expect(verdict.code == code && verdict.mark != .check && verdict.url == nil)
    }
    #expect(verdict.en.reasons.count == verdict.reasons.count && verdict.ja.reasons.count == verdict.reasons.count)
    #expect(Set(verdict.reasons).isSubset(of: verdict.findings.map(\.code)))
    #expect(Set(verdict.checks.flatMap(\.codes)) == Set(verdict.findings.map(\.code)))
    if let url = verdict.url {
        #expect(text.hasSuffix(url.lastPathComponent) || url.absoluteString.utf8.count <= text.utf8.count)
    }
}
