"""`zhyto law …`: the law as a book."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto import dates
from zhyto.cli.common import (
    Day,
    Month,
    common,
    country_of,
    currency,
    known_places,
    law_of,
    options,
    packs,
    progress_bars,
    refusals,
    threads,
)
from zhyto.faults import Fault, InputRefused

if TYPE_CHECKING:
    from zhyto.law.model import Law
    from zhyto.record import Household


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
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write the chart of a standard there, as SVG.")
@options(packs, common)
def law_show(code: str, out: Path | None, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Show a guarantee, a rule, a figure or a standard (figures that belong together): versions, dates, citations and marks."""
    with refusals(as_json):
        from zhyto import lawbook, standards
        from zhyto.io.content import load_standards, write_text
        from zhyto.io.packs import load_law

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        groups = load_standards(pack, found)
        if code in groups:
            page = standards.page(found, groups[code])
            text = standards.to_text(page, lang)
        else:
            page = lawbook.show(found, code)
            text = lawbook.to_text(page, lang)
        if out is not None:
            if code not in groups:
                expected = f"a standard ({', '.join(groups)})"
                raise InputRefused([Fault("--out", 0, code, "a name without a chart", expected, "leave --out away")])
            write_text(out, standards.to_svg(page, lang))
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else text)


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


@law.command(name="graph")
@click.argument("names", nargs=-1, metavar="[CODE]…")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write the drawing there, as SVG.")
@options(packs, common)
def law_graph(names: tuple[str, ...], out: Path | None, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """What depends on what: guarantees and how they touch each other; with codes, what each rests on and what rests on it."""
    with refusals(as_json):
        from zhyto import lawgraph
        from zhyto.io.content import load_standards, write_text
        from zhyto.io.packs import load_law

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        page = lawgraph.graph(found, load_standards(pack, found), names)
        if out is not None:
            write_text(out, lawgraph.to_svg(page, lang))
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else lawgraph.to_text(page, lang))


@law.command(name="coverage")
@click.option("--since", type=Day(), default="2020-01-01", show_default=True)
@click.option("--until", type=Day(), default="2026-12-31", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write it as a page of Markdown in both languages.")
@options(packs, common)
def law_coverage(since: date, until: date, out: Path | None, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """How well each guarantee is known: read in the act, verified, remembered, assumed, missing, not written; with every value in doubt."""
    with refusals(as_json):
        from zhyto.io.content import write_text
        from zhyto.io.packs import load_law
        from zhyto.law import coverage

        pack = country_of(law_code, region)
        found = coverage.coverage(load_law(pack.folder), since, until)
        if out is not None:
            write_text(out, coverage.to_page(found, pack.sheet["label"], since, until))
    click.echo(json.dumps(coverage.as_dict(found), ensure_ascii=False, indent=1) if as_json else coverage.to_text(found, lang))


@law.command(name="events")
@click.argument("event", required=False)
@click.argument("register", type=click.Path(path_type=Path), required=False)
@click.option("--entity", default="", help="Id of the person it happens to.")
@click.option("--on", "day", type=Day(), default=None, help="Day of the event, YYYY-MM-DD; for a birthday, the day on which the household is looked at.")
@click.option("--to", default="", help="The value a fact takes, where an event has several.")
@click.option("--months", "ahead", type=click.IntRange(0, 120), default=12, show_default=True, help="How many months to look ahead.")
@options(packs, common)
def law_events(
    event: str | None, register: Path | None, entity: str, day: date | None, to: str, ahead: int, law_code: str, region: str, as_json: bool, lang: str
) -> None:
    """Life events: which rights open, change and end, from which month, and what to do. Shown on an example, or on a register's household."""
    with refusals(as_json):
        from zhyto.io.content import load_events
        from zhyto.io.packs import load_law
        from zhyto.law import events

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        known = load_events(pack, found)
        if event is None:
            rows = [{"code": code, "label": dict(one.label), "values": list(one.choices), "on": str(one.on) if one.on else None} for code, one in known.items()]
            text = "\n".join(f"{code}  {one.label[lang]}" + (f" (--to {', '.join(one.choices)})" if one.choices else "") for code, one in known.items())
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1) if as_json else text)
            return
        if event not in known:
            raise InputRefused([Fault("law", 0, "event", repr(event), f"one of {', '.join(known)}", "mend it, or add it to events.yaml")])
        chosen = known[event]
        household, who, on = chosen.household, entity or chosen.entity, day or chosen.on
        if register is not None:
            household, who, on = _household_of(found, region, register, entity, day, event)
        on, without, changed = events.happens(found, chosen, household, who, on, to, ahead)
        turns = events.turns(found, on, without, changed, ahead)
    if as_json:
        page = {"event": event, "entity": who, "on": str(on), "turns": [events.as_dict(turn) for turn in turns]}
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
        return
    words = {"uk": ("Приклад", "У реєстрі"), "en": ("An example", "On the register")}[lang]
    click.echo(f"{chosen.label[lang]} — {who}, {on} ({words[register is not None].lower()})\n")
    click.echo(events.to_text(found, turns, lang, currency(found, lang)))


def _household_of(law: Law, region: str, register: Path, entity: str, day: date | None, event: str) -> tuple[Household, str, date]:
    """The household of a person of a register as it stood in the month of a day."""
    from zhyto.convert import household_in_month
    from zhyto.io.part import no_such_entity, read_household

    if not entity or day is None:
        missing = "--on" if entity else "--entity"
        raise InputRefused([Fault(missing, 0, event, "nothing", "whom it happens to, and on which day", "add --entity ID and --on YYYY-MM-DD")])
    people = read_household(register, entity, law.inputs, known_places(region), law.guarantees)
    record = household_in_month(people, law.inputs, law.guarantees, entity, dates.month_index(day))
    if record is None:
        raise no_such_entity(register.name, entity)
    return record, entity, day


@law.command(name="correct")
@click.argument("figure")
@click.argument("register", type=click.Path(path_type=Path), required=False)
@click.option("--from", "since", type=Day(), required=True, help="First day of the value.")
@click.option("--value", required=True, help="The value; for a table ROW=NUMBER,ROW=NUMBER (the other rows stay).")
@click.option("--source", required=True, help="Where it was seen.")
@click.option("--cite", default="", help="Act and article, where it is not that of the figure.")
@click.option("--month", type=Month(), default=None, help="Month to compute on the register, YYYY-MM.")
@click.option("--write", is_flag=True, help="Put the value into parameters.yaml.")
@options(packs, common)
def law_correct(
    figure: str, register: Path | None, since: date, value: str, source: str, cite: str, month: int | None, write: bool, law_code: str,
    region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """What a correction of a figure would touch: guarantees, worked cases, residents. With --write it is made."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from dataclasses import asdict

        from zhyto.correct import corrected, touched_cases, yaml_line
        from zhyto.io.packs import load_law, read_cases
        from zhyto.law.cases import read_case
        from zhyto.law.graph import guarantees_on

        pack = country_of(law_code, region)
        old = load_law(pack.folder)
        new, dated = corrected(old, figure, since, value, source, cite)
        line = yaml_line(new, figure, dated)
        sheets, faults = read_cases(pack)
        if faults:
            raise InputRefused(faults)
        cases = [case for file, sheet in sheets if (case := read_case(old, file, sheet)[0]) is not None]
        touched = touched_cases(old, new, figure, cases)
        rests = guarantees_on(old, [figure])
        page: dict[str, Any] = {"figure": figure, "entry": line, "where": dated.where, "guarantees": rests, "cases": [asdict(one) for one in touched]}
        said = ""
        if register is not None:
            from zhyto.io.register import read_register
            from zhyto.readings import change_dict, change_text, changed

            if month is None:
                raise InputRefused([Fault("--month", 0, "", "nothing", "the month to compute", "add --month YYYY-MM")])
            tell("read", 0, 1)
            people = read_register(register, old.inputs, known_places(region), old.guarantees)
            tell("read", 1, 1)
            change = changed(old, new, people, month, codes=rests, threads=threads())
            page["register"] = change_dict(change)
            said = change_text(change, lang, currency(old, lang))
        if write:
            from zhyto.io.correct import put_value

            page["written"] = str(put_value(pack, old.parameters[figure].where, figure, since, line))
    if as_json:
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
        return
    words = {
        "uk": ("Рядок", "Гарантії, що на нього спираються", "Розв'язані приклади, результат яких зміниться", "У реєстрі", "Записано", "немає"),
        "en": ("The line", "Guarantees that rest on it", "Worked cases whose result changes", "On the register", "Written", "none"),
    }[lang]
    click.echo(f"{words[0]} ({dated.where}):\n    - {line}\n{words[1]}: {', '.join(old.guarantees[code].label[lang] for code in rests) or words[5]}")
    click.echo(f"{words[2]}: {len(touched) or words[5]}")
    for one in touched:
        click.echo(f"  {one.where}: {one.case}: {one.who}, {one.name}: {one.old} → {one.new}")
    if said:
        click.echo(f"{words[3]}: {said}")
    if write:
        click.echo(f"{words[4]}: {page['written']}")


@law.command(name="assumptions")
@click.argument("register", type=click.Path(path_type=Path), required=False)
@click.option("--month", type=Month(), default=None, help="Month to compute on the register, YYYY-MM.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--code", "codes", multiple=True, help="Only these assumptions.")
@options(packs, common)
def law_assumptions(
    register: Path | None, month: int | None, known_on: date | None, codes: tuple[str, ...], law_code: str, region: str, as_json: bool, lang: str
) -> None:
    """List the open readings of the law; on a register, how many residents and how much money hang on each."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.assumptions import load_assumptions
        from zhyto.io.packs import load_law
        from zhyto.law import assumptions as readings

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        listed = [item for item in load_assumptions(pack, found) if not codes or item.code in codes]
        if codes and len({item.code for item in listed}) < len(set(codes)):
            strange = next(code for code in codes if code not in {item.code for item in listed})
            raise InputRefused([Fault("--code", 0, "", repr(strange), "the code of an assumption", "see `zhyto law assumptions`")])
        rows = readings.as_rows(found, listed)
        if register is not None:
            from zhyto.io.register import read_register
            from zhyto.readings import as_dict, hanging

            if month is None:
                raise InputRefused([Fault("--month", 0, "", "nothing", "the month to compute", "add --month YYYY-MM")])
            tell("read", 0, 1)
            people = read_register(register, found.inputs, known_places(region), found.guarantees)
            tell("read", 1, 1)
            hang = hanging(found, listed, people, month, known_on, threads=threads(), progress=lambda done, all_: tell("rights", done, all_))
            measured = [as_dict(one) for one in hang]
    if as_json:
        click.echo(json.dumps(rows if register is None else {"assumptions": rows, "hanging": measured}, ensure_ascii=False, indent=1))
    elif register is None:
        click.echo(readings.to_text(rows, lang))
    else:
        from zhyto.readings import to_text as hanging_text

        click.echo(hanging_text(hang, lang, currency(found, lang)))
