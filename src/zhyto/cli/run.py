"""`zhyto demo` and `zhyto run`: the whole road, from residents to a report."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zhyto import dates
from zhyto.cli.common import PART, Amount, Day, Month, common, currency, options, packs, progress_bars, refusals, threads
from zhyto.io.packs.named import known_places, law_of, pack_of
from zhyto.money import format_amount, parse_amount
from zhyto.texts import Said

if TYPE_CHECKING:
    from zhyto.io.synthetic.practice import Practice
    from zhyto.run import Progress, Run

_FUND: Final = 20_000_000_00
"""Kopecks that the demonstration shares in a whole region: too little for all, so that a rule is needed."""


@click.command()
@click.option("--share", type=PART, default=1.0, show_default=True, help="Part of the region's residents to make.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed makes the same residents.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/demo"), show_default=True, help="Folder for the results.")
@click.option("--month", type=Month(), default="2026-01", show_default=True)
@click.option("--fund", type=Amount(), default=None, help="Money to share among those whom the law misses (default: 20,000,000 times --share).")
@click.option("--region", default="", help="Region pack: its code or folder.")
@options(common)
def demo(share: float, seed: int, out: Path, month: int, fund: int | None, region: str, as_json: bool, lang: str) -> None:
    """Make a synthetic region, run everything on it, say what was found."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from tempfile import TemporaryDirectory

        from zhyto.io.packs.law import load_law
        from zhyto.io.packs.region import load_region
        from zhyto.io.register.writer import write_register
        from zhyto.io.run.results import refuse_other_content
        from zhyto.io.synthetic.practice import practice_offers, practise
        from zhyto.rights.rights import find_rights
        from zhyto.run import Stages, run
        from zhyto.synthetic.whole import make_register

        refuse_other_content(out)
        if fund is None:
            fund = int(_FUND * Fraction(str(share)))
        place = pack_of(region, "region")
        law = load_law(pack_of(str(place.sheet["law"]), "country").folder)
        pack = load_region(place.folder)
        stages = Stages()
        with stages.stage("make"):
            tell("make", 0, 1)
            register, truth = make_register(
                pack, seed, month, law.inputs, list(law.guarantees),
                lambda rows, at, known, codes: find_rights(law, rows, at, known, codes=codes, threads=threads()), share=share,
            )  # fmt: skip
            tell("make", 1, 1)
        offers = practice_offers(place.sheet, fund)
        found = run(law, register, month, fund=None if offers else fund, threads=threads(), progress=tell, stages=stages)
        command = f"zhyto demo --share {share} --seed {seed} --month {dates.format_month(month)} --fund {format_amount(fund)}"
        with TemporaryDirectory() as scratch:
            practice = practise(found, offers, Path(scratch) / "fund", seed, tell) if offers else None

            def beside(folder: Path) -> None:
                write_register(register, folder / "register", "parquet", law.inputs, law.guarantees)
                if practice:
                    shutil.copytree(practice.folder, folder / "fund")

            _publish(found, out, region, command, tell, "csv", False, lang, as_json, seed=seed, truth=truth, beside=beside, practice=practice)


@click.command(name="run")
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--fund", type=Amount(), default=None, help="Money to share among those whom the law misses.")
@click.option("--tolerance", type=Amount(), default="0", show_default=True, help="Differences up to this amount are no findings.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/run"), show_default=True, help="Folder for the results.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--assume", multiple=True, help="CODE=ALTERNATIVE: switch on another reading of the law (see `zhyto law assumptions`).")
@click.option("--all", "everything", is_flag=True, help="Also list rights that are not due.")
@options(packs, common)
def run_command(
    register: Path, month: int, known_on: date | None, fund: int | None, tolerance: int, out: Path, form: Any, assume: tuple[str, ...],
    everything: bool, law_code: str, region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Compute what is due on a register, compare it with payments, find hardship, share a fund."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.register.reader import read_register
        from zhyto.io.run.results import refuse_other_content
        from zhyto.run import Stages, run

        refuse_other_content(out)
        if Path(os.path.abspath(out)) in (Path(os.path.abspath(register)), *Path(os.path.abspath(register)).parents):
            raise FileExistsError(Said("{out} holds the register itself, which results would replace", out=out))
        law = law_of(law_code, region, assume)
        stages = Stages()
        with stages.stage("read"):
            tell("read", 0, 1)
            people = read_register(register, law.inputs, known_places(region), law.guarantees)
            tell("read", 1, 1)
        found = run(law, people, month, known_on, fund=fund, tolerance=tolerance, threads=threads(), progress=tell, stages=stages)
        known = f" --known-on {known_on}" if known_on else ""
        money = f" --fund {format_amount(fund)}" if fund is not None else ""
        more = "".join(
            f" --{name} {value}" for name, value in (("law", law_code), ("region", region), *(("assume", one) for one in assume)) if value
        )
        more += f" --tolerance {format_amount(tolerance)}" if tolerance else ""
        command = f"zhyto run {register.name} --month {dates.format_month(month)}{known}{money}{more}"
        _publish(found, out, region, command, tell, form, everything, lang, as_json)


def _publish(
    found: Run, out: Path, region: str, command: str, tell: Progress, form: Any, everything: bool, lang: str, as_json: bool, *,
    seed: int | None = None, truth: Any = None, beside: Callable[[Path], None] | None = None, practice: Practice | None = None,
) -> None:  # fmt: skip
    from zhyto.io.run.results import write_results
    from zhyto.report import render
    from zhyto.report.examples import examples_of
    from zhyto.report.gather import Place, report_data
    from zhyto.summary import counts, tables

    label = {"uk": found.register.name, "en": found.register.name}
    places: list[Place] = []
    if region != "none":
        from zhyto.io.packs.region import load_region

        pack = load_region(pack_of(region, "region").folder)
        label = dict(pack.label)
        rows = pack.hromadas.iter_rows(named=True)
        places = [
            Place(row["code"], {"uk": row["name_uk"], "en": row["name_en"]}, {"uk": row["raion_uk"], "en": row["raion_en"]},
                  row["lat"], row["lon"], row["population_2022"]) for row in rows
        ]  # fmt: skip
    with found.stages.stage("write"):
        tell("write", 0, 1)
        data = report_data(
            found, places, label, command, seed=seed, examples=examples_of(found), source_names=practice.names if practice else None,
            flow=practice.flow if practice else None, log=practice.log if practice else None,
        )  # fmt: skip
        summary = counts(found)
        with found.stages.stage("tables"):
            result = tables(found, everything)
        page = render(data)
        timings = {"seconds": found.stages.seconds, "peak_mib": found.stages.peak_mib}
        write_results(out, result, summary, timings, page, form, truth, beside)
        tell("write", 1, 1)
    if as_json:
        click.echo(json.dumps({**summary, "out": str(out)}, ensure_ascii=False, indent=1))
    else:
        click.echo(_told(found, summary, out, lang, practice))


_FOUND = {
    "missing": ("належить, не виплачено", "due, not paid"),
    "short": ("виплачено менше, ніж належить", "paid less than is due"),
    "undecided_late": ("рішення прострочене", "decision overdue"),
    "unclaimed": ("право є, заяви немає", "a right nobody claimed"),
    "over": ("виплачено більше, ніж належить", "paid more than is due"),
    "undue": ("виплачено без права", "paid without a right"),
    "unexplained": ("записи суперечать одні одним", "records contradict each other"),
}


def _told(found: Run, summary: dict[str, Any], out: Path, lang: str, practice: Practice | None = None) -> str:
    """What was found, in a few lines."""
    from zhyto.report.speak import percent
    from zhyto.texts.spoken import number as spoken_count
    from zhyto.texts.spoken import speak_amount

    symbol = currency(found.law, lang)

    def say(uk: str, en: str) -> str:
        return uk if lang == "uk" else en

    def money(kopecks: int) -> str:
        return speak_amount(kopecks, lang, symbol)

    def kopecks(text: str) -> int:
        return parse_amount(text) or 0

    def number(count: int) -> str:
        return spoken_count(count, lang)

    guarantees = summary["guarantees"].values()
    totals = summary["totals"]
    names = ("due_monthly_uah", "due_once_uah", "claimable_monthly_uah", "claimable_at_once_uah")
    due, due_once, claimable, at_once = (kopecks(totals[name]) for name in names)
    whole, rows = kopecks(totals["due_uah"]), kopecks(totals["not_together"]["claimable_uah"])
    each = say("щомісяця", "each month")
    least = sum(row["claimable_open"] for row in guarantees)
    lines = [
        f"{say('Місяць', 'Month')}: {summary['month']}; {say('мешканців', 'residents')}: {number(summary['persons'])}",
        f"{say('Належить за законом', 'Due by law')}: {each} {money(due)}; {say('один раз цього місяця', 'once in this month')} {money(due_once)}",
        f"{say('Можна отримати за заявою', 'Could be claimed')}: {each} {money(claimable)}; {say('одразу', 'at once')} {money(at_once)}",
    ]
    if least:
        text = say("Суми, відомі лише частково (тут «щонайменше»)", "Sums known only in part (here “at least”)")
        lines.append(f"  {text}: {say('прав', 'rights')} {number(least)}")
    if rows:
        text = say("не додано, бо разом із тим не дають", "not added, since it is not given beside that")
        lines.append(f"  {text}: {money(rows)}")
    if whole:
        read, page, reading = (kopecks(totals["due_by_law_uah"][name]) for name in ("read", "verified", "assumed"))
        sure, in_act, on_page, supposed = (percent(part, whole, lang) for part in (read + page, read, page, reading))  # type: ignore[arg-type]
        lines.append("  " + say(
            f"цілком на перевіреному законі: {sure} (прочитано в актах {in_act}, звірено за сторінками {on_page}); ще {supposed} — на ньому й на "
            "прочитанні, яке ми припускаємо; за рештою є правило чи число, яке ми пам'ятаємо",
            f"wholly on law that is known: {sure} (read in the acts {in_act}, verified on pages {on_page}); a further {supposed} on it and on a reading "
            "that is assumed; behind the rest is a rule or a figure that is remembered",
        ))  # fmt: skip
    unknown = totals["unknown"]
    if unknown:
        text = say("Невідомо через брак фактів або закону", "Unknown for want of facts or law")
        lines.append(f"{text}: {say('прав', 'rights')} {number(unknown)}")
    unwritten = []
    for code, guarantee in found.law.guarantees.items():
        rule = found.law.version(code, dates.first_day(found.month), found.known)
        if rule is None or rule.state == "not_implemented":
            unwritten.append(guarantee.label[lang])
    if unwritten:
        lines.append(f"  {say('закон цього місяця тут не записано', 'the law of this month is not written here')}: {'; '.join(unwritten)}")
    for kind, (uk, en) in _FOUND.items():
        parts = [row["findings"][kind] for row in guarantees if kind in row["findings"]]
        if parts:
            told = money(sum(abs(kopecks(part["difference_uah"])) for part in parts))
            if kind == "unclaimed":
                monthly, once = (sum(kopecks(row[f"unclaimed_{name}_uah"]) for row in guarantees) for name in ("monthly", "at_once"))
                told = f"{each} {money(monthly)}; {say('одразу', 'at once')} {money(once)}"
            lines.append(f"  {say(uk, en)}: {number(sum(part['count'] for part in parts))} — {told}")
    hard = summary["hardship"]
    missed, skipped = hard["reasons"]["missed_by_law"], sum(hard["not_judged"].values())
    text = say("Нижче межі, хоча закон більше нічого не дає", "Below the line though the law gives nothing more")
    homes = say("домогосподарств", "households")
    lines.append(f"{text}: {homes} {number(missed['households'])}, {say('осіб', 'persons')} {number(missed['persons'])}")
    if skipped:
        lines.append(f"  {say('з межею не порівняно, бо бракує даних', 'not compared with the line for want of data')}: {homes} {number(skipped)}")
    fund = summary["fund"]
    if fund:
        good = say("свідоцтво перевірено", "certificate verified")
        verified = good if fund["certificate_verified"] else say("СВІДОЦТВО ХИБНЕ", "CERTIFICATE WRONG")
        lines.append(f"{say('Фонд', 'Fund')}: {money(kopecks(fund['shared_uah']))} → {homes} {number(fund['helped'])}; {verified}")
    if practice and practice.log:
        flow, log = practice.flow, practice.log
        back = f"{say('повернено джерелам', 'given back')}: {money(flow.given_back)}"
        lines.append(f"  {say('виплачено', 'paid')}: {money(flow.paid[1])} ({number(flow.paid[0])}); {back}")
        good = say("перевірено за публічними файлами", "verified by its public files") if log.verified else say("НЕ ПЕРЕВІРЕНО", "NOT VERIFIED")
        lines.append(f"  {say('журнал', 'log')}: {say('записів', 'entries')} {number(log.entries)}, {len(log.witnesses)} {say('свідки', 'witnesses')}; {good}")
    lines.append(f"{say('Звіт', 'Report')}: {out / 'report.html'}")
    return "\n".join(lines)
