"""`rules.py` as text → rules. Whatever lies outside the language is refused with its line and the way out."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any, Final

from zhyto.faults import Fault
from zhyto.law.ir import Expr, Rule
from zhyto.texts import Said, as_is, how_many

FUNCTIONS = {
    "first_day": 1, "last_day": 1, "month_of": 1, "january": 1, "quarter": 1, "year": 1, "month_number": 1,
    "add_days": 2, "add_months": 2, "add_years": 2, "age": 2, "months_between": 2, "days_between": 2,
}  # fmt: skip
_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv", ast.Mod: "mod"}
_COMPARE = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
_AGGREGATES = {"sum", "count", "any", "all", "min", "max"}
TRUE = Expr("const", value=True)
FALSE = Expr("const", value=False)


_LANGUAGE: Final = Said("the law language (docs/law-language.md)")


class _Refused(Exception):
    def __init__(self, node: ast.AST, found: Said, remedy: Said, expected: Said = _LANGUAGE) -> None:
        self.line = getattr(node, "lineno", 0)
        self.column = getattr(node, "col_offset", 0) + 1
        self.found, self.expected, self.remedy = found, expected, remedy


def parse_rules(text: str, file: str) -> tuple[list[Rule], list[Fault]]:
    """Rules and exceptions of one file, in order, and every fault in it."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        fault = Fault(file, error.lineno or 0, str(error.offset or ""), Said("a syntax error ({reason})", reason=error.msg), Said("valid Python"),
                      Said("mend the line"))
        return [], [fault]
    except (ValueError, RecursionError, MemoryError) as error:
        return [], [Fault(file, 0, "", Said("text that cannot be read as Python ({error})", error=error), Said("valid Python"), Said("mend the file"))]
    rules: list[Rule] = []
    faults: list[Fault] = []
    for node in tree.body:
        try:
            if isinstance(node, ast.FunctionDef):
                rules.append(_function(node, file))
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                rules.append(_statement(node.value, file))
            elif isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "zhyto.law"):
                raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("import the words of the law language only: from zhyto.law import …"))
            elif isinstance(node, ast.ImportFrom) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                continue
            else:
                raise _Refused(node, Said("`{code}` outside a rule", code=ast.unparse(node)[:60]), Said("put it inside a rule, or make it a parameter"))
        except _Refused as refused:
            faults.append(Fault(file, refused.line, str(refused.column), refused.found, refused.expected, refused.remedy))
    return rules, faults


def _text(node: ast.expr, what: str) -> str:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or not node.value.strip():
        raise _Refused(node, Said("`{code}` as {what}", code=ast.unparse(node), what=what), Said("write {what} as quoted, non-empty text", what=what))
    return node.value


def _day(node: ast.expr, what: str) -> date:
    try:
        return date.fromisoformat(_text(node, what))
    except ValueError:
        raise _Refused(node, Said("`{code}` as {what}", code=ast.unparse(node), what=what), Said('write the date as "YYYY-MM-DD"')) from None


def _name(text: str, node: ast.AST) -> str:
    if not text.isidentifier() or text in ("month", "day", "members"):
        raise _Refused(node, Said("a rule named `{text}`", text=text), Said("choose a name of letters, digits and _, other than month, day and members"))
    return text


def _keywords(call: ast.Call, allowed: set[str], required: set[str]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg not in allowed:
            raise _Refused(call, Said("the word `{arg}`", arg=keyword.arg), Said("use one of {allowed}", allowed=", ".join(sorted(allowed))))
        found[keyword.arg] = keyword.value
    for name in sorted(required - set(found)):
        raise _Refused(call, Said("no `{name}`", name=name), Said('add {name}="…"', name=name))
    return found


def _statement(call: ast.Call, file: str) -> Rule:
    kind = call.func.id if isinstance(call.func, ast.Name) else ""
    if kind not in ("not_in_force", "not_implemented") or len(call.args) != 1:
        raise _Refused(call, Said("`{code}` outside a rule", code=ast.unparse(call)[:60]),
                       Said("only not_in_force(…) and not_implemented(…) stand outside rules"))
    reason = "cite" if kind == "not_in_force" else "missing"
    words = _keywords(call, {"since", "until", reason}, {"since", reason})
    name = _name(_text(call.args[0], "the name of the rule"), call)
    text = _text(words[reason], reason)
    since = _day(words["since"], "since")
    until = _day(words["until"], "until") if "until" in words else None
    if until is not None and until < since:
        raise _Refused(words["until"], Said("until {until} before since {since}", until=until, since=since), Said("mend the dates"))
    return Rule(
        name=name, entity="", since=since, until=until, known=since,
        cite=text if reason == "cite" else "", label={}, note={}, mark="verified", period="month", body=None, annotations={}, returns="",
        where=f"{file}:{call.lineno}", state="not_in_force" if kind == "not_in_force" else "not_implemented",
        missing=text if reason == "missing" else "",
    )  # fmt: skip


_RULE_WORDS = {"entity", "cite", "since", "until", "name", "period", "mark", "known", "uk", "en", "note_uk", "note_en", "source"}


def _function(node: ast.FunctionDef, file: str) -> Rule:
    if len(node.decorator_list) != 1 or not isinstance(node.decorator_list[0], ast.Call):
        raise _Refused(node, Said("the function `{name}` without @rule(…)", name=node.name),
                       Said("decorate it with @rule(entity=…, cite=…, since=…, uk=…, en=…)"))
    call = node.decorator_list[0]
    kind = call.func.id if isinstance(call.func, ast.Name) else ""
    if kind not in ("rule", "exception") or call.args:
        raise _Refused(call, as_is(f"`@{ast.unparse(call)[:60]}`"), Said("decorate with @rule(…) or @exception(to=…, …), keywords only"))
    allowed = _RULE_WORDS | ({"to"} if kind == "exception" else set())
    words = _keywords(call, allowed, {"entity", "cite", "since", "uk", "en"} | ({"to"} if kind == "exception" else set()))
    entity = _text(words["entity"], "entity")
    period = _text(words["period"], "period") if "period" in words else "month"
    mark = _text(words["mark"], "mark") if "mark" in words else "verified"
    if period not in ("month", "year", "day", "once"):
        raise _Refused(words["period"], Said("period {period!r}", period=period), Said("use month, year, day or once"))
    if mark not in ("read", "verified", "remembered", "assumption"):
        raise _Refused(words["mark"], Said("mark {mark!r}", mark=mark), Said("use read, verified, remembered or assumption"))
    since = _day(words["since"], "since")
    until = _day(words["until"], "until") if "until" in words else None
    if until is not None and until < since:
        raise _Refused(words["until"], Said("until {until} before since {since}", until=until, since=since), Said("mend the dates"))
    arguments = node.args
    if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults or arguments.posonlyargs:
        raise _Refused(node, Said("arguments with defaults or stars"), Said("give plain arguments: each names an input, a parameter or a rule"))
    annotations: dict[str, str] = {}
    for argument in arguments.args:
        if argument.annotation is None:
            raise _Refused(argument, Said("`{arg}` without a type", arg=argument.arg), Said("write {arg}: Money (int, bool, Date, …)", arg=argument.arg))
        if argument.arg in annotations:
            raise _Refused(argument, Said("the argument `{arg}` twice", arg=argument.arg), Said("name it once"))
        annotations[argument.arg] = ast.unparse(argument.annotation)
    if node.returns is None:
        raise _Refused(node, Said("`{name}` without a result type", name=node.name), Said("write -> Money (int, bool, Date, …)"))
    body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and isinstance(s.value.value, str))]
    reader = _Body(set(annotations), kind == "exception")
    expression = reader.block(body, {})
    if expression is None:
        raise _Refused(node, Said("`{name}` can end without a return", name=node.name), Said("end every way through the rule with a return"))
    unused = sorted(set(annotations) - reader.used)
    if unused:
        raise _Refused(node, Said("the argument `{unused}` is never used", unused=unused[0]), Said("remove it, or use it"))
    label = {"uk": _text(words["uk"], "uk"), "en": _text(words["en"], "en")}
    note = {lang: _text(words[f"note_{lang}"], "note") for lang in ("uk", "en") if f"note_{lang}" in words}
    return Rule(
        name=_name(_text(words["name"], "name") if "name" in words else node.name, node), entity=entity, since=since, until=until,
        known=_day(words["known"], "known") if "known" in words else since, cite=_text(words["cite"], "cite"), label=label, note=note,
        mark=mark, period=period, body=expression, annotations=annotations,  # type: ignore[arg-type]
        returns=ast.unparse(node.returns), where=f"{file}:{node.lineno}",
        exception_to=_text(words["to"], "to") if kind == "exception" else "", source=_text(words["source"], "source") if "source" in words else "",
    )  # fmt: skip


class _Body:
    """Reads statements and expressions of one rule. `used`: arguments that occurred."""

    def __init__(self, arguments: set[str], exception: bool) -> None:
        self.arguments, self.exception = arguments, exception
        self.used: set[str] = set()

    def block(self, statements: list[ast.stmt], local: dict[str, Expr]) -> Expr | None:
        """Value returned by the statements; None where they end without one."""
        for place, statement in enumerate(statements):
            rest = statements[place + 1 :]
            if isinstance(statement, ast.Return):
                if rest:
                    raise _Refused(rest[0], Said("a statement after return"), Said("remove it"))
                if statement.value is None or (isinstance(statement.value, ast.Constant) and statement.value.value is None):
                    if not self.exception:
                        raise _Refused(statement, Said("a rule that returns nothing"), Said("return a value; None is for exceptions that do not apply"))
                    return Expr("none", line=statement.lineno)
                return self.value(statement.value, local, None)
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
                if not isinstance(target, ast.Name) or (isinstance(statement, ast.Assign) and len(statement.targets) != 1):
                    raise _Refused(statement, as_is(f"`{ast.unparse(statement)}`"), Said("assign to one plain name"))
                if target.id in self.arguments:
                    raise _Refused(statement, Said("a new value for the argument `{id}`", id=target.id), Said("use another name"))
                if statement.value is None:
                    raise _Refused(statement, Said("`{id}` without a value", id=target.id), Said("assign a value"))
                local = {**local, target.id: self.value(statement.value, local, None)}
                continue
            if isinstance(statement, ast.If):
                condition = self.value(statement.test, local, None)
                then_ends, else_ends = _always_returns(statement.body), _always_returns(statement.orelse)
                if then_ends and else_ends and rest:
                    raise _Refused(rest[0], Said("a statement that is never reached"), Said("remove it"))
                if not _returns(statement.body) and not _returns(statement.orelse):
                    local = self.merge(condition, statement, local)
                    continue
                yes = self.block(statement.body if then_ends else [*statement.body, *rest], local)
                no = self.block(statement.orelse if else_ends else [*statement.orelse, *rest], local)
                if yes is None or no is None:
                    return None
                return Expr("if", (condition, yes, no), line=statement.lineno)
            way_out = (Said("compute over the household with sum(… for m in members)") if isinstance(statement, ast.For | ast.While)
                       else Said("write it with assignments, if and return"))
            raise _Refused(statement, as_is(f"`{ast.unparse(statement)[:60]}`"), way_out)
        return None

    def merge(self, condition: Expr, statement: ast.If, local: dict[str, Expr]) -> dict[str, Expr]:
        """Names after an `if` whose branches only assign."""
        branches = []
        for branch in (statement.body, statement.orelse):
            names = dict(local)
            for inner in branch:
                if isinstance(inner, ast.If):
                    names = self.merge(self.value(inner.test, names, None), inner, names)
                elif isinstance(inner, ast.Assign) and len(inner.targets) == 1 and isinstance(inner.targets[0], ast.Name):
                    if inner.targets[0].id in self.arguments:
                        raise _Refused(inner, Said("a new value for the argument `{id}`", id=inner.targets[0].id), Said("use another name"))
                    names[inner.targets[0].id] = self.value(inner.value, names, None)
                else:
                    raise _Refused(inner, as_is(f"`{ast.unparse(inner)[:60]}`"), Said("branches assign names or return"))
            branches.append(names)
        yes, no = branches
        merged = dict(local)
        for name in {**yes, **no}:
            if name in yes and name in no:
                same = yes[name] == no[name]
                merged[name] = yes[name] if same else Expr("if", (condition, yes[name], no[name]), line=statement.lineno)
            else:
                merged[name] = Expr("unset", value=name, line=statement.lineno)
        return merged

    def value(self, node: ast.expr, local: dict[str, Expr], member: str | None) -> Expr:
        """An expression. `member`: name of the loop variable inside `for m in members`."""
        line = node.lineno
        if isinstance(node, ast.Constant):
            # A decimal is refused when names are linked: there it is known what it is a number of.
            if isinstance(node.value, bool | int | str | float) and node.value not in (inf, -inf):
                value = Fraction(str(node.value)) if isinstance(node.value, float) else node.value
                return Expr("const", value=value, line=line, column=node.col_offset + 1)
            raise _Refused(node, as_is(f"`{ast.unparse(node)}`"), Said("use whole numbers, text, True or False"))
        if isinstance(node, ast.Name):
            return self.name(node, local, member)
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == member:
                return Expr("member", value=node.attr, line=line)
            return Expr("link", (self.value(node.value, local, member),), node.attr, line)
        if isinstance(node, ast.UnaryOp):
            inner = self.value(node.operand, local, member)
            if isinstance(node.op, ast.Not):
                return Expr("not", (inner,), line=line)
            if isinstance(node.op, ast.USub):
                return Expr("neg", (inner,), line=line)
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            return Expr(_BINARY[type(node.op)], (self.value(node.left, local, member), self.value(node.right, local, member)), line=line)
        if isinstance(node, ast.BoolOp):
            op = "and" if isinstance(node.op, ast.And) else "or"
            return Expr(op, tuple(self.value(part, local, member) for part in node.values), line=line)
        if isinstance(node, ast.Compare):
            return self.compare(node, local, member)
        if isinstance(node, ast.IfExp):
            return Expr("if", tuple(self.value(part, local, member) for part in (node.test, node.body, node.orelse)), line=line)
        if isinstance(node, ast.Subscript):
            return Expr("row", (self.value(node.value, local, member), self.value(node.slice, local, member)), line=line)
        if isinstance(node, ast.Call):
            return self.call(node, local, member)
        raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("write it with arithmetic, comparisons, if, and the functions of the law language"))

    def name(self, node: ast.Name, local: dict[str, Expr], member: str | None) -> Expr:
        if node.id == member:
            raise _Refused(node, Said("`{member}` alone", member=member), Said("say which fact of the member: {member}.something", member=member))
        if node.id in local:
            found = local[node.id]
            if found.op == "unset":
                raise _Refused(node, Said("`{id}`, which one branch of an if does not set", id=node.id), Said("set it on every way"))
            return found
        if node.id not in self.arguments:
            raise _Refused(node, Said("the name `{name}`", name=node.id), Said("add `{id}` to the arguments of the rule, or mend its spelling", id=node.id))
        self.used.add(node.id)
        return Expr("name", value=node.id, line=node.lineno)

    def compare(self, node: ast.Compare, local: dict[str, Expr], member: str | None) -> Expr:
        parts: list[Expr] = []
        left = self.value(node.left, local, member)
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                if not isinstance(right, ast.Tuple | ast.List | ast.Set):
                    raise _Refused(right, Said("`in {code}`", code=ast.unparse(right)), Said('list the values: in ("I", "II")'))
                values = tuple(_text(item, "a choice") for item in right.elts)
                inside = Expr("in", (left,), values, node.lineno)
                parts.append(Expr("not", (inside,), line=node.lineno) if isinstance(op, ast.NotIn) else inside)
                continue
            if type(op) not in _COMPARE:
                raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("compare with ==, !=, <, <=, >, >=, in"))
            other = self.value(right, local, member)
            parts.append(Expr(_COMPARE[type(op)], (left, other), line=node.lineno))
            left = other
        return parts[0] if len(parts) == 1 else Expr("and", tuple(parts), line=node.lineno)

    def generator(self, node: ast.expr, local: dict[str, Expr], member: str | None) -> tuple[ast.expr, Expr, str]:
        if member is not None:
            raise _Refused(node, Said("a loop over members inside another"), Said("give the inner one a rule of its own"))
        if not isinstance(node, ast.GeneratorExp) or len(node.generators) != 1:
            raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("write … for m in members if …"))
        loop = node.generators[0]
        if not isinstance(loop.target, ast.Name) or not isinstance(loop.iter, ast.Name) or loop.iter.id != "members":
            raise _Refused(node, Said("`for {code} in {code2}`", code=ast.unparse(loop.target), code2=ast.unparse(loop.iter)), Said("loop over `members` only"))
        if "members" not in self.arguments:
            raise _Refused(node, Said("`members` without the argument"), Said("add members: Members to the arguments"))
        self.used.add("members")
        conditions = tuple(self.value(test, local, loop.target.id) for test in loop.ifs)
        condition = TRUE if not conditions else conditions[0] if len(conditions) == 1 else Expr("and", conditions, line=node.lineno)
        return node.elt, condition, loop.target.id

    def call(self, node: ast.Call, local: dict[str, Expr], member: str | None) -> Expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        line = node.lineno
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        args = node.args
        if name in _AGGREGATES and len(args) == 1 and isinstance(args[0], ast.GeneratorExp):
            element, condition, loop = self.generator(args[0], local, member)
            return self.aggregate(node, name, element, condition, loop, local, words)
        if name in ("min", "max") and len(args) >= 2 and not words:
            values = [self.value(arg, local, member) for arg in args]
            result = values[0]
            for other in values[1:]:
                result = Expr(name, (result, other), line=line)
            return result
        if name == "abs" and len(args) == 1 and not words:
            return Expr("abs", (self.value(args[0], local, member),), line=line)
        if name == "order" and len(args) == 1 and not words:
            element, condition, loop = self.generator(args[0], local, member)
            return Expr("order", (self.value(element, local, loop), condition), line=line)
        if name == "nth" and len(args) == 2 and set(words) == {"by"}:
            element, condition, loop = self.generator(args[0], local, member)
            if not isinstance(element, ast.Name) or element.id != loop:
                raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said('write nth((m for m in members if …), 3, by="birth_date")'))
            return Expr("nth", (condition, self.value(args[1], local, member)), _text(words["by"], "by"), line)
        if name == "exists" and len(args) == 1 and not words:
            return Expr("exists", (self.value(args[0], local, member),), line=line)
        if name in ("total", "average") and len(args) == 3 and not words:
            what = self.reference(args[0], local, member, name)
            return Expr(name, (what, self.value(args[1], local, member), self.value(args[2], local, member)), line=line)
        if name == "at" and len(args) == 2 and not words:
            return Expr("at", (self.reference(args[0], local, member, name), self.value(args[1], local, member)), line=line)
        if name == "since" and len(args) == 1 and not words:
            return Expr("since", (self.reference(args[0], local, member, name),), line=line)
        if name == "due" and len(args) == 1 and not words:
            return Expr("due", (self.reference(args[0], local, member, name),), line=line)
        if name in FUNCTIONS and not words:
            if len(args) != FUNCTIONS[name]:
                raise _Refused(node, how_many("{name} with {count} argument", "{name} with {count} arguments", name=name, count=len(args)),
                               Said("give it {functions}", functions=FUNCTIONS[name]))
            return Expr("fn", tuple(self.value(arg, local, member) for arg in args), name, line)
        if name == "date" and len(args) == 3 and all(isinstance(arg, ast.Constant) and isinstance(arg.value, int) for arg in args):
            numbers: list[Any] = [arg.value for arg in args if isinstance(arg, ast.Constant)]
            try:
                return Expr("const", value=date(*numbers), line=line)
            except ValueError:
                raise _Refused(node, as_is(f"`{ast.unparse(node)}`"), Said("write a real date")) from None
        if name.startswith("round_") and name[6:] in ("half_up", "up", "down") and len(args) == 2 and set(words) <= {"cite"}:
            to = _text(args[1], "the unit to round to")
            if to not in ("0.01", "0.1", "1", "10", "100"):
                raise _Refused(args[1], Said("rounding to {to!r}", to=to), Said('round to "0.01", "0.1", "1", "10" or "100"'))
            cite = _text(words["cite"], "cite") if "cite" in words else ""
            return Expr("round", (self.value(args[0], local, member),), (name[6:], to, cite), line)
        if name in ("bracket", "marginal") and len(args) == 2 and not words:
            return Expr(name, (self.value(args[0], local, member), self.value(args[1], local, member)), line=line)
        if name == "unknown" and len(args) == 1 and not words:
            return Expr("unknown", value=_text(args[0], "the reason"), line=line)
        raise _Refused(node, Said("the call `{code}`", code=ast.unparse(node)[:60]),
                       Said("use the functions of the law language, or give the step a rule of its own"))

    def reference(self, node: ast.expr, local: dict[str, Expr], member: str | None, function: str) -> Expr:
        """An argument that must be a name itself (its value on other dates is meant)."""
        found = self.value(node, local, member)
        if found.op not in ("name", "member"):
            raise _Refused(node, as_is(f"`{function}({ast.unparse(node)[:40]}, …)`"),
                           Said("{function} takes the name of an input, a parameter or a rule", function=function))
        return found

    def aggregate(
        self,
        node: ast.Call,
        name: str,
        element: ast.expr,
        condition: Expr,
        loop: str,
        local: dict[str, Expr],
        words: dict[str | None, ast.expr],
    ) -> Expr:
        line = node.lineno
        if name == "count":
            if words or not (isinstance(element, ast.Name) and element.id == loop):
                raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("write count(m for m in members if …)"))
            return Expr("agg", (Expr("const", value=1, line=line), condition), "count", line)
        body = self.value(element, local, loop)
        if name in ("min", "max"):
            if set(words) != {"default"}:
                raise _Refused(node, Said("`{name}` over members without a default", name=name),
                               Said("write {name}((…), default=0): what holds if there is nobody?", name=name))
            return Expr("agg", (body, condition, self.value(words["default"], local, None)), name, line)
        if words:
            raise _Refused(node, as_is(f"`{ast.unparse(node)[:60]}`"), Said("{name}(… for m in members if …) takes nothing else", name=name))
        return Expr("agg", (body, condition), name, line)


def _returns(statements: list[ast.stmt]) -> bool:
    return any(isinstance(inner, ast.Return) for statement in statements for inner in ast.walk(statement))


def _always_returns(statements: list[ast.stmt]) -> bool:
    if not statements:
        return False
    last = statements[-1]
    if isinstance(last, ast.Return):
        return True
    return isinstance(last, ast.If) and _always_returns(last.body) and _always_returns(last.orelse)


def split_exception(body: Expr) -> tuple[Expr, Expr]:
    """(whether an exception applies, its value where it does)."""
    if body.op == "none":
        return FALSE, body
    if body.op != "if":
        return TRUE, body
    condition, yes, no = body.args
    yes_applies, yes_value = split_exception(yes)
    no_applies, no_value = split_exception(no)
    applies = replace(body, args=(condition, yes_applies, no_applies)) if yes_applies != no_applies else yes_applies
    if yes_value.op == "none":
        return applies, no_value
    if no_value.op == "none":
        return applies, yes_value
    return applies, replace(body, args=(condition, yes_value, no_value))
