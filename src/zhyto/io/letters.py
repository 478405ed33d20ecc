"""Pages on paper: PDF/UA-1 with Typst, which is an optional part (`pip install zhyto[letters]`). Nothing is fetched; only Typst's own fonts are used."""

from __future__ import annotations

import json
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Literal

from zhyto.faults import Fault, InputRefused
from zhyto.io.files.whole import whole_file
from zhyto.page.letter import Letter, letter_sheet
from zhyto.page.sheet import Sheet
from zhyto.texts import Said, how_many

_TEMPLATE = Path(__file__).resolve().parent / "page.typ"
_LETTER = Path(__file__).resolve().parent / "letter.typ"


def page_pdf(sheet: Sheet) -> bytes:
    """A tagged PDF/UA-1 of a page: one A4 side, or more where the page is longer. The same sheet gives the same bytes.

    Raises InputRefused where Typst is not installed.
    """
    return _typeset(sheet)


def letter_pdf(letter: Letter) -> bytes:
    """A tagged PDF/UA-1 of a decision letter, with its square code where it has one. The same letter gives the same bytes.

    Raises InputRefused where Typst or segno is not installed, or the code's text is too long; ValueError as `letter_sheet`.
    """
    return _typeset(letter_sheet(letter), _LETTER, {"svg": square_code(letter.qr) if letter.qr else "", "alt": letter.qr_says})


def square_code(text: str, error: Literal["l", "m"] = "m") -> str:
    """A QR code of a text, as SVG.

    error: how much of it may be unreadable (l: 7 %, m: 15 %); less gives a long text larger squares. Raises InputRefused where segno is not installed or the
    text is too long.
    """
    try:
        import segno
    except ModuleNotFoundError:
        fault = Fault("--format", 0, "", Said("a square code, and segno is not installed"), Said("the extra part `letters`"),
                      Said("pip install 'zhyto[letters]'"))
        raise InputRefused([fault]) from None
    out = BytesIO()
    try:
        segno.make(text, error=error, micro=False).save(out, kind="svg", border=4, xmldecl=False)
    except segno.DataOverflowError:
        fault = Fault("qr", 0, "", how_many("{count} character", "{count} characters", count=len(text)),
                      Said("a text that fits a square code (about 2,000 letters)"), Said("shorten it"))
        raise InputRefused([fault]) from None
    return out.getvalue().decode()


def write_page(content: str | bytes, file: Path, mode: int = 0o644) -> None:
    """Write one page to a file, whole or not at all."""
    with whole_file(file, mode) as name:
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def _typeset(sheet: Sheet, template: Path = _TEMPLATE, square: dict[str, str] | None = None) -> bytes:
    try:
        import typst
    except ModuleNotFoundError:
        fault = Fault("--format", 0, "", Said("pdf, and Typst is not installed"), Said("the extra part `letters`"), Said("pip install 'zhyto[letters]'"))
        raise InputRefused([fault]) from None
    made = typst.compile(
        template.read_bytes(), format="pdf", pdf_standards=["ua-1"], timestamp=0, ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet), ensure_ascii=False), "square": json.dumps(square or {}, ensure_ascii=False)},
    )  # fmt: skip
    found = made[0] if isinstance(made, list) else made
    assert isinstance(found, bytes)
    return found
