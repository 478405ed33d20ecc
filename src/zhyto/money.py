"""Amounts of money are integers: kopecks (hundredths of the currency unit); other numbers are exact. Nothing here rounds."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

KOPECKS: Final = 100
_AMOUNT: Final = re.compile(r"-?\d+(?:[.,]\d{1,2})?\Z")


def parse_amount(text: str) -> int | None:
    """Kopecks of a decimal amount with at most two decimals (`1234`, `1234.5`, `1234,50`); None if it is not one.

    Spaces between thousands (ordinary, no-break and thin) are accepted, since spreadsheets write them.
    """
    bare = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not _AMOUNT.match(bare):
        return None
    whole, _, part = bare.replace(",", ".").partition(".")
    negative = whole.startswith("-")
    kopecks = int(whole.lstrip("-")) * KOPECKS + int((part + "00")[:2])
    return -kopecks if negative else kopecks


def format_amount(kopecks: int) -> str:
    """`123450` → `1234.50`: the form used in tables and files."""
    sign = "-" if kopecks < 0 else ""
    whole, part = divmod(abs(kopecks), KOPECKS)
    return f"{sign}{whole}.{part:02d}"


def decimal(value: Fraction) -> str:
    """An exact number as text: `0.75`, `3328`; a fraction (`1/3`) where no nine decimals say it."""
    if 10**9 % value.denominator:
        return str(value)
    sign, scaled = "-" if value < 0 else "", abs(int(value * 10**9))
    return f"{sign}{scaled // 10**9}.{scaled % 10**9:09d}".rstrip("0").rstrip(".")
