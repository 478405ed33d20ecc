"""The imaginary country's data as a register, and its totals by Zhyto: compiled, or by NumPy alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from zhyto.dates import FAR_FUTURE
from zhyto.engine import evaluate as engine
from zhyto.io.packs.law import load_law
from zhyto.law.model import Law
from zhyto.register.columns import Fact, Incomes, Register


def load(folder: Path) -> Law:
    """The law of a pack."""
    return load_law(folder)


def _column(values: np.ndarray) -> Fact:
    none, days = np.empty(0, np.int64), np.empty(0, np.int32)
    return Fact(
        values.astype(np.min_scalar_type(-max(int(values.max(initial=1)), 1))),
        np.ones(len(values), bool),
        days,
        none,
        days,
        days,
        days,
        days,
    )


def register_of(data: dict[str, np.ndarray]) -> Register:
    """A register with every fact known and no spells."""
    persons, households = len(data["birth"]), len(data["start"]) - 1
    days = np.empty(0, np.int32)
    columns = ("salary", "capital_returns", "accommodation_size", "rent", "housing_occupancy_status")
    return Register(
        household_id=pl.int_range(households, eager=True).cast(pl.String),
        person_id=pl.int_range(persons, eager=True).cast(pl.String),
        start=data["start"],
        hromadas=("IM01",),
        hromada=np.zeros(households, np.int32),
        birth=data["birth"],
        sex=np.where(np.arange(persons) % 2, 1, 2).astype(np.int8),
        role=data["role"],
        death=np.full(persons, FAR_FUTURE, np.int32),
        facts={name: _column(data[name]) for name in columns},
        moves=None,
        incomes=Incomes(days, days, np.empty(0, np.int8), np.empty(0, np.int64), days),
        claims={},
        payments={},
        coverage=(),
    )


def evaluate(law: Law, register: Register, names: Sequence[str], month: int, threads: int = 1, way: str = "native") -> dict[str, np.ndarray]:
    """Values of names for every row, kopecks. Fails if any is unknown: here every fact is known."""
    results = engine.evaluate(law, register, names, month, threads=threads, engine=way)
    for name, result in results.items():
        if result.missing is not None:
            raise SystemExit(f"{name} is unknown for some rows: {result.labels}")
    return {name: result.value for name, result in results.items()}
