"""Claims and payments, with faults planted on purpose, so that what is found can be compared with what is there.

Everything paid follows from the law's own results. The truth is a table apart: kind, entity_id, guarantee, month, amount_uah, note.
Its kinds:

    never_claimed     the right could be claimed, and was not                  (no fault of an office)
    refused_wrongly   the claim was refused although the conditions are met
    decided_late      the claim still waits after the time for a decision
    not_paid          due, and nothing was paid for the month
    stopped_too_early paid at first, then no more, though still due
    underpaid         less was paid than is due
    overpaid          more was paid than is due
    paid_twice        the full amount was paid two times
    paid_after_death  paid for a month that began after the death

Payments a month late, and payments in two parts, are ordinary life: they are made too, and are not in the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, day_of, first_day, format_month, last_day
from zhyto.law.declare import Guarantee, either_or
from zhyto.register.columns import DECISIONS, Claims, Payments, Register
from zhyto.rights.rights import CLAIMABLE, DUE, NOT_DUE, Rights, rows_beside
from zhyto.rights.together import instead
from zhyto.synthetic.make import coverage_of, numbered
from zhyto.synthetic.region import Ints, ages_of, stream

Bools = NDArray[np.bool_]
TRUTH: Final = dict.fromkeys(("kind", "entity_id", "guarantee", "month", "amount_uah", "note"), pl.String)
PENDING, GRANTED, REFUSED = (DECISIONS.index(decision) for decision in ("pending", "granted", "refused"))
DAYS_NEEDED: Final = 3
"""Days past its time after which a planted late decision is late on any count of days."""


class _Truth:
    """Rows of the truth as they come."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.parts: list[pl.DataFrame] = []

    def add(self, kind: str, right: Rights, rows: Ints, amount: Ints, note: str) -> None:
        if not len(rows):
            return
        ids = self.register.person_id if right.guarantee.entity == "person" else self.register.household_id
        kopecks = pl.Series(amount)
        self.parts.append(
            pl.DataFrame({"entity_id": ids.gather(rows), "kopecks": kopecks}).select(
                pl.lit(kind).alias("kind"),
                "entity_id",
                pl.lit(right.guarantee.code).alias("guarantee"),
                pl.lit(format_month(right.month)).alias("month"),
                pl.format("{}.{}", pl.col("kopecks") // 100, (pl.col("kopecks") % 100).cast(pl.String).str.zfill(2)).alias("amount_uah"),
                pl.lit(note).alias("note"),
            )
        )

    def table(self) -> pl.DataFrame:
        return merge_truth(*self.parts)


def merge_truth(*parts: pl.DataFrame) -> pl.DataFrame:
    """Truths as one table in a fixed order; a fault of one kind, entity, guarantee and month stands once, as first told."""
    whole = pl.concat([pl.DataFrame(schema=TRUTH), *parts])
    fault = ["kind", "entity_id", "guarantee", "month"]
    return whole.unique(fault, keep="first", maintain_order=True).sort("guarantee", "month", "kind", "entity_id")


def _rates(spec: Mapping[str, Any], code: str) -> dict[str, Any]:
    return {**spec.get("default", {}), **spec.get("guarantees", {}).get(code, {})}


def _by_guarantee(rights: Iterable[Rights]) -> dict[str, dict[int, Rights]]:
    """Rights by code and month, the column of claims narrowed to the open cases: many rights are held at once.

    A month in which a guarantee is not implemented says nothing of anybody and is left out.
    """
    out: dict[str, dict[int, Rights]] = {}
    for right in rights:
        if not right.implemented:
            continue
        months = out.setdefault(right.guarantee.code, {})
        if right.month in months:
            raise ValueError(f"{right.guarantee.code}: rights for {format_month(right.month)} are given twice")
        months[right.month] = replace(right, claim=right.claim[right.rows])
    return {code: dict(sorted(months.items())) for code, months in sorted(out.items())}


def _rows_in(months: Mapping[int, Rights], state: int) -> Ints:
    """Rows that are in a state in some month, ascending."""
    return np.unique(np.concatenate([right.of(state)[0] for right in months.values()])).astype(np.int64)


def _home_of(register: Register, person: bool, rows: Ints) -> Ints:
    return register.household_of()[rows].astype(np.int64) if person else rows


def _youngest(register: Register) -> Ints:
    """Latest birth among the members of each household, as a day."""
    return np.maximum.reduceat(register.birth.astype(np.int64), register.start[:-1]) if register.households else np.zeros(0, dtype=np.int64)


def _refused_rightly(register: Register, rng: np.random.Generator, months: Mapping[int, Rights], share: float, made: int, person: bool) -> Ints:
    """Rows of some who claim without a right to it: a share of those who claim with one. The dead do not claim."""
    size = next(iter(months.values())).size
    drawn = np.unique(rng.integers(0, max(size, 1), round(share * made))) if size else np.zeros(0, dtype=np.int64)
    free = register.death[drawn] == FAR_FUTURE if person else np.ones(len(drawn), dtype=bool)
    for right in months.values():
        free &= right.on(right.states, drawn) == NOT_DUE
    rows: Ints = drawn[free].astype(np.int64)
    return rows


def plant_claims(register: Register, rights: Iterable[Rights], spec: Mapping[str, Any], seed: int) -> tuple[Register, pl.DataFrame]:
    """Claims for the rights that could be claimed, and the truth about those wrongly refused or left waiting.

    What was never claimed is told by `plant_payments`: of rights that exclude each other it depends on all claims.

    rights: one per guarantee and month (the reference month, which is the last one, and months before it), computed without claims.
    spec: the `claims` rates of the region: `default`, changed per guarantee under `guarantees`:
        claimed: share of those who could that did. months_before: chance of each month before the reference month (0 is it).
        not_before: the first day on which claims are taken.
        refused_wrongly, decided_late, pending: shares. refused_rightly: claims of others, per claim. reasons: texts of refusals.
        earlier: {age, share, days_after_birth} or {since, share, days_after}: claims made before the months given, for rights that began with a
            birth or with a fact.
    Of two rights that exclude each other one is claimed at most, and none beside one that is due without a claim.
    Returns the register with claims (and their coverage), to be computed anew, and the truth. The given register is not changed.
    """
    truth = _Truth(register)
    claims: dict[str, Claims] = {}
    number = 1
    youngest = _youngest(register)
    grouped = _by_guarantee(rights)
    promised = {code: next(iter(months.values())).guarantee for code, months in grouped.items()}
    last_month = max((month for months in grouped.values() for month in months), default=0)
    pairs = either_or(promised.values(), last_month)
    held = {code: _rows_in(months, DUE) for code, months in grouped.items() if code in pairs and promised[code].access != "claim"}

    def elsewhere(code: str, entity: str) -> Ints:
        """Rows that hold, or have claimed, a right that excludes this one."""
        parts = [rows_beside(register, held[other], promised[other].entity, entity) for other in sorted(pairs.get(code, set()) & held.keys())]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    for code, months in grouped.items():
        guarantee = promised[code]
        if guarantee.access != "claim":
            continue
        rates, rng = _rates(spec, code), stream(seed, "claims", code)
        person = guarantee.entity == "person"
        reference, earliest = max(months), min(months)
        end = day_number(last_day(reference))
        other = elsewhere(code, guarantee.entity)
        before = _earlier(register, rates.get("earlier"), rng, guarantee, earliest)
        taken = np.isin(before[0], other)
        before = before[0][~taken], before[1][~taken]
        able = np.setdiff1d(_rows_in(months, CLAIMABLE), np.concatenate([other, before[0]]))
        does_too = rng.random(len(able)) < float(rates["claimed"])
        wrong_rows = np.setdiff1d(
            _refused_rightly(register, rng, months, float(rates["refused_rightly"]), int(does_too.sum()), person), np.concatenate([able, before[0], other])
        )
        # All columns below stand beside these rows: those who could claim, then those who claim without a right.
        rows = np.concatenate([able, wrong_rows])
        n = len(rows)
        wrong = np.arange(n) >= len(able)
        does = np.concatenate([does_too, np.zeros(len(wrong_rows), dtype=bool)])
        home = _home_of(register, person, rows)
        month = _claim_months(rng, months, rates, rows)
        fault = rng.random(n)
        refuse = does & (fault < float(rates["refused_wrongly"]))
        late = does & ~refuse & (fault < float(rates["refused_wrongly"]) + float(rates["decided_late"]))
        waits = does & ~refuse & ~late & (month == reference) & (rng.random(n) < float(rates["pending"]))
        month = np.where(wrong, rng.integers(earliest, reference + 1, n), month)

        # A claim does not come before the birth it may be about.
        month = np.minimum(np.maximum(month, _month_of_day(youngest[home])), reference)
        first, last = _month_starts(month), _month_starts(month + 1) - 1
        born = np.where(youngest[home] > last, first, np.maximum(first, youngest[home]))
        if "not_before" in rates:
            # The first day on which claims are taken: nobody claims earlier, or nobody heeds it.
            born = np.maximum(born, day_number(rates["not_before"]))
        span = np.where(month == reference, np.minimum(last - first, 9), last - first)
        day = np.maximum(first + np.floor(rng.random(n) * (span + 1)).astype(np.int64), born)
        decision_days = guarantee.days_to_decide(day_of(end))
        overdue = end - decision_days - DAYS_NEEDED
        late &= (born <= overdue) & (first <= overdue)
        day = np.where(late, np.maximum(np.minimum(day, overdue), born), day)
        waits &= first <= end
        day = np.where(waits, np.maximum(np.maximum(day, end - max(1, decision_days) + 2), born), day)
        day = np.minimum(day, end)
        takes = np.floor(rng.random(n) * max(1, decision_days - 1)).astype(np.int64)
        decided = np.minimum(day + takes, end)
        decision = np.where(refuse | wrong, REFUSED, np.where(late | waits, PENDING, GRANTED))
        decided = np.where(decision == PENDING, FAR_FUTURE, decided)
        made = np.flatnonzero(does | wrong)

        entity = np.concatenate([rows[made], before[0]])
        day = np.concatenate([day[made], before[1]])
        decided = np.concatenate([decided[made], np.minimum(before[1] + max(1, decision_days // 2), end)])
        decision = np.concatenate([decision[made], np.full(len(before[0]), GRANTED)]).astype(np.int8)
        order = np.lexsort((day, entity))
        entity, day, decided, decision = entity[order], day[order], decided[order], decision[order]
        texts = pl.Series(rates.get("reasons") or [""], dtype=pl.String)
        reason = pl.select(pl.when(pl.Series(decision == REFUSED)).then(texts.gather(rng.integers(0, len(texts), len(entity))))).to_series()
        claims[code] = Claims(
            claim_id=numbered("C", len(entity), 8, number).alias("claim_id"),
            entity=entity.astype(np.int32),
            claimed_on=day.astype(np.int32),
            decided_on=decided.astype(np.int32),
            decision=decision,
            reason=reason.alias("reason"),
            recorded=np.where(decision == PENDING, day, decided).astype(np.int32),
            row=np.zeros(len(entity), dtype=np.int32),
        )
        number += len(entity)
        held[code] = np.concatenate([rows[does], before[0]])
        for at, right in months.items():
            for kind, who, note in (("refused_wrongly", refuse, "the conditions were met"), ("decided_late", late, "no decision in time")):
                hit = rows[who & (month == at)]
                hit = hit[right.on(right.states, hit) == CLAIMABLE]
                truth.add(kind, right, hit, right.on(right.amounts, hit), note)
    return replace(register, claims={**register.claims, **claims}), truth.table()


def _month_of_day(day: NDArray[Any]) -> Ints:
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def _month_starts(month: Ints) -> Ints:
    return (month - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _claim_months(rng: np.random.Generator, months: Mapping[int, Rights], rates: Mapping[str, Any], rows: Ints) -> Ints:
    """Month in which each row could claim: the drawn one if the right was open then, else the last that was.

    For months before those given the first given one tells whether the right was open.
    """
    reference, earliest = max(months), min(months)
    odds = rates["months_before"]
    back = np.array([int(step) for step in odds])
    weight = np.array([float(one) for one in odds.values()])
    drawn = reference - back[np.searchsorted(np.cumsum(weight / weight.sum())[:-1], rng.random(len(rows)), side="right")]
    out = np.full(len(rows), reference)
    open_in = {month: right.on(right.states, rows) == CLAIMABLE for month, right in months.items()}
    for month, could in open_in.items():
        out[could] = month
    for month in np.unique(drawn).tolist():
        could = open_in.get(max(month, earliest), np.zeros(len(rows), dtype=bool))
        out[could & (drawn == month)] = month
    return out


def _earlier(register: Register, spec: Mapping[str, Any] | None, rng: np.random.Generator, guarantee: Guarantee, earliest: int) -> tuple[Ints, Ints]:
    """Claims made before the first month given, some days after the birth of a person of the stated age (a household's youngest), or after a
    fact began (`since`: its code).
    """
    if spec is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    start, entity = day_number(first_day(earliest)), guarantee.entity
    if "since" in spec:
        begun = np.full(register.persons if entity == "person" else register.households, FAR_FUTURE, dtype=np.int64)
        fact = register.facts.get(spec["since"])
        if fact is not None:
            begun[fact.entity] = fact.since
        fits, days = begun != FAR_FUTURE, spec["days_after"]
    else:
        begun = register.birth.astype(np.int64) if entity == "person" else _youngest(register)
        fits = np.isin(np.floor((start - begun) / 365.25).astype(np.int64), np.array(ages_of(str(spec["age"]))))
        days = spec["days_after_birth"]
    day = begun + rng.integers(days[0], days[1] + 1, len(begun))
    if guarantee.paid != "monthly":
        # Whose event was before those months can claim it in none of them.
        day = np.where(begun < start, np.minimum(day, start - 1), day)
    rows = np.flatnonzero(fits & (day < start) & (rng.random(len(begun)) < float(spec["share"])))
    return rows, day[rows]


def plant_payments(register: Register, rights: Iterable[Rights], spec: Mapping[str, Any], seed: int) -> tuple[Register, pl.DataFrame]:
    """Payments of what is due, most of them right, and the truth about the rest.

    rights: as for `plant_claims`, computed with the claims.
    spec: the `payments` rates of the region, `default` and per guarantee: not_paid, stopped_too_early, underpaid, overpaid, paid_twice,
        paid_after_death, late, split (shares of what is due; paid_after_death: of the dead who were paid before).
    The truth also tells, month by month, of claims refused or left waiting and of rights not claimed. Nothing is paid later than the
    reference month ends, so every payment is there on its last day. The given register is not changed.
    """
    truth = _Truth(register)
    payments: dict[str, Payments] = {}
    number = 1
    grouped = _by_guarantee(rights)
    death = register.death.astype(np.int64)
    all_gone = np.maximum.reduceat(death, register.start[:-1]) if register.households else death[:0]
    other_right = _held_instead(register, grouped)
    for code, months in grouped.items():
        rates, rng = _rates(spec, code), stream(seed, "payments", code)
        guarantee = next(iter(months.values())).guarantee
        reference = max(months)
        for right in months.values():
            _tell_of_claims(truth, register, right, other_right.get((code, right.month)))
        # What is given in kind is not paid.
        if guarantee.gives == "in_kind":
            continue
        # Only who is due something in some month is ever paid: all columns below stand beside these rows.
        some = _rows_in(months, DUE)
        end, n = day_number(last_day(reference)), len(some)
        gone = (death if guarantee.entity == "person" else all_gone)[some]
        stops = rng.random(n) < float(rates["stopped_too_early"])
        once = np.zeros(n, dtype=bool)
        paid_amount = np.zeros(n, dtype=np.int64)
        parts: list[tuple[Ints, Ints, Ints, Ints]] = []
        for month, right in months.items():
            first, last = day_number(first_day(month)), day_number(last_day(month))
            due = (right.states == DUE) & (right.amounts > 0) & ~right.late & ~right.rejected
            rows = right.rows[due].astype(np.int64)
            amount = right.amounts[due]
            place = np.searchsorted(some, rows)
            stopped = stops[place] & once[place]
            # Who is to be stopped is paid without another fault at first, so that it is a stop and not a gap.
            spared = stops[place]
            fault = np.where(spared, 1.0, rng.random(len(rows)))
            bounds = np.cumsum([float(rates[kind]) for kind in ("not_paid", "underpaid", "overpaid", "paid_twice", "late", "split")])
            kind = np.searchsorted(bounds, fault, side="right")
            missed = (kind == 0) | stopped
            less = (kind == 1) & (amount > 1)
            more, twice, late, split = kind == 2, kind == 3, (kind == 4) & (month < reference), (kind == 5) & (amount > 1)
            pay = amount.copy()
            pay[less] = np.clip((amount[less] * rng.uniform(0.3, 0.9, int(less.sum()))).astype(np.int64), 1, amount[less] - 1)
            pay[more] = np.maximum((amount[more] * rng.uniform(1.1, 1.8, int(more.sum()))).astype(np.int64), amount[more] + 1)
            day = first + rng.integers(4, 25, len(rows))
            day = np.where(late, last + rng.integers(3, 21, len(rows)), day)
            day = np.minimum(np.maximum(day, _decided(register, right, due) + 1), end)
            at = np.full(len(rows), month)
            one = np.flatnonzero(~missed & ~split)
            parts.append((rows[one], at[one], pay[one], day[one]))
            again = np.flatnonzero(twice & ~missed)
            parts.append((rows[again], at[again], pay[again], np.minimum(day[again] + 3, end)))
            two = np.flatnonzero(split & ~missed)
            half = np.maximum((pay[two] * rng.uniform(0.2, 0.8, len(two))).astype(np.int64), 1)
            parts.append((rows[two], at[two], half, day[two]))
            parts.append((rows[two], at[two], pay[two] - half, np.minimum(day[two] + 2, end)))
            truth.add("not_paid", right, rows[missed & ~stopped], amount[missed & ~stopped], "nothing was paid")
            truth.add("stopped_too_early", right, rows[stopped], amount[stopped], "paid before, then no more")
            truth.add("underpaid", right, rows[less & ~missed], (amount - pay)[less & ~missed], "short by this amount")
            truth.add("overpaid", right, rows[more & ~missed], (pay - amount)[more & ~missed], "over by this amount")
            truth.add("paid_twice", right, rows[twice & ~missed], pay[twice & ~missed], "this amount a second time")
            over = right.on(right.states, some) == NOT_DUE
            dead = np.flatnonzero((gone < first) & once & over & (rng.random(n) < float(rates["paid_after_death"])))
            parts.append((some[dead], np.full(len(dead), month), paid_amount[dead], first + rng.integers(4, 25, len(dead))))
            truth.add("paid_after_death", right, some[dead], paid_amount[dead], "died before the month began")
            once[place[~missed]] = True
            paid_amount[place[~missed]] = amount[~missed]
        entity, at, pay, day = (np.concatenate([part[column] for part in parts]) for column in range(4))
        order = np.lexsort((day, at, entity))
        entity, at, pay, day = entity[order], at[order], pay[order], day[order]
        payments[code] = Payments(
            payment_id=numbered("P", len(entity), 9, number).alias("payment_id"),
            entity=entity.astype(np.int32),
            month=at.astype(np.int32),
            amount=pay,
            paid_on=day.astype(np.int32),
            recorded=day.astype(np.int32),
            row=np.zeros(len(entity), dtype=np.int32),
        )
        number += len(entity)
    reference = max((month for months in grouped.values() for month in months), default=0)
    covered = coverage_of(spec.get("coverage", ()), register.hromadas, reference, ("payments",)) if grouped else ()
    return replace(register, payments={**register.payments, **payments}, coverage=register.coverage + covered), truth.table()


def _held_instead(register: Register, grouped: Mapping[str, Mapping[int, Rights]]) -> dict[tuple[str, int], Ints]:
    """By code and month, the rows where another right stands in place of that one."""
    found = {}
    for month in sorted({month for months in grouped.values() for month in months}):
        there = {code: months[month] for code, months in grouped.items() if month in months}
        for code, rows in instead(register, list(there.values()), claims={code: right.claim for code, right in there.items()}).items():
            found[code, month] = rows
    return found


def _decided(register: Register, right: Rights, cases: Bools) -> Ints:
    """Day of the decision that some open cases run under; long ago where they need none."""
    claims = register.claims.get(right.guarantee.code)
    out = np.full(int(cases.sum()), FAR_PAST, dtype=np.int64)
    if claims is not None and len(claims.entity):
        claim = right.claim[cases]
        decided = claims.decided_on[np.maximum(claim, 0)].astype(np.int64)
        out = np.where((claim >= 0) & (decided < FAR_FUTURE), decided, out)
    return out


def _tell_of_claims(truth: _Truth, register: Register, right: Rights, held: Ints | None) -> None:
    """What the law says of the claims that were planted: refused though due, waiting too long, or none at all.

    held: rows where another right stands in place of this one.
    """

    def tell(kind: str, cases: Bools, note: str) -> None:
        truth.add(kind, right, right.rows[cases].astype(np.int64), right.amounts[cases], note)

    tell("refused_wrongly", right.rejected, "the conditions were met")
    tell("decided_late", right.late & ~right.rejected, "no decision in time")
    open_now = (right.states == CLAIMABLE) & (right.amounts > 0) & ~right.rejected & ~right.late
    claims = register.claims.get(right.guarantee.code)
    if claims is not None and len(claims.entity):
        # Who waits for a decision within its time has claimed.
        open_now &= (right.claim < 0) | (claims.decision[np.maximum(right.claim, 0)] != PENDING)
    if held is not None:
        open_now &= ~np.isin(right.rows, held)
    tell("never_claimed", open_now, "no claim was made")
