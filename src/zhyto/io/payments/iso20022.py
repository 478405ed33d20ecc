"""ISO 20022 files: payments to a bank (pain.001.001.09) out, its statement (camt.053.001.08) in.

Both are of the 2019 edition of the standard. The National bank's payment system has spoken ISO 20022 since April 2023 (resolution 16 of
3.3.2023) in messages of that edition (that it is this one is remembered, not seen); camt.053.001.08 and pain.001.001.09 are its customer messages.
What a bank agreed otherwise with its customer goes by the CSV profile (`zhyto.io.payments.bankcsv`).

The published schemas may be read by anyone but are not ours to copy, so their structure stands here as a table of the types in use: names in
their order, how often each may stand, lengths and forms. Tests hold the table and what is written against the published schemas themselves.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from xml.sax.saxutils import escape

import polars as pl

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.money import KOPECKS, format_amount
from zhyto.payments.answers import ROW_SCHEMA, Statement
from zhyto.payments.reference import FORM
from zhyto.texts import Said, how_many

PAIN: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
CAMT: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
MAX_BYTES: Final = 1 << 30
MAX_DEPTH: Final = 30
STATUSES: Final = ("BOOK", "PDNG", "INFO", "FUTR")
"""Of an entry: booked; not yet booked, for information, to come. Only what is booked moved money."""
_BLOCK: Final = 1 << 20

# (name, least, most, type) in their order; most 0: any number. A type of the table, a form of FORMS, or "" where the content is not looked at.
_PARTY: Final = (
    ("Nm", 0, 1, "Max140"),
    ("PstlAdr", 0, 1, ""),
    ("Id", 0, 1, "PartyId"),
    ("CtryOfRes", 0, 1, "Country"),
    ("CtctDtls", 0, 1, ""),
)
_ACCOUNT: Final = (("Id", 1, 1, "AccountId"), ("Tp", 0, 1, ""), ("Ccy", 0, 1, "Currency"), ("Nm", 0, 1, "Max70"), ("Prxy", 0, 1, ""))
_AGENT: Final = (("FinInstnId", 1, 1, "Institution"), ("BrnchId", 0, 1, ""))
TYPES: Final[dict[str, tuple[tuple[str, int, int, str], ...]]] = {
    "pain.Document": (("CstmrCdtTrfInitn", 1, 1, "Initiation"),),
    "Initiation": (("GrpHdr", 1, 1, "PainHeader"), ("PmtInf", 1, 0, "PaymentInfo"), ("SplmtryData", 0, 0, "")),
    "PainHeader": (("MsgId", 1, 1, "Max35"), ("CreDtTm", 1, 1, "DateTime"), ("Authstn", 0, 2, ""), ("NbOfTxs", 1, 1, "Count"), ("CtrlSum", 0, 1, "Decimal"),
                   ("InitgPty", 1, 1, "Party"), ("FwdgAgt", 0, 1, "Agent")),
    "PaymentInfo": (
        ("PmtInfId", 1, 1, "Max35"), ("PmtMtd", 1, 1, "Method"), ("BtchBookg", 0, 1, "Bool"), ("NbOfTxs", 0, 1, "Count"), ("CtrlSum", 0, 1, "Decimal"),
        ("PmtTpInf", 0, 1, ""), ("ReqdExctnDt", 1, 1, "DateChoice"), ("PoolgAdjstmntDt", 0, 1, "Date"), ("Dbtr", 1, 1, "Party"), ("DbtrAcct", 1, 1, "Account"),
        ("DbtrAgt", 1, 1, "Agent"), ("DbtrAgtAcct", 0, 1, "Account"), ("InstrForDbtrAgt", 0, 1, "Max140"), ("UltmtDbtr", 0, 1, "Party"),
        ("ChrgBr", 0, 1, "Bearer"), ("ChrgsAcct", 0, 1, "Account"), ("ChrgsAcctAgt", 0, 1, "Agent"), ("CdtTrfTxInf", 1, 0, "Transfer")),
    "Transfer": (
        ("PmtId", 1, 1, "PaymentId"), ("PmtTpInf", 0, 1, ""), ("Amt", 1, 1, "AmountChoice"), ("XchgRateInf", 0, 1, ""), ("ChrgBr", 0, 1, "Bearer"),
        ("ChqInstr", 0, 1, ""), ("UltmtDbtr", 0, 1, "Party"), ("IntrmyAgt1", 0, 1, "Agent"), ("IntrmyAgt1Acct", 0, 1, "Account"),
        ("IntrmyAgt2", 0, 1, "Agent"), ("IntrmyAgt2Acct", 0, 1, "Account"), ("IntrmyAgt3", 0, 1, "Agent"), ("IntrmyAgt3Acct", 0, 1, "Account"),
        ("CdtrAgt", 0, 1, "Agent"), ("CdtrAgtAcct", 0, 1, "Account"), ("Cdtr", 0, 1, "Party"), ("CdtrAcct", 0, 1, "Account"), ("UltmtCdtr", 0, 1, "Party"),
        ("InstrForCdtrAgt", 0, 0, ""), ("InstrForDbtrAgt", 0, 1, "Max140"), ("Purp", 0, 1, "Code4"), ("RgltryRptg", 0, 10, ""), ("Tax", 0, 1, ""),
        ("RltdRmtInf", 0, 10, ""), ("RmtInf", 0, 1, "Remittance"), ("SplmtryData", 0, 0, "")),
    "PaymentId": (("InstrId", 0, 1, "Max35"), ("EndToEndId", 1, 1, "Max35"), ("UETR", 0, 1, "UUID")),
    "Remittance": (("Ustrd", 0, 0, "Max140"), ("Strd", 0, 0, "")),
    "Party": _PARTY,
    "Account": _ACCOUNT,
    "Agent": _AGENT,
    "Institution": (("BICFI", 0, 1, "BIC"), ("ClrSysMmbId", 0, 1, ""), ("LEI", 0, 1, "LEI"), ("Nm", 0, 1, "Max140"), ("PstlAdr", 0, 1, ""), ("Othr", 0, 1, "")),
    "camt.Document": (("BkToCstmrStmt", 1, 1, "Statements"),),
    "Statements": (("GrpHdr", 1, 1, "CamtHeader"), ("Stmt", 1, 0, "Statement"), ("SplmtryData", 0, 0, "")),
    "CamtHeader": (("MsgId", 1, 1, "Max35"), ("CreDtTm", 1, 1, "DateTime"), ("MsgRcpt", 0, 1, "Party"), ("MsgPgntn", 0, 1, ""), ("OrgnlBizQry", 0, 1, ""),
                   ("AddtlInf", 0, 1, "Max500")),
    "Statement": (
        ("Id", 1, 1, "Max35"), ("StmtPgntn", 0, 1, ""), ("ElctrncSeqNb", 0, 1, "Number"), ("RptgSeq", 0, 1, ""), ("LglSeqNb", 0, 1, "Number"),
        ("CreDtTm", 0, 1, "DateTime"), ("FrToDt", 0, 1, ""), ("CpyDplctInd", 0, 1, "Copy"), ("RptgSrc", 0, 1, ""), ("Acct", 1, 1, "OwnAccount"),
        ("RltdAcct", 0, 1, "Account"), ("Intrst", 0, 0, ""), ("Bal", 1, 0, "Balance"), ("TxsSummry", 0, 1, ""), ("Ntry", 0, 0, "Entry"),
        ("AddtlStmtInf", 0, 1, "Max500")),
    "OwnAccount": (*_ACCOUNT, ("Ownr", 0, 1, "Party"), ("Svcr", 0, 1, "Agent")),
    "Balance": (("Tp", 1, 1, "BalanceType"), ("CdtLine", 0, 0, ""), ("Amt", 1, 1, "Amount"), ("CdtDbtInd", 1, 1, "Side"), ("Dt", 1, 1, "DateChoice"),
                ("Avlbty", 0, 0, "")),
    "BalanceType": (("CdOrPrtry", 1, 1, "Code4"), ("SubTp", 0, 1, "")),
    "Entry": (
        ("NtryRef", 0, 1, "Max35"), ("Amt", 1, 1, "Amount"), ("CdtDbtInd", 1, 1, "Side"), ("RvslInd", 0, 1, "Bool"), ("Sts", 1, 1, "Code4"),
        ("BookgDt", 0, 1, "DateChoice"), ("ValDt", 0, 1, "DateChoice"), ("AcctSvcrRef", 0, 1, "Max35"), ("Avlbty", 0, 0, ""), ("BkTxCd", 1, 1, ""),
        ("ComssnWvrInd", 0, 1, "Bool"), ("AddtlInfInd", 0, 1, ""), ("AmtDtls", 0, 1, ""), ("Chrgs", 0, 1, ""), ("TechInptChanl", 0, 1, ""),
        ("Intrst", 0, 1, ""), ("CardTx", 0, 1, ""), ("NtryDtls", 0, 0, "EntryDetails"), ("AddtlNtryInf", 0, 1, "Max500")),
    "EntryDetails": (("Btch", 0, 1, ""), ("TxDtls", 0, 0, "Transaction")),
    "Transaction": (
        ("Refs", 0, 1, "References"), ("Amt", 0, 1, "Amount"), ("CdtDbtInd", 0, 1, "Side"), ("AmtDtls", 0, 1, ""), ("Avlbty", 0, 0, ""), ("BkTxCd", 0, 1, ""),
        ("Chrgs", 0, 1, ""), ("Intrst", 0, 1, ""), ("RltdPties", 0, 1, ""), ("RltdAgts", 0, 1, ""), ("LclInstrm", 0, 1, ""), ("Purp", 0, 1, "Code4"),
        ("RltdRmtInf", 0, 10, ""), ("RmtInf", 0, 1, "Remittance"), ("RltdDts", 0, 1, ""), ("RltdPric", 0, 1, ""), ("RltdQties", 0, 0, ""),
        ("FinInstrmId", 0, 1, ""), ("Tax", 0, 1, ""), ("RtrInf", 0, 1, "Return"), ("CorpActn", 0, 1, ""), ("SfkpgAcct", 0, 1, ""), ("CshDpst", 0, 0, ""),
        ("CardTx", 0, 1, ""), ("AddtlTxInf", 0, 1, "Max500"), ("SplmtryData", 0, 0, "")),
    "References": (
        ("MsgId", 0, 1, "Max35"), ("AcctSvcrRef", 0, 1, "Max35"), ("PmtInfId", 0, 1, "Max35"), ("InstrId", 0, 1, "Max35"), ("EndToEndId", 0, 1, "Max35"),
        ("UETR", 0, 1, "UUID"), ("TxId", 0, 1, "Max35"), ("MndtId", 0, 1, "Max35"), ("ChqNb", 0, 1, "Max35"), ("ClrSysRef", 0, 1, "Max35"),
        ("AcctOwnrTxId", 0, 1, "Max35"), ("AcctSvcrTxId", 0, 1, "Max35"), ("MktInfrstrctrTxId", 0, 1, "Max35"), ("PrcgId", 0, 1, "Max35"), ("Prtry", 0, 0, "")),
    "Return": (("OrgnlBkTxCd", 0, 1, ""), ("Orgtr", 0, 1, "Party"), ("Rsn", 0, 1, "Code4"), ("AddtlInf", 0, 0, "Max105")),
}  # fmt: skip
CHOICES: Final[dict[str, dict[str, str]]] = {
    "PartyId": {"OrgId": "", "PrvtId": ""},
    "AccountId": {"IBAN": "IBAN", "Othr": ""},
    "DateChoice": {"Dt": "Date", "DtTm": "DateTime"},
    "AmountChoice": {"InstdAmt": "Amount", "EqvtAmt": ""},
    "Code4": {"Cd": "Code", "Prtry": "Max35"},
}
"""Types of which one of the names stands."""
FORMS: Final = {
    **{f"Max{length}": re.compile(rf".{{1,{length}}}", re.DOTALL) for length in (35, 70, 105, 140, 500)},
    "Date": re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9](Z|[+-][0-9][0-9]:[0-9][0-9])?"),
    "DateTime": re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\.[0-9]+)?(Z|[+-][0-9][0-9]:[0-9][0-9])?"),
    "Count": re.compile(r"[0-9]{1,15}"),
    "Number": re.compile(r"[+-]?[0-9]{1,18}(\.0*)?"),
    "Decimal": re.compile(r"[+-]?(?=[0-9.]{1,19}$)[0-9]*(\.[0-9]{1,17})?"),
    "Amount": re.compile(r"\+?(?=[0-9.]{1,19}$)[0-9]+(\.[0-9]{1,5})?"),
    "Currency": re.compile(r"[A-Z]{3}"),
    "Country": re.compile(r"[A-Z]{2}"),
    "IBAN": re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}"),
    "BIC": re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"),
    "LEI": re.compile(r"[A-Z0-9]{18}[0-9]{2}"),
    "UUID": re.compile(r"[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}"),
    "Code": re.compile(r".{1,4}"),
    "Side": re.compile("CRDT|DBIT"),
    "Bool": re.compile("true|false|1|0"),
    "Method": re.compile("CHK|TRF|TRA"),
    "Bearer": re.compile("DEBT|CRED|SHAR|SLEV"),
    "Copy": re.compile("CODU|COPY|DUPL"),
}
REFERENCE_CHARACTERS: Final = re.compile(r"[A-Za-z0-9/?:().,'+ -]{1,35}")
"""What banks take in a reference (the set of SWIFT and SEPA)."""


# --- structure ------------------------------------------------------------------------------------------------------------------------------


def structure_faults(element: ET.Element, kind: str, place: str = "", skip: Sequence[str] = ()) -> list[Said]:
    """What in an element is not as the schema has it, in words. kind: of TYPES. skip: names whose content was looked at before."""
    place = place or _local(element)
    faults: list[Said] = []
    children = list(element)
    strange = [child for child in children if _space(child) != _space(element)]
    if strange:
        return [Said("{place}: {local} is of another namespace, {space}", place=place, local=_local(strange[0]),
                     space=_space(strange[0])[:120] or Said("none"))]
    if kind in CHOICES:
        chosen = CHOICES[kind]
        if len(children) != 1 or _local(children[0]) not in chosen:
            return [Said("{place}: one of {chosen} must stand here", place=place, chosen=", ".join(chosen))]
        return _content(children[0], chosen[_local(children[0])], f"{place}/{_local(children[0])}", skip)
    at = 0
    for name, least, most, inner in TYPES[kind]:
        count = 0
        while at < len(children) and _local(children[at]) == name:
            if name not in skip:
                faults += _content(children[at], inner, f"{place}/{name}", skip)
            at += 1
            count += 1
        if count < least:
            faults.append(Said("{place}: {name} is missing", place=place, name=name))
        if most and count > most:
            faults.append(how_many("{place}: {name} stands {count} time, at most {most} may", "{place}: {name} stands {count} times, at most {most} may",
                                   place=place, name=name, count=count, most=most))
    if at < len(children):
        faults.append(Said("{place}: {local} may not stand here", place=place, local=_local(children[at])))
    return faults


def _content(element: ET.Element, kind: str, place: str, skip: Sequence[str]) -> list[Said]:
    if not kind:
        return []
    if kind in FORMS:
        text = element.text or ""
        if len(element) or not FORMS[kind].fullmatch(text):
            return [Said("{place}: {text!r} is not {kind}", place=place, text=text[:40], kind=kind)]
        if kind in ("Date", "DateTime") and not _is_day(text[:10]):
            return [Said("{place}: there is no day {text}", place=place, text=text[:10])]
        return [Said("{place}: no currency", place=place)] if kind == "Amount" and not FORMS["Currency"].fullmatch(element.get("Ccy", "")) else []
    return structure_faults(element, kind, place, skip)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _space(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[0].lstrip("{")


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


# --- out ------------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """A file of payments to write. id: of the message. at: when it was made (fixed, so that the same order gives the same bytes). day: of execution.

    payer, iban, code: who pays, from which account, its number or empty. text: what the payment is for, as the recipient reads it.
    rows: columns reference, kopecks, name, iban, number (of the person, or empty).
    """

    id: str
    at: datetime
    day: date
    payer: str
    iban: str
    code: str
    currency: str
    text: str
    rows: pl.DataFrame


def to_pain(order: Order) -> bytes:
    """A pain.001.001.09 file. Raises ValueError where a row does not fit the standard: those were to be refused before."""
    rows = order.rows
    if not len(rows) or not all(REFERENCE_CHARACTERS.fullmatch(one) for one in (order.id, *rows["reference"])):
        raise ValueError(f"{order.id}: no payments, or a reference that does not fit")
    if rows["reference"].n_unique() != len(rows) or bool((rows["kopecks"] <= 0).any()):
        raise ValueError(f"{order.id}: a reference stands twice, or an amount is not above zero")
    total, count = format_amount(int(rows["kopecks"].sum())), len(rows)
    org = f"<Id><OrgId><Othr><Id>{_text(order.code, 35)}</Id></Othr></OrgId></Id>" if order.code else ""
    text = _text(order.text, 140)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{PAIN}"><CstmrCdtTrfInitn><GrpHdr><MsgId>{order.id}</MsgId>'
        f"<CreDtTm>{order.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        f"<InitgPty><Nm>{_text(order.payer, 140)}</Nm>{org}</InitgPty></GrpHdr>\n<PmtInf><PmtInfId>{order.id}</PmtInfId><PmtMtd>TRF</PmtMtd>"
        # Each payment by itself in the statement, or nobody could tell which of them were made.
        f"<BtchBookg>false</BtchBookg><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum><ReqdExctnDt><Dt>{order.day}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{_text(order.payer, 140)}</Nm>{org}</Dbtr><DbtrAcct><Id><IBAN>{order.iban}</IBAN></Id><Ccy>{order.currency}</Ccy></DbtrAcct>"
        "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>DEBT</ChrgBr>\n"
    )
    body = [
        f'<CdtTrfTxInf><PmtId><EndToEndId>{reference}</EndToEndId></PmtId><Amt><InstdAmt Ccy="{order.currency}">{format_amount(amount)}</InstdAmt></Amt>'
        f"<Cdtr><Nm>{_text(name, 140)}</Nm>"
        + (f"<Id><PrvtId><Othr><Id>{_text(number, 35)}</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></PrvtId></Id>" if number else "")
        + f"</Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct><Purp><Cd>SSBE</Cd></Purp><RmtInf><Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf>\n"
        for reference, amount, name, iban, number in rows.select("reference", "kopecks", "name", "iban", "number").iter_rows()
    ]
    return (head + "".join(body) + "</PmtInf></CstmrCdtTrfInitn></Document>\n").encode()


def pain_faults(content: bytes, file: str = "pain.001") -> list[Said]:
    """What is wrong with a pain.001 file: structure, lengths, references used twice, control sums. Empty where nothing is. Raises InputRefused as a reader."""
    root = _root(content, file)
    if root.tag != f"{{{PAIN}}}Document":
        return [Said("{tag} is not a Document of {pain}", tag=root.tag, pain=PAIN)]
    faults = structure_faults(root, "pain.Document")
    if faults:
        return faults
    space = {"p": PAIN}
    header = root.find("p:CstmrCdtTrfInitn/p:GrpHdr", space)
    assert header is not None
    blocks = [(header, root.findall(".//p:CdtTrfTxInf", space)),
              *((one, one.findall("p:CdtTrfTxInf", space)) for one in root.findall(".//p:PmtInf", space))]  # fmt: skip
    for block, transfers in blocks:
        amounts = [kopecks_of(one.findtext("p:Amt/p:InstdAmt", "", space)) for one in transfers]
        stated, total = block.findtext("p:NbOfTxs", "", space), block.findtext("p:CtrlSum", "", space)
        if stated and int(stated) != len(transfers):
            faults.append(Said("{local}: NbOfTxs {stated}, counted {count}", local=_local(block), stated=stated, count=len(transfers)))
        if None in amounts:
            faults.append(Said("{local}: an amount that is not in whole kopecks", local=_local(block)))
        elif total and kopecks_of(total) != sum(amount or 0 for amount in amounts):
            faults.append(Said("{local}: CtrlSum {total}, counted {count}", local=_local(block), total=total,
                               count=format_amount(sum(amount or 0 for amount in amounts))))
    references = [one.text or "" for one in root.iterfind(".//p:EndToEndId", space)]
    faults += [Said("EndToEndId {one!r} has characters banks do not take", one=one[:40]) for one in references if not REFERENCE_CHARACTERS.fullmatch(one)]
    if len(set(references)) != len(references):
        faults.append(Said("an EndToEndId stands twice"))
    return faults


def _text(text: str, most: int) -> str:
    if not 0 < len(text) <= most or any(ord(sign) < 32 for sign in text):
        raise ValueError(f"{text[:60]!r} is not 1 to {most} characters that can be seen")
    return escape(text)


# --- in -------------------------------------------------------------------------------------------------------------------------------------


def read_camt(source: Path | bytes, currency: str, name: str = "") -> list[Statement]:
    """The statements of a camt.053.001.08 file, read as a stream. Only what is booked counts, and rejections given for information.

    A row per payment: an entry with details of several payments gives several. References `NOTPROVIDED` count as none; a reference of ours is found
    wherever it stands in the details.
    Raises InputRefused, with every fault: not XML or cut off, entities, too large, another message, not as its schema has it, sums that do not
    agree, another currency. OSError where it cannot be read.
    """
    file = name or (source.name if isinstance(source, Path) else "camt.053")
    digest = sha256()
    statements: list[_Reading] = []
    faults: list[Said] = []
    with source.open("rb") if isinstance(source, Path) else BytesIO(source) as stream:
        for depth, element, parent in _elements(stream, file, digest, keep=_KEPT):
            if _space(element) != CAMT or (depth == 1 and _local(element) != "Document"):
                raise _refused(file, [Said("{tag} is not a Document of {camt}, nor of one", tag=str(element.tag)[:120], camt=CAMT)])
            tag = _local(element)
            if parent is not None and _local(parent) == "Stmt" and tag == "Ntry":
                if not statements or statements[-1].element is not parent:
                    statements.append(_Reading(parent))
                statements[-1].entry(element)
                element.clear()
                parent.remove(element)
                statements[-1].count += 1
            elif tag == "Stmt" and depth == 3:
                if not statements or statements[-1].element is not element:
                    statements.append(_Reading(element))
                statements[-1].faults += structure_faults(element, "Statement", f"Stmt {len(statements)}", skip=("Ntry",))
                statements[-1].finish(currency)
            elif depth == 1:
                faults += structure_faults(element, "camt.Document", skip=("Stmt",))
    faults += [fault for one in statements for fault in one.faults]
    if faults:
        raise _refused(file, faults)
    return [one.statement(digest.hexdigest()) for one in statements]


_KEPT: Final = frozenset(("Ntry", "Stmt"))


class _Reading:
    """One statement while it is read."""

    def __init__(self, element: ET.Element) -> None:
        self.element, self.count = element, 0
        self.faults: list[Said] = []
        self.rows: list[tuple[str, str, int, str, str, int]] = []
        self.keys: dict[str, int] = {}
        self.moved = 0
        self.currencies: set[str] = set()
        self.undated: list[int] = []
        self.id = self.account = ""
        self.day = dates.EPOCH
        self.opening: int | None = None
        self.closing: int | None = None

    def entry(self, entry: ET.Element) -> None:
        """Take one Ntry in."""
        place = f"Ntry {self.count + 1}"
        wrong = structure_faults(entry, "Entry", place)
        if wrong:
            self.faults += wrong
            return
        amount_element = entry.find(_q("Amt"))
        assert amount_element is not None
        amount = kopecks_of(amount_element.text or "")
        self.currencies.add(amount_element.get("Ccy", ""))
        status, side = entry.findtext(f"{_q('Sts')}/{_q('Cd')}", ""), entry.findtext(_q("CdtDbtInd"), "")
        if amount is None:
            self.faults.append(Said("{place}: {text} is not in whole kopecks", place=place, text=amount_element.text))
            return
        if status not in STATUSES:
            # To pass over an entry whose state is not understood may be to pass over money.
            found = status or entry.findtext(f"{_q('Sts')}/{_q('Prtry')}", "")
            self.faults.append(Said("{place}: the status {found!r} is none of {statuses}", place=place, found=found[:40], statuses=", ".join(STATUSES)))
            return
        if status == "BOOK":
            self.moved += amount if side == "CRDT" else -amount
        elif status != "INFO":
            return
        booked = _day(entry.find(_q("BookgDt")))
        details = list(entry.iter(_q("TxDtls")))
        own = entry.findtext(_q("AcctSvcrRef")) or entry.findtext(_q("NtryRef")) or ""
        reversal = entry.findtext(_q("RvslInd")) in ("true", "1")
        parts = []
        for one in details or [ET.Element("none")]:
            told = one.find(_q("Amt"))
            if told is None:
                told = one.find(f"{_q('AmtDtls')}/{_q('TxAmt')}/{_q('Amt')}")
            each = amount if told is None and len(details) <= 1 else kopecks_of(told.text or "") if told is not None else None
            if each is None:
                self.faults.append(Said("{place}: a payment of several without an amount in whole kopecks", place=place))
                return
            if told is not None:
                self.currencies.add(told.get("Ccy", ""))
            parts.append((one, one.findtext(_q("CdtDbtInd")) or side, each))
        total = sum(each if own_side == side else -each for _, own_side, each in parts)
        if total != amount:
            self.faults.append(Said("{place}: {amount}, its payments sum to {total}", place=place, amount=format_amount(amount), total=format_amount(total)))
            return
        for one, own_side, each in parts:
            returned = one.find(_q("RtrInf"))
            reason = (
                ""
                if returned is None
                else returned.findtext(f"{_q('Rsn')}/{_q('Cd')}") or returned.findtext(f"{_q('Rsn')}/{_q('Prtry')}") or "MS03"
            )
            if status == "INFO":
                if own_side != "DBIT" or returned is None:
                    continue
                kind = "rejection"
            elif each == 0:
                # Nothing moved.
                continue
            elif own_side == "DBIT":
                kind = "debit"
            else:
                kind = "return" if returned is not None or reversal else "credit"
            # A credit that the bank takes back is no payment of ours, whatever it refers to.
            reference = "" if reversal and kind == "debit" else _reference(one, entry if len(parts) == 1 else None)
            mark = one.findtext(f"{_q('Refs')}/{_q('AcctSvcrRef')}") or own
            key = f"{kind}/{mark}" if mark else f"{kind}/#{self.count + 1}"
            again = self.keys.get(key, 0)
            self.keys[key] = again + 1
            if booked is None:
                self.undated.append(len(self.rows))
            self.rows.append((
                key + (f"+{again}" if again else ""), kind, each, reference, reason,
                0 if booked is None else dates.day_number(booked),
            ))  # fmt: skip

    def finish(self, currency: str) -> None:
        """Take the head of the statement in, and hold its balances against its entries."""
        if self.faults:
            return
        element = self.element
        self.id = element.findtext(_q("Id"), "")
        self.account = element.findtext(f"{_q('Acct')}/{_q('Id')}/{_q('IBAN')}", "")
        if not self.account:
            self.faults.append(Said("Stmt: the account has no IBAN"))
        balances: dict[str, int] = {}
        for one in element.iterfind(_q("Bal")):
            value = one.find(_q("Amt"))
            assert value is not None
            amount, day = kopecks_of(value.text or ""), _day(one.find(_q("Dt")))
            self.currencies.add(value.get("Ccy", ""))
            code = one.findtext(f"{_q('Tp')}/{_q('CdOrPrtry')}/{_q('Cd')}", "")
            if amount is None:
                self.faults.append(Said("Bal {code}: {text} is not in whole kopecks", code=code, text=value.text))
                continue
            balances[code] = amount if one.findtext(_q("CdtDbtInd")) == "CRDT" else -amount
            if code == "CLBD" and day is not None:
                self.day = day
        self.opening, self.closing = balances.get("OPBD", balances.get("PRCD")), balances.get("CLBD")
        if self.day == dates.EPOCH:
            self.faults.append(Said("Stmt: no closing booked balance (CLBD) with its day"))
        if self.currencies - {currency}:
            self.faults.append(Said("Stmt: amounts in {currencies}, the books are in {currency}", currencies=", ".join(sorted(self.currencies - {currency})),
                                    currency=currency))
        if self.opening is not None and self.closing is not None and self.opening + self.moved != self.closing:
            self.faults.append(
                Said("Stmt {id}: opened with {opening}, entries sum to {moved}, closed with {closing}: {left} too much or too little", id=self.id,
                     opening=format_amount(self.opening), moved=format_amount(self.moved), closing=format_amount(self.closing),
                     left=format_amount(self.closing - self.opening - self.moved))
            )

    def statement(self, digest: str) -> Statement:
        """The whole of it."""
        last = dates.day_number(self.day)
        undated = set(self.undated)
        rows = pl.DataFrame(self.rows, schema=ROW_SCHEMA, orient="row").with_columns(
            # A bank's own number is unique on its account; a place in a statement only with the statement.
            key=pl.when(pl.col("key").str.contains("/#", literal=True)).then(pl.format("{}/{}/{}", pl.lit(self.account), pl.lit(self.id), "key"))
            .otherwise(pl.format("{}/{}", pl.lit(self.account), "key")),
        )  # fmt: skip
        if undated:
            rows = rows.with_columns(
                day=pl.Series([last if place in undated else row[5] for place, row in enumerate(self.rows)], dtype=pl.Int64)
            )
        return Statement(self.id, self.account, self.day, self.opening, self.closing, rows, digest)


def _reference(one: ET.Element, entry: ET.Element | None) -> str:
    """The reference of a payment: what the bank gives back as such, or one of ours that stands elsewhere in its details or around them."""
    given = one.findtext(f"{_q('Refs')}/{_q('EndToEndId')}", "")
    if FORM.fullmatch(given):
        return given
    texts = [*one.itertext(), *([] if entry is None else [entry.findtext(_q(name), "") for name in ("NtryRef", "AcctSvcrRef", "AddtlNtryInf")])]
    ours = set(FORM.findall(" ".join(texts)))
    if len(ours) == 1:
        return str(ours.pop())
    return "" if given == "NOTPROVIDED" else given


def kopecks_of(text: str) -> int | None:
    """`12.50`, `12.50000`, `12` → kopecks; None for what is not in whole kopecks."""
    match = re.fullmatch(r"\+?([0-9]{1,15})(?:\.([0-9]{0,2})0*)?", text)
    return int(match[1]) * KOPECKS + int(((match[2] or "") + "00")[:2]) if match else None


def _q(name: str) -> str:
    return f"{{{CAMT}}}{name}"


def _day(element: ET.Element | None) -> date | None:
    if element is None or not len(element) or not element[0].text:
        return None
    try:
        return date.fromisoformat(element[0].text[:10])
    except ValueError:
        return None


def _elements(stream: IO[bytes], file: str, digest: Any, keep: Iterable[str]) -> Iterator[tuple[int, ET.Element, ET.Element | None]]:
    """Elements of the kept names and the root, each when it is complete, with its depth (root: 1) and the element around it.

    No document type is accepted, and so no entities; only UTF-8. Raises InputRefused.
    """
    parser: Any = ET.XMLPullParser(("start", "end"))
    stack: list[ET.Element] = []
    kept, size, tail = set(keep), 0, b""

    def events() -> Iterator[tuple[int, ET.Element, ET.Element | None]]:
        for what, element in parser.read_events():
            if what == "start":
                stack.append(element)
                if len(stack) > MAX_DEPTH:
                    raise _refused(file, [Said("elements stand {most} deep in each other", most=MAX_DEPTH)])
            else:
                stack.pop()
                if not stack or _local(element) in kept:
                    yield len(stack) + 1, element, stack[-1] if stack else None

    try:
        while block := stream.read(_BLOCK):
            if not size:
                _refuse_encoding(block, file)
            size += len(block)
            if size > MAX_BYTES:
                raise _refused(file, [Said("more than {limit} bytes", limit=MAX_BYTES)])
            if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
                raise _refused(file, [Said("a document type or entities, which no bank's file has")])
            tail = block[-16:]
            digest.update(block)
            parser.feed(block)
            yield from events()
        parser.close()
        yield from events()
    except ET.ParseError as error:
        line, column = error.position
        cut = "no element found" in str(error) or "unclosed" in str(error)
        found = Said("line {line}, column {column}: {reason}", line=line, column=column, reason=str(error).partition(":")[0])
        if cut:
            found = Said("it breaks off at line {line}, column {column}", line=line, column=column)
        raise _refused(file, [found], Said("a whole XML file"), Said("ask the bank for the file again; nothing was booked")) from None


def _refuse_encoding(block: bytes, file: str) -> None:
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", block)
    if (
        block[:2] in (b"\xff\xfe", b"\xfe\xff")
        or b"\0" in block[:64]
        or (declared and declared[1].upper() not in (b"UTF-8", b"US-ASCII", b"ASCII"))
    ):
        raise _refused(file, [Said("an encoding other than UTF-8")])


def _root(content: bytes, file: str) -> ET.Element:
    for depth, element, _ in _elements(BytesIO(content), file, sha256(), ()):
        if depth == 1:
            return element
    raise _refused(file, [Said("nothing")])


_AS_PUBLISHED: Final = Said("a file as its published schema has it")
_ANOTHER: Final = Said("ask the bank for a right one")


def _refused(file: str, found: Sequence[Said], expected: Said = _AS_PUBLISHED, remedy: Said = _ANOTHER) -> InputRefused:
    shown = [Fault(file, 0, "", one, expected, remedy) for one in found[:50]]
    if len(found) > 50:
        shown.append(Fault(file, 0, "", how_many("{count} fault in all, of which 50 are listed", "{count} faults in all, of which 50 are listed",
                                                 count=len(found)), expected, remedy))
    return InputRefused(shown)
