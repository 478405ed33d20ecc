"""The way of a payment: fund, envelope, disbursements, two approvals, sent, closed. The bank's answers are in `answers`, questions in `reviews`.

Every function is given a connection inside one transaction and does the payments' part and the books' part together, or neither. What was
done already is not done twice: it gives what was given before. Days and moments are arguments; `at` is the moment now, with its time zone.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b, sha256
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.ledger import books
from zhyto.ledger.books import Posting, part, post, post_all, recorded
from zhyto.money import format_amount
from zhyto.payments import words
from zhyto.payments.asking import ask_about_duplicates
from zhyto.payments.checks import paid_already, recipient_rows, share_faults
from zhyto.payments.queries import envelope_state, explains, frame, held, moved, officer
from zhyto.payments.recipients import checked, number_validator, valid_iban
from zhyto.payments.reference import reference
from zhyto.payments.tables import (
    APPROVAL,
    BATCH,
    DISBURSEMENT,
    ENVELOPE,
    FUND,
    MESSAGE,
    OFFICER,
    RECEIPT,
    RECIPIENT,
    REVIEW,
    SOURCE,
)
from zhyto.payments.words import refuse
from zhyto.texts import Said, as_is, how_many

APPROVALS: Final = 2
PER_MESSAGE: Final = 50_000
"""Payments in one file to the bank, at most."""
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{0,59}\Z")


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays. name: as the bank knows it. iban: the fund's account. code: its number in the register of legal entities, or empty."""

    name: str
    iban: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch of disbursements. count, amount: of all; refused: how many have no valid account or address; held: how many wait for a decision
    about the recipient. repeated: it had been prepared before, nothing was done.
    """

    envelope: str
    batch: int
    count: int
    amount: int
    refused: int
    held: int
    repeated: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A file for the bank (`pain.001`, `csv`) or the post (`post`). written: whether its file was made."""

    id: str
    envelope: str
    kind: str
    count: int
    amount: int
    written: bool


# --- the fund -------------------------------------------------------------------------------------------------------------------------------


def open_fund(
    connection: Connection, payer: Payer, officers: Sequence[str], month: int, at: datetime, secret: bytes, currency: str, number_kind: str, by: str = "",
) -> bool:  # fmt: skip
    """Open the books of a fund, or one more month in books that are open. False where nothing was left to do.

    officers: logins of those who may act, small Latin letters, so that no two look alike. by: the officer who adds new ones to books that are open.
    secret: 16 to 64 random bytes, made once, from which references and hashes come. number_kind: python-stdnum's name of a person's number
    (`ua.rntrc`), or empty. Raises InputRefused with every fault.
    """
    faults = [_fault("--officer", "officer", as_is(login), Said("a login: small Latin letters, digits, . _ -"),
                     Said("mend it")) for login in officers if not _LOGIN.match(login)]
    row = connection.execute(select(FUND)).one_or_none()
    known = set(connection.execute(select(OFFICER.c.login)).scalars())
    new = sorted(set(officers) - known)
    if row is None:
        if len(set(officers)) < APPROVALS + 1:
            faults.append(_fault("--officer", "officer", how_many("{count} officer", "{count} officers", count=len(set(officers))),
                                 Said("at least three: one prepares, two approve"), Said("name more")))
        if not valid_iban(payer.iban, payer.iban[:2]):
            faults.append(_fault("--iban", words.PAYER_INVALID, as_is(payer.iban) or Said("nothing"), Said("the IBAN of the fund's account"), Said("mend it")))
        if not payer.name.strip() or len(payer.name) > 140 or not payer.name.isprintable():
            faults.append(_fault("--payer", words.PAYER_INVALID, as_is(repr(payer.name)), Said("a name of at most 140 characters that can be seen"),
                                 Said("mend it")))
        if len(payer.code) > 35 or not payer.code.isprintable():
            faults.append(_fault("--code", words.PAYER_INVALID, as_is(repr(payer.code)), Said("a number of at most 35 characters, or nothing"),
                                 Said("mend it")))
        if not 16 <= len(secret) <= 64:
            raise ValueError("the secret must have 16 to 64 bytes")
        number_validator(number_kind)
    elif payer.iban and payer.iban != row.payer_iban:
        faults.append(_fault("--iban", words.PAYER_INVALID, as_is(payer.iban), Said("{iban}, with which the books were opened", iban=row.payer_iban),
                             Said("leave it out")))
    if row is not None:
        for place, given, stands in (("--payer", payer.name.strip(), row.payer), ("--code", payer.code, row.payer_code)):
            if given and given != stands:
                faults.append(_fault(place, words.PAYER_INVALID, as_is(repr(given)), Said("{iban!r}, with which the books were opened", iban=stands),
                                     Said("leave it out")))
        if new and by not in known:
            faults.append(_fault("--by", "officer", as_is(by) or Said("nobody"), Said("one of {known}, who adds {new}", known=", ".join(sorted(known)),
                                                                               new=", ".join(new)), Said("name the officer")))
    if faults:
        raise InputRefused(faults)
    now = recorded(connection, at)
    if row is None:
        connection.execute(insert(FUND).values(
            id=1, currency=currency, secret=secret.hex(), payer=payer.name.strip(), payer_iban=payer.iban, payer_code=payer.code, number_kind=number_kind
        ))  # fmt: skip
    if new:
        connection.execute(insert(OFFICER), [{"login": login, "added": now, "added_by": by or None} for login in new])
    opened = books.open_period(connection, month, at)
    return row is None or bool(new) or opened


def add_source(connection: Connection, code: str, amount: int, day: date, at: datetime, key: str = "") -> bool:
    """Record money received from a source. False where this receipt is recorded already.

    amount: kopecks, above zero. key: the bank's reference of the receipt (at most 35 characters), by which the statement's entry is matched;
    default: the source with the day and the amount, so that a second receipt alike on one day needs one. Raises InputRefused.
    """
    faults = []
    if not _CODE.match(code):
        faults.append(_fault("--source", "source", as_is(repr(code)), Said("a code of Latin letters, digits, - and _"), Said("mend it")))
    if not 0 < amount < books.LIMIT:
        faults.append(_fault("--amount", words.AMOUNT_INVALID, as_is(format_amount(amount)), Said("an amount above zero"),
                             Said("money that goes back is a return, not a source")))
    key = key or f"{code[:14]}.{day:%y%m%d}.{amount}"[:35]
    if len(key) > 35:
        faults.append(_fault("--reference", words.REFERENCE_INVALID, as_is(repr(key)), Said("at most 35 characters"), Said("shorten it")))
    if faults:
        raise InputRefused(faults)
    row = connection.execute(select(RECEIPT).where(RECEIPT.c.key == key)).one_or_none()
    if row is not None:
        if (row.source, row.amount, row.day) != (code, amount, dates.day_number(day)):
            found = f"{key}: {format_amount(row.amount)} from {row.source} on {dates.day_of(row.day)}"
            raise refuse("--reference", words.REFERENCE_DUPLICATE, found, Said("a receipt that is not recorded"), Said("give this receipt's own reference"))
        return False
    if books.find(connection, f"source:{key}") is not None:
        raise refuse("--reference", words.REFERENCE_DUPLICATE, f"{key}, which was undone", Said("a receipt that is not recorded"),
                     Said("give it another reference"))
    if connection.execute(select(SOURCE.c.code).where(SOURCE.c.code == code)).scalar() is None:
        taken = connection.execute(select(SOURCE.c.code).where(SOURCE.c.account == part(code))).scalar()
        if taken is not None:
            raise refuse("--source", "source", code, Said("a code unlike {taken}", taken=taken), Said("use the code that is known"))
        connection.execute(insert(SOURCE).values(code=code, account=part(code)))
    connection.execute(insert(RECEIPT).values(key=key, source=code, amount=amount, day=dates.day_number(day)))
    post(
        connection,
        f"source:{key}",
        "source",
        day,
        at,
        [Posting(f"Assets:Fund:{part(code)}", amount), Posting(f"Income:Source:{part(code)}", -amount)],
    )
    return True


def undo_source(connection: Connection, key: str, login: str, day: date, at: datetime, note: str) -> bool:
    """Undo a receipt recorded by mistake: a new entry with opposite postings, nothing is taken out. False where it is undone already.

    key: its reference. Raises InputRefused: there is none, the bank's statement has it, or its money is given to an envelope.
    """
    officer(connection, login)
    row = connection.execute(select(RECEIPT).where(RECEIPT.c.key == key)).one_or_none()
    if row is None:
        if books.find(connection, f"undone:{key}") is not None:
            return False
        known = ", ".join(connection.execute(select(RECEIPT.c.key).order_by(RECEIPT.c.day.desc(), RECEIPT.c.key).limit(10)).scalars())
        raise refuse("REFERENCE", words.REFERENCE_INVALID, repr(key), Said("a receipt: {known}",
                                                                           known=known) if known else Said("a receipt, and there is none"), Said("mend it"))
    if not 0 < len(note.strip()) <= 1000 or not note.isprintable():
        raise refuse("--note", "note", repr(note[:60]), Said("why, in at most 1,000 characters that can be seen"), Said("say why"))
    if connection.execute(select(func.count()).where(explains(key))).scalar_one():
        raise refuse("REFERENCE", "reference", f"{key}, which the bank's statement has", Said("a receipt that the bank does not know"),
                     Said("ask the bank first"))
    books.reverse(connection, f"undone:{key}", f"source:{key}", day, at, note.strip())
    connection.execute(delete(RECEIPT).where(RECEIPT.c.key == key))
    return True


# --- preparing ------------------------------------------------------------------------------------------------------------------------------


def prepare(
    connection: Connection, envelope: str, month: int, shares: pl.DataFrame, recipients: pl.DataFrame, maker: str, day: date, at: datetime,
    on_top: bool = False,
) -> Prepared:  # fmt: skip
    """Make an envelope and its disbursements from shares of a fund.

    shares: household_id, hromada, category, source (text), kopecks (whole, above zero), one row per household and source. recipients: text columns
    of `recipients.COLUMNS`, one row per household. day: effective day.
    Who has no valid account or address is refused under `rjct.payee_fa.invalid` and can be paid again; all else that is wrong refuses the
    whole. The same shares for the same month are prepared once. on_top: these shares are meant beside what the same households are paid of the same
    source for this month (the emergency window); without it that is refused, since it is how a list comes to be paid twice.

    Raises InputRefused: with every fault, or where a source holds less than its shares.
    """
    officer(connection, maker)
    faults = share_faults(connection, envelope, shares)
    recipients, more = recipient_rows(recipients)
    if faults or more:
        raise InputRefused(faults + more)
    ordered = shares.sort("household_id", "source")
    text = (
        ordered.select(pl.concat_str("household_id", "source", pl.col("kopecks").cast(pl.String), separator="\t"))
        .to_series()
        .str.join("\n")[0]
    )
    digest = sha256(f"{dates.format_month(month)}\n{text}".encode()).hexdigest()
    same = connection.execute(select(BATCH).where(BATCH.c.input == digest)).one_or_none()
    if same is not None:
        if same.envelope != envelope:
            raise refuse("shares", words.REFERENCE_DUPLICATE, f"shares that were prepared as {same.envelope}", Said("shares not prepared yet"),
                         Said("nothing was done"))
        return Prepared(envelope, same.number, same._mapping["count"], same.amount, *_not_sendable(connection, envelope, same.number), True)
    known = connection.execute(select(ENVELOPE).where((ENVELOPE.c.name == envelope) | (ENVELOPE.c.account == part(envelope)))).first()
    if known is not None:
        raise refuse("--envelope", words.REFERENCE_DUPLICATE, f"{known.name} exists with other shares", Said("a new name"), Said("choose another name"))
    if not on_top and (again := paid_already(connection, month, shares)):
        raise InputRefused(again)
    connection.execute(
        insert(ENVELOPE).values(name=envelope, account=part(envelope), month=month, state="open", made=recorded(connection, at))
    )
    rows = ordered.with_columns(attempt=pl.lit(1, pl.Int64), month=pl.lit(month, pl.Int64))
    return _batch(connection, envelope, rows, recipients, maker, digest, day, at)


def pay_again(connection: Connection, envelope: str, recipients: pl.DataFrame, maker: str, day: date, at: datetime) -> Prepared:
    """Prepare anew what was rejected or returned, for the households in a table of recipients with mended details.

    The old disbursement stays as it is, superseded; the new one has a reference of its own and needs two approvals of its own.
    Raises InputRefused, also where nothing of these households waits.
    """
    officer(connection, maker)
    state = envelope_state(connection, envelope)
    if "open" not in words.leads("envelope", state, "pay again") and state not in ("open", "approved"):
        raise refuse("--envelope", "envelope", f"{envelope} is {state}", Said("an envelope that is sent or reconciled"), Said("prepare a new envelope"))
    recipients, faults = recipient_rows(recipients)
    if faults:
        raise InputRefused(faults)
    waiting = words.before("disbursement", "pay again", "superseded")
    old = frame(connection, select(DISBURSEMENT).where(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.state.in_(waiting)), _DISBURSED)
    old = old.join(recipients.select("household_id"), left_on="household", right_on="household_id", how="semi")
    if not len(old):
        raise refuse("--again", "household_id", "no household whose payment was rejected or returned", Said("at least one"),
                     Said("look them up with `zhyto fund status`"))
    doubtful = [
        reference for start in range(0, len(old), _MANY) for reference in connection.execute(select(REVIEW.c.right).where(
            REVIEW.c.kind == "bank", REVIEW.c.decided.is_(None), REVIEW.c.other == "", REVIEW.c.right.in_(old["reference"][start : start + _MANY].to_list())
        ).order_by(REVIEW.c.right)).scalars()
    ]  # fmt: skip
    if doubtful:
        expected = Said("payments about which nothing is asked")
        remedy = Said("decide the question about it first (`zhyto fund status`), or leave the household out")
        raise InputRefused([_fault("--again", "reference", one, expected, remedy) for one in doubtful[:50]])
    rows = old.select(
        pl.col("household").alias("household_id"), "hromada", "category", "source", pl.col("amount").alias("kopecks"), pl.col("attempt") + 1, "month",
    ).sort("household_id", "source")  # fmt: skip
    digest = sha256(("again\n" + "\n".join(sorted(old["reference"]))).encode()).hexdigest()
    _set_state(connection, old["reference"].to_list(), "superseded")
    connection.execute(update(ENVELOPE).where(ENVELOPE.c.name == envelope).values(state="open"))
    for start in range(0, len(old), _MANY):
        chosen = DISBURSEMENT.c.reference.in_(old["reference"][start : start + _MANY].to_list())
        post_all(connection, f"again:{digest[:32]}:{start}", "again", day, at, moved("Returns", "Envelope", chosen))
    return _batch(connection, envelope, rows, recipients, maker, digest, day, at, funded=True)


def _batch(
    connection: Connection, envelope: str, rows: pl.DataFrame, recipients: pl.DataFrame, maker: str, digest: str, day: date, at: datetime,
    funded: bool = False,
) -> Prepared:  # fmt: skip
    fund = connection.execute(select(FUND)).one()
    secret = bytes.fromhex(fund.secret)
    number = (connection.execute(select(func.max(BATCH.c.number)).where(BATCH.c.envelope == envelope)).scalar() or 0) + 1
    people = checked(recipients, secret, fund.payer_iban[:2], fund.number_kind)
    rows = rows.join(people.select("household_id", "method"), on="household_id", how="left").with_columns(
        pl.col("method").fill_null("none")
    )
    # A keyed hash is taken of one payment at a time; no library takes it of a column.
    rows = rows.with_columns(reference=pl.Series([
        reference(secret, envelope, household, source, month, attempt)
        for household, source, month, attempt in rows.select("household_id", "source", "month", "attempt").iter_rows()
    ], dtype=pl.String)).with_columns(
        state=pl.when(pl.col("method") == "none").then(pl.lit("rejected")).otherwise(pl.lit("prepared")),
        reason=pl.when(pl.col("method") == "none").then(pl.lit(words.PAYEE_INVALID)).otherwise(pl.lit("")),
    )  # fmt: skip
    count, amount = len(rows), int(rows["kopecks"].sum())
    connection.execute(insert(BATCH).values(
        envelope=envelope, number=number, maker=maker, input=digest, count=count, amount=amount, digest="", made=recorded(connection, at)
    ))  # fmt: skip
    _insert(connection, DISBURSEMENT, rows.select(
        "reference", pl.lit(envelope).alias("envelope"), pl.lit(number).alias("batch"), pl.col("household_id").alias("household"), "source", "hromada",
        "category", "month", "attempt", pl.col("kopecks").alias("amount"), "method", "state", "reason", pl.lit(None, pl.String).alias("message"),
    ))  # fmt: skip
    where = rows.select("household_id", "hromada").unique("household_id", keep="first", maintain_order=True)
    paid = people.join(where, on="household_id", how="inner").sort("household_id").select(
        pl.lit(envelope).alias("envelope"), pl.lit(number).alias("batch"), pl.col("household_id").alias("household"), "hromada", "name",
        ((pl.col("birth_date").str.to_date("%Y-%m-%d", strict=False) - pl.date(1970, 1, 1)).dt.total_days()).cast(pl.Int64).alias("birth"),
        "iban", pl.col("rnokpp").alias("number"), "number_hash", "address",
    )  # fmt: skip
    _insert(connection, RECIPIENT, paid)
    connection.execute(update(BATCH).where(BATCH.c.envelope == envelope, BATCH.c.number == number).values(digest=_list_digest(connection, envelope, number)))
    account = part(envelope)
    if not funded:
        moves = []
        for source, total in rows.group_by("source").agg(pl.col("kopecks").sum()).sort("source").iter_rows():
            moves += [Posting(f"Assets:Fund:{part(source)}", -total), Posting(f"Assets:Envelope:{account}:{part(source)}", total)]
        post(connection, f"envelope:{envelope}:{number}", "envelope", day, at, moves)
    refused = int((rows["state"] == "rejected").sum())
    if refused:
        chosen = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.batch == number, DISBURSEMENT.c.state == "rejected")
        post_all(connection, f"refused:{envelope}:{number}", "rejected", day, at, moved("Envelope", "Returns", chosen))
    held = ask_about_duplicates(connection, envelope, number, at)
    return Prepared(envelope, number, count, amount, refused, held, False)


# --- approving ------------------------------------------------------------------------------------------------------------------------------


def approve(connection: Connection, envelope: str, login: str, at: datetime) -> dict[int, int]:
    """An officer approves every batch of an envelope that waits: {batch: approvals it has now}. Approving twice changes nothing.

    With the second approval of a batch its disbursements are approved. An approval is of the list as it was prepared: amounts, names and accounts.
    Raises InputRefused: the officer prepared a batch that waits, is not known, or nothing waits.
    """
    officer(connection, login)
    envelope_state(connection, envelope)
    given: dict[int, list[str]] = {}
    for row in connection.execute(select(APPROVAL).where(APPROVAL.c.envelope == envelope).order_by(APPROVAL.c.batch, APPROVAL.c.seat)):
        given.setdefault(row.batch, []).append(row.officer)
    done: dict[int, int] = {}
    for batch in connection.execute(select(BATCH).where(BATCH.c.envelope == envelope).order_by(BATCH.c.number)).all():
        officers = given.get(batch.number, [])
        if login in officers:
            done[batch.number] = len(officers)
            continue
        if len(officers) >= APPROVALS:
            continue
        if login == batch.maker:
            raise refuse("--officer", "officer", f"{login}, who prepared it", Said("somebody else: who prepares does not approve"),
                         Said("let another officer approve"))
        _as_prepared(connection, batch)
        seat = len(officers) + 1
        connection.execute(insert(APPROVAL).values(
            envelope=envelope, batch=batch.number, seat=seat, officer=login, digest=batch.digest, at=recorded(connection, at)
        ))  # fmt: skip
        done[batch.number] = seat
        if seat == APPROVALS:
            connection.execute(update(DISBURSEMENT).where(
                DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.batch == batch.number,
                DISBURSEMENT.c.state.in_(words.before("disbursement", "approve", "approved")),
            ).values(state="approved"))  # fmt: skip
            given[batch.number] = [*officers, login]
    if not done:
        raise refuse("--envelope", "envelope", f"{envelope} has its approvals", Said("a batch that waits for one"), Said("nothing was done"))
    total = connection.execute(select(func.count()).select_from(BATCH).where(BATCH.c.envelope == envelope)).scalar_one()
    full = connection.execute(
        select(func.count()).select_from(APPROVAL).where(APPROVAL.c.envelope == envelope, APPROVAL.c.seat == APPROVALS)
    ).scalar_one()
    if total == full:
        connection.execute(update(ENVELOPE).where(
            ENVELOPE.c.name == envelope, ENVELOPE.c.state.in_(words.before("envelope", "approve", "approved"))
        ).values(state="approved"))  # fmt: skip
    return done


# --- sending --------------------------------------------------------------------------------------------------------------------------------


def send(
    connection: Connection, envelope: str, login: str, day: date, at: datetime, text: str, kind: str = "pain.001", per_message: int = PER_MESSAGE,
) -> list[Message]:  # fmt: skip
    """Put every approved disbursement that nothing holds into messages, and say which messages still lack their file.

    From here they count as sent: a message is written from the database and always has the same bytes, so that after a crash the same file
    is made again under the same message id, and the bank pays it once. day: of execution. text: what the recipient reads, at most 140 characters.
    kind: `pain.001` or `csv`, for the bank; the post has a register. Raises InputRefused where the envelope is not approved, or is not what was approved.
    """
    officer(connection, login)
    state = envelope_state(connection, envelope)
    unwritten = messages(connection, envelope, unwritten=True)
    if state != "approved":
        if unwritten or state in ("sent", "reconciled", "closed"):
            return unwritten
        raise refuse("--envelope", "envelope", f"{envelope} is {state}", Said("an envelope with two approvals of every batch"),
                     Said("let another officer approve"))
    if not 0 < len(text) <= 140 or not text.isprintable():
        raise refuse("--text", "text", repr(text), Said("1 to 140 characters that can be seen"), Said("shorten it"))
    for batch in connection.execute(select(BATCH).where(BATCH.c.envelope == envelope).order_by(BATCH.c.number)).all():
        _as_prepared(connection, batch)
    secret = bytes.fromhex(connection.execute(select(FUND.c.secret)).scalar_one())
    ready = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.state == "approved", ~held())
    for method, form in (("bank", kind), ("post", "post")):
        while count := connection.execute(
            select(func.count()).select_from(DISBURSEMENT).where(ready, DISBURSEMENT.c.method == method)
        ).scalar_one():  # fmt: skip
            number = (connection.execute(select(func.max(MESSAGE.c.number)).where(MESSAGE.c.envelope == envelope)).scalar() or 0) + 1
            tail = b32encode(
                blake2b(f"{envelope}\0{number}".encode(), digest_size=5, key=secret, person=b"zhyto message").digest()
            ).decode()[:6]
            name = f"{envelope}-{number}-{tail}"
            connection.execute(insert(MESSAGE).values(
                id=name, envelope=envelope, number=number, kind=form, count=0, amount=0, made=recorded(connection, at), day=dates.day_number(day), text=text,
                handed_over=False,
            ))  # fmt: skip
            chosen = select(DISBURSEMENT.c.reference).where(ready, DISBURSEMENT.c.method == method).order_by(DISBURSEMENT.c.reference)
            some = DISBURSEMENT.c.reference.in_(chosen.limit(min(count, per_message)))
            connection.execute(update(DISBURSEMENT).where(some).values(state="sent", message=name))
            mine = DISBURSEMENT.c.message == name
            size, amount = connection.execute(select(func.count(), func.sum(DISBURSEMENT.c.amount)).where(mine)).one()
            connection.execute(update(MESSAGE).where(MESSAGE.c.id == name).values(count=size, amount=int(amount)))
            post_all(connection, f"sent:{name}", "sent", day, at, moved("Envelope", "Transit", mine))
    left = connection.execute(
        select(func.count()).select_from(DISBURSEMENT).where(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.state == "approved")
    ).scalar_one()
    if not left:
        connection.execute(update(ENVELOPE).where(ENVELOPE.c.name == envelope).values(state="sent"))
    return messages(connection, envelope, unwritten=True)


def written(connection: Connection, message: str, digest: str) -> None:
    """Note that a message's file was made. digest: of its bytes (sha256, hex). Raises InputRefused where another file was made before."""
    known = connection.execute(select(MESSAGE.c.digest).where(MESSAGE.c.id == message)).scalar_one()
    if known is not None and known != digest:
        raise refuse(message, words.REFERENCE_DUPLICATE, "another file under the same message", Said("the same bytes"), Said("do not send it; find out why"))
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == message).values(digest=digest))


def messages(connection: Connection, envelope: str = "", unwritten: bool = False) -> list[Message]:
    """Messages of an envelope, or of all, in the order made."""
    wanted = select(MESSAGE).order_by(MESSAGE.c.envelope, MESSAGE.c.number)
    if envelope:
        wanted = wanted.where(MESSAGE.c.envelope == envelope)
    if unwritten:
        wanted = wanted.where(MESSAGE.c.digest.is_(None))
    return [
        Message(row.id, row.envelope, row.kind, row._mapping["count"], row.amount, row.digest is not None)
        for row in connection.execute(wanted)
    ]


# --- closing --------------------------------------------------------------------------------------------------------------------------------


def close_envelope(connection: Connection, envelope: str, login: str, day: date, at: datetime) -> int:
    """Close a reconciled envelope: what was not paid goes back to its sources. Kopecks given back; 0 where it was closed before.

    A payment returned by the bank after that waits in Returns, and closing again gives it back. Raises InputRefused where it is not reconciled.
    """
    officer(connection, login)
    state = envelope_state(connection, envelope)
    if "closed" not in words.leads("envelope", state, "close") and state != "closed":
        raise refuse("--envelope", "envelope", f"{envelope} is {state}", Said("a reconciled envelope"), Said("reconcile it first"))
    account = part(envelope)
    moves, back = [], 0
    # Each payment by itself, so that every posting of a payment carries its reference; what was never given to a payment in one sum.
    total = func.sum(books.POSTING.c.amount)
    waiting = select(books.POSTING.c.account, books.POSTING.c.reference, total.label("amount")).where(
        books.POSTING.c.account.startswith(f"Assets:Returns:{account}:", autoescape=True)
    ).group_by(books.POSTING.c.account, books.POSTING.c.reference).having(total != 0)  # fmt: skip
    left = [(row.account, int(row.amount), row.reference) for row in connection.execute(waiting)]
    left += [(name, amount, "") for name, amount in books.balances(connection, under=f"Assets:Envelope:{account}").items() if amount]
    for name, amount, one in left:
        moves += [Posting(name, -amount, one), Posting(f"Assets:Fund:{name.rpartition(':')[2]}", amount, one)]
        back += amount
    if moves:
        times = connection.execute(
            select(func.count()).where(books.ENTRY.c.key.startswith(f"close:{envelope}:", autoescape=True))
        ).scalar_one()
        post(connection, f"close:{envelope}:{times + 1}", "close", day, at, moves)
    connection.execute(update(ENVELOPE).where(ENVELOPE.c.name == envelope).values(state="closed"))
    return back


def withdraw(connection: Connection, envelope: str, login: str, note: str, day: date, at: datetime) -> int:
    """Take back an envelope that was a mistake, while nothing of it is sent: its money goes back to the sources. Kopecks; 0 where it was withdrawn before.

    Its payments stay on record as cancelled, and its shares may be prepared anew under another name. note: why. Raises InputRefused.
    """
    officer(connection, login)
    state = envelope_state(connection, envelope)
    if state == "withdrawn":
        return 0
    some = connection.execute(select(MESSAGE.c.id).where(MESSAGE.c.envelope == envelope).limit(1)).scalar()
    if some is not None or not words.leads("envelope", state, "withdraw"):
        found = f"{envelope} is {state}" if some is None else f"{envelope}, of which {some} is sent"
        raise refuse("--envelope", "envelope", found, Said("an envelope of which nothing is sent"), Said("wait for the answers, then close it"))
    if not 0 < len(note.strip()) <= 1000 or not note.isprintable():
        raise refuse("--note", "note", repr(note[:60]), Said("why, in at most 1,000 characters that can be seen"), Said("say why"))
    back = 0
    for account, states in (("Envelope", ("prepared", "approved")), ("Returns", ("rejected",))):
        chosen = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.state.in_(states))
        amount = connection.execute(select(func.sum(DISBURSEMENT.c.amount)).where(chosen)).scalar()
        if amount:
            post_all(connection, f"withdrawn:{envelope}:{account}", "withdrawn", day, at, moved(account, "Fund", chosen), note=note.strip())
            connection.execute(update(DISBURSEMENT).where(chosen).values(state="cancelled", reason="withdrawn"))
            back += int(amount)
    mine = or_(REVIEW.c.envelope == envelope, REVIEW.c.other == envelope)
    connection.execute(update(REVIEW).where(mine, REVIEW.c.decided.is_(None)).values(decided=recorded(connection, at), officer=login, decision="withdrawn"))
    for batch in connection.execute(select(BATCH.c.number, BATCH.c.input).where(BATCH.c.envelope == envelope)).all():
        freed = sha256(f"withdrawn {envelope} {batch.input}".encode()).hexdigest()
        connection.execute(update(BATCH).where(BATCH.c.envelope == envelope, BATCH.c.number == batch.number).values(input=freed))
    connection.execute(update(ENVELOPE).where(ENVELOPE.c.name == envelope).values(state="withdrawn"))
    return back


_MANY: Final = 10_000
"""So many references at most stand in one question to the database."""
_DISBURSED: Final = {
    "reference": pl.String, "envelope": pl.String, "batch": pl.Int64, "household": pl.String, "source": pl.String, "hromada": pl.String, "category": pl.String,
    "month": pl.Int64, "attempt": pl.Int64, "amount": pl.Int64, "method": pl.String, "state": pl.String, "reason": pl.String, "message": pl.String,
}  # fmt: skip


def _set_state(connection: Connection, references: Sequence[str], state: str) -> None:
    for start in range(0, len(references), _MANY):
        chosen = DISBURSEMENT.c.reference.in_(references[start : start + _MANY])
        connection.execute(update(DISBURSEMENT).where(chosen).values(state=state))


def _insert(connection: Connection, table: Any, rows: pl.DataFrame) -> None:
    if len(rows):
        connection.execute(insert(table), rows.to_dicts())


def _list_digest(connection: Connection, envelope: str, batch: int) -> str:
    """What the approvals of a batch are of: each payment's reference and amount, and where it goes. Without the fund's secret it tells nothing."""
    d, r = DISBURSEMENT.c, RECIPIENT.c
    wanted = (
        select(d.reference, d.amount, d.method, r.name, r.iban, r.number, r.address)
        .select_from(DISBURSEMENT.outerjoin(RECIPIENT, (r.envelope == d.envelope) & (r.batch == d.batch) & (r.household == d.household)))
        .where(d.envelope == envelope, d.batch == batch)
    )
    lines = sorted("\t".join(map(str, row)) for row in connection.execute(wanted))
    secret = bytes.fromhex(connection.execute(select(FUND.c.secret)).scalar_one())
    return blake2b("\n".join(lines).encode(), digest_size=32, key=secret, person=b"zhyto list").hexdigest()


def _as_prepared(connection: Connection, batch: Any) -> None:
    """Raise InputRefused where a batch is no longer the list that was prepared: an approval is of that list only."""
    if _list_digest(connection, batch.envelope, batch.number) != batch.digest:
        raise refuse(batch.envelope, "digest", f"batch {batch.number} is not the list that was prepared", Said("the list as prepared"),
                     Said("do not approve or send it; find out who changed the database"))


def _not_sendable(connection: Connection, envelope: str, batch: int) -> tuple[int, int]:
    mine = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.batch == batch)
    refused = connection.execute(
        select(func.count()).select_from(DISBURSEMENT).where(mine, DISBURSEMENT.c.reason == words.PAYEE_INVALID)
    ).scalar_one()
    waiting = DISBURSEMENT.c.state.in_(("prepared", "approved"))
    return refused, connection.execute(select(func.count()).select_from(DISBURSEMENT).where(mine, waiting, held())).scalar_one()


def _fault(place: str, column: str, found: Said, expected: Said, remedy: Said) -> Fault:
    return Fault(place, 0, column, found, expected, remedy)
