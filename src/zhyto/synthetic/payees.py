"""Recipients made up for households: names of no person, accounts of no bank. The same seed makes the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from zhyto import dates

_STARTS: Final = ("Бог", "Вер", "Гай", "Дол", "Жит", "Зор", "Кал", "Лан", "Мак", "Нив", "Ор", "Пол", "Ром", "Сон", "Тер", "Хвил")
_MIDDLES: Final = ("ан", "ев", "ин", "ов", "ук", "ал", "ер", "ит", "ор", "ус", "аш", "еч", "ил", "од", "уб", "ам")
_ENDS: Final = ("енко", "ук", "ський", "ець", "ак", "ило", "иця", "ень")
_GIVEN: Final = ("Аделін", "Богумил", "Вереслав", "Горислав", "Добромир", "Живосил", "Зореслав", "Красимир", "Любодар", "Мирогост", "Остромисл",
                 "Радогост", "Світозар", "Тихомир", "Ярополк", "Яромисл")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """Households whose recipients were given something to find. same: pairs of households that are one person. no_account: paid by post.
    wrong_account: an account whose check digits are wrong.
    """

    same: tuple[tuple[str, str], ...]
    no_account: tuple[str, ...]
    wrong_account: tuple[str, ...]


def make_recipients(
    households: Sequence[str], seed: int, country: str, digits: int = 25, duplicates: int = 20, post: int = 300, wrong: int = 10,
) -> tuple[pl.DataFrame, Planted]:  # fmt: skip
    """A table of recipients (`zhyto.payments.recipients.COLUMNS`) for households, and what was planted in it.

    country, digits: of the accounts: two letters, and how many digits follow the check digits. duplicates, post, wrong: of 10,000 households, how many
    are the person of another household, have no account, have a wrong one.
    """
    n = len(households)
    rng = np.random.default_rng(seed)
    parts = [rng.integers(0, len(words), n) for words in (_STARTS, _MIDDLES, _MIDDLES, _ENDS, _GIVEN, _GIVEN)]
    start, middle, more, end, given, father = (
        pl.Series(words).gather(chosen) for words, chosen in zip((_STARTS, _MIDDLES, _MIDDLES, _ENDS, _GIVEN, _GIVEN), parts, strict=True)
    )
    birth = rng.integers(-14_000, 12_000, n)
    account = rng.integers(0, 10**15, n)
    own = np.arange(n)
    # The second of a pair takes the first one's name and birth date, not its account.
    moved = rng.permutation(n)[: 2 * (n * duplicates // 10_000)].reshape(-1, 2)
    own[moved[:, 1]] = moved[:, 0]
    name = (start + middle + more + end + " " + given + " " + father + "ович").gather(own)
    numbers = [f"{value:0{digits}d}" for value in account.tolist()]
    country_digits = "".join(str(int(sign, 36)) for sign in country)
    ibans = [f"{country}{98 - int(body + country_digits + '00') % 97:02d}{body}" for body in numbers]
    rest = rng.permutation(np.setdiff1d(np.arange(n), moved))
    by_post, spoiled = np.split(rest[: n * post // 10_000 + n * wrong // 10_000], [n * post // 10_000])
    frame = pl.DataFrame({
        "household_id": list(households), "name": name, "birth_date": [str(dates.day_of(int(day))) for day in birth[own]], "iban": ibans,
        "rnokpp": [""] * n, "address": [f"вул. Житня, {1 + place % 200}" for place in range(n)],
    })  # fmt: skip
    row = pl.int_range(pl.len())
    wrong_digit = pl.col("iban").str.head(-1) + ((pl.col("iban").str.tail(1).cast(pl.Int64) + 1) % 10).cast(pl.String)
    frame = frame.with_columns(
        iban=pl.when(row.is_in(by_post.tolist())).then(pl.lit("")).when(row.is_in(spoiled.tolist())).then(wrong_digit).otherwise("iban")
    )
    ids = list(households)
    return frame, Planted(
        tuple((ids[first], ids[second]) for first, second in moved.tolist()), tuple(ids[place] for place in sorted(by_post.tolist())),
        tuple(ids[place] for place in sorted(spoiled.tolist())),
    )  # fmt: skip
