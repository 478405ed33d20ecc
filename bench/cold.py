"""From a cold start: `zhyto --help` and one person's answer, against a Python that does nothing.

    python bench/cold.py [--runs 11]

Each run is a new process. The register is a small synthetic one, so that what is timed is the start and one answer, not reading.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from zhyto.dates import parse_month
from zhyto.io.packs.law import load_law
from zhyto.io.packs.region import load_region
from zhyto.io.register.writer import write_register
from zhyto.synthetic.make import make_region

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import PACKS, say

MONTH = "2026-01"


def seconds(command: list[str], runs: int) -> float:
    """Median of the runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - begun)
        if done.returncode not in (0, 1) or (not done.stdout and "-c" not in command):
            raise SystemExit(f"{' '.join(command[1:])} failed:\n{done.stdout}\n{done.stderr}")
    return round(median(times), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--region", default="zhytomyr")
    options = parser.parse_args()
    zhyto = str(Path(sys.executable).with_name("zhyto"))
    region = load_region(PACKS / options.region)
    law = load_law(PACKS / region.law)
    month = parse_month(MONTH)
    assert month is not None
    register = make_region(region, 1, month, law.inputs, 0.001)
    figures: dict[str, Any] = {"runs": options.runs, "python_s": seconds([sys.executable, "-c", "pass"], options.runs)}
    with tempfile.TemporaryDirectory() as folder:
        write_register(register, Path(folder) / "register", "csv", law.inputs, law.guarantees)
        figures["help_s"] = seconds([zhyto, "--help"], options.runs)
        one = [zhyto, "explain", f"{folder}/register", "--entity", str(register.household_id[0]), "--month", MONTH]
        figures["explain_s"] = seconds(one, options.runs)
    figures["explain_register_persons"] = register.persons
    say(figures)


if __name__ == "__main__":
    main()
