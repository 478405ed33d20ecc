"""Names of a law for every row of a register: by compiled code where LLVM is installed, else by NumPy. Both give the same.

Compiled code says for each row what its value is and whether it is unknown. What is missing is then computed by `zhyto.engine.blocks` for
the households concerned, which are few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import repeat
from threading import Lock
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine import blocks, machine
from zhyto.engine.blocks import Result, result_node
from zhyto.engine.native import Column, Output, Program, Untranslatable, translate
from zhyto.engine.plan import Node, Plan, Planner
from zhyto.law.model import Law
from zhyto.register.columns import Register
from zhyto.register.snapshot import Part, Snapshot
from zhyto.texts import Said

Engine = Literal["auto", "native", "numpy"]
"""auto: compiled code where LLVM is installed and the register is large enough for it to pay."""
MANY = 50_000
"""Persons from which compiling is worth its tenths of a second."""


@dataclass(slots=True)
class Open:
    """The rows of a guarantee whose amount is not 0 or unknown, in ascending order, and one more name (its window) beside.

    value, window: stored integers; missing, window_missing: bits of what is missing there (None: nothing anywhere), by `labels`.
    """

    rows: NDArray[np.int32]
    value: NDArray[np.int64]
    missing: NDArray[np.uint64] | None
    labels: tuple[str, ...]
    window: NDArray[np.int64] | None = None
    window_missing: NDArray[np.uint64] | None = None
    window_labels: tuple[str, ...] = ()


def evaluate(
    law: Law, register: Register, names: Sequence[str], month: int, known: date | None = None, *, snapshot: Snapshot | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None, engine: Engine = "auto",
) -> dict[str, Result]:  # fmt: skip
    """Names of a law for every row of the register in a month.

    known: only what was published or recorded by then. progress: called with the number of persons done.
    Raises LawConflict where exceptions contradict each other for a person, or a rule cannot be computed.
    """
    snapshot = snapshot or Snapshot(register, law.inputs, law.guarantees, month, known)
    if _compiles(engine, snapshot):
        try:
            return _dense(law, names, month, known, snapshot, threads, progress)
        except Untranslatable:
            pass
    return blocks.evaluate(law, register, names, month, known, snapshot=snapshot, threads=threads, progress=progress)


def open_rows(
    laws: Sequence[Law], register: Register, codes: Sequence[str], month: int, known: date | None = None, *, snapshot: Snapshot,
    threads: int = 1, progress: Callable[[int], None] | None = None, engine: Engine = "auto", why: bool = True,
) -> list[dict[str, Open]]:  # fmt: skip
    """For each law (a law and its reforms, with the same facts) the open rows of guarantees, in the snapshot's order of rows.

    What the laws have in common is computed once. why: whether to find out what is missing where something is; the compiled evaluator
    does not know it, and otherwise says that one nameless thing is missing. Raises LawConflict as `evaluate` does.
    """
    if _compiles(engine, snapshot):
        try:
            return _sparse(laws, codes, month, known, snapshot, threads, progress, why)
        except Untranslatable:
            pass
    return _portable(laws, register, codes, month, known, snapshot, threads, progress)


def _compiles(engine: Engine, snapshot: Snapshot) -> bool:
    if not snapshot.register.persons:
        return False
    if engine == "auto":
        return machine.available() and snapshot.register.persons >= MANY
    return engine == "native"


def _portable(
    laws: Sequence[Law], register: Register, codes: Sequence[str], month: int, known: date | None, snapshot: Snapshot, threads: int,
    progress: Callable[[int], None] | None,
) -> list[dict[str, Open]]:  # fmt: skip
    """The same by NumPy."""
    # Where there is no such right, nobody's last day to claim is asked for, as in compiled code.
    first = dates.first_day(month)
    versions = {code: [law.version(code, first, known) for law in laws] for code in codes}
    lost = {code for code, rules in versions.items() if all(rule is not None and rule.state == "not_in_force" for rule in rules)}
    windows = {code: "" if code in lost else laws[0].guarantees[code].window for code in codes}
    found: list[dict[str, Open]] = [{} for _ in laws]
    names = tuple(dict.fromkeys(name for code in codes for name in (code, windows[code]) if name))
    dense = blocks.evaluate_laws(laws, register, names, month, known, snapshot=snapshot, threads=threads, progress=progress, in_order=False)
    for results, opened in zip(dense, found, strict=True):
        for code in codes:
            result = results[code]
            held = result.value != 0
            if result.missing is not None:
                held |= result.missing != 0
            rows = np.flatnonzero(held).astype(np.int32)
            missing = None if result.missing is None else result.missing[rows]
            value = np.where(missing != 0, 0, result.value[rows]) if missing is not None else result.value[rows]
            opened[code] = Open(rows, value.astype(np.int64), missing, result.labels)
            if windows[code]:
                window = results[windows[code]]
                opened[code].window, opened[code].window_labels = window.value[rows], window.labels
                opened[code].window_missing = None if window.missing is None else window.missing[rows]
    return found


# compiled ----------------------------------------------------------------------------------------------------------------


def _reader(snapshot: Snapshot) -> tuple[Callable[[Node], Column], Callable[[str, int], Column], Callable[[Node], tuple[int, int]]]:
    def read(node: Node) -> Column:
        if node.op == "present":
            assert snapshot.present is not None
            return snapshot.present, None
        name, day, _ = node.data
        return snapshot.fact(name, day) if node.op == "input" else snapshot.since(name, day)

    def occurs(node: Node) -> tuple[int, int]:
        return blocks.occurring(snapshot, node)

    return read, snapshot.income, occurs


def _wanted(planner: Planner, law: Law, name: str, plan: Plan) -> tuple[Node, int | None]:
    """The column of a name, as long as its entity's, and what its integers are divided by."""
    node, bottom = result_node(name, law, plan.terms[name])
    if node.sort == "person":
        raise Untranslatable(Said("`{name}` is a link to a person", name=name))
    return (planner.spread(node) if law.entities[name] == "person" else node), bottom


def _conflicts(plan: Plan) -> list[list[Node]]:
    return [[node for node in conditions if node.op != "unknown"] for conditions, _, _ in plan.conflicts]


def _dense(
    law: Law, names: Sequence[str], month: int, known: date | None, snapshot: Snapshot, threads: int, progress: Callable[[int], None] | None
) -> dict[str, Result]:
    planner = Planner(law, month, known, snapshot.present is None, snapshot.largest)
    plan = planner.plan(names)
    results: dict[str, Result] = {}
    outputs: list[Output] = []
    whole: list[machine.Columns] = []
    given: list[str] = []
    for name in names:
        node, bottom = _wanted(planner, law, name, plan)
        entity = law.entities[name] or "household"
        rows = snapshot.rows(entity)
        value: NDArray[Any] = np.zeros(rows, dtype=np.bool_ if node.truth else np.int64)
        results[name] = Result(entity, value, None, (), bottom)
        if node.op == "const":
            value[:] = node.data[1]
        elif node.op == "unknown":
            cells = _same(node, rows, plan)
            results[name].labels, results[name].missing = cells.labels, cells.missing
        else:
            outputs.append(Output(node, entity))
            whole.append(machine.Columns(None, [(value, np.zeros(rows, dtype=np.uint8))]))
            given.append(name)
    conflicts = _conflicts(plan)
    if outputs:
        _run(plan, translate(outputs, conflicts, *_reader(snapshot)), outputs, snapshot, threads, whole, repeat(None), progress)
    unsure: dict[str, NDArray[np.int64]] = {}
    for name, columns in zip(given, whole, strict=True):
        doubt = columns.columns[0][1]
        assert doubt is not None
        rows_of = np.flatnonzero(doubt)
        if len(rows_of):
            unsure[name] = rows_of
    for name, (bits, labels) in _missing([law], month, known, snapshot, [unsure], threads)[0].items():
        results[name].labels = labels
        results[name].missing = column = np.zeros(len(results[name].value), dtype=np.uint64)
        column[unsure[name]] = bits
    _in_order(snapshot, results)
    return results


def _in_order(snapshot: Snapshot, results: dict[str, Result]) -> None:
    """Columns of persons in the register's order, where the month has another."""
    if snapshot.person_rows is None:
        return
    for result in results.values():
        if result.entity == "person":
            back = np.empty_like(result.value)
            back[snapshot.person_rows] = result.value
            result.value = back
            if result.missing is not None:
                bits = np.empty_like(result.missing)
                bits[snapshot.person_rows] = result.missing
                result.missing = bits


def _run(
    plan: Plan, program: Program, outputs: list[Output], snapshot: Snapshot, threads: int, whole: list[machine.Columns],
    parts: Any, progress: Callable[[int], None] | None,
) -> None:  # fmt: skip
    """Run the compiled function; parts: a list per output that takes the open rows of each run of households."""
    start, lock = snapshot.register.start, Lock()

    def take(first: int, last: int, columns: list[machine.Columns], flagged: bool) -> None:
        if flagged:
            # Two exceptions hold for somebody here: which ones and why is said by the portable evaluator, which refuses.
            blocks.check_conflicts(plan, snapshot, first, last)
        with lock:
            for part, found in zip(parts, columns, strict=False):
                if part is not None:
                    part.append((first, found))
            if progress is not None:
                progress(int(start[last] - start[first]))

    machine.run(program, outputs, start, snapshot.largest, threads, take, whole)


@dataclass(slots=True)
class _Cells:
    """A column over some rows: stored integers, where it is unknown (None: nowhere), and why, once that is known."""

    value: NDArray[Any]
    doubt: NDArray[np.uint8] | None
    missing: NDArray[np.uint64] | None = None
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class _Case:
    """A guarantee under a law: its amount and window, the output that gives them (None: the amount is the same for everybody)."""

    law: int
    code: str
    amount: Node
    window: Node | None
    output: int | None
    window_output: int | None = None
    rows: NDArray[np.int32] | None = None
    cells: tuple[_Cells, ...] = ()


@dataclass(slots=True)
class Compiled:
    """Guarantees of laws for one month as a function, ready for any register whose columns have the same types and gaps.

    labelled: for each law the plans of all names, for what is asked for again where something is missing. Empty: they are made for
    the names concerned, which is quicker where the function runs once.
    """

    laws: Sequence[Law]
    month: int
    known: date | None
    windows: dict[str, str]
    plans: list[Plan]
    outputs: list[Output]
    cases: list[_Case]
    program: Program | None
    labelled: Sequence[list[Plan]] = ()


def _sparse(
    laws: Sequence[Law], codes: Sequence[str], month: int, known: date | None, snapshot: Snapshot, threads: int,
    progress: Callable[[int], None] | None, why: bool,
) -> list[dict[str, Open]]:  # fmt: skip
    made = compiled(laws, codes, month, known, snapshot.present is None, snapshot.largest, *_reader(snapshot))
    return opened(made, made.program, snapshot, threads, progress, why)


def compiled(
    laws: Sequence[Law], codes: Sequence[str], month: int, known: date | None, everyone: bool, largest: int,
    read: Callable[[Node], Column], income: Callable[[str, int], Column], occurs: Callable[[Node], tuple[int, int]] | None,
) -> Compiled:  # fmt: skip
    """The function for guarantees, over columns like those that `read` and `income` give. everyone, largest: as in `Planner`.

    occurs: as in `translate`; None where the function is to be used for other registers than the one that is read.

    Raises Untranslatable.
    """
    made = _planned(tuple(laws), tuple(codes), month, known, everyone, largest)
    program = translate(made.outputs, _conflicts(made.plans[0]), read, income, occurs) if made.outputs else None
    names = tuple(dict.fromkeys(name for code in codes for name in (code, made.windows[code]) if name))
    labelled = [blocks.plans_of(law, names, month, known, everyone, largest) for law in laws] if occurs is None else []
    return replace(made, program=program, labelled=labelled)


@lru_cache(maxsize=64)
def _planned(laws: tuple[Law, ...], codes: tuple[str, ...], month: int, known: date | None, everyone: bool, largest: int) -> Compiled:
    """What follows from the law alone."""
    planner = Planner(laws[0], month, known, everyone, largest)
    planners = [planner, *(planner.beside(law) for law in laws[1:])]
    windows = {code: laws[0].guarantees[code].window for code in codes}
    names = tuple(dict.fromkeys(name for code in codes for name in (code, windows[code]) if name))
    outputs: list[Output] = []
    cases: list[_Case] = []
    # Laws mostly agree: one output for all that give the same columns.
    places: dict[tuple[int, int], int] = {}

    def output(node: Node, entity: str, open_: bool, beside: tuple[Node, ...] = ()) -> int:
        key = (node.uid if open_ else -1 - node.uid, beside[0].uid if beside else -1)
        if key not in places:
            places[key] = len(outputs)
            outputs.append(Output(node, entity, open_, beside))
        return places[key]

    plans = [one.plan(names) for one in planners]
    for number, (law, one, plan) in enumerate(zip(laws, planners, plans, strict=True)):
        for code in codes:
            amount, _ = _wanted(one, law, code, plan)
            window = _wanted(one, law, windows[code], plan)[0] if windows[code] else None
            entity, differs = law.entities[code], window is not None and window.entity is not None
            case = _Case(number, code, amount, window, None)
            if amount.entity is not None:
                case.output = output(amount, entity, True, (window,) if window is not None and differs else ())
            elif window is not None and differs and (amount.op == "unknown" or amount.data[1]):
                case.window_output = output(window, entity, False)
            cases.append(case)
    return Compiled(laws, month, known, windows, plans, outputs, cases, None)


def opened(
    made: Compiled, program: Program | None, snapshot: Snapshot, threads: int, progress: Callable[[int], None] | None = None,
    why: bool = True,
) -> list[dict[str, Open]]:  # fmt: skip
    """For each law the open rows of guarantees in a snapshot. program: that of `made`, with the snapshot's columns."""
    laws, plans, outputs = made.laws, made.plans, made.outputs
    cases = [replace(case) for case in made.cases]
    whole = [machine.Columns(None, [] if one.open else [_room(snapshot.rows(one.entity))]) for one in outputs]
    parts: list[list[tuple[int, machine.Columns]]] = [[] for _ in outputs]
    if program is not None:
        _run(plans[0], program, outputs, snapshot, threads, whole, parts, progress)
    given = [_joined(part) if one.open else (None, whole[place].columns) for place, (one, part) in enumerate(zip(outputs, parts, strict=True))]
    for case in cases:
        _fill(case, given, plans[case.law], snapshot.rows(laws[case.law].entities[case.code]))
    if why:
        _explain(cases, made, snapshot, threads)
    else:
        for cells in (cells for case in cases for cells in case.cells if cells.doubt is not None):
            cells.missing, cells.labels = np.asarray(cells.doubt != 0, dtype=np.uint64), ("",)
    found: list[dict[str, Open]] = [{} for _ in laws]
    for case in cases:
        assert case.rows is not None
        first = case.cells[0]
        rows = found[case.law][case.code] = Open(case.rows, first.value, first.missing, first.labels)
        if len(case.cells) > 1:
            second = case.cells[1]
            rows.window, rows.window_missing, rows.window_labels = second.value, second.missing, second.labels
    return found


def _room(rows: int) -> tuple[NDArray[Any], NDArray[np.uint8] | None]:
    return np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.uint8)


def _fill(
    case: _Case, given: Sequence[tuple[NDArray[np.int32] | None, list[tuple[NDArray[Any], NDArray[np.uint8] | None]]]], plan: Plan, size: int
) -> None:
    """Rows and columns of a case out of what was computed."""
    if case.output is not None:
        rows, columns = given[case.output]
        assert rows is not None
        case.rows, case.cells = rows, tuple(_Cells(value, doubt) for value, doubt in columns)
        doubt = case.cells[0].doubt
        if doubt is not None and doubt.any():
            # What stands where a value is unknown means nothing.
            case.cells[0].value = np.where(doubt != 0, 0, case.cells[0].value)
    else:
        everybody = case.amount.op == "unknown" or bool(case.amount.data[1])
        case.rows = np.arange(size if everybody else 0, dtype=np.int32)
        case.cells = (_same(case.amount, len(case.rows), plan),)
    if case.window is None or len(case.cells) > 1:
        return
    if case.window_output is not None:
        value, unsure = given[case.window_output][1][0]
        case.cells += (_Cells(value, unsure),)
    elif case.window.entity is None:
        case.cells += (_same(case.window, len(case.rows), plan),)
    else:
        case.cells += (_Cells(np.empty(0, dtype=np.int64), None),)


def _same(node: Node, size: int, plan: Plan) -> _Cells:
    """A column that is the same for everybody: a constant, or a gap of the law."""
    if node.op == "const":
        return _Cells(np.full(size, node.data[1], dtype=np.int64), None)
    labels = tuple(label for place, label in enumerate(plan.labels) if node.data >> place & 1)
    return _Cells(np.zeros(size, dtype=np.int64), None, np.full(size, np.uint64((1 << len(labels)) - 1)), labels)


def _explain(cases: Sequence[_Case], made: Compiled, snapshot: Snapshot, threads: int) -> None:
    """What is missing where a cell is unknown."""
    laws, windows = made.laws, made.windows
    doubtful: list[tuple[_Case, _Cells, str, NDArray[np.bool_]]] = []
    unsure: list[dict[str, NDArray[np.int64]]] = [{} for _ in laws]
    for case in cases:
        assert case.rows is not None
        for cells, name in zip(case.cells, (case.code, windows[case.code]), strict=False):
            if cells.doubt is not None and cells.doubt.any():
                hit = cells.doubt != 0
                doubtful.append((case, cells, name, hit))
                rows = case.rows[hit].astype(np.int64)
                before = unsure[case.law].get(name)
                unsure[case.law][name] = rows if before is None else np.union1d(before, rows)
    missing = _missing(laws, made.month, made.known, snapshot, unsure, threads, made.labelled)
    for case, cells, name, hit in doubtful:
        assert case.rows is not None
        bits, cells.labels = missing[case.law][name]
        rows = case.rows[hit]
        cells.missing = np.zeros(len(hit), dtype=np.uint64)
        cells.missing[hit] = bits if len(bits) == len(rows) else bits[np.searchsorted(unsure[case.law][name], rows)]


def _joined(part: list[tuple[int, machine.Columns]]) -> tuple[NDArray[np.int32], list[tuple[NDArray[Any], NDArray[np.uint8] | None]]]:
    """The open rows of all runs of households, in order."""
    part.sort(key=lambda item: item[0])
    found = [columns for _, columns in part]
    rows = np.concatenate([one.rows for one in found if one.rows is not None] or [np.empty(0, np.int32)])
    columns: list[tuple[NDArray[Any], NDArray[np.uint8] | None]] = []
    for place in range(len(found[0].columns) if found else 0):
        doubts = [doubt for one in found if (doubt := one.columns[place][1]) is not None]
        columns.append((np.concatenate([one.columns[place][0] for one in found]), np.concatenate(doubts) if doubts else None))
    return rows, columns


def _missing(
    laws: Sequence[Law], month: int, known: date | None, snapshot: Snapshot, unsure: list[dict[str, NDArray[np.int64]]], threads: int,
    labelled: Sequence[list[Plan]] = (),
) -> list[dict[str, tuple[NDArray[np.uint64], tuple[str, ...]]]]:  # fmt: skip
    """What is missing on rows that are unknown: for each law and name the bits of those rows, and their labels.

    labelled: for each law the plans of all names, where they were made before.
    """
    found: list[dict[str, tuple[NDArray[np.uint64], tuple[str, ...]]]] = [{} for _ in laws]
    for number, law in enumerate(laws):
        names = unsure[number]
        # Where nothing is left to plan, each name is computed for its own households alone.
        for group in [[name] for name in names] if labelled else _alike(names):
            concerned = np.zeros(snapshot.rows("household"), dtype=np.bool_)
            for name in group:
                concerned[names[name] if law.entities[name] != "person" else snapshot.homes()[names[name]]] = True
            part = Part(snapshot, np.flatnonzero(concerned))
            planned = labelled[number] if labelled else blocks.plans_of(law, tuple(group), month, known, part.present is None, part.largest)
            results = blocks.evaluate_plans(law, planned, group, part, threads)
            for name in group:
                result = results[name]
                place = part.place_of(law.entities[name] or "household", names[name])
                assert result.missing is not None, f"`{name}` is unknown by one evaluator and known by the other"
                bits = result.missing[place]
                found[number][name] = _used(bits, result.labels) if labelled else (bits, result.labels)
    return found


def _used(bits: NDArray[np.uint64], labels: tuple[str, ...]) -> tuple[NDArray[np.uint64], tuple[str, ...]]:
    """The same bits with the labels that occur: names that were planned together share theirs, and two of them may not have 64 in common."""
    seen = int(np.bitwise_or.reduce(bits, initial=np.uint64(0)))
    places = [place for place in range(len(labels)) if seen >> place & 1]
    if len(places) == len(labels):
        return bits, labels
    found = np.zeros(len(bits), dtype=np.uint64)
    for new, old in enumerate(places):
        found |= ((bits >> np.uint64(old)) & np.uint64(1)) << np.uint64(new)
    return found, tuple(labels[place] for place in places)


def _alike(names: Mapping[str, NDArray[np.int64]]) -> Iterator[list[str]]:
    """Names that are unknown on about as many rows, together: a name of few rows is not computed for the many of another."""
    group: list[str] = []
    most = 0
    for name in sorted(names, key=lambda one: (-len(names[one]), one)):
        if group and len(names[name]) * 4 < most:
            yield group
            group = []
        if not group:
            most = len(names[name])
        group.append(name)
    if group:
        yield group
