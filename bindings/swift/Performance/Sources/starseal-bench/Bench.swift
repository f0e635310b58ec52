import Foundation
import Starseal

/// Prints the time of a check of a text and of a camera frame, in nanoseconds. The trust list, label and frame are in a
/// folder, which `cargo xtask bench swift` creates. It also measures the same checks in Rust.
@main
struct Bench {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else { fatalError("usage: starseal-bench FOLDER") }
        let folder = URL(fileURLWithPath: CommandLine.arguments[1])
        let read = { (name: String) in try Data(contentsOf: folder.appendingPathComponent(name)) }
        let verifier = try Verifier(anchor: try read("trust-list"))
        let text = String(decoding: try read("label"), as: UTF8.self)
        let frame = try read("frame")
        guard let seconds = TimeInterval(String(decoding: try read("now"), as: UTF8.self)) else { fatalError("invalid time") }
        let now = Date(timeIntervalSince1970: seconds)

        let check = try median(warmUp: 2_000, turns: 201, each: 100) {
            let verdict = try verifier.check(text, at: .now(now))
            precondition(verdict.stands, "nothing would be measured")
        }
        let scanner = FrameScanner(verifier: verifier)
        let scan = try median(warmUp: 20, turns: 21, each: 1) {
            let found = try scanner.checkFrame(frame, width: 1280, height: 720, bytesPerRow: 1280, at: .now(now))
            precondition(found.labels.count == 1 && found.labels[0].verdict.stands, "nothing would be measured")
        }
        print("check \(check)\nscan \(scan)")
    }

    /// Returns the median time of one call of `work` in nanoseconds.
    static func median(warmUp: Int, turns: Int, each: Int, _ work: () throws -> Void) rethrows -> Int64 {
        let clock = ContinuousClock()
        for _ in 0..<warmUp { try work() }
        let times = try (0..<turns).map { _ in
            try clock.measure { for _ in 0..<each { try work() } } / each
        }
        let (seconds, attoseconds) = times.sorted()[turns / 2].components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
