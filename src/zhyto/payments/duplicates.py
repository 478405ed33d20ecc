"""Are two recipients one person? Suggestions with a score and a reason, for an officer to decide; nothing is ever merged here.

In order of weight: the same number (salted hash); the same account; names that are nearly the same with the same birth date, or the same
name with the day and the month of birth exchanged. Two known numbers that differ are two persons, whatever their names.

rapidfuzz compares names within a birth date. splink was weighed and left out: it brings a database and a statistics stack, needs training
on real pairs that nobody may collect, and its match weight is harder to answer for than "one number" or "one birth date, names 94 of 100".
"""

from __future__ import annotations

from typing import Final

import polars as pl

NEAR: Final = 88
"""Likeness of names, of 100, from which two with one birth date are asked about."""
PROBLEMS: Final = {
    "same_number": ("той самий номер", "the same number"),
    "same_account": ("той самий рахунок", "the same account"),
    "same_name": ("та сама дата народження, імена подібні", "the same birth date, names alike"),
    "swapped_date": ("те саме ім'я, день і місяць народження переставлено", "the same name, day and month of birth exchanged"),
}


def plain_names(names: pl.Series) -> pl.Series:
    """Names as they are compared: small letters, no marks, one spelling of the letters that are confused, words in order."""
    frame = names.to_frame("n").select(
        pl.col("n").fill_null("").str.normalize("NFC").str.to_lowercase().str.replace_all(r"[ʼ’'`´ʹ\"-]", "").str.replace_many(_ALIKE)
        .str.replace_all(r"[^\p{L} ]", " ").str.split(" ").list.eval(pl.element().filter(pl.element() != "")).list.sort().list.join(" ")
    )  # fmt: skip
    return frame.to_series()


# Latin letters that look like Cyrillic ones, and Cyrillic ones that are written for each other.
_ALIKE: Final = dict(zip("aceiopxyґёыэ", "асеіорхугеие", strict=True))


def suggestions(people: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows that may be one person: columns left, right (row numbers, left < right), problem, score (of 100).

    people: columns household (id), name, birth (day number or null), iban, number_hash; one row per recipient.
    Rows of one household are never compared. At most one suggestion per pair, the weightiest.
    """
    rows = people.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), "household", "iban", "number_hash",
        pl.col("birth").cast(pl.Int32), plain_names(people["name"]).alias("name"),
    )  # fmt: skip
    found = [
        _pairs(rows.filter(pl.col("number_hash") != ""), ["number_hash"]).with_columns(
            problem=pl.lit("same_number"), score=pl.lit(100, pl.Int64)
        ),
        _pairs(rows.filter(pl.col("iban") != ""), ["iban"]).with_columns(problem=pl.lit("same_account"), score=pl.lit(95, pl.Int64)),
    ]
    dated = rows.filter(pl.col("birth").is_not_null() & (pl.col("name") != ""))
    near = _unlike_numbers_apart(_pairs(dated, ["birth"]))
    if len(near):
        from rapidfuzz import fuzz, process

        scores = process.cpdist(near["name"].to_list(), near["name_right"].to_list(), scorer=fuzz.ratio)
        near = near.with_columns(problem=pl.lit("same_name"), score=pl.Series(scores).floor().cast(pl.Int64)).filter(
            pl.col("score") >= NEAR
        )
        found.append(near)
    day = pl.col("birth").cast(pl.Date)
    turned = dated.filter((day.dt.day() <= 12) & (day.dt.day() != day.dt.month())).with_columns(
        key=pl.concat_str(
            "name",
            day.dt.year(),
            pl.min_horizontal(day.dt.day(), day.dt.month()),
            pl.max_horizontal(day.dt.day(), day.dt.month()),
            separator="|",
        )
    )
    swapped = _unlike_numbers_apart(_pairs(turned, ["key"])).filter(pl.col("birth") != pl.col("birth_right"))
    found.append(swapped.with_columns(problem=pl.lit("swapped_date"), score=pl.lit(85, pl.Int64)))
    every = pl.concat([one.select("row", "row_right", "problem", "score") for one in found if len(one)] or [
        pl.DataFrame(schema={"row": pl.Int64, "row_right": pl.Int64, "problem": pl.String, "score": pl.Int64})
    ])  # fmt: skip
    once = every.sort("score", "problem", descending=[True, False]).unique(["row", "row_right"], keep="first", maintain_order=True)
    return once.select(pl.col("row").alias("left"), pl.col("row_right").alias("right"), "problem", "score").sort("left", "right")


def _pairs(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Pairs of rows of different households that agree on a key."""
    shared = rows.filter(pl.len().over(key) > 1)
    both = shared.join(shared, on=key, how="inner", coalesce=False)
    return both.filter((pl.col("row") < pl.col("row_right")) & (pl.col("household") != pl.col("household_right")))


def _unlike_numbers_apart(pairs: pl.DataFrame) -> pl.DataFrame:
    known = (pl.col("number_hash") != "") & (pl.col("number_hash_right") != "")
    return pairs.filter(~known | (pl.col("number_hash") == pl.col("number_hash_right")))
