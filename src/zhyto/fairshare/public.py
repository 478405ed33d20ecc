"""What of a sharing may be published for everyone: counts of ten households and more, and what can be checked by them.

A household is never a row. Households in need are counted by the sources that may serve them, by whether they got something, and by bands of the
level they reached, bands and sets being joined until each row counts at least `FEWEST` households. What the counts prove, and what only the full
table proves: docs/fair-shares.md.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from zhyto.dates import format_month
from zhyto.fairshare.fund import FundShare
from zhyto.fairshare.instance import Bools, Instance, Ints, Source
from zhyto.fairshare.published import FEWEST, HROMADAS, LEVELS, MONEY, REST
from zhyto.fairshare.sharing import outside, received
from zhyto.formats import COUNTS

BAND_BP: Final = 500
"""Width of a band of levels, in basis points of the line."""
_TOLD: Final = ("name", "amount", "condition", "period", "in_kind")


def public(fund: FundShare, proof: str, fewest: int = FEWEST) -> tuple[dict[str, Any], pl.DataFrame, pl.DataFrame]:
    """A summary, counts by level (`LEVELS`), counts by hromada (`HROMADAS`); money in kopecks. Weights must be the lines, as in a `FundShare`.

    proof: digest of the auditor's table (`proof_digest`). Of fewer than `fewest` households helped in all no sum is told.
    """
    case, certificate = fund.case, fund.sharing.certificate
    names = [source.name for source in case.sources]
    after = received(case) + fund.sharing.share
    need = _in_need(case)
    rows = np.flatnonzero(need)
    mask = np.zeros(len(rows), dtype=np.int64)
    for j, source in enumerate(case.sources):
        mask |= np.left_shift(1 if source.serves is None else np.asarray(source.serves)[rows].astype(np.int64), j)
    level = after[rows] * 10_000 // case.line[rows]
    share = fund.sharing.share[rows]
    levels, kept = _levels(mask, share > 0, level, share, [";".join(_named(names, one)) for one in range(1 << len(names))], fewest)
    told = not 0 < certificate["helped"] < fewest
    before = np.zeros(len(case), dtype=np.bool_)
    for source in case.sources:
        if source.paid is not None:
            before |= np.asarray(source.paid) > 0
    stops = certificate["stops"]
    bounds = []
    for group in certificate["groups"]:
        if ";".join(group["sources"]) in kept:
            held = [stops[stop] for stop, _ in group["bounded"]]
            bounds.append({"sources": group["sources"], "stops": [{"exhausted": stop["sources"], "level_bp": _bp(stop["last"])} for stop in held]})
    summary = {
        **COUNTS.stamp, "money": MONEY, "month": format_month(fund.month), "proof_sha256": proof, "rule": certificate["rule"],
        "unit": case.unit, "useful": case.useful, "fewest": fewest,
        "step_bp": int(-(-case.unit * 10_000 // int(case.line[rows].min()))) if len(rows) else 0,
        "in_need": int(levels["households"].sum()) if len(levels) else None, "amount": certificate["amount"],
        "given": certificate["given"] if told else None, "left": certificate["left"] if told else None,
        "paid": None if 0 < int(np.count_nonzero(before)) < fewest else certificate["paid"],
        "sources": _sources(fund, fewest if told else None), "bounds": bounds,
    }  # fmt: skip
    return summary, levels, _hromadas(fund.hromada.gather(rows), share, fewest)


def _sources(fund: FundShare, fewest: int | None) -> list[dict[str, Any]]:
    """What is told of each source. given, left: null (fewest None: of all) where they would tell what a few households lacked.

    A source with money left has lifted those it helped as far as they could be: what it gave few of them is what these lacked. One more null at least
    stands beside it, so that the total less the others is a sum over enough households.
    """
    entries = fund.sharing.certificate["sources"]
    hidden = [j for j, one in enumerate(entries) if fewest is None or (one["left"] and 0 < one["helped"] < fewest)]
    others = sorted((one["helped"], j) for j, one in enumerate(entries) if one["helped"] and j not in hidden)
    while hidden and others and fewest is not None and np.count_nonzero(fund.sharing.split[:, hidden].any(axis=1)) < fewest:
        hidden.append(others.pop(0)[1])
    return [
        {name: one[name] for name in _TOLD} | {"least": int(np.max(source.least, initial=0)), "most": _most(source)}
        | {name: None if j in hidden else one[name] for name in ("given", "left")}
        for j, (one, source) in enumerate(zip(entries, fund.case.sources, strict=True))
    ]  # fmt: skip


def _most(source: Source) -> int | None:
    return None if source.most is None else int(np.max(source.most, initial=0))


def _in_need(case: Instance) -> Bools:
    need: Bools = np.where(outside(case), 0, case.line - received(case)) >= max(1, -(-case.useful // case.unit)) * case.unit
    return need


def _named(names: list[str], mask: int) -> list[str]:
    return [name for j, name in enumerate(names) if mask >> j & 1]


def _bp(place: list[int] | None) -> int | None:
    return None if place is None else place[0] * 10_000 // place[1]


def _levels(mask: Ints, helped: Bools, level: Ints, share: Ints, names: list[str], fewest: int) -> tuple[pl.DataFrame, set[str]]:
    """Counts by level, and the sets of sources all of whose households stand in rows of their own."""
    frame = pl.DataFrame({"mask": mask, "helped": helped, "band": np.minimum(level, 9_999) // BAND_BP, "share": share})
    counted = frame.group_by("mask", "helped", "band").agg(households=pl.len().cast(pl.Int64), given=pl.col("share").sum()).sort("mask", "helped", "band")
    classes = {key: part.select("band", "households", "given").rows() for key, part in counted.group_by("mask", "helped", maintain_order=True)}
    size = {key: int(sum(row[1] for row in part)) for key, part in classes.items()}
    pool = {key for key, count in size.items() if count < fewest}

    def poor() -> bool:
        """Too few of the pool are helped: its money would be that of a few."""
        return 0 < sum(size[key] for key in pool if key[1]) < fewest

    def few() -> bool:
        return sum(size[key] for key in pool) < fewest or poor()

    while pool and few() and len(pool) < len(size):
        pool.add(min((key for key in size if key not in pool), key=lambda key: (poor() and not key[1], size[key], key)))
    rows: list[tuple[Any, ...]] = []
    for key, part in classes.items():
        if key not in pool:
            rows += [(names[int(key[0])], bool(key[1]), *row) for row in _joined(part, fewest)]
    if pool and not few():
        rows.append((REST, None, 0, 10_001, sum(size[key] for key in pool), sum(row[2] for key in pool for row in classes[key])))
    kept = {names[int(one)] for one in np.unique(mask)} - {names[int(key[0])] for key in pool}
    return pl.DataFrame(rows, schema=LEVELS, orient="row"), kept


def _joined(bands: list[tuple[int, int, int]], fewest: int) -> list[tuple[int, int, int, int]]:
    """Neighbouring bands joined until each row has enough: from, below, households, kopecks."""
    made: list[list[int]] = []
    for band, count, given in bands:
        top = 10_001 if (band + 1) * BAND_BP >= 10_000 else (band + 1) * BAND_BP
        if made and made[-1][2] < fewest:
            made[-1][1:] = [top, made[-1][2] + count, made[-1][3] + given]
        else:
            made.append([band * BAND_BP, top, count, given])
    if len(made) > 1 and made[-1][2] < fewest:
        last = made.pop()
        made[-1][1:] = [last[1], made[-1][2] + last[2], made[-1][3] + last[3]]
    return [(row[0], row[1], row[2], row[3]) for row in made]


def _hromadas(hromada: pl.Series, share: Ints, fewest: int) -> pl.DataFrame:
    """Counts by hromada. Those with too few helped, or too few not helped, are joined, smallest first."""
    frame = pl.DataFrame({"hromada": hromada.fill_null(""), "share": share})
    counted = frame.group_by("hromada").agg(in_need=pl.len().cast(pl.Int64), helped=(pl.col("share") > 0).sum().cast(pl.Int64), given=pl.col("share").sum())

    def small(need: int, helped: int) -> bool:
        return 0 < helped < fewest or 0 < need - helped < fewest

    rows = counted.sort("in_need", "hromada").rows()
    pool = [row for row in rows if small(row[1], row[2])]
    kept = [row for row in rows if not small(row[1], row[2])]
    while pool and small(sum(row[1] for row in pool), sum(row[2] for row in pool)) and kept:
        pool.append(kept.pop(0))
    total = [sum(row[i] for row in pool) for i in (1, 2, 3)]
    made = sorted(kept)
    if pool and not small(total[0], total[1]):
        made.append((REST, *total))
    return pl.DataFrame(made, schema=HROMADAS, orient="row")
