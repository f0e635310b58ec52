public import Foundation
internal import StarsealGenerated

extension Verifier {
    /// Judges every label in a photograph, as thoroughly as possible: a large one may take seconds. For the frames of a camera there
    /// is ``FrameScanner``.
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
    public func checkImage(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        let (luma, at) = (luma.imageCrossing, at.raw)
        let (width, height) = (UInt32(crossing: width), UInt32(crossing: height))
        let bytesPerRow = UInt32(crossing: bytesPerRow)
        return try ImageVerdicts(
            throwing {
                try raw.checkImage(luma: luma, width: width, height: height, rowStride: bytesPerRow, at: at)
            })
    }

    /// Judges every label in an image that is in borrowed memory, such as a locked pixel buffer. It is only read, and only during the
    /// call.
    ///
    /// - Throws: As for an image in `Data`.
    public func checkImage(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        try checkImage(luma.uncopied, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes in place, to be used only during a call.
    var uncopied: Data {
        guard let start = baseAddress else { return Data() }
        // The pointer is made mutable for the type's sake; nothing is written through it.
        return Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: count, deallocator: .none)
    }
}

#if canImport(CoreVideo)
    public import CoreVideo

    // For Apple's cameras; not compiled on Linux.
    extension Verifier {
        /// Judges every label in a pixel buffer: in its luma plane, if it is `420YpCbCr8BiPlanar` (the camera's own format) or another
        /// planar one of 8 bits, or in a gray one (`OneComponent8`).
        ///
        /// - Throws: As for an image in `Data`; ``StarsealError/image(code:detail:)`` also for frames of other formats.
        public func checkImage(_ frame: CVPixelBuffer, at: When = .now(Date())) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
            }
        }
    }

    extension CVPixelBuffer {
        /// Lends the luma plane, with its width, height and bytes per row.
        func withLuma(
            _ use: (UnsafeRawBufferPointer, Int, Int, Int) throws -> ImageVerdicts
        ) throws -> ImageVerdicts {
            let planar = [
                kCVPixelFormatType_420YpCbCr8BiPlanarFullRange, kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange,
                kCVPixelFormatType_420YpCbCr8Planar, kCVPixelFormatType_420YpCbCr8PlanarFullRange,
            ]
            let format = CVPixelBufferGetPixelFormatType(self)
            let isPlanar = planar.contains(format)
            guard isPlanar || format == kCVPixelFormatType_OneComponent8 else {
                throw unusable("a frame of pixel format \(format) has no luma plane of 8 bits")
            }
            guard CVPixelBufferLockBaseAddress(self, .readOnly) == kCVReturnSuccess else {
                throw unusable("the frame cannot be locked for reading")
            }
            defer { CVPixelBufferUnlockBaseAddress(self, .readOnly) }
            let start = isPlanar ? CVPixelBufferGetBaseAddressOfPlane(self, 0) : CVPixelBufferGetBaseAddress(self)
            let width = isPlanar ? CVPixelBufferGetWidthOfPlane(self, 0) : CVPixelBufferGetWidth(self)
            let height = isPlanar ? CVPixelBufferGetHeightOfPlane(self, 0) : CVPixelBufferGetHeight(self)
            let bytesPerRow = isPlanar ? CVPixelBufferGetBytesPerRowOfPlane(self, 0) : CVPixelBufferGetBytesPerRow(self)
            guard let start, width > 0, height > 0 else { throw unusable("the frame has no pixels in memory") }
            // Up to the last pixel: the padding of the last row need not be in memory.
            let bytes = UnsafeRawBufferPointer(start: start, count: bytesPerRow * (height - 1) + width)
            return try use(bytes, width, height, bytesPerRow)
        }

        private func unusable(_ detail: String) -> StarsealError {
            .image(code: .badImage, detail: detail)
        }
    }
#endif
