"""Reads the texts for people that are content: what refusals and reasons are in Ukrainian."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zhyto.texts.catalogue import Catalogue

FOLDER = Path(__file__).resolve().parents[2] / "texts" / "uk"


def read_texts(file: Path) -> dict[str, str]:
    """English texts of one file of the catalogue, and what each is in Ukrainian."""
    import yaml

    # The loader in C, where it is there, is ten times as fast.
    found = yaml.load(file.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return dict(found or {})


@cache
def ukrainian() -> Catalogue:
    """The whole catalogue. Read when first something is shown."""
    texts: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        texts |= read_texts(file)
    return Catalogue(texts)
