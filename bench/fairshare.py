"""Shares of a fund: the solver with its certificate, the verifier, the files of a proof, and a linear program solved by HiGHS beside them.

    python bench/fairshare.py [--households 450000] [--program 5000,20000] [--rounds 5]

Households of one to six persons with a line by their number, all below it; the weight is the line and the fund a third of what would
lift all to it. Measured with one source; with six that overlap (two for all, two by hromada, two by condition, some of them with a
maximum per household); with the same six where all households are alike and payments have a smallest size, the worst for ties; the
curve of eleven amounts; and the files of a proof. The peer gets the same six sources, without maxima, at smaller sizes: the first of
the sequence of linear programs, "the largest level to which all can be raised together", which is only the first step of the leximin
sharing: the easiest case for it. Levels are compared. Times are the median of the rounds; the program runs once for each size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from zhyto.fairshare import Instance, Source, curve, leximin, make_instance, verify
from zhyto.io.fairshare.proof import verify_folder, write_proof

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import machine, peak_mib, say


def households(count: int, seed: int, sources: int, limits: bool = True, unit: int = 1, alike: bool = False) -> Instance:
    """Households, and sources that hold a third of what they lack."""
    rng = np.random.default_rng(seed)
    persons = rng.integers(1, 7, count)
    line = persons * 332_800 - rng.integers(0, persons + 1) * 51_100
    resources = (line * rng.beta(3, 2, count)).astype(np.int64) if not alike else np.full(count, 100_000)
    if alike:
        line = np.full(count, 332_800)
    fund = int(np.maximum(line - resources, 0).sum()) // 3
    place, children, displaced = rng.integers(0, 66, count), rng.random(count) < 0.35, rng.random(count) < 0.1
    serves = [None, None, place < 20, place >= 40, children, displaced] if sources > 1 else [None]
    parts = [0.3, 0.15, 0.2, 0.2, 0.05, 0.1] if sources > 1 else [1.0]
    most: list[Any] = [None, 50_000, None, 80_000, None, persons * 30_000] if limits and sources > 1 else [None] * 6
    offers = [Source(f"s{j}", int(fund * part), may, most=cap) for j, (part, may, cap) in enumerate(zip(parts, serves, most, strict=False))]
    return make_instance(resources, line, line, offers, unit=unit, useful=20_000 if alike else 0, tie=rng.permutation(count))


def by_linear_program(case: Instance) -> tuple[float, float]:
    """Seconds and the level to which all can be raised together, of divisible money in units of the mean line."""
    n, k, scale = len(case), len(case.sources), float(case.line.mean())
    r, w = case.resources / scale, case.line / scale
    pairs = [np.arange(n) if source.serves is None else np.flatnonzero(source.serves) for source in case.sources]
    home, source = np.concatenate(pairs), np.repeat(np.arange(k), [len(part) for part in pairs])
    m = len(home)
    rows = np.concatenate([home, np.arange(n), n + source])
    columns = np.concatenate([np.arange(m), np.full(n, m), np.arange(m)])
    values = np.concatenate([-np.ones(m), w, np.ones(m)])
    matrix = coo_array((values, (rows, columns)), shape=(n + k, m + 1)).tocsr()
    bounds = np.column_stack([np.zeros(m + 1), np.append(np.full(m, np.inf), 1.0)])
    limits = np.append(r, [one.amount / scale for one in case.sources])
    begin = time.perf_counter()
    # Its interior point method is the faster of its two here.
    answer = linprog(np.append(np.zeros(m), -1.0), A_ub=matrix, b_ub=limits, bounds=bounds, method="highs-ipm")
    seconds = time.perf_counter() - begin
    if answer.status != 0:
        raise SystemExit(f"the linear program was not solved: {answer.message}")
    return seconds, -float(answer.fun)


def measure(case: Instance, rounds: int) -> dict[str, Any]:
    """Seconds of the solver with its certificate, and of the verifier."""
    solving, proving = [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = leximin(case)
        middle = time.perf_counter()
        failures = verify(case, result.split, result.certificate)
        proving.append(time.perf_counter() - middle)
        solving.append(middle - begin)
        if failures:
            raise SystemExit(f"not proven: {failures}")
    return {
        "share_s": round(median(solving), 4), "verify_s": round(median(proving), 4), "share_least_s": round(min(solving), 4),
        "verify_least_s": round(min(proving), 4), "in_need": result.certificate["in_need"], "helped": result.certificate["helped"],
        "stops": len(result.certificate["stops"]),
    }  # fmt: skip


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=450_000)
    parser.add_argument("--program", default="5000,20000", help="sizes for the linear program, by commas; empty: leave it out")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    figures: dict[str, Any] = {"bench": "fairshare", "machine": machine(), "households": options.households}
    for name, sources, unit in (("one_source", 1, 1), ("one_source_whole", 1, 100), ("six_sources", 6, 1), ("six_sources_whole", 6, 100)):
        figures[name] = measure(households(options.households, 1, sources, unit=unit), options.rounds)
    figures["six_sources_alike"] = measure(households(options.households, 1, 6, unit=100, alike=True), options.rounds)
    six = households(options.households, 1, 6)
    begin = time.perf_counter()
    curve(six, "s0", [six.sources[0].amount * step // 10 for step in range(11)])
    figures["curve_of_11_s"] = round(time.perf_counter() - begin, 3)
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        result = leximin(six)
        write_proof(Path(folder) / "proof", six, result.split, result.certificate)
        middle = time.perf_counter()
        if verify_folder(Path(folder) / "proof"):
            raise SystemExit("not proven from the files")
        figures["files_written_s"], figures["files_verified_s"] = round(middle - begin, 3), round(time.perf_counter() - middle, 3)
    figures["program"] = []
    for size in (int(part) for part in options.program.split(",") if part):
        case = households(size, 2, 6, limits=False)
        own = measure(case, options.rounds)
        seconds, level = by_linear_program(case)
        reached = leximin(case).level
        figures["program"].append({
            "households": size, "highs_s": round(seconds, 3), "share_s": own["share_s"], "ratio": round(seconds / own["share_s"], 1),
            "level_difference": abs(level - float(reached or 0)),
        })  # fmt: skip
    say({**figures, "peak_mib": round(peak_mib())})


if __name__ == "__main__":
    main()
