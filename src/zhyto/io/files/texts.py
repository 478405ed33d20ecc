"""Reads the texts for people that are content: what refusals and reasons are in Ukrainian."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zhyto.texts.catalogue import Catalogue

UKRAINIAN = Path(__file__).resolve().parents[2] / "texts" / "uk"


@cache
def ukrainian() -> Catalogue:
    """The whole catalogue. Read when first something is shown."""
    return Catalogue(file.read_text(encoding="utf-8") for file in sorted(UKRAINIAN.glob("*.po")))
