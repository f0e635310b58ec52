import Foundation
import Starseal

/// One verdict on the screen. A refused label has a sentence and advice, and none of its claims. The color is always shown with
/// the symbol and the word. The app may offer `url`; `spoken` is all the rest in order, for a screen reader.
public struct Card: Sendable, Hashable {
    public struct Row: Sendable, Hashable { public let name: String, value: String }
    public let symbol: String, word: String, color: MarkColor, stars: String?, sentence: String
    public let notes: [String], rows: [Row], url: URL?, spoken: String
    init(_ verdict: Verdict, in language: Language) {
        let ofAuthentic: [Code: ScreenWord] = [
            .active: .active, .deferral: .deferral, .expired: .expired, .notYetValid: .notYetValid,
            .withdrawn: .withdrawn, .revoked: .revoked, .statusUnknown: .statusUnknown, .policyUnmet: .policyUnmet,
        ]
        let isQuery = verdict.mark == .query
        let word = ofAuthentic[verdict.code] ?? (isQuery ? .notJudged : .refused)
        let advice: ScreenWord = verdict.code == .notALabel ? .lookForTheLabel : isQuery ? .notForged : .ask
        let symbols: [Mark: String] = [.check: "✓", .clock: "!", .query: "?", .cross: "✗"]
        (symbol, color) = (symbols[verdict.mark, default: "?"], verdict.color)
        self.word = word.text(in: language)
        stars = verdict.label.flatMap { (1...4).contains($0.level) ? String(repeating: "★", count: Int($0.level)) : nil }
        sentence = verdict.sentence(in: language)
        notes = verdict.isAuthentic ? verdict.reasonSentences(in: language) : [advice.text(in: language)]
        rows = verdict.label.map { Self.rows(verdict, $0, language) } ?? []
        url = verdict.url
        let said = [self.word, sentence] + notes + rows.map { "\($0.name): \($0.value)" }
        spoken = sentences(said, in: language)
    }
    private static func rows(_ verdict: Verdict, _ label: AuthenticLabel, _ language: Language) -> [Row] {
        let assessment: ScreenWord = label.assessment == .thirdParty ? .thirdParty : .selfDeclared
        let moment = verdict.reasons.contains(.clockBehind) ? nil : verdict.moment
        let age = ageOfData(status: verdict.statusIssuedAt, trust: verdict.trustIssuedAt, at: moment, in: language)
        let all: [(ScreenWord, String?)] = [
            (.productID, label.productID), (.level, label.levelNames.in(language)),
            (.model, label.model), (.holder, label.holder),
            (.lastDay, verdict.lastDay?.description), (.assessment, assessment.text(in: language)),
            (.issuer, label.issuerNames.in(language)), (.authority, label.authorityNames.in(language)), (.data, age),
        ]
        return all.compactMap { name, value in value.map { Row(name: name.text(in: language), value: $0) } }
    }
}

/// Returns the day of the data in UTC, that of the status list if one is held, and its age; `nil` is a time that is not known.
func ageOfData(status: Date?, trust: Date?, at moment: Date?, in language: Language) -> String? {
    guard let issuedAt = status ?? trust else { return nil }
    let days = moment.map { Int($0.timeIntervalSince(issuedAt) / 86_400) }
    let old: ScreenWord = days.map { $0 < 1 ? .today : $0 == 1 ? .oneDayOld : .daysOld } ?? .ageUnknown
    let (age, day) = (old.text(in: language, filling: ["n": "\(days ?? 0)"]), CalendarDate(issuedAt, in: .gmt).description)
    return (status == nil ? ScreenWord.noStatus : .statusOf).text(in: language, filling: ["day": day, "age": age])
}

/// Joins texts as sentences.
func sentences(_ texts: [String], in language: Language) -> String {
    let (stop, between) = language == .ja ? ("。", "") : (".", " ")
    return texts.map { $0.hasSuffix(stop) ? $0 : $0 + stop }.joined(separator: between)
}
