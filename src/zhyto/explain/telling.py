"""Why a right is due, claimable, not due or unknown: the headline, the reasons, the trees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Accrued, Reference, Right, Unknown
from zhyto.explain.data import Explanation
from zhyto.explain.tree import Teller
from zhyto.explain.words import UNITS, distinct, side
from zhyto.texts.spoken import NBSP, Lang, plural, speak_day, speak_month

_STATES: Final = {
    "due": {"uk": "належить", "en": "due"},
    "claimable": {"uk": "можна отримати за заявою", "en": "claimable"},
    "unknown": {"uk": "невідомо", "en": "unknown"},
    "not_due": {"uk": "не належить", "en": "not due"},
}


def explain(reference: Reference, code: str, entity: int, lang: Lang) -> Explanation:
    """Why a guarantee is due, claimable, not due or unknown for a member (its place) or the HOUSEHOLD.

    Raises zhyto.engine.reference.LawConflict where rules contradict each other.
    """
    right = reference.right(code, entity)
    guarantee = right.guarantee
    teller = Teller(reference, lang, entity)
    say = teller.say
    roots = [right.step]
    if guarantee.windowed and right.step.value != 0 and reference.members:
        roots.append(reference.step(guarantee.window, entity, dates.first_day(reference.month)))
    month = speak_month(reference.month, lang)
    value = say.named(code, right.step.value, reference.members)
    headline, notes = _headline(teller, right, month, value)
    accrued = reference.accrued(code, entity)
    granted = accrued is None
    accrued = reference.accrued(code, entity, granted=True) if accrued is None else accrued
    once = guarantee.gives == "money" and right.state in ("due", "claimable") and reference.paid_once(code, entity) is not False
    at_once, monthly = right.amount if once else None, None if once else right.amount
    if accrued is not None:
        at_once, monthly = accrued.at_once, accrued.monthly
    notes = (*notes, *_apart(teller, right, accrued, once, granted))
    return Explanation(
        lang=lang, code=code, label=guarantee.label[lang], summary=guarantee.summary[lang].strip(), entity=entity, who=teller.who(entity),
        month=dates.format_month(reference.month), state=right.state, state_text=_STATES[right.state][lang], amount=right.amount,
        value=value,
        claim_until=right.claim_until, headline=headline, notes=notes, reasons=_reasons(teller, right),
        missing=teller.missing(right, roots) if right.state == "unknown" else (),
        trees=tuple(teller.node(step) for step in roots), doubts=teller.doubts(roots, right),
        at_once=at_once, monthly=monthly, months=accrued.months if accrued is not None else int(once),
    )  # fmt: skip


def _headline(teller: Teller, right: Right, month: str, value: str) -> tuple[str, tuple[str, ...]]:
    """What holds, and what to know about the claim."""
    say, lang, guarantee, claim = teller.say, teller.lang, right.guarantee, right.claim
    notes: list[str] = []
    claimed = speak_day(claim.claimed_on, lang) if claim else ""
    days = guarantee.days_to_decide(claim.claimed_on) if claim else 0
    if right.state == "due":
        headline = say.pick(f"Належить {value} за {month}.", f"{value} is due for {month}.")
        if right.undecided:
            notes.append(say.pick(
                f"Заяву подано {claimed}; строк для рішення ({_days(days, lang)}) минув, а рішення немає. "
                "Право на виплату є; запитайте, чому немає рішення.",
                f"The claim was made on {claimed}; the time for a decision ({_days(days, lang)}) is over "
                "and there is none. The right stands; ask why there is no decision.",
            ))  # fmt: skip
        elif claim:
            notes.append(say.pick(f"Заяву від {claimed} задоволено.", f"The claim of {claimed} was granted."))
        elif guarantee.access == "automatic":
            notes.append(say.pick("Виплачують без заяви.", "It is paid without a claim."))
    elif right.state == "claimable":
        until = speak_day(right.claim_until, lang) if right.claim_until else ""
        headline = say.pick(f"Можна отримати {value} за {month}", f"{value} can be had for {month}")
        if claim and not right.refused:
            headline += say.pick(f": заяву від {claimed} ще розглядають.", f": the claim of {claimed} is being decided.")
        elif until:
            headline += say.pick(f", якщо подати заяву до {until} включно.", f" if claimed by {until}.")
        else:
            headline += say.pick(", якщо подати заяву; строк для неї не обмежено.", " if claimed; there is no time limit.")
    elif right.state == "unknown":
        headline = say.pick(f"Чи належить за {month}, невідомо.", f"Whether it is due for {month} is unknown.")
        rule = right.step.rule
        if right.step.kind == "gap" and rule is not None:
            why = side(rule.missing, lang)
            headline = say.pick(
                f"За {month} ми ще не можемо цього порахувати: цього закону тут не записано.",
                f"For {month} this cannot be computed yet: that law is not recorded here.",
            )
            notes += [say.pick(f"Бракує: {why}.", f"Missing: {why}.")] if why else []
        elif right.step.kind == "gap":
            first = min((version.since for version in teller.law.rules[guarantee.code]), default=None)
            headline = say.pick(
                f"За {month} у нас немає запису закону, тож відповіді немає.",
                f"There is no law on record for {month}, so there is no answer.",
            )
            if first and first > right.step.day:
                notes.append(
                    say.pick(
                        f"Найдавніший запис діє з {speak_day(first, lang)}.", f"The earliest on record holds from {speak_day(first, lang)}."
                    )
                )
    else:
        headline = say.pick(f"За {month} не належить.", f"Not due for {month}.")
    if right.refused:
        notes.append(say.pick(
            f"Заяву від {claimed} відхилено, хоча за відомими фактами умови виконано. Варто перевірити, чому.",
            f"The claim of {claimed} was refused although the known facts meet the conditions. It is worth asking why.",
        ))  # fmt: skip
    if teller.reference.known is not None:
        known = speak_day(teller.reference.known, lang)
        notes.append(say.pick(f"За тим, що було відомо на {known}.", f"By what was known on {known}."))
    return headline, tuple(notes)


def _apart(teller: Teller, right: Right, accrued: Accrued | None, once: bool, granted: bool) -> tuple[str, ...]:
    """What comes at once, and what each month after that. granted: it comes of a claim that was granted, or is overdue for decision."""
    say, lang = teller.say, teller.lang

    def money(kopecks: int) -> str:
        return say.named(right.guarantee.code, Fraction(kopecks, 100))

    if accrued is None or right.state == "due":
        if right.guarantee.paid == "yearly":
            return (say.pick("Це платять раз на рік.", "It is paid once a year."),) if once else ()
        return (say.pick("Це платять один раз.", "It is paid once."),) if once else ()
    if accrued.months == 1 and accrued.monthly == 0 and once:
        return (say.pick("Це платять один раз.", "It is paid once."),)
    count = f"{accrued.months}{NBSP}{plural(accrued.months, lang, UNITS['months'][lang])}"
    least = "" if accrued.at_once is not None else say.pick("щонайменше ", "at least ")
    whose = say.pick("Якщо подати заяву зараз, одразу виплатять", "If claimed now, what is paid at once is")
    if accrued.waiting:
        whose = say.pick("Якщо заяву задовольнять, одразу виплатять", "If the claim is granted, what is paid at once is")
    if granted:
        whose = say.pick("За поданою заявою за минулі місяці належить", "By the claim that was made, what is due for past months is")
    told = [f"{whose} {least}{money(accrued.at_least)} {say.pick('за', 'for')} {count}."]
    if right.state == "not_due" and not granted:
        last = speak_day(accrued.claim_until, lang) if accrued.claim_until else ""
        told.append(say.pick(f"Це за минулі місяці; заяву можна подати до {last} включно." if last else "Це за минулі місяці.",
                             f"That is for past months; the last day to claim is {last}." if last else "That is for past months."))  # fmt: skip
    elif right.guarantee.reaches_back and not accrued.waiting and accrued.at_once is not None and accrued.claim_until:
        last = speak_day(accrued.claim_until, lang)
        told.append(say.pick(f"Гроші за минулі місяці — лише за заявою до {last} включно.", f"The money for past months comes only if claimed by {last}."))
    if accrued.monthly is None:
        told.append(say.pick("Скільки потім щомісяця, ще невідомо.", "How much each month after that is not known yet."))
    else:
        told.append(say.pick(f"Потім щомісяця {money(accrued.monthly)}.", f"After that {money(accrued.monthly)} each month.") if accrued.monthly else
                    say.pick("Потім нічого не платять.", "After that nothing is paid."))  # fmt: skip
    return tuple(told)


def _days(count: int, lang: Lang) -> str:
    return f"{count}{NBSP}{plural(count, lang, UNITS['days'][lang])}"


def _reasons(teller: Teller, right: Right) -> tuple[str, ...]:
    """Why a right is not due."""
    if right.state != "not_due":
        return ()
    say, step, reference = teller.say, right.step, teller.reference
    if not reference.members:
        return (say.pick("Цього місяця в домогосподарстві нікого немає.", "Nobody lives in the household in this month."),)
    if step.value == 0:
        if step.kind == "gap":
            cite = step.rule.cite if step.rule else ""
            return (
                say.pick(
                    f"Тоді такого права не було: {cite}." if cite else "Тоді такого права не було.",
                    f"There was no such right then: {cite}." if cite else "There was no such right then.",
                ),
            )
        teller.brief = True
        texts = teller.why_step_nothing(step, True) or teller.why_step_nothing(step, False)
        teller.brief = False
        return distinct(texts)
    guarantee = right.guarantee
    value = say.named(guarantee.code, step.value, reference.members)
    until = reference.last_day_to_claim(guarantee, right.entity) or dates.last_day(reference.month)
    limit = speak_day(until, teller.lang) if isinstance(until, date) else say.word("unknown")
    met = say.pick(
        f"Умови виконано (було б {value}), але заяви вчасно не було: подати її можна було до {limit}.",
        f"The conditions are met (it would be {value}), but nobody claimed in time: the last day was {limit}.",
    )
    if right.refused:
        met = say.pick(
            f"Умови виконано (було б {value}), але заяву відхилено, а подати нову можна було до {limit}.",
            f"The conditions are met (it would be {value}), but the claim was refused, and a new one was possible until {limit}.",
        )
    if isinstance(step.value, Unknown):
        met = say.pick(f"Заяви вчасно не було: подати її можна було до {limit}.", f"Nobody claimed in time: the last day was {limit}.")
    return (met,)


def explain_household(reference: Reference, lang: Lang, codes: Sequence[str] | None = None) -> list[Explanation]:
    """Every guarantee (or `codes`) of the household and its members: due (largest first), claimable, unknown, not due."""
    found: list[Explanation] = []
    for code in reference.law.guarantees if codes is None else codes:
        household = reference.law.guarantees[code].entity == "household"
        found += [explain(reference, code, entity, lang) for entity in ([HOUSEHOLD] if household else range(len(reference.members)))]
    order = ("due", "claimable", "unknown", "not_due")
    return sorted(found, key=lambda item: (order.index(item.state), -(item.amount or 0)))
