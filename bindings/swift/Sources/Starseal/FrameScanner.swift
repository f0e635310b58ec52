public import Foundation
internal import StarsealGenerated

/// Judges labels in a camera's frames as they come: as fast as they do, and with what the frames before showed of a label that no
/// single one shows well enough.
///
/// One camera has one scanner. Frames are scanned one after the other, whichever threads they come from; the verifier stays free
/// for others meanwhile.
public final class FrameScanner: Sendable {
    private let raw: StarsealGenerated.FrameScanner

    /// A scanner that has seen nothing yet, and judges by what the verifier knows at the time of each frame.
    public init(verifier: Verifier) {
        raw = StarsealGenerated.FrameScanner(verifier: verifier.raw)
    }

    /// Judges every label in the next frame as of now.
    ///
    /// - Parameters:
    ///   - luma: One byte a pixel, 0 black: the luma plane of a camera frame. The last row may end after its pixels.
    ///   - width: Pixels in a row.
    ///   - height: Rows.
    ///   - bytesPerRow: From the start of a row to that of the next; cameras often fill up rows.
    ///   - now: The current time, unless it is another.
    /// - Throws: ``Refusal/image(code:detail:)``, for bytes that are not such an image, or for one above 64 megapixels or 16,384
    ///   pixels a side.
    public func checkFrame(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, now: Date = Date()
    ) throws -> ImageVerdicts {
        let (luma, now) = (luma.crossing, now.seconds)
        let (width, height) = (UInt32(crossing: width), UInt32(crossing: height))
        let bytesPerRow = UInt32(crossing: bytesPerRow)
        return try ImageVerdicts(
            refusing {
                try raw.checkFrame(luma: luma, width: width, height: height, rowStride: bytesPerRow, now: now)
            })
    }

    /// Judges every label in a frame that stands in memory of somebody else's, such as a locked camera frame. It is only read, and
    /// only during the call.
    ///
    /// - Throws: ``Refusal/image(code:detail:)`` as for a frame in `Data`.
    public func checkFrame(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, now: Date = Date()
    ) throws -> ImageVerdicts {
        try checkFrame(luma.uncopied, width: width, height: height, bytesPerRow: bytesPerRow, now: now)
    }

    /// Forgets the frames before, such as when the camera was turned off.
    ///
    /// - Throws: No ``Refusal``; only a fault in the library itself.
    public func reset() throws {
        try refusing { try raw.reset() }
    }
}

#if canImport(CoreVideo)
    public import CoreVideo

    // For Apple's cameras; not compiled on Linux.
    extension FrameScanner {
        /// Judges every label in the next camera frame as of now: in its luma plane, where the frame is `420YpCbCr8BiPlanar` (the
        /// camera's own format) or another planar one of 8 bits, or in a grey one (`OneComponent8`).
        ///
        /// - Throws: ``Refusal/image(code:detail:)`` as for a frame in `Data`, and for frames of other formats.
        public func checkFrame(_ frame: CVPixelBuffer, now: Date = Date()) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkFrame(luma, width: width, height: height, bytesPerRow: bytesPerRow, now: now)
            }
        }
    }
#endif
