"""How numbers, amounts, months and days are said: names, forms and signs of CLDR (Babel), in values exact to the last digit.

What CLDR lacks, or has otherwise than a page of ours needs, is here: a month after «у» (січні); a year with «року» in full, not «р.»; the day before the
month in English too; and places that an exact number does not have are never shown, so digits are ours and only their signs are CLDR's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from babel import Locale

Lang = Literal["uk", "en"]
LANGS: Final[tuple[Lang, ...]] = ("uk", "en")
NBSP: Final = "\u00a0"
_IN: Final = ("січні", "лютому", "березні", "квітні", "травні", "червні", "липні", "серпні", "вересні", "жовтні", "листопаді", "грудні")


@cache
def _locale(lang: str) -> Locale:
    from babel import Locale

    return Locale(lang)


@cache
def _signs(lang: str) -> dict[int, str]:
    """What stands for the comma and the point of `1,234.5`."""
    signs = _locale(lang).number_symbols["latn"]
    return str.maketrans({",": signs["group"], ".": signs["decimal"]})


def form(count: float | Fraction, lang: str) -> int:
    """Which form of a noun a count takes, in the order of CLDR: Ukrainian one, few, many, a number with a part; English one, other."""
    rule = _locale(lang).plural_form
    order = [name for name in ("zero", "one", "two", "few", "many") if name in rule.tags]
    name = rule(float(count) if isinstance(count, Fraction) else count)
    return order.index(name) if name in order else len(order)


def plural(count: int, lang: str, forms: Sequence[str]) -> str:
    """The form of a noun for a count: Ukrainian one, few, many; English one, other."""
    return forms[form(count, lang)]


def signed(digits: str, lang: str) -> str:
    """`1,234.50` with the signs of the language: `1 234,50`. Spaces do not break."""
    return digits.translate(_signs(lang))


def number(value: int, lang: str) -> str:
    """`1179032` → `1 179 032` or `1,179,032`."""
    return signed(f"{value:,}", lang)


def speak_number(value: Fraction, lang: Lang, places: int = 0) -> str:
    """An exact number with at least so many decimals; one that does not end is cut after five, with `…`."""
    scaled = abs(value) * 10**6
    exact = scaled.denominator == 1
    whole, part = divmod(int(scaled), 10**6)
    text = f"{part:06d}".rstrip("0").ljust(places, "0") if exact else f"{part:06d}"[:5]
    return ("−" if value < 0 else "") + signed(f"{whole:,}{'.' if text else ''}{text}", lang) + ("" if exact else "…")


def speak_amount(kopecks: int, lang: str, currency: str) -> str:
    """`123450` → `1 234,50 грн` or `1,234.50 UAH`."""
    whole, part = divmod(abs(kopecks), 100)
    return f"{'−' if kopecks < 0 else ''}{signed(f'{whole:,}.{part:02d}', lang)}{NBSP}{currency.replace(' ', NBSP)}"


def exact_amount(kopecks: int, lang: Lang, currency: str) -> str:
    """`3 200 грн`, `3 200,50 грн`; the kopecks are left out only where there are none."""
    return exact(speak_amount(kopecks, lang, currency).strip(NBSP))


def exact(amount: str) -> str:
    """An amount without `,00`."""
    return amount.replace(f",00{NBSP}", NBSP).replace(f".00{NBSP}", NBSP)


def month_name(month: int, lang: str, of: bool = False) -> str:
    """Name of a month index: січень, January; of: as it stands in a date, січня."""
    return str(_locale(lang).months["format" if of else "stand-alone"]["wide"][month % 12 + 1])


def _year(month: int) -> str:
    return f"{NBSP}{month // 12}"


def speak_day(day: date, lang: str) -> str:
    """31.01.2026 or 31 January 2026."""
    return day_in_words(day, lang) if lang == "en" else f"{day:%d.%m}.{day.year:04d}"


def day_in_words(day: date, lang: str) -> str:
    """31 січня 2026; 31 January 2026."""
    return f"{day.day}{NBSP}{month_name(day.month - 1, lang, of=True)}{NBSP}{day.year}"


def for_month(month: int, lang: str) -> str:
    """січень 2026; January 2026."""
    return month_name(month, lang) + _year(month)


def speak_month(month: int, lang: str) -> str:
    """січень 2026 року or January 2026."""
    return for_month(month, lang) + (" року" if lang == "uk" else "")


def speak_months(first: int, last: int, lang: str) -> str:
    """квітень 2025 року; з квітня до вересня 2025 року; April to September 2025."""
    if first == last:
        return speak_month(first, lang)
    year = "" if first // 12 == last // 12 else _year(first)
    start, end = (month_name(month, lang, of=True) for month in (first, last))
    if lang == "en":
        return f"{start}{year} to {end}{_year(last)}"
    return f"{_since(start)} {start}{year and year + ' року'} до {end}{_year(last)} року"


def _since(start: str) -> str:
    return "із" if start.startswith("с") else "з"


def from_month(month: int, lang: str) -> str:
    """З березня 2026; From March 2026."""
    start = month_name(month, lang, of=True)
    return f"From {start}{_year(month)}" if lang == "en" else f"{_since(start).capitalize()}{NBSP}{start}{_year(month)}"


def in_month(month: int, lang: str) -> str:
    """У серпні 2026; In August 2026."""
    return f"У{NBSP}{_IN[month % 12]}{_year(month)}" if lang == "uk" else f"In{NBSP}{for_month(month, lang)}"


def period(first: int, last: int, lang: str) -> str:
    """за липень 2025; за липень–грудень 2025; for July–December 2025."""
    year = "" if first // 12 == last // 12 else _year(first)
    start = "" if first == last else f"{month_name(first, lang)}{year}{' – ' if year else '–'}"
    return f"{'за' if lang == 'uk' else 'for'} {start}{for_month(last, lang)}"
