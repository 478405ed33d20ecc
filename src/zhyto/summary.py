"""What a run found, as tables and counts: the files of a result and the page for people are made from these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto import __version__, dates
from zhyto.engine.trace import STANDINGS, Standing, standing
from zhyto.hardship import REASONS
from zhyto.money import format_amount
from zhyto.reconcile import KINDS, Findings
from zhyto.register.columns import Bools, Ints, Register
from zhyto.rights.accrual import Accrued, Parts, parts
from zhyto.rights.rights import CLAIMABLE, DUE, STATES, UNKNOWN, Rights
from zhyto.run import Run


@dataclass(frozen=True)
class Tables:
    """The result tables in the columns of the format; money as text with two decimals, unknown amounts null."""

    entitlements: pl.DataFrame
    findings: pl.DataFrame
    hardship: pl.DataFrame
    shares: pl.DataFrame | None


def amounts(kopecks: NDArray[Any], known: Bools | None = None) -> pl.Series:
    """Kopecks as text with two decimals; null where not known."""
    value = pl.Series(kopecks.astype(np.int64))
    sign = pl.when(pl.col("k") < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    frame = pl.DataFrame({"k": value}).with_columns(a=pl.col("k").abs())
    text = pl.concat_str(sign, (pl.col("a") // 100).cast(pl.String), pl.lit("."), (pl.col("a") % 100).cast(pl.String).str.zfill(2))
    result = frame.select(t=text)["t"]
    return result if known is None else result.set(pl.Series(~known), None)


def days(numbers: NDArray[Any], absent: Bools) -> pl.Series:
    """Day numbers as ISO dates; null where absent."""
    shown = pl.Series(np.where(absent, 0, numbers).astype(np.int32)).cast(pl.Date).cast(pl.String)
    return shown.set(pl.Series(absent), None)


def entity_ids(register: Register, entity: str, rows: NDArray[Any]) -> pl.Series:
    """Ids of persons or households by row."""
    return (register.person_id if entity == "person" else register.household_id).gather(rows.astype(np.int64))


def household_of(run: Run, entity: str, rows: NDArray[Any]) -> NDArray[Any]:
    """Households of entities by row."""
    return run.home[rows] if entity == "person" else rows


def _missing_text(right: Rights, lacking: NDArray[Any]) -> pl.Series:
    """Names behind the missing bits, `;`-separated, once for each pattern of bits that occurs."""
    patterns, place = np.unique(lacking, return_inverse=True)
    texts = [";".join(sorted(name for bit, name in enumerate(right.missing_names) if int(pattern) >> bit & 1)) for pattern in patterns]
    return pl.Series([text or None for text in texts], dtype=pl.String).gather(place)


def entitlements(run: Run, everything: bool = False) -> pl.DataFrame:
    """Rows that are due, claimable or unknown (or all), by guarantee and in order of the register.

    amount_uah is what the month itself gives. at_once_uah is paid once (of what can be claimed, for all months since the event), monthly_uah comes each
    month from then on; empty where unknown or not applicable. What can be claimed for earlier months only has the amount 0.
    A guarantee without a rule for the month is unknown for everyone: summary.json says so once, in place of a row for each.
    """
    tables = []
    for right, found in zip(run.rights, run.accrued, strict=True):
        if not right.implemented and not everything:
            continue
        part = parts(right, found)
        if everything:
            part = _everybody(part, right.size)
        rows, state, amount, until, lacking = part.rows, part.states, part.amounts, part.until, part.lacking
        tables.append(
            pl.DataFrame(
                {
                    "entity_id": entity_ids(run.register, right.guarantee.entity, rows),
                    "guarantee": pl.repeat(right.guarantee.code, len(rows), eager=True),
                    "month": pl.repeat(dates.format_month(right.month), len(rows), eager=True),
                    "state": pl.Series(STATES).gather(state.astype(np.int64)),
                    "amount_uah": amounts(amount, state != UNKNOWN),
                    "at_once_uah": amounts(part.at_once, part.at_once_known),
                    "monthly_uah": amounts(part.monthly, part.monthly_known),
                    "claim_until": days(until, (state != CLAIMABLE) | (until == dates.FAR_FUTURE)),
                    "missing": _missing_text(right, lacking),
                    "law": pl.repeat(right.law, len(rows), eager=True, dtype=pl.String),
                }
            )
        )
    return pl.concat(tables) if tables else pl.DataFrame()


def _everybody(part: Parts, size: int) -> Parts:
    """The same with a row for everybody."""

    def column(values: NDArray[Any], nothing: Any = 0) -> NDArray[Any]:
        full = np.full(size, nothing, dtype=values.dtype)
        full[part.rows] = values
        return full

    return Parts(
        part.guarantee, np.arange(size, dtype=np.int32), column(part.states), column(part.amounts), column(part.until, dates.FAR_PAST), column(part.lacking),
        column(part.past), column(part.at_once), column(part.at_once_known), column(part.monthly), column(part.monthly_known), column(part.months),
        column(part.waiting),
    )  # fmt: skip


def split(part: Parts) -> dict[str, Any]:
    """Money of each month and money that comes at once, of what is due and of what can be claimed. `claimable_open`: sums that are not fully known."""
    due, claimable = part.states == DUE, part.states == CLAIMABLE
    money = part.at_once_known | part.monthly_known
    return {
        "due_monthly_uah": _amount(part.monthly[due]),
        "due_once_uah": _amount(part.at_once[due]),
        "claimable_monthly_uah": _amount(part.monthly[claimable]),
        "claimable_at_once_uah": _amount(part.at_once[claimable]),
        "claimable_past": int(np.count_nonzero(part.past)),
        "claimable_open": int(np.count_nonzero(claimable & ((part.months > 0) & ~part.at_once_known | money & ~part.monthly_known))),
    }


def findings(run: Run) -> pl.DataFrame:
    """One row per finding; the id is made of guarantee, month and entity, so that it stays the same from run to run."""
    parts = []
    for found in run.findings:
        ids = entity_ids(run.register, found.of, found.entity)
        homes = household_of(run, found.of, found.entity)
        month = dates.format_month(found.month)
        parts.append(
            pl.DataFrame(
                {
                    "finding_id": pl.select(pl.concat_str(pl.lit(f"{found.guarantee}:{month}:"), ids)).to_series().rename("finding_id"),
                    "kind": pl.Series(KINDS).gather(found.kind.astype(np.int64)),
                    "entity_id": ids,
                    "hromada": hromada_codes(run.register, homes),
                    "guarantee": pl.repeat(found.guarantee, len(found), eager=True),
                    "month": pl.repeat(month, len(found), eager=True),
                    "due_uah": amounts(found.due),
                    "paid_uah": amounts(found.paid, found.covered | (found.paid != 0)),
                    "difference_uah": amounts(found.difference, found.covered | (found.paid != 0)),
                    "evidence": found.evidence,
                }
            )
        )
    return pl.concat(parts) if parts else pl.DataFrame()


def hromada_codes(register: Register, households: NDArray[Any]) -> pl.Series:
    """Codes of the hromadas of households by row; null for none."""
    places = register.hromada[households].astype(np.int64)
    codes = pl.Series([*register.hromadas, None], dtype=pl.String)
    return codes.gather(np.where(places < 0, len(register.hromadas), places))


def tables(run: Run, everything: bool = False) -> Tables:
    """All result tables of a run."""
    register, hard = run.register, run.hardship
    hardship = pl.DataFrame(
        {
            "household_id": entity_ids(register, "household", hard.household),
            "hromada": hromada_codes(register, hard.household),
            "persons": hard.persons,
            "resources_uah": amounts(hard.resources),
            "line_uah": amounts(hard.line),
            "shortfall_uah": amounts(hard.shortfall),
            "reason": pl.Series(REASONS).gather(hard.reason.astype(np.int64)),
        }
    )
    shares = None
    if run.shared is not None:
        # Household by household, and of each the sources in the order of their table.
        given, paying = np.nonzero(run.shared.sharing.split)
        rows = run.shared.rows[given]
        columns = {
            "household_id": entity_ids(register, "household", rows),
            "hromada": hromada_codes(register, rows),
            "source": pl.Series([source.name for source in run.shared.case.sources]).gather(paying),
            "share_uah": amounts(run.shared.sharing.split[given, paying]),
            "level_uah": amounts(run.shared.resources[given] + run.shared.sharing.share[given]),
        }
        shares = pl.DataFrame(columns | ({} if run.shared.category is None else {"category": run.shared.category.gather(given)}))
    return Tables(entitlements(run, everything), findings(run), hardship, shares)


def by_hromada(run: Run, entity: str, rows: NDArray[Any], weight: Ints | None = None) -> Ints:
    """Count (or exact sum of weights) of entities per hromada; the last place is for none."""
    places = run.register.hromada[household_of(run, entity, rows)].astype(np.int64)
    places = np.where(places < 0, len(run.register.hromadas), places)
    result = np.zeros(len(run.register.hromadas) + 1, dtype=np.int64)
    np.add.at(result, places, 1 if weight is None else weight)
    return result


def due_counted(run: Run, right: Rights) -> tuple[NDArray[np.int32], Ints]:
    """Rows of a right that are due and counted in totals, and their kopecks: none beside a right that excludes this one."""
    rows, amount = right.of(DUE)
    apart = run.together.apart.get(right.guarantee.code)
    counted = np.ones(len(rows), dtype=np.bool_) if apart is None else ~np.isin(rows, apart)
    return rows[counted], amount[counted]


def part_counted(run: Run, right: Rights, found: Accrued) -> tuple[int, int, int, int]:
    """What a right adds to the totals, in kopecks: due each month and once, claimable each month and at once, less what claims would replace.

    What can be claimed for earlier months only stands beside whatever the month itself has.
    """
    part = parts(right, found)
    rows, _ = due_counted(run, right)
    change = np.where(part.past, 1, right.on(run.together.change[right.guarantee.code], part.rows).astype(np.int64))
    return (
        int(part.on(part.monthly, rows).sum()), int(part.on(part.at_once, rows).sum()),
        int((part.monthly * change).sum()), int((part.at_once * change).sum()),
    )  # fmt: skip


def due_by_standing(run: Run) -> dict[Standing, int]:
    """Kopecks due by how well the law behind them is known, guarantee by guarantee; they add up to what is due."""
    found: dict[Standing, int] = dict.fromkeys(STANDINGS, 0)
    for right in run.rights:
        known = standing(run.law, right.guarantee, dates.first_day(right.month), run.known)
        found[known] += int(due_counted(run, right)[1].sum())
    return found


def counts(run: Run) -> dict[str, Any]:
    """summary.json: counts and sums by guarantee and by hromada, digests, version. Kopecks as text in hryvnias.

    due_uah, claimable_uah: what the month itself gives. Each is also told as what comes each month and what comes once or at once: these are never
    added. claimable counts also what can be claimed for earlier months only (claimable_past).
    """
    text = _amount
    register = run.register
    guarantees: dict[str, Any] = {}
    for right, found, accrued in zip(run.rights, run.findings, run.accrued, strict=True):
        part, unclaimed = parts(right, accrued), found.entity[found.kind == KINDS.index("unclaimed")]
        states = {name: right.count(code) for code, name in enumerate(STATES) if name != "not_due"}
        guarantees[right.guarantee.code] = {
            "entity": right.guarantee.entity,
            "gives": right.guarantee.gives,
            "implemented": right.implemented,
            **states,
            "claimable": int(np.count_nonzero(part.states == CLAIMABLE)),
            "due_uah": text(right.of(DUE)[1]),
            "claimable_uah": text(right.of(CLAIMABLE)[1]),
            **split(part),
            "unclaimed_monthly_uah": text(part.on(part.monthly, unclaimed)),
            "unclaimed_at_once_uah": text(part.on(part.at_once, unclaimed)),
            "findings": _kinds(found, np.ones(len(found), dtype=np.bool_)),
            "unknown_with_payments_uah": text(np.array([found.not_judged_paid])),
            "not_covered": found.not_covered,
            "claims_in_time": found.waiting,
            "law": right.law,
            "law_known": standing(run.law, right.guarantee, dates.first_day(right.month), run.known),
        }
    places: dict[str, Any] = {}
    residents = by_hromada(run, "person", np.flatnonzero(run.present))
    hard = by_hromada(run, "household", run.hardship.household)
    short = by_hromada(run, "household", run.hardship.household, run.hardship.shortfall)
    given = None
    if run.shared is not None:
        given = by_hromada(run, "household", run.shared.rows, run.shared.sharing.share)
    every = np.arange(register.households)
    due, claimable = (by_hromada(run, "household", every, column) for column in (run.together.due, run.together.claimable))
    for place, code in enumerate((*register.hromadas, "")):
        if place == len(register.hromadas) and not residents[place]:
            continue
        kinds: dict[str, Any] = {}
        for found in run.findings:
            inside = register.hromada[household_of(run, found.of, found.entity)] == (place if place < len(register.hromadas) else -1)
            for kind, row in _kinds(found, inside).items():
                have = kinds.setdefault(kind, {"count": 0, "kopecks": 0})
                have["count"] += row["count"]
                have["kopecks"] += row["kopecks"]
        places[code] = {
            "persons": int(residents[place]),
            "due_uah": text(due[place : place + 1]),
            "claimable_uah": text(claimable[place : place + 1]),
            "findings": {kind: {"count": row["count"], "difference_uah": text(np.array([row["kopecks"]]))} for kind, row in kinds.items()},
            "hardship": int(hard[place]),
            "shortfall_uah": text(short[place : place + 1]),
            "fund_uah": None if given is None else text(given[place : place + 1]),
        }
    for row in guarantees.values():
        for kind in row["findings"].values():
            kind["difference_uah"] = text(np.array([kind.pop("kopecks")]))
    hard_rows = run.hardship
    return {
        "version": __version__,
        "law": {"name": run.law.name, "digest": run.law.digest},
        "register": {"name": register.name, "digest": register.digest},
        "month": dates.format_month(run.month),
        "known_on": None if run.known is None else run.known.isoformat(),
        "persons": int(np.count_nonzero(run.present)),
        "rows": {"persons": register.persons, "households": register.households},
        "totals": _totals(run),
        "guarantees": guarantees,
        "payments_outside": [
            {
                "guarantee": row.guarantee,
                "month": dates.format_month(row.month),
                "payments": row.payments,
                "paid_uah": text(np.array([row.paid])),
            }
            for row in run.outside
        ],
        "hardship": {
            "judged": hard_rows.judged,
            "not_judged": {"income": hard_rows.no_resources, "rights": hard_rows.open_rights, "payments": hard_rows.no_payments},
            "below_line_after_payments": hard_rows.below_paid,
            "below_line_after_rights": hard_rows.below_due,
            "reasons": {
                name: {
                    "households": int(np.count_nonzero(hard_rows.reason == code)),
                    "persons": int(hard_rows.persons[hard_rows.reason == code].sum()),
                    "shortfall_uah": text(hard_rows.shortfall[hard_rows.reason == code]),
                }
                for code, name in enumerate(REASONS)
            },
        },
        "fund": _fund(run),
        "hromadas": places,
    }


def _totals(run: Run) -> dict[str, Any]:
    """What households can hold together; beside it what the rows of the guarantees hold beyond it, and how many rights are unknown and in no sum."""
    rows = {state: sum(int(right.of(state)[1].sum()) for right in run.rights) for state in (DUE, CLAIMABLE)}
    due, claimable = int(run.together.due.sum()), int(run.together.claimable.sum())
    counted = [sum(pair) for pair in zip(*(part_counted(run, right, found) for right, found in zip(run.rights, run.accrued, strict=True)), strict=True)]
    names = ("due_monthly_uah", "due_once_uah", "claimable_monthly_uah", "claimable_at_once_uah")
    return {
        "due_uah": format_amount(due),
        "claimable_uah": format_amount(claimable),
        **{name: format_amount(kopecks) for name, kopecks in zip(names, counted or [0] * 4, strict=True)},
        "not_together": {"due_uah": format_amount(rows[DUE] - due), "claimable_uah": format_amount(rows[CLAIMABLE] - claimable)},
        "unknown": sum(right.count(UNKNOWN) for right in run.rights),
        "due_by_law_uah": {name: format_amount(kopecks) for name, kopecks in due_by_standing(run).items()},
    }


def _kinds(found: Findings, inside: Bools) -> dict[str, dict[str, int]]:
    result = {}
    for code, name in enumerate(KINDS):
        rows = inside & (found.kind == code)
        if rows.any():
            result[name] = {"count": int(np.count_nonzero(rows)), "kopecks": int(found.difference[rows].sum())}
    return result


def _amount(kopecks: Ints) -> str:
    return format_amount(int(kopecks.sum()))


def _fund(run: Run) -> Mapping[str, Any] | None:
    shared = run.shared
    if shared is None:
        return None
    level = shared.sharing.level
    return {
        "amount_uah": _amount(np.array([shared.fund])),
        "shared_uah": _amount(shared.sharing.share),
        "households": len(shared.rows),
        "helped": int(np.count_nonzero(shared.sharing.share)),
        "lifted": int(np.count_nonzero((shared.sharing.share > 0) & (shared.resources + shared.sharing.share >= shared.line))),
        "shortfall_uah": _amount(np.maximum(shared.line - shared.resources, 0)),
        "level": None if level is None else str(level),
        "certificate": shared.sharing.certificate,
        "certificate_verified": not shared.failures,
    }


def distinct(run: Run, parts: Iterable[tuple[str, NDArray[Any]]]) -> int:
    """How many different persons and households the rows name."""
    seen: dict[str, Bools] = {
        "person": np.zeros(run.register.persons, dtype=np.bool_),
        "household": np.zeros(run.register.households, dtype=np.bool_),
    }
    for entity, rows in parts:
        seen[entity][rows] = True
    return sum(int(np.count_nonzero(mask)) for mask in seen.values())
