# ruff: noqa: E501
"""Every kind of fault that one register can have, with its message: place, what was found, what is expected, what to do."""

from __future__ import annotations

import numpy as np
import pytest

from registers import GUARANTEES, HROMADAS, INPUTS, added, build, changed, frame, tables
from zhyto.dates import FAR_FUTURE, FAR_PAST, day_of
from zhyto.faults import InputRefused
from zhyto.io.register.reader import register_from_tables
from zhyto.register.places import Places

PERSON = {"household_id": "h1", "sex": "male", "birth_date": "2000-01-01"}


def faults(given, hromadas=HROMADAS):
    with pytest.raises(InputRefused) as refused:
        build(given, hromadas)
    return [str(fault) for fault in refused.value.faults]


def test_good_register_is_read_as_it_stands():
    register = build()
    assert register.person_id.to_list() == ["p1", "p2", "p3"]
    assert register.start.tolist() == [0, 2, 3, 3]
    assert register.hromadas == HROMADAS
    assert register.hromada.tolist() == [0, 1, 0]
    assert register.sex.tolist() == [1, 2, 2]
    assert register.role.tolist() == [1, 3, 0]
    assert [day_of(int(day)).isoformat() for day in register.birth] == ["1990-05-14", "2021-02-03", "1950-01-01"]
    assert register.death.tolist()[:2] == [FAR_FUTURE, FAR_FUTURE]
    assert register.incomes.amount.tolist() == [947350, 947300, 0, 123456]
    assert register.incomes.kind.tolist() == [1, 1, 0, 4]
    assert register.extra["settlement"].to_list() == ["Село", None, None]


def test_empty_cells_are_unknown_and_none_is_known():
    facts = build().facts
    assert facts["dwelling_area_m2"].base.tolist() == [5430, 0, 4000]
    assert facts["dwelling_area_m2"].base_known.tolist() == [True, False, True]
    assert facts["heating"].base.tolist() == [1, 0, 0]
    assert facts["heating"].base_known.tolist() == [True, True, False]
    assert facts["veteran"].base.tolist() == [1, 0, 0]
    assert facts["veteran"].base_known.tolist() == [True, True, False]
    assert facts["pension_years"].base is None


def test_spells_moves_claims_and_payments_name_rows_of_the_register():
    register = build()
    group = register.facts["disability_group"]
    assert (group.entity.tolist(), group.value.tolist(), group.row.tolist()) == ([0], [2], [2])
    assert register.facts["student"].value.tolist() == [1]
    assert register.facts["student"].until.tolist() == [FAR_FUTURE]
    assert (register.moves.entity.tolist(), register.moves.value.tolist()) == ([1], [2])
    assert (register.facts["hromada"].entity.tolist(), register.facts["hromada"].value.tolist()) == ([1], [0])
    assert register.claims["person_aid"].decided_on.tolist() == [FAR_FUTURE]
    assert register.payments["person_aid"].entity.tolist() == [2]
    assert register.payments["person_aid"].recorded.tolist() == [FAR_PAST]


AMOUNT = "expected an amount with at most two decimals; write it in hryvnias with a point or comma before the kopecks: 1234.50; if it is not known, take the row out"
CASES = [
    (added("persons", person_id="p1", **PERSON), "persons:5:person_id: found 'p1' again, first in row 2; expected each id once; delete the row that repeats, or give it its own id"),
    (added("persons", person_id="p1", **(PERSON | {"household_id": "h2"})), "persons:5:household_id: found person 'p1' in 'h2', but in 'h1' by row 2; expected a person in one household; keep one row; a move is a row of facts, member_of with its date"),
    (added("households", household_id="h1", hromada="UA01"), "households:5:household_id: found 'h1' again, first in row 2; expected each id once; delete the row that repeats, or give it its own id"),
    (changed("claims", 1, claim_id="c1"), "claims:3:claim_id: found 'c1' again, first in row 2; expected each id once; delete the row that repeats, or give it its own id"),
    (changed("payments", 1, payment_id="y1"), "payments:3:payment_id: found 'y1' again, first in row 2; expected each id once; delete the row that repeats, or give it its own id"),
    (changed("persons", 0, household_id="h9"), "persons:2:household_id: found 'h9', which is not there; expected an id of the table households; add the row there or correct the id"),
    (changed("incomes", 0, person_id="Р1"), "incomes:2:person_id: found 'Р1', which is not there; expected an id of the table persons; add the row there or correct the id; did you mean 'p1'?"),
    (changed("incomes", 0, person_id="00p1"), "incomes:2:person_id: found '00p1', which is not there; expected an id of the table persons; add the row there or correct the id; did you mean 'p1'?"),
    (changed("facts", 0, entity_id="h1"), "facts:2:entity_id: found 'h1', which is a household; expected the id of a person; this fact or guarantee is about a person: write that id"),
    (changed("payments", 0, recipient_id="p1"), "payments:2:recipient_id: found 'p1', which is a person; expected the id of a household; this fact or guarantee is about a household: write that id"),
    (changed("claims", 0, entity_id="zz"), "claims:2:entity_id: found 'zz', which is not there; expected an id of the table households; add the row there or correct the id"),
    (changed("facts", 3, value="h9"), "facts:5:value: found 'h9', which is not there; expected an id of the table households; add the row there or correct the id"),
    (changed("persons", 0, death_date="1990-05-13"), "persons:2:death_date: found death on 1990-05-13, birth on 1990-05-14; expected a death on or after the birth; correct the date that is wrong"),
    (changed("persons", 0, birth_date="1090-05-14"), "persons:2:birth_date: found '1090-05-14'; expected a date from 1890-01-01 to 2099-12-31; correct the year"),
    (changed("persons", 0, birth_date="2190-05-14"), "persons:2:birth_date: found '2190-05-14'; expected a date from 1890-01-01 to 2099-12-31; correct the year"),
    (changed("persons", 0, birth_date="14.05.1990"), "persons:2:birth_date: found '14.05.1990'; expected a date YYYY-MM-DD; write 1990-05-14 if that is day, month, year"),
    (changed("persons", 0, birth_date="1990-02-30"), "persons:2:birth_date: found '1990-02-30'; expected a date YYYY-MM-DD; write year, month and day: 2026-01-31"),
    (changed("persons", 0, birth_date="33007"), "persons:2:birth_date: found '33007'; expected a date YYYY-MM-DD; write year, month and day: 2026-01-31"),
    (changed("persons", 0, birth_date=" "), "persons:2:birth_date: found an empty cell; expected a value in every row; fill it in, or take the row out if it is not meant"),
    (changed("persons", 0, person_id=""), "persons:2:person_id: found an empty cell; expected a value in every row; fill it in, or take the row out if it is not meant"),
    (changed("incomes", 0, person_id=" "), "incomes:2:person_id: found an empty cell; expected a value in every row; fill it in, or take the row out if it is not meant"),
    (changed("facts", 0, until="2020-01-01"), "facts:2:until: found until 2020-01-01, since 2024-03-01; expected a last day on or after the first; correct the date that is wrong"),
    (added("facts", entity_id="p1", fact="disability_group", value="I", since="2025-01-01", recorded_at="2024-03-05"), "facts:8:value: found disability_group 'I' while row 2 says 'II' for the same days; expected one value of a fact at a time; end the earlier one with until, or give the row that replaces the other a later recorded_at"),
    (added("facts", entity_id="p2", fact="member_of", value="h2", since="2025-07-01"), "facts:8:value: found member_of 'h2' while row 5 says 'h3' for the same days; expected one value of a fact at a time; end the earlier one with until, or give the row that replaces the other a later recorded_at"),
    (added("facts", entity_id="p2", fact="student", value="no", since="2025-07-01", recorded_at="2025-01-02"), "facts:8:value: found student 'no' while row 3 says 'yes' for the same days; expected one value of a fact at a time; end the earlier one with until, or give the row that replaces the other a later recorded_at"),
    (changed("facts", 0, fact="disability_grup"), "facts:2:fact: found 'disability_grup'; expected member_of, hromada, disability_group, student, displaced_on, utility_cost, pension_years, veteran, arrival, dwelling_area_m2, heating, rent_paid; use one of these codes; did you mean disability_group?"),
    (changed("facts", 0, fact="counted_income"), "facts:2:fact: found 'counted_income'; expected member_of, hromada, disability_group, student, displaced_on, utility_cost, pension_years, veteran, arrival, dwelling_area_m2, heating, rent_paid; use one of these codes"),
    (changed("incomes", 0, kind="wages"), "incomes:2:kind: found 'wages'; expected none, wage, self_employment, farm, pension, benefit, counted_benefit, stipend, alimony, remittance, rent, other; use one of these codes; did you mean wage?"),
    (changed("persons", 0, role="chief"), "persons:2:role: found 'chief'; expected head, spouse, child, parent, other; use one of these codes"),
    (changed("persons", 0, sex="none"), "persons:2:sex: found 'none'; expected female, male; use one of these codes"),
    (changed("claims", 0, guarantee="famly_aid"), "claims:2:guarantee: found 'famly_aid'; expected family_aid, person_aid; use one of these codes; did you mean family_aid?"),
    (changed("claims", 0, decision="yes"), "claims:2:decision: found 'yes'; expected pending, granted, refused; use one of these codes"),
    (changed("households", 0, hromada="UA03"), "households:2:hromada: found 'UA03'; expected one of 2 known codes; correct the code; did you mean UA02?"),
    (changed("households", 0, hromada="UА01"), "households:2:hromada: found 'UА01'; expected one of 2 known codes; correct the code: letter 2, А, is Cyrillic among Latin letters"),
    (changed("facts", 4, value="UA99"), "facts:6:value: found 'UA99'; expected one of 2 known codes; correct the code"),
    (changed("facts", 0, value="III"), "facts:2:value: found 'III'; expected disability_group: one of none, I, II; use one of these codes; did you mean II?"),
    (changed("facts", 0, value=""), "facts:2:value: found an empty cell; expected a value of disability_group; write the value of disability_group; if it is not known, take the row out"),
    (changed("facts", 2, value="1,005"), "facts:4:value: found '1,005'; expected utility_cost: an amount with at most two decimals; write it in hryvnias with a point or comma before the kopecks: 1234.50"),
    (changed("facts", 5, value="1022-03-01"), "facts:7:value: found '1022-03-01'; expected displaced_on from 1890-01-01 to 2199-12-31; correct the value"),
    (changed("households", 0, dwelling_area_m2="10000.01"), "households:2:dwelling_area_m2: found '10000.01'; expected dwelling_area_m2 from 0 to 10000; correct the value"),
    (changed("households", 0, dwelling_area_m2="54.333"), "households:2:dwelling_area_m2: found '54.333'; expected dwelling_area_m2: a number with at most 2 decimals; write digits, with a point or comma before the decimals"),
    (changed("households", 0, dwelling_area_m2="nan"), "households:2:dwelling_area_m2: found 'nan'; expected dwelling_area_m2: a number with at most 2 decimals; write digits, with a point or comma before the decimals"),
    (changed("households", 0, heating="coal"), "households:2:heating: found 'coal'; expected heating: one of none, gas, wood; use one of these codes"),
    (changed("persons", 0, pension_years="7.5"), "persons:2:pension_years: found '7.5'; expected pension_years: a whole number; write digits only"),
    (changed("persons", 0, veteran="maybe"), "persons:2:veteran: found 'maybe'; expected veteran: yes or no; write yes or no; leave it empty if it is not known"),
    *((changed("incomes", 0, amount_uah=text), f"incomes:2:amount_uah: found '{text}'; {AMOUNT}") for text in ("NaN", "inf", "-inf", "1e5", "12.345", "abc", "#N/A", "1.234,50", "0.30000000000000004")),
    (changed("incomes", 0, amount_uah="-5"), "incomes:2:amount_uah: found '-5'; expected an amount that is not negative; an income is never negative: take a correction off the amount it corrects"),
    (changed("incomes", 0, amount_uah="1234567890123"), "incomes:2:amount_uah: found '1234567890123'; expected an amount up to 1000000000.00; check the number of digits; amounts are in hryvnias, not kopecks"),
    (changed("incomes", 0, amount_uah="10000000.01"), "incomes:2:amount_uah: found 10000000.01 in one month; expected counted_income of a month up to 10000000.00; check the amounts of this person and month"),
    (changed("incomes", 0, amount_uah=""), "incomes:2:amount_uah: found an empty cell; expected a value in every row; fill it in, or take the row out if it is not meant"),
    (changed("payments", 0, amount_uah="-5"), "payments:2:amount_uah: found '-5'; expected an amount that is not negative; write what was really paid: take a sum that came back off the payment it reverses, or delete that payment"),
    (changed("incomes", 2, amount_uah="5"), "incomes:4:amount_uah: found '5'; expected 0 or an empty cell for the kind none; name the kind of this income"),
    (added("incomes", person_id="p2", month="2025-12", kind="wage", amount_uah="5"), "incomes:4:kind: found 'none' while row 6 has an income of the same person and month; expected no other income in a month of kind none; delete the row that is wrong, or give the one that corrects the other a later recorded_at"),
    *((changed("incomes", 0, month=text), f"incomes:2:month: found '{text}'; expected a month YYYY-MM; write the year, a hyphen and the month: 2026-01") for text in ("2025-13", "12.2025", "2025-12-02", "46000")),
    (changed("incomes", 0, month="1025-12"), "incomes:2:month: found '1025-12'; expected a month from 1890-01 to 2199-12; correct the year"),
    (changed("incomes", 0, recorded_at="yesterday"), "incomes:2:recorded_at: found 'yesterday'; expected a date or time by ISO 8601: 2026-01-31 or 2026-01-31T09:30; write year, month and day: 2026-01-31"),
    (added("persons", person_id="ОСОБA7", **PERSON), "persons:5:person_id: found 'ОСОБA7': letter 5, A, is Latin among Cyrillic letters; expected an id in letters of one alphabet; type that letter again with the other keyboard"),
    (added("persons", person_id="PERSОN", **PERSON), "persons:5:person_id: found 'PERSОN': letter 5, О, is Cyrillic among Latin letters; expected an id in letters of one alphabet; type that letter again with the other keyboard"),
    (added("persons", person_id="Р1", **PERSON), "persons:5:person_id: found 'Р1', which looks like 'p1' in row 2 (letter 1 is Cyrillic here, Latin there); expected ids that differ by more than case, spaces or letters that look alike; make them one id, or two that nobody can confuse"),
    (added("persons", person_id="P1", **PERSON), "persons:5:person_id: found 'P1', which looks like 'p1' in row 2; expected ids that differ by more than case, spaces or letters that look alike; make them one id, or two that nobody can confuse"),
    (added("persons", person_id="p 1", **PERSON), "persons:5:person_id: found 'p 1', which looks like 'p1' in row 2; expected ids that differ by more than case, spaces or letters that look alike; make them one id, or two that nobody can confuse"),
    (added("persons", person_id="p\u200b7", **PERSON), "persons:5:person_id: found 'p\\u200b7'; expected an id without invisible characters; type the id again"),
    (added("persons", person_id="1.23E+15", **PERSON), "persons:5:person_id: found '1.23E+15'; expected an id written as text; the spreadsheet made a number of it and lost digits: format the column as text and enter the ids again"),
    (added("persons", person_id="#N/A", **PERSON), "persons:5:person_id: found '#N/A'; expected an id; mend the formula or write the id itself"),
    (changed("claims", 0, decided_on="2026-01-01"), "claims:2:decided_on: found decided on 2026-01-01, claimed on 2026-01-12; expected a decision on or after the claim; correct the date that is wrong"),
    (changed("claims", 0, decided_on=""), "claims:2:decided_on: found an empty cell while the decision is granted; expected the day of the decision; write the day of the decision"),
    (changed("claims", 1, decided_on="2026-01-20"), "claims:3:decision: found a decision on 2026-01-20 without granted or refused; expected granted or refused where there is a decided_on; write the decision, or empty decided_on"),
    (changed("coverage", 0, code="famly_aid"), "coverage:2:code: found 'famly_aid'; expected a code of payments, or nothing for all; correct the code; did you mean family_aid?"),
    (changed("coverage", 0, until="2020-01-01"), "coverage:2:until: found until 2020-01-01, since 2025-07-01; expected a last day on or after the first; correct the date that is wrong"),
    (changed("coverage", 0, hromada="X"), "coverage:2:hromada: found 'X'; expected one of 2 known codes; correct the code"),
    (changed("persons", 0, student="yes"), "persons:1:student: found an unknown column; expected person_id, household_id, sex, birth_date, role, death_date, rnokpp or one of 3 facts that the law declares for persons; this fact has dates: write it as rows of the table facts"),
    (changed("persons", 0, bith_date="yes"), "persons:1:bith_date: found an unknown column; expected person_id, household_id, sex, birth_date, role, death_date, rnokpp or one of 3 facts that the law declares for persons; rename the column or delete it; did you mean birth date?"),
    (changed("persons", 0, Стать="жіноча"), "persons:1:Стать: found two columns for sex: sex and Стать; expected each column once; delete the one that is not meant"),
    (tables(person=[{"person_id": "p1"}]), "person: found a table of unknown name; expected one of households, persons, facts, incomes, claims, payments, coverage; rename it; did you mean persons?"),
    (tables(особи=[{"person_id": "p1"}]), "особи: found the table persons again; expected each table once; join them into one"),
    (tables(claims=[{"claim_id": "c1"}]), "claims:1:guarantee: found no column guarantee (Гарантія); expected the column guarantee; add it to the header and fill it in"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "message"), CASES, ids=[message.split(";")[0] for _, message in CASES])
def test_fault_says_where_what_expected_and_what_to_do(given, message):
    assert message in faults(given)


def test_one_slip_gives_one_fault():
    """A fault does not drag others after it, except where the same slip breaks two promises."""
    for given, message in CASES:
        breaks_more = ("in one household", "each table once", "persons:2:person_id", "no column guarantee")
        if not any(part in message for part in breaks_more):
            assert faults(given) == [message]


def test_all_faults_come_in_one_pass_in_order_of_the_files():
    given = tables()
    given["payments"][1]["month"] = "soon"
    given["persons"][2]["sex"] = "x"
    given["persons"][0]["birth_date"] = "x"
    given["incomes"][3]["amount_uah"] = "x"
    assert [fault.split(": ")[0] for fault in faults(given)] == [
        "persons:2:birth_date",
        "persons:4:sex",
        "incomes:5:amount_uah",
        "payments:3:month",
    ]


def test_many_faults_of_one_kind_are_counted_not_dropped():
    rows = [{"person_id": "p1", "month": "2025-12", "kind": "wage", "amount_uah": "x"}] * 300
    listed = faults(tables(incomes=rows))
    assert len(listed) == 201
    assert listed[-1].startswith("incomes:amount_uah: found 300 such rows in all, of which 200 are listed; expected an amount")


def test_a_taxpayer_number_is_checked_but_never_repeated():
    given = tables()
    for row, number in zip(given["persons"], ("1234567899", "", "1234567899"), strict=True):
        row["rnokpp"] = number
    told = faults(given)
    assert told == [
        "persons:4:rnokpp: found the same number as in row 2; expected a number of one person only; "
        "if both rows are one person keep one of them, else correct the number"
    ]


def test_without_a_list_of_hromadas_any_code_of_one_alphabet_will_do():
    register = build(changed("households", 0, hromada="Громада-7"), None)
    assert register.hromadas == ("UA01", "UA02", "Громада-7")
    assert register.hromada.tolist() == [2, 1, 0]
    assert faults(changed("households", 0, hromada="UА01"), None) == [
        "households:2:hromada: found 'UА01'; expected a code in letters of one alphabet; "
        "correct the code: letter 2, А, is Cyrillic among Latin letters"
    ]


def test_a_later_record_may_replace_an_earlier_one():
    given = added("facts", entity_id="p1", fact="disability_group", value="I", since="2025-01-01", recorded_at="2025-01-05")
    assert build(given).facts["disability_group"].value.tolist() == [2, 1]
    given = added("incomes", person_id="p2", month="2025-12", kind="wage", amount_uah="5", recorded_at="2026-02-01")
    assert build(given).incomes.amount.tolist()[2:4] == [0, 500]


def test_equal_values_may_overlap_and_a_nested_spell_of_another_value_is_found():
    same = added("facts", entity_id="p1", fact="disability_group", value="II", since="2025-01-01", recorded_at="2024-03-05")
    assert len(build(same).facts["disability_group"].entity) == 2
    spells = [("II", "2020-01-01", "2025-12-31"), ("II", "2020-02-01", "2020-03-01"), ("I", "2024-01-01", "2024-02-01")]
    rows = [
        {"entity_id": "p1", "fact": "disability_group", "value": value, "since": since, "until": until} for value, since, until in spells
    ]
    assert [fault.split(";")[0] for fault in faults(tables(facts=rows))] == [
        "facts:4:value: found disability_group 'I' while row 2 says 'II' for the same days"
    ]


def test_conflicts_are_those_of_every_pair():
    """The sweep finds a conflict exactly where comparing every pair does."""
    rng = np.random.default_rng(5)
    for _ in range(60):
        spells = [(int(rng.integers(2)), int(rng.integers(1, 20)), int(rng.integers(0, 9)), int(rng.integers(2))) for _ in range(6)]
        rows = [
            {
                "entity_id": "p1",
                "fact": "disability_group",
                "value": "I" * (value + 1),
                "since": f"2025-01-{since:02d}",
                "until": f"2025-01-{since + size:02d}",
                "recorded_at": f"2025-02-{recorded + 1:02d}",
            }
            for value, since, size, recorded in spells
        ]
        clash = any(a[0] != b[0] and a[3] == b[3] and a[1] <= b[1] + b[2] and b[1] <= a[1] + a[2] for a in spells for b in spells)
        if clash:
            assert all("for the same days" in fault for fault in faults(tables(facts=rows)))
        else:
            build(tables(facts=rows))


def test_words_may_be_written_in_ukrainian():
    given = tables()
    given["persons"][0] |= {"sex": "Жіноча", "role": "голова", "veteran": "так"}
    given["incomes"][0]["kind"] = "Заробітна плата"
    given["facts"][0] |= {"fact": "Група інвалідності", "value": "group II укр"}
    given["claims"][0] |= {"guarantee": "допомога сім'ї", "decision": "призначено"}
    given["coverage"][0]["table"] = "Виплати"
    register, plain = build(given), build()
    assert register.sex.tolist() == plain.sex.tolist()
    assert register.facts["disability_group"].value.tolist() == [2]
    assert register.claims["family_aid"].decision.tolist() == [1]
    assert register.coverage == plain.coverage


def test_zero_persons_and_a_household_of_400():
    empty = build({"households": [], "persons": []})
    assert (empty.households, empty.persons, empty.start.tolist(), len(empty.incomes.person)) == (0, 0, [0], 0)
    assert len(empty.claims["family_aid"].entity) == 0
    rows = [{"person_id": f"m{place}", "household_id": "h3", "sex": "male", "birth_date": "1980-01-01"} for place in range(400)]
    given = tables()
    given["persons"] += rows
    assert build(given).start.tolist() == [0, 2, 3, 403]


def test_open_ends_and_equal_digests():
    given = added("facts", entity_id="p1", fact="student", since="0001-01-01", until="9999-12-31")
    spell = build(given).facts["student"]
    assert (spell.since.tolist()[0], spell.until.tolist()[0]) == (FAR_PAST, FAR_FUTURE)
    assert build().digest == build().digest != build(given).digest


def test_a_declaration_does_not_redefine_a_fixed_column():
    inputs = INPUTS | {"sex": INPUTS["veteran"], "birth_date": INPUTS["arrival"]}
    frames = {name: frame(rows, name) for name, rows in tables().items()}
    register = register_from_tables(frames, inputs, Places(HROMADAS), GUARANTEES)
    assert "sex" not in register.facts
    assert register.sex.tolist() == [1, 2, 2]
