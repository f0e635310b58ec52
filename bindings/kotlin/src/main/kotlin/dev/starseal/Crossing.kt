@file:JvmSynthetic

package dev.starseal

import com.sun.jna.Memory
import dev.starseal.internal.CheckContent
import dev.starseal.internal.InternalException
import dev.starseal.internal.RecognizedContent
import java.nio.ByteBuffer
import java.time.Instant
import java.time.LocalDate
import java.util.Collections
import dev.starseal.internal.BrokenRule as RawBrokenRule
import dev.starseal.internal.CheckResult as RawCheckResult
import dev.starseal.internal.Names as RawNames
import dev.starseal.internal.StarsealException as RawException
import dev.starseal.internal.When as RawWhen
import dev.starseal.internal.Words as RawWords

// Conversion of values between the library and this layer. This file makes no decisions.

/** Calls the library, and converts its exceptions to those of this layer. */
internal inline fun <T> crossing(call: () -> T): T =
    try {
        call()
    } catch (raw: RawException) {
        throw exception(raw)
    } catch (fault: InternalException) {
        throw IllegalStateException("a fault in the Starseal library: ${fault.message}", fault)
    }

/**
 * Calls the library with an image, from the buffer's position to its limit. A camera's buffer is outside the heap, and
 * the library reads it in place. Any other buffer is copied outside the heap for the duration of the call.
 */
internal inline fun <T> crossing(
    luma: ByteBuffer,
    call: (ByteBuffer) -> T,
): T =
    crossing {
        val size = luma.remaining()
        if (luma.isDirect) {
            try {
                call(luma.slice())
            } finally {
                // The library has only the address. This keeps the buffer from being collected during the call.
                synchronized(luma) {}
            }
        } else if (size == 0) {
            call(ByteBuffer.allocateDirect(0))
        } else {
            Memory(size.toLong()).use { memory ->
                memory.getByteBuffer(0, size.toLong()).put(luma.duplicate())
                call(memory.getByteBuffer(0, size.toLong()))
            }
        }
    }

/** Converts a number of days since 1970-01-01. */
internal fun day(days: Int): LocalDate = LocalDate.ofEpochDay(days.toLong())

/** Converts a day to days since 1970-01-01. A day out of range becomes the nearest one; no label can claim either. */
internal fun days(day: LocalDate): Int =
    day.toEpochDay().coerceIn(Int.MIN_VALUE.toLong(), Int.MAX_VALUE.toLong()).toInt()

/** Converts a time to ask about. */
internal fun raw(at: When): RawWhen =
    when (at) {
        is When.Now -> RawWhen.Now(seconds(at.instant))
        is When.On -> RawWhen.On(days(at.day))
    }

/** Converts a number of seconds since 1970-01-01T00:00:00Z. */
internal fun instant(seconds: ULong): Instant =
    Instant.ofEpochSecond(seconds.coerceAtMost(Instant.MAX.epochSecond.toULong()).toLong())

/** Converts an instant to seconds since 1970-01-01T00:00:00Z. An instant before 1970 becomes 1970. */
internal fun seconds(instant: Instant): ULong = instant.epochSecond.coerceAtLeast(0).toULong()

/** Converts a length. A negative length becomes 0, which is invalid for an image. */
internal fun length(length: Int): UInt = length.coerceAtLeast(0).toUInt()

/** Replaces each unpaired surrogate, which UTF-8 cannot encode, by U+FFFD. No label contains U+FFFD. */
internal fun wellFormed(text: String): String {
    val isWhole = { at: Int ->
        when {
            text[at].isHighSurrogate() -> at + 1 < text.length && text[at + 1].isLowSurrogate()
            text[at].isLowSurrogate() -> at > 0 && text[at - 1].isHighSurrogate()
            else -> true
        }
    }
    if (text.indices.all(isWhole)) return text
    return String(CharArray(text.length) { at -> if (isWhole(at)) text[at] else '\uFFFD' })
}

/** Converts each element, and returns an unmodifiable list. */
internal inline fun <T, R> List<T>.frozen(transform: (T) -> R): List<R> = Collections.unmodifiableList(map(transform))

internal fun names(raw: RawNames): Names = Names(raw.en, raw.ja)

internal fun words(raw: RawWords): Words = Words(raw.sentence, raw.reasons.frozen { it })

internal fun brokenRule(raw: RawBrokenRule): BrokenRule = BrokenRule(raw.rule, raw.required, raw.found)

internal fun checkOutcome(raw: CheckContent): CheckOutcome =
    CheckOutcome(
        check = raw.check,
        result =
            when (raw.result) {
                RawCheckResult.PASSED -> CheckResult.PASSED
                RawCheckResult.NOTED -> CheckResult.NOTED
                RawCheckResult.FAILED -> CheckResult.FAILED
                RawCheckResult.NOT_REACHED -> CheckResult.NOT_REACHED
            },
        codes = raw.codes.frozen { Code.of(it) },
    )

internal fun recognized(raw: RecognizedContent): Recognized =
    Recognized(
        authorityId = raw.authorityId,
        authorityNames = names(raw.authorityNames),
        level = raw.level.toInt(),
        levelNames = names(raw.levelNames),
        since = day(raw.since),
        until = raw.until?.let(::day),
    )
