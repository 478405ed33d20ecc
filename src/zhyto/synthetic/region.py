"""What a region pack says: its places, its people in figures, and the rates of its synthetic population. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.law.declare import Label
from zhyto.register.places import Places

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
OLDEST = 100
"""Last age told apart; it stands for that age and older."""
AREAS = ("rural", "urban")


@dataclass(frozen=True, slots=True)
class Region:
    """A region pack, read.

    hromadas: one row per hromada: code, name_uk, name_en, type, raion, centre, lat, lon, area_km2, population_2022, urban_2022, …
    settlements: one row per settlement: code, hromada, name_uk, kind, lat, lon, urban_2022, voters_2019, and a column for each fact of settlements.
    population: area (urban, rural), sex, age, persons; the last age stands for itself and older.
    rates: the rates of the synthetic population (`synthetic.yaml`). sources: where each column comes from.
    """

    name: str
    label: Label
    law: str
    default: bool
    hromadas: pl.DataFrame
    settlements: pl.DataFrame
    population: pl.DataFrame
    rates: Mapping[str, Any]
    sources: Mapping[str, Any]

    @property
    def places(self) -> Places:
        """Its hromadas and settlements, for reading registers."""
        return Places(tuple(self.hromadas["code"]), self.settlements)


def largest_remainder(weights: Floats | Ints, total: int) -> Ints:
    """`total` shared in proportion to the weights as whole numbers; what rounding leaves goes to the largest remainders, first come first.

    Equal weights of the exact total come back unchanged. All weights zero with a positive total is a programmer's error.
    """
    whole = np.asarray(weights, dtype=np.float64)
    mass = float(whole.sum())
    if total == 0:
        return np.zeros(len(whole), dtype=np.int64)
    if mass <= 0:
        raise ValueError("nothing to share by: all weights are zero")
    exact = whole * (total / mass)
    # A weight that is already its whole share must not lose one to binary rounding.
    shares = np.floor(exact + 1e-9).astype(np.int64)
    left = total - int(shares.sum())
    if left > 0:
        shares[np.argsort(shares - exact, kind="stable")[:left]] += 1
    return shares


def place_totals(region: Region, share: float) -> Ints:
    """Persons per hromada and area: shape (hromadas, 2), columns as AREAS. With share 1 the published totals, exactly."""
    everyone = region.hromadas["population_2022"].to_numpy().astype(np.int64)
    urban = region.hromadas["urban_2022"].to_numpy().astype(np.int64)
    if not 0 < share <= 1:
        raise ValueError(f"share {share} is not above 0 and at most 1")
    persons = largest_remainder(everyone, max(1, round(int(everyone.sum()) * share)))
    out = np.zeros((len(persons), 2), dtype=np.int64)
    for place in np.flatnonzero(persons):
        out[place] = largest_remainder(np.array([everyone[place] - urban[place], urban[place]]), int(persons[place]))
    return out


def reconciled_margins(region: Region, share: float = 1.0) -> Ints:
    """Persons by area, sex and age that fit the hromada totals: shape (2, 2, OLDEST + 1), areas as AREAS, sexes female, male.

    The table by age and the hromada totals come from two official counts that differ a little. Here the totals by area are the
    hromadas' and the structure within an area is the age table's, scaled by largest remainder. The oldest open group is spread
    over single years by the falling ratio the pack assumes.
    """
    totals = place_totals(region, share).sum(axis=0)
    table = np.zeros((2, 2, OLDEST + 1))
    for area, sex, age, persons in region.population.select("area", "sex", "age", "persons").iter_rows():
        table[AREAS.index(area), ("female", "male").index(sex), age] += persons
    top = int(region.population["age"].max())  # type: ignore[arg-type]
    for s, sex in enumerate(("female", "male")):
        ratio = float(region.rates["oldest"][sex])
        fall = ratio ** np.arange(OLDEST + 1 - top)
        table[:, s, top:] = table[:, s, top, None] * (fall / fall.sum())[None, :]
    # Rounded in two steps, so that every published cell, the open group included, is a controlled rounding of its own.
    out = np.zeros((2, 2, OLDEST + 1), dtype=np.int64)
    for a in range(2):
        cells = np.concatenate([table[a, :, :top], table[a, :, top:].sum(axis=1, keepdims=True)], axis=1)
        fitted = largest_remainder(cells.ravel(), int(totals[a])).reshape(cells.shape)
        out[a, :, :top] = fitted[:, :top]
        for s in range(2):
            out[a, s, top:] = largest_remainder(table[a, s, top:], int(fitted[s, top])) if fitted[s, top] else 0
    return out


def ages_of(band: str) -> range:
    """Ages of a band: `18-59`, `7`, `60+`."""
    text = str(band)
    if text.endswith("+"):
        return range(int(text[:-1]), OLDEST + 1)
    first, _, last = text.partition("-")
    return range(int(first), min(int(last or first), OLDEST) + 1)


def by_age(bands: Any) -> Floats:
    """A rate by age bands as one number per age 0…OLDEST; ages not named have rate 0. A bare number holds at every age."""
    if isinstance(bands, int | float):
        return np.full(OLDEST + 1, float(bands))
    out = np.zeros(OLDEST + 1)
    for band, rate in bands.items():
        out[list(ages_of(band))] = float(rate)
    return out


def by_sex_and_age(rates: Any) -> Floats:
    """Rates as shape (2, OLDEST + 1), female and male: given per sex, or the same for both."""
    if isinstance(rates, Mapping) and "female" in rates:
        return np.stack([by_age(rates["female"]), by_age(rates["male"])])
    both = by_age(rates)
    return np.stack([both, both])


def stream(seed: int, *name: str) -> np.random.Generator:
    """The random stream of a stage: depends on the seed and the stage's name alone, so that one stage does not disturb another."""
    words = [seed, *(int.from_bytes(part.encode()[:8].ljust(8, b"\0"), "big") for part in name), *(len(part) for part in name)]
    words += [sum(byte * (place + 1) for place, byte in enumerate(part.encode())) for part in name]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))
