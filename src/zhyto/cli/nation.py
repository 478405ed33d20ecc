"""`zhyto nation …`: a month's rights of tens of millions, streamed from Parquet."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto import dates
from zhyto.cli.common import Day, Month, common, options, packs, progress_bars, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import known_places, law_of, pack_of
from zhyto.texts import Said, said_by

if TYPE_CHECKING:
    from zhyto.law.model import Law
    from zhyto.register.columns import Register
    from zhyto.run import Progress


@click.group()
def nation() -> None:
    """A month's rights of tens of millions of residents, streamed from Parquet."""


@nation.command()
@click.argument("registers", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the facts of the month.")
@click.option("--month", type=Month(), default="2026-01", show_default=True, help="Month the rights are for, YYYY-MM.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option(
    "--residents",
    type=click.IntRange(min=1),
    default=None,
    help="Make so many residents: the synthetic region with one seed after another.",
)
@click.option(
    "--different", type=click.IntRange(min=1), default=None, help="Make only so many regions and repeat them under other household numbers."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the first region.")
@options(packs, common)
def prepare(
    registers: tuple[Path, ...], out: Path, month: int, known_on: date | None, residents: int | None, different: int | None, seed: int,
    law_code: str, region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Take from register folders, or from synthetic regions, what the law needs for a month."""
    if bool(registers) == bool(residents):
        raise click.UsageError(Said("name register folders, or say with --residents how many to make"))
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        _require("pyarrow", "nation")
        from zhyto.io.batch.parquet import PREPARED, prepare_folder, refuse_others
        from zhyto.io.register.reader import read_register
        from zhyto.rights.batch import Stage

        refuse_others(out, PREPARED)
        law = law_of(law_code, region)
        with _law_faults():
            stage = Stage(law, month, known_on)
        if residents:
            made = _synthetic(law, region, month, residents, different, seed, tell)
        else:
            made = (read_register(path, law.inputs, known_places(region), law.guarantees) for path in registers)
        done = 0

        def progress(persons: int) -> None:
            nonlocal done
            done += persons
            tell("prepare", done, residents or done)

        persons = prepare_folder(out, made, stage, progress=progress)
        size = sum(file.stat().st_size for file in out.glob("facts-*.parquet"))
    told = {"folder": str(out), "month": dates.format_month(month), "persons": persons, "bytes": size}
    said = {"uk": "Записано: {folder}, осіб {persons}, байтів {bytes}", "en": "Written: {folder}, persons {persons}, bytes {bytes}"}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else said[lang].format(**told))


@nation.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/nation"), show_default=True, help="Folder for the open cases.")
@click.option("--threads", "workers", type=click.IntRange(min=1), default=None, help="How many to use (default: one for each core).")
@click.option("--spark", is_flag=True, help="Let Apache Spark do it, with so many workers (the optional extra `spark`, Java 17).")
@options(packs, common)
def run(folder: Path, out: Path, workers: int | None, spark: bool, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Compute the open cases of everybody in a folder that `prepare` made."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        _require("pyarrow", "nation")
        from zhyto.io.batch.parquet import COMPUTED, facts_files, month_of, persons_in, refuse_others, run_folder
        from zhyto.rights.batch import Stage

        files = facts_files(folder)
        refuse_others(out, COMPUTED)
        if spark:
            _require("pyspark", "spark")
            _require("pandas", "spark")
            if shutil.which("java") is None:
                raise InputRefused([Fault("--spark", 0, "", Said("no Java"), Said("Java 17, which Apache Spark needs"), Said("install it"))])
        law, workers, done = law_of(law_code, region), workers or threads(), 0
        with _facts_faults(folder):
            month, known = month_of(files[0])
            persons = persons_in(files)
        with _law_faults():
            stage = Stage(law, month, known)

        def progress(more: int) -> None:
            nonlocal done
            done += more
            tell("rights", done, persons)

        progress(0)
        with _facts_faults(folder):
            if spark:
                from zhyto.io.batch import spark as under_spark

                counted = under_spark.run_folder(folder, out, stage, workers=workers)
            else:
                counted = run_folder(folder, out, stage, workers, progress)
    told: dict[str, Any] = {"folder": str(out), "month": dates.format_month(month), **counted}
    said = {
        "uk": "Записано: {folder}, осіб {persons}, відкритих справ {cases}",
        "en": "Written: {folder}, persons {persons}, open cases {cases}",
    }
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else said[lang].format(**told))


def _synthetic(law: Law, region: str, month: int, residents: int, different: int | None, seed: int, tell: Progress) -> Iterator[Register]:
    """Synthetic regions until there are so many residents, one seed after another; the last one in part."""
    from zhyto.io.packs.region import load_region
    from zhyto.rights.rights import find_rights
    from zhyto.synthetic.whole import make_register

    place = load_region(pack_of(region, "region").folder)
    total = int(place.hromadas["population_2022"].sum())
    kept: dict[tuple[int, float], Register] = {}
    left, number = residents, 0
    while left > 0:
        share = min(1.0, left / total)
        key = (seed + (number % different if different else number), share)
        made = kept.get(key)
        if made is None:
            tell("make", 0, 1)
            made, _ = make_register(
                place, key[0], month, law.inputs, list(law.guarantees),
                lambda rows, at, known, codes: find_rights(law, rows, at, known, codes=codes, threads=threads()), share=share,
            )  # fmt: skip
            tell("make", 1, 1)
            if different:
                kept[key] = made
        yield made
        left, number = left - made.persons, number + 1


def _require(package: str, extra: str) -> None:
    if find_spec(package) is None:
        raise InputRefused([Fault(package, 0, "", Said("not installed"), Said("the optional extra `{extra}`", extra=extra),
                                  Said("pip install 'zhyto[{extra}]'", extra=extra))])


@contextmanager
def _law_faults() -> Iterator[None]:
    """A law for which no columns can be named beforehand, as a message."""
    from zhyto.engine.native import Untranslatable

    try:
        yield
    except Untranslatable as error:
        raise InputRefused([Fault("law", 0, "", said_by(error), Said("a law that can be compiled without its residents"), Said("use `zhyto run`"))]) from error


@contextmanager
def _facts_faults(folder: Path) -> Iterator[None]:
    """What is wrong with prepared facts, as a message."""
    try:
        yield
    except ValueError as error:
        expected = Said("facts that `zhyto nation prepare` made with this law")
        raise InputRefused([Fault(str(folder), 0, "", said_by(error), expected, Said("prepare them again"))]) from error
