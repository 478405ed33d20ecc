"""The places a region pack lists, and what follows from living in one: a fact of the settlement is a fact of its households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Input
from zhyto.register.columns import Bools, Ints
from zhyto.register.columns import Fact as Recorded
from zhyto.texts import Said


@dataclass(frozen=True, slots=True)
class Places:
    """hromadas: the codes that exist.

    settlements: a row per settlement (code, hromada, name_uk, and a column for each fact of settlements; an empty cell is not known).
    None: none are listed.
    """

    hromadas: tuple[str, ...] = ()
    settlements: pl.DataFrame | None = None

    def facts(self, inputs: Mapping[str, Input], rows: NDArray[np.integer]) -> dict[str, tuple[Ints, Bools]]:
        """Stored values of every fact of settlements for households in these rows (-1: nowhere listed), and whether they are known.

        Raises InputRefused where the table holds a value that the law does not declare.
        """
        found = {}
        for code, item in inputs.items():
            if item.source == "settlements":
                value, known = self._column(item)
                inside = rows >= 0
                found[code] = np.where(inside, value[np.maximum(rows, 0)], 0), inside & known[np.maximum(rows, 0)]
        return found

    def _column(self, item: Input) -> tuple[Ints, Bools]:
        if self.settlements is None or item.name not in self.settlements.columns:
            return np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.bool_)
        words = self.settlements[item.name].cast(pl.String)
        codes = {"no": 0, "yes": 1} if item.type == "status" else {word: item.code(word) for word in ("none", *item.values)}
        strange = sorted(set(words.drop_nulls()) - set(codes))
        if strange:
            row = int((words == strange[0]).arg_true()[0]) + 2
            raise InputRefused([Fault("settlements", row, item.name, strange[0], Said("one of {known}", known=", ".join(codes)),
                                      Said("correct the table of the region pack"))])
        known = words.is_not_null()
        return words.replace_strict(codes, default=0, return_dtype=pl.Int64).to_numpy(), known.to_numpy()


def base_facts(facts: Mapping[str, tuple[Ints, Bools]]) -> dict[str, Recorded]:
    """Facts of households that hold always, without dated rows."""
    none = np.empty(0, np.int32)
    return {code: Recorded(value, known, none, np.empty(0, np.int64), none, none, none, none) for code, (value, known) in facts.items()}
