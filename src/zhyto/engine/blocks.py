"""The block evaluator: a whole register at once, exactly.

Runs of households whose persons fit the cache are computed one after the other with NumPy on the graph of `zhyto.engine.plan`.
Beside each column goes a column of bits that says what is missing where it is unknown (None: nothing anywhere). A branch that few rows
take is computed for those rows only. Results equal the reference evaluator's on every row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.engine.plan import INT64, Node, Number, Plan, Planner, Term
from zhyto.engine.reference import conflict_text
from zhyto.law.ir import LawConflict, Rule
from zhyto.law.model import Law
from zhyto.register.columns import Register
from zhyto.register.snapshot import Snapshot
from zhyto.texts import Said

BLOCK = 1 << 16
"""Persons in a block, about: a dozen columns of them fit a core's cache."""
FEW = 0.25
"""Share of rows below which a branch is computed for its rows only."""
Value = Any
"""An array, or one Python int or bool for every row."""
Bits = NDArray[np.uint64] | None
Pair = tuple[Value, Bits]


@dataclass(slots=True)
class Result:
    """A name for every row of its entity: stored integers (money in kopecks), and bits of what is missing (`labels`), None: nothing.

    bottom: what the integers are divided by (100 for money, more for money not yet rounded; None: dates, months, codes or truths).
    """

    entity: str
    value: NDArray[Any]
    missing: Bits
    labels: tuple[str, ...]
    bottom: int | None

    def lacking(self, row: int) -> tuple[str, ...]:
        """What would settle an unknown row, in order of name."""
        bits = 0 if self.missing is None else int(self.missing[row])
        return tuple(sorted(label for place, label in enumerate(self.labels) if bits >> place & 1))


def evaluate(
    law: Law, register: Register, names: Sequence[str], month: int, known: date | None = None, *, snapshot: Snapshot | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None, block: int = BLOCK,
) -> dict[str, Result]:  # fmt: skip
    """Names of a law for every row of the register in a month.

    known: only what was published or recorded by then. progress: called with the number of persons done.
    Raises LawConflict where exceptions contradict each other for a person, or a rule cannot be computed.
    """
    return evaluate_laws([law], register, names, month, known, snapshot=snapshot, threads=threads, progress=progress, block=block)[0]


def evaluate_laws(
    laws: Sequence[Law], register: Register, names: Sequence[str], month: int, known: date | None = None, *, snapshot: Snapshot | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None, block: int = BLOCK, in_order: bool = True,
) -> list[dict[str, Result]]:  # fmt: skip
    """`evaluate` for laws with the same facts (a law and its reforms) in one pass: what they have in common is computed once.

    in_order: rows in the register's order; otherwise in the snapshot's, where persons have moved.
    """
    snapshot = snapshot or Snapshot(register, laws[0].inputs, laws[0].guarantees, month, known)
    results: list[dict[str, Result]] = [{} for _ in laws]
    for group in _groups(laws, names, month, known, snapshot.present is None, snapshot.largest):
        for found, part in zip(results, _evaluate(group, laws, snapshot, threads, progress, block), strict=True):
            found.update(part)
    if snapshot.person_rows is not None and in_order:
        for result in (result for found in results for result in found.values()):
            if result.entity == "person":
                back = np.empty_like(result.value)
                back[snapshot.person_rows] = result.value
                result.value = back
                if result.missing is not None:
                    bits = np.empty_like(result.missing)
                    bits[snapshot.person_rows] = result.missing
                    result.missing = bits
    return [{name: found[name] for name in names} for found in results]


@lru_cache(maxsize=256)
def plans_of(law: Law, names: tuple[str, ...], month: int, known: date | None, everyone: bool, largest: int) -> list[Plan]:
    """Graphs of names, as many together as have at most 64 things that may be missing. everyone, largest: as in `Planner`."""
    # They follow from what is given and nothing else, and are not changed.
    return [plans[0] for plans in _groups([law], names, month, known, everyone, largest)]


def evaluate_plans(law: Law, plans: Sequence[Plan], names: Collection[str], snapshot: Snapshot, threads: int = 1) -> dict[str, Result]:
    """Some of what was planned, for every row of a snapshot, in its order of rows. Whether rules contradict each other is not looked at."""
    found: dict[str, Result] = {}
    for plan in plans:
        terms = {name: term for name, term in plan.terms.items() if name in names}
        if terms:
            found |= _evaluate([Plan(terms, plan.labels, [])], [law], snapshot, threads, None, BLOCK)[0]
    return found


def _groups(
    laws: Sequence[Law], names: Sequence[str], month: int, known: date | None, everyone: bool, largest: int
) -> Iterator[list[Plan]]:
    """Plans, one per law, of as many names together as have at most 64 things that may be missing."""

    def begin() -> tuple[list[Planner], list[Plan]]:
        first = Planner(laws[0], month, known, everyone, largest)
        planners = [first, *(first.beside(law) for law in laws[1:])]
        return planners, [Plan({}, [], []) for _ in laws]

    planners, plans = begin()
    for name in names:
        added = [planner.plan([name]) for planner in planners]
        if len(planners[0].labels) > 64 and plans[0].terms:
            # What this name added is in the planner for good, so it begins the next group afresh.
            yield plans
            planners, plans = begin()
            added = [planner.plan([name]) for planner in planners]
        if len(planners[0].labels) > 64:
            raise LawConflict(Said("`{name}` depends on more than 64 facts; divide it", name=name))
        for plan, more in zip(plans, added, strict=True):
            plan.terms.update(more.terms)
            plan.labels, plan.conflicts = list(more.labels), list(more.conflicts)
    if plans[0].terms:
        yield plans


def _evaluate(
    plans: list[Plan], laws: Sequence[Law], snapshot: Snapshot, threads: int, progress: Callable[[int], None] | None, block: int
) -> list[dict[str, Result]]:
    results: list[dict[str, Result]] = [{} for _ in laws]
    outputs: list[tuple[Result, Node]] = []
    # Plans of one group share their labels and conflicts.
    labels, conflicts = tuple(plans[0].labels), plans[0].conflicts
    for found, law, plan in zip(results, laws, plans, strict=True):
        for name, term in plan.terms.items():
            node, bottom = result_node(name, law, term)
            entity = law.entities[name] or "household"
            kind: Any = np.bool_ if node.truth else np.int64
            found[name] = Result(entity, np.empty(snapshot.rows(entity), dtype=kind), None, labels, bottom)
            outputs.append((found[name], node))
    start = snapshot.register.start
    uses = _uses([node for _, node in outputs])
    lock = Lock()

    def run(first: int, last: int) -> None:
        view = _Whole(snapshot, first, last, uses=uses)
        for conditions, name, rules in conflicts:
            _check_conflict(view, conditions, name, rules)
        for result, node in outputs:
            value, missing = view.sized(node, result.entity)
            if result.entity == "person" and node.entity == "household":
                value, missing = _taken(value, view.home), None if missing is None else missing[view.home]
            rows = slice(int(start[first]), int(start[last])) if result.entity == "person" else slice(first, last)
            result.value[rows] = value
            if missing is not None and missing.any():
                with lock:
                    # Only one thread may make the column: what another had written into its own would be lost.
                    if result.missing is None:
                        result.missing = np.zeros(len(result.value), dtype=np.uint64)
                result.missing[rows] = missing
        if progress is not None:
            with lock:
                progress(int(start[last] - start[first]))

    spans = list(_spans(start, block))
    if threads > 1 and len(spans) > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda span: run(*span), spans))
    else:
        for span in spans:
            run(*span)
    return results


def _uses(outputs: list[Node]) -> dict[int, int]:
    """How many operations read each node: when all have, its column can go and the next one take its place in the cache."""
    uses: dict[int, int] = {}
    seen: set[int] = set()
    pending = list(outputs)
    for node in outputs:
        uses[node.uid] = uses.get(node.uid, 0) + 1
    while pending:
        node = pending.pop()
        if node.uid in seen:
            continue
        seen.add(node.uid)
        for arg in node.args:
            uses[arg.uid] = uses.get(arg.uid, 0) + 1
            pending.append(arg)
    return uses


def result_node(name: str, law: Law, term: Term) -> tuple[Node, int | None]:
    """The integers that a name gives out, and what they are divided by. Raises LawConflict where it cannot be given out."""
    if not isinstance(term, Number):
        return term, None
    if term.bottom.op != "const":
        raise LawConflict(Said("`{name}` is a quotient; round it to read it as a result", name=name))
    bottom = int(term.bottom.data[1])
    if term.top.wide:
        raise LawConflict(Said("`{name}` may exceed 64 bits ({low}…{high}): declare narrower ranges of its inputs", name=name, low=term.top.low,
                               high=term.top.high))
    if name in law.guarantees and bottom != 100 and term.top.op != "unknown":
        raise LawConflict(Said("`{name}` is money in 1/{bottom}: round it to kopecks where the law says how", name=name, bottom=bottom))
    return term.top, bottom


def _spans(start: NDArray[np.int64], block: int) -> Iterator[tuple[int, int]]:
    """Runs of whole households of about `block` persons."""
    households = len(start) - 1
    first = 0
    while first < households:
        last = int(np.searchsorted(start, start[first] + block, side="right")) - 1
        last = min(max(last, first + 1), households, first + 4 * block)
        yield first, last
        first = last


def occurring(snapshot: Snapshot, node: Node) -> tuple[int, int]:
    """Least and greatest number of a node, over all households where it is known; (0, 0) where it is known for none."""
    value, missing = _Whole(snapshot, 0, snapshot.rows("household")).pair(node)
    if not isinstance(value, np.ndarray):
        return int(value), int(value)
    known = value if missing is None else value[missing == 0]
    return (int(known.min()), int(known.max())) if len(known) else (0, 0)


def check_conflicts(plan: Plan, snapshot: Snapshot, first: int, last: int) -> None:
    """Raises LawConflict where two exceptions contradict each other for somebody of some households."""
    view = _Whole(snapshot, first, last)
    for conditions, name, rules in plan.conflicts:
        _check_conflict(view, conditions, name, rules)


def _check_conflict(view: _Whole, conditions: list[Node], name: str, rules: list[Rule]) -> None:
    total: Any = 0
    for condition in conditions:
        value, missing = view.pair(condition) if condition.op != "unknown" else (False, None)
        sure = value if missing is None else value & (missing == 0)
        total = total + np.asarray(sure, dtype=np.int8)
    if np.any(total > 1):
        row = int(np.argmax(total > 1))
        clashing = [
            rule
            for rule, condition in zip(rules, conditions, strict=True)
            if np.broadcast_to(view.pair(condition)[0], np.shape(total)).flat[row]
        ]
        raise LawConflict(conflict_text(name, clashing))


# views of a block ------------------------------------------------------------------------------------------------------


class _View:
    """Columns over some rows of a block, each computed once."""

    memo: dict[int, Pair]

    @property
    def whole(self) -> _Whole:
        """The households this view's persons belong to, complete."""
        raise NotImplementedError

    def pair(self, node: Node) -> Pair:
        """Value and missing bits of a node over this view's rows (of the node's own entity)."""
        raise NotImplementedError

    def sized(self, node: Node, entity: str | None) -> Pair:
        """The same, a gap of the law (which is nobody's column) as long as the entity's columns."""
        if node.op == "unknown":
            return 0, np.full(self.size(entity), np.uint64(node.data))
        return self.pair(node)

    def compute(self, node: Node) -> Pair:
        """A node that is not in the memo."""
        if node.op == "if":
            return self.branch(node)
        if node.op in ("and", "or"):
            return self.logic(node)
        if node.op == "follow":
            return self.follow(node)
        if node.op == "guarded":
            return self.guarded(node)
        if node.op == "positive":
            value, _ = self.sized(node.args[0], node.entity)
            return np.maximum(value, 1), None
        values = []
        bits: Bits = None
        for arg in node.args:
            value, missing = self.sized(arg, node.entity)
            values.append(value)
            if missing is not None:
                bits = missing if bits is None else bits | missing
        return _operate(node, values, bits)

    def size(self, entity: str | None) -> int:
        """Rows of an entity in this view."""
        raise NotImplementedError

    def narrow(self, entity: str, rows: NDArray[np.int64]) -> _View:
        """A view of some of the rows."""
        raise NotImplementedError

    def logic(self, node: Node) -> Pair:
        """and, or by Kleene: what is decided by what is known stays known."""
        stop = node.op == "or"
        result: Value = not stop
        bits: Bits = None
        decided: Value = None
        for arg in node.args:
            value, missing = self.sized(arg, node.entity)
            if missing is None and bits is None:
                result = (result | value) if stop else (result & value)
                continue
            sure = value == stop if missing is None else (value == stop) & (missing == 0)
            if decided is None:
                decided = result == stop if bits is None else (result == stop) & (bits == 0)
            decided = decided | sure
            bits = _join(bits, missing)
            result = np.where(decided, stop, not stop)
        if bits is not None:
            bits = np.where(decided, np.uint64(0), bits)
            result = np.where(decided, stop, not stop)
            if not bits.any():
                bits = None
        return result, bits

    def branch(self, node: Node) -> Pair:
        """if: branches that few rows take are computed for those rows only."""
        condition, yes, no = node.args
        value, doubt = self.sized(condition, node.entity)
        if not isinstance(value, np.ndarray):
            return (
                self.sized(yes if value else no, node.entity)
                if doubt is None
                else self.merge(node, np.full(self.size(node.entity), value), doubt)
            )
        if doubt is not None:
            return self.merge(node, value, doubt)
        hits = int(np.count_nonzero(value))
        total = len(value)
        if hits == 0:
            return self.sized(no, node.entity)
        if hits == total:
            return self.sized(yes, node.entity)
        for taken, other, mask in ((yes, no, value), (no, yes, ~value)):
            count = hits if mask is value else total - hits
            if taken.weight >= 4 and count < FEW * total and node.entity is not None:
                rows = np.flatnonzero(mask)
                some, some_bits = self.narrow(node.entity, rows).sized(taken, node.entity)
                rest, rest_bits = self.sized(other, node.entity)
                result = np.empty(total, dtype=_dtype(node)) if not isinstance(rest, np.ndarray) else rest.astype(_dtype(node), copy=True)
                if not isinstance(rest, np.ndarray):
                    result.fill(rest)
                result[rows] = some
                bits: Bits = None
                if some_bits is not None or rest_bits is not None:
                    bits = np.zeros(total, dtype=np.uint64) if rest_bits is None else rest_bits.copy()
                    bits[rows] = 0 if some_bits is None else some_bits
                return result, bits
        (a, a_bits), (b, b_bits) = self.sized(yes, node.entity), self.sized(no, node.entity)
        either = _select(node, value, a, b)
        if a_bits is None and b_bits is None:
            return either, None
        zero = np.uint64(0)
        return either, np.where(value, zero if a_bits is None else a_bits, zero if b_bits is None else b_bits)

    def merge(self, node: Node, value: Value, doubt: NDArray[np.uint64]) -> Pair:
        """If under a condition that is unknown for some rows."""
        (a, a_bits), (b, b_bits) = self.sized(node.args[1], node.entity), self.sized(node.args[2], node.entity)
        zero = np.zeros(len(doubt), dtype=np.uint64)
        a_bits, b_bits = (zero if a_bits is None else a_bits), (zero if b_bits is None else b_bits)
        unsure = doubt != 0
        alike = (a_bits == 0) & (b_bits == 0) & (a == b)
        result = np.where(unsure, a, np.where(value, a, b))
        bits = np.where(unsure, np.where(alike, zero, doubt | a_bits | b_bits), np.where(value, a_bits, b_bits))
        return _narrowed(result, node), bits if bits.any() else None

    def guarded(self, node: Node) -> Pair:
        """A numerator, unknown where its divisor is unknown or 0."""
        (top, bits), (divisor, doubt) = (self.sized(arg, node.entity) for arg in node.args)
        if node.data is not None:
            zero = divisor == 0 if doubt is None else (divisor == 0) & (doubt == 0)
            if np.any(zero):
                bits = _join(bits, np.where(zero, np.uint64(1 << node.data), np.uint64(0)))
        bits = _join(bits, doubt)
        return top, bits

    def follow(self, node: Node) -> Pair:
        """A fact of the linked member, unknown where nobody is there."""
        attribute, attribute_bits = self.whole.sized(node.args[0], "person")
        link, link_bits = self.sized(node.args[1], node.entity)
        if not isinstance(link, np.ndarray):
            return 0, link_bits
        nobody = link < 0
        safe = np.where(nobody, 0, link)
        if self.whole.size("person") == 0:
            value: Value = np.zeros(len(link), dtype=_dtype(node))
            return value, np.full(len(link), np.uint64(1 << node.data[0]))
        value = attribute[safe] if isinstance(attribute, np.ndarray) else attribute
        bits = np.zeros(len(link), dtype=np.uint64) if attribute_bits is None else attribute_bits[safe]
        bits = np.where(nobody, np.uint64(1 << node.data[0]), bits)
        if link_bits is not None:
            bits = np.where(link_bits != 0, link_bits, bits)
        return value, bits if bits.any() else None


class _Whole(_View):
    """Complete households: a run of the register's, or some of another view's."""

    def __init__(
        self,
        snapshot: Snapshot,
        first: int,
        last: int,
        base: _Whole | None = None,
        rows: NDArray[np.int64] | None = None,
        uses: dict[int, int] | None = None,
    ) -> None:
        self.snapshot, self.memo, self.base = snapshot, {}, base
        self.left = {} if uses is None else dict(uses)
        self.household_rows, self.person_rows = rows, None
        if base is None or rows is None:
            start = snapshot.register.start
            self.first, self.last = first, last
            self.begin, self.end = int(start[first]), int(start[last])
            self.start = (start[first : last + 1] - self.begin).astype(np.int64)
        else:
            sizes = np.diff(base.start)[rows]
            self.start = np.zeros(len(rows) + 1, dtype=np.int64)
            np.cumsum(sizes, out=self.start[1:])
            shift = base.start[:-1][rows] - self.start[:-1]
            self.person_rows = np.arange(self.start[-1]) + np.repeat(shift, sizes)
        self._home: NDArray[np.int64] | None = None

    @property
    def whole(self) -> _Whole:
        """Itself. Not kept: a view that holds itself, and a block's columns with it, would wait for the collector of cycles."""
        return self

    @property
    def home(self) -> NDArray[np.int64]:
        """Household of each person, within the view."""
        if self._home is None:
            self._home = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        return self._home

    def size(self, entity: str | None) -> int:
        return int(self.start[-1]) if entity == "person" else len(self.start) - 1

    def sized(self, node: Node, entity: str | None) -> Pair:
        found = super().sized(node, entity)
        # A column read for the last time makes room for the next one while it is still in the cache. What a narrower
        # view asks for later is computed once more and then kept.
        left = self.left[node.uid] = self.left.get(node.uid, 0) - 1
        if left == 0 and node.op != "const":
            self.memo.pop(node.uid, None)
        return found

    def pair(self, node: Node) -> Pair:
        found = self.memo.get(node.uid)
        if found is None:
            if node.op == "const":
                truth, value = node.data
                found = (bool(value) if truth else value), None
            elif self.base is not None and (node.uid in self.base.memo or node.op in ("input", "since", "present", "window")):
                found = self.taken(node)
            else:
                found = self.special(node) if node.op in _SPECIAL else self.compute(node)
            self.memo[node.uid] = found
        return found

    def taken(self, node: Node) -> Pair:
        assert self.base is not None
        assert self.person_rows is not None
        assert self.household_rows is not None
        rows = self.person_rows if node.entity == "person" else self.household_rows
        value, bits = self.base.pair(node)
        value = _taken(value, rows)
        if node.sort == "person" and isinstance(value, np.ndarray):
            # A link is a row of the base: here the same person stands elsewhere.
            shift = self.base.start[:-1][self.household_rows] - self.start[:-1]
            value = np.where(value < 0, value, value - (shift[self.home] if node.entity == "person" else shift))
        return value, None if bits is None else bits[rows]

    def narrow(self, entity: str, rows: NDArray[np.int64]) -> _View:
        if entity == "household":
            return _Whole(self.snapshot, 0, 0, self, rows)
        return _Some(self, rows)

    # operations that need whole households or the register -----------------------------------------------------------------

    def special(self, node: Node) -> Pair:
        """Reads of the register, and operations over members."""
        return _SPECIAL[node.op](self, node)

    def column(self, column: tuple[NDArray[Any], NDArray[np.bool_] | None], entity: str | None, bit: int) -> Pair:
        rows = slice(self.begin, self.end) if entity == "person" else slice(self.first, self.last)
        value, missing = column
        bits: Bits = None
        if missing is not None:
            lacks = missing[rows]
            if lacks.any():
                bits = np.where(lacks, np.uint64(1 << bit), np.uint64(0))
        return value[rows], bits

    def read(self, node: Node) -> Pair:
        name, day, bit = node.data
        return self.column(self.snapshot.fact(name, day), node.entity, bit)

    def read_since(self, node: Node) -> Pair:
        name, day, bit = node.data
        return self.column(self.snapshot.since(name, day), node.entity, bit)

    def read_present(self, node: Node) -> Pair:
        del node
        present = self.snapshot.present
        if present is None:
            return True, None
        here = present[self.begin : self.end]
        return (True if here.all() else here), None

    def window(self, node: Node) -> Pair:
        """Sum of an income over months that may differ between persons."""
        name, bit = node.data
        (first, first_bits), (last, last_bits) = self.sized(node.args[0], "person"), self.sized(node.args[1], "person")
        doubt = _join(first_bits, last_bits)
        if not isinstance(first, np.ndarray) and not isinstance(last, np.ndarray):
            low, high, same = int(first), int(last), True
        else:
            size = self.size("person")
            firsts, lasts = np.broadcast_to(first, size), np.broadcast_to(last, size)
            # An unknown month's number means nothing and must not widen the window.
            sure = np.ones(size, dtype=np.bool_) if doubt is None else doubt == 0
            firsts, lasts = firsts[sure].astype(np.int64), lasts[sure].astype(np.int64)
            low, high = int(firsts.min(initial=2**40)), int(lasts.max(initial=-1))
            same = bool(sure.all() and np.all(firsts == low) and np.all(lasts == high))
        size = self.size("person")
        total = np.zeros(size, dtype=np.int64)
        lacks = np.zeros(size, dtype=np.bool_)
        for month in range(low, high + 1):
            value, missing = self.snapshot.income(name, month)
            part = value[self.begin : self.end]
            if same:
                total += part
                if missing is not None:
                    lacks |= missing[self.begin : self.end]
            else:
                inside = (first <= month) & (month <= last)
                total += np.where(inside, part, 0)
                if missing is not None:
                    lacks |= missing[self.begin : self.end] & inside
        bits: Bits = np.where(lacks, np.uint64(1 << bit), np.uint64(0)) if lacks.any() else None
        if doubt is not None:
            bits = np.where(doubt != 0, doubt, 0 if bits is None else bits)
        return total, bits

    def spread(self, node: Node) -> Pair:
        value, bits = self.sized(node.args[0], "household")
        if not isinstance(value, np.ndarray):
            return value, None if bits is None else bits[self.home]
        return value[self.home], None if bits is None else bits[self.home]

    def filled(self, value: Value, dtype: Any) -> NDArray[Any]:
        """A person column as an array."""
        return value if isinstance(value, np.ndarray) else np.full(self.size("person"), value, dtype=dtype)

    def reduce(self, operation: np.ufunc, values: NDArray[Any], nothing: Any) -> NDArray[Any]:
        """A reduction over the members of each household."""
        households = len(self.start) - 1
        if not len(values):
            return np.full(households, nothing, dtype=values.dtype)
        result: NDArray[Any]
        if self.snapshot.empty_households:
            full = np.diff(self.start) > 0
            result = np.full(households, nothing, dtype=values.dtype)
            if full.any():
                result[full] = operation.reduceat(values, self.start[:-1][full])
            return result
        result = operation.reduceat(values, self.start[:-1])
        return result

    def sums(self, values: NDArray[Any], dtype: Any) -> NDArray[Any]:
        """Sums over the members of each household, as differences of a running sum: on runs this short, faster than reduceat.

        Where the running sum passes the end of the type it wraps round, and the differences are right all the same.
        """
        # A running sum that also converts is ten times slower than converting first.
        running = np.empty(len(values) + 1, dtype=dtype)
        running[0] = 0
        np.cumsum(values.astype(dtype, copy=False), out=running[1:])
        ends = running.take(self.start)
        result: NDArray[Any] = ends[1:] - ends[:-1]
        return result

    def aggregate(self, node: Node) -> Pair:
        """sum, any, all, min, max over members."""
        kind = node.data
        value, bits = self.sized(node.args[0], "person")
        joined = None if bits is None else self.reduce(np.bitwise_or, bits, np.uint64(0))
        if kind == "sum":
            each = self.filled(value, np.int64)
            wide = node.wide and _largest(each) * max(self.snapshot.largest, 1) > INT64
            if wide or each.dtype == object:
                return self.reduce(np.add, each.astype(object), 0), joined
            return self.sums(each, np.int64 if node.wide else _dtype(node)), joined
        if kind in ("any", "all"):
            each = self.filled(value, np.bool_)
            stop = kind == "any"
            sure = each == stop if bits is None else (each == stop) & (bits == 0)
            found = self.sums(sure, np.int32) > 0
            result = found if stop else ~found
            if joined is None:
                return result, None
            joined = np.where(found, np.uint64(0), joined)
            # Where an unknown member leaves it open the value means nothing, but it must not depend on the unknown one.
            return result, joined if joined.any() else None
        return self.extreme(node, kind, value, bits)

    def extreme(self, node: Node, kind: str, value: Value, bits: Bits) -> Pair:
        inside, inside_bits = self.sized(node.args[1], "person")
        default, default_bits = self.sized(node.args[2], "household")
        inside = self.filled(inside, np.bool_)
        each = self.filled(value, np.int64)
        if each.dtype != object:
            each = each.astype(np.int64)
        neutral = INT64 if kind == "min" else -INT64
        sure = inside if inside_bits is None else inside & (inside_bits == 0)
        possible = inside if inside_bits is None else inside | (inside_bits != 0)
        result = self.reduce(np.minimum if kind == "min" else np.maximum, np.where(sure, each, neutral), neutral)
        nobody = self.sums(sure, np.int32) == 0
        doubt = _join(inside_bits, bits)
        joined: Bits = None
        if doubt is not None:
            joined = self.reduce(np.bitwise_or, np.where(possible, doubt, np.uint64(0)), np.uint64(0))
        result = np.where(nobody, default, result)
        if default_bits is not None:
            zero = np.zeros(len(result), dtype=np.uint64) if joined is None else joined
            joined = np.where(nobody & (zero == 0), default_bits, zero)
        return _narrowed(result, node), joined if joined is not None and joined.any() else None

    def ranking(self, key: Node, condition: Node) -> tuple[NDArray[np.int64], NDArray[np.int64], Bits]:
        """The chosen persons in order of household and key, the place of each in its household, and what is missing by household."""
        value, bits = self.sized(key, "person")
        inside, inside_bits = self.sized(condition, "person")
        value, inside = self.filled(value, np.int64), self.filled(inside, np.bool_)
        possible = inside if inside_bits is None else inside | (inside_bits != 0)
        doubt = _join(bits, inside_bits)
        joined = None if doubt is None else self.reduce(np.bitwise_or, np.where(possible, doubt, np.uint64(0)), np.uint64(0))
        chosen = np.flatnonzero(inside)
        rank = chosen[np.lexsort((value[chosen], self.home[chosen]))]
        homes = self.home[rank]
        first = np.searchsorted(homes, homes, side="left")
        return rank, np.arange(len(rank)) - first + 1, joined

    def order(self, node: Node) -> Pair:
        rank, place, joined = self.ranking(*node.args)
        result = np.zeros(self.size("person"), dtype=np.int64)
        result[rank] = place
        return result, None if joined is None else joined[self.home]

    def nth(self, node: Node) -> Pair:
        rank, place, joined = self.ranking(node.args[0], node.args[1])
        wanted, wanted_bits = self.sized(node.args[2], "household")
        households = self.size("household")
        wanted = wanted if isinstance(wanted, np.ndarray) else np.full(households, wanted)
        result = np.full(households, -1, dtype=np.int64)
        hit = place == wanted[self.home[rank]]
        result[self.home[rank[hit]]] = rank[hit]
        return result, _join(joined, wanted_bits)


class _Some(_View):
    """Some persons of complete households."""

    def __init__(self, whole: _Whole, rows: NDArray[np.int64]) -> None:
        if len(rows) * 10 < whole.size("person"):
            homes = whole.home[rows]
            kept = np.unique(homes)
            smaller = _Whole(whole.snapshot, 0, 0, whole, kept)
            offset = whole.start[:-1][kept] - smaller.start[:-1]
            rows = rows - offset[np.searchsorted(kept, homes)]
            whole = smaller
        self._whole, self.rows, self.memo = whole, rows, {}
        self.home = whole.home[rows]

    @property
    def whole(self) -> _Whole:
        """The households the persons belong to, complete."""
        return self._whole

    def size(self, entity: str | None) -> int:
        return len(self.rows) if entity == "person" else self.whole.size(entity)

    def pair(self, node: Node) -> Pair:
        if node.op == "const":
            return self.whole.pair(node)
        if node.entity != "person":
            return self.whole.pair(node)
        found = self.memo.get(node.uid)
        if found is None:
            if node.op == "spread":
                value, bits = self.whole.pair(node.args[0])
                found = _taken(value, self.home), None if bits is None else bits[self.home]
            elif node.uid in self.whole.memo or node.op in _SPECIAL:
                value, bits = self.whole.pair(node)
                found = _taken(value, self.rows), None if bits is None else bits[self.rows]
            else:
                found = self.compute(node)
            self.memo[node.uid] = found
        return found

    def narrow(self, entity: str, rows: NDArray[np.int64]) -> _View:
        assert entity == "person"
        return _Some(self.whole, self.rows[rows])


_SPECIAL: Mapping[str, Callable[[_Whole, Node], Pair]] = {
    "input": _Whole.read, "since": _Whole.read_since, "present": _Whole.read_present, "window": _Whole.window, "spread": _Whole.spread,
    "agg": _Whole.aggregate, "order": _Whole.order, "nth": _Whole.nth,
}  # fmt: skip


# columns ---------------------------------------------------------------------------------------------------------------


def _taken(value: Value, rows: NDArray[np.int64]) -> Value:
    return value[rows] if isinstance(value, np.ndarray) else value


def _join(*many: Bits) -> Bits:
    """Missing bits of operands together."""
    result: Bits = None
    for bits in many:
        if bits is not None:
            result = bits if result is None else result | bits
    return result


def _dtype(node: Node) -> Any:
    """Smallest type that holds a node's interval."""
    return object if node.wide else np.bool_ if node.bits == 1 else np.int32 if node.bits == 32 else np.int64


def _narrowed(result: NDArray[Any], node: Node) -> NDArray[Any]:
    return result if result.dtype == object and node.wide else result.astype(_dtype(node), copy=False) if not node.wide else result


def _select(node: Node, condition: NDArray[np.bool_], a: Value, b: Value) -> NDArray[Any]:
    """A where the condition holds, else b. Products and masked copies, since numpy.where is several times slower on 32 bits."""
    kind = _dtype(node)
    plain_a, plain_b = not isinstance(a, np.ndarray), not isinstance(b, np.ndarray)
    result: Any
    if kind is object or any(isinstance(v, np.ndarray) and v.dtype == object for v in (a, b)):
        return _narrowed(np.asarray(np.where(condition, a, b)), node)
    if kind is np.bool_:
        # A gap of the law stands as 0, which is a number: its column must stay one of truths.
        a, b = (bool(a) if plain_a else a), (bool(b) if plain_b else b)
        result = (condition & a) | (~condition & b)
    elif plain_a and plain_b:
        step = int(a) - int(b)
        result = np.multiply(condition, step, dtype=kind) if abs(step) < 2 ** (node.bits - 1) else np.where(condition, a, b)
        if b:
            result += kind(b)
    elif plain_b and b == 0:
        result = np.multiply(condition, a, dtype=kind)
    elif plain_a and a == 0:
        result = np.multiply(~condition, b, dtype=kind)
    else:
        result = np.full(len(condition), b, dtype=kind) if plain_b else b.astype(kind, copy=True)
        np.copyto(result, a, where=condition, casting="unsafe")
    chosen: NDArray[Any] = result
    return chosen


def _largest(value: Value) -> int:
    if not isinstance(value, np.ndarray):
        return abs(int(value))
    return max(abs(int(value.max(initial=0))), abs(int(value.min(initial=0)))) if len(value) else 0


_ARITHMETIC: dict[str, Any] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "min": np.minimum, "max": np.maximum, "floordiv": np.floor_divide, "mod": np.mod,
}  # fmt: skip
_COMPARISONS: dict[str, Any] = {
    "eq": np.equal, "ne": np.not_equal, "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
}  # fmt: skip


_NUMPY = {**_ARITHMETIC, **_COMPARISONS}


def _operate(node: Node, values: list[Value], bits: Bits) -> Pair:
    """An operation row by row; unknown where an operand is."""
    op = node.op
    if node.plain:
        return _NUMPY[op](*values), bits
    if op in _COMPARISONS:
        found = _COMPARISONS[op](*values)
        return (found.astype(np.bool_) if isinstance(found, np.ndarray) and found.dtype == object else found), bits
    if op in _ARITHMETIC:
        return _arithmetic(node, values), bits
    a = values[0]
    if op == "not":
        return (~a if isinstance(a, np.ndarray) else not a), bits
    if op == "same":
        return a, bits
    if op == "steps":
        return _steps(node, a, bits)
    if op == "lookup":
        numbers, bit = node.data
        table = np.array([0 if number is None else number for number in numbers], dtype=np.int64)
        if None in numbers:
            gaps = np.array([number is None for number in numbers])[a]
            if gaps.any():
                extra = np.where(gaps, np.uint64(1 << bit), np.uint64(0))
                bits = extra if bits is None else np.where(bits != 0, bits, extra)
        return table[a], bits
    if op == "dated":
        days, numbers, bit = node.data
        place = np.searchsorted(np.array(days), a, side="right") - 1
        table = np.array([0 if number is None else number for number in numbers], dtype=np.int64)
        gaps = (place < 0) | np.array([number is None for number in numbers])[place]
        if gaps.any():
            extra = np.where(gaps, np.uint64(1 << bit), np.uint64(0))
            bits = extra if bits is None else np.where(bits != 0, bits, extra)
        return table[place], bits
    return _calendar(node, values), bits


def _steps(node: Node, a: Value, bits: Bits) -> Pair:
    """Value of the bracket each row lies in, as a sum of steps."""
    starts, values, below, bit = node.data
    result = np.full(np.shape(a), values[0], dtype=_dtype(node))
    for place in range(1, len(starts)):
        result += np.multiply(a >= starts[place], values[place] - values[place - 1], dtype=result.dtype)
    if below:
        under = a < starts[0]
        if under.any():
            extra = np.where(under, np.uint64(1 << bit), np.uint64(0))
            bits = extra if bits is None else np.where(bits != 0, bits, extra)
    return result, bits


def _arithmetic(node: Node, values: list[Value]) -> Value:
    operation = _ARITHMETIC[node.op]
    a, b = values
    big = any(isinstance(v, np.ndarray) and v.dtype == object for v in values)
    if not big and node.wide:
        bounds = _largest(a), _largest(b)
        big = (bounds[0] * bounds[1] if node.op == "mul" else bounds[0] + bounds[1]) > INT64
    if not big:
        constants = [v for v in values if not isinstance(v, np.ndarray) and abs(v) > INT64]
        big = bool(constants)
    if big:
        wide = operation(*(v.astype(object) if isinstance(v, np.ndarray) else v for v in values))
        return wide if node.wide else wide.astype(np.int64)
    kind = np.int64 if node.wide else _dtype(node)
    if kind is np.int32 and any(_exceeds(v) for v in values):
        kind = np.int64
    return operation(a, b, dtype=kind)


def _exceeds(value: Value) -> bool:
    """Whether an operand does not fit 32 bits, though the result does."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype == np.int64)
    return not -(2**31) < int(value) < 2**31


def _calendar(node: Node, values: list[Value]) -> Value:
    op, a = node.op, np.asarray(values[0])
    if op in ("month_of", "ladder", "ladder_end"):
        day = a.astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        number = month.astype(np.int64) + 1970 * 12
        if op == "month_of":
            return number
        of_month = (day - month.astype("datetime64[D]")).astype(np.int64)
        if op == "ladder_end":
            end = (month + 1).astype("datetime64[D]") - 1
            of_month = np.where(day == end, 30, of_month)
        return (number * 31 + of_month).astype(np.int32)
    if op in ("first_day", "last_day"):
        month = (a.astype(np.int64) - 1970 * 12 + (op == "last_day")).astype("datetime64[M]")
        return month.astype("datetime64[D]").astype(np.int64) - (op == "last_day")
    assert op == "add_months", op
    day = a.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    target = month + np.asarray(values[1]).astype(np.int64)
    last = (target + 1).astype("datetime64[D]") - 1
    moved = target.astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    return np.minimum(moved, last).astype(np.int64)
