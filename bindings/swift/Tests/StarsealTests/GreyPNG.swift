import Foundation

/// The pixels of a PNG of the test vectors: grey, with 1 or 8 bits, without interlacing, filters or compression. Any
/// other PNG is refused.
struct GreyPNG {
    let width: Int
    let height: Int
    /// One byte per pixel, where 0 is black.
    let pixels: Data

    init(_ file: Data) throws {
        var rest = file
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        try demand([UInt8](try take(8, from: &rest)) == signature, "not a PNG")
        var (header, stream) = ([UInt8](), Data())
        while !rest.isEmpty {
            let length = bigEndian(try take(4, from: &rest))
            let kind = String(decoding: try take(4, from: &rest), as: UTF8.self)
            let content = try take(length, from: &rest)
            _ = try take(4, from: &rest)
            switch kind {
            case "IHDR": header = [UInt8](content)
            case "IDAT": stream += content
            default: break
            }
        }
        try demand(header.count == 13 && header[9...] == [0, 0, 0, 0], "not grey")
        let bits = Int(header[8])
        try demand(bits == 1 || bits == 8, "\(bits) bits per pixel")
        width = bigEndian(header[0..<4])
        height = bigEndian(header[4..<8])

        var rows = try stored(stream)
        var pixels = Data(capacity: width * height)
        for _ in 0..<height {
            try demand(try take(1, from: &rows).first == 0, "a filtered row")
            let row = [UInt8](try take((width * bits + 7) / 8, from: &rows))
            pixels += bits == 8 ? row : expanded(row, width)
        }
        try demand(rows.isEmpty, "data after the last row")
        self.pixels = pixels
    }
}

private struct Fault: Error, CustomStringConvertible {
    let description: String
}

private func demand(_ isSo: Bool, _ otherwise: @autoclosure () -> String) throws {
    guard isSo else { throw Fault(description: otherwise()) }
}

private func take(_ count: Int, from rest: inout Data) throws -> Data {
    try demand(rest.count >= count, "cut off")
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
}

/// Converts a row of one bit per pixel to one byte per pixel.
private func expanded(_ row: [UInt8], _ width: Int) -> [UInt8] {
    (0..<width).map { at -> UInt8 in
        let isWhite = (row[at / 8] << UInt8(at % 8)) & 0x80 != 0
        return isWhite ? 0xFF : 0
    }
}

private func bigEndian(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
}

/// Returns the content of a zlib stream (RFC 1950) of stored blocks (RFC 1951, section 3.2.4).
private func stored(_ stream: Data) throws -> Data {
    var (rest, content, isLast) = (stream.dropFirst(2), Data(), false)
    while !isLast {
        let head = [UInt8](try take(5, from: &rest))
        try demand(head[0] & 0b110 == 0, "a compressed block")
        isLast = head[0] & 1 == 1
        content += try take(Int(head[1]) | Int(head[2]) << 8, from: &rest)
    }
    return content
}
