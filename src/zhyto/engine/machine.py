"""Compiles and runs the functions of `zhyto.engine.native` with LLVM (the package llvmlite, an optional extra)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock, local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.engine.native import LANES, Output, Program

BLOCK = 1024
"""Persons in a block: what one loop writes, the next one finds in the cache."""
SPAN = 1 << 16
"""Persons that one call computes: few calls, and enough of them for several threads."""


def available() -> bool:
    """Whether LLVM is installed."""
    return find_spec("llvmlite") is not None


@dataclass(slots=True)
class Columns:
    """An output's rows of a run of households, and its columns: values, and whether they are unknown (None: never).

    rows: numbers of the rows given out; None: every row, and the columns are those of the whole register.
    """

    rows: NDArray[np.int32] | None
    columns: list[tuple[NDArray[Any], NDArray[np.uint8] | None]]


class _Machine:
    """A compiled function, kept alive with what owns its code."""

    def __init__(self, text: str) -> None:
        from llvmlite import binding

        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        module = binding.parse_assembly(text)
        target = binding.Target.from_default_triple().create_target_machine(
            cpu=binding.get_host_cpu_name(), features=binding.get_host_cpu_features().flatten(), opt=2
        )
        self.engine = binding.create_mcjit_compiler(module, target)
        self.engine.finalize_object()
        pointer, number = ctypes.c_void_p, ctypes.c_int64
        kind = ctypes.CFUNCTYPE(number, pointer, pointer, pointer, number, number, number, pointer, number, pointer)
        self.run = kind(self.engine.get_function_address("run"))


@lru_cache(maxsize=64)
def _machine(text: str) -> _Machine:
    # The text is the whole input of the compiler, so an entry cannot go stale.
    return _Machine(text)


_COMPILING = Lock()


def run(
    program: Program, outputs: list[Output], start: NDArray[np.int64], largest: int, threads: int,
    take: Callable[[int, int, list[Columns], bool], None], whole: list[Columns],
) -> None:  # fmt: skip
    """The function over all households, run by run, on some threads.

    take(first, last, columns, flagged) is called for each run of households: columns per output; flagged: two conditions of which only one
    may hold were seen together (or may have been, in a row beyond the last). Several threads may call it at once.
    whole: arrays of outputs that are not `open`, filled in place.
    """
    with _COMPILING:
        machine = _machine(program.text)
    constants = np.array(program.constants or [0], dtype=np.int64)
    pointers = np.array([column.ctypes.data for column in program.columns] or [0], dtype=np.uint64)
    capacity = (max(BLOCK, largest) + 2 * LANES + 63) // 64 * 64
    spans = list(_spans(start))
    own = local()

    def compute(span: tuple[int, int]) -> None:
        first, last = span
        if not hasattr(own, "scratch"):
            own.scratch = np.zeros(program.slots * capacity + 64, dtype=np.uint8)
            own.buffers = [_buffers(output) for output in outputs]
        rows = int(start[last] - start[first])
        table, found, kept = [], [], []
        for output, buffers, place in zip(outputs, own.buffers, whole, strict=True):
            if output.open:
                size = (rows if output.entity == "person" else last - first) + LANES
                _grow(buffers, size)
                buffers.count[0] = 0
                table += [buffers.count.ctypes.data, buffers.rows.ctypes.data]
                for value, unknown in buffers.columns:
                    table += [value.ctypes.data, unknown.ctypes.data]
            else:
                table += [0, 0]
                for value, unknown in place.columns:
                    table += [value.ctypes.data, 0 if unknown is None else unknown.ctypes.data]
        places, held = _tail(program, pointers, start, first, last)
        kept.append(held)
        arguments = np.array(table or [0], dtype=np.uint64)
        scratch = (own.scratch.ctypes.data + 63) // 64 * 64
        flagged = machine.run(
            places.ctypes.data, constants.ctypes.data, start.ctypes.data, first, last, BLOCK, scratch, capacity, arguments.ctypes.data
        )
        for output, buffers, place, unsure in zip(outputs, own.buffers, whole, program.unsure, strict=True):
            if not output.open:
                found.append(place)
                continue
            count = int(buffers.count[0])
            columns = [
                (value[:count].copy(), unknown[:count].copy() if doubt else None)
                for (value, unknown), doubt in zip(buffers.columns, unsure, strict=True)
            ]
            found.append(Columns(buffers.rows[:count].copy(), columns))
        take(first, last, found, bool(flagged))

    if threads > 1 and len(spans) > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(compute, spans))
    else:
        for span in spans:
            compute(span)


@dataclass(slots=True)
class _Buffers:
    """Room for the open rows of one output in one run."""

    count: NDArray[np.int64]
    rows: NDArray[np.int32]
    columns: list[tuple[NDArray[np.int64], NDArray[np.uint8]]]


def _buffers(output: Output) -> _Buffers:
    columns = [(np.empty(0, np.int64), np.empty(0, np.uint8)) for _ in range(1 + len(output.beside))]
    return _Buffers(np.zeros(1, dtype=np.int64), np.empty(0, np.int32), columns)


def _grow(buffers: _Buffers, size: int) -> None:
    if len(buffers.rows) < size:
        buffers.rows = np.empty(size, np.int32)
        buffers.columns = [(np.empty(size, np.int64), np.empty(size, np.uint8)) for _ in buffers.columns]


def _spans(start: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs of whole households of about `SPAN` persons; the very last households apart, since their columns are copied (`_tail`)."""
    households, first = len(start) - 1, 0
    end = min(households - LANES, int(np.searchsorted(start, start[-1] - LANES, side="right")) - 1)
    while first < households:
        last = int(np.searchsorted(start, start[first] + SPAN, side="right")) - 1
        last = min(max(last, first + 1), households, first + SPAN)
        if first < end <= last:
            last = end
        yield first, last
        first = last


def _tail(program: Program, pointers: NDArray[np.uint64], start: NDArray[np.int64], first: int, last: int) -> tuple[NDArray[np.uint64], Any]:
    """Pointers to the columns for a run; at the end of the register to copies with room for a last, half-filled load of sixteen rows."""
    if last < len(start) - 1 and start[-1] - start[last] >= LANES and len(start) - 1 - last >= LANES:
        return pointers, None
    copies, places = [], pointers.copy()
    for place, column in enumerate(program.columns):
        begin = int(start[first]) if program.persons[place] else first
        copy = np.zeros(len(column) - begin + LANES, dtype=column.dtype)
        copy[: len(column) - begin] = column[begin:]
        copies.append(copy)
        places[place] = copy.ctypes.data - begin * column.dtype.itemsize
    return places, copies
