"""A decision letter: what was decided and why, under which article, how to appeal and until when. Ukrainian or English, one side of paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from zhyto.page.sheet import Row, Section, Sheet
from zhyto.texts.spoken import Lang, day_in_words, exact_amount, for_month, in_month

Decision = Literal["granted", "refused", "paid", "not_paid"]
_TITLES: Final = {
    "granted": ("Допомогу призначено", "The aid is granted"),
    "refused": ("У призначенні відмовлено", "The aid is refused"),
    "paid": ("Допомогу виплачено", "The aid is paid"),
    "not_paid": ("Виплата не дійшла", "The payment did not arrive"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. number: of the letter; on: its day. to: whom it is written to. what: the right or the fund, as people call it.

    amount: kopecks, None where there is none. month: the (first) month it is for, None where there is none. reasons: the explanation, a sentence or
    a step each, as `zhyto explain` gives it. cite: act and article. office: who decided. appeal: how to appeal; appeal_until: its last day, None where
    none is established. months: for how many months since the event the amount comes at once, 0 where it is for one month; monthly: kopecks
    that come each month after that, None where nothing is said of it. reference: of the payment, or empty. qr: text behind the square code, or
    empty; qr_says: what it leads to. kept: whether the money of a payment that did not arrive still waits for this person.
    """

    lang: Lang
    decision: Decision
    number: str
    on: date
    to: str
    what: str
    amount: int | None
    currency: str
    month: int | None
    reasons: tuple[str, ...]
    cite: str
    office: str
    appeal: str
    appeal_until: date | None
    reference: str = ""
    qr: str = ""
    qr_says: str = ""
    kept: bool = True
    months: int = 0
    monthly: int | None = None


def letter_sheet(letter: Letter) -> Sheet:
    """The letter as a sheet: for text, HTML or PDF. Raises ValueError where it would go out without its reasons, its article or the way to appeal."""
    for name in ("number", "to", "what", "cite", "office", "appeal"):
        if not getattr(letter, name).strip():
            raise ValueError(f"a decision letter needs its {name}")
    if not letter.reasons or not all(reason.strip() for reason in letter.reasons):
        raise ValueError("a decision letter needs its reasons")
    uk = letter.lang == "uk"

    def pick(ukrainian: str, english: str) -> str:
        return ukrainian if uk else english

    lead = [f"{letter.what}."]
    if letter.amount is not None:
        until_then = for_month(letter.month, letter.lang) if letter.month is not None and letter.months else ""
        when = in_month(letter.month, letter.lang) if letter.month is not None else pick("Сума", "Amount")
        amount = exact_amount(letter.amount, letter.lang, letter.currency)
        if until_then:
            lead.append(pick(f"Одразу: {amount}. Це за місяці від події, останній — {until_then}. Місяців: {letter.months}.",
                             f"At once: {amount}. It is for the months since the event, the last being {until_then}. Months: {letter.months}."))  # fmt: skip
        else:
            lead.append(f"{when}: {amount}.")
        if letter.monthly:
            each = exact_amount(letter.monthly, letter.lang, letter.currency)
            lead.append(pick(f"Потім щомісяця: {each}.", f"After that each month: {each}."))
        elif letter.monthly == 0:
            lead.append(pick("Більше за цим рішенням не платять.", "Nothing more is paid under this decision."))
    if letter.appeal_until is not None:
        until = pick(
            f"Оскаржити можна до {day_in_words(letter.appeal_until, 'uk')} включно.",
            f"You can appeal until {day_in_words(letter.appeal_until, 'en')}, that day included.",
        )
    else:
        until = pick(
            "Строк оскарження тут не встановлено: спитайте в установі.", "How long you can appeal is not established here: ask the office."
        )
    sections = [
        Section("why", pick("Чому", "Why"), rows=tuple(Row(reason) for reason in letter.reasons)),
        Section("law", pick("За яким законом", "Under which law"), intro=(letter.cite,)),
        Section(
            "appeal",
            pick("Якщо ви не згодні", "If you do not agree"),
            intro=(until, letter.appeal if letter.appeal.endswith(".") else f"{letter.appeal}."),
        ),
    ]
    if letter.decision == "not_paid":
        what_next = pick("Принесіть або надішліть правильний рахунок чи адресу: виплату зроблять знову. Гроші для вас збережено.",
                         "Bring or send the right account or address: the payment is made again. The money is kept for you.")  # fmt: skip
        if not letter.kept:
            what_next = pick("Гроші вже повернуто до фонду. Щоб отримати допомогу, зверніться до установи з правильним рахунком чи адресою.",
                             "The money has gone back to the fund. To get the aid, ask the office, with the right account or address.")  # fmt: skip
        sections.insert(1, Section("next", pick("Що зробити", "What to do"), intro=(what_next,)))
    foot = [f"{pick('Рішення ухвалив орган', 'Decided by')}: {letter.office}."]
    if letter.reference:
        foot.append(f"{pick('Номер виплати', 'Payment')}: {letter.reference}.")
    if letter.qr:
        foot.append(letter.qr_says or pick("Квадратний код веде до квитанції.", "The square code leads to the receipt."))
    return Sheet(
        letter.lang, _TITLES[letter.decision][0 if uk else 1],
        (pick(f"Лист № {letter.number} від {day_in_words(letter.on, 'uk')}", f"Letter {letter.number} of {day_in_words(letter.on, 'en')}"), letter.to),
        tuple(lead), tuple(sections), tuple(foot),
    )  # fmt: skip
