"""The words a `rules.py` is written in (docs/law-language.md).

Rules are parsed and never run, so calling one of these is a programmer's error. They exist so that an editor, a type
checker and a reader of the file know what each word is.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

Date = datetime.date


class Money(int):
    """An amount of money, exact."""


class Ratio(int):
    """A share or factor without a unit, exact."""


class Area(int):
    """Square metres."""


class Month(int):
    """A calendar month; months subtract and take whole numbers of months."""


class Person(int):
    """A link to a member of the household, or to nobody."""

    def __getattr__(self, name: str) -> Any: ...


class Table(int):
    """A parameter with a row per value of a choice: `table[choice]`."""

    def __getitem__(self, key: str) -> Any: ...


class Scale(int):
    """A parameter with brackets."""


class Quantity(int):
    """A number with another unit: `Quantity["money/m2"]`."""

    def __class_getitem__(cls, unit: str) -> type[Quantity]:
        return cls


class Members:
    """The present members of the household."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _parsed_only(*_args: Any, **_kwargs: Any) -> Any:
    raise TypeError("rules are parsed, not run: load the folder with zhyto.io.packs.law.load_law")


def rule(*, entity: str, cite: str, since: str, uk: str, en: str, **more: str) -> Callable[[Function], Function]:
    """Mark a function as a provision of the law."""
    del entity, cite, since, uk, en, more
    return _parsed_only()  # type: ignore[no-any-return]


def exception(*, to: str, entity: str, cite: str, since: str, uk: str, en: str, **more: str) -> Callable[[Function], Function]:
    """Mark a function as an exception to a rule: it returns the value, or None where it does not apply."""
    del to, entity, cite, since, uk, en, more
    return _parsed_only()  # type: ignore[no-any-return]


def not_in_force(name: str, *, since: str, cite: str, until: str = "") -> None:
    """Say that the law gives no such right in these days."""
    _parsed_only(name, since, cite, until)


def not_implemented(name: str, *, since: str, missing: str, until: str = "") -> None:
    """Say that the law exists in these days and is not written here; what is missing and where to look."""
    _parsed_only(name, since, missing, until)


def count(members: Iterable[Any]) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def order(keys: Iterable[Any]) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def nth(members: Iterable[Any], place: int, *, by: str) -> Person: ...  # type: ignore[empty-body]  # noqa: D103
def exists(link: Person) -> bool: ...  # type: ignore[empty-body]  # noqa: D103
def total(amount: Any, first: int, last: int) -> Any: ...  # noqa: D103
def average(amount: Any, first: int, last: int) -> Any: ...  # noqa: D103
def at(value: Any, on: Any) -> Any: ...  # noqa: D103
def due(guarantee: Any) -> Any: ...  # noqa: D103
def since(fact: Any) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def first_day(month: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def last_day(month: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def month_of(day: Date) -> Month: ...  # type: ignore[empty-body]  # noqa: D103
def january(month: int) -> Month: ...  # type: ignore[empty-body]  # noqa: D103
def quarter(month: int) -> Month: ...  # type: ignore[empty-body]  # noqa: D103
def year(on: Any) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def month_number(on: Any) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def add_days(day: Date, days: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def add_months(day: Date, months: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def add_years(day: Date, years: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def age(birth: Date, on: Date) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def months_between(start: Date, end: Date) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def days_between(start: Date, end: Date) -> int: ...  # type: ignore[empty-body]  # noqa: D103
def date(year: int, month: int, day: int) -> Date: ...  # type: ignore[empty-body]  # noqa: D103
def round_half_up(amount: Any, to: str, *, cite: str = "") -> Money: ...  # type: ignore[empty-body]  # noqa: D103
def round_up(amount: Any, to: str, *, cite: str = "") -> Money: ...  # type: ignore[empty-body]  # noqa: D103
def round_down(amount: Any, to: str, *, cite: str = "") -> Money: ...  # type: ignore[empty-body]  # noqa: D103
def bracket(scale: Scale, value: Any) -> Any: ...  # noqa: D103
def marginal(scale: Scale, value: Any) -> Any: ...  # noqa: D103
def unknown(why: str) -> Any: ...  # noqa: D103
