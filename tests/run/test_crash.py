"""Stopped, killed or out of room: no half-written results, earlier ones untouched, a message."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import COMMAND, EXAMPLE, refusal, zhyto
from zhyto.cli.common import refusals

DEMO = [*COMMAND, "demo", "--share", "0.01"]
TABLES = ("entitlements.csv", "findings.csv", "hardship.csv", "shares.csv", "truth.csv")
FILES = (*TABLES, "register", "report.html", "summary.json", "timings.json")


def there(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def ordinary_stop() -> None:
    # A shell may have started the tests with the signal ignored, and a child inherits that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def stopped(out: Path, stage: str, after: float, how: signal.Signals) -> tuple[int, str, str]:
    """A demo that gets a signal so many seconds after it named a stage: exit code, output, messages."""
    command = [*DEMO, "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=ordinary_stop) as process:
        said = ""
        for line in lines_of(process):
            said += line
            if line.startswith(stage):
                time.sleep(after)
                process.send_signal(how)
                break
        output, rest = process.communicate(timeout=60)
    return process.returncode, output, said + rest


def lines_of(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stderr is not None
    while line := process.stderr.readline():
        yield line


# The first moments fall into imports and into calls from one library to another, which make an interrupt an error of their own.
MOMENTS = [
    *(("Створюю область", after) for after in (0.0, 0.02, 0.05, 0.3)),
    ("Обчислюю права", 0.0),
    ("Порівнюю", 0.01),
    ("Записую", 0.05),
]
STOPPED = (130, -signal.SIGINT)
"""What a shell shows as 130: Python may end itself by the signal where it came while a class was being made."""


@pytest.mark.parametrize(("stage", "after"), MOMENTS)
def test_ctrl_c_leaves_nothing(tmp_path: Path, stage: str, after: float) -> None:
    code, output, said = stopped(tmp_path / "out", stage, after, signal.SIGINT)
    assert code in STOPPED, said
    assert output == ""
    assert "Зупинено. Нічого не записано." in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of an earlier run."""
    out = tmp_path_factory.mktemp("earlier") / "out"
    zhyto("run", EXAMPLE, "--month", "2026-01", "--out", out)
    return out


@pytest.mark.parametrize(("stage", "after"), [("Обчислюю права", 0.02), ("Записую", 0.05)])
def test_ctrl_c_leaves_earlier_results_as_they_were(earlier: Path, stage: str, after: float) -> None:
    before = there(earlier.parent)
    code, _, said = stopped(earlier, stage, after, signal.SIGINT)
    assert code in STOPPED, said
    assert there(earlier.parent) == before


def test_an_interrupt_in_a_callback_of_the_garbage_collector_is_not_lost() -> None:
    """Python prints an exception raised there and goes on, as if nobody had asked it to stop."""

    class Thing:
        pass

    def interrupted(_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    own = signal.signal(signal.SIGINT, signal.default_int_handler)
    hook = sys.unraisablehook
    went_on = False

    def work() -> None:
        nonlocal went_on
        with refusals(as_json=False):
            thing = Thing()
            seen = weakref.ref(thing, interrupted)
            del thing
            assert seen() is None
            time.sleep(5)
            went_on = True

    try:
        with pytest.raises(SystemExit) as left:
            work()
        assert left.value.code == 130
        assert not went_on
        assert sys.unraisablehook is hook
    finally:
        signal.signal(signal.SIGINT, own)


def test_an_interrupt_in_such_a_callback_does_not_outlive_the_work() -> None:
    """Where the work ends before the interrupt comes again, nothing is left to stop, least of all what follows."""

    class Thing:
        pass

    own = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with refusals(as_json=False):
            thing = Thing()
            seen = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
            del thing
        assert seen() is None
        time.sleep(0.1)
    finally:
        signal.signal(signal.SIGINT, own)


@pytest.mark.parametrize(("stage", "after"), [("Створюю область", 0.2), ("Записую", 0.1)])
def test_a_killed_run_leaves_no_half_written_results(earlier: Path, stage: str, after: float) -> None:
    before = there(earlier)
    code, _, _ = stopped(earlier, stage, after, signal.SIGKILL)
    if code == -signal.SIGKILL:
        assert there(earlier) == before
    assert all(path.name.startswith(".out-") for path in earlier.parent.iterdir() if path != earlier)


def test_a_new_run_after_a_killed_one_is_whole(tmp_path: Path) -> None:
    code, _, _ = stopped(tmp_path / "out", "Записую", 0.0, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    subprocess.run([*COMMAND, "demo", "--share", "0.001", "--out", str(tmp_path / "out")], capture_output=True, check=True)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*FILES, "fund"])


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_no_room_left_is_a_message(tmp_path: Path, form: str) -> None:
    def little_room() -> None:
        # A write past the limit fails as on a full disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    words = ["run", str(EXAMPLE), "--month", "2026-01", "--out", str(tmp_path / "out"), "--format", form]
    done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, preexec_fn=little_room, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("run", EXAMPLE, "--month", "2026-01", "--out"), ("demo", "--share", "0.0005", "--out"),
                                   ("register", "synthetic", "--share", "0.0005"), ("register", "template")])  # fmt: skip
def test_a_file_where_a_folder_should_be(tmp_path: Path, words: tuple[object, ...]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    said = refusal(*words, tmp_path / "file" / "out.xlsx")
    assert "a file, where a folder should be" in said
    assert str(tmp_path / "file") in said
    assert there(tmp_path) == {"file": b"mine"}
