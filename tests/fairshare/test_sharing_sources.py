"""Several sources at once: against brute force, max flow and linear programs; the properties promised; a verifier under attack."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sharing_cases import by_queue, fairest, payable, random_case, reduced
from zhyto.fairshare import SUM_LIMIT, Instance, Sharing, Source, leximin, make_instance, unconditional, verify
from zhyto.fairshare.fill import Filled
from zhyto.fairshare.sharing import _certificate, needs, place_of
from zhyto.faults import InputRefused

seeds = st.integers(0, 2**32)


def proven(case: Instance) -> Sharing:
    result = leximin(case)
    assert verify(case, result.split, result.certificate) == []
    return result


def made(seed: int, **how: object) -> Instance:
    return random_case(np.random.default_rng(seed), **how)


def at_scale(case: Instance, factor: int) -> Instance:
    return replace(case, resources=case.resources * factor, line=case.line * factor, unit=1,
                   sources=tuple(replace(source, amount=source.amount * factor) for source in case.sources))  # fmt: skip


def test_two_sources_by_hand() -> None:
    """The example of docs/fair-shares.md: a source for all, a source for families with children only."""
    case = make_instance(
        [1000, 2000, 4000, 4500], [1] * 4, [5000] * 4, [Source("oblast", 2500), Source("children", 2500, [False, True, True, False])]
    )
    result = proven(case)
    assert result.share.tolist() == [2500, 2250, 250, 0]
    assert result.split.tolist() == [[2500, 0], [0, 2250], [0, 250], [0, 0]]
    stops = [(stop["sources"], stop["last"][0], stop["bounds"]) for stop in result.certificate["stops"]]
    assert stops == [(["oblast"], 3499, 2), (["oblast", "children"], 4249, 2)]
    assert result.level == 3499


def test_thousands_of_random_instances_follow_the_queue() -> None:
    rng = np.random.default_rng(20260701)
    stops = closed = promised = 0
    for _ in range(1500):
        case = random_case(rng)
        result = proven(case)
        assert result.share.tolist() == by_queue(case)
        stops = max(stops, len(result.certificate["stops"]))
        closed += len(result.certificate["closed"])
        promised += result.certificate["promised"] > 0
    assert stops >= 3
    assert closed > 50
    assert promised > 50


def test_what_can_be_paid_is_what_a_max_flow_program_says() -> None:
    rng = np.random.default_rng(7)
    for _ in range(80):
        case = random_case(rng, households=6)
        assert leximin(case).share.tolist() == by_queue(case, payable)


@given(seeds)
@settings(max_examples=120)
def test_no_sharing_is_fairer_by_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 5))
    sources = [Source(f"s{j}", int(rng.integers(0, 9)), rng.random(n) < 0.7, most=None if rng.random() < 0.6 else int(rng.integers(1, 4)))
               for j in range(int(rng.integers(1, 4)))]  # fmt: skip
    case = make_instance(rng.integers(0, 5, n), rng.integers(1, 4, n), rng.integers(0, 7, n), sources, unit=int(rng.integers(1, 3)))
    levels = sorted(Fraction(int(r + s), int(w)) for r, s, w in zip(case.resources, proven(case).share, case.weight, strict=True))
    assert levels == fairest(case)


def levels_by_linear_programs(case: Instance) -> np.ndarray:
    """Levels of the leximin sharing of divisible money: raise all that are free together; fix those that can go no higher."""
    n, k = len(case), len(case.sources)
    r, w, z = (column.astype(np.float64) for column in (case.resources, case.weight, case.line))
    room = np.maximum(z - r, 0)
    serves = np.array([np.ones(n) if s.serves is None else s.serves for s in case.sources], dtype=np.float64).T
    free, level = (room > 0) & (serves.sum(axis=1) > 0), r / w
    most = np.array([np.full(n, np.inf) if s.most is None else np.full(n, s.most) for s in case.sources], np.float64).T
    limits = [(0, min(most[i, j], room[i]) * serves[i, j]) for i in range(n) for j in range(k)]
    spend = np.zeros((k, n * k + 1))
    for j in range(k):
        spend[j, j : n * k : k] = 1

    def best(goal: int | None, floor: float) -> float:
        rows, bounds, same, equal = [*spend], [float(s.amount) for s in case.sources], [], []
        for i in range(n):
            row = np.zeros(n * k + 1)
            row[i * k : (i + 1) * k] = 1
            if not free[i]:
                same.append(row)
                equal.append(level[i] * w[i] - r[i])
                continue
            rows.append(row)
            bounds.append(room[i])
            row = -row / w[i]
            if goal is None or i == goal:
                row[-1] = 1
            rows.append(row)
            bounds.append(r[i] / w[i] - (0 if goal is None or i == goal else floor))
        # Shares fixed before are kept to within what the program itself is exact to.
        for row, value in zip(same, equal, strict=True):
            rows += [row, -row]
            bounds += [value + 1e-6, 1e-6 - value]
        answer = linprog(np.append(np.zeros(n * k), -1), A_ub=np.array(rows), b_ub=bounds, bounds=[*limits, (None, None)], method="highs")
        assert answer.status == 0, answer.message
        return -answer.fun

    while free.any():
        floor = best(None, 0)
        reach = {i: best(i, floor - 1e-6) for i in np.flatnonzero(free)}
        for i in [i for i, top in reach.items() if top <= floor + 1e-4] or [min(reach, key=reach.get)]:
            free[i], level[i] = False, floor
    return level


@given(seeds)
@settings(max_examples=40)
def test_in_the_limit_of_fine_money_it_is_the_linear_programs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng, households=5, plain=True)
    case = replace(case, sources=tuple(replace(s, most=None if rng.random() < 0.6 else int(rng.integers(1, 6))) for s in case.sources))
    fine = 10**7
    exact = at_scale(case, fine)
    exact = replace(exact, sources=tuple(replace(s, most=None if s.most is None else int(s.most) * fine) for s in exact.sources))
    got = (exact.resources + proven(exact).share) / fine / case.weight
    assert np.allclose(got, levels_by_linear_programs(case), atol=2e-3)


@given(seeds)
@settings(max_examples=150)
def test_never_over_budget_conditions_kept_nothing_wasted(seed: int) -> None:
    case = made(seed)
    result = proven(case)
    have, share = case.resources.copy(), result.share
    out = np.logical_or.reduce([np.zeros(len(case), bool), *case.left_out.values()])
    for j, source in enumerate(case.sources):
        paid = 0 if source.paid is None else source.paid
        have = have + paid
        assert result.split[:, j].sum() <= source.amount
        assert source.serves is None or not result.split[~np.asarray(source.serves), j].any()
        assert source.most is None or (result.split[:, j] <= np.maximum(np.asarray(source.most) - paid, 0)).all()
    assert (share % case.unit == 0).all()
    assert not share[out].any()
    assert (share <= np.maximum(case.line - have, 0)).all()
    assert ((share == 0) | (share >= case.useful)).all()
    # Pareto: no unit more for anybody with all others' shares and all promises kept, by the max-flow program.
    if not case.useful:
        _, room, caps, money, promised = reduced(case)
        beyond = [int(part) // case.unit - floor for part, floor in zip(share, promised, strict=True)]
        assert payable(beyond, caps, money)
        for i in range(len(case)):
            if beyond[i] < room[i]:
                assert not payable([part + (i == at) for at, part in enumerate(beyond)], caps, money)


@given(seeds, st.integers(0, 5), st.integers(1, 12))
@settings(max_examples=150)
def test_more_money_in_any_source_takes_from_nobody(seed: int, which: int, more: int) -> None:
    case = made(seed)
    case = replace(case, useful=0)
    richer = replace(case, sources=tuple(replace(s, amount=s.amount + more * (j == which % len(case.sources))) for j, s in enumerate(case.sources)))
    assert (proven(case).share <= proven(richer).share).all()


@given(seeds)
@settings(max_examples=100)
def test_the_order_of_the_households_does_not_matter(seed: int) -> None:
    case = made(seed)
    order = np.random.default_rng(seed + 1).permutation(len(case))

    def moved(value: object) -> object:
        return value if value is None or isinstance(value, int) else np.asarray(value)[order]

    sources = [replace(s, serves=moved(s.serves), least=moved(s.least), most=moved(s.most), paid=moved(s.paid)) for s in case.sources]
    there = make_instance(case.resources[order], case.weight[order], case.line[order], sources, unit=case.unit, useful=case.useful, tie=case.tie[order],
                          left_out={reason: mask[order] for reason, mask in case.left_out.items()})  # fmt: skip
    here, other = proven(case), proven(there)
    assert other.split.tolist() == here.split[order].tolist()
    assert other.certificate == here.certificate


@given(seeds, st.integers(2, 4))
@settings(max_examples=100)
def test_splitting_a_household_into_equal_parts_gains_no_more_than_rounding(seed: int, parts: int) -> None:
    """The sense in which it holds: parts at the level of the whole, no maxima per household, no minimum useful payment."""
    case = at_scale(made(seed, plain=True, unit=1), 60)
    rows = np.concatenate([np.zeros(parts, np.int64), np.arange(1, len(case))])
    divide = np.where(np.arange(len(rows)) < parts, parts, 1)
    whole = replace(case, weight=case.weight * 60)
    sources = tuple(replace(s, serves=None if s.serves is None else np.asarray(s.serves)[rows]) for s in whole.sources)
    apart = replace(whole, resources=whole.resources[rows] // divide, weight=whole.weight[rows] // divide, line=whole.line[rows] // divide,
                    tie=np.arange(len(rows)), sources=sources)  # fmt: skip
    whole = replace(whole, resources=apart.resources[parts - 1 :].copy(), line=apart.line[parts - 1 :].copy(), tie=np.arange(len(case)))
    whole.resources[0] *= parts
    whole.line[0] *= parts
    gain = int(proven(apart).share[:parts].sum()) - int(proven(whole).share[0])
    # Every set of sources that is exhausted leaves each part at most one kopeck past its exact share, twice over (see the one fund).
    assert gain <= 2 * parts * len(case.sources)


@given(seeds)
@settings(max_examples=60)
def test_a_later_share_takes_nothing_back_and_counts_what_was_paid(seed: int) -> None:
    """A shock: resources fall, money comes. What was paid stays, and stands in the certificate."""
    rng = np.random.default_rng(seed)
    case = random_case(rng, plain=True)
    first = proven(case)
    fallen = np.maximum(case.resources - rng.integers(0, 8, len(case)), 0)
    left = [source.amount - int(first.split[:, j].sum()) + int(rng.integers(0, 10)) for j, source in enumerate(case.sources)]
    later = replace(case, resources=fallen, sources=tuple(
        replace(source, amount=amount, paid=first.split[:, j]) for j, (source, amount) in enumerate(zip(case.sources, left, strict=True))))  # fmt: skip
    second = proven(later)
    assert second.certificate["paid"] == int(first.share.sum())
    assert (second.share >= 0).all()
    assert second.share.tolist() == by_queue(later)
    forgotten = replace(later, sources=tuple(replace(source, paid=None) for source in later.sources))
    if first.share.any():
        assert verify(forgotten, second.split, second.certificate)


def test_a_certificate_is_plain_json_and_survives_it() -> None:
    rng = np.random.default_rng(3)
    for _ in range(40):
        case = random_case(rng)
        result = leximin(case)
        assert json.loads(json.dumps(result.certificate)) == result.certificate
        assert verify(case, result.split, json.loads(json.dumps(result.certificate))) == []


# ------------------------------------------------------------------------------------------------------------------ attacks


def chains(sources: int) -> list[list[int]]:
    """Every rising chain of sets of sources."""
    sets = range(1 << sources)
    found: list[list[int]] = []
    for length in range(sources + 2):
        found += [list(chain) for chain in combinations(sets, length) if all(a & ~b == 0 for a, b in pairwise(chain))]
    return found


@given(seeds)
@settings(max_examples=5)
def test_the_verifier_accepts_no_sharing_but_the_solvers(seed: int) -> None:
    """Every way to pay, with every certificate whose figures are all true of it and whose stops are any chain of sets."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(1, 4)), 2
    sources = [Source(f"s{j}", int(rng.integers(0, 4)), rng.random(n) < 0.7, most=None if rng.random() < 0.7 else 1) for j in range(k)]
    case = make_instance(rng.integers(0, 3, n), rng.integers(1, 3, n), rng.integers(0, 5, n), sources)
    true, need = leximin(case), needs(case)
    accepted = 0
    for claim in product(*(range(3) for _ in range(len(need.at) * k))):
        units = np.array(claim, np.int64).reshape(-1, k)
        split = np.zeros((n, k), np.int64)
        split[need.at] = units
        for chain in chains(k):
            forged = _certificate(case, need, Filled(units.sum(axis=1), chain), units)
            if verify(case, split, forged) == []:
                assert split.sum(axis=1).tolist() == true.share.tolist()
                accepted += 1
    if true.split.max(initial=0) < 3:
        assert accepted


@given(seeds)
@settings(max_examples=4)
def test_no_unfair_sharing_is_excused_by_a_smallest_payment(seed: int) -> None:
    """Every other way to pay, with every chain of stops and every place at which too little might be said to have been left."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 3))
    case = make_instance(rng.integers(0, 3, n), rng.integers(1, 3, n), rng.integers(2, 7, n), [Source("s", int(rng.integers(0, 6)))], useful=2)
    true, need = by_queue(case), needs(case)
    at = range(len(need.at))
    for claim in product(range(5), repeat=len(need.at)):
        units, split = np.array(claim, np.int64).reshape(-1, 1), np.zeros((n, 1), np.int64)
        split[need.at] = units
        if split.sum(axis=1).tolist() == true or (units[:, 0] > need.rows.most).any():
            continue
        for chain, place in product(chains(1), [None, *product(at, range(5))]):
            left = 0
            for _ in range(2):
                closed = [] if place is None else [(1, left, *place)]
                said = verify(case, split, _certificate(case, need, Filled(units.sum(axis=1), chain, closed), units))
                assert said
                # The forger mends what the verifier counts otherwise.
                left = next((int(one.rpartition(" ")[2]) for one in said if "what was left" in one), left)


@given(seeds)
@settings(max_examples=150)
def test_any_kopeck_moved_is_noticed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    result = proven(case)
    n, k = result.split.shape
    i, j, a, b = int(rng.integers(n)), int(rng.integers(n)), int(rng.integers(k)), int(rng.integers(k))
    step = int(rng.choice([1, case.unit]))
    changed = result.split.copy()
    changed[i, a] += step
    changed[j, b] -= step
    if (changed != result.split).any() and changed.sum(axis=1).tolist() != result.share.tolist():
        assert verify(case, changed, result.certificate)
    # Another source for the same household contradicts what the certificate says of the sources.
    changed = result.split.copy()
    changed[i, a] += step
    changed[i, b] -= step
    if a != b:
        assert verify(case, changed, result.certificate)
    changed = result.split.copy()
    changed[i, a] += step
    assert verify(case, changed, result.certificate)


def altered(value: object) -> list[object]:
    """Values near one, of its kind or not."""
    if isinstance(value, bool):
        return [not value, int(value)]
    if isinstance(value, int):
        return [value + 1, value - 1, -value - 1, 2**70, str(value), None, float(value)]
    if isinstance(value, str):
        return [value + "x", None]
    if isinstance(value, list):
        return [value[:-1] if value else [0], [*value, *value] if value else [[]], None, value[::-1] if value != value[::-1] else [1.5]]
    return [0, {}] if value is None else [None]


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [one for key, part in inside for one in places(part, (*path, key))]


def another_proof(sharing: Sharing, path: tuple[object, ...], other: object) -> bool:
    """Two things may be said in more ways than one, all of them true: which set of sources bounds a household, if some of them alone would,
    and the place in the queue from which on too little was left for a first payment. That no certificate excuses another sharing is tested above."""
    if path[0] == "stops" and path[2:] == ("sources",):
        return all(source["left"] < sharing.certificate["unit"] for source in sharing.certificate["sources"] if source["name"] in other)
    if path[0] == "closed" and path[2:3] == ("from",):
        return type(other) is int or (len(other) == 4 and all(type(part) is int for part in other))
    return path[0] == "closed" and path[2:] == ("sources",) and set(other) <= {source["name"] for source in sharing.certificate["sources"]}


@given(seeds)
@settings(max_examples=10)
def test_any_field_of_the_certificate_changed_is_noticed(seed: int) -> None:
    case = made(seed, households=8, most_sources=3)
    result = proven(case)
    for path in places(result.certificate):
        at = result.certificate
        for key in path[:-1]:
            at = at[key]
        for other in altered(at[path[-1]]):
            forged = copy.deepcopy(result.certificate)
            inner = forged
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = other
            assert verify(case, result.split, forged) or another_proof(result, path, other), (path, other)
        if isinstance(at, dict):
            forged = copy.deepcopy(result.certificate)
            inner = forged
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            assert verify(case, result.split, forged), path


def test_a_wrong_set_of_sources_is_noticed() -> None:
    case = made(11, plain=True)
    case = make_instance([0, 0, 0], [1] * 3, [9] * 3, [Source("a", 2, [True, True, False]), Source("b", 3, [False, True, True]), Source("c", 0)])
    result = proven(case)
    stop = result.certificate["stops"][0]
    for names in ([], ["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "a"], ["d"], "abc"):
        if sorted(names) == sorted(stop["sources"]):
            continue
        forged = copy.deepcopy(result.certificate)
        forged["stops"][0]["sources"] = names
        assert verify(case, result.split, forged), names


@given(seeds)
@settings(max_examples=40)
def test_a_certificate_of_another_instance_proves_nothing(seed: int) -> None:
    case = made(seed)
    result = proven(case)
    source = case.sources[0]
    others = [replace(case, unit=case.unit + 1), replace(case, useful=case.useful + 1), replace(case, left_out={"other": np.ones(len(case), bool)}),
              replace(case, sources=(replace(source, amount=source.amount + 1), *case.sources[1:])),
              replace(case, sources=(replace(source, in_kind=True), *case.sources[1:])),
              replace(case, sources=(replace(source, name="other"), *case.sources[1:]))]  # fmt: skip
    for other in others:
        assert verify(other, result.split, result.certificate)


MALFORMED = [None, 0, "x", [], {}, {"stops": 3}, {"stops": [{"sources": ["s0"]}]}]


@pytest.mark.parametrize("certificate", MALFORMED)
def test_a_malformed_certificate_is_a_failure_not_a_crash(certificate: object) -> None:
    case = made(5)
    assert verify(case, leximin(case).split, certificate)
    for split in (None, "x", [[1.5]], np.zeros((1, 1, 1)), np.full((len(case), len(case.sources)), 2**62), -leximin(case).split - 1):
        assert verify(case, split, leximin(case).certificate)


def test_an_instance_that_no_rule_covers_is_never_proven() -> None:
    """`make_instance` refuses a promise beside a minimum useful payment. A forger who writes the files need not ask it: here money for both is
    kept back, and the stop says that what each still lacks is too little to be useful."""
    case = replace(make_instance([0, 0], [1, 1], [10, 10], [Source("a", 20, least=1)]), useful=10)
    need = needs(case)
    certificate = _certificate(case, need, Filled(np.zeros(2, np.int64), [], []), need.promised)
    certificate["stops"] = [{"sources": [], "last": None, "bounds": 2}]
    certificate["groups"][0]["bounded"] = [[0, 2]]
    assert verify(case, need.promised, certificate) == ["a promise stands beside a minimum useful payment"]


def test_the_verifier_shares_no_code_with_the_solver() -> None:
    import ast
    from pathlib import Path

    import zhyto.fairshare

    tree = ast.parse((Path(zhyto.fairshare.__file__).parent / "verifier.py").read_text(encoding="utf-8"))
    taken = [(node.module, name.name) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhyto")
             for name in node.names]  # fmt: skip
    assert [pair for pair in taken if pair[0] != "zhyto.texts"] == [("zhyto.fairshare.instance", "Instance")]
    assert not any(name.name.startswith("zhyto") for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names)


# ------------------------------------------------------------------------------------------------------------- conditions, refusals


def test_a_maximum_is_kept_and_the_other_source_goes_on() -> None:
    case = make_instance([0, 0], [1, 1], [100, 100], [Source("a", 100, most=10), Source("b", 30, [True, False])])
    result = proven(case)
    assert result.share.tolist() == [40, 10]
    assert result.certificate["stops"][0] == {"sources": [], "last": None, "bounds": 1}, "its only source is at the maximum, nothing is exhausted"
    assert result.certificate["stops"][1]["sources"] == ["b"]


def test_a_promise_is_kept_before_the_queue_begins() -> None:
    case = make_instance([0, 80, 99], [1] * 3, [100] * 3, [Source("a", 40, least=5), Source("b", 10)])
    result = proven(case)
    assert result.share.tolist() == [44, 5, 1]
    assert result.certificate["promised"] == 11
    with pytest.raises(InputRefused, match="11 promised to 3 households"):
        leximin(replace(case, sources=(replace(case.sources[0], amount=10), case.sources[1])))


def test_a_payment_too_small_to_be_useful_is_not_made() -> None:
    case = make_instance([0, 5, 20, 95], [1] * 4, [100] * 4, [Source("a", 45)], useful=20)
    result = proven(case)
    # The poorest two get 20 each; when they and the third stand level, the first takes one more by its tie number;
    # then the third's turn comes with 4 left: too little for it, so they go on along the queue.
    assert result.share.tolist() == [25, 20, 0, 0]
    assert result.certificate["closed"] == [{"sources": ["a"], "left": 4, "from": [20, 1, 1, 2], "bounds": 1}]
    assert result.certificate["too_small"] == 1


def test_whom_nobody_may_serve_is_told() -> None:
    case = make_instance([0, 0], [1, 1], [9, 9], [Source("a", 5, [True, False]), Source("b", 7, [False, False])])
    result = proven(case)
    assert result.share.tolist() == [5, 0]
    assert result.certificate["sources"][1]["may_serve"] == 0
    assert result.certificate["sources"][1]["left"] == 7
    assert result.certificate["groups"][0] | {"last": None} == {
        "sources": [], "households": 1, "helped": 0, "lifted": 0, "given": [0, 0], "last": None, "bounded": [[0, 1]]}  # fmt: skip


def test_money_for_nobody_stays() -> None:
    for case in (make_instance([], [], [], [Source("a", 5)]), make_instance([9], [1], [9], [Source("a", 5)])):
        assert proven(case).certificate["left"] == 5


def test_a_condition_lifted() -> None:
    case = make_instance([0, 0], [1, 1], [9, 9], [Source("a", 6, [True, False])])
    assert proven(unconditional(case, "a")).share.tolist() == [3, 3]


def test_every_fault_is_told_in_one_pass() -> None:
    with pytest.raises(InputRefused) as refused:
        make_instance(
            [-1, 0, 0], [1, 0, 1], [5, 5, -5],
            [Source("a", -1), Source("a", 5, most=1, least=2), Source("c", True, [1, 0, 1]), Source("d", 2**62, paid=[0.5, 1, 1]), Source("e", 1.5)],
            unit=0, useful=-1, tie=[1, 1, 2], hromada=[0, -1, 2],
        )  # fmt: skip
    told = [(fault.file, fault.row, fault.column) for fault in refused.value.faults]
    assert told == [
        ("households", 1, "resources"), ("households", 2, "weight"), ("households", 3, "line"), ("households", 2, "hromada"), ("households", 0, "tie"),
        ("instance", 0, "unit"), ("instance", 0, "useful"), ("sources", 1, "amount"), ("sources", 2, "name"), ("sources", 2, "least"),
        ("sources", 2, "least"),
        ("sources", 3, "amount"), ("households", 0, "c: serves"), ("sources", 4, "amount"), ("households", 0, "d: paid"), ("sources", 5, "amount"),
    ]  # fmt: skip


def test_sums_that_overflow_are_refused() -> None:
    with pytest.raises(InputRefused, match=f"sum is below {SUM_LIMIT}"):
        make_instance([0, 0], [1, 1], [SUM_LIMIT // 2, SUM_LIMIT // 2], [Source("a", 1)])
    with pytest.raises(InputRefused, match="1 … 8"):
        make_instance([0], [1], [1], [Source(str(j), 1) for j in range(9)])
    with pytest.raises(InputRefused, match="promise beside"):
        make_instance([0], [1], [1], [Source("a", 1, least=1)], useful=5)
    with pytest.raises(InputRefused, match=f"whole kopecks, 0 … {SUM_LIMIT - 1}"):
        make_instance([0], [1], [1], [Source("a", SUM_LIMIT)])


@pytest.mark.parametrize("most", [None, SUM_LIMIT // 2 - 1, [SUM_LIMIT // 2 - 1] * 2])
@pytest.mark.parametrize("paid", [None, [SUM_LIMIT // 2 - 1, 0]])
def test_eight_sources_at_the_limit_are_summed_exactly(most: object, paid: object) -> None:
    """What they hold together, or may pay together, once went beyond 64 bits: the queue never ended, or money stayed that could be given."""
    line = SUM_LIMIT // 2 - 1
    rich = make_instance([0, 0], [1, 2], [line, line], [Source(str(j), SUM_LIMIT - 1, most=most, paid=paid) for j in range(8)])
    assert proven(rich).share.tolist() == [line if paid is None else 0, line]
    poor = make_instance([0, 0], [1, 1], [line, line], [Source(str(j), SUM_LIMIT // 100, most=most) for j in range(8)])
    assert proven(poor).share.tolist() == [8 * (SUM_LIMIT // 100) // 2] * 2


def test_the_place_of_a_unit_is_in_lowest_terms() -> None:
    assert place_of(6, 4, 9) == (3, 2, 4, 9)


# ------------------------------------------------------------------------------------------------------------- other rules, what if


def four() -> Instance:
    return make_instance([10, 40, 70, 90], [1] * 4, [100] * 4, [Source("a", 90)], hromada=[0, 0, 1, 1])


def test_other_rules_by_hand() -> None:
    from zhyto.fairshare.compare import by_gap, by_heads, by_leximin, by_lottery, by_need, by_points

    case = four()
    ids = pl.Series(["h1", "h2", "h3", "h4"])
    assert by_leximin(case).sum(axis=1).tolist() == [60, 30, 0, 0]
    assert by_need(case).sum(axis=1).tolist() == [42, 28, 15, 5]
    assert by_heads(case, [1, 1, 1, 1]).sum(axis=1).tolist() == [27, 27, 26, 10]
    assert by_gap(case).sum(axis=1).tolist() == [0, 45, 30, 10]
    assert by_gap(case, {0: 2, 1: 1}).sum(axis=1).tolist() == [0, 60, 20, 10]
    assert by_points(case, [0, 1, 9, 9]).sum(axis=1).tolist() == [0, 50, 30, 10]
    assert by_points(case, [5, 5, 9, 5]).sum(axis=1).tolist() == [45, 15, 30, 0]
    drawn = [by_lottery(case, ids, seed).sum(axis=1).tolist() for seed in ("1", "1", "2")]
    assert drawn[0] == drawn[1]
    assert all(sum(one) == 90 for one in drawn)


@given(seeds)
@settings(max_examples=60)
def test_every_rule_keeps_the_conditions_and_leximin_reaches_highest(seed: int) -> None:
    from zhyto.fairshare import alternatives, compare

    rng = np.random.default_rng(seed)
    case = replace(random_case(rng), useful=0, hromada=rng.integers(0, 3, 12)[:0])
    case = replace(case, hromada=rng.integers(0, 3, len(case)), weight=np.maximum(case.line, 1))
    ids = pl.Series([str(i) for i in range(len(case))])
    found = alternatives(case, heads=rng.integers(1, 5, len(case)), points=rng.integers(0, 3, len(case)), household_id=ids, seed="s")
    for name, split in found.items():
        for j, source in enumerate(case.sources):
            paid = 0 if source.paid is None else source.paid
            assert split[:, j].sum() <= source.amount, name
            assert source.serves is None or not split[~np.asarray(source.serves), j].any(), name
            assert source.most is None or (split[:, j] <= np.maximum(np.asarray(source.most) - paid, 0)).all(), name
    table = compare(case, found)
    assert set(table["rule"]) == set(found)
    assert (table["given"] + table["left"] == sum(s.amount for s in case.sources)).all()
    if not any(np.any(np.asarray(s.least) > 0) for s in case.sources):
        assert table.filter(pl.col("rule") == "leximin")["lowest_bp"][0] == table["lowest_bp"].max()


@given(seeds)
@settings(max_examples=60)
def test_the_curve_is_what_each_amount_alone_would_give(seed: int) -> None:
    from zhyto.fairshare import curve, indicators

    case = made(seed)
    j = seed % len(case.sources)
    source = case.sources[j]
    amounts = sorted({source.amount + step for step in (0, 1, 3, 4, 9, 20)})
    points = curve(case, source.name, amounts).to_dicts()
    for amount, point in zip(amounts, points, strict=True):
        alone = replace(case, sources=tuple(replace(s, amount=amount) if s is source else s for s in case.sources))
        told = indicators(alone, leximin(alone).split)
        if not case.useful and case.unit == 1:
            assert {name: point[name] for name in ("given", "left", "helped", "lifted", "gap_left", "lowest_bp")} == {
                name: told[name] for name in ("given", "left", "helped", "lifted", "gap_left", "lowest_bp")}  # fmt: skip
        assert [point[name] for name in ("given", "left", "helped", "gap_left")] == [told[name] for name in ("given", "left", "helped", "gap_left")]
    with pytest.raises(InputRefused, match="rising"):
        curve(case, source.name, [5, 5])
