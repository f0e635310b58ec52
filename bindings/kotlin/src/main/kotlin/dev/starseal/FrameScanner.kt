package dev.starseal

import dev.starseal.internal.use
import java.nio.ByteBuffer
import dev.starseal.internal.FrameScanner as RawFrameScanner

/**
 * Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
 * frame shows well enough.
 *
 * Use one scanner for each camera. Frames may come from any thread; they are scanned one at a time. During a scan the
 * verifier can serve other calls.
 *
 * **Memory.** [close] frees the scanner's memory in the library, after a call in progress has ended. The verifier stays
 * open. A scanner still works after [Verifier.close].
 *
 * @constructor Makes a scanner that has seen no frame yet. It checks each frame against the lists that [verifier] holds
 * at that time.
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
     * Checks every label in the next frame.
     *
     * ```kotlin
     * val plane = image.planes[0]
     * val verdicts = scanner.checkFrame(plane.buffer, image.width, image.height, plane.rowStride)
     * ```
     *
     * @param luma the image from the buffer's position to its limit, with one byte per pixel, where 0 is black: plane 0
     * of Android's `YUV_420_888`. The bytes may end after the last pixel, after the padding of the last row, or
     * anywhere between. The call does not change position and limit. The buffer may be reused when the call returns.
     * @param width the number of pixels in a row.
     * @param height the number of rows.
     * @param rowStride the number of bytes from the start of one row to the start of the next.
     * @throws StarsealException.Image if the bytes are not such an image, including if there are too many, or if the
     * image has more than 50,331,648 pixels or 16,384 on a side.
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
     * Checks every label in the next frame.
     *
     * @param luma the image with one byte per pixel, where 0 is black. The bytes may end after the last pixel, after
     * the padding of the last row, or anywhere between.
     * @param width the number of pixels in a row.
     * @param height the number of rows.
     * @param rowStride the number of bytes from the start of one row to the start of the next.
     * @throws StarsealException.Image if the bytes are not such an image, including if there are too many, or if the
     * image has more than 50,331,648 pixels or 16,384 on a side.
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

    /** Discards the earlier frames, for instance after the camera was turned off. */
    public fun reset(): Unit = crossing { open.reset() }

    /** Frees the scanner's memory after a call in progress has ended. Calling it again has no effect. */
    override fun close() {
        isClosed = true
        raw.close()
    }
}
