import Foundation
import Starseal
import Testing

@testable import ScannerModel

@Suite("the data that the app keeps")
final class LabelDataTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let file: URL
    let anchor: Data
    let bundle: Data
    let now: Date
    let carrier: String

    init() throws {
        file = folder.appendingPathComponent("app/starseal.state")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let story = try Vectors.json("stories/bundle-for-a-shop")
        let steps = try #require(story["steps"].array)
        anchor = try Vectors.bytes(story["anchor"])
        let apply = try #require(steps.first { $0["do"] == "apply-bundle" && $0["expect"] == "accepted" })
        let check = try #require(steps.first { $0["do"] == "check" })
        (bundle, now) = (try Vectors.bytes(apply["hex"]), try Vectors.time(apply["now"]))
        carrier = try #require(check["text"].string)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @Test("the anchor that the app ships is valid, and is that of the vectors")
    func shipped() throws {
        #expect(try LabelData.anchor() == (try Vectors.bytes(try Vectors.json("trust/jc-star")["hex"])))
        let data = try LabelData(anchor: LabelData.anchor(), file: file)
        #expect(try data.verifier.authorities.count == 1 && data.news == nil && data.refreshedAt == nil)
    }

    @Test("fetched data is available after a restart")
    func kept() throws {
        let data = try LabelData(anchor: anchor, file: file)
        #expect(try data.verifier.check(carrier, at: .now(now)).code == .statusUnknown)
        #expect(try !data.refresh(bundle, at: now))
        #expect(try data.verifier.check(carrier, at: .now(now)).code == .active)
        let later = try LabelData(anchor: anchor, file: file)
        #expect(try later.news == nil && later.verifier.check(carrier, at: .now(now)).code == .active)
        #expect(try #require(later.refreshedAt).timeIntervalSinceNow > -600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("app").path) == ["starseal.state"])
    }

    @Test("an invalid bundle changes nothing, and keeps the stored state")
    func refused() throws {
        let data = try LabelData(anchor: anchor, file: file)
        #expect(try !data.refresh(bundle, at: now))
        let stored = try Data(contentsOf: file)
        for bad in [Data(), Data("<html>404</html>".utf8), bundle.dropLast(), bundle + [0]] {
            #expect(throws: StarsealError.self) { try data.refresh(bad, at: now) }
        }
        #expect(try Data(contentsOf: file) == stored && data.verifier.check(carrier, at: .now(now)).code == .active)
    }

    @Test("damaged stored data is reported once, and the app starts from its anchor")
    func damaged() throws {
        _ = try LabelData(anchor: anchor, file: file).refresh(bundle, at: now)
        let whole = try Data(contentsOf: file)
        var flipped = whole
        flipped[whole.count / 2] ^= 1
        for torn in [Data(), whole.dropLast(), whole.prefix(1), flipped, Data(repeating: 0xFF, count: 100_000)] {
            try Data(torn).write(to: file)
            let data = try LabelData(anchor: anchor, file: file)
            let news = try #require(data.news)
            #expect(try data.verifier.check(carrier, at: .now(now)).code == .statusUnknown && data.refreshedAt == nil)
            for language in Language.allCases {
                var model = ScreenModel(language: language)
                (model.notice, model.camera) = (news, .looking)
                let screen = model.screen(at: now)
                #expect(screen.notice == news.sentence(in: language) && screen.kind == .looking)
                #expect(screen.spoken.contains(try #require(screen.notice)))
            }
            #expect(try LabelData(anchor: anchor, file: file).news == nil, "it is reported again")
        }
    }

    @Test("stored data of a later version, and a folder in place of the file, are reported too")
    func unusable() throws {
        let story = try Vectors.json("stories/state-of-a-later-version")
        let later = try #require(story["steps"].array?.first { $0["do"] == "restore" })
        try Vectors.bytes(later["hex"]).write(to: file)
        #expect(try LabelData(anchor: try Vectors.bytes(story["anchor"]), file: file).news == .stateUnsupported)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(try LabelData(anchor: anchor, file: file).news == .stateDamaged)
    }

    /// Returns `["starseal-bundle", 1, [], trust lists, status lists, []]` with one list, of either kind.
    private func bundle(_ list: Data, isTrust: Bool) -> Data {
        let size = list.count
        let length = size < 256 ? [0x58, UInt8(size)] : [0x59, UInt8(size >> 8), UInt8(size & 0xFF)]
        let (none, one) = (Data([0x80]), Data([0x81]) + Data(length) + list)
        let start = Data([0x86, 0x6F]) + Data("starseal-bundle".utf8) + Data([1]) + none
        return start + (isTrust ? one + none : none + one) + none
    }

    @Test(
        "two signed lists with the same version are reported for each fetch",
        arguments: [
            ("two-trust-lists-of-one-version", "update-trust"), ("two-status-lists-of-one-time", "update-status"),
        ])
    func contradicted(_ name: String, _ kind: String) throws {
        let story = try Vectors.json("stories/\(name)")
        let steps = try #require(story["steps"].array).filter { $0["do"].string == kind }
        let lists = try steps.map { bundle(try Vectors.bytes($0["hex"]), isTrust: kind == "update-trust") }
        let now = try Vectors.time(steps[0]["now"])
        let data = try LabelData(anchor: try Vectors.bytes(story["anchor"]), file: file)
        #expect(try [0, 1, 1, 0].map { try data.refresh(lists[$0], at: now) } == [false, true, true, false])
        let later = try LabelData(anchor: try Vectors.bytes(story["anchor"]), file: file)
        #expect(later.news == nil)
        #expect(try later.refresh(lists[1], at: now), "the list held was not stored")
    }

    @Test("a stored list that contradicts the anchor of a newer app is reported too")
    func contradictedByTheAnchor() throws {
        let story = try Vectors.json("stories/two-trust-lists-of-one-version")
        let steps = try #require(story["steps"].array).filter { $0["do"] == "update-trust" }
        let (one, other) = (try Vectors.bytes(steps[0]["hex"]), try Vectors.bytes(steps[1]["hex"]))
        let data = try LabelData(anchor: try Vectors.bytes(story["anchor"]), file: file)
        _ = try data.refresh(bundle(one, isTrust: true), at: try Vectors.time(steps[0]["now"]))
        #expect(try LabelData(anchor: other, file: file).news == .equivocation)
    }

    @Test("an older list is not reported")
    func older() throws {
        let steps = try #require(try Vectors.json("stories/bundle-for-a-shop")["steps"].array)
        let again = try #require(steps.last { $0["do"] == "apply-bundle" })
        #expect(again["lists"].array?.contains("trust-list-older") == true)
        let data = try LabelData(anchor: anchor, file: file)
        _ = try data.refresh(bundle, at: now)
        #expect(try !data.refresh(try Vectors.bytes(again["hex"]), at: now))
    }

    @Test("an invalid anchor is an error")
    func anchorless() {
        #expect(throws: StarsealError.self) { try LabelData(anchor: Data("trust".utf8), file: file) }
    }
}
