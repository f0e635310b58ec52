package dev.starseal

import dev.starseal.internal.StarsealException as RawException

/**
 * The exception that a call throws when it refuses a list, a bundle, a stored state, an image or a value. The subclass
 * says which of these was given. In Java it is a checked exception.
 *
 * @property code the stable code.
 * @property detail the values that disagree, in English, for developers and logs. It is also the exception's message.
 */
public sealed class StarsealException(
    public val code: Code,
    public val detail: String,
) : Exception(detail) {
    /** A trust list: one of the `trust-list-…` codes, or [Code.EQUIVOCATION]. */
    public class TrustList internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /**
     * A status list: one of the `status-list-…` codes, or [Code.EQUIVOCATION]. An object of a status list: one of the
     * `status-object-…` codes, [Code.IN_FORCE_INVALID] or [Code.PAST_CONTRADICTS].
     */
    public class StatusList internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /** A bundle: one of the `bundle-…` codes. */
    public class Bundle internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /** Stored state: [Code.STATE_DAMAGED] or [Code.STATE_UNSUPPORTED]. */
    public class State internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /** An image: [Code.BAD_IMAGE]. */
    public class Image internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /** A value, such as a day that no label can claim: [Code.BAD_VALUE]. */
    public class Value internal constructor(
        code: Code,
        detail: String,
    ) : StarsealException(code, detail)

    /** Returns a sentence for users. */
    public fun sentence(language: Language): String = code.sentence(language)
}

@JvmSynthetic
internal fun exception(raw: RawException): StarsealException =
    when (raw) {
        is RawException.TrustList -> StarsealException.TrustList(Code.of(raw.code), raw.detail)
        is RawException.StatusList -> StarsealException.StatusList(Code.of(raw.code), raw.detail)
        is RawException.Bundle -> StarsealException.Bundle(Code.of(raw.code), raw.detail)
        is RawException.State -> StarsealException.State(Code.of(raw.code), raw.detail)
        is RawException.Image -> StarsealException.Image(Code.of(raw.code), raw.detail)
        is RawException.Value -> StarsealException.Value(Code.of(raw.code), raw.detail)
    }
