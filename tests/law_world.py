"""Random households for a law: facts present and absent, dated, recorded late; claims; incomes with holes."""

from __future__ import annotations

import datetime
from datetime import date

from hypothesis import strategies as st

from zhyto import dates
from zhyto.law.declare import Input
from zhyto.law.model import Law
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell

FIXED = ("birth_date", "death_date", "died", "sex", "role")


def day(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


def stored(item: Input) -> st.SearchStrategy[int]:
    if item.type == "date":
        return day(date(2018, 1, 1), date(2024, 12, 31)).map(dates.day_number)
    high = min(item.high, 3_000 * item.scale)
    near = [low for low in (item.low, item.low + 1, min(item.high, item.scale), high) if low <= item.high]
    return st.one_of(st.sampled_from(near), st.integers(item.low, high))


def spells(item: Input, centre: date) -> st.SearchStrategy[tuple[Spell, ...]]:
    always = st.builds(Spell, stored(item)) if item.source in ("persons", "households") else st.builds(Spell, stored(item), st.just(date(2000, 1, 1)))
    near = day(centre - datetime.timedelta(days=400), centre + datetime.timedelta(days=60))
    dated = st.builds(
        lambda value, since, length, recorded: Spell(value, since, None if length is None else since + datetime.timedelta(days=length), recorded),
        stored(item), near, st.one_of(st.none(), st.integers(0, 300)), st.one_of(st.none(), near),
    )  # fmt: skip
    later = st.lists(dated, max_size=2).map(lambda items: sorted(items, key=lambda s: (s.since, s.recorded or date.min)))
    return st.tuples(st.lists(always, max_size=1), later).map(lambda two: (*two[0], *two[1]))


def facts(law: Law, entity: str, centre: date) -> st.SearchStrategy[dict[str, tuple[Spell, ...]]]:
    items = [
        i for i in law.inputs.values() if i.entity == entity and i.recorded and i.name not in FIXED
    ]
    return st.fixed_dictionaries({}, optional={item.name: spells(item, centre) for item in items}).map(
        lambda found: {name: value for name, value in found.items() if value}
    )


def claims(law: Law, entity: str, centre: date) -> st.SearchStrategy[dict[str, tuple[Claim, ...]]]:
    near = day(centre - datetime.timedelta(days=300), centre + datetime.timedelta(days=40))

    def claim(on: date, decision: str, wait: int, recorded: date | None) -> Claim:
        return Claim(on, decision, None if decision == "pending" else on + datetime.timedelta(days=wait), recorded)

    one = st.builds(claim, near, st.sampled_from(["granted", "refused", "pending"]), st.integers(0, 60), st.one_of(st.none(), near))
    many = st.lists(one, min_size=1, max_size=2).map(lambda items: tuple(sorted(items, key=lambda c: c.claimed_on)))
    codes = [code for code, g in law.guarantees.items() if g.entity == entity]
    return st.fixed_dictionaries({}, optional=dict.fromkeys(codes, many))


def incomes(month: int) -> st.SearchStrategy[tuple[Income, ...]]:
    kinds = st.sampled_from(["wage", "pension", "other", "none", "self_employment", "benefit"])
    amounts = st.one_of(st.sampled_from([0, 1, 100_000, 199_999, 200_000]), st.integers(0, 2_000_000))

    def rows(base: list[tuple[str, int]], skipped: set[int], recorded: date | None) -> tuple[Income, ...]:
        found = []
        for back in range(-1, 14):
            if back in skipped:
                continue
            for kind, amount in base:
                found.append(Income(month - back, kind, 0 if kind == "none" else amount + back, recorded if back == 2 else None))
        order = ["none", "wage", "self_employment", "farm", "pension", "benefit", "stipend", "alimony", "remittance", "rent", "other", "counted_benefit"]
        return tuple(sorted(set(found), key=lambda r: (r.month, order.index(r.kind))))

    base = st.lists(st.tuples(kinds, amounts), max_size=2, unique_by=lambda pair: pair[0])
    return st.builds(rows, base, st.sets(st.integers(-1, 13), max_size=1), st.one_of(st.none(), st.just(dates.last_day(month + 1))))


def persons(law: Law, number: int, month: int) -> st.SearchStrategy[Entity]:
    centre = dates.first_day(month)
    births = st.one_of(
        day(date(1930, 1, 1), centre), day(centre - datetime.timedelta(days=7000), centre + datetime.timedelta(days=45)),
        st.sampled_from([1, 3, 6, 14, 18, 60, 65, 70, 75, 80]).map(lambda years: dates.add_months(centre, -12 * years)),
        st.sampled_from([date(2004, 2, 29), date(1960, 2, 29)]),
    )  # fmt: skip
    deaths = st.one_of(st.none(), st.none(), st.none(), day(centre - datetime.timedelta(days=40), centre + datetime.timedelta(days=40)))

    def build(birth, death, sex, role, own, asked, earned):
        own = {**own, **({"sex": (Spell(sex),)} if sex else {}), **({"role": (Spell(role),)} if role else {})}
        return Entity(f"p{number}", own, asked, earned, birth, death)

    return st.builds(
        build,
        births,
        deaths,
        st.integers(1, 2),
        st.integers(0, 5),
        facts(law, "person", centre),
        claims(law, "person", centre),
        incomes(month),
    )


@st.composite
def households(draw, law: Law, month: int, complete: tuple[Complete, ...], number: int = 0) -> Household:
    centre = dates.first_day(month)
    size = draw(st.integers(0, 5))
    members = tuple(draw(persons(law, number * 100 + i, month)) for i in range(size))
    own = Entity(f"h{number}", draw(facts(law, "household", centre)), draw(claims(law, "household", centre)))
    return Household(own, members, complete, "H")


@st.composite
def worlds(draw, law: Law, months: tuple[int, int]) -> tuple[list[Household], int, date | None]:
    month = draw(st.integers(*months))
    first, last = dates.first_day(month - 13), dates.last_day(month + 1)
    middle = dates.last_day(month - 7)
    named = [Complete("facts", first, last, name) for name in ("disabled", "student", "other_award")]
    covers = [
        (), (Complete("incomes", None, None, ""), Complete("facts", None, None, "")),
        (Complete("incomes", first, last, "wage"), Complete("facts", first, last, ""), Complete("claims", None, None, "")),
        # Spans that adjoin, and lists named one by one.
        (Complete("incomes", first, middle, ""), Complete("incomes", dates.first_day(month - 6), last, ""), Complete("claims", None, middle, ""),
         Complete("claims", dates.first_day(month - 6), None, "event_right"), *named),
    ]
    complete = draw(st.sampled_from(covers))
    known = draw(st.one_of(st.none(), st.sampled_from([dates.last_day(month), dates.first_day(month), dates.last_day(month + 2)])))
    return [draw(households(law, month, complete, number)) for number in range(draw(st.integers(1, 4)))], month, known
