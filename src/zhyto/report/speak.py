"""Shares, large sums, months and days of a report as people read them, in Ukrainian and English. Exact integers in, text out."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhyto.law.declare import Label
from zhyto.texts.spoken import LANGS, NBSP, Lang, number, signed, speak_amount, speak_day, speak_month

_LARGE: Final = (
    (10**9 * 100, {"uk": "млрд", "en": "billion"}),
    (10**6 * 100, {"uk": "млн", "en": "million"}),
)


def half_up(numerator: int, denominator: int) -> int:
    """Nearest integer of a non-negative fraction, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def label(text: Label, lang: Lang) -> str:
    """The text in a language, or in another one where it has none."""
    return text.get(lang) or next((text[other] for other in LANGS if text.get(other)), "") or next(iter(text.values()), "")


def decimal(tenths: int, lang: Lang) -> str:
    """Tenths → `6,3` or `6.3`."""
    return signed(f"{tenths // 10:,}.{tenths % 10}", lang)


def amount(kopecks: int, lang: Lang) -> str:
    """An amount without its currency: `1 234,50` or `1,234.50`."""
    return speak_amount(kopecks, lang, "").rstrip(f" {NBSP}")


def short_amount(kopecks: int, lang: Lang, currency: str) -> str:
    """A large sum in three figures: `12,3 млн грн`; below a million as it is, to the kopeck."""
    for unit, word in _LARGE:
        if kopecks >= unit:
            hundredths = half_up(kopecks * 100, unit)
            places = 2 if hundredths < 1000 else 1 if hundredths < 10000 else 0
            whole, part = divmod(half_up(kopecks * 10**places, unit), 10**places)
            digits = signed(f"{whole:,}" + (f".{part:0{places}d}" if places else ""), lang)
            return f"{digits}{NBSP}{word[lang]}{NBSP}{currency}"
    return speak_amount(kopecks, lang, currency)


def percent(part: int, whole: int, lang: Lang) -> str:
    """Share in percent with one decimal. Never `100` unless it is all, never `0` unless it is nothing."""
    gap = "" if lang == "en" else NBSP
    if whole <= 0:
        return "—"
    tenths = half_up(part * 1000, whole)
    if part and not tenths:
        return f"<{NBSP}{decimal(1, lang)}{gap}%"
    if part < whole:
        tenths = min(tenths, 999)
    return f"{decimal(tenths, lang) if tenths % 10 else number(tenths // 10, lang)}{gap}%"


def points(basis_points: int, lang: Lang) -> str:
    """Basis points of a level as percent, rounded down, so that it is never shown higher than it is: 7138 → `71,3 %`."""
    down = min(basis_points, 10_000) // 10 * 10
    return percent(down or min(basis_points, 1), 10_000, lang)


def month(text: str, lang: Lang) -> str:
    """`2026-01` → `січень 2026 року`, `January 2026`."""
    year, _, order = text.partition("-")
    return speak_month(int(year) * 12 + int(order) - 1, lang)


def day(text: str, lang: Lang) -> str:
    """`2026-01-31` → `31.01.2026`, `31 January 2026`; other text as it is."""
    try:
        return speak_day(date.fromisoformat(text[:10]), lang)
    except ValueError:
        return text


_ALPHABET: Final = {letter: order for order, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")}


def alphabetical(text: str) -> tuple[tuple[int, int], ...]:
    """Key that sorts Ukrainian words in the order of their alphabet, and others by code."""
    order = ((_ALPHABET.get(letter), ord(letter)) for letter in text.casefold())
    return tuple((1, place) if place is not None else (0 if code < 128 else 2, code) for place, code in order)
