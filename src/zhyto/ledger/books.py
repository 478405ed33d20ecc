"""Double-entry books: where the money of the fund is, and how it came there.

An entry is a set of postings that sum to zero; it has an effective date (the day it is about) and a moment at which it was recorded.
Nothing is ever changed or taken out, and the database itself refuses it: a correction is a new entry, a reversal names the entry it undoes.
Months are opened and closed; what belongs to a closed month can no longer be posted. Amounts are whole kopecks. No name and no number of a
person stands here: postings carry the payment's reference only.

Accounts (as in beancount, roots Assets, Income, Equity, Expenses):

    Income:Source:Oblast                  where money came from (below zero: it came)
    Assets:Fund:Oblast                    received and not yet given to an envelope
    Assets:Envelope:2026-01:Oblast        given to an envelope
    Assets:Transit:2026-01:Oblast         on its way to recipients: sent, no answer yet
    Assets:Returns:2026-01:Oblast         rejected or returned, waiting to be paid again or given back
    Expenses:Hromada:H18001:Families:Oblast   paid to recipients: their hromada and category of household
    Assets:Review, Equity:Unexplained     what the bank did and nobody can explain yet

All Assets together are what the bank should say stands on the account.

Every posting is a leaf of the public log: it stands in the outbox until the log has it (`pending`, `acknowledge`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    event,
    func,
    insert,
    literal,
    select,
    update,
)

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.money import format_amount
from zhyto.texts import Said, as_is, how_many

METADATA: Final = MetaData()
"""Tables of the books; payments add theirs, so that one transaction covers both."""
CLOCK_SLACK: Final = 300
"""Seconds by which a clock may be behind the last entry: the entry then gets the last one's moment. Beyond it is refused."""
LIMIT: Final = 10**17
"""Amounts are below this, in kopecks."""
_ACCOUNT: Final = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+\Z")
_MAY_BE_NEGATIVE: Final = "Assets:Review"

ENTRY: Final = Table(
    "entry", METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(120), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("effective", Integer, nullable=False),
    Column("recorded", BigInteger, nullable=False),
    Column("refers_to", String(120), ForeignKey("entry.key")),
    Column("note", Text, nullable=False),
)  # fmt: skip
POSTING: Final = Table(
    "posting", METADATA,
    Column("entry", BigInteger, ForeignKey("entry.number"), primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("account", String(200), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("reference", String(35), nullable=False),
    Index("posting_account", "account", "entry"),
)  # fmt: skip
OUTBOX: Final = Table(
    "outbox", METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("acknowledged", Boolean, nullable=False),
    ForeignKeyConstraint(["entry", "line"], ["posting.entry", "posting.line"]),
    Index("outbox_pending", "acknowledged", "entry", "line"),
)  # fmt: skip
PERIOD: Final = Table(
    "period", METADATA,
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("opened", BigInteger, nullable=False),
    Column("closed", BigInteger),
)  # fmt: skip
ASSERTION: Final = Table(
    "assertion", METADATA,
    Column("account", String(200), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("amount", BigInteger, nullable=False),
    Column("recorded", BigInteger, nullable=False),
)  # fmt: skip

_DDL: Any = DDL
for _table in (ENTRY, POSTING, ASSERTION):
    for _act in ("UPDATE", "DELETE"):
        _name = f"{_table.name}_no_{_act.lower()}"
        _text = f"{_table.name}: nothing written in the books is changed or taken out"
        event.listen(_table, "after_create", _DDL(
            f"CREATE TRIGGER {_name} BEFORE {_act} ON {_table.name} BEGIN SELECT RAISE(ABORT, '{_text}'); END"
        ).execute_if(dialect="sqlite"))  # fmt: skip
        for _line in (
            f"CREATE OR REPLACE FUNCTION {_name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_text}'; END $$",
            f"CREATE TRIGGER {_name} BEFORE {_act} ON {_table.name} FOR EACH ROW EXECUTE FUNCTION {_name}()",
        ):
            event.listen(_table, "after_create", _DDL(_line).execute_if(dialect="postgresql"))


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry. amount: kopecks, above zero into the account. reference: of the payment, or empty."""

    account: str
    amount: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the books. key: stable name. effective: day. recorded: moment (UTC). refers_to: the entry it undoes or mends."""

    number: int
    key: str
    kind: str
    effective: date
    recorded: datetime
    refers_to: str | None
    note: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """A posting on its way to the public log. key: stable and unique, so that appending twice can be seen.

    kind: of the entry. account, amount (kopecks), reference: of the posting. effective: day; recorded: moment (UTC).
    """

    key: str
    kind: str
    account: str
    amount: int
    reference: str
    effective: date
    recorded: datetime


def refused(place: str, column: str, found: object, expected: Said, remedy: Said) -> InputRefused:
    """One fault, to be raised."""
    return InputRefused([Fault(place, 0, column, as_is(found), expected, remedy)])


def moment(at: datetime) -> int:
    """Seconds since 1970 of an aware moment. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return int(at.timestamp())


def part(name: str) -> str:
    """A code as one part of an account's name: `oblast_fund` → `Oblast-fund`; `None` where there is none."""
    shown = name.replace("_", "-")
    return shown[:1].upper() + shown[1:] if shown else "None"


def post(
    connection: Connection, key: str, kind: str, effective: date, at: datetime, postings: Sequence[Posting], refers_to: str | None = None, note: str = "",
) -> bool:  # fmt: skip
    """Write an entry. False where an entry of that key with these postings is already written: doing it twice is doing it once.

    effective: day the entry is about; its month must be open. at: now. refers_to: key of an earlier entry.

    Raises:
        InputRefused: the month is not open, the clock is behind the last entry, the key holds something else, or an account of the fund
            would fall below zero.
        ValueError: the postings do not balance, or an account's name is not one.
    """
    if sum(one.amount for one in postings):
        raise ValueError(f"{key}: the postings do not sum to zero")
    before = find(connection, key)
    if before is not None:
        if sorted(map(repr, before.postings)) == sorted(map(repr, postings)) and before.kind == kind:
            return False
        raise refused("books", "key", f"{key} with other amounts", Said("the entry that was written under this key"), Said("choose another key"))
    number = _begin(connection, key, kind, effective, at, refers_to, note)
    rows = [
        {"entry": number, "line": line, "account": one.account, "amount": one.amount, "reference": one.reference}
        for line, one in enumerate(postings, 1)
    ]
    if rows:
        connection.execute(insert(POSTING), rows)
    _finish(connection, number, key)
    return True


def post_all(
    connection: Connection, key: str, kind: str, effective: date, at: datetime, lines: Select[Any], refers_to: str | None = None, note: str = "",
) -> int:  # fmt: skip
    """Write an entry whose postings the database gathers: rows of (account, amount, reference). How many there were; none, no entry.

    For entries of many payments. Raises as `post`; a key that is already written is refused.
    """
    number = _begin(connection, key, kind, effective, at, refers_to, note)
    inner = lines.subquery()
    account, amount, reference = list(inner.c)[:3]
    line = func.row_number().over(order_by=(reference, account, amount))
    rows = select(literal(number, BigInteger), line, account, amount, reference)
    connection.execute(insert(POSTING).from_select(["entry", "line", "account", "amount", "reference"], rows))
    return _finish(connection, number, key)


def reverse(connection: Connection, key: str, of: str, effective: date, at: datetime, note: str = "") -> bool:
    """Undo an entry by a new one with opposite postings. False where that is already written.

    Raises InputRefused as `post`, where there is no such entry, and where another entry has undone it.
    """
    old = find(connection, of)
    if old is None:
        raise refused("books", "refers_to", of, Said("the key of an entry"), Said("look it up in `zhyto fund export books.csv`"))
    undone = connection.execute(select(ENTRY.c.key).where(ENTRY.c.refers_to == of, ENTRY.c.kind == "reversal")).scalar()
    if undone is not None and undone != key:
        raise refused("books", "refers_to", of, Said("an entry that is not undone yet"), Said("{undone} has undone it", undone=undone))
    opposite = [Posting(one.account, -one.amount, one.reference) for one in old.postings]
    return post(connection, key, "reversal", effective, at, opposite, of, note)


def find(connection: Connection, key: str) -> Entry | None:
    """The entry of a key."""
    return next(iter(entries(connection, key)), None)


def entries(connection: Connection, key: str | None = None) -> Iterator[Entry]:
    """All entries in the order they were written, or the one of a key."""
    wanted = select(ENTRY).order_by(ENTRY.c.number)
    for row in connection.execute(wanted if key is None else wanted.where(ENTRY.c.key == key)).all():
        lines = connection.execute(
            select(POSTING.c.account, POSTING.c.amount, POSTING.c.reference).where(POSTING.c.entry == row.number).order_by(POSTING.c.line)
        )
        yield Entry(
            row.number, row.key, row.kind, dates.day_of(row.effective), datetime.fromtimestamp(row.recorded, UTC), row.refers_to, row.note,
            tuple(Posting(*line) for line in lines),
        )  # fmt: skip


def balances(connection: Connection, until: date | None = None, under: str = "") -> dict[str, int]:
    """Kopecks on each account that was ever used, in order of name. until: last effective day counted. under: `Assets:Envelope:2026-01`."""
    wanted = select(POSTING.c.account, func.sum(POSTING.c.amount)).group_by(POSTING.c.account).order_by(POSTING.c.account)
    if under:
        wanted = wanted.where((POSTING.c.account == under) | POSTING.c.account.startswith(under + ":", autoescape=True))
    if until is not None:
        wanted = wanted.join(ENTRY, ENTRY.c.number == POSTING.c.entry).where(ENTRY.c.effective <= dates.day_number(until))
    return {account: int(amount) for account, amount in connection.execute(wanted)}


def assert_balance(connection: Connection, account: str, day: date, amount: int, at: datetime) -> None:
    """State that an account, with those under it, holds so much at the end of a day; kept, and exported. Raises InputRefused where it does not."""
    found = sum(balances(connection, day, account).values())
    if found != amount:
        raise refused("books", account, format_amount(found), Said("{amount} at the end of {day}", amount=format_amount(amount), day=day),
                      Said("find the entry that is missing or wrong"))
    known = connection.execute(
        select(ASSERTION.c.amount).where(ASSERTION.c.account == account, ASSERTION.c.day == dates.day_number(day))
    ).scalar()
    if known is None:
        connection.execute(
            insert(ASSERTION).values(account=account, day=dates.day_number(day), amount=amount, recorded=recorded(connection, at))
        )


def open_period(connection: Connection, month: int, at: datetime) -> bool:
    """Open a month for posting. False where it is open already. Raises InputRefused where it was closed: it stays so."""
    row = connection.execute(select(PERIOD).where(PERIOD.c.month == month)).one_or_none()
    if row is not None:
        if row.closed is not None:
            raise refused("books", "period", f"{dates.format_month(month)} is closed", Said("a month not closed yet"),
                          Said("correct it by an entry in an open month"))
        return False
    connection.execute(insert(PERIOD).values(month=month, opened=recorded(connection, at)))
    return True


def close_period(connection: Connection, month: int, at: datetime) -> bool:
    """Close a month: its closing balances are asserted, nothing more is posted into it. False where it is closed already.

    Months are closed in their order. Raises InputRefused where the month was never opened, an earlier one is open, or the books are at fault.
    """
    row = connection.execute(select(PERIOD).where(PERIOD.c.month == month)).one_or_none()
    if row is None:
        raise refused("books", "period", f"{dates.format_month(month)} was never opened", Said("an open month"), Said("name another month"))
    if row.closed is not None:
        return False
    earlier = connection.execute(select(func.min(PERIOD.c.month)).where(PERIOD.c.closed.is_(None))).scalar_one()
    if earlier < month:
        raise refused("books", "period", f"{dates.format_month(earlier)} is still open", Said("months closed in their order"), Said("close it first"))
    faults = check(connection)
    if faults:
        raise InputRefused([Fault("books", 0, "", fault, Said("books that balance"), Said("do not close; find out what happened")) for fault in faults])
    last = dates.last_day(month)
    held = balances(connection, last)
    for account in _leaves(held):
        assert_balance(connection, account, last, held[account], at)
    connection.execute(update(PERIOD).where(PERIOD.c.month == month).values(closed=recorded(connection, at)))
    return True


def periods(connection: Connection) -> dict[int, bool]:
    """Months in their order: whether each is open."""
    return {row.month: row.closed is None for row in connection.execute(select(PERIOD).order_by(PERIOD.c.month))}


def check(connection: Connection) -> list[Said]:
    """Everything that is wrong with the books, in words; empty where nothing is. Reads all of them."""
    faults = []
    lopsided = select(POSTING.c.entry).group_by(POSTING.c.entry).having(func.sum(POSTING.c.amount) != 0)
    faults += [Said("entry {number} does not sum to zero", number=number) for number in connection.execute(lopsided).scalars()]
    count, first, last = connection.execute(select(func.count(), func.min(ENTRY.c.number), func.max(ENTRY.c.number))).one()
    if count and (first != 1 or last != count):
        faults.append(Said("entries are numbered {first} to {last}, and there are {count}", first=first, last=last, count=count))
    later = ENTRY.alias()
    behind = select(later.c.number).join(ENTRY, later.c.number == ENTRY.c.number + 1).where(later.c.recorded < ENTRY.c.recorded)
    faults += [Said("entry {number} was recorded before the entry in front of it", number=number) for number in connection.execute(behind).scalars()]
    empty = select(ENTRY.c.number).where(~ENTRY.c.number.in_(select(POSTING.c.entry)))
    faults += [Said("entry {number} has no postings", number=number) for number in connection.execute(empty).scalars()]
    unsent = (
        select(func.count()).select_from(POSTING).outerjoin(OUTBOX, (OUTBOX.c.entry == POSTING.c.entry) & (OUTBOX.c.line == POSTING.c.line))
    )
    lost = connection.execute(unsent.where(OUTBOX.c.entry.is_(None))).scalar_one()
    if lost:
        faults.append(how_many("{count} posting is not in the outbox of the public log", "{count} postings are not in the outbox of the public log",
                               count=lost))
    for account, amount in balances(connection).items():
        if account.startswith("Assets:") and account != _MAY_BE_NEGATIVE and amount < 0:
            faults.append(Said("{account} holds {amount}: less than nothing", account=account, amount=format_amount(amount)))
    for row in connection.execute(select(ASSERTION)).all():
        found = sum(balances(connection, dates.day_of(row.day), row.account).values())
        if found != row.amount:
            faults.append(Said("{account} held {found} on {first}, asserted were {amount}", account=row.account, found=format_amount(found),
                               first=dates.day_of(row.day), amount=format_amount(row.amount)))
    return faults


def pending(connection: Connection, limit: int) -> list[PublicEntry]:
    """Postings that the public log has not acknowledged, in the order written."""
    rows = connection.execute(
        select(ENTRY.c.key, ENTRY.c.kind, ENTRY.c.effective, ENTRY.c.recorded, POSTING)
        .join(POSTING, POSTING.c.entry == ENTRY.c.number)
        .join(OUTBOX, (OUTBOX.c.entry == POSTING.c.entry) & (OUTBOX.c.line == POSTING.c.line))
        .where(OUTBOX.c.acknowledged.is_(False)).order_by(OUTBOX.c.entry, OUTBOX.c.line).limit(limit)
    )  # fmt: skip
    return [
        PublicEntry(f"{row.entry}.{row.line}", row.kind, row.account, row.amount, row.reference, dates.day_of(row.effective),
                    datetime.fromtimestamp(row.recorded, UTC)) for row in rows
    ]  # fmt: skip


def acknowledge(connection: Connection, keys: Iterable[str]) -> int:
    """Note that the public log holds these postings (keys of `pending`). How many were waiting; naming one twice changes nothing.

    Raises ValueError for a key that is none.
    """
    places = []
    for key in keys:
        entry, dot, line = key.partition(".")
        if not (dot and entry.isdecimal() and line.isdecimal()):
            raise ValueError(f"{key!r} is no key of the outbox")
        places.append((int(entry), int(line)))
    done = 0
    by_entry: dict[int, list[int]] = {}
    for number, line_number in places:
        by_entry.setdefault(number, []).append(line_number)
    for number, lines in by_entry.items():
        for start in range(0, len(lines), 10_000):
            chosen = OUTBOX.c.line.in_(lines[start : start + 10_000])
            done += connection.execute(
                update(OUTBOX).where(OUTBOX.c.entry == number, chosen, OUTBOX.c.acknowledged.is_(False)).values(acknowledged=True)
            ).rowcount
    return done


def recorded(connection: Connection, at: datetime) -> int:
    """The moment under which something is recorded now: never before the last entry's.

    A clock that is at most `CLOCK_SLACK` behind the last entry gets the last entry's moment; raises InputRefused beyond.
    """
    now = moment(at)
    last = connection.execute(select(func.max(ENTRY.c.recorded))).scalar()
    if last is None or now >= last:
        return now
    if last - now <= CLOCK_SLACK:
        return int(last)
    raise refused(
        "clock", "recorded", f"{at.isoformat(timespec='seconds')}",
        Said("not before the last entry, {time}", time=datetime.fromtimestamp(last, UTC).isoformat(timespec="seconds")),
        Said("the clock of this machine has jumped back, or was ahead before: set it right, then do it again; nothing was written"),
    )  # fmt: skip


def _leaves(names: Iterable[str]) -> list[str]:
    """Accounts with nothing under them: on these the closing balances are asserted."""
    ordered = sorted(names, key=lambda name: name.split(":"))
    return [name for name, after in pairwise([*ordered, ""]) if not after.startswith(name + ":")]


def _begin(connection: Connection, key: str, kind: str, effective: date, at: datetime, refers_to: str | None, note: str) -> int:
    month = dates.month_index(effective)
    period = connection.execute(select(PERIOD).where(PERIOD.c.month == month)).one_or_none()
    if period is None or period.closed is not None:
        state = "was never opened" if period is None else "is closed"
        raise refused("books", "effective", f"{effective}: {dates.format_month(month)} {state}", Said("a day in an open month"),
                      Said("take a day of an open month, or open the month"))  # fmt: skip
    if connection.execute(select(ENTRY.c.number).where(ENTRY.c.key == key)).scalar() is not None:
        raise refused("books", "key", f"{key} is written already", Said("a key used once"), Said("nothing was written again"))
    number = (connection.execute(select(func.max(ENTRY.c.number))).scalar() or 0) + 1
    connection.execute(insert(ENTRY).values(
        number=number, key=key, kind=kind, effective=dates.day_number(effective), recorded=recorded(connection, at), refers_to=refers_to, note=note
    ))  # fmt: skip
    return int(number)


def _finish(connection: Connection, number: int, key: str) -> int:
    """Check what was posted under an entry, and put it into the outbox."""
    mine = POSTING.c.entry == number
    rows = connection.execute(
        select(POSTING.c.account, func.sum(POSTING.c.amount), func.count()).where(mine).group_by(POSTING.c.account)
    ).all()
    if sum(int(row[1]) for row in rows):
        raise ValueError(f"{key}: the postings do not sum to zero")
    if not rows:
        raise ValueError(f"{key}: an entry without postings")
    for account, _, _ in rows:
        if not _ACCOUNT.match(account):
            raise ValueError(f"{key}: {account!r} is not the name of an account")
        if account.startswith("Assets:") and account != _MAY_BE_NEGATIVE:
            held = connection.execute(select(func.sum(POSTING.c.amount)).where(POSTING.c.account == account)).scalar() or 0
            if held < 0:
                raise refused("books", account, f"{format_amount(-int(held))} more than it holds", Said("no account of the fund below zero"),
                              Said("nothing was written"))
    if connection.execute(select(func.count()).where(mine, (POSTING.c.amount == 0) | (func.abs(POSTING.c.amount) >= LIMIT))).scalar():
        raise ValueError(f"{key}: a posting of nothing, or of too much")
    connection.execute(insert(OUTBOX).from_select(
        ["entry", "line", "acknowledged"], select(POSTING.c.entry, POSTING.c.line, literal(False)).where(mine)
    ))  # fmt: skip
    return sum(int(row[2]) for row in rows)
