"""The result of restoring a stored state."""

# No `from __future__ import annotations`: tools read the annotations of a named tuple and cannot resolve quoted names.
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
