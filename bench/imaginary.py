"""The imaginary country at 1.2 million persons: Zhyto, OpenFisca's own country template, and a kernel written by hand.

    python bench/imaginary.py [--persons 1200000] [--openfisca PYTHON]

The same generated persons go to each in a process of its own. `--openfisca` names a Python that has
`openfisca-country-template` installed; without one the comparison is left out and said so.

What is timed: computing five totals of every household from inputs that are already arrays in memory; reading and
building are outside, for both. Rounds alternate between the programs; the figure is the median of the rounds.

Agreement. OpenFisca computes in float32, Zhyto in exact kopecks rounded where the law says so. They may differ by
    u × (salaries + capital returns + 5 × income tax + 0.12 × salaries + contribution + 4 × housing tax + |result|),
with u = 2^-24 (each input and each operation is rounded to float32 once), and half a kopeck for each rounding of ours (two
per member and one per household). Prices and the parenting allowance jump at thresholds of income: households whose
income lies within float32's own error of one are counted apart.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import PACKS, ROOT, child, peak_mib, say

TOTALS = ("disposable_income", "total_taxes", "total_benefits", "meal_price", "swimming_pool_access")
YEAR, MONTH = 2018, 3
STATUSES = ("owner", "tenant", "free_lodger", "homeless")
INCOME_STEPS = (24_900, 25_000, 49_900, 50_000, 99_900, 100_000, 200_000)


def generate(persons: int, seed: int) -> dict[str, np.ndarray]:
    """Households of one to three adults with up to three children; amounts in kopecks, areas in hundredths of a square metre."""
    rng = np.random.default_rng(seed)
    adults = rng.choice([1, 2, 3], persons, p=[0.33, 0.45, 0.22])
    children = np.where(rng.random(persons) < 0.42, rng.choice([1, 2, 3], persons, p=[0.45, 0.4, 0.15]), 0)
    start = np.concatenate([[0], np.cumsum(adults + children)])
    households = int(np.searchsorted(start, persons))
    start = start[: households + 1].astype(np.int64)
    start[-1] = persons
    place = np.arange(persons) - np.repeat(start[:-1], np.diff(start))
    adult = place < np.repeat(adults[:households], np.diff(start))
    role = np.where(~adult, 3, np.select([place == 0, place == 1], [1, 2], 5)).astype(np.int8)
    youngest = (date(2016, 11, 30) - date(1970, 1, 1)).days
    age_days = np.where(adult, rng.integers(18 * 365, 90 * 365, persons), rng.integers(0, 18 * 365, persons))
    kind = rng.random(persons)
    salary = np.where(
        kind < 0.45, np.exp(rng.normal(np.log(200_000), 0.9, persons)), np.where(kind < 0.6, rng.integers(0, 1200, persons) * 100, 0)
    )
    salary = np.where(adult, np.minimum(salary.astype(np.int64), 10**8), 0)
    capital = np.where(adult & (rng.random(persons) < 0.2), np.exp(rng.normal(np.log(20_000), 1.2, persons)).astype(np.int64), 0)
    return {
        "start": start,
        "birth": (youngest - age_days).astype(np.int32),
        "role": role,
        "salary": salary,
        "capital_returns": np.minimum(capital, 10**8),
        "accommodation_size": rng.integers(1_000, 16_000, households),
        "rent": np.where(rng.random(households) < 0.4, rng.integers(5_000, 120_000, households), 0),
        "housing_occupancy_status": rng.choice([1, 2, 3, 4], households, p=[0.55, 0.3, 0.1, 0.05]).astype(np.int64),
    }


def run_openfisca(data: dict[str, np.ndarray], out: str) -> dict[str, Any]:
    """In the other Python: time of one month (thrice) and of twelve, each in a new simulation; results of one month are saved."""
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_country_template import CountryTaxBenefitSystem

    system = CountryTaxBenefitSystem()
    persons, households = len(data["birth"]), len(data["start"]) - 1

    def build(months: list[str]) -> tuple[Any, float]:
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("person", np.arange(persons))
        group = builder.declare_entity("household", np.arange(households))
        builder.join_with_persons(group, np.repeat(np.arange(households), np.diff(data["start"])), (data["role"] == 3).astype(int))
        simulation = builder.build(system)
        statuses = np.array(STATUSES)[data["housing_occupancy_status"] - 1]
        begun = time.perf_counter()
        simulation.set_input("birth", "ETERNITY", data["birth"].astype("datetime64[D]"))
        for month in sorted({f"{YEAR}-01", *months}):
            for name in ("salary", "capital_returns", "accommodation_size", "rent"):
                simulation.set_input(name, month, (data[name] / 100).astype(np.float32))
            simulation.set_input("housing_occupancy_status", month, statuses)
        return simulation, time.perf_counter() - begun

    def calculate(simulation: Any, months: list[str]) -> tuple[dict[str, Any], float]:
        begun = time.perf_counter()
        results = {name: simulation.calculate(name, month) for month in months for name in TOTALS}
        return results, time.perf_counter() - begun

    one, twelve = [f"{YEAR}-{MONTH:02d}"], [f"{YEAR}-{month:02d}" for month in range(1, 13)]
    setting, times = [], []
    for _ in range(3):
        simulation, inputs_s = build(one)
        results, seconds = calculate(simulation, one)
        setting.append(inputs_s)
        times.append(seconds)
        month_peak = peak_mib()
    np.savez(out, **results)
    del simulation, results
    simulation, _ = build(twelve)
    _, year = calculate(simulation, twelve)
    return {
        "first_s": times[0],
        "month_s": median(times),
        "year_s": year,
        "inputs_s": median(setting),
        "month_peak_mib": month_peak,
        "peak_mib": peak_mib(),
    }


def timed(compute: Callable[[int], dict[str, np.ndarray]], out: str) -> dict[str, Any]:
    """Time of one month (the first call apart) and of twelve; results of one month are saved."""
    begun = time.perf_counter()
    results = compute(YEAR * 12 + MONTH - 1)
    first = time.perf_counter() - begun
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        compute(YEAR * 12 + MONTH - 1)
        times.append(time.perf_counter() - begun)
    month_peak = peak_mib()
    begun = time.perf_counter()
    for month in range(YEAR * 12, YEAR * 12 + 12):
        compute(month)
    year = time.perf_counter() - begun
    np.savez(out, **results)
    return {"first_s": first, "month_s": median(times), "year_s": year, "month_peak_mib": month_peak, "peak_mib": peak_mib()}


def run_handmade(data: dict[str, np.ndarray], out: str) -> dict[str, Any]:
    from handmade import totals

    return timed(lambda month: totals(data, month // 12, month % 12 + 1), out)


def run_zhyto(data: dict[str, np.ndarray], out: str, threads: int = 1, way: str = "native") -> dict[str, Any]:
    from engine import evaluate, load, register_of

    law, register = load(PACKS / "imaginary"), register_of(data)
    return timed(lambda month: evaluate(law, register, TOTALS, month, threads, way), out)


def run_portable(data: dict[str, np.ndarray], out: str) -> dict[str, Any]:
    return run_zhyto(data, out, way="numpy")


def run_threads(data: dict[str, np.ndarray], out: str) -> dict[str, Any]:
    return run_zhyto(data, out, os.cpu_count() or 1)


def compare(data: dict[str, np.ndarray], ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> dict[str, Any]:
    """Largest difference against the bound stated above, per total, in kopecks; and how many amounts come out another kopeck."""
    start = data["start"][:-1]

    def household(column: np.ndarray) -> np.ndarray:
        return np.add.reduceat(column.astype(np.float64), start)

    unit = 2.0**-24
    salaries, capital = household(data["salary"]), household(data["capital_returns"])
    members = np.diff(data["start"])
    taxes = ours["total_taxes"].astype(np.float64)
    tax_error = unit * (5 * taxes + 0.12 * salaries + salaries + capital)
    near = np.zeros(len(start), bool)
    for step in INCOME_STEPS:
        near |= np.abs(salaries - step) <= 2 * unit * salaries + 1e-9
    bounds = {
        "disposable_income": tax_error + unit * (salaries + capital + np.abs(ours["disposable_income"])) + 0.5 * (2 * members + 1),
        "total_taxes": tax_error + unit * taxes + 0.5 * (2 * members + 1),
        "total_benefits": np.zeros(len(start)),
        "meal_price": np.zeros(len(start)),
        "swimming_pool_access": np.zeros(len(start)),
    }
    figures: dict[str, Any] = {"households_within_float32_error_of_a_threshold": int(near.sum())}
    for name in TOTALS:
        difference = np.abs(ours[name] - theirs[name].astype(np.float64) * 100)
        judged = ~near if name in ("disposable_income", "meal_price", "swimming_pool_access") else np.ones(len(start), bool)
        figures[name] = {
            "largest_difference_kopecks": round(float(difference[judged].max()), 4),
            "beyond_bound": int((difference > bounds[name])[judged].sum()),
            "beyond_bound_near_thresholds": int((difference > bounds[name])[~judged].sum()),
            "largest_share_of_bound": round(float((difference / np.maximum(bounds[name], 1e-9))[judged].max()), 3),
            "shown_as_another_kopeck": int((np.rint(theirs[name].astype(np.float64) * 100) != ours[name]).sum()),
        }
    return figures


def measure(persons: int, openfisca: str, rounds: int, seed: int) -> dict[str, Any]:
    """All three, `rounds` times in turn, each in its own process."""
    programs = dict.fromkeys(("zhyto", "threads", "portable", "handmade"), sys.executable)
    if openfisca:
        programs["openfisca"] = openfisca
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        data = generate(persons, seed)
        np.savez(f"{folder}/data.npz", **data)
        for _ in range(rounds):
            for name, python in programs.items():
                runs[name].append(child([str(Path(__file__)), "--child", name, "--folder", folder], python))
        saved = {name: dict(np.load(f"{folder}/{name}.npz")) for name in programs}
    middle = {name: {key: median(run[key] for run in each) for key in each[0]} for name, each in runs.items()}
    figures: dict[str, Any] = {"persons": persons, "households": len(data["start"]) - 1, "rounds": rounds, **middle}

    def ratio(above: str, below: str, key: str, digits: int) -> float:
        return round(middle[above][key] / middle[below][key], digits)

    ours = ("zhyto", "threads", "portable")
    figures["against_handmade"] = {
        "households_that_differ": {name: sum(int((saved[way][name] != saved["handmade"][name]).sum()) for way in ours) for name in TOTALS},
        "time_ratio": {way: {"month": ratio(way, "handmade", "month_s", 2), "year": ratio(way, "handmade", "year_s", 2)} for way in ours},
    }
    if not openfisca:
        missing = "left out: give --openfisca a Python with openfisca-country-template (`make bench` sets one up)"
        return {**figures, "against_openfisca": missing}
    figures["against_openfisca"] = {
        "time_ratio": {
            way: {
                "month": ratio("openfisca", way, "month_s", 1),
                "first": ratio("openfisca", way, "first_s", 1),
                "year": ratio("openfisca", way, "year_s", 1),
            }
            for way in ours
        },
        "memory_ratio": {
            way: {"month": ratio("openfisca", way, "month_peak_mib", 2), "year": ratio("openfisca", way, "peak_mib", 2)} for way in ours
        },
        "agreement": compare(data, saved["zhyto"], saved["openfisca"]),
    }
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=1_200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--openfisca", default=os.environ.get("OPENFISCA_PYTHON", ""))
    parser.add_argument("--child", choices=("zhyto", "threads", "portable", "handmade", "openfisca"))
    parser.add_argument("--folder")
    options = parser.parse_args()
    if options.child:
        data = dict(np.load(f"{options.folder}/data.npz"))
        say(globals()[f"run_{options.child}"](data, f"{options.folder}/{options.child}.npz"))
    else:
        default = ROOT / "build" / "openfisca" / "bin" / "python"
        openfisca = options.openfisca or (str(default) if default.exists() else "")
        say(measure(options.persons, openfisca, options.rounds, options.seed))


if __name__ == "__main__":
    main()
