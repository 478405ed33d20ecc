"""Resolves every name of a law and checks types, units and entities through the bodies of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from json import dumps
from re import sub
from typing import Protocol

from zhyto.faults import Fault
from zhyto.law.declare import Guarantee, Input, Parameter
from zhyto.law.ir import ANY, BOOL, DATE, MONEY, MONTH, NUMBER, PERSON, Expr, Rule, Type
from zhyto.money import decimal
from zhyto.texts import Said, as_is, in_a_row

ZERO = Type("number", (("0", 1),))
"""The literal 0: zero of any unit."""
LITERAL = Type("number", (("#", 1),))
"""Another whole-number literal: a count, or a number of years, months or days."""
SMALL = 31
"""The largest number that counts without being a figure of the law: days of a month."""
_COUNTS = ("years", "months", "days")
_FUNCTION_TYPES: dict[str, tuple[tuple[str, ...], Type]] = {
    "first_day": (("month",), DATE), "last_day": (("month",), DATE), "month_of": (("date",), MONTH), "january": (("month",), MONTH),
    "quarter": (("month",), MONTH), "year": (("month|date",), Type("number", (("years", 1),))), "month_number": (("month|date",), NUMBER),
    "add_days": (("date", "number"), DATE), "add_months": (("date", "number"), DATE), "add_years": (("date", "number"), DATE),
    "age": (("date", "date"), Type("number", (("years", 1),))), "months_between": (("date", "date"), Type("number", (("months", 1),))),
    "days_between": (("date", "date"), Type("number", (("days", 1),))),
}  # fmt: skip


def unit_of(text: str) -> tuple[tuple[str, int], ...]:
    """`money/m2` → (("m2", -1), ("money", 1)). ratio, count and persons have no unit."""
    powers: dict[str, int] = {}
    top, _, bottom = text.partition("/")
    for part, sign in ((top, 1), (bottom, -1)):
        for base in filter(None, part.replace("·", "*").split("*")):
            if base not in ("ratio", "count", "persons", "1"):
                powers[base] = powers.get(base, 0) + sign
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def input_type(item: Input) -> Type:
    """Type of a declared fact."""
    if item.type == "status":
        return BOOL
    if item.type == "choice":
        return Type("choice", choices=("none", *item.values))
    if item.type == "date":
        return DATE
    if item.type == "month":
        return MONTH
    return MONEY if item.type == "amount" else Type("number", unit_of(item.unit))


def parameter_type(item: Parameter, choices: tuple[str, ...]) -> Type:
    """Type of a figure."""
    unit = unit_of(item.unit)
    if item.by:
        return Type("table", unit, choices)
    if any(isinstance(value.value, tuple) for value in item.values):
        return Type("scale", unit, of=unit_of(item.of))
    return DATE if item.unit == "date" else Type("number", unit)


def unit_text(unit: tuple[tuple[str, int], ...]) -> str:
    """(("m2", -1), ("money", 1)) → `money/m2`: what `unit_of` reads."""
    top = "*".join(base for base, power in unit for _ in range(power))
    bottom = "*".join(base for base, power in unit for _ in range(-power))
    return f"{top or '1'}/{bottom}" if bottom else top


def _is_number(expr: Expr) -> bool:
    return expr.op == "const" and isinstance(expr.value, int | Fraction) and not isinstance(expr.value, bool)


def _values(expr: Expr) -> list[Expr]:
    """Expressions that an expression's value is made of: branches of an if, operands of arithmetic."""
    if expr.op in ("if", "neg", "abs", "add", "sub", "mul", "div", "floordiv", "min", "max", "round"):
        return [leaf for arg in expr.args[1 if expr.op == "if" else 0 :] for leaf in _values(arg)]
    return [expr]


def _annotation(text: str) -> Type | None:
    simple = {"Money": MONEY, "Ratio": LITERAL, "int": LITERAL, "bool": BOOL, "str": Type("choice"), "Date": DATE, "Month": MONTH, "Person": PERSON,
              "Members": ANY, "Table": Type("table"), "Scale": Type("scale"), "Area": Type("number", (("m2", 1),))}  # fmt: skip
    if text in simple:
        return simple[text]
    if text.startswith(("Quantity['", 'Quantity["')):
        return Type("number", unit_of(text[10:-2]))
    return None


def _fits(declared: Type, actual: Type) -> bool:
    if actual.kind == "any" or declared.kind == "any":
        return True
    if declared.kind != actual.kind:
        return False
    if declared.kind != "number":
        return True
    return unify(declared, actual) is not None


def unify(one: Type, two: Type) -> Type | None:
    """Type of a sum, comparison or choice between two values; None where they do not belong together."""
    if one.kind == "any" or two.kind == "any":
        return two if one.kind == "any" else one
    if one.kind != two.kind:
        return None
    if one.kind == "choice":
        return one if not two.choices or one.choices == two.choices else two if not one.choices else None
    if one.kind != "number" or one.unit == two.unit:
        return one
    for first, second in ((one, two), (two, one)):
        if first == ZERO:
            return second
        plain = not second.unit or second == LITERAL or (len(second.unit) == 1 and second.unit[0][0] in _COUNTS and second.unit[0][1] == 1)
        if first == LITERAL and plain:
            return second
    return None


class Unlinked(Protocol):
    """What of a law stands before its names are resolved."""

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Facts by name."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Figures by name."""

    @property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """Versions of each name."""

    @property
    def exceptions(self) -> Mapping[str, tuple[Rule, ...]]:
        """Exceptions by the name they except."""

    @property
    def guarantees(self) -> Mapping[str, Guarantee]:
        """Guarantees by code."""


class _Fault(Exception):
    def __init__(self, line: int, found: Said, expected: Said, remedy: Said) -> None:
        self.line, self.found, self.expected, self.remedy = line, found, expected, remedy


class _Linker:
    def __init__(self, law: Unlinked) -> None:
        self.law = law
        self.types: dict[str, Type] = {}
        self.entities: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.open: list[str] = []
        self.figures: dict[tuple[int, int], tuple[Expr, tuple[tuple[str, int], ...]]] = {}
        """Numbers in the rule being checked that belong into parameters.yaml, by place, with their unit."""
        for item in law.inputs.values():
            self.types[item.name], self.entities[item.name] = input_type(item), item.entity
        for parameter in law.parameters.values():
            choice = law.inputs.get(parameter.by)
            if parameter.by and (choice is None or choice.type != "choice"):
                self.note(parameter.where, Said("`by: {by}`", by=parameter.by), Said("a choice input of this law"), Said("mend it"))
            choices = ("none", *choice.values) if choice else ()
            for value in parameter.values:
                rows = value.value if parameter.by and value.value is not None else None
                if rows is not None and choice and (not isinstance(rows, dict) or set(rows) - {"none"} != set(choice.values)):
                    given = Said("rows {given}", given=", ".join(rows)) if isinstance(rows, dict) else Said("rows no rows")
                    self.note(value.where, given, Said("a row for each of {values}", values=", ".join(choice.values)),
                              Said("add or remove rows (null: not known to us)"))
            self.types[parameter.name], self.entities[parameter.name] = parameter_type(parameter, choices), ""

    def note(self, where: str, found: Said, expected: Said, remedy: Said, line: int = 0) -> None:
        file, _, first = where.rpartition(":")
        self.faults.append(Fault(file, line or (int(first) if first.isdigit() else 0), "", found, expected, remedy))

    def rule_type(self, name: str, line: int = 0) -> Type:
        """Type of a rule, inferring those it needs first."""
        if name in self.types:
            return self.types[name]
        if name not in self.law.rules:
            close = [known for known in (*self.law.inputs, *self.law.parameters, *self.law.rules) if known.startswith(name[:4])][:3]
            hint = Said("; did you mean {words}?", words=in_a_row(close, Said(" or "))) if close else ""
            raise _Fault(line, Said("the name `{name}`", name=name), Said("an input, a parameter or a rule of this law"),
                         Said("declare it or mend its spelling{hint}", hint=hint))
        if name in self.open:
            raise _Fault(line, Said("a circle of rules: {names}", names=" → ".join([*self.open[self.open.index(name):], name])),
                         Said("rules that end in facts"), Said("break the circle"))
        self.open.append(name)
        self.entities[name] = next((rule.entity for rule in self.law.rules[name] if rule.entity), "person")
        result: Type | None = None
        for rule in (*self.law.rules[name], *self.law.exceptions.get(name, ())):
            if rule.body is None:
                continue
            outer, self.figures = self.figures, {}
            try:
                found = self.check(rule)
                joined = found if result is None else unify(result, found)
                if joined is None:
                    raise _Fault(0, Said("a version of `{name}` that gives {found}", name=name, found=found),
                                 Said("{result} as in its other versions", result=result), Said("mend one of them"))
                result = joined
            except _Fault as fault:
                self.note(rule.where, fault.found, fault.expected, fault.remedy, fault.line)
                declared = _annotation(rule.returns)
                result = result or declared
            self.note_figures(rule)
            self.figures = outer
        self.open.pop()
        self.types[name] = result or ANY
        return self.types[name]

    def check(self, rule: Rule) -> Type:
        """Type of a rule's result, after checking its arguments and body."""
        if rule.entity not in ("person", "household"):
            raise _Fault(0, Said("entity {entity!r}", entity=rule.entity), Said("person or household"), Said("mend it"))
        for argument, text in rule.annotations.items():
            declared = _annotation(text)
            if declared is None:
                raise _Fault(0, as_is(f"`{argument}: {text}`"),
                             Said("Money, Ratio, Area, int, bool, str, Date, Month, Person, Members, Table, Scale, Quantity[…]"), Said("mend it"))
            actual = self.argument(argument)
            if not _fits(declared, actual):
                raise _Fault(0, Said("`{argument}: {text}`, which is {actual}", argument=argument, text=text, actual=actual),
                             Said("the type of `{argument}`", argument=argument), Said("mend the annotation"))
        assert rule.body is not None
        for expr in rule.body.walk():
            if _is_number(expr) and (isinstance(expr.value, Fraction) or (expr.column and abs(expr.value) > SMALL)):
                self.figures[expr.line, expr.column] = expr, ()
        result = self.infer(rule.body, rule, False)
        declared = _annotation(rule.returns)
        if declared is not None and self.is_figure(rule.body, result, declared):
            result = declared
        if declared is None or not _fits(declared, result):
            raise _Fault(0, Said("-> {returns}, while the body gives {result}", returns=rule.returns, result=result), Said("the type of the body"),
                         Said("mend the body or the annotation"))
        if declared == MONEY and result == ZERO:
            return MONEY
        return declared if result in (ZERO, LITERAL) and declared != LITERAL else NUMBER if result in (ZERO, LITERAL) else result

    def argument(self, name: str) -> Type:
        if name in ("month", "day", "members"):
            return {"month": MONTH, "day": DATE, "members": ANY}[name]
        return self.rule_type(name)

    def infer(self, expr: Expr, rule: Rule, member: bool) -> Type:
        """Type of an expression. member: inside `for m in members`."""
        op, line = expr.op, expr.line
        if op == "const":
            if isinstance(expr.value, bool):
                return BOOL
            if isinstance(expr.value, int | Fraction):
                return ZERO if expr.value == 0 else LITERAL
            if isinstance(expr.value, str):
                raise _Fault(line, Said("the text {value!r} outside a comparison", value=expr.value), Said('a choice compared: x == "I", x in ("I", "II")'),
                             Said("compare a choice with it"))
            return DATE
        if op in ("unknown", "none"):
            return ANY
        if op in ("name", "member"):
            return self.reference(expr, rule, member)
        if op == "agg":
            return self.aggregate(expr, rule)
        if op == "order":
            if rule.entity != "person":
                raise _Fault(line, Said("order(…) in a household rule"), Said("a person rule"), Said("ask for the place of a person"))
            self.infer(expr.args[0], rule, True)
            self.expect(self.infer(expr.args[1], rule, True), BOOL, line)
            return NUMBER
        if op == "nth":
            self.expect(self.infer(expr.args[0], rule, True), BOOL, line)
            self.expect(self.infer(expr.args[1], rule, False), NUMBER, line)
            if self.rule_type(expr.value, line).kind not in ("date", "number", "month"):
                raise _Fault(line, Said("by={value!r}", value=expr.value), Said("a date or number of a person"), Said("mend it"))
            return PERSON
        if op == "link":
            self.expect(self.infer(expr.args[0], rule, member), PERSON, line)
            found = self.rule_type(expr.value, line)
            if self.entities[expr.value] != "person":
                raise _Fault(line, Said("`.{value}`, which belongs to {entities}", value=expr.value, entities=self.entities[expr.value] or Said("the law")),
                             Said("a fact or rule of a person"), Said("name it directly"))
            return found
        if op == "exists":
            self.expect(self.infer(expr.args[0], rule, member), PERSON, line)
            return BOOL
        if op in ("total", "average", "at", "since"):
            found = self.infer(expr.args[0], rule, member)
            kinds = [self.infer(arg, rule, member) for arg in expr.args[1:]]
            name = expr.args[0].value
            if op == "since":
                if name not in self.law.inputs or self.law.inputs[name].source != "facts":
                    raise _Fault(line, Said("since({name})", name=name), Said("a fact of the facts table"), Said("mend it"))
                return DATE
            for kind in kinds:
                if kind.kind != "month" and not (op == "at" and kind.kind == "date"):
                    raise _Fault(line, Said("{op}(…) with {kind}", op=op, kind=kind), Said("a month"), Said("use month, quarter(…), month_of(…)"))
            if op != "at" and found.kind != "number":
                raise _Fault(line, Said("{op} of {found}", op=op, found=found), Said("an amount or a count"), Said("name what can be added up"))
            return found
        texts = [op in ("eq", "ne", "lt", "le", "gt", "ge") and arg.op == "const" and isinstance(arg.value, str) for arg in expr.args]
        if texts and all(texts):
            raise _Fault(line, Said("a comparison of two texts"), Said("a choice compared with a text"), Said("name the choice"))
        types = [Type("choice") if text else self.infer(arg, rule, member) for text, arg in zip(texts, expr.args, strict=True)]
        return self.operation(expr, types)

    def reference(self, expr: Expr, rule: Rule, member: bool) -> Type:
        name, line = expr.value, expr.line
        if name in ("month", "day"):
            return MONTH if name == "month" else DATE
        found = self.rule_type(name, line)
        entity = self.entities[name]
        if expr.op == "member":
            if entity != "person":
                raise _Fault(line, Said("`m.{name}`, which belongs to {entity}", name=name, entity=entity or Said("the law")),
                             Said("a fact or rule of a person"), Said("write `{name}`", name=name))
        elif entity == "person" and (member or rule.entity == "household"):
            raise _Fault(
                line,
                Said("`{name}`, which belongs to a person, inside `for m in members`", name=name) if member
                else Said("`{name}`, which belongs to a person, in a household rule", name=name),
                Said("a value of the household"),
                Said("write m.{name}, or give the step a rule of its own", name=name),
            )
        return found

    def aggregate(self, expr: Expr, rule: Rule) -> Type:
        line = expr.line
        body = self.infer(expr.args[0], rule, True)
        self.expect(self.infer(expr.args[1], rule, True), BOOL, line)
        if expr.value in ("any", "all"):
            self.expect(body, BOOL, line)
            return BOOL
        if expr.value == "count":
            return NUMBER
        if expr.value == "sum":
            self.expect_number(body, line)
            return NUMBER if body in (ZERO, LITERAL) else body
        joined = unify(body, self.infer(expr.args[2], rule, False))
        if joined is None or joined.kind not in ("number", "date", "month"):
            raise _Fault(line, Said("{value} over {body}", value=expr.value, body=body), Said("numbers, dates or months with a default of the same type"),
                         Said("mend it"))
        return joined

    def expect(self, found: Type, wanted: Type, line: int) -> None:
        if found.kind not in (wanted.kind, "any"):
            ways = {("bool", "number"): Said("count with count(m for m in members if …), or choose with if"), ("number", "bool"): Said("compare it: x > 0")}
            expected = Said("true or false") if wanted.kind == "bool" else Said("a {kind}", kind=wanted.kind)
            given = Said("true or false") if found.kind == "bool" else as_is(found)
            raise _Fault(line, given, expected, ways.get((found.kind, wanted.kind), Said("mend the expression")))

    def expect_number(self, found: Type, line: int) -> None:
        self.expect(found, NUMBER, line)

    def operation(self, expr: Expr, types: list[Type]) -> Type:
        op, line = expr.op, expr.line
        if op in ("and", "or", "not"):
            for found in types:
                self.expect(found, BOOL, line)
            return BOOL
        if op == "if":
            self.expect(types[0], BOOL, line)
            return self.joined(types[1], types[2], line, "branches of one if", expr.args[1:])
        if op in ("eq", "ne", "lt", "le", "gt", "ge"):
            joined = self.joined(types[0], types[1], line, "a comparison", expr.args)
            if joined.kind == "choice":
                self.choices(expr, types)
            if op not in ("eq", "ne") and joined.kind in ("choice", "bool", "person"):
                raise _Fault(line, Said("an order between {joined}", joined=joined), Said("== or !="), Said("mend it"))
            return BOOL
        if op == "in":
            self.expect(types[0], Type("choice"), line)
            for value in expr.value:
                self.value_of(value, types[0], line)
            return BOOL
        if op in ("add", "sub"):
            return self.sum_type(expr, types[0], types[1])
        if op in ("neg", "abs"):
            self.expect_number(types[0], line)
            return types[0]
        if op in ("min", "max"):
            joined = self.joined(types[0], types[1], line, f"{op}()", expr.args)
            if joined.kind not in ("number", "date", "month"):
                raise _Fault(line, Said("{op} of {found}", op=op, found=joined), Said("numbers, dates or months"), Said("mend it"))
            return joined
        if op in ("mul", "div", "floordiv", "mod"):
            for found in types:
                self.expect_number(found, line)
            return self.product(op, types[0], types[1])
        if op == "round":
            if not _fits(MONEY, types[0]):
                raise _Fault(line, Said("rounding of {types}", types=types[0]), Said("money"), Said("mend the expression"))
            return MONEY
        if op == "row":
            if types[0].kind != "table":
                raise _Fault(line, Said("a row of {types}", types=types[0]), Said("a parameter table"), Said("mend it"))
            self.expect(types[1], Type("choice"), line)
            if types[1].choices and types[1].choices != types[0].choices:
                raise _Fault(line, Said("a row by {types}", types=types[1]), Said("by {choices}", choices=", ".join(types[0].choices)),
                             Said("index the table with the choice it is declared `by`"))
            return Type("number", types[0].unit)
        if op in ("bracket", "marginal"):
            if types[0].kind != "scale":
                raise _Fault(line, Said("{op} of {found}", op=op, found=types[0]), Said("a parameter with brackets"), Said("mend it"))
            self.joined(Type("number", types[0].of), types[1], line, f"{op}()", expr.args)
            return (
                Type("number", types[0].unit)
                if op == "bracket"
                else self.product("mul", Type("number", types[0].unit), Type("number", types[0].of))
            )
        if op == "fn":
            wanted, result = _FUNCTION_TYPES[expr.value]
            for found, kind in zip(types, wanted, strict=True):
                if found.kind not in (*kind.split("|"), "any"):
                    raise _Fault(line, as_is(f"{expr.value}(…{found}…)"), in_a_row(kind.split("|"), Said(" or ")), Said("mend the argument"))
                if found.kind == "number":
                    self.span(found, expr.value.removeprefix("add_"), expr.args[1])
            return result
        raise _Fault(line, as_is(op), Said("an operation of the law language"), Said("rewrite it"))

    def joined(self, one: Type, two: Type, line: int, what: str, args: tuple[Expr, ...]) -> Type:
        found = unify(one, two)
        for expr, own, other in ((args[0], one, two), (args[1], two, one)):
            if self.is_figure(expr, own, other) and found is None:
                return other
        if found is None:
            raise _Fault(line, Said("{what} of {one} with {two}", what=what, one=one, two=two), Said("the same type and unit on both sides"), Said("mend it"))
        return found

    def is_figure(self, expr: Expr, own: Type, wanted: Type) -> bool:
        """Whether an expression is made of plain numbers alone, where a number with a unit is wanted. They are remembered as figures of the law."""
        if own.kind != "number" or own.unit not in ((), LITERAL.unit) or wanted.kind != "number" or not wanted.unit or wanted in (ZERO, LITERAL):
            return False
        leaves = [leaf for leaf in _values(expr) if leaf.op not in ("unknown", "none")]
        if not leaves or not all(map(_is_number, leaves)):
            return False
        # A small number counts years, months and days without a figure.
        free = [unit for unit in _COUNTS if wanted.unit == ((unit, 1),)]
        self.figures |= {place: (leaf, wanted.unit) for leaf in leaves if leaf.value and ((place := (leaf.line, leaf.column)) in self.figures or not free)}
        return True

    def note_figures(self, rule: Rule) -> None:
        """One fault for each number of a rule that is a figure of the law, with the entry of parameters.yaml that would declare it."""
        taken = {*self.law.inputs, *self.law.parameters, *self.law.rules}
        folder, slash, _ = rule.file.rpartition("/")
        for (line, column), (expr, unit) in sorted(self.figures.items(), key=lambda item: item[0]):
            kind = "ratio" if isinstance(expr.value, Fraction) else "count"
            written = unit_text(unit) or kind
            annotation = {"money": "Money", "ratio": "Ratio"}.get(written, "int" if written in ("count", *_COUNTS) else f"Quantity['{written}']")
            stem = [rule.name, {"money": "amount", "ratio": "share"}.get(written, written if written.isalpha() else "number")]
            name = next(name for n in count(1) if (name := "_".join([*stem, str(n)][: 2 + (n > 1)])) not in taken)
            taken.add(name)
            value = decimal(Fraction(expr.value))
            dated = {"from": str(rule.since), "value": value, "mark": "remembered"}
            declared = {"label": rule.label, "unit": written, "cite": rule.cite, "values": [dated]}
            entry = sub(r'"(\w+)": ', r"\1: ", dumps({name: declared}, ensure_ascii=False))[1:-1]
            self.faults.append(Fault(rule.file, line, str(column), Said("the number {value} in a rule", value=value), Said("a figure of the law by its name"),
                                     Said("put it into {folder}{slash}parameters.yaml and name it as an argument, `{name}: {annotation}`: {entry}",
                                          folder=folder, slash=slash, name=name, annotation=annotation, entry=entry)))

    def choices(self, expr: Expr, types: list[Type]) -> None:
        for arg, other in zip(expr.args, reversed(types), strict=True):
            if arg.op == "const":
                self.value_of(arg.value, other, expr.line)

    def value_of(self, value: str, choice: Type, line: int) -> None:
        if choice.choices and value not in choice.choices:
            raise _Fault(line, Said("the value {value!r}", value=value), Said("one of {known}", known=", ".join(choice.choices)), Said("mend its spelling"))

    def sum_type(self, expr: Expr, one: Type, two: Type) -> Type:
        op, line = expr.op, expr.line
        if one.kind == "month" and two.kind == "number":
            self.span(two, "months", expr.args[1])
            return MONTH
        if one.kind == "month" and two.kind == "month" and op == "sub":
            return Type("number", (("months", 1),))
        if one.kind == "date" and two.kind == "number":
            raise _Fault(line, Said("a number added to a date"), Said("add_days, add_months or add_years"), Said("say which"))
        if one.kind == "date" and two.kind == "date":
            raise _Fault(line, Said("a sum or difference of dates"), Said("days_between, months_between or age"), Said("say what is counted"))
        found = self.joined(one, two, line, "a sum" if op == "add" else "a difference", expr.args)
        self.expect_number(found, line)
        return found

    def span(self, found: Type, unit: str, expr: Expr) -> None:
        """Refuses a number that does not count days, months or years, as wanted."""
        self.is_figure(expr, found, Type("number", ((unit, 1),)))
        if found.unit not in ((), ZERO.unit, LITERAL.unit, ((unit, 1),)):
            raise _Fault(expr.line, Said("{found} as a number of {unit}", found=found, unit=unit), Said("a count, or {unit}", unit=unit),
                         Said("convert it, or declare its unit as {unit}", unit=unit))

    def product(self, op: str, one: Type, two: Type) -> Type:
        if op == "mod":
            return one
        powers: dict[str, int] = {}
        for found, sign in ((one, 1), (two, 1 if op == "mul" else -1)):
            for base, power in found.unit:
                if base not in ("0", "#"):
                    powers[base] = powers.get(base, 0) + sign * power
        return Type("number", tuple(sorted((base, power) for base, power in powers.items() if power)))


def link(law: Unlinked) -> tuple[dict[str, Type], dict[str, str], list[Fault]]:
    """Types and entities of all names of a law, and every fault in their use."""
    linker = _Linker(law)
    for name, rules in law.rules.items():
        try:
            linker.rule_type(name)
        except _Fault as fault:
            linker.note(rules[0].where, fault.found, fault.expected, fault.remedy, fault.line)
    for item in law.inputs.values():
        if item.guarantee and item.entity != law.guarantees[item.guarantee].entity:
            holder = law.guarantees[item.guarantee].entity
            linker.note(item.where, Said("`{name}` of a {entity}", name=item.name, entity=item.entity),
                        Said("{holder}, who claims `{guarantee}`", holder=holder, guarantee=item.guarantee), Said("mend the entity"))
    for base, others in law.exceptions.items():
        for other in others:
            if other.entity != linker.entities.get(base, other.entity):
                linker.note(other.where, Said("an exception for a {entity}", entity=other.entity),
                            Said("{entities}, as `{base}`", entities=linker.entities[base], base=base), Said("mend the entity"))
    for code, guarantee in law.guarantees.items():
        for rule in law.rules[code]:
            if rule.body is not None and rule.entity != guarantee.entity:
                linker.note(rule.where, Said("`{code}` for a {entity}", code=code, entity=rule.entity),
                            Said("{entity}, as guarantee.yaml says", entity=guarantee.entity), Said("mend one of them"))
        linker.entities[code] = guarantee.entity
        gives = BOOL if guarantee.gives == "in_kind" else MONEY
        if not any(rule.body is not None for rule in law.rules[code]):
            linker.types[code] = gives
        if linker.types.get(code) not in (gives, ANY):
            expected = Said("yes or no, as it is given in kind") if gives is BOOL else Said("money a month")
            linker.note(guarantee.where, Said("`{code}` gives {type}", code=code, type=linker.types.get(code)), expected, Said("mend the rule, or `gives`"))
        if guarantee.window and linker.types[guarantee.window] not in (DATE, ANY):
            linker.note(guarantee.where, Said("`{code}` gives {type}", code=guarantee.window, type=linker.types[guarantee.window]), Said("a date"),
                        Said("mend the rule"))
        if guarantee.once_in and linker.types[guarantee.once_in] not in (BOOL, ANY):
            linker.note(guarantee.where, Said("`{code}` gives {type}", code=guarantee.once_in, type=linker.types[guarantee.once_in]), Said("yes or no"),
                        Said("mend the rule"))
        for name in guarantee.rules[1:]:
            if linker.entities.get(name, guarantee.entity) != guarantee.entity:
                linker.note(guarantee.where, Said("`{code}` for a {entity}", code=name, entity=linker.entities[name]),
                            Said("{entities}, as `{base}`", entities=guarantee.entity, base=code), Said("mend one of them"))
    return linker.types, linker.entities, linker.faults
