"""The whole chain: people, what the law gives them, claims, what it gives them then, payments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl

from zhyto.dates import last_day
from zhyto.law.declare import Input
from zhyto.register.columns import Register
from zhyto.rights.rights import Rights
from zhyto.synthetic.make import make_region
from zhyto.synthetic.plant import merge_truth, plant_claims, plant_payments
from zhyto.synthetic.region import Region

Find = Callable[[Register, int, date, Sequence[str]], list[Rights]]
"""Computes the law: register, month, the day up to which is known, codes of guarantees → one Rights per code."""


def months_of(region: Region, month: int, codes: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Months that are paid for, oldest first, and the guarantees of each.

    Monthly guarantees: the reference month and those before it (`payments.months` of the rates, in all). A guarantee under
    `payments.yearly` is paid in one calendar month: the latest one up to the reference month.
    """
    rates = region.rates["payments"]
    yearly = {code: int(number) for code, number in rates.get("yearly", {}).items() if code in codes}
    out = [(month - back, [code for code in codes if code not in yearly]) for back in range(int(rates["months"]))]
    out += [(month - (month + 1 - number) % 12, [code]) for code, number in yearly.items()]
    return sorted((at, these) for at, these in out if these)


def make_register(
    region: Region, seed: int, month: int, inputs: Mapping[str, Input], codes: Sequence[str], find: Find, share: float = 1.0
) -> tuple[Register, pl.DataFrame]:
    """A full synthetic register with claims and payments, and the truth about the faults planted in it.

    codes: the law's guarantees. find: computes them. Before there are claims each month is computed as known on its own last day,
    when its rights could still be claimed; afterwards as known on the last day of the reference month.
    """
    register = make_region(region, seed, month, inputs, share)
    months = months_of(region, month, codes)
    people = register
    # One month at a time: what a whole month takes is let go before the next is computed.
    register, claims = plant_claims(
        people, (right for at, these in months for right in find(people, at, last_day(at), these)), region.rates["claims"], seed
    )
    claimed = register
    register, payments = plant_payments(
        claimed, (right for at, these in months for right in find(claimed, at, last_day(month), these)), region.rates["payments"], seed
    )
    return register, merge_truth(claims, payments)
