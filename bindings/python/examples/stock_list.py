"""Checks every label of a stock list.

    python stock_list.py stock.csv verdicts.csv --trust trust.cbor --now 2026-11-22T03:00:00Z

The stock list is a CSV with the columns `sku`, `shelf` and `carrier` (the text of the label's QR symbol). The output is
a CSV with the same columns and the verdicts. The program prints the labels that need attention. It exits with 1 if a
label does not stand.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path

import pandas as pd

from starseal import Language, StarsealError, Verdict, Verifier

COLUMNS = ["sku", "shelf", "carrier"]


def main() -> int:
    arguments = parsed()
    try:
        verifier = Verifier(arguments.trust.read_bytes())
        for status_list in arguments.status:
            verifier.update_status(status_list.read_bytes(), arguments.now)
        # By default pandas reads an empty cell and "NA" as missing values; here they are texts.
        stock = pd.read_csv(arguments.stock, dtype=str, keep_default_na=False)
    except (OSError, ValueError, StarsealError) as error:
        return failed(str(error))
    if missing := [column for column in COLUMNS if column not in stock.columns]:
        return failed(f"{arguments.stock} has no column {', '.join(missing)}")

    verdicts = judged(stock, verifier, arguments.now, arguments.language)
    verdicts.to_csv(arguments.verdicts, index=False)
    print(summary(verdicts, arguments.lapse_days))
    return 0 if verdicts["stands"].all() else 1


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Checks every label of a stock list.")
    parser.add_argument("stock", type=Path, help="CSV with the columns sku, shelf and carrier")
    parser.add_argument("verdicts", type=Path, help="CSV to write")
    parser.add_argument("--trust", type=Path, required=True, help="the trust list of the authority to trust")
    parser.add_argument("--status", type=Path, action="append", default=[], help="a status list; may be repeated")
    parser.add_argument("--now", type=moment, help="the time of the check, such as 2026-11-22T03:00:00Z (default: now)")
    parser.add_argument("--lapse-days", type=int, default=90, help="list labels with fewer days left (default: 90)")
    parser.add_argument("--language", type=Language, choices=list(Language), default=Language.EN)
    return parser.parse_args()


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def failed(why: str) -> int:
    print(f"error: {why}", file=sys.stderr)
    return 3


def judged(stock: pd.DataFrame, verifier: Verifier, now: datetime | None, language: Language) -> pd.DataFrame:
    """Returns the stock list with a verdict in each row."""
    verdicts = verifier.check_many(stock["carrier"], now)
    rows = pd.DataFrame([row(verdict, language) for verdict in verdicts], index=stock.index, columns=list(ROW))
    return stock.join(rows.astype(ROW))


ROW = {
    "code": "str",
    "stands": "bool",
    "product_id": "str",
    "level": "Int64",
    "last_day": "str",
    "days_left": "Int64",
    "sentence": "str",
}
"""The columns of a verdict, with their types."""


def row(verdict: Verdict, language: Language) -> dict[str, object]:
    label, last_day = verdict.label, verdict.last_day
    days_left = None
    if last_day is not None and verdict.checked_for is not None:
        days_left = (last_day - verdict.checked_for).days
    return {
        "code": verdict.code.value,
        "stands": verdict.stands,
        "product_id": None if label is None else label.product_id,
        "level": None if label is None else label.level,
        "last_day": None if last_day is None else last_day.isoformat(),
        "days_left": days_left,
        "sentence": verdict.sentence(language),
    }


def summary(verdicts: pd.DataFrame, lapse_days: int) -> str:
    """Returns the number of labels with each code, the labels that lapse soon, and those that do not stand."""
    stands = verdicts["stands"]
    counts = verdicts["code"].value_counts(sort=False)
    lines = [f"{len(verdicts)} labels, {stands.sum()} of them stand", ""]
    lines += [f"  {count:>5}  {code}" for code, count in counts.items()]
    lapsing = verdicts[stands & (verdicts["days_left"] < lapse_days)].sort_values("days_left")
    for title, rows in (
        (f"fewer than {lapse_days} days left", lapsing),
        ("do not stand", verdicts[~stands]),
    ):
        lines += ["", f"{title}: {len(rows)}"]
        lines += [f"  {one.sku} on {one.shelf}: {one.sentence}" for one in rows.itertuples(index=False)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
