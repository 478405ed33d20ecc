"""Read a region pack from its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import yaml

from zhyto.faults import Fault, InputRefused
from zhyto.synthetic.region import Region
from zhyto.texts import Said, as_is

_NEEDED = ("hromadas", "settlements", "population", "synthetic", "sources")
_TABLES = {
    "hromadas": {
        "code": pl.String, "name_uk": pl.String, "name_en": pl.String, "type": pl.String, "raion_uk": pl.String, "raion_en": pl.String,
        "centre_uk": pl.String, "centre_en": pl.String, "lat": pl.Float64, "lon": pl.Float64, "area_km2": pl.Float64,
        "population_2022": pl.Int64, "urban_2022": pl.Int64, "budget_code": pl.String,
    },
    "settlements": {
        "code": pl.String, "hromada": pl.String, "name_uk": pl.String, "kind": pl.String, "lat": pl.Float64, "lon": pl.Float64,
        "urban_2022": pl.Int64, "voters_2019": pl.Int64,
    },
    "population": {"area": pl.String, "sex": pl.String, "age": pl.Int64, "persons": pl.Int64},
}  # fmt: skip
"""Columns each table must have and their types. Columns beyond these are kept; those that hold only numbers become numbers."""


def load_region(folder: Path) -> Region:
    """The region pack in a folder (`pack.yaml` names its files).

    Raises InputRefused with every fault found: a file or column missing, a cell of another type, places that do not fit together.
    """
    head = _mapping(folder / "pack.yaml")
    faults = [Fault("pack.yaml", 0, key, Said("nothing"), Said("the name of a file"), Said("add it")) for key in _NEEDED if key not in head]
    for key in (key for key in _NEEDED if key in head and not (folder / str(head[key])).is_file()):
        faults.append(Fault("pack.yaml", 0, key, Said("no file {file}", file=head[key]), Said("a file of this folder"), Said("add it")))
    if head.get("kind") != "region":
        faults.append(Fault("pack.yaml", 0, "kind", as_is(head.get("kind")), Said("region"), Said("load a region pack")))
    if faults:
        raise InputRefused(faults)
    tables = {name: _table(folder / head[name], columns, faults) for name, columns in _TABLES.items()}
    if faults:
        raise InputRefused(faults)
    hromadas, settlements, population = tables["hromadas"], tables["settlements"], tables["population"]
    if hromadas["code"].n_unique() != len(hromadas):
        faults.append(Fault(head["hromadas"], 0, "code", Said("a code twice"), Said("one row per hromada"), Said("remove the second row")))
    strange = set(settlements["hromada"]) - set(hromadas["code"])
    faults += [Fault(head["settlements"], 0, "hromada", code, Said("a code of the hromadas table"), Said("correct it")) for code in sorted(strange)]
    if set(population["area"]) - {"urban", "rural"} or set(population["sex"]) - {"female", "male"}:
        faults.append(Fault(head["population"], 0, "area, sex", Said("another word"), Said("urban or rural, female or male"), Said("correct it")))
    if faults:
        raise InputRefused(faults)
    return Region(
        name=folder.name,
        label=head["label"],
        law=head["law"],
        default=bool(head.get("default", False)),
        hromadas=hromadas,
        settlements=settlements,
        population=population,
        rates=_mapping(folder / head["synthetic"]),
        sources=_mapping(folder / head["sources"]),
    )


def _mapping(file: Path) -> dict[str, Any]:
    try:
        value = yaml.load(file.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except FileNotFoundError:
        raise InputRefused([Fault(file.name, 0, "", Said("no such file"), Said("a region pack"), Said("check the folder"))]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputRefused([Fault(file.name, 0, "", as_is(str(error).splitlines()[0]), Said("YAML text in UTF-8"), Said("correct the file"))]) from None
    if not isinstance(value, dict):
        raise InputRefused([Fault(file.name, 0, "", as_is(type(value).__name__), Said("names and values"), Said("correct the file"))])
    return value


def _table(file: Path, columns: dict[str, Any], faults: list[Fault]) -> pl.DataFrame:
    text = pl.read_csv(file, infer_schema=False)
    missing = [name for name in columns if name not in text.columns]
    faults += [Fault(file.name, 1, name, Said("nothing"), Said("this column"), Said("add it")) for name in missing]
    for name in (name for name in text.columns if name not in missing):
        kind = columns.get(name)
        number = text[name].cast(kind or pl.Float64, strict=False)
        bad = number.is_null() & text[name].is_not_null()
        if kind is None and bad.any():
            continue
        faults += [Fault(file.name, row + 2, name, text[name][row], as_is(kind), Said("correct it")) for row in bad.arg_true().to_list()]
        text = text.with_columns(number.alias(name))
    return text
