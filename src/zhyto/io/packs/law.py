"""Packs on disk: found by their entry points or a folder, read as text, never run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Guarantee, Input, Parameter, Procedure
from zhyto.law.ir import Rule
from zhyto.law.model import Law, build_law
from zhyto.law.parse import parse_rules
from zhyto.law.sheets import Sheet, read_guarantee, read_inputs, read_parameters, read_procedures, read_sheet
from zhyto.texts import Said

if TYPE_CHECKING:
    from zhyto.page.guide import Guide


@dataclass(frozen=True)
class Pack:
    """A folder of content: `kind` country (with a law) or region (which names its law)."""

    code: str
    folder: Path
    sheet: Mapping[str, Any]


def read_text(path: Path) -> str:
    """The text of a pack's file. Raises InputRefused where it is not there or not UTF-8."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputRefused([Fault(name, 0, "", Said("no such file"), Said("the sheet of a pack"), Said("name a pack's folder; see CONTRIBUTING.md"))]) from None
    except UnicodeDecodeError as error:
        raise InputRefused([Fault(name, 0, "", Said("a byte that is no UTF-8 at place {start}", start=error.start), Said("UTF-8 text"),
                                  Said("save the file as UTF-8"))]) from None


def find_packs() -> dict[str, Pack]:
    """Installed packs by code, in order of their names."""
    packs = {}
    for point in sorted(entry_points(group="zhyto.packs"), key=lambda item: item.name):
        spec = find_spec(point.value)
        for location in (spec.submodule_search_locations or []) if spec else []:
            if (Path(location) / "pack.yaml").is_file():
                packs[point.name] = load_pack(Path(location), point.name)
                break
    return packs


def load_pack(folder: Path, code: str = "") -> Pack:
    """The pack in a folder. Raises InputRefused."""
    faults: list[Fault] = []
    if not (folder / "pack.yaml").is_file():
        raise InputRefused([Fault(folder.name, 0, "", Said("a folder without pack.yaml"), Said("the folder of a pack"), Said("mend the path"))])
    sheet = read_sheet(read_text(folder / "pack.yaml"), f"{folder.name}/pack.yaml", faults)
    if faults or not isinstance(sheet, Sheet):
        raise InputRefused(faults or [Fault(f"{folder.name}/pack.yaml", 1, "", Said("no mapping"), Said("the fields of a pack"), Said("see CONTRIBUTING.md"))])
    return Pack(code or folder.name, folder, sheet)


def load_law(folder: Path) -> Law:
    """The law in a country pack's folder (`pack.yaml`, `law/<guarantee>/…`). Raises InputRefused with every fault."""
    pack = load_pack(folder)
    law, faults = read_law(pack)
    if faults:
        raise InputRefused(faults)
    return law


def read_law(pack: Pack) -> tuple[Law, list[Fault]]:
    """The law of a pack as far as it can be read, and every fault in it."""
    faults: list[Fault] = []
    inputs: list[Input] = []
    parameters: list[Parameter] = []
    rules: list[Rule] = []
    guarantees: list[Guarantee] = []
    digest = hashlib.sha256()
    procedures: dict[str, tuple[Procedure, ...]] = {}
    # Guarantees name them, so they are read first.
    for path in sorted((pack.folder / "law").rglob("procedures.yaml")):
        name = f"{pack.folder.name}/law/{path.relative_to(pack.folder / 'law').as_posix()}"
        text = read_text(path)
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
        procedures.update(read_procedures(read_sheet(text, name, faults), name, faults))
    for path in sorted((pack.folder / "law").rglob("*")):
        name = f"{pack.folder.name}/law/{path.relative_to(pack.folder / 'law').as_posix()}"
        if path.name not in ("inputs.yaml", "parameters.yaml", "rules.py", "guarantee.yaml"):
            continue
        text = read_text(path)
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
        if path.name == "rules.py":
            found, problems = parse_rules(text, name)
            rules += found
            faults += problems
            continue
        sheet = read_sheet(text, name, faults)
        if path.name == "inputs.yaml":
            inputs += read_inputs(sheet, name, faults)
        elif path.name == "parameters.yaml":
            parameters += read_parameters(sheet, name, faults)
        else:
            guarantee = read_guarantee(sheet, path.parent.name, name, faults, procedures)
            guarantees += [guarantee] if guarantee else []
    law, problems = build_law(pack.code, pack.sheet, inputs, parameters, rules, guarantees, digest.hexdigest())
    return law, faults + problems


def load_guide(folder: Path) -> Guide:
    """What a pack explains to residents (`glossary.yaml`, `papers.yaml`; either may be absent). Raises InputRefused with every fault."""
    from zhyto.page.sheets import read_guide  # what a page needs; a law alone does not

    faults: list[Fault] = []
    names = [f"{folder.name}/{file}" for file in ("glossary.yaml", "papers.yaml")]
    sheets = [
        read_sheet(read_text(folder / file), name, faults) if (folder / file).is_file() else None
        for file, name in zip(("glossary.yaml", "papers.yaml"), names, strict=True)
    ]
    guide = read_guide(sheets[0], sheets[1], names[0], names[1], faults)
    if faults:
        raise InputRefused(faults)
    return guide
