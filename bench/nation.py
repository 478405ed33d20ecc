"""A nation streamed from Parquet: seconds, memory and bytes; beside it what reading alone takes, and Apache Spark on a part.

    python bench/nation.py [--residents 40000000] [--different 2] [--part 4000000] [--facts FOLDER]

The residents are synthetic regions of a few different seeds, repeated under other household numbers: a law has nothing that runs from
one household to another, so that repeating them changes no work; it does make the cases of a nation less various than forty regions' would be.
Every program is a process of its own and its time is that of the whole command, from the start of Python to the last byte written.
--facts: take these prepared facts instead of making them.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import BUILD, ROOT, _version, child, peak_mib, say

SPARK = ROOT / "build" / "spark" / "bin" / "python"
WATCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
seconds = time.perf_counter() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode:
    sys.exit(done.stdout + done.stderr)
told = json.loads(done.stdout.strip().splitlines()[-1])
peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps({**told, "seconds": seconds, "processor_s": used.ru_utime + used.ru_stime, "peak_mib": peak}))
"""
"""Runs a command that prints JSON; its wall time, processor time and peak memory. A small process, so that the peak is the command's."""


def zhyto(*words: object, python: str | Path = sys.executable) -> dict[str, Any]:
    """A command in a process of its own, measured."""
    found = child(["-c", WATCH, str(python), "-m", "zhyto.cli", "nation", *[str(word) for word in words], "--json"])
    # A folder is this machine's.
    return {key: value for key, value in found.items() if key != "folder"}


def read_alone(folder: str, threads: int) -> dict[str, Any]:
    """The same columns, read as the stage reads them, and thrown away."""
    from zhyto.io.batch.parquet import facts_files, month_of, open_facts, read_group
    from zhyto.io.packs.named import law_of
    from zhyto.rights.batch import Stage

    files = facts_files(Path(folder))
    needs = {need.column: need for need in Stage(law_of("", ""), *month_of(files[0])).needs}

    def read(path: Path) -> int:
        file = open_facts(path)
        return sum(read_group(file, group, needs).num_rows for group in range(file.metadata.num_row_groups))

    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        persons = sum(pool.map(read, files))
    return {"persons": persons, "seconds": time.perf_counter() - begun, "peak_mib": peak_mib()}


def read_by_polars(folder: str, threads: int) -> dict[str, Any]:
    """The same columns read by Polars' streaming engine, which adds each one up."""
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    begun = time.perf_counter()
    facts = pl.scan_parquet(Path(folder) / "facts-*.parquet")
    sums = facts.select(pl.col("claims").list.len().sum(), pl.all().exclude("claims").sum()).collect(engine="streaming")
    return {"columns": sums.width, "seconds": time.perf_counter() - begun, "peak_mib": peak_mib()}


def differing(ours: str, theirs: str) -> dict[str, Any]:
    """Rows of two folders of open cases that are not the same, whatever their order."""
    import polars as pl

    order = ["household", "member", "guarantee"]
    text = [pl.col(name).cast(pl.String) for name in ("guarantee", "state", "missing")]
    frames = [pl.read_parquet(Path(folder) / "*.parquet").with_columns(text).sort(order) for folder in (ours, theirs)]
    one, other = frames
    if one.height != other.height:
        return {"rows": one.height, "differ": abs(one.height - other.height)}
    same = pl.Series(values=[True]).new_from_index(0, one.height)
    for name in one.columns:
        same = same & one[name].eq_missing(other[name])
    return {"rows": one.height, "differ": int((~same).sum())}


def row_groups(folder: Path) -> int:
    """Pieces that can be computed apart from each other."""
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(file).num_row_groups for file in folder.glob("facts-*.parquet"))


def linked(folder: Path, part: Path, residents: int) -> Path:
    """A folder with the first files that hold so many residents."""
    from zhyto.io.batch.parquet import facts_files, persons_in

    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for file in facts_files(folder):
        (part / file.name).symlink_to(file.resolve())
        if persons_in(part.glob("facts-*.parquet")) >= residents:
            break
    return part


def measure(residents: int, different: int, part: int, facts: Path | None) -> dict[str, Any]:
    """Everything the page says, seconds of whole commands."""
    place = BUILD / "nation"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    figures: dict[str, Any] = {"different": different if facts is None else None, "pyarrow": _version("pyarrow"), "cores": os.cpu_count()}
    if facts is None:
        facts = place / "facts"
        figures["prepare"] = zhyto("prepare", "--residents", residents, "--different", different, "--out", facts)
    out = place / "out"
    # Reading goes first: whether the facts were made just now or long ago, all programs find the files in the system's memory.
    for name in ("read_alone", "read_by_polars"):
        figures[name] = child([str(Path(__file__)), "--child", name, "--folder", str(facts), "--threads", "2"])
    for threads in (2, 1):
        found = figures[f"threads_{threads}"] = zhyto("run", facts, "--out", out / str(threads), "--threads", threads)
    figures["persons"], figures["cases"] = found["persons"], found["cases"]
    figures["same_bytes"] = filecmp.cmp(out / "1" / "rights.parquet", out / "2" / "rights.parquet", shallow=False)
    figures["row_groups"] = row_groups(facts)
    figures["bytes_in"] = sum(file.stat().st_size for file in facts.glob("facts-*.parquet"))
    figures["bytes_out"] = (out / "1" / "rights.parquet").stat().st_size
    if SPARK.exists() and shutil.which("java"):
        some = linked(facts, place / "part", part)
        figures["part"] = zhyto("run", some, "--out", out / "part", "--threads", 2)
        # Two sizes tell what Spark takes to begin from what it takes for each resident.
        little = linked(facts, place / "little", 1)
        for name, folder in (("spark_little", little), ("spark", some)):
            figures[name] = zhyto("run", folder, "--out", out / name, "--threads", 2, "--spark", python=SPARK)
        figures["spark"]["version"] = subprocess.run(
            [str(SPARK), "-c", "from importlib.metadata import version; print(version('pyspark'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        figures["spark_against_ours"] = child([str(Path(__file__)), "--child", "differing", "--folder", f"{out / 'part'},{out / 'spark'}"])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--residents", type=int, default=40_000_000)
    parser.add_argument("--different", type=int, default=2)
    parser.add_argument("--part", type=int, default=4_000_000, help="residents for Apache Spark")
    parser.add_argument("--facts", type=Path, help="prepared facts to take")
    parser.add_argument("--child", choices=("read_alone", "read_by_polars", "differing"))
    parser.add_argument("--folder", default="")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.child == "differing":
        say(differing(*options.folder.split(",")))
    elif options.child:
        say(globals()[options.child](options.folder, options.threads))
    else:
        print(json.dumps(measure(options.residents, options.different, options.part, options.facts), ensure_ascii=False))


if __name__ == "__main__":
    main()
