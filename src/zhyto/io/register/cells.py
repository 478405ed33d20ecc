"""Columns of text or typed cells as arrays: ids, dates, months, amounts, numbers, codes.

A cell is read in one of three ways: a value, empty (unknown), or bad (a fault). Columns are converted whole: the usual way
of writing by vector operations, every other way once per distinct text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

import numpy as np
import polars as pl

from zhyto.dates import day_number, format_month, month_index, parse_month
from zhyto.io.register.format import plain
from zhyto.io.register.tables import Rows, shown
from zhyto.money import parse_amount
from zhyto.register.columns import Bools, Ints
from zhyto.texts import Said, as_is, in_a_row

AMOUNT_LIMIT: Final = 10**11
"""Largest amount of one income or payment, in kopecks: a thousand million. A larger one is a slip of the keyboard."""
FIRST_DAY: Final = date(1890, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
LAST_BIRTH: Final = date(2099, 12, 31)
"""Days that a register may speak of; others are slips (1090, 20206)."""
ALWAYS: Final = date(1, 1, 1)
OPEN: Final = date(9999, 12, 31)
"""Written for a spell with no known beginning and for one with no end."""


@dataclass(slots=True)
class Cells:
    """A column read: the value where `known`; `bad`: positions of cells that cannot be read. The rest is empty."""

    values: Ints
    known: Bools
    bad: Rows

    def empty(self) -> Rows:
        """Positions of empty cells."""
        blank = ~self.known
        blank[self.bad] = False
        return np.flatnonzero(blank)


_BAD: Final = 0
_KNOWN: Final = 1
_EMPTY: Final = 2


def read_cells(text: pl.Series, usual: pl.Series | None, other: Callable[[str], int | None]) -> Cells:
    """Read a text column: `usual` holds what vector operations read (null elsewhere), `other` reads one distinct text (None: bad)."""
    if usual is None:
        values, known = np.zeros(len(text), np.int64), np.zeros(len(text), np.bool_)
    else:
        known = usual.is_not_null().to_numpy().copy()
        values = usual.fill_null(0).cast(pl.Int64).to_numpy().copy()
    rest = np.flatnonzero(~known & text.is_not_null().to_numpy())
    if not len(rest):
        return Cells(values, known, rest)
    cells = text.gather(rest)
    distinct = cells.unique()
    place = cells.cast(pl.Enum(distinct)).to_physical().to_numpy()
    read = [(other(bare) if bare else None, bare) for bare in (cell.strip() for cell in distinct)]
    found = np.array([value or 0 for value, _ in read], np.int64)
    state = np.array([_EMPTY if not bare else _BAD if value is None else _KNOWN for value, bare in read])
    values[rest], known[rest] = found[place], state[place] == _KNOWN
    return Cells(values, known, rest[state[place] == _BAD])


def as_text(series: pl.Series) -> pl.Series:
    """A column as text; whole numbers without a point, other numbers in their shortest form."""
    if series.dtype == pl.String:
        return series
    text = series.cast(pl.String)
    return text.str.strip_suffix(".0") if series.dtype.is_float() else text


def no_cells(count: int) -> pl.Series:
    """A column of empty cells."""
    return pl.repeat(None, count, dtype=pl.String, eager=True)


def read_ids(series: pl.Series) -> pl.Series:
    """Ids as text without spaces around them; null where empty."""
    text = as_text(series).str.strip_chars()
    return text.set(text == "", None) if len(text) and (text == "").any() else text


_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?\Z", re.ASCII)
_TIME: Final = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$"
_SERIAL: Final = re.compile(r"\d{4,7}(\.\d+)?\Z", re.ASCII)
_FIRST_SERIAL: Final = 2200
"""Smaller serial numbers (before 1906) are more likely years."""


def _serial_day(text: str, with_time: bool) -> date | None:
    match = _SERIAL.match(text)
    if not match or (match[1] and not with_time):
        return None
    number = int(text.partition(".")[0])
    return date(1899, 12, 30) + timedelta(days=number) if _FIRST_SERIAL <= number <= 2958465 else None


def _one_day(text: str) -> date | None:
    match = _DAY.match(text)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def _usual_days(text: pl.Series) -> pl.Series:
    days = pl.when(text.str.len_bytes() == 10).then(text.str.to_date("%Y-%m-%d", strict=False))
    return pl.select(days.cast(pl.Int32)).to_series()


def read_days(series: pl.Series, serials: bool) -> Cells:
    """Dates as day numbers."""
    if series.dtype == pl.Date:
        return read_cells(no_cells(len(series)), series.cast(pl.Int32), lambda _: None)

    def other(text: str) -> int | None:
        day = _one_day(text) or (_serial_day(text, False) if serials else None)
        return None if day is None else day_number(day)

    text = as_text(series)
    return read_cells(text, _usual_days(text), other)


def read_times(series: pl.Series, serials: bool) -> Cells:
    """Times of recording as day numbers of the day written (local to whoever recorded)."""
    if series.dtype == pl.Date or isinstance(series.dtype, pl.Datetime):
        return read_days(series.cast(pl.Date) if series.dtype == pl.Date else series.dt.date(), serials)

    def other(text: str) -> int | None:
        day = _serial_day(text, True) if serials else None
        if day is None:
            try:
                day = datetime.fromisoformat(text).date()
            except ValueError:
                return None
        return day_number(day)

    text = as_text(series)
    usual = _usual_days(text)
    if usual.null_count() > text.null_count():
        stamped = pl.select(pl.when(text.str.contains(_TIME)).then(text.str.slice(0, 10))).to_series()
        usual = usual.fill_null(_usual_days(stamped))
    return read_cells(text, usual, other)


_MONTHS: Final = [format_month(month) for month in range(month_index(FIRST_DAY), month_index(LAST_DAY) + 1)]


def read_months(series: pl.Series, serials: bool) -> Cells:
    """Months as `zhyto.dates` counts them; the first day of a month stands for it."""

    def other(text: str) -> int | None:
        month = parse_month(text)
        if month is not None:
            return month
        day = _one_day(text) or (_serial_day(text, False) if serials else None)
        return month_index(day) if day is not None and day.day == 1 else None

    text = as_text(series)
    usual = text.cast(pl.Enum(_MONTHS), strict=False).to_physical().cast(pl.Int64) + month_index(FIRST_DAY)
    return read_cells(text, usual, other)


def read_amounts(series: pl.Series) -> Cells:
    """Amounts in kopecks, exact."""
    if isinstance(series.dtype, pl.Decimal) and series.dtype.scale <= 2:
        kopecks = series.cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int64, strict=False)
        usual = pl.select(pl.when(kopecks.abs() <= AMOUNT_LIMIT * 10**4).then(kopecks)).to_series()
    else:
        # Up to 11 digits before the point the nearest double times 100 rounds to the exact kopeck.
        text = as_text(series)
        whole = (text.cast(pl.Float64, strict=False) * 100).round()
        usual = pl.select(pl.when(text.str.contains(r"^\d{1,11}(?:\.\d{1,2})?$")).then(whole)).to_series().cast(pl.Int64)
        return read_cells(text, usual, _kopecks)
    return read_cells(as_text(series) if usual.null_count() > series.null_count() else no_cells(len(series)), usual, _kopecks)


def _kopecks(text: str) -> int | None:
    if not text.isascii():
        text = text.replace("\u2212", "-")
    kopecks = parse_amount(text)
    return None if kopecks is None or abs(kopecks) > 10**17 else kopecks


_NUMBER: Final = re.compile(r"-?\d{1,15}(?:[.,]\d{1,15})?\Z", re.ASCII)


def read_numbers(series: pl.Series, scale: int) -> Cells:
    """Decimal numbers × scale, which must be whole."""

    def other(text: str) -> int | None:
        if not _NUMBER.match(text):
            return None
        scaled = Fraction(text.replace(",", ".")) * scale
        return scaled.numerator if scaled.denominator == 1 and abs(scaled) < 10**17 else None

    return read_cells(as_text(series), None, other)


def read_codes(series: pl.Series, words: Mapping[str, int]) -> Cells:
    """Codes by their plain form (`zhyto.io.register.format.plain`)."""
    text = as_text(series)
    ways = sorted({way.replace(" ", "_") for way in words} | set(words))
    stored = np.array([words[plain(way)] for way in ways] or [0], np.int64)
    place = text.cast(pl.Enum(ways), strict=False).to_physical()
    usual = pl.Series(stored[place.fill_null(0).to_numpy()]).set(place.is_null(), None) if ways else None
    return read_cells(text, usual, lambda bare: words.get(plain(bare)))


# Ids

TWINS: Final = dict(zip("АВЕІЈКМНОРСТУХЅ", "ABEIJKMHOPCTYXS", strict=True))
"""Cyrillic capitals and the Latin ones that look the same."""
CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_LATIN: Final = re.compile("[A-Za-z]")


def folded(ids: pl.Series) -> pl.Series:
    """Ids so that those a reader could take for one another are equal: case, spaces and letters that look alike."""
    if not ids.str.contains(r"[^\x00-\x7f]").any():
        return ids.str.to_uppercase().str.replace_all(r"\s", "")
    bare = ids.str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[\s\p{Cf}]", "")
    return bare.str.replace_many(list(TWINS), list(TWINS.values()))


def stray_letter(text: str) -> Said:
    """The letter of another alphabet in an id, said with its place; "" if all letters are of one.

    The strays are the letters that could be taken for the other alphabet's; where that does not tell, the fewer ones.
    """
    latin, cyrillic = list(_LATIN.finditer(text)), list(CYRILLIC.finditer(text))
    if not latin or not cyrillic:
        return as_is("")
    alike = set(TWINS) | set(TWINS.values())

    def weight(letters: list[re.Match[str]]) -> tuple[bool, int]:
        return any(letter.group().upper() not in alike for letter in letters), len(letters)

    few = latin if weight(latin) <= weight(cyrillic) else cyrillic
    place = min((letter.group().upper() not in alike, letter.start()) for letter in few)[1]
    if few is latin:
        return Said("letter {place}, {letter}, is Latin among Cyrillic letters", place=place + 1, letter=text[place])
    return Said("letter {place}, {letter}, is Cyrillic among Latin letters", place=place + 1, letter=text[place])


class Ids:
    """Ids of a table and the rows they name."""

    def __init__(self, ids: pl.Series) -> None:
        first = pl.DataFrame({"id": ids}).with_row_index("row").drop_nulls().unique("id", keep="first", maintain_order=True)
        self.ids = first["id"]
        self._row = first["row"].to_numpy().astype(np.int64)
        self._kind = pl.Enum(self.ids)
        self._alike: pl.DataFrame | None = None

    def rows(self, text: pl.Series) -> Ints:
        """Row of each id; -1 where there is none."""
        place = text.cast(self._kind, strict=False).to_physical()
        known = place.is_not_null().to_numpy()
        rows = np.full(len(text), -1, np.int64)
        rows[known] = self._row[place.drop_nulls().to_numpy()]
        lost = np.flatnonzero(~known & text.is_not_null().to_numpy())
        if len(lost):
            bare = text.gather(lost)
            stripped = read_ids(bare)
            if (stripped != bare).any():
                rows[lost] = self.rows(stripped)
        return rows

    def near(self, text: str) -> Said:
        """`; did you mean X?` where an id differs from this one by what the eye takes for the same, or by leading zeros."""
        if self._alike is None:
            self._alike = pl.DataFrame({"id": self.ids, "alike": folded(self.ids).str.strip_chars_start("0")})
        wanted = folded(pl.Series([text])).str.strip_chars_start("0")[0]
        found = self._alike.filter(pl.col("alike") == wanted)["id"]
        if not len(found):
            return as_is("")
        meant, stray = Said("; did you mean {words}?", words=shown(found[0])), stray_letter(found[0]) or stray_letter(text)
        return in_a_row([meant, stray], " ") if stray else meant
