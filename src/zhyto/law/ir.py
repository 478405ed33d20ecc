"""The intermediate representation of a rule: one kind of node, and the value types it may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from zhyto.law.declare import Mark
from zhyto.texts import Said


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression of a rule's body.

    op names what it is; `args` are its operands; `value` what is no operand:

    - `const` value; `name` of an input, parameter, rule, `month` or `day`; `member` x (`m.x` inside an aggregate)
    - `neg not and or add sub mul div floordiv mod min max abs eq ne lt le gt ge if`
    - `in` value: tuple of choices
    - `agg` value: sum count any all min max; args: body, condition[, default]
    - `order` args: key, condition; `nth` value: name to sort by, args: condition, place
    - `exists` args: link; `link` value: name, args: link
    - `total average` value: name (args: first, last[, member marker]); `at` value: name, args: month or date; `since` value: name
    - `due` args: name of a guarantee; a law that is built has none left (`zhyto.law.model`)
    - `fn` value: calendar function; `round` value: (mode, to, cite)
    - `row` args: table, key; `bracket marginal` args: scale, number
    - `unknown` value: reason; `none`: an exception that does not apply
    """

    op: str
    args: tuple[Expr, ...] = ()
    value: Any = None
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    """Of a number in the text of a law's rule; 0 elsewhere."""

    def walk(self) -> Iterator[Expr]:
        """The node and all below it."""
        yield self
        for arg in self.args:
            yield from arg.walk()


@dataclass(frozen=True, slots=True)
class Type:
    """kind: number, bool, date, month, choice, person, table, scale. unit of a number: sorted (base, power) pairs; choice: its values."""

    kind: Literal["number", "bool", "date", "month", "choice", "person", "table", "scale", "any"]
    unit: tuple[tuple[str, int], ...] = ()
    choices: tuple[str, ...] = ()
    of: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        if self.kind == "choice":
            return f"choice ({', '.join(self.choices)})"
        if self.kind == "number":
            return "·".join(base if power == 1 else f"{base}^{power}" for base, power in self.unit) or "number"
        return self.kind


MONEY = Type("number", (("money", 1),))
NUMBER = Type("number")
BOOL = Type("bool")
DATE = Type("date")
MONTH = Type("month")
PERSON = Type("person")
ANY = Type("any")


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision, parsed.

    state: `law` (body is set), `not_in_force` or `not_implemented` (missing says what).
    annotations: argument name → annotation as written. returns: annotation of the result.
    exception_to: name of the rule this is an exception of, else "". source: where the rule was seen.
    """

    name: str
    entity: str
    since: date
    until: date | None
    known: date
    cite: str
    label: dict[str, str]
    note: dict[str, str]
    mark: Mark
    period: Literal["month", "year", "day", "once"]
    body: Expr | None
    annotations: dict[str, str]
    returns: str
    where: str
    state: Literal["law", "not_in_force", "not_implemented"] = "law"
    missing: str = ""
    exception_to: str = ""
    source: str = ""

    @property
    def file(self) -> str:
        """File of `where` (`folder/rules.py:12`)."""
        return self.where.rpartition(":")[0]

    def holds(self, day: date) -> bool:
        """Whether this version is the law on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class LawConflict(Exception):
    """Two exceptions apply to one entity. Shows both places."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
