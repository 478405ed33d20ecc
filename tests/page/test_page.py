"""A household's page: ten invented households of the north, read as those who live there would read them."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commands import refusal, zhyto
from zhyto import page as pages
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.explain.outlook import candidates, outlook
from zhyto.io.letters import page_pdf
from zhyto.io.packs.law import load_guide, load_law
from zhyto.io.register.reader import read_register
from zhyto.page.data import Entry, Page
from zhyto.page.readable import reading_of, sentences_of
from zhyto.page.sheet import Row, Section, Sheet
from zhyto.register.convert import household_in_month
from zhyto.register.record import Household

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "examples" / "households"
PACK = ROOT / "src" / "zhyto_packs" / "ukraine"
LAW, GUIDE = load_law(PACK), load_guide(PACK)
MONTH = 2026 * 12
HOUSES = [f"П-{number:02d}" for number in range(1, 11)]
LANGS = ("uk", "en")


@cache
def register() -> Any:
    return read_register(REGISTER, LAW.inputs, None, LAW.guarantees)


@cache
def household(house: str) -> Household:
    found = household_in_month(register(), LAW.inputs, LAW.guarantees, house, MONTH)
    assert found is not None
    return found


@cache
def page(house: str, lang: Any = "uk") -> Page:
    return pages.household_page(Reference(LAW, household(house), MONTH), lang, GUIDE)


@cache
def sheet(house: str, lang: Any = "uk") -> Sheet:
    return pages.sheet_of(page(house, lang), GUIDE)


def entry(house: str, code: str) -> Entry:
    return next(item for item in (*page(house).due, *page(house).claimable) if item.code == code)


# what it says


def test_amounts_are_those_worked_out_by_hand() -> None:
    assert entry("П-01", "pension_age_supplement").amount == 456_00, "78 years: 456, the pension is far below the cap"
    assert entry("П-03", "idp_living_aid").amount == 9_000_00, "a child 3000, three adults 2000 each"
    assert entry("П-04", "disability_aid").amount == 3_572_50, "2595 × 0.7 = 1816.50, and half of 3512 for the care of a child from 6 to 17"
    assert entry("П-06", "low_income_family_aid").amount == 1_996_80, "3328 × 0.6, no income at all"
    assert entry("П-09", "pension_age_supplement").amount == 600_00, "300 each at 74 and 71"
    assert [share.amount for share in entry("П-03", "idp_living_aid").shares] == [3_000_00, 2_000_00, 2_000_00, 2_000_00]


def test_what_is_missed_is_told_to_the_kopeck() -> None:
    miss = next(item for item in page("П-04").misses if item.code == "low_income_family_aid")
    # Two able-bodied adults 3328 and two children 3512 for six months: 82 080; the income is 15 200 × 6 = 91 200.
    assert (miss.kind, miss.needed, miss.present, miss.distance) == (
        "too_much",
        "82\u00a0079,99\u00a0грн",
        "91\u00a0200\u00a0грн",
        "9\u00a0120,01\u00a0грн",
    )
    paper = next(item for item in page("П-02").misses if item.code == "third_child_aid")
    assert (paper.kind, paper.amount, paper.fact) == ("paper", 2_100_00, "посвідчення багатодітної сім'ї")


def test_what_will_change_is_told_with_its_reason() -> None:
    rise = next(item for item in page("П-09").changes if item.kind == "changes")
    assert (rise.month, rise.amount, rise.before, rise.reason, rise.age) == (MONTH + 2, 456_00, 300_00, "age", 75)
    begin = next(item for item in page("П-08").changes if item.kind == "begins" and item.age == 70)
    assert (begin.month, begin.amount) == (MONTH + 3, 290_00), "born on the second: 29 of the 30 days of April"
    birth = next(item for item in page("П-10").changes if item.amount == 50_000_00)
    assert (birth.month, birth.state) == (MONTH + 2, "claimable")
    summer = next(item for item in page("П-05").changes if item.month == MONTH + 7)
    assert (summer.kind, summer.state) == ("once", "unknown"), "the amount of 2026 is not on record: it is coming, and is not zero"


def test_an_unknown_names_the_paper_and_whose() -> None:
    found = {(question.paper, question.of) for question in page("П-10").questions}
    assert ("довідка про доходи за вересень\u00a02025", ("чоловік, 26\u00a0років",)) in found
    assert "0 грн" not in [row.amount for section in sheet("П-10").sections for row in section.rows]


@pytest.mark.parametrize("house", HOUSES)
def test_due_and_claimable_come_from_the_largest(house: str) -> None:
    for entries in (page(house).due, page(house).claimable):
        for gives in ("money", "discount"):
            amounts = [max(item.amount, item.at_once) for item in entries if item.gives == gives]
            assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize("house", HOUSES)
def test_the_page_says_what_the_evaluator_says(house: str) -> None:
    reference = Reference(LAW, household(house), MONTH)
    expected = {"due": 0, "claimable": 0}
    for code, guarantee in LAW.guarantees.items():
        for place in [HOUSEHOLD] if guarantee.entity == "household" else range(len(reference.members)):
            right = reference.right(code, place)
            if right.state in expected:
                expected[right.state] += right.amount or 0
    assert {
        "due": sum(item.amount for item in page(house).due),
        "claimable": sum(item.amount for item in page(house).claimable),
    } == expected


def figures(found: Sheet) -> list[str]:
    """Numbers of a page, without the words around them, in order of size."""
    text = " ".join(found.texts()).replace("\u00a0", " ")
    bare = re.findall(r"\d[\d ]*(?:,\d+)?", text) if found.lang == "uk" else re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    plain = [item.strip().replace(" ", "").replace(",", ".") if found.lang == "uk" else item.rstrip(",").replace(",", "") for item in bare]
    return sorted(item for item in plain if "." in item or len(item) > 2)


@pytest.mark.parametrize("house", HOUSES)
def test_english_says_the_same(house: str) -> None:
    uk, en = page(house, "uk"), page(house, "en")
    for names in ("due", "claimable"):
        told = [[(item.code, item.amount, item.until) for item in getattr(which, names)] for which in (uk, en)]
        assert sorted(told[0], key=str) == sorted(told[1], key=str)
    assert [(item.kind, item.month, item.amount, item.before) for item in uk.changes] == [
        (item.kind, item.month, item.amount, item.before) for item in en.changes
    ]
    assert sorted((item.code, item.kind, item.amount) for item in uk.misses) == sorted(
        (item.code, item.kind, item.amount) for item in en.misses
    )
    amounts = [
        sorted(re.sub(r"\D", "", row.amount) for part in which.sections for row in part.rows if row.amount)
        for which in (sheet(house, "uk"), sheet(house, "en"))
    ]
    assert amounts[0] == amounts[1]
    lead = [re.sub(r"\D", "", " ".join(which.lead)) for which in (sheet(house, "uk"), sheet(house, "en"))]
    assert lead[0] == lead[1]
    assert not re.search("[а-яіїєґ]", pages.to_text(sheet(house, "en")), re.IGNORECASE) or set(
        re.findall(r"[А-Яа-яІіЇїЄєҐґ]+", pages.to_text(sheet(house, "en")))
    ) <= {"П"}


def test_discounts_and_things_in_kind_are_told_apart_from_money() -> None:
    base = entry("П-01", "pension_age_supplement")
    discount = replace(base, code="discount", label="Знижка на світло", gives="discount", amount=245_30, automatic=False)
    kind = replace(base, code="kind", label="Безплатний проїзд", gives="in_kind", amount=0)
    other = replace(kind, code="other", label="Безплатні ліки", show=("Рецепт", "Посвідчення"))
    found = pages.sheet_of(replace(page("П-01"), due=(base, discount, kind, other)), GUIDE)
    assert found.lead[0] == "За січень\u00a02026 вам належить 456\u00a0грн.", "a discount and a thing are no money"
    rows = found.sections[0].rows
    assert [(row.head, row.amount) for row in rows] == [
        ("Доплата до пенсії за вік", "456\u00a0грн"), ("Знижка на світло", "245,30\u00a0грн"), ("Без грошей", ""),
    ]  # fmt: skip
    assert rows[1].lines == ("На стільки менший має бути ваш рахунок.",)
    assert rows[2].lines == ("Безплатний проїзд.", "Безплатні ліки; покажіть: рецепт, посвідчення."), "all things in one row"


def test_what_else_to_know_of_a_decision_stands_beside_its_days() -> None:
    """Law 1058-IV, article 45, p. 5: the ten days may be prolonged by at most fifteen."""
    (way,) = LAW.guarantees["special_merits_pension"].procedure
    office = replace(page("П-02").offices[0], notes=(way.note["uk"],))
    shown = pages.sheet_of(replace(page("П-02"), offices=(office,)), GUIDE)
    rows = next(section for section in shown.sections if section.key == "where").rows
    row = next(row for row in rows if row.head == office.place)
    assert row.lines[-1] == "Щоб перевірити відомості, керівник управління може продовжити цей строк, щонайбільше на 15 днів."


def test_two_rights_of_which_one_can_be_had_are_not_added_up() -> None:
    one = replace(entry("П-02", "low_income_family_aid"), counted=True)
    other = replace(one, label="Інша допомога", counted=False)
    both = replace(page("П-02"), claimable=(one, other), either=(("Інша допомога", one.label),))
    found = pages.sheet_of(both, GUIDE)

    def claims(told: Sheet) -> Section:
        return next(section for section in told.sections if section.key == "claim")

    total = found.lead[1].removeprefix("Але можна отримати ").removesuffix(". Для цього подайте заяву.")
    assert total.removesuffix(" щомісяця") == claims(pages.sheet_of(replace(both, claimable=(one,)), GUIDE)).rows[0].amount
    assert claims(found).after == (f"«Інша допомога» і «{one.label}» разом не дають. Виберіть одне.",)
    # What would give up something that the family has is not told as if it came on top.
    assert pages.sheet_of(replace(both, swap=True), GUIDE).lead[1] == "Але гроші можна отримати. Для цього подайте заяву."
    # A claim that gives no more than what the family has already is no reason to claim.
    assert len(pages.sheet_of(replace(both, claimable=(other,)), GUIDE).lead) == 1


# how it is said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("house", HOUSES)
def test_sentences_are_short_and_words_plain(house: str, lang: str) -> None:
    names = [guarantee.label[lang] for guarantee in LAW.guarantees.values()]
    found = reading_of(sentences_of(sheet(house, lang), names), lang)
    assert found.plain, f"{float(found.mean):.1f} words, {float(found.long):.0%} long, the longest sentence {found.longest}"


def test_the_measure_tells_a_law_from_a_page() -> None:
    act = "Державна соціальна допомога призначається органами соціального захисту населення на підставі письмової заяви уповноваженого представника."
    assert not reading_of([act], "uk").plain
    assert reading_of(["Подайте заяву до 31 січня. Візьміть паспорт."], "uk").plain
    two = reading_of(["Мати має хату. Тато пише."], "uk")
    assert (two.sentences, two.words, two.long, two.longest) == (2, 5, 0, 3)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("house", HOUSES)
def test_no_word_of_the_law_stands_without_its_meaning(house: str, lang: str) -> None:
    found = sheet(house, lang)
    text = "\n".join(found.texts())
    for term in GUIDE.terms:
        assert not term.stands_in(text, lang) or term.gloss[lang] in text, term.name[lang]


def test_every_form_of_a_term_is_found() -> None:
    subsidy = next(term for term in GUIDE.terms if term.name["uk"] == "субсидія")
    assert all(subsidy.stands_in(text, "uk") for text in ("житлову субсидію", "Субсидії", "субсидій немає"))
    minimum = next(term for term in GUIDE.terms if term.name["uk"] == "прожитковий мінімум")
    assert minimum.stands_in("двох прожиткових мінімумів", "uk")
    assert not minimum.stands_in("мінімум", "uk")


def test_papers_are_of_facts_that_exist() -> None:
    assert set(GUIDE.papers) <= set(LAW.inputs)
    assert {name for name in GUIDE.obtainable if LAW.inputs[name].type != "status"} == set()


@pytest.mark.parametrize("house", HOUSES)
def test_nothing_accuses_and_nothing_leaks(house: str) -> None:
    text = pages.to_text(sheet(house)).lower()
    assert not re.search(r"поруш|винн|шахра|незаконн|зобов|unknown\(|fraction|none\b", text)
    assert "л-" not in text, "ids of persons stand only where two would be called alike"


# how it looks


def pdf_of(found: Sheet) -> Any:
    pytest.importorskip("typst", reason="Typst is not installed")
    return pytest.importorskip("pypdf", reason="pypdf is not installed").PdfReader(io.BytesIO(page_pdf(found)))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00a0", " "))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("house", HOUSES)
def test_the_pdf_is_one_tagged_side_with_every_word(house: str, lang: str) -> None:
    found = sheet(house, lang)
    pdf = pdf_of(found)
    assert len(pdf.pages) == 1
    root = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert str(root["/Lang"]) == lang
    assert pdf.metadata.title == found.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    meta = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>\s*1|pdfuaid:part=\"1\"", meta)
    there = words(pdf.pages[0].extract_text())
    missing = [word for text in found.texts() for word in words(text) if word not in there]
    assert not missing


def test_a_pdf_is_the_same_bytes_again() -> None:
    pytest.importorskip("typst", reason="Typst is not installed")
    assert page_pdf(sheet("П-01")) == page_pdf(sheet("П-01"))


def long_sheet(rows: int) -> Sheet:
    made = tuple(Row(f"Право {number}", f"{number} грн", ("Подайте заяву. Візьміть паспорт.",)) for number in range(rows))
    return replace(sheet("П-01"), sections=(Section("due", "Вам належить зараз", (), made),))


def test_twenty_rights_fit_on_one_side_and_more_flow_to_the_next() -> None:
    assert len(pdf_of(long_sheet(20)).pages) == 1
    long = pdf_of(long_sheet(70))
    assert 2 <= len(long.pages) <= 4
    for number, side in enumerate(long.pages, 1):
        assert f"{number} / {len(long.pages)}" in side.extract_text()
    text = "\n".join(side.extract_text() for side in long.pages)
    assert all(re.search(rf"Право {number}\b", text) for number in range(70))


def test_letters_of_the_language_are_in_the_font() -> None:
    said = "Ґанок, їжак, єдність, п’ять, сім'я — «і»"
    found = replace(sheet("П-01"), lead=(said,))
    text = pdf_of(found).pages[0].extract_text()
    assert "Ґанок, їжак, єдність, п’ять" in text


def test_html_is_whole_and_escaped() -> None:
    found = pages.to_html(replace(sheet("П-02"), title="<b>&"))
    assert "<title>&lt;b&gt;&amp;</title>" in found
    assert "<script" not in found
    assert not re.search(r"https?:|src=|url\(", found)
    assert '<html lang="uk">' in found


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as run:
        opened = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("house", HOUSES)
def test_html_fits_a_phone_and_one_printed_side(house: str, browser: Any) -> None:
    reader = pytest.importorskip("pypdf", reason="pypdf is not installed").PdfReader
    opened = browser.new_page(viewport={"width": 320, "height": 700})
    opened.set_content(pages.to_html(sheet(house)))
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    printed = opened.pdf(prefer_css_page_size=True)
    opened.close()
    assert len(reader(io.BytesIO(printed)).pages) == 1


# the year ahead


@pytest.mark.parametrize("house", HOUSES)
def test_what_is_skipped_in_the_outlook_never_comes(house: str) -> None:
    """The right that time cannot bring is not computed month by month: here it is, to see that nothing is lost."""
    home = household(house)
    now = Reference(LAW, home, MONTH)
    kept = set(candidates(LAW, home, now, 12))
    for later in range(MONTH + 1, MONTH + 13):
        reference = Reference(LAW, home, later)
        for code, guarantee in LAW.guarantees.items():
            for place in [HOUSEHOLD] if guarantee.entity == "household" else range(len(reference.members)):
                who = "" if place == HOUSEHOLD else reference.members[place].id
                if (code, who) not in kept:
                    assert reference.right(code, place).state not in ("due", "claimable"), (code, who, later)


def test_a_dated_fact_that_ends_is_seen_coming() -> None:
    home = household("П-07")
    person = home.persons[0]
    disabled = {**person.facts, "child_with_disability": (replace_spell(date(2020, 1, 1), date(2026, 5, 31)),)}
    young = replace(person, birth=date(2015, 1, 1), facts=disabled)
    found = outlook(LAW, replace(home, persons=(young,)), MONTH).turns
    assert not [turn for turn in found if turn.code == "disability_aid"], "claimable rights that end are told by their entry, not here"


def replace_spell(since: date, until: date) -> Any:
    from zhyto.register.record import Spell

    return Spell(1, since, until)


def test_a_birth_before_a_day_is_no_age_to_wait_for() -> None:
    """Those born before a war do not become more with the years: only what time brings is told as coming."""
    from zhyto.explain.inverse import single_changes

    ages = [change for change in single_changes(LAW, household("П-08"), MONTH, "pension_age_supplement", 0) if change.name == "birth_date"]
    assert ages[0].since == date(2026, 4, 2), "70 years"
    # The grant of 2025 and earlier goes to those born then: an earlier birth would do, and no age ever will.
    born = [change for change in single_changes(LAW, household("П-02"), MONTH, "birth_grant", 3) if change.name == "birth_date"]
    assert all(change.since is None for change in born)


# the command


def test_the_command_prints_a_page_and_writes_one(tmp_path: Path) -> None:
    words_ = ("explain", REGISTER, "--entity", "П-04", "--month", "2026-01")
    assert "Що належить вашій родині" in zhyto(*words_).stdout
    assert "What your family is due" in zhyto(*words_, "--lang", "en").stdout
    assert zhyto(*words_, "--format", "html").stdout.startswith("<!DOCTYPE html>")
    told = json.loads(zhyto(*words_, "--format", "json").stdout)
    assert told["page"]["month"] == "2026-01"
    assert [item["amount"] for item in told["page"]["due"] if item["code"] == "disability_aid"] == [357250]
    zhyto(*words_, "--format", "html", "--out", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "--out FILE.pdf" in refusal(*words_, "--format", "pdf")
    pytest.importorskip("typst", reason="Typst is not installed")
    zhyto(*words_, "--format", "pdf", "--out", tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_a_person_is_given_the_page_of_the_household() -> None:
    assert (
        zhyto("explain", REGISTER, "--entity", "Л-12", "--month", "2026-01").stdout
        == zhyto("explain", REGISTER, "--entity", "П-04", "--month", "2026-01").stdout
    )
