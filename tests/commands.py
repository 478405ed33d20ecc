"""Runs the command line inside a test, and the example register it is tried on."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from zhyto.cli import main

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "register"
COMMAND = [sys.executable, "-m", "zhyto.cli"]


def zhyto(*words: object, code: int = 0, lang: str | None = None) -> Result:
    """The outcome of a command, which must leave with this exit code and without a traceback. lang: of the surroundings."""
    result = CliRunner().invoke(main, [str(word) for word in words], env={"ZHYTO_LANG": lang})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, f"{words}: {result.output}"
    return result


def answer(*words: object, code: int = 0) -> Any:
    """What a command prints with --json."""
    return json.loads(zhyto(*words, "--json", code=code).stdout)


def refusal(*words: object) -> str:
    """What a refused command says in English: exit code 2, a message, no traceback, nothing on standard output."""
    result = zhyto(*words, code=2, lang="en")
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def example(folder: Path) -> Path:
    """A copy of the example register, to spoil."""
    return Path(shutil.copytree(EXAMPLE, folder))


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the example register with the first occurrence of a text replaced."""
    table = example(folder) / file
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
