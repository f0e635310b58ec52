import Foundation
import Starseal

/// The lists that labels are checked against: the anchor that the app ships, and newer lists, which are stored in a file.
public struct LabelData: Sendable {
    public let verifier: Verifier
    /// The message for the user: why stored data was refused, or that a stored list contradicts the anchor.
    public let news: Code?
    private let file: URL
    public init(anchor: Data, file: URL) throws {
        (verifier, self.file) = (try Verifier(anchor: anchor), file)
        do {
            let isStored = FileManager.default.fileExists(atPath: file.path)
            news = try isStored && isContradicted(verifier.restore(Data(contentsOf: file))) ? .equivocation : nil
        } catch {
            try? FileManager.default.removeItem(at: file)  // The app continues with the anchor alone.
            news = (error as? StarsealError)?.code ?? .stateDamaged
        }
    }
    /// The trust list that the app ships. With it, the builder of the app decides which authority is trusted.
    public static func anchor() throws -> Data { try Data(contentsOf: Bundle.module.bundleURL.appending(path: "trust.cbor")) }
    /// When data was last fetched; nil if it was never fetched.
    public var refreshedAt: Date? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }
    /// Applies a bundle and stores the state, so that a crash leaves the old state or the new one. Returns whether two
    /// different lists with the same version were signed: tell the user. Other refused lists need no message.
    public func refresh(_ bundle: Data, at now: Date) throws -> Bool {
        let lists = try verifier.apply(bundle, now: now)
        try verifier.exportState().write(to: file, options: .atomic)
        return isContradicted(lists)
    }
}

private func isContradicted(_ lists: [ListOutcome]) -> Bool {
    lists.contains { if case .refused(.equivocation, _) = $0 { true } else { false } }
}
