"""Killed at any write, a month of payments goes on as if nothing had been: nobody paid twice, nobody lost."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from payment_world import postgres  # noqa: F401

HERE = Path(__file__).resolve().parents[1]


def killed(folder: Path, points: str, address: str = "") -> Any:
    words = [sys.executable, str(HERE / "kill_points.py"), str(folder), points, *([address] if address else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.deep
def test_killed_at_every_write() -> None:
    # A killed process loses nothing that a disk holds, so the disk may be memory: it is many times faster.
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="zhyto-kill-", dir=memory if memory.is_dir() else None) as folder:
        found = killed(Path(folder), "1:1000:1")
    assert found["failures"] == []
    assert found["points"] > 150
    # The month has something of everything: rejected, returned, paid again, settled by an officer.
    assert found["states"] == {"confirmed": 5, "superseded": 3}
    assert found["files"] == 3


@pytest.mark.deep
def test_killed_while_a_server_keeps_the_books(tmp_path: Path, postgres: str) -> None:  # noqa: F811
    found = killed(tmp_path, "3:1000:16", postgres)
    assert found["failures"] == []
    assert found["points"] >= 6


def test_the_program_that_kills_sees_a_payment_made_twice(tmp_path: Path) -> None:
    """The check of the check: a store that commits halfway is caught."""
    spoiled = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import kill_points as k; from zhyto.io.payments import messages as p; true = p.written\n"
        "import zhyto.payments.cycle as c\n"
        "def lossy(connection, message, digest):\n"
        "    true(connection, message, digest)\n"
        "def write(store, message, folder):\n"
        "    store.write(lambda x: lossy(x, message.id, 'd')); return k_write(store, message, folder)\n"
        "k_write = k.write_message; p.written = lambda *a: None; k.write_message = write\n"
        "k.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", spoiled, str(HERE), str(tmp_path), "60:90:3"], capture_output=True, text=True, check=False, timeout=120, cwd=HERE
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["failures"], "a message noted as written before it is: a crash between the two loses it, and that must be seen"


@pytest.mark.parametrize("kind", ["pain.001", "csv"])
def test_two_runs_at_once_make_one_file(tmp_path: Path, kind: str) -> None:
    """Two commands at once on one store: each payment stands in one message."""
    from concurrent.futures import ThreadPoolExecutor

    from payment_world import AT, DAY, TEXT, approved, opened, prepared, sound, states
    from zhyto.payments import cycle

    store = opened(tmp_path)
    prepared(store, 30)
    approved(store)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: store.write(lambda c: cycle.send(c, "e1", "petro", DAY, AT, TEXT, kind, 10)), range(8)))
    assert {tuple(one.id for one in messages) for messages in made} == {tuple(one.id for one in made[0])}
    assert states(store) == {"sent": 30}
    sound(store)
