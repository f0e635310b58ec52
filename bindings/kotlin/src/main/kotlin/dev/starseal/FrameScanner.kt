package dev.starseal

import dev.starseal.internal.use
import java.nio.ByteBuffer
import dev.starseal.internal.FrameScanner as RawFrameScanner

/**
 * Judges labels in a camera's frames at the speed of the camera. It combines successive frames to read a label that no
 * single frame shows well enough.
 *
 * Use one scanner for each camera. Frames are scanned one after the other, from any thread; the verifier stays free for
 * other calls meanwhile.
 *
 * **Memory.** [close] frees what the library holds, at once or as soon as the call under way is done. The verifier stays
 * open, and a scanner outlives its verifier's [Verifier.close].
 *
 * @constructor Makes a scanner that has seen no frame yet. It judges each frame by the lists that [verifier] holds then.
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
     * Judges every label in the next frame.
     *
     * ```kotlin
     * val plane = image.planes[0]
     * val verdicts = scanner.checkFrame(plane.buffer, image.width, image.height, plane.rowStride)
     * ```
     *
     * @param luma the image from the buffer's position to its limit, one byte a pixel, 0 black: plane 0 of Android's
     * `YUV_420_888`. It ends after the last pixel, or with the padding of the last row, or between the two. Position and
     * limit stay, and the buffer may be reused when this returns.
     * @param width pixels in a row.
     * @param height rows.
     * @param rowStride bytes from the start of one row to that of the next.
     * @throws StarsealException.Image for bytes that are not such an image, among them too many; for one above 64
     * megapixels or 16,384 pixels a side.
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun checkFrame(
        luma: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = width,
        at: When = When.now(),
    ): ImageVerdicts =
        crossing(luma) { bytes ->
            val frame = open.checkFrame(bytes, length(width), length(height), length(rowStride), raw(at))
            frame.use(::imageVerdicts)
        }

    /**
     * Judges every label in the next frame.
     *
     * @param luma one byte a pixel, 0 black. It ends after the last pixel, or with the padding of the last row, or between
     * the two.
     * @param width pixels in a row.
     * @param height rows.
     * @param rowStride bytes from the start of one row to that of the next.
     * @throws StarsealException.Image for bytes that are not such an image, among them too many; for one above 64
     * megapixels or 16,384 pixels a side.
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun checkFrame(
        luma: ByteArray,
        width: Int,
        height: Int,
        rowStride: Int = width,
        at: When = When.now(),
    ): ImageVerdicts = checkFrame(ByteBuffer.wrap(luma), width, height, rowStride, at)

    /** Forgets the earlier frames, for instance after the camera was turned off. */
    public fun reset(): Unit = crossing { open.reset() }

    /** Frees what the library holds, once the call under way is done. Calling it again has no effect. */
    override fun close() {
        isClosed = true
        raw.close()
    }
}
