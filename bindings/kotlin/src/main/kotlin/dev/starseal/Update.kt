package dev.starseal

import dev.starseal.internal.ListOutcome as RawListOutcome
import dev.starseal.internal.Update as RawUpdate

/** The outcome for a list that was given alone. */
public enum class Update {
    /** The list is new and is now held. */
    TAKEN,

    /** The list is already held. */
    KNOWN,
}

/** The outcome for one list of a bundle or a stored state. The lists after a refused one are still processed. */
public sealed interface ListOutcome {
    /** The list is new and is now held. */
    public data object Taken : ListOutcome

    /** The list is already held. */
    public data object Known : ListOutcome

    /**
     * The list was refused, for instance because it is older than the one held. The code [Code.EQUIVOCATION] means that
     * two different lists with the same version were signed: report it to the user.
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
 * @property lists the outcome for each list of the state, trust lists first. Report a [ListOutcome.Refused] with the
 * code [Code.EQUIVOCATION] to the user.
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
