package dev.starseal

import dev.starseal.internal.use
import java.nio.ByteBuffer
import java.time.Instant
import java.time.LocalDate
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
 * It reads no file and no network: lists are given to it. What it holds only ever rises: a list older than the one
 * held is refused, and what it learned survives a restart by [exportState] and [restore].
 *
 * **Threads.** One verifier serves a whole process: any number of threads may check and update at once. A check uses
 * what was held when it started; an update is made on a copy beside the checks, which never wait for it. All methods
 * compute and none waits for anything: a check of a text takes well under a millisecond, that of a camera frame tens
 * of them. In coroutines, keep them off the main thread:
 *
 * ```kotlin
 * val verdict = withContext(Dispatchers.Default) { verifier.check(scannedText) }
 * ```
 *
 * **Memory.** [close] frees what the library holds, at once or as soon as the calls under way are done; a verifier
 * that is forgotten is freed when the garbage collector finds it. Verdicts hold nothing of the library.
 *
 * **Time.** `now` is the current time, by default the device's clock. It is raised to the latest date that the lists
 * prove, and the verdict says so ([Code.CLOCK_BEHIND]). A clock before 1970 is taken as 1970.
 *
 * A fault of the library itself, and a call after [close], are an [IllegalStateException]; nothing ends the process.
 */
public class Verifier private constructor(
    private val raw: RawVerifier,
) : AutoCloseable {
    @Volatile
    private var isClosed = false

    /**
     * The library's verifier, for one more call. It would count calls under way and take others as long as there are
     * any.
     */
    @get:JvmSynthetic
    internal val open: RawVerifier
        get() {
            check(!isClosed) { "the verifier is closed" }
            return raw
        }

    /**
     * A verifier that believes this trust list, or the newest of a chain of them. Whoever ships the list decides whom
     * to believe: it is the anchor.
     *
     * @throws Refusal.TrustList where a list is not whole or may not follow.
     */
    @Throws(Refusal::class)
    public constructor(anchor: ByteArray) : this(crossing { RawVerifier(anchor) })

    /**
     * Believes another authority's trust list as well, or the newest of a chain: an anchor of its own.
     *
     * @throws Refusal.TrustList as for the constructor, and [Code.TRUST_LIST_CONFLICT] where the authority is there
     * already, or where a key or a prefix stands under two of them. Then nothing has changed.
     */
    @Throws(Refusal::class)
    public fun addAuthority(anchor: ByteArray): Unit = crossing { open.addAuthority(anchor) }

    /**
     * Takes an authority's next trust list, or a chain of them.
     *
     * @throws Refusal.TrustList the first fault. The lists before it are held: each stands for itself.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun updateTrust(
        lists: ByteArray,
        now: Instant = Instant.now(),
    ): Update = update(crossing { open.updateTrust(lists, seconds(now)) })

    /**
     * Takes an issuer's next status list.
     *
     * @throws Refusal.StatusList then nothing has changed.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun updateStatus(
        statusList: ByteArray,
        now: Instant = Instant.now(),
    ): Update = update(crossing { open.updateStatus(statusList, seconds(now)) })

    /**
     * Takes the lists of a bundle, each as if it had come by itself; one that is refused does not keep out the next.
     *
     * @return what became of each list, trust lists first.
     * @throws Refusal.Bundle where the container cannot be read. Then nothing has changed.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun apply(
        bundle: ByteArray,
        now: Instant = Instant.now(),
    ): List<ListOutcome> = crossing { open.apply(bundle, seconds(now)) }.frozen(::listOutcome)

    /**
     * What it has learned, to be stored over a restart.
     *
     * Write it to another file first and rename that, so that a crash leaves the old state or the new one. Keep it
     * where nobody else can write: whoever puts back an older state that is intact makes this verifier forget what
     * came since, exactly as if the state had been deleted.
     */
    public fun exportState(): ByteArray = crossing { open.exportState() }

    /**
     * Learns again what was stored. Every signature is verified again, from this verifier's own anchors, so a state
     * can bring nothing that could not have come by an update; and it only ever raises what is held.
     *
     * @return what became of each list, trust lists first.
     * @throws Refusal.State where the state was torn or altered, or is of another version. Then nothing has changed;
     * the verifier knows its anchors and no more, and the app should say so.
     */
    @Throws(Refusal::class)
    public fun restore(state: ByteArray): List<ListOutcome> = crossing { open.restore(state) }.frozen(::listOutcome)

    /**
     * What it asks of labels, from now on where it is set. Checks under way end with the policy that they started
     * with.
     *
     * Setting it throws [Refusal.Value] for a number or a criteria text that no dictionary can have. Then nothing has
     * changed.
     */
    public var policy: Policy
        get() = Policy.of(crossing { open.policy() })
        set(policy) = crossing { open.setPolicy(policy.raw()) }

    /** Whose lists it holds, of when, and where the next ones are, in the order of the anchors. */
    public val authorities: List<Authority>
        get() = crossing { open.authorities() }.frozen(::authority)

    /** Judges a carrier as of now. Every text has a verdict. */
    @JvmOverloads
    public fun check(
        text: String,
        now: Instant = Instant.now(),
    ): Verdict = Verdict.of(crossing { open.checkContent(wellFormed(text), seconds(now)) })

    /**
     * Judges a carrier as of another day: "was it good on the day of supply?" The answer comes from the history in the
     * status list held; where that does not reach back, it is [Code.STATUS_UNKNOWN].
     *
     * @throws Refusal.Value for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun checkAsOf(
        text: String,
        day: LocalDate,
        now: Instant = Instant.now(),
    ): Verdict = Verdict.of(crossing { open.checkContentAsOf(wellFormed(text), days(day), seconds(now)) })

    /**
     * Judges every label in an image as of now.
     *
     * @param luma one byte a pixel, 0 black.
     * @param width pixels in a row.
     * @param height rows. The last one may end after its pixels.
     * @param rowStride bytes from the start of one row to that of the next.
     * @throws Refusal.Image for bytes that are not such an image, or for one above 64 megapixels or 16,384 pixels a
     * side.
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun checkImage(
        luma: ByteArray,
        width: Int,
        height: Int,
        rowStride: Int = width,
        now: Instant = Instant.now(),
    ): ImageVerdicts = checkImage(ByteBuffer.wrap(luma), width, height, rowStride, now)

    /**
     * Judges every label in a photograph as of now, as thoroughly as it can: a large one may take seconds. For a
     * camera's frames there is [FrameScanner].
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
    public fun checkImage(
        luma: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = width,
        now: Instant = Instant.now(),
    ): ImageVerdicts =
        crossing(luma) { bytes ->
            val image = open.checkImage(bytes, length(width), length(height), length(rowStride), seconds(now))
            image.use(::imageVerdicts)
        }

    /**
     * Judges every label in an image as of another day, as [checkAsOf] does.
     *
     * @throws Refusal.Image as for [checkImage].
     * @throws Refusal.Value as for [checkAsOf].
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun checkImageAsOf(
        luma: ByteArray,
        width: Int,
        height: Int,
        rowStride: Int,
        day: LocalDate,
        now: Instant = Instant.now(),
    ): ImageVerdicts = checkImageAsOf(ByteBuffer.wrap(luma), width, height, rowStride, day, now)

    /**
     * Judges every label in a photograph as of another day, as [checkAsOf] does.
     *
     * @throws Refusal.Image as for [checkImage].
     * @throws Refusal.Value as for [checkAsOf].
     */
    @JvmOverloads
    @Throws(Refusal::class)
    public fun checkImageAsOf(
        luma: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int,
        day: LocalDate,
        now: Instant = Instant.now(),
    ): ImageVerdicts =
        crossing(luma) { bytes ->
            val (columns, rows, stride) = listOf(width, height, rowStride).map(::length)
            open.checkImageAsOf(bytes, columns, rows, stride, days(day), seconds(now)).use(::imageVerdicts)
        }

    /** Frees what the library holds, once the calls under way are done. Twice does no harm. */
    override fun close() {
        isClosed = true
        raw.close()
    }

    /** Verifiers that do not start from their anchor alone. */
    public companion object {
        /**
         * A verifier that believes this trust list, and learns again what was stored.
         *
         * @throws Refusal.TrustList as for the constructor.
         * @throws Refusal.State where the state was torn or altered, or is of another version: then start from the
         * anchor alone, and say so.
         */
        @JvmStatic
        @Throws(Refusal::class)
        public fun restored(
            anchor: ByteArray,
            state: ByteArray,
        ): Verifier = Verifier(crossing { RawVerifier.restored(anchor, state) })
    }
}
