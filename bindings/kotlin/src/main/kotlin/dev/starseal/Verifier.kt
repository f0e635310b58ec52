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
 * val verdict = verifier.check(scannedText) // total: every text has a verdict
 * show(verdict.mark, verdict.sentence(Language.JA))
 * ```
 *
 * It reads no file and no network: the app passes lists to it. A list older than the one held is refused. What the
 * verifier learned survives a restart by [exportState] and [restored].
 *
 * **Threads.** One verifier serves a whole process: any number of threads may check and update at once. A check uses the
 * lists held when it starts; an update changes a copy, so that checks never wait for it. The methods compute and do not
 * block. In coroutines, keep them off the main thread:
 *
 * ```kotlin
 * val verdict = withContext(Dispatchers.Default) { verifier.check(scannedText) }
 * ```
 *
 * **Memory.** [close] frees what the library holds, at once or as soon as the calls under way are done. A verifier that
 * is not closed is freed by the garbage collector. Verdicts hold nothing of the library.
 *
 * **Time.** `at` is the time for which a label is judged ([When]), and `now` the time at which a list is received; both are
 * the device's clock by default.
 *
 * A fault of the library itself, and a call after [close], throw an [IllegalStateException]; neither ends the process.
 */
public class Verifier private constructor(
    private val raw: RawVerifier,
) : AutoCloseable {
    @Volatile
    private var isClosed = false

    /**
     * The library's verifier, for one more call. The generated class would accept calls as long as others are under way.
     */
    @get:JvmSynthetic
    internal val open: RawVerifier
        get() {
            check(!isClosed) { "the verifier is closed" }
            return raw
        }

    /**
     * Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: the app
     * that ships it decides whom to trust.
     *
     * @throws StarsealException.TrustList if a list is damaged, or may not follow the one before it.
     */
    @Throws(StarsealException::class)
    public constructor(anchor: ByteArray) : this(crossing { RawVerifier(anchor) })

    /**
     * Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
     *
     * @throws StarsealException.TrustList as for the constructor, and [Code.TRUST_LIST_CONFLICT] if the authority is
     * trusted already, or if a key or a prefix belongs to another one. Then nothing has changed.
     */
    @Throws(StarsealException::class)
    public fun addAuthority(anchor: ByteArray): Unit = crossing { open.addAuthority(anchor) }

    /**
     * Updates an authority's trust list by the next one, or by a chain of them.
     *
     * @throws StarsealException.TrustList for the first list that is refused. The lists before it are held.
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
     * @throws StarsealException.StatusList if the list is refused. Then nothing has changed.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun updateStatus(
        statusList: ByteArray,
        now: Instant = Instant.now(),
    ): Update = update(crossing { open.updateStatus(statusList, seconds(now)) })

    /**
     * Updates the lists by those of a bundle, each as if it had come by itself. A refused list does not keep out the next
     * one.
     *
     * @return the outcome for each list, trust lists first.
     * @throws StarsealException.Bundle if the container cannot be read. Then nothing has changed.
     */
    @JvmOverloads
    @Throws(StarsealException::class)
    public fun apply(
        bundle: ByteArray,
        now: Instant = Instant.now(),
    ): List<ListOutcome> = crossing { open.apply(bundle, seconds(now)) }.frozen(::listOutcome)

    /**
     * Exports what the verifier has learned, to be stored for the next start.
     *
     * Write it to another file first and rename that file, so that a crash leaves the old state or the new one. Store it
     * where no other user can write: an older state that is put back makes the verifier forget what came since, exactly
     * as if the state had been deleted.
     */
    public fun exportState(): ByteArray = crossing { open.exportState() }

    /**
     * Restores a state that [exportState] returned. Every signature is verified again, from this verifier's own anchors,
     * so a state brings nothing that an update could not bring.
     *
     * @return the outcome for each list, trust lists first. One that is [ListOutcome.Refused] with the code
     * [Code.EQUIVOCATION] must be reported to the user.
     * @throws StarsealException.State if the state is incomplete or altered, or of another version. Then nothing has
     * changed: the verifier holds its anchors alone, and the app should say so.
     */
    @Throws(StarsealException::class)
    public fun restore(state: ByteArray): List<ListOutcome> = crossing { open.restore(state) }.frozen(::listOutcome)

    /**
     * The policy that checks apply. A new one applies to the checks that start later.
     *
     * Setting it throws [StarsealException.Value] for a number or a criteria text that no dictionary can have. Then nothing has
     * changed.
     */
    @set:Throws(StarsealException::class)
    public var policy: Policy
        get() = Policy.of(crossing { open.policy() })
        set(policy) = crossing { open.setPolicy(policy.raw()) }

    /** The authorities, with the dates of their lists and where the next ones are, in the order of the anchors. */
    public val authorities: List<Authority>
        get() = crossing { open.authorities() }.frozen(::authority)

    /** Judges a carrier for the present, by the device's clock. Every text has a verdict. */
    public fun check(text: String): Verdict = check(text, When.now())

    /**
     * Judges a carrier for a time: `check(text, When.on(day))`. Every text has a verdict.
     *
     * @throws StarsealException.Value for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
     */
    @Throws(StarsealException::class)
    public fun check(
        text: String,
        at: When,
    ): Verdict = Verdict.of(crossing { open.checkContent(wellFormed(text), raw(at)) })

    /**
     * Judges many carriers for the present, by the device's clock at the start. The verdicts are in the order of the texts.
     */
    public fun checkMany(texts: Iterable<String>): List<Verdict> = checkMany(texts, When.now())

    /**
     * Judges many carriers for one time, one after the other. The verdicts are in the order of the texts. Each is judged by
     * the lists held when its turn comes. To use several cores, share the texts out among threads.
     *
     * @throws StarsealException.Value for a day that no label can claim.
     */
    @Throws(StarsealException::class)
    public fun checkMany(
        texts: Iterable<String>,
        at: When,
    ): List<Verdict> = Collections.unmodifiableList(texts.map { check(it, at) })

    /**
     * Judges every label in a photograph, as thoroughly as possible: a large one may take seconds. For the frames of a
     * camera there is [FrameScanner].
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
    public fun checkImage(
        luma: ByteArray,
        width: Int,
        height: Int,
        rowStride: Int = width,
        at: When = When.now(),
    ): ImageVerdicts = checkImage(ByteBuffer.wrap(luma), width, height, rowStride, at)

    /**
     * Judges every label in a photograph, as thoroughly as possible: a large one may take seconds. For the frames of a
     * camera there is [FrameScanner].
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

    /** Frees what the library holds, once the calls under way are done. Calling it again has no effect. */
    override fun close() {
        isClosed = true
        raw.close()
    }

    /** Verifiers that continue from a stored state. */
    public companion object {
        /**
         * Makes a verifier that trusts this list, and restores a state that [exportState] returned.
         *
         * ```kotlin
         * val (verifier, lists) = Verifier.restored(trustListBytes, storedState)
         * ```
         *
         * Several authorities are restored step by step: the constructor, [addAuthority] for each other one, [restore].
         *
         * @return the verifier, and the outcome for each list of the state.
         * @throws StarsealException.TrustList as for the constructor.
         * @throws StarsealException.State if the state is incomplete or altered, or of another version. Then start from the
         * anchor alone, and tell the user.
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
