"""`zhyto simulate` and `zhyto arrears`: what a change of the law does, and what a later day makes of past months."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto import dates
from zhyto.cli.common import Day, Month, Months, columns, common, currency, options, packs, progress_bars, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import known_places, law_of
from zhyto.money import format_amount
from zhyto.texts import Said, as_is
from zhyto.texts.spoken import speak_amount

if TYPE_CHECKING:
    from zhyto.law.model import Law
    from zhyto.rights.arrears import Arrears
    from zhyto.rights.simulate import Effect, HouseholdEffect


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option(
    "--reform", "sheets", type=click.Path(path_type=Path), multiple=True, help="Reform sheet; repeat for several, laid on in order."
)
@click.option("--assume", multiple=True, help="CODE=ALTERNATIVE of `zhyto law assumptions`, laid on before the reforms.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@options(packs, common)
def simulate(
    register: Path, month: int, sheets: tuple[Path, ...], assume: tuple[str, ...], known_on: date | None, law_code: str, region: str,
    as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Who gains and who loses by a reform of the law, for each guarantee."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.packs.reforms import load_reforms
        from zhyto.io.register.reader import read_register
        from zhyto.rights.simulate import simulate_households

        if not sheets:
            raise InputRefused([Fault("--reform", 0, "", Said("no reform"), Said("a sheet as in docs/reforms.md"), Said("name one with --reform FILE"))])
        law = law_of(law_code, region, assume)
        reformed, reforms = load_reforms(law, sheets)
        tell("read", 0, 1)
        people = read_register(register, law.inputs, known_places(region), law.guarantees)
        tell("read", 1, 1)
        found, homes = simulate_households(
            law, reformed, people, month, known_on, threads=threads(), progress=lambda done: tell("rights", done, people.persons)
        )
    if as_json:
        page = {
            "month": dates.format_month(month), "reforms": [{"name": one.name, "since": str(one.since), "label": dict(one.label)} for one in reforms],
            "guarantees": [_effect(one) for one in found],
            "households": {"gainers": homes.gainers, "losers": homes.losers, "gained_uah": format_amount(homes.gained),
                           "lost_uah": format_amount(homes.lost), "due_uah": format_amount(homes.due), "at_once_uah": format_amount(homes.at_once)},
        }  # fmt: skip
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
    else:
        click.echo(_effects_told(law, [one.label[lang] for one in reforms], found, homes, month, lang))


def _effect(one: Effect) -> dict[str, Any]:
    sides = {
        side: {"due": tally.due, "claimable": tally.claimable, "unknown": tally.unknown,
               "due_uah": format_amount(tally.kopecks_due), "claimable_uah": format_amount(tally.kopecks_claimable),
               "due_once_uah": format_amount(tally.once_due), "claimable_at_once_uah": format_amount(tally.once_claimable)}
        for side, tally in (("before", one.before), ("after", one.after))
    }  # fmt: skip
    return {
        "guarantee": one.code, **sides, "gainers": one.gainers, "losers": one.losers, "unsettled": one.unsettled,
        "gained_uah": format_amount(one.gained), "lost_uah": format_amount(one.lost),
        "gained_once_uah": format_amount(one.gained_once), "lost_once_uah": format_amount(one.lost_once),
    }  # fmt: skip


def _effects_told(law: Law, labels: Sequence[str], found: Sequence[Effect], homes: HouseholdEffect, month: int, lang: str) -> str:
    symbol = currency(law, lang)
    touched = [one for one in found if one.before != one.after or one.gainers or one.losers]
    lines = [f"{'; '.join(labels)} — {dates.format_month(month)}", ""]
    if not touched:
        return "\n".join([*lines, {"uk": "Нічого не змінюється ні для кого.", "en": "Nothing changes for anybody."}[lang]])
    heads = {
        "uk": ("Гарантія", "кому", "виграють", "на скільки", "програють", "на скільки", "невідомо"),
        "en": ("Guarantee", "whose", "gain", "how much", "lose", "how much", "unknown"),
    }[lang]
    whose = {"uk": {"person": "осіб", "household": "родин"}, "en": {"person": "persons", "household": "households"}}[lang]
    rows = [
        (law.guarantees[one.code].label[lang], whose[law.guarantees[one.code].entity], str(one.gainers), speak_amount(one.gained, lang, symbol),
         str(one.losers), speak_amount(one.lost, lang, symbol), str(one.unsettled)) for one in touched
    ]  # fmt: skip
    once = [one for one in touched if one.gained_once or one.lost_once]
    more: list[str] = []
    if once:
        heads_once = {"uk": ("Один раз або одразу", "виграють на", "програють на"), "en": ("Once or at once", "gained", "lost")}[lang]
        once_rows = [(law.guarantees[one.code].label[lang], *(speak_amount(k, lang, symbol) for k in (one.gained_once, one.lost_once))) for one in once]
        more = ["", *columns([heads_once, *once_rows])]

    def signed(kopecks: int) -> str:
        return ("+" if kopecks > 0 else "") + speak_amount(kopecks, lang, symbol)

    due, both, at_once = signed(homes.due), signed(homes.gained - homes.lost), signed(homes.at_once)
    told = {
        "uk": (f"Разом на місяць належить: {due}.",
               f"Якщо заявлять усі, без того, що разом не дають: щомісяця {both}, одразу {at_once}; "
               f"виграє домогосподарств: {homes.gainers}, програє: {homes.losers}."),
        "en": (f"In all a month, due: {due}.",
               f"If everyone claims, without what is not given together: {both} a month, {at_once} at once; "
               f"households that gain: {homes.gainers}, that lose: {homes.losers}."),
    }[lang]  # fmt: skip
    return "\n".join([*lines, *columns([heads, *rows]), *more, "", *told])


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--months", type=Months(), required=True, help="Past months, YYYY-MM..YYYY-MM.")
@click.option("--known-before", type=Day(), required=True, help="The earlier day: what was recorded and published by then.")
@click.option("--known-after", type=Day(), required=True, help="The later day.")
@click.option("--guarantee", "codes", multiple=True, help="Only these guarantees (their codes).")
@click.option(
    "--reform", "sheets", type=click.Path(path_type=Path), multiple=True, help="The law on the later day is reformed by this sheet."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write all rows as a table: .csv or .parquet.")
@options(packs, common)
def arrears(
    register: Path, months: range, known_before: date, known_after: date, codes: tuple[str, ...], sheets: tuple[Path, ...], out: Path | None,
    law_code: str, region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """What documents, decisions and laws of later days change in past months: arrears and overpayments by what was due."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.packs.reforms import load_reforms
        from zhyto.io.register.reader import read_register
        from zhyto.rights.arrears import arrears as owed

        if out is not None and out.suffix not in (".csv", ".parquet"):
            raise InputRefused([Fault("--out", 0, "", Said("the ending {suffix!r}", suffix=out.suffix), Said(".csv or .parquet"), Said("name the file so"))])
        if known_after < known_before:
            fault = Fault("--known-after", 0, "", as_is(known_after), Said("a day not before {day}", day=known_before), Said("exchange the two days"))
            raise InputRefused([fault])
        law = law_of(law_code, region)
        for code in codes:
            known_code(law, code)
        later = load_reforms(law, sheets)[0] if sheets else law
        tell("read", 0, 1)
        people = read_register(register, law.inputs, known_places(region), law.guarantees)
        tell("read", 1, 1)
        tell("rights", 0, 0)
        found = owed(law, people, months, known_before, known_after, codes or None, law_after=later, threads=threads())
        ids = {"person": people.person_id, "household": people.household_id}
        rows = [row for one in found for row in _owed(one, ids[one.guarantee.entity])]
        if out is not None:
            import polars as pl

            from zhyto.io.run.claims import write_table

            write_table(pl.DataFrame(rows, schema=dict.fromkeys(_OWED, pl.String), orient="row"), out)
    if as_json:
        page = {
            "known_before": str(known_before),
            "known_after": str(known_after),
            "months": [dates.format_month(month) for month in months],
        }
        click.echo(json.dumps({**page, "rows": rows}, ensure_ascii=False, indent=1))
    else:
        click.echo(_owed_told(law, found, lang))
        named = {"uk": {"due": "належить", "unknown": "невідомо", "not_due": "не належить", "claimable": "можна заявити"},
                 "en": {"due": "due", "unknown": "unknown", "not_due": "not due", "claimable": "could be claimed"}}[lang]  # fmt: skip
        for row in rows[:20]:
            sides = " → ".join(f"{named[row['state_' + side]]} {row[side + '_uah'] or ''}".strip() for side in ("before", "after"))
            click.echo(f"  {row['entity_id']}  {row['month']}  {row['guarantee']}: {sides}")
        if len(rows) > 20:
            click.echo(
                {"uk": f"  … і ще {len(rows) - 20} рядків: усі — у --json і --out", "en": f"  … and {len(rows) - 20} more: --json and --out have all"}[
                    lang
                ]
            )


_OWED = ("entity_id", "guarantee", "month", "before_uah", "after_uah", "state_before", "state_after", "difference_uah")


def known_code(law: Law, code: str) -> None:
    """Raises InputRefused where there is no such guarantee."""
    if code not in law.guarantees:
        raise InputRefused([Fault("--guarantee", 0, "", as_is(repr(code)), Said("one of {known}", known=", ".join(law.guarantees)), Said("mend it"))])


def _owed(one: Arrears, ids: Any) -> list[dict[str, Any]]:
    from zhyto.rights.rights import STATES, UNKNOWN

    names = ids.gather(one.entity)
    columns = zip(names, one.month, one.before, one.after, one.state_before, one.state_after, one.difference, one.settled, strict=True)
    return [
        {"entity_id": name, "guarantee": one.guarantee.code, "month": dates.format_month(int(month)),
         "before_uah": None if was == UNKNOWN else format_amount(int(before)), "after_uah": None if now == UNKNOWN else format_amount(int(after)),
         "state_before": STATES[was], "state_after": STATES[now], "difference_uah": format_amount(int(change)) if settled else None}
        for name, month, before, after, was, now, change, settled in columns
    ]  # fmt: skip


def _owed_told(law: Law, found: Sequence[Arrears], lang: str) -> str:
    symbol = currency(law, lang)
    heads = {"uk": ("Гарантія", "рядків", "доплатити", "зайве", "невідомо"), "en": ("Guarantee", "rows", "owed", "over", "unknown")}[lang]
    rows = []
    for one in found:
        if len(one.entity):
            change = one.difference
            up, down = int(change[change > 0].sum()), -int(change[change < 0].sum())
            rows.append((one.guarantee.label[lang], str(len(one.entity)), speak_amount(up, lang, symbol), speak_amount(down, lang, symbol),
                         str(int((~one.settled).sum()))))  # fmt: skip
    if not rows:
        return {"uk": "За пізнішими відомостями нічого не змінилося.", "en": "What is known later changes nothing."}[lang]
    return "\n".join(columns([heads, *rows]))
