"""`zhyto register …`: check one, make a template or a synthetic one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zhyto.cli.common import PART, Month, common, options, packs, progress_bars, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import known_places, law_of, pack_of
from zhyto.texts import Said


@click.group()
def register() -> None:
    """Check a register, make a template for one, or a synthetic one."""


@register.command()
@click.argument("path", type=click.Path(path_type=Path))
@options(packs, common)
def check(path: Path, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Read a register and report every fault in it."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.register.reader import read_register

        law = law_of(law_code, region)
        tell("read", 0, 1)
        found = read_register(path, law.inputs, known_places(region), law.guarantees)
        tell("read", 1, 1)
        told = {
            "households": found.households, "persons": found.persons, "incomes": len(found.incomes.person),
            "claims": sum(len(rows.entity) for rows in found.claims.values()),
            "payments": sum(len(rows.entity) for rows in found.payments.values()),
            "digest": found.digest,
        }  # fmt: skip
    if as_json:
        click.echo(json.dumps(told, indent=1))
    else:
        done = {"uk": "Помилок не знайдено", "en": "No faults found"}[lang]
        names = {
            "uk": "домогосподарств {households}, осіб {persons}, рядків доходів {incomes}, заяв {claims}, виплат {payments}",
            "en": "households {households}, persons {persons}, income rows {incomes}, claims {claims}, payments {payments}",
        }
        click.echo(f"{done}: {names[lang].format(**told)}")


@register.command()
@click.argument("file", type=click.Path(path_type=Path))
@options(packs, common)
def template(file: Path, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Write an empty workbook with every table, explained in both languages."""
    with refusals(as_json):
        from zhyto.io.register.template import write_template

        if file.suffix.lower() != ".xlsx":
            raise InputRefused([Fault(file.name, 0, "", Said("a file ending in {suffix!r}", suffix=file.suffix), Said("a name ending in .xlsx"),
                                      Said("mend it"))])
        law = law_of(law_code, region)
        write_template(file, law.inputs, law.guarantees)
    click.echo(json.dumps({"file": str(file)}) if as_json else f"{'Записано' if lang == 'uk' else 'Written'}: {file}")


@register.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--share", type=PART, default=1.0, show_default=True, help="Part of the region's residents to make.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--month", type=Month(), default="2026-01", show_default=True)
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="parquet", show_default=True)
@click.option("--region", default="", help="Region pack: its code or folder.")
@options(common)
def synthetic(folder: Path, share: float, seed: int, month: int, form: Any, region: str, as_json: bool, lang: str) -> None:
    """Write a synthetic register; the truth about the faults planted in it stands beside the folder."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.packs.law import load_law
        from zhyto.io.packs.region import load_region
        from zhyto.io.register.writer import refuse_other_tables, write_register
        from zhyto.io.run.results import write_table
        from zhyto.rights.rights import find_rights
        from zhyto.synthetic.whole import make_register

        refuse_other_tables(folder)

        place = pack_of(region, "region")
        law = load_law(pack_of(str(place.sheet["law"]), "country").folder)
        tell("make", 0, 1)
        made, truth = make_register(
            load_region(place.folder), seed, month, law.inputs, list(law.guarantees),
            lambda rows, at, known, codes: find_rights(law, rows, at, known, codes=codes, threads=threads()), share=share,
        )  # fmt: skip
        tell("make", 1, 1)
        tell("write", 0, 1)
        write_register(made, folder, form, law.inputs, law.guarantees)
        beside = folder.with_name(folder.name + "-truth.csv")
        write_table(truth, beside)
        tell("write", 1, 1)
    told = {"folder": str(folder), "truth": str(beside), "persons": made.persons, "households": made.households, "faults": len(truth)}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else f"{'Записано' if lang == 'uk' else 'Written'}: {folder}, {beside}")
