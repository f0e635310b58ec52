"""Checks the goals that must hold on every change: rates on public images, no text where there is no symbol, and hardly
any report of an unread symbol there.

    python goals.py LIST RESULTS PREVIEW

LIST is the list that public.py wrote. RESULTS are the results with default options for it, and PREVIEW those of the
preview. The script fails if a goal does not hold.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hints import mistaken
from score import Entry, Readings, entries, readings, tally
from sections import RATES, Goal, share


def goals(images: Iterable[Entry], results: Readings, preview: Readings) -> list[Goal]:
    images = list(images)
    sets = {image.set.split("/")[0] for image in images}
    rated = []
    for name, title, wanted in RATES:
        if name in sets:
            rate = tally([image for image in images if image.set.startswith(f"{name}/")], results).rate
            rated.append(share(title, wanted, rate))
    wrong = tally(images, results).failed
    invented = Goal("images with a text that is not there", "0", f"{wrong}", wrong == 0)
    missed = [image.path for image in images if Counter(preview[image.path].texts) - Counter(results[image.path].texts)]
    parts = [image for image in images if image.set == "parts"]
    named = sum(len(results[image.path].parts) == 1 and not results[image.path].texts for image in parts)
    told = Goal("parts of a text that are named as such", f"{len(parts)}", f"{named}", named == len(parts))
    everything = Goal("images in which the preview reads more", "0", f"{len(missed)}", not missed)
    reports = [*mistaken("default options", images, results), *mistaken("preview", images, preview)]
    return [*rated, invented, told, everything, *reports]


def main() -> None:
    parser = argparse.ArgumentParser(description="Checks the goals for public images.")
    parser.add_argument("list", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("preview", type=Path)
    options = parser.parse_args()
    found = goals(entries(options.list), readings(options.results), readings(options.preview))
    for goal in found:
        print(f"{'holds' if goal.holds else 'does not hold':>14}  {goal.what}: {goal.reached} (wanted {goal.wanted})")
    # Without this condition, a list in which no set has a goal would pass.
    sys.exit(len(found) < 3 or not all(goal.holds for goal in found))


if __name__ == "__main__":
    main()
