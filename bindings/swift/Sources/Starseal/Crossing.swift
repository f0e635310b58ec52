// Conversion of values between the library and this layer: instants as seconds, days as days since 1970-01-01, codes and the like as strings.

import Foundation
internal import StarsealGenerated

/// The most bytes that cross at once: UniFFI counts them in 32 bits, and copies them twice. Everything that the library takes is
/// shorter, and it refuses this much as too long, as it would all of it.
let mostBytes = 1 << 28

extension Data {
    var crossing: Data { count > mostBytes ? prefix(mostBytes) : self }

    /// An image of more bytes crosses as none, which no size fits: a part of it might fit one.
    var imageCrossing: Data { count > mostBytes ? Data() : self }
}

extension String {
    var crossing: String { utf8.count > mostBytes ? String(decoding: utf8.prefix(mostBytes), as: UTF8.self) : self }
}

extension UInt32 {
    /// A length for the library to judge: what does not fit is too long or too short in the same way.
    init(crossing length: Int) {
        self.init(clamping: length)
    }
}

extension Date {
    /// Whole seconds since 1970, as which instants cross. What is before is taken as 1970, and so is what is no number.
    var seconds: UInt64 {
        let seconds = timeIntervalSince1970
        return seconds > 0 ? UInt64(exactly: seconds.rounded(.down)) ?? .max : 0
    }

    init(seconds: UInt64) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}

/// Calls the library, and converts its errors to those of this layer. Any other error is a fault in the library itself, a panic of
/// Rust's, and is thrown as it is.
func throwing<Value>(_ call: () throws -> Value) throws -> Value {
    do {
        return try call()
    } catch let error as StarsealGenerated.StarsealError {
        throw StarsealError(error)
    }
}

/// Requires an entry of this layer for a value of the library. Without one, this layer was built for another version of the
/// library, and going on would hide what the library says.
func known<Value>(_ value: Value?, _ what: @autoclosure () -> String) -> Value {
    guard let value else { fatalError("starseal: this layer does not know \(what()), and was built for another library") }
    return value
}
