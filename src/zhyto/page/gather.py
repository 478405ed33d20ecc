"""A household → its page, as values. Computes; words are few, and the same the law pack has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import numpy as np

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Right, Step, Unknown
from zhyto.explain import Speaker, lower, walk
from zhyto.explain.outlook import Turn, outlook
from zhyto.explain.tree import Teller
from zhyto.law.declare import APART, SURE, Guarantee
from zhyto.page.data import Change, Entry, Miss, Office, Page, Question, Share, Unwritten
from zhyto.page.guide import Guide
from zhyto.page.misses import near_misses
from zhyto.page.people import called
from zhyto.rights.together import best
from zhyto.texts.spoken import Lang, period

AHEAD: Final = 12
_WEIGHT: Final = {"money": 4, "discount": 2, "in_kind": 1}


def household_page(reference: Reference, lang: Lang, guide: Guide | None = None, ahead: int = AHEAD) -> Page:
    """The page of a household in the month of `reference`. Raises LawConflict where rules contradict each other."""
    return _Gathering(reference, lang, guide or Guide()).page(ahead)


class _Gathering:
    def __init__(self, reference: Reference, lang: Lang, guide: Guide) -> None:
        self.reference, self.law, self.lang, self.guide = reference, reference.law, lang, guide
        self.currency = Speaker(reference.law, lang).currency
        household = reference.household
        present = {member.id for member in reference.members}
        # A child still to be born is not a member yet, but the outlook may speak of it.
        everyone = [*reference.members, *(person for person in household.persons if person.id not in present)]
        self.names = dict(zip([person.id for person in everyone], called(everyone, reference.as_of, lang), strict=True))
        self.alone = len(reference.members) == 1

    def who(self, entity: int) -> str:
        """How the holder of a right is called; "" for the household, and for one who lives alone."""
        return "" if entity == HOUSEHOLD or self.alone else self.names[self.reference.members[entity].id]

    def page(self, ahead: int) -> Page:
        reference = self.reference
        there: dict[str, list[Right]] = {}
        unknown: list[Right] = []
        misses: list[list[Miss]] = []
        uncounted, elsewhere = 0, 0
        for code, guarantee in self.law.guarantees.items():
            places = [HOUSEHOLD] if guarantee.entity == "household" else range(len(reference.members))
            rights = [reference.right(code, place) for place in places if not self.lost(guarantee, place)]
            found = [had for right in rights if (had := self.had(right)).state in ("due", "claimable")]
            if rights and all(_unwritten(right) for right in rights):
                uncounted += 1
                continue
            for right in found:
                there.setdefault(code, []).append(right)
            unknown += [right for right in rights if right.state == "unknown" and not _unwritten(right)]
            near: list[list[Miss]] = []
            if not found and not any(right.state == "unknown" for right in rights):
                near = [
                    miss
                    for right in rights
                    if (miss := near_misses(reference, code, right.entity, self.guide, self.who(right.entity), self.lang))
                ]
                elsewhere += not near
            misses += near
        kept = self.kept([right for rights in there.values() for right in rights])
        held = self.kept([right for rights in there.values() for right in rights if right.state == "due"])
        entries = [entry for rights in there.values() for entry in self.entries(rights, kept, held)]
        due = _by_amount(entry for entry in entries if entry.state == "due")
        claimable = _by_amount(entry for entry in entries if entry.state == "claimable")
        view = outlook(self.law, reference.household, reference.month, ahead, reference.known)
        questions, unwritten = self.unsettled(unknown)
        return Page(
            lang=self.lang, household=reference.household.entity.id, currency=self.currency, month=reference.month, known=reference.known,
            people=tuple(self.names[member.id] for member in reference.members),
            dead=sum(member.death is not None and member.death <= reference.as_of for member in reference.members), due=due, claimable=claimable,
            either=self.either({entry.code for entry in entries}), offices=self.offices(there, (*due, *claimable)),
            ask=self.guide.ask.get(self.lang, ""), questions=questions, unwritten=unwritten, changes=self.changes(view.turns),
            misses=self.misses(misses, {turn.code for turn in view.turns}), elsewhere=elsewhere, uncounted=uncounted,
            law_until=view.until if view.until < reference.month + ahead else None,
            swap=self.swap(entries, kept),
        )  # fmt: skip

    # what is there

    def lost(self, guarantee: Guarantee, place: int) -> bool:
        """Whether what is given in kind is no use to its holder, who has died; money that was not paid is the family's."""
        death = None if place == HOUSEHOLD else self.reference.members[place].death
        return guarantee.gives == "in_kind" and not guarantee.of_the_dead and death is not None and death <= self.reference.as_of

    def had(self, right: Right) -> Right:
        """A right, which can be claimed for earlier months where it cannot for this one."""
        if right.state != "not_due" or not right.guarantee.accrues:
            return right
        past = self.reference.accrued(right.guarantee.code, right.entity)
        return right if past is None else replace(right, state="claimable", amount=0, claim_until=past.claim_until)

    def share(self, right: Right, who: str) -> Share:
        """What one person (or the household) has of a right: each month, and at once."""
        code, amount = right.guarantee.code, right.amount or 0
        accrued = self.reference.accrued(code, right.entity) if right.state == "claimable" else None
        if accrued is not None:
            return Share(
                who, self.who(right.entity), amount, accrued.at_least, accrued.at_once is not None, accrued.monthly, accrued.months
            )
        if right.guarantee.gives != "in_kind" and self.reference.paid_once(code, right.entity) is not False:
            return Share(who, self.who(right.entity), amount, at_once=amount, count=1)
        return Share(who, self.who(right.entity), amount, monthly=amount)

    def kept(self, rights: list[Right]) -> set[tuple[str, str]]:
        """Guarantee and holder of the rights in the combination that gives the household most."""
        cases = {}
        for code in dict.fromkeys(right.guarantee.code for right in rights):
            own = sorted((max(right.entity, 0), right.amount or 0) for right in rights if right.guarantee.code == code)
            cases[code] = np.array([row for row, _ in own]), np.array([amount for _, amount in own])
        home = np.zeros(len(self.reference.members), dtype=np.int32)
        found = best(self.law.guarantees.values(), self.reference.month, cases, home, 1).kept
        places = {code: set(rows[found[code]].tolist()) for code, (rows, _) in cases.items()}
        return {(right.guarantee.code, self.holder(right)) for right in rights if max(right.entity, 0) in places[right.guarantee.code]}

    def holder(self, right: Right) -> str:
        """Id of whose right it is."""
        return self.reference.household.entity.id if right.entity == HOUSEHOLD else self.reference.members[right.entity].id

    def swap(self, entries: list[Entry], kept: set[tuple[str, str]]) -> bool:
        """Whether the best combination leaves out something that is due or claimed already, or a part of an entry."""
        for entry in entries:
            counted = [(entry.code, share.id) in kept for share in entry.shares]
            if not all(counted) and (any(counted) or entry.state == "due" or entry.waiting is not None):
                return True
        return False

    def entries(self, rights: list[Right], kept: set[tuple[str, str]], held: set[tuple[str, str]]) -> list[Entry]:
        """One guarantee's rights: those of one state, deadline and claim together, with what each person has. kept, held: of all, and of what is due."""
        groups: dict[tuple[str, date | None, date | None, date | None, date | None, bool], list[Right]] = {}
        for right in rights:
            day = right.claim.claimed_on if right.claim is not None else None
            waiting = day if right.state == "claimable" and not right.refused else None
            late, refused = day if right.undecided else None, day if right.refused else None
            accrued = self.reference.accrued(right.guarantee.code, right.entity) if right.state == "claimable" else None
            until = right.claim_until if accrued is None else accrued.claim_until
            groups.setdefault((right.state, until, waiting, late, refused, accrued is not None), []).append(right)
        found = []
        for (state, until, waiting, late, refused, accrues), items in groups.items():
            guarantee = items[0].guarantee
            ids = [self.holder(right) for right in items]
            counted = held if state == "due" else kept
            shares = [replace(self.share(right, who), counted=(guarantee.code, who) in counted) for who, right in zip(ids, items, strict=True)]
            exact = all(share.at_once_exact for share in shares)
            reaches_back = guarantee.reaches_back and until is not None and (accrues or until > dates.last_day(self.reference.month)) and exact
            found.append(Entry(
                code=guarantee.code, label=guarantee.label[self.lang], about=first_sentence(guarantee.summary[self.lang]),
                gives=guarantee.gives, state="due" if state == "due" else "claimable", amount=sum(share.amount for share in shares),
                shares=tuple(sorted(shares, key=lambda share: (-share.amount, -share.at_once))), until=until,
                by_month=guarantee.right == "claim" and not reaches_back, reaches_back=reaches_back,
                automatic=guarantee.access == "automatic", waiting=waiting, late=late, refused=refused,
                unverified=any(self.unverified(right) for right in items), counted=any(share.counted for share in shares),
                yearly=guarantee.paid == "yearly", accrues=accrues,
                show=tuple(text[self.lang] for text in guarantee.documents) if guarantee.access == "automatic" else (),
            ))  # fmt: skip
        return found

    def unverified(self, right: Right) -> bool:
        """Whether a figure or a provision on the way was not compared with the official text. Open readings are another matter."""
        for step in walk([right.step]):
            if step.kind == "parameter" and (step.dated is None or step.dated.mark in ("remembered", "missing")):
                return True
            if step.rule is not None and step.rule.mark in ("remembered", "missing"):
                return True
        return False

    def either(self, codes: set[str]) -> tuple[tuple[str, str], ...]:
        """Pairs of rights on the page of which only one can be had this month."""
        first, last = dates.first_day(self.reference.month), dates.last_day(self.reference.month)
        found: dict[frozenset[str], tuple[str, str]] = {}
        for code in self.law.guarantees:
            for relation in self.law.guarantees[code].relations:
                holds = relation.since <= last and (relation.until is None or relation.until >= first)
                if relation.kind in APART and holds and {code, relation.other} <= codes:
                    pair = (self.law.guarantees[code].label[self.lang], self.law.guarantees[relation.other].label[self.lang])
                    found.setdefault(frozenset((code, relation.other)), pair)
        return tuple(found.values())

    def offices(self, there: dict[str, list[Right]], entries: tuple[Entry, ...]) -> tuple[Office, ...]:
        """Where to go, each place once, in order of the entries. Rights without a place on record are left to `ask`."""
        day, lang = dates.last_day(self.reference.month), self.lang
        places: dict[tuple[str, str], tuple[list[str], list[str], list[int], list[str], str, list[bool]]] = {}
        for entry in entries:
            guarantee = there[entry.code][0].guarantee
            way = guarantee.procedure_on(day)
            if way is None:
                continue
            office = (way.place[lang], way.decides[lang])
            rights, documents, days, notes, _, doubts = places.setdefault(office, ([], [], [], [], way.appeal[lang], []))
            rights += [entry.code] if entry.code not in rights else []
            wanted = entry.state == "claimable" and entry.waiting is None
            documents += [text[lang] for text in guarantee.documents if wanted and text[lang] not in documents]
            if entry.state == "claimable":
                days += [way.decision_days] if way.decision_days else []
                notes += [way.note[lang]] if way.note and way.note[lang] not in notes else []
            doubts.append(way.mark not in SURE)
        return tuple(
            Office(place, decides, tuple(rights), tuple(documents), max(days, default=0), tuple(notes), appeal, any(doubts))
            for (place, decides), (rights, documents, days, notes, appeal, doubts) in places.items()
        )

    # what is open

    def unsettled(self, unknown: Iterable[Right]) -> tuple[tuple[Question, ...], tuple[Unwritten, ...]]:
        """Papers that would settle what is unknown, those that matter most first; and what no paper can settle."""
        asked: dict[tuple[str, tuple[int, int] | None], tuple[list[str], list[str]]] = {}
        matters: dict[tuple[str, bool], Fraction] = {}
        unwritten: dict[tuple[str, str], list[str]] = {}
        for right in unknown:
            label = right.guarantee.label[self.lang]
            facts = [name for name in right.missing if not name.startswith("law: ")]
            if not facts:
                teller = Teller(self.reference, self.lang, right.entity)
                reason = "; ".join(item.text for item in teller.missing(right, [right.step]))
                people = unwritten.setdefault((label, reason), [])
                people += [self.who(right.entity)] if self.who(right.entity) else []
                continue
            holes = self.holes(right, facts)
            papers = {self.paper(name, months) for name, _, months in holes}
            for paper in papers:
                # A paper matters more where the right is money, and where it settles the right alone.
                matters[paper] = matters.get(paper, Fraction(0)) + Fraction(_WEIGHT[right.guarantee.gives], len(papers))
            for name, place, months in holes:
                people, rights = asked.setdefault((name, months), ([], []))
                people += [who for who in [self.who(place)] if who and who not in people]
                rights += [label] if label not in rights else []
        questions = [
            Question(name, *self.paper(name, months), tuple(people), months, tuple(rights))
            for (name, months), (people, rights) in asked.items()
        ]
        questions.sort(key=lambda question: (-matters[question.paper, question.known], question.paper))
        return tuple(questions), tuple(Unwritten(label, tuple(people), reason) for (label, reason), people in unwritten.items())

    def holes(self, right: Right, facts: list[str]) -> list[tuple[str, int, tuple[int, int] | None]]:
        """(fact, whose, months of an income) of what is missing for a right."""
        found: dict[tuple[str, int], set[int]] = {}
        roots: list[Step] = [right.step]
        if right.guarantee.window:
            roots.append(self.reference.step(right.guarantee.window, right.entity, dates.first_day(self.reference.month)))
        for step in walk(roots):
            if step.kind == "input" and isinstance(step.value, Unknown) and (step.name, step.entity) in right.of:
                found.setdefault((step.name, step.entity), set()).add(dates.month_index(step.day))
        holes: list[tuple[str, int, tuple[int, int] | None]] = []
        for name in facts:
            spots = [(place, months) for (missing, place), months in found.items() if missing == name] or [(right.entity, set[int]())]
            incomes = self.law.inputs[name].source == "incomes"
            holes += [(name, place, (min(months), max(months)) if incomes and months else None) for place, months in spots]
        return holes

    def paper(self, name: str, months: tuple[int, int] | None) -> tuple[str, bool]:
        """What to bring; where no paper is known, what is to be found out, and False."""
        item, lang = self.law.inputs[name], self.lang
        known = self.guide.papers.get(name)
        if item.source == "incomes":
            text = known[lang] if known else "довідка про доходи" if lang == "uk" else "a statement of income"
            return text + (f" {period(*months, lang)}" if months else ""), True
        return (known[lang], True) if known else (lower(item.label[lang]), False)

    # what is ahead, what is missed

    def changes(self, turns: tuple[Turn, ...]) -> tuple[Change, ...]:
        """Turns, those of several persons together."""
        groups: dict[tuple[object, ...], list[Turn]] = {}
        for turn in turns:
            groups.setdefault((turn.code, turn.kind, turn.month, turn.state, turn.reason, turn.who), []).append(turn)
        found = []
        for items in groups.values():
            turn, guarantee = items[0], self.law.guarantees[items[0].code]
            people = tuple(self.names[item.holder] for item in items if item.holder in self.names and not self.alone)
            found.append(Change(
                label=guarantee.label[self.lang], of=people, kind=turn.kind, month=turn.month, state=turn.state, gives=guarantee.gives,
                amount=sum(item.amount or 0 for item in items), before=sum(item.before or 0 for item in items), reason=turn.reason,
                who=self.names.get(turn.who, "") if not self.alone else "", age=turn.age,
            ))  # fmt: skip
        return tuple(found)

    def misses(self, found: list[list[Miss]], coming: set[str]) -> tuple[Miss, ...]:
        """The nearest miss of each right, one guarantee's persons together; what comes by itself is told as coming."""
        groups: dict[tuple[object, ...], list[Miss]] = {}
        for misses in found:
            miss = misses[0]
            if miss.kind == "age" and miss.code in coming:
                continue
            key = (miss.code, miss.kind, miss.fact, miss.distance, miss.day, miss.needed)
            groups.setdefault(key, []).append(miss)
        merged = []
        for items in groups.values():
            one = items[0]
            of = tuple(name for item in items for name in item.of)
            total = sum(item.amount for item in items)
            merged.append(
                Miss(one.code, one.label, of, one.kind, one.fact, one.present, one.needed, one.distance, one.day, total, one.gives)
            )
        order = ("paper", "too_much", "too_little", "obstacle", "late", "age")
        return tuple(sorted(merged, key=lambda miss: (order.index(miss.kind), -miss.amount)))


def _unwritten(right: Right) -> bool:
    return right.step.kind == "gap" and isinstance(right.step.value, Unknown)


def _by_amount(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Money first, then discounts, then what is given in kind; each from the largest."""
    order = ("money", "discount", "in_kind")
    return tuple(sorted(entries, key=lambda entry: (order.index(entry.gives), -max(entry.amount, entry.at_once), entry.until or date.max, entry.label)))


def first_sentence(text: str) -> str:
    """A summary up to its first full stop that ends a sentence."""
    text = " ".join(text.split())
    for place, sign in enumerate(text):
        if (
            sign == "."
            and text[place + 1 : place + 2] == " "
            and text[place + 2 : place + 3].isupper()
            and not text[:place].endswith(("ст", "№", "р", "м"))
        ):
            return text[: place + 1]
    return text
