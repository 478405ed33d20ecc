"""`zhyto law …`: the law as a book."""

from __future__ import annotations

import json
import sys
from datetime import date

import click

from zhyto.cli.common import Day, common, country_of, law_of, options, packs, refusals
from zhyto.faults import InputRefused


@click.group()
def law() -> None:
    """List, show and check the law."""


@law.command(name="list")
@options(packs, common)
def law_list(law_code: str, region: str, as_json: bool, lang: str) -> None:
    """List the guarantees."""
    with refusals(as_json):
        found = law_of(law_code, region)
        rows = [
            {"code": item.code, "label": item.label[lang], "entity": item.entity, "access": item.access, "payer": item.payer,
             "since": str(item.since), "mark": item.mark} for item in found.guarantees.values()
        ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        width = max((len(row["code"]) for row in rows), default=0)
        for row in rows:
            click.echo(f"{row['code']:<{width}}  {row['label']}")


@law.command(name="show")
@click.argument("code")
@options(packs, common)
def law_show(code: str, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Show a guarantee, a rule or a figure: its versions, dates, citations and marks."""
    with refusals(as_json):
        from zhyto.lawbook import show, to_text

        found = law_of(law_code, region)
        page = show(found, code)
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else to_text(page, lang))


@law.command(name="check")
@click.option("--since", type=Day(), default="2020-01-01", show_default=True)
@click.option("--until", type=Day(), default="2026-12-31", show_default=True)
@options(packs, common)
def law_check(since: date, until: date, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Check the law over all dates: gaps, overlaps, units, unused and undated figures, missing citations.

    Exit code 1 where something is to be mended.
    """
    del lang
    with refusals(as_json):
        from zhyto.io.packs import read_law
        from zhyto.law.check import check_law

        pack = country_of(law_code, region)
        found, faults = read_law(pack)
        if faults:
            raise InputRefused(faults)
        findings = check_law(found, since, until)
    serious = [item for item in findings if item.severity != "info"]
    if as_json:
        names = ("severity", "kind", "where", "name", "text")
        click.echo(json.dumps([{name: getattr(item, name) for name in names} for item in findings], ensure_ascii=False, indent=1))
    else:
        for item in findings:
            click.echo(f"{item.severity}: {item.where}: {item.text}")
        click.echo(
            f"{found.name}: {len(found.guarantees)} guarantees, {len(found.rules)} rules, {len(found.parameters)} figures, "
            f"{len(found.inputs)} facts; {len(serious)} to mend, {len(findings) - len(serious)} to know"
        )
    sys.exit(1 if serious else 0)
