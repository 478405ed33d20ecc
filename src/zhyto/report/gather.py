"""From a run to the page for people: every figure of the report, taken from the run and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

import numpy as np

from zhyto import __version__, dates
from zhyto.engine.trace import Basis, basis, standing
from zhyto.fairshare import RULES, Instance, alternatives, compare, curve, unconditional
from zhyto.hardship import MISSED_BY_LAW, REASONS, household_total
from zhyto.law.declare import SURE, Dated, Label, Parameter
from zhyto.law.model import Law
from zhyto.reconcile import KINDS, Findings
from zhyto.register.columns import Bools, Ints
from zhyto.report.data import (
    UNPAID,
    Checks,
    Example,
    FindingRow,
    Fund,
    FundExtra,
    FundFlow,
    FundGroup,
    FundLog,
    FundRule,
    FundSource,
    GuaranteeRow,
    Hardship,
    HardshipReasonRow,
    HromadaRow,
    LawFact,
    MissingFact,
    NotComputed,
    NotJudged,
    Reading,
    ReportData,
)
from zhyto.report.speak import day as spoken_day
from zhyto.report.speak import month as spoken_month
from zhyto.report.speak import short_amount
from zhyto.report.texts import NOUNS
from zhyto.rights.accrual import Accrued, Parts, parts
from zhyto.rights.rights import CLAIMABLE, DUE, UNKNOWN, Rights
from zhyto.run import Run, Shared
from zhyto.summary import by_hromada, distinct, due_counted, part_counted
from zhyto.texts.spoken import LANGS, Lang, plural, speak_amount
from zhyto.texts.spoken import number as spoken_count

PAYERS: Mapping[str, Label] = {
    "state": {"uk": "державний бюджет", "en": "state budget"},
    "pension_fund": {"uk": "Пенсійний фонд", "en": "Pension Fund"},
    "local": {"uk": "місцевий бюджет", "en": "local budget"},
    "insurance": {"uk": "соціальне страхування", "en": "social insurance"},
}
_PAPERS: Mapping[str, Label] = {
    "incomes": {
        "uk": "відомості про доходи за місяць або позначка, що доходів не було",
        "en": "income records of the month, or a note that there was none",
    },
    "facts": {
        "uk": "документ, що підтверджує цю обставину або її відсутність",
        "en": "the document that shows this fact, or that it is absent",
    },
    "persons": {"uk": "запис у картці особи", "en": "an entry in the person's record"},
    "households": {"uk": "запис у картці домогосподарства", "en": "an entry in the household's record"},
    "law": {"uk": "уточнення самого закону: даних про нього ще немає", "en": "the law itself: what it says here is not on record yet"},
}
_NOT_IN_THE_LAW: Mapping[str, Label] = {
    "a row of a table that is not known": {"uk": "рядок таблиці закону, якого ми не знаємо", "en": "a row of a table that is not known"},
    "division by zero": {"uk": "ділення на нуль", "en": "division by zero"},
}
"""What the engine itself says is missing in the law."""
_ALTERNATIVE: Mapping[Lang, str] = {"uk": "інше прочитання:", "en": "the alternative:"}
_QUESTION: Mapping[Lang, str] = {"uk": "Відкрите питання", "en": "Open reading"}
_ORDER = {"money": 0, "ratio": 1, "date": 2}
_STEPS = 16
"""Of the curve of levels."""
_LISTED = 3
"""So many facts or figures are named in a method text; what is left is counted."""
_PARTS: tuple[tuple[Fraction, Label], ...] = (
    (Fraction(1, 4), {"uk": "більше на чверть того, чого бракує", "en": "a quarter of what is lacking more"}),
    (Fraction(1, 2), {"uk": "більше на половину того, чого бракує", "en": "half of what is lacking more"}),
    (Fraction(3, 4), {"uk": "більше на три чверті того, чого бракує", "en": "three quarters of what is lacking more"}),
    (Fraction(1), {"uk": "стільки, що вистачило б усім", "en": "enough for all"}),
)
_LIFTED: Label = {"uk": "«{}»: без умови", "en": "“{}” without its condition"}


@dataclass(frozen=True, slots=True)
class Place:
    """A hromada as a region pack describes it."""

    code: str
    label: Label
    raion: Label
    lat: float | None
    lon: float | None
    population: int | None


def report_data(
    run: Run, places: Sequence[Place], region: Label, command: str, *, seed: int | None = None, examples: tuple[Example, ...] = (),
    fund_name: Label | None = None, hide_below: int = 3, source_names: Mapping[str, Label] | None = None, flow: FundFlow | None = None,
    log: FundLog | None = None,
) -> ReportData:  # fmt: skip
    """All that the page says about a run. seed: of invented residents, None for a real register."""
    first = dates.first_day(run.month)
    currency = _currency(run.law)
    due_parts = [(right.guarantee.entity, right.of(DUE)[0]) for right in run.rights]
    unpaid_parts = [(found.of, found.entity[_unpaid(found)]) for found in run.findings]
    unclaimed_parts = [(found.of, found.entity[_of_kind(found, "unclaimed")]) for found in run.findings]
    inhabited = np.unique(run.home[run.present])
    rows = tuple(_guarantee(run, right, accrued) for right, accrued in zip(run.rights, run.accrued, strict=True))
    counted = [part_counted(run, right, accrued) for right, accrued in zip(run.rights, run.accrued, strict=True)]
    apart = household_total(run.register, run.rights, CLAIMABLE, run.home)[0] - run.together.claimable
    # What no figure of the page rests on is left to the law book.
    shown = {right.guarantee.code for right, one in zip(run.rights, run.accrued, strict=True) if right.count(DUE) or right.count(CLAIMABLE) or len(one.rows)}
    return ReportData(
        month=dates.format_month(run.month),
        region=region,
        currency=currency,
        synthetic=seed is not None,
        residents=int(np.count_nonzero(run.present)),
        households=len(inhabited),
        recipients=distinct(run, due_parts),
        unpaid_recipients=distinct(run, unpaid_parts),
        unclaimed_recipients=distinct(run, unclaimed_parts),
        guarantees=rows,
        findings=tuple(
            row for right, found, accrued in zip(run.rights, run.findings, run.accrued, strict=True) for row in _findings(found, parts(right, accrued))
        ),
        hromadas=_hromadas(run, places),
        hardship=_hardship(run),
        checks=Checks(
            run.law.digest,
            run.register.digest,
            __version__,
            command,
            run.known.isoformat() if run.known else "",
            seed,
        ),
        fund=None
        if run.shared is None
        else _fund(run, run.shared, fund_name or {"uk": "Фонд адресної допомоги", "en": "Fund of targeted assistance"}, source_names or {}, flow, log),
        # A real household could be recognised by its amounts, even without a name.
        examples=examples if seed is not None else (),
        law_facts=_law_facts(run.law, first, run.known, currency, shown),
        readings=_readings(run.law, first, run.known, shown),
        not_implemented=_not_computed(run.law),
        missing_facts=_missing(run),
        not_judged=tuple(row for right, found in zip(run.rights, run.findings, strict=True) for row in _not_judged(run, right, found)),
        gaps=_gaps(run, currency, hide_below),
        hide_below=hide_below,
        due_apart=sum(int(right.of(DUE)[1].sum()) for right in run.rights) - int(run.together.due.sum()),
        claimable_apart=sum(row.claimable_amount for row in rows) - sum(one[2] for one in counted),
        at_once_apart=sum(row.at_once for row in rows) - sum(one[3] for one in counted),
        apart_households=int(np.count_nonzero(apart)),
    )


def _currency(law: Law) -> Label:
    known = law.pack.get("currency") or {}
    return {"uk": str(known.get("symbol_uk", "")), "en": str(known.get("symbol_en", known.get("code", "")))}


def _of_kind(found: Findings, *kinds: str) -> Bools:
    return np.isin(found.kind, [KINDS.index(kind) for kind in kinds])


def _unpaid(found: Findings) -> Bools:
    return _of_kind(found, *UNPAID) & (found.difference < 0)


def paid_of_due(run: Run, right: Rights) -> Ints:
    """Kopecks paid for the month on each row of a right that is due and counted (`due_counted`), no more than is due to it."""
    rows, due = due_counted(run, right)
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    paid = np.zeros(right.size, dtype=np.int64)
    payments = run.register.payments.get(right.guarantee.code)
    if payments is not None:
        as_of = dates.FAR_FUTURE if run.known is None else dates.day_number(run.known)
        meant = (payments.month == right.month) & (payments.paid_on <= as_of) & (payments.recorded <= as_of)
        np.add.at(paid, payments.entity[meant], payments.amount[meant])
    return np.clip(paid[rows], 0, due)


def _guarantee(run: Run, right: Rights, accrued: Accrued) -> GuaranteeRow:
    law, code = run.law, right.guarantee.code
    due, due_amount = right.of(DUE)
    part = parts(right, accrued)
    once, can = (part.states == DUE) & (part.at_once > 0), part.states == CLAIMABLE
    rests = basis(law, code, dates.first_day(right.month), run.known)
    rule = law.version(code, dates.first_day(right.month), run.known)
    method = _method(law, rests, right.guarantee.summary, _currency(law))
    return GuaranteeRow(
        code=code, label=right.guarantee.label, entity=cast(Any, right.guarantee.entity), payer=PAYERS[right.guarantee.payer],
        due=len(due), due_amount=int(due_amount.sum()), paid_amount=int(paid_of_due(run, right).sum()),
        claimable=int(np.count_nonzero(can)), claimable_amount=int(part.monthly[can].sum()),
        unknown=right.count(UNKNOWN), cite=rule.cite or rule.missing if rule else right.law,
        summary=right.guarantee.summary,
        method=method, standing=standing(law, right.guarantee, dates.first_day(right.month), run.known),
        due_once=int(part.at_once[once].sum()), once_count=int(np.count_nonzero(once)),
        at_once=int(part.at_once[can].sum()), at_once_count=int(np.count_nonzero(part.at_once[can])),
    )  # fmt: skip


def _listed(items: Sequence[str], lang: Lang) -> str:
    """Items in a row; those beyond the first few are counted."""
    shown = "; ".join(_lower(item) for item in items[:_LISTED])
    left = len(items) - _LISTED
    return shown + ("" if left <= 0 else f"; і ще {left}" if lang == "uk" else f"; and {left} more")


def _lower(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it is a numeral or an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or (text[1:2] == " " and text[:1].isalpha()) else text


def _method(law: Law, rests: Basis, summary: Label, currency: Label) -> Label:
    """Facts that are looked at and figures of the law that are used, by name and value."""
    said = {}
    for lang in LANGS:
        facts = list(dict.fromkeys(law.label(name, lang) for name in rests.facts))
        figures = []
        for name, dated in sorted(rests.figures, key=lambda item: _ORDER.get(law.parameters[item[0]].unit, len(_ORDER))):
            if dated.value is not None:
                parameter = law.parameters[name]
                figures.append(f"{parameter.label[lang]}: {spoken_value(dated, parameter.unit, currency, _choices(law, parameter))[lang]}")
        words = ("Що перевіряють", "Числа закону") if lang == "uk" else ("What is checked", "Figures of the law")
        parts = [f"{words[0]}: {_listed(facts, lang)}."] if facts else []
        parts += [f"{words[1]}: {_listed(figures, lang)}."] if figures else []
        said[lang] = " ".join(parts) or summary[lang]
    return {"uk": said["uk"], "en": said["en"]}


def _findings(found: Findings, part: Parts) -> list[FindingRow]:
    rows = []
    for kind in KINDS:
        chosen = _of_kind(found, kind)
        if chosen.any() and kind == "unclaimed":
            entity = found.entity[chosen]
            monthly, at_once = part.on(part.monthly, entity), part.on(part.at_once, entity)
            rows.append(FindingRow(kind, found.guarantee, len(entity), int(monthly.sum()), int(at_once.sum()), int(np.count_nonzero(at_once))))
        elif chosen.any():
            rows.append(FindingRow(kind, found.guarantee, int(np.count_nonzero(chosen)), int(np.abs(found.difference[chosen]).sum())))
    return rows


def _hromadas(run: Run, places: Sequence[Place]) -> tuple[HromadaRow, ...]:
    register = run.register
    many = len(register.hromadas) + 1
    due = by_hromada(run, "household", np.arange(register.households), run.together.due)
    paid, unpaid_amount, unclaimed_amount = (np.zeros(many, dtype=np.int64) for _ in range(3))
    for right, found, accrued in zip(run.rights, run.findings, run.accrued, strict=True):
        entity = right.guarantee.entity
        part = parts(right, accrued)
        paid += by_hromada(run, entity, due_counted(run, right)[0], paid_of_due(run, right))
        late, open_ = _unpaid(found), _of_kind(found, "unclaimed")
        unpaid_amount += by_hromada(run, entity, found.entity[late], -found.difference[late])
        unclaimed_amount += by_hromada(run, entity, found.entity[open_], part.on(part.monthly, found.entity[open_]))
    unpaid = _distinct_by_hromada(run, [(found.of, found.entity[_unpaid(found)]) for found in run.findings])
    unclaimed = _distinct_by_hromada(run, [(found.of, found.entity[_of_kind(found, "unclaimed")]) for found in run.findings])
    hard = run.hardship
    by_reason = [by_hromada(run, "household", hard.household[hard.reason == code]) for code in range(len(REASONS))]
    short = by_hromada(run, "household", hard.household, hard.shortfall)
    given = by_hromada(run, "household", run.shared.rows, run.shared.sharing.share) if run.shared else None
    described = {place.code: place for place in places}
    rows_out = []
    residents = by_hromada(run, "person", np.flatnonzero(run.present))
    for place, code in enumerate((*register.hromadas, "")):
        if not residents[place]:
            continue
        none = {"uk": "громада не вказана", "en": "no hromada given"}
        about = described.get(code, Place(code, {"uk": code, "en": code} if code else none, {"uk": "", "en": ""}, None, None, None))
        rows_out.append(HromadaRow(
            code=code or "—", label=about.label, raion=about.raion, lat=about.lat, lon=about.lon, population=int(residents[place]),
            due_amount=int(due[place]), paid_amount=int(paid[place]), unpaid=int(unpaid[place]), unpaid_amount=int(unpaid_amount[place]),
            unclaimed=int(unclaimed[place]), unclaimed_amount=int(unclaimed_amount[place]),
            hardship=int(sum(part[place] for part in by_reason)),
            hardship_due_not_paid=int(by_reason[0][place]), hardship_unclaimed=int(by_reason[1][place]),
            hardship_missed_by_law=int(by_reason[2][place]), shortfall=int(short[place]),
            fund_share=None if given is None else int(given[place]),
        ))  # fmt: skip
    return tuple(rows_out)


def _distinct_by_hromada(run: Run, parts: Sequence[tuple[str, Any]]) -> Ints:
    total = np.zeros(len(run.register.hromadas) + 1, dtype=np.int64)
    for entity in ("person", "household"):
        rows = [rows for of, rows in parts if of == entity and len(rows)]
        if rows:
            total += by_hromada(run, entity, np.unique(np.concatenate(rows)))
    return total


def _hardship(run: Run) -> Hardship:
    hard = run.hardship
    line_rule = str(run.law.pack["line"])
    label: Label = {
        "uk": f"Це сума за всіх членів домогосподарства; для кожного береться «{_lower(run.law.label(line_rule, 'uk'))}».",
        "en": f"It is the sum over all members of the household; for each the “{_lower(run.law.label(line_rule, 'en'))}” is taken.",
    }
    rests = basis(run.law, line_rule, dates.first_day(run.month), run.known)
    return Hardship(
        line=label, judged=hard.judged, unknown=hard.no_resources + hard.open_rights + hard.no_payments,
        reasons=tuple(
            HardshipReasonRow(
                cast(Any, name), int(np.count_nonzero(hard.reason == code)), int(hard.persons[hard.reason == code].sum()),
                int(hard.shortfall[hard.reason == code].sum()),
            )
            for code, name in enumerate(REASONS)
        ),
        unverified=any(dated.mark not in SURE for _, dated in rests.figures) or any(rule.mark not in SURE for rule in rests.rules),
    )  # fmt: skip


def _level(resources: Ints, line: Ints) -> int:
    """The lowest share of the line in basis points, rounded down: a level is never shown higher than it is."""
    return int((resources * 10_000 // line).min()) if len(line) else 10_000


def _promised(case: Instance) -> bool:
    """Whether a source promises a minimum: with less money than it takes there is no sharing to draw."""
    return any(bool(np.any(np.asarray(source.least) > 0)) for source in case.sources)


def _fund(run: Run, shared: Shared, name: Label, names: Mapping[str, Label], flow: FundFlow | None, log: FundLog | None) -> Fund:
    case, given = shared.case, shared.sharing.share
    after = shared.resources + given
    lacking = int(np.maximum(shared.line - shared.resources, 0).sum())
    left = lacking - int(given.sum())
    called = {source.name: names.get(source.name, {"uk": source.name, "en": source.name}) for source in case.sources}
    # Money without a condition reaches everyone; where there is none, the first source grows.
    grows = next((source for source in case.sources if source.serves is None and source.most is None), case.sources[0])
    more = {extra: label for part, label in _PARTS if (extra := left * part.numerator // part.denominator)}
    points = curve(case, grows.name, [grows.amount + extra for extra in more]).rows(named=True) if more else []
    extras = [_extra(label, extra, point) for (extra, label), point in zip(more.items(), points, strict=True)]
    for source in case.sources if left else ():
        if source.serves is not None:
            label = {lang: _LIFTED[lang].format(called[source.name][lang]) for lang in called[source.name]}
            extras.append(_extra(label, 0, curve(unconditional(case, source.name), source.name, [source.amount]).row(0, named=True)))
    # From nothing to enough for all, or to what there is, in even steps.
    amounts = sorted({(grows.amount + left) * step // _STEPS for step in range(_STEPS + 1)})
    others = shared.fund - grows.amount
    drawn = curve(case, grows.name, amounts).select("amount", "lowest_bp").rows() if len(amounts) > 2 and not _promised(case) else []
    return Fund(
        name=name, amount=shared.fund, given=int(given.sum()), level=_level(after, shared.line),
        level_before=_level(shared.resources, shared.line),
        helped=int(np.count_nonzero(given)), lifted=int(np.count_nonzero((given > 0) & (after >= shared.line))), shortfall=lacking,
        certificate=not shared.failures, measure="line", extras=tuple(extras), curve=tuple((amount + others, level) for amount, level in drawn), sources=tuple(
            FundSource(called[source.name], source.amount, int(column.sum()), int(np.count_nonzero(column)))
            for source, column in zip(case.sources, shared.sharing.split.T, strict=True)
        ) if len(case.sources) > 1 else (), groups=_groups(shared, after, called), rules=_rules(run, shared) if left else (), flow=flow, log=log,
    )  # fmt: skip


def _extra(label: Label, extra: int, point: Mapping[str, Any]) -> FundExtra:
    return FundExtra(label, extra, point["lowest_bp"], point["lifted"], point["gap_left"], point["cost_per_lifted"])


def _groups(shared: Shared, after: Ints, called: Mapping[str, Label]) -> tuple[FundGroup, ...]:
    """Households by the sources that may pay them, as the certificate has them, and the lowest level each group reached."""
    case, certificate = shared.case, shared.sharing.certificate
    may = {source.name: np.ones(len(case), np.bool_) if source.serves is None else np.asarray(source.serves) for source in case.sources}
    groups = []
    for group in certificate["groups"]:
        here = np.logical_and.reduce([may[name] == (name in group["sources"]) for name in may])
        stopped = [certificate["stops"][stop]["sources"] for stop, _ in group["bounded"]]
        groups.append(FundGroup(
            tuple(called[name] for name in group["sources"]), group["households"], group["helped"], group["lifted"],
            _level(after[here], shared.line[here]), tuple(tuple(called[name] for name in names) for names in stopped),
        ))  # fmt: skip
    return tuple(groups)


def _rules(run: Run, shared: Shared) -> tuple[FundRule, ...]:
    """What each rule would do with the same sources; the public seed of the lottery is the month."""
    chosen = run.hardship.reason == MISSED_BY_LAW
    made = alternatives(
        shared.case, heads=run.hardship.persons[chosen], household_id=run.register.household_id.gather(shared.rows), seed=dates.format_month(run.month)
    )
    return tuple(
        FundRule(RULES[row["rule"]], row["lowest_bp"], row["helped"], row["lifted"], row["gap_left"], row["gini_bp"])
        for row in compare(shared.case, made).iter_rows(named=True)
    )


def spoken_value(dated: Dated, unit: str, currency: Label, choices: Mapping[str, Label] | None = None) -> Label:
    """A figure of the law as shown to people. choices: names of the rows of a table."""
    value = dated.value
    if value is None:
        return {"uk": "невідомо", "en": "not known"}
    if isinstance(value, date):
        return {lang: spoken_day(value.isoformat(), lang) for lang in LANGS}
    if isinstance(value, tuple):
        return {lang: _brackets(value, unit, lang, currency[lang]) for lang in LANGS}
    if isinstance(value, Fraction):
        return {lang: _number(value, unit, lang, currency[lang]) for lang in LANGS}
    rows = {key: row for key, row in sorted(value.items(), key=lambda item: item[0] == "none") if row}
    names = {key: (choices or {}).get(key, {"uk": key, "en": key}) for key in rows}
    return {lang: ", ".join(f"{names[key][lang]} — {_number(row, unit, lang, currency[lang])}" for key, row in rows.items()) for lang in LANGS}


def _choices(law: Law, parameter: Parameter) -> Mapping[str, Label]:
    """Names of the rows of a table, the one for none of the choice's values too."""
    return {**law.inputs[parameter.by].values, "none": {"uk": "жодного з них", "en": "none of them"}} if parameter.by in law.inputs else {}


def _brackets(scale: tuple[Any, ...], unit: str, lang: Lang, currency: str) -> str:
    """A scale by thresholds; those that give nothing are left out."""
    words = {"uk": ("від", "понад"), "en": ("from", "above")}[lang]
    parts = [
        f"{words[step.above]} {_number(step.threshold, '', lang, '')} — {_number(step.value, unit, lang, currency)}"
        for step in scale
        if step.value
    ]
    return ", ".join(parts)


_UNITS: Mapping[str, Mapping[Lang, tuple[str, ...]]] = {
    "m2": {"uk": ("м²",) * 3, "en": ("m²",) * 2},
    "years": {"uk": ("рік", "роки", "років"), "en": ("year", "years")},
    "months": {"uk": ("місяць", "місяці", "місяців"), "en": ("month", "months")},
}


def _number(value: Fraction, unit: str, lang: Lang, currency: str) -> str:
    if unit == "money":
        return speak_amount(int(value * 100), lang, currency)
    after = ""
    if unit == "ratio":
        value, after = value * 100, "\u00a0%" if lang == "uk" else "%"
    elif unit in _UNITS:
        after = f"\u00a0{plural(int(value), lang, _UNITS[unit][lang])}"
    if value.denominator == 1:
        text = str(value.numerator)
    elif 10**9 % value.denominator == 0:
        text = f"{value.numerator / value.denominator:.9f}".rstrip("0")
    else:
        text = f"{value.numerator}/{value.denominator}"
    return (text.replace(".", ",") if lang == "uk" else text) + after


def _users(law: Law, day: date, known: date | None, shown: Collection[str]) -> dict[str, tuple[dict[str, Dated], dict[str, Any]]]:
    found = {}
    for code in (code for code in law.guarantees if code in shown):
        rests = basis(law, code, day, known)
        found[code] = (dict(rests.figures), {rule.where: rule for rule in rests.rules})
    return found


def _law_facts(law: Law, day: date, known: date | None, currency: Label, shown: Collection[str]) -> tuple[LawFact, ...]:
    users = _users(law, day, known, shown)
    facts: dict[str, LawFact] = {}
    for name, parameter in law.parameters.items():
        codes = tuple(code for code, (figures, _) in users.items() if name in figures and figures[name].mark not in SURE)
        if codes:
            dated = users[codes[0]][0][name]
            facts[name] = LawFact(parameter.label, spoken_value(dated, parameter.unit, currency, _choices(law, parameter)), dated.since.isoformat(), dated.mark,
                                  _sides(dated.source or dated.cite), codes)  # fmt: skip
    rules: dict[str, tuple[Any, list[str]]] = {}
    for code, (_, used) in users.items():
        for where, rule in used.items():
            if rule.mark == "remembered":
                rules.setdefault(where, (rule, []))[1].append(code)
    for where, (rule, codes_of) in rules.items():
        facts[where] = LawFact(
            rule.label, {"uk": "правило", "en": "rule"}, rule.since.isoformat(), rule.mark, _sides(rule.cite), tuple(codes_of)
        )
    return tuple(facts.values())


def _sides(text: str) -> Label:
    """`українською / English` as a label; a text of one language as it is."""
    uk, _, en = text.partition(" / ")
    return {"uk": uk, "en": en or uk}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def split_note(note: str, lang: Lang) -> list[tuple[str, str, str]]:
    """Open questions of a note: number, the reading taken, the other one (empty: not written down).

    The other reading is one sentence after `Інше прочитання:` / `The alternative:`, or stands in brackets; what follows
    belongs to the first.
    """
    found = []
    for part in re.split(rf"(?={_QUESTION[lang]} \d+:)", note):
        if not part.strip():
            continue
        asked = re.match(rf"{_QUESTION[lang]} (\d+):\s*", part)
        text = part[asked.end() :].strip() if asked else part.strip()
        aside = re.search(rf"\s*\({_ALTERNATIVE[lang]}\s*(.*?)\)", text, re.IGNORECASE)
        after = re.search(rf"\s*{_ALTERNATIVE[lang]}\s*", text, re.IGNORECASE)
        other = ""
        if aside:
            text, other = text[: aside.start()] + text[aside.end() :], aside[1]
        elif after:
            other, dot, rest = text[after.end() :].partition(". ")
            text, other = f"{text[: after.start()]} {rest}".strip(), other + dot.strip()
        other = _sentence(other)
        found.append((asked[1] if asked else "", _sentence(text), other + "." if other and other[-1] != "." else other))
    return found


def _readings(law: Law, day: date, known: date | None, shown: Collection[str]) -> tuple[Reading, ...]:
    found: dict[str, tuple[Any, list[str]]] = {}
    for code, (_, used) in _users(law, day, known, shown).items():
        for where, rule in used.items():
            if rule.mark == "assumption" and rule.note:
                found.setdefault(where, (rule, []))[1].append(code)
    readings = []
    for rule, codes in found.values():
        parts = {lang: split_note(rule.note.get(lang) or rule.note.get("uk", ""), lang) for lang in LANGS}
        if len(parts["uk"]) != len(parts["en"]):
            parts = {lang: [("", rule.note.get(lang, ""), "")] for lang in LANGS}
        for (number, taken, other), (_, taken_en, other_en) in zip(parts["uk"], parts["en"], strict=True):
            # A remark without another way to read the law stands in the law book.
            if not (other or number):
                continue
            readings.append(
                Reading(rule.label, number, {"uk": taken, "en": taken_en}, {"uk": other, "en": other_en} if other else {}, tuple(codes))
            )
    return tuple(readings)


def _not_computed(law: Law) -> tuple[NotComputed, ...]:
    """Provisions that give `unknown`; those absent for one reason over one time share a row."""
    absent: dict[tuple[str, str, str], list[str]] = {}
    for name, versions in law.rules.items():
        for rule in versions:
            if rule.state == "not_implemented":
                absent.setdefault((rule.since.isoformat(), rule.until.isoformat() if rule.until else "", rule.missing), []).append(name)
    rows = []
    for (since, until, missing), names in absent.items():
        label: Label = {lang: "; ".join(dict.fromkeys(law.label(name, lang) for name in names)) for lang in LANGS}
        if len(names) > 2 and set(names) == set(law.guarantees):
            label = {"uk": "Усі гарантії", "en": "All guarantees"}
        rows.append(NotComputed(label, since, until, _sides(missing), tuple(name for name in names if name in law.guarantees)))
    return tuple(rows)


def _missing(run: Run) -> tuple[MissingFact, ...]:
    counted: dict[str, tuple[int, list[str]]] = {}
    for right in run.rights:
        for bit, name in enumerate(right.missing_names):
            number = int(np.count_nonzero(right.lacking >> np.uint64(bit) & np.uint64(1)))
            if number:
                before, codes = counted.get(name, (0, []))
                counted[name] = (before + number, [*codes, right.guarantee.code])
    rows = []
    for name, (number, codes) in sorted(counted.items(), key=lambda item: -item[1][0]):
        if name.startswith("law: "):
            text = name.removeprefix("law: ")
            known = text in run.law.types
            label: Label = {lang: _sentence(run.law.label(text, lang) if known else _NOT_IN_THE_LAW.get(text, _sides(text))[lang]) for lang in LANGS}
            paper = _PAPERS["law"]
        else:
            label, paper = run.law.inputs[name].label, _PAPERS.get(run.law.inputs[name].source, _PAPERS["facts"])
        rows.append(MissingFact(label, paper, tuple(codes), number))
    return tuple(rows)


def _not_judged(run: Run, right: Rights, found: Findings) -> list[NotJudged]:
    if not found.not_covered:
        return []
    why = {
        "uk": "таблиця виплат не охоплює цей місяць у цих громадах повністю",
        "en": "the payments table does not cover this month in these hromadas in full",
    }
    _, due = right.of(DUE)
    unpaid = int(-found.difference[_unpaid(found)].sum())
    gap = int(due.sum()) - int(paid_of_due(run, right).sum()) - unpaid
    return [NotJudged(right.guarantee.code, found.not_covered, max(gap, 0), why)]


def _gaps(run: Run, currency: Label, hide_below: int) -> tuple[Label, ...]:
    hard = run.hardship
    found: list[Label] = []

    def households(count: int, lang: Lang) -> str:
        if 0 < count < hide_below:
            return f"домогосподарств: менш як {hide_below}" if lang == "uk" else f"fewer than {hide_below} households"
        return f"{spoken_count(count, lang)}\u00a0{plural(count, lang, NOUNS['household'][lang])}"

    for count, uk, en in (
        (hard.no_resources, "доходи за місяць відомі не про всіх їхніх членів", "the incomes of the month are not known for all members"),
        (hard.open_rights, "за відомими доходами вони нижчі від межі, але невідоме право могло б їх підняти",
         "by their known incomes they are below it, but a right that is unknown might lift them"),
        (hard.no_payments, "виплат, від яких це залежить, не видно", "the payments on which it depends are not seen"),
    ):  # fmt: skip
        if count:
            found.append(
                {
                    "uk": f"З межею не порівняно {households(count, 'uk')}: {uk}.",
                    "en": f"Not compared with the line: {households(count, 'en')}; {en}.",
                }
            )
    if run.outside:
        months = sorted({row.month for row in run.outside})
        number, money = sum(row.payments for row in run.outside), sum(row.paid for row in run.outside)
        names = {lang: ", ".join(spoken_month(dates.format_month(month), lang) for month in months) for lang in LANGS}
        shown = {lang: f"{spoken_count(number, lang)}\u00a0{plural(number, lang, NOUNS['payment'][lang])}" for lang in LANGS}
        sums = {lang: short_amount(money, lang, currency[lang]) for lang in LANGS}
        if not 0 < number < hide_below:
            found.append({"uk": f"У реєстрі є ще {shown['uk']} на {sums['uk']} за інші місяці ({names['uk']}); тут їх не перевіряли.",
                          "en": f"The register also holds {shown['en']} of {sums['en']} for other months ({names['en']}); they were not "
                          "checked here."})  # fmt: skip
    return tuple(found)
