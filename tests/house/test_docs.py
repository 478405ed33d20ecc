"""The documents: links lead somewhere, snippets compile, and what they tell you to type exists and works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> list[tuple[str, str, str]]:
    """(language, what else stands on the fence, text) of every fenced block."""
    return [(match[1], match[2].strip(), match[3]) for match in FENCE.finditer(path.read_text(encoding="utf-8"))]


def anchors(path: Path) -> set[str]:
    """Anchors of headings, as code hosts make them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def commands() -> list[tuple[str, str]]:
    """Every line of every shell block, with its document."""
    found = []
    for path in DOCUMENTS:
        for language, _, text in blocks(path):
            if language == "sh":
                found += [(named(path), line.strip()) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        assert aim.exists(), f"{named(path)} links to {target}"
        if anchor:
            assert anchor in anchors(aim), f"{named(path)} links to {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_python_snippets_compile(path: Path) -> None:
    for language, _, text in blocks(path):
        if language in ("python", "py"):
            compile(text, named(path), "exec")


@pytest.mark.parametrize(("document", "line"), commands(), ids=lambda value: str(value)[:60])
def test_commands_exist(document: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[0] == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert {word for word in words[1:] if "=" not in word} <= set(targets), document
    elif words[0] == "zhyto":
        from zhyto.cli import main

        command: click.Command = main
        for word in words[1:]:
            following = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
            if following is None:
                break
            command = following
        assert not isinstance(command, click.Group) or "--help" in words, f"{document}: `{line}` names no command"
        known = {option for parameter in [*command.params, *main.params] for option in parameter.opts} | {"--help", "--version"}
        assert {word for word in words if word.startswith("--")} <= known, f"{document}: `{line}`"


RUN = [(named(path), text) for path in DOCUMENTS for language, more, text in blocks(path) if language == "sh" and more == "run"]


def test_something_is_run() -> None:
    assert RUN


@pytest.mark.parametrize(("document", "text"), RUN, ids=[document for document, _ in RUN])
def test_commands_marked_run_do_run(document: str, text: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        ["sh", "-eu"], input=text, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{document}:\n{done.stdout}\n{done.stderr}"
    assert done.stdout.strip()


def test_both_languages_come_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("обчислює") < text.index("works out")


def test_glossary_says_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = [ukrainian.strip() for ukrainian, _ in rows if ukrainian.strip() not in ("українською", "---")]
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


def test_contributing_takes_fewer_than_ten_steps() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        if section.startswith("Add "):
            assert 1 <= len(re.findall(r"^\d+\. ", section, re.MULTILINE)) < 10
