"""Labels and units inside a sentence: functions of values only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zhyto.texts.spoken import Lang

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
