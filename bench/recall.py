"""How many planted faults are found, and how many findings are planted faults, by kind.

    python bench/recall.py FOLDER [--truth FILE]

FOLDER is what `zhyto demo --out FOLDER` wrote. Its `findings` table is read by whoever looks for faults; the truth table only here.
A planted fault counts as found if a finding of the kind it should lead to names the same entity, guarantee and month. Precision:
of the findings of a kind, how many are such faults. Faults of months that the run did not look at are counted apart.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import say

LEADS_TO = {
    "never_claimed": "unclaimed",
    "refused_wrongly": "unexplained",
    "decided_late": "undecided_late",
    "not_paid": "missing",
    "stopped_too_early": "missing",
    "underpaid": "short",
    "overpaid": "over",
    "paid_twice": "over",
    "paid_after_death": "undue",
}
"""Kind of a planted fault → kind of the finding it should lead to."""
PLACE = ["entity_id", "guarantee", "month"]


def read(folder: Path, name: str) -> pl.DataFrame:
    """A table of the folder, CSV or Parquet, as text."""
    for path in sorted([*folder.rglob(f"{name}.csv"), *folder.rglob(f"{name}.parquet")]):
        frame = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
        return frame.with_columns(pl.col(column).cast(pl.String) for column in ("kind", *PLACE))
    raise SystemExit(f"{folder}: no {name}.csv or {name}.parquet; make it with `zhyto demo --out {folder}`")


def measure(findings: pl.DataFrame, truth: pl.DataFrame) -> dict[str, Any]:
    """Recall by planted kind, precision by kind of finding."""
    strange = set(truth["kind"]) - set(LEADS_TO)
    if strange:
        raise SystemExit(f"planted faults of kinds unknown here: {', '.join(sorted(strange))}")
    findings = findings.select("kind", *PLACE).unique()
    seen = findings["month"].unique().implode()
    outside = truth.filter(~pl.col("month").is_in(seen))
    truth = truth.filter(pl.col("month").is_in(seen)).select("kind", *PLACE).unique()
    truth = truth.with_columns(pl.col("kind").replace_strict(LEADS_TO).alias("expected"))
    same = truth.join(findings.rename({"kind": "expected"}), on=["expected", *PLACE], how="inner")
    other = truth.join(same, on=["kind", *PLACE], how="anti").join(findings.select(PLACE).unique(), on=PLACE, how="semi")
    right = findings.join(truth.rename({"kind": "planted", "expected": "kind"}), on=["kind", *PLACE], how="semi")

    def count(frame: pl.DataFrame, kind: str) -> int:
        return frame.filter(pl.col("kind") == kind).height

    recall = {
        kind: {
            "planted": count(truth, kind),
            "found": count(same, kind),
            "under_another_kind": count(other, kind),
            "recall": round(count(same, kind) / count(truth, kind), 4),
        }
        for kind in LEADS_TO
        if count(truth, kind)
    }
    precision = {
        kind: {
            "findings": count(findings, kind),
            "planted": count(right, kind),
            "precision": round(count(right, kind) / count(findings, kind), 4),
        }
        for kind in sorted(set(findings["kind"]))
    }
    missed = truth.join(same, on=["kind", *PLACE], how="anti").group_by("kind", "guarantee").len().sort("kind", "guarantee")
    return {
        "recall": recall,
        "precision": precision,
        "missed_by_guarantee": missed.rows(),
        "planted_in_months_not_looked_at": outside.height,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path)
    options = parser.parse_args()
    truth = read(options.truth.parent, options.truth.stem) if options.truth else read(options.folder, "truth")
    say(measure(read(options.folder, "findings"), truth))


if __name__ == "__main__":
    main()
