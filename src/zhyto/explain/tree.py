"""The tree below a result: rules, figures, facts; what is missing and what is not verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from zhyto import dates
from zhyto.engine.reference import Right, Step, Unknown
from zhyto.explain.conditions import Conditions
from zhyto.explain.data import Condition, Doubt, Fact, Figure, Missing, Node
from zhyto.explain.words import distinct, lower, side
from zhyto.law.declare import SURE, Dated, Input
from zhyto.law.ir import BOOL, Type
from zhyto.texts.spoken import speak_day, speak_months


class Teller(Conditions):
    """Tells the steps of one reference evaluation as trees."""

    def figure(self, step: Step) -> Figure:
        """A parameter's step."""
        parameter, dated = self.law.parameters[step.name], step.dated
        value = self.say.word("unknown") if dated is None or dated.value is None else self.figure_value(step.name, dated)
        note = side(dated.note, self.lang) if dated else ""
        mark = "missing" if dated is None else dated.mark
        return Figure(
            step.name, parameter.label[self.lang], value, dated.since if dated else None, mark,
            dated.cite if dated else "", side(dated.source, self.lang) if dated else "", note,
        )  # fmt: skip

    def figure_value(self, name: str, dated: Dated) -> str:
        """A number, or the rows of a table, or the brackets of a scale."""
        say, parameter, kind, value = self.say, self.law.parameters[name], self.law.types[name], dated.value
        number = Type("number", kind.unit)
        if isinstance(value, tuple):
            of = Type("number", kind.of)
            parts = [
                (say.pick("понад ", "above ") if b.above else say.pick("від ", "from "))
                + f"{say.number(b.threshold, of)} — {say.number(b.value, number, parameter.unit == 'ratio')}"
                for b in value
            ]
            return "; ".join(parts)
        if isinstance(value, Fraction | date):
            return say.value(value, kind, name)
        assert value is not None
        rows = [
            f"{say.choice(key, parameter.by)}: {say.word('unknown') if row is None else say.number(row, number, parameter.unit == 'ratio')}"
            for key, row in value.items()
        ]
        return "; ".join(rows)

    def facts(self, steps: Iterable[Step]) -> tuple[Fact, ...]:
        """Inputs that were read; the months of a window together."""
        grouped: dict[tuple[str, int], dict[date, Step]] = {}
        for step in steps:
            grouped.setdefault((step.name, step.entity), {})[step.day] = step
        return tuple(self.fact(name, entity, [days[day] for day in sorted(days)]) for (name, entity), days in grouped.items())

    def fact(self, name: str, entity: int, steps: list[Step]) -> Fact:
        """One fact on the days it was read on."""
        item, say = self.law.inputs[name], self.say
        missing = any(isinstance(step.value, Unknown) for step in steps)
        if item.source == "incomes":
            value = "; ".join(self.runs(name, steps))
        else:
            value = "; ".join(dict.fromkeys(say.named(name, step.value, self.reference.members) for step in steps))
        if (
            item.source == "claims"
            and not missing
            and self.reference.claim(self.law.guarantees[item.guarantee], self.reference.entity(entity)) is None
        ):
            value += say.pick(" (якщо подати заяву тепер)", " (if claimed now)")
        return Fact(name, say.label(name), self.who(entity), value, missing)

    def runs(self, name: str, steps: list[Step]) -> list[str]:
        """Monthly amounts, equal ones in a row together."""
        runs: list[list[Any]] = []
        for step in steps:
            month = dates.month_index(step.day)
            same = (
                runs
                and runs[-1][1] == month - 1
                and (runs[-1][2] == step.value or (isinstance(runs[-1][2], Unknown) and isinstance(step.value, Unknown)))
            )
            if same:
                runs[-1][1] = month
            else:
                runs.append([month, month, step.value])
        texts = []
        for first, last, value in runs:
            spoken = self.say.named(name, value)
            monthly = first != last and not isinstance(value, Unknown) and self.say.pick(" щомісяця", " a month")
            texts.append(f"{speak_months(first, last, self.lang)} — {spoken}{monthly or ''}")
        return texts

    def node(self, step: Step) -> Node:
        """The tree below a rule."""
        say, rule = self.say, step.rule
        key = (step.name, step.entity, step.day)
        label = rule.label[self.lang] if rule is not None and rule.label else say.label(step.name)
        value = say.named(step.name, step.value, self.reference.members)
        if rule is not None and rule.exception_to:
            label = f"{say.label(step.name)} ({say.pick('виняток', 'exception')}: {lower(label)})"
        inside = self.body(step)
        repeated = key in self.told and inside is not None
        self.told.add(key)
        conditions: list[Condition] = []
        formula = ""
        if inside is not None and not repeated:
            body, condition, at = inside
            if condition is not None:
                conditions += self.conditions(condition, at)
            more, last = self.branches(body, at)
            conditions += more
            if last.op == "if" or (last.op in ("name", "const") and self.kind(last) != BOOL):
                formula = ""
            elif self.kind(last) == BOOL:
                conditions += self.conditions(last, at)
            else:
                formula = self.formula(last, at)
        for other in self.doubtful_exceptions(step) if not repeated else ():
            conditions.append(
                Condition(
                    say.pick("Виняток, про який невідомо: ", "An exception of which it is unknown: ") + lower(other.label[self.lang]),
                    "unknown",
                )
            )
        steps = {} if repeated else {(s.name, s.entity, s.day): s for s in step.steps}
        figures = {s.name: s for s in steps.values() if s.kind == "parameter"}
        children = tuple(self.node(s) for s in steps.values() if s.kind in ("rule", "gap"))
        note = ""
        cite = ""
        if rule is not None:
            note = rule.note.get(self.lang, "") if rule.note else ""
            cite = rule.cite or side(rule.missing, self.lang)
        return Node(
            step.name, label, self.who(step.entity), value, step.kind, cite, rule.since if rule else None, rule.until if rule else None,
            "missing" if rule is None or rule.state == "not_implemented" else rule.mark, side(rule.source, self.lang) if rule else "", note,
            tuple(c for c in dict.fromkeys(conditions) if c.text in distinct(d.text for d in conditions)), formula,
            tuple(self.figure(s) for s in figures.values()),
            self.facts(s for s in steps.values() if s.kind == "input"), children, repeated,
        )  # fmt: skip

    def missing(self, right: Right, roots: Sequence[Step]) -> tuple[Missing, ...]:
        """What would settle a right, person by person."""
        say, names = self.say, right.missing
        holes: dict[str, dict[int, list[Step]]] = {}
        for step in walk(roots):
            if step.kind == "input" and isinstance(step.value, Unknown) and (step.name, step.entity) in right.of:
                holes.setdefault(step.name, {}).setdefault(step.entity, []).append(step)
        found: list[Missing] = []
        for name in names:
            if name.startswith("law: "):
                found.append(Missing(name, "", say.gap(name[5:])[:1].upper() + say.gap(name[5:])[1:], False))
                continue
            item, label = self.law.inputs[name], say.label(name)
            for entity, steps in (holes.get(name) or {self.subject: []}).items():
                text = self.with_who(label, entity)
                if item.source == "incomes" and steps:
                    months = sorted({dates.month_index(step.day) for step in steps})
                    spans: list[list[int]] = []
                    for month in months:
                        if spans and spans[-1][1] == month - 1:
                            spans[-1][1] = month
                        else:
                            spans.append([month, month])
                    text += ": " + ", ".join(speak_months(first, last, self.lang) for first, last in spans)
                found.append(Missing(name, self.who(entity), f"{text} — {self.paper(item)}", True))
        return tuple(found)

    def paper(self, item: Input) -> str:
        """What could settle a fact."""
        if item.source == "incomes":
            return self.say.pick(
                "потрібна довідка про доходи або відомість, що доходів не було",
                "a statement of income is needed, or a record that there was none",
            )
        if item.name in ("birth_date", "death_date"):
            return self.say.pick("потрібне свідоцтво або паспорт", "a certificate or an identity document is needed")
        return self.say.pick("потрібен документ або запис, який це підтверджує", "a document or a record that confirms it is needed")

    def doubts(self, roots: Sequence[Step], right: Right) -> tuple[Doubt, ...]:
        """Unverified figures and provisions on the way taken, each once."""
        say, found = self.say, dict[tuple[str, str, Any], Doubt]()
        for step in walk(roots):
            if step.kind == "parameter":
                figure = self.figure(step)
                if figure.mark in SURE:
                    continue
                since = (
                    say.pick(f" (з {speak_day(figure.since, 'uk')})", f" (from {speak_day(figure.since, 'en')})") if figure.since else ""
                )
                text = f"{figure.label}: {figure.value}{since} — {say.word(figure.mark)}" + (
                    f". {_sentence(figure.note)}" if figure.note else ""
                )
                found.setdefault(("figure", step.name, figure.since), Doubt("figure", step.name, figure.label, figure.mark, text))
            for rule in ([step.rule] if step.rule is not None else []) + self.doubtful_exceptions(step):
                absent = rule.state == "not_implemented"
                mark = "missing" if absent else rule.mark
                if mark in SURE:
                    continue
                label = (rule.label or {}).get(self.lang) or say.label(step.name)
                note = side(rule.missing, self.lang) if absent else rule.note.get(self.lang, "") if rule.note else ""
                text = f"{label} — {say.word(mark)}" + (f". {_sentence(note)}" if note else "")
                found.setdefault(("rule", step.name, rule.where), Doubt("rule", step.name, label, mark, text))
            if step.kind == "gap" and step.rule is None:
                label = say.label(step.name)
                found.setdefault(("rule", step.name, None), Doubt("rule", step.name, label, "missing", f"{label} — {say.word('missing')}"))
        guarantee = right.guarantee
        if guarantee.mark not in SURE and right.state in ("due", "claimable") and guarantee.access == "claim":
            label = say.pick("Порядок і строки заяви", "How and when to claim")
            found["procedure", guarantee.code, None] = Doubt(
                "procedure", guarantee.code, label, guarantee.mark, f"{label} — {say.word(guarantee.mark)}"
            )
        return tuple(found.values())


def _sentence(text: str) -> str:
    """A note with a capital first letter and one full stop."""
    return (text[:1].upper() + text[1:]).rstrip(".") + "."


def walk(roots: Sequence[Step]) -> Iterator[Step]:
    """Every step below some steps, each once, in order of first use."""
    seen: set[int] = set()
    pending = list(reversed(roots))
    while pending:
        step = pending.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        yield step
        pending.extend(reversed(step.steps))
