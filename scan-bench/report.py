"""From the readers' results to tables, charts and a list of goals.

    python report.py WORK OUT --command WORDS

WORK is the folder that `cargo xtask scan-bench` fills: WORK/SETS/labels.jsonl are the lists of images, WORK/results/SETS/READER.jsonl the results,
those of `frames` in several rounds, SETS-ROUND. Into OUT go scanner.md and its charts; the goals are printed too. A goal of a rate holds or does not; times are for
people to judge.
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
    """The versions that the lists of packages pin."""
    pins = "".join(
        (HERE / name).read_text() for name in ("requirements.txt", "requirements-wechat.txt", "readers/Cargo.toml")
    )
    found = dict(re.findall(r'^([\w-]+)(?:==| = \{ version = "=)([\w.]+)', pins, re.MULTILINE))
    contrib = found["opencv-contrib-python-headless"]
    return {
        "zxing-cpp": found["zxing-cpp"],
        "rxing": f"{found['rxing']}, its port of zxing-cpp, on the image and on smaller ones",
        "WeChat": f"WeChatQRCode of OpenCV's contributions {contrib}, with its networks",
        "zbar": f"Debian's, by pyzbar {found['pyzbar']}",
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
        "Share of codes read with the right text, single images, default options; the preview is for comparison. Bold is the best.",
        sections.rates(results),
        "scan-rates.svg",
    )
    section(
        "What is read wrongly", "Images in which a reader reports a text that is not there.", sections.wrong(results)
    )
    section(
        "One fault at a time",
        "Per cent of labels read, the same labels and poses at every strength. The best peer may be another at each strength; our figure is bold "
        f"where it is not more than {BEHIND:g} points behind that.",
        sections.faults(results),
        "scan-faults.svg",
    )
    section(
        "Time",
        "One thread, the readers in turns, of three rounds the fastest of each image. The default options are for photographs: they try "
        "everything. The preview is for cameras. Labels read are those of the frames with one, in the order of the columns.",
        sections.times(results),
        "scan-time.svg",
    )
    if results.sequences:
        section(
            "Across frames",
            "Sequences of a camera's frames of one label, until one is read. `Scanner` keeps what it saw of labels that it could not read, "
            "and reads the sum.",
            sections.frames(results),
            "scan-sequences.svg",
        )
    section(
        "Why a label was not read",
        "What is said of the symbol seen where a label with one fault was not read, at the strengths above and at hopeless ones.",
        hints.hints(results),
    )
    parts.append("## Goals\n")
    parts.append(
        table(["goal", "wanted", "reached", ""], ([one.what, one.wanted, one.reached, mark(one)] for one in goals))
    )
    run = {NAMES[peer] for peer in results.peers}
    readers = "\n".join(f"- {name}: {version}" for name, version in versions().items() if name in run)
    opening = (
        f"# Reading labels, beside other readers\n\nWritten by `{command}`; nothing here is typed. Each reader ran on one thread over the same grey "
        f"images, one after the other in one run. Images: [scan-bench](../../scan-bench/README.md).\n\n{readers}\n"
    )
    (out / "scanner.md").write_text("\n".join([opening, *parts]), encoding="utf-8")
    return goals


def mark(goal: Goal) -> str:
    return "holds" if goal.holds else "does not hold"


def main() -> None:
    parser = argparse.ArgumentParser(description="Tables, charts and goals from readers' results.")
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--command", required=True, help="what made the results")
    options = parser.parse_args()
    goals = write(Results(options.work), options.out, options.command)
    for goal in goals:
        print(f"{mark(goal):>14}  {goal.what}: {goal.reached} (wanted {goal.wanted})")
    print(f"{sum(goal.holds for goal in goals)} of {len(goals)} goals hold; tables and charts are in {options.out}")


if __name__ == "__main__":
    main()
