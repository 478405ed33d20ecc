"""Explanations of every worked case in both languages: golden phrases, honesty about what is not verified, safe HTML."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Step
from zhyto.explain import Explanation, Node, explain, explain_household, to_html, to_json, to_text
from zhyto.io.packs.cases import read_cases
from zhyto.io.packs.law import find_packs, load_law, read_law
from zhyto.law.declare import SURE
from zhyto.law.model import Law
from zhyto.lawbook.cases import Case
from zhyto.texts.spoken import speak_day, speak_months, speak_number

LANGS = ("uk", "en")


def load(code: str) -> tuple[Law, list[Case]]:
    pack = find_packs()[code]
    law, faults = read_law(pack)
    cases, problems = read_cases(pack, law)
    assert not faults
    assert not problems
    return law, cases


LAWS = {code: load(code) for code, pack in find_packs().items() if pack.sheet.get("kind") == "country"}
UKRAINE, UKRAINE_CASES = LAWS["ukraine"]


def reference(law: Law, case: Case) -> Reference:
    return Reference(law, case.household, case.month, case.known)


def own_rights(there: Reference, case: Case, lang: str) -> list[Explanation]:
    """The rights that a case expects something of, for those of its people who are members in the month."""
    found = []
    for place, name in case.expect:
        member = HOUSEHOLD if place == HOUSEHOLD else next((i for i, one in enumerate(there.members) if one is case.household.persons[place]), None)
        if name in there.law.guarantees and member is not None:
            found.append(explain(there, name, member, lang))
    return found


def case_named(start: str, code: str = "") -> Case:
    """The case of that name; code: the guarantee whose case it is, where several have one like it."""
    return next(case for case in UKRAINE_CASES if case.name.startswith(start) and f"/{code}" in case.where)


def told(start: str, code: str, lang: str, who: str = "household") -> Explanation:
    case = case_named(start, code)
    return explain(reference(UKRAINE, case), code, case.places[who], lang)


FOREIGN = {"uk": re.compile(r"[a-z]{3,}"), "en": re.compile(r"[а-яіїєґ]{3,}")}
"""A word of the other language; three letters, since Roman numbers and units are no words."""


def words_only(law: Law, case: Case, text: str) -> str:
    """The text without ids of people and without citations, which are in the language of the law."""
    ids = [person.id for person in case.household.persons] + [case.household.entity.id]
    text = re.sub(r"\b(" + "|".join(map(re.escape, ids)) + r")\b", "", text)
    for cite in cites(law):
        text = text.replace(cite, "")
    return text


@cache
def cites_of(digest: str) -> tuple[str, ...]:
    law = next(law for law, _ in LAWS.values() if law.digest == digest)
    found = {rule.cite for versions in (*law.rules.values(), *law.exceptions.values()) for rule in versions}
    found |= {dated.cite for parameter in law.parameters.values() for dated in parameter.values}
    return tuple(sorted(filter(None, found), key=len, reverse=True))


def cites(law: Law) -> tuple[str, ...]:
    return cites_of(law.digest)


def nodes(explanation: Explanation) -> Iterator[Node]:
    pending = list(explanation.trees)
    while pending:
        node = pending.pop()
        yield node
        pending += node.children


def every_step(root: Step) -> dict[int, Step]:
    found: dict[int, Step] = {}
    pending = [root]
    while pending:
        step = pending.pop()
        if id(step) not in found:
            found[id(step)] = step
            pending += step.steps
    return found


@pytest.mark.parametrize("code", sorted(LAWS))
@pytest.mark.parametrize("lang", LANGS)
def test_every_case_of_every_pack_is_explained(code: str, lang: str) -> None:
    law, cases = LAWS[code]
    for number, case in enumerate(cases):
        there = reference(law, case)
        # Of each case the rights it is about; of some, everything.
        for item in explain_household(there, lang) if number % 12 == 0 else own_rights(there, case, lang):
            right = there.right(item.code, item.entity)
            assert (item.state, item.amount) == (right.state, right.amount), case.name
            text, page, plain = to_text(item, lang), to_html(item, lang), to_json(item)
            assert item.headline in text
            assert html.escape(item.headline) in page
            assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain
            assert not FOREIGN[lang].search(words_only(law, case, text)), case.name
            assert not re.search(r"\bUnknown\(|Fraction\(|<zhyto|None\b", text), text
            if item.state == "unknown" and item.trees[0].kind == "rule":
                assert item.missing, f"{case.name}: unknown and nothing that would settle it"
            if item.state == "not_due":
                assert item.reasons, f"{case.name}: {item.code} not due and no reason"


def test_what_is_not_verified_is_told_and_only_what_was_used() -> None:
    for case in UKRAINE_CASES:
        there = reference(UKRAINE, case)
        for item in explain_household(there, "uk"):
            steps = list(every_step(there.right(item.code, item.entity).step).values())
            guarantee = UKRAINE.guarantees[item.code]
            if len(item.trees) > 1:
                steps += every_step(there.step(guarantee.window, item.entity, dates.first_day(there.month))).values()
            figures = {s.name for s in steps if s.kind == "parameter" and (s.dated is None or s.dated.mark not in SURE)}
            rules = {s.name for s in steps if s.rule is not None and s.rule.mark not in SURE}
            rules |= {s.name for s in steps if s.kind == "gap" and (s.rule is None or s.rule.state == "not_implemented")}
            assert {d.name for d in item.doubts if d.kind == "figure"} == figures, case.name
            doubted = {d.name for d in item.doubts if d.kind == "rule"}
            assert doubted >= rules, case.name
            assert all(UKRAINE.exceptions.get(name) for name in doubted - rules), "more only where an exception may apply"
            text = to_text(item, "uk")
            for doubt in item.doubts:
                assert f"⚠ {doubt.text}" in text
            marked = {node.name for node in nodes(item) if node.mark not in SURE}
            assert marked == rules


def test_a_figure_of_the_branch_not_taken_is_not_listed() -> None:
    """The limit of deposits was seen for a later year only: it counts where a family has some, not where the sum is below the line anyway."""
    adult = told("the cliff of 2026, a kopeck below", "low_income_family_aid", "uk")
    refused = told("a second dwelling refuses", "low_income_family_aid", "uk")
    assert "low_income_cap_share" in {doubt.name for doubt in adult.doubts}
    assert "low_income_purchase_limit" not in {doubt.name for doubt in adult.doubts}, "verified since August 2025"
    assert refused.state == "not_due"


def test_the_figures_shown_are_those_used() -> None:
    item = told("the cliff of 2026, a kopeck below", "low_income_family_aid", "en")
    figures = {figure.name: figure for node in nodes(item) for figure in node.figures}
    assert figures["subsistence_minimum_able"].value.replace("\u00a0", " ") == "3,328.00 UAH"
    assert figures["subsistence_minimum_able"].since == date(2026, 1, 1)
    assert figures["guaranteed_share_child"].value == "145%"
    assert "subsistence_minimum_general" not in figures
    assert figures["pension_age"].mark == "read"


GOLDEN = [
    ("the cliff of 2026, a kopeck below", "low_income_family_aid", "uk", [
        "Можна отримати 185,66 грн за січень 2026 року, якщо подати заяву до 31.01.2026 включно.",
        "Середній місячний дохід сім'ї: 12 984,99 грн — менше, ніж 12 985,00 грн (межа доходу сім'ї, сума прожиткових мінімумів)",
        "3 328,00 грн (mother) + 3 328,00 грн (father) + 2 817,00 грн (younger) + 3 512,00 грн (elder)",
        "з квітня до вересня 2025 року — 7 984,99 грн щомісяця",
        "Роль у домогосподарстві (father): чоловік/дружина",
        "січень 2026 року (якщо подати заяву тепер)",
        "Пенсійний вік: 60 років (діє з 01.01.2020)",
    ]),
    ("the cliff of 2026, exactly at the line", "low_income_family_aid", "uk", [
        "За січень 2026 року не належить.",
        "  • Середній місячний дохід сім'ї: 12 985,00 грн — не менше, ніж 12 985,00 грн (межа доходу сім'ї, сума прожиткових мінімумів)\n",
    ]),
    ("the cliff of 2026, exactly at the line", "low_income_family_aid", "en", [
        "Not due for January 2026.",
        "  • Average monthly income of the family: 12,985.00 UAH — not less than 12,985.00 UAH "
        "(income line of the family, sum of subsistence minimums)\n",
    ]),
    ("one kopeck less in one of the six months", "low_income_family_aid", "uk", ["12 984,99833… грн — менше, ніж 12 985,00 грн"]),
    ("half a kopeck is rounded up once", "low_income_family_aid", "en", ["rounded to the kopeck", "1,000.005 UAH"]),
    ("a family may qualify and receive nothing", "low_income_family_aid", "uk", [
        "  • Гарантований мінімум сім'ї: 1 996,80 грн — не більше, ніж 2 000,00 грн (середній місячний дохід сім'ї)\n",
    ]),
    ("the income of the father is not known", "low_income_family_aid", "uk", [
        "Чи належить за січень 2026 року, невідомо.", "father: з квітня до вересня 2025 року — потрібна довідка про доходи",
    ]),
    ("deposits a kopeck above the limit", "low_income_family_aid", "uk", [
        "  • Вклади в банках на всю сім'ю: 100 000,01 грн — більше, ніж 100 000,00 грн (вклади, понад які допомоги не призначають)\n",
    ]),
    ("a second dwelling refuses", "low_income_family_aid", "en", ["  • The family has more than one dwelling: yes\n"]),
    ("a month that nobody claimed has passed", "low_income_family_aid", "uk", [
        "заяви вчасно не було: подати її можна було до 31.01.2026", "За тим, що було відомо на 01.02.2026.",
    ]),
    ("a pending claim overdue for decision is due", "low_income_family_aid", "uk", [
        "Належить 1 996,80 грн", "строк для рішення (10 днів) минув",
    ]),
    ("an award of August 2025 still runs", "low_income_family_aid", "en", [
        "996.80 UAH is due for January 2026.", "The claim of 12 August 2025 was granted.",
    ]),
    ("a student with a disability, the share", "low_income_family_aid", "en", [
        "  • A student with a disability: whose share applies is not established\n",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "code", "lang", "phrases"), GOLDEN, ids=[f"{name[:40]}-{lang}" for name, _, lang, _ in GOLDEN])
def test_golden_phrases(case: str, code: str, lang: str, phrases: list[str]) -> None:
    text = to_text(told(case, code, lang), lang).replace("\u00a0", " ")
    for phrase in phrases:
        assert phrase in text, text


def test_an_exception_is_named() -> None:
    text = to_text(told("a large family is not refused", "low_income_family_aid", "uk"), "uk")
    assert "виняток: багатодітній сім'ї через майно чи роботу не відмовляють" in text
    assert "Скільки людей, для яких" in text


def test_a_subtree_is_told_once() -> None:
    item = told("the cliff of 2026, a kopeck below", "low_income_family_aid", "uk")
    full = [(node.name, node.who) for node in nodes(item) if not node.repeated]
    assert len(full) == len(set(full))
    again = [node for node in nodes(item) if node.repeated]
    assert again
    assert all(not node.children for node in again)
    assert "вище вже показано: " in to_text(item, "uk")


def test_due_comes_before_claimable_unknown_and_not_due() -> None:
    order = ["due", "claimable", "unknown", "not_due"]
    for case in UKRAINE_CASES[::5]:
        found = explain_household(reference(UKRAINE, case), "en")
        keys = [(order.index(item.state), -(item.amount or 0)) for item in found]
        assert keys == sorted(keys)
        codes = {item.code for item in found}
        assert codes == set(UKRAINE.guarantees)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_ids_stay_text(lang: str) -> None:
    case = case_named("the cliff of 2026, a kopeck below")
    hostile = "<script>alert('x')</script>&\"é"
    people = tuple(replace(person, id=f"{hostile}{place}") for place, person in enumerate(case.household.persons))
    there = Reference(UKRAINE, replace(case.household, persons=people), case.month)
    for item in explain_household(there, lang):
        page = to_html(item, lang)
        tags = Tags()
        tags.feed(page)
        assert not tags.open
        assert tags.seen <= {"section", "h3", "h4", "p", "strong", "ul", "li", "details", "summary"}
        assert "<script" not in page
        assert hostile in to_text(item, lang) or item.entity == HOUSEHOLD


def test_a_month_before_any_law_and_a_year_not_recorded_are_said_plainly() -> None:
    case = case_named("the cliff of 2026, a kopeck below")
    before = explain(Reference(UKRAINE, case.household, dates.parse_month("2019-05")), "low_income_family_aid", HOUSEHOLD, "uk")
    assert before.state == "unknown"
    assert "немає запису закону" in before.headline
    assert "01.01.2020" in before.notes[0]
    after = explain(Reference(UKRAINE, case.household, dates.parse_month("2027-05")), "low_income_family_aid", HOUSEHOLD, "en")
    assert after.state == "unknown"
    assert "not recorded here" in after.headline
    assert after.notes == ("Missing: the laws and amounts of 2027.",)
    never = explain(Reference(UKRAINE, case.household, dates.parse_month("2020-02")), "pension_age_supplement", 0, "uk")
    assert never.state == "not_due"
    assert never.reasons[0].startswith("Тоді такого права не було")


def test_an_empty_household() -> None:
    case = case_named("the cliff of 2026, a kopeck below")
    empty = replace(case.household, persons=())
    for lang in LANGS:
        for item in explain_household(Reference(UKRAINE, empty, case.month), lang):
            assert item.state == "not_due"
            assert item.reasons
            assert to_text(item, lang)


def test_the_engine_law_is_explained_with_every_word(tmp_path: object) -> None:
    """Every operation of the language in a formula or a condition, on random households."""
    del tmp_path
    from pathlib import Path

    from hypothesis import HealthCheck, given, settings

    from law_world import worlds
    from zhyto.law.ir import LawConflict

    law = load_law(Path(__file__).resolve().parents[1] / "laws" / "engine")

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(worlds(law, (dates.parse_month("2019-06"), dates.parse_month("2022-12"))))
    def check(world: object) -> None:
        households, month, known = world
        for household in households:
            for lang in LANGS:
                try:
                    found = explain_household(Reference(law, household, month, known), lang)
                except LawConflict:
                    continue
                for item in found:
                    assert to_text(item, lang)
                    assert json.dumps(to_json(item))
                    to_html(item, lang)

    check()


def test_the_wrong_language_is_refused() -> None:
    item = told("the cliff of 2026, a kopeck below", "low_income_family_aid", "uk")
    with pytest.raises(ValueError, match="told in uk"):
        to_text(item, "en")


def test_numbers_days_and_months_as_spoken() -> None:
    from fractions import Fraction

    assert speak_number(Fraction(1234567, 100), "en") == "12,345.67"
    assert speak_number(Fraction(1234567, 100), "uk").replace("\u00a0", " ") == "12 345,67"
    assert speak_number(Fraction(1, 3), "uk") == "0,33333…"
    assert speak_number(Fraction(-2, 3), "en") == "−0.66666…"
    assert speak_number(Fraction(2999999999, 1000000000), "en") == "2.99999…", "never shown as 3"
    assert speak_day(date(2026, 1, 31), "uk") == "31.01.2026"
    assert speak_day(date(2026, 1, 31), "en").replace("\u00a0", " ") == "31 January 2026"
    november = dates.parse_month("2025-11")
    assert speak_months(november, november + 3, "uk").replace("\u00a0", " ") == "з листопада 2025 року до лютого 2026 року"
    assert speak_months(november, november + 3, "en").replace("\u00a0", " ") == "November 2025 to February 2026"


def test_explaining_needs_no_arrays() -> None:
    code = "import sys, zhyto.explain, zhyto.explain.inverse; sys.exit('numpy' in sys.modules or 'polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
