"""From a decided claim to its letter: what was decided, why by the law, under which article, how to appeal and until when."""

from __future__ import annotations

from datetime import date

from zhyto import dates
from zhyto.explain import Explanation, Node
from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Guarantee
from zhyto.page.letter import Letter
from zhyto.register.record import Claim
from zhyto.texts import Said
from zhyto.texts.spoken import Lang

STEPS = 6
"""Steps of the way to an amount that a letter tells; `zhyto explain` tells all."""


def decided_claim(claims: tuple[Claim, ...], on: date) -> Claim | None:
    """The claim decided last, of those decided and recorded by a day."""
    known = [one for one in claims if one.decided_on is not None and one.decision != "pending" and max(one.decided_on, one.recorded or one.decided_on) <= on]
    return max(known, key=lambda one: (one.decided_on or on, one.claimed_on), default=None)


def decision_letter(told: Explanation, guarantee: Guarantee, claim: Claim, month: int, to: str, number: str, on: date, currency: str) -> Letter:
    """The letter about a decided claim, in the language of told: why the guarantee has its state in that month. to: whom it is written to.

    Raises InputRefused where the decision and the law as computed differ, or where who decides and how to appeal is not on record: a person looks first.
    """
    decided = claim.decided_on
    assert decided is not None
    lang: Lang = told.lang
    granted = claim.decision == "granted"
    step = guarantee.procedure_on(decided)
    faults = []
    # A grant for the month of the event alone is granted in a later month as well.
    brings = granted and told.at_once is not None and told.months > 0
    if granted != (told.state == "due" or (told.state == "not_due" and brings)):
        faults.append(Fault("claims", 0, claim.claim_id, Said("{decision}, and by the law as computed {state}", decision=claim.decision, state=told.state),
                            Said("a decision that agrees with the law"), Said("look at the claim and its facts before a letter goes out")))
    if step is None or not step.decides[lang] or not step.appeal[lang]:
        faults.append(Fault(guarantee.code, 0, "procedure", Said("nothing"), Said("who decides and how to appeal"), Said("add it to the pack")))
    if faults or step is None:
        raise InputRefused(faults)
    reasons = [told.headline, *told.reasons]
    if granted and told.trees:
        reasons += _steps(told.trees[0])[:STEPS]
    accrues = brings and guarantee.accrues
    amount = told.at_once if accrues else told.amount
    return Letter(
        lang, "granted" if granted else "refused", number or claim.claim_id, on, to, guarantee.label[lang], amount if granted else None, currency,
        month if granted else None, tuple(dict.fromkeys(reasons)), "; ".join(dict.fromkeys(filter(None, (guarantee.cite, step.cite)))), step.decides[lang],
        step.appeal[lang], dates.add_months(decided, step.appeal_months) if step.appeal_months else None,
        months=told.months if accrues and told.months > 1 else 0, monthly=told.monthly if accrues else None,
    )  # fmt: skip


def _steps(node: Node) -> list[str]:
    """The conditions and formulas at the top of the way to an amount, level by level."""
    found: list[str] = []
    level = [node]
    while level and len(found) < STEPS:
        for one in level:
            # "yes: yes" says nothing.
            found += [f"{told.text}." for told in one.conditions if told.answer == "yes" and len(set(told.text.split(": "))) > told.text.count(": ")]
            if one.formula and one.formula != one.value:
                found.append(f"{one.label}: {one.formula} = {one.value}.")
        level = [child for one in level for child in one.children if not child.repeated]
    return found
