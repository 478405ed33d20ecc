"""Worked cases on disk."""

from __future__ import annotations

from collections.abc import Collection

from zhyto.faults import Fault
from zhyto.io.packs.law import Pack, read_text
from zhyto.law.model import Law
from zhyto.law.sheets import read_sheet
from zhyto.lawbook.cases import Case, read_case


def read_cases(pack: Pack, law: Law, codes: Collection[str] = ()) -> tuple[list[Case], list[Fault]]:
    """Worked cases of a pack's law in order, and every fault in them. codes: only cases that stand in these folders or expect something of these names."""
    faults: list[Fault] = []
    cases: list[Case] = []
    for path in sorted((pack.folder / "law").rglob("cases.yaml")):
        name = f"{pack.folder.name}/law/{path.relative_to(pack.folder / 'law').as_posix()}"
        text, here = read_text(path), not codes or path.parent.name in codes
        if not here and not any(code in text for code in codes):
            continue
        sheet = read_sheet(text, name, faults)
        for item in sheet or []:
            case, problems = read_case(law, name, item)
            faults += problems
            if case is not None and (here or any(wanted in codes for _, wanted in case.expect)):
                cases.append(case)
    return cases, faults
