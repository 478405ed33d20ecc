"""`zhyto fund`: the money of a fund, from its sources to the recipients, in books that balance."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from zhyto import dates
from zhyto.cli.books import fund_row, moment, officers_of, opened, place, say, symbol_of
from zhyto.cli.common import Amount, Day, Month, common, options, refusals
from zhyto.cli.publication import letters, publish, receipts
from zhyto.cli.share import prove, share
from zhyto.cli.standing import payments, status
from zhyto.cli.upgrade import upgrade
from zhyto.cli.waiting import term, waiting
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import country_of
from zhyto.money import format_amount, parse_amount
from zhyto.texts import Said
from zhyto.texts.spoken import speak_amount

envelope = click.option("--envelope", "name", required=True, help="Name of the envelope.")
officer = click.option("--officer", "login", required=True, help="Who does this.")
on = click.option("--on", "day", type=Day(), default=None, help="The day it is about (default: the day it is recorded).")


@click.group()
def fund() -> None:
    """Money of a fund: shares, sources, envelopes, payments approved by two officers, the bank's answers, books that balance."""


for command in (share, prove, publish, receipts, letters, status, payments, term, waiting, upgrade):
    fund.add_command(command)


@fund.command(name="open")
@click.option("--payer", default="", help="Name of the payer, as the bank knows it.")
@click.option("--iban", default="", help="IBAN of the fund's account.")
@click.option("--code", default="", help="The payer's number in the register of legal entities.")
@click.option("--officer", "officers", multiple=True, help="Login of an officer; repeat, three at least.")
@click.option("--by", default="", help="The officer who adds new officers to books that are open.")
@click.option("--month", type=Month(), required=True, help="Month to open for posting, YYYY-MM.")
@click.option("--law", "law_code", default="", help="Country pack, for the currency and the numbers of persons.")
@click.option("--region", default="", help="Region pack: its code or folder.")
@options(place, common)
def open_command(
    payer: str, iban: str, code: str, officers: tuple[str, ...], by: str, month: int, law_code: str, region: str, books: Path, database: str,
    at: datetime | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Open the books of a fund, one more month in them, or add an officer."""
    with refusals(as_json):
        from secrets import token_bytes

        from zhyto.payments.cycle import Payer, open_fund

        sheet = country_of(law_code, region).sheet
        now, _ = moment(at)
        with opened(books, database, create=True) as store:
            done = store.write(lambda c: open_fund(
                c, Payer(payer, iban.replace(" ", "").upper(), code), officers, month, now, token_bytes(32), str(sheet["currency"]["code"]),
                str(sheet.get("person_number", "")), by,
            ))  # fmt: skip
            acting = store.read(officers_of)
    text = {True: ("Відкрито", "Opened"), False: ("Вже відкрито", "Open already")}[done]
    say(
        {"opened": done, "month": dates.format_month(month), "officers": acting},
        as_json,
        lambda: [f"{text[lang == 'en']}: {dates.format_month(month)}, {database or books}; {'officers' if lang == 'en' else 'посадовці'}: {', '.join(acting)}"],
    )


@fund.command()
@click.argument("code")
@click.option("--amount", type=Amount(), required=True, help="Money received, in hryvnias.")
@click.option("--reference", default="", help="The bank's reference of the receipt: its entry in the statement is matched by it.")
@on
@options(place, common)
def source(
    code: str, amount: int, reference: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str
) -> None:
    """Record money received from a source (its code: oblast, donor-children …)."""
    with refusals(as_json):
        from zhyto.payments.cycle import add_source

        now, about = moment(at, day)
        with opened(books, database) as store:
            done = store.write(lambda c: add_source(c, code, amount, about, now, reference))
            symbol = symbol_of(store, lang)
    text = {
        True: ("Записано", "Recorded"),
        False: (
            "Вже записано; для ще одного такого надходження дайте --reference",
            "Recorded before; another one alike needs a --reference",
        ),
    }
    say({"recorded": done, "source": code}, as_json, lambda: [f"{text[done][lang == 'en']}: {code}, {speak_amount(amount, lang, symbol)}"])


@fund.command()
@click.argument("reference")
@click.option("--note", required=True, help="Why.")
@officer
@on
@options(place, common)
def undo(reference: str, note: str, login: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Undo money of a source that was recorded by mistake, by its reference: a new entry with opposite postings."""
    with refusals(as_json):
        from zhyto.payments.cycle import undo_source

        now, about = moment(at, day)
        with opened(books, database) as store:
            done = store.write(lambda c: undo_source(c, reference, login, about, now, note))
    text = {True: ("Скасовано новим записом", "Undone by a new entry"), False: ("Скасовано раніше", "Undone before")}
    say({"undone": done, "reference": reference}, as_json, lambda: [f"{text[done][lang == 'en']}: {reference}"])


@fund.command()
@click.argument("shares", type=click.Path(path_type=Path), required=False)
@click.option(
    "--recipients",
    "people",
    type=click.Path(path_type=Path),
    required=True,
    help="Table of recipients: household_id, name, birth_date, iban, rnokpp, address.",
)
@click.option("--month", type=Month(), default=None, help="Month the shares are for, YYYY-MM.")
@click.option(
    "--again", is_flag=True, help="Pay again what was rejected or returned, for the households of --recipients; no shares are given."
)
@click.option("--on-top", is_flag=True, help="These shares come on top of what the same households are paid from the same source for this month.")
@envelope
@officer
@on
@options(place, common)
def pay(
    shares: Path | None, people: Path, month: int | None, again: bool, on_top: bool, name: str, login: str, day: date | None, books: Path, database: str,
    at: datetime | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Prepare an envelope of payments from shares.csv of `zhyto run`; two other officers approve it."""
    with refusals(as_json):
        from zhyto.io.payments.bankcsv import read_recipients, read_shares
        from zhyto.payments.cycle import pay_again, prepare

        if again == (shares is not None) or (not again and month is None):
            fault = Fault("fund pay", 0, "", Said("both or neither"), Said("SHARES with --month, or --again"), Said("see `zhyto fund pay --help`"))
            raise InputRefused([fault])
        now, about = moment(at, day)
        recipients = read_recipients(people)
        with opened(books, database) as store:
            if shares is None:
                made = store.write(lambda c: pay_again(c, name, recipients, login, about, now))
            else:
                rows, of = read_shares(shares), month or 0
                made = store.write(lambda c: prepare(c, name, of, rows, recipients, login, about, now, on_top))
            symbol = symbol_of(store, lang)

    def lines() -> list[str]:
        uk = lang == "uk"
        told = ("Уже підготовлено" if uk else "Prepared before") if made.repeated else ("Підготовлено" if uk else "Prepared")
        found = [f"{told}: {name}, {'виплат' if uk else 'payments'} {made.count}, {speak_amount(made.amount, lang, symbol)}"]
        if made.refused:
            found.append(f"  {'без чинного рахунку чи адреси' if uk else 'without a valid account or address'}: {made.refused}"
                         f" (zhyto fund payments --envelope {name} --state rejected)")  # fmt: skip
        if made.held:
            found.append(
                f"  {'чекають рішення, чи це та сама особа' if uk else 'wait for a decision whether it is the same person'}: {made.held}"
            )
        if not made.repeated:
            found.append(f"{'Далі: двоє інших посадовців затверджують' if uk else 'Next: two other officers approve'}: zhyto fund approve --envelope {name}")
        return found

    page = {"envelope": made.envelope, "batch": made.batch, "count": made.count, "amount": made.amount, "refused": made.refused, "held": made.held,
            "repeated": made.repeated}  # fmt: skip
    say(page, as_json, lines)


@fund.command()
@envelope
@officer
@options(place, common)
def approve(name: str, login: str, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Approve an envelope: two officers must, and neither may have prepared it."""
    with refusals(as_json):
        from zhyto.payments.cycle import APPROVALS
        from zhyto.payments.cycle import approve as approved
        from zhyto.payments.status import approvals_of
        from zhyto.payments.status import status as stands

        with opened(books, database) as store:
            before = store.read(lambda c: approvals_of(c, name, login))
            done = store.write(lambda c: approved(c, name, login, moment(at)[0]))
            lists = {one["batch"]: one for one in store.read(lambda c: stands(c, name))["envelopes"][0]["batches"]}
            symbol = symbol_of(store, lang)

    def lines() -> list[str]:
        uk = lang == "uk"
        told = []
        for batch, count in done.items():
            again = (" (ви затвердили раніше)" if uk else " (you approved it before)") if batch in before else ""
            amount = speak_amount(parse_amount(lists[batch]["uah"]) or 0, lang, symbol)
            told.append(f"{name}/{batch}: {'виплат' if uk else 'payments'} {lists[batch]['count']}, {amount}; "
                        f"{'затверджень' if uk else 'approvals'} {count} / {APPROVALS}{again}")  # fmt: skip
        if done and min(done.values()) >= APPROVALS:
            told.append(f"{'Далі' if uk else 'Next'}: zhyto fund send --envelope {name}")
        return told

    say({"envelope": name, "officer": login, "approvals": done}, as_json, lines)


@fund.command()
@click.option("--text", default="Адресна допомога", show_default=True, help="What the payment is for, as the recipient reads it.")
@click.option("--format", "form", type=click.Choice(["pain.001", "csv"]), default="pain.001", show_default=True, help="File for the bank.")
@click.option("--again", "lost", default="", metavar="MESSAGE", help="Make this file once more, byte for byte: it was lost before the bank had it.")
@envelope
@officer
@on
@options(place, common)
def send(
    text: str, form: str, lost: str, name: str, login: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Write the files for the bank and the post. Asked again after a crash, the same files come again; never other ones."""
    with refusals(as_json):
        from zhyto.io.payments.messages import write_again, write_message
        from zhyto.payments.cycle import messages
        from zhyto.payments.cycle import send as put
        from zhyto.payments.queries import officer as known

        now, about = moment(at, day)
        with opened(books, database) as store:
            if lost:
                store.read(lambda c: known(c, login))
                path = write_again(store, lost, books / "sent")
                files = [(one, path) for one in store.read(messages) if one.id == lost]
            else:
                made = store.write(lambda c: put(c, name, login, about, now, text, form))
                files = [(one, write_message(store, one, books / "sent")) for one in made]
            waiting_for_answers = store.read(lambda c: held_back(c, name))
            symbol = symbol_of(store, lang)
    page = {
        "envelope": name,
        "files": [{"file": str(file), "kind": one.kind, "count": one.count, "amount": one.amount} for one, file in files], "held": waiting_for_answers,
    }

    def lines() -> list[str]:
        uk = lang == "uk"
        told = [f"{file}: {'виплат' if uk else 'payments'} {one.count}, {speak_amount(one.amount, lang, symbol)}" for one, file in files]
        if waiting_for_answers:
            told.append(f"{'Затримано питаннями' if uk else 'Held back by questions'}: {waiting_for_answers} (zhyto fund status)")
        if files:
            told.append(f"{'Далі: передайте файли, а відповіді прочитайте' if uk else 'Next: hand the files over, and read the answers'}: zhyto fund answer")
        return told or ["Нічого нового надсилати." if uk else "Nothing new to send."]

    say(page, as_json, lines)


@fund.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "sender", type=click.Choice(["bank", "post"]), default="bank", show_default=True, help="Who answers.")
@options(place, common)
def answer(file: Path, sender: str, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Read an answer: a camt.053 statement (.xml), or a table (.csv). Read twice, it is booked once."""
    with refusals(as_json):
        from dataclasses import asdict

        from zhyto.io.payments.bankcsv import read_answer_csv
        from zhyto.io.payments.iso20022 import read_camt
        from zhyto.payments.answers import POST, read_answer

        with opened(books, database) as store:
            about = store.read(fund_row)
            if file.suffix.lower() == ".csv":
                statements = [read_answer_csv(file, POST if sender == "post" else about.payer_iban)]
            else:
                statements = read_camt(file, about.currency)
            now = moment(at)[0]
            # All the statements of a file, or none of them.
            found = store.write(lambda c: [read_answer(c, one, now) for one in statements])
    names = {"confirmed": ("виплачено", "confirmed"), "rejected": ("відхилено", "rejected"), "returned": ("повернуто", "returned"),
             "sources": ("надходжень", "receipts"), "review": ("на розгляд", "to review"), "seen": ("відомі вже", "seen before")}  # fmt: skip

    def lines() -> list[str]:
        told = []
        for one in found:
            counts = ", ".join(f"{pair[lang == 'en']} {getattr(one, key)}" for key, pair in names.items() if getattr(one, key))
            again = {"uk": " (прочитано раніше)", "en": " (read before)"}[lang] if one.repeated else ""
            told.append(f"{one.id}{again}: {counts or '0'}")
        return told

    say([asdict(one) for one in found], as_json, lines)


@fund.command()
@click.argument("question", type=int)
@click.option("--decision", required=True, help="different, cancel-left, cancel-right; settle, cancel, note.")
@click.option("--note", default="", help="Why.")
@officer
@on
@options(place, common)
def decide(
    question: int, decision: str, note: str, login: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Decide a question of the review queue: two persons or one, what the bank meant."""
    with refusals(as_json):
        from zhyto.payments.reviews import decide as decided

        now, about = moment(at, day)
        with opened(books, database) as store:
            done = store.write(lambda c: decided(c, question, login, decision, about, now, note))
    word = {"uk": "вирішено", "en": "decided"}[lang]
    say(
        {"question": done.id, "decision": done.decision, "officer": done.officer},
        as_json,
        lambda: [f"{done.id}: {word} {done.decision} ({done.officer})"],
    )


@fund.command()
@envelope
@officer
@click.option("--rows", is_flag=True, help="List the payments that do not match.")
@options(place, common)
def reconcile(name: str, login: str, rows: bool, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Compare what was sent with what the bank and the post say."""
    del at
    with refusals(as_json):
        from zhyto.payments.answers import reconcile as compared
        from zhyto.payments.words import STATE_NAMES

        with opened(books, database) as store:
            found = store.write(lambda c: compared(c, name, login))
            symbol = symbol_of(store, lang)
    other = [row for row in found.rows.iter_rows(named=True) if row["word"] != "matched"]
    texts = {"matched": ("збігається", "matched"), "short": ("виплачено менше", "short"), "over": ("виплачено більше", "over"),
             "missing": ("немає відповіді", "missing"), "unexplained": ("не пояснено", "unexplained")}  # fmt: skip

    def lines() -> list[str]:
        uk = lang == "uk"
        told = [f"{name}: {STATE_NAMES[found.state][not uk]}"]
        told += [
            f"  {texts[key][not uk]}: {count} — {speak_amount(found.amounts[key], lang, symbol)}"
            for key, count in found.counts.items()
            if count
        ]
        if found.open_reviews:
            told.append(f"  {'питань відкрито' if uk else 'open questions'}: {found.open_reviews}")
        if found.difference is not None:
            told.append(f"  {'банк мінус книги' if uk else 'bank less books'}: {speak_amount(found.difference, lang, symbol)}")
            if found.difference:
                told.append("  ! Гроші на рахунку не ті, що в книгах: знайдіть причину, перш ніж закривати." if uk
                            else "  ! The money on the account is not what the books say: find out why before you close.")  # fmt: skip
        return told + (
            [f"    {row['reference']}  {texts[row['word']][not uk]}  {speak_amount(row['difference'], lang, symbol)}" for row in other]
            if rows
            else []
        )

    page = {"envelope": name, "state": found.state, "counts": found.counts, "amounts": found.amounts, "open_reviews": found.open_reviews,
            "difference": found.difference, **({"rows": other} if rows else {})}  # fmt: skip
    say(page, as_json, lines)


@fund.command()
@click.option("--envelope", "name", default="", help="A reconciled envelope: what was not paid goes back to the sources.")
@click.option("--month", type=Month(), default=None, help="A month: nothing more is posted into it.")
@officer
@on
@options(place, common)
def close(
    name: str, month: int | None, login: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str
) -> None:
    """Close an envelope, or a month of the books."""
    with refusals(as_json):
        from zhyto.ledger.books import close_period
        from zhyto.payments.answers import bank_difference
        from zhyto.payments.cycle import close_envelope
        from zhyto.payments.queries import officer as known
        from zhyto.payments.status import on_the_way

        if bool(name) == (month is not None):
            raise InputRefused([Fault("fund close", 0, "", Said("both or neither"), Said("--envelope or --month"), Said("name one"))])
        now, about = moment(at, day)
        with opened(books, database) as store:
            if name:
                back = store.write(lambda c: close_envelope(c, name, login, about, now))
                symbol = symbol_of(store, lang)
                text = {"uk": "закрито, повернено джерелам", "en": "closed, given back to the sources"}[lang]
                say({"envelope": name, "given_back": back}, as_json, lambda: [f"{name}: {text} {speak_amount(back, lang, symbol)}"])
            else:
                of = month or 0
                store.read(lambda c: known(c, login))
                done = store.write(lambda c: close_period(c, of, now))
                count, amount = store.read(on_the_way)
                differs = store.read(bank_difference)
                symbol = symbol_of(store, lang)

                def lines() -> list[str]:
                    uk = lang == "uk"
                    text = ("місяць закрито" if uk else "the month is closed") if done else ("місяць закрито раніше" if uk else "the month was closed before")
                    told = [f"{dates.format_month(of)}: {text}"]
                    if count:
                        told.append(f"  ! {'ще в дорозі виплат' if uk else 'payments still on their way'}: {count}, {speak_amount(amount, lang, symbol)}; "
                                    f"{'їхні відповіді запишуться наступним місяцем' if uk else 'their answers go into the next month'}")  # fmt: skip
                    if differs:
                        told.append(f"  ! {'банк мінус книги' if uk else 'bank less books'}: {speak_amount(differs, lang, symbol)}")
                    return told

                page = {"month": dates.format_month(of), "closed": True, "closed_now": done, "on_the_way": count, "on_the_way_uah": format_amount(amount),
                        "bank_differs_uah": None if differs is None else format_amount(differs)}  # fmt: skip
                say(page, as_json, lines)


@fund.command()
@click.option("--note", required=True, help="Why.")
@envelope
@officer
@on
@options(place, common)
def withdraw(note: str, name: str, login: str, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Take back an envelope that was a mistake, while nothing of it is sent; its money goes back to the sources."""
    with refusals(as_json):
        from zhyto.payments.cycle import withdraw as taken

        now, about = moment(at, day)
        with opened(books, database) as store:
            back = store.write(lambda c: taken(c, name, login, note, about, now))
            symbol = symbol_of(store, lang)
    text = {"uk": "відкликано, повернено джерелам", "en": "withdrawn, given back to the sources"}[lang]
    say({"envelope": name, "given_back": back}, as_json, lambda: [f"{name}: {text} {speak_amount(back, lang, symbol)}"])


@fund.command()
@click.argument("out", type=click.Path(path_type=Path))
@options(place, common)
def export(out: Path, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Write the books for others: OUT ends in .beancount or .csv."""
    del at
    with refusals(as_json):
        from zhyto.io.payments.books import export_books

        with opened(books, database) as store:
            count = export_books(store, out)
    say({"file": str(out), "entries": count}, as_json, lambda: [f"{out}: {count} {'записів' if lang == 'uk' else 'entries'}"])


@fund.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--rejected", type=click.IntRange(0, 10000), default=150, show_default=True, help="Of 10,000 payments, how many the bank refuses."
)
@click.option(
    "--returned", type=click.IntRange(0, 10000), default=100, show_default=True, help="Of 10,000 payments, how many come back later."
)
@on
@options(place, common)
def bank(
    out: Path, seed: int, rejected: int, returned: int, day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """A bank made up, to learn and to try: takes the files that wait for an answer, writes its two statements into the folder OUT."""
    with refusals(as_json):
        from zhyto.io.synthetic.bank import simulate_bank

        with opened(books, database) as store:
            files = simulate_bank(store, books / "sent", out, moment(at, day)[1], seed, rejected, returned)
    del lang
    say({"files": [str(file) for file in files]}, as_json, lambda: [str(file) for file in files])


def held_back(connection: Any, envelope: str) -> int:
    """Payments of an envelope that open questions keep from being sent."""
    from zhyto.payments.status import status as stands

    return sum(one["held"] for one in stands(connection, envelope)["envelopes"])
