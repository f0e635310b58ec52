package dev.starseal

import dev.starseal.internal.ListOutcome as RawListOutcome
import dev.starseal.internal.Update as RawUpdate

/** The outcome for a list that was given by itself. */
public enum class Update {
    /** The list is new, and held from now on. */
    TAKEN,

    /** The list is the one held already. */
    KNOWN,
}

/** The outcome for one list of a bundle or a stored state. A refused list does not keep out the next one. */
public sealed interface ListOutcome {
    /** The list is new, and held from now on. */
    public data object Taken : ListOutcome

    /** The list is the one held already. */
    public data object Known : ListOutcome

    /**
     * The list was refused, for instance because it is older than the one held. With the code [Code.EQUIVOCATION],
     * someone signed two different lists of one version: report it to the user.
     *
     * @property code the stable code.
     * @property detail the values that disagree, in English.
     */
    public data class Refused(
        val code: Code,
        val detail: String,
    ) : ListOutcome
}

/**
 * A verifier that continues from a stored state, with the outcome for each list of the state.
 *
 * @property verifier the verifier.
 * @property lists the outcome for each list of the state, trust lists first. One that is [ListOutcome.Refused] with the
 * code [Code.EQUIVOCATION] must be reported to the user.
 */
public data class Restored(
    val verifier: Verifier,
    val lists: List<ListOutcome>,
)

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
