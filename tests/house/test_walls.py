"""The walls of ARCHITECTURE.md, as tests: what the kernel may not know, touch or ask."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KERNEL = ROOT / "src" / "zhyto"
MODULES = sorted(KERNEL.rglob("*.py"))

PLACES = """
ukraine polska poland moldova romania germany estonia france zhytomyr kyiv kiev vinnyts volyn dnipro donetsk zakarpat zaporizh
frankivsk kirovohrad luhansk lviv mykolaiv odesa poltava rivne sumy ternopil kharkiv kherson khmelnyts cherkas chernivts chernihiv
crimea berdychiv korosten zviahel україн(?!ськ) польщ молдов румуні німеччин естоні франці житомир київ києв вінниц волин дніпр
донецьк закарпат запоріж франківськ кіровоград луганськ львів львов миколаїв одеськ одес[аиуі] полтав рівненськ сумськ тернопіл
харків херсон хмельницьк черкас чернівц чернігів крим(?!ін) бердичів коростен звягел
""".split()  # noqa: SIM905
"""Countries and regions, by their stems. The names of languages are not places: "українською" is allowed."""

NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "telnetlib",
    "asyncio",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "websockets",
}
CLOCK = {("time", "time"), ("time", "time_ns"), ("time", "monotonic"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"),
         ("date", "today"), ("time", "localtime"), ("time", "gmtime"), ("time", "strftime")}  # fmt: skip
STOPWATCH = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns"}
FILES = """
open read_text read_bytes write_text write_bytes unlink mkdir rmdir touch rglob glob iterdir read_csv read_csv_batched
scan_csv read_parquet scan_parquet read_excel read_ods read_ipc scan_ipc read_json write_csv write_parquet write_excel write_ipc
write_json sink_csv sink_parquet sink_ipc from_path from_filelike savez fromfile tofile memmap loadtxt savetxt NamedTemporaryFile
TemporaryDirectory mkdtemp mkstemp
""".split()  # noqa: SIM905
"""Calls that open, read, write, find or remove files."""
MONEY = ("law", "engine", "rights", "reconcile", "hardship", "fairshare", "payments", "ledger", "summary", "money", "register")
"""Where amounts are computed: nothing there may be a float unless the line says why (a comment with the word float)."""


def named(path: Path) -> str:
    return path.relative_to(KERNEL).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module or "")
    return found


def tracked() -> list[Path]:
    """Files that are, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


ROOMS = """
dates money faults beside texts
law
register
engine
explain
rights
reconcile hardship
page lawbook fairshare
ledger
payments
run summary
report
synthetic
io
cli
""".strip().splitlines()
"""Rooms from the ground up: a room imports from its own floor's lower neighbours and the floors below, never from one above."""


def inside(path: Path) -> Iterator[str]:
    """Modules of the kernel that one imports, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "zhyto":
            for alias in node.names:
                full = f"{node.module}.{alias.name}".removeprefix("zhyto.")
                stands = (KERNEL / full.replace(".", "/")).is_dir() or (KERNEL / f"{full.replace('.', '/')}.py").is_file()
                yield full if stands else str(node.module).removeprefix("zhyto").removeprefix(".")


def module(path: Path) -> str:
    return named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_room_imports_from_one_above(path: Path) -> None:
    floors = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms.split()}
    own = named(path).partition("/")[0].removesuffix(".py")
    if own == "__init__":
        return
    higher = {name for name in inside(path) if name and floors[name.partition(".")[0]] > floors[own]}
    assert not higher, "say downstairs what both need, or move one of them"


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = {module(path): {name for name in inside(path) if name != module(path)} for path in MODULES}
    left = dict(known)
    while left:
        # A module of which nothing is left to wait for stands on firm ground.
        firm = {name for name, needs in left.items() if not needs & left.keys()}
        assert firm, f"a circle among {', '.join(sorted(left))}"
        left = {name: needs for name, needs in left.items() if name not in firm}


def test_there_is_a_kernel_to_look_at() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_kernel_imports_neither_packs_nor_portal_nor_network(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imports(path)}
    assert not roots & {"zhyto_packs", "zhyto_portal", "django"}
    # A verifier and a witness have to fetch what they check.
    assert not roots & NETWORK or named(path) == "io/log/source.py"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_kernel_names_no_place(path: Path) -> None:
    pattern = re.compile(r"(?<![^\W_])(?:" + "|".join(PLACES) + ")", re.IGNORECASE)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [f"{named(path)}:{number}: {match[0]}" for number, line in enumerate(lines, 1) for match in pattern.finditer(line)]
    assert not found, "whatever varies from place to place lives in a pack"


def calls(path: Path) -> list[tuple[int, str, str]]:
    """(line, what stands before the dot, name) of every call."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            before = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            found.append((node.lineno, before, node.func.attr))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.append((node.lineno, "", node.func.id))
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_io_and_the_command_line_touch_files(path: Path) -> None:
    if named(path).startswith("io/") or named(path).startswith("cli/"):
        return
    assert not [(line, name) for line, _, name in calls(path) if name in FILES], "files are read and written in src/zhyto/io"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_kernel_asks_no_clock(path: Path) -> None:
    # The command line gives its verbs the moment at which they were called, from one place.
    allowed = {("datetime", "now")} if named(path) == "cli/common.py" else set()
    asked = [(line, before, name) for line, before, name in calls(path) if (before, name) in CLOCK - allowed]
    assert not asked, "the date of a computation is an argument"
    if named(path) != "run.py":
        assert not [(line, name) for line, _, name in calls(path) if name in STOPWATCH], "stages are timed in src/zhyto/run.py only"
        times = {node.module for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)} | imports(path)
        assert "time" not in times


def excused(text: str) -> set[int]:
    """Lines beside a comment that speaks of a float or a double: there someone has said why."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and re.search("float|double", token.string, re.IGNORECASE):
            lines |= {token.start[0] - 1, token.start[0], token.start[0] + 1}
    return lines


def floats(node: ast.AST) -> list[int]:
    """Lines on which a value becomes, or is, a float. Asking whether something is one makes none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
        return []
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    found = [node.lineno] if literal or re.fullmatch("[Ff]loat(16|32|64)?", name) else []  # type: ignore[attr-defined]
    return found + [line for child in ast.iter_child_nodes(node) for line in floats(child)]


@pytest.mark.parametrize("path", [path for path in MODULES if path.relative_to(KERNEL).parts[0].removesuffix(".py") in MONEY], ids=named)
def test_money_is_never_a_float(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # A figure at the top of a module, with its docstring, tunes the machine; amounts of the law are never there.
    body = [node for node in ast.parse(text).body if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))]
    found = sorted({line for node in body for line in floats(node)} - excused(text))
    assert not found, "amounts are whole kopecks; a float needs a comment that says why it is one"


def test_a_float_is_seen_and_a_reason_excuses_it() -> None:
    assert floats(ast.parse("a = 1\nb = a * 0.5\nc = np.float64(a)")) == [2, 3]
    assert excused("a = 1\n# a double is exact here\nb = 0.5\n") == {1, 2, 3}


def test_files_hold_no_addresses_of_registries_or_machines() -> None:
    # Written in pieces, so that this file does not find itself.
    machine = [f"/{name}/" for name in ("root", "home/[a-z]", "work", "opt", "Users")] + ["file:" + "//", r"[A-Z]:\\Users"]
    registry = [
        "pypi" + r"\.org",
        "python" + "hosted",
        "--" + "(?:extra-)?index-url",
        "--" + "find-links",
        "npm" + r"js\.org",
        "registry" + r"\.npm",
    ]
    pattern = re.compile(r"(?<![\w.:/*}-])(?:" + "|".join(machine) + ")|" + "|".join(registry))
    found = []
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" in raw[:4096] or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
            found += [f"{path.relative_to(ROOT)}:{number}: {match[0]}" for match in pattern.finditer(line)]
    assert not found


def test_lock_files_pin_every_version() -> None:
    for path in sorted(ROOT.glob("requirements*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+|-r requirements\.txt", line), f"{path.name}: {line}"
