"""What follows from where a household lives is read off the region's table, by code or by name within the hromada; else it is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from commands import EXAMPLE, answer
from zhyto.faults import InputRefused
from zhyto.io.packs.law import load_law
from zhyto.io.packs.named import known_places
from zhyto.io.register.reader import register_from_tables
from zhyto.register.places import Places

ROOT = Path(__file__).resolve().parents[2]
LAW = load_law(ROOT / "src" / "zhyto_packs" / "ukraine")
PLACES = Places(
    ("UA01", "UA02"),
    pl.DataFrame(
        {
            "code": ["UA01A", "UA01B", "UA01C", "UA01D", "UA02A"], "hromada": ["UA01", "UA01", "UA01", "UA01", "UA02"],
            "name_uk": ["Народичі", "Рудня", "Рудня", "Мар’янівка", "Народичі"], "radiation_zone": ["mandatory", "mandatory", "none", None, "none"],
        }
    ),
)  # fmt: skip


def zones(rows: list[tuple[str, str, str | None]], places: Places | None = PLACES, facts: list[dict[str, Any]] | None = None) -> list[str | None]:
    households = pl.DataFrame([{"household_id": home, "hromada": hromada, "settlement": name} for home, hromada, name in rows])
    persons = pl.DataFrame([{"person_id": f"{home}p", "household_id": home, "sex": "female", "birth_date": "1950-01-01"} for home, *_ in rows])
    tables = {"households": households, "persons": persons} | ({"facts": pl.DataFrame(facts)} if facts else {})
    register = register_from_tables(tables, LAW.inputs, places, LAW.guarantees)
    fact, item = register.facts["radiation_zone"], LAW.inputs["radiation_zone"]
    if fact.base is None or fact.base_known is None:
        return [None] * len(rows)
    return [item.choice(int(value)) if known else None for value, known in zip(fact.base, fact.base_known, strict=True)]


@pytest.mark.parametrize(
    ("hromada", "settlement", "wanted"),
    [
        ("UA01", "Народичі", "mandatory"),
        ("UA01", "  народичі ", "mandatory"),
        ("UA02", "Народичі", "none"),  # another place of that name
        ("UA01", "UA01A", "mandatory"),
        ("UA02", "UA01A", "mandatory"),  # a code says more than the hromada
        ("UA01", "UA01B", "mandatory"),
        ("UA01", "Рудня", None),  # two of that name: which one is not known
        ("UA01", "Мар'янівка", None),  # in the table, its zone is not known
        ("UA01", "Вигадане", None),
        ("UA01", None, None),
    ],
)
def test_by_code_or_by_a_name_that_is_one_place(hromada: str, settlement: str | None, wanted: str | None) -> None:
    assert zones([("H1", hromada, settlement), ("H2", "UA02", "Народичі")]) == [wanted, "none"]


@pytest.mark.parametrize(("hromada", "wanted"), [("UA02", None), ("UA01", "mandatory")])
def test_who_has_moved_to_another_hromada_lives_in_no_known_settlement(hromada: str, wanted: str | None) -> None:
    moved = {"entity_id": "H1", "fact": "hromada", "value": hromada, "since": "2024-05-01", "until": None, "recorded_at": "2024-05-02"}
    assert zones([("H1", "UA01", "Народичі"), ("H2", "UA02", "Народичі")], facts=[moved]) == [wanted, "none"]


def test_without_a_region_nothing_is_known() -> None:
    assert zones([("H1", "UA01", "Народичі")], None) == [None]
    assert zones([("H1", "UA01", "Народичі")], Places(("UA01",))) == [None]


def test_a_value_the_law_does_not_declare_is_refused_by_its_row() -> None:
    assert PLACES.settlements is not None
    bad = Places(PLACES.hromadas, PLACES.settlements.with_columns(radiation_zone=pl.Series(["mandatory", "fourth", "none", None, "none"])))
    with pytest.raises(InputRefused, match="settlements:3:radiation_zone: found fourth"):
        zones([("H1", "UA01", "Народичі")], bad)


def test_the_region_knows_its_zones() -> None:
    places = known_places("zhytomyr")
    assert places is not None
    assert places.settlements is not None
    table = dict(places.settlements.select("name_uk", "radiation_zone").iter_rows())
    assert (table["Народичі"], table["Олевськ"], table["Житомир"]) == ("mandatory", "enhanced_control", "none")
    counts = dict(places.settlements["radiation_zone"].value_counts().iter_rows())
    assert counts == {"none": 979, "enhanced_control": 353, "guaranteed_voluntary": 284, "mandatory": 34, None: 18}


def test_a_widow_in_narodychi_is_in_the_zone_without_anybody_writing_it() -> None:
    page = answer("explain", EXAMPLE.parent / "households", "--entity", "П-01", "--month", "2026-01")
    asked = {fact["name"] for right in page["explanations"] for fact in right["missing"]}
    assert asked
    assert "radiation_zone" not in asked
