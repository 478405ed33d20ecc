"""Do the published counts of a sharing agree with each other and with the rule? A check by the public files alone, with none of the solver's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

FEWEST: Final = 10
"""Households in a published row. A neighbour could be recognised behind fewer."""
REST: Final = "*"
"""Sets of sources, or hromadas, joined because each has too few households."""
FORMAT: Final = "zhyto-shares-public-1"
LEVELS: Final = {"sources": pl.String, "helped": pl.Boolean, "from_bp": pl.Int64, "below_bp": pl.Int64, "households": pl.Int64, "given": pl.Int64}
HROMADAS: Final = {"hromada": pl.String, "in_need": pl.Int64, "helped": pl.Int64, "given": pl.Int64}


def check_public(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[str]:
    """What is wrong with published counts, in words; empty if they agree with each other and with the rule. Raises nothing on wrong values."""
    try:
        return _check(summary, levels, hromadas)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, pl.exceptions.PolarsError) as error:
        return [f"the published counts are malformed: {type(error).__name__}"]


def _check(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[str]:
    found: list[str] = []
    if summary["format"] != FORMAT:
        return [f"the format is {summary['format']!r}, not {FORMAT}"]
    if dict(levels.schema) != LEVELS or dict(hromadas.schema) != HROMADAS:
        return ["the tables have other columns than they should"]
    sources = {source["name"]: source for source in summary["sources"]}
    for name, source in sources.items():
        if source["given"] + source["left"] != source["amount"] or min(source["given"], source["left"]) < 0:
            found.append(f"{name}: what was given and what is left are not what it held")
    for name in ("amount", "given", "left"):
        if sum(source[name] for source in sources.values()) != summary[name]:
            found.append(f"{name}: the sources do not add up to the total")
    if len(levels) and (levels["given"].sum() != summary["given"] or levels["households"].sum() != summary["in_need"]):
        found.append("levels: the rows do not add up to the total")
    if len(hromadas) and len(levels) and (hromadas["given"].sum() != summary["given"] or hromadas["in_need"].sum() != summary["in_need"]):
        found.append("hromadas: the rows do not add up to the total")
    few = [*levels["households"].to_list(), *hromadas["in_need"].to_list(), *hromadas["helped"].to_list()]
    if any(0 < count < summary["fewest"] for count in few) or any(count < 0 for count in few):
        found.append("a row counts fewer households than may be published")
    if levels.filter((pl.col("helped") == False) & (pl.col("given") != 0)).height:  # noqa: E712
        found.append("levels: money was given to those who got nothing")
    step, simple = summary["step_bp"], not summary["promised"] and not summary["useful"]
    for bound in summary["bounds"]:
        name = ";".join(bound["sources"])
        mine = levels.filter(pl.col("sources") == name)
        for stop in bound["stops"]:
            for one in stop["exhausted"]:
                if sources[one]["left"] >= summary["unit"]:
                    found.append(f"{name}: {one} is said to be exhausted, and is not")
            if stop["level_bp"] is not None and not set(stop["exhausted"]) & set(bound["sources"]):
                found.append(f"{name}: bounded by sources that may not serve it")
        reached = [stop["level_bp"] for stop in bound["stops"]]
        if not reached:
            # Without a stop all were lifted to the line, to within a unit.
            reached = [10_000]
        if None in reached or not simple:
            continue
        if mine.filter(pl.col("below_bp") + step <= min(min(reached), 10_000)).height:
            found.append(f"{name}: households stand below the level at which its money ran out")
        if mine.filter(pl.col("helped") & (pl.col("from_bp") > max(reached) + step)).height:
            found.append(f"{name}: households were helped above the level at which its money ran out")
    return found
