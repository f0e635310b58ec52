public import Foundation
internal import StarsealGenerated

extension Verifier {
    /// Judges every label in a photograph as of now, as thoroughly as it can: a large one may take seconds. For the frames of a camera
    /// there is ``FrameScanner``.
    ///
    /// - Parameters:
    ///   - luma: One byte a pixel, 0 black: the luma plane of a camera frame. The last row may end after its pixels.
    ///   - width: Pixels in a row.
    ///   - height: Rows.
    ///   - bytesPerRow: From the start of a row to that of the next; cameras often fill up rows.
    ///   - now: The current time, unless it is another.
    /// - Throws: ``Refusal/image(code:detail:)``, for bytes that are not such an image, or for one above 64 megapixels or 16,384
    ///   pixels a side.
    public func checkImage(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, now: Date = Date()
    ) throws -> ImageVerdicts {
        try judgeImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, day: nil, now: now)
    }

    /// Judges every label in a photograph as of another day, as ``checkAsOf(_:day:now:)`` does.
    ///
    /// - Throws: ``Refusal/image(code:detail:)`` as for the current day; ``Refusal/value(code:detail:)``, for a day that no label can
    ///   claim.
    public func checkImageAsOf(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, day: CalendarDate, now: Date = Date()
    ) throws -> ImageVerdicts {
        try judgeImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, day: day, now: now)
    }

    /// Judges every label in an image that stands in memory of somebody else's, such as a locked pixel buffer. It is only read, and
    /// only during the call.
    ///
    /// - Throws: ``Refusal/image(code:detail:)`` as for an image in `Data`.
    public func checkImage(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, now: Date = Date()
    ) throws -> ImageVerdicts {
        let luma = luma.uncopied
        return try judgeImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, day: nil, now: now)
    }

    /// Judges every label in an image that stands in memory of somebody else's, as of another day.
    ///
    /// - Throws: ``Refusal/image(code:detail:)`` and ``Refusal/value(code:detail:)`` as for an image in `Data`.
    public func checkImageAsOf(
        _ luma: UnsafeRawBufferPointer, width: Int, height: Int, bytesPerRow: Int, day: CalendarDate, now: Date = Date()
    ) throws -> ImageVerdicts {
        let luma = luma.uncopied
        return try judgeImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, day: day, now: now)
    }

    /// Judges every label in an image as of now, or as of a day.
    private func judgeImage(
        _ luma: Data, width: Int, height: Int, bytesPerRow: Int, day: CalendarDate?, now: Date
    ) throws -> ImageVerdicts {
        let (luma, now) = (luma.crossing, now.seconds)
        let (width, height) = (UInt32(crossing: width), UInt32(crossing: height))
        let bytesPerRow = UInt32(crossing: bytesPerRow)
        let verdicts = try refusing {
            if let day {
                try raw.checkImageAsOf(
                    luma: luma, width: width, height: height, rowStride: bytesPerRow, day: day.crossing, now: now)
            } else {
                try raw.checkImage(luma: luma, width: width, height: height, rowStride: bytesPerRow, now: now)
            }
        }
        return try ImageVerdicts(verdicts)
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes where they are, to be used only while they stay there.
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
        /// Judges every label in a pixel buffer as of now: in its luma plane, where it is `420YpCbCr8BiPlanar` (the camera's own
        /// format) or another planar one of 8 bits, or in a grey one (`OneComponent8`).
        ///
        /// - Throws: ``Refusal/image(code:detail:)`` as for an image in `Data`, and for frames of other formats.
        public func checkImage(_ frame: CVPixelBuffer, now: Date = Date()) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkImage(luma, width: width, height: height, bytesPerRow: bytesPerRow, now: now)
            }
        }

        /// Judges every label in a pixel buffer as of another day.
        ///
        /// - Throws: ``Refusal/image(code:detail:)`` and ``Refusal/value(code:detail:)`` as for an image in `Data`.
        public func checkImageAsOf(_ frame: CVPixelBuffer, day: CalendarDate, now: Date = Date()) throws -> ImageVerdicts {
            try frame.withLuma { luma, width, height, bytesPerRow in
                try checkImageAsOf(luma, width: width, height: height, bytesPerRow: bytesPerRow, day: day, now: now)
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
            // Up to the last pixel: what fills up the last row need not be there.
            let bytes = UnsafeRawBufferPointer(start: start, count: bytesPerRow * (height - 1) + width)
            return try use(bytes, width, height, bytesPerRow)
        }

        private func unusable(_ detail: String) -> Refusal {
            .image(code: .badImage, detail: detail)
        }
    }
#endif
