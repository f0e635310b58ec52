import Foundation
import StarsealFFI
import Testing

@testable import Starseal

/// A panic in Rust does not end the process: it is returned as a status, for which the generated code throws an error.
///
/// The generated code cannot make the library panic, so these tests bypass it and pass invalid records.
@Suite("a panic in Rust")
struct PanicTests {
    let verifier: Verifier

    init() throws {
        verifier = try Verifier(anchor: try Files.trustList("jc-star"))
    }

    /// UniFFI's status code for a panic, as in its generated code.
    static let panicked: Int8 = 2

    /// Calls `set_policy` with a record in UniFFI's encoding, and returns status and message.
    private func setPolicy(_ record: [UInt8]) -> (code: Int8, message: String) {
        var status = RustCallStatus()
        let buffer = record.withUnsafeBufferPointer { bytes in
            ffi_starseal_ffi_rustbuffer_from_bytes(
                ForeignBytes(len: Int32(bytes.count), data: bytes.baseAddress), &status)
        }
        uniffi_starseal_ffi_fn_method_verifier_set_policy(verifier.raw.uniffiCloneHandle(), buffer, &status)
        let message = UnsafeBufferPointer(start: status.errorBuf.data, count: Int(status.errorBuf.len))
        defer {
            var ignored = RustCallStatus()
            ffi_starseal_ffi_rustbuffer_free(status.errorBuf, &ignored)
        }
        return (status.code, String(decoding: message, as: UTF8.self))
    }

    /// Encodes a policy without a level, categories, criteria or days, with the given tag of an assessment, without
    /// deferral, with two age limits, and without a requirement for the clock.
    private func record(assessment tag: UInt8) -> [UInt8] {
        let none: [UInt8] = [0, 0, 0, 0]
        let freshness: [UInt8] = [0, 0, 0, 7, 0, 0, 0, 90, 0]
        let parts: [[UInt8]] = [[0], none, none, none, [1, 0, 0, 0, tag], [0], freshness, freshness, [0]]
        return Array(parts.joined())
    }

    @Test func ofAnInvalidEnum() {
        let (code, message) = setPolicy(record(assessment: 99))
        #expect(code == Self.panicked)
        #expect(message.contains("policy"), "\(message)")
    }

    @Test func ofATruncatedRecord() {
        for length in 0..<record(assessment: 1).count {
            #expect(setPolicy(Array(record(assessment: 1).prefix(length))).code == Self.panicked)
        }
    }

    /// Calls `check` with a text of one byte at an invalid address. The compiler checks that Swift's call throws: a
    /// `try` before a call that cannot throw is a warning, and in these tests a warning is an error.
    @Test func ofAnInvalidText() {
        var status = RustCallStatus()
        let buffer = RustBuffer(capacity: 0, len: 1, data: nil)
        let at = RustBuffer(capacity: 0, len: 0, data: nil)
        uniffi_starseal_ffi_fn_method_verifier_check_content(verifier.raw.uniffiCloneHandle(), buffer, at, &status)
        #expect(status.code == Self.panicked)
        ffi_starseal_ffi_rustbuffer_free(status.errorBuf, &status)
    }

    @Test func leavesTheVerifierAsItWas() throws {
        let before = (try verifier.policy, try verifier.exportState())
        for _ in 0..<100 {
            #expect(setPolicy(record(assessment: 0)).code == Self.panicked)
        }
        #expect(try verifier.policy == before.0 && verifier.exportState() == before.1)
        #expect(try verifier.check("").code == .notALabel)
        // The same record with a valid tag is accepted, so the tag was the only fault.
        #expect(setPolicy(record(assessment: 2)).code == 0)
        #expect(try verifier.policy.assessment == .thirdParty)
    }
}
