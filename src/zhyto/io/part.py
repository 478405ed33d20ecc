"""One household out of a large register, without reading the rest into memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from zhyto.faults import Fault, InputRefused
from zhyto.io.format import TABLES, column_names, plain, table_names
from zhyto.io.register import read_register, register_from_tables
from zhyto.law.declare import Guarantee, Input
from zhyto.register import Register

WHOLE_BELOW = 20_000_000
"""Bytes below which a register is simply read and checked whole."""


def read_household(
    path: Path, entity: str, inputs: Mapping[str, Input], hromadas: Collection[str] | None, guarantees: Mapping[str, Guarantee]
) -> Register:
    """A register that holds the household of a person or household id (or all, where the register is small).

    Of a large folder only the rows of that household are checked. Raises InputRefused, also where there is no such id.
    """
    size = sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else 0
    if size < WHOLE_BELOW:
        return read_register(path, inputs, hromadas, guarantees)
    names = table_names()
    frames: dict[str, pl.LazyFrame] = {}
    for file in sorted(path.iterdir()):
        table = names.get(plain(file.stem))
        if table is None or file.suffix not in (".csv", ".parquet"):
            continue
        frame = pl.scan_parquet(file) if file.suffix == ".parquet" else pl.scan_csv(file, infer_schema=False)
        known = column_names(TABLES[table], inputs)
        frames[table] = frame.rename({header: known[plain(header)] for header in frame.collect_schema().names() if plain(header) in known})
    for needed in ("households", "persons"):
        if needed not in frames:
            raise InputRefused([Fault(str(path.name), 0, "", f"no table {needed}", f"{needed}.csv or {needed}.parquet", "add it")])
    wanted = pl.lit(entity)
    homes = frames["persons"].filter(pl.col("person_id").cast(pl.String) == wanted).select(pl.col("household_id").cast(pl.String)).collect()["household_id"]
    home = homes[0] if len(homes) else entity
    found: dict[str, pl.DataFrame] = {"persons": frames["persons"].filter(pl.col("household_id").cast(pl.String) == pl.lit(home)).collect()}
    found["households"] = frames["households"].filter(pl.col("household_id").cast(pl.String) == pl.lit(home)).collect()
    if not len(found["households"]):
        raise no_such_entity(path.name, entity)
    ids = [home, *found["persons"]["person_id"].cast(pl.String)]
    keys = {"facts": "entity_id", "claims": "entity_id", "incomes": "person_id", "payments": "recipient_id"}
    for table, key in keys.items():
        if table in frames:
            found[table] = frames[table].filter(pl.col(key).cast(pl.String).is_in(ids)).collect()
    if "coverage" in frames:
        found["coverage"] = frames["coverage"].collect()
    return register_from_tables(found, inputs, hromadas, guarantees, name=path.name)


def no_such_entity(name: str, entity: str) -> InputRefused:
    """What to say where an id is in no table."""
    return InputRefused([Fault(name, 0, "entity", f"no person or household {entity!r}", "an id of the register", "mend --entity")])
