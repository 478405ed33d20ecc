"""`zhyto ledger`: the commands of a log's owner and of its witnesses, and what they refuse."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from commands import answer, refusal, zhyto
from zhyto.io.files.whole import whole_file

HEAD = "key,kind,account,amount,reference,effective,recorded\n"
ROWS = [
    '2026-01/1:1,source,"Income:Source:Oblast",-5000000,,2026-01-02,2026-01-02T08:00:00Z',
    "2026-01/1:2,source,Assets:Fund:Oblast,5000000,,2026-01-02,2026-01-02T08:00:00Z",
    "2026-01/2:1,confirmed,Expenses:Hromada:H1:Families:Oblast,150000,P-17,2026-01-20,2026-01-20T11:00:00+02:00",
]


@pytest.fixture
def log(tmp_path: Path) -> tuple[Path, Path]:
    """A log in PUBLIC and PRIVATE."""
    public, private = tmp_path / "public", tmp_path / "private"
    answer("ledger", "init", public, private, "--origin", "example.org/fund")
    return public, private


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "entries.csv"
    file.write_text(HEAD + "\n".join(ROWS) + "\n", encoding="utf-8")
    return file


def test_a_month_with_two_witnesses_and_a_new_key(tmp_path: Path, table: Path) -> None:
    public, private = tmp_path / "public", tmp_path / "private"
    names = ("council", "university")
    witnesses = [answer("ledger", "witness", tmp_path / name, "--name", f"example.org/{name}")["key"] for name in names]
    made = answer("ledger", "init", public, private, "--origin", "example.org/fund", "--witness", witnesses[0], "--quorum", 1)
    answer("ledger", "policy", public, private, "--witness", witnesses[0], "--witness", witnesses[1], "--quorum", 2)
    assert answer("ledger", "append", public, private, table) == {"entries": 3, "new": 3, "size": 3, "places": [0, 1, 2]}
    assert answer("ledger", "append", public, private, table) == {"entries": 3, "new": 0, "size": 3, "places": [0, 1, 2]}
    enough = []
    for name in names:
        line = tmp_path / f"{name}.line"
        seen = answer("ledger", "witness", tmp_path / name, public, "--trust", made["key"], "--out", line)
        assert (seen["origin"], seen["size"]) == ("example.org/fund", 3)
        assert line.read_text(encoding="utf-8") == seen["cosignature"]
        enough.append(answer("ledger", "checkpoint", public, private, "--cosignature", line)["quorum"])
    assert enough == [False, True]
    changed = answer("ledger", "rotate", public, private)
    assert changed["key"] != made["key"]
    assert changed["size"] == 4
    # The witness follows the change of key by itself.
    assert answer("ledger", "witness", tmp_path / "council", public)["size"] == 4
    after = answer("ledger", "checkpoint", public, private)
    assert (after["size"], after["witnessed"], after["quorum"]) == (4, {}, False)
    assert (public / "checkpoint").read_text(encoding="utf-8") == after["checkpoint"]


def test_export_and_forget(tmp_path: Path, log: tuple[Path, Path], table: Path) -> None:
    answer("ledger", "append", *log, table)
    out = tmp_path / "out.csv"
    assert answer("ledger", "export", *log, "--out", out)["rows"] == 3
    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "place,key,kind,account,amount,reference,effective"
    assert rows[3] == "2,2026-01/2:1,confirmed,Expenses:Hromada:H1:Families:Oblast,150000,P-17,2026-01-20"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert answer("ledger", "forget", *log, "2026-01/2:1") == {"forgotten": 1}
    assert answer("ledger", "export", *log, "--out", out)["rows"] == 2
    assert answer("ledger", "append", *log, table)["new"] == 0
    assert "'nobody'" in refusal("ledger", "forget", *log, "nobody")


def test_a_payment_is_forgotten_with_all_its_postings(tmp_path: Path, log: tuple[Path, Path], table: Path) -> None:
    """The other half of an entry holds the same amount and the same reference."""
    with table.open("a", encoding="utf-8") as file:
        file.write("2026-01/2:2,confirmed,Assets:Transit:2026-01:Oblast,-150000,P-17,2026-01-20,2026-01-20T11:00:00+02:00\n")
    answer("ledger", "append", *log, table)
    assert "'P-18'" in refusal("ledger", "forget", *log, "--reference", "P-17", "--reference", "P-18")
    assert answer("ledger", "forget", *log, "--reference", "P-17") == {"forgotten": 2}
    kept = b"".join(path.read_bytes() for path in log[1].iterdir())
    assert b"P-17" not in kept
    out = tmp_path / "out.csv"
    assert answer("ledger", "export", *log, "--out", out)["rows"] == 2
    assert "a payment of the log" in refusal("ledger", "forget", *log, "--reference", "P-17")
    zhyto("ledger", "forget", *log, code=2)
    for postings_of_nobody in ("", "P"):
        refusal("ledger", "forget", *log, "--reference", postings_of_nobody)


def test_json_lines_say_the_same(tmp_path: Path, log: tuple[Path, Path], table: Path) -> None:
    answer("ledger", "append", *log, table)
    lines = tmp_path / "entries.jsonl"
    fields = HEAD.strip().split(",")
    found = [dict(zip(fields, row.replace('"', "").split(","), strict=True)) for row in ROWS]
    lines.write_text("\n".join(json.dumps({**one, "amount": int(one["amount"])}) for one in found), encoding="utf-8")
    assert answer("ledger", "append", *log, lines)["new"] == 0


def test_every_fault_of_a_file_is_named_and_nothing_is_logged(tmp_path: Path, log: tuple[Path, Path]) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        HEAD + "k,s,A,1.5,,2026-01-02,2026-01-02T08:00:00Z\nl,s,A,7,,2026-02-30,2026-01-02T08:00:00\n" + ROWS[0] + "\n", encoding="utf-8"
    )
    page = answer("ledger", "append", *log, file, code=2)
    assert [(fault["row"], fault["column"]) for fault in page["faults"]] == [(2, "amount"), (3, "effective"), (3, "recorded")]
    assert answer("ledger", "checkpoint", *log)["size"] == 0
    for text, said in (
        ("key,kind\nx,y\n", "columns key, kind"),
        ("", "no columns"),
        (HEAD + "a,b,c,1,,2026-01-02,2026-01-02T08:00:00Z,more\n", "no columns but"),
        (HEAD + "a,b\n", "nothing"),
        (HEAD + '"a,b\n', "unexpected end"),
        (HEAD + ",s,A,1,,2026-01-02,2026-01-02T08:00:00Z\n", "found ''"),
    ):
        file.write_text(text, encoding="utf-8")
        assert said in refusal("ledger", "append", *log, file).replace("None", "nothing")
    file.write_bytes(b"\xff" + HEAD.encode())
    assert "UTF-8" in refusal("ledger", "append", *log, file)
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"key": 1}\n[]\nx\n', encoding="utf-8")
    rows = {fault["row"] for fault in answer("ledger", "append", *log, bad, code=2)["faults"]}
    assert rows == {1, 2, 3}


def test_what_is_refused_says_why(tmp_path: Path, log: tuple[Path, Path], table: Path) -> None:
    public, private = log
    assert "use the log that is there" in refusal("ledger", "init", *log, "--origin", "example.org/fund")
    assert "neither within the other" in refusal("ledger", "init", tmp_path / "p", tmp_path / "p/q", "--origin", "x")
    assert "a name without spaces" in refusal("ledger", "init", tmp_path / "p", tmp_path / "q", "--origin", "a b")
    assert "no signing key" in refusal("ledger", "rotate", public, tmp_path / "nowhere")
    assert "a verifier key" in refusal("ledger", "policy", *log, "--witness", "nonsense", "--quorum", 1)
    assert "--name" in refusal("ledger", "witness", tmp_path / "w", public)
    answer("ledger", "append", *log, table)
    changed = table.read_text(encoding="utf-8").replace("150000", "150001")
    table.write_text(changed, encoding="utf-8")
    assert "not the same entry" in refusal("ledger", "append", *log, table)
    assert "entries.csv" not in refusal("ledger", "append", *log, tmp_path / "missing.csv")
    ahead = table.with_name("ahead.csv")
    ahead.write_text(HEAD + "late,s,A,1,,2026-01-02,2999-01-02T08:00:00Z\n", encoding="utf-8")
    assert "ahead of now" in refusal("ledger", "append", *log, ahead)
    assert (private / "key").read_text(encoding="utf-8").startswith("PRIVATE+KEY+example.org/fund+")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, log: tuple[Path, Path]) -> None:
    public, private = log
    junk = tmp_path / "junk"
    junk.write_bytes(b"\xff\xfe\x00\x80")
    for words in (
        ("ledger", "checkpoint", *log, "--cosignature", junk), ("ledger", "append", *log, junk), ("verify", public, "--policy", junk),
        ("verify", junk, "--policy", public / "policy"),
    ):  # fmt: skip
        assert "junk" in refusal(*words), words
    done = zhyto("verify", public, "--kept", junk, "--lang", "en", code=1)
    assert "bytes that are not UTF-8" in done.output
    (private / "key").write_bytes(junk.read_bytes())
    assert "no signing key" in refusal("ledger", "rotate", *log)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "letter.txt").write_text("mine", encoding="utf-8")
    assert "a new or empty folder" in refusal("ledger", "init", tmp_path / "public", home, "--origin", "example.org/fund")
    assert "a new or empty folder" in refusal("ledger", "witness", home, "--name", "example.org/council")
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert [one.name for one in home.iterdir()] == ["letter.txt"]
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o755)
    answer("ledger", "init", tmp_path / "public", empty, "--origin", "example.org/fund")
    assert stat.S_IMODE(empty.stat().st_mode) == 0o700


def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path, log: tuple[Path, Path]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "where a file should be" in refusal("ledger", "export", *log, "--out", pipe)
    assert pipe.is_fifo()
    with pytest.raises(OSError, match="where a file should be"), whole_file(pipe):
        pass
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("lang", "said"), [("uk", "Записів у файлі: 3; нових у журналі: 3"), ("en", "Entries in the file: 3; new in the log: 3")]
)
def test_both_languages(log: tuple[Path, Path], table: Path, lang: str, said: str) -> None:
    assert said in zhyto("ledger", "append", *log, table, "--lang", lang).stdout
    for words in (["checkpoint", *log], ["rotate", *log], ["policy", *log], ["forget", *log, "2026-01/1:1"]):
        assert zhyto("ledger", *words, "--lang", lang).stdout.strip()
