"""Letters about payments of a fund, each with the square code of its receipt where the log has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from zhyto.faults import Fault, InputRefused
from zhyto.io.letters import letter_pdf, write_page
from zhyto.io.payments.bankcsv import Level, read_levels
from zhyto.io.payments.store import Store
from zhyto.ledger.books import POSTING
from zhyto.ledger.receipt import Receipt
from zhyto.page.letter import Decision, Letter
from zhyto.payments.answers import NO_REASON
from zhyto.payments.queries import envelope_state
from zhyto.payments.tables import DISBURSEMENT, ENVELOPE, RECIPIENT
from zhyto.payments.words import AMOUNT_INVALID, reason_text
from zhyto.texts import Said, as_is
from zhyto.texts.spoken import Lang, exact_amount

_STATES = {"confirmed": "paid", "rejected": "not_paid", "returned": "not_paid"}


@dataclass(frozen=True, slots=True)
class Say:
    """What every letter of a fund says. what: the aid, as people call it. rule: the decision by which the fund is shared, with its date and number.

    office: who decided. appeal: how to appeal; until: its last day, None where none is established. currency: symbol. check: where the log and the page
    that checks a receipt are, empty where that is not known.
    """

    lang: Lang
    what: str
    rule: str
    office: str
    appeal: str
    until: date | None
    currency: str
    check: str = ""


def fund_letters(
    store: Store, out: Path, envelope: str, on: date, say: Say, shares: Path | None = None, receipts: Iterable[tuple[str, Receipt]] = (),
    references: Iterable[str] = (),
) -> list[Path]:  # fmt: skip
    """Write a letter (PDF) for each payment of an envelope that arrived or came back, or for those named. Their files; a file's name is the reference.

    shares: shares.csv of the sharing, whose level the letter then explains. receipts: (reference, receipt) of payments in the log.
    Raises InputRefused where one named is none, or Typst or segno is not installed; OSError.
    """
    if say.until is not None and say.until < on:
        expected = Said("a day that has not passed on {on}, the day of the letters", on=on)
        raise InputRefused([Fault("--appeal-until", 0, "", as_is(say.until), expected, Said("name the day the law gives, counted from the letter"))])
    store.read(lambda c: envelope_state(c, envelope))
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
        expected = Said("a payment of {envelope} that arrived or came back", envelope=envelope)
        raise InputRefused([Fault("--reference", 0, "reference", as_is(one), expected,
                                  Said("look it up with `zhyto fund payments`")) for one in sorted(lacking)])
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
        if (level := levels.get(row.household)) is not None:
            reasons += _stands(level, decision == "paid", say)
        receipt = known.get(row.reference)
        letter = Letter(
            say.lang, decision, row.reference, on, row.name, say.what, int(spent.get(row.reference, row.amount)), say.currency,
            row.month, tuple(reasons), say.rule, say.office, say.appeal,
            say.until, row.reference, "" if receipt is None else receipt.payload(),
            "" if receipt is None else _square(say), not row.closed,
        )  # fmt: skip
        file = out / f"{row.reference}.pdf"
        # A letter names a person and carries the receipt.
        write_page(letter_pdf(letter), file, 0o600)
        files.append(file)
    return files


def _stands(level: Level, paid: bool, say: Say) -> list[str]:
    """What a household had, what its line is, and what it has with its shares: sentences of the letter."""
    had, has = (exact_amount(amount, say.lang, say.currency) for amount in (level.reached - level.shares, level.reached))
    if say.lang == "uk":
        told = [f"Без фонду ваше домогосподарство мало б на місяць {had}; з усіма частками фонду — {has}{'' if paid else ', коли вони дійдуть'}."]
    else:
        told = [f"Without the fund your household would have {had} a month; with all shares of the fund, {has}{'' if paid else ', once they arrive'}."]
    if level.line:
        line, part = exact_amount(level.line, say.lang, say.currency), level.reached * 100 // level.line
        told.append(f"Межа для вашого домогосподарства — {line} на місяць; ви матимете щонайменше {part} % межі." if say.lang == "uk"
                    else f"The line of your household is {line} a month; you will have at least {part}% of it.")  # fmt: skip
    return told


def _square(say: Say) -> str:
    """What the square code is, and where it can be checked."""
    if say.lang == "uk":
        where = f" Перевірити можна тут: {say.check}." if say.check else " Де перевірити, скаже установа."
        return f"Квадратний код — ваша квитанція: доказ, що виплату записано. Не показуйте його чужим: у ньому ваша виплата.{where}"
    where = f" It can be checked here: {say.check}." if say.check else " The office tells where to check it."
    return f"The square code is your receipt: proof that the payment is on record. Show it to nobody else: your payment is in it.{where}"
