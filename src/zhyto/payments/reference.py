"""References of payments, and salted hashes: what stands for a person outside the table of recipients."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import blake2b
from typing import Final

from zhyto import dates

LENGTH: Final = 31
FORM: Final = re.compile(r"(?<![A-Za-z0-9])ZHP[A-Z2-7]{28}(?![A-Za-z0-9])")
"""What a reference looks like, by which it is found in other text."""


def reference(secret: bytes, envelope: str, household: str, source: str, month: int, attempt: int = 1) -> str:
    """The reference of a payment: the same for the same payment, whoever computes it with the fund's secret; 31 of A-Z and 2-7, `ZHP` first.

    It fits ISO 20022's EndToEndId (at most 35 characters) and any bank's character set. Without the secret nothing can be learnt from it.
    attempt: 1 for the first payment, one more each time it is paid again after a rejection or a return. secret: at most 64 bytes.
    """
    # Lengths stand in front, so that no two lists of parts give the same bytes.
    parts = (envelope, household, source, dates.format_month(month), str(attempt))
    data = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return "ZHP" + b32encode(blake2b(data, digest_size=17, key=secret, person=b"zhyto payment").digest()).decode().rstrip("=")


def salted(secret: bytes, number: str) -> str:
    """The hash that stands for a person's number; empty for none."""
    return blake2b(number.encode(), digest_size=32, key=secret, person=b"zhyto person").hexdigest() if number else ""
