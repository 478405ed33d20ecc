"""A month's rights of any number of residents, batch by batch: a pure function from a record batch of facts to one of open cases.

A batch holds whole households, a row per person, in ascending order of `household`: the facts a law needs for one month, as `prepare`
takes them from a register. What is the household's stands in each of its persons' rows; its claims stand in one of them. How residents
are divided into batches changes nothing, so that batches may be computed one after another, on several cores, or on several machines.

Needs pyarrow (the optional extra `nation`); nothing else in the kernel does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock, RLock
from typing import Any, Literal

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine import evaluate as engine
from zhyto.engine import machine
from zhyto.engine.evaluate import Compiled, Open, compiled, opened
from zhyto.engine.native import Column, Untranslatable
from zhyto.engine.plan import DAYS, MONTHS, Node
from zhyto.law.declare import Guarantee, Input
from zhyto.law.model import Law
from zhyto.register.columns import DECISIONS, Claims, Incomes, Register
from zhyto.register.snapshot import Snapshot, possible
from zhyto.rights.rights import CLAIMABLE, NOT_DUE, STATES, UNKNOWN, rights_of, somebody

What = Literal["present", "alive", "fact", "since", "income"]
Kind = Literal["bool", "int8", "int32", "int64"]
USUAL = 16
"""Members of a household up to which all batches share one compiled function; beyond, it is compiled for 32, 64, …"""
ROWS = 1 << 18
"""Persons in a batch that `prepare` makes."""
TYPES: Mapping[str, Any] = {"bool": pa.bool_(), "int8": pa.int8(), "int32": pa.int32(), "int64": pa.int64()}
CLAIMS = pa.list_(
    pa.struct(
        [
            pa.field("guarantee", pa.string(), nullable=False),
            pa.field("claimed_on", pa.int32(), nullable=False),
            pa.field("decision", pa.int8(), nullable=False),
        ]
    )
)
"""Claims that rights run under in the month: at most one for each person, or household, and guarantee. claimed_on: day number."""
RESULT = pa.schema(
    [
        pa.field("household", pa.int64(), nullable=False),
        pa.field("member", pa.int32(), nullable=False),
        pa.field("guarantee", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("state", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("amount", pa.int64()),
        pa.field("claim_until", pa.date32()),
        pa.field("missing", pa.dictionary(pa.int32(), pa.string())),
    ]
)
"""Open cases. member: place of the person in the household's rows, from 1; 0 where the right is the household's. amount: kopecks, null where
unknown. missing: names of facts by `;`, in order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Need:
    """A column that a law needs for a month. column: its name in a batch. kind: its type; incomes may be narrower.

    what: `present` (the person belongs to the household in the month), `alive` (and lives on the day on which claims are judged), a
        `fact` on a day (`when`; 0: not dated), `since` when it
    holds, an `income` of a month (`when`). name: of the fact. nullable: null says that it is unknown. low, high: its integers.
    """

    column: str
    kind: Kind
    entity: str
    nullable: bool
    what: What
    name: str = ""
    when: int = 0
    low: int = 0
    high: int = 1


def columns_needed(law: Law, month: int, known: date | None = None) -> tuple[Need, ...]:
    """The columns of a batch beside `household` and `claims`, by the law alone. Raises Untranslatable where no number of columns would do."""
    return Stage(law, month, known).needs


_ALWAYS: tuple[What, ...] = ("present", "alive")
"""Columns that every batch has."""


class Stage:
    """The rights of one month under a law, as known on a day. Has no state but what was compiled; may be pickled, and used by threads."""

    def __init__(self, law: Law, month: int, known: date | None = None) -> None:
        self.law, self.month, self.known = law, month, known
        first = dates.first_day(month)
        rules = {code: law.version(code, first, known) for code in law.guarantees}
        # A guarantee without a rule for the month is unknown for everybody: no rows say so.
        self.codes = tuple(code for code, rule in rules.items() if rule is not None and rule.state != "not_implemented")
        self.claimed = tuple(sorted(code for code in self.codes if law.guarantees[code].access != "automatic"))
        self.needs = self._needs()
        self._made: dict[Any, tuple[Compiled | None, list[tuple[str, bool]]]] = {}
        self._lock = Lock()

    def __getstate__(self) -> tuple[Law, int, date | None]:
        return self.law, self.month, self.known

    def __setstate__(self, state: tuple[Law, int, date | None]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    # which columns -------------------------------------------------------------------------------------------------------

    def _needs(self) -> tuple[Need, ...]:
        _, needs = self._compile(USUAL, {})
        needs.pop("present", None)
        always = [Need(what, "bool", "person", False, what) for what in _ALWAYS]
        return (*always, *(needs[name] for name in sorted(needs)))

    def _compile(self, largest: int, shapes: Mapping[str, tuple[str, bool]]) -> tuple[tuple[Compiled, list[tuple[str, bool]]], dict[str, Need]]:
        """The function for households of so many members, where its columns come from (and whether they are the missing bits), its needs.

        shapes: type of a column and whether it has gaps, where a batch's schema promises more than the law does.
        """
        needs: dict[str, Need] = {}
        examples: dict[str, Column] = {}
        places: dict[int, tuple[str, bool]] = {}

        def example(need: Need) -> Column:
            """A column of the same type and interval, in whose place that of a batch stands later."""
            if need.column not in examples:
                needs[need.column] = need
                kind, gaps = shapes.get(need.column, (need.kind, need.nullable))
                value = np.array([need.low, need.high], dtype=kind)
                missing = np.zeros(2, dtype=np.bool_) if gaps else None
                examples[need.column] = value, missing
                places[id(value)] = need.column, False
                if missing is not None:
                    places[id(missing)] = need.column, True
            return examples[need.column]

        def read(node: Node) -> Column:
            if node.op == "present":
                return example(Need("present", "bool", "person", False, "present"))
            name, day, _ = node.data
            return example(self._fact(name, day) if node.op == "input" else self._since(name, day))

        def income(name: str, month: int) -> Column:
            return example(self._income(name, month))

        made = compiled([self.law], self.codes, self.month, self.known, False, largest, read, income, None)
        columns = made.program.columns if made.program is not None else []
        return (made, [places[id(column)] for column in columns]), needs

    def _fact(self, name: str, day: int) -> Need:
        item = self.law.inputs[name]
        low, high = {"status": (0, 1), "date": DAYS, "month": MONTHS}.get(item.type, (item.low, item.high))
        if item.source == "claims":
            low, high = self._claimed(item, low, high, dates.month_index(dates.day_of(day)) if day else self.month)
            nullable = item.type == "status"
        elif item.source == "persons" and name in ("birth_date", "died"):
            nullable = False
        else:
            nullable = True
        kind: Kind = "bool" if item.type == "status" else "int8" if item.type == "choice" else "int32"
        if item.type not in ("status", "choice", "date", "month") and high >= 2**31:
            kind = "int64"
        column = f"{name}@{dates.day_of(day).isoformat()}" if day else name
        return Need(column, kind, item.entity, nullable, "fact", name, day, low, high)

    def _claimed(self, item: Input, low: int, high: int, month: int) -> tuple[int, int]:
        """A right that runs for some months from its claim says how old the claim can be."""
        guarantee = self.law.guarantees[item.guarantee]
        if item.type == "status" or guarantee.right != "claim" or guarantee.award_months is None:
            return low, high
        first = month - guarantee.award_months + 1
        if item.type == "month":
            return first, month
        return dates.day_number(dates.first_day(first)), dates.day_number(dates.last_day(month))

    def _since(self, name: str, day: int) -> Need:
        column = f"{name}@{dates.day_of(day).isoformat()}:since"
        return Need(column, "int32", self.law.inputs[name].entity, True, "since", name, day, *DAYS)

    def _income(self, name: str, month: int) -> Need:
        # Inputs that add up the same kinds of income share a column.
        item = self.law.inputs[name]
        name = min(o.name for o in self.law.inputs.values() if o.source == "incomes" and (o.kinds, o.absence) == (item.kinds, item.absence))
        return Need(f"{name}@{dates.format_month(month)}", "int64", "person", True, "income", name, month)

    # one batch -----------------------------------------------------------------------------------------------------------

    def compute(self, batch: Any) -> Any:
        """The open cases of a batch, guarantee by guarantee, in order of its rows.

        Raises ValueError where the batch is not one of this stage, LawConflict where rules contradict each other.
        """
        if not batch.num_rows:
            return _nothing()
        numbers, start, largest = _households(batch)
        columns: dict[str, Column] = {}
        shapes: dict[str, tuple[str, bool]] = {}
        begins = start[:-1]
        for need in self.needs:
            place = batch.schema.get_field_index(need.column)
            if place < 0:
                raise ValueError(f"the batch has no column {need.column}")
            gaps = need.nullable and batch.schema.field(place).nullable
            column = columns[need.column] = _column(need, batch.column(place), begins, gaps)
            shapes[need.column] = column[0].dtype.name, gaps
        place = batch.schema.get_field_index("claims")
        if place < 0:
            raise ValueError("the batch has no column claims")
        snapshot = _Facts(self, columns, start, largest, batch.column(place))
        made, places = self._function(largest, shapes)
        if made is not None and made.program is not None and machine.available():
            bound: list[NDArray[Any]] = []
            for name, missing in places:
                column = columns[name]
                part = column[1] if missing else column[0]
                assert part is not None
                bound.append(part)
            found = opened(made, replace(made.program, columns=bound), snapshot, 1)[0]
        else:
            found = engine.open_rows([self.law], snapshot.register, self.codes, self.month, self.known, snapshot=snapshot, engine="numpy")[0]
        return self._result(found, snapshot, numbers)

    def _function(self, largest: int, shapes: dict[str, tuple[str, bool]]) -> tuple[Compiled | None, list[tuple[str, bool]]]:
        key = (largest, tuple(shapes.values()))
        with self._lock:
            if key not in self._made:
                try:
                    self._made[key] = self._compile(largest, shapes)[0]
                except Untranslatable:
                    # Households so large that a number may leave 128 bits: NumPy computes their batch.
                    self._made[key] = None, []
            return self._made[key]

    def _result(self, found: dict[str, Open], snapshot: _Facts, numbers: NDArray[np.int64]) -> Any:
        start = snapshot.register.start
        inhabited, living = somebody(snapshot, snapshot.present), somebody(snapshot, snapshot.alive())
        parts: list[tuple[NDArray[Any], ...]] = []
        texts: dict[str, int] = {}
        for place, code in enumerate(self.codes):
            guarantee = self.law.guarantees[code]
            rights = rights_of(self.law, guarantee, found[code], snapshot, snapshot.register, self.known, inhabited, living, "")
            rows, states, amounts = rights.rows, rights.states, rights.amounts
            until, lacking = rights.until, rights.lacking
            held = states != NOT_DUE
            if not held.all():
                rows, states, amounts, until, lacking = rows[held], states[held], amounts[held], until[held], lacking[held]
            if not len(rows):
                continue
            if guarantee.entity == "person":
                homes = snapshot.homes()[rows]
                member = (rows - start[homes] + 1).astype(np.int32)
            else:
                homes, member = rows, np.zeros(len(rows), dtype=np.int32)
            why = _coded(lacking, rights.missing_names, texts)
            parts.append((numbers[homes], member, np.full(len(rows), place, dtype=np.int16), states, amounts, until, why))
        if not parts:
            return _nothing()
        household, member, code_, state, amount, until, why = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        arrays = [
            pa.array(household),
            pa.array(member),
            pa.DictionaryArray.from_arrays(pa.array(code_), pa.array(self.codes, pa.string())),
            pa.DictionaryArray.from_arrays(pa.array(state), pa.array(STATES, pa.string())),
            pa.array(amount, mask=state == UNKNOWN),
            pa.array(until, mask=(state != CLAIMABLE) | (until == dates.FAR_FUTURE)).cast(pa.date32()),
            pa.DictionaryArray.from_arrays(pa.array(why, mask=why < 0), pa.array(list(texts), pa.string())),
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=RESULT)


def _nothing() -> Any:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in RESULT], schema=RESULT)


def _coded(lacking: NDArray[np.uint64], names: tuple[str, ...], texts: dict[str, int]) -> NDArray[np.int32]:
    """Place of each row's text of what is missing among `texts`, which grows; -1 where nothing is."""
    codes = np.full(len(lacking), -1, dtype=np.int32)
    left = lacking != 0
    while left.any():
        # Few patterns occur, so one comparison for each is faster than sorting.
        pattern = int(lacking[int(np.argmax(left))])
        text = ";".join(sorted(name for bit, name in enumerate(names) if pattern >> bit & 1))
        hit = lacking == np.uint64(pattern)
        codes[hit] = texts.setdefault(text, len(texts))
        left &= ~hit
    return codes


def _households(batch: Any) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Number of each household, where its persons begin, and the size for which a function is compiled."""
    place = batch.schema.get_field_index("household")
    if place < 0 or batch.column(place).null_count:
        raise ValueError("a batch has a column household without gaps")
    number = np.asarray(batch.column(place).to_numpy(zero_copy_only=False), dtype=np.int64)
    step = np.diff(number)
    if bool((step < 0).any()):
        raise ValueError("persons stand in ascending order of household")
    start = np.concatenate([[0], np.flatnonzero(step) + 1, [len(number)]]).astype(np.int64)
    largest = USUAL
    most = int(np.diff(start).max())
    while largest < most:
        largest *= 2
    return number[start[:-1]], start, largest


# columns ---------------------------------------------------------------------------------------------------------------

_SAME: dict[tuple[str, int], tuple[Any, NDArray[Any]]] = {}
"""One buffer for each number that fills a whole column, as long as the longest batch so far."""
_SAME_AT: set[int] = set()
_SAME_LOCK = Lock()


def constant(value: int, kind: Kind, size: int) -> Any:
    """An Arrow array of one number; all such arrays share their memory."""
    if kind == "bool":
        buffer, _ = _same("bool", 255 if value else 0, (size + 7) // 8, np.uint8)
    else:
        buffer, _ = _same(kind, value, size, np.dtype(kind))
    return pa.Array.from_buffers(TYPES[kind], size, [None, buffer])


def _same(kind: str, value: int, size: int, dtype: Any) -> tuple[Any, NDArray[Any]]:
    with _SAME_LOCK:
        held = _SAME.get((kind, value))
        if held is None or len(held[1]) < size:
            array = np.full(max(size, ROWS), value, dtype=dtype)
            held = _SAME[kind, value] = pa.py_buffer(array), array
            if kind != "mask":
                _SAME_AT.add(held[0].address)
        return held


def _zeros(size: int) -> NDArray[np.bool_]:
    return _same("mask", 0, size, np.bool_)[1][:size]


def _bits(buffer: Any, offset: int, size: int) -> NDArray[np.uint8]:
    """Bits of a bitmap as bytes."""
    first = offset // 8
    raw = np.frombuffer(buffer, dtype=np.uint8)[first : (offset + size + 7) // 8]
    return np.unpackbits(raw, bitorder="little")[offset - 8 * first :][:size]


def _column(need: Need, array: Any, begins: NDArray[np.int64], nullable: bool) -> Column:
    """Values and missing bits of a batch's column for rows of its entity, on the batch's own memory where the types allow it."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    elif pa.types.is_run_end_encoded(array.type):
        array = pa.compute.run_end_decode(array)
    size = len(array)
    kinds = ("int32", "int64") if need.what == "income" else (need.kind,)
    if array.type not in [TYPES[kind] for kind in kinds]:
        raise ValueError(f"column {need.column} is of {array.type}; expected: {' or '.join(kinds)}")
    gaps = array.null_count
    if gaps and not nullable:
        raise ValueError(f"column {need.column} has gaps")
    household = need.entity == "household"
    rows = len(begins) if household else size
    dtype = np.dtype(str(array.type)) if not pa.types.is_boolean(array.type) else np.dtype(np.bool_)
    if gaps == size:
        return _same(f"none {dtype}", 0, rows, dtype)[1][:rows], _same("every", 1, rows, np.bool_)[1][:rows]
    validity, data = array.buffers()
    shared = data.address in _SAME_AT
    if pa.types.is_boolean(array.type):
        value: NDArray[Any] = _bits(data, array.offset, rows if shared else size).view(np.bool_)
    else:
        value = np.frombuffer(data, dtype=dtype)[array.offset : array.offset + (rows if shared else size)]
    if household and not shared:
        value = value[begins]
    if not gaps:
        _check_range(need, value[:1] if shared else value)
        return value, _zeros(rows) if nullable else None
    missing = _bits(validity, array.offset, size) == 0
    if household:
        missing = missing[begins]
    # What stands under a gap means nothing, but must be in range.
    value = np.where(missing, np.array(min(max(need.low, 0), need.high), dtype=dtype), value)
    _check_range(need, value)
    return value, missing


def _check_range(need: Need, value: NDArray[Any]) -> None:
    """Raise ValueError where a number is not one that the compiled function was made for."""
    if need.kind == "bool" or need.what == "income" or not len(value):
        return
    low, high = int(value.min()), int(value.max())
    if low < need.low or high > need.high:
        raise ValueError(f"column {need.column} holds {low if low < need.low else high}; expected: {need.low} to {need.high}")


class _Facts(Snapshot):
    """The columns of a batch as a snapshot."""

    def __init__(self, stage: Stage, columns: dict[str, Column], start: NDArray[np.int64], largest: int, claims: Any) -> None:
        law = stage.law
        self.stage, self.given = stage, columns
        self.month, self.inputs, self.guarantees = stage.month, law.inputs, law.guarantees
        self.known = dates.FAR_FUTURE if stage.known is None else dates.day_number(stage.known)
        self.as_of = self.asked = dates.day_number(stage.known or dates.last_day(stage.month))
        self.person_rows = None
        self.present = np.asarray(columns["present"][0], dtype=np.bool_)
        self.largest, self.empty_households = largest, False
        self._columns, self._lock = {}, RLock()
        # A snapshot's own columns rest on its register.
        self.register = _layout(start, {})
        self.register = _layout(start, self._claims(claims))

    def _claims(self, lists: Any) -> dict[str, Claims]:
        """Claims of each guarantee, in order of its rows. Raises ValueError."""
        if lists.null_count:
            raise ValueError("column claims has gaps")
        ends = np.asarray(lists.offsets)
        flat = lists.values.slice(ends[0], ends[-1] - ends[0])
        if not len(flat):
            return {}
        code, claimed_on, decision = (flat.field(name) for name in ("guarantee", "claimed_on", "decision"))
        code = code if pa.types.is_dictionary(code.type) else code.dictionary_encode()
        if any(column.null_count for column in (code, claimed_on, decision)):
            raise ValueError("column claims has gaps inside")
        codes = code.dictionary.to_pylist()
        for name in codes:
            if name not in self.stage.claimed:
                raise ValueError(f"column claims: {name!r} is no guarantee that is claimed in {dates.format_month(self.month)}")
        numbers = np.asarray(code.indices).astype(np.int8 if len(codes) < 128 else np.int32)
        people = np.repeat(np.arange(len(lists), dtype=np.int32), np.diff(ends))
        days, decisions = np.asarray(claimed_on), np.asarray(decision)
        if bool(((decisions < 0) | (decisions >= len(DECISIONS))).any()):
            raise ValueError(f"column claims: decisions are 0 to {len(DECISIONS) - 1}")
        # The sort is stable, so the rows of each guarantee stay in order.
        order = np.argsort(numbers, kind="stable")
        borders = np.searchsorted(numbers[order], np.arange(len(codes) + 1))
        empty = pl.Series([], dtype=pl.String)
        found: dict[str, Claims] = {}
        for number, name in enumerate(codes):
            place = order[borders[number] : borders[number + 1]]
            if not len(place):
                continue
            rows, size = people[place], len(place)
            if self.guarantees[name].entity == "household":
                rows = self.homes()[rows]
            step = np.diff(rows)
            if bool((step < 0).any()) or (not _several(self.guarantees[name]) and bool((step == 0).any())):
                raise ValueError(f"column claims: somebody has two claims for {name}")
            later, past = np.full(size, dates.FAR_FUTURE, dtype=np.int32), np.full(size, dates.FAR_PAST, dtype=np.int32)
            # The decision is the one known on the day the columns were made for.
            found[name] = Claims(empty, rows, days[place], later, decisions[place], empty, past, np.zeros(size, dtype=np.int32))
        return found

    def fact(self, name: str, day: int) -> Column:
        """A column of the batch."""
        return self._shown(self.stage._fact(name, day))

    def since(self, name: str, day: int) -> Column:
        """A column of the batch."""
        return self._shown(self.stage._since(name, day))

    def income(self, name: str, month: int) -> Column:
        """A column of the batch."""
        return self._shown(self.stage._income(name, month))

    def _shown(self, need: Need) -> Column:
        return self.given[need.column]

    def alive(self) -> NDArray[np.bool_] | None:
        """A column of the batch."""
        return np.asarray(self.given["alive"][0], dtype=np.bool_)

    def claim(self, guarantee: Guarantee, month: int | None = None) -> NDArray[np.int32]:
        """Nothing: only claims of open cases are asked for, by `claim_at`."""
        del guarantee, month
        return np.empty(0, dtype=np.int32)

    def claim_at(self, guarantee: Guarantee, rows: NDArray[np.int32], until: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
        """Index of the claim the right of each of these rows runs under; -1 where none."""
        claims = self.register.claims[guarantee.code]
        every = np.ones(len(claims.entity), dtype=np.bool_)
        if guarantee.reaches_back and until is not None:
            chosen = np.full(self.rows(guarantee.entity), -1, dtype=np.int32)
            self._choose(chosen, claims, claims.claimed_on <= dates.day_number(dates.last_day(self.month)))
            own = chosen[rows]
            return self._reaching_back(claims, own, self._in_time(claims, every, guarantee.entity, rows, until, own))
        if bool((np.diff(claims.entity) == 0).any()):
            every = possible(guarantee, claims, self.month)
            chosen = np.full(self.rows(guarantee.entity), -1, dtype=np.int32)
            self._choose(chosen, claims, every)
            return chosen[rows] if until is None else self._in_time(claims, every, guarantee.entity, rows, until, chosen[rows])
        place = np.searchsorted(claims.entity, rows).astype(np.int32)
        found = claims.entity[np.minimum(place, len(claims.entity) - 1)] == rows
        return np.where(found, place, np.int32(-1))


def _several(guarantee: Guarantee) -> bool:
    """Whether all claims of somebody matter: which of them was in time for the event, only its last day says."""
    return guarantee.late_claims


def _layout(start: NDArray[np.int64], claims: dict[str, Claims]) -> Register:
    """A register of which only the layout of households and the claims are there."""
    empty, none = pl.Series([], dtype=pl.String), np.empty(0, dtype=np.int32)
    small, incomes = np.empty(0, dtype=np.int8), Incomes(none, none, np.empty(0, np.int8), np.empty(0, np.int64), none)
    return Register(empty, empty, start, (), none, none, small, small, none, {}, None, incomes, claims, {}, ())


# out of a register -----------------------------------------------------------------------------------------------------


def prepare(
    register: Register, law: Law, month: int, known: date | None = None, *, first: int = 0, rows: int = ROWS, stage: Stage | None = None
) -> Iterator[Any]:
    """The batches of a register, of about `rows` persons. Households are numbered from `first`, in order of the register's, the empty ones too.

    Persons stand in the households they belong to in the month. All batches have one schema.
    """
    stage = stage or Stage(law, month, known)
    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    start = snapshot.register.start
    sizes = np.diff(start)
    columns: list[tuple[Need, NDArray[Any], NDArray[np.bool_] | None]] = [(need, *_taken(need, snapshot)) for need in stage.needs]
    schema = pa.schema(
        [
            pa.field("household", pa.int64(), nullable=False),
            *(pa.field(need.column, TYPES[str(value.dtype)], nullable=missing is not None) for need, value, missing in columns),
            pa.field("claims", CLAIMS, nullable=False),
        ],
        metadata={"month": dates.format_month(month), "known": "" if known is None else known.isoformat()},
    )
    ends, claims = _claims_of(stage, snapshot)
    begin = 0
    while begin < len(sizes):
        end = max(begin + 1, int(np.searchsorted(start, start[begin] + rows, side="right")) - 1)
        people, homes, members = slice(start[begin], start[end]), slice(begin, end), sizes[begin:end]
        arrays = [pa.array(np.repeat(np.arange(first + begin, first + end, dtype=np.int64), members))]
        for need, value, missing in columns:
            part, gaps = value[people if need.entity == "person" else homes], None
            if missing is not None:
                gaps = missing[people if need.entity == "person" else homes]
            if need.entity == "household":
                part, gaps = np.repeat(part, members), None if gaps is None else np.repeat(gaps, members)
            arrays.append(pa.array(part, mask=gaps))
        first_claim, last_claim = ends[people.start], ends[people.stop]
        lists = (ends[people.start : people.stop + 1] - first_claim).astype(np.int32)
        arrays.append(pa.ListArray.from_arrays(pa.array(lists), claims.slice(first_claim, last_claim - first_claim), type=CLAIMS))
        if people.stop > people.start:
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)
        begin = end


def _taken(need: Need, snapshot: Snapshot) -> Column:
    """A column of a register's month, in the type that batches have."""
    if need.what in ("present", "alive"):
        here = snapshot.present if need.what == "present" else snapshot.alive()
        return np.ones(snapshot.register.persons, dtype=np.bool_) if here is None else here, None
    if need.what == "income":
        value, missing = snapshot.income(need.name, need.when)
        return value.astype(np.int32 if value.dtype == np.int32 else np.int64, copy=False), missing
    value, missing = snapshot.fact(need.name, need.when) if need.what == "fact" else snapshot.since(need.name, need.when)
    return value.astype(need.kind, copy=False), missing


def _claims_of(stage: Stage, snapshot: Snapshot) -> tuple[NDArray[np.int64], Any]:
    """The claims that rights run under, in order of persons, and where each person's begin. A household's stand with its first person."""
    persons = snapshot.register.persons
    sizes = np.diff(snapshot.register.start)
    rows, codes, days, decisions = [], [], [], []
    for number, name in enumerate(stage.claimed):
        claims, guarantee = snapshot.register.claims.get(name), stage.law.guarantees[name]
        if claims is None or not len(claims.entity):
            continue
        if _several(guarantee):
            index = np.flatnonzero((claims.recorded <= snapshot.known) & (claims.claimed_on <= snapshot.known))
            index = index[np.argsort(claims.entity[index], kind="stable")]
            entity = claims.entity[index].astype(np.int64)
        else:
            chosen = snapshot.claim(guarantee)
            entity = np.flatnonzero(chosen >= 0)
            index = chosen[entity].astype(np.int64)
        if guarantee.entity == "household":
            # Nobody lives in some: then there is nobody to have a right.
            lived = sizes[entity] > 0
            entity, index = entity[lived], index[lived]
        rows.append(entity if guarantee.entity == "person" else snapshot.register.start[entity])
        codes.append(np.full(len(entity), number, dtype=np.int16))
        days.append(claims.claimed_on[index].astype(np.int32))
        decisions.append(snapshot.decision(claims)[index].astype(np.int8))
    row = np.concatenate([np.empty(0, dtype=np.int64), *rows])
    order = np.argsort(row, kind="stable")
    ends = np.zeros(persons + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=persons), out=ends[1:])
    kinds = ((np.int16, codes), (np.int32, days), (np.int8, decisions))
    code, day, decision = (np.concatenate([np.empty(0, dtype=kind), *parts])[order] for kind, parts in kinds)
    names = pa.DictionaryArray.from_arrays(pa.array(code), pa.array(stage.claimed, pa.string())).dictionary_decode()
    return ends, pa.StructArray.from_arrays([names, pa.array(day), pa.array(decision)], fields=list(CLAIMS.value_type))


__all__ = ["CLAIMS", "RESULT", "ROWS", "Need", "Stage", "Untranslatable", "columns_needed", "constant", "prepare"]
