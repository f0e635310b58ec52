public import Foundation
internal import StarsealGenerated

/// Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
/// frame shows well enough.
///
/// Use one scanner for each camera. Frames may come from any thread; they are scanned one at a time. During a scan the
/// verifier can serve other calls.
public final class FrameScanner: Sendable {
    private let raw: StarsealGenerated.FrameScanner

    /// Makes a scanner that has seen no frame yet. It checks each frame against the lists that the verifier holds at
    /// that time.
    public init(verifier: Verifier) {
        raw = StarsealGenerated.FrameScanner(verifier: verifier.raw)
    }

    /// Checks every label in the next frame.
    ///
    /// - Parameters:
    ///   - luma: The image with one byte per pixel, where 0 is black: the luma plane of a camera frame. The bytes may
    ///     end after the last pixel, after the padding of the last row, or anywhere between.
    ///   - width: The number of pixels in a row.
    ///   - height: The number of rows.
    ///   - bytesPerRow: The number of bytes from the start of one row to the start of the next; cameras often pad rows.
    ///   - at: The time for which the labels are checked; by default the present.
    /// - Throws: ``StarsealError/image(code:detail:)`` if the bytes are not such an image, including if there are too
    ///   many, or if the image has more than 50,331,648 pixels or 16,384 on a side.
    ///   ``StarsealError/value(code:detail:)`` for a day that no label can claim.
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

    /// Checks every label in a frame in borrowed memory, such as a locked pixel buffer. The memory is read during the
    /// call only.
    ///
    /// - Throws: As for a frame in `Data`.
    public func checkFrame(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        try checkFrame(luma.uncopied, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
    }

    /// Discards the earlier frames, for instance after the camera was turned off.
    ///
    /// - Throws: Only an error for a fault in the library, never a ``StarsealError``.
    public func reset() throws {
        try throwing { try raw.reset() }
    }
}

#if canImport(CoreVideo)
    public import CoreVideo

    // For Apple's cameras. This code is not compiled on Linux.
    extension FrameScanner {
        /// Checks every label in the next camera frame. The format is `420YpCbCr8BiPlanar` (the camera's own format),
        /// another planar format of 8 bits, or gray (`OneComponent8`). Only the luma plane of a planar frame is used.
        ///
        /// - Throws: As for a frame in `Data`; ``StarsealError/image(code:detail:)`` also for frames of other formats.
        public func checkFrame(_ frame: CVPixelBuffer, at: When = .now(Date())) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkFrame(luma, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
            }
        }
    }
#endif
