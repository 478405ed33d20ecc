"""The main job on one register and month: rights, what was paid, hardship, the fund. Values in, values out."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine.evaluate import evaluate
from zhyto.fairshare import Instance, Sharing, Source, leximin, make_instance, tie_order, verify
from zhyto.hardship import (
    MISSED_BY_LAW,
    EquivalenceScale,
    Hardship,
    find_hardship,
    household_paid,
    household_total,
    line_of,
)
from zhyto.law.declare import Input
from zhyto.law.model import Law
from zhyto.reconcile import Findings, Outside, payments_outside, reconcile
from zhyto.register.columns import INCOME_KINDS, Bools, Ints, Ints32, Register, covered_hromadas
from zhyto.register.snapshot import Snapshot
from zhyto.rights.accrual import Accrued, find_accrued, parts
from zhyto.rights.rights import DUE, Rights, find_rights
from zhyto.rights.together import Together, instead, together
from zhyto.texts import Said

_RESOURCES: Final = "resources"
"""Name of the income that counts as a household's own."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many)."""


@dataclass(slots=True)
class Stages:
    """Seconds and peak memory (MiB) of each stage, the only thing a run measures."""

    seconds: dict[str, float] = field(default_factory=dict)
    peak_mib: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - start, 3)
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        self.peak_mib[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


@dataclass(slots=True)
class Shared:
    """A fund shared among the households the law misses.

    rows: their place in the register. case: what was shared, among whom. failures: what the separate check found. category: kind of household,
    None where it was not asked.
    """

    rows: Ints32
    case: Instance
    sharing: Sharing
    failures: list[Said]
    category: pl.Series | None = None

    @property
    def resources(self) -> Ints:
        """Kopecks of each household before it."""
        return self.case.resources

    @property
    def line(self) -> Ints:
        """Kopecks at which each needs no more."""
        return self.case.line

    @property
    def fund(self) -> int:
        """Kopecks there are to share, of all sources."""
        return sum(source.amount for source in self.case.sources)


@dataclass(slots=True)
class Run:
    """Everything a run found. home: household of each person in the month. together: what households can hold together, of all rights."""

    law: Law
    register: Register
    month: int
    known: date | None
    rights: list[Rights]
    findings: list[Findings]
    outside: tuple[Outside, ...]
    home: Ints32
    present: Bools
    hardship: Hardship
    line_known: Bools
    shared: Shared | None
    stages: Stages
    together: Together
    accrued: list[Accrued] = field(default_factory=list)
    """What comes each month and at once, beside `rights`."""


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


def counted_kinds(law: Law) -> tuple[str, ...]:
    """Kinds of income that count as a household's own: `resources` of the pack, or all but benefits (which the guarantees are)."""
    chosen = law.pack.get("resources")
    return tuple(chosen) if isinstance(chosen, list) else tuple(kind for kind in INCOME_KINDS if kind not in ("none", "benefit", "counted_benefit"))


def run(
    law: Law, register: Register, month: int, known: date | None = None, *, fund: int | None = None, unit: int = 1, tolerance: int = 0,
    scale: EquivalenceScale = EquivalenceScale.PER_HEAD, threads: int = 1, progress: Progress | None = None, stages: Stages | None = None,
    codes: Sequence[str] | None = None,
) -> Run:  # fmt: skip
    """Compute what is due in a month, compare it with what was paid, find hardship, share a fund (kopecks; None: no fund).

    Raises zhyto.engine.reference.LawConflict where the law contradicts itself for somebody of the register.
    """
    stages = stages or Stages()
    tell = progress or _silent
    done = 0

    def rows_done(count: int) -> None:
        nonlocal done
        done += count
        tell("rights", min(done, register.persons), register.persons)

    with stages.stage("rights"):
        rights = find_rights(law, register, month, known, codes=codes, threads=threads, progress=rows_done)
    with stages.stage("accrual"):
        accrued = find_accrued(law, register, rights, known, threads=threads)
    as_of = dates.FAR_FUTURE if known is None else dates.day_number(known)
    findings = []
    with stages.stage("reconcile"):
        snapshot, home, present = _lived(law, register, month, known)
        held = instead(register, rights, home)
        for place, (right, found) in enumerate(zip(rights, accrued, strict=True)):
            tell("reconcile", place, len(rights))
            part = parts(right, found)
            earlier = part.rows[part.past & ~part.waiting & (part.at_once > 0)].astype(np.int64) if len(found.rows) else None
            findings.append(reconcile(register, right, as_of, tolerance, held.get(right.guarantee.code), earlier))
        judged = {(right.guarantee.code, right.month) for right in rights}
        outside = payments_outside(register, judged, as_of)
        tell("reconcile", len(rights), len(rights))
    with stages.stage("hardship"):
        tell("hardship", 0, 1)
        counted = together(rights, home, register.households)
        hardship, line_known = _hardship(law, register, rights, snapshot, home, present, as_of, scale)
        tell("hardship", 1, 1)
    shared = None
    if fund is not None:
        with stages.stage("share"):
            tell("share", 0, 1)
            shared = share_fund(register, hardship, fund, unit)
            tell("share", 1, 1)
    return Run(law, register, month, known, rights, findings, outside, home, present, hardship, line_known, shared, stages, counted, accrued)


def _lived(law: Law, register: Register, month: int, known: date | None) -> tuple[Snapshot, Ints32, Bools]:
    """The register in the month with the income that counts, each person's household, and who is present."""
    own = Input(_RESOURCES, "person", "amount", "incomes", "unknown", {"uk": "", "en": ""}, kinds=counted_kinds(law), scale=100)
    snapshot = Snapshot(register, {**law.inputs, own.name: own}, law.guarantees, month, known)
    present = np.ones(register.persons, dtype=np.bool_) if snapshot.present is None else snapshot.present
    return snapshot, snapshot.lives(), present if snapshot.person_rows is None else _back(present, snapshot.person_rows)


def _hardship(
    law: Law, register: Register, rights: list[Rights], snapshot: Snapshot, home: Ints32, present: Bools, as_of: int, scale: EquivalenceScale
) -> tuple[Hardship, Bools]:
    """Those below the line, and where the line is known."""
    month, known = snapshot.month, None if snapshot.known == dates.FAR_FUTURE else dates.day_of(snapshot.known)
    value, missing = snapshot.income(_RESOURCES, month)
    if snapshot.person_rows is not None:
        value = _back(value, snapshot.person_rows)
        missing = None if missing is None else _back(missing, snapshot.person_rows)
    minimum = evaluate(law, register, [str(law.pack["line"])], month, known)[str(law.pack["line"])]
    lacking = np.zeros(register.persons, dtype=np.bool_)
    if missing is not None:
        lacking |= missing
    no_line = np.zeros(register.persons, dtype=np.bool_) if minimum.missing is None else minimum.missing != 0
    before = np.zeros(register.households, dtype=np.int64)
    np.add.at(before, home[present], value[present])
    known_income = np.ones(register.households, dtype=np.bool_)
    known_income[home[present & (lacking | no_line)]] = False
    line, persons = line_of(register, month, np.where(no_line, 0, minimum.value), scale, home)
    # A discount lowers a bill and help in kind is no money; a right without a rule would make every household doubtful.
    rights = [right for right in rights if right.guarantee.gives == "money" and right.implemented]
    money = together(rights, home, register.households)
    _, doubtful = household_total(register, rights, DUE, home)
    paid = household_paid(register, month, as_of, {right.guarantee.code: right.guarantee.entity for right in rights}, home)
    first, last = dates.day_number(dates.first_day(month)), dates.day_number(dates.last_day(month))
    paid_known = np.ones(register.households, dtype=np.bool_)
    for right in rights:
        paid_known &= covered_hromadas(register, "payments", ("", right.guarantee.code), first, last)[register.hromada]
    hardship = find_hardship(before, known_income, money.due, paid, money.claimable, line, persons, open_rights=doubtful, paid_known=paid_known)
    return hardship, known_income


def _back(column: NDArray[Any], rows: Ints) -> NDArray[Any]:
    back = np.empty_like(column)
    back[rows] = column
    return back


def share_fund(register: Register, hardship: Hardship, fund: int, unit: int = 1) -> Shared:
    """Share a fund among the households whom the law leaves below the line, by leximin in shares of their line."""
    chosen = np.flatnonzero(hardship.reason == MISSED_BY_LAW)
    rows, resources, line = hardship.household[chosen], hardship.resources[chosen], hardship.line[chosen]
    tie = tie_order(register.household_id.gather(rows))
    case = make_instance(resources, line, line, (Source("fund", fund),), unit=unit, tie=tie)
    sharing = leximin(case)
    return Shared(rows, case, sharing, verify(case, sharing.split, sharing.certificate))
