"""Makes tables, charts and a list of goals from the readers' results.

    python report.py WORK OUT --command WORDS

WORK is the folder that `cargo xtask scan-bench` fills. WORK/SETS/labels.jsonl are the lists of images, and
WORK/results/SETS/READER.jsonl are the results. Those of `frames` come in several rounds, in SETS-ROUND. The script
writes scanner.md and its charts into OUT, and prints the goals. Times depend on the machine and its load, so people
have to judge the goals of times.
"""

import argparse
import re
from pathlib import Path

import hints
import sections
from results import NAMES, Results
from sections import BEHIND, Goal, table

HERE = Path(__file__).parent


def versions() -> dict[str, str]:
    """Returns the versions that the lists of packages pin."""
    pins = "".join(
        (HERE / name).read_text() for name in ("requirements.txt", "requirements-wechat.txt", "readers/Cargo.toml")
    )
    found = dict(re.findall(r'^([\w-]+)(?:==| = \{ version = "=)([\w.]+)', pins, re.MULTILINE))
    contrib = found["opencv-contrib-python-headless"]
    return {
        "zxing-cpp": found["zxing-cpp"],
        "rxing": f"{found['rxing']}, its port of zxing-cpp, on the image and on smaller copies of it",
        "WeChat": f"WeChatQRCode of OpenCV's contrib modules {contrib}, with its networks",
        "zbar": f"Debian's package, through pyzbar {found['pyzbar']}",
        "OpenCV": f"QRCodeDetector of {found['opencv-python-headless']}",
        "rqrr": found["rqrr"],
    }


def write(results: Results, out: Path, command: str) -> list[Goal]:
    out.mkdir(parents=True, exist_ok=True)
    parts: list[str] = []
    goals: list[Goal] = []

    def section(title: str, words: str, made: tuple, picture: str | None = None) -> None:
        parts.append(f"## {title}\n\n{words}\n")
        if picture:
            (out / picture).write_text(made[1], encoding="utf-8")
            parts.append(f"![{title}]({picture})\n")
        parts.append(made[0])
        goals.extend(made[-1])

    section(
        "What is read",
        "The share of codes read with the right text, in single images, with default options. The preview is shown for "
        "comparison. The best figure of each row is bold.",
        sections.rates(results),
        "scan-rates.svg",
    )
    section(
        "What is read wrongly",
        "The number of images in which a reader reports a text that is not there.",
        sections.wrong(results),
    )
    section(
        "Close symbols",
        "Symbols that fill from two fifths of the frame's shorter side to all of it, printed, on a screen, and light "
        "on dark. The preview does not search for light symbols, and the scanner does so in every third frame.",
        sections.close(results),
    )
    section(
        "One fault at a time",
        "The share of labels read in per cent, with the same labels and poses at every strength. The best peer may be "
        "a different reader at each strength. A figure of Starseal is bold where it is at most "
        f"{BEHIND:g} points behind the best peer.",
        sections.faults(results),
        "scan-faults.svg",
    )
    section(
        "Time",
        "Processor time on one thread. The readers ran in turns, and the fastest of three rounds counts for each "
        "image. The default options are for photographs and try everything. The preview is for cameras. Frames without "
        "a label are photographs of other people, cut, turned and scaled. The last column is the number of labels read "
        "in the frames with a label, in the order of the columns.",
        sections.times(results),
        "scan-time.svg",
    )
    if results.sequences:
        section(
            "Across frames",
            "Sequences of a camera's frames of one label, until a frame is read. `Scanner` keeps what it saw of labels "
            "that it could not read, adds it up over the frames, and reads the sum.",
            sections.frames(results),
            "scan-sequences.svg",
        )
    section(
        "Why a label was not read",
        "The hints for symbols that were seen but not read. Each label has one fault, at the strengths above and at "
        "strengths at which hardly any label is read.",
        hints.hints(results),
    )
    parts.append("## Goals\n")
    parts.append(
        table(["goal", "wanted", "reached", ""], ([one.what, one.wanted, one.reached, mark(one)] for one in goals))
    )
    run = {NAMES[peer] for peer in results.peers}
    readers = "\n".join(f"- {name}: {version}" for name, version in versions().items() if name in run)
    opening = (
        "# Reading labels, compared with other readers\n\n"
        f"`{command}` writes this page; do not edit it. Each reader ran on one thread over the same grey images, one "
        f"reader after the other in one run. The images are described in [scan-bench](../../scan-bench/README.md).\n\n"
        f"{readers}\n"
    )
    (out / "scanner.md").write_text("\n".join([opening, *parts]), encoding="utf-8")
    return goals


def mark(goal: Goal) -> str:
    return "holds" if goal.holds else "does not hold"


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes tables, charts and goals from readers' results.")
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--command", required=True, help="the command that made the results")
    options = parser.parse_args()
    goals = write(Results(options.work), options.out, options.command)
    for goal in goals:
        print(f"{mark(goal):>14}  {goal.what}: {goal.reached} (wanted {goal.wanted})")
    print(f"{sum(goal.holds for goal in goals)} of {len(goals)} goals hold; tables and charts are in {options.out}")


if __name__ == "__main__":
    main()
