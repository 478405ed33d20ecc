"""Pages on paper: PDF/UA-1 with Typst, which is an optional part (`pip install zhyto[letters]`). Nothing is fetched; only Typst's own fonts are used."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from zhyto.faults import Fault, InputRefused
from zhyto.io.whole import whole_file
from zhyto.page.sheet import Sheet

_TEMPLATE = Path(__file__).resolve().parent / "page.typ"


def page_pdf(sheet: Sheet) -> bytes:
    """A tagged PDF/UA-1 of a page: one A4 side, or more where the page is longer. The same sheet gives the same bytes.

    Raises InputRefused where Typst is not installed.
    """
    return _typeset(sheet, "pdf")


def page_png(sheet: Sheet) -> bytes:
    """The first side of the same, as a picture."""
    return _typeset(sheet, "png")


def write_page(content: str | bytes, file: Path) -> None:
    """Write one page to a file, whole or not at all."""
    with whole_file(file) as name:
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def _typeset(sheet: Sheet, form: Literal["pdf", "png"]) -> bytes:
    try:
        import typst
    except ModuleNotFoundError:
        fault = Fault("--format", 0, "", "pdf, and Typst is not installed", "the extra part `letters`", "pip install 'zhyto[letters]'")
        raise InputRefused([fault]) from None
    options: dict[str, Any] = {"pdf_standards": ["ua-1"], "timestamp": 0} if form == "pdf" else {"ppi": 110.0}
    made = typst.compile(
        _TEMPLATE.read_bytes(), format=form, ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet), ensure_ascii=False)}, **options,
    )  # fmt: skip
    found = made[0] if isinstance(made, list) else made
    assert isinstance(found, bytes)
    return found
