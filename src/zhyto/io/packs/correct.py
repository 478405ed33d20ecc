"""Puts a corrected value into a `parameters.yaml`: one entry changes or is added, every other byte stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.content import write_text
from zhyto.io.packs.law import Pack
from zhyto.law.sheets import read_parameters, read_sheet
from zhyto.texts import Said


def put_value(pack: Pack, where: str, figure: str, since: date, entry: str) -> Path:
    """Write an entry (`{from: …, value: …, …}`) of a figure into the sheet it is declared in. where: `file:line` of the figure.

    The entry of the same day is replaced, where there is one. The file is replaced whole or not at all.
    Raises InputRefused where the sheet would not be read back with that entry; OSError.
    """
    name = where.rpartition(":")[0]
    path = pack.folder / name.removeprefix(f"{pack.folder.name}/")
    text = path.read_bytes().decode("utf-8")
    changed = _changed(text, figure, since, entry)
    faults: list[Fault] = []
    read = {item.name: item for item in read_parameters(read_sheet(changed, name, faults), name, faults)}
    if faults or figure not in read or since not in {value.since for value in read[figure].values}:
        raise InputRefused(faults or [Fault(name, 0, figure, Said("a sheet this program cannot change"), Said("values: a list"), Said("add the line by hand"))])
    write_text(path, changed)
    return path


def _changed(text: str, figure: str, since: date, entry: str) -> str:
    """The text with the entry in its place."""
    # Marks count characters of the text given, and PyYAML takes CRLF for one break of two characters.
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    declared = next((value for key, value in root.value if key.value == figure), None) if isinstance(root, yaml.MappingNode) else None
    rows = next((value for key, value in declared.value if key.value == "values"), None) if isinstance(declared, yaml.MappingNode) else None
    if not isinstance(rows, yaml.SequenceNode) or not rows.value:
        return text
    later = None
    for row in rows.value:
        day = next((value.value for key, value in row.value if key.value == "from"), "")
        if day == since.isoformat():
            return text[: row.start_mark.index] + entry + text[_end(row) :]
        if later is None and day > since.isoformat():
            later = row
    if rows.flow_style:
        at = later.start_mark.index if later is not None else _end(rows.value[-1])
        return text[:at] + (f"{entry}, " if later is not None else f", {entry}") + text[at:]
    neighbour = later if later is not None else rows.value[-1]
    line = text.rfind("\n", 0, neighbour.start_mark.index) + 1
    lead = text[line : neighbour.start_mark.index]
    newline = "\r\n" if "\r\n" in text else "\n"
    if later is not None:
        return text[:line] + lead + entry + newline + text[line:]
    end = text.find("\n", _end(neighbour))
    if end < 0:
        return text + newline + lead + entry + newline
    return text[: end + 1] + lead + entry + newline + text[end + 1 :]


def _end(node: yaml.Node) -> int:
    """Where a node's own text ends. A block mapping's mark stands at what follows it, comments and all."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)
