"""Do the published counts of a sharing agree with each other and with the rule? A check by the public files alone, with none of the solver's code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from zhyto.fairshare.instance import MOST_SOURCES, RULE
from zhyto.formats import COUNTS, is_made_by
from zhyto.texts import Said

FEWEST: Final = 10
"""Households in a published row. A neighbour could be recognised behind fewer."""
REST: Final = "*"
"""Sets of sources, or hromadas, joined because each has too few households."""
FILES: Final = ("public.json", "levels.csv", "hromadas.csv")
MONEY: Final = "kopecks"
"""Unit of every amount in public.json."""
LEVELS: Final = {"sources": pl.String, "helped": pl.Boolean, "from_bp": pl.Int64, "below_bp": pl.Int64, "households": pl.Int64, "given_kopecks": pl.Int64}
HROMADAS: Final = {"hromada": pl.String, "in_need": pl.Int64, "helped": pl.Int64, "given_kopecks": pl.Int64}


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _perhaps(value: Any) -> bool:
    return value is None or _whole(value)


def _text(value: Any) -> bool:
    return type(value) is str


def _list(value: Any) -> bool:
    return type(value) is list


def _names(value: Any) -> bool:
    return type(value) is list and all(map(_text, value))


def _matches(pattern: str) -> Callable[[Any], bool]:
    form = re.compile(pattern)
    return lambda value: _text(value) and form.fullmatch(value) is not None


_SUMMARY: Final[Mapping[str, Callable[[Any], bool]]] = {
    "format": _text, "made_by": is_made_by, "money": lambda value: value == MONEY,
    "month": _matches(r"\d{4}-(0[1-9]|1[0-2])"), "proof_sha256": _matches(r"[0-9a-f]{64}"), "rule": _text,
    "unit": lambda value: _whole(value) and value > 0, "useful": _whole, "fewest": _whole, "step_bp": _whole, "in_need": _perhaps,
    "amount": _whole, "given": _perhaps, "left": _perhaps, "paid": _perhaps,
    "sources": lambda value: _list(value) and 1 <= len(value) <= MOST_SOURCES, "bounds": lambda value: _list(value) and len(value) <= 1 << MOST_SOURCES,
}  # fmt: skip
_SOURCE: Final[Mapping[str, Callable[[Any], bool]]] = {
    "name": _text, "amount": _whole, "given": _perhaps, "left": _perhaps, "least": _whole, "most": _perhaps,
    "condition": _text, "period": _text, "in_kind": lambda value: type(value) is bool,
}  # fmt: skip


def check_public(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[Said]:
    """What is wrong with published counts, in words; empty if they agree with each other and with the rule. Raises nothing on wrong values."""
    try:
        return _check(summary, levels, hromadas)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, pl.exceptions.PolarsError) as error:
        return [Said("the published counts are malformed: {name}", name=type(error).__name__)]


def _check(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[Said]:
    if later := COUNTS.later(summary["format"], FILES[0]):
        return [later.said]
    if not COUNTS.number(summary["format"]):
        return [Said("the format is {format!r}, not {format2}", format=summary["format"], format2=COUNTS.said)]
    if dict(levels.schema) != LEVELS or dict(hromadas.schema) != HROMADAS:
        return [Said("the tables have other columns than they should")]
    found = [*_kinds(summary), *_rows(summary, levels, hromadas)]
    # What is of another kind than it should be cannot be reckoned with.
    return found or [*_sums(summary, levels, hromadas), *_bounds(summary, levels)]


def _kinds(summary: Mapping[str, Any]) -> list[Said]:
    """Fields that are not there, are there too much, or are of another kind than they should."""
    wanted = {name: good for name, good in _SUMMARY.items() if name != "made_by" or COUNTS.number(summary["format"]) > 1}
    found = _fields(summary, wanted, "the summary")
    if found:
        return found
    if summary["rule"] != RULE:
        found.append(Said("the rule is not the one that was promised"))
    if summary["fewest"] < FEWEST:
        found.append(Said("rows may count {fewest} households: at least {fewest2} protect them", fewest=summary["fewest"], fewest2=FEWEST))
    for source in summary["sources"]:
        found += _fields(source, _SOURCE, "a source")
    for bound in summary["bounds"]:
        found += _fields(bound, {"sources": _names, "stops": _list}, "a bound") or [
            fault for stop in bound["stops"] for fault in _fields(stop, {"exhausted": _names, "level_bp": _perhaps}, "a stop")
        ]
    if found:
        return found
    names = [source["name"] for source in summary["sources"]]
    if len(set(names)) != len(names) or REST in names:
        found.append(Said("two sources have one name"))
    bound = [";".join(bound["sources"]) for bound in summary["bounds"]]
    if len(set(bound)) != len(bound):
        found.append(Said("a set of sources is bounded twice"))
    sets = [named for bound in summary["bounds"] for named in (bound["sources"], *(stop["exhausted"] for stop in bound["stops"]))]
    if any(named != [name for name in names if name in named] for named in sets):
        found.append(Said("a set of sources is not a list of their names in order"))
    return found


def _fields(value: object, wanted: Mapping[str, Callable[[Any], bool]], what: str) -> list[Said]:
    if type(value) is not dict or set(value) != set(wanted):
        return [Said("{what} has other fields than it should", what=what)]
    return [Said("{what}: {name} is not what it should be", what=what, name=name) for name, good in wanted.items() if not good(value[name])]


def _rows(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[Said]:
    """Rows that count too few, contradict themselves, or stand twice."""
    found: list[Said] = []
    few = [*levels["households"].to_list(), *hromadas["in_need"].to_list(), *hromadas["helped"].to_list(),
           *(hromadas["in_need"] - hromadas["helped"]).to_list()]  # fmt: skip
    if any(count is None or count < 0 or 0 < count < summary["fewest"] for count in few):
        found.append(Said("a row counts fewer households than may be published"))
    known = {";".join(named) for named in _sets([source["name"] for source in summary["sources"]])}
    seen: set[tuple[str, bool | None]] = set()
    last, below = None, 0
    for sources, helped, start, end, _, given in levels.iter_rows():
        if (sources not in known and sources != REST) or (helped is None) != (sources == REST):
            found.append(Said("levels: {sources!r} is no set of sources", sources=sources))
        one = (sources, helped)
        below = below if one == last else 0
        if start is None or end is None or not below <= start < end <= 10_001 or (one != last and one in seen):
            found.append(Said("levels: the bands of {sources!r} do not follow one another", sources=sources))
        last, below = one, end or 0
        seen.add(one)
        if given is None or given < 0 or ((helped is False or not sources) and given):
            found.append(Said("levels: money was given to those who got nothing"))
        elif helped and not given:
            found.append(Said("levels: nothing was given to those who were helped"))
    if hromadas["hromada"].n_unique() != len(hromadas):
        found.append(Said("hromadas: one stands twice"))
    if any(given is None or given < 0 or (given > 0) != (helped > 0) for helped, given in hromadas.select("helped", "given_kopecks").iter_rows()):
        found.append(Said("hromadas: money and households helped contradict each other"))
    return found


def _sums(summary: Mapping[str, Any], levels: pl.DataFrame, hromadas: pl.DataFrame) -> list[Said]:
    """Sums that do not agree."""
    found: list[Said] = []
    sources = summary["sources"]
    shown = [source for source in sources if source["given"] is not None]
    if any((source["given"] is None) != (source["left"] is None) for source in [*sources, summary]):
        found.append(Said("of given and left either both are told or neither"))
        return found
    for source in shown:
        if source["given"] + source["left"] != source["amount"]:
            found.append(Said("{name}: what was given and what is left are not what it held", name=source["name"]))
    if sum(source["amount"] for source in sources) != summary["amount"]:
        found.append(Said("amount: the sources do not add up to the total"))
    if summary["given"] is None:
        # Too few were helped for any sum.
        if shown or len(levels) or len(hromadas):
            found.append(Said("sums of a few households are told"))
        return found
    rest = {name: summary[name] - sum(source[name] for source in shown) for name in ("given", "left")}
    names = {"given": Said("given"), "left": Said("left")}
    for name, value in rest.items():
        if value < 0 or (value and len(shown) == len(sources)):
            found.append(Said("{name}: the sources do not add up to the total", name=names[name]))
    if summary["given"] + summary["left"] != summary["amount"]:
        found.append(Said("what was given and what is left are not what there was"))
    if not len(levels):
        if summary["in_need"] is not None or summary["bounds"] or len(hromadas):
            found.append(Said("levels: there are none, yet something is told of them"))
        return found
    if levels["given_kopecks"].sum() != summary["given"] or levels["households"].sum() != summary["in_need"]:
        found.append(Said("levels: the rows do not add up to the total"))
    if len(hromadas) and (hromadas["given_kopecks"].sum() != summary["given"] or hromadas["in_need"].sum() != summary["in_need"]):
        found.append(Said("hromadas: the rows do not add up to the total"))
    helped, joined = (int(levels.filter(chosen)["households"].sum()) for chosen in (pl.col("helped"), pl.col("helped").is_null()))
    if len(hromadas) and not helped <= hromadas["helped"].sum() <= helped + joined:
        found.append(Said("levels and hromadas do not count the same households helped"))
    # Nobody is paid by a source that may not serve it: whatever sources one takes, they gave all that those got whom no other may serve.
    for named in _sets([source["name"] for source in sources]):
        gave = sum(source["given"] for source in shown if source["name"] in named)
        gave += min(rest["given"], sum(source["amount"] for source in sources if source["name"] in named and source["given"] is None))
        inside = {";".join(one) for one in _sets(named)}
        if levels.filter(pl.col("sources").is_in(list(inside)))["given_kopecks"].sum() > gave:
            found.append(Said("levels: more was given to those whom {named} may serve than these gave", named=", ".join(named) or Said("nobody")))
    return found


def _sets(names: list[Said]) -> list[list[Said]]:
    """All sets of names, in order."""
    return [[name for j, name in enumerate(names) if mask >> j & 1] for mask in range(1 << len(names))]


def _bounds(summary: Mapping[str, Any], levels: pl.DataFrame) -> list[Said]:
    """Sources said to be used up that are not, and levels that contradict the rule."""
    found: list[Said] = []
    sources = {source["name"]: source for source in summary["sources"]}
    told = {";".join(bound["sources"]) for bound in summary["bounds"]}
    stand = set(levels["sources"].to_list())
    if told - stand or (REST not in stand and stand - told):
        found.append(Said("bounds are not told of the sets of sources that stand in the levels"))
    step, simple = summary["step_bp"], not summary["useful"] and not any(source["least"] for source in sources.values())
    for bound in summary["bounds"]:
        name = ";".join(bound["sources"])
        mine = levels.filter(pl.col("sources") == name)
        for stop in bound["stops"]:
            for one in stop["exhausted"]:
                if sources[one]["left"] is not None and sources[one]["left"] >= summary["unit"]:
                    found.append(Said("{name}: {one} is said to be exhausted, and is not", name=name, one=one))
            if stop["level_bp"] is not None and not set(stop["exhausted"]) & set(bound["sources"]):
                found.append(Said("{name}: bounded by sources that may not serve it", name=name))
        # Without a stop all were lifted to the line, to within a unit.
        reached = [stop["level_bp"] for stop in bound["stops"]] or [10_000]
        if None in reached or not simple:
            continue
        if mine.filter(pl.col("below_bp") + step <= min(min(reached), 10_000)).height:
            found.append(Said("{name}: households stand below the level at which its money ran out", name=name))
        # One source at its maximum for somebody may go on for another.
        limited = any(sources[one]["most"] is not None for one in bound["sources"])
        if not limited and mine.filter(pl.col("helped") & (pl.col("from_bp") > max(reached) + step)).height:
            found.append(Said("{name}: households were helped above the level at which its money ran out", name=name))
    return found
