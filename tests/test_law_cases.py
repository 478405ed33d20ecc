"""Every worked case of every installed pack, by both evaluators."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from zhyto import dates
from zhyto.convert import register_of
from zhyto.io.packs import find_packs, read_cases, read_law
from zhyto.law.blocks import evaluate
from zhyto.law.cases import Case, read_case
from zhyto.law.model import Law
from zhyto.law.reference import HOUSEHOLD, Reference, Unknown
from zhyto.money import parse_amount
from zhyto.rights import STATES, find_rights


def all_cases() -> list[tuple[Law, Case]]:
    found = []
    for pack in find_packs().values():
        if pack.sheet.get("kind") != "country":
            continue
        law, faults = read_law(pack)
        assert not faults, "\n".join(map(str, faults))
        sheets, problems = read_cases(pack)
        for file, sheet in sheets:
            case, more = read_case(law, file, sheet)
            problems = problems + more
            if case:
                found.append((law, case))
        assert not problems, "\n".join(map(str, problems))
    return found


CASES = all_cases()


@pytest.mark.parametrize(("law", "case"), [pytest.param(law, case, id=f"{case.where} {case.name}") for law, case in CASES])
def test_case(law: Law, case: Case) -> None:
    reference = Reference(law, case.household, case.month, case.known)
    register = register_of([case.household], law.inputs, law.guarantees)
    rights = {right.guarantee.code: right for right in find_rights(law, register, case.month, case.known, engine="numpy")}
    persons = list(case.household.persons)
    for (place, name), wanted in case.expect.items():
        member = HOUSEHOLD if place == HOUSEHOLD else next((i for i, m in enumerate(reference.members) if m is persons[place]), None)
        row = 0 if place == HOUSEHOLD else place
        if isinstance(wanted, dict) and name not in law.guarantees:
            assert member is not None
            assert wanted["state"] == "unknown"
            found = reference.value(name, member)
            assert isinstance(found, Unknown)
            lacking = evaluate(law, register, [name], case.month, case.known)[name].lacking(row)
            assert lacking == tuple(sorted(found.missing))
            assert lacking == tuple(sorted(wanted.get("missing", lacking)))
        elif isinstance(wanted, dict):
            right = rights[name]
            block = {"state": STATES[right.state[row]]}
            if block["state"] in ("due", "claimable"):
                block["amount"] = int(right.amount[row])
            if block["state"] == "claimable" and right.claim_until[row] != dates.FAR_FUTURE:
                block["claim_until"] = str(dates.day_of(int(right.claim_until[row])))
            if block["state"] == "unknown":
                bits = int(right.missing[row])
                block["missing"] = sorted(n for i, n in enumerate(right.missing_names) if bits >> i & 1)
            if member is None:
                single = {"state": "not_due"}
            else:
                found = reference.right(name, member)
                single = {"state": found.state}
                if found.state in ("due", "claimable"):
                    single["amount"] = found.amount
                if found.state == "claimable" and found.claim_until is not None:
                    single["claim_until"] = str(found.claim_until)
                if found.state == "unknown":
                    single["missing"] = sorted(found.missing)
            assert block == single
            expected = dict(wanted)
            if "amount" in expected:
                expected["amount"] = parse_amount(str(expected["amount"]))
            if "missing" in expected:
                expected["missing"] = sorted(expected["missing"])
            assert {key: single.get(key) for key in expected} == expected
        else:
            assert member is not None
            value = reference.value(name, member)
            result = evaluate(law, register, [name], case.month, case.known)[name]
            stored = result.value[row if result.entity == "person" or place == HOUSEHOLD else 0]
            if isinstance(value, Unknown):
                assert result.lacking(row) == tuple(sorted(value.missing))
                assert wanted == "unknown"
                continue
            if isinstance(value, bool):
                assert value is bool(stored)
                assert str(wanted) in (str(value).lower(), "yes" if value else "no")
            elif isinstance(value, Fraction):
                assert value == Fraction(int(stored), result.bottom or 1)
                assert value == Fraction(str(wanted))
            elif isinstance(value, int):
                assert dates.format_month(value) == wanted
                assert int(stored) == value
            else:
                assert str(value) == str(wanted)
            assert result.missing is None or not np.any(result.missing[row])


def test_there_are_cases_for_every_guarantee() -> None:
    for law in {id(law): law for law, _ in CASES}.values():
        covered = {name for other, case in CASES if other is law for _, name in case.expect}
        assert set(law.guarantees) <= covered
