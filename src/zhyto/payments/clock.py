"""The clock of payments: for whom each waits, since when, due by which day and under which rule.

A day is told, never enforced. Terms are data: of the country's pack, with their citation and mark, and of the fund itself, by its regulation.
Where neither has one, no day is known, and none is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, func, insert, select, update

from zhyto.faults import Fault, InputRefused
from zhyto.ledger.books import recorded
from zhyto.payments import words
from zhyto.payments.cycle import APPROVALS
from zhyto.payments.queries import frame, officer
from zhyto.payments.tables import APPROVAL, BANK_ENTRY, BATCH, DISBURSEMENT, ENVELOPE, MESSAGE, REVIEW, TERM
from zhyto.payments.words import refuse
from zhyto.texts import Said, as_is

WAITS: Final = {
    "officers": ("двох затверджень", "two approvals"), "sender": ("надсилання", "sending"), "officer": ("рішення щодо питання", "a decision on a question"),
    "bank": ("банку", "the bank"), "post": ("пошти", "the post"), "maker": ("виправлених реквізитів", "mended details"),
    "nobody": ("нікого", "nobody"),
}  # fmt: skip
"""For whom or what a payment waits, in words."""
WARN_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may wait: so many days, or months, after the day since when it does. cite: the rule. mark: `verified`, `remembered`,
    or `own` for the fund's.
    """

    days: int
    months: int
    cite: str
    mark: str


def read_terms(entries: Any, file: str = "pack.yaml") -> dict[str, Term]:
    """The terms of a country pack: {of WAITS: {days or months, cite, mark, source}}. None: no terms. Raises InputRefused with every fault."""
    faults: list[Fault] = []
    terms: dict[str, Term] = {}
    known = ("days", "months", "cite", "mark", "source", "note")
    for name, row in (entries or {}).items() if isinstance(entries or {}, Mapping) else [("payment_terms", entries)]:
        fields = dict(row) if isinstance(row, Mapping) else {}
        spans = {one: int(text) if (text := str(fields.get(one, 0))).isdecimal() and len(text) < 4 else -1 for one in ("days", "months")}
        for bad, field, found, expected in (
            (name not in WAITS or name == "nobody", str(name), name, Said("one of {known}", known=", ".join(one for one in WAITS if one != "nobody"))),
            (bool(set(fields) - set(known)) or not fields, str(name), ", ".join(map(str, fields)) or row,
             Said("fields out of {known}", known=", ".join(known))),
            (min(spans.values()) < 0 or not any(spans.values()), "days", {one: fields.get(one) for one in spans}, Said("whole days or months")),
            (not str(fields.get("cite") or "").strip(), "cite", fields.get("cite"), Said("the act and article")),
            (fields.get("mark") not in ("verified", "remembered"), "mark", fields.get("mark"), Said("verified or remembered")),
            (fields.get("mark") == "verified" and not fields.get("source"), "source", "nothing", Said("where a verified term was seen")),
        ):
            if bad:
                faults.append(Fault(file, 0, f"payment_terms, {name}: {field}", as_is(repr(found)), expected, Said("mend the entry")))
        if not faults:
            terms[str(name)] = Term(spans["days"], spans["months"], str(fields["cite"]), str(fields["mark"]))
    if faults:
        raise InputRefused(faults)
    return terms


def set_term(connection: Connection, waits_for: str, days: int, rule: str, login: str, at: datetime) -> bool:
    """Set the fund's own term for one of WAITS. rule: where its regulation says so. False where it is set so already. Raises InputRefused."""
    officer(connection, login)
    if waits_for not in WAITS or waits_for == "nobody":
        raise refuse("--for", "waits_for", repr(waits_for), Said("one of {known}", known=", ".join(one for one in WAITS if one != "nobody")), Said("mend it"))
    if not 0 <= days <= 366:
        raise refuse("--days", "days", days, Said("0 to 366 days"), Said("mend it"))
    if not 0 < len(rule.strip()) <= 200 or not rule.isprintable():
        raise refuse("--rule", "rule", repr(rule[:60]), Said("the article of the fund's regulation, at most 200 characters"), Said("name it"))
    values = {"days": days, "rule": rule.strip(), "officer": login, "at": recorded(connection, at)}
    known = connection.execute(select(TERM).where(TERM.c.waits_for == waits_for)).one_or_none()
    if known is None:
        connection.execute(insert(TERM).values(waits_for=waits_for, **values))
    elif (known.days, known.rule) == (days, rule.strip()):
        return False
    else:
        connection.execute(update(TERM).where(TERM.c.waits_for == waits_for).values(**values))
    return True


def own_terms(connection: Connection) -> dict[str, Term]:
    """The terms that the fund has set itself."""
    return {row.waits_for: Term(row.days, 0, row.rule, "own") for row in connection.execute(select(TERM).order_by(TERM.c.waits_for))}


def clock(connection: Connection, law: Mapping[str, Term], on: date, warn_days: int = WARN_DAYS, envelope: str = "") -> pl.DataFrame:
    """Where each payment stands on a day, a row each, in order of reference.

    Columns: reference, envelope, state, g2p, waits_for (of WAITS), since, due_by, days_left (below zero: late), warn (it is late, or will be within
    warn_days), article, mark, amount (kopecks). due_by and days_left are null where no term is known. law: the country's terms by WAITS; where the
    fund has one too, the earlier day counts.
    """
    rows = _waiting(connection, envelope)
    terms = [(name, term) for terms in (law, own_terms(connection)) for name, term in terms.items()]
    day = pl.date(on.year, on.month, on.day)
    due = pl.DataFrame(
        [(name, f"{term.months}mo{term.days}d", term.cite, term.mark) for name, term in terms],
        schema={"waits_for": pl.String, "term": pl.String, "article": pl.String, "mark": pl.String}, orient="row",
    )  # fmt: skip
    due = (
        rows.select("reference", "waits_for", "since").join(due, on="waits_for", how="inner", maintain_order="left_right")
        .with_columns(due_by=pl.col("since").dt.offset_by(pl.col("term")))
        .sort("due_by", maintain_order=True).unique("reference", keep="first", maintain_order=True)
    )  # fmt: skip
    rows = rows.join(due.select("reference", "due_by", "article", "mark"), on="reference", how="left")
    left = (pl.col("due_by") - day).dt.total_days()
    return rows.with_columns(days_left=left, warn=(left <= warn_days).fill_null(False), article=pl.col("article").fill_null(""),
                             mark=pl.col("mark").fill_null("")).select(
        "reference", "envelope", "state", pl.col("state").replace_strict(words.G2P_STATUS, return_dtype=pl.String).alias("g2p"), "waits_for", "since",
        "due_by", "days_left", "warn", "article", "mark", "amount",
    ).sort("reference")  # fmt: skip


def _waiting(connection: Connection, envelope: str) -> pl.DataFrame:
    """reference, envelope, state, amount, waits_for, since of each payment."""
    kinds: dict[str, Any] = {"reference": pl.String, "envelope": pl.String, "closed": pl.Boolean, "household": pl.String, "attempt": pl.Int64,
                             "state": pl.String, "method": pl.String, "amount": pl.Int64, "made": pl.Int64, "approved": pl.Int64, "sent": pl.Int64,
                             "answered": pl.Int64}  # fmt: skip
    last = select(APPROVAL.c.envelope, APPROVAL.c.batch, APPROVAL.c.at.label("approved")).where(APPROVAL.c.seat == APPROVALS).subquery()
    answers = select(BANK_ENTRY.c.reference, func.max(BANK_ENTRY.c.day).label("answered")).where(BANK_ENTRY.c.outcome != "review").group_by(
        BANK_ENTRY.c.reference).subquery()  # fmt: skip
    d = DISBURSEMENT
    wanted = (
        select(d.c.reference, d.c.envelope, (ENVELOPE.c.state == "closed").label("closed"), d.c.household, d.c.attempt, d.c.state, d.c.method, d.c.amount,
               BATCH.c.made, last.c.approved, MESSAGE.c.made.label("sent"), answers.c.answered)
        .join(ENVELOPE, ENVELOPE.c.name == d.c.envelope).join(BATCH, (BATCH.c.envelope == d.c.envelope) & (BATCH.c.number == d.c.batch))
        .outerjoin(last, (last.c.envelope == d.c.envelope) & (last.c.batch == d.c.batch))
        .outerjoin(MESSAGE, MESSAGE.c.id == d.c.message).outerjoin(answers, answers.c.reference == d.c.reference)
    )  # fmt: skip
    rows = frame(connection, wanted.where(d.c.envelope == envelope) if envelope else wanted, kinds)
    rows = rows.join(_asked(connection), on="reference", how="left")
    state, asked = pl.col("state"), pl.col("asked").is_not_null()
    made, approved, sent, asked_on = (pl.col(name) // 86_400 for name in ("made", "approved", "sent", "asked"))
    over = pl.lit("nobody")
    who = (
        pl.when(asked & state.is_in(["prepared", "approved", "sent"])).then(pl.lit("officer")).when(state == "prepared").then(pl.lit("officers"))
        .when(state == "approved").then(pl.lit("sender")).when(state == "sent").then("method")
        .when(state.is_in(["rejected", "returned"]) & ~pl.col("closed")).then(pl.lit("maker")).otherwise(over)
    )  # fmt: skip
    since = (
        pl.when(who == "officer").then(asked_on).when(state == "approved").then(approved).when(state == "sent").then(sent)
        .when(state.is_in(["confirmed", "rejected", "returned"])).then(pl.coalesce("answered", made)).otherwise(made)
    )  # fmt: skip
    return rows.select("reference", "envelope", "state", "amount", who.alias("waits_for"), since.cast(pl.Int32).cast(pl.Date).alias("since"))


def _asked(connection: Connection) -> pl.DataFrame:
    """Payments that an open question holds, as `queries.held`, or that the bank answered in a way nobody has decided about: reference, asked (moment)."""
    d, r, earlier = DISBURSEMENT, REVIEW, DISBURSEMENT.alias()
    is_open = r.c.decided.is_(None)
    kinds: dict[str, Any] = {"reference": pl.String, "asked": pl.Int64}
    sides = [
        select(d.c.reference, r.c.opened.label("asked")).join(r, (d.c.envelope == name) & (d.c.household == who)).where(is_open, r.c.kind == "duplicate")
        for name, who in ((r.c.envelope, r.c.left), (r.c.other, r.c.right))
    ]
    own = select(d.c.reference, r.c.opened.label("asked")).join(r, d.c.reference == r.c.right).where(is_open, r.c.kind == "bank")
    again = (
        select(d.c.reference, r.c.opened.label("asked"))
        .join(earlier, (earlier.c.envelope == d.c.envelope) & (earlier.c.household == d.c.household))
        .join(r, r.c.right == earlier.c.reference).where(is_open, r.c.kind == "bank", d.c.attempt > 1)
    )  # fmt: skip
    found = pl.concat([frame(connection, one, kinds) for one in (*sides, own, again)])
    return found.group_by("reference").agg(pl.col("asked").min())
