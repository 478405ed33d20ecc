"""A lawyer's sheet: written, filled in, read back; and what is refused."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from commands import EXAMPLE, answer, refusal, zhyto
from zhyto.explain import provision
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.packs.review import read_answers, write_sheet
from zhyto.lawbook.review import digest, lines, value_of

FOLDER = find_packs()["ukraine"].folder
LAW = load_law(FOLDER)
CODE = "disability_aid"
LOST = "subsistence_minimum_lost_ability 2026-01-01 (2025-12-03)"
Cells = dict[str, list[list[str]]]


def cells_of(path: Path) -> Cells:
    book = CalamineWorkbook.from_path(str(path))
    return {name: [list(map(str, row)) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)] for name in book.sheet_names}


def saved(cells: Cells, path: Path) -> Path:
    """The cells as another program would save them: no locks, no formats."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in cells.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, place, cell)
    return path


def filled(path: Path, answers: dict[str, dict[str, str]]) -> Path:
    """A sheet with answers: by code, header → text."""
    cells = cells_of(path)
    for rows in cells.values():
        for row in rows[1:]:
            for header, text in answers.get(row[0], {}).items():
                row[rows[0].index(header)] = text
    return saved(cells, path.with_name("filled.xlsx"))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    write_sheet(tmp_path / "sheet.xlsx", LAW, CODE, "uk")
    return tmp_path / "sheet.xlsx"


def test_every_version_and_value_stands_in_it_in_plain_words(sheet: Path) -> None:
    cells = cells_of(sheet)
    assert list(cells) == ["Про аркуш", "Норми", "Числа"]
    page = answer("law", "show", CODE)
    rows = {row[0]: row for row in cells["Числа"][1:]}
    for figure in page["figures"]:
        for value in figure["values"]:
            own = [key for key in rows if key.startswith((f"{figure['code']} {value['from']}", f"{figure['code']}["))]
            assert len(own) >= (len(value["value"]) if isinstance(value["value"], dict) else 1), figure["code"]
    rules = {row[0]: row for row in cells["Норми"][1:]}
    for name in [CODE, *(rule["code"] for rule in page["rules"])]:
        for version in (*LAW.rules[name], *LAW.exceptions.get(name, ())):
            assert f"{version.name} {version.since}" in rules
    head = cells["Числа"][0]
    assert rows[LOST][head.index("Значення")] == "2\u00a0595,00\u00a0грн"
    assert rows["disability_share_by_group[II] 2020-01-01"][head.index("Значення")] == "80\u00a0%"
    child = "«дитина з інвалідністю, включно з місяцем, у якому їй виповнюється 18»"
    assert rules["disability_base_aid 2020-01-01"][2].startswith(f"Якщо {child}: «допомога на дитину без надбавок»;\nінакше, якщо «повнолітня особа")
    assert rules["disability_aid_of_a_child 2020-01-01"][2].startswith("[«прожитковий мінімум особи, яка втратила працездатність» × «допомога на дитину")
    assert "Право: " not in rules[f"guarantee {CODE}"][2]
    assert head[-4:] == ["Правильно чи хибно", "Бо", "Правильне значення", "Правильно від"]


def test_the_same_in_english(tmp_path: Path) -> None:
    zhyto("law", "sheet", CODE, "--lang", "en", "--out", tmp_path / "en.xlsx")
    cells = cells_of(tmp_path / "en.xlsx")
    assert list(cells) == ["About", "Rules", "Figures"]
    path = filled(tmp_path / "en.xlsx", {LOST: {"Right or wrong": "right"}})
    [one] = answer("law", "correct", "--sheet", path)["confirmed"]
    assert one["code"] == LOST


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_every_rule_of_every_law_can_be_told(lang: str) -> None:
    for pack in find_packs().values():
        law = load_law(pack.folder) if pack.sheet.get("kind") == "country" else LAW
        for rules in (*law.rules.values(), *law.exceptions.values()):
            for rule in rules:
                text = provision(law, rule, lang)  # type: ignore[arg-type]
                assert text.strip()
                assert "{" not in text
        for code in law.guarantees:
            found = lines(law, code, lang)  # type: ignore[arg-type]
            assert len({line.key for line in found}) == len(found)


def test_locks_lists_and_no_formulas(tmp_path: Path) -> None:
    """A label of a law that looks like a formula stays text; only the answers are open; the verdict is chosen from a list."""
    pack = Path(shutil.copytree(FOLDER, tmp_path / "ukraine"))
    rules = pack / "law" / CODE / "rules.py"
    label = LAW.rules[CODE][0].label["uk"]
    text = rules.read_text(encoding="utf-8")
    assert label in text
    rules.write_text(text.replace(label, "=HYPERLINK(0)", 1), encoding="utf-8")
    write_sheet(tmp_path / "x.xlsx", load_law(pack), CODE, "uk")
    assert any("=HYPERLINK(0)" in row for row in cells_of(tmp_path / "x.xlsx")["Норми"])
    parts = zipfile.ZipFile(tmp_path / "x.xlsx")
    for name in ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"):
        xml = parts.read(name).decode()
        assert "<f>" not in xml
        assert "<sheetProtection" in xml
        assert 'state="frozen"' in xml
        assert "правильно,хибно" in xml
    again = tmp_path / "again.xlsx"
    write_sheet(again, load_law(pack), CODE, "uk")
    assert again.read_bytes() == (tmp_path / "x.xlsx").read_bytes()


def test_an_empty_sheet_changes_nothing(sheet: Path) -> None:
    page = answer("law", "correct", "--sheet", sheet)
    assert page == {"corrections": [], "wrong": [], "confirmed": []}
    assert read_answers(saved(cells_of(sheet), sheet.with_name("again.xlsx")), LAW)[-1] == []


def test_answers_become_corrections_with_their_effects(sheet: Path) -> None:
    """Group II in 2026: 80 % of 2,595.00 = 2,076.00; of 2,695.00 = 2,156.00: what `law correct` says of the figure alone."""
    answers = {
        LOST: {"Правильно чи хибно": "хибно", "Бо": "ст. 7", "Правильне значення": "2 695,00"},
        "disability_share_by_group[II] 2020-01-01": {"Правильно чи хибно": "Хибно", "Бо": "ст. 2", "Правильне значення": "85 %"},
        "disability_share_by_group[III] 2020-01-01": {"Правильно чи хибно": "хибно", "Бо": "ст. 2", "Правильне значення": "0,65"},
        "age_of_person 2019-01-01": {"Правильно чи хибно": "правильно", "Бо": "ст. 1"},
        "disability_base_aid 2020-01-01": {"Правильно чи хибно": "хибно", "Бо": "забуто про надбавку"},
        "disability_aid 2020-01-01": {"Правильно чи хибно": "правильно"},
    }
    path = filled(sheet, answers)
    page = answer("law", "correct", "--sheet", path, EXAMPLE, "--month", "2026-01")
    by_figure = {one["figure"]: one for one in page["corrections"]}
    assert list(by_figure) == [name for name in LAW.parameters if name in ("subsistence_minimum_lost_ability", "disability_share_by_group")]
    alone = answer("law", "correct", "subsistence_minimum_lost_ability", EXAMPLE, "--from", "2026-01-01", "--value", "2695", "--source", "filled.xlsx: ст. 7",
                   "--month", "2026-01")  # fmt: skip
    assert by_figure["subsistence_minimum_lost_ability"] == alone
    assert any("2156.00" in case["new"] for case in alone["cases"])
    assert alone["entry"] == '{from: 2026-01-01, value: 2695, mark: verified, source: "filled.xlsx: ст. 7", known: 2025-12-03}'
    assert "II: 0.85, III: 0.65" in by_figure["disability_share_by_group"]["entry"]
    assert [(one["code"], one["because"]) for one in page["wrong"]] == [("disability_base_aid 2020-01-01", "забуто про надбавку")]
    assert [(one["code"], one["mark"], one["could_be"]) for one in page["confirmed"]] == [
        ("disability_aid 2020-01-01", LAW.rules[CODE][0].mark, LAW.rules[CODE][0].mark), ("age_of_person 2019-01-01", "assumption", "read"),
    ]  # fmt: skip
    for lang, words in (("uk", ("Підтверджено: 2", "Хибно, виправити вручну: 1")), ("en", ("Confirmed: 2", "Wrong, to be mended by hand: 1"))):
        told = zhyto("law", "correct", "--sheet", path, "--lang", lang).stdout
        assert all(word in told for word in (*words, "[assumption → read]", "2695"))


def test_a_remembered_figure_that_is_confirmed_could_be_read(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(FOLDER, tmp_path / "ukraine"))
    figures = pack / "law" / CODE / "parameters.yaml"
    text = figures.read_text(encoding="utf-8")
    read = 'mark: read, source: "S140 2109-14, S36", value: {I:'
    assert read in text
    figures.write_text(text.replace(read, read.replace("read", "remembered")), encoding="utf-8")
    write_sheet(tmp_path / "sheet.xlsx", load_law(pack), CODE, "uk")
    path = filled(tmp_path / "sheet.xlsx", {"disability_share_by_group[II] 2020-01-01": {"Правильно чи хибно": "правильно"}})
    [one] = answer("law", "correct", "--sheet", path, "--law", pack)["confirmed"]
    assert (one["mark"], one["could_be"]) == ("remembered", "read")


def test_corrections_of_a_sheet_are_written(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(FOLDER, tmp_path / "ukraine"))
    write_sheet(tmp_path / "sheet.xlsx", load_law(pack), CODE, "uk")
    wrong = {"Правильно чи хибно": "хибно", "Бо": "закон про бюджет"}
    path = filled(tmp_path / "sheet.xlsx", {LOST: {**wrong, "Правильне значення": "2700", "Правильно від": "01.03.2026"}})
    page = answer("law", "correct", "--sheet", path, "--law", pack, "--write")
    [one] = page["corrections"]
    assert one["stays"] == {"from": "2026-01-01", "until": "2026-02-28"}
    values = load_law(pack).parameters["subsistence_minimum_lost_ability"].values
    assert [(str(value.since), value.value) for value in values[-2:]] == [("2026-01-01", Fraction(2595)), ("2026-03-01", Fraction(2700))]
    assert "another state of the law" in refusal("law", "correct", "--sheet", path, "--law", pack)


def test_a_value_right_from_an_earlier_day_takes_the_place_of_the_wrong_one(sheet: Path) -> None:
    wrong = {"Правильно чи хибно": "хибно", "Бо": "x", "Правильне значення": "2700", "Правильно від": "2025-12-01"}
    page = answer("law", "correct", "--sheet", filled(sheet, {LOST: wrong}))
    assert [one["entry"][:32] for one in page["corrections"]] == ["{from: 2025-12-01, value: 2700, ", "{from: 2026-01-01, value: 2700, "]


def spoiled(change: Callable[[Cells], None]) -> Callable[[Path], Path]:
    def make(sheet: Path) -> Path:
        cells = cells_of(sheet)
        change(cells)
        return saved(cells, sheet.with_name("spoiled.xlsx"))

    return make


def _row(cells: Cells, name: str = "Числа", key: str = LOST) -> list[str]:
    return next(row for row in cells[name] if row[0] == key)


def _answered(cells: Cells, **answers: str) -> None:
    row = _row(cells)
    for place, text in zip((-4, -3, -2, -1), (answers.get(name, "") for name in ("verdict", "because", "value", "since")), strict=True):
        row[place] = text


def _duplicate(cells: Cells) -> None:
    cells["Числа"].append(list(_row(cells)))


REFUSED: dict[str, tuple[Callable[[Cells], None], str, str]] = {
    "a changed label": (lambda cells: _row(cells).__setitem__(1, "Інше"), "Що це", "'Інше'"),
    "a changed value": (lambda cells: _row(cells).__setitem__(2, "2 695,00 грн"), "Значення", "as it was written"),
    "a changed rule": (lambda cells: _row(cells, "Норми", "disability_aid 2020-01-01").__setitem__(2, "x"), "Норма словами", "'x'"),
    "an unknown code": (lambda cells: _row(cells).__setitem__(0, "nothing 2026-01-01"), "Код", "each code of this sheet once"),
    "a code twice": (_duplicate, "Код", "which row"),
    "a cell outside": (lambda cells: _row(cells).append("сюди"), "14", "nothing in this column"),
    "no column": (lambda cells: cells["Числа"][0].__setitem__(3, "З"), "Від", "no such column"),
    "another word": (lambda cells: _answered(cells, verdict="мабуть"), "Правильно чи хибно", "правильно or хибно"),
    "an answer without a verdict": (lambda cells: _answered(cells, because="ст. 7"), "Правильно чи хибно", "nothing beside an answer"),
    "wrong without a reason": (lambda cells: _answered(cells, verdict="хибно"), "Бо", "why it is wrong"),
    "right with a value": (lambda cells: _answered(cells, verdict="правильно", value="5"), "Правильне значення", "nothing beside what is right"),
    "a value that is none": (lambda cells: _answered(cells, verdict="хибно", because="x", value="багато"), "Правильне значення", "at most two decimals"),
    "three decimals": (lambda cells: _answered(cells, verdict="хибно", because="x", value="1,005"), "Правильне значення", "at most two decimals"),
    "the same value": (lambda cells: _answered(cells, verdict="хибно", because="x", value="2595"), "Правильне значення", "another value"),
    "a day without a value": (lambda cells: _answered(cells, verdict="хибно", because="x", since="2026-02-01"), "Правильне значення", "right from then"),
    "a day that is none": (lambda cells: _answered(cells, verdict="хибно", because="x", value="5", since="березень"), "Правильно від", "a day from"),
    "a day of another value": (lambda cells: _answered(cells, verdict="хибно", because="x", value="5", since="2019-01-01"), "Правильно від", "a day from"),
    "another state of the law": (lambda cells: cells["Про аркуш"][0].__setitem__(3, "0" * 16), "", "another state of the law"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_with_its_place(case: str, sheet: Path) -> None:
    change, column, text = REFUSED[case]
    path = spoiled(change)(sheet)
    told = refusal("law", "correct", "--sheet", path, "--write")
    [line] = told.strip().split("\n")
    name = "Про аркуш" if not column else "Норми" if case == "a changed rule" else "Числа"
    assert line.startswith(f"spoiled.xlsx[{name}]:")
    number, _, rest = line.partition("]:")[2].partition(":")
    assert int(number) >= 1
    assert rest.startswith(column)
    assert text in line


def test_every_fault_is_told_in_one_pass_and_nothing_is_written(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(FOLDER, tmp_path / "ukraine"))
    write_sheet(tmp_path / "sheet.xlsx", load_law(pack), CODE, "uk")
    before = {path: path.read_bytes() for path in pack.rglob("*.yaml")}

    def change(cells: Cells) -> None:
        _answered(cells, verdict="хибно", value="багато")
        _row(cells, "Норми", "disability_aid 2020-01-01")[2] = "x"

    path = spoiled(change)(tmp_path / "sheet.xlsx")
    assert len(refusal("law", "correct", "--sheet", path, "--law", pack, "--write").strip().split("\n")) == 3
    told = zhyto("law", "correct", "--sheet", path, "--law", pack, code=2).stderr
    assert "знайдено" in told
    assert "expected" not in told
    assert before == {path: path.read_bytes() for path in pack.rglob("*.yaml")}


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    zhyto("register", "template", tmp_path / "other.xlsx")
    assert "no such sheet" in refusal("law", "correct", "--sheet", tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("x", encoding="utf-8")
    assert "not a workbook" in refusal("law", "correct", "--sheet", tmp_path / "text.xlsx")
    assert "no such file" in refusal("law", "correct", "--sheet", tmp_path / "none.xlsx").lower()
    assert refusal("law", "correct", "pension_age").count("a figure, its first day, value and source, or --sheet FILE") == 3
    assert "did you mean disability_aid" in refusal("law", "sheet", "disabilty_aid", "--out", tmp_path / "x.xlsx")


def test_only_what_the_sheet_shows_makes_it_another() -> None:
    assert digest(lines(LAW, CODE, "uk")) == digest(lines(load_law(FOLDER), CODE, "uk"))
    assert digest(lines(LAW, CODE, "uk")) != digest(lines(LAW, "birth_grant", "uk"))


@pytest.mark.parametrize(("unit", "text", "value"), [
    ("money", "2 695,00", "2695"), ("money", "2\u00a0695.5", "2695.5"), ("money", "80 %", None), ("money", "1e3x", None), ("ratio", "75 %", "0.75"),
    ("ratio", "0,75", "0.75"), ("ratio", "75", None), ("ratio", "150 %", "1.5"), ("years", "65", "65"),
    ("money", "1e3", None), ("date", "01.03.2024", "2024-03-01"), ("date", "2024-03", None),
])  # fmt: skip
def test_how_a_right_value_is_read(unit: str, text: str, value: str | None) -> None:
    item = next(one for one in LAW.parameters.values() if one.unit == "money")
    assert value_of(replace(item, unit=unit), text) == value
