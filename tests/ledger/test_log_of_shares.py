"""The sharing of a fund in the public log, and the whole chain of a demonstration verified by its public files."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhyto.cli import main
from zhyto.fairshare.published import FILES
from zhyto.faults import InputRefused
from zhyto.io.fairshare import fairlog
from zhyto.io.log import publication, publiclog
from zhyto.ledger import books, totals


def zhyto(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    done = zhyto("demo", "--share", "0.02", "--fund", "400000", "--out", out, "--json")
    assert done.exit_code == 0, done.output
    return out / "fund"


@pytest.fixture
def fund(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "fund"))


def verdict(log: Path, *more: object) -> tuple[int, dict[str, bool], str]:
    done = zhyto("verify", log, "--policy", log / "policy", "--json", *more)
    page = json.loads(done.stdout)
    return done.exit_code, {one["code"]: one["proven"] for one in page["findings"]}, done.stdout


def test_a_demonstration_can_be_verified_by_its_public_files(fund: Path) -> None:
    code, found, said = verdict(fund / "log")
    assert code == 0, said
    assert found["shares"]
    assert found["witnesses"]
    assert sum(1 for path in (fund / "receipts").glob("*.json")) == 5
    for receipt in (fund / "receipts").glob("*.json"):
        done = zhyto("verify", receipt, "--policy", fund / "log" / "policy")
        assert done.exit_code == 0, done.output


def test_the_report_names_the_head_of_the_log_and_how_to_check_it(made: Path) -> None:
    report = (made.parent / "report.html").read_text(encoding="utf-8")
    size, root = (made / "log" / "checkpoint").read_text(encoding="utf-8").splitlines()[1:3]
    assert base64.b64decode(root).hex() in report
    assert "zhyto verify fund/log" in report
    assert "✓ усе, що вимагалося, доведено" in report
    assert int(size) > 300
    for text in ("Обласний бюджет", "Budget of the oblast", "Банк чи пошта відхилили", "A donor (families with children)"):
        assert text in report


@pytest.mark.parametrize("name", FILES)
def test_counts_that_were_changed_after_the_fact(fund: Path, name: str) -> None:
    (file,) = (fund / "log" / "shares").rglob(name)
    data = file.read_bytes()
    at = data.index(b"1")
    file.write_bytes(data[:at] + b"2" + data[at + 1 :])
    code, found, said = verdict(fund / "log")
    assert code == 1
    assert not found["shares"]
    assert "is not the file that the log names" in said
    file.unlink()
    code, found, _ = verdict(fund / "log")
    assert code == 1
    assert not found["shares"]


def test_shares_and_totals_together_show_nobody(fund: Path) -> None:
    """What a source or a hromada was given, less what the totals show under its name, belongs to ten households or to none."""
    import sqlite3

    with sqlite3.connect(fund / "books.sqlite") as database:
        rows = database.execute(
            "SELECT d.reference, d.household, s.account, d.hromada, d.amount, d.state FROM disbursement d JOIN source s ON s.code = d.source"
        ).fetchall()
    shown: dict[str, str] = {}
    with publiclog.open_log(fund / "log", fund / "log-private") as log:
        for file in (fund / "log" / "totals").glob("*.json"):
            table = totals.read_totals(file.read_bytes())
            held = [(place, one.reference) for place, one in publiclog.openings(log)]
            shown |= totals.shown_in(table, file.with_suffix(".cells").read_bytes(), held)
    summary, _, hromadas = ((next((fund / "log" / "shares").glob("*")) / name).read_text(encoding="utf-8") for name in fairlog.FILES)
    given = {books.part(one["name"]): one["given"] for one in json.loads(summary)["sources"]}
    given |= {line.split(",")[0]: int(line.split(",")[3]) for line in hromadas.splitlines()[1:] if not line.startswith("*")}
    assert len(given) > 3
    for at, place in ((2, 4), (3, 2)):
        for name in {row[at] for row in rows} & set(given):
            mine = [row for row in rows if row[at] == name and row[5] != "superseded"]
            hidden = [row for row in mine if (shown.get(row[0]) or "::::").split(":")[place] != name]
            assert len({row[1] for row in hidden}) not in range(1, 10), name
            # And so much is indeed what a reader finds by subtraction.
            assert sum(row[4] for row in mine) == given[name]
    # Hromadas that stand in one row of the shares, less those of them that have a name in the totals.
    pool = {row[3] for row in rows} - set(given)
    hidden = [row for row in rows if row[3] in pool and row[5] != "superseded" and (shown.get(row[0]) or "::").split(":")[2] != row[3]]
    assert len({row[1] for row in hidden}) not in range(1, 10)
    with publiclog.open_log(fund / "log", fund / "log-private") as log:
        (one,) = publication._shares(log)
    assert (one.month, set(one.hromadas) - {"*"}) == ("2026-01", {name for name in given if name.startswith("UA")})


def test_totals_are_not_published_without_the_shares_beside_which_they_must_stand(fund: Path) -> None:
    (file,) = (fund / "log" / "shares").glob("*/hromadas.csv")
    file.write_bytes(b"\xff" + file.read_bytes())
    with publiclog.open_log(fund / "log", fund / "log-private") as log, pytest.raises(InputRefused, match="restore it from a copy"):
        publication._shares(log)


def test_a_statement_that_is_almost_one() -> None:
    good = fairlog.Named("2026-01", ("a" * 64, "b" * 64, "c" * 64))
    assert fairlog.named(good.statement) == good
    for text in (good.statement[:-1], good.statement.replace("2026-01", "2026-13"), good.statement.replace("a", "A"), good.statement + "x"):
        assert fairlog.named(text) is None


def test_shares_that_do_not_agree_are_not_published(fund: Path) -> None:
    public = fund / "shares" / "public"
    page = json.loads((public / "public.json").read_text(encoding="utf-8"))
    page["given"] += 1
    (public / "public.json").write_text(json.dumps(page), encoding="utf-8")
    before = (fund / "log" / "checkpoint").read_bytes()
    done = zhyto("fund", "publish", fund / "log", fund / "log-private", "--books", fund, "--shares", fund / "shares",
                 "--at", "2026-02-01")  # fmt: skip
    assert done.exit_code == 2
    assert (fund / "log" / "checkpoint").read_bytes() == before


def test_a_log_that_names_no_sharing_says_so(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from zhyto.io.log import publiclog

    at = datetime(2026, 1, 1, tzinfo=UTC)
    publiclog.create(tmp_path / "log", tmp_path / "private", "example.org/fund", at)
    with publiclog.open_log(tmp_path / "log", tmp_path / "private") as log:
        publiclog.state(log, "a statement", at)
        publiclog.checkpoint(log, at)
    code, found, _ = verdict(tmp_path / "log")
    assert code == 0
    assert not found["shares"]


def test_what_was_kept_is_continued(fund: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert verdict(fund / "log", "--kept", kept)[0] == 0
    done = zhyto("fund", "publish", fund / "log", fund / "log-private", "--books", fund, "--at", "2026-02-01")
    assert done.exit_code == 0, done.output
    code, found, _ = verdict(fund / "log", "--kept", kept)
    assert code == 0
    assert found["continues"]
