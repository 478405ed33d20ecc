"""Postings on their way to the public log, from a file; and what the private folder knows of a log, to a file.

CSV with a header, or JSON Lines (`.jsonl`): key, kind, account, amount (whole kopecks), reference, effective (YYYY-MM-DD), recorded (a moment with
its time zone, as 2026-02-01T09:00:00Z).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from zhyto.faults import Fault, InputRefused
from zhyto.io.files.whole import write_durably
from zhyto.io.log.publiclog import Log, openings
from zhyto.ledger.books import PublicEntry
from zhyto.ledger.notes import refuse
from zhyto.texts import Said, as_is, said_by

FIELDS = ("key", "kind", "account", "amount", "reference", "effective", "recorded")
_REMEDY = Said("mend it where the file was made")


def read_entries(file: Path) -> list[PublicEntry]:
    """The entries of a file. Raises InputRefused with every fault, OSError."""
    faults: list[Fault] = []
    found = [entry for row, fields in _rows(file, faults) if (entry := _entry(file.name, row, fields, faults))]
    if faults:
        raise InputRefused(faults)
    return found


def _rows(file: Path, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(file.name, Said("bytes that are not UTF-8, at {start}", start=error.start), Said("UTF-8"), _REMEDY) from None
    if file.suffix.lower() == ".jsonl":
        for row, line in enumerate(text.splitlines(), 1):
            try:
                fields = json.loads(line)
            except ValueError:
                fields = None
            if isinstance(fields, dict):
                yield row, fields
            else:
                faults.append(Fault(file.name, row, "", as_is(line[:60]), Said("a JSON object"), _REMEDY))
        return
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        if sorted(reader.fieldnames or []) != sorted(FIELDS):
            found = Said("columns {names}", names=", ".join(reader.fieldnames)) if reader.fieldnames else Said("no columns")
            raise refuse(file.name, found, as_is(", ".join(FIELDS)), _REMEDY)
        for fields in reader:
            yield reader.line_num, fields
    except csv.Error as error:
        raise refuse(file.name, said_by(error), Said("a table of comma-separated values"), _REMEDY) from None


def _entry(name: str, row: int, fields: dict[str, Any], faults: list[Fault]) -> PublicEntry | None:
    before = len(faults)

    def wrong(column: str, expected: Said) -> None:
        faults.append(Fault(name, row, column, as_is(repr(fields.get(column, "nothing"))[:60]), expected, _REMEDY))

    for column in (column for column in fields if column not in FIELDS):
        faults.append(Fault(name, row, str(column), as_is(repr(fields[column])[:60]), Said("no columns but {fields}", fields=", ".join(FIELDS)), _REMEDY))
    for column in ("key", "kind", "account", "reference"):
        if not isinstance(fields.get(column), str):
            wrong(column, Said("a text"))
    amount = fields.get("amount")
    if type(amount) is not int and not (isinstance(amount, str) and re.fullmatch("-?[0-9]{1,18}", amount)):
        wrong("amount", Said("whole kopecks"))
    effective, recorded = _day(fields.get("effective")), _moment(fields.get("recorded"))
    if effective is None:
        wrong("effective", Said("a day, YYYY-MM-DD"))
    if recorded is None:
        wrong("recorded", Said("a moment with its time zone, as 2026-02-01T09:00:00Z"))
    if effective is None or recorded is None or amount is None or len(faults) > before:
        return None
    return PublicEntry(fields["key"], fields["kind"], fields["account"], int(amount), fields["reference"], effective, recorded)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found and found.tzinfo else None


def write_openings(log: Log, file: Path) -> int:
    """What the kept salts open, as CSV that nobody else may read: place and entry, no salts; how many. Raises OSError."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("place", *(name for name in FIELDS if name != "recorded")))
    count = 0
    for place, one in openings(log):
        writer.writerow((place, one.key, one.kind, one.account, one.amount, one.reference, one.effective.isoformat()))
        count += 1
    write_durably([(file, table.getvalue().encode())], 0o600)
    return count
