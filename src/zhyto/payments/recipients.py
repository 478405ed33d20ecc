"""Whom a payment goes to: accounts and numbers checked, and what of them is kept."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from zhyto.payments.reference import salted

COLUMNS: Final = ("household_id", "name", "birth_date", "iban", "rnokpp", "address")
"""Of a table of recipients, all text; `household_id` and `name` are needed, and an `iban` or an `address`."""


def number_validator(kind: str) -> Any:
    """python-stdnum's module for a person's number: `ua.rntrc`; None for an empty name. Raises ValueError where there is none of that name."""
    if not kind:
        return None
    from stdnum import get_cc_module

    country, _, name = kind.partition(".")
    module = get_cc_module(country, name)
    if module is None:
        raise ValueError(f"python-stdnum knows no {kind!r}")
    return module


def valid_iban(iban: str, country: str) -> bool:
    """Whether an IBAN is one (length, check digits, its country's own form), of an account in this country (two letters)."""
    from stdnum import iban as numbers

    return iban[:2] == country and bool(numbers.is_valid(iban))


def checked(recipients: pl.DataFrame, secret: bytes, country: str, number_kind: str) -> pl.DataFrame:
    """Recipients with `iban` and `rnokpp` compacted, and what was made of them.

    method: `bank` where the account is valid, else `post` where there is an address and no account, else `none`.
    number_hash: salted hash of a valid number, else empty. A number that is not valid is dropped: it identifies nobody. Where the country names no check of
    its numbers, every number counts.
    """
    number = number_validator(number_kind)
    bare = recipients.with_columns(
        pl.col("iban").fill_null("").str.replace_all(r"\s", "").str.to_uppercase(),
        pl.col("rnokpp").fill_null("").str.replace_all(r"\s", ""),
        pl.col("name").fill_null("").str.replace_all(r"\s+", " ").str.strip_chars(),
        pl.col("address").fill_null("").str.replace_all(r"\s+", " ").str.strip_chars(),
    )
    # The library checks one number at a time; each that occurs is checked once.
    ibans = bare["iban"].unique()
    good = ibans.filter(pl.Series([valid_iban(one, country) for one in ibans], dtype=pl.Boolean))
    numbers = bare["rnokpp"].unique()
    hashes = {one: salted(secret, one) if number is None or number.is_valid(one) else "" for one in numbers}
    named = pl.col("name") != ""
    return bare.with_columns(
        method=pl.when(named & pl.col("iban").is_in(good.implode())).then(pl.lit("bank"))
        .when(named & (pl.col("iban") == "") & (pl.col("address") != "")).then(pl.lit("post")).otherwise(pl.lit("none")),
        number_hash=pl.col("rnokpp").replace_strict(hashes, return_dtype=pl.String),
    ).with_columns(rnokpp=pl.when(pl.col("number_hash") != "").then("rnokpp").otherwise(pl.lit("")))  # fmt: skip
