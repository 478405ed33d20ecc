"""What the commands share: kinds of arguments, options, refusals, progress, and where packs are found."""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.money import parse_amount
from zhyto.texts import Said, said_by

if TYPE_CHECKING:
    from zhyto.law.model import Law
    from zhyto.run import Progress

LANGUAGES = click.Choice(["uk", "en"])


class Month(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01`."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A month index."""
        found = value if isinstance(value, int) else dates.parse_month(str(value))
        if found is None:
            self.fail(Said("{value!r} is not a month; write YYYY-MM, for example 2026-01", value=value), param, ctx)
        if not 1900 * 12 <= found < 2200 * 12:
            self.fail(Said("{value!r} is out of reach; write a month from 1900-01 to 2199-12", value=value), param, ctx)
        return found


class Months(Month):
    """`2025-01..2025-12`, or one month."""

    name = "months"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A range of month indexes."""
        if isinstance(value, range):
            return value
        first, _, last = str(value).partition("..")
        begin, end = super().convert(first, param, ctx), super().convert(last or first, param, ctx)
        if end < begin:
            self.fail(Said("{value!r} ends before it begins; write the earlier month first", value=value), param, ctx)
        return range(begin, end + 1)


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01-31`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(Said("{value!r} is not a date; write YYYY-MM-DD, for example 2026-01-31", value=value), param, ctx)


class Part(click.FloatRange):
    """`0.02`: more than 0, at most 1."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """A number in that range."""
        found = float(super().convert(value, param, ctx))
        if isnan(found):
            self.fail(Said("{value!r} is not a number", value=value), param, ctx)
        return found


PART = Part(0, 1, min_open=True)


class Amount(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`5000000` or `5000000.50`, in hryvnias (or the law's own currency)."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Kopecks."""
        found = value if isinstance(value, int) else parse_amount(str(value))
        if found is None or found < 0:
            self.fail(Said("{value!r} is not an amount; write it with at most two decimals, for example 5000000 or 1234.50", value=value), param, ctx)
        if found >= 10**17:
            self.fail(Said("{value!r} is too much; write less than 1000000000000000", value=value), param, ctx)
        return found


def spoken() -> str:
    """The language of the command that is running, `uk` or `en`."""
    context = click.get_current_context(silent=True)
    return str(context.params.get("lang") or "uk") if context else "uk"


def refuse(refused: InputRefused, as_json: bool, lang: str = "") -> NoReturn:
    """Print every fault on its own line and leave with exit code 2. lang: of the words (default: that of the command)."""
    from zhyto.io.files.texts import ukrainian

    if as_json:
        click.echo(json.dumps({"faults": [_both(fault) for fault in refused.faults]}, ensure_ascii=False, indent=1))
    else:
        uk = (lang or spoken()) == "uk"
        for fault in refused.faults:
            click.echo(ukrainian().say(fault.said) if uk else fault.said, err=True)
    sys.exit(2)


def _both(fault: Fault) -> dict[str, Any]:
    """A fault as JSON: its fields, in English as ever, and the Ukrainian beside them."""
    from zhyto.io.files.texts import ukrainian

    say = ukrainian().say
    return asdict(fault) | {"found_uk": say(fault.found), "expected_uk": say(fault.expected), "remedy_uk": say(fault.remedy)}


@contextmanager
def refusals(as_json: bool) -> Iterator[None]:
    """Faults of input and of the law as messages, never as tracebacks; Ctrl-C as a message and exit code 130."""
    stopped = False

    def stop(*_: Any) -> NoReturn:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    # A library may turn the interrupt into an error of its own, so it is remembered, not only raised.
    ordinary = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    told = sys.unraisablehook
    again: list[threading.Timer] = []

    def lost(what: sys.UnraisableHookArgs) -> None:
        # An interrupt in a callback of the garbage collector goes nowhere; it comes again when the callback is over.
        if issubclass(what.exc_type, KeyboardInterrupt):
            again.append(threading.Timer(0.01, _thread.interrupt_main))
            again[-1].start()
        else:
            told(what)

    if ordinary:
        signal.signal(signal.SIGINT, stop)
        sys.unraisablehook = lost
    try:
        yield
    except BaseException as error:
        if stopped or isinstance(error, KeyboardInterrupt):
            click.echo("Зупинено. Нічого не записано." if spoken() == "uk" else "Stopped. Nothing was written.", err=True)
            sys.exit(130)
        refused = _refused(error)
        if refused is None:
            raise
        refuse(refused, as_json)
    finally:
        if ordinary:
            # What is over already needs no stopping.
            for timer in again:
                timer.cancel()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            sys.unraisablehook = told


def _refused(error: BaseException) -> InputRefused | None:
    """An error that is the input's, as its faults; None for one that is ours."""
    from zhyto.law.ir import LawConflict

    if isinstance(error, InputRefused):
        return error
    if isinstance(error, FileExistsError):
        expected = Said("a new or empty folder, or one with earlier results")
        return InputRefused([Fault("--out", 0, "", said_by(error), expected, Said("name another with --out"))])
    if isinstance(error, OSError):
        place = Path(error.filename or "file")
        # A name with a dot in front is a file of ours on the way to its place.
        place = place.parent if place.name.startswith(".") else place
        expected = Said("a file or folder that can be read and written")
        return InputRefused([Fault(str(place), 0, "", said_by(error), expected, Said("check it"))])
    if isinstance(error, LawConflict):
        return InputRefused([Fault("law", 0, "", said_by(error), Said("a law without contradictions"), Said("mend the rules, or ask for another month"))])
    return None


@contextmanager
def progress_bars(quiet: bool, lang: str) -> Iterator[Progress]:
    """Progress of each stage on a terminal; a line per stage elsewhere."""
    names = {
        "make": ("Створюю область", "Making the region"), "read": ("Читаю реєстр", "Reading the register"),
        "rights": ("Обчислюю права", "Computing rights"), "reconcile": ("Порівнюю з виплаченим", "Comparing with payments"),
        "hardship": ("Шукаю скруту", "Finding hardship"), "share": ("Ділю фонд", "Sharing the fund"),
        "pay": ("Виплачую", "Paying"), "write": ("Записую", "Writing"),
        "prepare": ("Готую факти місяця", "Preparing the month's facts"),
        "entries": ("Читаю записи журналу", "Reading the log's entries"), "tiles": ("Перевіряю дерево", "Checking the tree"),
        "totals": ("Перевіряю суми", "Checking the totals"),
    }  # fmt: skip
    word = {stage: texts[0 if lang == "uk" else 1] for stage, texts in names.items()}
    if quiet:
        yield lambda *_: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        with Bars(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as bars:
            tasks: dict[str, TaskID] = {}

            def tell(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(word.get(stage, stage), total=total or 1)
                bars.update(tasks[stage], completed=done or (0 if total else 1), total=total or 1)

            yield tell
    else:
        said: set[str] = set()

        def say(stage: str, done: int, total: int) -> None:
            del done, total
            if stage not in said:
                said.add(stage)
                click.echo(f"{word.get(stage, stage)}…", err=True)

        yield say


def now() -> datetime:
    """The present moment: the one place where the clock is asked."""
    return datetime.now(UTC)


def threads() -> int:
    """How many threads a computation may use."""
    return min(os.cpu_count() or 1, 8)


def currency(law: Law, lang: str) -> str:
    """Symbol of the law's currency."""
    return str((law.pack.get("currency") or {}).get(f"symbol_{lang}", ""))


common = [
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("--lang", type=LANGUAGES, default="uk", envvar="ZHYTO_LANG", show_default=True, help="Language of what is said."),
]
packs = [
    click.option("--law", "law_code", default="", help="Country pack: its code or folder (default: the region's)."),
    click.option("--region", default="", help="Region pack: its code or folder; `none` accepts any hromada codes."),
]


def options(*groups: list[Any]) -> Callable[[Any], Any]:
    """Several options on a command."""

    def add(command: Any) -> Any:
        for group in reversed(groups):
            for option in reversed(group):
                command = option(command)
        return command

    return add


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned text: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True)))
            for row in rows]  # fmt: skip
