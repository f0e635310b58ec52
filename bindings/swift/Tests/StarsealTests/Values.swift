import Foundation

// Bytes and instants in the format of the test vectors.

extension Data {
    init?(hex: JSON) {
        guard let digits = hex.string?.utf8, digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        var high: UInt8?
        for digit in digits {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
            if let before = high {
                append(before << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
    }
}

extension Date {
    /// Parses `YYYY-MM-DDTHH:MM:SSZ`.
    init?(json: JSON) {
        guard let text = json.string, text.utf8.count == 20, text.hasSuffix("Z"),
            let date = try? Date(text, strategy: .iso8601)
        else { return nil }
        self = date
    }
}
