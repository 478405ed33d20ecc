"""A letter about a decided claim: its reasons by the law, its article, how to appeal and until when; none where law and decision differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands import EXAMPLE, refusal, zhyto
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.explain import explain
from zhyto.faults import InputRefused
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.register.reader import read_register
from zhyto.page.decision import decided_claim, decision_letter
from zhyto.page.layouts import to_text
from zhyto.page.letter import letter_sheet
from zhyto.register.convert import household_in_month
from zhyto.register.record import Claim

LAW = load_law(find_packs()["ukraine"].folder)
AID = "low_income_family_aid"
ON = date(2026, 1, 20)
MONTH = dates.parse_month("2025-10") or 0


def told(entity: str, lang: Any = "uk") -> Any:
    people = read_register(EXAMPLE, LAW.inputs, None, LAW.guarantees)
    record = household_in_month(people, LAW.inputs, LAW.guarantees, entity, MONTH, ON)
    assert record is not None
    return explain(Reference(LAW, record, MONTH, ON), AID, HOUSEHOLD, lang)


def letter(explanation: Any, decision: Any) -> str:
    claim = Claim(date(2025, 10, 6), decision, date(2025, 10, 13), claim_id="З-01")
    made = decision_letter(explanation, LAW.guarantees[AID], claim, MONTH, "Зразкова Надія", "", ON, "грн")
    return to_text(letter_sheet(made)).replace("\u00a0", " ")


def test_a_granted_claim_with_its_reasons() -> None:
    said = letter(told("Д-01"), "granted")
    for part in ("Допомогу призначено", "7 618,35 грн", "Середній місячний дохід сім'ї: 9 000,00 грн — менше, ніж 15 011,00 грн", "1768-III", "З-01",
                 "Оскаржити можна до 13 квітня 2026 включно."):  # fmt: skip
        assert part in " ".join(said.split()), part
    assert "так: так" not in said
    assert "The aid is granted" in letter(told("Д-01", "en"), "granted")


def test_a_refused_claim_with_its_reasons() -> None:
    explanation = replace(told("Д-01"), state="not_due", headline="Не належить.", reasons=("Дохід не менший за межу.",), amount=0)
    said = letter(explanation, "refused")
    assert "У призначенні відмовлено" in said
    assert "Дохід не менший за межу." in said
    assert "7 618,35" not in said


@pytest.mark.parametrize(("state", "decision"), [("due", "refused"), ("not_due", "granted"), ("unknown", "granted")])
def test_a_decision_that_differs_from_the_law_gets_no_letter(state: str, decision: str) -> None:
    with pytest.raises(InputRefused, match="look at the claim and its facts"):
        letter(replace(told("Д-01"), state=state), decision)


def test_the_claim_decided_last_and_known() -> None:
    first, last = (Claim(date(2025, month, 6), "refused", date(2025, month, 13)) for month in (3, 9))
    late = Claim(date(2025, 4, 6), "granted", date(2025, 10, 1), date(2026, 2, 1))
    waiting = Claim(date(2025, 12, 1), "pending")
    assert decided_claim((first, last, late, waiting), ON) == last
    assert decided_claim((first, last, late), date(2026, 2, 1)) == late
    assert decided_claim((waiting,), ON) is None


def test_a_letter_by_command(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    words = ("explain", EXAMPLE, "--entity", "Д-01", "--month", "2025-10", "--guarantee", AID, "--letter")
    zhyto(*words, "--known-on", ON, "--to", "Зразкова Надія", "--number", "7/26", "--out", tmp_path / "letter.pdf")
    reader = PdfReader(tmp_path / "letter.pdf")
    said = " ".join(reader.pages[0].extract_text().split())
    assert "Лист № 7/26" in said
    assert "Зразкова Надія" in said
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "--known-on" in refusal(*words, "--out", tmp_path / "x.pdf")
    other = ("explain", EXAMPLE, "--entity", "Д-01", "--month", "2025-10", "--guarantee", "housing_subsidy", "--letter")
    assert "no decided claim" in refusal(*other, "--known-on", ON, "--out", tmp_path / "y.pdf")
