"""What a country pack holds beside its law: standards, life events; and text written whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.law import Pack, read_text
from zhyto.law.model import Law
from zhyto.law.sheets import read_sheet
from zhyto.lawbook.events import Event, read_events
from zhyto.lawbook.standards import Standard, read_standards


def pack_sheet(pack: Pack, file: str, faults: list[Fault]) -> tuple[Any, str]:
    """A sheet in a pack's folder (None where there is none), and its name for faults."""
    path, name = pack.folder / file, f"{pack.folder.name}/{file}"
    return (read_sheet(read_text(path), name, faults) if path.is_file() else None), name


def load_standards(pack: Pack, law: Law) -> dict[str, Standard]:
    """The standards of a pack (`standards.yaml`) by code; {} where it has none. Raises InputRefused."""
    faults: list[Fault] = []
    sheet, name = pack_sheet(pack, "standards.yaml", faults)
    found = read_standards(sheet, name, law, faults)
    if faults:
        raise InputRefused(faults)
    return found


def load_events(pack: Pack, law: Law) -> dict[str, Event]:
    """The life events of a pack (`events.yaml`) by code; {} where it has none. Raises InputRefused."""
    faults: list[Fault] = []
    sheet, name = pack_sheet(pack, "events.yaml", faults)
    found = read_events(sheet, name, law, faults)
    if faults:
        raise InputRefused(faults)
    return found


def write_text(file: Path, text: str) -> None:
    """Write a text as UTF-8, its line ends as they are, whole or not at all. Raises OSError."""
    from zhyto.io.files.whole import whole_file

    with whole_file(file) as name:
        Path(name).write_bytes(text.encode("utf-8"))
