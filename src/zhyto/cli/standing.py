"""`zhyto fund status` and `zhyto fund payments`: where the fund stands, and each payment of an envelope."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from zhyto import dates
from zhyto.cli.books import opened, place, say, symbol_of
from zhyto.cli.common import columns, common, options, refusals
from zhyto.money import format_amount, parse_amount
from zhyto.texts.spoken import speak_amount


@click.command()
@click.option("--envelope", "name", default="", help="Only this envelope.")
@click.option("--check", is_flag=True, help="Read all the books and say what is wrong with them.")
@options(place, common)
def status(name: str, check: bool, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Where the fund stands: sources, envelopes, payments by state, open questions."""
    del at
    with refusals(as_json):
        from zhyto.payments.status import status as stands

        with opened(books, database) as store:
            page = store.read(lambda c: stands(c, name, check))
            symbol = symbol_of(store, lang)
    say(page, as_json, lambda: _status_told(page, symbol, lang))
    if page.get("faults"):
        raise SystemExit(1)


def _status_told(page: dict[str, Any], symbol: str, lang: str) -> list[str]:
    from zhyto.io.files.texts import ukrainian
    from zhyto.payments.answers import told as problem_told
    from zhyto.payments.words import STATE_NAMES

    uk = lang == "uk"

    def money(text: str) -> str:
        return speak_amount(parse_amount(text) or 0, lang, symbol)

    lines = [f"{page['payer']}, {page['iban']}"]
    parts = {"received_uah": ("надійшло", "received"), "paid_uah": ("виплачено", "paid"), "in_envelopes_uah": ("у конвертах", "in envelopes"),
             "on_the_way_uah": ("у дорозі", "on the way"), "came_back_uah": ("повернулося", "came back"), "left_uah": ("лишилося", "left")}  # fmt: skip
    for one in page["sources"]:
        shown = [key for key in parts if key in ("received_uah", "paid_uah", "left_uah") or parse_amount(one[key])]
        lines.append(f"  {one['source']}: {', '.join(f'{parts[key][not uk]} {money(one[key])}' for key in shown)}")
    if parse_amount(page["in_review_uah"]):
        lines.append(f"  {'на розгляді, ні за ким' if uk else 'under review, of no source'}: {money(page['in_review_uah'])}")
    lines.append(f"  {'на рахунку за книгами' if uk else 'on the account by the books'}: {money(page['account_uah'])}")
    if page["bank_differs_uah"] is not None and parse_amount(page["bank_differs_uah"]):
        lines.append(f"  ! {'банк мінус книги' if uk else 'bank less books'}: {money(page['bank_differs_uah'])}")
    for one in page["envelopes"]:
        lines.append(f"{one['envelope']} ({one['month']}): {STATE_NAMES[one['state']][not uk]}")
        lines += [f"  {STATE_NAMES[state][not uk]}: {row['count']} — {money(row['uah'])}" for state, row in one["disbursements"].items()]
        for batch in one["batches"]:
            if len(batch["approved_by"]) < batch["approvals_needed"]:
                by = ", ".join(batch["approved_by"]) or ("ніким" if uk else "nobody")
                lines.append(f"  {'чекає затвердження' if uk else 'waits for approval'} ({'поки' if uk else 'so far'}: {by})")
        if one["held"]:
            lines.append(f"  {'утримано питаннями' if uk else 'held by questions'}: {one['held']}")
    for one in page["questions"]:
        what = (
            f"{one['left']} ~ {one['right']}, {one['score']}/100"
            if one["kind"] == "duplicate"
            else f"{one['right'] or '—'}, {money(one['amount_uah'])}"
        )
        lines.append(f"? {one['id']}: {problem_told(one['problem'], lang)}: {what}")
    for fault in page.get("faults", []):
        lines.append(f"! {ukrainian().say(fault) if uk else fault}")
    if "faults" in page and not page["faults"]:
        lines.append("Книги зводяться." if uk else "The books balance.")
    return lines


@click.command()
@click.option("--state", "states", multiple=True, help="Only payments in this state (prepared, rejected, returned …); repeat.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write them to a CSV file that only its owner can read.")
@click.option("--envelope", "name", required=True, help="Name of the envelope.")
@options(place, common)
def payments(
    states: tuple[str, ...], out: Path | None, name: str, books: Path, database: str, at: datetime | None, as_json: bool, lang: str
) -> None:
    """List an envelope's payments: to whom, how much, by which way, where each stands and why. Personal data: for officers only."""
    del at
    with refusals(as_json):
        from zhyto.io.payments.books import write_payments
        from zhyto.payments.status import payments as listed
        from zhyto.payments.words import STATE_NAMES, reason_text

        with opened(books, database) as store:
            rows = store.read(lambda c: listed(c, name, states))
            symbol = symbol_of(store, lang)
        if out is not None:
            write_payments(rows, out)
    uk = lang == "uk"
    ways = {"bank": ("банк", "bank"), "post": ("пошта", "post"), "none": ("немає рахунку чи адреси", "no account or address")}

    def lines() -> list[str]:
        total = f"{'Виплат' if uk else 'Payments'}: {len(rows)}, {speak_amount(int(rows['amount'].sum()), lang, symbol)}"
        if out is not None or rows.is_empty():
            return [total, *([str(out)] if out else [])]
        heads = ("Домогосподарство", "Кому", "Сума", "Як", "Стан", "Чому", "Номер") if uk else ("Household", "To", "Amount", "Way", "State", "Why", "Reference")
        table = [
            (row["household"], row["name"] or "—", f"{speak_amount(row['amount'], lang, symbol)} ({row['source']})", ways[row["method"]][not uk],
             STATE_NAMES[row["state"]][not uk], reason_text(row["reason"], lang) if row["reason"] else "—", row["reference"])
            for row in rows.iter_rows(named=True)
        ]  # fmt: skip
        return [*columns([heads, *table]), total]

    page = {"envelope": name, "payments": [
        {**{key: value for key, value in row.items() if key not in ("amount", "month")}, "month": dates.format_month(row["month"]),
         "amount_uah": format_amount(row["amount"])} for row in rows.iter_rows(named=True)
    ]}  # fmt: skip
    say(page, as_json, lines)
