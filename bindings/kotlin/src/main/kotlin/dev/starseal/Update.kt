package dev.starseal

import dev.starseal.internal.ListOutcome as RawListOutcome
import dev.starseal.internal.Update as RawUpdate

/** What became of a list that was given by itself. */
public enum class Update {
    /** It is new, and held from now on. */
    TAKEN,

    /** It is the one held already. */
    KNOWN,
}

/** What became of one list of a bundle or a stored state. One that is refused does not keep out the next. */
public sealed interface ListOutcome {
    /** It is new, and held from now on. */
    public data object Taken : ListOutcome

    /** It is the one held already. */
    public data object Known : ListOutcome

    /**
     * It was refused. One older than what is held is among those: nothing goes back.
     *
     * @property code the stable code.
     * @property detail the values that disagree, in English.
     */
    public data class Refused(
        val code: Code,
        val detail: String,
    ) : ListOutcome
}

@JvmSynthetic
internal fun update(raw: RawUpdate): Update =
    when (raw) {
        RawUpdate.TAKEN -> Update.TAKEN
        RawUpdate.KNOWN -> Update.KNOWN
    }

@JvmSynthetic
internal fun listOutcome(raw: RawListOutcome): ListOutcome =
    when (raw) {
        is RawListOutcome.Taken -> ListOutcome.Taken
        is RawListOutcome.Known -> ListOutcome.Known
        is RawListOutcome.Refused -> ListOutcome.Refused(Code.of(raw.code), raw.detail)
    }
