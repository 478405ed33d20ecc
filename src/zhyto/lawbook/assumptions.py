"""Open readings of a law as named assumptions: each has the reading that is used and alternatives that can be switched on like a reform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Label
from zhyto.law.graph import guarantees_on
from zhyto.law.model import Law, Reform
from zhyto.texts import Said, as_is


@dataclass(frozen=True, slots=True)
class Assumption:
    """A place where the law can be read in more than one way.

    number: of the list of open readings ("" where it is on none). question, reading: texts; the reading is what the law's rules do.
    alternatives: other readings by name, each a reform of the law. pending: why one cannot be switched on yet, where none can.
    """

    number: str
    code: str
    question: Label
    reading: Label
    alternatives: dict[str, Reform] = field(default_factory=dict)
    pending: Label = field(default_factory=dict)
    where: str = ""

    def touches(self) -> list[str]:
        """Rules and figures that an alternative puts in place of the law's or adds."""
        return list(dict.fromkeys(name for one in self.alternatives.values() for name in touched(one)))


def touched(reform: Reform) -> list[str]:
    """Names of figures and rules that a reform changes or adds; an exception counts for the rule it excepts."""
    return list(dict.fromkeys([*dict(reform.parameters), *(rule.exception_to or rule.name for rule in reform.rules)]))


def touched_guarantees(law: Law, reform: Reform) -> list[str]:
    """Guarantees that rest on what a reform changes, in order of the law."""
    names = {name for item in law.exceptions.items() for rule in item[1] for name in (item[0],) if rule.name in touched(reform)}
    return guarantees_on(law, {*touched(reform), *names})


def suppose(law: Law, assumptions: Iterable[Assumption], chosen: Sequence[str]) -> Law:
    """A law with alternatives (`CODE=ALTERNATIVE`, or `CODE` where there is one) laid over it in order.

    Raises InputRefused where there is no such code or alternative, or two alternatives of one question are chosen.
    """
    known = {item.code: item for item in assumptions}
    faults, reforms, answered = [], [], set()
    for text in chosen:
        code, _, name = text.partition("=")
        item = known.get(code)
        if item is None:
            near = get_close_matches(code, known, 2)
            remedy = Said("did you mean {near}?", near=" or ".join(near)) if near else Said("see `zhyto law assumptions`")
            faults.append(Fault("--assume", 0, "", as_is(repr(code)), Said("the code of an assumption"), remedy))
            continue
        name = name or (next(iter(item.alternatives)) if len(item.alternatives) == 1 else "")
        if name not in item.alternatives:
            expected = Said("one of {known}", known=", ".join(item.alternatives)) if item.alternatives else Said("nothing: {code} has no alternative yet",
                                                                                                                 code=code)
            faults.append(Fault("--assume", 0, code, as_is(repr(name)), expected, Said("see `zhyto law assumptions`")))
        elif code in answered:
            faults.append(Fault("--assume", 0, code, Said("two alternatives of one question"), Said("one of them"), Said("leave one out")))
        else:
            reforms.append(item.alternatives[name])
        answered.add(code)
    if faults:
        raise InputRefused(faults)
    return law.reform(*reforms)


def as_rows(law: Law, assumptions: Iterable[Assumption]) -> list[dict[str, Any]]:
    """Assumptions as plain values: what is asked, how it is read, and for each alternative the rules, figures and guarantees it touches."""
    return [
        {
            "number": item.number, "code": item.code, "question": dict(item.question), "reading": dict(item.reading), "where": item.where,
            "pending": dict(item.pending) or None,
            "alternatives": [
                {"name": name, "label": dict(one.label), "since": one.since.isoformat(), "touches": touched(one), "guarantees": touched_guarantees(law, one)}
                for name, one in item.alternatives.items()
            ],
        }
        for item in assumptions
    ]  # fmt: skip


def to_text(rows: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Assumptions as plain text in one language (`uk` or `en`)."""
    words = {
        "uk": ("читаємо", "інакше", "від", "правила й показники", "гарантії", "ще немає", "поки жодної"),
        "en": ("read as", "otherwise", "from", "rules and figures", "guarantees", "not yet", "none so far"),
    }[lang]
    lines: list[str] = []
    for row in rows:
        number = f"{row['number']}. " if row["number"] else ""
        lines += [f"{number}{row['question'][lang]} ({row['code']})", f"   {words[0]}: {row['reading'][lang]}"]
        for one in row["alternatives"]:
            lines.append(f"   {words[1]}: {one['label'][lang]} — {row['code']}={one['name']}, {words[2]} {one['since']}")
            lines.append(f"      {words[3]}: {', '.join(one['touches'])}; {words[4]}: {', '.join(one['guarantees']) or words[6]}")
        if row["pending"]:
            lines.append(f"   {words[1]}: {words[5]} — {row['pending'][lang]}")
        lines.append("")
    return "\n".join(lines).rstrip()
