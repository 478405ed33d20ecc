"""Calendar arithmetic as the law counts it.

A month is an int: `year * 12 + month - 1`, so that months subtract. A day is a `datetime.date` for one case and
an int (days since 1970-01-01) in columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

EPOCH: Final = date(1970, 1, 1)
FAR_PAST: Final = -(2**31) + 1
"""Column value of "no earlier bound" (days)."""
FAR_FUTURE: Final = 2**31 - 1
"""Column value of "no later bound" (days)."""
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})\Z")


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date that `day_number` numbered."""
    return EPOCH + timedelta(days=number)


def month_index(day: date) -> int:
    """The month a date lies in."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """First day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Last day of a month."""
    return first_day(month + 1) - timedelta(days=1)


def parse_month(text: str) -> int | None:
    """`2026-01` → month; None if it is not one."""
    match = _MONTH.match(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
        return None
    return int(match[1]) * 12 + int(match[2]) - 1


def format_month(month: int) -> str:
    """Month → `2026-01`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def add_months(day: date, count: int) -> date:
    """The same day `count` months later; the last day of that month where it has no such day."""
    month = month_index(day) + count
    end = last_day(month)
    return end if day.day > end.day else end.replace(day=day.day)


def months_between(start: date, end: date) -> int:
    """Completed months from start to end; 0 where end is earlier."""
    if end < start:
        return 0
    months = month_index(end) - month_index(start)
    return months if add_months(start, months) <= end else months - 1


def age(birth: date, on: date) -> int:
    """Completed years on a day; 0 before birth."""
    return months_between(birth, on) // 12


def spanned(spans: Iterable[tuple[int, int]], first: int, last: int) -> bool:
    """Whether spans of days (both ends included; they may adjoin or overlap) leave no day of first…last out."""
    reached = first
    for since, until in sorted(spans):
        if since <= reached <= until:
            reached = until + 1
    return reached > last
