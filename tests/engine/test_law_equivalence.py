"""The block evaluator gives what the reference evaluator gives: every name, every person, value and missing facts alike."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law_world import worlds
from zhyto import dates
from zhyto.engine import machine
from zhyto.engine.blocks import evaluate
from zhyto.engine.evaluate import evaluate as evaluate_by
from zhyto.engine.plan import Number, Planner
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.ir import LawConflict
from zhyto.law.model import Law
from zhyto.register.convert import household_record, register_of
from zhyto.register.record import Household
from zhyto.rights.rights import STATES, find_rights

FOLDERS = {pack.code: pack.folder for pack in find_packs().values() if pack.sheet["kind"] == "country"}
FOLDERS["engine"] = Path(__file__).resolve().parents[1] / "laws" / "engine"
LAWS: dict[str, Law] = {}
ENGINES = ("numpy", "native") if machine.available() else ("numpy",)


def law_of(code: str) -> Law:
    return LAWS.get(code) or LAWS.setdefault(code, load_law(FOLDERS[code]))


COMMON = settings(suppress_health_check=list(HealthCheck), max_examples=30)


def stored(value, bottom):
    if isinstance(value, Fraction) and bottom is None:
        assert value.denominator == 1
        return int(value)
    if isinstance(value, Fraction):
        scaled = value * bottom
        assert scaled.denominator == 1
        return int(scaled)
    return dates.day_number(value) if not isinstance(value, bool | int) else int(value)


def readable(planner: Planner, name: str) -> bool:
    """Quotients whose divisor differs between households are read through the rules that round them."""
    term = planner.plan([name]).terms[name]
    return not isinstance(term, Number) or term.bottom.op == "const"


def compare(law: Law, households: list[Household], month: int, known, engines=ENGINES) -> None:
    register = register_of(households, law.inputs, law.guarantees)
    planner = Planner(law, month, known)
    names = [name for name in law.rules if law.types[name].kind in ("number", "bool", "date", "month") and readable(planner, name)]
    references = [Reference(law, household, month, known) for household in households]
    for engine in engines:
        compare_engine(law, register, households, references, names, month, known, engine)


def compare_engine(law, register, households, references, names, month, known, engine) -> None:
    try:
        blocks = evaluate(law, register, names, month, known, block=8) if engine == "numpy" else evaluate_by(law, register, names, month, known, engine=engine)
        rights = find_rights(law, register, month, known, engine=engine)
    except LawConflict as conflict:
        assert "two exceptions" in str(conflict)  # noqa: PT017
        with pytest.raises(LawConflict):  # noqa: PT012
            for reference in references:
                for name in names:
                    for place in range(HOUSEHOLD, len(reference.members)):
                        if (law.entities[name] == "household") == (place == HOUSEHOLD):
                            reference.value(name, place)
        return
    row = 0
    for h, (household, reference) in enumerate(zip(households, references, strict=True)):
        places = {id(member): place for place, member in enumerate(reference.members)}
        for entity, record, number in [
            ("household", household.entity, h),
            *(("person", p, row + i) for i, p in enumerate(household.persons)),
        ]:
            place = HOUSEHOLD if entity == "household" else places.get(id(record))
            for name in names:
                if law.entities[name] != entity or place is None:
                    continue
                value, result = reference.value(name, place), blocks[name]
                if isinstance(value, Unknown):
                    assert result.lacking(number) == tuple(sorted(value.missing)), name
                else:
                    assert result.lacking(number) == (), name
                    assert int(result.value[number]) == stored(value, result.bottom), name
            for right in rights:
                if right.guarantee.entity != entity:
                    continue
                state = STATES[right.state[number]]
                if place is None:
                    assert state == "not_due"
                    continue
                single = reference.right(right.guarantee.code, place)
                bits = int(right.missing[number])
                lacking = tuple(sorted(n for i, n in enumerate(right.missing_names) if bits >> i & 1))
                assert (state, lacking) == (single.state, single.missing), right.guarantee.code
                assert int(right.amount[number]) == (single.amount or 0 if state in ("due", "claimable") else 0)
                assert bool(right.undecided[number]) == single.undecided
                assert bool(right.refused[number]) == single.refused
                if state == "claimable":
                    until = dates.FAR_FUTURE if single.claim_until is None else dates.day_number(single.claim_until)
                    assert int(right.claim_until[number]) == until
        row += len(household.persons)


@pytest.mark.parametrize("code", FOLDERS)
@COMMON
@given(data=st.data())
def test_evaluators_agree(code: str, data: st.DataObject) -> None:
    law = law_of(code)
    span = {"imaginary": (2010 * 12, 2019 * 12), "engine": (2019 * 12 + 3, 2023 * 12)}.get(code, (2019 * 12 + 11, 2026 * 12 + 11))
    households, month, known = data.draw(worlds(law, span))
    # A law of hundreds of rules takes a second to compile: it has a test of its own.
    compare(law, households, month, known, ENGINES if code in ("imaginary", "engine") else ("numpy",))


@pytest.mark.skipif(not machine.available(), reason="llvmlite is not installed")
@settings(COMMON, max_examples=4)
@given(data=st.data())
def test_a_large_law_compiled_agrees(data: st.DataObject) -> None:
    law = law_of("ukraine")
    households, month, known = data.draw(worlds(law, (2019 * 12 + 11, 2026 * 12 + 11)))
    compare(law, households, month, known, ("native",))


@pytest.mark.parametrize("code", FOLDERS)
@settings(COMMON, max_examples=8)
@given(data=st.data())
def test_records_round_trip_through_columns(code: str, data: st.DataObject) -> None:
    law = law_of(code)
    households, _, _ = data.draw(worlds(law, (2020 * 12, 2024 * 12)))
    register = register_of(households, law.inputs, law.guarantees)
    for row, household in enumerate(households):
        again = household_record(register, law.inputs, law.guarantees, row)
        assert [p.facts for p in again.persons] == [p.facts for p in household.persons]
        assert [p.incomes for p in again.persons] == [p.incomes for p in household.persons]
        assert again.entity.facts == household.entity.facts
        assert [(p.birth, p.death) for p in again.persons] == [(p.birth, p.death) for p in household.persons]
