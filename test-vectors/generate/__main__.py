"""Writes the vectors: `python -m generate` within this folder's parent, or `python test-vectors/generate`.

With `check` it writes nothing, and tells where the files differ, break the schema, leave a rule or a code without a
vector, or are judged otherwise than they say.
"""

import sys
from pathlib import Path

if not __package__:  # run as a folder
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from generate.check import check  # noqa: E402
from generate.write import write  # noqa: E402

sys.exit(check() if sys.argv[1:] == ["check"] else write())
