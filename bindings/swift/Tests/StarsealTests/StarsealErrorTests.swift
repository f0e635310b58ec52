import Foundation
import Testing

@testable import Starseal

/// The texts of errors, which appear in logs.
@Suite("errors")
struct StarsealErrorTests {
    let anchor: Data
    let verifier: Verifier

    init() throws {
        anchor = try Files.trustList("with-status")
        verifier = try Verifier(anchor: anchor)
    }

    private func expect(_ refusal: StarsealError, _ call: () throws -> Void) {
        #expect(throws: refusal, performing: call)
        #expect(refusal.localizedDescription == refusal.detail)
        #expect(refusal.errorDescription == refusal.detail)
        #expect(refusal.failureReason == refusal.code.sentence(in: .current))
        #expect(refusal.sentence(in: .ja) == refusal.code.sentence(in: .ja))
        #expect((refusal as any Error).localizedDescription == refusal.detail)
    }

    @Test func trustList() {
        let cutOff = "the trust list is not well-formed: the bytes end within an item"
        expect(.trustList(code: .trustListMalformed, detail: cutOff)) { _ = try Verifier(anchor: Data()) }
        expect(.trustList(code: .trustListMalformed, detail: cutOff)) {
            _ = try Verifier.restored(anchor: Data(), state: Data())
        }
        expect(.trustList(code: .trustListMalformed, detail: cutOff)) { try verifier.updateTrust(Data()) }
        let twice = "the trust list conflicts with that of another authority: the authority has been added already"
        expect(.trustList(code: .trustListConflict, detail: twice)) { try verifier.addAuthority(anchor) }
    }

    @Test func statusList() {
        let other = "the status list is not well-formed: an item has a tag that is not allowed there"
        expect(.statusList(code: .statusListMalformed, detail: other)) { try verifier.updateStatus(Data("no list".utf8)) }
    }

    @Test func bundle() {
        let other = "not a bundle: an item is not of the expected type or value"
        expect(.bundle(code: .bundleMalformed, detail: other)) { try verifier.apply(Data([0])) }
    }

    @Test func state() {
        let torn = "the stored state is incomplete or was altered"
        expect(.state(code: .stateDamaged, detail: torn)) { _ = try verifier.restore(Data([0])) }
        expect(.state(code: .stateDamaged, detail: torn)) {
            _ = try Verifier.restored(anchor: anchor, state: verifier.exportState().dropLast())
        }
    }

    @Test func image() throws {
        let short = "11 bytes are not 4 rows of 3 pixels, 3 bytes apart"
        expect(.image(code: .badImage, detail: short)) {
            _ = try verifier.checkImage(Data(count: 11), width: 3, height: 4, bytesPerRow: 3)
        }
        let day = try #require(CalendarDate("2026-11-22"))
        expect(.image(code: .badImage, detail: short)) {
            _ = try verifier.checkImage(Data(count: 11), width: 3, height: 4, bytesPerRow: 3, at: .on(day))
        }
        let long = "400 bytes are not 10 rows of 10 pixels, 10 bytes apart"
        expect(.image(code: .badImage, detail: long)) {
            _ = try verifier.checkImage(Data(count: 400), width: 10, height: 10, bytesPerRow: 10)
        }
        let scanner = FrameScanner(verifier: verifier)
        expect(.image(code: .badImage, detail: long)) {
            _ = try scanner.checkFrame(Data(count: 400), width: 10, height: 10, bytesPerRow: 10)
        }
    }

    @Test func value() throws {
        let early = "date is 14609, not in 14610 to 65535"
        let day = try #require(CalendarDate("2009-12-31"))
        expect(.value(code: .badValue, detail: early)) { _ = try verifier.check("", at: .on(day)) }
        expect(.value(code: .badValue, detail: early)) {
            _ = try verifier.checkImage(Data(count: 100), width: 10, height: 10, bytesPerRow: 10, at: .on(day))
        }
        var policy = Policy()
        policy.minimumLevel = 0
        expect(.value(code: .badValue, detail: "level is 0, not in 1 to 255")) { try verifier.setPolicy(policy) }
        #expect(try verifier.policy == Policy(), "a refused policy is in effect")
    }

    @Test(arguments: Code.allCases)
    func everyCodeHasItsSentences(_ code: Code) {
        #expect(!code.sentence(in: .en).isEmpty && !code.sentence(in: .ja).isEmpty)
        #expect(code.sentence(in: .en) != code.sentence(in: .ja))
        #expect("\(code)" == code.rawValue)
    }

    @Test func languageOfTheUser() {
        #expect(Language.preferred(of: ["ja-JP", "en-JP"]) == .ja)
        #expect(Language.preferred(of: ["de-CH", "JA"]) == .ja)
        #expect(Language.preferred(of: ["en_GB"]) == .en)
        #expect(Language.preferred(of: ["de", "jam-JM"]) == .en)
        #expect(Language.preferred(of: []) == .en)
        let names = Names(en: "Example", ja: "見本")
        #expect(names.in(.en) == "Example" && names.in(.ja) == "見本")
    }
}
