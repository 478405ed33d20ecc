"""`zhyto law …`: the law as a book."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto import dates
from zhyto.cli.common import Day, Month, common, currency, options, packs, progress_bars, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import country_of, known_places, law_of
from zhyto.texts import Said, as_is, in_a_row

if TYPE_CHECKING:
    from zhyto.law.model import Law
    from zhyto.lawbook.cases import Case
    from zhyto.lawbook.check import Finding
    from zhyto.lawbook.review import Answer, Correction
    from zhyto.lawbook.worked import Mistake
    from zhyto.register.columns import Register
    from zhyto.register.record import Household
    from zhyto.texts.spoken import Lang


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
        from zhyto.io.packs.content import load_standards, write_text
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook import book as lawbook
        from zhyto.lawbook import standards

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
                expected = Said("a standard ({groups})", groups=", ".join(groups))
                raise InputRefused([Fault("--out", 0, code, Said("a name without a chart"), expected, Said("leave --out away"))])
            write_text(out, standards.to_svg(page, lang))
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else text)


@law.command(name="check")
@click.option("--since", type=Day(), default="2020-01-01", show_default=True)
@click.option("--until", type=Day(), default="2026-12-31", show_default=True)
@click.option("--all", "every", is_flag=True, help="List every note; otherwise notes are summed up.")
@options(packs, common)
def law_check(since: date, until: date, every: bool, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Check the law over all dates: gaps, overlaps, units, unused and undated figures, missing citations; and run its worked cases.

    Exit code 1 where something is to be mended.
    """
    with refusals(as_json):
        from zhyto.beside import beside
        from zhyto.io.packs.law import read_law
        from zhyto.lawbook.check import Finding as Found
        from zhyto.lawbook.check import in_order, related, single

        pack = country_of(law_code, region)
        found, faults = read_law(pack)
        if faults:
            raise InputRefused(faults)

        def worked() -> tuple[int, list[Fault], list[Found]]:
            # Imported here: only the copy that runs the cases needs the evaluators.
            from zhyto.io.packs.cases import read_cases
            from zhyto.lawbook.worked import mistakes

            cases, faults = read_cases(pack, found)
            wrong = [] if faults else mistakes(found, cases)
            return len(cases), faults, [Found("error", "case", one.where, one.name, one.told) for one in wrong]

        rules, relations, (count, faults, wrong) = beside(
            lambda: single(found, since, until), lambda: related(found, since, until), worked
        )  # fmt: skip
        if faults:
            raise InputRefused(faults)
        findings = [*wrong, *in_order([*rules, *relations])]
    notes = [item for item in findings if item.severity == "info"]
    serious = len(findings) - len(notes)
    if as_json:
        click.echo(json.dumps([asdict(item) for item in findings], ensure_ascii=False, indent=1))
    else:
        for item in findings:
            if every or item.severity != "info":
                click.echo(f"{item.severity}: {item.where}: {item.text}")
        if not every:
            click.echo("\n".join(_notes_told(found, notes, lang)))
        size = len(found.guarantees), len(found.rules), len(found.parameters), len(found.inputs), count, serious, len(notes)
        words = {
            "uk": "{}: гарантій {}, норм {}, чисел {}, фактів {}, прикладів {}; виправити: {}, взяти до відома: {}",
            "en": "{}: {} guarantees, {} rules, {} figures, {} facts, {} cases; {} to mend, {} to know",
        }[lang]
        click.echo(words.format(found.name, *size))
    sys.exit(1 if serious else 0)


_NOTES = {
    "unverified": ("не звірено з актом", "not held against the act"),
    "not_implemented": ("не записано або невідомо з цієї причини", "not written down, or unknown for that reason"),
    "figure_missing": ("числа нам не відомі", "figures not known to us"),
    "unused": ("жодна гарантія на це не спирається", "no guarantee rests on it"),
    "exclusive": ("взаємне виключення прав доведено", "rights that exclude each other: proved"),
    "exclusive_undecided": ("взаємне виключення прав не доведено", "rights that exclude each other: not decided"),
    "honoured": ("правила роблять те, що каже зв'язок прав: доведено", "rules do what a relation of rights says: proved"),
    "not_decided": ("чи правила роблять те, що каже зв'язок прав, не доведено", "whether rules do what a relation of rights says: not decided"),
    "exceptions": ("не показано, що винятки виключають один одного", "exceptions not shown to exclude each other"),
    "range": ("проміжне значення може перевищити 64 біти", "a step may exceed 64 bits"),
}
_MOST = 6
"""Guarantees that a summed-up note names."""


def _notes_told(law: Law, notes: Sequence[Finding], lang: str) -> Iterator[str]:
    """Notes by kind and mark: how many, and for which guarantees."""
    from zhyto.explain import Speaker
    from zhyto.lawbook.check import summed

    say, more = Speaker(law, "uk" if lang == "uk" else "en"), {"uk": "і ще гарантій", "en": "and more guarantees"}[lang]
    for one in summed(law, notes):
        kind = _NOTES[one.kind][lang != "uk"] if one.kind in _NOTES else one.kind
        listed = [f"{code} ({count})" for code, count in one.guarantees.items()]
        rest = f", {more}: {len(listed) - _MOST}" if len(listed) > _MOST else ""
        yield f"{one.count:>4}  {kind}{f' ({say.word(one.mark)})' if one.mark else ''}" + (f": {', '.join(listed[:_MOST])}{rest}" if listed else "")
    if notes:
        yield {"uk": "Усі до одного: --all", "en": "Every one of them: --all"}[lang]


@law.command(name="cases")
@click.argument("codes", nargs=-1, metavar="[CODE]…")
@options(packs, common)
def law_cases(codes: tuple[str, ...], law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Run the worked cases: all, or those of some guarantees and those elsewhere that expect something of them.

    Each is computed by both evaluators. Exit code 1 where one does not come out.
    """
    with refusals(as_json):
        from zhyto.io.packs.cases import read_cases
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook.worked import mistakes

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        strange = [code for code in codes if code not in found.rules]
        if strange:
            raise InputRefused([no_such_code(found, code) for code in strange])
        cases, faults = read_cases(pack, found, codes)
        if faults:
            raise InputRefused(faults)
        wrong = mistakes(found, cases)
    if as_json:
        click.echo(json.dumps({"cases": len(cases), "mistakes": [asdict(one) for one in wrong]}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_cases_told(len(cases), wrong, lang)))
    sys.exit(1 if wrong else 0)


def no_such_code(law: Law, code: str) -> Fault:
    """A name that is no guarantee or rule, with those that are near."""
    near = get_close_matches(code, [*law.guarantees, *law.rules], 3, 0.6)
    remedy = Said("did you mean {near}?", near=in_a_row(dict.fromkeys(near), Said(" or "))) if near else Said("see `zhyto law list`")
    return Fault("law", 0, "code", as_is(repr(code)), Said("the code of a guarantee or a rule of this law"), remedy)


def _cases_told(cases: int, wrong: Sequence[Mistake], lang: str) -> Iterator[str]:
    words = {
        "uk": ("прикладів", "усі виходять", "не виходить", "очікували", "вийшло", "у блоковому обчислювачі", "обчислення"),
        "en": ("cases", "all come out", "that do not come out", "expected", "found", "by the block evaluator", "arithmetic"),
    }[lang]
    for one in wrong:
        yield f"{one.where}: {one.case}: {one.who}, {one.name}"
        yield f"  {words[3]}: {one.expected}"
        yield f"  {words[4]}: {one.found}" + (f"; {words[5]}: {one.blocks}" if one.blocks else "")
        yield f"  {words[6]}: {one.arithmetic}"
    failed = len({one.where for one in wrong})
    yield f"{words[0]}: {cases}, " + (f"{words[2]}: {failed}" if failed else words[1])


@law.command(name="graph")
@click.argument("names", nargs=-1, metavar="[CODE]…")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write the drawing there, as SVG.")
@options(packs, common)
def law_graph(names: tuple[str, ...], out: Path | None, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """What depends on what: guarantees and how they touch each other; with codes, what each rests on and what rests on it."""
    with refusals(as_json):
        from zhyto.io.packs.content import load_standards, write_text
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook import drawing as lawgraph

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
        from zhyto.io.packs.content import write_text
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook import coverage

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
        from zhyto.io.packs.content import load_events
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook import events

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        known = load_events(pack, found)
        if event is None:
            rows = [{"code": code, "label": dict(one.label), "values": list(one.choices), "on": str(one.on) if one.on else None} for code, one in known.items()]
            text = "\n".join(f"{code}  {one.label[lang]}" + (f" (--to {', '.join(one.choices)})" if one.choices else "") for code, one in known.items())
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1) if as_json else text)
            return
        if event not in known:
            raise InputRefused([Fault("law", 0, "event", as_is(repr(event)), Said("one of {known}", known=", ".join(known)),
                                      Said("mend it, or add it to events.yaml"))])
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
    from zhyto.io.register.part import no_such_entity, read_household
    from zhyto.register.convert import household_in_month

    if not entity or day is None:
        missing = "--on" if entity else "--entity"
        raise InputRefused([Fault(missing, 0, event, Said("nothing"), Said("whom it happens to, and on which day"),
                                  Said("add --entity ID and --on YYYY-MM-DD"))])
    people = read_household(register, entity, law.inputs, known_places(region), law.guarantees)
    record = household_in_month(people, law.inputs, law.guarantees, entity, dates.month_index(day))
    if record is None:
        raise no_such_entity(register.name, entity)
    return record, entity, day


@law.command(name="sheet")
@click.argument("code")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write it (default: CODE.xlsx).")
@options(packs, common)
def law_sheet(code: str, out: Path | None, law_code: str, region: str, as_json: bool, lang: Lang) -> None:
    """A sheet for a lawyer (XLSX): every rule version and figure a guarantee rests on, to be called right or wrong.

    `zhyto law correct --sheet` reads it back.
    """
    with refusals(as_json):
        from zhyto.io.packs.review import write_sheet

        found = law_of(law_code, region)
        path = out or Path(f"{code}.xlsx")
        written = write_sheet(path, found, code, lang)
    counts = {kind: sum(line.kind == kind for line in written) for kind in ("rules", "figures")}
    if as_json:
        click.echo(json.dumps({"sheet": str(path), **counts}, ensure_ascii=False, indent=1))
    else:
        words = {"uk": ("норм", "чисел"), "en": ("rules", "figures")}[lang]
        click.echo(f"{path}: {words[0]}: {counts['rules']}, {words[1]}: {counts['figures']}")


@law.command(name="correct")
@click.argument("figure", required=False)
@click.argument("register", type=click.Path(path_type=Path), required=False)
@click.option("--from", "since", type=Day(), default=None, help="First day of the value.")
@click.option("--value", default="", help="The value; for a table ROW=NUMBER,ROW=NUMBER (the other rows stay).")
@click.option("--source", default="", help="Where it was seen (of a sheet: the sheet and its reason).")
@click.option("--cite", default="", help="Act and article, where it is not that of the figure.")
@click.option("--sheet", type=click.Path(path_type=Path), default=None, help="A lawyer's sheet (`zhyto law sheet`) in place of FIGURE, --from and --value.")
@click.option("--month", type=Month(), default=None, help="Month to compute on the register, YYYY-MM.")
@click.option("--write", is_flag=True, help="Put the value into parameters.yaml.")
@options(packs, common)
def law_correct(
    figure: str | None, register: Path | None, since: date | None, value: str, source: str, cite: str, sheet: Path | None, month: int | None,
    write: bool, law_code: str, region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """What a correction of a figure would touch: guarantees, worked cases, residents. With --write it is made.

    With --sheet, all corrections of a lawyer's sheet, and what it confirms.
    """
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.packs.cases import read_cases
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook.review import Correction, corrections

        pack = country_of(law_code, region)
        old = load_law(pack.folder)
        answers: list[Answer] = []
        if sheet is not None:
            from zhyto.io.packs.review import read_answers

            # The one argument beside a sheet is a register.
            figure, register = None, register or (Path(figure) if figure else None)
            answers = read_answers(sheet, old)[-1]
            wanted = corrections(old, answers)
        else:
            missing = [name for name, given in (("FIGURE", figure), ("--from", since), ("--value", value), ("--source", source)) if not given]
            if missing:
                raise InputRefused([Fault(name, 0, "", Said("nothing"), Said("a figure, its first day, value and source, or --sheet FILE"),
                                          Said("add it")) for name in missing])
            wanted = [Correction(str(figure), since or date.min, value, "")]
        cases, faults = read_cases(pack, old)
        if faults:
            raise InputRefused(faults)
        people = None
        if register is not None:
            from zhyto.io.register.reader import read_register

            if month is None:
                raise InputRefused([Fault("--month", 0, "", Said("nothing"), Said("the month to compute"), Said("add --month YYYY-MM"))])
            tell("read", 0, 1)
            people = read_register(register, old.inputs, known_places(region), old.guarantees)
            tell("read", 1, 1)
        effects = [_effect(old, one, source or f"{sheet and sheet.name}: {one.because}", cite, cases, people, month) for one in wanted]
        if write:
            from zhyto.io.packs.correct import put_value

            for one, page in zip(wanted, effects, strict=True):
                page["written"] = str(put_value(pack, old.parameters[one.figure].where, one.figure, one.since, page["entry"]))
    pages: dict[str, Any] | list[Any] = {"corrections": effects, **_judged(answers)} if sheet is not None else effects[0]
    if as_json:
        click.echo(json.dumps(pages, ensure_ascii=False, indent=1))
        return
    for page in effects:
        _effect_told(old, page, lang)
    if sheet is not None:
        _judged_told(_judged(answers), lang)


def _effect(
    old: Law, one: Correction, source: str, cite: str, cases: Sequence[Case], people: Register | None, month: int | None
) -> dict[str, Any]:
    """What one correction touches, alone."""
    from zhyto.law.graph import guarantees_on
    from zhyto.lawbook.correct import corrected, touched_cases, yaml_line

    new, dated = corrected(old, one.figure, one.since, one.value, source, cite)
    rests = guarantees_on(old, [one.figure])
    page: dict[str, Any] = {
        "figure": one.figure, "entry": yaml_line(new, one.figure, dated), "where": dated.where, "guarantees": rests,
        "cases": [asdict(case) for case in touched_cases(old, new, one.figure, cases)],
    }  # fmt: skip
    if one.left is not None:
        page["stays"] = {"from": str(one.left), "until": str(one.since - timedelta(days=1))}
    if people is not None and month is not None:
        from zhyto.lawbook.readings import change_dict, change_text, changed

        change = changed(old, new, people, month, codes=rests, threads=threads())
        page["register"] = change_dict(change)
        page["register"]["told"] = {lang: change_text(change, lang, currency(old, lang)) for lang in ("uk", "en")}
    return page


def _effect_told(old: Law, page: dict[str, Any], lang: str) -> None:
    words = {
        "uk": ("Рядок", "Гарантії, що на нього спираються", "Розв'язані приклади, результат яких зміниться", "У реєстрі", "Записано", "немає",
               "Попереднє значення лишається, виправте вручну"),
        "en": ("The line", "Guarantees that rest on it", "Worked cases whose result changes", "On the register", "Written", "none",
               "The value before stays, mend it by hand"),
    }[lang]  # fmt: skip
    rests, touched = page["guarantees"], page["cases"]
    click.echo(f"{words[0]} ({page['where']}):\n    - {page['entry']}\n{words[1]}: {', '.join(old.guarantees[code].label[lang] for code in rests) or words[5]}")
    click.echo(f"{words[2]}: {len(touched) or words[5]}")
    for one in touched:
        click.echo(f"  {one['where']}: {one['case']}: {one['who']}, {one['name']}: {one['old']} → {one['new']}")
    if "stays" in page:
        click.echo(f"{words[6]}: {page['stays']['from']} – {page['stays']['until']}")
    if "register" in page:
        click.echo(f"{words[3]}: {page['register']['told'][lang]}")
    if "written" in page:
        click.echo(f"{words[4]}: {page['written']}")


def _judged(answers: Sequence[Answer]) -> dict[str, list[dict[str, str]]]:
    """What a lawyer's sheet confirms, and what it calls wrong without a value to put in its place."""

    def listed(one: Answer) -> dict[str, str]:
        return {"code": one.line.key, "where": one.line.where, "mark": one.line.mark, "because": one.because}

    return {
        "wrong": [listed(one) for one in answers if not one.right and one.value is None],
        "confirmed": [{**listed(one), "could_be": one.could_be} for one in answers if one.right],
    }


def _judged_told(judged: dict[str, list[dict[str, str]]], lang: str) -> None:
    words = {"uk": ("Хибно, виправити вручну", "Підтверджено", "немає"), "en": ("Wrong, to be mended by hand", "Confirmed", "none")}[lang]
    for heading, rows in zip(words, judged.values(), strict=False):
        click.echo(f"{heading}: {len(rows) or words[2]}")
        for row in rows:
            mark = f" [{row['mark']} → {row['could_be']}]" if row.get("could_be", row["mark"]) != row["mark"] else ""
            click.echo(f"  {row['where']}: {row['code']}{mark}" + (f": {row['because']}" if row["because"] else ""))


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
        from zhyto.io.packs.assumptions import load_assumptions
        from zhyto.io.packs.law import load_law
        from zhyto.lawbook import assumptions as readings

        pack = country_of(law_code, region)
        found = load_law(pack.folder)
        listed = [item for item in load_assumptions(pack, found) if not codes or item.code in codes]
        if codes and len({item.code for item in listed}) < len(set(codes)):
            strange = next(code for code in codes if code not in {item.code for item in listed})
            raise InputRefused([Fault("--code", 0, "", as_is(repr(strange)), Said("the code of an assumption"), Said("see `zhyto law assumptions`"))])
        rows = readings.as_rows(found, listed)
        if register is not None:
            from zhyto.io.register.reader import read_register
            from zhyto.lawbook.readings import as_dict, hanging

            if month is None:
                raise InputRefused([Fault("--month", 0, "", Said("nothing"), Said("the month to compute"), Said("add --month YYYY-MM"))])
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
        from zhyto.lawbook.readings import to_text as hanging_text

        click.echo(hanging_text(hang, lang, currency(found, lang)))
