package dev.starseal

import dev.starseal.internal.use
import java.nio.ByteBuffer
import java.time.Instant
import java.util.Collections
import dev.starseal.internal.Verifier as RawVerifier

/**
 * Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
 *
 * ```kotlin
 * val verifier = Verifier(trustListBytes) // the list that the app ships is the anchor
 * val verdict = verifier.check(scannedText) // every text has a verdict
 * show(verdict.mark, verdict.sentence(Language.JA))
 * ```
 *
 * It does not access files or the network: the app passes lists to it. A list older than the one held is refused. To
 * keep the lists across a restart, use [exportState] and [restored].
 *
 * **Threads.** One verifier serves a whole process: any number of threads may check and update at the same time. A
 * check uses the lists held when it starts. An update changes a copy, so checks never wait for it. The methods use the
 * CPU and do not block on I/O. In coroutines, call them off the main thread:
 *
 * ```kotlin
 * val verdict = withContext(Dispatchers.Default) { verifier.check(scannedText) }
 * ```
 *
 * **Memory.** [close] frees the verifier's memory in the library, after the calls in progress have ended. The garbage
 * collector frees a verifier that is not closed. Verdicts hold no memory of the library.
 *
 * **Time.** `at` is the time for which a label is checked ([When]), and `now` is the time at which a list is received.
 * The default of both is the device's clock.
 *
 * A fault in the library and a call after [close] throw an [IllegalStateException]. Neither ends the process.
 */
public class Verifier private constructor(
    private val raw: RawVerifier,
) : AutoCloseable {
    @Volatile
    private var isClosed = false

    /**
     * The library's verifier, for one call. This check is needed because the generated class accepts calls after
     * closing while other calls are in progress.
     */
    @get:JvmSynthetic
    internal val open: RawVerifier
        get() {
            check(!isClosed) { "the verifier is closed" }
            return raw
        }

    /**
     * Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: the app
     * that ships it decides which authority is trusted.
     *
     * @throws StarsealException.TrustList if a list is damaged, or may not follow the one before it.
     */
    @Throws(StarsealException::class)
    public constructor(anchor: ByteArray) : this(crossing { RawVerifier(anchor) })

    /**
     * Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
     *
     * @throws StarsealException.TrustList as for the constructor, and with [Code.TRUST_LIST_CONFLICT] if the authority
     * is trusted already, or if a key or a prefix belongs to another authority. On an error, nothing changes.
     */
    @Throws(StarsealException::class)
    public fun addAuthority(anchor: ByteArray): Unit = crossing { open.addAuthority(anchor) }

    /**
     * Updates an authority's trust list to the next one, or through a chain of them.
     *
     * @throws StarsealException.TrustList for the first list that is refused. The lists before it are kept.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun updateTrust(
        lists: ByteArray,
        now: Instant = Instant.now(),
    ): Update = update(crossing { open.updateTrust(lists, seconds(now)) })

    /**
     * Updates an issuer's status list.
     *
     * @throws StarsealException.StatusList if the list is refused. On an error, nothing changes.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun updateStatus(
        statusList: ByteArray,
        now: Instant = Instant.now(),
    ): Update = update(crossing { open.updateStatus(statusList, seconds(now)) })

    /**
     * Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness
     * range. The list comes before its objects, and the directory before its ranges. A bundle brings them together.
     *
     * @throws StarsealException.StatusList if the object is refused. On an error, nothing changes.
     */
    @Throws(StarsealException::class)
    public fun updateObject(statusObject: ByteArray): Update = update(crossing { open.updateObject(statusObject) })

    /**
     * Applies the lists and objects of a bundle, each as if it had been received alone. Those after a refused one are
     * still applied.
     *
     * @return the outcome for each list and object: trust lists first, then status lists, then their objects.
     * @throws StarsealException.Bundle if the container cannot be read. On an error, nothing changes.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun apply(
        bundle: ByteArray,
        now: Instant = Instant.now(),
    ): List<ListOutcome> = crossing { open.apply(bundle, seconds(now)) }.frozen(::listOutcome)

    /**
     * Exports the lists and objects that the verifier holds, to be stored for the next start.
     *
     * Write them to another file first and rename that file, so that a crash leaves the old state or the new one. Store
     * the file where no other user can write. If an older state is put back, the verifier loses all later updates, as
     * if the state had been deleted.
     */
    public fun exportState(): ByteArray = crossing { open.exportState() }

    /**
     * Restores a state that [exportState] returned. Every signature is verified again, from this verifier's own
     * anchors, so a state brings nothing that an update could not bring.
     *
     * @return the outcome for each list and object: trust lists first, then status lists, then their objects. Report a [ListOutcome.Refused] with the code
     * [Code.EQUIVOCATION] to the user.
     * @throws StarsealException.State if the state is incomplete or altered, or has an unsupported version. On an
     * error, nothing changes: the verifier holds its anchors alone, and the app should tell the user.
     */
    @Throws(StarsealException::class)
    public fun restore(state: ByteArray): List<ListOutcome> = crossing { open.restore(state) }.frozen(::listOutcome)

    /**
     * The policy that checks apply. A new policy applies to the checks that start later.
     *
     * Setting it throws [StarsealException.Value] for a number or a criteria text that no dictionary can have. On an
     * error, nothing changes.
     */
    @set:Throws(StarsealException::class)
    public var policy: Policy
        get() = Policy.of(crossing { open.policy() })
        set(policy) = crossing { open.setPolicy(policy.raw()) }

    /**
     * The authorities, with the dates of their lists and the addresses of the next ones, in the order of the anchors.
     */
    public val authorities: List<Authority>
        get() = crossing { open.authorities() }.frozen(::authority)

    /** Checks a carrier for the present, according to the device's clock. Every text has a verdict. */
    public fun check(text: String): Verdict = check(text, When.now())

    /**
     * Checks a carrier for a time: `check(text, When.on(day))`. Every text has a verdict.
     *
     * @throws StarsealException.Value for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
     */
    @Throws(StarsealException::class)
    public fun check(
        text: String,
        at: When,
    ): Verdict = Verdict.of(crossing { open.checkContent(wellFormed(text), raw(at)) })

    /** Checks a carrier that a keyboard typed, for the present, according to the device's clock. */
    public fun checkTyped(text: String): Verdict = checkTyped(text, When.now())

    /**
     * Checks a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person. What another
     * keyboard layout, caps lock or a Japanese input method did to the text is undone, where that is exact. Do not use
     * it for text from a camera.
     *
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @Throws(StarsealException::class)
    public fun checkTyped(
        text: String,
        at: When,
    ): Verdict = Verdict.of(crossing { open.checkTyped(wellFormed(text), raw(at)).use { it.content() } })

    /**
     * Checks many carriers for the present, according to the device's clock at the start of the call. The verdicts are
     * in the order of the texts.
     */
    public fun checkMany(texts: Iterable<String>): List<Verdict> = checkMany(texts, When.now())

    /**
     * Checks many carriers for one time, one after the other. The verdicts are in the order of the texts. Each check
     * uses the lists held when it starts. To use several cores, divide the texts among threads.
     *
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @Throws(StarsealException::class)
    public fun checkMany(
        texts: Iterable<String>,
        at: When,
    ): List<Verdict> = Collections.unmodifiableList(texts.map { check(it, at) })

    /**
     * Checks every label in a photograph. The search is thorough; a large photograph may take seconds. Use
     * [FrameScanner] for the frames of a camera.
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
    public fun checkImage(
        luma: ByteArray,
        width: Int,
        height: Int,
        rowStride: Int = width,
        at: When = When.now(),
    ): ImageVerdicts = checkImage(ByteBuffer.wrap(luma), width, height, rowStride, at)

    /**
     * Checks every label in a photograph. The search is thorough; a large photograph may take seconds. Use
     * [FrameScanner] for the frames of a camera.
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
    public fun checkImage(
        luma: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = width,
        at: When = When.now(),
    ): ImageVerdicts =
        crossing(luma) { bytes ->
            val image = open.checkImage(bytes, length(width), length(height), length(rowStride), raw(at))
            image.use(::imageVerdicts)
        }

    /**
     * Checks every label in a picture in color, also where it differs from its ground in hue or in transparency only.
     *
     * @param rgba the picture from the buffer's position to its limit, with four bytes per pixel: red, green, blue and
     * opacity, the colors not multiplied by the opacity. The bytes may end as for [checkImage]. The call does not change
     * position and limit.
     * @param width the number of pixels in a row.
     * @param height the number of rows.
     * @param rowStride the number of bytes from the start of one row to the start of the next.
     * @throws StarsealException.Image as for [checkImage].
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun checkColorImage(
        rgba: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = 4 * width,
        at: When = When.now(),
    ): ImageVerdicts =
        crossing(rgba) { bytes ->
            val image = open.checkColorImage(bytes, length(width), length(height), length(rowStride), raw(at))
            image.use(::imageVerdicts)
        }

    /** Frees the verifier's memory after the calls in progress have ended. Calling it again has no effect. */
    override fun close() {
        isClosed = true
        raw.close()
    }

    /** Makes verifiers that continue from a stored state. */
    public companion object {
        /**
         * Makes a verifier that trusts this list, and restores a state that [exportState] returned.
         *
         * ```kotlin
         * val (verifier, lists) = Verifier.restored(trustListBytes, storedState)
         * ```
         *
         * For several authorities, call the constructor, then [addAuthority] for each further one, then [restore].
         *
         * @return the verifier, and the outcome for each list of the state.
         * @throws StarsealException.TrustList as for the constructor.
         * @throws StarsealException.State if the state is incomplete or altered, or has an unsupported version. In that
         * case, start from the anchor alone and inform the user.
         */
        @JvmStatic
        @Throws(StarsealException::class)
        public fun restored(
            anchor: ByteArray,
            state: ByteArray,
        ): Restored {
            val verifier = Verifier(anchor)
            try {
                return Restored(verifier, verifier.restore(state))
            } catch (failure: Throwable) {
                verifier.close()
                throw failure
            }
        }
    }
}
