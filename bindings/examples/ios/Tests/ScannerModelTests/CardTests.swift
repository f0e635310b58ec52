import Foundation
import Starseal
import Testing

@testable import ScannerModel

/// Makes a card in both languages for every verdict of the test vectors.
@Suite("cards")
struct CardTests {
    @Test("a card of every vector", arguments: Vectors.labels)
    func vector(_ name: String) throws {
        for (_, verdict) in try Vectors.verdicts(name) { try holds(verdict) }
    }

    @Test("a card of every check in a story", arguments: Vectors.stories)
    func story(_ name: String) throws {
        for (_, verdict) in try Vectors.verdicts(name) { try holds(verdict) }
    }

    @Test("these cover every code that a verdict can have, and each code of an authentic label has its own word")
    func everyCode() throws {
        let verdicts = try (Vectors.labels + Vectors.stories).flatMap { try Vectors.verdicts($0).map(\.verdict) }
        let all = Code.allCases.prefix { $0 != .clockBehind }
        #expect(Set(verdicts.map(\.code)) == Set(all))
        for language in Language.allCases {
            let words = Dictionary(grouping: verdicts.filter(\.isAuthentic), by: \.code).mapValues {
                Set($0.map { Card($0, in: language).word })
            }
            #expect(words.values.allSatisfy { $0.count == 1 })
            #expect(Set(words.values).count == 8)
        }
    }

    /// Asserts the properties of every card.
    private func holds(_ verdict: Verdict) throws {
        for language in Language.allCases {
            let card = Card(verdict, in: language)
            // A color is never shown alone: each color has a symbol and a word.
            let symbols: [MarkColor: String] = [.green: "✓", .amber: "!", .gray: "?", .red: "✗"]
            #expect(card.color == verdict.color && card.symbol == symbols[card.color] && !card.word.isEmpty)
            #expect(card.sentence == verdict.sentence(in: language))
            let shown = [card.word, card.sentence] + card.notes + card.rows.flatMap { [$0.name, $0.value] }
            var rest = card.spoken[...]
            for text in shown {
                let bare = text.hasSuffix("。") || text.hasSuffix(".") ? String(text.dropLast()) : text
                let place = try #require(rest.range(of: bare), "\(bare) is missing or in the wrong place")
                rest = rest[place.upperBound...]
            }
            #expect(forbidden(in: card.spoken) == nil)
            #expect(card.url == verdict.url)
            if let label = verdict.label {
                try holds(of: card, verdict, label, language)
            } else {
                #expect(card.stars == nil && card.rows.isEmpty && card.url == nil)
                #expect(card.notes.count == 1 && card.notes[0] != card.sentence)
                #expect(Self.saidByLabels.first { card.spoken.contains($0) } == nil)
            }
        }
    }

    private func holds(of card: Card, _ verdict: Verdict, _ label: AuthenticLabel, _ language: Language) throws {
        let values = Dictionary(uniqueKeysWithValues: card.rows.map { ($0.name, $0.value) })
        let value = { (word: ScreenWord) in values[word.text(in: language)] }
        let assessment: ScreenWord = label.assessment == .selfDeclared ? .selfDeclared : .thirdParty
        #expect(value(.assessment) == assessment.text(in: language))
        #expect(value(.productID) == label.productID && value(.model) == label.model && value(.holder) == label.holder)
        #expect(value(.lastDay) == verdict.lastDay?.description)
        #expect(value(.issuer) == label.issuerNames.in(language) && value(.authority) == label.authorityNames.in(language))
        #expect(value(.level) == label.levelNames.in(language))
        #expect(card.stars?.count == ((1...4).contains(label.level) ? Int(label.level) : nil))
        #expect(card.notes == verdict.reasonSentences(in: language))
        let age = try #require(value(.data))
        #expect(age.contains(CalendarDate(try #require(verdict.statusIssuedAt ?? verdict.trustIssuedAt), in: .gmt).description))
    }

    /// Claims of the labels in the vectors. They are long enough to be found in other texts only if they leak.
    private static let saidByLabels: Set<String> = {
        let labels = (Vectors.labels + Vectors.stories).flatMap { name -> [JSON] in
            guard let vector = try? Vectors.json(name) else { return [] }
            return [vector["label"]] + (vector["each"].array ?? []).map { $0["label"] }
                + (vector["steps"].array ?? []).map { $0["label"] }
        }
        let said = labels.flatMap { label in ["product_id", "holder", "model", "serial"].compactMap { label[$0].string } }
        precondition(said.contains("EX-000123"), "the vectors have other labels now")
        return Set(said.filter { $0.utf8.count > 5 })
    }()
}

/// Returns a word in a text that the scheme forbids to use for a product, or nil.
func forbidden(in text: String) -> String? {
    let words = #/(?i)\b(?:un)?(?:safe|secure)(?:ly|d)?\b|safety|security|安全|セキュア|安心/#
    return text.firstMatch(of: words).map { String($0.output) }
}
