"""Write a register as a folder of tables: the inverse of `zhyto.io.register.reader.read_register`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, format_month
from zhyto.io.files.whole import refuse_file, whole_folder
from zhyto.io.register.cells import ALWAYS, OPEN
from zhyto.io.register.format import TABLES, declared_facts, plain, table_names
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import DECISIONS, INCOME_KINDS, ROLES, SEXES, Bools, Ints, Register
from zhyto.texts import Said

Format = Literal["parquet", "csv"]
_SUFFIXES: Final = (".csv", ".parquet")


def write_register(
    register: Register,
    folder: Path,
    format: Format,
    inputs: Mapping[str, Input],
    guarantees: Mapping[str, Guarantee],
) -> None:
    """Write every table of a register; reading the folder gives equal arrays (file rows apart).

    The folder appears whole or not at all. A register that stood there is replaced.

    Raises:
        FileExistsError: the folder holds anything but tables of a register.
        ValueError: the register holds a fact or guarantee that is not declared, or a value its declaration cannot write.
    """
    refuse_other_tables(folder)
    with whole_folder(folder) as made:
        for name in TABLES:
            frame = _FRAMES[name](register, inputs, guarantees)
            if format == "csv":
                frame.write_csv(made / f"{name}.csv")
            else:
                frame.write_parquet(made / f"{name}.parquet", compression="zstd", compression_level=1, statistics=False)


def refuse_other_tables(folder: Path) -> None:
    """Raise FileExistsError where a folder for a register holds anything else, NotADirectoryError where a file stands in the way."""
    names = table_names()
    refuse_file(folder)
    there = folder.iterdir() if folder.exists() else ()
    others = [file.name for file in there if file.suffix not in _SUFFIXES or plain(file.stem) not in names]
    if others:
        raise FileExistsError(Said("{name} holds {others}, not only tables of a register; name another folder", name=folder.name,
                                   others=", ".join(sorted(others)[:3])))


def _days(numbers: NDArray[Any]) -> pl.Series:
    """Day numbers as dates: far future is empty."""
    days = pl.Series(numbers, dtype=pl.Int32)
    return days.set(days == FAR_FUTURE, None).cast(pl.Date)


def _recorded(numbers: NDArray[Any]) -> pl.Series:
    days = pl.Series(numbers, dtype=pl.Int32)
    return days.set(days == FAR_PAST, None).cast(pl.Date)


def _bounds(since: NDArray[Any], until: NDArray[Any], always: bool) -> tuple[pl.Series, pl.Series]:
    begin = np.where(since == FAR_PAST, day_number(ALWAYS), since).astype(np.int32)
    end = np.where(until == FAR_FUTURE, day_number(OPEN), until).astype(np.int32) if always else until
    return pl.Series(begin).cast(pl.Date), _days(end)


def _months(numbers: NDArray[Any]) -> pl.Series:
    if not len(numbers):
        return pl.Series([], dtype=pl.String)
    first = int(numbers.min())
    names = pl.Series([format_month(month) for month in range(first, int(numbers.max()) + 1)])
    return names.gather(numbers - first)


def _words(codes: NDArray[Any], words: tuple[str | None, ...]) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(codes.astype(np.int64))


def _decimal(values: Ints, digits: int) -> pl.Series:
    whole = pl.Series(values, dtype=pl.Int64).cast(pl.Decimal(38, digits))
    parts: pl.Series = (whole / 10**digits).cast(pl.Decimal(20, digits))
    return parts


def _fact_cells(item: Input, values: Ints, known: Bools | None = None) -> pl.Series:
    """Stored values of a declared fact as cells; empty where not known."""
    if item.type == "status":
        cells = _words(values, ("no", "yes"))
    elif item.type == "choice":
        cells = _words(values, ("none", *item.values))
    elif item.type == "date":
        cells = pl.Series(values, dtype=pl.Int64).cast(pl.Int32).cast(pl.Date)
    elif item.type == "month":
        cells = _months(np.where(known, values, values[known].min() if known.any() else 0) if known is not None else values)
    elif item.scale == 1:
        cells = pl.Series(values, dtype=pl.Int64)
    else:
        cells = _decimal(values, len(str(item.scale)) - 1)
    return cells if known is None else cells.set(pl.Series(~known), None)


def _columns_of(register: Register, inputs: Mapping[str, Input], table: str) -> dict[str, pl.Series]:
    found = {}
    for code, fact in register.facts.items():
        # What follows from the settlement is not written: the settlement is.
        if fact.base is None or (code in inputs and inputs[code].source == "settlements"):
            continue
        if code not in inputs or inputs[code].source not in ("persons", "households"):
            raise ValueError(f"{code} has a value for every entity but is not declared as a column of persons or households")
        if inputs[code].source == table:
            assert fact.base_known is not None  # stands beside base
            found[code] = _fact_cells(inputs[code], np.where(fact.base_known, fact.base, 0), fact.base_known)
    return found


def _households(register: Register, inputs: Mapping[str, Input], _: Mapping[str, Guarantee]) -> pl.DataFrame:
    return pl.DataFrame(
        {"household_id": register.household_id, "hromada": _words(register.hromada, register.hromadas)}
        | register.extra
        | _columns_of(register, inputs, "households")
    )


def _persons(register: Register, inputs: Mapping[str, Input], _: Mapping[str, Guarantee]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person_id": register.person_id,
            "household_id": register.household_id.gather(register.household_of()),
            "sex": _words(register.sex, (None, *SEXES[1:])),
            "birth_date": _days(register.birth),
            "role": _words(register.role, (None, *ROLES[1:])),
            "death_date": _days(register.death),
        }
        | _columns_of(register, inputs, "persons")
    )


def _facts(register: Register, inputs: Mapping[str, Input], _: Mapping[str, Guarantee]) -> pl.DataFrame:
    parts = []
    declared = declared_facts(inputs)
    spells = dict(register.facts) | ({} if register.moves is None else {"member_of": register.moves})
    for code, fact in spells.items():
        if not len(fact.entity):
            continue
        if code == "member_of":
            of_person, values = True, register.household_id.gather(fact.value)
        elif code == "hromada":
            of_person, values = False, _words(fact.value, register.hromadas)
        elif code in declared:
            of_person, values = declared[code].entity == "person", _fact_cells(declared[code], fact.value).cast(pl.String)
        else:
            raise ValueError(f"{code} is not a declared fact")
        ids = register.person_id if of_person else register.household_id
        since, until = _bounds(fact.since, fact.until, False)
        parts.append(
            pl.DataFrame(
                {
                    "entity_id": ids.gather(fact.entity),
                    "fact": pl.repeat(code, len(fact.entity), eager=True),
                    "value": values,
                    "since": since,
                    "until": until,
                    "recorded_at": _recorded(fact.recorded),
                }
            )
        )
    text = dict.fromkeys(("entity_id", "fact", "value"), pl.String) | dict.fromkeys(("since", "until", "recorded_at"), pl.Date)
    return pl.concat(parts) if parts else pl.DataFrame(schema=text)


def _incomes(register: Register, _: Mapping[str, Input], __: Mapping[str, Guarantee]) -> pl.DataFrame:
    # A reader looks for a person's months side by side.
    rows = register.incomes.taken(np.argsort(register.incomes.person, kind="stable"))
    return pl.DataFrame(
        {
            "person_id": register.person_id.gather(rows.person),
            "month": _months(rows.month),
            "kind": _words(rows.kind, INCOME_KINDS),
            "amount_uah": _decimal(rows.amount, 2),
            "recorded_at": _recorded(rows.recorded),
        }
    )


def _entity_ids(register: Register, guarantees: Mapping[str, Guarantee], code: str, entity: NDArray[Any]) -> pl.Series:
    if code not in guarantees:
        raise ValueError(f"{code} is not a declared guarantee")
    return (register.household_id if guarantees[code].entity == "household" else register.person_id).gather(entity)


def _claims(register: Register, _: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> pl.DataFrame:
    parts = [
        pl.DataFrame(
            {
                "claim_id": rows.claim_id,
                "entity_id": _entity_ids(register, guarantees, code, rows.entity),
                "guarantee": pl.repeat(code, len(rows.entity), eager=True),
                "claimed_on": _days(rows.claimed_on),
                "decided_on": _days(rows.decided_on),
                "decision": _words(rows.decision, DECISIONS),
                "reason": rows.reason.set(rows.reason == "", None),
                "recorded_at": _recorded(rows.recorded),
            }
        )
        for code, rows in register.claims.items()
        if len(rows.entity)
    ]
    return pl.concat(parts) if parts else _empty("claims")


def _payments(register: Register, _: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> pl.DataFrame:
    parts = [
        pl.DataFrame(
            {
                "payment_id": rows.payment_id,
                "recipient_id": _entity_ids(register, guarantees, code, rows.entity),
                "guarantee": pl.repeat(code, len(rows.entity), eager=True),
                "month": _months(rows.month),
                "amount_uah": _decimal(rows.amount, 2),
                "paid_on": _days(rows.paid_on),
                "recorded_at": _recorded(rows.recorded),
            }
        )
        for code, rows in register.payments.items()
        if len(rows.entity)
    ]
    return pl.concat(parts) if parts else _empty("payments")


def _coverage(register: Register, _: Mapping[str, Input], __: Mapping[str, Guarantee]) -> pl.DataFrame:
    rows = register.coverage
    if not rows:
        return _empty("coverage")
    since, until = _bounds(np.array([row.since for row in rows]), np.array([row.until for row in rows]), True)
    return pl.DataFrame(
        {
            "table": [row.table for row in rows],
            "since": since,
            "until": until,
            "code": [row.code or None for row in rows],
            "hromada": [row.hromada or None for row in rows],
        },
        schema_overrides={"code": pl.String, "hromada": pl.String},
    )


def _empty(table: str) -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: pl.String for column in TABLES[table].columns})


_FRAMES: Final = {
    "households": _households,
    "persons": _persons,
    "facts": _facts,
    "incomes": _incomes,
    "claims": _claims,
    "payments": _payments,
    "coverage": _coverage,
}
