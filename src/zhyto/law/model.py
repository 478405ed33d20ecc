"""A law: its facts, figures, rules and guarantees, every name resolved and every type checked.

A Law never changes. A reform gives another Law that shares everything it does not replace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Dated, Guarantee, Input, Parameter
from zhyto.law.ir import Expr, Rule, Type
from zhyto.law.link import link
from zhyto.law.parse import FALSE
from zhyto.texts import Said, as_is, in_a_row

FIXED_INPUTS = (
    Input("birth_date", "person", "date", "persons", "unknown", {"uk": "Дата народження", "en": "Date of birth"}),
    Input("death_date", "person", "date", "persons", "unknown", {"uk": "Дата смерті", "en": "Date of death"}),
    Input("died", "person", "status", "persons", "no", {"uk": "Помер (померла)", "en": "Has died"}, high=1),
    Input("sex", "person", "choice", "persons", "unknown", {"uk": "Стать", "en": "Sex"},
          values={"female": {"uk": "жінка", "en": "female"}, "male": {"uk": "чоловік", "en": "male"}}, high=2),
    Input("role", "person", "choice", "persons", "unknown", {"uk": "Роль у домогосподарстві", "en": "Role in the household"},
          values={"head": {"uk": "голова", "en": "head"}, "spouse": {"uk": "чоловік/дружина", "en": "spouse"}, "child": {"uk": "дитина", "en": "child"},
                  "parent": {"uk": "батько/мати", "en": "parent"}, "other": {"uk": "інша особа", "en": "other"}}, high=5),
)  # fmt: skip
"""Facts every register has as columns."""


@dataclass(frozen=True, eq=False)
class Law:
    """A law ready to be computed. A law equals itself alone, so that what follows from it may be kept beside it.

    rules: versions of each name, by `since`. exceptions: by the name they except. types, entities: of every input, parameter
    and rule (a parameter's entity is ""). digest: of all its sheets; reforms add their names to `name`.
    """

    name: str
    pack: Mapping[str, Any]
    inputs: Mapping[str, Input]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, tuple[Rule, ...]]
    exceptions: Mapping[str, tuple[Rule, ...]]
    guarantees: Mapping[str, Guarantee]
    types: Mapping[str, Type]
    entities: Mapping[str, str]
    digest: str

    def version(self, name: str, day: date, known: date | None = None) -> Rule | None:
        """The version of a rule in force on a day, as published by `known`; None: there is none."""
        return next((rule for rule in reversed(self.rules[name]) if rule.holds(day) and (known is None or rule.known <= known)), None)

    def value(self, name: str, day: date, known: date | None = None) -> Dated | None:
        """The value of a parameter on a day, as published by `known`; None: none is on record."""
        found = None
        for value in self.parameters[name].values:
            if value.since <= day and (known is None or value.known <= known):
                found = value
        return found

    def published(self, after: date, until: date) -> bool:
        """Whether any rule or figure became known after one day and until another."""
        dated = [rule.known for rules in (*self.rules.values(), *self.exceptions.values()) for rule in rules]
        dated += [value.known for parameter in self.parameters.values() for value in parameter.values]
        return any(after < known <= until for known in dated)

    def label(self, name: str, lang: str) -> str:
        """What a name means, in words."""
        for declared in (self.inputs, self.parameters):
            if name in declared:
                return declared[name].label[lang]
        for rule in reversed(self.rules.get(name, ())):
            if rule.label:
                return rule.label[lang]
        return self.guarantees[name].label[lang] if name in self.guarantees else name

    def reform(self, *reforms: Reform) -> Law:
        """The law with reforms laid over it in order. Raises InputRefused where a reform does not fit."""
        law = self
        for change in reforms:
            law = _overlay(law, change)
        return law


@dataclass(frozen=True)
class Reform:
    """A change of the law from a date: values of parameters, and rules that replace those of the same name.

    rules may use new names; whatever is not named stays. The change lasts: later values of a replaced parameter and later
    versions of a replaced rule fall away. Where the last new version of a rule has an end, the
    law's own follow it. An exception replaces the exception of its own name, and joins the others.
    where: `file:line` of the sheet.
    """

    name: str
    since: date
    parameters: Mapping[str, Dated] = ()  # type: ignore[assignment]
    rules: tuple[Rule, ...] = ()
    label: Mapping[str, str] = ()  # type: ignore[assignment]
    where: str = ""


def build_law(
    name: str, pack: Mapping[str, Any], inputs: Iterable[Input], parameters: Iterable[Parameter], rules: Iterable[Rule],
    guarantees: Iterable[Guarantee], digest: str,
) -> tuple[Law, list[Fault]]:  # fmt: skip
    """A law out of its declarations, and every fault that keeps it from being computed."""
    faults: list[Fault] = []
    taken: dict[str, str] = {}
    everything: list[Input | Parameter] = [*FIXED_INPUTS, *inputs, *parameters]
    for declared in everything:
        if declared.name in taken:
            found = Said("`{name}`, declared at {taken} too", name=declared.name, taken=taken[declared.name])
            faults.append(_at(declared.where, found, Said("each name once"), Said("rename one of them")))
        taken[declared.name] = declared.where or "the kernel"
    versions: dict[str, list[Rule]] = {}
    exceptions: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.exception_to:
            exceptions.setdefault(rule.exception_to, []).append(rule)
            continue
        if rule.name in taken:
            faults.append(_at(rule.where, Said("the rule `{name}`, a name declared at {taken}", name=rule.name, taken=taken[rule.name]),
                              Said("each name once"), Said("rename one of them")))
        versions.setdefault(rule.name, []).append(rule)
    guarantees = tuple(guarantees)
    # A promise of which nothing can be computed yet is there all the same, as not implemented.
    promised = {item.code for item in guarantees}
    for rule_name, items in versions.items():
        items.sort(key=lambda rule: rule.since)
        holders = {rule.entity for rule in items if rule.entity}
        if not holders and rule_name not in promised:
            faults.append(_at(items[0].where, Said("`{rule_name}` has no rule at all", rule_name=rule_name), Said("at least one version with a body"),
                              Said("write it, or name what exists")))
        if len(holders) > 1:
            faults.append(_at(items[-1].where,
                              Said("versions of `{rule_name}` for {holders}", rule_name=rule_name, holders=in_a_row(sorted(holders), Said(" and "))),
                              Said("one entity"), Said("mend one of them")))
        for earlier, later in pairwise(items):
            if earlier.until is None or earlier.until >= later.since:
                found = Said("`{rule_name}` from {since}, while the version at {where} holds until {until}", rule_name=rule_name, since=later.since,
                             where=earlier.where, until=earlier.until or Said("further notice"))
                faults.append(_at(later.where, found, Said("one version on each day"),
                                  Said("end the earlier one on {since}", since=later.since - timedelta(days=1))))
    for base, items in exceptions.items():
        if base not in versions:
            faults.append(_at(items[0].where, Said("an exception to `{base}`, which does not exist", base=base), Said("the name of a rule"), Said("mend `to`")))
    law = Law(
        name=name, pack=pack, inputs={item.name: item for item in (*FIXED_INPUTS, *inputs)}, parameters={item.name: item for item in parameters},
        rules={key: tuple(items) for key, items in versions.items()}, exceptions={key: tuple(items) for key, items in exceptions.items()},
        guarantees={item.code: item for item in guarantees}, types={}, entities={}, digest=digest,
    )  # fmt: skip
    for guarantee in law.guarantees.values():
        for needed in guarantee.rules:
            if needed not in law.rules:
                faults.append(_at(guarantee.where, Said("no rule `{needed}`", needed=needed), Said("a rule of that name"), Said("write it in rules.py")))
        for relation in guarantee.relations:
            if relation.other not in law.guarantees or relation.other == guarantee.code:
                faults.append(_at(relation.where, Said("a relation to `{other}`", other=relation.other), Said("another guarantee of this law"),
                                  Said("mend its spelling{meant}", meant=_meant(relation.other, law.guarantees))))
    for item in law.inputs.values():
        if item.guarantee and item.guarantee not in law.guarantees:
            faults.append(_at(item.where, Said("the guarantee `{guarantee}`", guarantee=item.guarantee), Said("a guarantee of this law"), Said("mend it")))
    return (law, faults) if faults else _linked(law)


def _linked(law: Law) -> tuple[Law, list[Fault]]:
    """A law with `due(…)` written out, every name resolved and every type checked; and what keeps it from being computed."""
    faults: list[Fault] = []
    awards: dict[str, Input] = {}
    for item in law.inputs.values():
        if item.source == "claims" and item.type == "status":
            if item.guarantee in awards:
                found = Said("`{name}`, a second fact that tells of awards of `{guarantee}`, beside that at {where}", name=item.name,
                             guarantee=item.guarantee, where=awards[item.guarantee].where)
                faults.append(_at(item.where, found, Said("one such fact for each guarantee"), Said("use the other one and remove this")))
            awards[item.guarantee] = item

    def written(expr: Expr, rule: Rule) -> Expr:
        if expr.op != "due":
            return replace(expr, args=tuple(written(arg, rule) for arg in expr.args)) if any(_asks(arg) for arg in expr.args) else expr
        [named] = expr.args
        guarantee = law.guarantees.get(named.value)
        if guarantee is None:
            found, expected = Said("due({value})", value=named.value), Said("a guarantee of this law")
            faults.append(_at(f"{rule.file}:{expr.line}", found, expected, Said("mend its spelling{meant}", meant=_meant(named.value, law.guarantees))))
            return named
        if guarantee.access == "automatic":
            return named
        if named.value not in awards:
            expected = Said("a fact that tells whether an award of `{value}` runs", value=named.value)
            remedy = Said("declare it in inputs.yaml: type: status, source: claims, guarantee: {value}", value=named.value)
            faults.append(_at(f"{rule.file}:{expr.line}", Said("due({value})", value=named.value), expected, remedy))
            return named
        nothing = FALSE if guarantee.gives == "in_kind" else Expr("const", value=0, line=expr.line)
        return Expr("if", (replace(named, value=awards[named.value].name), named, nothing), line=expr.line)

    def written_out(versions: Mapping[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
        def asking(rule: Rule) -> bool:
            return rule.body is not None and _asks(rule.body)

        return {
            name: tuple(replace(rule, body=written(rule.body, rule)) if asking(rule) and rule.body is not None else rule for rule in rules)
            if any(map(asking, rules)) else rules
            for name, rules in versions.items()
        }  # fmt: skip

    law = replace(law, rules=written_out(law.rules), exceptions=written_out(law.exceptions))
    if faults:
        return law, faults
    types, entities, faults = link(law)
    return replace(law, types=types, entities=entities), faults


def _asks(expr: Expr) -> bool:
    """Whether an expression asks what is due."""
    return any(node.op == "due" for node in expr.walk())


def _at(where: str, found: Said, expected: Said, remedy: Said) -> Fault:
    file, _, line = where.rpartition(":")
    return Fault(file, int(line) if line.isdigit() else 0, "", found, expected, remedy)


def _shape(value: Any) -> Said:
    if isinstance(value, Mapping):
        return Said("a table")
    return Said("a scale") if isinstance(value, tuple) else Said("a date") if isinstance(value, date) else Said("a number")


def _overlay(law: Law, change: Reform) -> Law:
    """A law with one reform laid over it."""
    faults: list[Fault] = []
    parameters = dict(law.parameters)
    for name, value in dict(change.parameters).items():
        where = value.where or change.where or change.name
        if name not in parameters:
            faults.append(_at(where, Said("the parameter `{name}`", name=name), Said("a parameter of this law"),
                              Said("mend its spelling{meant}", meant=_meant(name, parameters))))
            continue
        old = parameters[name]
        if change.since < old.values[0].since:
            found = Said("a value of `{name}` from {since}, before its first ({since2}, {where})", name=name, since=change.since, since2=old.values[0].since,
                         where=old.values[0].where)
            faults.append(_at(where, found, Said("a date on which the parameter exists"), Said("begin the reform later")))
        shapes = {_shape(item.value) for item in old.values if item.value is not None}
        if value.value is not None and shapes and _shape(value.value) not in shapes:
            faults.append(_at(where, Said("{shape} for `{name}`", shape=_shape(value.value), name=name), in_a_row(sorted(shapes), Said(" or ")),
                              Said("write it as at {where}", where=old.where)))
        kept = tuple(item for item in old.values if item.since < change.since)
        parameters[name] = replace(old, values=(*kept, replace(value, since=change.since)))
    rules, exceptions = dict(law.rules), dict(law.exceptions)
    named = {rule.name: base for base, items in law.exceptions.items() for rule in items}
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in change.rules:
        base = rule.exception_to or ("" if rule.name in law.rules else named.get(rule.name, ""))
        groups.setdefault((rule.name, base), []).append(replace(rule, since=max(rule.since, change.since)))
    for (name, base), new in groups.items():
        new.sort(key=lambda rule: rule.since)
        faults += _fits_in(law, name, base, new)
        old_rules = exceptions.get(base, ()) if base else rules.get(name, ())
        kept_rules = [
            _ended(old, new[0].since) if old.name == name else old for old in old_rules if old.name != name or old.since < new[0].since
        ]
        if base:
            exceptions[base] = (*kept_rules, *(rule for rule in new if rule.state == "law"))
        else:
            rules[name] = (*kept_rules, *new, *_resumed(rules.get(name, ()), new[-1].until))
    if faults:
        raise InputRefused(faults)
    reformed = replace(law, name=f"{law.name} + {change.name}", parameters=parameters, rules=rules, exceptions=exceptions)
    reformed, faults = _linked(reformed)
    if faults:
        raise InputRefused(faults)
    return reformed


def _ended(rule: Rule, day: date) -> Rule:
    """A rule that is not in force on a day or after."""
    last = day - timedelta(days=1)
    return replace(rule, until=last) if rule.until is None or rule.until > last else rule


def _resumed(rules: Iterable[Rule], until: date | None) -> list[Rule]:
    """The law's own versions of a rule after a change that ends."""
    if until is None:
        return []
    next_day = until + timedelta(days=1)
    going_on = [old for old in rules if old.until is None or old.until >= next_day]
    return [old if old.since >= next_day else replace(old, since=next_day) for old in going_on]


def _meant(name: str, names: Iterable[str]) -> Said:
    close = get_close_matches(name, list(names), 2)
    return Said("; did you mean {words}?", words=in_a_row(close, Said(" or "))) if close else as_is("")


def _fits_in(law: Law, name: str, base: str, new: list[Rule]) -> list[Fault]:
    """What keeps the new versions of a rule (or of an exception to `base`) out of a law."""
    faults: list[Fault] = []
    if name in law.inputs or name in law.parameters:
        faults.append(_at(new[0].where, Said("the rule `{name}`, a name the law gives to a fact or figure", name=name), Said("each name once"),
                          Said("rename the rule")))
    if base and base not in law.rules and base not in {rule.name for rule in new}:
        faults.append(_at(new[0].where, Said("an exception to `{base}`, which does not exist", base=base), Said("the name of a rule"),
                          Said("mend `to`{meant}", meant=_meant(base, law.rules))))
    bodies = [rule for rule in (*law.rules.get(base or name, ()), *new) if rule.entity]
    if not bodies:
        faults.append(_at(new[0].where, Said("`{rule_name}` has no rule at all", rule_name=name), Said("at least one version with a body"),
                          Said("write it, or name what exists")))
    elif len({rule.entity for rule in bodies}) > 1:
        found = Said("`{name}` for a {entity}, while the law has it for a {entity2} ({where})", name=name, entity=new[0].entity, entity2=bodies[0].entity,
                     where=bodies[0].where)
        faults.append(_at(new[0].where, found, as_is(bodies[0].entity), Said("mend the entity")))
    for earlier, later in pairwise(new):
        if earlier.until is None or earlier.until >= later.since:
            found = Said("`{rule_name}` from {since}, while the version at {where} holds until {until}", rule_name=name, since=later.since,
                         where=earlier.where, until=earlier.until or Said("further notice"))
            faults.append(_at(later.where, found, Said("one version on each day"),
                              Said("end the earlier one on {since}", since=later.since - timedelta(days=1))))
    if new[-1].until is not None and not base and not _resumed(law.rules.get(name, ()), new[-1].until):
        found = Said("`{name}` until {until}, and nothing after", name=name, until=new[-1].until)
        faults.append(_at(new[-1].where, found, Said("what holds from then on"), Said("leave `until` out, or add the next version or not_in_force(…)")))
    return faults
