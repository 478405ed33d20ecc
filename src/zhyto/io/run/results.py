"""Writes a run's results: all of them or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import polars as pl

from zhyto.faults import Fault, InputRefused
from zhyto.formats import RESULT, is_made_by
from zhyto.io.files.whole import refuse_file, whole_file, whole_folder
from zhyto.summary import Tables
from zhyto.texts import Said

OURS = ("entitlements", "findings", "hardship", "shares", "summary", "timings", "report", "truth", "register", "fund")
"""Names (without suffix) that a folder of results may hold."""
SUMMARY = "summary.json"


def write_results(
    folder: Path, tables: Tables, summary: Mapping[str, Any], timings: Mapping[str, Any], page: str,
    format: Literal["csv", "parquet"] = "csv", truth: pl.DataFrame | None = None, beside: Callable[[Path], None] | None = None,
) -> None:  # fmt: skip
    """Write the result files, and what `beside` puts into their folder.

    The folder appears whole or not at all; earlier results there are replaced, other files refused.

    Raises:
        FileExistsError: the folder holds files that are not results.
    """
    refuse_other_content(folder)
    with whole_folder(folder) as made:
        names = ("entitlements", "findings", "hardship", "shares")
        frames: dict[str, pl.DataFrame | None] = {**{name: getattr(tables, name) for name in names}, "truth": truth}
        for name, frame in frames.items():
            if frame is None:
                continue
            if format == "csv":
                frame.write_csv(made / f"{name}.csv")
            else:
                money = [name for name, kind in frame.schema.items() if name.endswith("_uah") and kind == pl.String]
                exact = [pl.col(name).cast(pl.Decimal(20, 2)) for name in money]
                frame.with_columns(exact).write_parquet(made / f"{name}.parquet", compression="zstd")
        for name, content in (("summary", summary), ("timings", timings)):
            (made / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (made / "report.html").write_text(page, encoding="utf-8")
        if beside is not None:
            beside(made)


def read_summary(folder: Path) -> dict[str, Any]:
    """summary.json of a run, whichever Zhyto made it, in today's words. Raises InputRefused where it is none, or of a later format; OSError."""
    file = folder / SUMMARY
    page, later = _summary(file)
    if later or page is None:
        expected = Said("JSON of the format {format}", format=RESULT.said)
        raise InputRefused([later or Fault(str(file), 0, "", Said("no summary of a run"), expected, Said("name the folder of a run"))])
    if "format" not in page:
        page = {"format": f"{RESULT.name}1", "made_by": f"zhyto {page['version']}", **{name: value for name, value in page.items() if name != "version"}}
    return page


def _summary(file: Path) -> tuple[dict[str, Any] | None, Fault | None]:
    """A summary, None where it is none; and that only a later Zhyto opens it."""
    try:
        page = json.loads(file.read_bytes())
        said = page["format"] if "format" in page else f"{RESULT.name}1" if is_made_by(f"zhyto {page['version']}") else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, None
    good = RESULT.number(said) and ("format" not in page or is_made_by(page.get("made_by")))
    return page if good else None, RESULT.later(said, str(file))


def refuse_other_content(folder: Path) -> None:
    """Raise FileExistsError where a folder for results holds anything else, so that nothing of the user's is ever lost.

    Raises InputRefused where a later Zhyto made the results, NotADirectoryError where a file stands in the way.
    """
    refuse_file(folder)
    if folder.is_dir():
        there = sorted(folder.iterdir())
        strange = [path.name for path in there if path.stem not in OURS]
        if strange:
            raise FileExistsError(Said("{folder} holds {strange}, which is no result", folder=folder, strange=strange[0]))
        if there and not (folder / SUMMARY).is_file():
            raise FileExistsError(Said("{folder} holds {name}, but no results", folder=folder, name=there[0].name))
        if there and (later := _summary(folder / SUMMARY)[1]):
            raise InputRefused([later])


def write_table(frame: pl.DataFrame, file: Path) -> None:
    """Write one table as CSV, whole or not at all."""
    with whole_file(file) as name:
        frame.write_csv(name)
