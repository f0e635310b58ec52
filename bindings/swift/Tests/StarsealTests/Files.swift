import Foundation
import Testing

@testable import Starseal

/// What stands in the project: test vectors, and the sources that this layer is compared with.
enum Files {
    static let project: URL = {
        // This file is bindings/swift/Tests/StarsealTests/Files.swift.
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 1...5 { folder.deleteLastPathComponent() }
        return folder
    }()

    static let vectors = project.appendingPathComponent("test-vectors")

    /// The names of all JSON files of a folder of the test vectors. None would be a test that cannot fail, so there must be some.
    static func names(in folder: String) -> [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: vectors.appendingPathComponent(folder).path)
        let names = (files ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        precondition(!names.isEmpty, "there are no test vectors in \(vectors.path)/\(folder)")
        return names
    }

    static func json(_ path: String) throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: try Data(contentsOf: vectors.appendingPathComponent(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: project.appendingPathComponent(path)), as: UTF8.self)
    }

    /// A trust list that vectors are judged by.
    static func trustList(_ name: String) throws -> Data {
        let list = try json("trust/\(name).json")
        return try #require(Data(hex: list["hex"]))
    }
}

extension Data {
    init?(hex: JSON) {
        guard let digits = hex.string?.utf8, digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        var high: UInt8?
        for digit in digits {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
            if let before = high {
                append(before << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
    }
}

extension Date {
    /// Reads `YYYY-MM-DDTHH:MM:SSZ`.
    init?(json: JSON) {
        guard let text = json.string, text.utf8.count == 20, text.hasSuffix("Z"),
            let date = try? Date(text, strategy: .iso8601)
        else { return nil }
        self = date
    }
}

/// A difference between what a vector says and what we have.
struct Difference: Error, CustomStringConvertible {
    let description: String
}

func same(_ what: String, _ ours: JSON, _ theirs: JSON) throws {
    guard ours != theirs else { return }
    throw Difference(description: "\(what) is \(ours), and the vector says \(theirs)")
}
