"""Every command, as a user types it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from commands import COMMAND, EXAMPLE, answer, example, refusal, zhyto
from zhyto import __version__
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.register import part
from zhyto.lawbook.book import show, to_text
from zhyto.texts.spoken import speak_amount

PACKS = find_packs()
LAW = load_law(PACKS["ukraine"].folder)
TABLES = {
    "entitlements": ["entity_id", "guarantee", "month", "state", "amount_uah", "at_once_uah", "monthly_uah", "claim_until", "missing", "law"],
    "findings": [
        *("finding_id", "kind", "entity_id", "hromada", "guarantee"),
        *("month", "due_uah", "paid_uah", "difference_uah", "evidence"),
    ],
    "hardship": ["household_id", "hromada", "persons", "resources_uah", "line_uah", "shortfall_uah", "reason"],
    "shares": ["household_id", "hromada", "source", "share_uah", "level_uah"],
}


def read(folder: Path, table: str) -> pl.DataFrame:
    return pl.read_csv(folder / f"{table}.csv", infer_schema=False)


def rows(folder: Path, table: str, **chosen: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((folder / f"{table}.csv").open(encoding="utf-8", newline="")))
    return [row for row in found if all(row[name] == value for name, value in chosen.items())]


def total(values: list[str]) -> Decimal:
    return sum((Decimal(value) for value in values if value), Decimal(0))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example register's results, with a fund."""
    out = tmp_path_factory.mktemp("run") / "out"
    zhyto("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", out)
    return out


@pytest.fixture(scope="module")
def summary(result: Path) -> Any:
    return json.loads((result / "summary.json").read_text(encoding="utf-8"))


# help and law


def test_help_and_version_as_a_process() -> None:
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    for word in ("demo", "run", "explain", "register", "law", "Жито", "What is due by law"):
        assert word in done.stdout
    assert __version__ in subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True).stdout


COMMANDS = (
    *("demo", "run", "explain", "simulate", "arrears", "register check", "register template", "register synthetic"),
    *("law list", "law show", "law check", "law cases", "law graph", "law coverage", "law correct", "law assumptions", "law events"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_takes_json_and_says_what_it_does(words: str) -> None:
    text = zhyto(*words.split(), "--help").stdout
    assert "--json" in text
    assert "--lang" in text


def test_law_list_in_both_languages() -> None:
    assert "Житлова субсидія" in zhyto("law", "list").stdout
    assert "Housing and utility subsidy" in zhyto("law", "list", "--lang", "en").stdout
    assert [row["code"] for row in answer("law", "list")] == list(LAW.guarantees)
    assert answer("law", "list", "--law", "imaginary") != []


def test_law_show_a_guarantee() -> None:
    page = answer("law", "show", "disability_aid")
    assert page["kind"] == "guarantee"
    assert (page["entity"], page["access"], page["payer"], page["decision_days"]) == ("person", "claim", "state", 10)
    assert page["documents"][0] == {"uk": "Паспорт (свідоцтво про народження дитини)", "en": "Passport (the child's birth certificate)"}
    assert "15 днів" in zhyto("law", "show", "special_merits_pension").stdout, "what else to know of a decision"
    assert [version["since"] for version in page["versions"]] == [str(rule.since) for rule in LAW.rules["disability_aid"]]
    figures = {figure["code"]: figure for figure in page["figures"]}
    [group] = figures["disability_share_by_group"]["values"]
    assert group["value"]["II"] == "0.8"
    assert {"known", "mark", "source", "from"} <= group.keys()
    assert "disability_group" in {fact["code"] for fact in page["facts"]}
    assert "disability_base_aid" in {rule["code"] for rule in page["rules"]}
    assert any(gap["since"] == "2027-01-01" for gap in page["not_implemented"])
    assert page["readings"]
    for lang, word in (("uk", "Показники закону"), ("en", "Figures of the law")):
        text = zhyto("law", "show", "disability_aid", "--lang", lang).stdout
        assert word in text
        assert page["label"][lang] in text


def test_law_show_a_figure_a_rule_and_a_fact() -> None:
    figure = answer("law", "show", "subsistence_minimum_able")
    last = next(item for item in figure["values"] if item["from"] == "2026-01-01")
    assert (figure["kind"], last["value"], last["mark"]) == ("figure", "3328", "read")
    assert "low_income_family_aid" in {user["code"] for user in figure["used_by"]}
    assert "3\u00a0328,00" in zhyto("law", "show", "subsistence_minimum_able").stdout
    assert answer("law", "show", "age_of_person")["kind"] == "rule"
    fact = answer("law", "show", "disability_subgroup")
    assert (fact["kind"], fact["absence"], list(fact["values"])) == ("fact", "unknown", ["A", "B"])


@pytest.mark.parametrize("pack", ["ukraine", "imaginary"])
def test_every_name_of_a_law_has_a_page(pack: str) -> None:
    law = load_law(PACKS[pack].folder)
    for name in [*law.rules, *law.parameters, *law.inputs]:
        page = show(law, name)
        assert json.loads(json.dumps(page)) == page
        for lang in ("uk", "en"):
            text = to_text(page, lang)
            assert page["label"][lang] in text
            assert "None" not in text


def test_law_show_suggests_a_name() -> None:
    assert "did you mean disability_aid" in refusal("law", "show", "disabilty_aid")
    faults = answer("law", "show", "disabilty_aid", code=2)["faults"]
    assert faults[0]["found"] == "'disabilty_aid'"


def test_law_check_exit_codes(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(PACKS["imaginary"].folder, pack)
    words = ("law", "check", "--law", pack, "--since", "2015-01-01", "--until", "2016-12-31")
    before = answer(*words, code=1 if any(item["severity"] != "info" for item in json.loads(_check(words))) else 0)
    figures = next(iter(sorted((pack / "law").rglob("parameters.yaml"))))
    with figures.open("a", encoding="utf-8") as stream:
        stream.write(
            "never_read:\n  label: {uk: Зайвий, en: Never read}\n  unit: money\n  cite: Act 1\n"
            "  values:\n    - {from: 2010-01-01, value: 1, mark: verified, source: S}\n"
        )
    after = answer(*words, code=1)
    assert len(after) > len(before)
    assert any(item["name"] == "never_read" for item in after)
    assert "never_read" in zhyto(*words, code=1).stdout
    rules = next(iter(sorted((pack / "law").rglob("rules.py"))))
    rules.write_text(rules.read_text(encoding="utf-8") + "\nimport os\n", encoding="utf-8")
    assert "rules.py" in refusal(*words)


def _check(words: tuple[object, ...]) -> str:
    done = subprocess.run([*COMMAND, *map(str, words), "--json"], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


# run


def test_result_files_have_the_columns_of_the_format(result: Path) -> None:
    assert sorted(path.name for path in result.iterdir()) == sorted(
        ["report.html", "summary.json", "timings.json", *(f"{table}.csv" for table in TABLES)]
    )
    for table, columns in TABLES.items():
        assert read(result, table).columns == columns


def test_what_the_example_register_holds_is_found(result: Path) -> None:
    found = {(row["entity_id"], row["guarantee"], row["kind"], row["difference_uah"]) for row in rows(result, "findings")}
    assert found == {
        ("О-05", "third_child_aid", "missing", "-2100.00"),
        ("О-08", "baby_package", "unclaimed", "-8451.00"),
        ("О-11", "child_care_under_1", "unclaimed", "-3838.71"),
        ("О-14", "child_of_war_pension_rise", "missing", "-66.43"),
        ("Д-05", "basic_social_aid", "unclaimed", "-139.00"),
        ("О-11", "birth_grant", "unclaimed", "-860.00"),
        # Money of earlier months that nobody has claimed: nothing of the month itself.
        ("О-11", "baby_package", "unclaimed", "0.00"),
        ("Д-10", "burial_of_pensioner", "unclaimed", "0.00"),
        ("О-13", "disability_aid", "short", "-1840.50"),
        ("О-14", "pension_age_supplement", "missing", "-570.00"),
        ("О-16", "idp_living_aid", "over", "3000.00"),
        ("О-23", "pension_age_supplement", "undue", "570.00"),
        ("О-29", "disability_aid", "undecided_late", "-1816.50"),
        ("Д-01", "housing_subsidy", "unclaimed", "-71.38"),
        ("Д-01", "low_income_family_aid", "short", "-2263.05"),
    }
    [missed] = rows(result, "hardship", reason="missed_by_law")
    assert (missed["household_id"], missed["shortfall_uah"]) == ("Д-11", "6152.00")
    [share] = rows(result, "shares")
    assert (share["household_id"], share["share_uah"], share["level_uah"]) == ("Д-11", "5000.00", "9200.00")


def test_unknown_names_its_facts_and_no_amount(result: Path) -> None:
    unknown = rows(result, "entitlements", state="unknown")
    of_first = {row["entity_id"] for row in unknown if row["guarantee"] in ("housing_subsidy", "low_income_family_aid", "basic_social_aid")}
    assert of_first == {"Д-03", "Д-09"}
    assert all(row["missing"] and not row["amount_uah"] for row in unknown)
    assert all(row["amount_uah"] and not row["missing"] for row in rows(result, "entitlements") if row["state"] != "unknown")
    assert "О-14" in {row["entity_id"] for row in unknown}, "a pensioner without a record"


def check_sums(out: Path) -> None:
    """Every sum of summary.json is the sum of its rows."""
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    for code, told in summary["guarantees"].items():
        for state in ("due", "claimable", "unknown"):
            chosen = rows(out, "entitlements", guarantee=code, state=state)
            assert told[state] == len(chosen)
            if state == "due":
                assert Decimal(told["due_monthly_uah"]) == total([row["monthly_uah"] for row in chosen])
                assert Decimal(told["due_once_uah"]) == total([row["at_once_uah"] for row in chosen if row["at_once_uah"]])
                assert Decimal(told["due_uah"]) == Decimal(told["due_monthly_uah"]) + Decimal(told["due_once_uah"])
            if state == "claimable" and not told["claimable_open"]:
                assert Decimal(told["claimable_monthly_uah"]) == total([row["monthly_uah"] for row in chosen])
                assert Decimal(told["claimable_at_once_uah"]) == total([row["at_once_uah"] for row in chosen])
                assert told["claimable_past"] == sum(row["amount_uah"] == "0.00" and row["at_once_uah"] not in ("", "0.00") for row in chosen)
            if state != "unknown":
                assert Decimal(told[f"{state}_uah"]) == total([row["amount_uah"] for row in chosen])
        kinds = {row["kind"] for row in rows(out, "findings", guarantee=code)}
        assert set(told["findings"]) == kinds
        for kind in kinds:
            chosen = rows(out, "findings", guarantee=code, kind=kind)
            assert told["findings"][kind]["count"] == len(chosen)
            assert Decimal(told["findings"][kind]["difference_uah"]) == total([row["difference_uah"] for row in chosen])
    for reason, told in summary["hardship"]["reasons"].items():
        chosen = rows(out, "hardship", reason=reason)
        assert (told["households"], told["persons"]) == (len(chosen), sum(int(row["persons"]) for row in chosen))
        assert Decimal(told["shortfall_uah"]) == total([row["shortfall_uah"] for row in chosen])
    for place, told in summary["hromadas"].items():
        chosen = rows(out, "findings", hromada=place)
        assert sum(part["count"] for part in told["findings"].values()) == len(chosen)
        assert total([part["difference_uah"] for part in told["findings"].values()]) == total([row["difference_uah"] for row in chosen])
        assert told["hardship"] == len(rows(out, "hardship", hromada=place))
        assert Decimal(told["shortfall_uah"]) == total([row["shortfall_uah"] for row in rows(out, "hardship", hromada=place)])
        assert Decimal(told["fund_uah"]) == total([row["share_uah"] for row in rows(out, "shares", hromada=place)])
    due = total([row["due_uah"] for row in summary["hromadas"].values()])
    assert due == total([row["amount_uah"] for row in rows(out, "entitlements", state="due")])
    assert summary["persons"] == sum(row["persons"] for row in summary["hromadas"].values())
    assert Decimal(summary["fund"]["shared_uah"]) == total([row["share_uah"] for row in rows(out, "shares")])


def test_sums_of_the_summary_are_those_of_the_tables(result: Path) -> None:
    check_sums(result)


def test_report_says_the_same_totals(result: Path, summary: Any) -> None:
    page = (result / "report.html").read_text(encoding="utf-8")
    assert "<html" in page
    for name in ("due_monthly_uah", "due_once_uah"):
        due = sum(Decimal(row[name]) for row in summary["guarantees"].values())
        for lang, currency in (("uk", "грн"), ("en", "UAH")):
            assert speak_amount(int(due * 100), lang, currency) in page
    assert __version__ in page


def test_told_in_both_languages_and_as_json(tmp_path: Path, summary: Any) -> None:
    words = ("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", tmp_path / "out")
    said = zhyto(*words)
    assert "Належить за законом: щомісяця 29\u00a0943,89\u00a0грн; один раз цього місяця 50\u00a0000,00\u00a0грн\n" in said.stdout
    assert "Можна отримати за заявою: щомісяця 8\u00a0857,33\u00a0грн; одразу 42\u00a0490,09\u00a0грн\n" in said.stdout
    assert "Невідомо" in said.stdout
    assert "Обчислюю права" in said.stderr
    assert "Due by law: each month 29,943.89\u00a0UAH; once in this month 50,000.00\u00a0UAH\n" in zhyto(*words, "--lang", "en").stdout
    told = answer(*words)
    assert told.pop("out") == str(tmp_path / "out")
    assert told == summary


def test_equal_runs_give_equal_bytes(tmp_path: Path, result: Path) -> None:
    zhyto("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", tmp_path / "out")
    for path in result.iterdir():
        if path.name != "timings.json":
            assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_parquet_holds_what_csv_holds(tmp_path: Path, result: Path) -> None:
    zhyto("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", tmp_path / "out", "--format", "parquet")
    for table in TABLES:
        found = pl.read_parquet(tmp_path / "out" / f"{table}.parquet")
        assert found.select(pl.all().cast(pl.String)).equals(read(result, table), null_equal=True), table


def test_all_adds_the_rights_that_are_not_due(tmp_path: Path, result: Path) -> None:
    zhyto("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", tmp_path / "out", "--all")
    everything = read(tmp_path / "out", "entitlements")
    assert everything.filter(pl.col("state") != "not_due").equals(read(result, "entitlements"))
    sizes = {"person": 30, "household": 12}
    assert everything.height == sum(sizes[guarantee.entity] for guarantee in LAW.guarantees.values())
    assert set(everything.filter(pl.col("state") == "not_due")["amount_uah"]) == {"0.00"}


def test_known_on_uses_only_what_was_known(tmp_path: Path) -> None:
    def newborn(known: str) -> tuple[list[str], list[str]]:
        out = tmp_path / known
        zhyto("run", EXAMPLE, "--month", "2026-01", "--out", out, "--known-on", known)
        chosen = {"entity_id": "О-08", "guarantee": "birth_grant"}
        states = [row["state"] for row in rows(out, "entitlements", **chosen)]
        return states, [row["kind"] for row in rows(out, "findings", **chosen)]

    # Claimed on the 12th, granted on the 16th, paid on the 23rd.
    assert newborn("2026-01-14") == (["claimable"], [])
    assert newborn("2026-01-20") == (["due"], [])
    assert newborn("2026-01-23") == (["due"], [])
    # What is not paid is missing once the month is over, never before.
    assert not rows(tmp_path / "2026-01-23", "findings", kind="missing")
    newborn("2026-01-31")
    assert rows(tmp_path / "2026-01-31", "findings", kind="missing")


def test_earlier_results_are_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    zhyto("run", EXAMPLE, "--month", "2026-01", "--fund", "5000", "--out", out)
    zhyto("run", EXAMPLE, "--month", "2025-12", "--out", out, "--format", "parquet")
    assert sorted(path.name for path in out.iterdir()) == [
        "entitlements.parquet", "findings.parquet", "hardship.parquet", "report.html", "summary.json", "timings.json",
    ]  # fmt: skip
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["month"] == "2025-12"


# registers


def workbook(path: Path, register: Path) -> Path:
    """The template, filled in with a register's tables by their Ukrainian headers."""
    zhyto("register", "template", path)
    book = openpyxl.load_workbook(path)
    sheets = {"households": "Домогосподарства", "persons": "Особи", "facts": "Факти", "incomes": "Доходи", "claims": "Заяви",
              "payments": "Виплати", "coverage": "Повнота"}  # fmt: skip
    for table, name in sheets.items():
        sheet = book[name]
        headers = {cell.value: cell.column for cell in sheet[1]}
        lines = csv.DictReader((register / f"{table}.csv").open(encoding="utf-8", newline=""), delimiter=";")
        for number, line in enumerate(lines, 2):
            for header, value in line.items():
                if value:
                    sheet.cell(number, headers[header], value)
    book.save(path)
    return path


def test_a_workbook_made_from_the_template_gives_the_same_results(tmp_path: Path, result: Path) -> None:
    book = workbook(tmp_path / "мій реєстр.xlsx", EXAMPLE)
    told = answer("register", "check", book)
    assert (told["persons"], told["households"], told["payments"]) == (30, 12, 9)
    zhyto("run", book, "--month", "2026-01", "--fund", "5000", "--out", tmp_path / "out")
    for table in TABLES:
        assert (tmp_path / "out" / f"{table}.csv").read_bytes() == (result / f"{table}.csv").read_bytes(), table


def test_an_empty_template_is_a_register_of_nobody(tmp_path: Path) -> None:
    assert answer("register", "template", tmp_path / "new.xlsx") == {"file": str(tmp_path / "new.xlsx")}
    assert answer("register", "check", tmp_path / "new.xlsx")["persons"] == 0


def test_check_speaks_both_languages() -> None:
    assert "Помилок не знайдено: домогосподарств 12, осіб 30" in zhyto("register", "check", EXAMPLE).stdout
    assert "No faults found: households 12, persons 30" in zhyto("register", "check", EXAMPLE, "--lang", "en").stdout


def test_synthetic_register_is_read_back_and_repeats(tmp_path: Path) -> None:
    made = answer("register", "synthetic", tmp_path / "one", "--share", "0.0005", "--format", "csv")
    assert made["persons"] == answer("register", "check", tmp_path / "one")["persons"]
    assert Path(made["truth"]) == tmp_path / "one-truth.csv"
    assert pl.read_csv(made["truth"]).height == made["faults"]
    zhyto("register", "synthetic", tmp_path / "two", "--share", "0.0005", "--format", "csv")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_demo_makes_everything(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    told = answer("demo", "--share", "0.002", "--seed", "5", "--out", out)
    assert told["persons"] > 2000
    for name in ("report.html", "truth.csv", "summary.json", "timings.json", *(f"{table}.csv" for table in TABLES)):
        assert (out / name).is_file(), name
    check_sums(out)
    again = tmp_path / "again"
    zhyto("run", out / "register", "--month", "2026-01", "--fund", "20000000", "--out", again)
    # The demonstration shares three sources with conditions, `run` one without.
    for table in set(TABLES) - {"shares"}:
        # Evidence names the rows of a file, or the ids of a register that was never in one.
        assert read(again, table).drop("evidence", strict=False).equals(read(out, table).drop("evidence", strict=False)), table


# explain


def told(register: Path, entity: str, *more: str) -> Any:
    return answer("explain", register, "--entity", entity, "--month", "2026-01", *more)


def test_explain_in_words() -> None:
    text = zhyto("explain", EXAMPLE, "--entity", "О-13", "--month", "2026-01", "--guarantee", "disability_aid").stdout
    assert "Належить 8\u00a0840,50\u00a0грн" in text
    assert "Закон 2109-III" in text
    english = zhyto("explain", EXAMPLE, "--entity", "О-13", "--month", "2026-01", "--guarantee", "disability_aid", "--lang", "en").stdout
    assert "8,840.50\u00a0UAH" in english
    page = zhyto("explain", EXAMPLE, "--entity", "О-13", "--month", "2026-01", "--guarantee", "disability_aid", "--html").stdout
    assert "<" in page
    assert "8\u00a0840,50" in page


def test_explain_what_if_names_the_fact() -> None:
    found = told(EXAMPLE, "Д-11", "--guarantee", "low_income_family_aid", "--what-if")
    assert "cars_over_limit" in {change["fact"] for change in found["changes"]}


def agrees(register: Path, out: Path, entities: list[str]) -> None:
    """`explain` gives every state and amount that `run --all` gives for these persons and households."""
    table = {(row["entity_id"], row["guarantee"]): (row["state"], row["amount_uah"]) for row in rows(out, "entitlements")}
    seen = set()
    for entity in entities:
        for item in told(register, entity)["explanations"]:
            who = item["who"] if item["entity"] >= 0 else None
            if who is None and not entity.startswith("Д-"):
                continue
            key = (who or entity, item["code"])
            state, amount = table[key]
            assert item["state"] == state, key
            assert state == "unknown" or item["amount"] == Decimal(amount) * 100, key
            seen.add(key)
    assert {key for key, (state, _) in table.items() if state != "not_due" and key[0] in entities} <= seen


ENTITIES = ["О-05", "О-13", "О-14", "Д-01", "Д-02", "Д-04", "Д-05", "Д-06", "Д-08", "Д-12"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example register after moves: a child to another household, an adult out and back, a household to another hromada."""
    register = example(tmp_path_factory.mktemp("moved") / "register")
    with (register / "facts.csv").open("a", encoding="utf-8") as stream:
        stream.write("О-05;member_of;Д-12;2025-11-01;;\n")
        stream.write("О-07;Переїзд до домогосподарства;Д-05;2025-01-01;2025-06-30;\n")
        stream.write("О-14;member_of;Д-04;2026-01-01;;\n")
        stream.write("Д-08;hromada;UA18060170000069581;2025-01-01;;\n")
    return register


@pytest.mark.parametrize("after_moves", [False, True])
def test_explain_agrees_with_run(tmp_path: Path, moved: Path, after_moves: bool) -> None:
    register = moved if after_moves else EXAMPLE
    zhyto("run", register, "--month", "2026-01", "--out", tmp_path / "out", "--all")
    agrees(register, tmp_path / "out", ENTITIES)


def test_explain_shows_the_household_a_person_moved_to(moved: Path) -> None:
    assert {item["who"] for item in told(moved, "Д-12")["explanations"] if item["entity"] >= 0} == {"О-05", "О-28", "О-29", "О-30"}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_explain_on_a_large_register_reads_a_part(tmp_path: Path, moved: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "register"
    register.mkdir()
    for path in moved.glob("*.csv"):
        table = pl.read_csv(path, separator=";", infer_schema=False)
        if form == "csv":
            table.write_csv(register / path.name, separator=";", include_bom=True)
        else:
            table.write_parquet(register / f"{path.stem}.parquet")
    entities = ["О-05", "О-07", "Д-12", "Д-08"]
    whole = {entity: told(register, entity) for entity in entities}
    monkeypatch.setattr(part, "WHOLE_BELOW", 0)
    for entity in entities:
        assert told(register, entity) == whole[entity], entity
    assert "no person or household 'Д-99'" in refusal("explain", register, "--entity", "Д-99", "--month", "2026-01")


def test_a_part_of_a_faulty_register_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "WHOLE_BELOW", 0)
    register = example(tmp_path / "register")
    words = ("explain", register, "--entity", "О-01", "--month", "2026-01")
    incomes = register / "incomes.csv"
    incomes.write_text(incomes.read_text(encoding="utf-8").replace("5000,00", "NaN", 1), encoding="utf-8")
    said = refusal(*words)
    assert "'NaN'" in said
    assert "zhyto register check" in said
    (register / "persons.csv").write_bytes((register / "persons.csv").read_text(encoding="utf-8").encode("cp1251"))
    assert "register:" in refusal(*words)
    (register / "persons.csv").unlink()
    assert "no table persons" in refusal(*words)


def test_explain_a_dead_person() -> None:
    assert "not a member in that month" in refusal("explain", EXAMPLE, "--entity", "О-23", "--month", "2026-01")
    assert zhyto("explain", EXAMPLE, "--entity", "О-23", "--month", "2025-11").stdout
