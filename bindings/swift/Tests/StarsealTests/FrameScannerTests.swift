import Foundation
import Testing

@testable import Starseal

/// Camera frames, and the report of symbols that cannot be read.
@Suite("frames of a camera")
struct FrameScannerTests {
    let verifier: Verifier
    let picture: GreyPNG
    let now: Date

    init() throws {
        let vector = try Files.json("vectors/camera.json")
        now = try #require(Date(json: vector["now"]))
        verifier = try Verifier(anchor: try Files.trustList("jc-star"))
        picture = try GreyPNG(try Data(contentsOf: Files.vectors.appendingPathComponent("images/active.png")))
    }

    private func look(_ scanner: FrameScanner) throws -> ImageVerdicts {
        try scanner.checkFrame(
            picture.pixels, width: picture.width, height: picture.height, bytesPerRow: picture.width, at: .now(now))
    }

    @Test func aFrameHasTheVerdictOfItsLabel() throws {
        let scanner = FrameScanner(verifier: verifier)
        let photograph = try verifier.checkImage(
            picture.pixels, width: picture.width, height: picture.height, bytesPerRow: picture.width, at: .now(now))
        try #require(photograph.labels.count == 1)
        for _ in 0..<3 {
            let frame = try look(scanner)
            #expect(frame.labels.map(\.verdict) == photograph.labels.map(\.verdict))
            #expect(frame.labels.map(\.carrier) == photograph.labels.map(\.carrier))
            let lent = try picture.pixels.withUnsafeBytes {
                try scanner.checkFrame(
                    $0, width: picture.width, height: picture.height, bytesPerRow: picture.width, at: .now(now))
            }
            #expect(lent.labels.map(\.carrier) == frame.labels.map(\.carrier))
            try scanner.reset()
        }
    }

    @Test func anUnreadableSymbolIsReported() throws {
        // A broad band between the finder patterns is painted over.
        var painted = picture.pixels
        for row in picture.height / 4..<picture.height * 3 / 4 {
            for column in picture.width / 4..<picture.width * 7 / 8 {
                painted[painted.startIndex + row * picture.width + column] = 120
            }
        }
        let found = try verifier.checkImage(
            painted, width: picture.width, height: picture.height, bytesPerRow: picture.width, at: .now(now))
        #expect(found.code == .noLabel)
        #expect(found.unread.map(\.corners.count) == [4])
    }

    /// The modules of a symbol of version 1 that holds part 1 of 2 of a text.
    private let part = """
        #######..#....#######
        #.....#.##....#.....#
        #.###.#....#..#.###.#
        #.###.#..#.#..#.###.#
        #.###.#.#.#.#.#.###.#
        #.....#..###..#.....#
        #######.#.#.#.#######
        .........###.........
        #.#.#.#..#..#...#..#.
        ..##...#.#.#.#.#.#.#.
        .#######.#..#.#.#.###
        #..###.##..#.#.#.#.##
        #.....#.##..#.#.###..
        ........##.#.#.#.....
        #######...#.#.#.#.###
        #.....#..###.#.#.#...
        #.###.#.#...#.#.###.#
        #.###.#....#.#.#.#.#.
        #.###.#.###.#.#.#.#.#
        #.....#....#.#.#.#..#
        #######.###.#.#.#.#.#
        """.split(separator: "\n").map(Array.init)

    @Test func aSymbolWithoutATextSaysWhy() throws {
        let (zoom, quiet) = (4, 4)
        let side = (part.count + 2 * quiet) * zoom
        let luma = Data(
            (0..<side * side).map { at -> UInt8 in
                let (row, column) = (at / side / zoom - quiet, at % side / zoom - quiet)
                let isInside = part.indices.contains(row) && part.indices.contains(column)
                return isInside && part[row][column] == "#" ? 30 : 220
            })
        let found = try verifier.checkImage(luma, width: side, height: side, bytesPerRow: side, at: .now(now))
        #expect(found.code == .noLabel && found.otherSymbols == 0)
        let symbol = try #require(found.textless.first)
        #expect(symbol.reason == .partOfText)
        #expect(symbol.eci == nil && symbol.part == 1 && symbol.parts == 2)
        #expect(symbol.corners.count == 4)
        #expect(symbol.en.contains("part 1 of 2") && symbol.ja.contains("全 2 個"))
    }

    @Test func aFrameIsCheckedForADay() throws {
        let day = try #require(CalendarDate("2031-01-01"))
        let frame = try FrameScanner(verifier: verifier).checkFrame(
            picture.pixels, width: picture.width, height: picture.height, bytesPerRow: picture.width, at: .on(day))
        #expect(frame.labels.map(\.verdict.code) == [.expired])
    }

    @Test func everyHintHasSentences() {
        let sentences = Language.allCases.flatMap { language in Hint.allCases.map { $0.sentence(in: language) } }
        #expect(Set(sentences.filter { !$0.isEmpty }).count == Language.allCases.count * Hint.allCases.count)
        for hint in Hint.allCases {
            #expect(Hint(hint.raw) == hint)
        }
    }

    @Test func framesOfOddSizesAreRefused() {
        let scanner = FrameScanner(verifier: verifier)
        for size in [Int.min, -1, 0, 65, 16_385, Int.max] {
            #expect(throws: StarsealError.self) {
                _ = try scanner.checkFrame(Data(count: 4096), width: size, height: 64, bytesPerRow: 64)
            }
        }
        #expect(throws: Never.self) { try scanner.checkFrame(Data(count: 4096), width: 64, height: 64, bytesPerRow: 64) }
    }

    @Test func threadsTakeTurns() async throws {
        let scanner = FrameScanner(verifier: verifier)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try look(scanner).labels.count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 1, count: 8))
    }
}
