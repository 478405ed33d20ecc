"""Every English text that a fault or a reason of `zhyto verify` can show, read from the source: what `test_fault_words.py` asks a translation of.

A text is followed from where it is shown backwards: through names, branches, functions that return it, and parameters that callers fill. So a new
helper that makes faults is known by what it does. What cannot be followed (a value of the data) is a gap, `{}`.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

GAP = "{}"
SHOWN = {
    "Fault": ("found", "expected", "remedy"),
    "LawConflict": (0,),
    "FileExistsError": (0,),
    "Untranslatable": (0,),
    "UsageError": (0,),
    "_Unreadable": (0,),
    "_Wrong": (0,),
    "fail": (0,),
    "Extra": ("check",),
    "say": ("why",),
}
"""Where texts end: names of what is called, and which arguments people read."""
MODULE_ERRORS = ("ledger/verify.py", "ledger/tiles.py", "io/log/source.py", "io/log/publicfiles.py")
"""Modules whose ValueError and OSError `zhyto verify` gives as a reason."""
CODE = re.compile(
    r"[\W\d_]*|[a-z]+([._][a-z_]+)+|(\{\}|[:._=/-])*|[A-Z][A-Z_:+/]+|--[a-z-]+|\S+://\S+|`[^`]*`"
    r"|(?!.* and )((\{\}|[a-z_]+): )?[\[{](?!\}).*[\]}]|[a-z]+: \w+ \| \w+|olena|petro|marta"
)
"""Texts that are the same in every language: codes, names of columns and options, shapes of a sheet, logins of the practice fund."""
FEW, MOST = 4, 60
"""Alternatives in a gap: more than a few are texts of their own. Alternatives of one text: more than these are not followed."""


@dataclass
class Function:
    """A function, and what is in it."""

    module: Module
    node: ast.FunctionDef
    outer: Function | None
    parameters: list[str] = field(default_factory=list)
    values: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))

    @property
    def defaults(self) -> dict[str, ast.expr]:
        """Values of parameters that callers leave out."""
        args = self.node.args
        late = [*args.posonlyargs, *args.args]
        found = dict(zip((arg.arg for arg in late[len(late) - len(args.defaults) :]), args.defaults, strict=True))
        return found | {arg.arg: value for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True) if value}


@dataclass
class Module:
    """A file of source."""

    path: Path
    values: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))
    functions: list[Function] = field(default_factory=list)
    imports: dict[str, str] = field(default_factory=dict)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What is inside, without what is inside of functions inside."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield from _own(child)


def _assigned(target: ast.expr, value: ast.expr, into: dict[str, list[ast.expr]]) -> None:
    if isinstance(target, ast.Name):
        into[target.id].append(value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        options = value.elts if isinstance(value, (ast.List, ast.Set)) else [value]
        if isinstance(value, ast.IfExp):
            options = [value.body, value.orelse]
        for option in options:
            if isinstance(option, ast.Tuple) and len(option.elts) == len(target.elts):
                for one, part in zip(target.elts, option.elts, strict=True):
                    _assigned(one, part, into)
            else:
                for place, one in enumerate(target.elts):
                    _assigned(one, ast.Subscript(option, ast.Constant(place)), into)


def _gather(body: ast.AST, into: dict[str, list[ast.expr]]) -> None:
    """Assignments, loops and appends."""
    for node in _own(body):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _assigned(target, node.value, into)
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) and node.value:
            _assigned(node.target, node.value, into)
        elif isinstance(node, (ast.For, ast.comprehension)):
            loop = node.iter
            many = isinstance(loop, (ast.Tuple, ast.List)) and isinstance(node.target, ast.Tuple)
            for item in loop.elts if many else [loop]:
                _assigned(node.target, item, into)
        match node:
            case ast.Call(ast.Attribute(ast.Name(name), "append" | "extend" | "add"), [value, *_]):
                into[name].append(value)


def name_of(node: ast.expr) -> str:
    """`f` and `x.f` are f."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


class Source:
    """All the source, and what is shown of it."""

    def __init__(self, root: Path) -> None:
        self.modules: list[Module] = []
        self.functions: dict[str, list[Function]] = defaultdict(list)
        self.constants: dict[str, list[ast.expr]] = defaultdict(list)
        self.calls: list[tuple[Module, Function | None, ast.Call]] = []
        self.texts: dict[str, str] = {}
        self.unknown: dict[str, str] = {}
        self._wanted: set[tuple[int, str]] = set()
        self._known: dict[tuple[object, ...], list[str]] = {}
        self._inits: dict[int, str] = {}
        self._by_name: dict[str, list[tuple[Module, Function | None, ast.Call]]] = defaultdict(list)
        self._queue: list[tuple[Function, str, bool]] = []
        for path in sorted(root.rglob("*.py")):
            self._read(path)
        self._follow()

    def _read(self, path: Path) -> None:
        module = Module(path)
        self.modules.append(module)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        _gather(tree, module.values)
        for name, values in module.values.items():
            self.constants[name] += values

        def visit(node: ast.AST, outer: Function | None) -> None:
            for child in ast.iter_child_nodes(node):
                inner = outer
                if isinstance(child, ast.FunctionDef):
                    args = child.args
                    inner = Function(module, child, outer, [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)])
                    _gather(child, inner.values)
                    module.functions.append(inner)
                    self.functions[child.name].append(inner)
                    if isinstance(node, ast.ClassDef) and child.name == "__init__":
                        self._inits[id(child)] = node.name
                elif isinstance(child, ast.ImportFrom) and child.module:
                    module.imports |= {alias.asname or alias.name: child.module for alias in child.names}
                elif isinstance(child, ast.Call):
                    self.calls.append((module, outer, child))
                    self._by_name[name_of(child.func)].append((module, outer, child))
                visit(child, inner)

        visit(tree, None)

    def _named(self, name: str, module: Module) -> list[Function]:
        """Functions called so: of this module, else of any."""
        every = self.functions.get(name, [])
        here = [one for one in every if one.module is module]
        if not here and name in module.imports:
            here = [one for one in every if one.module.path.with_suffix("").as_posix().endswith(module.imports[name].replace(".", "/"))]
        return here or every

    def _argument(self, call: ast.Call, names: list[str], wanted: str | int) -> list[ast.expr]:
        if isinstance(wanted, str):
            for keyword in call.keywords:
                if keyword.arg == wanted:
                    return [keyword.value]
            if wanted not in names:
                return []
            wanted = names.index(wanted)
        if any(isinstance(arg, ast.Starred) for arg in call.args[: wanted + 1]):
            last = max(place for place, arg in enumerate(call.args) if isinstance(arg, ast.Starred))
            return list(call.args[last + 1 :][:1]) or [call.args[last]]
        return [call.args[wanted]] if wanted < len(call.args) else []

    def _follow(self) -> None:
        fields = ["file", "row", "column", "found", "expected", "remedy"]
        for module, function, call in self.calls:
            listed = isinstance(call.func, ast.Attribute) and call.func.attr == "append" and name_of(call.func.value) == "found"
            for wanted in (0,) if listed and isinstance(call.func.value, ast.Attribute) else SHOWN.get(name_of(call.func), ()):
                names = {"Fault": fields, "Extra": ["code", "uk", "en", "check"], "say": ["code", "uk", "en", "why"]}.get(name_of(call.func), [])
                for value in self._argument(call, names, wanted):
                    self._show(value, module, function, False)
        for module in self.modules:
            within = module.path.as_posix()
            if any(part in within for part in MODULE_ERRORS):
                for _, function, call in (one for one in self.calls if one[0] is module):
                    if name_of(call.func) in ("ValueError", "OSError", "FileNotFoundError") and call.args:
                        place = 1 if name_of(call.func) != "ValueError" and len(call.args) > 1 else 0
                        self._show(call.args[place], module, function, False)
        for module in self.modules:
            for function in module.functions:
                # An exception that carries what a fault will say.
                if id(function.node) in self._inits and {"found", "expected", "remedy"} <= set(function.parameters):
                    for parameter in ("found", "expected", "remedy"):
                        self._want(function, parameter, False)
        while self._queue:
            function, parameter, nested = self._queue.pop()
            method = function.parameters[:1] in (["self"], ["cls"])
            name = function.node.name
            maker = self._inits.get(id(function.node))
            for module, caller, call in self._by_name[maker or name]:
                if not maker and not any(function is one for one in self._named(name, module)):
                    continue
                for value in self._argument(call, function.parameters[1 if method else 0 :], parameter):
                    self._show(value, module, caller, nested)
            if parameter in function.defaults:
                self._show(function.defaults[parameter], function.module, None, nested)

    def _show(self, value: ast.expr, module: Module, function: Function | None, nested: bool) -> None:
        where = f"{module.path.name}:{getattr(value, 'lineno', '?')}"
        for text in self.read(value, module, function, frozenset(), nested):
            self._keep(text, where)

    def _keep(self, text: str, where: str) -> None:
        if text == text.strip() and not CODE.fullmatch(text) and re.search("[A-Za-z]{2}", text.replace(GAP, "")):
            self.texts.setdefault(text, where)

    def _want(self, function: Function, parameter: str, nested: bool) -> None:
        key = (id(function), f"{parameter}{nested}")
        if key not in self._wanted:
            self._wanted.add(key)
            self._queue.append((function, parameter, nested))

    def read(self, node: ast.expr, module: Module, function: Function | None, seen: frozenset[object], nested: bool = False) -> list[str]:
        """The texts that an expression may be, gaps in them."""
        found = list(dict.fromkeys(self._read_one(node, module, function, seen, nested)))
        return found if len(found) <= MOST else [GAP]

    def _read_one(self, node: ast.expr, module: Module, function: Function | None, seen: frozenset[object], nested: bool) -> Iterable[str]:
        def again(one: ast.expr, inside: bool = nested) -> list[str]:
            return self.read(one, module, function, seen, inside)

        match node:
            case ast.Constant(str() as text):
                return [text]
            case ast.Constant():
                return [GAP] if node.value is not None else []
            case ast.JoinedStr(parts):
                return self._joined([again(part) if isinstance(part, ast.Constant) else self._gap(part, again) for part in parts])
            case ast.IfExp(_, body, orelse):
                return [*again(body), *again(orelse)]
            case ast.BoolOp(ast.Or(), values):
                return [text for value in values for text in again(value)]
            case ast.BinOp(left, ast.Add(), right):
                return self._joined([again(left), again(right)])
            case ast.List(values) | ast.Tuple(values) | ast.Set(values):
                return [text for value in values for text in again(value)]
            case ast.Dict(_, values):
                return [text for value in values for text in again(value)]
            case ast.Starred(value) | ast.Await(value):
                return again(value)
            case ast.ListComp(elt) | ast.GeneratorExp(elt) | ast.SetComp(elt):
                return again(elt)
            case ast.Subscript(value, ast.Slice()):
                return [GAP if isinstance(value, ast.Call) else text for text in again(value)]
            case ast.Subscript(value, ast.Constant(int() as place)):
                return self._part(value, place, module, function, seen, nested)
            case ast.Subscript(value):
                return again(value)
            case ast.Name(name):
                return self._name(name, module, function, seen, nested)
            case ast.Attribute(attr=name) if name.isupper() and name in self.constants:
                return [text for value in self.constants[name] for text in self.read(value, module, None, seen, nested)]
            case ast.Call():
                return self._call(node, module, function, seen, nested)
        return self._stop(node, module)

    def _gap(self, part: ast.expr, again: object) -> list[str]:
        """A field of an f-string: alternatives that the code spells out are part of the text; all else is a gap."""
        assert isinstance(part, ast.FormattedValue)
        if part.format_spec or part.conversion == ord("r"):
            return [GAP]
        value = part.value
        texts = again(value, True)  # type: ignore[operator]
        if not texts or not isinstance(value, (ast.IfExp, ast.Name, ast.Constant, ast.JoinedStr)):
            return [GAP]
        if len(texts) > FEW:
            for text in texts:
                if " " in text:
                    self._keep(text, f"in a gap, line {value.lineno}")
            return [GAP]
        return texts

    @staticmethod
    def _joined(parts: list[list[str]]) -> list[str]:
        sizes = 1
        for part in parts:
            sizes *= max(1, len(part))
        if sizes > MOST:
            parts = [part if len(part) <= 2 else [GAP] for part in parts]
        return ["".join(one) for one in itertools.islice(itertools.product(*(part or [GAP] for part in parts)), MOST + 1)]

    def _part(self, value: ast.expr, place: int, module: Module, function: Function | None, seen: frozenset[object], nested: bool) -> list[str]:
        """One place of a tuple: of each that the value may be, where they can be seen."""
        for many in self._shapes(value, module, function, seen):
            if place >= len(many.elts):
                return [GAP]
        shapes = self._shapes(value, module, function, seen)
        if shapes:
            return [text for many in shapes for text in self.read(many.elts[place], module, function, seen, nested)]
        return self.read(value, module, function, seen, nested) if isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)) else [GAP]

    def _shapes(self, value: ast.expr, module: Module, function: Function | None, seen: frozenset[object]) -> list[ast.Tuple]:
        match value:
            case ast.Tuple():
                return [value]
            case ast.List(values) | ast.Dict(_, values):
                return [one for one in values if isinstance(one, ast.Tuple)]
            case ast.Call(ast.Attribute(inner, "items")):
                shapes = []
                if isinstance(inner, ast.Name):
                    for one in self._values(inner.id, module, function):
                        if isinstance(one, ast.Dict):
                            shapes += [ast.Tuple([key, val]) for key, val in zip(one.keys, one.values, strict=True) if key]
                elif isinstance(inner, ast.Dict):
                    shapes += [ast.Tuple([key, val]) for key, val in zip(inner.keys, inner.values, strict=True) if key]
                return shapes
            case ast.Name(name) if ("shape", name) not in seen:
                return [one for val in self._values(name, module, function) for one in self._shapes(val, module, function, seen | {("shape", name)})]
            case ast.IfExp(_, body, orelse):
                return [*self._shapes(body, module, function, seen), *self._shapes(orelse, module, function, seen)]
            case ast.Subscript(inner):
                return self._shapes(inner, module, function, seen)
        return []

    def _values(self, name: str, module: Module, function: Function | None) -> list[ast.expr]:
        scope = function
        while scope:
            if scope.values.get(name):
                return scope.values[name]
            if name in scope.parameters:
                return []
            scope = scope.outer
        return module.values.get(name) or self.constants.get(name, [])

    def _name(self, name: str, module: Module, function: Function | None, seen: frozenset[object], nested: bool) -> list[str]:
        key = (id(function), id(module), name, nested)
        if key in self._known:
            return self._known[key]
        if key in seen:
            return []
        self._known[key] = list(dict.fromkeys(self._of_name(name, module, function, seen | {key}, nested)))[: MOST + 1]
        return self._known[key]

    def _of_name(self, name: str, module: Module, function: Function | None, seen: frozenset[object], nested: bool) -> list[str]:
        scope = function
        while scope:
            found: list[str] = []
            if name in scope.parameters:
                if not nested:
                    self._want(scope, name, nested)
                found.append(GAP)
            for value in scope.values.get(name, []):
                found += self.read(value, module, scope, seen, nested)
            if found:
                return found
            scope = scope.outer
        values = module.values.get(name) or (self.constants.get(name, []) if name.strip("_").isupper() else [])
        if values:
            return [text for value in values for text in self.read(value, module, None, seen, nested)]
        functions = self._named(name, module) if name in module.imports or any(one.node.name == name for one in module.functions) else []
        return self._returned(functions, seen, nested) if functions else [GAP]

    def _returned(self, functions: list[Function], seen: frozenset[object], nested: bool) -> list[str]:
        found = []
        for function in functions:
            key = (id(function.node), nested)
            if key in seen or len(functions) > 3:
                continue
            if key not in self._known:
                said = []
                for node in _own(function.node):
                    if isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
                        said += self.read(node.value, function.module, function, seen | {key}, nested)
                self._known[key] = list(dict.fromkeys(said))[: MOST + 1]
            found += self._known[key]
        return found or [GAP]

    def _call(self, node: ast.Call, module: Module, function: Function | None, seen: frozenset[object], nested: bool) -> list[str]:
        name = name_of(node.func)
        if name in ("list", "tuple", "sorted", "next", "max", "min", "iter") and node.args and isinstance(node.func, ast.Name):
            return self.read(node.args[0], module, function, seen, nested)
        if name in ("get", "values") and isinstance(node.func, ast.Attribute):
            found = self.read(node.func.value, module, function, seen, nested)
            return found + [text for arg in node.args[1:] for text in self.read(arg, module, function, seen, nested)]
        if name in ("str", "repr", "join", "len", "format", "format_amount", "isoformat", "type", "splitlines", "hex", "sum", "items"):
            return [GAP]
        functions = self._named(name, module)
        known = name in module.imports or any(one.module is module for one in functions)
        if functions and (known if isinstance(node.func, ast.Name) else len(functions) == 1):
            return self._returned(functions, seen, nested)
        return self._stop(node, module)

    def _stop(self, node: ast.expr, module: Module) -> list[str]:
        self.unknown.setdefault(ast.unparse(node)[:120], f"{module.path.name}:{getattr(node, 'lineno', '?')}")
        return [GAP]

