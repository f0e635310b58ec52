import Foundation
import StarsealGenerated
import Testing

@testable import Starseal

/// The public types are exactly those of bindings/surface.json. Kotlin, Python and Rust are compared with that file
/// too.
@Suite("the surface that all languages share")
struct SurfaceTests {
    let surface: JSON
    let graph: SymbolGraph

    init() throws {
        surface = try JSONDecoder().decode(JSON.self, from: Data(try Files.text("bindings/surface.json").utf8))
        graph = try SymbolGraph.ofStarseal()
    }

    private func members(_ name: String) throws -> [String: JSON] {
        let members = try #require(surface[name].object)
        try #require(!members.isEmpty)
        return members
    }

    private func strings(_ value: JSON?) throws -> [String] {
        try #require(value?.array).map { try #require($0.string) }
    }

    @Test func codes() throws {
        let codes = try strings(surface["codes"])
        #expect(Code.allCases.map(\.rawValue) == codes)
        // This layer knows every code of the library.
        #expect(allCodes() == codes)
    }

    @Test func everyType() throws {
        let shared = try ["types", "added", "enums", "variants"].flatMap { try members($0).keys }
        // A verifier and a scanner have no fields, the file has separate entries for codes and errors, and each
        // language has its own type for days.
        let own = ["Verifier", "FrameScanner", "Code", "StarsealError", "When", "CalendarDate"]
        #expect(graph.types == Set(shared + own))
    }

    @Test func fields() throws {
        let (derived, inJSON) = try (members("derived"), members("json"))
        for (type, fields) in try members("types").merging(members("added"), uniquingKeysWith: { $1 }) {
            let own = try strings(fields).map { inJSON[type] == .string($0) ? "json" : $0 }
            let wanted = try own + (derived[type].map(strings) ?? [])
            #expect(graph.fields(of: type) == wanted, "fields of \(type)")
        }
    }

    @Test func enums() throws {
        let values: [String: [String]] = [
            "Assessment": Assessment.allCases.map(\.rawValue),
            "CheckResult": CheckResult.allCases.map(\.rawValue),
            "Hint": Hint.allCases.map(\.rawValue),
            "Language": Language.allCases.map(\.rawValue),
            "Mark": Mark.allCases.map(\.rawValue),
            "MarkColor": MarkColor.allCases.map(\.rawValue),
            "NoText": NoText.allCases.map(\.rawValue),
            "Update": Update.allCases.map(\.rawValue),
        ]
        let shared = try members("enums").mapValues(strings)
        #expect(values == shared)
        for (name, values) in shared {
            #expect(graph.cases(of: name).map { kebabCase($0.name) } == values, "values of \(name)")
        }
    }

    @Test func variants() throws {
        for (name, variants) in try members("variants") {
            let cases = graph.cases(of: name).map { (kebabCase($0.name), $0.labels) }
            let shared = try #require(variants.object).mapValues(strings)
            #expect(Dictionary(uniqueKeysWithValues: cases) == shared, "variants of \(name)")
        }
    }

    @Test func timesToAskAbout() throws {
        #expect(try graph.cases(of: "When").map { $0.name } == strings(surface["when"]))
    }

    @Test func errors() throws {
        let cases = graph.cases(of: "StarsealError").map { ($0.name.prefix(1).uppercased() + $0.name.dropFirst(), $0.labels) }
        let shared = try members("errors").mapValues(strings)
        #expect(Dictionary(uniqueKeysWithValues: cases) == shared)
    }

    @Test func everythingIsDocumented() {
        let silent = graph.symbols.filter { $0.location != nil && $0.comment?.isEmpty != false }
        #expect(silent.map(\.pathComponents) == [])
    }

    /// The documentation is the same word for word, so that a code has the same meaning in all languages.
    @Test func codesAreDocumentedAsInRust() throws {
        let rust = try Files.text("core/src/code/table.rs")
        let declaration = try #require(rust.range(of: "\ncodes! {")).upperBound
        let end = try #require(rust.range(of: "\n}", range: declaration..<rust.endIndex)).lowerBound
        var (entries, comment): ([String], [String]) = ([], [])
        for line in rust[declaration..<end].split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("///") {
                comment.append(line.dropFirst(3).trimmingCharacters(in: .whitespaces))
            } else if let colon = line.firstIndex(of: ":") {
                entries.append("\(line[..<colon].lowercased()): \(comment.joined(separator: "\n"))")
                comment = []
            }
        }
        let ours = graph.members(of: "Code", "swift.enum.case").map { "\($0.name.lowercased()): \($0.comment ?? "")" }
        #expect(ours == entries)
        #expect(entries.count == Code.allCases.count)
    }
}
