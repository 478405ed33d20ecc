"""The command line: the same verbs as the library. Prints; reads and writes through `zhyto.io`."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from zhyto import __version__, dates
from zhyto.faults import Fault, InputRefused
from zhyto.money import format_amount, parse_amount, speak_amount

if TYPE_CHECKING:
    from zhyto.io.packs import Pack
    from zhyto.law.model import Law
    from zhyto.run import Progress, Run

LANGUAGES = click.Choice(["uk", "en"])


class Month(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01`."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A month index."""
        found = value if isinstance(value, int) else dates.parse_month(str(value))
        if found is None:
            self.fail(f"{value!r} is not a month; write YYYY-MM, for example 2026-01", param, ctx)
        if not 1900 * 12 <= found < 2200 * 12:
            self.fail(f"{value!r} is out of reach; write a month from 1900-01 to 2199-12", param, ctx)
        return found


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01-31`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD, for example 2026-01-31", param, ctx)


class Part(click.FloatRange):
    """`0.02`: more than 0, at most 1."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """A number in that range."""
        found = float(super().convert(value, param, ctx))
        if isnan(found):
            self.fail(f"{value!r} is not a number", param, ctx)
        return found


PART = Part(0, 1, min_open=True)


class Amount(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`5000000` or `5000000.50`, in hryvnias (or the law's own currency)."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Kopecks."""
        found = value if isinstance(value, int) else parse_amount(str(value))
        if found is None or found < 0:
            self.fail(f"{value!r} is not an amount; write it with at most two decimals, for example 5000000 or 1234.50", param, ctx)
        if found >= 10**17:
            self.fail(f"{value!r} is too much; write less than 1000000000000000", param, ctx)
        return found


def refuse(refused: InputRefused, as_json: bool) -> NoReturn:
    """Print every fault on its own line and leave with exit code 2."""
    if as_json:
        click.echo(json.dumps({"faults": [asdict(fault) for fault in refused.faults]}, ensure_ascii=False, indent=1))
    else:
        for fault in refused.faults:
            click.echo(str(fault), err=True)
    sys.exit(2)


@contextmanager
def refusals(as_json: bool) -> Iterator[None]:
    """Faults of input and of the law as messages, never as tracebacks; Ctrl-C as a message and exit code 130."""
    stopped = False

    def stop(*_: Any) -> NoReturn:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    # A library may turn the interrupt into an error of its own, so it is remembered, not only raised.
    ordinary = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ordinary:
        signal.signal(signal.SIGINT, stop)
    try:
        yield
    except BaseException as error:
        if stopped or isinstance(error, KeyboardInterrupt):
            click.echo("Зупинено. Нічого не записано. / Stopped. Nothing was written.", err=True)
            sys.exit(130)
        refused = _refused(error)
        if refused is None:
            raise
        refuse(refused, as_json)
    finally:
        if ordinary:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _refused(error: BaseException) -> InputRefused | None:
    """An error that is the input's, as its faults; None for one that is ours."""
    from zhyto.law.reference import LawConflict

    if isinstance(error, InputRefused):
        return error
    if isinstance(error, FileExistsError):
        expected = "a new or empty folder, or one with earlier results"
        return InputRefused([Fault("--out", 0, "", str(error), expected, "name another with --out")])
    if isinstance(error, OSError):
        place = Path(error.filename or "file")
        # A name with a dot in front is a file of ours on the way to its place.
        place = place.parent if place.name.startswith(".") else place
        expected = "a file or folder that can be read and written"
        return InputRefused([Fault(str(place), 0, "", error.strerror or str(error), expected, "check it")])
    if isinstance(error, LawConflict):
        return InputRefused([Fault("law", 0, "", str(error), "a law without contradictions", "mend the rules, or ask for another month")])
    return None


@contextmanager
def progress_bars(quiet: bool, lang: str) -> Iterator[Progress]:
    """Progress of each stage on a terminal; a line per stage elsewhere."""
    names = {
        "make": ("Створюю область", "Making the region"), "read": ("Читаю реєстр", "Reading the register"),
        "rights": ("Обчислюю права", "Computing rights"), "reconcile": ("Порівнюю з виплаченим", "Comparing with payments"),
        "hardship": ("Шукаю скруту", "Finding hardship"), "share": ("Ділю фонд", "Sharing the fund"), "write": ("Записую", "Writing"),
    }  # fmt: skip
    word = {stage: texts[0 if lang == "uk" else 1] for stage, texts in names.items()}
    if quiet:
        yield lambda *_: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        with Bars(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as bars:
            tasks: dict[str, TaskID] = {}

            def tell(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(word.get(stage, stage), total=total or 1)
                bars.update(tasks[stage], completed=done or (0 if total else 1), total=total or 1)

            yield tell
    else:
        said: set[str] = set()

        def say(stage: str, done: int, total: int) -> None:
            del done, total
            if stage not in said:
                said.add(stage)
                click.echo(f"{word.get(stage, stage)}…", err=True)

        yield say


def pack_of(code: str, kind: str) -> Pack:
    """A pack by code or folder; "" for the default region. Raises InputRefused."""
    from zhyto.io.packs import find_packs, load_pack

    if code and Path(code).is_dir():
        return load_pack(Path(code))
    packs = find_packs()
    if not code:
        chosen = [pack for pack in packs.values() if pack.sheet.get("kind") == kind and pack.sheet.get("default") == "true"]
        chosen = chosen or [pack for pack in packs.values() if pack.sheet.get("kind") == kind]
        if chosen:
            return chosen[0]
    if code in packs and packs[code].sheet.get("kind") == kind:
        return packs[code]
    known = ", ".join(name for name, pack in packs.items() if pack.sheet.get("kind") == kind)
    raise InputRefused([Fault("packs", 0, kind, repr(code), f"a {kind} pack ({known}) or its folder", "mend the name")])


def law_of(law: str, region: str) -> Law:
    """The law named, or that of the region."""
    from zhyto.io.packs import load_law

    return load_law((pack_of(law, "country") if law else _law_pack(region)).folder)


def _law_pack(region: str) -> Pack:
    if region == "none":
        return pack_of("", "country")
    return pack_of(str(pack_of(region, "region").sheet["law"]), "country")


def known_hromadas(region: str) -> list[str] | None:
    """Codes that exist in the region; None: any (`--region none`)."""
    if region == "none":
        return None
    from zhyto.io.region import load_region

    return [str(code) for code in load_region(pack_of(region, "region").folder).hromadas["code"]]


def _threads() -> int:
    return min(os.cpu_count() or 1, 8)


def _currency(law: Law, lang: str) -> str:
    return str((law.pack.get("currency") or {}).get(f"symbol_{lang}", ""))


common = [
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("--lang", type=LANGUAGES, default="uk", envvar="ZHYTO_LANG", show_default=True, help="Language of what is said."),
]
packs = [
    click.option("--law", "law_code", default="", help="Country pack: its code or folder (default: the region's)."),
    click.option("--region", default="", help="Region pack: its code or folder; `none` accepts any hromada codes."),
]


def options(*groups: list[Any]) -> Callable[[Any], Any]:
    """Several options on a command."""

    def add(command: Any) -> Any:
        for group in reversed(groups):
            for option in reversed(group):
                command = option(command)
        return command

    return add


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhyto")
def main() -> None:
    """Жито: що належить за законом, що виплачено, кого закон минає, як чесно поділити фонд.

    What is due by law, what was paid, whom the law misses, how a fund is shared.
    """


@main.command()
@click.option("--share", type=PART, default=1.0, show_default=True, help="Part of the region's residents to make.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed makes the same residents.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/demo"), show_default=True, help="Folder for the results.")
@click.option("--month", type=Month(), default="2026-01", show_default=True)
@click.option("--fund", type=Amount(), default="20000000", show_default=True, help="Money to share among those whom the law misses.")
@click.option("--region", default="", help="Region pack: its code or folder.")
@options(common)
def demo(share: float, seed: int, out: Path, month: int, fund: int, region: str, as_json: bool, lang: str) -> None:
    """Make a synthetic region, run everything on it, say what was found."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.packs import load_law
        from zhyto.io.region import load_region
        from zhyto.io.results import refuse_other_content
        from zhyto.io.writer import write_register
        from zhyto.rights import find_rights
        from zhyto.run import Stages, run
        from zhyto.synthetic import make_register

        refuse_other_content(out)
        place = pack_of(region, "region")
        law = load_law(pack_of(str(place.sheet["law"]), "country").folder)
        pack = load_region(place.folder)
        stages = Stages()
        with stages.stage("make"):
            tell("make", 0, 1)
            register, truth = make_register(
                pack, seed, month, law.inputs, list(law.guarantees),
                lambda rows, at, known, codes: find_rights(law, rows, at, known, codes=codes, threads=_threads()), share=share,
            )  # fmt: skip
            tell("make", 1, 1)
        found = run(law, register, month, fund=fund, threads=_threads(), progress=tell, stages=stages)
        command = f"zhyto demo --share {share} --seed {seed} --month {dates.format_month(month)} --fund {format_amount(fund)}"
        _publish(
            found, out, region, command, tell, "csv", False, lang, as_json, seed=seed, truth=truth,
            beside=lambda folder: write_register(register, folder / "register", "parquet", law.inputs, law.guarantees),
        )  # fmt: skip


@main.command(name="run")
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--fund", type=Amount(), default=None, help="Money to share among those whom the law misses.")
@click.option("--tolerance", type=Amount(), default="0", show_default=True, help="Differences up to this amount are no findings.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/run"), show_default=True, help="Folder for the results.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Also list rights that are not due.")
@options(packs, common)
def run_command(
    register: Path, month: int, known_on: date | None, fund: int | None, tolerance: int, out: Path, form: Any, everything: bool,
    law_code: str, region: str, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Compute what is due on a register, compare it with payments, find hardship, share a fund."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.register import read_register
        from zhyto.io.results import refuse_other_content
        from zhyto.run import Stages, run

        refuse_other_content(out)
        if Path(os.path.abspath(out)) in (Path(os.path.abspath(register)), *Path(os.path.abspath(register)).parents):
            raise FileExistsError(f"{out} holds the register itself, which results would replace")
        law = law_of(law_code, region)
        stages = Stages()
        with stages.stage("read"):
            tell("read", 0, 1)
            people = read_register(register, law.inputs, known_hromadas(region), law.guarantees)
            tell("read", 1, 1)
        found = run(law, people, month, known_on, fund=fund, tolerance=tolerance, threads=_threads(), progress=tell, stages=stages)
        known = f" --known-on {known_on}" if known_on else ""
        money = f" --fund {format_amount(fund)}" if fund is not None else ""
        more = "".join(f" --{name} {value}" for name, value in (("law", law_code), ("region", region)) if value)
        more += f" --tolerance {format_amount(tolerance)}" if tolerance else ""
        command = f"zhyto run {register.name} --month {dates.format_month(month)}{known}{money}{more}"
        _publish(found, out, region, command, tell, form, everything, lang, as_json)


def _publish(
    found: Run, out: Path, region: str, command: str, tell: Progress, form: Any, everything: bool, lang: str, as_json: bool, *,
    seed: int | None = None, truth: Any = None, beside: Callable[[Path], None] | None = None,
) -> None:  # fmt: skip
    from zhyto.examples import examples_of
    from zhyto.io.results import write_results
    from zhyto.publish import Place, report_data
    from zhyto.report import render
    from zhyto.summary import counts, tables

    label = {"uk": found.register.name, "en": found.register.name}
    places: list[Place] = []
    if region != "none":
        from zhyto.io.region import load_region

        pack = load_region(pack_of(region, "region").folder)
        label = dict(pack.label)
        rows = pack.hromadas.iter_rows(named=True)
        places = [
            Place(row["code"], {"uk": row["name_uk"], "en": row["name_en"]}, {"uk": row["raion_uk"], "en": row["raion_en"]},
                  row["lat"], row["lon"], row["population_2022"]) for row in rows
        ]  # fmt: skip
    with found.stages.stage("write"):
        tell("write", 0, 1)
        data = report_data(found, places, label, command, seed=seed, examples=examples_of(found))
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
        click.echo(_told(found, summary, out, lang))


_FOUND = {
    "missing": ("належить, не виплачено", "due, not paid"),
    "short": ("виплачено менше, ніж належить", "paid less than is due"),
    "undecided_late": ("рішення прострочене", "decision overdue"),
    "unclaimed": ("право є, заяви немає", "a right nobody claimed"),
    "over": ("виплачено більше, ніж належить", "paid more than is due"),
    "undue": ("виплачено без права", "paid without a right"),
    "unexplained": ("записи суперечать одні одним", "records contradict each other"),
}


def _told(found: Run, summary: dict[str, Any], out: Path, lang: str) -> str:
    """What was found, in a few lines."""
    currency = _currency(found.law, lang)

    def say(uk: str, en: str) -> str:
        return uk if lang == "uk" else en

    def money(kopecks: int) -> str:
        return speak_amount(kopecks, lang, currency)

    def kopecks(text: str) -> int:
        return parse_amount(text) or 0

    guarantees = summary["guarantees"].values()
    due, claimable = (sum(kopecks(row[name]) for row in guarantees) for name in ("due_uah", "claimable_uah"))
    persons = f"{summary['persons']:,}".replace(",", "\u00a0")
    lines = [
        f"{say('Місяць', 'Month')}: {summary['month']}; {say('мешканців', 'residents')}: {persons}",
        f"{say('Належить за законом', 'Due by law')}: {money(due)}; "
        f"{say('можна отримати за заявою', 'could be claimed')}: {money(claimable)}",
    ]
    unknown = sum(row["unknown"] for row in guarantees)
    if unknown:
        text = say("Невідомо через брак фактів або закону", "Unknown for want of facts or law")
        lines.append(f"{text}: {say('прав', 'rights')} {unknown}")
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
            total = sum(abs(kopecks(part["difference_uah"])) for part in parts)
            lines.append(f"  {say(uk, en)}: {sum(part['count'] for part in parts)} — {money(total)}")
    hard = summary["hardship"]
    missed, skipped = hard["reasons"]["missed_by_law"], sum(hard["not_judged"].values())
    text = say("Нижче межі, хоча закон більше нічого не дає", "Below the line though the law gives nothing more")
    homes = say("домогосподарств", "households")
    lines.append(f"{text}: {homes} {missed['households']}, {say('осіб', 'persons')} {missed['persons']}")
    if skipped:
        lines.append(f"  {say('з межею не порівняно, бо бракує даних', 'not compared with the line for want of data')}: {homes} {skipped}")
    fund = summary["fund"]
    if fund:
        good = say("свідоцтво перевірено", "certificate verified")
        verified = good if fund["certificate_verified"] else say("СВІДОЦТВО ХИБНЕ", "CERTIFICATE WRONG")
        lines.append(f"{say('Фонд', 'Fund')}: {money(kopecks(fund['shared_uah']))} → {homes} {fund['helped']}; {verified}")
    lines.append(f"{say('Звіт', 'Report')}: {out / 'report.html'}")
    return "\n".join(lines)


@main.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--entity", required=True, help="Id of a person or household.")
@click.option("--month", type=Month(), required=True, help="Month the rights are for, YYYY-MM.")
@click.option("--guarantee", default="", help="One guarantee only (its code), step by step.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--what-if", is_flag=True, help="Also: which single change of a fact would open the right.")
@click.option("--format", "form", type=click.Choice(["text", "html", "json", "pdf"]), default="text", show_default=True)
@click.option("--html", is_flag=True, help="The same as --format html.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="File for the page (default: print it; a PDF needs one).")
@options(packs, common)
def explain(
    register: Path, entity: str, month: int, guarantee: str, known_on: date | None, what_if: bool, form: str, html: bool, out: Path | None,
    law_code: str, region: str, as_json: bool, lang: Any,
) -> None:  # fmt: skip
    """One page for a household: what is due, what to claim, where and until when. With --guarantee: why, step by step."""
    form = "json" if as_json else "html" if html else form
    with refusals(as_json):
        from zhyto.convert import household_in_month
        from zhyto.io.letters import page_pdf, write_page
        from zhyto.io.packs import load_guide
        from zhyto.io.part import no_such_entity, read_household
        from zhyto.law.explain import explain as explained
        from zhyto.law.explain import explain_household, to_html, to_json, to_text
        from zhyto.law.reference import HOUSEHOLD, Reference

        law = law_of(law_code, region)
        if guarantee and guarantee not in law.guarantees:
            known = ", ".join(law.guarantees)
            raise InputRefused([Fault("--guarantee", 0, "", repr(guarantee), f"one of {known}", "mend it")])
        if form == "pdf" and (guarantee or out is None):
            found_text = "pdf with --guarantee" if guarantee else "pdf without --out"
            raise InputRefused([Fault("--format", 0, "", found_text, "a household's page and a file for it", "--out FILE.pdf")])
        people = read_household(register, entity, law.inputs, None, law.guarantees)
        record = household_in_month(people, law.inputs, law.guarantees, entity, month, known_on)
        if record is None:
            raise no_such_entity(register.name, entity)
        reference = Reference(law, record, month, known_on)
        place = next((place for place, member in enumerate(reference.members) if member.id == entity), HOUSEHOLD)
        if entity != record.entity.id and place == HOUSEHOLD:
            absent = f"{entity!r}, who is not a member in that month (born later, or died before)"
            raise InputRefused([Fault(register.name, 0, "entity", absent, "a person alive in the month", "choose another month")])
        found = []
        if guarantee:
            owner = place if law.guarantees[guarantee].entity == "person" else HOUSEHOLD
            every = law.guarantees[guarantee].entity == "person" and place == HOUSEHOLD
            found = [explained(reference, guarantee, at, lang) for at in (range(len(reference.members)) if every else [owner])]
        elif form == "json" or what_if:
            found = explain_household(reference, lang)
            if place != HOUSEHOLD:
                found = [item for item in found if item.entity in (place, HOUSEHOLD)]
        changes = []
        if what_if:
            from zhyto.law.inverse import single_changes
            from zhyto.law.inverse import to_text as changes_text

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

            guide = load_guide((pack_of(law_code, "country") if law_code else _law_pack(region)).folder)
            page = pages.household_page(reference, lang, guide)
            sheet = pages.sheet_of(page, guide)
            told = {**told, "page": pages.to_json(page)}
            content = page_pdf(sheet) if form == "pdf" else pages.to_html(sheet) if form == "html" else pages.to_text(sheet)
        if form == "json":
            content = json.dumps(told, ensure_ascii=False, indent=1)
        elif what_if and isinstance(content, str) and form == "text":
            content += "\n\n" + changes_text(changes, lang, _currency(law, lang))
        if out is None:
            click.echo(content)
        else:
            write_page(content, out)
            click.echo(f"{'Записано' if lang == 'uk' else 'Written'}: {out}")


@main.group()
def register() -> None:
    """Check a register, make a template for one, or a synthetic one."""


@register.command()
@click.argument("path", type=click.Path(path_type=Path))
@options(packs, common)
def check(path: Path, law_code: str, region: str, as_json: bool, lang: str) -> None:
    """Read a register and report every fault in it."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.io.register import read_register

        law = law_of(law_code, region)
        tell("read", 0, 1)
        found = read_register(path, law.inputs, known_hromadas(region), law.guarantees)
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
        from zhyto.io.template import write_template

        if file.suffix.lower() != ".xlsx":
            raise InputRefused([Fault(file.name, 0, "", f"a file ending in {file.suffix!r}", "a name ending in .xlsx", "mend it")])
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
        from zhyto.io.packs import load_law
        from zhyto.io.region import load_region
        from zhyto.io.results import write_table
        from zhyto.io.writer import refuse_other_tables, write_register
        from zhyto.rights import find_rights
        from zhyto.synthetic import make_register

        refuse_other_tables(folder)

        place = pack_of(region, "region")
        law = load_law(pack_of(str(place.sheet["law"]), "country").folder)
        tell("make", 0, 1)
        made, truth = make_register(
            load_region(place.folder), seed, month, law.inputs, list(law.guarantees),
            lambda rows, at, known, codes: find_rights(law, rows, at, known, codes=codes, threads=_threads()), share=share,
        )  # fmt: skip
        tell("make", 1, 1)
        tell("write", 0, 1)
        write_register(made, folder, form, law.inputs, law.guarantees)
        beside = folder.with_name(folder.name + "-truth.csv")
        write_table(truth, beside)
        tell("write", 1, 1)
    told = {"folder": str(folder), "truth": str(beside), "persons": made.persons, "households": made.households, "faults": len(truth)}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else f"{'Записано' if lang == 'uk' else 'Written'}: {folder}, {beside}")


@main.group()
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

        pack = pack_of(law_code, "country") if law_code else _law_pack(region)
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


if __name__ == "__main__":
    main()
