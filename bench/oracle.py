"""What OpenFisca's country template answers for a few households in nine months, as tests/data/openfisca_template.json.

    build/openfisca/bin/python bench/oracle.py

Run it when the template changes; tests/packs/test_imaginary.py lays our answers beside these without OpenFisca installed.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from imaginary import STATUSES, generate

MONTHS = ("2013-01", "2014-06", "2015-11", "2015-12", "2016-06", "2016-11", "2016-12", "2017-01", "2018-03")
SINCE = {
    "age": "2013-01",
    "pension": "2013-01",
    "basic_income": "2013-01",
    "income_tax": "2013-01",
    "social_security_contribution": "2013-01",
    "household_income": "2013-01",
    "housing_allowance": "2013-01",
    "housing_tax": "2013-01",
    "total_benefits": "2013-01",
    "total_taxes": "2013-01",
    "parenting_allowance": "2015-12",
    "disposable_income": "2015-12",
    "meal_price": "2017-01",
    "swimming_pool_access": "2017-01",
}
"""First month in which the template can compute each variable (as far as we ask)."""


def main() -> None:
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_country_template import CountryTaxBenefitSystem

    data = generate(60, seed=7)
    system = CountryTaxBenefitSystem()
    households = np.repeat(np.arange(len(data["start"]) - 1), np.diff(data["start"]))
    answers: dict[str, dict[str, list[float]]] = {}
    for month in MONTHS:
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("person", np.arange(len(households)))
        group = builder.declare_entity("household", np.arange(len(data["start"]) - 1))
        builder.join_with_persons(group, households, (data["role"] == 3).astype(int))
        simulation = builder.build(system)
        simulation.set_input("birth", "ETERNITY", data["birth"].astype("datetime64[D]"))
        for inputs_of in {f"{month[:4]}-01", month}:
            for name in ("salary", "capital_returns", "accommodation_size", "rent"):
                simulation.set_input(name, inputs_of, (data[name] / 100).astype(np.float32))
            simulation.set_input("housing_occupancy_status", inputs_of, np.array(STATUSES)[data["housing_occupancy_status"] - 1])
        answers[month] = {}
        for name, since in SINCE.items():
            if month >= since:
                values = simulation.calculate(name, month[:4] if name == "housing_tax" else month)
                answers[month][name] = [round(float(value), 4) for value in values]
    sheet = {
        "source": f"openfisca-country-template {version('openfisca-country-template')}, openfisca-core {version('openfisca-core')}",
        "inputs": {name: values.tolist() for name, values in data.items()},
        "answers": answers,
    }
    target = Path(__file__).resolve().parent.parent / "tests" / "data" / "openfisca_template.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(sheet, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
