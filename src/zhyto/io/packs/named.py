"""Packs by the code or folder that somebody names: the country's, the region's, and what is asked of them most.

Every command knows these names; what they need is imported when one is called, so that `zhyto --help` starts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is

if TYPE_CHECKING:
    from zhyto.io.packs.law import Pack
    from zhyto.law.model import Law
    from zhyto.register.places import Places


def pack_of(code: str, kind: str) -> Pack:
    """A pack by code or folder; "" for the default region. Raises InputRefused."""
    from zhyto.io.packs.law import find_packs, load_pack

    if code and Path(code).is_dir():
        return load_pack(Path(code))
    packs = find_packs()
    if not code:
        chosen = [pack for pack in packs.values() if pack.sheet.get("kind") == kind and pack.sheet.get("default") == "true"]
        chosen = chosen or [pack for pack in packs.values() if pack.sheet.get("kind") == kind]
        if chosen:
            return chosen[0]
    if code in packs and packs[code].sheet.get("kind") == kind:
        return packs[code]
    known = ", ".join(name for name, pack in packs.items() if pack.sheet.get("kind") == kind)
    raise InputRefused([Fault("packs", 0, kind, as_is(repr(code)), Said("a {kind} pack ({known}) or its folder", kind=kind, known=known),
                              Said("mend the name"))])


def country_of(law: str, region: str) -> Pack:
    """The country pack named, or that of the region."""
    if law or region == "none":
        return pack_of(law, "country")
    return pack_of(str(pack_of(region, "region").sheet["law"]), "country")


def law_of(law: str, region: str, assume: Sequence[str] = ()) -> Law:
    """The law named, or that of the region; assume: `CODE=ALTERNATIVE` of its open readings to switch on."""
    from zhyto.io.packs.law import load_law

    pack = country_of(law, region)
    found = load_law(pack.folder)
    if assume:
        from zhyto.io.packs.assumptions import load_assumptions
        from zhyto.lawbook.assumptions import suppose

        found = suppose(found, load_assumptions(pack, found), assume)
    return found


def known_places(region: str) -> Places | None:
    """The places of the region; None: any (`--region none`)."""
    if region == "none":
        return None
    from zhyto.io.packs.region import load_region

    return load_region(pack_of(region, "region").folder).places
