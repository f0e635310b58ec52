package dev.starseal

import dev.starseal.internal.Refusal as RawRefusal

/**
 * Why a list, a bundle, a stored state, an image or a value was not taken, by what was given.
 *
 * @property code the stable code.
 * @property detail the values that disagree, in English, for developers and logs. It is the exception's message too.
 */
public sealed class Refusal(
    public val code: Code,
    public val detail: String,
) : Exception(detail) {
    /** A trust list: one of the `trust-list-…` codes, or [Code.EQUIVOCATION]. */
    public class TrustList internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** A status list: one of the `status-list-…` codes, or [Code.EQUIVOCATION]. */
    public class StatusList internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** A bundle: one of the `bundle-…` codes. */
    public class Bundle internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** Stored state: [Code.STATE_DAMAGED] or [Code.STATE_UNSUPPORTED]. */
    public class State internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** An image: [Code.BAD_IMAGE]. */
    public class Image internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** A value, such as a day that no label can claim: [Code.BAD_VALUE]. */
    public class Value internal constructor(
        code: Code,
        detail: String,
    ) : Refusal(code, detail)

    /** What the code comes to, in a sentence for people who use an app. */
    public fun sentence(language: Language): String = code.sentence(language)
}

@JvmSynthetic
internal fun refusal(raw: RawRefusal): Refusal =
    when (raw) {
        is RawRefusal.TrustList -> Refusal.TrustList(Code.of(raw.code), raw.detail)
        is RawRefusal.StatusList -> Refusal.StatusList(Code.of(raw.code), raw.detail)
        is RawRefusal.Bundle -> Refusal.Bundle(Code.of(raw.code), raw.detail)
        is RawRefusal.State -> Refusal.State(Code.of(raw.code), raw.detail)
        is RawRefusal.Image -> Refusal.Image(Code.of(raw.code), raw.detail)
        is RawRefusal.Value -> Refusal.Value(Code.of(raw.code), raw.detail)
    }
