"""Every person of a sample of the synthetic region: the block evaluator's rights are the reference evaluator's, to the kopeck."""

from __future__ import annotations

from datetime import date

import pytest

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.packs.region import load_region
from zhyto.register.convert import household_record
from zhyto.rights.rights import STATES, find_rights
from zhyto.synthetic.whole import make_register

PACKS = find_packs()
LAW = load_law(PACKS["ukraine"].folder)
MONTH = 2026 * 12


@pytest.fixture(scope="module")
def register():
    region = load_region(PACKS["zhytomyr"].folder)
    made, _ = make_register(
        region,
        7,
        MONTH,
        LAW.inputs,
        list(LAW.guarantees),
        lambda rows, at, known, codes: find_rights(LAW, rows, at, known, codes=codes),
        share=0.0015,
    )
    return made


@pytest.mark.parametrize(("month", "known"), [(MONTH, None), (MONTH - 2, date(2025, 12, 10))])
def test_every_person_of_a_sample(register, month: int, known: date | None) -> None:
    rights = find_rights(LAW, register, month, known)
    compared = dict.fromkeys(STATES, 0)
    for row in range(register.households):
        record = household_record(register, LAW.inputs, LAW.guarantees, row)
        reference = Reference(LAW, record, month, known)
        places = {member.row: place for place, member in enumerate(reference.members)}
        for right in rights:
            rows = [row] if right.guarantee.entity == "household" else range(int(register.start[row]), int(register.start[row + 1]))
            for number in rows:
                place = HOUSEHOLD if right.guarantee.entity == "household" else places.get(number)
                state = STATES[right.state[number]]
                compared[state] += 1
                if place is None:
                    assert state == "not_due"
                    continue
                single = reference.right(right.guarantee.code, place)
                bits = int(right.missing[number])
                lacking = tuple(sorted(name for bit, name in enumerate(right.missing_names) if bits >> bit & 1))
                amount = single.amount if state in ("due", "claimable") else 0
                assert (state, int(right.amount[number]), lacking) == (single.state, amount, single.missing), (right.guarantee.code, number)
                if state == "claimable":
                    until = dates.FAR_FUTURE if single.claim_until is None else dates.day_number(single.claim_until)
                    assert int(right.claim_until[number]) == until
    assert all(compared.values()), f"the sample should hold every state: {compared}"
