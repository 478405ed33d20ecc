"""Static checks of a law: what can be said about it before any resident is known.

Loading refuses what cannot be computed at all. Here is what would be computed and be wrong, unknown or pointless: days without a rule,
figures used outside their dates, conditions that nobody can meet, things that nothing uses. Every name is planned (`zhyto.engine.plan`) for every
state it has in the span (`zhyto.lawbook.changes`), so a finding follows from the law as it is computed, with intervals of the declared ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from zhyto import dates
from zhyto.engine.plan import Node, Number, Planner, Term
from zhyto.law.declare import SURE, Label
from zhyto.law.graph import closure
from zhyto.law.ir import Expr, LawConflict, Rule
from zhyto.law.model import Law
from zhyto.lawbook.changes import States
from zhyto.lawbook.relations import notes
from zhyto.texts import Said

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LARGEST = 1000
"""Members of the largest household that ranges are checked for."""
A_YEAR = 12
"""Months a rule must have been planned for before a condition that never changed is reported: the calendar alone can fix it for less."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a law.

    severity: error (a result would be unknown or refused where the law gives one), warning (probably a mistake), info (to know).
    kind: a word for its sort. where: `file:line`. name: the rule, figure, fact or guarantee, or "".
    text: what was found, why it matters, what to do. mark: how well it is known, where that is what was found.
    """

    severity: Severity
    kind: str
    where: str
    name: str
    text: str
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.text}"


@dataclass(frozen=True, slots=True)
class Notes:
    """Findings of one kind and mark that are good to know: how many, and for which guarantees (code → how many it rests on), most first."""

    kind: str
    mark: str
    count: int
    guarantees: dict[str, int]


def summed(law: Law, findings: Iterable[Finding]) -> list[Notes]:
    """Notes summed up by kind and mark, in order of how many there are."""
    groups: dict[tuple[str, str], list[str]] = {}
    for found in findings:
        groups.setdefault((found.kind, found.mark), []).append(found.name)
    rests = {code: {code, *closure(law, code)} for code in law.guarantees}
    notes = []
    for (kind, mark), names in groups.items():
        counts = {code: sum(name in below for name in names) for code, below in rests.items()}
        most = sorted((code for code in counts if counts[code]), key=lambda code: -counts[code])
        notes.append(Notes(kind, mark, len(names), {code: counts[code] for code in most}))
    return sorted(notes, key=lambda note: -note.count)


def check_law(law: Law, first: date, last: date) -> list[Finding]:
    """Everything to look at in a law over the days first…last, gravest first, then by place."""
    return in_order([*single(law, first, last), *related(law, first, last)])


def single(law: Law, first: date, last: date) -> list[Finding]:
    """What there is to look at in rules, figures and facts each for itself."""
    if last < first:
        raise ValueError("the last day is before the first")
    return [*_versions(law, first, last), *_unused(law), *_evidence(law, first, last), *_planned(law, first, last)]


def related(law: Law, first: date, last: date) -> list[Finding]:
    """What there is to look at where rights meet: what became of every declared relation."""
    return [Finding(*note) for note in notes(law, first, last)]


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Each once, gravest first, then by place."""
    return sorted(dict.fromkeys(found), key=lambda f: (SEVERITIES.index(f.severity), f.kind, *_place(f.where), f.name, f.text))


def _place(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line) if line.isdigit() else 0


def _span(since: date, until: date) -> str:
    return f"{since}" if since == until else f"{since} to {until}"


# versions --------------------------------------------------------------------------------------------------------------


def _versions(law: Law, first: date, last: date) -> Iterator[Finding]:
    """Days with no version of a name, or with two."""
    day = timedelta(days=1)
    for name, rules in law.rules.items():
        for earlier, later in pairwise(rules):
            if earlier.until is None or earlier.until >= later.since:
                text = (f"`{name}` from {later.since} overlaps the version at {earlier.where}, in force until "
                        f"{earlier.until or 'further notice'}: one day has two answers; "
                        f"end the earlier one on {later.since - day}")  # fmt: skip
                yield Finding("error", "overlap", later.where, name, text)
            elif earlier.until + day < later.since and later.since > first and earlier.until < last:
                text = (f"`{name}` has no version from {_span(earlier.until + day, later.since - day)}, after the one at {earlier.where}: "
                        "it is unknown there; add the rule, not_in_force(…) or not_implemented(…)")  # fmt: skip
                yield Finding("error", "gap", later.where, name, text)
    for code, guarantee in law.guarantees.items():
        rules = law.rules[code]
        begin = max(guarantee.since, first)
        if begin > last:
            continue
        if rules[0].since > begin:
            text = (f"`{code}` is promised since {guarantee.since}, and its first rule begins on {rules[0].since}: it is unknown from "
                    f"{_span(begin, min(last, rules[0].since - day))}; add a rule, not_in_force(…) or not_implemented(…)")  # fmt: skip
            yield Finding("error", "gap", rules[0].where, code, text)
        end = rules[-1].until
        if end is not None and end < last:
            text = (f"`{code}` has no rule after {end}: it is unknown from then on; "
                    "add the next rule, not_in_force(…) if the right ended, or not_implemented(…)")  # fmt: skip
            yield Finding("error", "gap", rules[-1].where, code, text)
        for rule in rules:
            if rule.state == "law" and rule.since < guarantee.since and rule.since <= last and (rule.until is None or rule.until >= first):
                text = (f"this rule of `{code}` is in force since {rule.since}, before the guarantee ({guarantee.since}, "
                        f"{guarantee.where}): mend one of the two dates")  # fmt: skip
                yield Finding("warning", "before_guarantee", rule.where, code, text)


# what is named ---------------------------------------------------------------------------------------------------------


def _names(rule: Rule) -> set[str]:
    if rule.body is None:
        return set()
    named = {node.value for node in rule.body.walk() if node.op in ("name", "member", "link", "nth") and isinstance(node.value, str)}
    return named | {name for name in rule.annotations if name not in ("month", "day", "members")}


def _all_rules(law: Law) -> Iterator[Rule]:
    for versions in (*law.rules.values(), *law.exceptions.values()):
        yield from versions


def _unused(law: Law) -> Iterator[Finding]:
    """Figures and facts that no rule names, rules on which no guarantee rests."""
    used = {name for rule in _all_rules(law) for name in _names(rule)}
    used |= {parameter.by for parameter in law.parameters.values() if parameter.name in used}
    for parameter in law.parameters.values():
        if parameter.name not in used:
            text = f"no rule names the figure `{parameter.name}`: it changes nothing; name it in the rule it belongs to, or remove it"
            yield Finding("warning", "unused", parameter.where, parameter.name, text)
    for item in law.inputs.values():
        if item.where and item.name not in used:
            text = f"no rule names the fact `{item.name}`: people are asked for it in vain; name it in the rule it belongs to, or remove it"
            yield Finding("warning", "unused", item.where, item.name, text)
    reached: set[str] = set()
    pending = [name for guarantee in law.guarantees.values() for name in guarantee.rules]
    while pending:
        name = pending.pop()
        if name not in reached and name in law.rules:
            reached.add(name)
            pending += [other for rule in (*law.rules[name], *law.exceptions.get(name, ())) for other in _names(rule)]
    for name, rules in law.rules.items():
        if name not in reached:
            text = f"no guarantee rests on `{name}`: right for a quantity of statistics, otherwise name it where it belongs or remove it"
            yield Finding("info", "unused", rules[0].where, name, text)


# citations and marks ---------------------------------------------------------------------------------------------------


def _evidence(law: Law, first: date, last: date) -> Iterator[Finding]:
    """What is not cited, not labelled, or not verified."""
    declared: list[tuple[str, str, Label]] = [(item.name, item.where, item.label) for item in law.inputs.values() if item.where]
    declared += [(item.name, item.where, item.label) for item in law.parameters.values()]
    declared += [(rule.name, rule.where, rule.label) for rule in _all_rules(law) if rule.state == "law"]
    declared += [(guarantee.code, guarantee.where, guarantee.label) for guarantee in law.guarantees.values()]
    for name, where, label in declared:
        if not all(label.get(lang, "").strip() and label.get(lang) != name for lang in ("uk", "en")):
            yield Finding("error", "label", where, name, f"`{name}` has no label in both languages: residents read a code; write uk and en")
    for rule in _all_rules(law):
        if not rule.cite and rule.state != "not_implemented":
            yield Finding("error", "citation", rule.where, rule.name, f"`{rule.name}` cites no act: nobody can check it; add cite=…")
        if rule.since > last or (rule.until is not None and rule.until < first):
            continue
        if rule.mark not in SURE:
            text = f"the rule `{rule.name}` is marked {rule.mark}: results that rest on it are shown as unverified; check it in the act"
            yield Finding("info", "unverified", rule.where, rule.name, text, rule.mark)
        elif rule.state == "not_implemented":
            days = _span(max(rule.since, first), min(rule.until or last, last))
            yield Finding("info", "not_implemented", rule.where, rule.name, f"`{rule.name}` is not implemented from {days}: {rule.missing}")
    for item in law.guarantees.values():
        if not item.cite:
            yield Finding("error", "citation", item.where, item.code, f"`{item.code}` cites no act: nobody can check it; add cite")
        if item.mark not in SURE:
            text = f"how `{item.code}` is claimed and decided is marked {item.mark}: check it in the act"
            yield Finding("info", "unverified", item.where, item.code, text, item.mark)
    for parameter in law.parameters.values():
        name = parameter.name
        ends = [value.since for value in parameter.values[1:]] + [date.max]
        for value, end in zip(parameter.values, ends, strict=True):
            found = f"the value of `{name}` from {value.since}"
            if not value.cite:
                yield Finding("error", "citation", value.where, name, f"{found} cites no act: nobody can check it; add cite")
            if value.mark in SURE and value.value is not None and not value.source:
                text = f"{found} is marked verified and names no source: add source, or mark it remembered"
                yield Finding("error", "citation", value.where, name, text)
            if value.mark not in SURE and value.since <= last and end > first:
                note = f" ({value.note})" if value.note else ""
                why = "a result that needs it is unknown" if value.mark == "missing" else "results that rest on it are shown as unverified"
                text = f"{found} is marked {value.mark}{note}: {why}; find it in the act"
                yield Finding("info", "unverified", value.where, name, text, value.mark)


# the law as planned ----------------------------------------------------------------------------------------------------


class _Watched(Planner):
    """A planner that decides comparisons by intervals where it can, and remembers what it saw of conditions and ranges.

    outcomes: of each watched expression, by its id: True, False, or None where it can be either. wide: places of
    integers that may leave 64 bits.
    """

    def __init__(self, law: Law, month: int, conditions: dict[int, Rule], outcomes: dict[int, set[bool | None]], wide: set[str]) -> None:
        super().__init__(law, month, largest=LARGEST)
        self.conditions, self.outcomes, self.wide = conditions, outcomes, wide
        self.place: tuple[Rule, int] | None = None
        self._doubtful: dict[int, bool] = {}

    def expr(self, expr: Expr, rule: Rule, day: date, member: bool) -> Term:
        before, self.place = self.place, (rule, expr.line) if expr.line else self.place
        term = super().expr(expr, rule, day, member)
        self.place = before
        if id(expr) in self.conditions:
            known = self.fixed(term) if isinstance(term, Node) else None
            self.outcomes.setdefault(id(expr), set()).add(None if known is None else bool(known))
        return term

    def node(self, op: str, args: tuple[Node, ...] = (), *rest: Any, **words: Any) -> Node:
        found = super().node(op, args, *rest, **words)
        if found.wide and self.place:
            self.wide.add(f"{self.place[0].file}:{self.place[1]}")
        return found

    def compare(self, op: str, a: Node, b: Node) -> Node:
        if not self.doubtful(a) and not self.doubtful(b):
            below, above, level = a.high < b.low, a.low > b.high, a.low == a.high == b.low == b.high
            if op in ("eq", "ne") and (below or above or level):
                return self.const((op == "eq") is level)
            if op in ("lt", "ge") and (below or a.low >= b.high):
                return self.const((op == "lt") is below)
            if op in ("le", "gt") and (above or a.high <= b.low):
                return self.const((op == "gt") is above)
        return super().compare(op, a, b)

    def doubtful(self, node: Node) -> bool:
        """Whether a gap of the law enters its integers, so that its interval says nothing."""
        found = self._doubtful.get(node.uid)
        if found is None:
            found = self._doubtful[node.uid] = node.op == "unknown" or any(self.doubtful(arg) for arg in node.args)
        return found


@dataclass(slots=True)
class _Came:
    """What a name came to in one state. refused: why it could not be computed. lacking: names of the law that it needs and that have no value."""

    refused: str = ""
    wide: bool = False
    never: bool = False
    always: bool = False
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class _Seen:
    """What a version of a rule came to over the months it was planned for."""

    rule: Rule
    months: int = 0
    never: int = 0
    always: int = 0


def _planned(law: Law, first: date, last: date) -> Iterator[Finding]:
    """Gaps that a rule in force runs into, conditions that never change, divisions, ranges and exceptions, month by month."""
    conditions = {id(expr): rule for rule in _all_rules(law) for expr in _conditions(rule)}
    outcomes: dict[int, set[bool | None]] = {}
    wide: set[str] = set()
    gaps: dict[tuple[str, str], list[int]] = {}
    refused: dict[tuple[str, str], list[int]] = {}
    seen: dict[int, _Seen] = {}
    clashes: dict[tuple[str, str, str], None] = {}
    too_wide: dict[str, list[int]] = {}
    inner = {name for rule in _all_rules(law) for name in _names(rule)}
    roots = {name for guarantee in law.guarantees.values() for name in guarantee.rules}
    roots |= {name for name in law.rules if name not in inner}
    states, came = States(law), dict[tuple[str, int], _Came]()
    for month in range(dates.month_index(first), dates.month_index(last) + 1):
        day = dates.first_day(month)
        planner = _Watched(law, month, conditions, outcomes, wide)
        masks: dict[int, int] = {}
        for name in law.rules:
            rule = law.version(name, day)
            if rule is None or rule.state != "law" or (name in law.guarantees and day < law.guarantees[name].since):
                continue
            state = name, states.of(name, day)
            if state not in came:
                came[state] = _came(law, planner, name, name in roots, masks)
            found = came[state]
            if found.refused:
                refused.setdefault((found.refused, name), []).append(month)
                continue
            if found.wide and name in roots:
                too_wide.setdefault(name, []).append(month)
            version = seen.setdefault(id(rule), _Seen(rule))
            version.months += 1
            version.never += found.never
            version.always += found.always
            for lacking in found.lacking:
                gaps.setdefault((lacking, name), []).append(month)
        for applies, name, others in planner.conflicts:
            for i, one in enumerate(others):
                for j in range(i + 1, len(others)):
                    if not _disjoint(planner, applies[i], applies[j]):
                        clashes.setdefault((name, one.where, others[j].where))
    yield from _missing(law, gaps)
    for (text, name), months in refused.items():
        where = _stated_place(text) or law.rules[name][-1].where
        yield Finding("error", "cannot_compute", where, name, f"{text.removeprefix(where + ': ')} (`{name}`, {_months(months)})")
    for name, months in too_wide.items():
        text = (f"`{name}` may exceed 64 bits in {_months(months)}, for a household of {LARGEST}: "
                "a register with one that large is refused; declare narrower ranges of its facts")  # fmt: skip
        yield Finding("warning", "range", law.rules[name][-1].where, name, text)
    for spot in sorted(wide, key=_place):
        text = f"a step here may exceed 64 bits for a household of {LARGEST}: it is exact all the same, and slower; declare narrower ranges"
        yield Finding("info", "range", spot, "", text)
    for name, earlier, later in clashes:
        text = (f"this exception to `{name}` and the one at {earlier} are not shown to exclude each other: "
                "a resident to whom both apply stops the computation; add a condition that keeps them apart")  # fmt: skip
        yield Finding("info", "exceptions", later, name, text)
    yield from _constant(law, seen.values(), conditions, outcomes)


def _came(law: Law, planner: _Watched, name: str, root: bool, masks: dict[int, int]) -> _Came:
    """What a name comes to in the planner's month."""
    try:
        term = planner.plan([name]).terms[name]
        if name in law.guarantees:
            _readable(name, term)
    except LawConflict as conflict:
        return _Came(refused=str(conflict))
    node = term.top if isinstance(term, Number) else term
    found, kind = _Came(wide=node.wide), law.types[name].kind
    if not planner.doubtful(node):
        found.never = node.low == node.high == 0 and kind in ("number", "bool")
        found.always = node.low > 0 if kind == "number" else planner.fixed(node) == 1 and node.truth
    if root:
        mask = _mask(node, masks) | (_mask(term.bottom, masks) if isinstance(term, Number) else 0)
        labels = [label for place, label in enumerate(planner.labels) if mask >> place & 1 and label.startswith("law: ")]
        named = (label.removeprefix("law: ") for label in labels)
        found.lacking = tuple(lacking for lacking in named if lacking in law.parameters or lacking in law.rules)
    return found


def _readable(name: str, term: Term) -> None:
    """Raises LawConflict where a guarantee's amount cannot be given out."""
    if not isinstance(term, Number) or term.top.op == "unknown":
        return
    bottom = Planner.fixed(term.bottom)
    if bottom is None:
        raise LawConflict(Said("`{name}` is a quotient; round it to kopecks where the law says how", name=name))
    if bottom != 100:
        raise LawConflict(Said("`{name}` is money in 1/{bottom}: round it to kopecks where the law says how", name=name, bottom=bottom))
    if term.top.high < 0:
        raise LawConflict(Said("`{name}` is always negative: bound it with max(0, …)", name=name))


def _mask(node: Node, memo: dict[int, int]) -> int:
    """Bits of the gaps of the law that a node may run into."""
    found = memo.get(node.uid)
    if found is None:
        found = node.data if node.op == "unknown" else 0
        for arg in node.args:
            found |= _mask(arg, memo)
        memo[node.uid] = found
    return found


def _months(months: Iterable[int]) -> str:
    """`2021-01 to 2022-09, 2024-01`."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    ends = [tuple(dict.fromkeys((dates.format_month(run[0]), dates.format_month(run[-1])))) for run in runs]
    return ", ".join(" to ".join(pair) for pair in ends)


def _stated_place(text: str) -> str:
    place = text.split(": ")[0]
    return place if _place(place)[1] else ""


def _missing(law: Law, gaps: dict[tuple[str, str], list[int]]) -> Iterator[Finding]:
    """Figures and rules that a rule in force needs and that have no value in some months."""
    named_at: dict[str, list[str]] = {}
    for rule in _all_rules(law):
        for used in _names(rule):
            named_at.setdefault(used, []).append(rule.where)
    for (name, root), months in gaps.items():
        when = _months(months)
        if name in law.parameters:
            item = law.parameters[name]
            values = {id(value): value for month in months if (value := law.value(name, dates.first_day(month))) is not None}
            places = named_at.get(name, [])
            users = ", ".join(places[:3]) or "?"
            if any(value.mark == "missing" for value in values.values()):
                text = f"`{root}` may be unknown in {when}: it needs the figure `{name}`, which is marked missing; find it"
                yield Finding("info", "figure_missing", item.where, name, text)
            else:
                why = "it has ended" if values else f"its first value is from {item.values[0].since}" if item.values else "it has no values"
                text = (f"`{root}` may be unknown in {when}: it needs the figure `{name}` (named at {users}), and {why}; "
                        "add the value of those months, or end the rule that names it")  # fmt: skip
                yield Finding("error", "outside_dates", item.where, name, text)
            continue
        versions = [law.version(name, dates.first_day(month)) for month in months]
        stated = next((version for version in versions if version is not None and version.state == "not_implemented"), None)
        if stated is not None:
            text = f"`{root}` may be unknown in {when}: `{name}` is not implemented ({stated.missing})"
            yield Finding("info", "not_implemented", stated.where, name, text)
        else:
            text = f"`{root}` may be unknown in {when}: it needs `{name}`, which has no value then; add a version, or end what names it"
            yield Finding("error", "gap", law.rules[name][0].where, name, text)


# conditions ------------------------------------------------------------------------------------------------------------


def _conditions(rule: Rule) -> Iterator[Expr]:
    """Expressions of a rule that decide something."""
    if rule.body is None:
        return
    for node in rule.body.walk():
        if node.op == "if":
            yield node.args[0]
        elif node.op in ("and", "or"):
            yield from node.args
        elif node.op == "not" or (node.op == "agg" and node.value in ("any", "all")):
            yield node.args[0]
        elif node.op in ("eq", "ne", "lt", "le", "gt", "ge"):
            yield node
        if node.op in ("agg", "order") and node.args[1].op != "const":
            yield node.args[1]
        elif node.op == "nth" and node.args[0].op != "const":
            yield node.args[0]


def _constant(law: Law, seen: Iterable[_Seen], conditions: dict[int, Rule], outcomes: dict[int, set[bool | None]]) -> Iterator[Finding]:
    """Rules and conditions that came out alike for everybody in every month planned."""
    for version in seen:
        rule = version.rule
        if version.months < A_YEAR or law.types[rule.name].kind not in ("number", "bool"):
            continue
        promised = rule.name in law.guarantees
        if version.never == version.months and (promised or law.types[rule.name].kind == "bool"):
            what = "gives 0 to everybody" if promised else "is false for everybody"
            text = f"`{rule.name}` {what} in every month it is in force: nobody can meet it; mend its conditions, or say not_in_force(…)"
            yield Finding("warning", "nobody_meets", rule.where, rule.name, text)
        elif version.always == version.months and (promised or law.types[rule.name].kind == "bool"):
            what = "gives money to everybody" if promised else "is true for everybody"
            text = f"`{rule.name}` {what} in every month it is in force: nobody can fail it; check that no condition was forgotten"
            yield Finding("warning", "nobody_fails", rule.where, rule.name, text)
    months = {id(version.rule): version.months for version in seen}
    for key, rule in conditions.items():
        for expr in _conditions(rule):
            if id(expr) != key or outcomes.get(key) not in ({True}, {False}) or months.get(id(rule), A_YEAR) < A_YEAR:
                continue
            below = any(node is not expr and outcomes.get(id(node)) in ({True}, {False}) for node in expr.walk())
            if below or (expr.op in ("name", "member", "const") and expr.value in law.rules):
                break
            always = outcomes[key] == {True}
            text = (f"a condition of `{rule.name}` is {'true' if always else 'false'} for everybody in every month: it decides nothing; "
                    f"{'leave it out' if always else 'remove what depends on it'}, or mend it")  # fmt: skip
            yield Finding("warning", "condition_always" if always else "condition_never", f"{rule.file}:{expr.line}", rule.name, text)
            break


def _disjoint(planner: Planner, one: Node, two: Node) -> bool:
    """Whether two conditions are shown to exclude each other by their parts."""
    parts = [*_parts(planner, one), *_parts(planner, two)]
    if any(planner.fixed(part) == 0 for part in parts):
        return True
    uids = {part.uid for part in parts}
    bounds: dict[int, tuple[int, int]] = {}
    for part in parts:
        if part.op == "not" and part.args[0].uid in uids:
            return True
        if part.op in ("eq", "lt", "le", "gt", "ge") and (value := planner.fixed(part.args[1])) is not None:
            low, high = bounds.get(part.args[0].uid, (part.args[0].low, part.args[0].high))
            low = max(low, value + (part.op == "gt")) if part.op in ("eq", "gt", "ge") else low
            high = min(high, value - (part.op == "lt")) if part.op in ("eq", "lt", "le") else high
            if low > high:
                return True
            bounds[part.args[0].uid] = low, high
    return False


def _parts(planner: Planner, node: Node) -> list[Node]:
    """Conditions that all hold where a condition does."""
    if node.op == "spread":
        return [planner.spread(part) for part in _parts(planner, node.args[0])]
    if node.op == "and":
        return [part for arg in node.args for part in _parts(planner, arg)]
    if node.op == "if":
        condition, yes, no = node.args
        if planner.fixed(no) == 0:
            return [*_parts(planner, condition), *_parts(planner, yes)]
        if planner.fixed(yes) == 0:
            return [*_parts(planner, _opposite(planner, condition)), *_parts(planner, no)]
    return [_opposite(planner, node.args[0])] if node.op == "not" else [node]


def _opposite(planner: Planner, node: Node) -> Node:
    """The condition that holds where this one does not, as a comparison where it is one."""
    turned = {"lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}.get(node.op)
    return planner.compare(turned, *node.args) if turned else planner.negate(node)
