"""`zhyto fund share`: from a register and a table of sources to shares, their proof and what is public."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from payment_world import PAYER, recipients, shares
from zhyto.cli import main
from zhyto.io.fairshare.proof import check_public_folder, proof_digest, verify_folder

SOURCES = 'source,amount_uah,condition\noblast,100000,\nhromadas,40000,\ndonor-children,50000,"age(birth_date, day) < 18"\n'


def zhyto(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output if done.exit_code == 0 else done.output + str(done.stderr)


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Books at the usual place would have their say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHYTO_DATABASE", raising=False)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    code, said = zhyto("demo", "--share", "0.01", "--out", folder, "--json")
    assert code == 0, said
    return folder / "register"


def points(folder: Path, register: Path) -> Path:
    """Every third household has points."""
    ids = pl.read_parquet(next(register.glob("households*.parquet")))["household_id"].gather_every(3)
    pl.DataFrame({"household_id": ids, "points": range(len(ids))}).write_csv(folder / "points.csv")
    return folder / "points.csv"


def test_shares_are_made_and_proven(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    command = ("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "shares")
    code, said = zhyto(*command, "--more", "oblast=100000", "--lift", "donor-children", "--compare", "a public seed", "--points",
                       points(tmp_path, register), "--json")  # fmt: skip
    assert code == 0, said
    page = json.loads(said)
    assert page["certificate_failures"] == []
    assert verify_folder(tmp_path / "shares" / "proof") == []
    assert check_public_folder(tmp_path / "shares" / "public") == []
    shares = pl.read_csv(tmp_path / "shares" / "shares.csv", infer_schema=False)
    given = {row["source"]: row["given_uah"] for row in page["sources"]}
    for source, amount in given.items():
        paid = shares.filter(source=source)["share_uah"].str.replace(".", "", literal=True).cast(pl.Int64).sum()
        assert paid == int(amount.replace(".", ""))
    assert set(shares["category"]) <= {"Children", "Displaced", "Disability", "Elderly", "Other"}
    assert set(shares.filter(source="donor-children")["category"]) == {"Children"}
    levels = [row["lowest_bp"] for row in page["what_if"] if row["source"] == "oblast"]
    assert levels == sorted(levels)
    assert len(levels) == 11
    # Leximin leaves nobody lower than any other rule does.
    lowest = {row["rule"]: row["lowest_bp"] for row in page["rules"]}
    assert lowest["leximin"] == max(lowest.values())
    assert {"leximin", "need", "heads", "gap", "points", "lottery"} == set(lowest)
    for lang in ("uk", "en"):
        code, said = zhyto(*command, "--lang", lang)
        assert code == 0
        assert ("окремою програмою" if lang == "uk" else "separate program") in said


def test_the_screen_names_rules_and_what_lifting_costs(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    command = ("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--more", "oblast=100000", "--compare", "seed")
    code, said = zhyto(*command, "--out", tmp_path / "first", "--lang", "uk")
    assert code == 0, said
    for text in ("спершу найбідніші (лексимін)", "кожному щонайменше", "порівну на людину", "за жеребом", "на одне підняте", "Домогосподарств у скруті"):
        assert text in said
    assert "Виплачено раніше" not in said
    code, said = zhyto(*command, "--out", tmp_path / "second", "--earlier", tmp_path / "first" / "shares.csv", "--lang", "uk")
    assert code == 0, said
    assert "Виплачено раніше, це залишається: 190\u00a0000,00" in said


def test_an_auditor_proves_a_sharing_by_its_files_alone(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    folder = tmp_path / "shares"
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", folder)
    assert code == 0, said
    code, said = zhyto("fund", "prove", folder, "--json")
    page = json.loads(said)
    assert (code, page["faults"], page["proof_sha256"]) == (0, [], proof_digest(folder / "proof"))
    for lang, text in (("uk", "саме цей доказ"), ("en", "this very proof")):
        assert text in zhyto("fund", "prove", folder, "--lang", lang)[1]
    # Another proof, as true as this one, is not the one that was published.
    instance = folder / "proof" / "instance.json"
    kept = instance.read_text(encoding="utf-8")
    instance.write_text(kept.replace('"2026-01"', '"2026-02"'), encoding="utf-8")
    code, said = zhyto("fund", "prove", folder, "--lang", "en")
    assert (code, "another proof is named" in said) == (1, True)
    instance.write_text(kept.replace('"amount": 10000000', '"amount": 10000001'), encoding="utf-8")
    code, said = zhyto("fund", "prove", folder, "--lang", "en")
    assert (code, "✗ proof: source oblast" in said) == (1, True)
    shutil.rmtree(folder / "proof")
    assert zhyto("fund", "prove", folder)[0] == 0, "everyone else has public/ only"
    shutil.rmtree(folder / "public")
    assert zhyto("fund", "prove", folder)[0] == 2


def test_bad_sources_are_refused_whole(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(
        'source,amount_uah,condition\noblast,-1,\nhromadas,0.005,\nx,5,no_such_fact\n', encoding="utf-8"
    )
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "shares", "--lang", "en")
    assert code != 0
    for row in (2, 3, 4):
        assert f"sources.csv:{row}" in said
    assert not (tmp_path / "shares").exists()
    (tmp_path / "sources.csv").write_text('source,amount_uah,condition\ndonor,50,"age(birth_date, day) > 200"\n', encoding="utf-8")
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "shares", "--lang", "en")
    assert code != 0
    assert "sources.csv:2" in said
    assert not (tmp_path / "shares").exists()


def test_points_that_are_none(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "points.csv").write_text("household_id,points\nH1,-1\nH2,x\nH3,1\nH3,2\n", encoding="utf-8")
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "shares",
                       "--compare", "s", "--points", tmp_path / "points.csv")  # fmt: skip
    assert code == 2
    for row in (2, 3, 4, 5):
        assert f"points.csv:{row}" in said, "points below zero, no number, households that nobody knows, one twice"
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "shares",
                       "--points", points(tmp_path, register))  # fmt: skip
    assert code == 2
    assert "--compare" in said, "points that nothing uses are refused, not passed over"


@pytest.mark.parametrize("asked", [("--more", "nobody=100"), ("--lift", "nobody")])
def test_what_is_asked_of_an_unknown_source_is_refused_before_anything_is_written(register: Path, tmp_path: Path, asked: tuple[str, str]) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "s", *asked)
    assert code == 2
    assert "nobody" in said
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("more", ["oblast", "oblast=", "oblast=x", "oblast=-5"])
def test_what_if_is_asked_clearly(register: Path, tmp_path: Path, more: str) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    code, said = zhyto("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01", "--out", tmp_path / "s", "--more", more)
    assert code != 0
    assert "SOURCE=AMOUNT" in said


# --------------------------------------------------------------------------------------------------------------------------- with books


def opened_books(folder: Path, **sources: int) -> None:
    officers = [word for login in ("olena", "petro", "marta") for word in ("--officer", login)]
    assert zhyto("fund", "open", "--payer", "Фонд", "--iban", PAYER.iban, *officers, "--month", "2026-01", "--books", folder, "--at", "2026-01-20")[0] == 0
    for code, amount in sources.items():
        assert zhyto("fund", "source", code.replace("_", "-"), "--amount", amount, "--books", folder, "--at", "2026-01-20")[0] == 0


def paid(shares: Path, books: Path, name: str, *more: str) -> tuple[int, str]:
    """An envelope of shares; everybody has an account and a name unlike the others'."""
    ids = pl.read_csv(shares, infer_schema=False)["household_id"].unique().sort()
    recipients(len(ids)).with_columns(household_id=ids).write_csv(shares.parent.parent / "recipients.csv")
    return zhyto("fund", "pay", shares, "--recipients", shares.parent.parent / "recipients.csv", "--envelope", name, "--month", "2026-01", "--officer", "olena",
                 "--books", books, "--at", "2026-01-20", *more)  # fmt: skip


def test_what_books_gave_in_the_month_stays(register: Path, tmp_path: Path) -> None:
    """The same shares, to the byte, as with the table handed over; and a second envelope is prepared from them. Worked: of the 100,000 of the oblast
    60,000 are shared first, then the 40,000 that the books still hold, by those who had the first."""
    (tmp_path / "sources.csv").write_text("source,amount_uah\noblast,60000\n", encoding="utf-8")
    command = ("fund", "share", register, "--sources", tmp_path / "sources.csv", "--month", "2026-01")
    opened_books(tmp_path / "books", oblast=100_000)
    code, said = zhyto(*command, "--books", tmp_path / "books", "--out", tmp_path / "first", "--lang", "uk")
    assert code == 0, said
    assert f"Так кажуть книги {tmp_path / 'books'}: цього місяця ще нічого" in said
    code, said = paid(tmp_path / "first" / "shares.csv", tmp_path / "books", "e1")
    assert code == 0, said
    (tmp_path / "sources.csv").write_text("source,amount_uah\noblast,40000\n", encoding="utf-8")
    code, said = zhyto(*command, "--books", tmp_path / "books", "--out", tmp_path / "second", "--json")
    assert code == 0, said
    page = json.loads(said)
    assert page["books"] == {"name": str(tmp_path / "books"), "envelopes": ["e1"], "given_uah": "60000.00"}
    assert (page["paid_before_uah"], page["given_uah"]) == ("60000.00", "40000.00")
    assert zhyto(*command, "--earlier", tmp_path / "first" / "shares.csv", "--out", tmp_path / "by-table")[0] == 0
    files = sorted(path.relative_to(tmp_path / "second") for path in (tmp_path / "second").rglob("*.*"))
    assert len(files) == 8
    for file in files:
        assert (tmp_path / "second" / file).read_bytes() == (tmp_path / "by-table" / file).read_bytes()
    assert verify_folder(tmp_path / "second" / "proof") == []
    assert zhyto("fund", "prove", tmp_path / "second")[0] == 0
    # Who was paid already is paid on top only where an officer says so.
    code, said = paid(tmp_path / "second" / "shares.csv", tmp_path / "books", "e2", "--lang", "en")
    assert (code, "--on-top" in said) == (2, True)
    code, said = paid(tmp_path / "second" / "shares.csv", tmp_path / "books", "e2", "--on-top")
    assert code == 0, said
    # Shared at once, everybody would have got the same.
    (tmp_path / "sources.csv").write_text("source,amount_uah\noblast,100000\n", encoding="utf-8")
    assert zhyto(*command, "--out", tmp_path / "at-once")[0] == 0
    kopecks = pl.col("share_uah").str.replace(".", "", literal=True).cast(pl.Int64).sum()
    parts = pl.concat(pl.read_csv(tmp_path / name / "shares.csv", infer_schema=False).select("household_id", "share_uah") for name in ("first", "second"))
    at_once = pl.read_csv(tmp_path / "at-once" / "shares.csv", infer_schema=False)
    assert parts.group_by("household_id").agg(kopecks).sort("household_id").equals(at_once.group_by("household_id").agg(kopecks).sort("household_id"))


def test_what_does_not_agree_with_the_books_is_refused(register: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("source,amount_uah,in_kind\noblast,1000,\ndonor,70000,\ngoods,5000,yes\n", encoding="utf-8")
    command = ("fund", "share", register, "--sources", "sources.csv", "--month", "2026-01", "--lang", "en", "--out", tmp_path / "second")
    assert zhyto(*command[:-1], tmp_path / "first")[0] == 0, "no books are named, and none stand at the usual place"
    # Now they do. Of the donor they know nothing, and of goods they keep no account: that is no contradiction.
    opened_books(Path("out/fund"), oblast=999, goods=1)
    code, said = zhyto(*command, "--earlier", tmp_path / "first" / "shares.csv")
    assert code == 2
    assert said.splitlines()[-2:] == [
        "--earlier: found shares.csv beside the books out/fund; expected one of the two; leave it out: the books say what was given in this month",
        "sources.csv:2:amount_uah: found 1000.00; the books out/fund hold 999.00 of oblast; expected no more than the source still holds; "
        "mend it, or record what was received besides: zhyto fund source",
    ]
    assert not (tmp_path / "second").exists()
    assert zhyto("fund", "source", "oblast", "--amount", "1", "--at", "2026-01-20")[0] == 0
    code, said = zhyto(*command)
    assert code == 0, said
    assert "So say the books out/fund: nothing yet in this month" in said
    # Books of other people than those of the register.
    shares(2, 1_00).with_columns(share_uah=pl.Series(["1.00", "2.00"]), level_uah=pl.lit("")).drop("kopecks", "category").write_csv("others.csv")
    recipients(2).write_csv("recipients.csv")
    code, said = zhyto("fund", "pay", "others.csv", "--recipients", "recipients.csv", "--envelope", "e", "--month", "2026-01", "--officer", "olena",
                       "--at", "2026-01-20")  # fmt: skip
    assert code == 0, said
    (tmp_path / "sources.csv").write_text("source,amount_uah\noblast,100\n", encoding="utf-8")
    code, said = zhyto(*command)
    assert code == 2
    assert "out/fund:household_id: found 'H00000' (2 such households); expected a household of the register" in said
    code, said = zhyto(*command, "--books", tmp_path / "nowhere")
    assert (code, "no books here" in said) == (2, True)
