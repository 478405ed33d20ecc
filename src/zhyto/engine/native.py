"""One graph of integer operations → one function in LLVM's language, that computes it for a run of households.

The function walks blocks of households small enough for a core's cache. In each block it alternates between loops over persons and loops
over households, sixteen rows at a time, and every operation of a loop happens in registers: a column is read once and only what a
later loop needs is written. Beside a value goes one bit that says it is unknown; which facts are missing is found afterwards, for the few
rows concerned, by `zhyto.engine.blocks`. Integers are 32, 64 or 128 bits as their intervals demand.

Figures of the law and dates are passed beside the code, so that one text serves all months of one structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine.plan import Node
from zhyto.texts import Said, how_many

LANES = 16
LITERAL = 64
"""Constants smaller than this stand in the code; others are passed to it."""
EXACT = 2**52
"""Integers below this are exact in a double, and so is the whole part of their quotient."""
WIDEST = 2**124
"""Integers beyond this are left to `zhyto.engine.blocks`."""
MOST_MONTHS = 60
UNIX = dates.EPOCH.toordinal()
TOGETHER = 8
"""Columns folded or spread in one loop."""
OUTPUT_POINTERS = 2
"""Arrays of each column given out: values, and whether they are unknown."""
READ = ("input", "since", "present")
"""Operations that read a column of the register."""
SIZES = {"i1": 1, "i8": 1, "i32": 4, "i64": 8, "i128": 16}
Column = tuple[NDArray[Any], NDArray[np.bool_] | None]


class Untranslatable(Exception):
    """A graph that only `zhyto.engine.blocks` computes."""


@dataclass(frozen=True, slots=True)
class Output:
    """A column to be given out. entity: whose rows. with_: columns given out beside it for the same rows.

    open: only rows that are unknown or not 0, each with its number; otherwise every row in place.
    """

    node: Node
    entity: str
    open: bool = False
    beside: tuple[Node, ...] = ()


@dataclass(slots=True)
class Program:
    """Text of the function, and what it is called with. columns: arrays by their place; constants: figures by theirs.

    persons: whether a column is one of persons. slots: bytes of scratch memory per row. unsure: for each output and those beside it,
    whether it can be unknown.
    """

    text: str
    columns: list[NDArray[Any]]
    persons: list[bool]
    constants: list[int]
    slots: int
    unsure: list[list[bool]]


@dataclass(slots=True)
class Vec:
    """Sixteen rows in registers: text of the values, their type, text of the bits that say unknown (None: known)."""

    text: str
    kind: str
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A scratch column: offset in bytes per row, type."""

    place: int
    kind: str


@dataclass(slots=True)
class _Reduction:
    """A column of persons folded into one of households. how: add, or, min, max."""

    source: Slot
    how: str
    target: Slot


@dataclass(slots=True)
class _Stage:
    """What happens between two loops over persons."""

    persons: list[Node] = field(default_factory=list)
    reductions: list[_Reduction] = field(default_factory=list)
    rankings: list[Node] = field(default_factory=list)
    follows: list[Node] = field(default_factory=list)
    households: list[Node] = field(default_factory=list)
    spreads: list[Node] = field(default_factory=list)


def translate(
    outputs: Sequence[Output], conflicts: Sequence[Sequence[Node]], read: Callable[[Node], Column], income: Callable[[str, int], Column],
    occurs: Callable[[Node], tuple[int, int]] | None,
) -> Program:  # fmt: skip
    """The function for these outputs. read: column of an `input`, `since` or `present` node; income: of an income input in a month.

    conflicts: groups of conditions of which at most one may hold. occurs: least and greatest number of a node of households, where
    known (the months of a window are read off them); None: what follows from the columns' own, which holds for any register
    whose numbers lie between theirs. Raises Untranslatable.
    """
    return _Translator(outputs, conflicts, read, income, occurs).program()


class _Translator:
    def __init__(
        self, outputs: Sequence[Output], conflicts: Sequence[Sequence[Node]], read: Callable[[Node], Column],
        income: Callable[[str, int], Column], occurs: Callable[[Node], tuple[int, int]] | None,
    ) -> None:  # fmt: skip
        self.outputs, self.conflicts, self.read, self.income, self.occurs = outputs, conflicts, read, income, occurs
        self.lines: list[str] = []
        self.head: list[str] = []
        self.columns: list[NDArray[Any]] = []
        self.persons: list[bool] = []
        self.kept: list[Column] = []
        self.places: dict[int, int] = {}
        self.constants: list[int] = []
        self.figures: dict[int, int] = {}
        self.slots = 0
        self.count = 0
        self.memo: dict[Any, Any] = {}
        self.bounds_of: dict[int, tuple[int, int]] = {}
        self.stored: dict[int, tuple[Slot, Slot | None]] = {}
        """Scratch columns of a node's values and of its bits of unknown."""
        self.folded: dict[int, dict[str, Slot]] = {}
        self.stage_of: dict[int, int] = {}
        self.unsure: dict[int, bool] = {}
        self.base = ""
        self.row = ""
        self.current: tuple[str, int] = ("", 0)
        self.divides = False
        self.nodes = self._reachable()
        self._place()

    # the plan of stages ------------------------------------------------------------------------------------------------

    def _wanted(self) -> list[Node]:
        return [node for output in self.outputs for node in (output.node, *output.beside)] + [n for group in self.conflicts for n in group]

    def _reachable(self) -> list[Node]:
        """Every node needed, operands first."""
        seen: dict[int, Node] = {}
        pending = self._wanted()
        while pending:
            node = pending.pop()
            if node.uid not in seen:
                seen[node.uid] = node
                pending.extend(node.args)
        # A node is numbered when it is made, after its operands.
        return [seen[uid] for uid in sorted(seen)]

    def _stage(self, node: Node) -> int:
        if node.entity is None or node.op in READ:
            return 0
        stages = [self.stage_of[arg.uid] for arg in node.args]
        if node.op in ("spread", "order"):
            return stages[0] + 1 if node.op == "spread" else max(stages) + 1
        if node.op == "follow":
            link = node.args[1]
            late = stages[1] + 1 if link.entity == "household" else stages[1]
            return max(stages[0], late) + (1 if node.entity == "person" else 0)
        if node.op == "nth":
            late = stages[2] + 1 if node.args[2].entity == "household" else 0
            return max(stages[0], stages[1], late)
        return max(stages, default=0)

    def _place(self) -> None:
        """Stages, what can be unknown, and what must be kept for a later loop."""
        for node in self.nodes:
            self.stage_of[node.uid] = self._stage(node)
        self.stages = [_Stage() for _ in range(max(self.stage_of.values(), default=0) + 1)]
        for node in self.nodes:
            self.unsure[node.uid] = self._unsure(node)
        keep: set[int] = set()
        for node in self.nodes:
            stage = self.stage_of[node.uid]
            if node.entity is None:
                continue
            if node.op == "spread":
                keep.add(node.args[0].uid)
                self.stages[stage - 1].spreads.append(node)
                keep.add(node.uid)
            elif node.op in ("order", "nth"):
                self.stages[stage - 1 if node.op == "order" else stage].rankings.append(node)
                keep.add(node.uid)
            elif node.op == "follow":
                self.stages[stage - 1 if node.entity == "person" else stage].follows.append(node)
                keep.update(arg.uid for arg in node.args)
                keep.add(node.uid)
            else:
                (self.stages[stage].persons if node.entity == "person" else self.stages[stage].households).append(node)
            if node.op == "nth":
                keep.add(node.args[2].uid)
            if node.op in ("agg", "order", "nth"):
                folded = self.folds_at(node)
                keep.update(arg.uid for arg in node.args if arg.entity == "person" and self.stage_of[arg.uid] < folded and arg.op not in READ)
            for arg in node.args:
                if arg.entity == node.entity and self.stage_of[arg.uid] < stage and arg.op not in READ:
                    keep.add(arg.uid)
                if node.op == "agg" and arg.entity == "household" and self.stage_of[arg.uid] < stage:
                    keep.add(arg.uid)
        for given in [(output.node, *output.beside) for output in self.outputs] + [tuple(group) for group in self.conflicts]:
            late = max(self.stage_of[node.uid] for node in given)
            keep.update(node.uid for node in given if self.stage_of[node.uid] < late and node.op not in READ)
        for node in self.nodes:
            if node.uid in keep and node.entity is not None:
                kind = "i8" if node.truth else self.kind(node)
                self.stored[node.uid] = self.slot(kind), self.slot("i8") if self.unsure[node.uid] else None
        for node in self.nodes:
            if node.op == "agg":
                self._fold(node)
            elif node.op in ("order", "nth"):
                self._fold_ranking(node)

    def _unsure(self, node: Node) -> bool:
        if node.op == "unknown":
            return True
        if node.op == "input" or node.op == "since":
            return self.column_of(node)[1] is not None
        if node.op == "window":
            first, last = self._months(node)
            found = [self.income(node.data[0], month) for month in range(first, last + 1)]
            self.kept += found
            return any(self.unsure[arg.uid] for arg in node.args) or any(missing is not None for _, missing in found)
        if node.op == "positive":
            return False
        if node.op == "guarded" and node.data is not None:
            return True
        if node.op == "follow" or (node.op in ("steps",) and node.data[2]):
            return True
        if (node.op == "lookup" and None in node.data[0]) or node.op == "dated":
            return True
        return any(self.unsure[arg.uid] for arg in node.args)

    def folds_at(self, node: Node) -> int:
        """The stage in which what an aggregation or ranking reads of persons is there."""
        return max((self.stage_of[arg.uid] for arg in node.args if arg.entity == "person"), default=0)

    def _fold(self, node: Node) -> None:
        """Reductions of an aggregation: what is folded, by what, into what."""
        stage = self.stages[self.folds_at(node)]
        slots: dict[str, Slot] = {}
        total = "i128" if node.wide else "i64"

        def fold(name: str, kind: str, how: str) -> None:
            slots[f"{name}<"], slots[name] = self.slot(kind), self.slot(total if how != "or" else "i8")
            stage.reductions.append(_Reduction(slots[f"{name}<"], how, slots[name]))

        if node.data == "sum":
            fold("value", self.kind(node.args[0]) if not node.args[0].truth else "i8", "add")
            if self.unsure[node.args[0].uid]:
                fold("unknown", "i8", "or")
        elif node.data in ("any", "all"):
            fold("sure", "i8", "or")
            if self.unsure[node.args[0].uid]:
                fold("unknown", "i8", "or")
        else:
            fold("value", total, node.data)
            fold("sure", "i8", "or")
            if self.unsure[node.args[0].uid] or self.unsure[node.args[1].uid]:
                fold("unknown", "i8", "or")
        self.folded[node.uid] = slots

    def _fold_ranking(self, node: Node) -> None:
        """What a ranking reads: key, who is in it, and whether anybody in it is unknown."""
        slots = {"key": self.slot("i64"), "inside": self.slot("i8")}
        stage = self.folds_at(node)
        if any(self.unsure[arg.uid] for arg in node.args[:2]):
            slots["unknown<"], slots["unknown"] = self.slot("i8"), self.slot("i8")
            self.stages[stage].reductions.append(_Reduction(slots["unknown<"], "or", slots["unknown"]))
        self.folded[node.uid] = slots

    def slot(self, kind: str) -> Slot:
        """A new scratch column."""
        found = Slot(self.slots, kind)
        self.slots += SIZES[kind]
        return found

    # columns and intervals -----------------------------------------------------------------------------------------------

    def column_of(self, node: Node) -> Column:
        """The register's column of a node; one call each, so that the arrays stay the same."""
        key = ("column", node.uid)
        if key not in self.memo:
            self.memo[key] = self.read(node)
            self.kept.append(self.memo[key])
        found: Column = self.memo[key]
        return found

    def bounds(self, node: Node) -> tuple[int, int]:
        """Interval of the numbers that really occur."""
        found = self.bounds_of.get(node.uid)
        if found is None:
            found = self.bounds_of[node.uid] = self._bounds(node)
        return found

    def _bounds(self, node: Node) -> tuple[int, int]:
        if node.op == "input":
            value, missing = self.column_of(node)
            known = value if missing is None else value[~missing]
            return (int(known.min()), int(known.max())) if len(known) else (0, 0)
        if node.op == "spread" and self.occurs is not None and not self._of_persons(node.args[0]):
            return self.occurs(node.args[0])
        if node.op in ("spread", "same", "guarded"):
            return self.bounds(node.args[0])
        if node.op == "month_of":
            low, high = self.bounds(node.args[0])
            if date.min.toordinal() <= low + UNIX and high + UNIX <= date.max.toordinal():
                return dates.month_index(dates.day_of(low)), dates.month_index(dates.day_of(high))
        if node.op in ("add", "sub", "mul", "floordiv", "min", "max", "if", "mod"):
            (a, b), (c, d) = (self.bounds(arg) for arg in node.args[-2:])
            if node.op == "add":
                return _whole_steps(*node.args) or (a + c, b + d)
            if node.op == "sub":
                return a - d, b - c
            if node.op == "mul":
                corners = [x * y for x in (a, b) for y in (c, d)]
                return min(corners), max(corners)
            if node.op == "if":
                return min(a, c), max(b, d)
            if node.op == "mod":
                return 0, max(d - 1, 0)
            if node.op in ("min", "max"):
                pick = min if node.op == "min" else max
                return pick(a, c), pick(b, d)
            if c == d and c > 0:
                return a // c, b // c
        return node.low, node.high

    def _of_persons(self, node: Node) -> bool:
        """Whether a column of households rests on one of persons."""
        return node.entity == "person" or any(self._of_persons(arg) for arg in node.args)

    def _months(self, node: Node) -> tuple[int, int]:
        first, last = self.bounds(node.args[0])[0], self.bounds(node.args[1])[1]
        if last - first >= MOST_MONTHS:
            raise Untranslatable(how_many("a window of {count} month", "a window of {count} months", count=last - first + 1))
        return first, last

    # text --------------------------------------------------------------------------------------------------------------

    def fresh(self, prefix: str = "v") -> str:
        self.count += 1
        return f"%{prefix}{self.count}"

    def emit(self, text: str) -> str:
        """One instruction; the name of its value."""
        name = self.fresh()
        self.lines.append(f"  {name} = {text}")
        return name

    def do(self, text: str) -> None:
        """One instruction without a value."""
        self.lines.append(f"  {text}")

    def label(self, name: str) -> None:
        self.lines.append(f"{name}:")

    @contextmanager
    def loop(self, count: str, step: int = 1, start: str = "0") -> Iterator[str]:
        """For each index from start to count."""
        self.count += 1
        name = f"L{self.count}"
        self.do(f"br label %{name}.pre")
        self.label(f"{name}.pre")
        self.do(f"br label %{name}")
        self.label(name)
        index = f"%{name}.i"
        self.do(f"{index} = phi i64 [ {start}, %{name}.pre ], [ {index}n, %{name}.latch ]")
        self.do(f"{index}c = icmp slt i64 {index}, {count}")
        self.do(f"br i1 {index}c, label %{name}.body, label %{name}.end")
        self.label(f"{name}.body")
        yield index
        self.do(f"br label %{name}.latch")
        self.label(f"{name}.latch")
        self.do(f"{index}n = add i64 {index}, {step}")
        self.do(f"br label %{name}")
        self.label(f"{name}.end")

    def kind(self, node: Node) -> str:
        """Type of a node's values."""
        if node.wide and max(-node.low, node.high) > WIDEST:
            raise Untranslatable(Said("numbers between {low} and {high}", low=node.low, high=node.high))
        return "i1" if node.truth else "i128" if node.wide else "i64" if node.bits == 64 else "i32"

    def literal(self, value: int, kind: str) -> str:
        """The same number sixteen times."""
        if kind == "i1":
            return "splat (i1 true)" if value else "zeroinitializer"
        if -LITERAL < value < LITERAL:
            return f"splat ({kind} {value})" if value else "zeroinitializer"
        if not -(2**63) <= value < 2**63:
            return f"splat (i128 {value})"
        key = ("figure", value, kind)
        if key not in self.memo:
            place = self.figures.setdefault(value, len(self.figures))
            if place == len(self.constants):
                self.constants.append(value)
            pointer = self.emit(f"getelementptr i64, ptr %constants, i64 {place}")
            number = self.emit(f"load i64, ptr {pointer}, !invariant.load !0")
            if kind != "i64":
                number = self.emit(f"{'sext' if kind == 'i128' else 'trunc'} i64 {number} to {kind}")
            one = self.emit(f"insertelement <{LANES} x {kind}> poison, {kind} {number}, i64 0")
            self.memo[key] = self.emit(
                f"shufflevector <{LANES} x {kind}> {one}, <{LANES} x {kind}> poison, <{LANES} x i32> zeroinitializer"
            )
        found: str = self.memo[key]
        return found

    def column(self, array: NDArray[Any]) -> str:
        """Pointer to a column's first row."""
        place = self.places.get(id(array))
        if place is None:
            if array.dtype not in (np.bool_, np.int8, np.int32, np.int64) or not array.flags.c_contiguous:
                raise Untranslatable(Said("a column of {type}", type=array.dtype))
            place = self.places[id(array)] = len(self.columns)
            self.columns.append(array)
            self.persons.append(self.current[0] == "person")
            self.head.append(f"  %column{place}p = getelementptr ptr, ptr %columns, i64 {place}")
            self.head.append(f"  %column{place} = load ptr, ptr %column{place}p")
        return f"%column{place}"

    def load(self, array: NDArray[Any], kind: str) -> str:
        """Sixteen rows of a column as a type."""
        stored = {1: "i8", 4: "i32", 8: "i64"}[array.dtype.itemsize]
        pointer = self.emit(f"getelementptr {stored}, ptr {self.column(array)}, i64 {self.row}")
        value = self.emit(f"load <{LANES} x {stored}>, ptr {pointer}, align {array.dtype.itemsize}")
        return self.cast(value, stored, kind)

    def cast(self, text: str, kind: str, to: str) -> str:
        """Values of one type as another."""
        if kind == to:
            return text
        if to == "i1":
            return self.emit(f"icmp ne <{LANES} x {kind}> {text}, zeroinitializer")
        how = "zext" if kind == "i1" else "sext" if SIZES[kind] < SIZES[to] else "trunc"
        return self.emit(f"{how} <{LANES} x {kind}> {text} to <{LANES} x {to}>")

    def scratch(self, slot: Slot) -> str:
        """Pointer to a scratch column's first row."""
        key = ("slot", slot.place)
        if key not in self.memo:
            name = f"%scratch{slot.place}"
            self.head.append(f"  {name}o = mul i64 %capacity, {slot.place}")
            self.head.append(f"  {name} = getelementptr i8, ptr %scratch, i64 {name}o")
            self.memo[key] = name
        found: str = self.memo[key]
        return found

    def put(self, slot: Slot, text: str, kind: str) -> None:
        """Sixteen rows into a scratch column."""
        text = self.cast(text, kind, slot.kind)
        pointer = self.emit(f"getelementptr {slot.kind}, ptr {self.scratch(slot)}, i64 {self.base}")
        self.do(f"store <{LANES} x {slot.kind}> {text}, ptr {pointer}, align {SIZES[slot.kind]}")

    def get(self, slot: Slot, kind: str) -> str:
        """Sixteen rows of a scratch column."""
        pointer = self.emit(f"getelementptr {slot.kind}, ptr {self.scratch(slot)}, i64 {self.base}")
        value = self.emit(f"load <{LANES} x {slot.kind}>, ptr {pointer}, align {SIZES[slot.kind]}")
        return self.cast(value, slot.kind, kind)

    def one(self, slot: Slot, index: str) -> str:
        """One row of a scratch column."""
        pointer = self.emit(f"getelementptr {slot.kind}, ptr {self.scratch(slot)}, i64 {index}")
        return self.emit(f"load {slot.kind}, ptr {pointer}")

    def put_one(self, slot: Slot, index: str, value: str) -> None:
        """One row into a scratch column."""
        pointer = self.emit(f"getelementptr {slot.kind}, ptr {self.scratch(slot)}, i64 {index}")
        self.do(f"store {slot.kind} {value}, ptr {pointer}")

    # the whole function --------------------------------------------------------------------------------------------------

    def program(self) -> Program:
        """The text, with what it is called with."""
        self.do("br label %blocks")
        self.label("blocks")
        self.do("%h0 = phi i64 [ %first, %entry ], [ %h1, %blocks.next ]")
        self.do("%blocks.more = icmp slt i64 %h0, %last")
        self.do("br i1 %blocks.more, label %block, label %done")
        self.label("block")
        self.do("%p0p = getelementptr i64, ptr %start, i64 %h0")
        self.do("%p0 = load i64, ptr %p0p")
        self.do("%h0n = add i64 %h0, 1")
        self.do("br label %grow")
        self.label("grow")
        # As many households as the block holds, at least one.
        self.do("%h1 = phi i64 [ %h0n, %block ], [ %h1n, %grown ]")
        self.do("%h1n = add i64 %h1, 1")
        self.do("%h1more = icmp slt i64 %h1, %last")
        self.do("br i1 %h1more, label %grown, label %sized")
        self.label("grown")
        self.do("%h1np = getelementptr i64, ptr %start, i64 %h1n")
        self.do("%h1ne = load i64, ptr %h1np")
        self.do("%h1size = sub i64 %h1ne, %p0")
        self.do("%h1fits = icmp sle i64 %h1size, %block.size")
        self.do("%h1few = sub i64 %h1, %h0")
        self.do("%h1rows = icmp slt i64 %h1few, %block.size")
        self.do("%h1ok = and i1 %h1fits, %h1rows")
        self.do("br i1 %h1ok, label %grow, label %sized")
        self.label("sized")
        self.do("%p1p = getelementptr i64, ptr %start, i64 %h1")
        self.do("%p1 = load i64, ptr %p1p")
        self.do("%persons = sub i64 %p1, %p0")
        self.do("%households = sub i64 %h1, %h0")
        for place, stage in enumerate(self.stages):
            self.rows("person", stage.persons, place, "%persons", "%p0")
            self.reduce(stage.reductions)
            for node in stage.rankings:
                self.ranking(node)
            for node in stage.follows:
                self.follow(node)
            self.rows("household", stage.households, place, "%households", "%h0")
            self.spread(stage.spreads)
        self.do("br label %blocks.next")
        self.label("blocks.next")
        self.do("br label %blocks")
        self.label("done")
        self.do("%flagged = load i16, ptr %flag")
        self.do("%result = zext i16 %flagged to i64")
        self.do("ret i64 %result")
        arguments = ("ptr noalias %columns, ptr noalias %constants, ptr noalias %start, i64 %first, i64 %last, i64 %block.size, "
                     "ptr noalias %scratch, i64 %capacity, ptr noalias %outputs")  # fmt: skip
        text = "\n".join([
            f"declare <{LANES} x double> @llvm.floor.v{LANES}f64(<{LANES} x double>)",
            "declare i16 @llvm.cttz.i16(i16, i1)",
            "declare double @llvm.fabs.f64(double)",
            "declare double @llvm.trunc.f64(double)",
            "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)",
            f"define i64 @run({arguments}) #0 {{",
            "entry:",
            "  %flag = alloca i16",
            f"  %lanes = alloca <{LANES} x i64>",
            f"  %unsure = alloca <{LANES} x i8>",
            "  store i16 0, ptr %flag",
            *self.head,
            *self.lines,
            "}",
            'attributes #0 = { nounwind "min-legal-vector-width"="512" "prefer-vector-width"="512" }',
            "!0 = !{}",
            _DIVISION if self.divides else "",
        ])  # fmt: skip
        unsure = [[self.unsure[node.uid] for node in (output.node, *output.beside)] for output in self.outputs]
        return Program(text, self.columns, self.persons, self.constants, self.slots, unsure)

    def rows(self, entity: str, nodes: list[Node], place: int, count: str, origin: str) -> None:
        """A loop over persons or households that computes nodes of one stage, keeps what is needed later and gives results out."""
        given = [(number, output) for number, output in enumerate(self.outputs) if output.entity == entity and self.done_at(output) == place]
        clashes = [group for group in self.conflicts if self.group_at(group) == (entity, place)]
        folds = entity == "person" and any(self.folds_at(node) == place for node in self.nodes if node.uid in self.folded)
        if not nodes and not given and not clashes and not folds:
            return
        kept = self.memo
        self.memo = {key: value for key, value in kept.items() if key[0] in ("column", "slot")}
        self.current = entity, place
        with self.loop(count, LANES) as index:
            self.base = index
            self.row = self.emit(f"add i64 {origin}, {index}")
            for node in nodes:
                self.vec(node)
                self.keep(node)
            if entity == "person":
                self.fold(place)
            for group in clashes:
                self.clash(group)
            for number, output in given:
                self.give(number, output, count)
        kept.update({key: value for key, value in self.memo.items() if key[0] in ("column", "slot")})
        self.memo = kept

    def done_at(self, output: Output) -> int:
        """The stage in which an output and all beside it are there."""
        return max(self.stage_of[node.uid] for node in (output.node, *output.beside))

    def group_at(self, group: Sequence[Node]) -> tuple[str, int]:
        entity = "person" if any(node.entity == "person" for node in group) else "household"
        return entity, max(self.stage_of[node.uid] for node in group)

    def vec(self, node: Node) -> Vec:
        """Sixteen rows of a node in the loop being written."""
        key = ("node", node.uid)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self.compute(node)
        result: Vec = found
        return result

    def compute(self, node: Node) -> Vec:
        kind = self.kind(node)
        if node.op == "const":
            truth, value = node.data
            fits = -(2**31) < value < 2**31
            kind = "i1" if truth else "i32" if fits else "i64" if -(2**63) <= value < 2**63 else "i128"
            return Vec(self.literal(int(value), kind), kind)
        if node.op == "unknown":
            return Vec("zeroinitializer", "i32", "splat (i1 true)")
        if node.op in READ:
            value, missing = self.column_of(node)
            return Vec(self.load(value, kind), kind, None if missing is None else self.load(missing, "i1"))
        here = self.current
        if here != (node.entity, self.stage_of[node.uid]) or node.op in ("spread", "order", "nth", "follow"):
            slots = self.stored[node.uid]
            return Vec(self.get(slots[0], kind), kind, None if slots[1] is None else self.get(slots[1], "i1"))
        if node.op == "agg":
            return self.aggregate(node)
        if node.op == "window":
            return self.window(node)
        return self.operate(node, kind)

    # operations --------------------------------------------------------------------------------------------------------

    def keep(self, node: Node) -> None:
        """Into scratch, if a later loop reads it."""
        slots = self.stored.get(node.uid)
        if slots is None:
            return
        vec = self.vec(node)
        self.put(slots[0], vec.text, vec.kind)
        if slots[1] is not None:
            self.put(slots[1], vec.unknown or "zeroinitializer", "i1")

    def both(self, a: Vec, b: Vec, kind: str = "") -> tuple[str, str, str]:
        """Two operands in one type, at least `kind`."""
        kind = max((a.kind, b.kind, kind or "i1"), key=lambda name: SIZES[name] + (name != "i1"))
        return self.cast(a.text, a.kind, kind), self.cast(b.text, b.kind, kind), kind

    def any_of(self, *masks: str | None) -> str | None:
        """Bits where one of the masks is set (None: nowhere)."""
        found: str | None = None
        for mask in dict.fromkeys(masks):
            if mask is not None:
                found = mask if found is None else self.logic("or", found, mask)
        return found

    def logic(self, op: str, a: str, b: str) -> str:
        return self.emit(f"{op} <{LANES} x i1> {a}, {b}")

    def inverse(self, a: str) -> str:
        return self.logic("xor", a, "splat (i1 true)")

    def select(self, mask: str, a: str, b: str, kind: str) -> str:
        return self.emit(f"select <{LANES} x i1> {mask}, <{LANES} x {kind}> {a}, <{LANES} x {kind}> {b}")

    def binary(self, op: str, a: str, b: str, kind: str) -> str:
        return self.emit(f"{op} <{LANES} x {kind}> {a}, {b}")

    def surely(self, vec: Vec) -> str:
        """Where a truth is true and known."""
        return vec.text if vec.unknown is None else self.logic("and", vec.text, self.inverse(vec.unknown))

    def surely_not(self, vec: Vec) -> str:
        """Where a truth is false and known."""
        nor = vec.text if vec.unknown is None else self.logic("or", vec.text, vec.unknown)
        return self.inverse(nor)

    def truth(self, node: Node) -> Vec:
        """A truth; a gap of the law, which has no type, as one."""
        vec = self.vec(node)
        return Vec(self.cast(vec.text, vec.kind, "i1"), "i1", vec.unknown)

    def operate(self, node: Node, kind: str) -> Vec:
        """An operation row by row."""
        op = node.op
        if op in ("and", "or"):
            return self.kleene(op, [self.truth(arg) for arg in node.args])
        if op == "if":
            return self.branch(node, kind)
        args = [self.vec(arg) for arg in node.args]
        unknown = self.any_of(*(arg.unknown for arg in args))
        a = args[0]
        if op == "not":
            return Vec(self.inverse(self.truth(node.args[0]).text), "i1", unknown)
        if op == "same":
            return Vec(self.cast(a.text, a.kind, kind), kind, unknown)
        if op in _COMPARE:
            x, y, both = self.both(a, args[1])
            return Vec(self.emit(f"icmp {_COMPARE[op]} <{LANES} x {both}> {x}, {y}"), "i1", unknown)
        if op == "positive":
            one = self.literal(1, kind)
            text = self.cast(a.text, a.kind, kind)
            more = self.emit(f"icmp sgt <{LANES} x {kind}> {text}, {one}")
            return Vec(self.select(more, text, one, kind), kind)
        if op == "guarded":
            if node.data is not None:
                divisor = args[1]
                zero = self.emit(f"icmp eq <{LANES} x {divisor.kind}> {divisor.text}, zeroinitializer")
                unknown = self.any_of(unknown, zero)
            return Vec(self.cast(a.text, a.kind, kind), kind, unknown)
        if op in ("add", "sub", "mul", "min", "max", "floordiv", "mod"):
            return Vec(self.arithmetic(node, kind, a, args[1]), kind, unknown)
        if op == "steps":
            starts, values, below, _ = node.data
            top = self.cast(a.text, a.kind, "i64")
            text = self.literal(values[0], kind)
            for start, value in zip(starts[1:], values[1:], strict=True):
                text = self.select(self.at_least(top, start), self.literal(value, kind), text, kind)
            return Vec(text, kind, self.any_of(unknown, self.inverse(self.at_least(top, starts[0])) if below else None))
        if op == "lookup":
            return self.lookup(node, kind, a)
        if op == "dated":
            days, numbers, _ = node.data
            day = self.cast(a.text, a.kind, "i64")
            text, gap = self.literal(0, kind), "splat (i1 true)"
            for since, number in zip(days, numbers, strict=True):
                reached = self.at_least(day, since)
                text = self.select(reached, self.literal(number or 0, kind), text, kind)
                gap = self.select(reached, "splat (i1 true)" if number is None else "zeroinitializer", gap, "i1")
            return Vec(text, kind, self.any_of(unknown, gap))
        return Vec(self.cast(self.calendar(node, args), "i32", kind), kind, unknown)

    def at_least(self, text: str, bound: int) -> str:
        return self.emit(f"icmp sge <{LANES} x i64> {text}, {self.literal(bound, 'i64')}")

    def lookup(self, node: Node, kind: str, choice: Vec) -> Vec:
        """Row of a table by code."""
        numbers, _ = node.data
        text = self.literal(numbers[0] or 0, kind)
        gap: str | None = None
        for code, number in enumerate(numbers):
            if code == 0 and number is not None:
                continue
            hit = self.emit(f"icmp eq <{LANES} x {choice.kind}> {choice.text}, {self.literal(code, choice.kind)}")
            if number is None:
                gap = self.any_of(gap, hit)
            else:
                text = self.select(hit, self.literal(number, kind), text, kind)
        return Vec(text, kind, self.any_of(choice.unknown, gap))

    def kleene(self, op: str, args: list[Vec]) -> Vec:
        """and, or: what is decided by what is known stays known."""
        sure = self.surely if op == "or" else self.surely_not
        decided = sure(args[0])
        for arg in args[1:]:
            decided = self.logic("or", decided, sure(arg))
        unknown = self.any_of(*(arg.unknown for arg in args))
        if unknown is not None:
            unknown = self.logic("and", unknown, self.inverse(decided))
        return Vec(decided if op == "or" else self.inverse(decided), "i1", unknown)

    def branch(self, node: Node, kind: str) -> Vec:
        """if; under an unknown condition known only where both branches are and agree."""
        condition, yes, no = self.truth(node.args[0]), self.vec(node.args[1]), self.vec(node.args[2])
        a, b = self.cast(yes.text, yes.kind, kind), self.cast(no.text, no.kind, kind)
        text = self.select(condition.text, a, b, kind)
        unknown: str | None = None
        if yes.unknown is not None or no.unknown is not None:
            unknown = self.select(condition.text, yes.unknown or "zeroinitializer", no.unknown or "zeroinitializer", "i1")
        if condition.unknown is not None:
            differ = self.emit(f"icmp ne <{LANES} x {kind}> {a}, {b}")
            differ = self.any_of(differ, yes.unknown, no.unknown) or differ
            text = self.select(condition.unknown, a, text, kind)
            unknown = self.select(condition.unknown, differ, unknown or "zeroinitializer", "i1")
        return Vec(text, kind, unknown)

    def arithmetic(self, node: Node, kind: str, a: Vec, b: Vec) -> str:
        """add, sub, mul, min, max, floordiv, mod."""
        x, y, both = self.both(a, b, kind)
        op = node.op
        if op in ("floordiv", "mod"):
            text = self.divide(node, x, y, both)
        elif op in ("min", "max"):
            less = self.emit(f"icmp {'slt' if op == 'min' else 'sgt'} <{LANES} x {both}> {x}, {y}")
            text = self.select(less, x, y, both)
        else:
            text = self.binary(op, x, y, both)
        return self.cast(text, both, kind)

    def doubled(self, text: str, kind: str) -> str:
        return self.emit(f"sitofp <{LANES} x {kind}> {text} to <{LANES} x double>")

    def flag(self, mask: str) -> None:
        bits = self.emit(f"bitcast <{LANES} x i1> {mask} to i16")
        before = self.emit("load i16, ptr %flag")
        self.do(f"store i16 {self.emit(f'or i16 {bits}, {before}')}, ptr %flag")

    def divide(self, node: Node, x: str, y: str, kind: str) -> str:
        """Whole part, towards minus infinity, of a quotient whose divisor is positive; or what is left over."""
        top, divisor = node.args
        fixed = int(divisor.data[1]) if divisor.op == "const" else None
        if kind == "i32" and fixed is not None:
            # A divisor that stands in the code becomes a multiplication.
            y = f"splat (i32 {fixed})"
            quotient = self.floored(x, y, kind)
        elif kind == "i128":
            quotient, self.divides = "poison", True
            for lane in range(LANES):
                a, b = (self.emit(f"extractelement <{LANES} x i128> {text}, i64 {lane}") for text in (x, y))
                one = self.emit(f"call i128 @floordiv(i128 {a}, i128 {b})")
                quotient = self.emit(f"insertelement <{LANES} x i128> {quotient}, i128 {one}, i64 {lane}")
        elif max(abs(top.low), abs(top.high), divisor.high) < EXACT:
            ratio = self.emit(f"fdiv <{LANES} x double> {self.doubled(x, kind)}, {self.doubled(y, kind)}")
            floor = self.emit(f"call <{LANES} x double> @llvm.floor.v{LANES}f64(<{LANES} x double> {ratio})")
            quotient = self.emit(f"fptosi <{LANES} x double> {floor} to <{LANES} x {kind}>")
        else:
            quotient = self.floored(x, y, kind)
        if node.op == "floordiv":
            return quotient
        return self.binary("sub", x, self.binary("mul", quotient, y, kind), kind)

    def floored(self, x: str, y: str, kind: str) -> str:
        cut = self.binary("sdiv", x, y, kind)
        left = self.binary("sub", x, self.binary("mul", cut, y, kind), kind)
        under = self.emit(f"icmp slt <{LANES} x {kind}> {left}, zeroinitializer")
        return self.binary("add", cut, self.emit(f"sext <{LANES} x i1> {under} to <{LANES} x {kind}>"), kind)

    # the calendar, in 32 bits ------------------------------------------------------------------------------------------

    def number(self, value: int) -> str:
        return f"splat (i32 {value})"

    def civil(self, day: str) -> tuple[str, str]:
        """Month index and day of the month from 0, of day numbers: 400 years are 146,097 days, and March begins a year."""

        def step(op: str, a: str, b: str | int) -> str:
            return self.binary(op, a, b if isinstance(b, str) else self.number(b), "i32")

        # Moved by 4,000 years, so that nothing is negative.
        moved = step("add", day, 719_468 + 146_097 * 10)
        era = step("udiv", moved, 146_097)
        of_era = step("sub", moved, step("mul", era, 146_097))
        years = step("sub", of_era, step("udiv", of_era, 1_460))
        years = step("add", years, step("udiv", of_era, 36_524))
        years = step("udiv", step("sub", years, step("udiv", of_era, 146_096)), 365)
        leaps = step("sub", step("udiv", years, 4), step("udiv", years, 100))
        of_year = step("sub", of_era, step("add", step("mul", years, 365), leaps))
        month = step("udiv", step("add", step("mul", of_year, 5), 2), 153)
        start = step("udiv", step("add", step("mul", month, 153), 2), 5)
        place = step("sub", of_year, start)
        total = step("add", step("mul", step("sub", step("add", step("mul", era, 400), years), 4_000), 12), step("add", month, 2))
        return total, place

    def first(self, month: str) -> str:
        """Day number of the first of a month."""

        def step(op: str, a: str, b: str | int) -> str:
            return self.binary(op, a, b if isinstance(b, str) else self.number(b), "i32")

        # Months counted from March of the year -4000.
        moved = step("add", month, 4_000 * 12 - 2)
        year = step("udiv", moved, 12)
        march = step("sub", moved, step("mul", year, 12))
        era = step("udiv", year, 400)
        of_era = step("sub", year, step("mul", era, 400))
        days = step("udiv", step("add", step("mul", march, 153), 2), 5)
        leaps = step("sub", step("udiv", of_era, 4), step("udiv", of_era, 100))
        days = step("add", days, step("add", step("mul", of_era, 365), leaps))
        return step("sub", step("add", days, step("mul", era, 146_097)), 719_468 + 146_097 * 10)

    def calendar(self, node: Node, args: list[Vec]) -> str:
        a = self.cast(args[0].text, args[0].kind, "i32")
        one = self.number(1)
        if node.op == "first_day":
            return self.first(a)
        if node.op == "last_day":
            return self.binary("sub", self.first(self.binary("add", a, one, "i32")), one, "i32")
        key = ("civil", node.args[0].uid)
        if key not in self.memo:
            self.memo[key] = self.civil(a)
        month, place = self.memo[key]
        if node.op == "month_of":
            return str(month)
        if node.op == "add_months":
            target = self.binary("add", month, self.cast(args[1].text, args[1].kind, "i32"), "i32")
            moved = self.binary("add", self.first(target), place, "i32")
            last = self.binary("sub", self.first(self.binary("add", target, one, "i32")), one, "i32")
            beyond = self.emit(f"icmp sgt <{LANES} x i32> {moved}, {last}")
            return self.select(beyond, last, moved, "i32")
        if node.op == "ladder_end":
            end = self.binary("sub", self.first(self.binary("add", month, one, "i32")), one, "i32")
            at_end = self.emit(f"icmp eq <{LANES} x i32> {a}, {end}")
            place = self.select(at_end, self.number(30), place, "i32")
        elif node.op != "ladder":
            raise Untranslatable(Said("the operation {op}", op=node.op))
        return self.binary("add", self.binary("mul", month, self.number(31), "i32"), place, "i32")

    # incomes -----------------------------------------------------------------------------------------------------------

    def window(self, node: Node) -> Vec:
        """Sum of an income over months that may differ between persons."""
        kind = self.kind(node)
        name, _ = node.data
        low, high = self._months(node)
        first, last = (self.vec(arg) for arg in node.args)
        fixed = all(arg.op == "const" for arg in node.args)
        total, lacks = self.literal(0, kind), None
        for month in range(low, high + 1):
            value, missing = self.income(name, month)
            part = self.load(value, kind)
            silent = None if missing is None else self.load(missing, "i1")
            if not fixed:
                begun = self.emit(f"icmp sle <{LANES} x {first.kind}> {first.text}, {self.literal(month, first.kind)}")
                open_ = self.emit(f"icmp sge <{LANES} x {last.kind}> {last.text}, {self.literal(month, last.kind)}")
                inside = self.logic("and", begun, open_)
                part = self.select(inside, part, "zeroinitializer", kind)
                silent = None if silent is None else self.logic("and", silent, inside)
            total = part if total == "zeroinitializer" else self.binary("add", total, part, kind)
            lacks = self.any_of(lacks, silent)
        return Vec(total, kind, self.any_of(first.unknown, last.unknown, lacks))

    # households --------------------------------------------------------------------------------------------------------

    def fold(self, place: int) -> None:
        """What the aggregations and rankings of this stage read of persons."""
        for node in self.nodes:
            if node.uid not in self.folded or self.folds_at(node) != place:
                continue
            slots = self.folded[node.uid]
            if node.op == "agg":
                self._fold_members(node, slots)
                continue
            key, inside = self.vec(node.args[0]), self.truth(node.args[1])
            self.put(slots["key"], key.text, key.kind)
            self.put(slots["inside"], inside.text, "i1")
            if "unknown" in slots:
                possible = self.any_of(inside.text, inside.unknown)
                doubt = self.any_of(key.unknown, inside.unknown)
                self.put(slots["unknown<"], self.logic("and", str(possible), str(doubt)), "i1")

    def _fold_members(self, node: Node, slots: dict[str, Slot]) -> None:
        if node.data in ("sum", "any", "all"):
            each = self.vec(node.args[0])
            if node.data == "sum":
                self.put(slots["value<"], each.text, each.kind)
            else:
                each = self.truth(node.args[0])
                self.put(slots["sure<"], self.surely(each) if node.data == "any" else self.surely_not(each), "i1")
            if "unknown" in slots:
                self.put(slots["unknown<"], each.unknown or "zeroinitializer", "i1")
            return
        each, inside = self.vec(node.args[0]), self.truth(node.args[1])
        sure = self.surely(inside)
        kind = slots["value<"].kind
        most = 2 ** (127 if kind == "i128" else 63) - 1
        neutral = f"splat ({kind} {most if node.data == 'min' else -most})"
        self.put(slots["value<"], self.select(sure, self.cast(each.text, each.kind, kind), neutral, kind), kind)
        self.put(slots["sure<"], sure, "i1")
        if "unknown" in slots:
            possible = self.any_of(inside.text, inside.unknown)
            doubt = self.any_of(each.unknown, inside.unknown)
            self.put(slots["unknown<"], self.logic("and", str(possible), str(doubt)), "i1")

    def aggregate(self, node: Node) -> Vec:
        """sum, any, all, min, max, out of what was folded."""
        slots, kind = self.folded[node.uid], self.kind(node)
        joined = self.get(slots["unknown"], "i1") if "unknown" in slots else None
        if node.data == "sum":
            return Vec(self.get(slots["value"], kind), kind, joined)
        sure = self.get(slots["sure"], "i1")
        if node.data in ("any", "all"):
            unknown = None if joined is None else self.logic("and", joined, self.inverse(sure))
            return Vec(sure if node.data == "any" else self.inverse(sure), "i1", unknown)
        default = self.vec(node.args[2])
        text = self.select(sure, self.get(slots["value"], kind), self.cast(default.text, default.kind, kind), kind)
        unknown = joined
        if default.unknown is not None:
            unknown = self.any_of(joined, self.logic("and", default.unknown, self.inverse(sure)))
        return Vec(text, kind, unknown)

    def members(self, home: str) -> tuple[str, str]:
        """First and last row of a household's persons in the block."""
        at = self.emit(f"add i64 %h0, {home}")
        pointer = self.emit(f"getelementptr i64, ptr %start, i64 {at}")
        begin = self.emit(f"load i64, ptr {pointer}")
        after = self.emit(f"getelementptr i64, ptr {pointer}, i64 1")
        end = self.emit(f"load i64, ptr {after}")
        return self.emit(f"sub i64 {begin}, %p0"), self.emit(f"sub i64 {end}, %p0")

    def reduce(self, reductions: list[_Reduction]) -> None:
        """Fold columns of persons into columns of households, a few at a time."""
        neutral = {"add": 0, "or": 0, "min": 2**63 - 1, "max": 1 - 2**63}
        for place in range(0, len(reductions), TOGETHER):
            group = reductions[place : place + TOGETHER]
            with self.loop("%households") as home:
                begin, end = self.members(home)
                self.count += 1
                name = f"R{self.count}"
                self.do(f"br label %{name}.pre")
                self.label(f"{name}.pre")
                self.do(f"br label %{name}")
                self.label(name)
                self.do(f"%{name}.i = phi i64 [ {begin}, %{name}.pre ], [ %{name}.n, %{name}.body ]")
                for number, item in enumerate(group):
                    start = neutral[item.how] << 64 if item.target.kind == "i128" else neutral[item.how]
                    self.do(f"%{name}.a{number} = phi {item.target.kind} [ {start}, %{name}.pre ], [ %{name}.b{number}, %{name}.body ]")
                self.do(f"%{name}.c = icmp slt i64 %{name}.i, {end}")
                self.do(f"br i1 %{name}.c, label %{name}.body, label %{name}.end")
                self.label(f"{name}.body")
                for number, item in enumerate(group):
                    value = self.one(item.source, f"%{name}.i")
                    kind = item.target.kind
                    if item.source.kind != kind:
                        value = self.emit(f"{'zext' if item.source.kind == 'i8' else 'sext'} {item.source.kind} {value} to {kind}")
                    before, after = f"%{name}.a{number}", f"%{name}.b{number}"
                    if item.how in ("add", "or"):
                        self.do(f"{after} = {item.how} {kind} {before}, {value}")
                    else:
                        less = self.emit(f"icmp {'slt' if item.how == 'min' else 'sgt'} {kind} {value}, {before}")
                        self.do(f"{after} = select i1 {less}, {kind} {value}, {kind} {before}")
                self.do(f"%{name}.n = add i64 %{name}.i, 1")
                self.do(f"br label %{name}")
                self.label(f"{name}.end")
                for number, item in enumerate(group):
                    self.put_one(item.target, home, f"%{name}.a{number}")

    def ranking(self, node: Node) -> None:
        """Order and nth: each member's place is one more than how many in it come before."""
        slots, (target, unsure) = self.folded[node.uid], self.stored[node.uid]
        nth = node.op == "nth"
        with self.loop("%households") as home:
            begin, end = self.members(home)
            joined = self.one(slots["unknown"], home) if "unknown" in slots else "0"
            wanted = ""
            if nth:
                place = node.args[2]
                self.put_one(target, home, "-1")
                if place.op == "const":
                    wanted = str(int(place.data[1]))
                elif place.op == "unknown":
                    wanted, joined = "0", "1"
                else:
                    wanted_slot, wanted_unsure = self.stored[place.uid]
                    wanted = self.wide_one(wanted_slot, home)
                    if wanted_unsure is not None:
                        joined = self.emit(f"or i8 {joined}, {self.one(wanted_unsure, home)}")
                if unsure is not None:
                    self.put_one(unsure, home, joined)
            with self.loop(end, start=begin) as person:
                if not nth:
                    self.put_one(target, person, "0")
                    if unsure is not None:
                        self.put_one(unsure, person, joined)
                self.count += 1
                name = f"N{self.count}"
                inside = self.emit(f"icmp ne i8 {self.one(slots['inside'], person)}, 0")
                self.do(f"br i1 {inside}, label %{name}.in, label %{name}.out")
                self.label(f"{name}.in")
                own = self.one(slots["key"], person)
                self.do(f"br label %{name}")
                self.label(name)
                self.do(f"%{name}.i = phi i64 [ {begin}, %{name}.in ], [ %{name}.n, %{name}.body ]")
                self.do(f"%{name}.r = phi i64 [ 1, %{name}.in ], [ %{name}.s, %{name}.body ]")
                self.do(f"%{name}.c = icmp slt i64 %{name}.i, {end}")
                self.do(f"br i1 %{name}.c, label %{name}.body, label %{name}.end")
                self.label(f"{name}.body")
                other = self.one(slots["key"], f"%{name}.i")
                present = self.emit(f"icmp ne i8 {self.one(slots['inside'], f'%{name}.i')}, 0")
                less = self.emit(f"icmp slt i64 {other}, {own}")
                equal = self.emit(f"icmp eq i64 {other}, {own}")
                earlier = self.emit(f"icmp slt i64 %{name}.i, {person}")
                before = self.emit(f"and i1 {equal}, {earlier}")
                before = self.emit(f"or i1 {before}, {less}")
                before = self.emit(f"and i1 {before}, {present}")
                self.do(f"%{name}.s = add i64 %{name}.r, {self.emit(f'zext i1 {before} to i64')}")
                self.do(f"%{name}.n = add i64 %{name}.i, 1")
                self.do(f"br label %{name}")
                self.label(f"{name}.end")
                if nth:
                    hit = self.emit(f"icmp eq i64 %{name}.r, {wanted}")
                    self.do(f"br i1 {hit}, label %{name}.hit, label %{name}.out")
                    self.label(f"{name}.hit")
                    self.put_one(target, home, self.narrow(person, target.kind))
                else:
                    self.put_one(target, person, self.narrow(f"%{name}.r", target.kind))
                self.do(f"br label %{name}.out")
                self.label(f"{name}.out")

    def narrow(self, text: str, kind: str) -> str:
        return text if kind == "i64" else self.emit(f"trunc i64 {text} to {kind}")

    def wide_one(self, slot: Slot, index: str) -> str:
        value = self.one(slot, index)
        return value if slot.kind == "i64" else self.emit(f"{'zext' if slot.kind == 'i8' else 'sext'} {slot.kind} {value} to i64")

    def follow(self, node: Node) -> None:
        """The linked member's entry of a column; unknown where nobody is there."""
        attribute, link = node.args
        target, unsure = self.stored[node.uid]
        assert unsure is not None
        with self.loop("%persons" if node.entity == "person" else "%households") as index:
            if link.entity is None:
                # A link that the law leaves open.
                self.put_one(target, index, "0")
                self.put_one(unsure, index, "1")
                return
            slot, doubt = self.stored[link.uid]
            place = self.wide_one(slot, index)
            somebody = self.emit(f"icmp sge i64 {place}, 0")
            within = self.emit(f"icmp slt i64 {place}, %persons")
            somebody = self.emit(f"and i1 {somebody}, {within}")
            safe = self.emit(f"select i1 {somebody}, i64 {place}, i64 0")
            unknown = self.emit(f"select i1 {somebody}, i8 0, i8 1")
            if attribute.entity is None:
                value = str(int(attribute.data[1])) if attribute.op == "const" else "0"
                if attribute.op != "const":
                    unknown = "1"
            else:
                held, lacks = self.stored[attribute.uid]
                value = self.one(held, safe)
                if held.kind != target.kind:
                    value = self.emit(f"{'sext' if SIZES[held.kind] < SIZES[target.kind] else 'trunc'} {held.kind} {value} to {target.kind}")
                if lacks is not None:
                    unknown = self.emit(f"or i8 {unknown}, {self.one(lacks, safe)}")
            if doubt is not None:
                unknown = self.emit(f"or i8 {unknown}, {self.one(doubt, index)}")
            self.put_one(target, index, value)
            self.put_one(unsure, index, unknown)

    def spread(self, nodes: list[Node]) -> None:
        """Household columns as columns of persons, a few at a time."""
        pairs: list[tuple[Slot, Slot]] = []
        for node in nodes:
            for source, target in zip(self.stored[node.args[0].uid], self.stored[node.uid], strict=True):
                if source is not None and target is not None:
                    pairs.append((source, target))
        for place in range(0, len(pairs), TOGETHER):
            group = pairs[place : place + TOGETHER]
            with self.loop("%households") as home:
                begin, end = self.members(home)
                values = [self.one(source, home) for source, _ in group]
                with self.loop(end, start=begin) as person:
                    for (_, target), value in zip(group, values, strict=True):
                        self.put_one(target, person, value)

    # results -----------------------------------------------------------------------------------------------------------

    def clash(self, group: Sequence[Node]) -> None:
        """Flag the run where two exceptions hold for one row; which ones, `zhyto.engine.blocks` says."""
        seen: str | None = None
        for node in group:
            sure = self.surely(self.truth(node))
            if seen is not None:
                self.flag(self.logic("and", seen, sure))
            seen = self.any_of(seen, sure)

    def give(self, number: int, output: Output, count: str) -> None:
        """Rows of an output into its arrays: `number` counts outputs; see `zhyto.engine.machine` for the order of the pointers."""
        given = [self.vec(node) for node in (output.node, *output.beside)]
        base = OUTPUT_POINTERS * sum(1 + len(item.beside) for item in self.outputs[:number]) + 2 * number
        pointers = [self.emit(f"getelementptr ptr, ptr %outputs, i64 {base + place}") for place in range(2 + OUTPUT_POINTERS * len(given))]
        left = self.emit(f"sub i64 {count}, {self.base}")
        most = self.emit(f"icmp slt i64 {left}, {LANES}")
        size = self.emit(f"select i1 {most}, i64 {left}, i64 {LANES}")
        if not output.open:
            self.place_all(given, pointers, size)
            return
        first = given[0]
        held = self.emit(f"icmp ne <{LANES} x {first.kind}> {first.text}, zeroinitializer")
        bits = self.emit(f"bitcast <{LANES} x i1> {self.any_of(held, first.unknown)} to i16")
        whole = self.emit(f"trunc i64 {size} to i32")
        limit = self.emit(f"shl i32 1, {whole}")
        mask = self.emit(f"trunc i32 {self.emit(f'sub i32 {limit}, 1')} to i16")
        bits = self.emit(f"and i16 {bits}, {mask}")
        some = self.emit(f"icmp ne i16 {bits}, 0")
        self.count += 1
        name = f"G{self.count}"
        self.do(f"br i1 {some}, label %{name}, label %{name}.end")
        self.label(name)
        counter = self.emit(f"load ptr, ptr {pointers[0]}")
        numbers = self.emit(f"load ptr, ptr {pointers[1]}")
        begin = self.emit(f"load i64, ptr {counter}")
        for place, vec in enumerate(given):
            wide = self.cast(vec.text, vec.kind, "i64")
            self.do(f"store <{LANES} x i64> {wide}, ptr %lanes")
            if vec.unknown is not None:
                self.do(f"store <{LANES} x i8> {self.cast(vec.unknown, 'i1', 'i8')}, ptr %unsure")
            values = self.emit(f"load ptr, ptr {pointers[2 + OUTPUT_POINTERS * place]}")
            unknowns = self.emit(f"load ptr, ptr {pointers[3 + OUTPUT_POINTERS * place]}")
            inner = f"{name}.{place}"
            self.do(f"br label %{inner}.pre")
            self.label(f"{inner}.pre")
            self.do(f"br label %{inner}")
            self.label(inner)
            self.do(f"%{inner}.bits = phi i16 [ {bits}, %{inner}.pre ], [ %{inner}.rest, %{inner} ]")
            self.do(f"%{inner}.at = phi i64 [ {begin}, %{inner}.pre ], [ %{inner}.next, %{inner} ]")
            lane = self.emit(f"call i16 @llvm.cttz.i16(i16 %{inner}.bits, i1 true)")
            lane = self.emit(f"zext i16 {lane} to i64")
            from_ = self.emit(f"getelementptr i64, ptr %lanes, i64 {lane}")
            to = self.emit(f"getelementptr i64, ptr {values}, i64 %{inner}.at")
            self.do(f"store i64 {self.emit(f'load i64, ptr {from_}')}, ptr {to}")
            to = self.emit(f"getelementptr i8, ptr {unknowns}, i64 %{inner}.at")
            if vec.unknown is not None:
                from_ = self.emit(f"getelementptr i8, ptr %unsure, i64 {lane}")
                self.do(f"store i8 {self.emit(f'load i8, ptr {from_}')}, ptr {to}")
            if place == 0:
                row = self.emit(f"add i64 {self.row}, {lane}")
                to = self.emit(f"getelementptr i32, ptr {numbers}, i64 %{inner}.at")
                self.do(f"store i32 {self.emit(f'trunc i64 {row} to i32')}, ptr {to}")
            self.do(f"%{inner}.less = sub i16 %{inner}.bits, 1")
            self.do(f"%{inner}.rest = and i16 %{inner}.bits, %{inner}.less")
            self.do(f"%{inner}.next = add i64 %{inner}.at, 1")
            self.do(f"%{inner}.more = icmp ne i16 %{inner}.rest, 0")
            self.do(f"br i1 %{inner}.more, label %{inner}, label %{inner}.done")
            self.label(f"{inner}.done")
            if place == len(given) - 1:
                self.do(f"store i64 %{inner}.next, ptr {counter}")
        self.do(f"br label %{name}.end")
        self.label(f"{name}.end")

    def place_all(self, given: list[Vec], pointers: list[str], size: str) -> None:
        """Every row in its place: sixteen at once, or what is left at the end."""
        full = self.emit(f"icmp eq i64 {size}, {LANES}")
        for place, vec in enumerate(given):
            # Truths take a byte each, everything else eight.
            kind = "i8" if vec.kind == "i1" else "i64"
            self.place_column(vec.text, vec.kind, kind, pointers[2 + OUTPUT_POINTERS * place], full, size)
            if vec.unknown is not None:
                self.place_column(vec.unknown, "i1", "i8", pointers[3 + OUTPUT_POINTERS * place], full, size)

    def place_column(self, text: str, kind: str, stored: str, pointer: str, full: str, size: str) -> None:
        value = self.cast(text, kind, stored)
        base = self.emit(f"load ptr, ptr {pointer}")
        to = self.emit(f"getelementptr {stored}, ptr {base}, i64 {self.row}")
        self.count += 1
        name = f"P{self.count}"
        self.do(f"br i1 {full}, label %{name}.full, label %{name}.part")
        self.label(f"{name}.full")
        self.do(f"store <{LANES} x {stored}> {value}, ptr {to}, align {SIZES[stored]}")
        self.do(f"br label %{name}.end")
        self.label(f"{name}.part")
        self.do(f"store <{LANES} x {stored}> {value}, ptr %lanes")
        bytes_ = self.emit(f"mul i64 {size}, {SIZES[stored]}")
        self.do(f"call void @llvm.memcpy.p0.p0.i64(ptr {to}, ptr %lanes, i64 {bytes_}, i1 false)")
        self.do(f"br label %{name}.end")
        self.label(f"{name}.end")


def _whole_steps(x: Node, y: Node) -> tuple[int, int] | None:
    """Interval of x + (c - x) // k * k: the last of the steps of k from x that c has reached, however far back x lies."""
    plain = _plain(y)
    if plain.op == "mul" and plain.args[1].op == "const" and (steps := _plain(plain.args[0])).op == "floordiv":
        span, k = _plain(steps.args[0]), plain.args[1].data[1]
        if steps.args[1].op == "const" and steps.args[1].data[1] == k > 0 and span.op == "sub" and span.args[0].op == "const":
            end = span.args[0].data[1]
            return (end - k + 1, end) if _plain(span.args[1]) is _plain(x) else None
    return None


def _plain(node: Node) -> Node:
    """A node without what only renames or spreads it."""
    while node.op in ("same", "spread"):
        node = node.args[0]
    return node


_COMPARE = {"eq": "eq", "ne": "ne", "lt": "slt", "le": "sle", "gt": "sgt", "ge": "sge"}

_DIVISION = """
; Whole part, towards minus infinity, of a / b; b > 0. Doubles give 50 bits of the quotient at a time, what is left gives the next.
define internal double @double(i128 %a) {
  %s = ashr i128 %a, 64
  %h = trunc i128 %s to i64
  %l = trunc i128 %a to i64
  %hd = sitofp i64 %h to double
  %ld = uitofp i64 %l to double
  %hs = fmul double %hd, 18446744073709551616.0
  %r = fadd double %hs, %ld
  ret double %r
}
define internal i128 @floordiv(i128 %a, i128 %b) {
entry:
  %al = trunc i128 %a to i64
  %ae = sext i64 %al to i128
  %af = icmp eq i128 %ae, %a
  %bl = trunc i128 %b to i64
  %be = sext i64 %bl to i128
  %bf = icmp eq i128 %be, %b
  %both = and i1 %af, %bf
  br i1 %both, label %small, label %large
small:
  %sq = sdiv i64 %al, %bl
  %sm = mul i64 %sq, %bl
  %sl = icmp sgt i64 %sm, %al
  %sx = sext i1 %sl to i64
  %sr = add i64 %sq, %sx
  %sw = sext i64 %sr to i128
  ret i128 %sw
large:
  %bd = call double @double(i128 %b)
  br label %step
step:
  %q = phi i128 [ 0, %large ], [ %qn, %next ]
  %r = phi i128 [ %a, %large ], [ %rn, %next ]
  %n = phi i32 [ 0, %large ], [ %nn, %next ]
  %rd = call double @double(i128 %r)
  %d = fdiv double %rd, %bd
  %m = call double @llvm.fabs.f64(double %d)
  %big = fcmp oge double %m, 1.0
  ; Three rounds suffice for what is known; a row that is unknown may hold anything, and must end too.
  %early = icmp slt i32 %n, 4
  %go = and i1 %big, %early
  br i1 %go, label %next, label %done
next:
  ; The quotient in two parts of at most 62 bits each.
  %th = fdiv double %d, 4611686018427387904.0
  %tf = call double @llvm.trunc.f64(double %th)
  %ti = fptosi double %tf to i64
  %tm = fmul double %tf, 4611686018427387904.0
  %tl = fsub double %d, %tm
  %tj = fptosi double %tl to i64
  %hi = sext i64 %ti to i128
  %hw = shl i128 %hi, 62
  %lo = sext i64 %tj to i128
  %part = add i128 %hw, %lo
  %qn = add i128 %q, %part
  %taken = mul i128 %part, %b
  %rn = sub i128 %r, %taken
  %nn = add i32 %n, 1
  br label %step
done:
  ; What is left lies between -b and b, give or take one.
  %n1 = icmp slt i128 %r, 0
  %x1 = sext i1 %n1 to i128
  %q1 = add i128 %q, %x1
  %y1 = select i1 %n1, i128 %b, i128 0
  %r1 = add i128 %r, %y1
  %n2 = icmp sge i128 %r1, %b
  %x2 = zext i1 %n2 to i128
  %q2 = add i128 %q1, %x2
  ret i128 %q2
}
"""
