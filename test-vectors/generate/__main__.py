"""Writes the vectors: `python -m generate` in the parent folder, or `python test-vectors/generate`.

With `check` it writes nothing. It reports files that differ or violate the schema, rules and codes without a vector,
and vectors whose verdict `judge` does not confirm.
"""

import sys
from pathlib import Path

if not __package__:  # run as a folder
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from generate.check import check  # noqa: E402
from generate.write import write  # noqa: E402

sys.exit(check() if sys.argv[1:] == ["check"] else write())
