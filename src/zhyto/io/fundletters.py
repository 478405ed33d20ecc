"""Letters about payments of a fund, each with the square code of its receipt where the log has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from zhyto.faults import Fault, InputRefused
from zhyto.io.bankcsv import read_levels
from zhyto.io.letters import letter_pdf, write_page
from zhyto.io.store import Store
from zhyto.law.explain import Lang
from zhyto.ledger.books import POSTING
from zhyto.ledger.receipt import Receipt
from zhyto.money import parse_amount
from zhyto.page.letter import Decision, Letter
from zhyto.page.words import exact_amount
from zhyto.payments.answers import NO_REASON
from zhyto.payments.tables import DISBURSEMENT, ENVELOPE, RECIPIENT
from zhyto.payments.words import AMOUNT_INVALID, reason_text

_STATES = {"confirmed": "paid", "rejected": "not_paid", "returned": "not_paid"}


@dataclass(frozen=True, slots=True)
class Say:
    """What every letter of a fund says. what: the aid, as people call it. rule: the decision by which the fund is shared, with its date and number.

    office: who decided. appeal: how to appeal; until: its last day, None where none is established. currency: symbol.
    """

    lang: Lang
    what: str
    rule: str
    office: str
    appeal: str
    until: date | None
    currency: str


def fund_letters(
    store: Store, out: Path, envelope: str, on: date, say: Say, shares: Path | None = None, receipts: Iterable[tuple[str, Receipt]] = (),
    references: Iterable[str] = (),
) -> list[Path]:  # fmt: skip
    """Write a letter (PDF) for each payment of an envelope that arrived or came back, or for those named. Their files; a file's name is the reference.

    shares: shares.csv of the sharing, whose level the letter then explains. receipts: (reference, receipt) of payments in the log.
    Raises InputRefused where one named is none, or Typst or segno is not installed; OSError.
    """
    wanted = set(references)
    where = (DISBURSEMENT.c.envelope == envelope) & DISBURSEMENT.c.state.in_(list(_STATES))
    rows = store.read(lambda c: c.execute(
        select(DISBURSEMENT.c.reference, DISBURSEMENT.c.household, DISBURSEMENT.c.amount, DISBURSEMENT.c.month, DISBURSEMENT.c.state, DISBURSEMENT.c.source,
               DISBURSEMENT.c.reason, RECIPIENT.c.name, (ENVELOPE.c.state == "closed").label("closed"))
        .join(RECIPIENT, (RECIPIENT.c.envelope == DISBURSEMENT.c.envelope) & (RECIPIENT.c.batch == DISBURSEMENT.c.batch)
              & (RECIPIENT.c.household == DISBURSEMENT.c.household))
        .join(ENVELOPE, ENVELOPE.c.name == DISBURSEMENT.c.envelope).where(where).order_by(DISBURSEMENT.c.reference)
    ).all())  # fmt: skip
    rows = [row for row in rows if not wanted or row.reference in wanted]
    lacking = wanted - {row.reference for row in rows}
    if lacking:
        expected = f"a payment of {envelope} that arrived or came back"
        raise InputRefused([Fault("--reference", 0, "reference", one, expected, "look it up with `zhyto fund status`") for one in sorted(lacking)])
    # What an officer settled was paid otherwise than prepared: the letter says what was paid.
    settled = any(row.reason == AMOUNT_INVALID for row in rows)
    spent = dict(store.read(lambda c: list(map(tuple, c.execute(select(POSTING.c.reference, func.sum(POSTING.c.amount)).where(
        POSTING.c.account.startswith("Expenses:", autoescape=True)).group_by(POSTING.c.reference)))))) if settled else {}  # fmt: skip
    levels = {} if shares is None else read_levels(shares)
    known = dict(receipts)
    uk = say.lang == "uk"
    files = []
    out.mkdir(parents=True, exist_ok=True)
    for row in rows:
        decision: Decision = "paid" if _STATES[row.state] == "paid" else "not_paid"
        reasons = [
            "Фонд ділять так: спершу піднімають тих, кому найбільше бракує до межі, порівну, доки вистачає грошей."
            if uk else "The fund is shared so: first those who are furthest below the line are raised, evenly, as far as the money goes."
        ]  # fmt: skip
        if decision == "not_paid":
            reasons.insert(0, f"{'Чому не дійшла' if uk else 'Why it did not arrive'}: {reason_text(row.reason or NO_REASON, say.lang)}.")
        level = parse_amount(levels.get(row.household, ""))
        if level is not None:
            money = exact_amount(level, say.lang, say.currency)
            reasons.append(f"З усіма частками фонду ваше домогосподарство має на місяць {money}." if uk
                           else f"With all shares of the fund your household has {money} a month.")  # fmt: skip
        receipt = known.get(row.reference)
        letter = Letter(
            say.lang, decision, row.reference, on, row.name, say.what, int(spent.get(row.reference, row.amount)), say.currency,
            row.month, tuple(reasons), say.rule, say.office, say.appeal,
            say.until, row.reference, "" if receipt is None else receipt.payload(),
            "" if receipt is None else "Квадратний код — ваша квитанція. Не показуйте його чужим: у ньому ваша виплата. Перевірити: zhyto verify, verify.html."
            if uk else "The square code is your receipt. Show it to nobody else: your payment is in it. To check it: zhyto verify, verify.html.",
            not row.closed,
        )  # fmt: skip
        file = out / f"{row.reference}.pdf"
        write_page(letter_pdf(letter), file)
        files.append(file)
    return files
