"""One fund shared by leximin: the solver, its verifier, and the same as a linear program solved by HiGHS.

    python bench/fairshare.py [--households 450000] [--program 5000,20000] [--rounds 5]

Households of one to six persons with a line by their number and incomes spread widely round it; the weight is the line and the fund
a third of what would lift all to it. With that weight the linear program "largest t such that all stand at t × line or higher" gives
the whole leximin sharing of divisible money, so one program is solved, not a sequence: the easiest case for it. Levels are compared.
Times are the median of the rounds, which alternate; the program runs once for each size.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from zhyto.fairshare import share, verify

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import machine, peak_mib, say


def households(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Resources and lines in kopecks, and a fund."""
    rng = np.random.default_rng(seed)
    persons = rng.integers(1, 7, count)
    line = persons * 332_800 - rng.integers(0, persons + 1) * 51_100
    resources = (line * rng.gamma(3, 0.4, count)).astype(np.int64)
    return resources, line, int(np.maximum(line - resources, 0).sum()) // 3


def by_linear_program(resources: np.ndarray, line: np.ndarray, fund: int) -> tuple[float, float]:
    """Seconds and the level, of divisible money in units of the mean line."""
    n = len(line)
    unit = float(line.mean())
    r, w, money = resources / unit, line / unit, fund / unit
    each = np.arange(n)
    rows = np.concatenate([each, each, np.full(n, n)])
    columns = np.concatenate([each, np.full(n, n), each])
    matrix = coo_array((np.concatenate([-np.ones(n), w, np.ones(n)]), (rows, columns)), shape=(n + 1, n + 1)).tocsr()
    bounds = np.column_stack([np.zeros(n + 1), np.append(np.maximum(w - r, 0), np.inf)])
    goal = np.append(np.zeros(n), -1.0)
    begin = time.perf_counter()
    answer = linprog(goal, A_ub=matrix, b_ub=np.append(r, money), bounds=bounds, method="highs")
    seconds = time.perf_counter() - begin
    if answer.status != 0:
        raise SystemExit(f"the linear program was not solved: {answer.message}")
    return seconds, -float(answer.fun)


def measure(count: int, rounds: int) -> dict[str, Any]:
    """Seconds of the solver and the verifier, for kopecks and for whole currency units."""
    resources, line, fund = households(count, 1)
    figures: dict[str, Any] = {"households": count}
    for name, weight, unit in (("line_kopecks", line, 1), ("line_whole", line, 100), ("equal_kopecks", np.ones_like(line), 1)):
        solving, proving = [], []
        for _ in range(rounds):
            begin = time.perf_counter()
            result = share(resources, weight, line, fund, unit)
            middle = time.perf_counter()
            failures = verify(resources, weight, line, fund, result.share, result.certificate)
            proving.append(time.perf_counter() - middle)
            solving.append(middle - begin)
            if failures:
                raise SystemExit(f"not proven: {failures}")
        figures[name] = {
            "share_s": round(median(solving), 4),
            "verify_s": round(median(proving), 4),
            "verify_to_share": round(median(proving) / median(solving), 2),
            "helped": result.certificate.helped,
        }
    return figures


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=450_000)
    parser.add_argument("--program", default="5000,20000", help="sizes for the linear program, by commas; empty: leave it out")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    figures: dict[str, Any] = {"bench": "fairshare", "machine": machine(), **measure(options.households, options.rounds), "program": []}
    for size in (int(part) for part in options.program.split(",") if part):
        resources, line, fund = households(size, 2)
        times = []
        for _ in range(options.rounds):
            begin = time.perf_counter()
            result = share(resources, line, line, fund)
            times.append(time.perf_counter() - begin)
        seconds, level = by_linear_program(resources, line, fund)
        figures["program"].append(
            {
                "households": size,
                "highs_s": round(seconds, 3),
                "share_s": round(median(times), 5),
                "ratio": round(seconds / median(times), 1),
                "level_difference": abs(level - float(result.level or 0)),
            }
        )
    say({**figures, "peak_mib": round(peak_mib())})


if __name__ == "__main__":
    main()
