"""Small registers for tests: a made-up law's facts and guarantees, and tables to spoil one cell at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zhyto.io.register.format import TABLES
from zhyto.io.register.reader import register_from_tables
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import Register
from zhyto.register.places import Places

HROMADAS = ("UA01", "UA02")


def _both(text: str) -> dict[str, str]:
    return {"uk": f"{text} укр", "en": text}


INPUTS: dict[str, Input] = {
    item.name: item
    for item in (
        Input(
            "disability_group",
            "person",
            "choice",
            "facts",
            "no",
            {"uk": "Група інвалідності", "en": "Disability group"},
            values={"I": _both("group I"), "II": _both("group II")},
            high=2,
        ),
        Input("student", "person", "status", "facts", "no", {"uk": "Студент", "en": "Student"}, high=1),
        Input("displaced_on", "person", "date", "facts", "unknown", {"uk": "Дата переміщення", "en": "Displaced on"}),
        Input(
            "utility_cost",
            "household",
            "amount",
            "facts",
            "unknown",
            {"uk": "Комунальні витрати", "en": "Utility cost"},
            scale=100,
            high=10**7,
        ),
        Input("pension_years", "person", "count", "persons", "unknown", {"uk": "Стаж, років", "en": "Years of service"}, high=80),
        Input("veteran", "person", "status", "persons", "unknown", {"uk": "Ветеран", "en": "Veteran"}, high=1),
        Input("arrival", "person", "date", "persons", "unknown", {"uk": "Дата прибуття", "en": "Arrived on"}),
        Input(
            "dwelling_area_m2",
            "household",
            "ratio",
            "households",
            "unknown",
            {"uk": "Площа житла, м²", "en": "Floor area"},
            unit="m2",
            scale=100,
            high=10**6,
        ),
        Input(
            "heating",
            "household",
            "choice",
            "households",
            "unknown",
            {"uk": "Опалення", "en": "Heating"},
            values={"gas": _both("gas"), "wood": _both("wood")},
            high=2,
        ),
        Input(
            "rent_paid", "household", "amount", "households", "unknown", {"uk": "Плата за житло", "en": "Rent paid"}, scale=100, high=10**7
        ),
        Input(
            "counted_income",
            "person",
            "amount",
            "incomes",
            "unknown",
            {"uk": "Дохід", "en": "Income"},
            kinds=("wage", "pension"),
            scale=100,
            high=10**9,
        ),
    )
}
GUARANTEES: dict[str, Guarantee] = {
    code: Guarantee(code, entity, label, label, "claim", "claim", "state", "Act 1, art. 1", date(2020, 1, 1))
    for code, entity, label in (
        ("family_aid", "household", {"uk": "Допомога сім’ї", "en": "Family aid"}),
        ("person_aid", "person", {"uk": "Допомога особі", "en": "Personal aid"}),
    )
}

_TEXTS = {
    "households": """
household_id,hromada,settlement,dwelling_area_m2,heating,rent_paid
h1,UA01,Село,54.3,gas,
h2,UA02,,,none,"1200,5"
h3,UA01,,40,,0
""",
    "persons": """
person_id,household_id,sex,birth_date,role,death_date,veteran
p1,h1,female,1990-05-14,head,,yes
p3,h2,male,1950-01-01,,2025-03-01,
p2,h1,male,2021-02-03,child,,no
""",
    "facts": """
entity_id,fact,value,since,until,recorded_at
p1,disability_group,II,2024-03-01,2025-12-31,2024-03-05
p2,student,,2025-01-01,,2025-01-02T10:00:00+02:00
h1,utility_cost,1500.25,2025-12-01,2025-12-31,
p2,member_of,h3,2025-06-01,,
h2,hromada,UA01,2025-06-01,,
p3,displaced_on,2022-03-01,2022-03-01,,
""",
    "incomes": """
person_id,month,kind,amount_uah,recorded_at
p1,2025-12,wage,"9473,00",2026-01-10
p1,2025-11,wage,9473.5,
p2,2025-12,none,,
p3,2025-12,pension,"1 234,56",
""",
    "claims": """
claim_id,entity_id,guarantee,claimed_on,decided_on,decision,reason,recorded_at
c1,h1,family_aid,2026-01-12,2026-01-20,granted,,
c2,p1,person_aid,2026-01-13,,,,
""",
    "payments": """
payment_id,recipient_id,guarantee,month,amount_uah,paid_on,recorded_at
y1,h1,family_aid,2026-01,3328.00,2026-01-28,
y2,p3,person_aid,2026-01,100,2026-01-28,
""",
    "coverage": """
table,since,until,code,hromada
payments,2025-07-01,2026-01-31,family_aid,UA01
incomes,2025-07-01,2026-01-31,,
""",
}
GOOD = {name: list(csv.DictReader(io.StringIO(text.strip()))) for name, text in _TEXTS.items()}
"""A register without a fault: three households (one without persons), three persons, every table."""

Tables = dict[str, list[dict[str, Any]]]


def tables(**changed: list[dict[str, Any]]) -> Tables:
    """The good tables, some of them replaced; rows are copies."""
    return {name: [dict(row) for row in rows] for name, rows in (GOOD | changed).items()}


def frame(rows: list[dict[str, Any]], table: str) -> pl.DataFrame:
    """Rows as a frame of text; empty text stays empty text."""
    required = [column.name for column in TABLES[table].columns if column.required] if not rows else []
    names = list(dict.fromkeys(name for row in rows for name in row)) or required
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in names}, schema=dict.fromkeys(names, pl.String))


def changed(table: str, row: int, **cells: str) -> Tables:
    """The good tables with cells of one row (from 0) changed."""
    given = tables()
    given[table][row].update(cells)
    return given


def added(table: str, **cells: str) -> Tables:
    """The good tables with one more row; cells not named are empty."""
    given = tables()
    given[table].append(dict.fromkeys(given[table][0], "") | cells)
    return given


def build(given: Mapping[str, list[dict[str, Any]]] | None = None, hromadas: tuple[str, ...] | None = HROMADAS) -> Register:
    """A register made in memory. Raises InputRefused."""
    rows = tables() if given is None else given
    return register_from_tables({name: frame(part, name) for name, part in rows.items()}, INPUTS, None if hromadas is None else Places(hromadas), GUARANTEES)


def write_folder(folder: Path, given: Mapping[str, list[dict[str, Any]]] | None = None, format: str = "csv", delimiter: str = ",") -> Path:
    """Tables as files of a folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in (tables() if given is None else given).items():
        if format == "csv":
            frame(rows, name).write_csv(folder / f"{name}.csv", separator=delimiter)
        else:
            frame(rows, name).write_parquet(folder / f"{name}.parquet")
    return folder
