"""`zhyto fund waiting` and `zhyto fund term`: for whom each payment waits, since when, due by which day, under which rule."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from zhyto.cli.books import moment, opened, place, say
from zhyto.cli.common import Day, common, options, refusals
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import country_of
from zhyto.texts import Said

LISTED = 20


@click.command()
@click.option("--envelope", "name", default="", help="Only this envelope.")
@click.option("--on", "day", type=Day(), default=None, help="The day (default: today).")
@click.option("--warn", type=click.IntRange(min=0), default=3, show_default=True, help="Days before a payment is late at which to warn.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write all of it, a row per payment: .csv or .parquet.")
@click.option("--law", "law_code", default="", help="Country pack, for the terms of its law.")
@click.option("--region", default="", help="Region pack: its code or folder.")
@options(place, common)
def waiting(
    name: str, day: date | None, warn: int, out: Path | None, law_code: str, region: str, books: Path, database: str, at: datetime | None, as_json: bool,
    lang: str,
) -> None:  # fmt: skip
    """For whom each payment waits, since when, due by which day and under which rule; what is late or will be soon."""
    with refusals(as_json):
        import polars as pl

        from zhyto.io.run.claims import write_table
        from zhyto.money import format_amount
        from zhyto.payments.clock import WAITS, clock, read_terms

        if out is not None and out.suffix not in (".csv", ".parquet"):
            raise InputRefused([Fault("--out", 0, "", Said("the ending {suffix!r}", suffix=out.suffix), Said(".csv or .parquet"), Said("name the file so"))])
        _, about = moment(at, day)
        terms = read_terms(country_of(law_code, region).sheet.get("payment_terms"))
        with opened(books, database) as store:
            rows = store.read(lambda c: clock(c, terms, about, warn, name))
        if out is not None:
            amounts = pl.Series("amount_uah", [format_amount(amount) for amount in rows["amount"]], dtype=pl.String)
            write_table(rows.drop("amount").with_columns(amounts), out)
    groups = rows.group_by("waits_for", "article", "mark").agg(
        pl.len().alias("payments"), pl.col("since").min(), pl.col("due_by").min(), pl.col("warn").sum().alias("warnings")
    ).with_columns(
        place=pl.col("waits_for").replace_strict({one: number for number, one in enumerate(WAITS)}, return_dtype=pl.Int64)
    ).sort("place", "article")  # fmt: skip
    soon = rows.filter("warn").sort("due_by", "reference")
    page = {
        "on": about.isoformat(), "payments": len(rows), "waiting": [
            {"waits_for": row["waits_for"], "payments": row["payments"], "since": str(row["since"]), "due_by": row["due_by"] and str(row["due_by"]),
             "article": row["article"] or None, "mark": row["mark"] or None, "warnings": row["warnings"]} for row in groups.iter_rows(named=True)
        ],
        "warnings": [
            {"reference": row["reference"], "envelope": row["envelope"], "state": row["state"], "waits_for": row["waits_for"], "since": str(row["since"]),
             "due_by": str(row["due_by"]), "days_left": row["days_left"]} for row in soon.iter_rows(named=True)
        ],
    }  # fmt: skip

    def lines() -> list[str]:
        uk = lang == "uk"
        told = []
        for row in groups.iter_rows(named=True):
            if row["waits_for"] == "nobody":
                told.append(f"{'Нічого не чекають' if uk else 'Wait for nothing'}: {row['payments']}")
                continue
            due = (("строк невідомий" if uk else "no deadline known") if row["due_by"] is None
                   else f"{'до' if uk else 'until'} {row['due_by']}; {row['article']} ({_mark(row['mark'], uk)})")  # fmt: skip
            whom = WAITS[row["waits_for"]][not uk]
            told.append(f"{'Чекають' if uk else 'Wait for'} {whom}: {row['payments']}, {'з' if uk else 'since'} {row['since']}; {due}")
        for row in soon.head(LISTED).iter_rows(named=True):
            late = -row["days_left"]
            left = (f"{'прострочено днів' if uk else 'days late'}: {late}" if late > 0 else f"{'лишилося днів' if uk else 'days left'}: {-late}")
            whom = WAITS[row["waits_for"]][not uk]
            told.append(f"  ! {row['reference']} {'чекає' if uk else 'waits for'} {whom} {'до' if uk else 'until'} {row['due_by']}, {left}")
        if len(soon) > LISTED:
            told.append(f"  … {'і ще' if uk else 'and'} {len(soon) - LISTED}{': усе показує --out' if uk else ' more: --out has all'}")
        return told or [("Виплат немає." if uk else "No payments.")]

    say(page, as_json, lines)


@click.command()
@click.option("--for", "waits_for", required=True, help="officers, sender, officer, bank, post or maker: who has so long.")
@click.option("--days", type=int, required=True, help="Days after the day since when it waits.")
@click.option("--rule", required=True, help="Where the fund's regulation says so.")
@click.option("--officer", "login", required=True, help="Who does this.")
@options(place, common)
def term(waits_for: str, days: int, rule: str, login: str, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Set a term of the fund's own regulation; the law's terms stand in the country pack, and the earlier day counts."""
    with refusals(as_json):
        from zhyto.payments.clock import set_term

        with opened(books, database) as store:
            done = store.write(lambda c: set_term(c, waits_for, days, rule, login, moment(at)[0]))
    text = {True: ("Строк записано", "Term recorded"), False: ("Такий строк уже записано", "Recorded before")}[done][lang == "en"]
    say({"waits_for": waits_for, "days": days, "rule": rule, "recorded": done}, as_json, lambda: [f"{text}: {waits_for}, {days}; {rule}"])


def _mark(mark: str, uk: bool) -> str:
    pair = {"verified": ("перевірено", "verified"), "remembered": ("з пам'яті", "remembered"), "own": ("правило фонду", "the fund's rule")}[mark]
    return pair[not uk]
