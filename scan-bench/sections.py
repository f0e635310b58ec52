"""The parts of the report: what readers read, what they read wrongly, and the time, in tables, charts and goals."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import chart
import score
from gen_labels import AXES, FRAMES
from results import FILMED, NAMES, NEAR, OURS, Results
from score import Entry, Readings, plain, tally

# Sets, their titles, and the minimum share of codes to read with the default options, in per cent.
RATES = [
    ("zxing", "zxing's images, four turns", 97.0),
    ("zxingcpp", "zxing-cpp's images, four turns", 95.0),
    ("mix/easy", "label photographs, easy", 100.0),
    ("mix/mid", "label photographs, mid", 98.0),
    ("mix/hard", "label photographs, hard", 40.0),
    ("shelf12", "12 labels in 12 megapixels", 82.0),
    ("sheet", "sheets of 12 to 256 labels", 99.5),
]
# The number of points by which the best peer may be ahead on one fault at one strength.
BEHIND = 3.0
# Faults on which no peer may be ahead at all.
NEVER_BEHIND = ("combined",)
# The maximum ratios of the median time with default options to zxing-cpp's, for photographs of 12 megapixels.
DEFAULT_RATIOS = {"frame": 13.0, "empty": 31.0}
# The maximum ratios of the preview's time to zxing-cpp's, with a readable label and without a label.
RATIOS = {"frame": 1.5, "photograph": 2.0}
# The same for the slowest twentieth of the photographs.
SLOWEST = 2.5
# Sets of symbols that fill a large part of the frame, and the readers of ours that must read all that zxing-cpp reads.
CLOSE = {
    "close": ("printed", ("starseal", "starseal-preview", "starseal-scanner")),
    "screen": ("on a screen", ("starseal", "starseal-preview", "starseal-scanner")),
    "inverted": ("light on dark", ("starseal",)),
}

FAULTS = {
    "tilt": ("tilt", "degrees"),
    "blur": ("blur", "σ, px at 4 px per module"),
    "motion": ("motion", "px at 4 px per module"),
    "noise": ("noise", "σ of 255"),
    "contrast": ("contrast", "of full contrast"),
    "grad": ("uneven light", "ratio of brightest to darkest"),
    "shadow": ("hard shadow", "light left in it"),
    "jpeg": ("JPEG", "quality"),
    "ppm": ("size", "px per module"),
    "arc": ("cylinder", "degrees that the code spans"),
    "occ": ("covered", "% of the code"),
    "glare": ("glare", "σ relative to the code's side"),
    "quiet": ("quiet zone", "modules, in dark surroundings"),
    "roll": ("roll", "degrees"),
    "len": ("length", "characters"),
    "combined": ("crease, defocus and motion", "of 40°, σ 1.6 px and 6 px at 4 px per module"),
    "light": ("low light", "of usual light"),
    "cut": ("cut off", "of the code's side"),
    "inverted": ("light on dark", ""),
}


@dataclass(frozen=True)
class Goal:
    """A goal, and the value that was reached."""

    what: str
    wanted: str
    reached: str
    holds: bool


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def late(times: Sequence[float]) -> float:
    """Returns the 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1]


def strong(words: str, when: bool) -> str:
    return f"**{words}**" if when else words


# ---- rates


def share(title: str, wanted: float, reached: float) -> Goal:
    return Goal(f"share read: {title}", f"≥ {wanted:g} %", f"{reached:.1f} %", reached >= wanted)


def unnoticed(images: Sequence[Entry], readings: Readings) -> int:
    """Returns the number of images of which labels were not read, and no symbol was reported as seen and not read."""
    pairs = [(Counter(map(plain, entry.texts)), readings[entry.path]) for entry in images]
    return sum(bool(texts - Counter(map(plain, reading.texts))) and not reading.unread for texts, reading in pairs)


def rates(results: Results) -> tuple[str, str, list[Goal]]:
    rows, panels, goals = [], [], []
    for name, title, goal in RATES:
        images = results.images(name)
        tallies = {reader: results.tally(reader, images) for reader in results.readers}
        codes = tallies["starseal"].codes
        best = max(one.rate for one in tallies.values())
        cells = (strong(f"{one.rate:.1f}", one.rate == best) if one.codes else "–" for one in tallies.values())
        rows.append([f"{title}, {codes}", *cells, f"{goal:g}"])
        bars = [(NAMES[reader], one.rate) for reader, one in tallies.items() if one.codes]
        panels.append(chart.Bars(f"{title} ({codes})", bars, goal))
        reached = tallies["starseal"].rate
        goals.append(share(title, goal, reached))
    for name, title in (("sheet", "sheets"), ("shelf12", "shelves in 12 megapixels")):
        silent = unnoticed(results.images(name), results.by_reader["starseal"])
        what = f"{title} with labels that are neither read nor said to be there"
        goals.append(Goal(what, "0", f"{silent}", silent == 0))
    text = table(
        ["share read, %, and the number of codes", *(NAMES[reader] for reader in results.readers), "goal"], rows
    )
    return text, chart.bars("Share of codes read with the right text, %", panels, list(OURS.values())), goals


def wrong(results: Results) -> tuple[str, list[Goal]]:
    nothing = results.images("nothing") + results.images("empty") + results.images("photograph")
    something = [entry for entry in results.labels + results.public + results.frames if entry.texts]
    rows, listed = [], []
    for reader in results.readers:
        of_nothing, of_something = results.tally(reader, nothing), results.tally(reader, something)
        rows.append([NAMES[reader], f"{of_nothing.failed}", f"{of_something.failed}"])
        for path, text in sorted(of_nothing.wrong) + sorted(of_something.wrong):
            listed.append((NAMES[reader], path, text))
    head = ["", f"of {len(nothing)} images without a QR symbol", f"of {len(something)} images with one"]
    text = table(head, rows)
    shown = [f"- {reader}, `{path}`: `{shortened(text)}`" for reader, path, text in listed if reader in OURS.values()]
    others = Counter(reader for reader, _, _ in listed if reader not in OURS.values())
    text += "\nWrong texts of Starseal:\n\n" + ("\n".join(shown) if shown else "- none") + "\n"
    if others:
        text += (
            "\nWrong texts of other readers: "
            + ", ".join(f"{reader} {count}" for reader, count in others.items())
            + " (listed in `wrong.tsv` beside the results).\n"
        )
    lines = ["\t".join((reader, path, repr(words))) for reader, path, words in listed]
    (results.work / "wrong.tsv").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    ours = sum(results.tally(reader, nothing).failed for reader in OURS if reader in results.readers)
    return text, [Goal("images without a symbol in which a text is read", "0", f"{ours}", ours == 0)]


def shortened(text: str) -> str:
    words = text.encode("unicode_escape").decode("ascii") if any(ord(letter) < 32 for letter in text) else text
    words = words.replace("`", "'")
    return words if len(words) <= 60 else words[:57] + "..."


# ---- close symbols


def close(results: Results) -> tuple[str, list[Goal]]:
    rows, goals = [], []
    for kind, (title, ours) in CLOSE.items():
        of_kind = [entry for entry in results.close if entry.set.startswith(f"{kind}/")]
        for size in FRAMES:
            images = [entry for entry in of_kind if entry.set == f"{kind}/{size}"]
            read = [tally(images, results.near[reader]).read for reader in NEAR]
            shown = size.replace("x", "×")
            rows.append([f"{title}, {shown}, {len(images)}", *(strong(f"{one}", one == max(read)) for one in read)])
        peer = tally(of_kind, results.near["zxing-cpp"])
        for reader in ours:
            own = tally(of_kind, results.near[reader])
            what = f"close symbols, {title}: {NEAR[reader]}"
            goals.append(
                Goal(what, f"≥ {peer.read} of {peer.codes}, as zxing-cpp", f"{own.read}", own.read >= peer.read)
            )
            goals.append(Goal(f"{what}, wrong texts", "0", f"{own.failed}", own.failed == 0))
    return table(["symbols read", *NEAR.values()], rows), goals


# ---- one fault at a time


def faults(results: Results) -> tuple[str, str, list[Goal]]:
    panels, sections, behind = [], [], []
    for axis, strengths in AXES.items():
        title, unit = FAULTS[axis]
        ours = [results.fault("starseal", axis, strength) for strength in strengths]
        by_peer = {peer: [results.fault(peer, axis, strength) for strength in strengths] for peer in results.peers}
        best = [max(by_peer, key=lambda peer: by_peer[peer][at]) for at in range(len(strengths))]
        best_rates = [by_peer[peer][at] for at, peer in enumerate(best)]
        for strength, own, peer, rate in zip(strengths, ours, best, best_rates, strict=True):
            if own < rate - (0 if axis in NEVER_BEHIND else BEHIND):
                behind.append(f"{title} {strength:g} ({own:.0f}, {NAMES[peer]} {rate:.0f})")
        series = [ours, by_peer["zxing-cpp"], best_rates]
        panels.append(
            chart.Lines(title, [f"{strength:g}" for strength in strengths], [list(one) for one in series], unit)
        )
        peers = [
            f"{rate:.0f}" + (f" {NAMES[peer]}" if rate > 0 else "") for peer, rate in zip(best, best_rates, strict=True)
        ]
        rows = [
            [
                "Starseal",
                *(strong(f"{own:.0f}", own >= rate - BEHIND) for own, rate in zip(ours, best_rates, strict=True)),
            ],
            ["zxing-cpp", *(f"{rate:.0f}" for rate in by_peer["zxing-cpp"])],
            ["best peer", *peers],
        ]
        sections.append(table([f"{title}, {unit}", *(f"{strength:g}" for strength in strengths)], rows))
    looks = [
        chart.Look("Starseal", "ours", "circle", width=2.4),
        chart.Look("zxing-cpp", "faint", "square", dash="6 4"),
        chart.Look("best of all peers at each strength", "other", "triangle", dash="2 3"),
    ]
    count = sum(len(strengths) for strengths in AXES.values())
    goal = Goal(
        f"one fault at a time: strengths at which the best peer is more than {BEHIND:g} points ahead",
        f"0 of {count}",
        "0" if not behind else f"{len(behind)}: " + "; ".join(behind),
        not behind,
    )
    return "\n".join(sections), chart.lines("Share of labels read with one fault, %", looks, panels), [goal]


# ---- time


def times(results: Results) -> tuple[str, str, list[Goal]]:
    panels, rows, spreads, goals = [], [], [], []
    for size in FRAMES:
        for kind, title in (("frame", "with a label"), ("photograph", "without one")):
            images = results.images(f"{kind}/{size}")
            tallies = {reader: results.tally(reader, images) for reader in results.readers}
            peer = tallies["zxing-cpp"].ms
            ratios = {NAMES[reader]: f"{chart.short(one.ms / peer)} ×" for reader, one in tallies.items()}
            shown = size.replace("x", "×")
            panels.append(
                chart.Times(f"{shown} {title}", [(NAMES[reader], one.ms) for reader, one in tallies.items()], ratios)
            )
            rows.append([f"{shown} {title}, {len(images)}", *(chart.short(one.ms) for one in tallies.values())])
            if kind == "frame":
                rows[-1].extend([" / ".join(f"{one.read}" for one in tallies.values())])
            else:
                rows[-1].append("–")
            ratio = tallies["starseal-preview"].ms / peer
            what = f"ratio of the preview's time to zxing-cpp's, {shown} {title}"
            goals.append(Goal(what, f"≤ {RATIOS[kind]:g}", f"{ratio:.2f}", ratio <= RATIOS[kind]))
            own, other = (tallies[reader].times for reader in ("starseal-preview", "zxing-cpp"))
            times = [chart.short(of(one)) for one in (own, other) for of in (median, late)]
            spreads.append([f"{shown} {title}, {len(images)}", *times])
            if kind == "photograph":
                ratio = late(own) / late(other)
                goals.append(Goal(f"{what}, 95th percentile", f"≤ {SLOWEST:g}", f"{ratio:.2f}", ratio <= SLOWEST))
    preview = {kind: results.tally("starseal-preview", results.images(f"{kind}/1280x720")) for kind in RATIOS}
    slowest = max(max(one.times) for one in preview.values())
    goals.append(
        Goal("time of the slowest preview frame, 1280×720", "≤ 33 ms", f"{slowest:.1f} ms", slowest <= 1000 / 30)
    )
    goals.extend(default_ratios(results))
    text = table(
        ["mean processor time per frame, ms", *(NAMES[reader] for reader in results.readers), "labels read"], rows
    )
    compared = itertools.product(("starseal-preview", "zxing-cpp"), ("median", "95th percentile"))
    head = [f"{NAMES[reader]}, {what}" for reader, what in compared]
    text += "\n" + table(["processor time per frame, ms", *head], spreads)
    return (
        text,
        chart.times(
            "Processor time per frame in ms, one thread (in brackets: ratio to zxing-cpp)", panels, list(OURS.values())
        ),
        goals,
    )


def default_ratios(results: Results) -> list[Goal]:
    """Compares the median time with default options with zxing-cpp's, for photographs of 12 megapixels."""
    goals = []
    for (kind, most), title in zip(DEFAULT_RATIOS.items(), ("with a label", "without one"), strict=True):
        images = results.images(f"{kind}/4000x3000")
        own, peer = (median(results.tally(reader, images).times) for reader in ("starseal", "zxing-cpp"))
        what = f"ratio of the default options' median time to zxing-cpp's, 12 megapixels {title}"
        goals.append(Goal(what, f"≤ {most:g}", f"{own / peer:.1f}", own <= most * peer))
    return goals


# ---- across frames


def frames(results: Results) -> tuple[str, str, list[Goal]]:
    sets = list(dict.fromkeys(sequence.set for sequence in results.sequences))
    films = {
        (reader, name): score.film([one for one in results.sequences if one.set == name], results.films[reader])
        for reader in FILMED
        for name in sets
    }
    rows = []
    for name in sets:
        total = len(films["zxing-cpp", name].read_by)
        lost = [at for at, frame in enumerate(films["zxing-cpp", name].read_by) if frame is None]
        saved = sum(films["starseal-scanner", name].read_by[at] is not None for at in lost)
        title = FAULTS[name.removeprefix("seq/")][0] if name != "seq/hard" else "hard mixture"
        rows.append(
            [f"{title}, {total}", *(f"{films[reader, name].read}" for reader in FILMED), f"{saved} of {len(lost)}"]
        )
    every = {reader: score.film(results.sequences, results.films[reader]) for reader in FILMED}
    lost = [at for at, frame in enumerate(every["zxing-cpp"].read_by) if frame is None]
    saved = sum(every["starseal-scanner"].read_by[at] is not None for at in lost)
    rows.append(
        [f"all, {len(results.sequences)}", *(f"{every[reader].read}" for reader in FILMED), f"{saved} of {len(lost)}"]
    )
    text = table(["sequences read", *FILMED.values(), "read together, of those that zxing-cpp does not read"], rows)
    length = max(len(sequence.frames) for sequence in results.sequences)
    ticks = [f"{number}" for number in range(1, length + 1)]

    def panel(title: str, name: str) -> chart.Lines:
        shown = [one for one in results.sequences if (one.set == "seq/hard") == (name == "seq/hard")]
        scored = [score.film(shown, results.films[reader]) for reader in FILMED]
        series = [[100 * one.within(number) / max(1, len(shown)) for number in range(1, length + 1)] for one in scored]
        return chart.Lines(f"{title} ({len(shown)})", ticks, [list(one) for one in series], "frames seen")

    looks = [
        chart.Look(FILMED["starseal-scanner"], "ours", "circle", width=2.4),
        chart.Look(FILMED["starseal-preview"], "other", "triangle", dash="2 3"),
        chart.Look(FILMED["zxing-cpp"], "faint", "square", dash="6 4"),
    ]
    panels = [panel("hard mixture", "seq/hard"), panel("one strong fault", "")]
    hard = films["starseal-scanner", "seq/hard"]
    share, part = 100 * hard.read / max(1, len(hard.read_by)), 100 * saved / max(1, len(lost))
    mistaken = len(every["starseal-scanner"].wrong)
    inverted = films.get(("starseal-scanner", "seq/inverted"))
    goals = [
        Goal(
            "sequences read together, of those in which zxing-cpp reads no frame",
            "≥ 50 %",
            f"{saved} of {len(lost)}, {part:.0f} %",
            part >= 50,
        ),
        Goal(f"sequences of the hard mixture read within {length} frames", "≥ 90 %", f"{share:.1f} %", share >= 90),
        Goal("wrong texts in sequences", "0", f"{mistaken}", mistaken == 0),
    ]
    if inverted:
        within, count = inverted.within(3), len(inverted.read_by)
        goals.append(Goal("light symbols on dark read within 3 frames", f"{count}", f"{within}", within == count))
    return text, chart.lines("Share of camera sequences read, %", looks, panels, columns=2), goals
