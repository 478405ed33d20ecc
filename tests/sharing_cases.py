"""Small random instances of several sources, and the rule of the queue done slowly: one unit at a time, asking a max-flow program."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from zhyto.fairshare import Instance, Source, make_instance


def random_case(rng: np.random.Generator, households: int = 10, most_sources: int = 6, *, plain: bool = False, unit: int | None = None) -> Instance:
    """Overlapping sources with all that they may have: masks, maxima, promises, payments made before. plain: masks only."""
    n, k = int(rng.integers(1, households + 1)), int(rng.integers(1, most_sources + 1))
    useful = 0 if plain or rng.random() < 0.6 else int(rng.integers(2, 9))
    sources = []
    for j in range(k):
        least = 0 if plain or useful or rng.random() < 0.85 else rng.integers(0, 2, n)
        most = None if plain or rng.random() < 0.6 else int(rng.integers(2, 6)) if rng.random() < 0.5 else rng.integers(2, 8, n)
        paid = None if plain or rng.random() < 0.8 else rng.integers(0, 3, n)
        money = int(rng.integers(0, 12 * n // k + 1)) + (0 if isinstance(least, int) else n * 3)
        sources.append(Source(f"s{j}", money, None if rng.random() < 0.2 else rng.random(n) < 0.6, least, most, paid))
    left_out = {} if plain else {"unknown": rng.random(n) < 0.1}
    return make_instance(
        rng.integers(0, 12, n), rng.integers(1, 4, n), rng.integers(0, 24, n), sources, unit=unit or int(rng.integers(1, 4)), useful=useful,
        tie=rng.permutation(n), left_out=left_out,
    )  # fmt: skip


def payable(wanted: list[int], caps: list[list[int]], money: list[int]) -> bool:
    """Can these units be paid? By a max-flow program."""
    n, k = len(wanted), len(money)
    edges = [(0, 1 + j, money[j]) for j in range(k)] + [(1 + k + i, n + k + 1, wanted[i]) for i in range(n)]
    edges += [(1 + j, 1 + k + i, min(caps[i][j], wanted[i])) for i, j in product(range(n), range(k))]
    edges = [edge for edge in edges if edge[2] > 0]
    if not edges:
        return not any(wanted)
    tails, heads, room = (np.array(column, np.int32) for column in zip(*edges, strict=True))
    graph = csr_array((room, (tails, heads)), shape=(n + k + 2, n + k + 2))
    return int(maximum_flow(graph, 0, n + k + 1).flow_value) == sum(wanted)


def payable_by_cuts(wanted: list[int], caps: list[list[int]], money: list[int]) -> bool:
    """The same by every set of sources: faster for a few."""
    k = len(money)
    return all(
        sum(max(0, x - sum(c for j, c in enumerate(cap) if not cut >> j & 1)) for x, cap in zip(wanted, caps, strict=True))
        <= sum(amount for j, amount in enumerate(money) if cut >> j & 1)
        for cut in range(1 << k)
    )


def reduced(case: Instance) -> tuple[list[int], list[int], list[list[int]], list[int], list[int]]:
    """Kopecks each has, units each may get, caps, money, and promised units: after promises."""
    n, k, unit = len(case), len(case.sources), case.unit
    money = [source.amount // unit for source in case.sources]
    have, room, caps, promised = [], [], [], []
    for i in range(n):
        paid = [0 if s.paid is None else int(np.asarray(s.paid)[i]) for s in case.sources]
        own = int(case.resources[i]) + sum(paid)
        more = 0 if any(mask[i] for mask in case.left_out.values()) else max(int(case.line[i]) - own, 0) // unit
        more = more if more * unit >= case.useful else 0
        mine, given = [], 0
        for j, s in enumerate(case.sources):
            serves = s.serves is None or bool(np.asarray(s.serves)[i])
            least, most = (value if value is None or isinstance(value, int) else int(np.asarray(value)[i]) for value in (s.least, s.most))
            cap = 0 if not serves else 10**6 if most is None else max(most - paid[j], 0) // unit
            floor = min(cap, more - given, -(-max((least or 0) - paid[j], 0) // unit))
            given += floor
            money[j] -= floor
            mine.append(cap - floor)
        have.append(own + given * unit)
        room.append(more - given)
        caps.append(mine)
        promised.append(given)
    assert k == 0 or min(money) >= 0
    return have, room, caps, money, promised


def by_queue(case: Instance, can_pay=payable_by_cuts) -> list[int]:
    """Kopecks per household by the rule as it is stated: one unit at a time."""
    have, room, caps, money, promised = reduced(case)
    block = max(1, -(-case.useful // case.unit))
    x = [0] * len(case)
    waiting = {i for i in range(len(case)) if room[i]}
    while waiting:
        i = min(waiting, key=lambda i: (Fraction(have[i] + x[i] * case.unit, int(case.weight[i])), int(case.weight[i]), int(case.tie[i])))
        step = block if x[i] == 0 else 1
        x[i] += step
        if not can_pay(x, caps, money):
            x[i] -= step
            waiting.discard(i)
        elif x[i] >= room[i]:
            waiting.discard(i)
    return [(a + b) * case.unit for a, b in zip(x, promised, strict=True)]


def fairest(case: Instance) -> list[Fraction]:
    """Sorted levels of the best of all payable sharings in whole units, by trying all."""
    have, room, caps, money, _ = reduced(case)
    choices = (x for x in product(*(range(most + 1) for most in room)) if payable_by_cuts(list(x), caps, money))
    return max(sorted(Fraction(h + a * case.unit, int(w)) for h, a, w in zip(have, x, case.weight, strict=True)) for x in choices)
