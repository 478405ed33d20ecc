"""How a fund was shared, in the public log: the published counts of a sharing, named by a statement with their digests.

    shares 1                    the statement
    2026-01                     month of the shares
    <SHA-256 of public.json, hex>
    <SHA-256 of levels.csv, hex>
    <SHA-256 of hromadas.csv, hex>

The files stand in `shares/<first 32 digits of the first digest>/`. Whoever reads the log can check that the counts agree with each other and with the rule
(docs/fair-shares.md says how far), and that they are still what was published then. `public.json` names the digest of the auditor's table: who holds
that table proves the sharing to the kopeck, and that it is the one of the log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from zhyto.fairshare.published import FILES
from zhyto.formats import SAYS_SHARES
from zhyto.io.fairshare.proof import check_public_files, parse_once
from zhyto.ledger.tiles import Read
from zhyto.ledger.verify import Contents, Extra
from zhyto.texts import Said, in_a_row, said_by

STATEMENT: Final = SAYS_SHARES.said
_STATEMENT: Final = re.compile(STATEMENT + r"\n(\d{4}-(?:0[1-9]|1[0-2]))\n([0-9a-f]{64})\n([0-9a-f]{64})\n([0-9a-f]{64})\n\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A sharing that a statement names. digests: of FILES, in their order, hexadecimal."""

    month: str
    digests: tuple[str, str, str]

    @property
    def paths(self) -> tuple[str, ...]:
        """Of FILES among the log's public files."""
        return tuple(f"shares/{self.digests[0][:32]}/{name}" for name in FILES)

    @property
    def statement(self) -> str:
        """Text of the statement leaf."""
        return "\n".join((STATEMENT, self.month, *self.digests, ""))


def name(month: str, files: Mapping[str, bytes]) -> Named:
    """The sharing of these published files. Raises KeyError where one of FILES is not there."""
    first, second, third = (sha256(files[one]).hexdigest() for one in FILES)
    return Named(month, (first, second, third))


def named(text: str) -> Named | None:
    """The sharing that a statement names; None where it names none."""
    match = _STATEMENT.match(text)
    return Named(match[1], (match[2], match[3], match[4])) if match else None


def faults(contents: Contents, read: Read) -> list[Said] | None:
    """What is wrong with the sharings the log names; None where it names none."""
    found: list[Said] = []
    seen = False
    for index, text in contents.statements:
        if not text.startswith("shares "):
            continue
        seen = True
        one = named(text)
        if later := SAYS_SHARES.later(text.partition("\n")[0], f"leaf {index}"):
            found.append(later.said)
        elif one is None:
            found.append(Said("leaf {index} begins as the statement of a sharing and is none", index=index))
        else:
            found += [Said("{month}, leaf {index}: {fault}", month=one.month, index=index, fault=fault) for fault in _faults(one, read)]
    return found if seen else None


def _faults(one: Named, read: Read) -> list[Said]:
    files = {}
    for file, path, digest in zip(FILES, one.paths, one.digests, strict=True):
        try:
            data = read(path)
        except OSError as error:
            return [in_a_row([path, said_by(error)], ": ")]
        if sha256(data).hexdigest() != digest:
            return [Said("{path} is not the file that the log names", path=path)]
        files[file] = data
    found = check_public_files(files)
    if not found and parse_once(files["public.json"])["month"] != one.month:
        found.append(Said("the counts are not of {month}", month=one.month))
    return found


EXTRA: Final = Extra(
    "shares",
    "Опубліковані підсумки розподілу фонду — ті, що названі в журналі, сходяться між собою і з правилом «спершу найбіднішим» "
    "(наскільки це видно з підсумків). Що кожна сума точна, доводить таблиця аудитора, відбиток якої там названо.",
    "The published counts of how the fund was shared are those the log names; they agree with each other and with the rule “the poorest first” "
    "(as far as counts show it). That every amount is exact is proven by the auditor's table, whose digest they name.",
    faults,
    "Що фонд поділено справедливо: журнал не називає жодного розподілу.",
    "That the fund was shared fairly: the log names no sharing.",
)
