"""Run the measurements and write docs/benchmarks.md.

    python bench/run.py [--only imaginary,region,nation,cold,demo,fairshare,publiclog,verify]

Each part's figures are kept in build/bench/PART.json with the machine and the day's versions; the page is written from the parts
that have been run, and only from them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import BUILD, ROOT, child, machine

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs" / "benchmarks.md"
OPENFISCA = ROOT / "build" / "openfisca" / "bin" / "python"


def imaginary() -> dict[str, Any]:
    return child([str(HERE / "imaginary.py"), *(["--openfisca", str(OPENFISCA)] if OPENFISCA.exists() else [])])


def region() -> dict[str, Any]:
    return child([str(HERE / "region.py")])


def cold() -> dict[str, Any]:
    return child([str(HERE / "cold.py")])


def fairshare() -> dict[str, Any]:
    return child([str(HERE / "fairshare.py")])


def publiclog() -> dict[str, Any]:
    return child([str(HERE / "publiclog.py")])


def verify() -> dict[str, Any]:
    return child([str(HERE / "verify.py")])


def nation() -> dict[str, Any]:
    return child([str(HERE / "nation.py")])


def demo() -> dict[str, Any]:
    """The whole main job at full size, its peak memory, and what it found of what was planted."""
    out = BUILD / "demo"
    shutil.rmtree(out, ignore_errors=True)
    watch = "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); "
    watch += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    begun = time.perf_counter()
    command = [sys.executable, "-c", watch, str(Path(sys.executable).with_name("zhyto")), "demo", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        raise SystemExit(f"zhyto demo failed:\n{done.stdout}\n{done.stderr}")
    peak = int(done.stdout.strip().splitlines()[-1]) / (2**20 if sys.platform == "darwin" else 2**10)
    timings = next(iter(sorted(out.rglob("timings.json"))), None)
    return {
        "seconds": round(seconds, 1),
        "peak_mib": round(peak),
        "stages": json.loads(timings.read_text(encoding="utf-8")) if timings else None,
        "found": child([str(HERE / "recall.py"), str(out)]),
    }


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "imaginary": imaginary,
    "region": region,
    "nation": nation,
    "demo": demo,
    "cold": cold,
    "fairshare": fairshare,
    "publiclog": publiclog,
    "verify": verify,
}


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows as a Markdown table."""
    cells = [head, ("---",) * len(head), *rows]
    return ["| " + " | ".join(str(cell) for cell in row) + " |" for row in cells] + [""]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 10 else f"{seconds:,.1f} s"


def show_imaginary(f: dict[str, Any]) -> list[str]:
    lines = [
        "## The imaginary country",
        "",
        f"The rules of OpenFisca's country template, {f['persons']:,} persons in {f['households']:,} households, five totals of",
        f"every household (`bench/imaginary.py` says what is timed). Median of {f['rounds']} rounds that alternate, each program in a",
        "process of its own. *First call*: with everything that is done once per law and month.",
        "",
    ]
    names = {
        "zhyto": "Zhyto compiled, one thread",
        "threads": "Zhyto compiled, all threads",
        "portable": "Zhyto with NumPy alone",
        "handmade": "NumPy by hand",
        "openfisca": "OpenFisca",
    }
    rows = []
    for key, label in names.items():
        if key in f:
            part = f[key]
            memory = [f"{part[peak]:,.0f}" for peak in ("month_peak_mib", "peak_mib")]
            rows.append((label, ms(part["month_s"]), ms(part["first_s"]), ms(part["year_s"]), *memory))
    lines += table(("program", "one month", "first call", "twelve months", "peak MiB, one month", "peak MiB, twelve"), rows)
    rows = [
        (f"time of {names[key]} to that of NumPy by hand", f"{r['month']} ×", f"{r['year']} ×", "at most 1.5")
        for key, r in f["against_handmade"]["time_ratio"].items()
    ]
    other = f["against_openfisca"]
    if isinstance(other, dict):
        for key, r in other["time_ratio"].items():
            rows.append(
                (
                    f"time of OpenFisca to that of {names[key]}",
                    f"{r['month']} × (first call {r['first']} ×)",
                    f"{r['year']} ×",
                    "at least 20",
                )
            )
        for key, r in other["memory_ratio"].items():
            rows.append((f"peak memory of OpenFisca to that of {names[key]}", f"{r['month']} ×", f"{r['year']} ×", ""))
    lines += table(("ratio", "one month", "twelve months", "target"), rows)
    differ = sum(f["against_handmade"]["households_that_differ"].values())
    lines += [f"Totals that differ from the kernel written by hand: {differ}.", ""]
    if isinstance(other, str):
        return [*lines, f"Against OpenFisca: {other}.", ""]
    agreement = other["agreement"]
    lines += [
        "OpenFisca's time is that of its calculation alone; setting its inputs from arrays takes",
        f"{ms(f['openfisca']['inputs_s'])} more for a month.",
        "It computes in float32 and rounds no tax. The bound is its own error, u = 2^-24 for each input and operation, and half a",
        "kopeck for each rounding of ours. The incomes of",
        f"{agreement['households_within_float32_error_of_a_threshold']} households lie within float32's error of a",
        "threshold; these are judged apart.",
        "",
    ]
    rows = [
        (
            name,
            row["largest_difference_kopecks"],
            row["largest_share_of_bound"],
            row["beyond_bound"],
            row["beyond_bound_near_thresholds"],
            f"{row['shown_as_another_kopeck']:,}",
        )
        for name, row in agreement.items()
        if isinstance(row, dict)
    ]
    head = (
        "total",
        "largest difference, kopecks",
        "of its bound",
        "beyond the bound",
        "so near thresholds",
        "another kopeck shown",
    )
    return lines + table(head, rows)


def show_region(f: dict[str, Any]) -> list[str]:
    whole = f["whole"]
    lines = [
        "## Every guarantee over the region",
        "",
        f"{whole['guarantees']} guarantees for {f['month']}, from the register in memory to the state and amount of each for every person",
        f"and household (`bench/region.py`). All threads: {whole['threads']}. Median of three.",
        "",
    ]
    head = ("persons", "households", "one thread, s", "all threads, s", "persons/s", "register MiB", "peak MiB", "µs per person")
    rows = [
        (
            f"{row['persons']:,}" + (" (the region)" if row is whole else ""),
            f"{row['households']:,}",
            row["one_thread_s"],
            row["all_threads_s"],
            f"{row['persons_per_s']:,}",
            f"{row['register_mib']:,}",
            f"{row['peak_mib']:,}",
            round(row["all_threads_s"] / row["persons"] * 1e6, 2),
        )
        for row in sorted([whole, *f["growth"]], key=lambda row: row["persons"])
    ]
    lines += table(head, rows)
    if "loaded_s" in whole:
        lines += [f"With the month's columns in memory the law alone takes {whole['loaded_s']} s over the region (all threads).", ""]
    if "year" in whole:
        y = whole["year"]
        lines += [
            f"Twelve months with arrears: {round(y['rights_s'] + y['some_s'], 1)} s, all threads. The rights of each month, everybody's states and",
            f"amounts: {y['rights_s']} s ({y['first_s']} s the first time, when a function is compiled for each month; {y['kopecks'] // 100:,} hryvnias",
            f"due). Arrears where documents of one household in a hundred have come in: {y['some_s']} s ({y['some_rows']:,} rows), since only those",
            f"households are computed on both days. Everybody on both days, as after a change of the law: {y['all_s']} s ({y['all_rows']:,} rows",
            "differ from what was known two months before, most of them for incomes that were not yet reported).",
            "",
        ]
    states = [(code, *(f"{count:,}" for count in counts.values())) for code, counts in whole["states"].items()]
    lines += table(("guarantee", *next(iter(whole["states"].values()))), states)
    if "reference" in f:
        r = f["reference"]
        lines += [
            f"Against the reference evaluator, on every person of a part of the region: {r['persons']:,} persons in {r['households']:,}",
            f"households, {r['rights']:,} rights. Rows that differ in state, amount, last day to claim or missing facts:",
            f"{r['differing_rows']}; differing kopecks: {r['differing_kopecks']}.",
            "",
        ]
    return lines


def show_nation(f: dict[str, Any]) -> list[str]:
    persons = f["persons"]
    seeds = f"synthetic regions of {f['different']} seeds, repeated under other household numbers" if f["different"] else "residents given"
    lines = [
        "## A nation",
        "",
        f"{persons:,} residents ({seeds}), streamed from Parquet: every guarantee for {f['threads_2']['month']}, {f['cases']:,} open cases",
        "written (`bench/nation.py`, [how it works](nation.md)). Each program is a process of its own, timed from the start of Python to the",
        f"last byte written; one run each. pyarrow {f['pyarrow']}, {f['cores']} cores.",
        "",
    ]
    two = f["threads_2"]["seconds"]
    rows = []
    names = {
        "threads_2": "`zhyto nation run --threads 2`",
        "threads_1": "`zhyto nation run --threads 1`",
        "read_alone": "reading the same columns alone, two threads",
        "read_by_polars": "Polars, streaming: reading and adding up each column, two threads",
    }
    for key, label in names.items():
        part = f[key]
        rows.append(
            (
                label,
                round(part["seconds"], 1),
                round(part["seconds"] / persons * 1e6, 2),
                round(part["seconds"] / two, 2),
                f"{part['peak_mib']:,.0f}",
            )
        )
    lines += table(("program", "seconds", "seconds per million", "to the first", "peak MiB"), rows)
    lines += table(
        ("bytes", "in all", "per resident"),
        [
            (label, f"{f[key]:,}", round(f[key] / persons, 1))
            for key, label in (("bytes_in", "facts, read"), ("bytes_out", "open cases, written"))
        ],
    )
    lines += [
        f"Target: 30 s and 2 GiB on two cores. With one thread and with two the same bytes: {'yes' if f['same_bytes'] else 'NO'}.",
        "",
    ]
    if "prepare" in f:
        lines += [f"Making and preparing the residents took {f['prepare']['seconds']:,.0f} s and {f['prepare']['peak_mib']:,.0f} MiB.", ""]
    if "spark" in f:
        ours, spark, against = f["part"], f["spark"], f["spark_against_ours"]
        lines += [
            f"The same stage under Apache Spark {spark['version']} (`local[2]`, `mapInArrow`) on {ours['persons']:,} of them: {spark['seconds']:.1f} s,",
            f"{spark['seconds'] / ours['seconds']:.1f} times our {ours['seconds']:.1f} s. Of {against['rows']:,} open cases {against['differ']} differ.",
            "",
            *cluster(f),
        ]
    else:
        lines += ["Apache Spark: left out (`make spark` sets it up where there is Java).", ""]
    return lines


def cluster(f: dict[str, Any]) -> list[str]:
    """What a Spark cluster would take for the same residents, by the two sizes measured here."""
    little, some, persons = f["spark_little"], f["spark"], f["persons"]
    # Core-seconds per million: two workers.
    each = 2 * (some["seconds"] - little["seconds"]) / (some["persons"] - little["persons"]) * 1e6
    begin = little["seconds"] - each / 2 * little["persons"] / 1e6
    if each <= 0 or begin < 0:
        return ["The two sizes under Spark tell nothing about a cluster: the machine was busy.", ""]
    lines = [
        f"Reckoned from {little['persons']:,} and {some['persons']:,} residents: Spark takes {begin:.0f} s to begin (its own start, the workers', the",
        f"compiler's) and then {each:.1f} core-seconds per million. What a cluster of such cores would take for {persons:,} residents, if storage",
        f"gives the facts as fast as they are computed; more than {f['row_groups']} cores, one for each row group, bring nothing:",
        "",
    ]
    rows = []
    for cores in (8, 32, 128):
        # The last round of tasks may leave cores idle.
        rounds = -(-f["row_groups"] // cores)
        seconds = rounds * each * persons / f["row_groups"] / 1e6
        rows.append((cores, f"{begin + seconds:.0f}", f"{f['bytes_in'] / seconds / 1e6:,.0f}"))
    return lines + table(("cores", "seconds", "MB/s of facts"), rows)


def show_demo(f: dict[str, Any]) -> list[str]:
    found = f["found"]
    lines = [
        "## The whole demonstration",
        "",
        f"`zhyto demo` at full size, set-up apart: {f['seconds']} s, peak memory {f['peak_mib']:,} MiB.",
        "",
    ]
    stages = f["stages"]
    if isinstance(stages, dict):
        stages = stages.get("stages", stages)
    if isinstance(stages, dict):
        stages = [{"stage": name, **(value if isinstance(value, dict) else {"seconds": value})} for name, value in stages.items()]
    if isinstance(stages, list) and stages and all(isinstance(stage, dict) for stage in stages):
        head = tuple(stages[0])
        lines += table(head, [tuple(stage.get(key, "") for key in head) for stage in stages])
    lines += ["Planted faults that a finding of the right kind names (same entity, guarantee, month):", ""]
    rows = [
        (kind, f"{r['planted']:,}", f"{r['found']:,}", f"{r['under_another_kind']:,}", r["recall"]) for kind, r in found["recall"].items()
    ]
    lines += table(("planted", "how many", "found", "found as another kind", "recall"), rows)
    lines += ["Findings that are planted faults:", ""]
    rows = [(kind, f"{r['findings']:,}", f"{r['planted']:,}", r["precision"]) for kind, r in found["precision"].items()]
    lines += table(("finding", "how many", "planted", "precision"), rows)
    if found["planted_in_months_not_looked_at"]:
        lines += [f"Planted in months that the run did not look at: {found['planted_in_months_not_looked_at']:,}.", ""]
    return lines


def show_cold(f: dict[str, Any]) -> list[str]:
    rows = [
        ("`python -c pass`", ms(f["python_s"])),
        ("`zhyto --help`", ms(f["help_s"])),
        ("`zhyto explain`, one household", ms(f["explain_s"])),
    ]
    return ["## From a cold start", "", f"Median of {f['runs']} runs, each a new process.", "", *table(("command", "time"), rows)]


def show_fairshare(f: dict[str, Any]) -> list[str]:
    lines = [
        "## Sharing a fund",
        "",
        f"Leximin shares of {f['households']:,} households, all in need, and the check of their certificate (`bench/fairshare.py`).",
        "Sharing includes the certificate.",
        "",
    ]
    names = {
        "one_source": "one source, to the kopeck",
        "one_source_whole": "one source, whole currency units",
        "six_sources": "six overlapping sources, to the kopeck",
        "six_sources_whole": "six overlapping sources, whole currency units",
        "six_sources_alike": "six sources, households all alike, a smallest payment",
    }
    rows = [(label, ms(f[key]["share_s"]), ms(f[key]["verify_s"]), f"{f[key]['helped']:,}") for key, label in names.items() if key in f]
    lines += table(("sharing", "time", "verifying", "households helped"), rows)
    lines += [
        f"A what-if curve of eleven amounts takes {ms(f['curve_of_11_s'])}; the files of a proof, with the sharing, {ms(f['files_written_s'])}, "
        f"and their verification {ms(f['files_verified_s'])}.",
        "",
    ]
    rows = [
        (f"{r['households']:,}", ms(r["highs_s"]), f"{r['share_s'] * 1000:.2f} ms", r["ratio"], f"{r['level_difference']:.1e}")
        for r in f["program"]
    ]
    lines += (
        [
            "Six sources, and the first step of the same as a linear program (HiGHS, interior point):",
            "",
            *table(("households", "HiGHS", "Zhyto", "ratio", "difference of level"), rows),
        ]
        if rows
        else []
    )
    return lines


def show_publiclog(f: dict[str, Any]) -> list[str]:
    tree = f["integrated"]
    lines = [
        "## The public log",
        "",
        f"Durable appends of {f['appends']:,} entries, and {f['leaves']:,} given leaves made into tiles, bundles and root on the disk",
        f"(`bench/publiclog.py`). Median of {f['rounds']} rounds that alternate with pymerkle's; the machine's load was {f['load']}. An append draws a",
        "salt, makes digest and commitment, and flushes salts, tiles and bundles; pymerkle commits given leaves to SQLite and makes no",
        "commitments. Target: 5,000 appends/s, and 10 s for the leaves.",
        "",
    ]
    rows = [
        (
            f"{row['batch']:,}",
            f"{row['per_s']:,}",
            ms(row["processor_s"]),
            f"{row['pymerkle_sqlite_per_s']:,}" if "ratio" in row else "not measured",
        )
        for row in f["batches"]
    ]
    lines += table(("entries in a batch", "appends/s", "processor time in all", "pymerkle on SQLite, leaves/s"), rows)
    rows = [("Zhyto, on the disk", ms(tree["median_s"]), f"{ms(tree['best_s'])} to {ms(tree['worst_s'])}", "")]
    if "same_root" in tree:
        rows += [
            ("pymerkle on SQLite, no tiles", ms(tree["pymerkle_sqlite_s"]), "", tree["ratio_sqlite"]),
            ("pymerkle in memory", ms(tree["pymerkle_memory_s"]), "", tree["ratio_memory"]),
        ]
    lines += table(("leaves to the root", "time", "best to worst", "its time to ours"), rows)
    if "same_root" in tree:
        lines += [f"Both make the same root: {'yes' if tree['same_root'] else 'NO'}.", ""]
    return lines


def show_verify(f: dict[str, Any]) -> list[str]:
    lines = [
        "## The whole check",
        "",
        f"A log of {f['entries']:,} entries with totals in {f['cells']:,} cells, checked wholly from its files (`bench/verify.py`):",
        f"signatures, witnesses, entries, tiles, replays, sums. One process; the machine's load was {f['load']}. Its postings share",
        f"{f['distinct_commitments']:,} commitments; their digests are all distinct.",
        "The peer is a plain loop over the same files that hashes and adds, and checks no signature, tile or replay. Targets: 10 s, and 10 ms for a receipt.",
        "",
    ]
    rows = [
        (label, ms(f[key]["wall_s"]), ms(f[key]["cpu_s"]))
        for key, label in (("verify_log", "`zhyto verify`"), ("peer_plain_loop", "plain loop"), ("publish_totals", "publishing the totals"))
        if key in f
    ]
    lines += table(("work", "time", "processor time"), rows)
    receipt = f"A receipt of {f['receipt_bytes']:,} bytes ({f['qr_characters']:,} characters in a square code) is checked in {f['check_receipt_ms']} ms"
    return [*lines, f"{receipt}. Peak memory {f['peak_mib']:,} MiB, with the log's making.", ""]


SHOW: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "imaginary": show_imaginary,
    "region": show_region,
    "nation": show_nation,
    "demo": show_demo,
    "cold": show_cold,
    "fairshare": show_fairshare,
    "publiclog": show_publiclog,
    "verify": show_verify,
}


def write_page() -> None:
    """docs/benchmarks.md from the parts that have been run."""
    lines = [
        "# Measurements",
        "",
        "Written by `make bench` from its own runs; not edited by hand. Ratios are of runs that alternate on one machine.",
        "",
    ]
    machines: dict[str, list[str]] = {}
    for name in PARTS:
        path = BUILD / f"{name}.json"
        if path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            machines.setdefault(json.dumps(kept["machine"], sort_keys=True), []).append(name)
            lines += SHOW[name](kept["figures"])
    lines += ["## The machine", ""]
    for text, names in machines.items():
        described = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in json.loads(text).items())
        lines += [(f"{', '.join(names)}: " if len(machines) > 1 else "") + described + ".", ""]
    PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, by commas; empty: only write the page")
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in filter(None, options.only.split(",")):
        if name not in PARTS:
            parser.error(f"no part {name}; parts are {', '.join(PARTS)}")
        print(f"{name} …", flush=True)
        figures = PARTS[name]()
        (BUILD / f"{name}.json").write_text(json.dumps({"machine": machine(), "figures": figures}, ensure_ascii=False), encoding="utf-8")
        write_page()
    write_page()
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
