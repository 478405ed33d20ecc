"""The page of a run against its files: every figure computed again from the CSV files and the register, by other code."""

from __future__ import annotations

import html as text_of
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from click.testing import CliRunner

from zhyto.cli import main
from zhyto.report import speak
from zhyto.report.examples import SHOWN
from zhyto.report.gather import report_data, split_note
from zhyto.texts import spoken

NBSP = "\u00a0"
RANGES = {"1–2": range(1, 3), "3+": range(3, 10**9)}
MONEY = pl.Decimal(18, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small region, computed by the command line."""
    out = tmp_path_factory.mktemp("publish") / "demo"
    done = CliRunner().invoke(main, ["demo", "--share", "0.02", "--seed", "3", "--fund", "300000", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def table(folder: Path, name: str) -> pl.DataFrame:
    found = pl.read_csv(folder / f"{name}.csv", infer_schema_length=0)
    return found.with_columns(pl.col([c for c in found.columns if c.endswith("_uah")]).cast(MONEY))


@pytest.fixture(scope="module")
def rights(folder: Path) -> pl.DataFrame:
    return table(folder, "entitlements")


@pytest.fixture(scope="module")
def found(folder: Path) -> pl.DataFrame:
    return table(folder, "findings")


@pytest.fixture(scope="module")
def hard(folder: Path) -> pl.DataFrame:
    return table(folder, "hardship")


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """Codes of guarantees by the names that the page shows."""
    done = CliRunner().invoke(main, ["law", "list", "--json", "--lang", "uk"])
    assert done.exit_code == 0, done.output
    return {row["label"].replace("'", "’"): row["code"] for row in json.loads(done.output)}


def plain(markup: str) -> str:
    markup = re.sub(r'<span class="vh">.*?</span>', "", markup)
    markup = re.sub(r"<small>", "|", markup)
    return text_of.unescape(re.sub(r"<[^>]+>", "", markup)).replace("†", "").strip()


def rows_of(page: str, name: str) -> list[list[str]]:
    """Rows of a table of the page, the name without what stands small under it."""
    start = page.index(f'id="{name}"')
    body = page[start : page.index("</table>", start)]
    return [[plain(cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row)] for row in re.findall(r"<tr>(.*?)</tr>", body)[1:]]


def agrees(shown: str, count: int) -> bool:
    """Whether a cell says this count, or hides it as it should."""
    if shown in RANGES:
        return count in RANGES[shown]
    return not 0 < count < 3 and shown == spoken.number(count, "uk")


def money(amount: Any) -> str:
    return speak.amount(round(amount * 100), "uk")


def total(frame: pl.DataFrame, column: str = "amount_uah") -> Any:
    return frame[column].sum() or 0


def paid_of_due(folder: Path, rights: pl.DataFrame) -> pl.DataFrame:
    """What was paid for the month on each right that is due, no more than is due."""
    payments = pl.read_parquet(folder / "register" / "payments.parquet").filter(pl.col("month") == "2026-01")
    paid = payments.group_by("recipient_id", "guarantee").agg(pl.col("amount_uah").sum().cast(MONEY).alias("paid"))
    due = rights.filter(pl.col("state") == "due")
    joined = due.join(paid, left_on=["entity_id", "guarantee"], right_on=["recipient_id", "guarantee"], how="left")
    zero = pl.lit(0).cast(MONEY)
    return joined.with_columns(
        pl.min_horizontal(pl.max_horizontal(pl.col("paid").fill_null(0).cast(MONEY), zero), "amount_uah").alias("paid")
    )


def homes(folder: Path) -> pl.DataFrame:
    """The hromada of each person and household."""
    households = pl.read_parquet(folder / "register" / "households.parquet").select("household_id", "hromada")
    persons = pl.read_parquet(folder / "register" / "persons.parquet").join(households, on="household_id")
    return pl.concat(
        [persons.select(entity_id="person_id", hromada="hromada"), households.select(entity_id="household_id", hromada="hromada")]
    )


LAW = Path(__file__).resolve().parents[2] / "src" / "zhyto_packs" / "ukraine" / "law"
APART = ("excludes", "choice", "one_of", "replaces")


@pytest.fixture(scope="module")
def bound() -> set[frozenset[str]]:
    """Pairs of guarantees that nobody has together in January 2026, from the sheets of the law."""
    pairs = set()
    for sheet in LAW.glob("*/guarantee.yaml"):
        for row in yaml.safe_load(sheet.read_text(encoding="utf-8")).get("relations") or []:
            if row["kind"] in APART and str(row.get("from", "0")) <= "2026-01-01" and str(row.get("until") or "9") >= "2026-01-01":
                pairs.add(frozenset((sheet.parent.name, row["other"])))
    return pairs


def combinations(items: list[Any], clash: Callable[[Any, Any], bool]) -> Iterator[list[Any]]:
    """Every choice of items of which no two clash."""
    if not items:
        yield []
        return
    for rest in combinations(items[1:], clash):
        yield rest
        if not any(clash(items[0], other) for other in rest):
            yield [items[0], *rest]


Sums = tuple[Decimal, Decimal, Decimal]
NOTHING: Sums = (Decimal(0), Decimal(0), Decimal(0))


def added(*parts: Sums) -> Sums:
    """For the month itself, each month and at once, apart from each other."""
    month, monthly, at_once = (sum(column, Decimal(0)) for column in zip(NOTHING, *parts, strict=True))
    return month, monthly, at_once


def most_together(folder: Path, rights: pl.DataFrame, bound: set[frozenset[str]], *states: str) -> dict[str, Sums]:
    """The most that each household can hold in the month of its rights in some states, every combination tried."""
    lived = dict(pl.read_parquet(folder / "register" / "persons.parquet").select("person_id", "household_id").iter_rows())
    free: dict[str, list[Sums]] = {}
    tied: dict[str, list[tuple[str, str, Sums]]] = {}
    codes = {code for pair in bound for code in pair}
    money = pl.col("amount_uah", "monthly_uah", "at_once_uah").fill_null(0)
    for entity, code, *amounts in rights.filter(pl.col("state").is_in(states)).select("entity_id", "guarantee", money).iter_rows():
        home = lived.get(entity, entity)
        sums = added((amounts[0], amounts[1], amounts[2]))
        if code in codes and amounts[0]:
            tied.setdefault(home, []).append((entity, code, sums))
        else:
            free.setdefault(home, []).append(sums)

    def clash(one: tuple[str, str, Sums], two: tuple[str, str, Sums]) -> bool:
        near = one[0] == two[0] or (one[0] in lived) != (two[0] in lived)
        return near and frozenset((one[1], two[1])) in bound

    found = {home: added(*sums) for home, sums in free.items()}
    for home, items in tied.items():
        # Rights that clash with none of this household's need no trying.
        tried = [item for item in items if any(clash(item, other) for other in items)]
        best = max(added(*(sums for _, _, sums in some)) for some in combinations(tried, clash))
        found[home] = added(found.get(home, NOTHING), best, *(item[2] for item in items if item not in tried))
    return found


def test_totals_hold_what_each_household_can_have_together(
    folder: Path, page: str, rights: pl.DataFrame, found: pl.DataFrame, bound: set[frozenset[str]]
) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    due, both = (most_together(folder, rights, bound, *states) for states in (("due",), ("due", "claimable")))
    all_due, all_both = added(*due.values()), added(*both.values())
    claimable, monthly, at_once = (more - less for more, less in zip(all_both, all_due, strict=True))
    rows = total(rights.filter(pl.col("state") == "claimable"))
    assert rows > claimable, "somebody of the region could have one of two"
    names = ("due_uah", "due_monthly_uah", "due_once_uah", "claimable_uah", "claimable_monthly_uah", "claimable_at_once_uah")
    assert [Decimal(summary["totals"][name]) for name in names] == [*all_due, claimable, monthly, at_once]
    assert summary["totals"]["not_together"] == {"due_uah": "0.00", "claimable_uah": str(rows - claimable)}
    foot = rows_of(page, "t2-uk")[-1]
    assert foot[2:4] == [money(all_due[1]), money(all_due[2])]
    assert foot[5:7] == [money(monthly), money(at_once)]
    assert "Деяких виплат не дають одночасно" in page
    place = dict(homes(folder).iter_rows())
    for code, row in summary["hromadas"].items():
        here = [home for home in both if place[home] == code]
        assert row["due_uah"] == f"{added(*(due.get(home, NOTHING) for home in here))[0]:.2f}"
        assert row["claimable_uah"] == f"{added(*(both[home] for home in here))[0] - Decimal(row['due_uah']):.2f}"
    # Nobody is told of two rights of which there is one, and of none that is worth less than another.
    open_ = found.filter(pl.col("kind") == "unclaimed")
    unclaimed = rights.join(open_.select("entity_id", "guarantee"), on=["entity_id", "guarantee"])
    assert added(*most_together(folder, unclaimed, bound, "claimable").values())[0] == total(unclaimed) == total(open_, "due_uah")


def test_the_front_tells_how_much_of_the_money_rests_on_known_law(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With nothing to hide: where the shares could tell what the table hides of a few, the page is silent.
    monkeypatch.setattr("zhyto.report.gather.report_data", partial(report_data, hide_below=1))
    done = CliRunner().invoke(main, ["run", str(folder / "register"), "--month", "2026-01", "--out", str(tmp_path / "all")])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "all" / "report.html").read_text(encoding="utf-8")
    summary = json.loads((tmp_path / "all" / "summary.json").read_text(encoding="utf-8"))
    sums = {known: Decimal(0) for known in ("read", "verified", "assumed", "open")}
    for row in summary["guarantees"].values():
        sums[row["law_known"]] += Decimal(row["due_uah"])
        # What a citation calls unverified is not known in full.
        assert "unverified: " not in row["law"] or row["law_known"] in ("assumed", "open")
    assert sums == {known: Decimal(amount) for known, amount in summary["totals"]["due_by_law_uah"].items()}
    shares = {known: speak.percent(round(amount * 100), round(sum(sums.values()) * 100), "uk") for known, amount in sums.items()}
    known = speak.percent(round((sums["read"] + sums["verified"]) * 100), round(sum(sums.values()) * 100), "uk")
    front = plain(page[page.index('class="five"') : page.index('class="read"')])
    assert f"Із належного {known} цілком спирається на перевірений закон" in front
    assert all(f"{share} — на" in front for share in (shares["read"], shares["verified"], shares["assumed"]))
    assert f"за рештою, {shares['open']}, стоїть" in front


def test_page_is_small(page: str) -> None:
    # Of 99 guarantees and 104 open readings in two languages, each told once; what concerns nobody in the month is named in one line
    # and left to the law book.
    assert len(page.encode()) < 700_000


def test_what_is_due(page: str, rights: pl.DataFrame, names: dict[str, str]) -> None:
    *lines, foot = rows_of(page, "t2-uk")
    shown = {names[line[0].partition("|")[0]] for line in lines}
    open_ = rights.filter(pl.col("state").is_in(["due", "claimable", "unknown"]))
    assert shown == set(open_["guarantee"])
    start = page.index("</table>", page.index('id="t2-uk"'))
    quiet = plain(page[start : page.index("</section>", start)])
    assert all(name in quiet for name, code in names.items() if code not in shown)
    for line in lines:
        of = rights.filter(pl.col("guarantee") == names[line[0].partition("|")[0]])
        due, claimable, unknown = (of.filter(pl.col("state") == state) for state in ("due", "claimable", "unknown"))
        assert agrees(line[1], len(due))
        assert line[2] in (money(total(due, "monthly_uah")), "приховано")
        assert line[3] in (money(total(due, "at_once_uah")), "приховано")
        assert agrees(line[4], len(claimable))
        assert line[5] in (money(total(claimable, "monthly_uah")), "приховано")
        assert line[6] in (money(total(claimable, "at_once_uah")), "приховано")
        assert agrees(line[7], len(unknown))
    due = rights.filter(pl.col("state") == "due")
    assert foot[1] == spoken.number(due["entity_id"].n_unique(), "uk")
    assert foot[2:4] == [money(total(due, "monthly_uah")), money(total(due, "at_once_uah"))]


def test_main_sentences(folder: Path, page: str, rights: pl.DataFrame, found: pl.DataFrame, hard: pl.DataFrame) -> None:
    cards = plain(page[page.index('class="five"') : page.index("</ol>", page.index('class="five"'))])
    of_due = rights.filter(pl.col("state") == "due")
    due, paid = total(of_due), total(paid_of_due(folder, rights), "paid")
    unpaid = found.filter(pl.col("kind").is_in(["missing", "short", "undecided_late"]) & (pl.col("difference_uah") < 0))
    unclaimed = found.filter(pl.col("kind") == "unclaimed")
    missed = hard.filter(pl.col("reason") == "missed_by_law")
    open_ = apart(unclaimed, rights)
    for amount in (total(of_due, "monthly_uah"), total(of_due, "at_once_uah"), paid, -total(unpaid, "difference_uah"), *open_, total(hard, "shortfall_uah")):
        assert speak.short_amount(round(amount * 100), "uk", "грн") in cards
    for count in (unpaid["entity_id"].n_unique(), unclaimed["entity_id"].n_unique(), len(hard), len(missed)):
        assert spoken.number(count, "uk") in cards
    assert due >= paid - total(unpaid, "difference_uah")


def apart(unclaimed: pl.DataFrame, rights: pl.DataFrame) -> tuple[Any, Any]:
    """What nobody claimed: each month, and at once."""
    both = unclaimed.join(rights, on=["entity_id", "guarantee"])
    return total(both, "monthly_uah"), total(both, "at_once_uah")


def test_findings_by_guarantee(page: str, rights: pl.DataFrame, found: pl.DataFrame, names: dict[str, str]) -> None:
    kinds = {"t3a-uk": ["missing", "short", "undecided_late"], "t3c-uk": ["over", "undue", "unexplained"]}
    for name, of in kinds.items():
        for line in rows_of(page, name):
            rows = found if line[0] == "Разом" else found.filter(pl.col("guarantee") == names[line[0].partition("|")[0]])
            groups = [of, *[[kind] for kind in of]] if name == "t3a-uk" else [[kind] for kind in of]
            for shown, group in zip(line[1:], groups, strict=False):
                cell = rows.filter(pl.col("kind").is_in(group))
                count, _, amount = shown.partition("|")
                assert agrees(count, len(cell)), (name, line[0], group)
                assert amount in ("", "приховано", money(cell["difference_uah"].abs().sum() or 0))
                assert (amount == "приховано") == (count in RANGES)
    for line in rows_of(page, "t3b-uk"):
        rows = found.filter(pl.col("kind") == "unclaimed")
        rows = rows if line[0] == "Разом" else rows.filter(pl.col("guarantee") == names[line[0].partition("|")[0]])
        assert agrees(line[1], len(rows))
        assert all(shown in ("приховано", money(amount)) for shown, amount in zip(line[2:4], apart(rows, rights), strict=True))


def test_hromadas(folder: Path, page: str, rights: pl.DataFrame, found: pl.DataFrame, hard: pl.DataFrame) -> None:
    """Codes are not on the page: the rows are compared as sets, hidden cells by what they may hide."""
    where = homes(folder)
    paid = paid_of_due(folder, rights).join(where, on="entity_id")
    unpaid = found.filter(pl.col("kind").is_in(["missing", "short", "undecided_late"]) & (pl.col("difference_uah") < 0))
    unclaimed = found.filter(pl.col("kind") == "unclaimed")
    # A part of a region has no people in some places.
    shares = table(folder, "shares")
    due_rows, hard_rows = rows_of(page, "t4-uk"), rows_of(page, "t5b-uk")
    by_due = {line[2]: line for line in due_rows[:-1]}
    names = {}
    for (code,), rows in paid.group_by("hromada"):
        line = by_due[money(total(rows))]
        names[line[0]] = code
        lack, open_ = unpaid.filter(pl.col("hromada") == code), unclaimed.filter(pl.col("hromada") == code)
        assert line[3] in ("приховано", money(total(rows, "paid")))
        assert agrees(line[4], lack["entity_id"].n_unique())
        assert line[6] in ("приховано", money(-total(lack, "difference_uah")))
        assert (line[3] == "приховано") == (line[4] in RANGES) == (line[6] == "приховано")
        assert agrees(line[7], open_["entity_id"].n_unique())
        assert line[8] in ("приховано", money(apart(open_, rights)[0]))
    for line in hard_rows[:-1]:
        if line[0] not in names:
            assert line[1] in ("0", "1–2")
            continue
        rows = hard.filter(pl.col("hromada") == names[line[0]])
        counts = [len(rows), *[len(rows.filter(pl.col("reason") == reason)) for reason in ("due_not_paid", "unclaimed", "missed_by_law")]]
        assert all(agrees(shown, count) for shown, count in zip(line[1:5], counts, strict=True)), line
        assert line[5] in ("приховано", money(total(rows, "shortfall_uah")))
        given = total(shares.filter(pl.col("hromada") == names[line[0]]), "share_uah")
        assert line[6] in ("приховано", money(given))
        if 0 < counts[0] - counts[3] < 3:
            assert line[6] == "приховано", "the rest of the shortfall would be that of one or two households"
    assert len(names) == len(hard_rows) - 1 > 40
    assert due_rows[-1][2:4] == [money(total(paid)), money(total(paid, "paid"))]
    assert hard_rows[-1][5:] == [money(total(hard, "shortfall_uah")), money(total(shares, "share_uah"))]


def test_hardship_and_the_fund(folder: Path, page: str, hard: pl.DataFrame) -> None:
    reasons = ("due_not_paid", "unclaimed", "missed_by_law")
    for line, reason in zip(rows_of(page, "t5-uk"), [*[[r] for r in reasons], list(reasons)], strict=True):
        rows = hard.filter(pl.col("reason").is_in(reason))
        assert agrees(line[1], len(rows))
        assert agrees(line[2], rows["persons"].cast(pl.Int64).sum())
        assert line[3] in ("приховано", money(total(rows, "shortfall_uah")))
    shares = table(folder, "shares").group_by("household_id").agg(pl.col("share_uah").cast(MONEY).sum())
    missed = hard.filter(pl.col("reason") == "missed_by_law").join(
        shares.select("household_id", "share_uah"), on="household_id", how="left"
    )
    after = missed.with_columns(after=pl.col("resources_uah") + pl.col("share_uah").fill_null(0))
    level = min(int(row["after"] * 10_000 / row["line_uah"]) for row in after.iter_rows(named=True))
    now, *more = rows_of(page, "t6-uk")
    assert now[1] == f"{speak.points(level, 'uk')} межі"
    lifted = after.filter((pl.col("after") >= pl.col("line_uah")) & pl.col("share_uah").is_not_null())
    assert now[2] == ("1–2" if 0 < len(lifted) < 3 else spoken.number(len(lifted), "uk"))
    assert now[4] == money(total(missed, "shortfall_uah") - total(shares, "share_uah"))
    need = total(missed, "shortfall_uah")
    assert more[3][0].startswith("стільки, що вистачило б усім")
    assert more[3][1:] == [f"100{NBSP}% межі", spoken.number(len(missed), "uk"), speak.amount(int(need * 100) // len(missed), "uk"), money(0)]
    assert [row[0] for row in more[4:]] == ["«Донор (родини з дітьми)»: без умови", "«Громади Бердичівського району (свої мешканці)»: без умови"]
    rules = rows_of(page, "t6d-uk")
    assert rules[0][1] == now[1]
    assert rules[0][4] == now[4]
    lowest = [float(row[1].split(NBSP)[0].replace(",", ".")) for row in rules]
    assert len(rules) == 5
    assert max(lowest) == lowest[0], "no rule leaves the lowest higher than leximin does"
    groups = rows_of(page, "t6c-uk")
    assert len(groups) == 4
    assert f"{speak.points(level, 'uk')} межі" in {row[4] for row in groups}
    assert any("Обласний бюджет" in row[5] for row in groups)


def test_the_page_says_what_it_is(page: str) -> None:
    for words in (
        "Вигадані дані.", "питання до перевірки, а не звинувачення", "лише готує рішення", "названа посадова особа",
        "кількості від 1 до 2", "Знак <strong>†</strong>", "zhyto demo --share 0.02 --seed 3", "questions to check, not accusations",
        "only prepares decisions. A named official", "Invented data.",
    ):  # fmt: skip
        assert words in page


def half(page: str, lang: str) -> str:
    start = page.index(f'<div class="{lang}" lang="{lang}">')
    ends = [at for at in (page.find('<div class="en" lang="en">', start + 1), page.index("</main>")) if at > start]
    return plain(page[start : min(ends)])


def test_each_half_speaks_its_language(page: str) -> None:
    uk, en = half(page, "uk"), half(page, "en")
    # Citations are in the language of the law; everything else of the English half is English.
    cites = re.findall(r'<p class="cite">.*?</p>|<span class="cite">.*?</span>', page)
    sources = [line[4] for line in rows_of(page, "t8-en")]
    # A short one may be part of a longer one.
    for told in sorted({*map(plain, cites), *sources}, key=len, reverse=True):
        en = en.replace(told, "")
    assert not re.findall(r"[А-Яа-яЄєІіЇїҐґ]{2,}", en)
    allowed = {"zhyto", "demo", "share", "seed", "month", "fund", "findings", "verify", "log", "policy"}
    words = {word.lower() for word in re.findall(r"[A-Za-z]{3,}", uk)} - allowed
    assert not {word for word in words if not re.fullmatch(r"[ivx]+|[0-9a-f]+|[a-f]+", word)}
    for text in (uk, en):
        assert "{" not in text
        # A value that is none, not the words of an open reading.
        assert not re.search(r"\bNone\b(?! of )", text)
        assert "not written down" not in uk


def test_examples_have_no_names_and_give_the_amount_due(page: str, rights: pl.DataFrame) -> None:
    told = re.findall(r"<details>(.*?)</details>", page, re.DOTALL)
    due = rights.filter((pl.col("state") == "due") & (pl.col("amount_uah") > 0))
    assert len(told) == 2 * min(SHOWN, due["guarantee"].n_unique())
    for text in map(plain, told):
        assert not re.search(r"\b[RHCP]\d{5,}", text)
        for day in re.findall(r"\d\d\.\d\d\.\d{4}", re.sub(r"від \d\d\.\d\d\.\d{4}", "", text)):
            assert day.startswith("01."), day
        assert not re.search(
            r"\b(?:[2-9]|[12]\d|3[01])[ \u00a0][A-Z][a-z]{2,8}[ \u00a0]\d{4}",
            text,
        )


NOTES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Відкрите питання 3: перше. Інше прочитання: друге.", [("3", "Перше.", "Друге.")]),
    ("Перше. Інше прочитання: друге. Третє.", [("", "Перше. Третє.", "Друге.")]),
    ("Відкрите питання 5: а (інше прочитання: б). Відкрите питання 9: в (інше прочитання: г).", [("5", "А.", "Б."), ("9", "В.", "Г.")]),
    ("Лише одне.", [("", "Лише одне.", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_notes_are_split_into_readings(note: str, expected: list[tuple[str, str, str]]) -> None:
    assert split_note(note, "uk") == expected


def test_notes_in_english() -> None:
    assert split_note("Open reading 2: in time. The alternative: it is late.", "en") == [("2", "In time.", "It is late.")]


def test_a_real_register_publishes_no_examples(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "real"
    run: Callable[..., Any] = CliRunner().invoke
    done = run(main, ["run", str(folder / "register"), "--month", "2026-01", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "<details>" not in (out / "report.html").read_text(encoding="utf-8")
