import Foundation
import Testing

/// What the compiler says that the module `Starseal` makes public (`-emit-symbol-graph`). `cargo xtask swift` has it written.
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
        /// Absent of what the compiler adds by itself, such as `hashValue`.
        let location: Location?

        /// Its own name, after those of what it stands in.
        var name: String { pathComponents.last ?? "" }
        var comment: String? { docComment?.lines.map(\.text).joined(separator: "\n") }
    }

    let symbols: [Symbol]

    /// Reads what was written when the module was compiled last; fails where that was before it was changed last.
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
            "there is no symbol graph of this state of the sources: run `cargo xtask swift`")
        return SymbolGraph(symbols: try JSONDecoder().decode(File.self, from: try Data(contentsOf: file)).symbols)
    }

    private static func modified(_ file: URL) throws -> Date {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.modificationDate] as? Date)
    }

    /// What is declared in a type, in the order of the source.
    func members(of type: String, _ kind: String) -> [Symbol] {
        symbols.filter { $0.kind.identifier == kind && $0.pathComponents.dropLast() == [type] && $0.location != nil }
            .sorted { ($0.location?.position.line ?? 0) < ($1.location?.position.line ?? 0) }
    }

    func fields(of type: String) -> [String] {
        members(of: type, "swift.property").map { snakeCase($0.name) }
    }

    /// An enum's cases, each with the labels of its values.
    func cases(of type: String) -> [(name: String, labels: [String])] {
        members(of: type, "swift.enum.case").map { symbol in
            let parts = symbol.name.split(separator: "(", maxSplits: 1)
            let labels = parts.count == 1 ? [] : parts[1].dropLast().split(separator: ":").map { snakeCase(String($0)) }
            return (String(parts[0]), labels)
        }
    }

    /// All types, without what stands in them.
    var types: Set<String> {
        let kinds: Set = ["swift.struct", "swift.enum", "swift.class", "swift.protocol", "swift.actor", "swift.typealias"]
        return Set(symbols.filter { kinds.contains($0.kind.identifier) }.map { $0.pathComponents.joined(separator: ".") })
    }
}

/// `authorityID` as `authority_id`: a word starts at a capital that follows a small letter.
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
