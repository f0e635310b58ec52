import Foundation
import Starseal
import Testing

@testable import ScannerModel

/// Compares the cards with `bindings/examples/screen-cases.json`. Both platforms make these cards with the same bytes. Android's
/// tests write the file.
@Suite("screen-cases.json")
struct CasesTests {
    @Test("the cards are those of the Android app")
    func cases() throws {
        let file = Vectors.project.appendingPathComponent("bindings/examples/screen-cases.json")
        let cases = try #require(try JSONDecoder().decode(JSON.self, from: try Data(contentsOf: file))["cases"].array)
        #expect(cases.count >= 24)
        for theirs in cases {
            let name = try #require(theirs["name"].string)
            let verdicts = try verdicts(name)
            for language in Language.allCases {
                let cards = verdicts.map { Card($0, in: language) }
                #expect(theirs[language.rawValue] == .array(cards.map(json)), "\(name) in \(language)")
            }
        }
    }

    /// Returns the cards of `vectors/NAME`, or of `stories/NAME/STEP`.
    private func verdicts(_ name: String) throws -> [Verdict] {
        let parts = name.split(separator: "/")
        let found = try Vectors.verdicts(parts.prefix(2).joined(separator: "/")).filter { $0.name == name }
        try #require(!found.isEmpty, "\(name) has no verdict")
        return found.map(\.verdict)
    }

    private func json(_ card: Card) -> JSON {
        [
            "symbol": .string(card.symbol), "word": .string(card.word), "color": .string(card.color.rawValue),
            "stars": JSON(card.stars), "sentence": .string(card.sentence), "notes": JSON(card.notes),
            "rows": .array(card.rows.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "url": JSON(card.url?.absoluteString), "spoken": .string(card.spoken),
        ]
    }
}
