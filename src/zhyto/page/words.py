"""Amounts, days and months as the page says them: exact, without what a reader does not need."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhyto.explain import NBSP, Lang
from zhyto.money import speak_amount

_OF: Final = ("січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня")
_IN: Final = ("січні", "лютому", "березні", "квітні", "травні", "червні", "липні", "серпні", "вересні", "жовтні", "листопаді", "грудні")
_FOR: Final = (
    "січень",
    "лютий",
    "березень",
    "квітень",
    "травень",
    "червень",
    "липень",
    "серпень",
    "вересень",
    "жовтень",
    "листопад",
    "грудень",
)
_EN: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def exact_amount(kopecks: int, lang: Lang, currency: str) -> str:
    """`3 200 грн`, `3 200,50 грн`; the kopecks are left out only where there are none."""
    return exact(speak_amount(kopecks, lang, currency).strip(NBSP))


def exact(text: str) -> str:
    """An amount without `,00`."""
    return text.replace(f",00{NBSP}", NBSP).replace(f".00{NBSP}", NBSP)


def day(value: date, lang: Lang) -> str:
    """31 січня 2026; 31 January 2026."""
    months = _OF if lang == "uk" else _EN
    return f"{value.day}{NBSP}{months[value.month - 1]}{NBSP}{value.year}"


def for_month(month: int, lang: Lang) -> str:
    """січень 2026; January 2026."""
    return f"{(_FOR if lang == 'uk' else _EN)[month % 12]}{NBSP}{month // 12}"


def from_month(month: int, lang: Lang) -> str:
    """З березня 2026; From March 2026."""
    if lang == "en":
        return f"From {_EN[month % 12]}{NBSP}{month // 12}"
    return f"{'Із' if _OF[month % 12].startswith('с') else 'З'}{NBSP}{_OF[month % 12]}{NBSP}{month // 12}"


def in_month(month: int, lang: Lang) -> str:
    """У серпні 2026; In August 2026."""
    return f"{'У' if lang == 'uk' else 'In'}{NBSP}{(_IN if lang == 'uk' else _EN)[month % 12]}{NBSP}{month // 12}"


def period(first: int, last: int, lang: Lang) -> str:
    """за липень 2025; за липень–грудень 2025; for July–December 2025."""
    names = _FOR if lang == "uk" else _EN
    word = "за" if lang == "uk" else "for"
    if first == last:
        return f"{word} {names[first % 12]}{NBSP}{first // 12}"
    year = "" if first // 12 == last // 12 else f"{NBSP}{first // 12}"
    dash = "–" if not year else " – "
    return f"{word} {names[first % 12]}{year}{dash}{names[last % 12]}{NBSP}{last // 12}"
