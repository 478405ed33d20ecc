"""Books as text others can read: beancount, and CSV. The same books give the same text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta

from zhyto.ledger.books import Entry
from zhyto.money import format_amount


def to_beancount(entries: Iterable[Entry], assertions: Iterable[tuple[str, date, int]], currency: str) -> str:
    """Beancount's text of the books. assertions: (account, day, kopecks at its end). A beancount balance holds at the start of a day: the next one."""
    rows = sorted(entries, key=lambda entry: (entry.effective, entry.number))
    opened: dict[str, date] = {}
    stated = list(assertions)
    for entry in rows:
        for one in entry.postings:
            opened.setdefault(one.account, entry.effective)
    for account, day, _ in stated:
        # An account of which only those under it are used has to be opened too.
        opened.setdefault(account, min([day, *(since for name, since in opened.items() if name.startswith(account + ":"))]))
    lines = ['option "title" "Zhyto"', f'option "operating_currency" "{currency}"', ""]
    lines += [f"{since} open {account} {currency}" for account, since in sorted(opened.items(), key=lambda item: (item[1], item[0]))]
    for entry in rows:
        lines += ["", f'{entry.effective} * "{_quoted(entry.kind)}" "{_quoted(entry.note or entry.key)}"', f'  key: "{_quoted(entry.key)}"']
        lines.append(f'  recorded: "{entry.recorded.isoformat()}"')
        if entry.refers_to is not None:
            lines.append(f'  refers-to: "{_quoted(entry.refers_to)}"')
        for one in entry.postings:
            lines.append(f"  {one.account}  {format_amount(one.amount)} {currency}")
            if one.reference:
                lines.append(f'    reference: "{_quoted(one.reference)}"')
    lines.append("")
    # Without a stated tolerance beancount lets a kopeck pass.
    lines += [f"{day + timedelta(days=1)} balance {account}  {format_amount(amount)} ~ 0 {currency}" for account, day, amount in sorted(stated)]
    return "\n".join(lines) + "\n"


def to_csv(entries: Iterable[Entry]) -> str:
    """One row per posting, in the order written."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("entry", "line", "key", "kind", "effective", "recorded", "refers_to", "account", "amount_uah", "reference", "note"))
    for entry in entries:
        for line, one in enumerate(entry.postings, 1):
            table.writerow((
                entry.number, line, entry.key, entry.kind, entry.effective, entry.recorded.isoformat(), entry.refers_to or "", one.account,
                format_amount(one.amount), one.reference, _plain(entry.note),
            ))  # fmt: skip
    return out.getvalue()


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
