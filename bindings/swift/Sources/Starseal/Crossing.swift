// Conversion of values between the library and this layer: instants as seconds and days as days since 1970-01-01; codes
// and similar values as strings.

import Foundation
internal import StarsealGenerated

/// The maximum number of bytes in one argument. UniFFI counts them in 32 bits, and copies them twice. The library's
/// limits are smaller, so it refuses truncated bytes as too long, as it would refuse all of them.
let mostBytes = 1 << 28

extension Data {
    var crossing: Data { count > mostBytes ? prefix(mostBytes) : self }

    /// An image with more bytes is passed as no bytes. Those fit no size, whereas the first part of the image might fit
    /// one.
    var imageCrossing: Data { count > mostBytes ? Data() : self }
}

extension String {
    var crossing: String { utf8.count > mostBytes ? String(decoding: utf8.prefix(mostBytes), as: UTF8.self) : self }
}

extension UInt32 {
    /// Converts a length, which the library checks. A length out of range becomes the nearest one, which is invalid
    /// too.
    init(crossing length: Int) {
        self.init(clamping: length)
    }
}

extension Date {
    /// The number of whole seconds since 1970. Instants before 1970 become 1970, and so does an instant that is not a
    /// number.
    var seconds: UInt64 {
        let seconds = timeIntervalSince1970
        return seconds > 0 ? UInt64(exactly: seconds.rounded(.down)) ?? .max : 0
    }

    init(seconds: UInt64) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}

/// Calls the library, and converts its errors to those of this layer. Any other error is a fault in the library, that
/// is, a panic in Rust, and is rethrown unchanged.
func throwing<Value>(_ call: () throws -> Value) throws -> Value {
    do {
        return try call()
    } catch let error as StarsealGenerated.StarsealError {
        throw StarsealError(error)
    }
}

/// Requires that this layer knows a value of the library. Otherwise this layer was built for another version of the
/// library, and continuing would hide the value.
func known<Value>(_ value: Value?, _ what: @autoclosure () -> String) -> Value {
    guard let value else { fatalError("starseal: this layer does not know \(what()): it was built for another version") }
    return value
}
