"""`zhyto claims`: where each claim stands, who must act, by which day, under which article; and rights that soon cannot be claimed any more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from zhyto.cli.common import Day, common, options, packs, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import known_places, law_of
from zhyto.texts import Said

LISTED = 20


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--on", "day", type=Day(), required=True, help="The day; only what was recorded by then is used.")
@click.option("--warn", type=click.IntRange(min=0), default=14, show_default=True, help="Days before a right stops at which to warn.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write all of it as a table: .csv or .parquet.")
@options(packs, common)
def claims(register: Path, day: date, warn: int, out: Path | None, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Tell where each claim stands on a day: received, waiting for whom, since when, due by which day and article; what stops soon."""
    with refusals(as_json):
        from zhyto.io.register.reader import read_register
        from zhyto.io.run.claims import claims_table, write_table
        from zhyto.rights.deadlines import stage_text

        if out is not None and out.suffix not in (".csv", ".parquet"):
            raise InputRefused([Fault("--out", 0, "", Said("the ending {suffix!r}", suffix=out.suffix), Said(".csv or .parquet"), Said("name the file so"))])
        law = law_of(law_code, region)
        people = read_register(register, law.inputs, known_places(region), law.guarantees)
        table, closing = claims_table(law, people, day, warn, threads())
        if out is not None:
            write_table(table, out)
    soon, closing = table.filter("warn").sort("due_by", "guarantee", "entity_id"), closing.sort("until", "guarantee", "entity_id")
    stages = {str(name): int(count) for name, count in table["stage"].value_counts(sort=True).iter_rows()}
    page = {"on": day.isoformat(), "claims": len(table), "stages": stages, "warnings": int(table["warn"].sum()),
            "soon": soon.to_dicts(), "closing": closing.to_dicts()}  # fmt: skip
    if as_json:
        click.echo(json.dumps(page, ensure_ascii=False, indent=1, default=str))
        return
    uk = lang == "uk"
    click.echo(f"{'Заяв' if uk else 'Claims'}: {len(table)}")
    for name, count in stages.items():
        click.echo(f"  {stage_text(name, lang)}: {count}")
    for row in soon.head(LISTED).iter_rows(named=True):
        click.echo(f"  ! {row['entity_id']}, {law.guarantees[row['guarantee']].label[lang]}: {'до' if uk else 'until'} {row['due_by']}; {row['article']}")
    if len(soon) > LISTED:
        click.echo(_more(len(soon) - LISTED, uk))
    if len(closing):
        click.echo("Ще не подано, а строк подання спливає:" if uk else "Not claimed yet, and the time to claim is running out:")
    for row in closing.head(LISTED).iter_rows(named=True):
        click.echo(f"  ! {row['entity_id']}, {law.guarantees[row['guarantee']].label[lang]}: {'до' if uk else 'until'} {row['until']}")
    if len(closing) > LISTED:
        click.echo(_more(len(closing) - LISTED, uk))


def _more(count: int, uk: bool) -> str:
    return f"  … і ще {count}: усі показує --json" if uk else f"  … and {count} more: --json has all"
