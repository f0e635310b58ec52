"""What restoring a stored state returns."""

# Without `annotations` of the future: those of a named tuple are read by tools, where names in quotes cannot be found.
from typing import NamedTuple

from ._authority import ListOutcome
from ._verifier import Verifier


class Restored(NamedTuple):
    """A verifier that continues from a stored state, with the outcome for each list of the state."""

    verifier: Verifier
    """The verifier."""
    lists: tuple[ListOutcome, ...]
    """The outcome for each list of the state, trust lists first. A `ListRefused` with the code `equivocation` must be
    reported to the user."""
