"""The report page as text: whole, self-contained, escaped, careful with small numbers, and the same in both languages."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import re
import string
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_report import sample, tiny
from zhyto.report import data as shapes
from zhyto.report import render, speak
from zhyto.report.data import FindingRow, FundFlow, Hardship, ReportData, contradictions
from zhyto.report.map import grades, place, radius
from zhyto.report.markup import Safe, fill, tag
from zhyto.report.small import hidden_cells
from zhyto.report.texts import NOUNS, TEXTS
from zhyto.texts import spoken

VOID = {"meta", "link", "input", "br"}
NBSP = "\u00a0"


class Page(HTMLParser):
    """A page read strictly: every tag that opens must close, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str], str]] = []
        self.words: list[str] = []
        self.feed(text)
        assert not self.open

    def lang(self) -> str:
        return next((a["lang"] for _, a in reversed(self.open) if "lang" in a), "")

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given_ = {key: value or "" for key, value in attributes}
        assert len(given_) == len(attributes), "an attribute is given twice"
        if name not in VOID:
            self.open.append((name, given_))
        self.tags.append((name, given_, given_.get("lang") or self.lang()))

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop()[0] == name

    def handle_data(self, text: str) -> None:
        if not any(name == "style" for name, _ in self.open):
            self.words.append(text)

    @property
    def text(self) -> str:
        return "".join(self.words)


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_page_is_one_small_file_that_loads_nothing(html: str, page: Page) -> None:
    assert html.startswith("<!DOCTYPE html>")
    assert len(html.encode()) < 300_000
    names = {name for name, _, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "base", "form"}
    assert "http:" not in html
    assert "https:" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert [a["href"] for name, a, _ in page.tags if name == "link"] == ["data:,"]
    assert not [key for _, a, _ in page.tags for key in a if key.startswith("on")]


def test_same_data_same_bytes(html: str) -> None:
    assert render(sample()) == html


def test_links_and_labels_point_at_something(page: Page) -> None:
    ids = [a["id"] for _, a, _ in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = [a["href"].removeprefix("#") for name, a, _ in page.tags if name == "a"]
    wanted += [a[key] for _, a, _ in page.tags for key in ("aria-labelledby", "aria-describedby") if key in a]
    assert set(wanted) <= set(ids)
    assert len(wanted) > 40


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_headings_go_down_one_level_at_a_time(page: Page, lang: str) -> None:
    levels = [int(name[1]) for name, _, of in page.tags if re.fullmatch("h[1-6]", name) and of == lang]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_scopes_and_a_region_for_the_keyboard(html: str, page: Page) -> None:
    tables = re.findall(r"<div[^>]*><table>.*?</table>", html, re.DOTALL)
    assert len(tables) == sum(name == "table" for name, _, _ in page.tags) == 2 * 16
    for table in tables:
        assert re.match(r'<div class="scroll \w+" role="region" aria-labelledby="[\w-]+" tabindex="0"><table><caption>', table)
        heads = re.findall(r"<th\b[^>]*>", table)
        assert heads
        assert all('scope="col"' in head or 'scope="row"' in head for head in heads)
        widths = {len(re.findall(r"<t[hd]\b", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}
        assert len(widths) == 1


def test_both_languages_say_the_same_in_the_same_shape(page: Page) -> None:
    shape = {"section", "h1", "h2", "h3", "li", "table", "caption", "th", "td", "circle", "details", "dt", "dd", "figure"}
    uk, en = ([name for name, _, of in page.tags if of == lang and name in shape] for lang in ("uk", "en"))
    assert uk == en


def test_first_language_is_a_choice() -> None:
    assert '<html lang="en">' in render(tiny(), "en")
    assert re.search(r'id="lang-en" checked', render(tiny(), "en"))
    with pytest.raises(ValueError, match="uk and en"):
        render(tiny(), "xx")  # type: ignore[arg-type]


def test_every_text_is_there_twice_with_the_same_gaps() -> None:
    for key, (uk, en) in TEXTS.items():
        assert uk.strip(), key
        assert en.strip(), key
        gaps = [sorted({name for _, name, _, _ in string.Formatter().parse(text) if name}) for text in (uk, en)]
        assert gaps[0] == gaps[1], key
    assert {len(forms["uk"]) for forms in NOUNS.values()} == {3}
    assert {len(forms["en"]) for forms in NOUNS.values()} == {2}


def test_main_numbers_are_said_in_both_languages(page: Page) -> None:
    data = sample()
    assert f"1{NBSP}179{NBSP}032 мешканці" in page.text
    assert "1,179,032 residents" in page.text
    due = sum(row.due_amount for row in data.guarantees)
    assert speak.short_amount(due, "uk", "грн") in page.text
    assert speak.amount(due, "uk") in page.text
    assert speak.amount(due, "en") in page.text
    assert "Вигадані дані." in page.text
    assert "Вигадані" not in render(tiny())


def test_an_office_that_owes_and_a_right_not_claimed_are_never_added(html: str) -> None:
    data = sample()
    unpaid = sum(row.amount for row in data.findings if row.kind in ("missing", "short", "undecided_late"))
    unclaimed = sum(row.amount for row in data.findings if row.kind == "unclaimed")
    assert speak.amount(unpaid, "uk") in html
    assert speak.amount(unclaimed, "uk") in html
    assert speak.amount(unpaid + unclaimed, "uk") not in html
    offices = html[html.index('id="t3a-uk"') : html.index("</table>", html.index('id="t3a-uk"'))]
    assert speak.amount(unclaimed, "uk") not in offices


def test_unverified_facts_leave_a_sign_and_only_they() -> None:
    data = sample()
    sure = dataclasses.replace(data, guarantees=tuple(dataclasses.replace(row, standing="verified") for row in data.guarantees), examples=())
    assert 'class="unv"' not in render(sure)
    one = dataclasses.replace(sure, guarantees=(dataclasses.replace(sure.guarantees[0], standing="open"), *sure.guarantees[1:]))
    text = render(one)
    assert text.count('class="unv"') > 5
    assert "Знак <strong>†</strong>" in text


def test_every_hromada_is_a_circle_and_a_row_of_both_tables(html: str) -> None:
    for name in ("t4-uk", "t5b-en"):
        table = html[html.index(f'id="{name}"') : html.index("</table>", html.index(f'id="{name}"'))]
        assert table.count('<th scope="row">') == 66 + 1
    assert len(re.findall(r"<circle[^>]*><title>", html)) == 2 * 66


def test_hromadas_stand_in_the_order_of_the_alphabet() -> None:
    names = ["Ємільчинська", "Іршанська", "Житомирська", "Ґалаганська", "Гришковецька", "Їжаківська", "Йосипівська", "Яблунецька"]
    ordered = ["Гришковецька", "Ґалаганська", "Ємільчинська", "Житомирська", "Іршанська", "Їжаківська", "Йосипівська", "Яблунецька"]
    assert sorted(names, key=speak.alphabetical) == ordered


# Hostile text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{month}{x}\x00\x1b</style>"


def spoiled(value: Any) -> Any:
    """The same data with every text of people and files replaced by a hostile one."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {"code", "guarantee", "guarantees", "used_by", "kind", "reason", "mark", "measure", "entity", "month"}
        changes = {f.name: spoiled(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in kept}
        return dataclasses.replace(value, **changes)
    if isinstance(value, Mapping):
        return dict.fromkeys(value, HOSTILE)
    if isinstance(value, tuple):
        return tuple(spoiled(item) for item in value)
    return HOSTILE if isinstance(value, str) else value


def test_hostile_names_stay_text() -> None:
    html = render(spoiled(sample()))
    page = Page(html)
    assert not {name for name, _, _ in page.tags} & {"script", "img"}
    assert not [key for _, a, _ in page.tags for key in a if key.startswith("on")]
    assert html.count("</style>") == 1
    assert "\x00" not in html
    assert "<script>alert(1)</script>" in page.text
    assert "{month}" in page.text


def test_markup_escapes_text_and_attributes_once() -> None:
    assert tag("p", "a < b & c", title='"x"') == '<p title="&quot;x&quot;">a &lt; b &amp; c</p>'
    assert tag("p", tag("b", "&")) == "<p><b>&amp;</b></p>"
    assert fill("<{a}> {b}", a="&", b=Safe("<i></i>")) == "&lt;&amp;&gt; <i></i>"
    with pytest.raises(KeyError):
        fill("{a}")


# Small counts


TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=8)
)


@given(TABLES, st.integers(1, 6))
def test_no_small_count_is_shown_and_none_follows_from_its_column(rows: list[list[int]], below: int) -> None:
    hidden = hidden_cells(rows, below)
    for i, row in enumerate(rows):
        for j, count in enumerate(row):
            assert (i, j) in hidden or not 0 < count < below
            assert (i, j) not in hidden or count > 0
    for j in range(len(rows[0])):
        column = [i for i in range(len(rows)) if (i, j) in hidden]
        if len(column) == 1:
            # Alone it equals the sum of its column, so the sum is small too and is hidden where it is shown.
            assert sum(row[j] for row in rows) == rows[column[0]][j] < below


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=8))
def test_no_hidden_part_follows_from_the_total_of_its_row(parts: list[list[int]]) -> None:
    rows = [[sum(row), *row] for row in parts]
    hidden = hidden_cells(rows, 3, total_first=True)
    for i, row in enumerate(rows):
        of_row = [j for j in range(4) if (i, j) in hidden]
        assert len(of_row) != 1 or not [j for j in range(4) if j not in of_row and row[j] > 0]


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=6))
def test_ranges_do_not_give_a_small_part_away(parts: list[list[int]]) -> None:
    """Each row alone: the parts that a reader may try for what is hidden leave every small one at least two values."""
    rows = [[sum(row), *row] for row in parts]
    hidden = hidden_cells(rows, 3, total_first=True)
    for i, row in enumerate(rows):
        choices = [
            [count] if (i, j) not in hidden else list(range(1, 3)) if count < 3 else list(range(3, 30)) for j, count in enumerate(row)
        ]
        possible = [cells for cells in itertools.product(*choices) if cells[0] == sum(cells[1:])]
        assert tuple(row) in possible
        nothing_left = all((i, j) in hidden or not row[j] for j in range(4))
        for j in range(4):
            if (i, j) in hidden and row[j] < 3:
                assert len({cells[j] for cells in possible}) > 1 or nothing_left


def test_two_ones_that_add_up_to_two_are_hidden_with_a_third() -> None:
    rows = [[31, 1, 1, 29], [55, 0, 4, 51], [79, 2, 8, 69]]
    assert (0, 3) in hidden_cells(rows, 3, total_first=True)


def test_what_a_fund_gives_a_few_follows_from_nothing_on_the_page() -> None:
    """Neither the part of the shortfall that is closed nor the shortfall left, of which the whole is shown, gives it away."""
    data = sample()
    assert data.fund is not None
    given = 1_234_56
    fund = dataclasses.replace(data.fund, helped=2, lifted=1, given=given, shortfall=2_000_00)
    html = render(dataclasses.replace(data, fund=fund))
    for kopecks in (given, fund.shortfall - given, fund.amount - given):
        assert speak.amount(kopecks, "uk") not in html
    assert speak.percent(given, fund.shortfall, "uk") not in html
    assert speak.percent(given, fund.shortfall, "uk") in render(dataclasses.replace(data, fund=dataclasses.replace(fund, helped=20)))


def test_fund_does_not_give_away_what_the_few_others_lack() -> None:
    """Where the fund gives all that the missed lack, the shortfall less the share is that of the others."""
    data = sample()
    first, second, *others = data.hromadas
    few = dataclasses.replace(
        first, hardship=10, hardship_due_not_paid=0, hardship_unclaimed=1, hardship_missed_by_law=9, shortfall=100_00, fund_share=61_37
    )
    html = render(dataclasses.replace(data, hromadas=(few, second, *others)))
    assert "61,37" not in html
    assert speak.amount(second.fund_share or 0, "uk") in html


def test_one_household_cannot_be_read_off_the_page() -> None:
    text = "|".join(Page(render(tiny())).words)
    assert f"500,00{NBSP}грн" in text
    for told in ("100,00", "400,00", "150,00", "100.00", "400.00", "150.00"):
        assert not re.search(rf"(?<![\d{NBSP},.]){re.escape(told)}", text), told
    assert "приховано" in text
    shown = Page(render(dataclasses.replace(tiny(), hide_below=1))).text
    assert "приховано" not in shown
    assert f"100,00{NBSP}грн" in shown


# Data that contradict themselves, and data that are thin


def test_contradictions_are_refused_with_their_place() -> None:
    data = sample()
    assert contradictions(data) == []
    first = data.guarantees[0]
    wrong = dataclasses.replace(
        data,
        guarantees=(dataclasses.replace(first, paid_amount=first.due_amount), *data.guarantees[1:]),
        findings=(*data.findings, FindingRow("missing", "no_such", 1, 1)),
        hromadas=(dataclasses.replace(data.hromadas[0], hardship_unclaimed=99_999), *data.hromadas[1:]),
    )
    said = "\n".join(contradictions(wrong))
    for words in ("housing_subsidy: paid", "no_such, which has no row", f"{data.hromadas[0].code}: households in hardship", "more than"):
        assert words in said
    with pytest.raises(ValueError, match="no_such"):
        render(wrong)


def test_empty_region_still_has_a_page() -> None:
    data = sample()
    empty = ReportData(
        month="2026-01", region=data.region, currency=data.currency, synthetic=False, residents=0, households=0, recipients=0,
        unpaid_recipients=0, unclaimed_recipients=0, guarantees=(), findings=(), hromadas=(),
        hardship=Hardship(data.hardship.line, 0, 0, ()), checks=data.checks,
    )  # fmt: skip
    text = Page(render(empty)).text
    assert "Таких немає." in text
    assert "Невиплачених належних сум не знайдено." in text
    assert "none was found below it" in text


def test_places_without_centre_or_population_are_named_not_drawn() -> None:
    data = sample()
    first, second, *others = data.hromadas
    changed = (dataclasses.replace(first, lat=None), dataclasses.replace(second, population=None), *others)
    html = render(dataclasses.replace(data, hromadas=changed))
    assert len(re.findall(r"<circle[^>]*><title>", html)) == 2 * 65
    assert "Не показано на карті, бо не відомо, де центр: Андрушівська." in html
    assert 'class="none"' in html


def test_what_belongs_to_no_hromada_has_its_own_row() -> None:
    data = sample()
    assert "Громада невідома" not in render(data)
    assert "Громада невідома" in render(dataclasses.replace(data, hromadas=data.hromadas[1:]))


def test_without_a_fund_the_page_says_so() -> None:
    assert "Фонду для цього розрахунку не задано." in render(dataclasses.replace(sample(), fund=None))
    fund = sample().fund
    assert fund
    failed = render(dataclasses.replace(sample(), fund=dataclasses.replace(fund, certificate=False, measure="person", level=250_000)))
    assert "на цей поділ спиратися не можна" in failed
    assert f"2{NBSP}500,00{NBSP}грн на людину" in failed


def test_what_one_table_hides_the_other_does_not_tell() -> None:
    """242 below the line, of them two for one reason: the last row of the hromadas' table shows no more than the table of reasons."""
    data = sample()
    few = tuple(
        dataclasses.replace(row, households=count, persons=count * 3)
        for row, count in zip(data.hardship.reasons, (2, 32, 208), strict=True)
    )
    first = dataclasses.replace(data.hromadas[0], hardship=242, hardship_due_not_paid=2, hardship_unclaimed=32, hardship_missed_by_law=208)
    first = dataclasses.replace(first, shortfall=sum(row.shortfall for row in few), fund_share=sum(place.fund_share or 0 for place in data.hromadas))
    empty = {"hardship": 0, "hardship_due_not_paid": 0, "hardship_unclaimed": 0, "hardship_missed_by_law": 0, "shortfall": 0, "fund_share": 0}
    html = render(dataclasses.replace(
        data, hardship=dataclasses.replace(data.hardship, reasons=few), hromadas=(first, *[dataclasses.replace(p, **empty) for p in data.hromadas[1:]]),
    ))  # fmt: skip
    assert [row[1] for row in cells(html, "t5-uk")] == ["1–2", "3+", "208", "242"]
    assert cells(html, "t5b-uk")[-1][1:5] == ["242", "1–2", "3+", "208"]


def test_the_month_adds_up() -> None:
    fund = sample().fund
    assert fund
    flow = FundFlow(1_000_00, (90, 900_00), (10, 100_00), 12, 5, 2, (70, 750_00), 50_00, sound=True)

    def said(flow: FundFlow) -> str:
        return re.sub("<[^>]*>", " ", render(dataclasses.replace(sample(), fund=dataclasses.replace(fund, flow=flow)))).replace(NBSP, " ")

    assert "250,00 грн; не розподілено 100,00 грн; зупинено 100,00 грн; не дійшло й повернуто джерелам 50,00 грн" in said(flow)
    with pytest.raises(ValueError, match="given back"):
        said(dataclasses.replace(flow, given_back=0))
    # One person stopped and nineteen who could not be paid: together. Nine in all: nothing from which it could be worked out.
    assert "не розподілено 100,00 грн; не дійшло до людей 150,00 грн" in said(dataclasses.replace(flow, stopped=(1, 100_00)))
    few = said(dataclasses.replace(flow, paid=(81, 750_00), stopped=(9, 100_00)))
    assert "750,00" not in few
    assert "250,00 грн" not in few
    assert "150,00 грн" not in few


def cells(html: str, name: str) -> list[list[str]]:
    """Texts of a table's rows."""
    body = html[html.index(f'id="{name}"') :].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body)[1:]
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_the_fund_tells_what_ran_out_for_whom_and_what_other_rules_do(html: str) -> None:
    groups = cells(html, "t6c-uk")
    assert [row[0] for row in groups] == ["Обласний бюджет", "Обласний бюджет, Донор", "жодне джерело"]
    assert groups[0][4:] == [f"81,4{NBSP}% межі", "Обласний бюджет"]
    assert groups[2][5] == "—"
    assert cells(html, "t6d-uk")[0] == ["спершу найбідніші", f"81,4{NBSP}% межі", f"1{NBSP}002", "412", f"50{NBSP}000,00", f"4,3{NBSP}%"]
    assert cells(html, "t6d-uk")[1][3] == "1–2"


def test_few_households_are_hidden_in_the_funds_tables(html: str) -> None:
    """Neither a group of two, nor what a source gave to two, and no other figure by which they could be worked out."""
    few = cells(html, "t6c-uk")[1]
    assert few[1:5] == ["1–2", "1–2", "1–2", "приховано"]
    assert cells(html, "t6c-uk")[2][1] == "3+", "with the other groups, the number of all would tell this one"
    assert [row[2] for row in cells(html, "t6b-uk")] == ["приховано", "приховано"], "what all give is known"


# Numbers


@pytest.mark.parametrize(
    ("kopecks", "uk", "en"),
    [
        (0, "0,00 грн", "0.00 UAH"),
        (123_450, "1 234,50 грн", "1,234.50 UAH"),
        (99_999_999, "999 999,99 грн", "999,999.99 UAH"),
        (100_000_000, "1,00 млн грн", "1.00 million UAH"),
        (1_234_500_000, "12,3 млн грн", "12.3 million UAH"),
        (12_345_000_000, "123 млн грн", "123 million UAH"),
        (123_456_789_012, "1,23 млрд грн", "1.23 billion UAH"),
    ],
)
def test_sums_as_people_say_them(kopecks: int, uk: str, en: str) -> None:
    assert speak.short_amount(kopecks, "uk", "грн").replace(NBSP, " ") == uk
    assert speak.short_amount(kopecks, "en", "UAH").replace(NBSP, " ") == en


def test_percent_is_all_or_nothing_only_when_it_is() -> None:
    spoken = [speak.percent(part, 10_000, "uk").replace(NBSP, " ") for part in (0, 1, 5, 1250, 9_999, 10_000)]
    assert spoken == ["0 %", "< 0,1 %", "0,1 %", "12,5 %", "99,9 %", "100 %"]
    assert speak.percent(1, 0, "en") == "—"


def test_ukrainian_counts_take_three_forms() -> None:
    forms = NOUNS["resident"]["uk"]
    said = [spoken.plural(count, "uk", forms) for count in (1, 2, 5, 11, 12, 21, 22, 111, 1_179_032)]
    assert said == ["мешканець", "мешканці", "мешканців", "мешканців", "мешканців", "мешканець", "мешканці", "мешканців", "мешканці"]


def test_months_and_days() -> None:
    assert speak.month("2026-02", "uk") == f"лютий{NBSP}2026 року"
    assert speak.month("2026-12", "en") == f"December{NBSP}2026"
    assert speak.day("2026-01-05", "uk") == "05.01.2026"
    assert speak.day("2026-01-05", "en") == f"5{NBSP}January{NBSP}2026"
    assert speak.day("not a day", "uk") == "not a day"


# The map


def test_circles_hardly_overlap_and_stay_near_home() -> None:
    rows = sample().hromadas
    lat, lon = np.array([row.lat for row in rows]), np.array([row.lon for row in rows])
    radii = np.array([radius(row.population or 0, 263_237) for row in rows])
    x, y = place(lat, lon, radii)
    gap = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(gap, 1e9)
    deep = (radii[:, None] + radii - gap) / np.minimum(radii[:, None], radii)
    assert deep.max() < 0.5
    # North stays up, and most keep their order from west to east.
    assert np.corrcoef(y, -lat)[0, 1] > 0.99
    assert np.corrcoef(x, lon)[0, 1] > 0.99


@pytest.mark.parametrize(("level", "shown"), [(0, "0 %"), (1, "< 0,1 %"), (9, "< 0,1 %"), (10, "0,1 %"), (7130, "71,3 %"), (7139, "71,3 %"), (9999, "99,9 %"),
                                              (10_000, "100 %"), (10_400, "100 %")])  # fmt: skip
def test_a_level_is_never_shown_higher_than_it_is(level: int, shown: str) -> None:
    assert speak.points(level, "uk").replace(NBSP, " ") == shown


@given(st.lists(st.tuples(st.floats(44, 52), st.floats(22, 40)), min_size=1, max_size=12))
def test_any_points_can_be_placed(points: list[tuple[float, float]]) -> None:
    x, y = place(np.array([p[0] for p in points]), np.array([p[1] for p in points]), np.full(len(points), 6.0))
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()


@given(st.lists(st.integers(0, 300), min_size=1, max_size=80))
def test_shades_follow_the_rates(rates: list[int]) -> None:
    classes, starts = grades(rates)
    assert set(classes) == set(range(len(starts)))
    assert len(starts) <= 5
    for rate, shade in zip(rates, classes, strict=True):
        assert rate >= starts[shade]
        assert shade + 1 == len(starts) or rate < starts[shade + 1]


def test_kernel_text_names_no_country_or_currency() -> None:
    said = " ".join(text for pair in TEXTS.values() for text in pair).casefold()
    for word in ("україн", "ukrain", "житомир", "zhytomyr", "грн", "uah", "гривн"):
        assert word not in said, word


def test_data_shapes_are_frozen() -> None:
    tree = ast.parse(inspect.getsource(shapes))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert classes
    assert all("frozen=True" in ast.unparse(node.decorator_list[0]) for node in classes)
