public import Foundation
internal import StarsealGenerated

/// Judges labels in a camera's frames at the speed of the camera. It combines successive frames to read a label that no single
/// frame shows well enough.
///
/// Use one scanner for each camera. Frames are scanned one after the other, from any thread; the verifier stays free for other
/// calls meanwhile.
public final class FrameScanner: Sendable {
    private let raw: StarsealGenerated.FrameScanner

    /// Makes a scanner that has seen no frame yet. It judges each frame by the lists that the verifier holds then.
    public init(verifier: Verifier) {
        raw = StarsealGenerated.FrameScanner(verifier: verifier.raw)
    }

    /// Judges every label in the next frame.
    ///
    /// - Parameters:
    ///   - luma: One byte a pixel, 0 black: the luma plane of a camera frame. It ends after the last pixel, or with the padding of the
    ///     last row, or between the two.
    ///   - width: Pixels in a row.
    ///   - height: Rows.
    ///   - bytesPerRow: Bytes from the start of one row to that of the next; cameras often pad rows.
    ///   - at: The time for which the labels are judged; by default the present.
    /// - Throws: ``StarsealError/image(code:detail:)``, for bytes that are not such an image, among them too many; for one above 64
    ///   megapixels or 16,384 pixels a side. ``StarsealError/value(code:detail:)``, for a day that no label can claim.
    public func checkFrame(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        let (luma, at) = (luma.imageCrossing, at.raw)
        let (width, height) = (UInt32(crossing: width), UInt32(crossing: height))
        let bytesPerRow = UInt32(crossing: bytesPerRow)
        return try ImageVerdicts(
            throwing {
                try raw.checkFrame(luma: luma, width: width, height: height, rowStride: bytesPerRow, at: at)
            })
    }

    /// Judges every label in a frame that is in borrowed memory, such as a locked pixel buffer. It is only read, and only during the
    /// call.
    ///
    /// - Throws: As for a frame in `Data`.
    public func checkFrame(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        try checkFrame(luma.uncopied, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
    }

    /// Forgets the earlier frames, for instance after the camera was turned off.
    ///
    /// - Throws: No ``StarsealError``; only a fault in the library itself.
    public func reset() throws {
        try throwing { try raw.reset() }
    }
}

#if canImport(CoreVideo)
    public import CoreVideo

    // For Apple's cameras; not compiled on Linux.
    extension FrameScanner {
        /// Judges every label in the next camera frame: in its luma plane, if it is `420YpCbCr8BiPlanar` (the camera's own format) or
        /// another planar one of 8 bits, or in a gray one (`OneComponent8`).
        ///
        /// - Throws: As for a frame in `Data`; ``StarsealError/image(code:detail:)`` also for frames of other formats.
        public func checkFrame(_ frame: CVPixelBuffer, at: When = .now(Date())) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkFrame(luma, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
            }
        }
    }
#endif
