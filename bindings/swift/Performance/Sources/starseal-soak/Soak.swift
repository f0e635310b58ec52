import Foundation
import Starseal

/// Checks labels from eight threads in one process, with updates in between. It fails if memory grows, if a verdict
/// changes, or if the threads stop making progress. `cargo xtask soak swift` runs it.
@main
struct Soak {
    static let threads = 8
    /// How much memory may grow after a fifth of the checks, in bytes. Allocators of many threads keep some. In a
    /// million checks, a leak of 11 bytes per check exceeds it.
    static let allowance = 8 << 20
    /// If no check ends for this long, there is a deadlock.
    static let patience: TimeInterval = 60

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let checks = Int(arguments[2]) else {
            fatalError("usage: starseal-soak TEST-VECTORS CHECKS")
        }
        let warmUp = checks / 5
        let vectors = URL(fileURLWithPath: arguments[1])
        let story = try Story(vectors.appendingPathComponent("stories/extended-after-printing.json"))
        let verifier = try Verifier(anchor: story.anchor)
        try verifier.updateTrust(story.trust, now: story.now)
        try verifier.updateStatus(story.status, now: story.now)
        for object in story.objects { try verifier.updateObject(object) }
        let wanted = try verifier.check(story.text, at: .now(story.now))
        guard wanted.stands else { fatalError("the label does not stand: \(wanted.code)") }

        let progress = Progress()
        let workers = (0..<threads).map { _ in
            start {
                while let number = progress.next(of: checks) {
                    let wrong = number.isMultiple(of: 5)
                    do {
                        let verdict = try verifier.check(wrong ? story.text + "0" : story.text, at: .now(story.now))
                        guard wrong ? !verdict.isAuthentic : verdict == wanted else { fatalError("wrong verdict: \(verdict)") }
                        guard number.isMultiple(of: 1_000) else { continue }
                        try verifier.updateStatus(story.status, now: story.now)
                        _ = try verifier.restore(verifier.exportState())
                        try verifier.setPolicy(Policy())
                    } catch {
                        fatalError("check \(number): \(error)")
                    }
                }
            }
        }
        var atWarmUp: Int?
        var (last, since) = (0, Date())
        while workers.contains(where: { !$0.isFinished }) {
            Thread.sleep(forTimeInterval: 0.01)
            let done = progress.done
            if atWarmUp == nil, done >= warmUp { atWarmUp = residentBytes() }
            if done > last { (last, since) = (done, Date()) }
            guard Date().timeIntervalSince(since) < patience else { fatalError("no progress since check \(last)") }
        }
        let atEnd = residentBytes()
        guard let atWarmUp, progress.done == checks else { fatalError("\(progress.done) checks were made, not \(checks)") }
        let kib = { (bytes: Int) in "\(bytes / 1024) KiB" }
        print("\(checks) checks from \(threads) threads")
        print("memory after \(warmUp): \(kib(atWarmUp)); at the end: \(kib(atEnd)); limit: \(kib(allowance)) more")
        guard atEnd <= atWarmUp + allowance else { fatalError("memory grew by \(kib(atEnd - atWarmUp))") }
    }

    private static func start(_ work: @escaping @Sendable () -> Void) -> Thread {
        let thread = Thread(block: work)
        thread.start()
        return thread
    }
}

/// The number of checks that were started.
final class Progress: @unchecked Sendable {
    // `number` is accessed only while the lock is held.
    private let lock = NSLock()
    private var number = 0

    var done: Int { lock.withLock { number } }

    func next(of all: Int) -> Int? {
        lock.withLock {
            guard number < all else { return nil }
            number += 1
            return number
        }
    }
}

/// A label that was extended, with the lists that state the extension.
struct Story: Sendable {
    let anchor: Data
    let trust: Data
    let status: Data
    let objects: [Data]
    let text: String
    let now: Date

    private struct File: Decodable {
        struct Step: Decodable {
            let hex: String?
            let text: String?
            let now: Date?
        }
        let anchor: String
        let steps: [Step]
    }

    init(_ file: URL) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let story = try decoder.decode(File.self, from: try Data(contentsOf: file))
        let lists = story.steps.compactMap { $0.hex }
        guard lists.count == 4, let text = story.steps.last?.text, let now = story.steps.last?.now else {
            fatalError("\(file.path) does not have the expected steps")
        }
        self.anchor = Self.bytes(story.anchor)
        self.trust = Self.bytes(lists[0])
        self.status = Self.bytes(lists[1])
        self.objects = lists[2...].map(Self.bytes)
        self.text = text
        self.now = now
    }

    private static func bytes(_ hex: String) -> Data {
        let digits = hex.compactMap { $0.hexDigitValue }
        return Data(stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}

/// Returns the resident memory of the process, in bytes.
func residentBytes() -> Int {
    #if os(Linux)
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        guard let pages, pages.count > 1, let resident = Int(pages[1]) else { fatalError("/proc/self/statm cannot be read") }
        return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
    #else
        // This is the maximum so far, which also shows growth.
        var usage = rusage()
        guard getrusage(RUSAGE_SELF, &usage) == 0 else { fatalError("getrusage: \(errno)") }
        return usage.ru_maxrss
    #endif
}
