import Foundation
import Starseal

/// The lists that labels are judged by: the anchor that the app ships, and what was learned since, kept in a file.
public struct LabelData: Sendable {
    public let verifier: Verifier
    /// What the user is to be told: why what was stored was not taken, or that a list in it contradicts the anchor.
    public let news: Code?
    private let file: URL
    public init(anchor: Data, file: URL) throws {
        (verifier, self.file) = (try Verifier(anchor: anchor), file)
        do {
            let isStored = FileManager.default.fileExists(atPath: file.path)
            news = try isStored && isContradicted(verifier.restore(Data(contentsOf: file))) ? .equivocation : nil
        } catch {
            try? FileManager.default.removeItem(at: file)  // There is the anchor alone, and no more to tell at the next start.
            news = (error as? StarsealError)?.code ?? .stateDamaged
        }
    }
    /// The trust list that the app ships. Whoever builds the app decides by it whom to believe.
    public static func anchor() throws -> Data { try Data(contentsOf: Bundle.module.bundleURL.appending(path: "trust.cbor")) }
    /// When data was last fetched, if it ever was.
    public var refreshedAt: Date? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }
    /// Learns what a bundle brings and stores it, so that a crash leaves the old state or the new one. Says whether
    /// somebody signed two lists of one version, which the user is to be told. Others that are refused are no news.
    public func refresh(_ bundle: Data, at now: Date) throws -> Bool {
        let lists = try verifier.apply(bundle, now: now)
        try verifier.exportState().write(to: file, options: .atomic)
        return isContradicted(lists)
    }
}

private func isContradicted(_ lists: [ListOutcome]) -> Bool {
    lists.contains { if case .refused(.equivocation, _) = $0 { true } else { false } }
}
