import Foundation
import Starseal

/// The lists that labels are judged by: the anchor that the app ships, and what was learned since, kept in a file.
public struct LabelData: Sendable {
    public let verifier: Verifier
    /// Why what was stored was not taken; then there is the anchor alone, and the next start has nothing to tell.
    public let fault: Code?
    private let file: URL

    public init(anchor: Data, file: URL) throws {
        (verifier, self.file) = (try Verifier(anchor: anchor), file)
        do {
            if FileManager.default.fileExists(atPath: file.path) { try verifier.restore(Data(contentsOf: file)) }
            fault = nil
        } catch {
            try? FileManager.default.removeItem(at: file)
            fault = (error as? Refusal)?.code ?? .stateDamaged
        }
    }

    /// The trust list that the app ships. Whoever builds the app decides by it whom to believe.
    public static func anchor() throws -> Data { try Data(contentsOf: Bundle.module.bundleURL.appending(path: "trust.cbor")) }

    /// When data was last fetched, if it ever was.
    public var refreshedAt: Date? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }

    /// Learns what a bundle brings and stores it, so that a crash leaves the old state or the new one.
    public func refresh(_ bundle: Data, at now: Date) throws {
        try verifier.apply(bundle, now: now)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try verifier.exportState().write(to: file, options: .atomic)
    }
}
