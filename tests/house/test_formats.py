"""What leaves Zhyto says its format and who made it; what any Zhyto wrote is opened for ever, and what a later one wrote is refused with what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import formats_released
from commands import EXAMPLE, answer, refusal, zhyto
from small_log import POLICY, Books, Log, published
from zhyto import formats
from zhyto.faults import InputRefused
from zhyto.formats import MADE_BY, Format
from zhyto.io.run.results import read_summary
from zhyto.ledger import totals

SAMPLES = sorted(formats_released.FOLDER.iterdir())
FORMATS = [one for one in vars(formats).values() if isinstance(one, Format)]


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it, as this Zhyto writes it."""
    folder = tmp_path_factory.mktemp("today")
    formats_released.write(folder)
    return folder


def opens(folder: Path) -> None:
    """Everything in a sample is read, and what can be proven of it is proven."""
    assert set(read_summary(folder / "run")) >= {"format", "made_by", "law", "totals"}
    page = answer("fund", "prove", folder / "shares")
    assert (page["proof"], page["public"], page["faults"]) == (True, True, [])
    for target in ("log", "receipt.json", "receipt.txt"):
        page = answer("verify", folder / target, "--policy", folder / "log" / "policy")
        assert page["ok"], page
    proven = {one["code"] for one in answer("verify", folder / "log", "--policy", folder / "log" / "policy")["findings"] if one["proven"]}
    assert proven >= {"totals", "shares"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda folder: folder.name)
def test_what_was_ever_written_opens(sample: Path) -> None:
    opens(sample)


def test_what_is_written_today_opens_and_says_who_made_it(today: Path) -> None:
    opens(today)
    files = ("run/summary.json", "shares/proof/instance.json", "shares/public/public.json", "receipt.json")
    found = [json.loads((today / name).read_bytes()) for name in files]
    found.append(json.loads(next((today / "log" / "totals").glob("*.json")).read_bytes()))
    assert [one["format"] for one in found] == [one.said for one in FORMATS[:3]] + [formats.RECEIPT.said, formats.TOTALS.said]
    assert {one["made_by"] for one in found} == {MADE_BY}
    assert (today / "receipt.txt").read_text().startswith(f"{formats.SQUARE.said}:")


def test_every_number_before_todays_has_a_sample() -> None:
    written = b"\n".join(file.read_bytes() for sample in SAMPLES for file in sample.rglob("*") if file.is_file())
    assert len(FORMATS) == 8
    for one in FORMATS:
        for number in range(1, one.newest):
            # The first summary said its version only.
            assert f"{one.name}{number}".encode() in written or (one is formats.RESULT and b'"version": "0.1.0"' in written)


def changed(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    page = json.loads(file.read_bytes())
    change(page)
    file.write_text(json.dumps(page), encoding="utf-8")


def later(page: dict[str, Any]) -> None:
    """A number that no Zhyto has written yet."""
    page["format"] = page["format"].rstrip("0123456789") + "77"


def said(one: Format, place: object) -> str:
    return (f"{place}: found the format {one.name}77; expected a format from {one.name}1 to {one.said}; "
            "a later Zhyto made it: open it with that one, or with the newest")  # fmt: skip


def test_a_later_result_is_neither_read_nor_replaced(today: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    shutil.copytree(today / "run", out)
    changed(out / "summary.json", later)
    before = (out / "summary.json").read_bytes()
    with pytest.raises(InputRefused, match="zhyto-result-77"):
        read_summary(out)
    assert said(formats.RESULT, out / "summary.json") in refusal("run", EXAMPLE, "--month", "2026-01", "--out", out)
    assert (out / "summary.json").read_bytes() == before
    for text in ("[]", "{}", '{"version": "x"}', '{"format": "zhyto-result-2"}', '{"format": "zhyto-result-0", "made_by": "zhyto 1"}', "\0"):
        (out / "summary.json").write_text(text)
        with pytest.raises(InputRefused, match="no summary of a run"):
            read_summary(out)


@pytest.mark.parametrize(("file", "one"), [("proof/instance.json", formats.PROOF), ("public/public.json", formats.COUNTS)])
def test_a_later_sharing_is_not_proven_and_says_why(today: Path, tmp_path: Path, file: str, one: Format) -> None:
    shutil.copytree(today / "shares", tmp_path / "shares")
    changed(tmp_path / "shares" / file, later)
    (fault,) = answer("fund", "prove", tmp_path / "shares", code=1)["faults"]
    assert fault == f"{file.partition('/')[0]}: " + said(one, Path(file).name)
    assert "це зробило новіше Жито: відкрийте ним або найновішим" in zhyto("fund", "prove", tmp_path / "shares", code=1, lang="uk").stdout


@pytest.mark.parametrize("made_by", ["Іван", "zhyto", "zhyto 0.1.0 for H-17", 1, None])
@pytest.mark.parametrize("file", ["shares/proof/instance.json", "shares/public/public.json", "receipt.json"])
def test_who_made_it_is_a_version_and_nothing_else(today: Path, tmp_path: Path, file: str, made_by: object) -> None:
    """No room for a name where everybody reads."""
    shutil.copytree(today, tmp_path, dirs_exist_ok=True)
    changed(tmp_path / file, lambda page: page.update(made_by=made_by))
    if file == "receipt.json":
        assert "no receipt" in refusal("verify", tmp_path / file, "--policy", tmp_path / "log" / "policy")
    else:
        assert answer("fund", "prove", tmp_path / "shares", code=1)["faults"]


def test_a_later_receipt_is_refused(today: Path, tmp_path: Path) -> None:
    policy = today / "log" / "policy"
    shutil.copy(today / "receipt.json", tmp_path)
    changed(tmp_path / "receipt.json", later)
    assert said(formats.RECEIPT, "receipt.json") in refusal("verify", tmp_path / "receipt.json", "--policy", policy)
    (tmp_path / "receipt.txt").write_text((today / "receipt.txt").read_text().replace("ZHYTO1:", "ZHYTO77:"))
    assert said(formats.SQUARE, "receipt.txt") in refusal("verify", tmp_path / "receipt.txt", "--policy", policy)


def test_a_log_with_later_statements_or_totals_is_not_proven(tmp_path: Path) -> None:
    """A verifier that passed over what it does not know would call a log proven of which it read half."""
    books = Books()
    books.act(1_000_000_00)
    books.many(12)
    log, done = published(books)

    def why(log: Log) -> str:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        for name, content in log.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        (folder / "policy").write_text(POLICY.text())
        page = answer("verify", folder, "--policy", folder / "policy", code=1)
        return "\n".join(reason for one in page["findings"] for reason in one["why"])

    two = Log.of(books, done.statement, "totals 77\nwhatever\n")
    two.extra = log.extra
    assert why(two) == said(formats.SAYS_TOTALS, f"entry {len(books.openings) + 1}")
    assert why(Log.of(books, "shares 77\nwhatever\n")) == said(formats.SAYS_SHARES, f"leaf {len(books.openings)}")
    table = json.loads(done.table)
    table["format"] = "zhyto totals 77"
    data = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    with pytest.raises(InputRefused, match="zhyto totals 77"):
        totals.read_totals(data)
    for made_by in ("Іван", "zhyto 0.1.0 for H-17", 1, None):
        other = json.dumps(json.loads(done.table) | {"made_by": made_by}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        with pytest.raises(InputRefused, match="no canonical table"):
            totals.read_totals(other)


def test_numbers_of_formats() -> None:
    two = Format("thing ", 2)
    assert [two.number(text) for text in ("thing 1", "thing 2")] == [1, 2]
    assert {two.number(text) for text in ("thing 3", "thing 0", "thing 01", "thing", "another 1", "thing 1\n", None, 1)} == {0}
    assert two.later("thing 3", "file") is not None
    assert [two.later(text, "file") for text in ("thing 2", "another 3", "thing 03", None)] == [None] * 4
