public import Foundation
internal import StarsealGenerated

extension Verifier {
    /// Checks every label in a photograph. The search is thorough; a large photograph may take seconds. Use
    /// ``FrameScanner`` for the frames of a camera.
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

    /// Checks every label in a picture in color, also where it differs from its ground in hue or in transparency only.
    ///
    /// - Parameters:
    ///   - rgba: The picture with four bytes per pixel: red, green, blue and opacity, the colors not multiplied by the
    ///     opacity. The bytes may end as for a gray image.
    ///   - width: The number of pixels in a row.
    ///   - height: The number of rows.
    ///   - bytesPerRow: The number of bytes from the start of one row to the start of the next.
    ///   - at: The time for which the labels are checked; by default the present.
    /// - Throws: As for a gray image.
    public func checkColorImage(
        _ rgba: Data, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        let (rgba, at) = (rgba.imageCrossing, at.raw)
        let (width, height) = (UInt32(crossing: width), UInt32(crossing: height))
        let bytesPerRow = UInt32(crossing: bytesPerRow)
        return try ImageVerdicts(
            throwing {
                try raw.checkColorImage(rgba: rgba, width: width, height: height, rowStride: bytesPerRow, at: at)
            })
    }

    /// Checks every label in an image in borrowed memory, such as a locked pixel buffer. The memory is read during the
    /// call only.
    ///
    /// - Throws: As for an image in `Data`.
    public func checkImage(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, at: When = .now(Date())
    ) throws -> ImageVerdicts {
        try checkImage(luma.uncopied, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes without a copy. They may be used only during a call.
    var uncopied: Data {
        guard let start = baseAddress else { return Data() }
        // `Data` requires a mutable pointer, but nothing is written through it.
        return Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: count, deallocator: .none)
    }
}

#if canImport(CoreVideo)
    public import CoreVideo

    // For Apple's cameras. This code is not compiled on Linux.
    extension Verifier {
        /// Checks every label in a pixel buffer. The format is `420YpCbCr8BiPlanar` (the camera's own format), another
        /// planar format of 8 bits, or gray (`OneComponent8`). Only the luma plane of a planar buffer is used.
        ///
        /// - Throws: As for an image in `Data`; ``StarsealError/image(code:detail:)`` also for frames of other formats.
        public func checkImage(_ frame: CVPixelBuffer, at: When = .now(Date())) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, at: at)
            }
        }
    }

    extension CVPixelBuffer {
        /// Calls a function with the luma plane, its width, its height and its bytes per row.
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
            // The bytes end after the last pixel, because the padding of the last row may not be in memory.
            let bytes = UnsafeRawBufferPointer(start: start, count: bytesPerRow * (height - 1) + width)
            return try use(bytes, width, height, bytesPerRow)
        }

        private func unusable(_ detail: String) -> StarsealError {
            .image(code: .badImage, detail: detail)
        }
    }
#endif
