"""Starseal checks IoT security labels offline. It says who issued a label, what it states, and whether it counts today.

```python
from pathlib import Path
from starseal import Language, Verifier

with Verifier(Path("trust.cbor").read_bytes()) as verifier:
    verdict = verifier.check("HTTPS://JC-STAR.EXAMPLE/L/I2W…")
    print(verdict.code, verdict.sentence(Language.JA))
    if verdict.label is not None:
        print(verdict.label.product_id, verdict.label.level, verdict.last_day)
```

- Only a `Verifier` makes a `Verdict`, and the `AuthenticLabel` in it.
- Every text has a verdict. A call that refuses a list, a stored state or an argument raises a `StarsealError` with its
  `Code`.
- An `InternalError` is a fault in the library itself.
- A label is authentic, current, self-declared or third-party assessed. A verdict says nothing else about a product.
"""

from __future__ import annotations

from . import _raw as raw
from ._authority import Authority, Issuer, ListOutcome, ListRefused, Update
from ._code import Code
from ._crossing import When
from ._errors import (
    BadValueError,
    BundleError,
    ImageError,
    StarsealError,
    StateError,
    StatusListError,
    TrustListError,
)
from ._frame_scanner import FrameScanner
from ._image import Corner, Hint, ImageVerdicts, NoText, Sighting, TextlessSymbol, UnreadSymbol
from ._label import Assessment, AuthenticLabel, Names
from ._policy import Freshness, Policy, default_policy
from ._raw import InternalError
from ._restored import Restored
from ._table import check_table, table_schema
from ._text import Language
from ._verdict import (
    BrokenRule,
    CheckOutcome,
    CheckResult,
    DoesNotStand,
    Finding,
    Mark,
    MarkColor,
    Outcome,
    Recognized,
    Refused,
    Stands,
    Verdict,
    Words,
)
from ._verifier import Verifier

__all__ = [
    "Assessment",
    "AuthenticLabel",
    "Authority",
    "BadValueError",
    "BrokenRule",
    "BundleError",
    "CheckOutcome",
    "CheckResult",
    "Code",
    "Corner",
    "DoesNotStand",
    "Finding",
    "FrameScanner",
    "Freshness",
    "Hint",
    "ImageError",
    "ImageVerdicts",
    "InternalError",
    "Issuer",
    "Language",
    "ListOutcome",
    "ListRefused",
    "Mark",
    "MarkColor",
    "Names",
    "NoText",
    "Outcome",
    "Policy",
    "Recognized",
    "Refused",
    "Restored",
    "Sighting",
    "Stands",
    "StarsealError",
    "StateError",
    "StatusListError",
    "TextlessSymbol",
    "TrustListError",
    "UnreadSymbol",
    "Update",
    "Verdict",
    "Verifier",
    "When",
    "Words",
    "check_table",
    "default_policy",
    "format_version",
    "library_version",
    "table_schema",
]


def library_version() -> str:
    """Returns the version of this library, such as `0.1.0`."""
    return raw.library_version()


def format_version() -> int:
    """Returns the version of the wire format that this library reads."""
    return raw.format_version()
