"""`zhyto explain`: one person or household."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from zhyto import dates
from zhyto.cli.common import Day, Month, common, currency, law_of, options, packs, refusals
from zhyto.faults import Fault, InputRefused


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--entity", required=True, help="Id of a person or household.")
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option("--guarantee", default="", help="One guarantee only (its code).")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--assume", multiple=True, help="CODE=ALTERNATIVE: switch on another reading of the law (see `zhyto law assumptions`).")
@click.option("--what-if", is_flag=True, help="Also: which single change of a fact would open the right.")
@click.option("--html", is_flag=True, help="Print as HTML.")
@options(packs, common)
def explain(
    register: Path, entity: str, month: int, guarantee: str, known_on: date | None, assume: tuple[str, ...], what_if: bool, html: bool, law_code: str,
    region: str, as_json: bool, lang: Any,
) -> None:  # fmt: skip
    """Say what is due to one person or household and why, step by step."""
    with refusals(as_json):
        from zhyto.convert import household_in_month
        from zhyto.io.part import no_such_entity, read_household
        from zhyto.law.explain import explain as explained
        from zhyto.law.explain import explain_household, to_html, to_json, to_text
        from zhyto.law.reference import HOUSEHOLD, Reference

        law = law_of(law_code, region, assume)
        if guarantee and guarantee not in law.guarantees:
            known = ", ".join(law.guarantees)
            raise InputRefused([Fault("--guarantee", 0, "", repr(guarantee), f"one of {known}", "mend it")])
        people = read_household(register, entity, law.inputs, None, law.guarantees)
        record = household_in_month(people, law.inputs, law.guarantees, entity, month, known_on)
        if record is None:
            raise no_such_entity(register.name, entity)
        reference = Reference(law, record, month, known_on)
        place = next((place for place, member in enumerate(reference.members) if member.id == entity), HOUSEHOLD)
        if entity != record.entity.id and place == HOUSEHOLD:
            absent = f"{entity!r}, who is not a member in that month (born later, or died before)"
            raise InputRefused([Fault(register.name, 0, "entity", absent, "a person alive in the month", "choose another month")])
        if guarantee:
            owner = place if law.guarantees[guarantee].entity == "person" else HOUSEHOLD
            if law.guarantees[guarantee].entity == "person" and place == HOUSEHOLD:
                found = [explained(reference, guarantee, member, lang) for member in range(len(reference.members))]
            else:
                found = [explained(reference, guarantee, owner, lang)]
        else:
            found = explain_household(reference, lang)
            if place != HOUSEHOLD:
                found = [item for item in found if item.entity in (place, HOUSEHOLD)]
        changes = []
        if what_if:
            from zhyto.law.inverse import single_changes
            from zhyto.law.inverse import to_text as changes_text

            for item in found:
                changes += single_changes(law, record, month, item.code, item.entity, known_on)
        if as_json:
            page = {"entity": entity, "month": dates.format_month(month), "explanations": [to_json(item) for item in found]}
            more = {"changes": [change.as_dict() for change in changes]} if what_if else {}
            click.echo(json.dumps({**page, **more}, ensure_ascii=False, indent=1))
        elif html:
            click.echo("\n".join(to_html(item, lang) for item in found))
        else:
            click.echo("\n\n".join(to_text(item, lang) for item in found))
            if what_if:
                click.echo("\n" + changes_text(changes, lang, currency(law, lang)))
