import Foundation
import Testing

@testable import Starseal

/// Every input has a verdict or causes an error.
@Suite("garbage")
struct GarbageTests {
    let lists: [Data]
    let state: Data
    let bundle: Data
    let carrier: String
    let verifier: Verifier
    let anchor: Data

    init() throws {
        let story = try Files.json("stories/bundle-for-a-shop.json")
        let steps = try #require(story["steps"].array)
        anchor = try #require(Data(hex: story["anchor"]))
        bundle = try #require(Data(hex: steps[0]["hex"]))
        carrier = try #require(steps[1]["text"].string)
        verifier = try Verifier(anchor: anchor)
        try verifier.apply(bundle, now: try #require(Date(json: steps[0]["now"])))
        state = try verifier.exportState()
        let update = try Files.json("stories/extended-after-printing.json")
        lists = [anchor] + (update["steps"].array ?? []).compactMap { Data(hex: $0["hex"]) }
        try #require(lists.count == 5)
    }

    /// Passes bytes to every function that takes bytes. They may be accepted, or refused with a `StarsealError`.
    private func give(_ bytes: Data) {
        let calls: [() throws -> Void] = [
            { _ = try Verifier(anchor: bytes) },
            { _ = try Verifier.restored(anchor: anchor, state: bytes) },
            { try verifier.addAuthority(bytes) },
            { try verifier.updateTrust(bytes) },
            { try verifier.updateStatus(bytes) },
            { try verifier.updateObject(bytes) },
            { try verifier.apply(bytes) },
            { _ = try verifier.restore(bytes) },
            { _ = try verifier.checkImage(bytes, width: 8, height: 8, bytesPerRow: 8) },
            { _ = try verifier.check(String(decoding: bytes, as: UTF8.self)) },
            { _ = try verifier.checkTyped(String(decoding: bytes, as: UTF8.self)) },
        ]
        for call in calls {
            do {
                try call()
            } catch {
                #expect(error is StarsealError, "\(error)")
            }
        }
    }

    @Test func randomBytes() {
        var random = SplitMix(state: 1)
        for round in 0..<300 {
            give(random.bytes(round))
        }
    }

    @Test func alteredLists() throws {
        var random = SplitMix(state: 2)
        for list in lists + [state, bundle] {
            for _ in 0..<60 {
                give(list.prefix(random.below(list.count)))
                var altered = list
                altered[altered.startIndex + random.below(list.count)] ^= 1 << random.below(8)
                give(altered)
                give(altered + random.bytes(7))
            }
        }
        #expect(try verifier.exportState().count >= state.count, "invalid input removed data")
    }

    @Test func oddTexts() throws {
        let odd = [
            "", " ", "\0", "☆\(carrier)", "\(carrier)☆", "\u{202E}\(carrier)", "é\u{301}\u{301}", "👨‍👩‍👧‍👦", "\u{10FFFF}",
            String(repeating: "/", count: 1024), String(repeating: "星", count: 342), String(repeating: "A", count: 1_000_000),
            String(decoding: [0xED, 0xA0, 0x80, 0xFF, 0xC0, 0x80], as: UTF8.self),
        ]
        for text in odd {
            let verdict = try verifier.check(text)
            #expect(!verdict.isAuthentic && !verdict.en.sentence.isEmpty, "\(verdict.code)")
            #expect(try !verifier.checkTyped(text).isAuthentic)
        }
        #expect(try verifier.check(odd[11]).code == .tooLong)
    }

    @Test func alteredCarriers() throws {
        var random = SplitMix(state: 3)
        let letters = [UInt8]("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:/ %+".utf8)
        for _ in 0..<2_000 {
            var text = [UInt8](carrier.utf8)
            text[random.below(text.count)] = letters[random.below(letters.count)]
            let altered = String(decoding: text, as: UTF8.self)
            // Only a change of case in scheme and host has no effect, and this test makes no such change.
            #expect(try altered == carrier || !verifier.check(altered).stands)
        }
    }

    @Test func inputBeyondTheLimitOfUniFFI() throws {
        let zeros = Data(count: mostBytes + 1)
        #expect(throws: StarsealError.self) { _ = try Verifier(anchor: zeros) }
        #expect(throws: StarsealError.self) { try verifier.apply(zeros) }
        #expect(throws: StarsealError.self) { _ = try verifier.checkImage(zeros, width: 1, height: 2, bytesPerRow: mostBytes) }
        #expect(throws: StarsealError.self) { _ = try verifier.checkImage(zeros, width: 1, height: 1, bytesPerRow: mostBytes) }
        let text = String(repeating: "I2W0", count: mostBytes / 4 + 1)
        #expect(try verifier.check(text).code == .tooLong)
        #expect(try verifier.checkTyped(text).code == .tooLong)
    }

    @Test func imagesOfOddSizes() throws {
        let sizes = [Int.min, -1, 0, 1, 2, 63, 64, 65, 16_384, 16_385, Int(UInt32.max), Int(UInt32.max) + 65, Int.max]
        for width in sizes {
            for height in sizes {
                for bytesPerRow in sizes {
                    let sides = 1...4096
                    let (rows, overflows) = bytesPerRow.multipliedReportingOverflow(by: max(height, 1) - 1)
                    let isImage =
                        sides.contains(width) && sides.contains(height) && bytesPerRow >= width
                        && !overflows && rows <= 4096 - width && bytesPerRow * height >= 4096
                    let call = {
                        try verifier.checkImage(Data(count: 4096), width: width, height: height, bytesPerRow: bytesPerRow)
                    }
                    guard !isImage else {
                        #expect(try call().code == .noLabel)
                        continue
                    }
                    #expect(throws: StarsealError.self, "\(width), \(height), \(bytesPerRow)") { _ = try call() }
                }
            }
        }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        #expect(throws: StarsealError.self) { _ = try verifier.checkImage(none, width: 1, height: 1, bytesPerRow: 1) }
    }

    @Test func paddedRows() throws {
        let image = try GreyPNG(try Data(contentsOf: Files.vectors.appendingPathComponent("images/active.png")))
        let (width, height, bytesPerRow) = (image.width, image.height, image.width + 37)
        var padded = Data(repeating: 0x5A, count: bytesPerRow * (height - 1) + width)
        for row in 0..<height {
            let pixels = image.pixels[row * width..<(row + 1) * width]
            padded.replaceSubrange(row * bytesPerRow..<row * bytesPerRow + width, with: pixels)
        }
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        let tight = try verifier.checkImage(image.pixels, width: width, height: height, bytesPerRow: width, at: .now(now))
        let loose = try verifier.checkImage(padded, width: width, height: height, bytesPerRow: bytesPerRow, at: .now(now))
        #expect(tight == loose && tight.labels.count == 1)
        // The first index of a slice is not 0.
        let slice = (Data([1, 2, 3]) + padded).dropFirst(3)
        #expect(try verifier.checkImage(slice, width: width, height: height, bytesPerRow: bytesPerRow, at: .now(now)) == tight)
    }

    @Test func oddTimes() throws {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        let of1970 = try verifier.check(carrier, at: .now(Date(timeIntervalSince1970: 0)))
        #expect(of1970.reasons.contains(.clockBehind))
        for early in [-.infinity, -1e30, -1, -0.5, .nan, 0.5] {
            #expect(try verifier.check(carrier, at: .now(Date(timeIntervalSince1970: early))) == of1970)
        }
        for late in [Double.infinity, 1e30, 1e19, 253_402_300_800] {
            #expect(try !verifier.check(carrier, at: .now(Date(timeIntervalSince1970: late))).stands)
        }
        #expect(try verifier.check(carrier, at: .now(now)) == verifier.check(carrier, at: .now(now + 0.9)))
        #expect(try verifier.check(carrier).isAuthentic)
        for day in ["1583-01-01", "2009-12-31", "2149-06-07", "9999-12-31"] {
            let day = try #require(CalendarDate(day))
            #expect(throws: StarsealError.self) { _ = try verifier.check(carrier, at: .on(day)) }
        }
        for day in ["2010-01-01", "2149-06-06"] {
            #expect(try verifier.check(carrier, at: .on(try #require(CalendarDate(day)))).isAuthentic)
        }
    }

    @Test func oddPolicies() throws {
        var policy = Policy()
        policy.acceptedCriteria = [String(repeating: "星", count: 100_000)]
        #expect(throws: StarsealError.self) { try verifier.setPolicy(policy) }
        policy.acceptedCriteria = ["\u{202E}"]
        #expect(throws: StarsealError.self) { try verifier.setPolicy(policy) }
        policy = Policy()
        policy.minimumLevelOfCategory = [7: 0]
        #expect(throws: StarsealError.self) { try verifier.setPolicy(policy) }
        #expect(try verifier.policy == Policy())
    }
}

/// Random numbers with a fixed seed, so that they are the same in each run (Steele, Lea and Flood 2014).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }

    mutating func bytes(_ count: Int) -> Data {
        Data((0..<count).map { _ in UInt8(truncatingIfNeeded: next()) })
    }
}
