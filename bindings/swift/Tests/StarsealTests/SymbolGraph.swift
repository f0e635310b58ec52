import Foundation
import Testing

/// The public symbols of the module `Starseal`, as the compiler writes them (`-emit-symbol-graph`) in `cargo xtask
/// swift`.
struct SymbolGraph {
    struct Symbol: Decodable {
        struct Kind: Decodable { let identifier: String }
        struct Comment: Decodable {
            struct Line: Decodable { let text: String }
            let lines: [Line]
        }
        struct Location: Decodable {
            struct Position: Decodable {
                let line: Int
                let character: Int
            }
            let uri: String
            let position: Position
        }

        let kind: Kind
        let pathComponents: [String]
        let docComment: Comment?
        /// Absent for symbols that the compiler adds, such as `hashValue`.
        let location: Location?

        /// The symbol's own name, without the names of the types around it.
        var name: String { pathComponents.last ?? "" }
        var comment: String? { docComment?.lines.map(\.text).joined(separator: "\n") }
    }

    let symbols: [Symbol]

    /// Reads the file of the last compilation of the module; fails if a source has changed since.
    static func ofStarseal() throws -> SymbolGraph {
        struct File: Decodable { let symbols: [Symbol] }
        let package = Files.project.appendingPathComponent("bindings/swift")
        let file = package.appendingPathComponent(".build/symbol-graphs/Starseal.symbols.json")
        let sources = package.appendingPathComponent("Sources/Starseal")
        let changed = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") }
            .map { try modified(sources.appendingPathComponent($0)) }
        let written = try? modified(file)
        try #require(
            written.map { written in changed.allSatisfy { $0 <= written } } == true,
            "the symbol graph is missing or older than the sources: run `cargo xtask test swift`")
        return SymbolGraph(symbols: try JSONDecoder().decode(File.self, from: try Data(contentsOf: file)).symbols)
    }

    private static func modified(_ file: URL) throws -> Date {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.modificationDate] as? Date)
    }

    /// Returns the declarations in a type, in the order of the source.
    func members(of type: String, _ kind: String) -> [Symbol] {
        symbols.filter { $0.kind.identifier == kind && $0.pathComponents.dropLast() == [type] && $0.location != nil }
            .sorted { ($0.location?.position.line ?? 0) < ($1.location?.position.line ?? 0) }
    }

    func fields(of type: String) -> [String] {
        members(of: type, "swift.property").map { snakeCase($0.name) }
    }

    /// Returns the cases of an enum, each with the labels of its values.
    func cases(of type: String) -> [(name: String, labels: [String])] {
        members(of: type, "swift.enum.case").map { symbol in
            let parts = symbol.name.split(separator: "(", maxSplits: 1)
            let labels = parts.count == 1 ? [] : parts[1].dropLast().split(separator: ":").map { snakeCase(String($0)) }
            return (String(parts[0]), labels)
        }
    }

    /// All types at the top level.
    var types: Set<String> {
        let kinds: Set = ["swift.struct", "swift.enum", "swift.class", "swift.protocol", "swift.actor", "swift.typealias"]
        return Set(symbols.filter { kinds.contains($0.kind.identifier) }.map { $0.pathComponents.joined(separator: ".") })
    }
}

/// Converts `authorityID` to `authority_id`. A word starts at a capital letter that follows a small letter.
func snakeCase(_ name: String) -> String {
    var (words, wasSmall) = ("", false)
    for letter in name {
        if letter.isUppercase && wasSmall { words += "_" }
        words += letter.lowercased()
        wasSmall = !letter.isUppercase
    }
    return words
}

func kebabCase(_ name: String) -> String {
    snakeCase(name).replacingOccurrences(of: "_", with: "-")
}
