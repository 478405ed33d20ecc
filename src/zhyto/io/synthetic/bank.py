"""A bank made up for demonstrations and tests: takes pain.001, answers with camt.053. The same seed and files give the same answers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from zhyto.io.files.whole import whole_file
from zhyto.io.payments.iso20022 import CAMT, PAIN, kopecks_of, pain_faults
from zhyto.io.payments.store import Store
from zhyto.ledger import books
from zhyto.money import format_amount
from zhyto.payments.tables import BANK_ENTRY, DISBURSEMENT, FUND, MESSAGE, STATEMENT

REASONS: Final = ("AC04", "AC01", "AC06", "BE01", "MD07")
_P: Final = {"p": PAIN}


@dataclass(slots=True)
class SimulatedBank:
    """One account. balance: kopecks on it. rejected, returned: of 10,000 payments, how many it refuses, and how many come back later."""

    iban: str
    currency: str
    seed: int = 1
    balance: int = 0
    rejected: int = 150
    returned: int = 100
    taken: set[str] = field(default_factory=set)
    """Messages taken: the same one again changes nothing, as at a real bank."""
    entries: list[str] = field(default_factory=list)
    """Of the statement being gathered."""
    later: list[tuple[str, int]] = field(default_factory=list)
    opening: int = 0
    statements: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        self.opening = self.balance

    def receive(self, amount: int, reference: str, day: date) -> None:
        """Money comes in, from a source."""
        self.balance += amount
        self._entry(amount, "CRDT", "BOOK", day, reference)

    def hand_over(self, amount: int, reference: str, day: date) -> None:
        """Money goes out in one sum: to the post office, for a register of payments."""
        self.balance -= amount
        self._entry(amount, "DBIT", "BOOK", day, reference)

    def take(self, pain: bytes, day: date) -> int:
        """Carry out a file of payments: most are paid, some refused, some will come back. How many were new. Raises ValueError for a bad file."""
        faults = pain_faults(pain)
        if faults:
            raise ValueError("; ".join(faults))
        root = ET.fromstring(pain)
        message = root.findtext(".//p:MsgId", "", _P)
        if message in self.taken:
            return 0
        self.taken.add(message)
        transfers = root.findall(".//p:CdtTrfTxInf", _P)
        for one in transfers:
            reference = one.findtext("p:PmtId/p:EndToEndId", "", _P)
            amount = kopecks_of(one.findtext("p:Amt/p:InstdAmt", "", _P)) or 0
            draw = self._draw(reference)
            if draw < self.rejected:
                self._entry(amount, "DBIT", "INFO", day, reference, REASONS[draw % len(REASONS)])
                continue
            self.balance -= amount
            self._entry(amount, "DBIT", "BOOK", day, reference)
            if draw < self.rejected + self.returned:
                self.later.append((reference, amount))
        return len(transfers)

    def give_back(self, day: date) -> int:
        """What was to come back comes back. How many."""
        back, self.later = self.later, []
        for reference, amount in back:
            self.balance += amount
            self._entry(amount, "CRDT", "BOOK", day, reference, REASONS[self._draw(reference) % len(REASONS)])
        return len(back)

    def statement(self, day: date) -> bytes:
        """A camt.053 of everything since the last one."""
        self.statements += 1
        made = datetime(day.year, day.month, day.day, 20, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        name = f"ST{self.statements:05d}"
        text = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT}"><BkToCstmrStmt><GrpHdr><MsgId>{name}</MsgId><CreDtTm>{made}</CreDtTm></GrpHdr>'
            f"<Stmt><Id>{name}</Id><CreDtTm>{made}</CreDtTm><Acct><Id><IBAN>{self.iban}</IBAN></Id><Ccy>{self.currency}</Ccy></Acct>\n"
            f"{self._balance('OPBD', self.opening, day)}{self._balance('CLBD', self.balance, day)}{''.join(self.entries)}"
            "</Stmt></BkToCstmrStmt></Document>\n"
        )
        self.entries.clear()
        self.opening = self.balance
        return text.encode()

    def _draw(self, reference: str) -> int:
        return int.from_bytes(blake2b(f"{self.seed}/{reference}".encode(), digest_size=8).digest(), "big") % 10_000

    def _balance(self, code: str, amount: int, day: date) -> str:
        side = "CRDT" if amount >= 0 else "DBIT"
        return (
            f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{self.currency}">{format_amount(abs(amount))}</Amt>'
            f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
        )

    def _entry(self, amount: int, side: str, status: str, day: date, reference: str, reason: str = "") -> None:
        self.number += 1
        back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
        self.entries.append(
            f'<Ntry><Amt Ccy="{self.currency}">{format_amount(amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
            f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
            f"<AcctSvcrRef>B{self.seed}N{self.number:09d}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>OTHR</SubFmlyCd></Fmly></Domn></BkTxCd>"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{reference or 'NOTPROVIDED'}</EndToEndId></Refs>{back}</TxDtls></NtryDtls></Ntry>\n"
        )


def simulate_bank(store: Store, sent: Path, out: Path, day: date, seed: int, rejected: int, returned: int) -> list[Path]:
    """Let the made-up bank take every pain.001 file with payments that wait, and write a statement of what it paid and one of what came back."""
    waiting = select(DISBURSEMENT.c.message).where(DISBURSEMENT.c.state == "sent")
    names, iban, currency, assets, statements, number = store.read(lambda c: (
        list(c.execute(select(MESSAGE.c.id).where(MESSAGE.c.kind == "pain.001", MESSAGE.c.id.in_(waiting)).order_by(MESSAGE.c.id)).scalars()),
        str(c.execute(select(FUND.c.payer_iban)).scalar_one()), str(c.execute(select(FUND.c.currency)).scalar_one()),
        sum(books.balances(c, under="Assets").values()), c.execute(select(func.count()).select_from(STATEMENT)).scalar_one(),
        c.execute(select(func.count()).select_from(BANK_ENTRY)).scalar_one(),
    ))  # fmt: skip
    teller = SimulatedBank(iban, currency, seed, assets, rejected, returned)
    teller.statements, teller.number = statements, number
    for name in names:
        teller.take((sent / f"{name}.xml").read_bytes(), day)
    files = [teller.statement(day)]
    if teller.give_back(day):
        files.append(teller.statement(day))
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for place, content in enumerate(files, statements + 1):
        file = out / f"statement-{place}.xml"
        with whole_file(file) as temporary:
            Path(temporary).write_bytes(content)
        written.append(file)
    return written
