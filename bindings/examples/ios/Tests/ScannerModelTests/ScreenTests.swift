import Foundation
import Starseal
import Testing

@testable import ScannerModel

@Suite("the screen")
struct ScreenTests {
    let now: Date
    let verifier: Verifier

    init() throws {
        now = try Vectors.time("2026-11-22T03:00:00Z")
        verifier = try Vectors.verifier("jc-star")
    }

    private func looking(_ language: Language = .en) -> ScreenModel {
        var model = ScreenModel(language: language)
        model.camera = .looking
        model.authority = verifier.authorities.first
        return model
    }

    @Test(
        "each state of the camera says what is to be done, and has a button where there is something",
        arguments: Language.allCases)
    func states(_ language: Language) {
        let states: [(Kind, ScreenWord, ScreenWord?)] = [
            (.starting, .starting, nil), (.permissionNeeded, .permissionNeeded, .allow),
            (.permissionRefused, .permissionRefused, .settings), (.cameraFailed, .cameraFailed, .retry),
            (.looking, .looking, nil),
        ]
        var model = looking(language)
        for (kind, message, action) in states {
            model.camera = kind
            let screen = model.screen(at: now)
            #expect(screen.kind == kind && screen.message == message.text(in: language) && screen.kind.action == action)
            #expect(screen.cards.isEmpty && screen.showsCamera == (kind == .looking))
            #expect(screen.spoken.contains(screen.message.dropLast()))
        }
        #expect(ScreenModel(language: language).screen(at: now).kind == .starting)
    }

    @Test("a frame without a label is no alarm, and says how old the data is")
    func nothing() throws {
        var model = looking()
        let before = model.screen(at: now)
        for image in ["blank", "grain", "plain-url"] { model.see(try Vectors.frame(image, verifier, at: now), at: now) }
        #expect(model.screen(at: now) == before && before.kind == .looking)
        #expect(before.age?.contains("No status list is held") == true)
        #expect(model.screen(at: now + 86_400).age != before.age)
    }

    @Test("data ages by whole days, and a clock that was put back makes it no younger")
    func age() throws {
        let ages = [0, 86_399, 86_400, 172_799, 172_800].map {
            ageOfData(status: now, trust: now - 1, at: now + TimeInterval($0), in: .en)
        }
        let old = ["less than a day old", "less than a day old", "1 day old", "1 day old", "2 days old"]
        #expect(ages == old.map { "Status of 2026-11-22, \($0)" })
        #expect(ageOfData(status: nil, trust: nil, at: now, in: .en) == nil)
        let floor = try #require(verifier.authorities.first).clockFloor
        let model = looking()
        #expect(model.screen(at: floor - 90 * 86_400).age == model.screen(at: floor).age)
    }

    @Test("a card stays while frames miss the label, then the screen looks again")
    func flicker() throws {
        var model = looking()
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        let shown = model.screen(at: now)
        #expect(shown.kind == .oneCard && shown.cards.count == 1 && shown.cards[0].word == "Current" && shown.showsCamera)
        let blank = try Vectors.frame("blank", verifier, at: now)
        model.see(blank, at: now + 5)
        #expect(model.screen(at: now + 5).cards == shown.cards)
        model.see(blank, at: now + 5.1)
        #expect(model.screen(at: now + 5.1).kind == .looking)
    }

    @Test("a card that another label follows goes at once, and one that a clock put back leaves behind too")
    func follows() throws {
        var model = looking()
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        model.see(try Vectors.frame("expired", verifier, at: now), at: now + 1)
        #expect(model.screen(at: now + 1).cards.map(\.word) == ["Expired", "Current"])
        model.see(try Vectors.frame("expired", verifier, at: now), at: now + 1.1)
        #expect(model.screen(at: now + 1.1).cards.map(\.word) == ["Expired"])
        model.see(try Vectors.frame("blank", verifier, at: now), at: now - 3_600)
        #expect(model.screen(at: now - 3_600).kind == .looking)
    }

    @Test("several labels are several cards, the most serious first", arguments: Language.allCases)
    func several(_ language: Language) throws {
        var model = looking(language)
        let frame = try Vectors.frame("shelf-of-three", verifier, at: now)
        for _ in 1...3 { model.see(frame, at: now) }
        let screen = model.screen(at: now)
        #expect(screen.kind == .cards && screen.cards.map(\.symbol) == ["✗", "!", "✓"])
        #expect(screen.message.contains("3") && screen.cards.allSatisfy { screen.spoken.contains($0.spoken) })
        model.camera = .cameraFailed
        #expect(model.screen(at: now).cards.isEmpty, "cards are no news of a camera that stands still")
    }

    @Test("the language can be changed while a card is shown")
    func language() throws {
        var model = looking(.en)
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        model.language = .ja
        let screen = model.screen(at: now)
        #expect(screen.language == .ja && screen.cards.map(\.word) == ["有効"])
    }

    @Test("what is saved comes back, with labels judged anew", arguments: Language.allCases)
    func restore(_ language: Language) throws {
        var model = looking(language)
        model.see(try Vectors.frame("shelf-of-three", verifier, at: now), at: now)
        model.notice = .stateDamaged
        let saved = model.saved
        #expect(saved.utf8.count < 8_192)

        var later = looking(language == .en ? .ja : .en)
        later.restore(saved, at: now) { verifier.check($0, now: now) }
        #expect(later.screen(at: now) == model.screen(at: now) && later.screen(at: now).language == language)

        var strict = looking()
        let other = try Vectors.verifier("no-issuers")
        strict.restore(saved, at: now) { other.check($0, now: now) }
        #expect(strict.screen(at: now).cards.allSatisfy { $0.rows.isEmpty && $0.symbol != "✓" }, "a saved verdict is believed")
    }

    @Test(
        "what this app did not save changes nothing",
        arguments: [
            "", "{}", "null", "[1]", "\u{0}", #"{"language":"fr","labels":[]}"#, #"{"language":"ja","labels":[7]}"#,
            #"{"language":"#,
        ])
    func garbage(_ saved: String) {
        var model = looking()
        let before = model.screen(at: now)
        model.restore(saved, at: now) { verifier.check($0, now: now) }
        #expect(model.screen(at: now) == before)
    }

    @Test("texts that are no labels are judged like any, and no more than sixteen of them")
    func hostile() throws {
        let texts = (0..<1_000).map { "HTTPS://EVIL.EXAMPLE/\($0)/" + String(repeating: "Z", count: 5_000) }
        let saved = String(decoding: try JSONEncoder().encode(["labels": texts]), as: UTF8.self)
        var model = looking()
        model.restore(#"{"language":"ja",\#(saved.dropFirst())"#, at: now) { verifier.check($0, now: now) }
        let cards = model.screen(at: now).cards
        #expect(cards.count == 16 && cards.allSatisfy { $0.symbol == "✗" && $0.url == nil })
    }

    @Test("data is fetched a day after it was, an hour after that failed, and when the clock goes back")
    func refresh() {
        var model = looking()
        #expect(model.isRefreshDue(at: now), "it never was")
        model.refreshBegun(at: now)
        #expect(!model.isRefreshDue(at: now) && !model.isRefreshDue(at: now + 3_599) && model.isRefreshDue(at: now + 3_600))
        model.refreshed(at: now)
        #expect(!model.isRefreshDue(at: now) && !model.isRefreshDue(at: now + 86_399) && model.isRefreshDue(at: now + 86_400))
        #expect(model.isRefreshDue(at: now - 1), "the clock was put back")
    }

    @Test("the words are those of the Android app, in both languages, and none is forbidden")
    func words() throws {
        let file = "bindings/examples/android/src/main/kotlin/dev/starseal/example/ScreenWord.kt"
        let kotlin = String(decoding: try Data(contentsOf: Vectors.project.appendingPathComponent(file)), as: UTF8.self)
        let theirs = kotlin.matches(of: #/([A-Z_]+)\("([^"]*)", "([^"]*)"\)/#).map { "\($0.1) \($0.2)|\($0.3)" }
        let ours = ScreenWord.allCases.map { word in
            let name = String(describing: word).replacing("productID", with: "productId")
            return name.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined() + " " + word.rawValue
        }
        #expect(theirs == ours)
        for word in ScreenWord.allCases {
            let texts = Language.allCases.map { word.text(in: $0) }
            #expect(Set(texts).count == 2 && texts.allSatisfy { !$0.isEmpty && forbidden(in: $0) == nil })
        }
    }
}
