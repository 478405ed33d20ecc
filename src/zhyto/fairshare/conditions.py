"""Conditions of a source, judged for every household by the law engine.

A condition is one expression of the law language (docs/law-language.md), over the facts, figures and rules of a law. Where it names what
belongs to a person outside `for m in members`, it is a condition on persons, and a household meets it when one of its members does. It becomes a rule
laid over the law as a reform, so names, types and units are checked as in any law, and a missing fact that could change the answer makes it unknown.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from zhyto import dates
from zhyto.engine.evaluate import evaluate
from zhyto.fairshare.instance import Bools
from zhyto.faults import Fault, InputRefused
from zhyto.law.ir import Expr, Rule, Type
from zhyto.law.link import unit_text
from zhyto.law.model import Law, Reform
from zhyto.law.parse import parse_rules
from zhyto.law.reform import ALWAYS
from zhyto.register.columns import Register
from zhyto.register.snapshot import Snapshot
from zhyto.texts import Said, as_is, how_many

LONGEST: Final = 1000
"""Characters of a condition: it must be read aloud in a council."""


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression, and where it stands: table, row and column, for faults."""

    text: str
    table: str
    row: int
    column: str = "condition"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Per household of the register: who meets a condition, and of whom it is unknown; which facts are missing, and for how many."""

    meets: Bools
    unknown: Bools
    missing: dict[str, int]


def judge(law: Law, register: Register, month: int, known: date | None, conditions: Sequence[Condition], snapshot: Snapshot | None = None) -> list[Judged]:
    """Each condition for every household in a month, by what was known. Raises InputRefused with every fault in them."""
    faults: list[Fault] = []
    rules: list[Rule] = []
    names = [f"fund_condition_{place + 1}" for place in range(len(conditions))]
    for name, condition in zip(names, conditions, strict=True):
        made, found = _rules(law, condition, name, dates.first_day(month))
        rules += made
        faults += found
    if rules:
        try:
            law = law.reform(Reform("conditions", dates.first_day(month), rules=tuple(rules)))
        except InputRefused as refused:
            at = {(condition.table, condition.row): condition.column for condition in conditions}
            faults += [replace(_plainly(fault), column=at.get((fault.file, fault.row), fault.column)) for fault in refused.faults]
    if faults:
        raise InputRefused(faults)
    snapshot = snapshot or Snapshot(register, law.inputs, law.guarantees, month, known)
    results = evaluate(law, register, names, month, known, snapshot=snapshot) if names else {}
    judged = []
    for result in (results[name] for name in names):
        unknown = np.zeros(register.households, dtype=np.bool_) if result.missing is None else result.missing != 0
        missing: dict[str, int] = {}
        if result.missing is not None:
            for bit, label in enumerate(result.labels):
                count = int(np.count_nonzero(result.missing >> np.uint64(bit) & np.uint64(1)))
                if count:
                    missing[label] = count
        judged.append(Judged((result.value != 0) & ~unknown, unknown, missing))
    return judged


def _rules(law: Law, condition: Condition, name: str, since: date) -> tuple[list[Rule], list[Fault]]:
    """The rules of one condition: its own, and where it is one on persons, the household's."""

    def wrong(found: Said, expected: Said, remedy: Said) -> tuple[list[Rule], list[Fault]]:
        return [], [Fault(condition.table, condition.row, condition.column, found, expected, remedy)]

    text = " ".join(condition.text.split())
    if len(text) > LONGEST:
        return wrong(how_many("{count} character", "{count} characters", count=len(text)), Said("at most {most}", most=LONGEST),
                     Said("write a rule into the law and name it here"))
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return wrong(as_is(repr(text[:80])), Said("one expression of the law language"), Said("see docs/law-language.md"))
    words = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    bound = {node.id for part in ast.walk(tree) if isinstance(part, ast.comprehension) for node in ast.walk(part.target) if isinstance(node, ast.Name)}
    used = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - words - bound)
    on_person = any(law.entities.get(one) == "person" for one in used)
    arguments = ", ".join(f"{one}: {_annotation(one, law)}" for one in used)
    where = f"{condition.table}:{condition.row}"
    bodies = [(f"{name}_of_person" if on_person else name, "person" if on_person else "household", arguments, text)]
    if on_person:
        bodies.append((name, "household", "members: Members", f"any(m.{name}_of_person for m in members)"))
    rules: list[Rule] = []
    for called, entity, given, body in bodies:
        head = f'@rule(entity="{entity}", cite="condition", since="{since}", uk="Умова джерела", en="Condition of a source")'
        parsed, faults = parse_rules(f"{head}\ndef {called}({given}) -> bool: return {body}\n", condition.table)
        if faults:
            return [], [replace(fault, row=condition.row, column=condition.column) for fault in faults]
        # Every fault found later is one of this cell; the lines of the text made here would only mislead.
        rules += [replace(rule, known=ALWAYS, where=where, body=None if rule.body is None else _at_row(rule.body, condition.row)) for rule in parsed]
    return rules, []


def _plainly(fault: Fault) -> Fault:
    """What a person who wrote no rule can understand."""
    if fault.found.startswith("the number "):
        return replace(fault, remedy=Said("write a rule into the law and name it here"))
    head, _, kind = fault.found.partition("while the body gives ")
    if not head.startswith("->"):
        return fault
    return replace(fault, found=Said("an expression that gives {kind}", kind=kind), expected=Said("yes or no"), remedy=Said("compare it with something"))


def _at_row(body: Expr, row: int) -> Expr:
    return replace(body, args=tuple(_at_row(arg, row) for arg in body.args), line=row, column=0)


def _annotation(name: str, law: Law) -> str:
    """How a rule would declare an argument. A name the law does not know is left to the law to refuse."""
    if name in ("month", "day", "members"):
        return name.capitalize() if name != "day" else "Date"
    kind = law.types.get(name, Type("bool"))
    plain = {"bool": "bool", "date": "Date", "month": "Month", "choice": "str", "person": "Person", "table": "Table", "scale": "Scale", "any": "Members"}
    if kind.kind in plain:
        return plain[kind.kind]
    return f"Quantity['{unit_text(kind.unit) or '1'}']"
