"""The imaginary country: three programs that know nothing of each other must answer alike."""

from __future__ import annotations

import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from zhyto.engine import blocks
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import load_law
from zhyto.register.convert import household_record

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

import engine  # noqa: E402
import handmade  # noqa: E402
import imaginary  # noqa: E402

LAW = load_law(ROOT / "src" / "zhyto_packs" / "imaginary")
SHEET: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "openfisca_template.json").read_text(encoding="utf-8"))
UNIT = 2.0**-24  # half of the last place of a float32: the error of one operation of OpenFisca


def month_number(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:]) - 1


def recorded_inputs() -> dict[str, np.ndarray]:
    kinds = {"start": np.int64, "birth": np.int32, "role": np.int8}
    return {name: np.array(values, kinds.get(name, np.int64)) for name, values in SHEET["inputs"].items()}


@pytest.mark.parametrize("month", sorted(SHEET["answers"]))
def test_answers_are_those_of_openfisca(month: str) -> None:
    """Within float32's error (ten operations at most) and half a kopeck for each rounding of ours; ages and thresholds exactly."""
    data = recorded_inputs()
    register = engine.register_of(data)
    answers = SHEET["answers"][month]
    ours = blocks.evaluate(LAW, register, list(answers), month_number(month))
    born = data["birth"] <= (date(int(month[:4]), int(month[5:]), 1) - date(1970, 1, 1)).days
    members = np.diff(data["start"])
    largest = np.add.reduceat(data["salary"] + data["capital_returns"], data["start"][:-1]) + 500_000
    roundings = {"income_tax": 1, "social_security_contribution": 1, "housing_allowance": 1}
    for name, values in answers.items():
        result = ours[name]
        person = result.entity == "person"
        scale = result.bottom or 1
        theirs = np.array(values) * scale
        error = 10 * UNIT * (np.repeat(largest, members) if person else largest) + 0.005
        error = error + 0.5 * (roundings.get(name, 0) if person or name == "housing_allowance" else 2 * members + 2)
        if name in ("age", "pension", "basic_income", "parenting_allowance", "meal_price", "swimming_pool_access", "total_benefits"):
            error = np.full(len(theirs), 0.5 if name == "total_benefits" else 0)
        judged = born if person else np.ones(len(theirs), bool)
        assert (np.abs(result.value - theirs) <= error)[judged].all(), name
        assert result.missing is None or not result.missing[judged].any(), name


@pytest.mark.parametrize("month", [2017 * 12, 2018 * 12 + 2, 2019 * 12 + 11])
def test_block_evaluator_equals_the_kernel_written_by_hand(month: int) -> None:
    data = imaginary.generate(30_011, seed=month)
    by_hand = handmade.totals(data, month // 12, month % 12 + 1)
    ours = engine.evaluate(LAW, engine.register_of(data), imaginary.TOTALS, month)
    for name in imaginary.TOTALS:
        assert np.array_equal(ours[name], by_hand[name]), name


def test_block_evaluator_equals_the_reference_evaluator_with_facts_missing() -> None:
    data = imaginary.generate(700, seed=5)
    register = engine.register_of(data)
    chance = np.random.default_rng(5)
    for name in ("salary", "capital_returns", "accommodation_size", "rent", "housing_occupancy_status"):
        known = register.facts[name].base_known
        assert known is not None
        known[chance.random(len(known)) < 0.1] = False
    names = [name for name in LAW.rules if LAW.entities[name]]
    for month in (2014 * 12, 2016 * 12 + 5, 2016 * 12 + 11, 2018 * 12 + 2):
        results = blocks.evaluate(LAW, register, names, month)
        unknown = 0
        for row in range(register.households):
            reference = Reference(LAW, household_record(register, LAW.inputs, LAW.guarantees, row), month)
            for name in names:
                result = results[name]
                person = result.entity == "person"
                rows = range(int(register.start[row]), int(register.start[row + 1])) if person else [row]
                present = {member.row: place for place, member in enumerate(reference.members)}
                for place in rows:
                    if person and place not in present:
                        continue
                    value = reference.value(name, present[place] if person else HOUSEHOLD)
                    lacking = result.lacking(place)
                    if lacking:
                        unknown += 1
                        assert value.missing == set(lacking), name
                    else:
                        assert Fraction(int(result.value[place]), result.bottom or 1) == value, name
        assert unknown > 50
