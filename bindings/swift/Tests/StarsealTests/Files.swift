import Foundation
import Testing

@testable import Starseal

/// Files of the project: the test vectors, and the sources that this layer is compared with.
enum Files {
    static let project: URL = {
        // This file is bindings/swift/Tests/StarsealTests/Files.swift.
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 1...5 { folder.deleteLastPathComponent() }
        return folder
    }()

    static let vectors = project.appendingPathComponent("test-vectors")

    /// Returns the names of all JSON files of a folder of the test vectors. There must be at least one: an empty test
    /// could not fail.
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

    /// Returns a trust list of the test vectors.
    static func trustList(_ name: String) throws -> Data {
        let list = try json("trust/\(name).json")
        return try #require(Data(hex: list["hex"]))
    }
}

/// A difference between a vector and the result of this layer.
struct Difference: Error, CustomStringConvertible {
    let description: String
}

func same(_ what: String, _ ours: JSON, _ theirs: JSON) throws {
    guard ours != theirs else { return }
    throw Difference(description: "\(what) is \(ours), but the vector has \(theirs)")
}
