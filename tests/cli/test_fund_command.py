"""`zhyto fund`, and what its document says of it."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from commands import COMMAND, answer, refusal, zhyto
from payment_world import OFFICERS, PAYER, iban, recipients, shares
from zhyto.money import format_amount
from zhyto.payments.words import TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
AT = ("--at", "2026-01-20T09:00:00")


def fund(folder: Path) -> tuple[object, ...]:
    return ("--books", folder / "books", *AT)


def opening(folder: Path) -> tuple[object, ...]:
    officers = [word for login in OFFICERS for word in ("--officer", login)]
    return ("fund", "open", "--payer", PAYER.name, "--iban", PAYER.iban, "--month", "2026-01", *officers, *fund(folder))


def tables(folder: Path, count: int = 6) -> None:
    rows = shares(count).with_columns(share_uah=pl.col("kopecks").map_elements(format_amount, return_dtype=pl.String)).drop("kopecks")
    rows.write_csv(folder / "shares.csv")
    recipients(count).write_csv(folder / "recipients.csv")


def paid(folder: Path) -> Any:
    tables(folder)
    zhyto(*opening(folder))
    zhyto("fund", "source", "oblast", "--amount", "5000", *fund(folder))
    return answer("fund", "pay", folder / "shares.csv", "--recipients", folder / "recipients.csv", "--envelope", "e1", "--month", "2026-01", "--officer",
                  "olena", *fund(folder))  # fmt: skip


def test_a_month_by_commands(tmp_path: Path) -> None:
    made = paid(tmp_path)
    assert (made["count"], made["amount"], made["repeated"]) == (6, 600_15, False)
    more = ("--envelope", "e1", *fund(tmp_path))
    for login in ("petro", "marta"):
        zhyto("fund", "approve", "--officer", login, *more)
    sent = answer("fund", "send", "--officer", "ivan", *more)
    assert [one["count"] for one in sent["files"]] == [6]
    assert answer("fund", "send", "--officer", "ivan", *more)["files"] == []
    given = answer("fund", "bank", tmp_path / "bank", "--on", "2026-01-21", "--rejected", "3000", "--returned", "3000", *fund(tmp_path))
    for file in given["files"]:
        (first,) = answer("fund", "answer", file, *fund(tmp_path))
        (again,) = answer("fund", "answer", file, *fund(tmp_path))
        assert again == {**first, "repeated": True}
    found = answer("fund", "reconcile", "--officer", "petro", "--rows", *more)
    assert (found["state"], found["difference"], found["rows"]) == ("reconciled", 0, [])
    back = answer("fund", "close", "--officer", "petro", *more)["given_back"]
    zhyto("fund", "close", "--month", "2026-01", "--officer", "petro", *fund(tmp_path))
    page = answer("fund", "status", "--check", *fund(tmp_path))
    assert page["faults"] == []
    assert page["bank_differs_uah"] == "0.00"
    states = page["envelopes"][0]["disbursements"]
    assert sum(one["count"] for one in states.values()) == 6
    out = sum(round(float(one["uah"]) * 100) for state, one in states.items() if state == "confirmed")
    assert out + back == 600_15
    assert page["sources"][0]["left_uah"] == format_amount(5000_00 - out)
    for name in ("books.beancount", "books.csv"):
        zhyto("fund", "export", tmp_path / name, "--books", tmp_path / "books")
        assert (tmp_path / name).stat().st_size > 1000
    told = zhyto("fund", "status", "--check", *fund(tmp_path)).output
    assert "Книги зводяться." in told
    assert "The books balance." in zhyto("fund", "status", "--check", "--lang", "en", *fund(tmp_path)).output


def test_what_commands_refuse(tmp_path: Path) -> None:
    assert "no books here" in refusal("fund", "status", "--books", tmp_path / "none")
    paid(tmp_path)
    more = ("--envelope", "e1", *fund(tmp_path))
    assert "who prepares does not approve" in refusal("fund", "approve", "--officer", "olena", *more)
    assert "e1 is open" in refusal("fund", "send", "--officer", "petro", *more)
    assert "one of e1" in refusal("fund", "approve", "--officer", "petro", "--envelope", "e2", *fund(tmp_path))
    (tmp_path / "cut.xml").write_text(
        "<?xml version='1.0'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkTo", encoding="utf-8"
    )
    assert "it breaks off at line 1" in refusal("fund", "answer", tmp_path / "cut.xml", *fund(tmp_path))
    assert "No such file" in refusal("fund", "answer", tmp_path / "none.xml", *fund(tmp_path))
    assert "the clock of this machine has jumped back" in refusal(
        "fund", "source", "oblast", "--amount", "1", "--books", tmp_path / "books", "--at", "2026-01-19"
    )
    assert "--envelope or --month" in refusal("fund", "close", "--officer", "petro", *fund(tmp_path))
    assert "SHARES with --month, or --again" in refusal(
        "fund", "pay", "--recipients", tmp_path / "recipients.csv", "--officer", "olena", *more
    )
    assert "— не сума" in zhyto("fund", "source", "oblast", "--amount", "-5", *fund(tmp_path), code=2).output
    assert "— не сума" in zhyto("fund", "source", "oblast", "--amount", "0.005", *fund(tmp_path), code=2).output
    assert answer("fund", "status", "--check", *fund(tmp_path))["faults"] == []


def test_books_that_were_never_opened_are_named_so(tmp_path: Path) -> None:
    """A refused opening leaves an empty database behind: every command then says what to do, and the next opening is none the worse."""
    refusal("fund", "open", "--payer", "Фонд", "--iban", "UA00", "--month", "2026-01", *fund(tmp_path))
    commands = (("status",), ("status", "--check"), ("export", tmp_path / "b.csv"), ("bank", tmp_path / "bank"), ("waiting",), ("payments", "--envelope", "e1"))
    for words in commands:
        assert "books that were never opened" in refusal("fund", *words, *fund(tmp_path))
    zhyto(*opening(tmp_path))
    zhyto("fund", "status", *fund(tmp_path))


def test_a_moment_that_has_not_come_is_refused(tmp_path: Path) -> None:
    paid(tmp_path)
    said = refusal("fund", "source", "oblast", "--amount", "1", "--books", tmp_path / "books", "--at", "2199-01-20T09:30:00")
    assert "a moment that has come" in said
    zhyto("fund", "source", "oblast", "--amount", "1", *fund(tmp_path))


def test_an_officer_sees_every_payment_and_what_to_mend(tmp_path: Path) -> None:
    tables(tmp_path, 6)
    people = pl.read_csv(tmp_path / "recipients.csv", infer_schema=False)
    people.with_columns(iban=pl.when(pl.col("household_id") == "H00002").then(pl.lit("UA00")).otherwise("iban")).write_csv(tmp_path / "recipients.csv")
    zhyto(*opening(tmp_path))
    zhyto("fund", "source", "oblast", "--amount", "5000", *fund(tmp_path))
    made = zhyto("fund", "pay", tmp_path / "shares.csv", "--recipients", tmp_path / "recipients.csv", "--envelope", "e1", "--month", "2026-01", "--officer",
                 "olena", *fund(tmp_path)).output  # fmt: skip
    assert "fund payments --envelope e1 --state rejected" in made
    more = ("--envelope", "e1", *fund(tmp_path))
    (one,) = answer("fund", "payments", "--state", "rejected", *more)["payments"]
    assert (one["household"], one["amount_uah"], one["method"], one["reason"]) == ("H00002", "100.02", "none", "rjct.payee_fa.invalid")
    told = zhyto("fund", "payments", *more).output
    assert "рахунок або адреса отримувача не годяться" in told
    assert "Виплат: 6" in told
    zhyto("fund", "payments", "--out", tmp_path / "list.csv", *more)
    assert (tmp_path / "list.csv").stat().st_mode & 0o777 == 0o600
    assert pl.read_csv(tmp_path / "list.csv", infer_schema=False).height == 6
    assert "mend the word" in refusal("fund", "payments", "--state", "lost", *more)
    assert "one of e1" in refusal("fund", "status", "--envelope", "e9", *fund(tmp_path))
    said = zhyto("fund", "approve", "--officer", "petro", *more).output
    assert "виплат 6, 600,15" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "ви затвердили раніше" in zhyto("fund", "approve", "--officer", "petro", *more).output
    page = answer("fund", "status", *fund(tmp_path))["sources"][0]
    kopecks = {name: int(text.replace(".", "")) for name, text in page.items() if name.endswith("_uah")}
    assert kopecks.pop("received_uah") == sum(kopecks.values()), "what was received is somewhere, and the screen says where"
    assert (kopecks["in_envelopes_uah"], kopecks["came_back_uah"]) == (500_13, 100_02)


def test_a_lost_file_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    paid(tmp_path)
    more = ("--envelope", "e1", *fund(tmp_path))
    for login in ("petro", "marta"):
        zhyto("fund", "approve", "--officer", login, *more)
    (made,) = answer("fund", "send", "--officer", "ivan", *more)["files"]
    content = Path(made["file"]).read_bytes()
    Path(made["file"]).unlink()
    assert answer("fund", "send", "--officer", "ivan", *more)["files"] == []
    name = Path(made["file"]).stem
    (again,) = answer("fund", "send", "--officer", "ivan", "--again", name, *more)["files"]
    assert again == made
    assert Path(made["file"]).read_bytes() == content
    assert name in refusal("fund", "send", "--officer", "ivan", "--again", "e1-9-XXXXXX", *more)


def test_an_envelope_is_withdrawn_and_what_is_on_the_way_is_told(tmp_path: Path) -> None:
    paid(tmp_path)
    words = ("fund", "withdraw", "--envelope", "e1", "--officer", "marta", "--note", "не той місяць", *fund(tmp_path))
    assert answer(*words)["given_back"] == 600_15
    pay = ("fund", "pay", tmp_path / "shares.csv", "--recipients", tmp_path / "recipients.csv", "--month", "2026-01", "--officer", "olena", *fund(tmp_path))
    zhyto(*pay, "--envelope", "e2")
    rows = pl.read_csv(tmp_path / "shares.csv", infer_schema=False)
    rows.with_columns(share_uah=pl.lit("1.00")).write_csv(tmp_path / "shares.csv")
    assert "say --on-top" in refusal(*pay, "--envelope", "e3")
    zhyto(*pay, "--envelope", "e3", "--on-top")
    more = ("--envelope", "e2", *fund(tmp_path))
    for login in ("petro", "marta"):
        zhyto("fund", "approve", "--officer", login, *more)
    zhyto("fund", "send", "--officer", "ivan", *more)
    told = zhyto("fund", "close", "--month", "2026-01", "--officer", "petro", *fund(tmp_path)).output
    assert "ще в дорозі виплат: 6" in told
    page = answer("fund", "close", "--month", "2026-01", "--officer", "petro", *fund(tmp_path))
    assert (page["closed"], page["closed_now"], page["on_the_way"]) == (True, False, 6)
    assert answer("fund", "status", "--check", *fund(tmp_path))["faults"] == []


def test_a_receipt_is_undone_by_command(tmp_path: Path) -> None:
    paid(tmp_path)
    zhyto("fund", "source", "oblast", "--amount", "70", "--reference", "R7", *fund(tmp_path))
    words = ("fund", "undo", "R7", "--note", "не той місяць", "--officer", "petro", *fund(tmp_path))
    assert answer(*words) == {"undone": True, "reference": "R7"}
    assert "Скасовано раніше" in zhyto(*words).output
    zhyto("fund", "export", tmp_path / "books.csv", *fund(tmp_path))
    assert "undone:R7,reversal" in (tmp_path / "books.csv").read_text(encoding="utf-8")


def test_every_fault_of_a_table_is_told_at_once(tmp_path: Path) -> None:
    paid(tmp_path)
    (tmp_path / "shares.csv").write_text(
        "household_id,hromada,source,share_uah\nH1,громада,x,1.00\nH1,,oblast,-2.00\n,,oblast,0\n", encoding="utf-8"
    )
    said = refusal("fund", "pay", tmp_path / "shares.csv", "--recipients", tmp_path / "recipients.csv", "--envelope", "e2", "--month", "2026-01", "--officer",
                   "olena", *fund(tmp_path))  # fmt: skip
    assert len(said.splitlines()) == 5
    assert "shares:2:hromada" in said


def limited(folder: Path, size: int) -> subprocess.CompletedProcess[str]:
    def little_room() -> None:
        # A write past the limit fails as on a full disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    words = ["fund", "source", "oblast", "--amount", "1", "--reference", "R", "--books", str(folder / "books"), *AT]
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, preexec_fn=little_room, check=False)


def test_no_room_left(tmp_path: Path) -> None:
    zhyto(*opening(tmp_path))
    done = limited(tmp_path, 4096)
    assert done.returncode == 2, done.stderr
    assert "нічого не записано" in done.stderr
    assert "Traceback" not in done.stderr
    page = answer("fund", "status", "--check", *fund(tmp_path))
    assert (page["faults"], page["sources"]) == ([], [])


def test_a_fault_of_the_disk_names_the_file(tmp_path: Path) -> None:
    from zhyto.io.files.whole import whole_file

    with pytest.raises(OSError, match="No space") as error, whole_file(tmp_path / "books.csv"):
        raise OSError(28, "No space left on device")
    assert error.value.filename == str(tmp_path / "books.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    # Root may write everywhere, unless it gives its powers away.
    powerless = [] if os.getuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    if powerless and shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to take its powers")
    zhyto(*opening(tmp_path))
    for path in (tmp_path / "books").iterdir():
        path.chmod(0o444)
    (tmp_path / "books").chmod(0o555)
    for words in (("source", "oblast", "--amount", "1"), ("open", "--month", "2026-02")):
        command = [*powerless, *COMMAND, "fund", *words, "--books", str(tmp_path / "books"), *AT]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        assert "нічого не записано" in done.stderr
        assert str(tmp_path) in done.stderr
    (tmp_path / "books").chmod(0o755)


def test_the_document_has_the_table_of_states() -> None:
    rows = re.findall(
        r"^\| (envelope|disbursement) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) ?\|$",
        (ROOT / "docs" / "payments.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert rows == [(one.of, one.before or "—", one.act, one.after, one.who, one.moves) for one in TRANSITIONS]


def test_help_loads_no_database() -> None:
    done = subprocess.run(
        [COMMAND[0], "-c", "import sys, zhyto, zhyto.cli; "
         "print([n for n in ('sqlalchemy', 'stdnum', 'rapidfuzz', 'psycopg', 'segno', 'lxml') if n in sys.modules])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_accounts_of_tests_are_of_nobody() -> None:
    from stdnum import iban as numbers

    assert all(numbers.is_valid(iban(n)) for n in range(50))
