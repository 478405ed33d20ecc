"""Files of a sharing: sources in, conditions judged by the law engine, shares, proof and public counts out; what is refused, what is noticed."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhyto
from sharing_cases import random_case
from zhyto import dates
from zhyto.fairshare import Instance, Source, alternatives, leximin, make_instance, verify
from zhyto.fairshare.conditions import Condition, judge
from zhyto.fairshare.fund import FundShare, Offer, other_rules, share_sources, what_if
from zhyto.fairshare.public import public
from zhyto.fairshare.published import check_public
from zhyto.faults import InputRefused
from zhyto.hardship import MISSED_BY_LAW, Hardship
from zhyto.io.fairshare.proof import check_public_folder, proof_digest, verify_folder, write_proof
from zhyto.io.fairshare.shares import fund_share, read_earlier, read_exclusions, read_sources, shares_table, write_sharing
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.register.reader import register_from_tables
from zhyto.law.model import Law
from zhyto.register.columns import Register
from zhyto.run import Run, run

MONTH = dates.parse_month("2026-01")
HERE, THERE = "UA18060090000061708", "UA18060170000069581"
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(find_packs()["ukraine"].folder)


def people(law: Law, homes: list[tuple[str, list[tuple[str, str]]]], facts: list[tuple[str, str]] = ()) -> Register:
    """A register of households: (hromada, [(birth date, sex)]); facts: (id, name) held since 2020."""
    households = pl.DataFrame({"household_id": [f"H-{i}" for i in range(len(homes))], "hromada": [home[0] for home in homes]})
    persons = [(f"P-{i}-{j}", f"H-{i}", birth, sex) for i, (_, members) in enumerate(homes) for j, (birth, sex) in enumerate(members)]
    tables = {
        "households": households,
        "persons": pl.DataFrame(persons, schema=["person_id", "household_id", "birth_date", "sex"], orient="row"),
        "facts": pl.DataFrame([(one, fact, "yes", "2020-01-01") for one, fact in facts], schema=["entity_id", "fact", "value", "since"], orient="row"),
        "coverage": pl.DataFrame({"table": ["incomes", "facts"], "since": ["2025-01-01"] * 2, "until": ["2026-12-31"] * 2}),
    }
    return register_from_tables(tables, law.inputs, None, law.guarantees)


def below(resources: list[int], line: list[int]) -> Hardship:
    """Every household below its line, as the law misses it."""
    n = len(resources)
    r, z = np.array(resources, np.int64), np.array(line, np.int64)
    return Hardship(np.arange(n, dtype=np.int32), np.full(n, MISSED_BY_LAW, np.int8), np.ones(n, np.int32), r, z, z - r, r, r, n, n, n, 0, 0, 0)


@pytest.fixture(scope="module")
def four(law: Law) -> tuple[Register, Hardship]:
    """A childless couple; a mother with a child; a displaced pensioner; a pensioner in another hromada."""
    register = people(law, [
        (HERE, [("1980-01-01", "female"), ("1981-01-01", "male")]), (HERE, [("1990-01-01", "female"), ("2015-05-05", "male")]),
        (HERE, [("1950-02-02", "male")]), (THERE, [("1949-02-02", "female")]),
    ], [("P-2-0", "idp_status")])  # fmt: skip
    return register, below([100_000, 200_000, 400_000, 450_000], [500_000] * 4)


def share(law: Law, four: tuple[Register, Hardship], *offers: Offer, **how: object) -> FundShare:
    found = share_sources(law, four[0], four[1], MONTH, None, offers, **how)
    assert found.failures == []
    return found


# ----------------------------------------------------------------------------------------------------------------------- conditions


def judged(law: Law, register: Register, text: str, known: date | None = None) -> list[bool]:
    return judge(law, register, MONTH, known, [Condition(text, "sources.csv", 2)])[0].meets.tolist()


def test_a_condition_on_persons_is_met_where_a_member_meets_it(law: Law, four: tuple[Register, Hardship]) -> None:
    register = four[0]
    assert judged(law, register, "age(birth_date, day) < 18") == [False, True, False, False]
    assert judged(law, register, "idp_status") == [False, False, True, False]
    assert judged(law, register, 'sex == "female" and age(birth_date, day) > 60') == [False, False, False, True]
    assert judged(law, register, "count(m for m in members) == 2") == [True, True, False, False]
    assert judged(law, register, "all(age(m.birth_date, day) >= 18 for m in members)") == [True, False, True, True]
    assert judged(law, register, "any(age(m.birth_date, day) < 18 for m in members) or idp_status") == [False, True, True, False]
    assert judged(law, register, "subsistence_minimum_of_person > 0") == [True] * 4, "a rule of the law may be named"


def test_an_unknown_fact_makes_no_condition_met_and_is_told(law: Law, four: tuple[Register, Hardship]) -> None:
    one = judge(law, four[0], MONTH, None, [Condition("insurance_record_years > 30", "sources.csv", 2)])[0]
    assert not one.meets.any()
    assert one.unknown.all()
    assert one.missing == {"insurance_record_years": 4}
    # What cannot change the answer spoils nothing.
    both = judge(law, four[0], MONTH, None, [Condition("idp_status or insurance_record_years > 30", "sources.csv", 2)])[0]
    assert both.meets.tolist() == [False, False, True, False]
    assert both.unknown.tolist() == [True, True, False, True]


@pytest.mark.parametrize(("text", "told"), [
    ("idp_statu", "the name `idp_statu`; expected an input, a parameter or a rule of this law"),
    ("idp_status +", "expected one expression of the law language"),
    ("age(birth_date, day)", "an expression that gives years; expected yes or no"),
    ("__import__('os').system('true')", "sources.csv:2:condition"),
    ("(lambda: True)()", "sources.csv:2:condition"),
    ("x := idp_status", "expected one expression"),
    ("idp_status) -> bool: return True\ndef more(", "expected one expression"),
    ("disability_group == 3", "sources.csv:2:condition"),
    ("total_income_of_family_monthly > 5000", "sources.csv:2:condition"),
    ("not " * 300 + "idp_status", "characters; expected at most 1000"),
    ("age(birth_date) < 3", "sources.csv:2:condition"),
    ("fund_condition_1", "sources.csv:2:condition"),
])  # fmt: skip
def test_a_condition_that_means_nothing_is_refused(law: Law, four: tuple[Register, Hardship], text: str, told: str) -> None:
    with pytest.raises(InputRefused) as refused:
        judged(law, four[0], text)
    assert told in str(refused.value)
    assert {(fault.file, fault.row, fault.column) for fault in refused.value.faults} == {("sources.csv", 2, "condition")}


# ------------------------------------------------------------------------------------------------------------------------ the fund


def test_sources_with_conditions_hromadas_and_limits(law: Law, four: tuple[Register, Hardship]) -> None:
    found = share(
        law, four, Offer(2, "oblast", 250_000), Offer(3, "children", 250_000, "age(birth_date, day) < 18"), Offer(4, "there", 30_000, hromadas=(THERE,)),
        Offer(5, "food", 10_000, "idp_status", (HERE,), least=4_000, most=5_000, in_kind=True, period="2026-01"), unit=100,
    )  # fmt: skip
    assert found.sharing.split.tolist() == [[250_000, 0, 0, 0], [0, 250_000, 0, 0], [0, 0, 0, 5_000], [0, 0, 30_000, 0]]
    assert [source["condition"] for source in found.sharing.certificate["sources"]] == [
        "", "age(birth_date, day) < 18", f"hromada in ({THERE})", f"hromada in ({HERE}) and (idp_status)"]  # fmt: skip
    assert found.category is not None
    assert found.category.to_list() == ["Other", "Children", "Displaced", "Elderly"], "the first kind that applies"
    assert shares_table(found).rows() == [
        ("H-0", HERE, "oblast", "2500.00", "3500.00", "5000.00", "Other"), ("H-1", HERE, "children", "2500.00", "4500.00", "5000.00", "Children"),
        ("H-2", HERE, "food", "50.00", "4050.00", "5000.00", "Displaced"), ("H-3", THERE, "there", "300.00", "4800.00", "5000.00", "Elderly"),
    ]  # fmt: skip


def test_whom_the_law_does_not_miss_gets_nothing(law: Law, four: tuple[Register, Hardship]) -> None:
    hardship = replace(four[1], reason=np.array([0, MISSED_BY_LAW, 1, MISSED_BY_LAW], np.int8))
    found = share(law, (four[0], hardship), Offer(2, "oblast", 10_000_000))
    assert found.household_id.to_list() == ["H-1", "H-3"]
    assert found.sharing.share.tolist() == [300_000, 50_000]


def test_exclusions_have_reasons_and_are_counted(law: Law, four: tuple[Register, Hardship]) -> None:
    found = share(law, four, Offer(2, "oblast", 10_000_000), excluded={"H-0": "in_institution", "H-3": "declined"})
    assert found.sharing.share.tolist() == [0, 300_000, 100_000, 0]
    assert found.sharing.certificate["left_out"] == {"declined": 1, "in_institution": 1}
    with pytest.raises(InputRefused) as refused:
        share(law, four, Offer(2, "oblast", 1), excluded={"H-9": "x", "H-1": "Ivan refused"})
    assert [(fault.file, fault.row, fault.column) for fault in refused.value.faults] == [("exclusions", 1, "household_id"), ("exclusions", 2, "reason")]


def test_a_later_share_takes_nothing_back(law: Law, four: tuple[Register, Hardship], tmp_path: Path) -> None:
    """A shock: the third loses all it has, new money comes. What was paid counts, also from a source that is no more."""
    first = share(law, four, Offer(2, "oblast", 250_000), Offer(3, "donor", 100_000))
    assert first.sharing.share.tolist() == [225_000, 125_000, 0, 0]
    shares_table(first).write_csv(tmp_path / "shares.csv")
    earlier, faults = read_earlier(tmp_path / "shares.csv")
    assert faults == []
    fallen = below([100_000, 200_000, 0, 450_000], [500_000] * 4)
    later = share(law, (four[0], fallen), Offer(2, "oblast", 400_000), earlier=earlier)
    assert later.sharing.share.tolist() == [25_000, 25_000, 350_000, 0]
    assert later.sharing.certificate["paid"] == 250_000
    assert shares_table(later)["level_uah"].to_list() == ["3500.00", "3500.00", "3500.00"]
    assert shares_table(later)["household_id"].to_list() == ["H-0", "H-1", "H-2"]


def test_a_doubtful_household_gets_nothing_of_that_source_and_is_listed(law: Law, four: tuple[Register, Hardship], tmp_path: Path) -> None:
    found = share(law, four, Offer(2, "old", 10_000_000, "idp_status or insurance_record_years > 30"))
    assert found.sharing.share.tolist() == [0, 0, 100_000, 0]
    write_sharing(tmp_path / "out", found)
    review = pl.read_csv(tmp_path / "out" / "review.csv")
    assert review.rows() == [("H-0", "old"), ("H-1", "old"), ("H-3", "old")]
    assert found.missing == {"old": {"insurance_record_years": 3}}


def test_other_rules_and_what_if_answer_of_the_same_sources(law: Law, four: tuple[Register, Hardship]) -> None:
    found = share(law, four, Offer(2, "oblast", 250_000), Offer(3, "children", 250_000, "age(birth_date, day) < 18"))
    screen = other_rules(found, "2026-01")
    assert screen["rule"].to_list() == ["leximin", "need", "heads", "gap", "lottery"]
    assert screen.row(0, named=True) == {
        "rule": "leximin", "given": 500_000, "left": 0, "helped": 2, "lifted": 0, "gap_left": 350_000, "lowest_bp": 7_000, "gini_bp": 530}
    assert screen["lowest_bp"].max() == 7_000
    more = what_if(found, "oblast", [0, 50_000, 1_000_000])
    assert more.select("given", "lowest_bp", "lifted").rows() == [(500_000, 7_000, 0), (550_000, 8_000, 0), (850_000, 10_000, 4)]
    lifted = what_if(found, "children", [0], lifted=True)
    assert lifted.select("given", "lowest_bp", "helped").rows() == [(500_000, 8_000, 2)]
    with pytest.raises(InputRefused, match="oblast or children"):
        what_if(found, "nothing", [0])


def test_money_is_shared_in_its_period_only(law: Law, four: tuple[Register, Hardship]) -> None:
    for period in ("2026-01", "2025-12..2026-01", "2026-01..2026-01"):
        assert share(law, four, Offer(2, "oblast", 500, period=period)).sharing.certificate["sources"][0]["period"] == period
    periods = ("2025-12", "2026-02..2026-04", "winter", "2026-02..2026-01")
    offers = [Offer(row, f"s{row}", 500, period=period) for row, period in enumerate(periods, 2)]
    with pytest.raises(InputRefused) as refused:
        share(law, four, *offers)
    assert [(fault.row, fault.column, fault.found) for fault in refused.value.faults] == [
        (2, "period", "money of 2025-12, shared in 2026-01"), (3, "period", "money of 2026-02..2026-04, shared in 2026-01"), (4, "period", "'winter'"),
        (5, "period", "'2026-02..2026-01'"),
    ]  # fmt: skip


def test_bad_sources_are_refused_with_every_fault(law: Law, four: tuple[Register, Hardship]) -> None:
    register, hardship = four
    lost = replace(register, hromada=np.array([0, 0, -1, 1], np.int32))
    offers = [Offer(2, "a", 5, "age(birth_date, day) > 150"), Offer(3, "b", 5, hromadas=("UA0",)), Offer(4, "c", 5, "insurance_record_years > 70"),
              Offer(5, "d", 5, "idp_status", (THERE,))]  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        share_sources(law, lost, hardship, MONTH, None, offers)
    told = [(fault.file, fault.row, fault.column, fault.found.split(",")[0]) for fault in refused.value.faults]
    assert told == [
        ("households", 0, "hromada", "household H-2 in no hromada (1 in all)"), ("sources.csv", 3, "hromada", "'UA0'"),
        ("sources.csv", 2, "condition", "a condition that no household meets"), ("sources.csv", 4, "condition", "a condition that no household meets"),
        ("sources.csv", 5, "source", "money for nobody: none of the 4 households below the line may have it"),
    ]  # fmt: skip
    assert "unknown of 4 for want of insurance_record_years" in str(refused.value)
    assert share(law, (lost, hardship), Offer(2, "a", 5), excluded={"H-2": "no_hromada"}).sharing.share.tolist() == [5, 0, 0, 0]
    with pytest.raises(InputRefused, match="1 … 8"):
        share_sources(law, register, hardship, MONTH, None, [])
    with pytest.raises(InputRefused, match=r"sources.csv:7:least: found 100 kopecks, 350000 promised"):
        share_sources(law, register, hardship, MONTH, None, [Offer(7, "a", 100, least=100_000)])
    nobody = replace(hardship, reason=np.zeros(4, np.int8))
    with pytest.raises(InputRefused, match="money for nobody"):
        share_sources(law, register, nobody, MONTH, None, [Offer(2, "a", 100)])


# ------------------------------------------------------------------------------------------------------------------- tables that come in


def written(folder: Path, text: str, name: str = "sources.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_table_of_sources(tmp_path: Path) -> None:
    offers, faults = read_sources(written(tmp_path, (
        "\ufeffsource;amount_uah;condition;hromada;least_uah;most_uah;in_kind;period\n"
        "oblast;2 500,50;;;;;;2026-01\n\n"
        'donor;100;"age(birth_date, day) < 18";UA1; 1;20.5;так;\n'
    )))  # fmt: skip
    assert faults == []
    assert offers == [Offer(2, "oblast", 250_050, period="2026-01"), Offer(4, "donor", 10_000, "age(birth_date, day) < 18", ("UA1",), 100, 2_050, True)]


def test_every_fault_of_a_table_of_sources_is_told(tmp_path: Path) -> None:
    _, faults = read_sources(written(tmp_path, "source,amount_uah,most_uah,in_kind\na,-5,,\na,1.005,x,maybe\n,,-1,\n*,1e3,,\n"))
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "amount_uah"), (3, "amount_uah"), (3, "most_uah"), (3, "source"), (3, "in_kind"), (4, "most_uah"), (4, "amount_uah"), (4, "source"),
        (5, "amount_uah"), (5, "source"),
    ]  # fmt: skip
    for text, told in (("", "a column source"), ("source,amount_uah\n", "at least one row"), ("source,amount_uah,amount_uah\na,1,1\n", "a column twice"),
                       ("source,amount_uah,colour\na,1,1\n", "an unknown column"), ("source,amount_uah\na\n", "1 cell"),
                       ('source,amount_uah\n"a,1\n', "a CSV table"), ("source,amount_uah\na\0,1\n", "a zero byte")):  # fmt: skip
        _, faults = read_sources(written(tmp_path, text))
        assert told in "\n".join(map(str, faults)), text
    assert "no such file" in str(read_sources(tmp_path / "none.csv")[1][0])
    (tmp_path / "latin.csv").write_bytes("source,amount_uah\nдонор,1\n".encode("cp1251"))
    assert "UTF-8" in str(read_sources(tmp_path / "latin.csv")[1][0])


def test_tables_of_exclusions_and_of_what_was_paid(tmp_path: Path) -> None:
    excluded, lines, faults = read_exclusions(written(tmp_path, "household_id,reason\nH-1,declined\n\nH-1,moved\nH-2,moved\n", "exclusions.csv"))
    assert excluded == {"H-1": "declined", "H-2": "moved"}
    assert lines == [2, 5]
    assert [(fault.row, fault.column) for fault in faults] == [(4, "household_id")]
    for text in ("household_id,source,share_uah\nH-1,a,-5.00\n", "household_id,source,share_uah\nH-1,a,5\n", "household_id,source,share_uah\n,a,5.00\n",
                 "household_id,source\nH-1,a\n", "\0", ""):  # fmt: skip
        assert read_earlier(written(tmp_path, text, "earlier.csv"))[1], text
    assert read_earlier(tmp_path / "none.csv")[1]


def test_the_whole_way_on_the_example_register(law: Law, tmp_path: Path) -> None:
    from zhyto.io.register.reader import read_register

    register = read_register(Path(__file__).resolve().parents[2] / "examples" / "register", law.inputs, None, law.guarantees)
    found: Run = run(law, register, MONTH)
    sources = written(tmp_path, 'source,amount_uah,condition\noblast,3000,\nchildren,2000,"age(birth_date, day) < 18"\n')
    fund = fund_share(found, sources, tmp_path / "out", unit=100)
    assert fund.failures == []
    assert verify_folder(tmp_path / "out" / "proof") == []
    assert check_public_folder(tmp_path / "out" / "public") == []
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    fund_share(found, sources, tmp_path / "out", unit=100)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == first, "the same input gives the same bytes"
    ids = [*register.household_id.to_list(), *register.person_id.to_list()]
    told = b"".join(path.read_bytes() for part in ("proof", "public") for path in (tmp_path / "out" / part).iterdir()).decode()
    assert not [one for one in ids if one in told], "no id in the proof, nor in public"
    with pytest.raises(InputRefused) as refused:
        fund_share(found, written(tmp_path, 'source,amount_uah,condition\na,-1,\nb,2,no_such_fact\n'), tmp_path / "out", exclusions=tmp_path / "none.csv")
    assert [fault.column for fault in refused.value.faults] == ["amount_uah", "", "condition"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == first, "nothing was written"
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"mine\.txt"):
        write_sharing(tmp_path / "out", fund)


def test_faults_of_other_tables_are_named_where_they_stand(law: Law, tmp_path: Path) -> None:
    """Exclusions by their file and row; earlier shares of nobody, given twice, or in the folder that is to be replaced; a maximum below the unit."""
    from zhyto.io.register.reader import read_register

    register = read_register(Path(__file__).resolve().parents[2] / "examples" / "register", law.inputs, None, law.guarantees)
    found: Run = run(law, register, MONTH)
    one = register.household_id[0]
    sources = written(tmp_path, "source,amount_uah,most_uah\noblast,3000,\ndonor,3000,0\n")
    exclusions = written(tmp_path, f"household_id,reason\n\n{one},Ivan refused\n\nH-nobody,declined\n", "out-of-it.csv")
    (tmp_path / "out").mkdir()
    earlier = written(tmp_path / "out", f"household_id,source,share_uah\n{one},oblast,1.00\nH-other,oblast,5.00\n", "shares.csv")
    before = earlier.read_bytes()
    with pytest.raises(InputRefused) as refused:
        fund_share(found, sources, tmp_path / "out", unit=100, exclusions=exclusions, earlier=[earlier, earlier])
    assert [(fault.file, fault.row, fault.column) for fault in refused.value.faults] == [
        ("shares.csv", 0, ""), ("shares.csv", 3, "household_id"), ("shares.csv", 0, ""), ("shares.csv", 0, ""), ("shares.csv", 3, "household_id"),
        ("out-of-it.csv", 3, "reason"), ("out-of-it.csv", 5, "household_id"), ("sources.csv", 3, "most_uah"),
    ]  # fmt: skip
    assert "H-other" in str(refused.value)
    assert earlier.read_bytes() == before


def test_several_shares_of_a_month_are_all_remembered(law: Law, four: tuple[Register, Hardship], tmp_path: Path) -> None:
    """The emergency window, end to end by its files: paid twice in the month, then a shock, shared a third time. Nobody loses, and nobody is paid
    what they have already."""
    found: Run = run(law, four[0], MONTH)
    paid = np.zeros(4, np.int64)
    tables: list[Path] = []
    for number, (money, third) in enumerate([(2_500, 400_000), (1_500, 400_000), (6_000, 0)]):
        month = replace(found, hardship=below([100_000, 200_000, third, 450_000], [500_000] * 4))
        source = written(tmp_path, f"source,amount_uah\noblast,{money}\n", f"sources-{number}.csv")
        fund = fund_share(month, source, tmp_path / f"out-{number}", earlier=tables)
        assert fund.failures == []
        assert fund.before == paid.sum()
        assert verify_folder(tmp_path / f"out-{number}" / "proof") == []
        tables.append(tmp_path / f"out-{number}" / "shares.csv")
        paid += fund.sharing.share
        if number == 1:
            at_once = share(law, four, Offer(2, "oblast", 400_000))
            assert paid.tolist() == at_once.sharing.share.tolist() == [250_000, 150_000, 0, 0]
    # The third comes to 3,500, where the first two stand; then the three rise together, the last kopeck by place of the id.
    assert paid.tolist() == [333_334, 233_333, 433_333, 0]


# --------------------------------------------------------------------------------------------------------------------------- the proof


def write_sharing_of(folder: Path, case: Instance) -> None:
    result = leximin(case)
    write_proof(folder, case, result.split, result.certificate)


def test_what_verifies_takes_nothing_from_the_solver() -> None:
    package = Path(zhyto.__file__).parent
    for module in ("io/fairshare/proof.py", "fairshare/published.py", "fairshare/verifier.py"):
        tree = ast.parse((package / module).read_text(encoding="utf-8"))
        taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhyto")}
        known = {"zhyto.fairshare.instance", "zhyto.fairshare.published", "zhyto.fairshare.verifier", "zhyto.formats", "zhyto.io.files.whole", "zhyto.texts"}
        assert taken <= known, module


@given(seeds)
@settings(max_examples=40)
def test_a_proof_is_verified_from_its_files_alone(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    case = random_case(np.random.default_rng(seed))
    folder = tmp_path_factory.mktemp("proof") / "proof"
    write_sharing_of(folder, case)
    assert verify_folder(folder) == []


def test_of_those_excluded_a_proof_tells_only_why(tmp_path: Path) -> None:
    """Not which conditions they meet either: that one is displaced is nobody's business where nothing is asked for."""
    case = make_instance([100, 300], [7, 9], [500, 800], [Source("a", 50, [True, True], most=np.array([20, 30])), Source("b", 5, [True, False])],
                         left_out={"declined": [True, False]})  # fmt: skip
    write_sharing_of(tmp_path / "proof", case)
    assert cells(tmp_path / "proof") == [
        ["tie", "resources", "weight", "line", "left_out", "may_1", "most_1", "gets_1", "may_2", "gets_2"],
        ["0", "0", "0", "0", "declined", "0", "0", "0", "0", "0"], ["1", "300", "9", "800", '""', "1", "30", "30", "0", "0"],
    ]  # fmt: skip
    assert verify_folder(tmp_path / "proof") == []


def cells(folder: Path) -> list[list[str]]:
    return [line.split(",") for line in (folder / "households.csv").read_text().splitlines()]


def test_any_number_changed_in_the_proof_is_noticed(tmp_path: Path) -> None:
    """But those that describe a true sharing of other households: these change the digest that is published."""
    case = make_instance([1000, 2000, 4000, 4500], [1] * 4, [5000] * 4, [Source("oblast", 2500), Source("children", 2500, [False, True, True, False])])
    write_sharing_of(tmp_path / "proof", case)
    digest = proof_digest(tmp_path / "proof")
    table = cells(tmp_path / "proof")
    assert table[0] == ["tie", "resources", "weight", "line", "left_out", "gets_1", "may_2", "gets_2"]
    for row in range(1, len(table)):
        for column in range(len(table[0])):
            for other in ("7", "-1", "", "x", "1.5", "9" * 19):
                if other == table[row][column] or (table[0][column] == "left_out" and other == ""):
                    continue
                forged = [line.copy() for line in table]
                forged[row][column] = other
                (tmp_path / "proof" / "households.csv").write_text("\n".join(",".join(line) for line in forged) + "\n")
                found = verify_folder(tmp_path / "proof")
                assert found or table[0][column] == "tie", (row, table[0][column], other)
                assert proof_digest(tmp_path / "proof") != digest
    for forged in (table[:-1], [*table, table[-1]], [table[0]], [], [line[:-1] for line in table], [[*line, "0"] for line in table]):
        (tmp_path / "proof" / "households.csv").write_text("\n".join(",".join(line) for line in forged) + "\n")
        assert verify_folder(tmp_path / "proof")


def test_any_field_changed_in_the_instance_is_noticed(tmp_path: Path) -> None:
    case = make_instance([0, 80, 99], [1] * 3, [100] * 3, [Source("a", 40, least=5), Source("b", 10, most=7, paid=[1, 0, 0])], left_out={"gone": [False] * 3})
    folder = tmp_path / "proof"
    write_sharing_of(folder, case)
    assert verify_folder(folder) == []
    told = json.loads((folder / "instance.json").read_text())

    def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [path] * bool(path) + [one for key, part in inside for one in places(part, (*path, key))]

    for path in places(told):
        for other in (None, 10**30, -1, 3, 1.5, "x", True, [], {}):
            forged = json.loads(json.dumps(told))
            at = forged
            for key in path[:-1]:
                at = at[key]
            if other is at[path[-1]] or (type(other) is type(at[path[-1]]) and other == at[path[-1]]) or path == ("month",):
                continue
            # A promise that is lower, or a limit that is higher or none, may make the same sharing right.
            if path[-1] in ("least", "most") and (other is None or type(other) is int):
                continue
            at[path[-1]] = other
            (folder / "instance.json").write_text(json.dumps(forged))
            assert verify_folder(folder), (path, other)
    for text in ("", "[]", "null", "{", '{"format": 1, "format": 1}', "\xff", "[" * 100_000):
        (folder / "instance.json").write_text(text, encoding="latin-1")
        assert verify_folder(folder), text[:20]
    (folder / "certificate.json").unlink()
    assert verify_folder(folder)
    assert verify_folder(tmp_path / "nowhere")


# ------------------------------------------------------------------------------------------------------------------------------- public


DIGEST = "0" * 64


def fund_of(case: Instance, places: list[str] | None = None) -> FundShare:
    """A fund over households of an instance; default: all in one hromada."""
    sharing, count = leximin(case), len(case)
    failures = verify(case, sharing.split, sharing.certificate)
    assert failures == []
    return FundShare(MONTH, np.arange(count), pl.Series([f"H{i}" for i in range(count)]), np.ones(count, np.int64),
                     pl.Series(places or ["UA1"] * count), None, (), case, sharing, failures, {}, {})  # fmt: skip


def many(seed: int, count: int = 400) -> FundShare:
    """A fund over many households in some hromadas: maxima, payments made before, promises or a smallest payment, exclusions."""
    rng = np.random.default_rng(seed)
    line = rng.integers(3, 9, count) * 100_000
    useful = int(rng.choice([0, 0, 0, 25_000]))
    sources = []
    for j in range(int(rng.integers(1, 4))):
        most = None if rng.random() < 0.6 else int(rng.integers(0, 5)) * 50_000
        least = 0 if useful or rng.random() < 0.8 else min(3_000, 3_000 if most is None else most)
        paid = None if rng.random() < 0.6 else rng.integers(0, 150_000, count) * (rng.random(count) < 0.4)
        money = int(rng.choice([rng.integers(0, 100_000), rng.integers(0, 40_000_000)])) + (10_000 * count if least else 0)
        sources.append(Source(f"s{j}", money, None if rng.random() < 0.3 else rng.random(count) < rng.random(), least, most, paid))
    case = make_instance((line * rng.random(count) * 1.3).astype(np.int64), line, line, sources, unit=int(rng.choice([1, 100, 10_000])), useful=useful,
                         left_out={"declined": rng.random(count) < 0.05})  # fmt: skip
    return fund_of(case, [f"UA{place}" for place in np.sort(rng.integers(0, 12, count) ** 2 // 12)])


@given(seeds, st.sampled_from([400, 40, 15]))
@settings(max_examples=120)
def test_public_counts_agree_with_the_rule_and_show_no_small_group(seed: int, count: int) -> None:
    fund = many(seed, count)
    summary, levels, hromadas = public(fund, DIGEST)
    assert check_public(summary, levels, hromadas) == []
    assert levels["households"].min() is None or levels["households"].min() >= 10
    assert hromadas.filter(pl.col("helped").is_between(1, 9) | (pl.col("in_need") - pl.col("helped")).is_between(1, 9)).height == 0
    assert levels.height == 0 or levels["given_kopecks"].sum() == fund.sharing.share.sum()
    # What is left when the shown is taken from the whole is no small group either.
    for frame, column in ((levels, "households"), (hromadas, "in_need")):
        rest = fund.sharing.certificate["in_need"] - (frame[column].sum() or 0)
        assert rest == 0 or frame.height == 0
    # What a source with money left gave to a few is what these few lacked: neither its sum nor the others, taken from the total, tell it.
    few = 0 < fund.sharing.certificate["helped"] < 10
    hidden = [j for j, source in enumerate(summary["sources"]) if source["given"] is None]
    assert not hidden or few or np.count_nonzero(fund.sharing.split[:, hidden].any(axis=1)) >= 10
    for source, told in zip(summary["sources"], fund.sharing.certificate["sources"], strict=True):
        assert source["given"] is None or not told["left"] or not 0 < told["helped"] < 10
    if few:
        assert (summary["given"], summary["left"], levels.height, hromadas.height) == (None, None, 0, 0)


def test_one_source_at_its_maximum_for_some_contradicts_nothing() -> None:
    """The donor has paid half of them all it may; the others it lifts to the line, past the level where the oblast's money ran out."""
    case = make_instance([0] * 20 + [95_000] * 20, [100_000] * 40, [100_000] * 40,
                         [Source("donor", 10_000_000, most=5_000, paid=[5_000] * 20 + [0] * 20), Source("oblast", 100_000)])  # fmt: skip
    fund = fund_of(case)
    assert fund.sharing.share.tolist() == [5_000] * 40
    assert check_public(*public(fund, DIGEST)) == []


def test_who_is_in_need_of_a_useful_payment_is_counted_in_whole_units() -> None:
    """A useful payment of 150 in units of 100 is 200: who lacks 150 is not in need of one."""
    case = make_instance([0] * 20 + [850] * 20, [1000] * 40, [1000] * 40, [Source("a", 10_000)], unit=100, useful=150)
    fund = fund_of(case)
    assert public(fund, DIGEST)[0]["in_need"] == fund.sharing.certificate["in_need"] == 20


def test_a_false_summary_is_noticed() -> None:
    """What a reader would believe and no figure of a true sharing says."""
    case = make_instance(np.repeat([0, 20_000, 60_000], 20), [100_000] * 60, [100_000] * 60,
                         [Source("oblast", 1_000_000), Source("donor", 400_000, np.arange(60) < 20), Source("spare", 50_000, np.arange(60) >= 40)])  # fmt: skip
    summary, levels, hromadas = public(fund_of(case), DIGEST)
    assert check_public(summary, levels, hromadas) == []
    oblast, donor, spare = summary["sources"]
    forged = {
        "a field more": {"everyone_was_lifted": True},
        "another rule": {"rule": "by lot"},
        "rows of one household": {"fewest": 1},
        "no month": {"month": "2026-13"},
        "no digest": {"proof_sha256": ""},
        "another unit of money": {"money": "hryvnias"},
        "a source twice": {"sources": [oblast, donor, spare, oblast]},
        "a number that is none": {"amount": float(summary["amount"])},
        "nothing is bounded": {"bounds": []},
        "one set bounded twice": {"bounds": [*summary["bounds"], summary["bounds"][0]]},
        "bounds of nobody": {"bounds": [*summary["bounds"], {"sources": ["donor"], "stops": []}]},
        "a sum hidden alone": {"sources": [oblast, donor, {**spare, "given": None}]},
        "a total hidden": {"given": None, "left": None},
        "money of another source": {"sources": [{**oblast, "given": 450_000, "amount": 450_000}, {**donor, "given": 950_000, "amount": 950_000}, spare]},
        "no number of a maximum": {"sources": [oblast, {**donor, "most": "500"}, spare]},
    }
    for name, change in forged.items():
        assert check_public({**summary, **change}, levels, hromadas), name
        assert check_public({**summary, **change}, levels.clear(), hromadas.clear()), name
    tables = {
        "an unknown set": levels.with_columns(sources=pl.lit("state")),
        "bands that overlap": levels.with_columns(from_bp=pl.lit(0, pl.Int64)).vstack(levels),
        "nothing for the helped": levels.with_columns(given_kopecks=pl.Series([1_450_000, 0, 0])),
        "no count": levels.with_columns(households=pl.lit(None, pl.Int64)),
    }
    for name, table in tables.items():
        assert check_public(summary, table, hromadas), name
    for column, value in (("helped", 0), ("helped", 5), ("helped", 40), ("helped", 55), ("helped", 70), ("in_need", None), ("given_kopecks", -1)):
        assert check_public(summary, levels, hromadas.with_columns(pl.lit(value, pl.Int64).alias(column))), (column, value)


def test_public_tables_are_read_as_a_person_reads_them(tmp_path: Path) -> None:
    write_sharing(tmp_path / "out", fund_of(make_instance([0] * 20, [100] * 20, [100] * 20, [Source("a", 500)])))
    folder = tmp_path / "out" / "public"
    assert check_public_folder(folder) == []
    for name, old, new in (("levels.csv", "households,given_kopecks", "given_kopecks,households"), ("hromadas.csv", "in_need,helped", "helped,in_need"),
                           ("public.json", '"given": 500', '"given": 9999, "given": 500')):  # fmt: skip
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
        assert check_public_folder(folder) == ["the published counts cannot be read"], name
        (folder / name).write_text(text)


@given(seeds)
@settings(max_examples=60)
def test_public_counts_of_an_unfair_sharing_contradict_the_rule(seed: int) -> None:
    """Counts that say that the well-off were helped, or that the poor were left below the level, contradict the level said."""
    fund = many(seed)
    summary, levels, hromadas = public(fund, DIGEST)
    promised = summary["useful"] or any(source["least"] for source in summary["sources"])
    limited = {source["name"] for source in summary["sources"] if source["most"] is not None}

    def moved(chosen: pl.Expr, start: int) -> pl.DataFrame:
        """Narrow bands one after another instead of those of the rows chosen."""
        place = chosen.cast(pl.Int64).cum_sum()
        return levels.with_columns(from_bp=pl.when(chosen).then(start + place).otherwise("from_bp"),
                                   below_bp=pl.when(chosen).then(start + place + 1).otherwise("below_bp"))  # fmt: skip

    for bound in summary["bounds"]:
        reached = [stop["level_bp"] for stop in bound["stops"]]
        name = ";".join(bound["sources"])
        helped = (pl.col("sources") == name) & pl.col("helped").fill_null(False)
        if promised or not reached or None in reached or not levels.filter(helped).height or max(reached) + summary["step_bp"] >= 9_000:
            continue
        if not limited & set(bound["sources"]):
            assert any("helped above" in one for one in check_public(summary, moved(helped, 9_500), hromadas))
        if min(reached) > summary["step_bp"] + 500:
            assert any("stand below" in one for one in check_public(summary, moved(helped, 1), hromadas))


def test_a_figure_changed_in_public_is_noticed(tmp_path: Path) -> None:
    fund = next(one for one in map(many, range(100)) if len(one.sharing.certificate["stops"]) == 2 and one.sharing.certificate["left"] > 0
                and all(source["helped"] >= 10 for source in one.sharing.certificate["sources"]))  # fmt: skip
    write_sharing(tmp_path / "out", fund)
    folder = tmp_path / "out" / "public"
    assert check_public_folder(folder) == []
    told = json.loads((folder / "public.json").read_text())
    assert told["proof_sha256"] == proof_digest(tmp_path / "out" / "proof")
    for name in ("amount", "given", "left", "in_need", "format", "sources", "bounds"):
        (folder / "public.json").write_text(json.dumps({**told, name: told[name] + 1 if isinstance(told[name], int) else "x"}))
        assert check_public_folder(folder), name
    for field in ("amount", "given", "left", "name"):
        forged = json.loads(json.dumps(told))
        forged["sources"][0][field] = forged["sources"][0][field] + (1 if field != "name" else "x")
        (folder / "public.json").write_text(json.dumps(forged))
        assert check_public_folder(folder), field
    (folder / "public.json").write_text(json.dumps(told))
    for file in ("levels.csv", "hromadas.csv"):
        text = (folder / file).read_text()
        lines = text.splitlines()
        for forged in ("\n".join(lines[:-1]), "\n".join([*lines, lines[-1]]), "", "x", lines[0].replace("given", "taken")):
            (folder / file).write_text(forged + "\n")
            assert check_public_folder(folder), (file, forged[:40])
        (folder / file).write_text(text)
    assert check_public_folder(folder) == []
    (folder / "levels.csv").unlink()
    assert check_public_folder(folder)


def test_the_snippets_of_the_document_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(__file__).resolve().parents[2]
    (tmp_path / "examples").symlink_to(root / "examples")
    monkeypatch.chdir(tmp_path)
    snippets = re.findall(r"^```python\n(.*?)^```", (root / "docs" / "fair-shares.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(snippets) == 2
    for snippet in snippets:
        exec(compile(snippet, "docs/fair-shares.md", "exec"), {})
    told = capsys.readouterr().out
    assert proof_digest(tmp_path / "out" / "proof") in told
    assert "lottery" in told


def test_figures_of_the_document() -> None:
    """The comparison told in docs/fair-shares.md."""
    case = make_instance([1000, 2000, 4000, 4500], [5000] * 4, [5000] * 4, [Source("all", 5000)])
    found = {name: (case.resources + split.sum(axis=1)).tolist() for name, split in alternatives(case, heads=[1] * 4).items()}
    assert found == {"leximin": [4000, 4000, 4000, 4500], "need": [3352, 3764, 4589, 4795], "heads": [2750, 3750, 5000, 5000]}
