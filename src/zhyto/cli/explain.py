"""`zhyto explain`: one person or household."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from zhyto import dates
from zhyto.cli.common import Day, Month, common, currency, options, packs, refusals
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import country_of, known_places, law_of
from zhyto.texts import Said, as_is


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--entity", required=True, help="Id of a person or household.")
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option("--guarantee", default="", help="One guarantee only (its code), step by step.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--assume", multiple=True, help="CODE=ALTERNATIVE: switch on another reading of the law (see `zhyto law assumptions`).")
@click.option("--interview", is_flag=True, help="Whatever was not asked is unknown: no list is taken to be complete.")
@click.option("--what-if", is_flag=True, help="Also: which single change of a fact would open the right.")
@click.option("--format", "form", type=click.Choice(["text", "html", "json", "pdf"]), default="text", show_default=True)
@click.option("--html", is_flag=True, help="The same as --format html.")
@click.option("--letter", is_flag=True, help="With --guarantee: a letter (PDF) about the claim decided last, into --out.")
@click.option("--to", "addressee", default="", help="Whom the letter is written to (default: the id).")
@click.option("--number", default="", help="Number of the letter (default: the id of the claim).")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="File for the page (default: print it; a PDF needs one).")
@options(packs, common)
def explain(
    register: Path, entity: str, month: int, guarantee: str, known_on: date | None, assume: tuple[str, ...], interview: bool, what_if: bool,
    form: str, html: bool, letter: bool, addressee: str, number: str, out: Path | None, law_code: str, region: str, as_json: bool, lang: Any,
) -> None:  # fmt: skip
    """One page for a household: what is due, what to claim, where and until when. With --guarantee: why, step by step."""
    form = "json" if as_json else "html" if html else form
    with refusals(as_json):
        from zhyto.engine.reference import HOUSEHOLD, Reference
        from zhyto.explain import explain as explained
        from zhyto.explain import explain_household, to_html, to_json, to_text
        from zhyto.io.letters import page_pdf, write_page
        from zhyto.io.packs.law import load_guide
        from zhyto.io.register.part import no_such_entity, read_household
        from zhyto.register.convert import household_in_month

        law = law_of(law_code, region, assume)
        if guarantee and guarantee not in law.guarantees:
            known = ", ".join(law.guarantees)
            raise InputRefused([Fault("--guarantee", 0, "", as_is(repr(guarantee)), Said("one of {known}", known=known), Said("mend it"))])
        if letter and (not guarantee or out is None or known_on is None):
            raise InputRefused([Fault("--letter", 0, "", Said("not all it needs"), Said("--guarantee, --known-on (the day of the letter) and --out FILE.pdf"),
                                      Said("add them"))])
        if form == "pdf" and (guarantee or out is None):
            found_text = Said("pdf with --guarantee") if guarantee else Said("pdf without --out")
            raise InputRefused([Fault("--format", 0, "", found_text, Said("a household's page and a file for it"), Said("--out FILE.pdf"))])
        people = read_household(register, entity, law.inputs, known_places(region), law.guarantees)
        record = household_in_month(people, law.inputs, law.guarantees, entity, month, known_on)
        if record is None:
            raise no_such_entity(register.name, entity)
        record = replace(record, complete=()) if interview else record
        reference = Reference(law, record, month, known_on)
        place = next((place for place, member in enumerate(reference.members) if member.id == entity), HOUSEHOLD)
        if entity != record.entity.id and place == HOUSEHOLD:
            absent = Said("{entity!r}, who is not a member in that month (born later, or died before)", entity=entity)
            raise InputRefused([Fault(register.name, 0, "entity", absent, Said("a person alive in the month"), Said("choose another month"))])
        found = []
        if guarantee:
            owner = place if law.guarantees[guarantee].entity == "person" else HOUSEHOLD
            every = law.guarantees[guarantee].entity == "person" and place == HOUSEHOLD
            found = [explained(reference, guarantee, at, lang) for at in (range(len(reference.members)) if every else [owner])]
        elif form == "json" or what_if:
            found = explain_household(reference, lang)
            if place != HOUSEHOLD:
                found = [item for item in found if item.entity in (place, HOUSEHOLD)]
        if letter:
            from zhyto.io.letters import letter_pdf
            from zhyto.page.decision import decided_claim, decision_letter

            assert known_on is not None
            assert out is not None
            owner_of = record.entity if found[0].entity == HOUSEHOLD else reference.members[found[0].entity]
            claim = decided_claim(owner_of.claims.get(guarantee, ()), known_on)
            if claim is None:
                raise InputRefused([Fault(register.name, 0, "entity", Said("no decided claim of {id}", id=owner_of.id), Said("a claim decided by that day"),
                                          Said("name another"))])
            living = [owner_of] if found[0].entity != HOUSEHOLD else reference.members
            if not addressee and all(person.death is not None and person.death <= known_on for person in living):
                family = Said("{id}, who died before that day", id=owner_of.id)
                raise InputRefused([Fault("--to", 0, "", family, Said("whom of the family the letter is for"), Said("name them with --to"))])
            told_by = decision_letter(found[0], law.guarantees[guarantee], claim, month, addressee or owner_of.id, number, known_on, currency(law, lang))
            write_page(letter_pdf(told_by), out)
            click.echo(json.dumps({"file": str(out), "decision": told_by.decision}) if as_json else f"{'Записано' if lang == 'uk' else 'Written'}: {out}")
            return
        changes = []
        if what_if:
            from zhyto.explain.inverse import single_changes
            from zhyto.explain.inverse import to_text as changes_text

            for item in found:
                changes += single_changes(law, record, month, item.code, item.entity, known_on)
        content: str | bytes
        told: dict[str, Any] = {"entity": entity, "month": dates.format_month(month), "explanations": [to_json(item) for item in found]}
        if what_if:
            told["changes"] = [change.as_dict() for change in changes]
        if guarantee:
            content = "\n".join(to_html(item, lang) for item in found) if form == "html" else "\n\n".join(to_text(item, lang) for item in found)
        else:
            from zhyto import page as pages

            guide = load_guide(country_of(law_code, region).folder)
            page = pages.household_page(reference, lang, guide)
            sheet = pages.sheet_of(page, guide)
            told = {**told, "page": pages.to_json(page)}
            content = page_pdf(sheet) if form == "pdf" else pages.to_html(sheet) if form == "html" else pages.to_text(sheet)
        if form == "json":
            content = json.dumps(told, ensure_ascii=False, indent=1)
        elif what_if and isinstance(content, str) and form == "text":
            content += "\n\n" + changes_text(changes, lang, currency(law, lang))
        if out is None:
            click.echo(content)
        else:
            write_page(content, out)
            click.echo(f"{'Записано' if lang == 'uk' else 'Written'}: {out}")

