"""Numbers, dates and names as people read them, in Ukrainian and English. Exact integers in, text out."""

from __future__ import annotations

from typing import Final, Literal

from zhyto.law.declare import Label
from zhyto.money import speak_amount

Lang = Literal["uk", "en"]
LANGS: Final[tuple[Lang, ...]] = ("uk", "en")

_MONTHS: Final = {
    "uk": (
        "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_LARGE: Final = (
    (10**9 * 100, {"uk": "млрд", "en": "billion"}),
    (10**6 * 100, {"uk": "млн", "en": "million"}),
)
NBSP: Final = "\u00a0"


def half_up(numerator: int, denominator: int) -> int:
    """Nearest integer of a non-negative fraction, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def label(text: Label, lang: Lang) -> str:
    """The text in a language, or in another one where it has none."""
    return text.get(lang) or next((text[other] for other in LANGS if text.get(other)), "") or next(iter(text.values()), "")


def number(value: int, lang: Lang) -> str:
    """`1179032` → `1 179 032` or `1,179,032`."""
    grouped = f"{value:,}"
    return grouped if lang == "en" else grouped.replace(",", NBSP)


def decimal(tenths: int, lang: Lang) -> str:
    """Tenths → `6,3` or `6.3`."""
    return number(tenths // 10, lang) + ("." if lang == "en" else ",") + str(tenths % 10)


def amount(kopecks: int, lang: Lang) -> str:
    """An amount without its currency: `1 234,50` or `1,234.50`."""
    return speak_amount(kopecks, lang, "").rstrip(f" {NBSP}")


def short_amount(kopecks: int, lang: Lang, currency: str) -> str:
    """A large sum in three figures: `12,3 млн грн`; below a million as it is, to the kopeck."""
    for unit, word in _LARGE:
        if kopecks >= unit:
            hundredths = half_up(kopecks * 100, unit)
            places = 2 if hundredths < 1000 else 1 if hundredths < 10000 else 0
            digits = half_up(kopecks * 10**places, unit)
            whole, part = divmod(digits, 10**places)
            tail = f"{'.' if lang == 'en' else ','}{part:0{places}d}" if places else ""
            return f"{number(whole, lang)}{tail}{NBSP}{word[lang]}{NBSP}{currency}"
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
    name = _MONTHS[lang][int(order) - 1]
    return f"{name}{NBSP}{year} року" if lang == "uk" else f"{name}{NBSP}{year}"


def day(text: str, lang: Lang) -> str:
    """`2026-01-31` → `31.01.2026`, `31 January 2026`; other text as it is."""
    parts = text[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return text
    year, order, date = parts
    return f"{date}.{order}.{year}" if lang == "uk" else f"{int(date)}{NBSP}{_MONTHS['en'][int(order) - 1]}{NBSP}{year}"


def plural(count: int, lang: Lang, forms: tuple[str, ...]) -> str:
    """The form of a noun for a count: Ukrainian one, few, many; English one, other."""
    if lang == "en":
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


_ALPHABET: Final = {letter: order for order, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")}


def alphabetical(text: str) -> tuple[tuple[int, int], ...]:
    """Key that sorts Ukrainian words in the order of their alphabet, and others by code."""
    order = ((_ALPHABET.get(letter), ord(letter)) for letter in text.casefold())
    return tuple((1, place) if place is not None else (0 if code < 128 else 2, code) for place, code in order)
