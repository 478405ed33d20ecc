"""Decision letters: reasons, article, appeal and its last day, in two languages; tagged, with a square code that can be read."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from zhyto import dates
from zhyto.faults import InputRefused
from zhyto.io.letters import letter_pdf, square_code
from zhyto.page.layouts import to_html, to_text
from zhyto.page.letter import Letter, letter_sheet

UK = Letter(
    "uk", "refused", "12/26", date(2026, 1, 20), "Зразкова Надія Іванівна", "Допомога малозабезпеченій сім'ї", None, "грн", None,
    ("Середній дохід сім'ї за шість місяців — 14 200 грн.", "Це не менше за прожитковий мінімум сім'ї — 13 900 грн."), "Закон 1768-III, ст. 1, 4",
    "Управління соціального захисту", "Скарга до Департаменту соціальної політики або позов до суду", date(2026, 7, 20),
)  # fmt: skip
EN = Letter(
    "en", "paid", "13/26", date(2026, 1, 21), "Nadiia Zrazkova", "Targeted aid of the oblast fund", 1200_00, "UAH", dates.parse_month("2026-01"),
    ("Your household stood 1,200 UAH below the line.",), "Rule of the fund, p. 4", "The fund", "A complaint to the council.", None,
    "ZHPGYXPYDVJVOFBIFPSULQ4R54PB7RA", "receipt:abc/Київ", "The square code leads to your receipt.",
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("letter", [UK, EN], ids=["uk", "en"])
def test_a_letter_says_everything(letter: Letter) -> None:
    pytest.importorskip("typst")
    pdf = letter_pdf(letter)
    assert pdf == letter_pdf(letter)
    for told in (text_of(pdf), " ".join(to_text(letter_sheet(letter)).split())):
        for part in (letter.number, letter.to, letter.what, letter.cite, letter.office, letter.appeal, letter.reference, *letter.reasons):
            assert " ".join(part.replace("\u00a0", " ").split()) in told.replace("\u00a0", " "), part
    assert to_html(letter_sheet(letter)).lower().startswith("<!doctype html>")


def test_the_last_day_to_appeal_is_named() -> None:
    assert "Оскаржити можна до 20 липня 2026 включно." in to_text(letter_sheet(UK)).replace("\u00a0", " ")
    assert "July" in to_text(letter_sheet(replace(EN, appeal_until=date(2026, 7, 20))))
    assert "not established here: ask the office" in to_text(letter_sheet(EN))


def test_the_pdf_is_tagged_and_names_its_language() -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    for letter in (UK, EN):
        reader = PdfReader(io.BytesIO(letter_pdf(letter)))
        catalog = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert str(catalog["/Lang"]).startswith(letter.lang)
        assert b"pdfuaid" in catalog["/Metadata"].get_data()
        assert len(reader.pages) == 1


def test_the_square_code_holds_its_text() -> None:
    segno = pytest.importorskip("segno")
    svg = square_code(EN.qr)
    assert svg == square_code(EN.qr) != square_code("other")
    assert f'width="{segno.make(EN.qr, error="m", micro=False).symbol_size(border=4)[0]}"' in svg
    with pytest.raises(InputRefused, match="shorten it"):
        square_code("x" * 5000)


def test_a_letter_without_code_needs_no_segno(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    import sys

    monkeypatch.setitem(sys.modules, "segno", None)
    assert letter_pdf(UK).startswith(b"%PDF")
    with pytest.raises(InputRefused, match="segno is not installed"):
        letter_pdf(EN)


@pytest.mark.parametrize("name", ["number", "to", "what", "cite", "office", "appeal"])
def test_nothing_goes_out_half_said(name: str) -> None:
    with pytest.raises(ValueError, match=f"needs its {name}"):
        letter_sheet(replace(UK, **{name: " "}))
    with pytest.raises(ValueError, match="needs its reasons"):
        letter_sheet(replace(UK, reasons=()))


def test_a_payment_that_did_not_arrive_says_what_to_do() -> None:
    assert "Гроші для вас збережено." in to_text(letter_sheet(replace(UK, decision="not_paid"))).replace("\n", " ")
    gone = to_text(letter_sheet(replace(UK, decision="not_paid", kept=False))).replace("\n", " ")
    assert "Гроші вже повернуто до фонду." in gone
    assert "збережено" not in gone
    assert "What to do" in to_text(letter_sheet(replace(EN, decision="not_paid")))
