"""Does the law do what its declared relations say? A proof from the rules, a household for which they do not, or an honest "not decided".

What each kind asks, in every month in which the relation holds and both guarantees have a rule:

- `excludes`, `one_of`: never both above 0 for one holder (`zhyto.lawbook.exclusive`); where the resident also chooses, never both due. Of
  `one_of`, or of what is only a `choice`, it is enough that the totals know the pair (`zhyto.law.declare.either_or`) and never add both.
- `replaces`: where the first is due, the other is 0.
- `income_for` (A counts as income for B): B comes out as if A were that much more of the income B reads. So (1) B must read A: the rule of A; or a
  rule that A's amount is wherever it is not 0; or income of the kind `benefit`, which is how a register records what guarantees pay. Reading
  `pension` is not reading a supplement to it: supplements are computed here from the pension that is recorded, so they cannot be part of it. A
  figure both use is not a reading either: it says nothing of who is due A. And (2) it must count: either all income that reaches B reaches
  it in a sum with A (proved), or no household is found for which B is the same whether A is paid or not although that much more income would
  change it. A right that counts half of A is not refuted, one that counts it for some only is.
- `cost_for` (A lowers a cost B reads): the same with the other sign: A is subtracted from the cost, wherever that cost reaches B. What a
  register records of costs says nothing of A, so a rule must read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.explain import Speaker
from zhyto.law.declare import Relation, either_or
from zhyto.law.graph import closure
from zhyto.law.ir import MONEY, Expr, Rule
from zhyto.law.model import Law
from zhyto.lawbook.exclusive import Exclusion, Search, Shape, Witness, both_needed, kept_apart, months_of, searches

PATIENCE: Final = 1500
"""Evaluations for all relations of a law."""
ONE: Final = 240
"""Evaluations for one relation, at most a third of them for one sort of household."""
PAID: Final = ("benefit", "counted_benefit")
"""Kinds of income under which a register records what guarantees pay."""
_COMPARED: Final = ("eq", "ne", "lt", "le", "gt", "ge")

Note = tuple[Literal["error", "info"], str, str, str, str]
"""Severity, kind, where, guarantee and text, as `zhyto.lawbook.check.Finding` has them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An `income_for` or `cost_for` and what became of it.

    verdict: proved (in every month), read (it matters to somebody, and no household was found to whom it does not), unread (in some months
    nothing that B rests on reads A), witness (read, and it does not count for this household), unpaid (it counts for this household, which has
    not claimed it), undecided, or never (no month has both rules).
    months: in which both are law; unread: of them, those without a reading; proved: how many. In an unread month the witness is one
    for whom counting A would change B; its amounts: of A, of B, and of B if A counted (unpaid: and of B if it did not).
    """

    code: str
    relation: Relation
    verdict: Literal["proved", "read", "unread", "witness", "unpaid", "undecided", "never"]
    months: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    proved: int = 0
    tried: int = 0
    witness: Witness | None = None


def counted(law: Law, code: str, relation: Relation, first: date, last: date, patience: int = ONE) -> Counted:
    """Whether a guarantee counts for another as its relation says, over the days first…last. patience: evaluations at most."""
    months = months_of(law, code, relation, first, last)
    readings: dict[frozenset[int], tuple[Reading, list[int]]] = {}
    for month in months:
        reading = Reading(law, code, relation, dates.first_day(month))
        readings.setdefault(reading.rules, (reading, []))[1].append(month)
    proved, tried, matters, unread = 0, 0, False, list[int]()
    doubtful = []
    for reading, found in readings.values():
        if reading.proved or both_needed(law, dates.first_day(found[-1]), (code, relation.other)) is None:
            proved += len(found)
        else:
            doubtful.append((reading, found[-1]))
            unread += [] if reading.read else found
    # What is not read at all first, and the latest first: that is a fault whether a household is found or not.
    for reading, month in sorted(doubtful, key=lambda one: (one[0].read, -one[1])):
        for shape in searches(law, month, code, relation.other, _granted(law, code, month)):
            for kind in (_Unpaid, _Matters, _Fails):
                needless = {_Unpaid: not (reading.read and reading.claimed), _Matters: matters or not reading.read}
                if needless.get(kind) or tried >= patience:
                    continue
                search = kind(shape, reading, min(ONE // 3, patience - tried))
                witness = search.run()
                tried += search.spent
                matters |= search.matters
                if witness is not None and kind is not _Matters:
                    verdict: Literal["witness", "unpaid", "unread"] = (
                        "unpaid" if kind is _Unpaid else "witness" if reading.read else "unread"
                    )
                    return Counted(code, relation, verdict, tuple(months), tuple(unread), proved, tried, witness)
    rest: Literal["read", "undecided"] = "read" if matters else "undecided"
    settled: Literal["proved", "never"] = "proved" if months else "never"
    return Counted(code, relation, "unread" if unread else rest if doubtful else settled, tuple(months), tuple(unread), proved, tried)


def _granted(law: Law, code: str, month: int) -> dict[str, date]:
    """A claim under which a right is paid, where it must be claimed: what is not paid is nobody's income."""
    return {code: dates.first_day(month - 1)} if law.guarantees[code].access == "claim" else {}


# what the rules read ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A term of a sum. frame: the sums over members or months it stands in; shifted: of other months than the one computed."""

    sign: int
    frame: tuple[Any, ...]
    expr: Expr
    shifted: bool


class Reading:
    """How the rules that a guarantee rests on read another on a day.

    read: at all. proved: wherever they read income (a cost), they read the other in one sum with it, or income holds it by its kind.
    inputs: the facts to which it is added (from which it is subtracted) or, where no sum is found, those it could be. rules: what was looked at.
    """

    def __init__(self, law: Law, code: str, relation: Relation, day: date) -> None:
        self.law, self.code, self.day = law, code, day
        self.claimed = law.guarantees[code].access == "claim"
        self.sign = 1 if relation.kind == "income_for" else -1
        self.carriers = _carriers(law, code, day)
        self.read = False
        self._seen: set[tuple[str, bool]] = set()
        self._rules = {id(law.version(name, day)) for name in self.carriers}
        self._beside: set[str] = set()
        self._bare: set[str] = set()
        self._unpaid = False
        self._name(relation.other, False)
        self.rules = frozenset(self._rules)
        incomes = {name for name in self._beside | self._bare if law.inputs[name].source == "incomes"}
        summed = bool(self._beside)
        self.proved = self.read and summed and not self._unpaid and not self._bare & (self._beside | (incomes if self.sign > 0 else set()))
        if self.sign > 0 and law.guarantees[code].gives == "money" and any(set(PAID) & set(law.inputs[name].kinds) for name in incomes):
            self.read = self.proved = True
        amounts = {name for name in self._bare if law.inputs[name].type == "amount" and law.inputs[name].source != "incomes"}
        added = self._beside & incomes if self.sign > 0 else self._beside
        self.inputs = sorted(added or self._beside or (incomes if self.sign > 0 else amounts))

    def _name(self, name: str, shifted: bool) -> None:
        if name in self.carriers:
            self.read = True
        elif name in self.law.inputs:
            self._bare.add(name)
        elif name in self.law.rules and (name, shifted) not in self._seen:
            self._seen.add((name, shifted))
            for rule in self._versions(name, shifted):
                self._rules.add(id(rule))
                if rule.body is not None:
                    self._expr(rule.body, shifted)

    def _versions(self, name: str, shifted: bool) -> Iterator[Rule]:
        """What a name may be computed by on the day, or on any other."""
        for rule in (*self.law.rules[name], *self.law.exceptions.get(name, ())):
            if shifted or rule.holds(self.day):
                yield rule

    def _expr(self, expr: Expr, shifted: bool) -> None:
        op, args = expr.op, expr.args
        if op in ("add", "sub", "neg", "round", "agg", "total", "average"):
            parts = list(self._parts(expr, 1, (), shifted))
            own = [part for part in parts if self._is(part.expr)]
            counts = {(part.sign * self.sign, part.frame) for part in own}
            if counts and len(parts) > 1:
                self.read = True
                self._unpaid |= self.claimed and any(part.expr.op != "if" for part in own)
                for part in parts:
                    if part in own:
                        continue
                    if (part.sign, part.frame) in counts:
                        self._beside |= self._below(part.expr)
                    else:
                        self._expr(part.expr, part.shifted)
                for framing in {one for part in parts for one in part.frame}:
                    for arg in framing[1:]:
                        self._expr(arg, shifted)
                return
        if op == "if" and args[1].op == "const" and not args[1].value:
            early = args[0].args if args[0].op == "or" else args[:1]
            kept = [*(one for one in early if not self._early(one, args[2], shifted)), args[2]]
        elif op in _COMPARED and any(arg.op == "const" and arg.value == 0 for arg in args):
            # Whether there is any income is another question than how much there is.
            kept = [arg for arg in args if arg.op not in ("name", "member") or arg.value not in self.law.inputs]
        else:
            kept = list(args)
        if op in ("total", "average", "at"):
            self._name(args[0].value, True)
            kept = kept[1:]
        elif op not in ("const", "fn", "agg") and isinstance(expr.value, str):
            self._name(expr.value, shifted)
        for arg in kept:
            self._expr(arg, shifted)

    def _early(self, condition: Expr, rest: Expr, shifted: bool) -> bool:
        """Whether a condition for 0 only says early what the rest comes to anyway: x >= line, before max(0, line - (x + more))."""
        if condition.op not in ("ge", "gt", "le", "lt"):
            return False
        x, line = condition.args if condition.op in ("ge", "gt") else reversed(condition.args)
        wanted = {part for sign, side in ((1, line), (-1, x)) for part in self._parts(side, sign, (), shifted)}
        for leaf in _leaves(rest):
            (inner,) = [arg for arg in leaf.args if arg.op != "const"] if leaf.op == "max" and len(leaf.args) == 2 else (None,)
            parts = set() if inner is None else set(self._parts(inner, 1, (), shifted))
            more = parts - wanted
            if not wanted <= parts or not all(
                part.sign < 0 and any(one.value in self.law.guarantees for one in _leaves(part.expr)) for part in more
            ):
                return False
        return True

    def _is(self, expr: Expr) -> bool:
        """The other right, or what is due of it."""
        if expr.op == "if" and self._is(expr.args[1]) and expr.args[2].op == "const" and not expr.args[2].value:
            award = self.law.inputs.get(expr.args[0].value) if isinstance(expr.args[0].value, str) else None
            return award is not None and award.source == "claims" and award.guarantee == self.code
        return expr.op in ("name", "member") and expr.value in self.carriers

    def _parts(self, expr: Expr, sign: int, frame: tuple[Any, ...], shifted: bool) -> Iterator[_Part]:
        """The terms of a sum, those of rules that are nothing but a sum too."""
        op, args = expr.op, expr.args
        if op in ("add", "sub"):
            yield from self._parts(args[0], sign, frame, shifted)
            yield from self._parts(args[1], sign if op == "add" else -sign, frame, shifted)
        elif op in ("neg", "round"):
            yield from self._parts(args[0], sign if op == "round" else -sign, frame, shifted)
        elif op == "agg" and expr.value == "sum":
            yield from self._parts(args[0], sign, (*frame, ("agg", args[1])), shifted)
        elif op in ("total", "average"):
            yield from self._parts(args[0], sign, (*frame, (op, *args[1:])), True)
        else:
            body = None if self._is(expr) or op not in ("name", "member") else self._sum(expr.value, shifted)
            yield from [_Part(sign, frame, expr, shifted)] if body is None else self._parts(body, sign, frame, shifted)

    def _sum(self, name: str, shifted: bool) -> Expr | None:
        """The body of a rule that is a sum, the only one there can be."""
        rules = list(self._versions(name, shifted)) if name in self.law.rules else []
        if len(rules) != 1 or rules[0].body is None or rules[0].body.op not in ("add", "sub", "neg", "round", "agg", "total", "average"):
            return None
        self._rules.add(id(rules[0]))
        return rules[0].body

    def _below(self, expr: Expr) -> set[str]:
        """Facts in money under a term; other rights that are added too are no income that was there before."""
        if any(leaf.op in ("name", "member") and leaf.value in self.law.guarantees for leaf in _leaves(expr)):
            return set()
        named = {node.value for node in expr.walk() if isinstance(node.value, str) and node.value in self.law.types} - self.carriers
        names = named.union(*(closure(self.law, name, self.carriers) for name in named))
        return {name for name in names if name in self.law.inputs and self.law.inputs[name].type == "amount"}


def _carriers(law: Law, code: str, day: date) -> frozenset[str]:
    """A guarantee, and rules whose value its amount is wherever it is not 0; what is the same for everybody says nothing of who is due it."""
    found = [code]
    while True:
        rule = law.version(found[-1], day)
        leaves = set() if rule is None or rule.body is None else set(_leaves(rule.body))
        (leaf,) = leaves if len(leaves) == 1 else (None,)
        excepted = any(one.holds(day) for one in law.exceptions.get(found[-1], ()))
        if excepted or leaf is None or leaf.op != "name" or leaf.value not in law.rules or law.entities[leaf.value] != law.entities[code]:
            return frozenset(found)
        if law.inputs.keys().isdisjoint(closure(law, leaf.value)):
            return frozenset(found)
        found.append(leaf.value)


def _leaves(expr: Expr) -> Iterator[Expr]:
    """What an expression may come to, but for 0 and the unknown."""
    if expr.op == "if":
        yield from _leaves(expr.args[1])
        yield from _leaves(expr.args[2])
    elif expr.op != "unknown" and not (expr.op == "const" and not expr.value):
        yield expr


# a household for which it does not count -------------------------------------------------------------------------------------


class _Matters(Search):
    """Looks for both rights, and for the first to change the second as that much more income would (a cost: that much less)."""

    fails = False

    def __init__(self, shape: Shape, reading: Reading, budget: int) -> None:
        super().__init__(shape, budget)
        self.reading, self.matters, self.counted = reading, False, Fraction(0)

    def run(self) -> Witness | None:
        """The household, with what both amounts are and what the other would be if the first were income in its place."""
        if not self.reading.inputs:
            return None
        witness = super().run()
        return None if witness is None else replace(witness, amounts=(*witness.amounts[:2], self.counted))

    def measured(self, reference: Reference) -> tuple[Any, ...]:
        """Both amounts, and by how much the other would change."""
        own, other = super().measured(reference)
        return own, other, self._after((own, other), lambda: self._difference(reference, other))

    def _after(self, values: tuple[Any, ...], found: Callable[[], Any]) -> Any:
        """What is found where some values are known and above 0."""
        if any(not isinstance(value, Unknown) and value <= 0 for value in values):
            return Fraction(0)
        unknown = [value for value in values if isinstance(value, Unknown)]
        return self._unknown(unknown) if unknown else found()

    @staticmethod
    def _unknown(values: Iterable[Unknown]) -> Unknown:
        return Unknown(frozenset[str]().union(*(value.missing for value in values)))

    def _difference(self, reference: Reference, amount: Any) -> Any:
        code, nothing = self.codes[0], self._nothing(reference)
        gains = {
            place: reference.value(code, place) for place in ([self.holders[0]] if self.reading.claimed else self._places(code, reference))
        }
        without = self._other(reference, nothing)
        if unknown := [value for value in (*gains.values(), without) if isinstance(value, Unknown)]:
            return self._unknown(unknown)
        effect = amount - without
        found, unknown = list[tuple[Any, Any]](), []
        for name in self.reading.inputs:
            own = {place: reference.value(name, place) for place in self._places(name, reference)}
            more: dict[tuple[str, int], Any] = {}
            for place, gain in gains.items():
                at = place if place in own else HOUSEHOLD if HOUSEHOLD in own else max(self.holders[1], 0)
                if isinstance(own[at], Unknown):
                    unknown.append(own[at])
                else:
                    more[name, at] = max(more.get((name, at), own[at]) + self.reading.sign * gain, Fraction(0))
            changed = self._other(reference, {**nothing, **more})
            if isinstance(changed, Unknown):
                unknown.append(changed)
            elif changed == without or effect * (changed - without) > 0:
                self.matters |= effect != 0
                return Fraction(0) if self.fails else abs(effect)
            else:
                found.append((abs(changed - without), changed))
        if unknown or not found:
            return self._unknown(unknown) if unknown else Fraction(0)
        change, self.counted = min(found)
        return change if self.fails else Fraction(0)

    def _nothing(self, reference: Reference) -> dict[tuple[str, int], Any]:
        return {(name, place): Fraction(0) for name in self.reading.carriers for place in self._places(self.codes[0], reference)}

    def _places(self, name: str, reference: Reference) -> list[int]:
        return [HOUSEHOLD] if self.law.entities[name] == "household" else list(range(len(reference.members)))

    def _other(self, reference: Reference, changes: dict[tuple[str, int], Any]) -> Any:
        self.spent += 1
        changed = Reference(self.law, reference.household, self.month, overrides={**reference.overrides, **changes})
        return changed.value(self.codes[1], self.holders[1])


class _Fails(_Matters):
    """Looks for both rights, and for the second to be the same whether the first counts or not (or to change the other way), although that much
    more income would change it.
    """

    fails = True


class _Unpaid(_Matters):
    """Looks for a right that is not claimed and changes the second all the same: what is not paid is nobody's income."""

    def __init__(self, shape: Shape, reading: Reading, budget: int) -> None:
        super().__init__(replace(shape, claimed={}), reading, budget)

    def told(self) -> list[str]:
        """Of the first, nothing is claimed."""
        return [self.codes[0]]

    def measured(self, reference: Reference) -> tuple[Any, ...]:
        """What could be claimed, the second without it, and by how much it is changed."""
        own, other = Search.measured(self, reference)
        without = self._other(reference, self._nothing(reference))
        change = self._after((own, without), lambda: other if isinstance(other, Unknown) else abs(other - without))
        return own, without, change

    def run(self) -> Witness | None:
        """The household, with what could be claimed, what the second is, and what it would be without it."""
        witness = Search.run(self)
        if witness is None:
            return None
        amount = Reference(self.law, witness.household, self.month).value(self.codes[1], self.holders[1])
        return replace(witness, amounts=(witness.amounts[0], amount, witness.amounts[1]))


# what to say -----------------------------------------------------------------------------------------------------------------


def notes(law: Law, first: date, last: date) -> Iterator[Note]:
    """What became of every declared relation of a law over the days first…last, each pair once."""
    seen: set[tuple[str, frozenset[str]]] = set()
    left = PATIENCE
    together = {}
    for month in range(dates.month_index(first), dates.month_index(last) + 1):
        together[month] = either_or(law.guarantees.values(), month)
    exclusive = {frozenset((code, one.other)) for code, item in law.guarantees.items() for one in item.relations if one.kind == "excludes"}
    for code, guarantee in law.guarantees.items():
        for relation in guarantee.relations:
            pair = frozenset((code, relation.other))
            ordered = relation.kind in ("replaces", "income_for", "cost_for")
            if relation.other not in law.guarantees or (not ordered and (relation.kind, pair) in seen):
                continue
            seen.add((relation.kind, pair))
            if relation.kind in ("income_for", "cost_for"):
                result = counted(law, code, relation, first, last, min(left, ONE))
                left -= result.tried
                yield _counted(law, result)
                continue
            months = months_of(law, code, relation, first, last)
            known = all(relation.other in together[month].get(code, ()) for month in months)
            if relation.kind == "choice":
                if pair not in exclusive:
                    yield _chosen(code, relation, known, len(months))
                continue
            found = kept_apart(law, code, relation, first, last, min(left, ONE))
            left -= found.tried
            yield _apart(law, found, relation, known)


def _words(witness: Witness) -> str:
    """A household as a text: its facts, and what it holds."""
    return f"{dates.format_month(witness.month)}, {'; '.join(witness.facts['en'])}"


def _amount(law: Law, amount: Fraction) -> str:
    return Speaker(law, "en").number(amount, MONEY)


def _span(months: Iterable[int]) -> str:
    ends = sorted(months)
    return f"{dates.format_month(ends[0])} to {dates.format_month(ends[-1])}" if len(ends) > 1 else dates.format_month(ends[0])


def _counted(law: Law, found: Counted) -> Note:
    code, other, where = found.code, found.relation.other, found.relation.where
    income = found.relation.kind == "income_for"
    said = f"`{code}` {'counts as income for' if income else 'lowers a cost that is read by'} `{other}` ({found.relation.cite})"
    count = len(found.months)
    shown = f" Nobody was found to whom it makes a difference ({found.tried} sets of facts)." if found.tried else ""
    if found.witness is not None:
        own, amount, would = (_amount(law, value) for value in found.witness.amounts)
        shown = f" In {_words(found.witness)}: `{code}` is {own}, `{other}` is {amount}, and would be {would} if it counted."
    if found.verdict == "unread":
        remedy = "Add it to the income" if income else "Subtract it from the cost"
        text = (f"{said}, and nothing that `{other}` rests on reads it in {_span(found.unread)}.{shown} "
                f"{remedy} where a rule of `{other}` reads that, or remove the relation")  # fmt: skip
        return "error", "not_honoured", where, code, text
    if found.verdict == "unpaid":
        own, amount, would = (_amount(law, value) for value in found.witness.amounts) if found.witness else ("", "", "")
        text = (f"{said}, also where it is not claimed, so that nobody is paid it. In {_words(found.witness) if found.witness else ''}: `{code}` could "
                f"be claimed ({own}), `{other}` is {amount}, and would be {would} without it. Write due({code}) in its place")  # fmt: skip
        return "error", "not_honoured", where, code, text
    if found.verdict == "witness":
        text = f"{said}, and does not for everybody.{shown} Mend the rule of `{other}` that reads it, or the relation"
        return "error", "not_honoured", where, code, text
    if found.verdict == "never":
        return "info", "honoured", where, code, f"{said}, and there is no month in which both have a rule: nothing to prove yet"
    if found.verdict == "proved":
        return "info", "honoured", where, code, f"{said}: proved from the rules in all {count} months in which both are law"
    met = (
        "to some it makes a difference, and none was found to whom it does not"
        if found.verdict == "read"
        else "nobody was found to whom it makes a difference"
    )
    text = (f"{said}: read, and not decided for everybody. Proved in {found.proved} of {count} months; in the others "
            f"{found.tried} sets of facts were tried, and {met}")  # fmt: skip
    return "info", "not_decided", where, code, text


def _chosen(code: str, relation: Relation, known: bool, months: int) -> Note:
    pair = f"`{code}` and `{relation.other}`"
    if known:
        text = f"a resident chooses between {pair}: the totals know it in all {months} months in which both are law"
        return "info", "honoured", relation.where, code, text
    text = f"a resident chooses between {pair}, and the totals add both: `either_or` of zhyto.law.declare does not name them"
    return "error", "not_honoured", relation.where, code, text


def _apart(law: Law, found: Exclusion, relation: Relation, known: bool) -> Note:
    pair = f"`{found.code}` and `{found.other}`"
    where, code = found.where, found.code
    # Where the resident chooses, both may be claimable: what is checked is that never both are due.
    among = " among what is due, and claims decide between them" if found.choice else ""
    said = {
        "one_of": f"of {pair} only one is paid{among}",
        "replaces": f"`{found.other}` is not there where `{found.code}` is due",
    }.get(relation.kind, f"{pair} exclude each other{among}")
    if found.verdict == "proved":
        text = f"{said}: proved from the conditions of their rules in all {found.months} months in which both are law"
        return "info", "exclusive", where, code, text
    if found.verdict == "never":
        return "info", "exclusive", where, code, f"{said}, and there is no month in which both have a rule: nothing to prove yet"
    if relation.kind == "one_of" and known:
        return "info", "exclusive", where, code, f"{said}: the totals know it in all {found.months} months in which both are law"
    if found.witness is not None:
        gives = "both are due with claims granted for both" if found.choice and found.witness.claimed else "the rules give both"
        one, two = (_amount(law, amount) for amount in found.witness.amounts)
        text = (f"{said}: so the law says ({relation.cite}), and {gives} in {_words(found.witness)}: {one} and {two}. "
                "Add the condition to one of them, or mend the relation")  # fmt: skip
        return "error", "not_exclusive", where, code, text
    held = "with claims granted for both never are both due" if found.choice else "none holds both"
    text = (f"{said}: not decided. Proved in {found.proved} of {found.months} months; in the others "
            f"{found.tried} sets of facts were tried for one person and a family of five, and {held}")  # fmt: skip
    return "info", "exclusive_undecided", where, code, text
