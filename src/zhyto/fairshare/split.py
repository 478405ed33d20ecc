"""Which source pays whom, once the shares are known.

Sources are spent in the order in which they are listed. Each pays the groups in order of their sets, and in a group the households by
tie number, to each as much as it may while the sources after it can still pay all the rest. So the result is the same on every run
and for every order of the input.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zhyto.fairshare.cuts import UNLIMITED, Rows
from zhyto.fairshare.instance import Ints


def split(rows: Rows, x: Ints, money: list[int]) -> Ints:
    """Units per row and source. x: units per row, which `money` units can pay."""
    k = len(money)
    paid = np.zeros((len(rows), k), dtype=np.int64)
    got = np.flatnonzero(x)
    # Where a group has one source there is nothing to order.
    single = rows.mask[got] & (rows.mask[got] - 1) == 0
    several = got[~single]
    for j in range(k):
        alone = got[single & (rows.mask[got] == 1 << j)]
        paid[alone, j] = x[alone]
    if not len(several):
        return paid
    several = several[np.lexsort((rows.tie[several], rows.mask[several]))]
    part, rest = rows.take(several), x[several]
    left = [amount - int(paid[:, j].sum()) for j, amount in enumerate(money)]
    mine = np.zeros((len(part), k), dtype=np.int64)
    for j in range(k):
        # The sources before this one have paid all they could.
        later = (1 << k) - (1 << j)
        mask = (part.mask & later).astype(np.uint8)
        order = np.argsort(mask, kind="stable")
        now = replace(part.take(order), mask=mask[order])
        mine[order, j] = _pay(now, rest[order], j, left)
        rest -= mine[:, j]
        left[j] = 0
    paid[several] = mine
    return paid


def _pay(rows: Rows, x: Ints, j: int, left: list[int]) -> Ints:
    """What source j pays."""
    k = len(left)
    cuts = [cut for cut in range(1 << k) if cut >> j & 1 and not cut & ((1 << j) - 1)]
    loads = rows.loads(x)
    slack = {cut: sum(left[i] for i in range(k) if cut >> i & 1) - int(loads[cut]) for cut in cuts}
    paid = np.zeros(len(rows), dtype=np.int64)
    for mask, where in rows.groups:
        if not mask >> j & 1:
            continue
        cap = rows.caps[j]
        most = x[where] if cap is None else np.minimum(x[where], cap[where] if isinstance(cap, np.ndarray) else cap)
        # A set that must pay a part of a share anyway loses nothing when source j pays that part.
        bound = {cut: ceiling for cut in cuts if not _empty(ceiling := rows.ceiling(mask, where, cut))}
        paid[where] = _in_turn(x[where], most.copy(), bound, slack)
    return paid


def _empty(ceiling: int | Ints) -> bool:
    return isinstance(ceiling, int) and ceiling == 0


def _in_turn(x: Ints, pay: Ints, bound: dict[int, int | Ints], slack: dict[int, int]) -> Ints:
    """Each household of a group in turn is paid as much as the slack of the sets leaves; slack is lowered."""
    must = {cut: np.maximum(x - ceiling, 0) if not (isinstance(ceiling, int) and ceiling == UNLIMITED) else None for cut, ceiling in bound.items()}
    begin = 0
    for cut in bound:
        if slack[cut] == 0:
            pay = _lower(pay, 0, must[cut])
    while begin < len(pay):
        first, total = len(pay), {}
        for cut in bound:
            total[cut] = np.cumsum(_over(pay, begin, must[cut]))
            if total[cut][-1] > slack[cut]:
                first = min(first, begin + int(np.searchsorted(total[cut], slack[cut], side="right")))
        if first > begin:
            for cut in bound:
                slack[cut] -= int(total[cut][first - 1 - begin])
        if first == len(pay):
            break
        free = min(slack[cut] + (0 if (sure := must[cut]) is None else int(sure[first])) for cut in bound)
        pay[first] = min(int(pay[first]), free)
        for cut in bound:
            sure = must[cut]
            slack[cut] -= max(int(pay[first]) - (0 if sure is None else int(sure[first])), 0)
            if slack[cut] == 0:
                pay = _lower(pay, first + 1, sure)
        begin = first + 1
    return pay


def _over(pay: Ints, begin: int, sure: NDArray[np.int64] | None) -> Ints:
    return pay[begin:] if sure is None else np.maximum(pay[begin:] - sure[begin:], 0)


def _lower(pay: Ints, begin: int, sure: NDArray[np.int64] | None) -> Ints:
    pay[begin:] = 0 if sure is None else np.minimum(pay[begin:], sure[begin:])
    return pay
