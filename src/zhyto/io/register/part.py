"""One household out of a large register, without reading the rest into memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from zhyto.faults import Fault, InputRefused
from zhyto.io.register.format import MOVES, TABLES, column_names, plain, table_names, words_of
from zhyto.io.register.reader import read_register, register_from_tables
from zhyto.io.register.tables import csv_delimiter
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import Register
from zhyto.register.places import Places
from zhyto.texts import Said, in_a_row

WHOLE_BELOW = 20_000_000
"""Bytes below which a register is simply read and checked whole."""


def read_household(
    path: Path, entity: str, inputs: Mapping[str, Input], places: Places | None, guarantees: Mapping[str, Guarantee]
) -> Register:
    """A register that holds the household of a person or household id (or all, where the register is small).

    Households that people moved between come together. Of a large folder only these rows are checked.
    Raises InputRefused, also where there is no such id.
    """
    size = sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else 0
    if size < WHOLE_BELOW:
        return read_register(path, inputs, places, guarantees)
    try:
        found = _rows_around(_tables(path, inputs), path.name, entity)
    except BaseException as error:
        # A parser that meets a damaged file may panic, which is no `Exception`.
        if not isinstance(error, pl.exceptions.PolarsError) and type(error).__name__ != "PanicException":
            raise
        text = (str(error).strip().splitlines() or [""])[0][:120]
        raise InputRefused([Fault(path.name, 0, "", Said("tables that cannot be read ({text})", text=text), Said("a register without faults"),
                                  _CHECK)]) from None
    try:
        return register_from_tables(found, inputs, places, guarantees, name=path.name)
    except InputRefused as refused:
        # Rows are counted within the part here, so they are left out.
        raise InputRefused([replace(fault, row=0, remedy=in_a_row([fault.remedy, _CHECK], "; ")) for fault in refused.faults]) from None


_CHECK = Said("`zhyto register check` shows every fault with its row")


def _tables(path: Path, inputs: Mapping[str, Input]) -> dict[str, pl.LazyFrame]:
    names = table_names()
    frames: dict[str, pl.LazyFrame] = {}
    files: dict[str, Path] = {}
    for file in sorted(path.iterdir()):
        table, suffix = names.get(plain(file.stem)), file.suffix.lower()
        if table is None or suffix not in (".csv", ".parquet") or file.name.startswith((".", "~")):
            continue
        if table in files:
            both = Said("{name} and {name2}", name=files[table].name, name2=file.name)
            raise InputRefused([Fault(file.name, 0, "", both, Said("one file with the table {table}", table=table), Said("keep the right one"))])
        files[table] = file
        frame = pl.scan_parquet(file) if suffix == ".parquet" else pl.scan_csv(file, separator=csv_delimiter(file), infer_schema=False)
        known = column_names(TABLES[table], inputs)
        frame = frame.rename({header: known[plain(header)] for header in frame.collect_schema().names() if plain(header) in known})
        ids = [name for name in frame.collect_schema().names() if name.endswith("_id")]
        frames[table] = frame.with_columns(pl.col(ids).cast(pl.String).str.strip_chars())
    for needed in ("households", "persons"):
        if needed not in frames:
            raise InputRefused([Fault(path.name, 0, "", Said("no table {needed}", needed=needed), Said("{needed}.csv or {needed}.parquet", needed=needed),
                                      Said("add it"))])
    return frames


def _rows_around(frames: Mapping[str, pl.LazyFrame], name: str, entity: str) -> dict[str, pl.DataFrame]:
    """The rows of the household of an entity, and of those that its members came from or went to."""
    persons = frames["persons"]
    homes = set(persons.filter(pl.col("person_id") == pl.lit(entity)).select("household_id").collect()["household_id"]) or {entity}
    if not frames["households"].filter(pl.col("household_id").is_in(sorted(homes))).select(pl.len()).collect().item():
        raise no_such_entity(name, entity)
    moves = _moves(frames)
    while True:
        movers = {person for person, places in moves.items() if places & homes}
        more = homes.union(*(moves[person] for person in movers))
        if more == homes:
            break
        homes = more
    found = {table: frames[table].filter(pl.col("household_id").is_in(sorted(homes))).collect() for table in ("households", "persons")}
    ids = [*homes, *found["persons"]["person_id"]]
    keys = {"facts": "entity_id", "claims": "entity_id", "incomes": "person_id", "payments": "recipient_id"}
    for table, key in keys.items():
        if table in frames:
            found[table] = frames[table].filter(pl.col(key).is_in(ids)).collect()
    if "coverage" in frames:
        found["coverage"] = frames["coverage"].collect()
    return found


def _moves(frames: Mapping[str, pl.LazyFrame]) -> dict[str, set[str]]:
    """Every household of each person who ever moved."""
    if "facts" not in frames:
        return {}
    facts, words = frames["facts"], words_of(MOVES)
    codes = facts.select(pl.col("fact").unique()).collect()["fact"].drop_nulls()
    moving = [code for code in codes if words.get(plain(code)) == "member_of"]
    value = pl.col("value").cast(pl.String).str.strip_chars()
    rows = facts.filter(pl.col("fact").is_in(moving)).select("entity_id", value).drop_nulls().collect()
    movers = rows.lazy().select(person_id="entity_id").unique()
    homes = frames["persons"].join(movers, on="person_id").select("person_id", "household_id").collect()
    moves: dict[str, set[str]] = {}
    for person, home in [*rows.iter_rows(), *homes.iter_rows()]:
        moves.setdefault(person, set()).add(home)
    return moves


def no_such_entity(name: str, entity: str) -> InputRefused:
    """What to say where an id is in no table."""
    return InputRefused([Fault(name, 0, "entity", Said("no person or household {entity!r}", entity=entity), Said("an id of the register"),
                               Said("mend --entity"))])
