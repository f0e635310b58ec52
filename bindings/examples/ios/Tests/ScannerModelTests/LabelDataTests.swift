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
        let story = try Vectors.json("stories/bundle-for-a-shop")
        let steps = try #require(story["steps"].array)
        anchor = try Vectors.bytes(story["anchor"])
        let apply = try #require(steps.first { $0["do"] == "apply-bundle" && $0["expect"] == "accepted" })
        let check = try #require(steps.first { $0["do"] == "check" })
        (bundle, now) = (try Vectors.bytes(apply["hex"]), try Vectors.time(apply["now"]))
        carrier = try #require(check["text"].string)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @Test("the anchor that the app ships opens, and is that of the vectors")
    func shipped() throws {
        #expect(try LabelData.anchor() == (try Vectors.bytes(try Vectors.json("trust/jc-star")["hex"])))
        let data = try LabelData(anchor: LabelData.anchor(), file: file)
        #expect(data.verifier.authorities.count == 1 && data.fault == nil && data.refreshedAt == nil)
    }

    @Test("what was fetched is there after a restart")
    func kept() throws {
        let data = try LabelData(anchor: anchor, file: file)
        #expect(data.verifier.check(carrier, now: now).code == .statusUnknown)
        try data.refresh(bundle, at: now)
        #expect(data.verifier.check(carrier, now: now).code == .active)
        let later = try LabelData(anchor: anchor, file: file)
        #expect(later.fault == nil && later.verifier.check(carrier, now: now).code == .active)
        #expect(try #require(later.refreshedAt).timeIntervalSinceNow > -600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("app").path) == ["starseal.state"])
    }

    @Test("a bundle that is none changes nothing, and leaves what is stored")
    func refused() throws {
        let data = try LabelData(anchor: anchor, file: file)
        try data.refresh(bundle, at: now)
        let stored = try Data(contentsOf: file)
        for bad in [Data(), Data("<html>404</html>".utf8), bundle.dropLast(), bundle + [0]] {
            #expect(throws: Refusal.self) { try data.refresh(bad, at: now) }
        }
        #expect(try Data(contentsOf: file) == stored && data.verifier.check(carrier, now: now).code == .active)
    }

    @Test("stored data that was damaged is told once, and the app starts from its anchor")
    func damaged() throws {
        try LabelData(anchor: anchor, file: file).refresh(bundle, at: now)
        let whole = try Data(contentsOf: file)
        var flipped = whole
        flipped[whole.count / 2] ^= 1
        for torn in [Data(), whole.dropLast(), whole.prefix(1), flipped, Data(repeating: 0xFF, count: 100_000)] {
            try Data(torn).write(to: file)
            let data = try LabelData(anchor: anchor, file: file)
            let fault = try #require(data.fault)
            #expect(data.verifier.check(carrier, now: now).code == .statusUnknown && data.refreshedAt == nil)
            for language in Language.allCases {
                var model = ScreenModel(language: language)
                (model.notice, model.camera) = (fault, .looking)
                let screen = model.screen(at: now)
                #expect(screen.notice == fault.sentence(in: language) && screen.kind == .looking)
                #expect(screen.spoken.contains(try #require(screen.notice)))
                model.see(try Vectors.frame("active", data.verifier, at: now), at: now)
                #expect(model.screen(at: now).notice == nil)
            }
            #expect(try LabelData(anchor: anchor, file: file).fault == nil, "it is told again")
        }
    }

    @Test("stored data of a later version, and a folder in the file's place, are told too")
    func unusable() throws {
        let story = try Vectors.json("stories/state-of-a-later-version")
        let later = try #require(story["steps"].array?.first { $0["do"] == "restore" })
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Vectors.bytes(later["hex"]).write(to: file)
        #expect(try LabelData(anchor: try Vectors.bytes(story["anchor"]), file: file).fault == .stateUnsupported)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(try LabelData(anchor: anchor, file: file).fault == .stateDamaged)
    }

    @Test("an anchor that is none is an error")
    func anchorless() {
        #expect(throws: Refusal.self) { try LabelData(anchor: Data("trust".utf8), file: file) }
    }
}
