"""Every guarantee of a country over a synthetic region: seconds, memory, growth, and every person against the reference evaluator.

    python bench/region.py [--sizes 0.25,0.5,1,2,4] [--check 100000] [--month 2026-01]

Each size runs in a process of its own. Up to the region's own population a part of it is made; beyond, the million is laid
out two or four times. What is timed is `find_rights`: from the register in memory to the state and amount of every guarantee for
every person and household; making the register is outside. `register_mib` is what the process held before, `peak_mib` the most
it held while computing.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import polars as pl

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, last_day, parse_month
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import load_law
from zhyto.io.packs.region import load_region
from zhyto.law.model import Law
from zhyto.register.columns import Incomes, Register
from zhyto.register.convert import household_record
from zhyto.register.snapshot import Snapshot
from zhyto.rights.arrears import arrears
from zhyto.rights.rights import CLAIMABLE, DUE, STATES, Rights, find_rights, rights_under
from zhyto.synthetic.make import make_region
from zhyto.synthetic.plant import plant_claims

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import PACKS, child, held_mib, peak_mib, reset_peak, say

MILLION = 1_000_000
THREADS = os.cpu_count() or 1


@cache
def region_law(name: str) -> Law:
    """The law of the country a region lies in."""
    return load_law(PACKS / load_region(PACKS / name).law)


def build(name: str, persons: int, month: int, seed: int) -> Register:
    """A register of about so many persons, with claims made in the month and the two before it."""
    region, law = load_region(PACKS / name), region_law(name)
    whole = region_size(name)
    times = 1 if persons <= whole else -(-persons // MILLION)
    share = min(1.0, persons / times / whole)
    register = make_region(region, seed, month, law.inputs, share)
    rights = [right for back in (2, 1, 0) for right in find_rights(law, register, month - back, threads=THREADS)]
    register, _ = plant_claims(register, rights, region.rates["claims"], seed)
    return register if times == 1 else repeat(register, law, times)


def repeat(register: Register, law: Law, times: int) -> Register:
    """The same people several times over, side by side."""

    def over(entity: np.ndarray, step: int) -> np.ndarray:
        return np.concatenate([entity + copy * step for copy in range(times)]).astype(entity.dtype)

    def table(part: Any, step: int, link: str) -> Any:
        columns: dict[str, Any] = {}
        for field in fields(part):
            value = getattr(part, field.name)
            if value is None:
                columns[field.name] = None
            elif field.name == link:
                columns[field.name] = over(value, step)
            elif isinstance(value, pl.Series):
                columns[field.name] = pl.concat([value] * times)
            else:
                columns[field.name] = np.tile(value, times)
        return type(part)(**columns)

    persons, households = register.persons, register.households

    def step_of(entity: str) -> int:
        return persons if entity == "person" else households

    inputs = {code: item.entity for code, item in law.inputs.items()} | {"hromada": "household"}
    start = np.concatenate([[0], *(register.start[1:] + copy * persons for copy in range(times))]).astype(np.int64)
    incomes: Incomes = table(register.incomes, persons, "person")
    return replace(
        register,
        household_id=pl.concat([register.household_id] * times),
        person_id=pl.concat([register.person_id] * times),
        start=start,
        hromada=np.tile(register.hromada, times),
        birth=np.tile(register.birth, times),
        sex=np.tile(register.sex, times),
        role=np.tile(register.role, times),
        death=np.tile(register.death, times),
        facts={code: table(fact, step_of(inputs[code]), "entity") for code, fact in register.facts.items()},
        incomes=incomes,
        claims={code: table(claims, step_of(law.guarantees[code].entity), "entity") for code, claims in register.claims.items()},
        extra={},
    )


def region_size(name: str) -> int:
    """Persons of the whole region."""
    return int(load_region(PACKS / name).population["persons"].sum())


def measure(name: str, persons: int, month: int, seed: int) -> dict[str, Any]:
    """Seconds of one month, on one thread and on all, and memory."""
    law = region_law(name)
    register = build(name, persons, month, seed)
    before = held_mib()
    reset_peak()
    begun = time.perf_counter()
    rights = find_rights(law, register, month, threads=THREADS)
    first = time.perf_counter() - begun
    after = peak_mib()
    figures: dict[str, Any] = {"persons": register.persons, "households": register.households, "guarantees": len(rights)}
    for key, threads in (("one_thread_s", 1), ("all_threads_s", THREADS)):
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            find_rights(law, register, month, threads=threads)
            times.append(time.perf_counter() - begun)
        figures[key] = round(median(times), 3)
    # The law alone: the month's columns are there, as in a service that has read the register.
    snapshot = Snapshot(register, law.inputs, law.guarantees, month)
    times = []
    for _ in range(4):
        begun = time.perf_counter()
        rights_under([law], register, month, threads=THREADS, snapshot=snapshot)
        times.append(time.perf_counter() - begun)
    # Shares of hromadas are rounded, so that the whole region is known by what was asked for.
    figures |= {"year": year(law, register, month)} if persons == region_size(name) else {}
    figures |= {
        "first_s": round(first, 3),
        "loaded_s": round(median(times[1:]), 3),
        "threads": THREADS,
        "persons_per_s": round(register.persons / figures["all_threads_s"]),
        "register_mib": round(before),
        "peak_mib": round(after),
        "states": {
            right.guarantee.code: _states(right) for right in rights
        },
    }
    return figures


def year(law: Law, register: Register, month: int) -> dict[str, Any]:
    """Twelve months, and their arrears.

    `rights`: the rights of each month as known at the end of the last; `first`: with each month's function compiled. `some`: arrears
    where documents of one household in a hundred come in within two days of that end. `all`: what differs from what was known two
    months before, every household computed on both days, as after a change of the law.
    """
    months = range(month - 11, month + 1)
    end = last_day(month)

    def due(one: int) -> int:
        return sum(int(right.of(DUE)[1].sum()) for right in find_rights(law, register, one, end, why=False))

    rights = []
    for _ in range(3):
        begun = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            kopecks = sum(pool.map(due, months))
        rights.append(time.perf_counter() - begun)
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        found = arrears(law, register, months, last_day(month - 2), end, law_after=law, threads=THREADS)
        seconds.append(time.perf_counter() - begun)
    late = day_number(end) + 2
    facts = dict(register.facts)
    for code, fact in register.facts.items():
        of_person = law.inputs[code].entity == "person" if code in law.inputs else False
        home = register.household_of()[fact.entity] if of_person else fact.entity
        facts[code] = replace(fact, recorded=np.where(home % 100 == 7, np.int32(late), fact.recorded))
    part = replace(register, facts=facts)
    some = []
    for _ in range(3):
        begun = time.perf_counter()
        few = arrears(law, part, months, end, end + timedelta(2), threads=THREADS)
        some.append(time.perf_counter() - begun)
    return {
        "first_s": round(rights[0], 2), "rights_s": round(median(rights[1:]), 2), "kopecks": kopecks,
        "all_s": round(median(seconds), 2), "all_rows": sum(len(one.entity) for one in found),
        "some_s": round(median(some), 2), "some_rows": sum(len(one.entity) for one in few),
    }  # fmt: skip


def _states(right: Rights) -> dict[str, int]:
    """How many rows are in each state."""
    counts = {state: right.count(code) for code, state in enumerate(STATES) if code}
    return {STATES[0]: right.size - sum(counts.values()), **counts}


def differing(name: str, persons: int, month: int, seed: int, part: int) -> dict[str, Any]:
    """Every THREADS-th household from `part` on: rows whose state, kopecks, last day or missing facts differ."""
    law, register = region_law(name), build(name, persons, month, seed)
    rights = find_rights(law, register, month)
    counts = {"persons": 0, "households": 0, "rights": 0, "differing_rows": 0, "differing_kopecks": 0}
    columns = [(right, [column.tolist() for column in (right.state, right.amount, right.claim_until, right.missing)]) for right in rights]
    for row in range(part, register.households, THREADS):
        reference = Reference(law, household_record(register, law.inputs, law.guarantees, row), month)
        places = {member.row: place for place, member in enumerate(reference.members)}
        counts["households"] += 1
        counts["persons"] += int(register.start[row + 1] - register.start[row])
        for right, column in columns:
            code = right.guarantee.code
            if right.guarantee.entity == "household":
                rows = [(row, HOUSEHOLD)]
            else:
                rows = [(person, places.get(person, -2)) for person in range(int(register.start[row]), int(register.start[row + 1]))]
            for at, place in rows:
                counts["rights"] += 1
                # Someone who is not a member in the month has no right: the block evaluator must say so too.
                expected = ("not_due", 0, FAR_PAST, ())
                if place != -2:
                    found = reference.right(code, place)
                    until = FAR_PAST
                    if found.state == "claimable":
                        until = FAR_FUTURE if found.claim_until is None else day_number(found.claim_until)
                    expected = (found.state, found.amount or 0, until, found.missing)
                ours = stated(column, right.missing_names, at)
                counts["differing_rows"] += ours != expected
                counts["differing_kopecks"] += abs(ours[1] - expected[1])
    return counts


def stated(column: list[list[int]], names: tuple[str, ...], row: int) -> tuple[str, int, int, tuple[str, ...]]:
    """What the block evaluator says of one row. column: states, amounts, last days to claim, and bits of what is missing."""
    state, amount, until, bits = (values[row] for values in column)
    missing = tuple(sorted(name for place, name in enumerate(names) if bits >> place & 1))
    return STATES[state], amount, until if state == CLAIMABLE else FAR_PAST, missing


def check(persons: int, common: list[str]) -> dict[str, Any]:
    """Every household of a part of the region, a process for each core."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [[__file__, "--child", str(persons), "--part", str(part), *common] for part in range(THREADS)]
        parts = list(pool.map(child, jobs))
    return {**{key: sum(part[key] for part in parts) for key in parts[0]}, "seconds": round(time.perf_counter() - begun, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--region", default="zhytomyr")
    parser.add_argument("--sizes", default="0.25,0.5,1,2,4", help="millions of persons, by commas")
    parser.add_argument("--check", type=int, default=100_000, help="persons to compare with the reference evaluator; 0: none")
    parser.add_argument("--month", default="2026-01")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    month = parse_month(options.month)
    if month is None:
        parser.error("--month is YYYY-MM")
    if options.child:
        given = (options.region, options.child, month, options.seed)
        say(measure(*given) if options.part is None else differing(*given, options.part))
        return
    common = ["--region", options.region, "--month", options.month, "--seed", str(options.seed)]
    whole = region_size(options.region)
    figures: dict[str, Any] = {"region": options.region, "month": options.month}
    figures["whole"] = child([__file__, "--child", str(whole), *common])
    sizes = [int(float(size) * MILLION) for size in options.sizes.split(",") if size]
    figures["growth"] = [child([__file__, "--child", str(size), *common]) for size in sizes]
    if options.check:
        # A little more than asked for: shares of hromadas are rounded.
        figures["reference"] = check(int(options.check * 1.02), common)
    say(figures)


if __name__ == "__main__":
    main()
