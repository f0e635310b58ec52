package dev.starseal

import dev.starseal.internal.use
import java.nio.ByteBuffer
import java.time.Instant
import dev.starseal.internal.FrameScanner as RawFrameScanner

/**
 * Judges labels in a camera's frames as they come: as fast as they do, and with what the frames before showed of a label
 * that no single one shows well enough.
 *
 * One camera has one scanner. Frames are scanned one after the other, whichever threads they come from; the verifier
 * stays free for others meanwhile.
 *
 * **Memory.** [close] frees what the library holds, at once or as soon as the call under way is done. The verifier stays
 * open, and a scanner outlives its verifier's [Verifier.close].
 *
 * @constructor A scanner that has seen nothing yet, and judges by what [verifier] knows at the time of each frame.
 */
public class FrameScanner(
    verifier: Verifier,
) : AutoCloseable {
    private val raw = crossing { RawFrameScanner(verifier.open) }

    @Volatile
    private var isClosed = false

    private val open: RawFrameScanner
        get() {
            check(!isClosed) { "the scanner is closed" }
            return raw
        }

    /**
     * Judges every label in the next frame as of now.
     *
     * ```kotlin
     * val plane = image.planes[0]
     * val verdicts = scanner.checkFrame(plane.buffer, image.width, image.height, plane.rowStride)
     * ```
     *
     * @param luma the image from the buffer's position to its limit, as plane 0 of Android's `YUV_420_888` is. Neither
     * is moved, and the buffer is not needed any more when this returns.
     * @param width pixels in a row.
     * @param height rows. The last one may end after its pixels.
     * @param rowStride bytes from the start of one row to that of the next.
     * @throws Refusal.Image for bytes that are not such an image, or for one above 64 megapixels or 16,384 pixels a
     * side.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun checkFrame(
        luma: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = width,
        now: Instant = Instant.now(),
    ): ImageVerdicts =
        crossing(luma) { bytes ->
            val frame = open.checkFrame(bytes, length(width), length(height), length(rowStride), seconds(now))
            frame.use(::imageVerdicts)
        }

    /** Forgets the frames before, such as when the camera was turned off. */
    public fun reset(): Unit = crossing { open.reset() }

    /** Frees what the library holds, once the call under way is done. Twice does no harm. */
    override fun close() {
        isClosed = true
        raw.close()
    }
}
