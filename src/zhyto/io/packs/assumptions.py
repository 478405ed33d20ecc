"""Open readings of a country pack: `assumptions/assumptions.yaml`, with the rules of their alternatives beside it."""

from __future__ import annotations

from pathlib import Path

from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.law import Pack, read_text
from zhyto.law.model import Law, Reform
from zhyto.law.reform import read_reform
from zhyto.law.sheets import Reader, Sheet, read_sheet
from zhyto.lawbook.assumptions import Assumption
from zhyto.texts import Said


def load_assumptions(pack: Pack, law: Law) -> list[Assumption]:
    """The open readings of a pack's law, in order; [] where it has none. Raises InputRefused with every fault."""
    file = pack.folder / "assumptions" / "assumptions.yaml"
    if not file.is_file():
        return []
    faults: list[Fault] = []
    name = f"{pack.folder.name}/assumptions/assumptions.yaml"
    rows = read_sheet(read_text(file), name, faults)
    if not isinstance(rows, list) or not all(isinstance(row, Sheet) for row in rows):
        raise InputRefused(faults or [Fault(name, 1, "", Said("no list"), Said("a list of open readings"), Said("see docs/law-language.md"))])
    found: list[Assumption] = []
    for row in rows:
        reader = Reader(row, faults, ("number", "code", "question", "reading", "alternatives", "pending"))
        code = reader.text("code")
        if code in {item.code for item in found}:
            reader.fault("code", Said("{code}, a second time", code=code), Said("each code once"), Said("rename one"))
        sheets = row.get("alternatives") or []
        alternatives = {}
        for sheet in sheets if isinstance(sheets, list) else []:
            reform = _alternative(sheet, file.parent, name, law, faults)
            if reform is not None:
                if reform.name in alternatives:
                    reader.fault("alternatives", Said("{code}, a second time", code=reform.name), Said("each name once"), Said("rename one"))
                alternatives[reform.name] = reform
        if not sheets:
            reader.label("pending")
        found.append(Assumption(
            reader.text("number", ""), code, reader.label("question"), reader.label("reading"), alternatives,
            reader.label("pending", required=False) if "pending" in row else {}, row.where(),
        ))  # fmt: skip
    if faults:
        raise InputRefused(faults)
    return found


def _alternative(sheet: object, folder: Path, name: str, law: Law, faults: list[Fault]) -> Reform | None:
    rules = None
    rules_file = ""
    if isinstance(sheet, Sheet) and "rules" in sheet:
        rules_file = str(sheet["rules"])
        if Path(rules_file).name != rules_file or not (folder / rules_file).is_file():
            faults.append(Fault(name, sheet.lines["rules"], "rules", Said("no file {file!r}", file=rules_file), Said("a file beside the sheet"),
                                Said("add it")))
            return None
        rules = read_text(folder / rules_file)
    reform, problems = read_reform(sheet, name, law, rules, f"{Path(name).parent.as_posix()}/{rules_file}" if rules_file else "")
    faults += problems
    return reform
