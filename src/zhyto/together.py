"""What a household can hold together: of rights that exclude each other it has one, and no sum may add both.

Every total over rights goes through `best`. Relations bind rights into small groups; in each group and household the combination counts that
gives most. Between two persons nothing is bound; a right of a household keeps out those of all its members, and the other way round. Amounts
that are unknown never enter. A discount is weighed against money in hryvnias: only a choice of the resident binds the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.law.declare import Guarantee, either_or
from zhyto.register import Bools, Ints, Ints32, Register
from zhyto.rights import CLAIMABLE, DUE, Rights, alternatives, held_cases

Cases = Mapping[str, tuple[NDArray[Any], NDArray[Any]]]
"""By code: rows, each once and ascending, and kopecks beside them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rights bound to each other, directly or through others.

    of_home, of_person: codes of rights of households and of persons. ways: sets of the household's rights, each with the sets of a
    person's rights that can be held beside it. No combination is worth more than the best of these.
    """

    of_home: tuple[str, ...]
    of_person: tuple[str, ...]
    ways: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Best:
    """The best combination of some rights. total: kopecks of each household. kept: by code, which of its rows are in the combination."""

    total: Ints
    kept: dict[str, Bools]


@dataclass(frozen=True, slots=True)
class Together:
    """What households have and can have, kopecks each, in a month.

    due: the best combination of what is due. claimable: what claims would add to it, less what they would replace.
    apart: by code, the rows of a right that is due and yet not counted, since another that excludes it is due as well.
    change: by code, beside the open rows of a right, what claims would do to it: 1 added, -1 replaced, 0 neither. With it any sum of what can
    be claimed is made (kopecks × change, over all rights), whatever part of the money it is of.
    """

    due: Ints
    claimable: Ints
    apart: dict[str, Ints]
    change: dict[str, NDArray[np.int8]]


def groups(guarantees: Iterable[Guarantee], month: int) -> list[Group]:
    """The bound groups among some guarantees in a month, with what is worth trying in each."""
    promised = {guarantee.code: guarantee for guarantee in guarantees}
    if not promised:
        return []
    pairs = {code: others & promised.keys() for code, others in either_or(promised.values(), month).items() if code in promised}
    found = []
    for codes in _joined(pairs):
        home = tuple(code for code in codes if promised[code].entity == "household")
        person = tuple(code for code in codes if code not in home)
        ways = []
        for chosen in _apart(home, pairs):
            free = [code for code in person if not pairs[code] & chosen]
            # A right of the household that costs nothing is taken.
            if not any(code not in chosen and not pairs[code] & (chosen | set(free)) for code in home):
                sets = [some for some in _apart(free, pairs) if all(code in some or pairs[code] & some for code in free)]
                ways.append((frozenset(chosen), tuple(frozenset(some) for some in sets)))
        found.append(Group(home, person, tuple(ways)))
    return found


def bound_to(guarantees: Iterable[Guarantee], month: int, codes: Iterable[str]) -> set[str]:
    """Rights that are in one group with some others, directly or through others."""
    wanted = set(codes)
    return {code for group in groups(guarantees, month) for code in (*group.of_home, *group.of_person) if wanted & {*group.of_home, *group.of_person}}


def best(guarantees: Iterable[Guarantee], month: int, cases: Cases, home: Ints32, households: int) -> Best:
    """The combination that gives each household most; of equal ones always the same. home: household of each person."""
    promised = [guarantee for guarantee in guarantees if guarantee.code in cases]
    places = {one.code: home[cases[one.code][0]] if one.entity == "person" else cases[one.code][0] for one in promised}
    kept = {code: np.ones(len(rows), dtype=np.bool_) for code, (rows, _) in cases.items()}
    total = np.zeros(households, dtype=np.int64)
    for code, place in places.items():
        np.add.at(total, place, cases[code][1])
    for group in groups(promised, month):
        codes = (*group.of_home, *group.of_person)
        worth = {code: cases[code][1] > 0 for code in codes}
        # Who has no more than one of them has no choice to make.
        many = np.bincount(np.concatenate([places[code][worth[code]] for code in codes]), minlength=households) > 1
        if many.any():
            busy = {code: np.flatnonzero(worth[code] & many[places[code]]) for code in codes}
            some = {code: (cases[code][0][busy[code]].astype(np.int64), cases[code][1][busy[code]].astype(np.int64)) for code in codes}
            for code, held in _choose(group, some, home).items():
                kept[code][busy[code]] = held
                lost = busy[code][~held]
                np.subtract.at(total, places[code][lost], cases[code][1][lost])
    return Best(total, kept)


def _choose(group: Group, cases: Cases, home: Ints32) -> dict[str, Bools]:
    """By code, which rows are in the best combination of their household."""
    people = np.unique(np.concatenate([cases[code][0] for code in group.of_person] or [np.empty(0, np.int64)]))
    homes = np.unique(np.concatenate([home[people], *(cases[code][0] for code in group.of_home)]))
    own = {code: _spread(homes, *cases[code]) for code in group.of_home} | {code: _spread(people, *cases[code]) for code in group.of_person}
    where = np.searchsorted(homes, home[people])
    most, way = np.full(len(homes), -1, dtype=np.int64), np.zeros(len(homes), dtype=np.intp)
    sets = list(dict.fromkeys(some for _, beside in group.ways for some in beside))
    taken = np.zeros(len(people), dtype=np.intp)
    for number, (chosen, beside) in enumerate(group.ways):
        value, mine = np.full(len(people), -1, dtype=np.int64), np.zeros(len(people), dtype=np.intp)
        for some in beside:
            sums = sum((own[code] for code in some), np.zeros(len(people), dtype=np.int64))
            better = sums > value
            value[better], mine[better] = sums[better], sets.index(some)
        sums = sum((own[code] for code in chosen), np.zeros(len(homes), dtype=np.int64))
        np.add.at(sums, where, value)
        better = sums > most
        most[better], way[better] = sums[better], number
        taken = np.where(better[where], mine, taken)
    held = {code: np.array([code in chosen for chosen, _ in group.ways])[way[np.searchsorted(homes, cases[code][0])]] for code in group.of_home}
    return held | {
        code: np.array([code in some for some in sets])[taken[np.searchsorted(people, cases[code][0])]] for code in group.of_person
    }


def together(rights: Sequence[Rights], home: Ints32, households: int) -> Together:
    """What households have and can have. rights: of one month, one per guarantee. home: household of each person in the month."""
    guarantees, month = [right.guarantee for right in rights], rights[0].month if rights else 0
    due = best(guarantees, month, {right.guarantee.code: right.of(DUE) for right in rights}, home, households)
    both = best(guarantees, month, {right.guarantee.code: _promised(right) for right in rights}, home, households)
    apart, change = {}, {}
    for right in rights:
        code, held = right.guarantee.code, right.states == DUE
        left = right.rows[held][~due.kept[code]]
        if len(left):
            apart[code] = left.astype(np.int64)
        change[code] = np.zeros(len(right.rows), dtype=np.int8)
        change[code][held | (right.states == CLAIMABLE)] += both.kept[code]
        change[code][held] -= due.kept[code]
    return Together(due.total, both.total - due.total, apart, change)


def _promised(right: Rights) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Rows to which a right is due or would be if claimed, and their kopecks."""
    some = (right.states == DUE) | (right.states == CLAIMABLE)
    return right.rows[some], right.amounts[some]


def instead(register: Register, rights: Sequence[Rights], home: Ints32 | None = None, claims: Mapping[str, Ints32] | None = None) -> dict[str, Ints]:
    """By code, the rows where another right stands in place of this one, so that nothing of it is owed or missed.

    That is where the other is due, or claimed and waits in time; where both could be claimed, and the other is in the best combination;
    and where both are due, and the other is. rights: of one month. claims: by code, the claim of each open case (default: as in `rights`).
    """
    if not rights:
        return {}
    month = rights[0].month
    bound = either_or([right.guarantee for right in rights], month)
    rights = [right for right in rights if right.guarantee.code in bound]
    home = register.household_of() if home is None else home
    guarantees = [right.guarantee for right in rights]
    claim = {right.guarantee.code: right.claim[right.rows] for right in rights} if claims is None else claims
    held = {right.guarantee.code: right.rows[held_cases(right, claim[right.guarantee.code])] for right in rights}
    found = alternatives(register, guarantees, month, held, home)
    due, free = {}, {}
    for right in rights:
        code = right.guarantee.code
        blocked = np.isin(right.rows, found.get(code, ()))
        open_now = (right.states == CLAIMABLE) & (claim[code] < 0) & ~right.rejected & ~blocked
        due[code], free[code] = right.of(DUE), (right.rows[open_now], right.amounts[open_now])
    left: dict[str, list[NDArray[Any]]] = {code: [np.setdiff1d(rows, due[code][0])] for code, rows in found.items()}
    for cases in (due, free):
        for code, kept in best(guarantees, month, cases, home, register.households).kept.items():
            if not kept.all():
                left.setdefault(code, []).append(cases[code][0][~kept])
    return {code: np.unique(np.concatenate(parts)).astype(np.int64) for code, parts in left.items()}


def _joined(pairs: Mapping[str, set[str]]) -> list[list[str]]:
    """Names that are bound together by pairs, directly or through others."""
    found: list[list[str]] = []
    left = {name for name, others in pairs.items() if others}
    while left:
        group, rest = set[str](), {min(left)}
        while rest:
            group |= rest
            rest = set().union(*(pairs[name] for name in rest)) - group
        found.append(sorted(group))
        left -= group
    return found


def _apart(names: Sequence[str], pairs: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Every set of names of which no two are a pair; the empty one too."""
    if not names:
        yield set()
        return
    for rest in _apart(names[1:], pairs):
        yield rest
        if not pairs[names[0]] & rest:
            yield rest | {names[0]}


def _spread(places: Ints, rows: Ints, amounts: Ints) -> Ints:
    """Amounts of some rows, beside a list of places that has them all."""
    found = np.zeros(len(places), dtype=np.int64)
    found[np.searchsorted(places, rows)] = amounts
    return found
