"""From a run to the page for people: every figure of the report, taken from the run and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

import numpy as np

from zhyto import __version__, dates
from zhyto.fairshare import share, tie_order
from zhyto.hardship import REASONS
from zhyto.law.declare import Dated, Label
from zhyto.law.model import Law
from zhyto.law.trace import basis
from zhyto.money import format_amount, speak_amount
from zhyto.reconcile import KINDS, Findings
from zhyto.register import Bools, Ints
from zhyto.report.data import (
    UNPAID,
    Checks,
    Example,
    FindingRow,
    Fund,
    FundExtra,
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
from zhyto.rights import CLAIMABLE, DUE, UNKNOWN, Rights
from zhyto.run import Run, Shared
from zhyto.summary import by_hromada, distinct

PAYERS: Mapping[str, Label] = {
    "state": {"uk": "державний бюджет", "en": "state budget"},
    "pension_fund": {"uk": "Пенсійний фонд", "en": "Pension Fund"},
    "local": {"uk": "місцевий бюджет", "en": "local budget"},
    "insurance": {"uk": "соціальне страхування", "en": "social insurance"},
}
_PAPERS: Mapping[str, Label] = {
    "incomes": {"uk": "відомості про доходи за місяць або позначка, що доходів не було", "en": "income records of the month, or a note that there was none"},
    "facts": {"uk": "документ, що підтверджує цю обставину або її відсутність", "en": "the document that shows this fact, or that it is absent"},
    "persons": {"uk": "запис у картці особи", "en": "an entry in the person's record"},
    "households": {"uk": "запис у картці домогосподарства", "en": "an entry in the household's record"},
    "law": {"uk": "уточнення самого закону: даних про нього ще немає", "en": "the law itself: what it says here is not on record yet"},
}
_SPLITS = (("uk", "Інше прочитання:"), ("en", "The alternative:"))


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
    fund_name: Label | None = None, hide_below: int = 3,
) -> ReportData:  # fmt: skip
    """All that the page says about a run. seed: of invented residents, None for a real register."""
    first = dates.first_day(run.month)
    currency = _currency(run.law)
    due_parts = [(right.guarantee.entity, np.flatnonzero(right.state == DUE)) for right in run.rights]
    unpaid_parts = [(found.of, found.entity[_unpaid(found)]) for found in run.findings]
    unclaimed_parts = [(found.of, found.entity[_of_kind(found, "unclaimed")]) for found in run.findings]
    inhabited = np.unique(run.home[run.present])
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
        guarantees=tuple(_guarantee(run, right) for right in run.rights),
        findings=tuple(row for found in run.findings for row in _findings(found)),
        hromadas=_hromadas(run, places),
        hardship=_hardship(run),
        checks=Checks(
            run.law.digest, run.register.digest, __version__, command, run.known.isoformat() if run.known else dates.last_day(run.month).isoformat(), seed
        ),
        fund=None if run.shared is None else _fund(run.shared, fund_name or {"uk": "Фонд адресної допомоги", "en": "Fund of targeted assistance"}, run),
        examples=examples,
        law_facts=_law_facts(run.law, first, run.known, currency),
        readings=_readings(run.law, first, run.known),
        not_implemented=_not_computed(run.law),
        missing_facts=_missing(run),
        not_judged=tuple(row for right, found in zip(run.rights, run.findings, strict=True) for row in _not_judged(run, right, found)),
        gaps=_gaps(run),
        hide_below=hide_below,
    )


def _currency(law: Law) -> Label:
    known = law.pack.get("currency") or {}
    return {"uk": str(known.get("symbol_uk", "")), "en": str(known.get("symbol_en", known.get("code", "")))}


def _of_kind(found: Findings, *kinds: str) -> Bools:
    return np.isin(found.kind, [KINDS.index(kind) for kind in kinds])


def _unpaid(found: Findings) -> Bools:
    return _of_kind(found, *UNPAID) & (found.difference < 0)


def paid_of_due(run: Run, right: Rights) -> Ints:
    """Kopecks paid for the month on each row of a right, no more than is due to it."""
    paid = np.zeros(len(right.state), dtype=np.int64)
    payments = run.register.payments.get(right.guarantee.code)
    if payments is not None:
        as_of = dates.FAR_FUTURE if run.known is None else dates.day_number(run.known)
        meant = (payments.month == right.month) & (payments.paid_on <= as_of) & (payments.recorded <= as_of)
        np.add.at(paid, payments.entity[meant], payments.amount[meant])
    return np.where(right.state == DUE, np.clip(paid, 0, right.amount), 0)


def _guarantee(run: Run, right: Rights) -> GuaranteeRow:
    law, code = run.law, right.guarantee.code
    due, claimable = right.state == DUE, right.state == CLAIMABLE
    rests = basis(law, code, dates.first_day(right.month), run.known)
    rule = law.version(code, dates.first_day(right.month), run.known)
    direct = [name for name in (rule.annotations if rule and rule.body is not None else ()) if name in law.types]
    method = {
        lang: (f"{intro} {'; '.join(dict.fromkeys(law.label(name, lang) for name in direct))}." if direct else right.guarantee.summary[lang])
        for lang, intro in (("uk", "Суму визначають:"), ("en", "The amount follows from:"))
    }
    doubtful = any(dated.mark != "verified" for _, dated in rests.figures) or any(item.mark != "verified" for item in rests.rules) or bool(rests.gaps)
    return GuaranteeRow(
        code=code, label=right.guarantee.label, entity=cast(Any, right.guarantee.entity), payer=PAYERS[right.guarantee.payer],
        due=int(np.count_nonzero(due)), due_amount=int(right.amount[due].sum()), paid_amount=int(paid_of_due(run, right).sum()),
        claimable=int(np.count_nonzero(claimable)), claimable_amount=int(right.amount[claimable].sum()),
        unknown=int(np.count_nonzero(right.state == UNKNOWN)), cite=rule.cite or rule.missing if rule else right.law, summary=right.guarantee.summary,
        method=method, unverified=doubtful,
    )  # fmt: skip


def _findings(found: Findings) -> list[FindingRow]:
    rows = []
    for kind in KINDS:
        chosen = _of_kind(found, kind)
        if chosen.any():
            rows.append(FindingRow(kind, found.guarantee, int(np.count_nonzero(chosen)), int(np.abs(found.difference[chosen]).sum())))
    return rows


def _hromadas(run: Run, places: Sequence[Place]) -> tuple[HromadaRow, ...]:
    register = run.register
    many = len(register.hromadas) + 1
    due, paid, unpaid_amount, unclaimed_amount = (np.zeros(many, dtype=np.int64) for _ in range(4))
    for right, found in zip(run.rights, run.findings, strict=True):
        entity = right.guarantee.entity
        rows = np.flatnonzero(right.state == DUE)
        due += by_hromada(run, entity, rows, right.amount[rows])
        paid += by_hromada(run, entity, rows, paid_of_due(run, right)[rows])
        late, open_ = _unpaid(found), _of_kind(found, "unclaimed")
        unpaid_amount += by_hromada(run, entity, found.entity[late], -found.difference[late])
        unclaimed_amount += by_hromada(run, entity, found.entity[open_], found.due[open_])
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
            unclaimed=int(unclaimed[place]), unclaimed_amount=int(unclaimed_amount[place]), hardship=int(sum(part[place] for part in by_reason)),
            hardship_due_not_paid=int(by_reason[0][place]), hardship_unclaimed=int(by_reason[1][place]),
            hardship_missed_by_law=int(by_reason[2][place]), shortfall=int(short[place]), fund_share=None if given is None else int(given[place]),
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
    label = {
        "uk": f"Межа — сума за всіх членів домогосподарства: {run.law.label(line_rule, 'uk').lower()}",
        "en": f"The line is the sum over all members of the household: {run.law.label(line_rule, 'en').lower()}",
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
        unverified=any(dated.mark != "verified" for _, dated in rests.figures) or any(rule.mark != "verified" for rule in rests.rules),
    )  # fmt: skip


def _points(level: Fraction | None) -> int:
    """A share of the line in basis points, rounded down: a level is never shown higher than it is."""
    return 10_000 if level is None else int(level * 10_000)


def _fund(shared: Shared, name: Label, run: Run) -> Fund:
    given = shared.sharing.share
    needs = np.maximum(shared.line - shared.resources, 0)
    before = min((Fraction(int(r), int(z)) for r, z in _lowest(shared)), default=None)
    extras = []
    tie = tie_order(run.register.household_id.gather(shared.rows)) if len(shared.rows) else None
    for factor in (1, 4):
        extra = shared.fund * factor
        more = share(shared.resources, shared.line, shared.line, shared.fund + extra, tie=tie)
        reached = shared.resources + more.share
        extras.append(FundExtra(extra, _points(more.level), int(np.count_nonzero((more.share > 0) & (reached >= shared.line))),
                                int(np.maximum(shared.line - reached, 0).sum())))  # fmt: skip
    return Fund(
        name=name, amount=int(given.sum()), level=_points(shared.sharing.level), level_before=_points(before), helped=int(np.count_nonzero(given)),
        lifted=int(np.count_nonzero((given > 0) & (shared.resources + given >= shared.line))), shortfall=int(needs.sum()),
        certificate=not shared.failures, measure="line", extras=tuple(extras) if shared.fund else (),
    )  # fmt: skip


def _lowest(shared: Shared) -> list[tuple[int, int]]:
    """A household at the lowest level before sharing, found by floats among close candidates and settled exactly by the caller."""
    if not len(shared.rows):
        return []
    ratio = shared.resources / shared.line
    close = np.flatnonzero(ratio <= ratio.min() + 1e-9)
    return [(int(shared.resources[i]), int(shared.line[i])) for i in close[:1000]]


def spoken_value(dated: Dated, unit: str, currency: Label) -> Label:
    """A figure of the law as shown to people."""
    value = dated.value
    if value is None:
        return {"uk": "невідомо", "en": "not known"}
    if isinstance(value, date):
        return {"uk": f"{value:%d.%m.%Y}", "en": value.isoformat()}
    if isinstance(value, tuple):
        return {"uk": f"шкала з {len(value)} ступенів", "en": f"a scale of {len(value)} brackets"}
    if isinstance(value, Fraction):
        return {lang: _number(value, unit, lang, currency[lang]) for lang in ("uk", "en")}
    rows = {key: row for key, row in value.items() if row is not None}
    return {lang: "; ".join(f"{key}: {_number(row, unit, lang, currency[lang])}" for key, row in rows.items()) for lang in ("uk", "en")}


def _number(value: Fraction, unit: str, lang: str, currency: str) -> str:
    if unit == "money":
        return speak_amount(int(value * 100), lang, currency)
    if value.denominator == 1:
        text = str(value.numerator)
    elif 10**9 % value.denominator == 0:
        text = f"{value.numerator / value.denominator:.9f}".rstrip("0")
    else:
        text = f"{value.numerator}/{value.denominator}"
    return text.replace(".", ",") if lang == "uk" else text


def _users(law: Law, day: date, known: date | None) -> dict[str, tuple[dict[str, Dated], dict[str, Any]]]:
    found = {}
    for code in law.guarantees:
        rests = basis(law, code, day, known)
        found[code] = (dict(rests.figures), {rule.where: rule for rule in rests.rules})
    return found


def _law_facts(law: Law, day: date, known: date | None, currency: Label) -> tuple[LawFact, ...]:
    users = _users(law, day, known)
    facts: dict[str, LawFact] = {}
    for name, parameter in law.parameters.items():
        codes = tuple(code for code, (figures, _) in users.items() if name in figures and figures[name].mark != "verified")
        if codes:
            dated = users[codes[0]][0][name]
            facts[name] = LawFact(parameter.label, spoken_value(dated, parameter.unit, currency), dated.since.isoformat(), dated.mark,
                                  dated.source or dated.cite, codes)  # fmt: skip
    rules: dict[str, tuple[Any, list[str]]] = {}
    for code, (_, used) in users.items():
        for where, rule in used.items():
            if rule.mark == "remembered":
                rules.setdefault(where, (rule, []))[1].append(code)
    for where, (rule, codes_of) in rules.items():
        facts[where] = LawFact(rule.label, {"uk": "правило", "en": "rule"}, rule.since.isoformat(), rule.mark, rule.cite, tuple(codes_of))
    return tuple(facts.values())


def _readings(law: Law, day: date, known: date | None) -> tuple[Reading, ...]:
    found: dict[str, tuple[Any, list[str]]] = {}
    for code, (_, used) in _users(law, day, known).items():
        for where, rule in used.items():
            if rule.mark == "assumption" and rule.note:
                found.setdefault(where, (rule, []))[1].append(code)
    readings = []
    for rule, codes in found.values():
        taken, other = {}, {}
        for lang, marker in _SPLITS:
            note = rule.note.get(lang, "")
            taken[lang], _, rest = (part.strip() for part in note.partition(marker))
            other[lang] = rest[:1].upper() + rest[1:] if rest else {"uk": "не записано", "en": "not written down"}[lang]
        readings.append(Reading(taken, other, tuple(codes)))
    return tuple(readings)


def _not_computed(law: Law) -> tuple[NotComputed, ...]:
    rows = []
    for name, versions in law.rules.items():
        users = (name,) if name in law.guarantees else ()
        for rule in versions:
            if rule.state == "not_implemented":
                uk, _, en = rule.missing.partition(" / ")
                until = rule.until.isoformat() if rule.until else ""
                label = {lang: law.label(name, lang) for lang in ("uk", "en")}
                rows.append(NotComputed(label, rule.since.isoformat(), until, {"uk": uk, "en": en or uk}, users))
    return tuple(rows)


def _missing(run: Run) -> tuple[MissingFact, ...]:
    counted: dict[str, tuple[int, list[str]]] = {}
    for right in run.rights:
        for bit, name in enumerate(right.missing_names):
            number = int(np.count_nonzero(right.missing >> np.uint64(bit) & np.uint64(1)))
            if number:
                before, codes = counted.get(name, (0, []))
                counted[name] = (before + number, [*codes, right.guarantee.code])
    rows = []
    for name, (number, codes) in sorted(counted.items(), key=lambda item: -item[1][0]):
        if name.startswith("law: "):
            text = name.removeprefix("law: ")
            known = text in run.law.types
            label: Label = {lang: run.law.label(text, lang) if known else text.partition(" / ")[0 if lang == "uk" else 2] or text for lang in ("uk", "en")}
            paper = _PAPERS["law"]
        else:
            label, paper = run.law.inputs[name].label, _PAPERS.get(run.law.inputs[name].source, _PAPERS["facts"])
        rows.append(MissingFact(label, paper, tuple(codes), number))
    return tuple(rows)


def _not_judged(run: Run, right: Rights, found: Findings) -> list[NotJudged]:
    if not found.not_covered:
        return []
    why = {"uk": "таблиця виплат не охоплює цей місяць у цих громадах повністю", "en": "the payments table does not cover this month in these hromadas in full"}
    due = right.state == DUE
    unpaid = int(-found.difference[_unpaid(found)].sum())
    gap = int(right.amount[due].sum()) - int(paid_of_due(run, right).sum()) - unpaid
    return [NotJudged(right.guarantee.code, found.not_covered, max(gap, 0), why)]


def _gaps(run: Run) -> tuple[Label, ...]:
    hard = run.hardship
    found: list[Label] = []
    if hard.no_resources:
        found.append({"uk": f"Доходи за місяць відомі не про всіх: {hard.no_resources} домогосподарств із межею не порівняно.",
                      "en": f"Incomes of the month are not known for everyone: {hard.no_resources} households were not compared with the line."})  # fmt: skip
    if hard.open_rights:
        found.append({"uk": f"Через невідоме право ще {hard.open_rights} домогосподарств із межею не порівняно.",
                      "en": f"Because a right is unknown, {hard.open_rights} more households were not compared with the line."})  # fmt: skip
    for row in run.outside:
        month = dates.format_month(row.month)
        label = run.law.guarantees[row.guarantee].label if row.guarantee in run.law.guarantees else {"uk": row.guarantee, "en": row.guarantee}
        found.append({"uk": f"Виплати за {month} ({label['uk']}): {row.payments} на {format_amount(row.paid)}; цей місяць тут не перевіряли.",
                      "en": f"Payments for {month} ({label['en']}): {row.payments}, {format_amount(row.paid)} in all; that month was not checked here."})  # fmt: skip
    return tuple(found)
