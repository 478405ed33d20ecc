"""Mistakes on the command line itself (a missing option, an unknown command), in the language that was asked for, or as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from zhyto.texts import Said

_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""Not a mistake: a group of commands without one, which shows its help."""
_ARGUMENTS = "zhyto.arguments"


def language(arguments: Sequence[str]) -> str:
    """The language that arguments, which may be mistaken, ask for."""
    found = os.environ.get("ZHYTO_LANG", "")
    for place, one in enumerate(arguments):
        name, _, value = one.partition("=")
        asked = value or "".join(arguments[place + 1 : place + 2])
        if name == "--lang" and asked in ("uk", "en"):
            found = asked
    return "en" if found == "en" else "uk"


class SpeakingGroup(click.Group):
    """A group of commands whose mistakes of usage are told as refusals are: exit code 2, and JSON where `--json` was among the arguments."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """The context of the arguments."""
        arguments = tuple(args)
        with _mistakes(arguments):
            found = super().make_context(info_name, args, parent, **extra)
        found.meta[_ARGUMENTS] = arguments
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _mistakes(ctx.meta.get(_ARGUMENTS, ())):
            return super().invoke(ctx)


@contextmanager
def _mistakes(arguments: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        if _HELP and isinstance(error, _HELP):
            raise
        lang = language(arguments)
        if "--json" in arguments:
            _as_json(error, lang)
        if lang == "en":
            raise
        _in_ukrainian(error)
        sys.exit(error.exit_code)


def _said(error: click.UsageError) -> Said:
    """What click says, or what we said through it."""
    from zhyto.io.files.texts import ukrainian

    found = ukrainian().understood(error.format_message())
    ours = error.message
    if not isinstance(ours, Said):
        return found
    return found.but(more=ours) if "more" in found.values else ours


def _as_json(error: click.UsageError, lang: str) -> None:
    """Leave with the mistake as a fault."""
    from zhyto.cli.common import refuse
    from zhyto.faults import Fault, InputRefused

    command = error.ctx.command_path if error.ctx else "zhyto"
    param = getattr(error, "param", None)
    column = param.opts[-1] if param else getattr(error, "option_name", "")
    refuse(InputRefused([Fault(command, 0, column, _said(error), Said("a command as its help shows it"),
                               Said("see `{command} --help`", command=command))]), True, lang)


def _in_ukrainian(error: click.UsageError) -> None:
    from zhyto.io.files.texts import ukrainian

    if error.ctx:
        usage = error.ctx.get_usage().removeprefix("Usage:").strip()
        click.echo(f"Використання: {usage}\nДовідка: {error.ctx.command_path} --help\n", err=True)
    click.echo(f"Помилка: {ukrainian().say(_said(error))}", err=True)
