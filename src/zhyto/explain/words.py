"""How months, days, numbers and labels are said in each language: functions of values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal

Lang = Literal["uk", "en"]
NBSP: Final = "\u00a0"

_MONTHS: Final = {
    "uk": ("січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад",
           "грудень"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_MONTHS_OF: Final = (
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
)
UNITS: Final = {
    "years": {"uk": ("рік", "роки", "років"), "en": ("year", "years", "years")},
    "months": {"uk": ("місяць", "місяці", "місяців"), "en": ("month", "months", "months")},
    "days": {"uk": ("день", "дні", "днів"), "en": ("day", "days", "days")},
}
BASES: Final = {
    "m2": {"uk": "м²", "en": "m²"},
    "m3": {"uk": "м³", "en": "m³"},
    "kWh": {"uk": "кВт·год", "en": "kWh"},
    "heat": {"uk": "од. тепла", "en": "units of heat"},
}
"""Units that have one form; one that is not here is told as the law writes it. heat: Gcal, m³ or kWh, by how a dwelling is heated."""


def side(text: str, lang: Lang) -> str:
    """The half of a text written `українською / in English`; a text without halves as it is."""
    halves = text.split(" / ")
    return halves[0 if lang == "uk" else 1] if len(halves) == 2 else text


def lower(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins an abbreviation."""
    return text[:1].lower() + text[1:] if len(text) > 1 and (text[1].islower() or text[1] == " ") else text


def flat(label: str) -> str:
    """A label that may itself stand in brackets: `line (sum of minimums)` → `line, sum of minimums`."""
    return label.replace(" (", ", ").replace("(", "").replace(")", "")


def titled(label: str, who: str) -> str:
    """A label and the person it is about."""
    return label if not who else f"{label}, {who}" if label.endswith(")") else f"{label} ({who})"


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without repetition: one that another begins with says nothing more."""
    once = list(dict.fromkeys(texts))
    return tuple(text for text in once if not any(other != text and other.startswith(text) for other in once))


def speak_day(day: date, lang: Lang) -> str:
    """31.01.2026 or 31 January 2026."""
    return (
        f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
        if lang == "uk"
        else f"{day.day}{NBSP}{_MONTHS['en'][day.month - 1]}{NBSP}{day.year}"
    )


def speak_month(month: int, lang: Lang) -> str:
    """січень 2026 року or January 2026."""
    year = f"{NBSP}{month // 12}"
    return _MONTHS[lang][month % 12] + year + (" року" if lang == "uk" else "")


def speak_months(first: int, last: int, lang: Lang) -> str:
    """квітень 2025 року; з квітня до вересня 2025 року; April to September 2025."""
    if first == last:
        return speak_month(first, lang)
    same = first // 12 == last // 12
    if lang == "en":
        start = _MONTHS["en"][first % 12] + ("" if same else f"{NBSP}{first // 12}")
        return f"{start} to {speak_month(last, lang)}"
    start = _MONTHS_OF[first % 12] + ("" if same else f"{NBSP}{first // 12} року")
    preposition = "із" if start.startswith("с") else "з"
    return f"{preposition} {start} до {_MONTHS_OF[last % 12]}{NBSP}{last // 12} року"


def plural(count: int, lang: Lang, forms: Sequence[str]) -> str:
    """The form of a noun for a count: (one, few, many)."""
    if lang == "en":
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


def speak_number(value: Fraction, lang: Lang, places: int = 0) -> str:
    """An exact number with at least so many decimals; one that does not end is cut after five, with `…`."""
    scaled = abs(value) * 10**6
    exact = scaled.denominator == 1
    digits = int(scaled) if exact else int(abs(value) * 10**5) * 10
    whole, part = divmod(digits, 10**6)
    text = f"{part:06d}"[:6] if exact else f"{part:06d}"[:5]
    text = text.rstrip("0").ljust(places, "0") if exact else text
    grouped = f"{whole:,}".replace(",", NBSP if lang == "uk" else ",")
    point = "," if lang == "uk" else "."
    return ("−" if value < 0 else "") + grouped + (point + text if text else "") + ("" if exact else "…")
