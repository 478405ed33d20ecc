"""From the books to the public log: postings, totals that can be verified, receipts for recipients.

Each step may be done again, or be cut off anywhere: the books keep what the log has not acknowledged, the log takes each posting once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl
from sqlalchemy import select

from zhyto.dates import format_month
from zhyto.fairshare.published import FILES, HROMADAS, REST
from zhyto.faults import Fault, InputRefused
from zhyto.io.fairshare import fairlog
from zhyto.io.fairshare.proof import check_public_files, parse_once
from zhyto.io.letters import square_code, write_page
from zhyto.io.log import publicfiles, publiclog
from zhyto.io.log.publiclog import BATCH, Log
from zhyto.io.log.source import folder_reader
from zhyto.io.payments.store import Store
from zhyto.ledger import books, tiles, totals
from zhyto.ledger.leaf import Opening
from zhyto.ledger.notes import read_checkpoint, read_note, refuse
from zhyto.ledger.policy import open_checkpoint
from zhyto.ledger.receipt import Receipt
from zhyto.ledger.receipt import make as make_receipt
from zhyto.payments.tables import DISBURSEMENT, SOURCE
from zhyto.texts import Said, as_is

_PAID: Final = "Expenses:"


@dataclass(frozen=True, slots=True)
class Published:
    """What was done. logged: postings. totals: (from, to) of the table published, None where nothing was new. size, root: of the tree signed."""

    logged: int
    totals: tuple[int, int] | None
    cells: int
    size: int
    root: bytes


def publish(store: Store, log: Log, at: datetime, k: int = totals.K) -> Published:
    """Log every posting that waits in the books' outbox, publish totals of what is new, sign the head.

    k: the fewest recipients a published sum may have. Raises InputRefused, OSError.
    """
    logged = 0
    while waiting := store.read(lambda c: books.pending(c, BATCH)):
        publiclog.append(log, waiting, at)
        store.write(lambda c, keys=[one.key for one in waiting]: books.acknowledge(c, keys))  # type: ignore[misc]
        logged += len(waiting)
    made = publish_totals(store, log, at, k)
    note = publiclog.checkpoint(log, at)
    # The page by which anyone checks a receipt without a server stands beside the log.
    if not (page := log.public / "verify.html").exists() or page.read_bytes() != publicfiles.page():
        publicfiles.write_page(page)
    head = read_checkpoint(read_note(note).text)
    found = None if made is None else (made.totals.start, made.totals.end)
    return Published(logged, found, 0 if made is None else len(made.totals.cells), head.size, head.root)


def publish_totals(store: Store, log: Log, at: datetime, k: int = totals.K) -> totals.Publication | None:
    """Publish the sums over all leaves after the last publication; None where there is no new posting."""
    earlier = list(_published(log))
    start = max((table.end for table, _ in earlier), default=0)
    end = log.size
    new = list(publiclog.openings(log, start, end))
    if not new:
        return None
    shown: dict[str, str] = {}
    again = _forgotten(store, log)
    for table, cells in earlier:
        held = ((place, opening.reference) for place, opening in publiclog.openings(log, table.start, table.end))
        shown |= totals.shown_in(table, cells, chain(held, again))
    owed, recipients = _owed(store, log)
    few = _few(store, new, owed, recipients, k)
    made = totals.publish(log.origin, start, end, new, k, shown, recipients, owed, few)
    found = totals.announced(made.statement)
    assert found is not None
    # The files stand before the statement that names them; cut off here, the same files come again.
    for name, data in zip(found.paths, (made.table, made.cells), strict=True):
        publiclog.add_file(log, name, data)
    publiclog.state(log, made.statement, at)
    return made


def publish_shares(log: Log, folder: Path, at: datetime) -> fairlog.Named:
    """Serve the published counts of a sharing (its `public` folder) and log a statement that names them. Again, nothing changes.

    Raises InputRefused where they do not agree, OSError.
    """
    files = {name: (folder / name).read_bytes() for name in FILES}
    faults = check_public_files(files)
    if faults:
        raise InputRefused([Fault(str(folder), 0, "", fault, Said("counts that agree"), Said("share again: zhyto fund share")) for fault in faults])
    one = fairlog.name(str(parse_once(files["public.json"])["month"]), files)
    for path, data in zip(one.paths, files.values(), strict=True):
        publiclog.add_file(log, path, data)
    publiclog.state(log, one.statement, at)
    return one


def receipts(log: Log, references: Iterable[str] = ()) -> Iterator[tuple[str, Receipt]]:
    """(reference, receipt) of each payment that reached its recipient, in the signed tree; or of those named only.

    Raises InputRefused while the witnesses of the policy have not cosigned it: such a receipt would be refused by whoever checks it.
    """
    note = (log.public / "checkpoint").read_bytes()
    policy = publiclog.policy(log)
    opened = open_checkpoint(note, policy)
    if not policy.satisfied(opened.witnessed):
        raise refuse(str(log.public / "checkpoint"), opened.cosignatures, as_is(policy.needs()),
                     Said("collect them first: zhyto ledger checkpoint --cosignature FILE"))
    size = opened.checkpoint.size
    read = folder_reader(log.public)
    tree = tiles.Tree(read, size)
    bundles: dict[int, list[bytes]] = {}
    wanted = set(references)
    for place, opening in _reached(log, size):
        if wanted and opening.reference not in wanted:
            continue
        number, at = divmod(place, tiles.WIDTH)
        if number not in bundles:
            # Places come in their order: one bundle is needed at a time.
            bundles = {number: tiles.bundle(read, size, number)}
        yield opening.reference, make_receipt(bundles[number][at], place, opening, tree, note)


def write_receipt(folder: Path, reference: str, receipt: Receipt, with_code: bool = True) -> Path:
    """Write a receipt, and beside it the square code that says the same, so that nobody else on this machine reads them.

    Raises InputRefused where segno is not installed, or a reference from elsewhere is no name of a file in this folder; OSError.
    """
    if not reference or reference != Path(reference).name or reference.startswith(".") or "\\" in reference or not reference.isprintable():
        raise refuse("receipt", as_is(repr(reference)), Said("a reference that can be a file's name"), Said("name the payment otherwise where it is recorded"))
    code = square_code(receipt.payload(), error="l") if with_code else ""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{reference}.json"
    write_page(receipt.text(), file, 0o600)
    if with_code:
        write_page(code, folder / f"{reference}.svg", 0o600)
    return file


def _reached(log: Log, size: int) -> list[tuple[int, Opening]]:
    """The last posting by which each payment was spent, if it was not taken back after that."""
    last: dict[str, tuple[int, Opening]] = {}
    for place, opening in publiclog.openings(log, 0, size):
        if opening.account.startswith(_PAID) and opening.reference:
            last[opening.reference] = place, opening
    return sorted((one for one in last.values() if one[1].amount > 0), key=lambda one: one[0])


def _owed(store: Store, log: Log) -> tuple[dict[str, totals.Owed], dict[str, str]]:
    """Every payment as the fund owes it, and the recipient of each: two payments of one household in a month count as one recipient.

    Raises InputRefused.
    """
    payment = DISBURSEMENT.c
    asked = select(
        payment.reference, payment.household, payment.envelope, payment.batch, payment.source, SOURCE.c.account, payment.hromada, payment.month,
        payment.amount, payment.attempt,
    ).where(SOURCE.c.code == payment.source).order_by(payment.attempt)  # fmt: skip
    rows = store.read(lambda c: c.execute(asked).all())
    shares = _shares(log)
    # What is made again belongs to the batch it was first prepared in.
    first: dict[tuple[object, ...], str] = {}
    owed = {}
    gave: Counter[tuple[str, str]] = Counter()
    for row in rows:
        month = format_month(row.month)
        batch = first.setdefault((row.envelope, row.household, row.source, row.month), f"{row.envelope}:{row.batch}")
        lines = tuple(f"{at} {row.hromada if row.hromada in one.hromadas else REST}" for at, one in enumerate(shares) if one.month == month)
        owed[row.reference] = totals.Owed(batch, month, row.account, row.hromada or "None", lines)
        if row.attempt == 1:
            gave.update({(month, name): row.amount for name in (row.source, *lines)})
    recipients = {row.reference: row.household for row in rows}
    accounts = {row.source: row.account for row in rows}
    # Shares of which the books know nothing yet are hidden, too. How many they are is not known: one at least.
    for at, one in enumerate(shares):
        for name, amount in one.sources.items():
            if amount > gave[one.month, name] and name in accounts:
                owed[f"?{at} source {name}"] = totals.Owed("", one.month, accounts[name], "")
        for name, amount in one.hromadas.items():
            if amount > gave[one.month, f"{at} {name}"]:
                owed[f"?{at} hromada {name}"] = totals.Owed("", one.month, "", "", (f"{at} {name}",))
    return owed, recipients


def _few(store: Store, new: Iterable[tuple[int, Opening]], owed: Mapping[str, totals.Owed], recipients: Mapping[str, str], k: int) -> set[int]:
    """Places of the acts, among these postings, that move the money of fewer than k recipients: into an envelope from a source, or out of one at its end."""
    behind: dict[tuple[str, str], set[str]] = {}
    for reference, due in owed.items():
        behind.setdefault((f"envelope:{due.batch}", due.source), set()).add(recipients.get(reference, ""))
    entry = books.ENTRY.c
    acts = store.read(lambda c: c.execute(select(entry.number, entry.key).where(entry.kind.in_(("envelope", "close")))).all())
    keys = {str(row.number): row.key for row in acts}
    found = set()
    for place, one in new:
        key = keys.get(one.key.partition(".")[0])
        # What is left in an envelope when it is closed, and belongs to no payment, nobody can count.
        if key is not None and not one.reference and len(behind.get((key, one.account.rpartition(":")[2]), ())) < k:
            found.add(place)
    return found


@dataclass(frozen=True, slots=True)
class _Shares:
    """Published shares. hromadas, sources: kopecks given by row, and by source where that is told."""

    month: str
    hromadas: Mapping[str, int]
    sources: Mapping[str, int]


def _shares(log: Log) -> list[_Shares]:
    """The shares that the log names, in its order. Raises InputRefused."""
    found = []
    for text in publiclog.statements(log, fairlog.STATEMENT):
        if one := fairlog.named(text):
            files = {file: _file_named(log, path, digest) for file, path, digest in zip(FILES, one.paths, one.digests, strict=True)}
            table = pl.read_csv(files["hromadas.csv"], schema=HROMADAS).fill_null("")
            sources = {source["name"]: source["given"] for source in parse_once(files["public.json"])["sources"] if source["given"] is not None}
            found.append(_Shares(one.month, dict(table.select("hromada", "given_kopecks").rows()), sources))
    return found


def _forgotten(store: Store, log: Log) -> list[tuple[int, str]]:
    """(place, reference) of postings that the log has forgotten and the books have not: that they were shown must still be known."""
    keys = publiclog.forgotten(log)
    if not keys:
        return []
    line = books.POSTING.c
    known = {f"{row.entry}.{row.line}": row.reference for row in store.read(lambda c: c.execute(select(line.entry, line.line, line.reference)).all())}
    return [(place, known[key]) for place, key in keys.items() if key in known]


def _published(log: Log) -> Iterator[tuple[totals.Totals, bytes]]:
    """(table, cells) of each publication that a statement of the log names; other files are left of one cut off, and count for nothing.

    Raises InputRefused where a file is not the one named: totals made without it would overlap it, and the difference could show few people.
    """
    for text in publiclog.statements(log, totals.STATEMENT):
        if (said := totals.announced(text)) is None:
            continue
        table, cells = (_file_named(log, path, digest) for path, digest in zip(said.paths, (said.table, said.cells), strict=True))
        yield totals.read_totals(table), cells


def _file_named(log: Log, path: str, digest: str) -> bytes:
    """A public file whose digest a statement of the log holds. Raises InputRefused where it is lost or another."""
    file = log.public / path
    data = file.read_bytes() if file.exists() else b""
    if sha256(data).hexdigest() != digest:
        remedy = Said("restore it from a copy; publish nothing before")
        raise refuse(str(file), Said("not the file whose digest the log holds"), Said("the file as it was published"), remedy)
    return data
