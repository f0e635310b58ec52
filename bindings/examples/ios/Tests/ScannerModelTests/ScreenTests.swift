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
        model.verifier = verifier
        return model
    }

    @Test(
        "each state of the camera has advice, and a button if there is an action",
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

    @Test("a frame without a label is not an error, and the screen shows the age of the data")
    func nothing() throws {
        var model = looking()
        let before = model.screen(at: now)
        for image in ["blank", "grain", "plain-url"] { model.see(try Vectors.frame(image, verifier, at: now), at: now) }
        #expect(model.screen(at: now) == before && before.kind == .looking)
        #expect(before.age?.contains("No status list is available") == true)
        #expect(model.screen(at: now + 86_400).age != before.age)
    }

    @Test("a hint is shown for two seconds, and never over a card")
    func hint() throws {
        var model = looking()
        let usual = model.screen(at: now)
        let dark = try Vectors.frame("active", verifier, at: now, isSpoilt: true)
        try #require(dark.labels.isEmpty && dark.unread.map(\.hint) == [.lowLight])
        model.see(dark, at: now)
        let told = model.screen(at: now)
        #expect(told.message == Hint.lowLight.sentence(in: .en) && told.spoken.contains(told.message.dropLast()))
        #expect(told.kind == .looking && told.age == usual.age)
        model.see(try Vectors.frame("blank", verifier, at: now), at: now + 1)
        #expect(model.screen(at: now + 2).message == told.message)
        #expect(model.screen(at: now + 2.1) == usual)
        #expect(model.screen(at: now - 1).message == usual.message, "the clock was set back")
        model.see(try Vectors.frame("active", verifier, at: now), at: now + 3)
        model.see(dark, at: now + 4)
        #expect(model.screen(at: now + 4).message == ScreenWord.oneLabel.text(in: .en))
        model.camera = .cameraFailed
        #expect(model.screen(at: now + 4).message == ScreenWord.cameraFailed.text(in: .en))
    }

    @Test("the age of data is in whole days, and is not known where the clock is known to be wrong")
    func age() throws {
        let ages = [0, 86_399, 86_400, 172_799, 172_800].map {
            ageOfData(status: now, trust: now - 1, at: now + TimeInterval($0), in: .en)
        }
        let old = ["less than a day old", "less than a day old", "1 day old", "1 day old", "2 days old"]
        #expect(ages == old.map { "Status of 2026-11-22, \($0)" })
        #expect(ageOfData(status: nil, trust: nil, at: now, in: .en) == nil)
        let floor = try #require(try verifier.authorities.first).clockFloor
        let model = looking()
        #expect(model.screen(at: floor - 90 * 86_400).age?.hasSuffix(", age not known") == true)
    }

    @Test("a card stays until the user asks for the next label")
    func stays() throws {
        var model = looking()
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        let shown = model.screen(at: now)
        #expect(shown.kind == .oneCard && shown.cards.count == 1 && shown.cards[0].word == "Current" && shown.showsCamera)
        #expect(shown.kind.action == .next)
        let blank = try Vectors.frame("blank", verifier, at: now)
        for later in [1.0, 5, 60, 3_600] {
            model.see(blank, at: now + later)
            #expect(model.screen(at: now + later).cards == shown.cards)
        }
        model.press(.next)
        #expect(model.screen(at: now).kind == .looking && model.screen(at: now).cards.isEmpty)
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        #expect(model.screen(at: now) == shown)
    }

    @Test("a card disappears when another label is seen, but not while both are in view")
    func follows() throws {
        var model = looking()
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        model.see(try Vectors.frame("expired", verifier, at: now), at: now + 1)
        #expect(model.screen(at: now + 1).cards.map(\.word) == ["Expired", "Current"])
        model.see(try Vectors.frame("expired", verifier, at: now), at: now + 1.1)
        #expect(model.screen(at: now + 1.1).cards.map(\.word) == ["Expired"])
        model.see(try Vectors.frame("active", verifier, at: now), at: now - 3_600)
        #expect(model.screen(at: now).cards.map(\.word) == ["Current"], "the clock was set back")
    }

    @Test("labels on the screen are checked again when newer data arrives or time passes")
    func judge() throws {
        let story = try Vectors.json("stories/bundle-for-a-shop")
        let steps = try #require(story["steps"].array)
        let check = try #require(steps.first { $0["do"] == "check" })
        let carrier = try #require(check["text"].string)
        let apply = try #require(steps.first { $0["do"] == "apply-bundle" })
        let bundle = try Vectors.bytes(apply["hex"])
        let verifier = try Verifier(anchor: try Vectors.bytes(story["anchor"]))
        var model = looking()
        model.verifier = verifier
        model.restore(#"{"language":"en","labels":["\#(carrier)"]}"#, at: now)
        #expect(model.screen(at: now).cards.map(\.word) == ["Status unknown"])
        _ = try verifier.apply(bundle, now: now)
        #expect(model.screen(at: now).cards.map(\.word) == ["Status unknown"])
        model.judge(at: now)
        #expect(model.screen(at: now).cards.map(\.word) == ["Current"])
        model.judge(at: now + 1_000 * 86_400)
        #expect(model.screen(at: now).cards.map(\.word) == ["Expired"])
    }

    @Test("a label that is checked again does not count as in view")
    func judgedIsNotSeen() throws {
        var model = looking()
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        model.judge(at: now + 2)
        model.see(try Vectors.frame("expired", verifier, at: now), at: now + 2)
        #expect(model.screen(at: now + 2).cards.map(\.word) == ["Expired"])
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
        #expect(model.screen(at: now).cards.isEmpty, "no cards are shown while the camera is stopped")
    }

    @Test("the language can be changed while a card is shown")
    func language() throws {
        var model = looking(.en)
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        model.press(.otherLanguage)
        let screen = model.screen(at: now)
        #expect(screen.language == .ja && screen.cards.map(\.word) == ["有効"])
        model.press(.otherLanguage)
        #expect(model.screen(at: now).cards.map(\.word) == ["Current"])
    }

    @Test("a button of the app changes nothing")
    func others() throws {
        var model = looking()
        model.notice = .equivocation
        model.see(try Vectors.frame("active", verifier, at: now), at: now)
        let before = model.screen(at: now)
        let ours: [ScreenWord] = [.next, .close, .otherLanguage]
        for word in ScreenWord.allCases where !ours.contains(word) { model.press(word) }
        #expect(model.screen(at: now) == before)
    }

    @Test("a message about the data is shown until it is closed", arguments: Language.allCases)
    func notice(_ language: Language) throws {
        for code in [Code.stateDamaged, .stateUnsupported, .equivocation] {
            var model = looking(language)
            model.notice = code
            model.see(try Vectors.frame("active", verifier, at: now), at: now)
            model.press(.next)
            let screen = model.screen(at: now)
            #expect(screen.notice == code.sentence(in: language) && screen.kind == .looking)
            #expect(screen.spoken.contains(try #require(screen.notice)))
            model.press(.close)
            #expect(model.screen(at: now).notice == nil)
        }
    }

    @Test("saved labels are shown again after a new check", arguments: Language.allCases)
    func restore(_ language: Language) throws {
        var model = looking(language)
        model.see(try Vectors.frame("shelf-of-three", verifier, at: now), at: now)
        model.notice = .stateDamaged
        let saved = model.saved
        #expect(saved.utf8.count < 8_192)

        var later = looking(language == .en ? .ja : .en)
        later.restore(saved, at: now)
        #expect(later.screen(at: now) == model.screen(at: now) && later.screen(at: now).language == language)

        var strict = looking()
        let other = try Vectors.verifier("no-issuers")
        strict.verifier = other
        strict.restore(saved, at: now)
        #expect(strict.screen(at: now).cards.allSatisfy { $0.rows.isEmpty && $0.symbol != "✓" }, "a saved verdict was used")
    }

    @Test(
        "other saved content changes nothing",
        arguments: [
            "", "{}", "null", "[1]", "\u{0}", #"{"language":"fr","labels":[]}"#, #"{"language":"ja","labels":[7]}"#,
            #"{"language":"#,
        ])
    func garbage(_ saved: String) {
        var model = looking()
        let before = model.screen(at: now)
        model.restore(saved, at: now)
        #expect(model.screen(at: now) == before)
    }

    @Test("other saved texts are checked like labels, at most sixteen of them")
    func hostile() throws {
        let texts = (0..<1_000).map { "HTTPS://EVIL.EXAMPLE/\($0)/" + String(repeating: "Z", count: 5_000) }
        let saved = String(decoding: try JSONEncoder().encode(["labels": texts]), as: UTF8.self)
        var model = looking()
        model.restore(#"{"language":"ja",\#(saved.dropFirst())"#, at: now)
        let cards = model.screen(at: now).cards
        #expect(cards.count == 16 && cards.allSatisfy { $0.symbol == "✗" && $0.url == nil })
    }

    @Test("data is fetched after a day, an hour after a failure, and when the clock is set back")
    func refresh() {
        var model = looking()
        #expect(model.isRefreshDue(at: now), "it was never fetched")
        model.refreshBegun(at: now)
        #expect(!model.isRefreshDue(at: now) && !model.isRefreshDue(at: now + 3_599) && model.isRefreshDue(at: now + 3_600))
        model.refreshed(at: now)
        #expect(!model.isRefreshDue(at: now) && !model.isRefreshDue(at: now + 86_399) && model.isRefreshDue(at: now + 86_400))
        #expect(model.isRefreshDue(at: now - 1), "the clock was set back")
    }

    @Test("the texts are those of the Android app, in both languages, and contain no forbidden word")
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
